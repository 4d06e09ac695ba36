"""Reports as rows of a table: one row a note and code, its items in an array.

The same rows go into Parquet files, Spark frames and the findings table beside OMOP's NOTE_NLP. A
note that points to no code has no row; one that could not be checked has one, with ``error``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from notecheck.report import Alert, CodeReport, Evidence, FailedReport, ItemReport, Report

Row = dict[str, Any]

# Name and type of every column, in order; a list holds the fields of the structs of an array.
EVIDENCE = [("start", "int"), ("end", "int"), ("text", "string"), ("section", "string"), ("line", "int")]
ITEM = [
    ("id", "string"), ("title", "string"), ("requirement", "string"), ("axis", "string"),
    ("weight", "double"), ("status", "string"), ("query", "string"), ("evidence", EVIDENCE),
]  # fmt: skip
ALERT = [
    ("id", "string"),
    ("title", "string"),
    ("blocking", "boolean"),
    ("message", "string"),
    ("codes", "strings"),
]
SUGGESTED = [("code", "string"), ("title", "string"), ("relation", "string"), ("reason", "string")]
COLUMNS: list[tuple[str, Any]] = [
    ("note_id", "string"), ("note_date", "string"), ("setting", "string"), ("sha256", "string"),
    ("notecheck_version", "string"), ("code", "string"), ("title", "string"),
    ("checklist_version", "string"), ("verdict", "string"), ("score", "int"), ("met", "int"),
    ("applicable", "int"), ("items", ITEM), ("alerts", ALERT), ("suggested_codes", SUGGESTED),
    ("error", "string"),
]  # fmt: skip


def rows(report: Report) -> list[Row]:
    """Return the rows of a report; see :data:`COLUMNS`."""
    note = report.note
    head: Row = {
        "note_id": note.id,
        "note_date": note.date,
        "setting": note.setting,
        "sha256": note.sha256,
        "notecheck_version": report.notecheck_version,
    }
    if isinstance(report, FailedReport):
        empty = dict.fromkeys(name for name, _ in COLUMNS)
        return [{**empty, **head, "items": [], "alerts": [], "suggested_codes": [], "error": report.error}]
    return [{**head, **_code(code), "error": None} for code in report.codes]


def _code(code: CodeReport) -> Row:
    return {
        "code": code.code,
        "title": code.title,
        "checklist_version": code.checklist_version,
        "verdict": code.verdict,
        "score": code.score,
        "met": code.documented.met,
        "applicable": code.documented.applicable,
        "items": [_item(item) for item in code.items],
        "alerts": [_alert(alert) for alert in code.alerts],
        "suggested_codes": [{n: getattr(offer, n) for n, _ in SUGGESTED} for offer in code.suggested_codes],
    }


def _item(item: ItemReport) -> Row:
    row = {name: getattr(item, name) for name, _ in ITEM}
    row["weight"] = float(item.weight)
    row["evidence"] = _evidence(item.evidence)
    return row


def _alert(alert: Alert) -> Row:
    return {
        "id": alert.id,
        "title": alert.title,
        "blocking": alert.blocking,
        "message": alert.message,
        "codes": list(alert.codes),
    }


def _evidence(pieces: Iterable[Evidence]) -> list[Row]:
    return [{name: getattr(piece, name) for name, _ in EVIDENCE} for piece in pieces]
