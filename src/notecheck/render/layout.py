"""Lines of a terminal: wrapped to its columns, indented, inert, coloured where asked."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator

from notecheck.render.visible import one_line

ANSI = {
    "bold": "1",
    "dim": "2",
    "missing": "1;31",
    "partial": "1;33",
    "contradicted": "1;35",
    "met": "1;32",
    "conflicting": "1;35",
    "not_supported": "1;31",
    "incomplete": "1;33",
    "codable": "1;32",
    "complete": "1;32",
}


class Page:
    """Collects lines of at most ``width`` columns; every text given to it is made inert."""

    def __init__(self, *, width: int, color: bool = False) -> None:
        self._width = width
        self._color = color
        self._lines: list[str] = []

    def line(self, text: str, *, indent: int = 0, hang: int = 0, style: str | None = None) -> None:
        """Add a text, wrapped: ``indent`` columns, and ``hang`` more from its second line on."""
        room = self._width - indent
        # A deep hang would leave no room at 40 columns.
        hang = min(hang, room // 3)
        for number, piece in enumerate(wrap(one_line(text), room, room - hang)):
            if style and self._color:
                piece = f"\x1b[{ANSI[style]}m{piece}\x1b[0m"
            self._lines.append(" " * (indent + (hang if number else 0)) + piece)

    def gap(self) -> None:
        """Add an empty line."""
        self._lines.append("")

    def text(self) -> str:
        """Return all lines."""
        return "\n".join(self._lines)


def wrap(text: str, first: int, rest: int) -> Iterator[str]:
    """Yield the lines of ``text``: the first at most ``first`` columns wide, others ``rest``."""
    if len(text) <= first and text.isascii():
        yield text
        return
    if text.isascii():
        indent = " " * (first - rest)
        wrapper = textwrap.TextWrapper(width=first, subsequent_indent=indent, break_on_hyphens=False)
        yield from (line.lstrip(" ") for line in wrapper.wrap(text))
        return
    yield from _wrap_cells(text, first, rest)


def _wrap_cells(text: str, first: int, rest: int) -> Iterator[str]:
    """Do the same by the columns that each character takes, for text beyond ASCII."""
    room, line, used = first, "", 0
    for word in re.findall(r"\S+", text):
        size = cells(word)
        if line and used + 1 + size <= room:
            line, used = f"{line} {word}", used + 1 + size
            continue
        if line:
            yield line
            room = rest
        while size > room:
            cut = _fitting(word, room)
            yield word[:cut]
            word, room = word[cut:], rest
            size = cells(word)
        line, used = word, size
    if line:
        yield line


def _fitting(word: str, room: int) -> int:
    """Return how many characters of a word fit into ``room`` columns, at least one."""
    used = 0
    for position, character in enumerate(word):
        used += cell(character)
        if used > room:
            return max(position, 1)
    return len(word)


def cells(text: str) -> int:
    """Return the terminal columns that a text takes."""
    return len(text) if text.isascii() else sum(map(cell, text))


def cell(character: str) -> int:
    """Return 2 for a wide character, 0 for one that joins the last, else 1."""
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
