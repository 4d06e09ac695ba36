"""File names as they may be shown: on one line, in any terminal, in any encoding."""

from __future__ import annotations

from pathlib import Path

_LONGEST_PATH = 1024

# A whole note given as a path is a likely slip; its text must not come back in an error.
NOT_A_PATH = "that is no path; the text of a note goes in on standard input: notecheck check -"


def shown(path: Path | str) -> str:
    """Return the path with forward slashes; what cannot be printed is written as an escape."""
    text = path if isinstance(path, str) else path.as_posix()
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def is_path(path: Path | str) -> bool:
    """Tell a path from a text that was given in its place."""
    text = str(path)
    return len(text) <= _LONGEST_PATH and "\n" not in text and "\r" not in text
