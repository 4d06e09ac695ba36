"""The types of the official table: a code, its notes, what is found about a set of codes."""

from __future__ import annotations

from typing import Literal, NamedTuple

from notecheck.extraction import Frozen

NoteKind = Literal[
    "Includes",
    "Inclusion term",
    "Excludes1",
    "Excludes2",
    "Code first",
    "Use additional code",
    "Code also",
    "Note",
    "Seventh character",
]
Severity = Literal["error", "warning", "info"]
FindingKind = Literal[
    "unknown", "not_billable", "excludes1", "excludes2", "repeated", "redundant", "sequence", "review"
]


class Target(Frozen):
    """The codes that a note points to: everything under ``first`` up to everything under ``last``.

    ``first`` and ``last`` are dotted and equal where no range is printed. ``condition`` is a regular
    expression over the code without its dot ("M51.- with fifth character 4"), empty where there is none.
    """

    first: str
    last: str
    condition: str = ""


class Reading(Frozen):
    """Our documented reading of a note of the table that cannot be taken by its letters."""

    node: str
    kind: NoteKind
    literal: str
    read_as: str
    reason: str
    source: str


class TabularNote(Frozen):
    """One instructional note of the tabular list and the node that it is printed at.

    ``reading`` is there where the literal text is read otherwise on purpose; ``targets`` follow it.
    """

    kind: NoteKind
    node: str
    text: str
    targets: tuple[Target, ...] = ()
    reading: Reading | None = None


class Node(Frozen):
    """A place in the hierarchy: chapter, block, category or subcategory."""

    name: str
    title: str


class Release(Frozen):
    """Which code set answers; ``first_day`` and ``last_day`` are ISO dates of service, None where unknown."""

    id: str
    first_day: str | None = None
    last_day: str | None = None
    remark: str = ""


class Code(Frozen):
    """A code of the official table; ``ancestors`` run from the nearest up to the chapter.

    ``billable`` is whether it is valid on a claim: it has no subdivisions, and bears its 7th character
    where one is required. ``children`` are the direct subdivisions.
    """

    code: str
    title: str
    billable: bool
    ancestors: tuple[Node, ...]
    children: tuple[str, ...]
    own: tuple[TabularNote, ...]
    inherited: tuple[TabularNote, ...]
    release: str

    @property
    def notes(self) -> tuple[TabularNote, ...]:
        """All notes that bind the code, its own first."""
        return self.own + self.inherited


class Meaning(Frozen):
    """What one Excludes note says about one code at hand."""

    code: str
    other: str
    kind: Literal["Excludes1", "Excludes2"]
    note: TabularNote
    message: str


class Shown(Frozen):
    """A code and what its Excludes mean for the codes at hand."""

    code: Code
    at_hand: tuple[str, ...] = ()
    meanings: tuple[Meaning, ...] = ()


class Facts(NamedTuple):
    """The few facts about a code that a checklist repeats."""

    exists: bool
    billable: bool
    title: str


class Finding(Frozen):
    """One thing to know about a set of codes; ``suggestions`` are codes to look at instead."""

    kind: FindingKind
    severity: Severity
    codes: tuple[str, ...]
    message: str
    source: str
    suggestions: tuple[str, ...] = ()


class CheckResult(Frozen):
    """The codes as understood, in the order given, and what was found about them."""

    codes: tuple[str, ...]
    findings: tuple[Finding, ...]
    release: Release

    @property
    def exit_code(self) -> int:
        """0 fine, 1 a conflict (an error) was found, 2 a code is unknown."""
        if any(finding.kind == "unknown" for finding in self.findings):
            return 2
        return int(any(finding.severity == "error" for finding in self.findings))
