"""The progress of a run over many notes: how many, how fast, and the time left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

SECONDS = 0.1  # between two drawings


class Rate(ProgressColumn):
    """Notes a second, over the last half minute."""

    def render(self, task: Task) -> Text:
        """Return the rate once it can be told."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f} notes/s" if speed else "")


@contextmanager
def bar(total: int | None, console: Console | None = None) -> Iterator[Callable[[int], None]]:
    """Show a bar of ``total`` notes on standard error and give the function that says how many are done.

    The first number that it is told is where a resumed run begins: the rate counts from there. It is
    drawn when a number is told, not by a thread of its own: workers can then be forked.
    """
    columns = (
        TextColumn("Checking notes"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn(),
    )  # fmt: skip
    screen = console or Console(stderr=True)
    with Progress(
        *columns, console=screen, auto_refresh=False, transient=True, redirect_stdout=False
    ) as progress:
        task = progress.add_task("notes", total=total)
        drawn: float | None = None

        def tell(done: int) -> None:
            nonlocal drawn
            now = progress.get_time()
            if drawn is None and done > 1:
                progress.reset(task, completed=done, total=total)
            elif drawn is not None and now - drawn < SECONDS:
                return
            drawn = now
            progress.update(task, completed=done, refresh=True)

        yield tell
