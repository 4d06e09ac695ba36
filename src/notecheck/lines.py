"""Where the lines of a note end: at a line feed, at a carriage return, or at the two as one.

Old systems write files with carriage returns alone. Whatever says "line 7" counts here, so that a
report, its page and the formats for other programs all mean the same line.
"""

from __future__ import annotations

import re

_END = re.compile(r"\r\n?|\n")


def breaks(text: str, start: int, end: int) -> int:
    """Return how many line ends ``text[start:end]`` holds; one that is cut in two counts where it ends."""
    if text.find("\r", start, end) < 0:
        return text.count("\n", start, end)
    cut = end > start and text[end - 1] == "\r" and text.startswith("\n", end)
    returns = text.count("\r", start, end) - text.count("\r\n", start, end) - cut
    return text.count("\n", start, end) + returns


def line_of(text: str, offset: int) -> int:
    """Return the 1-based line of a character."""
    return breaks(text, 0, offset) + 1


def column_of(text: str, offset: int) -> int:
    """Return the 1-based column of a character, in characters."""
    return offset - max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset))


def line_starts(text: str) -> list[int]:
    """Return where each line begins, in characters; the first is 0."""
    if "\r" in text:
        return [0, *(end.end() for end in _END.finditer(text))]
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def line_count(text: str) -> int:
    """Return how many lines there are; a line end at the very end begins no further one."""
    return breaks(text, 0, len(text)) + (not text.endswith(("\n", "\r")))
