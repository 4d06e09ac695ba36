"""Where what is made of the notes goes: one stream (a terminal, a pipe, a file), or a folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from notecheck.errors import NotecheckError
from notecheck.readers.names import shown
from notecheck.render import DOCUMENTS, WITHOUT_TEXT, Gatherer, gatherer, renderer
from notecheck.writing import replacing

if TYPE_CHECKING:
    from notecheck.cli_making import Made

# Formats for a person: they take the width of the terminal, and colours.
TERMINAL = ("text", "brief", "concise")
# Formats that a sentence about the run may follow: nobody parses them.
SUMMED_UP = ("text", "brief")

# Formats that differ by reader: a coder, or the provider whose note it is.
AUDIENCES = ("text", "html")


class Output(Protocol):
    """Takes what is made of the notes of a run, one by one."""

    def add(self, made: Made) -> None:
        """Take one note that was checked."""

    def fail(self, message: str) -> None:
        """Take one line on what could not be checked; standard error has it already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the command line asks for. ``width`` is in columns; ``single``: one note, no list."""

    format: str
    output: Path | None
    single: bool
    width: int
    color: bool
    include_text: bool = False
    audience: str = "coder"

    @property
    def options(self) -> dict[str, Any]:
        """Return what the renderer of the format is told."""
        options: dict[str, Any] = {}
        if self.format in TERMINAL:
            options |= {"width": self.width, "color": self.color}
        if self.format in WITHOUT_TEXT:
            options["include_text"] = self.include_text
        if self.format in AUDIENCES:
            options["audience"] = self.audience
        return options

    @property
    def folder(self) -> bool:
        """Tell whether each note gets a file of its own."""
        path = self.output
        if path is None:
            return False
        return path.is_dir() or (self.format == "html" and path.suffix.lower() not in (".html", ".htm"))

    @property
    def pages(self) -> bool:
        """Tell whether the files are pages, with a list of them."""
        return self.format == "html" and self.folder

    def left(self, count: int) -> str:
        """Say what a run that is stopped after ``count`` notes leaves."""
        if self.output is None:
            return f"{count:,} notes are done"
        place = shown(self.output)
        if not self.folder or not count:
            return f"{place} is as it was before"
        return f"{count:,} notes are in {place}, whole" + ("; index.html lists them" if self.pages else "")


@contextmanager
def open_output(wanted: Wanted) -> Iterator[Output]:
    """Give the output that was asked for; what is written to one file appears when the block ends.

    Of a block that ends by an error nothing appears there; in a folder the notes that were added do.
    """
    if wanted.audience not in ("coder", "provider"):
        raise NotecheckError(f"unknown audience {wanted.audience!r}: use coder or provider")
    if wanted.audience == "provider" and wanted.format not in AUDIENCES:
        raise NotecheckError(f"{wanted.format} names codes; for a provider use --format text or html")
    if wanted.format == "html" and not wanted.single and not wanted.folder:
        if wanted.output is None:
            raise NotecheckError("HTML of several notes goes into a folder; name it: --output DIR")
        raise NotecheckError(f"{shown(wanted.output)}: HTML of several notes needs a folder, not a file name")
    renderer(wanted.format)  # says at once where there is none
    if wanted.output is None:
        yield from _stream(_stdout(wanted.format), wanted)
    elif wanted.folder:
        from notecheck.cli_folder import Folder

        with Folder(wanted.output, wanted) as folder:
            yield folder
    else:
        with replacing(wanted.output) as out:
            yield from _stream(out, wanted)


def _stream(out: TextIO, wanted: Wanted) -> Iterator[Output]:
    stream = Gathered(out, gatherer(wanted.format)) if wanted.format in DOCUMENTS else Stream(out, wanted)
    yield stream
    stream.close()


def _stdout(format_: str) -> TextIO:
    """Machines get UTF-8 whatever the locale; text goes through the terminal's own encoding."""
    if format_ in TERMINAL or not isinstance(sys.stdout, TextIOWrapper):
        return sys.stdout
    sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    return sys.stdout


class Stream:
    """All reports one after the other; JSON of several notes is one array."""

    def __init__(self, out: TextIO, wanted: Wanted) -> None:
        self._out = out
        self._wanted = wanted
        self._array = wanted.format == "json" and not wanted.single
        self._count = 0

    def add(self, made: Made) -> None:
        """Write one report."""
        if not made.body:  # nothing to say of this note
            return
        if self._array:
            self._out.write(",\n" if self._count else "[\n")
        elif self._count and self._wanted.format in SUMMED_UP:
            self._out.write(f"\n{'─' * self._wanted.width}\n\n" if self._wanted.format == "text" else "\n")
        self._out.write(made.body)
        if not self._array:
            self._out.write("\n")
        self._count += 1

    def fail(self, message: str) -> None:
        """Leave it to standard error."""

    def close(self) -> None:
        """Write what comes after the last report."""
        if self._array:
            self._out.write("\n]\n" if self._count else "[]\n")


class Gathered:
    """One document for the run, written when all its notes are known."""

    def __init__(self, out: TextIO, format_: Gatherer) -> None:
        self._out = out
        self._format = format_
        self._parts: list[object] = []

    def add(self, made: Made) -> None:
        """Keep what one note adds; neither its text nor its report."""
        self._parts.append(made.body)

    def fail(self, message: str) -> None:
        """Leave it to standard error."""

    def close(self) -> None:
        """Write the document."""
        self._out.write(self._format.document(self._parts) + "\n")
