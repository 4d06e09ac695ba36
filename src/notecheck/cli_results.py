"""The files of all results that stand beside the pages of a run in HTML."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from notecheck.render import csv, jsonl
from notecheck.report import Report
from notecheck.writing import replacing

RESULTS = ("results.csv", "results.jsonl")

ResultLines = tuple[str, str]
"""What a note adds to each of the files, as text."""


def lines_of(report: Report, text: str, *, include_text: bool) -> ResultLines:
    """Return what a note adds to the results: the rows of its table, and its line."""
    _, *rows = csv.collect(report, text, include_text=include_text)
    return csv.lines(rows), jsonl.render(report, text) + "\n"


class Results:
    """All results of a run for programs: a table and JSON lines, written as they come."""

    def __init__(self, folder: Path, *, include_text: bool) -> None:
        self._paths = [folder / name for name in RESULTS]
        self._header = csv.lines([csv.header(include_text=include_text)])

    def __enter__(self) -> Self:
        self._open = ExitStack()
        self._files = [self._open.enter_context(replacing(path)) for path in self._paths]
        self._files[0].write(self._header)
        return self

    def __exit__(self, *error: Any) -> None:
        self._open.__exit__(*error)

    def add(self, lines: ResultLines) -> None:
        """Write what one note adds."""
        for file, text in zip(self._files, lines, strict=True):
            file.write(text)
