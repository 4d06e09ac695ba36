"""OMOP CDM 5.4: from a NOTE to rows of NOTE_NLP, and to a table of our own for what NOTE_NLP cannot hold.

NOTE_NLP has one row a span of the note; it cannot say that something is missing. So the items and
alerts of the checklists, gaps above all, go into the findings table beside it.
"""

from __future__ import annotations

import datetime
from typing import Any

import notecheck
from notecheck.batch.summary import GAPS
from notecheck.extraction import Mention
from notecheck.report import FailedReport, Report

Row = dict[str, Any]

# Name and type of every column, in order. Types are those of batch.rows, and: long, date, timestamp.
NOTE_NLP: list[tuple[str, str]] = [
    ("note_id", "long"), ("section_concept_id", "int"), ("snippet", "string"), ("offset", "string"),
    ("lexical_variant", "string"), ("note_nlp_concept_id", "int"), ("note_nlp_source_concept_id", "int"),
    ("nlp_system", "string"), ("nlp_date", "date"), ("nlp_datetime", "timestamp"),
    ("term_exists", "string"), ("term_temporal", "string"), ("term_modifiers", "string"),
]  # fmt: skip
"""The columns of NOTE_NLP but for ``note_nlp_id``, which whoever writes the table numbers."""

FINDINGS: list[tuple[str, str]] = [
    ("note_id", "long"), ("person_id", "long"), ("note_date", "date"), ("code", "string"),
    ("verdict", "string"), ("score", "int"), ("kind", "string"), ("finding_id", "string"),
    ("title", "string"), ("requirement", "string"), ("axis", "string"), ("weight", "double"),
    ("status", "string"), ("is_gap", "boolean"), ("query", "string"), ("nlp_system", "string"),
    ("nlp_date", "date"),
]  # fmt: skip
"""The columns of the findings table: one row an item or alert of a code that the note was held
against, ``kind`` says which; a note that could not be checked has one of kind ``failed``."""

UNMAPPED = 0
"""The concept id of what has none: notecheck ships no OMOP vocabulary."""

_SNIPPET, _VARIANT, _MODIFIERS = 250, 250, 2000  # characters, by the CDM
_EXISTS = frozenset({"present", "historical"})


def nlp_system() -> str:
    """Return what both tables name as the system, with its version."""
    return f"notecheck {notecheck.__version__}"


def note_nlp(report: Report, text: str, *, note_id: int, day: datetime.date) -> list[Row]:
    """Return the rows of NOTE_NLP for a note, one a mention; ``day`` is that of the run.

    ``term_exists`` is ``N`` where the mention is negated, of another person, conditional, or
    uncertain (to be ruled out); ``term_modifiers`` tells which, and the concept, place and date.
    """
    return [_nlp_row(mention, text, note_id, day) for mention in report.extraction.mentions]


def _nlp_row(mention: Mention, text: str, note_id: int, day: datetime.date) -> Row:
    temporal = mention.attributes.get("temporality")
    return {
        "note_id": note_id,
        "section_concept_id": UNMAPPED,
        "snippet": _snippet(text, mention.start, mention.end),
        "offset": str(mention.start),
        "lexical_variant": mention.text[:_VARIANT],
        "note_nlp_concept_id": UNMAPPED,
        "note_nlp_source_concept_id": UNMAPPED,
        "nlp_system": nlp_system(),
        "nlp_date": day,
        "nlp_datetime": None,
        "term_exists": "Y" if mention.assertion in _EXISTS else "N",
        "term_temporal": temporal or ("historical" if mention.assertion == "historical" else None),
        "term_modifiers": _modifiers(mention),
    }


def _snippet(text: str, start: int, end: int) -> str:
    """Return the mention with what stands around it, on one line, as much as the column holds."""
    around = max(0, (_SNIPPET - (end - start)) // 2)
    piece = text[max(0, start - around) : end + around]
    return " ".join(piece.split())[:_SNIPPET]


def _modifiers(mention: Mention) -> str:
    pairs = {
        "group": mention.group,
        "concept": mention.concept,
        "assertion": mention.assertion,
        "cue": mention.cue.text if mention.cue else "",
        "reporter": mention.reporter,
        "section": mention.section,
        "levels": ",".join(mention.levels),
        "regions": ",".join(mention.regions),
        "joint": mention.joint or "",
        "date": (mention.date.value or "") if mention.date else "",
    }
    said = [f"{key}={' '.join(value.split())}".replace(";", ",") for key, value in pairs.items() if value]
    return ";".join(said)[:_MODIFIERS]


def findings(report: Report, *, note_id: int, person_id: int | None, day: datetime.date) -> list[Row]:
    """Return the rows of the findings table for a note; ``day`` is that of the run."""
    date = report.note.date
    empty: Row = dict.fromkeys(name for name, _ in FINDINGS)
    empty |= {"note_id": note_id, "person_id": person_id, "is_gap": False}
    empty |= {"note_date": datetime.date.fromisoformat(date) if date else None}
    empty |= {"nlp_system": nlp_system(), "nlp_date": day}
    if isinstance(report, FailedReport):
        return [{**empty, "kind": "failed", "title": report.error, "status": "failed"}]
    rows: list[Row] = []
    for code in report.codes:
        head = {**empty, "code": code.code, "verdict": code.verdict, "score": code.score}
        for item in code.items:
            row = {name: getattr(item, name) for name in ("title", "requirement", "axis", "status", "query")}
            row |= {"finding_id": item.id, "weight": float(item.weight), "is_gap": item.status in GAPS}
            rows.append({**head, **row, "kind": "item"})
        for alert in code.alerts:
            status = "blocking" if alert.blocking else "raised"
            row = {"finding_id": alert.id, "title": alert.message, "status": status, "is_gap": True}
            rows.append({**head, **row, "kind": "alert"})
    return rows
