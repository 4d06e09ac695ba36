"""How wide a terminal is, and whether a person is looking at it."""

from __future__ import annotations

import os
import shutil
import sys


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
