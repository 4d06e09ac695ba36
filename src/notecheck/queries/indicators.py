"""The words of the note that a query rests on: evidence first, then what else bears on the gap."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from notecheck.extraction import Mention
from notecheck.lines import line_of
from notecheck.pipes.sections import find_sections
from notecheck.pipes.sentences import find_sentences
from notecheck.queries.model import Indicator
from notecheck.query import judge
from notecheck.report import Evidence, ItemReport, Rejected, Report

MOST = 5
"""Indicators of one query."""
LONGEST = 260
"""Characters of one quotation."""

_UNFIT = frozenset({"query-code", "query-payment", "query-quality"})
# What was seen and is about another person, or has not happened, is no indicator for this patient.
_ELSEWHERE = ("family", "hypothetical", "planned")
_NOT_NOW = frozenset({"family_history", "patient_instructions", "risks_and_consent", "template"})
_ASSERTED = frozenset({"present", "uncertain", "historical"})
_OPERATIONS = frozenset({"fusion", "decompression", "discectomy", "hardware_removal", "neurostimulation"})
_WORD = re.compile(r"\s\S")


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    section: str


class Quotations:
    """Quotes one note: whole sentences where they fit, each once."""

    def __init__(self, report: Report, text: str) -> None:
        self._report = report
        self._text = text
        self._mentions = report.extraction.mentions
        self._spans = [(s.start, s.end) for s in find_sentences(text, find_sections(text)) if s.end > s.start]
        self._starts = [start for start, _ in self._spans]
        self._context = list(self._related())

    def of(self, item: ItemReport, diagnosis: ItemReport) -> tuple[Indicator, ...]:
        """Return the indicators of an item, in the order of the note; none if there is nothing to quote.

        What documents the ``diagnosis`` that the item belongs to comes before what bears on every gap.
        """
        seen = [piece for piece in item.rejected if not piece.why.startswith(_ELSEWHERE)]
        chosen: dict[tuple[int, int], Indicator] = {}
        for piece in (*item.evidence, *seen[:2], *diagnosis.evidence[:2], *self._context):
            if len(chosen) == MOST:
                break
            quoted = self._quoted(piece)
            if quoted is None or any(a < quoted.end and quoted.start < b for a, b in chosen):
                continue
            chosen[quoted.start, quoted.end] = quoted
        return tuple(chosen[key] for key in sorted(chosen))

    def _quoted(self, piece: Evidence | Rejected | Mention | _Piece) -> Indicator | None:
        """Quote the sentence of a piece; the piece alone where the sentence speaks of codes or money."""
        for start, end in (self._sentence(piece.start, piece.end), (piece.start, piece.end)):
            words = self._text[start:end]
            # One word alone ("CT") and a heading in capitals are no indicator.
            if len(words.split()) > 1 and not words.isupper() and not _unfit(words):
                return self._indicator(start, end, piece.section)
        return None

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        at = max(0, bisect_right(self._starts, start) - 1)
        if not self._spans:
            return start, end
        first = self._spans[at][0]
        until = max(0, bisect_right(self._starts, max(start, end - 1)) - 1)
        last = max(self._spans[until][1], end)
        if last - first > LONGEST:
            room = max(0, LONGEST - (end - start)) // 2
            first, last = max(first, start - room), min(last, end + room)
            first = _word_start(self._text, first, start)
            last = _word_end(self._text, last, end)
        words = self._text[first:last]
        return first + len(words) - len(words.lstrip()), first + len(words.rstrip())

    def _indicator(self, start: int, end: int, section: str) -> Indicator:
        inside = [m for m in self._mentions if start <= m.start and m.end <= end]
        study = next((m for m in inside if m.group == "modality"), None)
        dated = study if study and study.date else next((m for m in inside if m.date), None)
        date = dated.date if dated else None
        return Indicator(
            start=start,
            end=end,
            text=self._text[start:end],
            section=section,
            line=line_of(self._text, start),
            source=study.concept if study else section.replace("_", " "),
            date=(date.value or " ".join(date.text.split())) if date else self._report.note.date,
            of_note=date is None and self._report.note.date is not None,
        )

    def _related(self) -> Iterator[Mention | _Piece]:
        """Yield what bears on every gap: operations, studies with findings, conditions, complaints."""
        extraction = self._report.extraction
        yield from (
            _Piece(p.start, p.end, p.section)
            for p in extraction.procedures
            if p.kind in _OPERATIONS and p.temporality == "prior" and p.assertion in _ASSERTED
        )
        for study in extraction.imaging:
            finding = next((f for f in study.findings if f.assertion != "hypothetical"), None)
            if finding is not None:
                near = 0 <= finding.start - study.start < LONGEST
                yield _Piece(study.start if near else finding.start, finding.end, study.section)
        yield from self._asserted("condition", extraction.mentions)
        yield from self._asserted("symptom", extraction.mentions)

    def _asserted(self, group: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
        told: set[str] = set()
        for mention in mentions:
            if mention.group != group or mention.assertion not in _ASSERTED or mention.concept in told:
                continue
            if mention.section in _NOT_NOW:
                continue
            # What is only thought of bears on a gap where an item rests on it ("low suspicion for ...").
            if group == "condition" and mention.assertion == "uncertain" and not self._counts(mention):
                continue
            if group == "symptom" and (mention.attributes.get("spine") != "yes" or mention.section == "plan"):
                continue
            told.add(mention.concept)
            yield mention

    def _counts(self, mention: Mention) -> bool:
        pieces = (piece for code in self._report.codes for item in code.items for piece in item.evidence)
        return any(piece.start < mention.end and mention.start < piece.end for piece in pieces)


def _word_start(text: str, at: int, limit: int) -> int:
    found = _WORD.search(text, at, limit) if at and not text[at - 1].isspace() else None
    return found.end() - 1 if found else at


def _word_end(text: str, at: int, limit: int) -> int:
    cut = max(text.rfind(" ", limit, at), text.rfind("\n", limit, at))
    return cut if cut > limit and at < len(text) and not text[at : at + 1].isspace() else at


@cache
def _unfit(words: str) -> bool:
    """Tell whether words of the note speak of codes, money or quality: they stay out of a query."""
    # The judge also reads diagnoses; the note may name its own, so only the wording is asked here.
    return any(fault.rule in _UNFIT for fault in judge("", (words,), yes_no=""))
