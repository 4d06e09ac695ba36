"""Care: what came of a treatment, how long it went on, and whether it was tried at all.

Reads beside each treatment, in its sentence or list line and in a sentence behind it that speaks of
nothing but the result. A treatment is ``planned`` where it is ordered, offered or declined.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from notecheck import lexicon
from notecheck.marks import Draft, Sentence

_BEHIND = 140  # characters behind a treatment in which its result may stand
_NEAR = 70  # the same for its duration, and for what leads it
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


@cache
def _rules() -> _Rules:
    data = lexicon.load("care")

    def words(key: str, form: str = "{}") -> re.Pattern[str]:
        return re.compile(form.format(re.sub(r"\s*\n\s*|(?<=[|:>=]) | (?=\|)", "", data[key].strip())), re.IGNORECASE)

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
    )


def tie_care(text: str, sentences: Sequence[Sentence], groups: Mapping[int, Sequence[Draft]]) -> None:
    """Judge the treatments of a note; ``groups`` are the mentions of each sentence, by its index."""
    rules = _rules()
    for at, group in groups.items():
        care = [d for d in group if _is_care(d)]
        if not care:
            continue
        sentence = sentences[at]
        for draft in care:
            if draft.group == "treatment":
                _when(text, sentence, draft, rules)
        tried = [d for d in care if d.temporality == "prior"]
        if tried:
            _results(text, sentence, group, care, rules)
            _behind(text, sentences, groups, at, tried, rules)


def _is_care(draft: Draft) -> bool:
    if draft.group == "treatment":
        return draft.concept != _LEFT_OUT
    return draft.group == "procedure" and draft.concept == "injection"


def _when(text: str, sentence: Sentence, draft: Draft, rules: _Rules) -> None:
    """Note on a treatment whether it was tried (``prior``) or is to come; elsewhere it is no care."""
    if draft.section in rules.elsewhere:
        return
    if text[draft.start : draft.end] == "PT" and rules.patient.match(text, draft.end):
        return
    low = max(sentence.start, draft.start - _NEAR)
    cut = max(text.rfind(mark, low, draft.start) for mark in (". ", "; ", "\n"))
    low = max(low, cut + 1)
    high = min(sentence.end, draft.end + _NEAR)
    planned = _last(rules.planned_before, text, low, draft.start)
    ongoing = _last(rules.ongoing, text, low, draft.start)
    ahead = rules.planned_behind.search(text, draft.end, high)
    done = rules.ongoing.search(text, draft.end, high)
    if ahead is not None and (done is None or ahead.start() < done.start()) and ongoing < 0:
        draft.temporality = "planned"
    elif planned >= 0 and planned >= ongoing:
        draft.temporality = "planned"
    elif draft.section in rules.ahead and ongoing < 0 and done is None:
        draft.temporality = "planned"
    else:
        draft.temporality = "prior"


def _last(pattern: re.Pattern[str], text: str, low: int, high: int) -> int:
    place = -1
    for match in pattern.finditer(text, low, high):
        place = match.end()
    return place


def _results(text: str, sentence: Sentence, group: Sequence[Draft], care: list[Draft], rules: _Rules) -> None:
    """Give the treatments of one sentence their outcome and duration; those of a list share one."""
    complaints = [d.start for d in group if d.group == "symptom"]
    told: list[bool] = [False] * len(care)
    ends: list[int] = [d.end for d in care]
    for number in range(len(care) - 1, -1, -1):
        draft = care[number]
        follower = care[number + 1] if number + 1 < len(care) else None
        low = care[number - 1].end if number else sentence.start
        low = max(low, sentence.start, draft.start - _NEAR)
        high = min(follower.start if follower else sentence.end, draft.end + _BEHIND)
        match = rules.outcome.search(text, draft.end, high) or _lasted(text, draft, high, complaints, rules)
        if match is not None:
            told[number] = True
            ends[number] = match.end()
        elif follower is not None and told[number + 1] and rules.join.fullmatch(text, draft.end, follower.start):
            told[number] = True
        elif _led(text, draft, low, high, rules):
            told[number] = True
    for number, draft in enumerate(care):
        if not told[number] and number and told[number - 1]:
            told[number] = rules.join.fullmatch(text, care[number - 1].end, draft.start) is not None
        if told[number]:
            draft.attributes["outcome"] = "yes"
    for draft, end in zip(care, ends, strict=True):
        if draft.group == "treatment":
            draft.end = end


def _lasted(
    text: str, draft: Draft, high: int, complaints: list[int], rules: _Rules
) -> re.Match[str] | None:
    """Return how long a treatment went on, told behind it before anything else is spoken of."""
    match = rules.duration.search(text, draft.end, min(high, draft.end + _NEAR))
    if match is None or any(draft.end <= place < match.start() for place in complaints):
        return None
    return match


def _led(text: str, draft: Draft, low: int, high: int, rules: _Rules) -> bool:
    """Tell whether an outcome or a duration stands before the treatment: "8 weeks of", "failed"."""
    if rules.outcome_before.search(text, low, draft.start):
        if draft.status == "absent":  # "no relief with": the relief is denied, not the treatment
            draft.status = "present"
        return True
    if rules.duration_before.search(text, low, draft.start):
        return True
    return bool(
        rules.counted.search(text, low, draft.start)
        and (rules.units.match(text, draft.end, high) or text[:draft.end].endswith(("sessions", "visits")))
    )


def _behind(
    text: str,
    sentences: Sequence[Sentence],
    groups: Mapping[int, Sequence[Draft]],
    at: int,
    tried: list[Draft],
    rules: _Rules,
) -> None:
    """Take the result from the sentence behind: "He did therapy. It gave him no relief." """
    behind = at + 1
    if behind >= len(sentences) or sentences[behind].section != sentences[at].section:
        return
    if "outcome" in tried[-1].attributes or any(_is_care(d) for d in groups.get(behind, ())):
        return
    start, end = sentences[behind].start, sentences[behind].end
    if rules.follows.match(text, start, end) and rules.outcome.search(text, start, min(end, start + _BEHIND)):
        for draft in tried:
            draft.attributes["outcome"] = "yes"
