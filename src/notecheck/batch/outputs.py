"""Files that grow record by record, and go on where they stopped.

JSON lines and CSV are written as they come. What a crash leaves is whole records and at most one
that is cut off; a run that is resumed cuts that one off, walks past the notes that are written and
goes on. Parquet is in ``parquet.py``: it is written in parts.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from pydantic_core import from_json

import notecheck
from notecheck.batch.inputs import Unread
from notecheck.batch.records import Record
from notecheck.batch.summary import GAPS, CodeFacts, Summary
from notecheck.errors import NotecheckError
from notecheck.note import Note
from notecheck.readers.names import shown
from notecheck.writing import WritingError

Items = Iterator[Note | Unread]


class RecordOutput(Protocol):
    """Takes the records of a run, in order."""

    @property
    def place(self) -> Path:
        """Where the records are while the run goes on."""

    def begin(self) -> None:
        """Begin a new run. Raises NotecheckError where that would spoil what an earlier one left."""

    def skip(self, items: Items, summary: Summary) -> tuple[int, Items]:
        """Take from ``items`` the notes that are already written; return how many and the rest.

        What they hold goes into ``summary``.

        Raises NotecheckError where what is written is of another run.
        """

    def add(self, record: Record) -> None:
        """Write one record."""

    def close(self, *, finished: bool) -> None:
        """End the file; after a run that was stopped, with all records that it was given."""


class Growing:
    """A file to which records are appended; opened when the first comes, so a bad call costs nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO | None = None
        self._keep = 0

    @property
    def place(self) -> Path:
        """The file itself."""
        return self.path

    def begin(self) -> None:
        """Do nothing yet: the old file is only replaced when there is a first record."""

    def add(self, record: Record) -> None:
        """Write one record."""
        self._out().write(self.encoded(record))

    def close(self, *, finished: bool) -> None:
        """Write out what is still held."""
        if finished:
            self._out()  # a run without notes leaves an empty file, not none
        if self._file is not None:
            with naming(self.path):
                self._file.close()

    def encoded(self, record: Record) -> bytes:
        """Return the bytes of a record."""
        raise NotImplementedError

    def start(self) -> bytes:
        """Return what a new file begins with."""
        return b""

    def keep(self, size: int) -> None:
        """Keep the first ``size`` bytes of what is written, and go on there."""
        self._keep = size

    def _out(self) -> BinaryIO:
        if self._file is None:
            with naming(self.path):
                self.path.parent.mkdir(parents=True, exist_ok=True)
                if self._keep:
                    self._file = self.path.open("r+b")
                    self._file.truncate(self._keep)
                    self._file.seek(self._keep)
                else:
                    self._file = self.path.open("wb")
                    self._file.write(self.start())
        return self._file

    def other_run(self, number: int) -> NotecheckError:
        """Return the error that what is written does not belong to these notes."""
        return NotecheckError(
            f"{shown(self.path)}: record {number:,} is not of note {number:,} of this run; resume with the "
            "notes, codes and version it began with, or name another --output"
        )


class JsonLines(Growing):
    """One report a line."""

    def __init__(self, path: Path, codes: tuple[str, ...] | None) -> None:
        super().__init__(path)
        self._codes = codes

    def encoded(self, record: Record) -> bytes:
        """Return the line of a record."""
        return str(record.body).encode()

    def skip(self, items: Items, summary: Summary) -> tuple[int, Items]:
        """Walk past the notes whose lines are whole; each must be the note that its line is of."""
        count = size = 0
        if not self.path.exists():
            return 0, items
        with naming(self.path), self.path.open("rb") as file:
            for line in file:
                report = _parsed(line)
                if report is None:
                    break
                count += 1
                item = next(items, None)
                if item is None or not self._fits(report, item):
                    raise self.other_run(count)
                summary.add(_facts(report), failed="error" in report)
                size += len(line)
        self.keep(size)
        return count, items

    def _fits(self, report: dict[str, Any], item: Note | Unread) -> bool:
        if report["note"]["sha256"] != digest(item) or report["notecheck_version"] != notecheck.__version__:
            return False
        checked = tuple(code["code"] for code in report["codes"])
        return self._codes is None or "error" in report or checked == self._codes


