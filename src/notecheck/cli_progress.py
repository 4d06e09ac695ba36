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


class Rate(ProgressColumn):
    """Notes a second, over the last half minute."""

    def render(self, task: Task) -> Text:
        """Return the rate once it can be told."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f} notes/s" if speed else "")


@contextmanager
def bar(total: int | None, console: Console | None = None) -> Iterator[Callable[[int], None]]:
    """Show a bar of ``total`` notes on standard error and give the function that says how many are done.

    The first number that it is told is where a resumed run begins: the rate counts from there.
    """
    columns = (
        TextColumn("Checking notes"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn(),
    )  # fmt: skip
    screen = console or Console(stderr=True)
    with Progress(*columns, console=screen, transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("notes", total=total)
        begun = False

        def tell(done: int) -> None:
            nonlocal begun
            if not begun and done > 1:
                progress.reset(task, completed=done, total=total)
            begun = True
            progress.update(task, completed=done)

        yield tell
