"""The typed result that every renderer reads, and the only thing it reads besides the note."""

from __future__ import annotations

from typing import Literal

from notecheck.extraction import Cue, Extraction, Frozen

SCHEMA_VERSION = "1"

ItemStatus = Literal["met", "partial", "missing", "contradicted", "not_applicable"]
Verdict = Literal["conflicting", "not_supported", "incomplete", "codable", "complete"]
Axis = Literal["code", "support"]
Requirement = Literal["required", "recommended", "conditional"]


class NoteInfo(Frozen):
    """Which note was checked; ``sha256`` is of its text in UTF-8."""

    id: str
    date: str | None = None
    setting: Literal["outpatient", "inpatient"] = "outpatient"
    sha256: str


class Evidence(Frozen):
    """A piece of the note that counted; ``line`` is 1-based."""

    start: int
    end: int
    text: str
    section: str
    line: int
    cue: Cue | None = None


OTHERWISE = "dated "
"""How the reason of a piece begins that dates an operation otherwise than the evidence does."""


class Rejected(Frozen):
    """A piece of the note that was seen and did not count, and why."""

    start: int
    end: int
    text: str
    section: str
    line: int
    why: str

    @property
    def contradicts(self) -> bool:
        """Whether it says otherwise than the evidence: the same operation with another date."""
        return self.why.startswith(OTHERWISE)


class ItemReport(Frozen):
    """One item of a checklist, judged."""

    id: str
    title: str
    requirement: Requirement
    status: ItemStatus
    evidence: tuple[Evidence, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    axis: Axis
    weight: float
    reason: str = ""
    document: str = ""
    query: str | None = None
    sources: tuple[str, ...] = ()


class Alert(Frozen):
    """Something about the note as a whole that a coder must see; ``title`` is its name in words.

    ``sources`` are the guidelines and tables that it rests on.
    """

    id: str
    title: str = ""
    blocking: bool
    message: str
    codes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    sources: tuple[str, ...] = ()


class SuggestedCode(Frozen):
    """A code worth considering beside or instead of the one that was checked.

    ``source`` is the guideline or table that says so.
    """

    code: str
    title: str
    relation: str
    reason: str
    source: str = ""


class Documented(Frozen):
    """How many of the applicable items are met."""

    met: int
    applicable: int


class CodeReport(Frozen):
    """A note held against one code. ``score`` is 0 to 100, None where nothing applies.

    ``code_set`` names the releases of ICD-10-CM that the checklist was verified against.
    """

    code: str
    title: str
    checklist_version: str
    code_set: tuple[str, ...] = ()
    verdict: Verdict
    score: int | None
    documented: Documented
    items: tuple[ItemReport, ...]
    alerts: tuple[Alert, ...] = ()
    suggested_codes: tuple[SuggestedCode, ...] = ()


class Report(Frozen):
    """The result of one check."""

    schema_version: str = SCHEMA_VERSION
    notecheck_version: str
    note: NoteInfo
    extraction: Extraction
    codes: tuple[CodeReport, ...]


class FailedReport(Report):
    """Stands for the report of a note that could not be checked, where many notes are.

    ``error`` is one line that says why; there are no codes and the extraction is empty.
    """

    error: str
