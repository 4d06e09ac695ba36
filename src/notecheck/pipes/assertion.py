"""Assertion: is a thing present, absent, uncertain, hypothetical, of the family, or over?

:class:`Judge` reads one sentence at a time and judges any span in it, whatever the span means. It
knows no terms: cues, bounds, forms and section defaults come from ``lexicon/assertion.yaml``. A
status is decided in this order: form (checkbox, ``Label: value``), section, other person,
hypothesis, denial, "resolved", doubt, history, report of the patient.

Source of the rules: ICD-10-CM guidelines I.B.14, II.C, II.H, IV.H; NegEx and ConText for the idea.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from notecheck.extraction import Assertion, Cue, Status
from notecheck.lexicon import load
from notecheck.lexicon.blanks import flexible
from notecheck.pipes.assertion_cues import CueHit, CueTable
from notecheck.pipes.assertion_forms import Form, Forms
from notecheck.pipes.assertion_scope import Sentence
from notecheck.pipes.assertion_target import FARTHEST, UNKNOWN, Patterns, Reached, Target

_BEYOND = 300
_WORDED = frozenset({"factor", UNKNOWN})
_PRESENT = Assertion(status="present")


@cache
def shared_judge() -> Judge:
    """Return a judge for all of this process; it changes nothing of itself but what it has looked up."""
    return Judge()


class Judge:
    """Judges spans of sentences. Build it once: it holds the compiled lexicon and pickles.

    Example::

        Judge().sentence(text, 0, len(text), [(16, 24)])[0].status
    """

    def __init__(self) -> None:
        words = load("assertion")
        self._cues = CueTable(words["cues"], words["field_break"], words["fillers"])
        self._forms = Forms(words)
        self._patterns = Patterns(
            re.compile(flexible("|".join(words["lasting"]))),
            re.compile(flexible("|".join(words["affirmed"]))),
            re.compile(flexible(words["list_done"])),
            re.compile(flexible(words["goes_on"])),
        )
        self._resolution = re.compile(flexible(words["resolution"]), re.IGNORECASE)
        self._inside = _by_status(words["inside"], "{}")
        self._sections: dict[str, Status] = words["sections"]
        self._unknown_sections: dict[str, Status] = words["unknown_sections"]
        self._despite_patient = frozenset(words["despite_patient"])
        self._header = _by_status(words["headers"], "{}")

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
        low = _even(text, left, right)
        moved = [(a - left, b - left) for a, b in spans]
        sentence = Sentence(low, self._cues, self._patterns, moved)
        boxes = self._forms.boxes(low)
        default = self._sections.get(section) or self._of_header(header)
        judged = []
        for index, (a, b) in enumerate(moved):
            group = (groups[index] if groups else None) or UNKNOWN
            form = self._form(sentence, boxes, a, b)
            if form and form.decides:
                judged.append(_assertion(text, left, default or form.status, form.start, form.end))
                continue
            reached = sentence.reach(Target(a, b, group, form.floor if form else 0))
            decided = _decide(reached)
            said = self._of_section(section, default, group, reached, decided[0] if decided else None)
            own = self._inside.match(low, a, b) if group in _WORDED and not said else None
            if own and (decided is None or decided[0] not in ("family", "hypothetical")):
                judged.append(_assertion(text, left, own.lastgroup, own.start(), own.end()))  # type: ignore[arg-type]
            elif said:
                judged.append(Assertion(status=said))
            elif decided:
                judged.append(_assertion(text, left, *decided, patient=reached.reporter is not None))
            elif form:
                judged.append(_assertion(text, left, form.status, form.start, form.end))
            else:
                judged.append(_PRESENT)
        return judged

    def resolutions(self, text: str) -> list[re.Match[str]]:
        """Return where sentences say no more than that what the one before speaks of is over (group 1)."""
        return list(self._resolution.finditer(text)) if "resolved" in text else []

    def _form(self, sentence: Sentence, boxes: list[re.Match[str]], start: int, end: int) -> Form | None:
        low = sentence.low
        form = self._forms.checkbox(low, boxes, start, end) if boxes else None
        if form is None and "{" in low:
            form = self._forms.pick_list(low, start, end)
        if form is None:
            label = self._forms.label(low, start, end)
            if label and not sentence.soft_between(label[1], start):  # "symptoms after fusion: none"
                form = label[0]
        return form

    def _of_section(
        self, section: str, default: Status | None, group: str, reached: Reached, decided: Status | None
    ) -> Status | None:
        """Return the status that the section gives a thing, None where its sentence decides."""
        if default and decided != default and (section in self._despite_patient or not reached.patient):
            return default
        if group == UNKNOWN and decided in (None, "present") and not reached.lasting:
            return self._unknown_sections.get(section)
        return None

    def _of_header(self, header: str) -> Status | None:
        found = self._header.search(_lower(header)) if header else None
        return found.lastgroup if found else None  # type: ignore[return-value]  # the groups are statuses


def _by_status(words: Mapping[str, Sequence[str]], frame: str) -> re.Pattern[str]:
    """Return one pattern of all, in which the group that matched is the status."""
    groups = (f"(?P<{status}>{'|'.join(patterns)})" for status, patterns in words.items())
    return re.compile(flexible(frame.format("|".join(groups))))


def _decide(reached: Reached) -> tuple[Status, int, int] | None:
    """Return the status that wins among the cues that reach a span, and where its cue stands."""
    cues, strong = reached.cues, reached.strong
    order: tuple[tuple[Status, CueHit | None], ...] = (
        ("family", cues.get("family")),
        ("hypothetical", cues.get("hypothetical") or reached.weak),
        ("present", strong.get("present")),  # "no nonunion except at L5-S1"
        ("absent", cues.get("absent")),
        ("historical", None if reached.again else strong.get("historical")),
        ("uncertain", cues.get("uncertain")),
        ("historical", None if reached.again else cues.get("historical")),
        ("uncertain", reached.reporter),
        ("present", cues.get("present")),
    )
    return next(((status, hit.start, hit.end) for status, hit in order if hit), None)


def _assertion(
    text: str, left: int, status: Status, start: int, end: int, *, patient: bool = False
) -> Assertion:
    """Return the assertion with its cue, offsets in the note, without what stands around it."""
    cue = text[left + start : left + end]
    first = left + start + len(cue) - len(cue.lstrip())
    cue = cue.strip().rstrip(",:;") or cue.strip()
    reporter = "patient" if patient else "provider"
    return Assertion(status=status, cue=Cue(start=first, end=first + len(cue), text=cue), reporter=reporter)


_WRAPPED = re.compile(r"(?<=[^\n]{40})\n(?=[a-z])")  # a line of prose that ran on, whatever it looks like
_BETWEEN_LEVELS = re.compile(r"(?:(?<=[ctls]\d)|(?<=[ctls]1\d)) [-–] (?=[ctls]?\d)")
_DOUBLED = re.compile(r"(?<=[^\s\[(])  (?=[^\s\])])")


def _even(note: str, left: int, right: int) -> str:
    """Return ``note[left:right]`` in lower case, with white space that means nothing unlike that which does.

    A wrapped line begins no field, and where most blanks are doubled a double blank parts no
    fields: its second half becomes a character that is white space and nothing else.
    """
    text = note[left:right]
    if "\n" in text:
        before = max(0, left - 40)
        text = _WRAPPED.sub(" ", note[before:right])[left - before :]
    low = _lower(text).replace("\xa0", " ")
    if " - " in low:
        low = _BETWEEN_LEVELS.sub("---", low)
    doubled = low.count("  ")
    if doubled > 3 and doubled * 5 > low.count(" ") * 2:
        low = _DOUBLED.sub(" \x0b", low)
    return low


def _lower(text: str) -> str:
    """Return the text in lower case, as long as it was, apostrophes straight."""
    low = text.lower()
    if len(low) != len(text):  # a few letters grow when lowered
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low.replace("\u2019", "'")
