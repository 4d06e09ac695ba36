"""What a run does with each note: check it, and turn what goes wrong into a report that says so."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic_core import PydanticSerializationError

import notecheck
from notecheck.errors import ChecklistError, CodeError, NotecheckError, internal
from notecheck.extraction import Extraction
from notecheck.note import Note
from notecheck.report import FailedReport, NoteInfo, Report

if TYPE_CHECKING:
    from notecheck.checker import Checker


@dataclass(frozen=True, slots=True)
class CheckJob:
    """Check a note; ``codes`` are those to check, None for those that each note points to."""

    checker: Checker
    codes: Sequence[str] | None

    def __call__(self, item: Note) -> Report:
        """Return the report of a note, a FailedReport where it cannot be checked.

        An unknown code or a broken checklist is raised: it would be said of every note alike.
        """
        try:
            return self.checker.check(
                item.text,
                codes=self.codes,
                date=item.date,
                setting=item.setting or "outpatient",
                note_id=item.id,
            )
        except (ChecklistError, CodeError):
            raise
        except NotecheckError as error:
            return failed(item, str(error))
        except Exception as error:  # a note that breaks the checker must not hide the others
            return failed(item, internal(error))

    def lost(self, item: Note, why: str) -> Report:
        """Return the report of a note that could not be checked because its worker died."""
        return failed(item, why)


Packed = tuple[bool, str] | Report


@dataclass(frozen=True, slots=True)
class PackedCheckJob:
    """The same for worker processes: reports leave as JSON, at half the cost of pickling them."""

    job: CheckJob

    def __call__(self, item: Note) -> Packed:
        """Return the report of a note, packed."""
        return pack(self.job(item))

    def lost(self, item: Note, why: str) -> Packed:
        """Return the packed report of a note whose worker died."""
        return pack(self.job.lost(item, why))


def pack(report: Report) -> Packed:
    """Return a report as JSON behind whether it is of a failure, or as it is where JSON cannot hold it.

    It cannot hold half a character, as the name of a file may have.
    """
    try:
        return isinstance(report, FailedReport), report.model_dump_json(exclude_defaults=True)
    except PydanticSerializationError:
        return report


def unpack(packed: Packed) -> Report:
    """Return the report that was packed."""
    if isinstance(packed, Report):
        return packed
    is_failed, fields = packed
    return (FailedReport if is_failed else Report).model_validate_json(fields)


def failed(note: Note, why: str) -> FailedReport:
    """Return the report of a note that could not be checked."""
    text = note.text if isinstance(note.text, str) else ""
    return FailedReport(
        notecheck_version=notecheck.__version__,
        note=NoteInfo(
            id=str(note.id),
            date=None,
            setting="inpatient" if note.setting == "inpatient" else "outpatient",
            sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        ),
        extraction=Extraction(),
        codes=(),
        error=why,
    )
