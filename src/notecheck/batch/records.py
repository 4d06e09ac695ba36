"""What a large run writes of each note, made by the workers so that one process only has to write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from notecheck.batch.inputs import Unread
from notecheck.batch.jobs import CheckJob, failed
from notecheck.batch.rows import rows
from notecheck.batch.summary import CodeFacts, facts
from notecheck.note import Note
from notecheck.report import FailedReport, Report

RECORD_FORMATS = ("jsonl", "csv", "parquet")


@dataclass(frozen=True, slots=True)
class Record:
    """One note of a run: what is written of it, what the summary counts, why it failed if it did."""

    note_id: str
    sha256: str
    body: Any
    codes: tuple[CodeFacts, ...]
    error: str | None


@dataclass(frozen=True, slots=True)
class RecordJob:
    """Check a note and render it as ``format``. ``redact`` and ``include_text`` as for the renderers."""

    job: CheckJob
    format: str
    redact: bool = False
    include_text: bool = False

    def __call__(self, item: Note | Unread) -> Record:
        """Return the record of a note, also of one that could not be read or checked."""
        if isinstance(item, Unread):
            return self.lost(item, item.why)
        return self._record(self.job(item), item)

    def lost(self, item: Note | Unread, why: str) -> Record:
        """Return the record of a note that could not be checked."""
        note = Note(text="", id=item.id) if isinstance(item, Unread) else item
        return self._record(failed(note, why), note)

    def _record(self, report: Report, note: Note) -> Record:
        error = report.error if isinstance(report, FailedReport) else None
        shown, text = report, note.text
        if self.redact and error is None:
            from notecheck.redaction import redacted

            shown, text = redacted(report, text)
        body = _BODIES[self.format](shown, text, self.include_text)
        return Record(note.id, report.note.sha256, body, facts(report), error)


def _jsonl(report: Report, text: str, include_text: bool) -> str:
    from notecheck.render import jsonl

    return jsonl.render(report, text) + "\n"


def _csv(report: Report, text: str, include_text: bool) -> list[tuple[str, ...]]:
    from notecheck.render import csv

    header, *cells = csv.collect(report, text, include_text=include_text)
    if isinstance(report, FailedReport):
        # A row of its own, so that the table accounts for every note.
        values = {"note": report.note.id, "setting": report.note.setting, "kind": "failed"}
        values |= {"title": report.error, "status": "failed"}
        cells = [tuple(csv.cell(values.get(name, "")) for name in header)]
    return cells


def _parquet(report: Report, text: str, include_text: bool) -> list[dict[str, Any]]:
    return rows(report)


_BODIES = {"jsonl": _jsonl, "csv": _csv, "parquet": _parquet}