class Csv(Growing):
    """One row an item or alert, as ``--format csv``; of a note that points to no code there is none."""

    def __init__(self, path: Path, *, include_text: bool) -> None:
        super().__init__(path)
        from notecheck.render.csv import cell, header

        self._header = header(include_text=include_text)
        self._cell = cell

    def start(self) -> bytes:
        """Return the header."""
        return _csv_lines([self._header])

    def encoded(self, record: Record) -> bytes:
        """Return the rows of a record."""
        return _csv_lines(record.body)

    def skip(self, items: Items, summary: Summary) -> tuple[int, Items]:
        """Walk past the notes up to the last one that has rows, whose rows are written anew.

        That one may be cut off. Rows tell their note by its name.
        """
        if not self.path.exists():
            return 0, items
        with naming(self.path):
            groups = list(self._groups())
        count = 0
        for at, group in enumerate(groups, 1):
            for item in items:
                if self._cell(item.id) == group.name:
                    break
                summary.add(())  # it has no rows, so it pointed to no code
                count += 1
            else:
                raise self.other_run(count + 1)
            if at == len(groups):
                self.keep(group.start)
                return count, chain([item], items)
            summary.add(group.facts(), failed=not group.codes)
            count += 1
        return 0, items

    def _groups(self) -> Iterator[_Group]:
        """Yield the rows of each note, together. No note has a row twice, so notes of one name that
        follow each other are told apart."""
        group: _Group | None = None
        place = 0
        with self.path.open("rb") as file:
            for number, line in enumerate(file):
                # No cell holds a line end, so a row that is whole is a line that is whole.
                if not line.endswith(b"\r\n"):
                    break
                cells = next(csv.reader([line.decode()]))
                if number == 0 and tuple(cells) != self._header:
                    raise self.other_run(1)
                if number:
                    row = dict(zip(self._header, cells, strict=False))
                    key = row["code"], row["kind"], row["id"]
                    if group is None or row["note"] != group.name or key in group.seen:
                        if group is not None:
                            yield group
                        group = _Group(row["note"], place)
                    group.add(key, row)
                place += len(line)
        if group is not None:
            yield group


@dataclass(slots=True)
class _Group:
    """The rows of one note: its name, where they begin, and what they count."""

    name: str
    start: int
    seen: set[tuple[str, str, str]] = field(default_factory=set)
    codes: dict[str, tuple[str, list[str]]] = field(default_factory=dict)

    def add(self, key: tuple[str, str, str], row: dict[str, str]) -> None:
        self.seen.add(key)
        if row["code"]:
            gaps = self.codes.setdefault(row["code"], (row["verdict"], []))[1]
            if row["kind"] == "item" and row["status"] in GAPS:
                gaps.append(row["id"])

    def facts(self) -> list[CodeFacts]:
        return [(code, verdict, tuple(gaps)) for code, (verdict, gaps) in self.codes.items()]


def digest(item: Note | Unread) -> str:
    """Return the hash by which a report names its note."""
    text = item.text if isinstance(item, Note) else ""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _csv_lines(rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def _parsed(line: bytes) -> dict[str, Any] | None:
    """Return the report of a line, None where the line is not whole."""
    if not line.endswith(b"\n"):
        return None
    try:
        report = from_json(line)
    except ValueError:
        return None
    return report if isinstance(report, dict) and "note" in report and "codes" in report else None


def _facts(report: dict[str, Any]) -> list[CodeFacts]:
    return [
        (code["code"], code["verdict"], tuple(i["id"] for i in code["items"] if i["status"] in GAPS))
        for code in report["codes"]
    ]


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """Turn what the system says of a file into one line with the mend."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise WritingError(
            f"{shown(path)}: cannot be written ({reason}); name another place with --output"
        ) from None
