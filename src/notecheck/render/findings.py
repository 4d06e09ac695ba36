"""What the formats for other programs share: each gap and alert as one finding with its place.

A finding holds ids, lines and offsets. Build logs are read by many and kept for long, so words of
the note go into it only where they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from notecheck.lines import column_of, line_of
from notecheck.render.wording import STATUS
from notecheck.report import Alert, CodeReport, Evidence, ItemReport, Report

Level = Literal["error", "warning", "note"]
GAPS = ("missing", "partial", "contradicted")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the note: ``start`` and ``end`` in characters; lines and columns 1-based.

    ``end_column`` is the column after the last character, ``text`` empty unless asked for.
    """

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One gap or alert of one code in one note.

    ``places`` is empty where nothing in the note bears on it. ``status`` is that of the item, or
    ``alert`` and ``blocking``. ``message`` is the checklist's own wording.
    """

    note: str
    code: str
    id: str
    title: str
    status: str
    level: Level
    message: str
    places: tuple[Place, ...] = ()

    @property
    def rule(self) -> str:
        """Return the id of what was checked: ``M96.0/prior_fusion_date``."""
        return f"{self.code}/{self.id}"

    @property
    def fingerprint(self) -> str:
        """Return what tells this finding from others and stays when lines move."""
        return sha256("\0".join((self.note, self.code, self.id)).encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def line(self) -> int:
        """Return the line to show it at; the first where it has no place."""
        return self.places[0].line if self.places else 1

    @property
    def column(self) -> int:
        """Return the column to show it at; the first where it has no place."""
        return self.places[0].column if self.places else 1


def findings(report: Report, text: str, *, include_text: bool = False) -> list[Finding]:
    """Return the gaps and alerts of a report, code by code; alerts last."""
    return [
        finding
        for code in report.codes
        for finding in (
            *(_gap(report, code, item, text, include_text) for item in code.items if item.status in GAPS),
            *(_alert(report, code, alert, text, include_text) for alert in code.alerts),
        )
    ]


def _gap(report: Report, code: CodeReport, item: ItemReport, text: str, include_text: bool) -> Finding:
    return Finding(
        note=report.note.id,
        code=code.code,
        id=item.id,
        title=item.title,
        status=item.status,
        level=_level(item),
        message=f"{item.title}: {STATUS[item.status].lower()}",
        places=tuple(places(item.evidence, text, include_text=include_text)),
    )


def _level(item: ItemReport) -> Level:
    if item.axis == "code":
        return "error"
    return "note" if item.requirement == "recommended" else "warning"


def _alert(report: Report, code: CodeReport, alert: Alert, text: str, include_text: bool) -> Finding:
    title = alert.title or alert.id.replace("_", " ").capitalize()
    # The message of an alert may name words of the note.
    message = f"{title}: {alert.message}" if include_text else title
    return Finding(
        note=report.note.id,
        code=code.code,
        id=alert.id,
        title=title,
        status="blocking" if alert.blocking else "alert",
        level="error" if alert.blocking else "note",
        message=message,
        places=tuple(places(alert.evidence, text, include_text=include_text)),
    )


def places(evidence: tuple[Evidence, ...], text: str, *, include_text: bool = False) -> Iterator[Place]:
    """Yield where pieces of evidence stand; those that lie outside the note are left out."""
    for piece in evidence:
        start, end = max(piece.start, 0), min(piece.end, len(text))
        if start >= end:
            continue
        line, column = position(text, start)
        end_line, end_column = position(text, end)
        yield Place(start, end, line, column, end_line, end_column, text[start:end] if include_text else "")


def position(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column of a character, both 1-based."""
    return line_of(text, offset), column_of(text, offset)
