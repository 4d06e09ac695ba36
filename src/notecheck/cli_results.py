"""The files of all results that stand beside the pages of a run in HTML."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from notecheck.report import Report
from notecheck.writing import replacing

RESULTS = ("results.csv", "results.jsonl")


class Results:
    """All results of a run for programs: a table and JSON lines, written as they come."""

    def __init__(self, folder: Path, *, include_text: bool) -> None:
        self._paths = [folder / name for name in RESULTS]
        self._include_text = include_text

    def __enter__(self) -> Self:
        self._open = ExitStack()
        self._csv, self._jsonl = (self._open.enter_context(replacing(path)) for path in self._paths)
        self._header = False
        return self

    def __exit__(self, *error: Any) -> None:
        self._open.__exit__(*error)

    def add(self, report: Report, text: str) -> None:
        """Write the rows and the line of one report."""
        from notecheck.render import csv, jsonl

        header, *rows = csv.collect(report, text, include_text=self._include_text)
        csv.write(self._csv, [*([] if self._header else [header]), *rows])
        self._header = True
        self._jsonl.write(jsonl.render(report, text) + "\n")
