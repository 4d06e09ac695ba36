"""How wide a terminal is, whether a person is looking at it, and what that one sees of progress."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

PROGRESS_FROM = 10  # notes; fewer are done before a bar could be read


def width(*, to_terminal: bool) -> int:
    """Return the columns to write in: those of the terminal, 100 at most, and 100 for a file."""
    return min(shutil.get_terminal_size((100, 24)).columns, 100) if to_terminal else 100


def colored(asked: bool | None, *, to_terminal: bool) -> bool:
    """Follow the option, else the usual environment variables, else whether a person is looking."""
    if asked is not None:
        return asked
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return to_terminal and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def progress(
    count: Callable[[], int | None], *, hidden: bool
) -> AbstractContextManager[Callable[[int], None]]:
    """Give a function that a bar on standard error hears of progress by; silent where none is of use.

    ``count`` tells how many notes there are, None where that is not known beforehand.
    """
    silent: AbstractContextManager[Callable[[int], None]] = nullcontext(lambda done: None)
    if hidden or not sys.stderr.isatty():
        return silent
    total = count()
    if total is not None and total < PROGRESS_FROM:
        return silent
    from notecheck.cli_progress import bar

    return bar(total)
