"""Pointing: which codes a note is about, where nobody has said.

A note points to a code that it writes, and to one whose diagnosis it documents. Of a family the
codes of the documented sites are meant, the unspecified one where no site is documented.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from notecheck.checklist.model import Checklist
from notecheck.evaluate import item_status
from notecheck.extraction import Extraction
from notecheck.note import Note
from notecheck.report import CodeReport
from notecheck.rules.facts import Facts
from notecheck.rules.query import Lookup

_ORDER = {"complete": 0, "codable": 1, "incomplete": 2, "conflicting": 3, "not_supported": 4}
_SITE_ITEM = "spinal_region"


class Pointing:
    """Chooses checklists for notes; built once over all checklists."""

    def __init__(self, checklists: Mapping[str, Checklist]) -> None:
        self._by_code = checklists
        self._families: list[tuple[tuple[str, ...], frozenset[tuple[str, str]]]] = []
        seen: set[str] = set()
        for code in checklists:
            if code in seen:
                continue
            checklist = checklists[code]
            family = tuple(member for member in (checklist.family or (code,)) if member in checklists)
            seen.update(family)
            self._families.append((family, _concepts(checklist)))

        self.diagnoses = frozenset().union(*(concepts for _, concepts in self._families))

    def lists(self, extraction: Extraction, note: Note, facts: Facts) -> list[Checklist]:
        """Return the checklists of the codes that the note points to, none where there is none."""
        written = {mention.code for mention in extraction.codes}
        said = {
            (mention.group, mention.concept)
            for mention in extraction.mentions
            if mention.assertion in ("present", "uncertain")
        }
        chosen: list[Checklist] = []
        for family, concepts in self._families:
            codes = [code for code in family if code in written]
            if not said.isdisjoint(concepts):
                codes += [code for code in self._documented(family, note, facts) if code not in codes]
            chosen += [self._by_code[code] for code in codes]
        return chosen

    def _documented(self, family: Sequence[str], note: Note, facts: Facts) -> list[str]:
        members = [self._by_code[code] for code in family if not self._by_code[code].parent]
        if not members:
            return []
        first = members[0]
        status = item_status(first, first.diagnosis, note, facts)
        if status not in ("met", "partial"):
            return []
        if len(members) == 1:
            return [first.code]
        sites = [
            member.code
            for member in members
            if member.site is not None and item_status(member, _SITE_ITEM, note, facts) == "met"
        ]
        if not sites and status == "partial":
            return []  # neither sure nor placed: "fused" may be of anything
        return sites or [member.code for member in members if member.site is None]


def _concepts(checklist: Checklist) -> frozenset[tuple[str, str]]:
    """Return the group and concept of everything that the diagnosis item looks at."""
    found: set[tuple[str, str]] = set()
    for query in checklist.item(checklist.diagnosis).watched:
        source = query.source
        if isinstance(source, Lookup):
            found.update((group, concept) for group in source.groups for concept in source.concepts)
    return frozenset(found)


def best_supported(report: CodeReport) -> tuple[int, int]:
    """Return the sort key that puts the best supported code first."""
    return (_ORDER[report.verdict], -(report.score or 0))
