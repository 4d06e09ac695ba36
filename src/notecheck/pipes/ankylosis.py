"""Ankylosis: whose fusion a fused level is - an operation's, of birth, by disease, or not told.

A level that was operated on is no ankylosis, and neither is a block vertebra (ICD-10-CM M43.2-
excludes both). "Fusion of L4-5 noted" with no history is neither: it stays uncertain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from notecheck.marks import Draft, Sentence
from notecheck.pipes.ankylosis_places import (
    at_any,
    join_levels,
    place_by_study,
    place_of,
    share_words,
    spinal,
)
from notecheck.pipes.ankylosis_words import NEAR, REAL, rule, spinal_fusions
from notecheck.pipes.levels import LevelMark

SHOWN = frozenset({"bridging_bone", "joint_obliteration"})
_DONE = frozenset({"present", "historical"})
_NOT_FUSED = re.compile(r"(?:\w+\s+){0,2}(?:not|n['’]t)\s+(?:\w+\s+)?fused|unfused", re.IGNORECASE)
_BONE = re.compile(r"\b(?:bone|bony|osseous)\b", re.IGNORECASE)
_UNDONE = re.compile(r"\b(?:no|not|never|without|denies|non)\W+(?:\w+\W+){0,3}\Z", re.IGNORECASE)


def settle(
    text: str,
    sentences: Sequence[Sentence],
    drafts: Sequence[Draft],
    levels: Sequence[LevelMark],
) -> None:
    """Decide the nature of every fused level; wants places and times, comes before the ties."""
    fusions = spinal_fusions(drafts)
    fused = [d for d in drafts if d.concept == "ankylosis" and d.group == "condition"]
    fused += _unfused(text, drafts, fusions)
    born = [d for d in drafts if d.concept == "congenital_fusion"]
    surgical = [d for d in fusions if d.status in _DONE and d.temporality != "planned"]
    if not surgical:
        _bone_grown(text, drafts)
    shown = [d for d in drafts if d.concept in SHOWN and d.group == "finding"]
    if not (fused or born or shown):
        return
    for draft in (*fused, *born, *shown):
        join_levels(text, draft)
    share_words(fused)
    fused = [d for d in fused if spinal(text, sentences[d.sentence], d)]
    place_by_study(text, sentences, drafts, [*fused, *shown], levels)
    _nature(text, sentences, fused, born, surgical)
    acquired = [d for d in fused if d.concept == "ankylosis" and d.status in REAL]
    born = [d for d in (*born, *fused) if d.concept == "congenital_fusion" and d.status in REAL]
    owners = {"surgical": {place_of(d) for d in surgical}, "congenital": {place_of(d) for d in born}}
    placed = {place_of(d) for d in acquired if d.levels}
    for draft in shown:
        if at_any(draft, placed, loose=False) or (acquired and not draft.levels):
            continue
        for owner, places in owners.items():
            if at_any(draft, places, loose=not acquired):
                draft.attributes["owner"] = owner
                break


def _unfused(text: str, drafts: Sequence[Draft], fusions: Sequence[Draft]) -> list[Draft]:
    """Read "his spine is not fused" as no ankylosis where nobody fused it, instead of a non-union."""
    if fusions:
        return []
    found = [
        d
        for d in drafts
        if d.concept == "pseudarthrosis"
        and not d.levels
        and _NOT_FUSED.fullmatch(text, d.start, d.end)
        and rule("whole").search(text, max(0, d.start - 30), d.end + 20)
    ]
    for draft in found:
        draft.concept, draft.name, draft.status, draft.attributes = "ankylosis", "ankylosis", "absent", {}
    return found


def _bone_grown(text: str, drafts: Sequence[Draft]) -> None:
    """Read "solid bone" and "osseous union" as bridging bone where no operation was to unite anything."""
    for draft in drafts:
        grown = draft.concept == "solid_fusion" and draft.group == "finding" and draft.status in REAL
        if grown and _BONE.search(text, draft.start, draft.end):
            draft.concept = draft.name = "bridging_bone"


def _nature(
    text: str,
    sentences: Sequence[Sentence],
    fused: Sequence[Draft],
    born: Sequence[Draft],
    surgical: Sequence[Draft],
) -> None:
    """Tell the mentions of fused joints apart by what is said of them and of their levels."""
    real = [d for d in fused if d.status in REAL]
    for draft in real:
        if draft.attributes.get("etiology") == "congenital":
            _born(draft, "ankylosis")
        elif draft.attributes.get("etiology") == "surgical":
            _operated(draft)
    blocks = {place_of(d) for d in (*born, *real) if d.concept == "congenital_fusion" and d.status in REAL}
    operated = {place_of(d) for d in surgical}
    real = [d for d in real if d.concept == "ankylosis"]
    told = any("etiology" in d.attributes and "nature" not in d.attributes for d in real)
    for draft in real:
        if "etiology" in draft.attributes:
            continue
        unstated = "nature" in draft.attributes
        # a name of disease goes over to the operation only where the very levels were operated on
        if at_any(draft, operated, loose=unstated) or (
            unstated and _by_surgery(text, sentences[draft.sentence], draft)
        ):
            _operated(draft)
        elif at_any(draft, blocks, loose=unstated or not draft.levels) and (unstated or not told):
            _born(draft, "fused" if unstated else "ankylosis")
    stated = [d for d in real if d.concept == "ankylosis" and "nature" not in d.attributes]
    places, certain = {place_of(d) for d in stated}, any(d.status == "present" for d in stated)
    for draft in real:
        if (
            draft.concept == "ankylosis"
            and "nature" in draft.attributes
            and at_any(draft, places, loose=True)
        ):
            del draft.attributes["nature"]
            if certain and draft.attributes.get("form") == "fused":
                draft.status = "present"


def _operated(draft: Draft) -> None:
    draft.group, draft.concept, draft.attributes["owner"] = "finding", "fused_segment", "surgical"


def _born(draft: Draft, called: str) -> None:
    draft.concept, draft.attributes["called"] = "congenital_fusion", called


def _by_surgery(text: str, sentence: Sentence, draft: Draft) -> bool:
    """Tell whether the words beside "fused" speak of an operation that took place."""
    low, high = max(sentence.start, draft.start - NEAR), min(sentence.end, draft.end + NEAR)
    match = rule("surgical").search(text, low, high)
    return match is not None and not _UNDONE.search(text[low : match.start()])
