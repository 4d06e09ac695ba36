"""Care: what came of a treatment, how long it went on, and whether it was tried at all.

Reads beside each treatment, in its sentence or list line and in a sentence behind it that speaks of
nothing but the result. A treatment is ``planned`` where it is ordered, offered or declined.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from notecheck import lexicon
from notecheck.extraction import Link
from notecheck.lexicon.letters import wording
from notecheck.marks import Draft, Sentence

_BEHIND = 140  # characters behind a treatment in which its result may stand
_NEAR = 70  # the same for its duration, and for what leads it
_DENIAL = 40  # the same for what denies a result
_LEFT_OUT = "other_treatment"


class _Rules(NamedTuple):
    outcome: re.Pattern[str]
    duration: re.Pattern[str]
    outcome_before: re.Pattern[str]
    duration_before: re.Pattern[str]
    counted: re.Pattern[str]
    units: re.Pattern[str]
    planned_before: re.Pattern[str]
    planned_behind: re.Pattern[str]
    ongoing: re.Pattern[str]
    follows: re.Pattern[str]
    join: re.Pattern[str]
    patient: re.Pattern[str]
    elsewhere: frozenset[str]
    ahead: frozenset[str]
    denied: re.Pattern[str]


@cache
def _rules() -> _Rules:
    data = lexicon.load("care")

    def words(key: str, form: str = "{}") -> re.Pattern[str]:
        folded = re.sub(r" (?=\|)", "", data[key].strip())  # YAML folds the lines of a pattern with a blank
        return wording(form.format(folded))

    return _Rules(
        words("outcome"),
        words("duration"),
        words("outcome_before", r"{}\Z"),
        words("duration_before", r"(?<!\w){}\Z"),
        words("counted", r"(?<!\w){}\Z"),
        words("units"),
        words("planned_before", r"(?<!\w)(?:{})(?!\w)"),
        words("planned_behind"),
        words("ongoing"),
        words("follows"),
        words("list_join"),
        words("patient", r"\s*{}"),
        frozenset(data["elsewhere"]),
        frozenset(data["ahead"]),
        words("outcome_denied", r"(?<!\w){}\Z"),
    )


def tie_care(
    text: str,
    low: str,
    sentences: Sequence[Sentence],
    drafts: list[Draft],
    groups: Mapping[int, Sequence[Draft]],
) -> None:
    """Judge the treatments of a note and link each to its result, which becomes a mention too.

    ``low`` is the text in lower case, ``drafts`` are all mentions of the note, ``groups`` the same
    by the index of their sentence.
    """
    rules = _rules()
    for at, group in groups.items():
        care = [d for d in group if _is_care(d)]
        if not care:
            continue
        sentence = _whole_line(text, sentences, at)
        for draft in care:
            if draft.group == "treatment":
                _when(text, low, sentence, draft, rules)
        tried = [d for d in care if d.temporality == "prior"]
        if tried:
            _results(low, sentence, group, care, drafts, rules)
            _behind(low, sentences, groups, at, tried, drafts, rules)


def _whole_line(text: str, sentences: Sequence[Sentence], at: int) -> Sentence:
    """Return a sentence with what stands behind its leader dots: "Naproxen ..... no help"."""
    sentence = sentences[at]
    if at + 1 < len(sentences) and text.endswith("...", sentence.start, sentence.end):
        behind = sentences[at + 1]
        if "\n" not in text[sentence.end : behind.start]:
            return Sentence(sentence.start, behind.end, sentence.section)
    return sentence


def _is_care(draft: Draft) -> bool:
    if draft.group == "treatment":
        return draft.concept != _LEFT_OUT
    return draft.group == "procedure" and draft.concept == "injection"


def _when(text: str, small: str, sentence: Sentence, draft: Draft, rules: _Rules) -> None:
    """Note on a treatment whether it was tried (``prior``) or is to come; elsewhere it is no care."""
    if draft.section in rules.elsewhere:
        return
    if text[draft.start : draft.end] == "PT" and rules.patient.match(small, draft.end):
        return
    low = max(sentence.start, draft.start - _NEAR)
    cut = max(text.rfind(mark, low, draft.start) for mark in (". ", "; "))
    low = max(low, cut + 1)
    high = min(sentence.end, draft.end + _NEAR)
    planned = _last(rules.planned_before, small, low, draft.start)
    ongoing = _last(rules.ongoing, small, low, draft.start)
    ahead = rules.planned_behind.search(small, draft.end, high)
    done = rules.ongoing.search(small, draft.end, high)
    to_come = (
        (ahead is not None and (done is None or ahead.start() < done.start()) and ongoing < 0)
        or (planned >= 0 and planned >= ongoing)
        or (draft.section in rules.ahead and ongoing < 0 and done is None)
    )
    draft.temporality = "planned" if to_come else "prior"


def _last(pattern: re.Pattern[str], text: str, low: int, high: int) -> int:
    place = -1
    for match in pattern.finditer(text, low, high):
        place = match.end()
    return place


def _results(
    text: str,
    sentence: Sentence,
    group: Sequence[Draft],
    care: list[Draft],
    drafts: list[Draft],
    rules: _Rules,
) -> None:
    """Link the treatments of one sentence to outcome and duration; those of a list share one."""
    complaints = [d.start for d in group if d.group == "symptom"]
    told: list[int | None] = [None] * len(care)
    joined = [rules.join.fullmatch(text, a.end, b.start) is not None for a, b in pairwise(care)] + [False]
    for number in range(len(care) - 1, -1, -1):
        draft = care[number]
        low = max(care[number - 1].end if number else 0, sentence.start, draft.start - _NEAR)
        high = care[number + 1].start if number + 1 < len(care) else sentence.end
        high = min(high, draft.end + _BEHIND)
        match = rules.outcome.search(text, draft.end, high) or _lasted(text, draft, high, complaints, rules)
        shared = told[number + 1] if joined[number] else None
        if match is None and shared is None:
            match = _led(text, draft, low, high, rules)
        told[number] = shared if match is None else _add(drafts, draft, match)
    for number, draft in enumerate(care):
        if told[number] is None and number and joined[number - 1]:
            told[number] = told[number - 1]
        result = told[number]
        if result is not None:
            draft.links.append(Link(relation="outcome", target=result))
            if draft.status == "absent" and draft.date is not None:  # "SI injection 2022 - none": no result
                draft.status = "present"


def _add(drafts: list[Draft], draft: Draft, match: re.Match[str], sentence: int | None = None) -> int:
    """Make the words of a result a mention of their own, and return its number."""
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    denied = _rules().denied.search(
        match.string, max(draft.end if start >= draft.end else 0, start - _DENIAL), start
    )
    start = denied.start() if denied else start
    at = draft.sentence if sentence is None else sentence
    end = max(start + 1, match.start() + len(match[0].rstrip()))
    drafts.append(Draft("outcome", "outcome", "outcome", start, end, at, draft.section))
    return len(drafts) - 1


def _lasted(text: str, draft: Draft, high: int, complaints: list[int], rules: _Rules) -> re.Match[str] | None:
    """Return how long a treatment went on, told behind it before anything else is spoken of."""
    match = rules.duration.search(text, draft.end, min(high, draft.end + _NEAR))
    if match is None or any(draft.end <= place < match.start() for place in complaints):
        return None
    return match


def _led(text: str, draft: Draft, low: int, high: int, rules: _Rules) -> re.Match[str] | None:
    """Return an outcome or a duration that stands before the treatment: "8 weeks of", "failed"."""
    match = rules.outcome_before.search(text, low, draft.start)
    if match is not None:
        if draft.status == "absent":  # "no relief with": the relief is denied, not the treatment
            draft.status = "present"
        return match
    match = rules.duration_before.search(text, low, draft.start)
    if match is not None:
        return match
    match = rules.counted.search(text, low, draft.start)
    if match is None or text.endswith(("sessions", "visits"), draft.start, draft.end):
        return match
    return match if rules.units.match(text, draft.end, high) else None


def _behind(
    text: str,
    sentences: Sequence[Sentence],
    groups: Mapping[int, Sequence[Draft]],
    at: int,
    tried: list[Draft],
    drafts: list[Draft],
    rules: _Rules,
) -> None:
    """Take the result from the sentence behind: "He did therapy. It gave him no relief." """
    behind = at + 1
    if behind >= len(sentences) or sentences[behind].section != sentences[at].section:
        return
    if _has_result(tried[-1]) or any(_is_care(d) for d in groups.get(behind, ())):
        return
    start, end = sentences[behind].start, sentences[behind].end
    if not rules.follows.match(text, start, end):
        return
    match = rules.outcome.search(text, start, min(end, start + _BEHIND))
    if match is None:
        return
    result = _add(drafts, tried[-1], match, behind)
    for draft in tried:
        if not _has_result(draft):
            draft.links.append(Link(relation="outcome", target=result))


def _has_result(draft: Draft) -> bool:
    return any(link.relation == "outcome" for link in draft.links)
