"""Causes: what a symptom or a condition comes from, in so many words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from notecheck import lexicon
from notecheck.extraction import Cue, Link
from notecheck.lexicon.letters import wording
from notecheck.marks import Draft, Sentence
from notecheck.pipes.casing import lowered
from notecheck.pipes.cues import REACH, REAL, between, cue_of, may_hold, pattern

_EFFECTS = frozenset({"symptom", "condition", "finding", "functional"})
_BACK = 3  # sentences: how far "this" reaches back for its condition


@cache
def _pronoun() -> re.Pattern[str]:
    return wording(rf"\b(?:{lexicon.load('causes')['pronoun']})\b(?!\s+(?:is\s+(?:not|no)\b))")


def link_causes(
    text: str, sentence: Sentence, drafts: Sequence[Draft], earlier: Sequence[Draft], ids: dict[int, int]
) -> None:
    """Tie the symptoms and conditions of one sentence to the conditions that cause them."""
    effects = [d for d in drafts if d.group in _EFFECTS and d.status in REAL]
    if not effects:
        return
    small = lowered(text[sentence.start : sentence.end])
    if not may_hold(small, "effect_first", "effect_from", "cause_first", "attribute"):
        return
    causes = [d for d in drafts if d.group == "condition" and d.status in REAL]
    places = [cause.start for cause in causes]
    pronouns = [(sentence.start + m.start(), sentence.start + m.end()) for m in _pronoun().finditer(small)]
    for effect in effects:
        near = causes[
            bisect_left(places, effect.start - 2 * REACH) : bisect_right(places, effect.end + REACH)
        ]
        for cause in near:
            if cause is effect or (cause.start < effect.end and effect.start < cause.end):
                continue
            cue = _causal(text, sentence, effect, cause.start, cause.end)
            if cue is not None:
                effect.links.append(Link(relation="caused_by", target=ids[id(cause)], cue=cue))
        if effect.group == "condition" and effect.concept == "pseudarthrosis":
            continue
        _by_pronoun(text, sentence, effect, pronouns, earlier, causes, ids)


def _causal(text: str, sentence: Sentence, effect: Draft, low: int, high: int) -> Cue | None:
    """Return the cue that makes ``[low, high)`` the cause of ``effect``, None where there is none."""
    if low - effect.end > REACH or effect.start - high > REACH:
        return None
    cue = _stated(text, sentence, effect, low, high)
    if cue is None:
        return None
    window = max(sentence.start, min(effect.start, low) - 30), max(effect.end, high)
    return None if pattern("not_cause").search(text, *window) else cue


def _stated(text: str, sentence: Sentence, effect: Draft, low: int, high: int) -> Cue | None:
    """Return the cue between an effect and its cause, whether it is said or denied."""
    if effect.end <= low:
        cue = between(text, pattern("effect_first"), effect.end, low) or between(
            text, pattern("effect_from"), effect.end, low
        )
        if (
            cue is None
            and re.search(r"\bto\b", text[effect.end : low], re.IGNORECASE)
            and low - effect.end < 80
        ):
            match = pattern("attribute").search(text, max(sentence.start, effect.start - 80), effect.start)
            cue = cue_of(text, match) if match else None
        return cue
    return between(text, pattern("cause_first"), high, effect.start)


def _by_pronoun(
    text: str,
    sentence: Sentence,
    effect: Draft,
    pronouns: Sequence[tuple[int, int]],
    earlier: Sequence[Draft],
    here: Sequence[Draft],
    ids: dict[int, int],
) -> None:
    """Resolve "the pain comes from this" to the last condition named before."""
    low, high = max(sentence.start, effect.start - REACH), min(sentence.end, effect.end + REACH)
    for start, end in pronouns:
        if start < low or end > high:
            continue
        cue = _causal(text, sentence, effect, start, end)
        if cue is None:
            continue
        cause = _last_condition(effect, here, start) or _last_condition(effect, earlier, start)
        if cause is not None:
            effect.links.append(Link(relation="caused_by", target=ids[id(cause)], cue=cue))
        return


def _last_condition(effect: Draft, earlier: Sequence[Draft], before: int) -> Draft | None:
    """Return the last condition named before a place, at most a few sentences back."""
    for draft in reversed(earlier):
        if draft.sentence < effect.sentence - _BACK:
            return None
        if (
            draft.group == "condition"
            and draft.end <= before
            and draft is not effect
            and draft.status in REAL
            and draft.section == effect.section
        ):
            return draft
    return None
