"""Assertion: is a thing present, absent, uncertain, hypothetical, of the family, or over?

:class:`Judge` reads one sentence at a time and judges any span in it, whatever the span means. It
knows no terms: cues, bounds, forms and section defaults come from ``lexicon/assertion.yaml``. A
status is decided in this order: form (checkbox, ``Label: value``), other person, hypothesis,
"resolved", denial, doubt, history, report of the patient, section.

Source of the rules: ICD-10-CM guidelines I.B.14, II.C, II.H, IV.H; NegEx and ConText for the idea.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from notecheck.extraction import Assertion, Cue, Status
from notecheck.lexicon import load
from notecheck.pipes.assertion_cues import CueHit, CueTable
from notecheck.pipes.assertion_forms import Form, Forms
from notecheck.pipes.assertion_scope import FARTHEST, Reached, Sentence

UNKNOWN = "unknown"
_BEYOND = 300
_PRESENT = Assertion(status="present")
_ORDER: tuple[Status, ...] = ("family", "hypothetical")


class Judge:
    """Judges spans of sentences. Build it once: it holds the compiled lexicon and pickles.

    Example::

        Judge().sentence(text, 0, len(text), [(16, 24)])[0].status
    """

    def __init__(self) -> None:
        words = load("assertion")
        self._cues = CueTable(words["cues"], words["field_break"], words["fillers"])
        self._forms = Forms(words)
        self._lasting = re.compile("|".join(words["lasting"]))
        self._sections: dict[str, Status] = words["sections"]
        self._unknown_sections: dict[str, Status] = words["unknown_sections"]
        self._despite_patient = frozenset(words["despite_patient"])
        self._headers = [(status, re.compile("|".join(found))) for status, found in words["headers"].items()]

    def sentence(
        self,
        text: str,
        start: int,
        end: int,
        spans: Sequence[tuple[int, int]],
        *,
        section: str = "other",
        groups: Sequence[str | None] | None = None,
        header: str = "",
    ) -> list[Assertion]:
        """Return how each span of the sentence ``text[start:end]`` is asserted, in the order given.

        Parameters
        ----------
        text: the whole note; offsets are characters in it.
        start, end: the sentence, list item or template line that holds every span.
        spans: ``(start, end)`` of each thing to judge.
        section: canonical name of the section; some sections have a status of their own.
        groups: family of each span ("condition", "procedure", ...), None where it is unknown. A
            thing without a family is read as ConText reads it: "history of" is past, always.
        header: the words of the section's header, where they qualify what follows ("Resolved problems").
        """
        if not spans:
            return []
        end = self._forms.with_answer(text, end)
        left = max(start, min(span[0] for span in spans) - FARTHEST)
        right = min(end, max(span[1] for span in spans) + _BEYOND)
        low = _lower(text[left:right])
        moved = [(s - left, e - left) for s, e in spans]
        sentence = Sentence(low, self._cues, self._cues.find(low, 0, len(low)), moved)
        boxes = self._forms.boxes(low)
        default = self._sections.get(section) or self._of_header(header)
        return [
            self._judge(text, left, sentence, boxes, s, e, (groups[i] if groups else None) or UNKNOWN, section, default)
            for i, (s, e) in enumerate(moved)
        ]

    def _judge(
        self,
        text: str,
        left: int,
        sentence: Sentence,
        boxes: list[re.Match[str]],
        start: int,
        end: int,
        group: str,
        section: str,
        default: Status | None,
    ) -> Assertion:
        form = self._form(sentence, boxes, start, end)
        if form and form.decides:
            status: Status = default or form.status
            return _assertion(text, left, status, form.start, form.end)
        known = group != UNKNOWN
        lasting = known and bool(self._lasting.search(sentence.low, start, end))
        reached = sentence.reach(start, end, group, lasting, form.floor if form else 0)
        decided = _decide(sentence.low, reached)
        if default and (section in self._despite_patient or not reached.patient):
            if decided is None or decided[0] != default:
                return Assertion(status=default)
        if decided is None or decided[0] == "present":
            if not known and section in self._unknown_sections and not reached.lasting:
                return Assertion(status=self._unknown_sections[section])
        if decided is None:
            return _PRESENT if form is None else _assertion(text, left, "present", form.start, form.end)
        status, hit = decided
        return _assertion(text, left, status, hit.start, hit.end, "patient" if reached.reporter else "provider")

    def _form(self, sentence: Sentence, boxes: list[re.Match[str]], start: int, end: int) -> Form | None:
        low = sentence.low
        form = self._forms.checkbox(low, boxes, start, end) if boxes else None
        if form is None and "{" in low:
            form = self._forms.pick_list(low, start, end)
        if form is None:
            label = self._forms.label(low, start, end)
            if label and not sentence.soft_between(label[1], start):
                form = label[0]
        return form

    def _of_header(self, header: str) -> Status | None:
        if header:
            low = _lower(header)
            for status, pattern in self._headers:
                if pattern.search(low):
                    return status
        return None


def _decide(low: str, reached: Reached) -> tuple[Status, CueHit] | None:
    """Return the status that wins among the cues that reach a span, and its cue."""
    cues, strong = reached.cues, reached.strong
    for status in _ORDER:
        if status in cues:
            return status, cues[status][1]
    if "present" in strong:  # "no nonunion except at L5-S1"
        return "present", strong["present"][1]
    if "absent" in cues:
        return "absent", cues["absent"][1]
    if "historical" in strong:
        return "historical", strong["historical"][1]
    for status in ("uncertain", "historical"):
        if status in cues:
            return status, cues[status][1]
    if reached.reporter:
        return "uncertain", reached.reporter[1]
    if "present" in cues:
        return "present", cues["present"][1]
    return None


def _assertion(
    text: str, left: int, status: Status, start: int, end: int, reporter: Literal["provider", "patient"] = "provider"
) -> Assertion:
    """Return the assertion with its cue, offsets in the note, without the blanks around it."""
    cue = text[left + start : left + end]
    first = left + start + len(cue) - len(cue.lstrip())
    cue = cue.strip()
    return Assertion(status=status, cue=Cue(start=first, end=first + len(cue), text=cue), reporter=reporter)


def _lower(text: str) -> str:
    """Return the text in lower case, as long as it was, apostrophes straight."""
    low = text.lower()
    if len(low) != len(text):  # a few letters grow when lowered
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low.replace("\u2019", "'")
