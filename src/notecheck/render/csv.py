"""A table for spreadsheets: one row an item or alert, whatever its status; a header once a run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from notecheck.render.findings import places
from notecheck.render.visible import one_line
from notecheck.report import CodeReport, Evidence, Report

HEADER = (
    "note", "date", "setting", "code", "verdict", "score", "kind", "id", "title", "axis", "requirement",
    "weight", "status", "line", "column", "start", "end", "offsets",
)  # fmt: skip
# A spreadsheet runs a cell that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Row = tuple[str, ...]


def render(report: Report, text: str, *, include_text: bool = False) -> str:
    """Return the table of one note, header first; ``include_text`` adds a column with the words."""
    return document([collect(report, text, include_text=include_text)])


def header(*, include_text: bool) -> Row:
    """Return the names of the columns."""
    return (*HEADER, "text") if include_text else HEADER


def collect(report: Report, text: str, *, include_text: bool = False) -> list[Row]:
    """Return the rows of one note, the header as their first."""
    return [
        header(include_text=include_text),
        *(row for code in report.codes for row in _rows(report, code, text, include_text)),
    ]


def document(parts: Iterable[list[Row]]) -> str:
    """Return the table of a run; of the headers only the first is kept."""
    rows: list[Row] = []
    for first, *others in parts:
        rows += others if rows else [first, *others]
    return lines(rows or [HEADER]).removesuffix("\r\n")


def lines(rows: Iterable[Row]) -> str:
    """Return rows as the lines of a file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _rows(report: Report, code: CodeReport, text: str, include_text: bool) -> Iterator[Row]:
    note = report.note
    score = "" if code.score is None else str(code.score)
    head = (note.id, note.date or "", note.setting, code.code, code.verdict, score)
    for item in code.items:
        about: Row = (
            "item",
            item.id,
            item.title,
            item.axis,
            item.requirement,
            f"{item.weight:g}",
            item.status,
        )
        yield _row((*head, *about), item.evidence, text, include_text)
    for alert in code.alerts:
        status = "blocking" if alert.blocking else "alert"
        about = (
            "alert",
            alert.id,
            alert.title or alert.id.replace("_", " ").capitalize(),
            "",
            "",
            "",
            status,
        )
        yield _row((*head, *about), alert.evidence, text, include_text)


def _row(cells: Iterable[str], evidence: tuple[Evidence, ...], text: str, include_text: bool) -> Row:
    found = list(places(evidence, text, include_text=include_text))
    first = found[0] if found else None
    where = (str(first.line), str(first.column), str(first.start), str(first.end)) if first else ("",) * 4
    row = (*cells, *where, " ".join(f"{place.start}-{place.end}" for place in found))
    if include_text:
        row = (*row, " | ".join(place.text for place in found))
    return tuple(cell(value) for value in row)


def cell(value: str) -> str:
    """Return a value as it stands in the table: on one line, and no formula to any spreadsheet."""
    value = one_line(value)
    return f"'{value}" if value.startswith(_FORMULA) else value
