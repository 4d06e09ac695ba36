"""Ankylosis: whose fusion a fused level is - an operation's, of birth, by disease, or not told.

A level that was operated on is no ankylosis, and neither is a block vertebra (ICD-10-CM M43.2-
excludes both). "Fusion of L4-5 noted" with no history is neither: it stays uncertain.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from notecheck import lexicon
from notecheck.anatomy import joined, overlaps, regions_of
from notecheck.lexicon.blanks import flexible
from notecheck.marks import Draft, Sentence
from notecheck.pipes.levels import LevelMark

REAL = frozenset({"present", "uncertain"})
SHOWN = frozenset({"bridging_bone", "joint_obliteration"})
_DONE = frozenset({"present", "historical"})
_HISTORY = frozenset(
    {"past_surgical_history", "procedure", "operative_technique", "operative_findings", "risks_and_consent"}
)
_PEELED = re.compile(r"spine|cervic|thorac|lumb|sacr|junction|axial|occip", re.IGNORECASE)
_NEAR = 70  # characters on each side of "fused" in which the words of an operation are looked for
_REACH = 6  # sentences: how far the name of a study reaches


@cache
def rule(key: str) -> re.Pattern[str]:
    """Return a pattern of ``lexicon/ankylosis.yaml``, compiled."""
    return re.compile(flexible(lexicon.load("ankylosis")[key]), re.IGNORECASE)


def drop_misread(text: str, drafts: list[Draft]) -> list[Draft]:
    """Return the mentions without operations inside a spontaneous fusion and abbreviations misread.

    A word of cause within the name of a disease is no cause of its own ("rheumatoid arthritis").
    """
    names = [
        d
        for d in drafts
        if d.concept in ("ankylosis", "congenital_fusion") and d.attributes.get("nature") != "unstated"
    ]
    diseases = [
        d for d in drafts if d.group == "condition" and d.concept not in ("ankylosis", "congenital_fusion")
    ]
    aortic: bool | None = None
    kept = []
    for draft in drafts:
        if draft.group == "procedure" and draft.concept == "fusion" and names:
            if any(name.start <= draft.start and draft.end <= name.end for name in names):
                continue
        elif draft.group == "etiology" and "role" not in draft.attributes:
            if any(other.start <= draft.start and draft.end <= other.end for other in diseases):
                continue
        elif draft.end - draft.start == 2 and draft.concept in (
            "ankylosing_spondylitis",
            "rheumatoid_arthritis",
        ):
            behind = re.compile(rule("abbreviation").pattern).search(text[draft.end : draft.end + 20])
            if behind or (
                text[draft.start] == "R"
                and rule("room_air").search(text, max(0, draft.start - 20), draft.start)
            ):
                continue
            if text[draft.start] == "A":
                if aortic is None:
                    aortic = rule("aortic").search(text) is not None and "ankylos" not in text.lower()
                if aortic:
                    continue
        kept.append(draft)
    return kept


def read_operated(text: str, sentence: Sentence, drafts: Sequence[Draft]) -> None:
    """Turn "was fused in 2015" or "fused with screws" into the operation that it tells of.

    An ankylosis does not pass: "healed with ankylosis" is present.
    """
    for draft in drafts:
        if draft.concept == "ankylosis" and draft.status == "historical":
            draft.status = "present"
        if draft.attributes.get("form") == "fused" and draft.status in REAL:
            if rule("operated").match(text, draft.end, sentence.end):
                draft.group, draft.concept, draft.name, draft.status = (
                    "procedure",
                    "fusion",
                    "fusion",
                    "present",
                )
                draft.attributes = {}


def settle(
    text: str,
    sentences: Sequence[Sentence],
    drafts: Sequence[Draft],
    levels: Sequence[LevelMark],
) -> None:
    """Decide the nature of every fused level; wants places and times, comes before the ties."""
    fusions = [
        d
        for d in drafts
        if d.group == "procedure" and d.concept == "fusion" and d.joint in (None, "sacroiliac")
    ]
    _describe(text, sentences, drafts, fusions)
    fused = [d for d in drafts if d.concept == "ankylosis" and d.group == "condition"]
    born = [d for d in drafts if d.concept == "congenital_fusion"]
    shown = [d for d in drafts if d.concept in SHOWN and d.group == "finding"]
    if not (fused or born or shown):
        return
    for draft in (*fused, *born, *shown):
        _place(text, draft)
    _words_win(fused)
    fused = [d for d in fused if _spinal(text, sentences[d.sentence], d)]
    _place_by_study(text, sentences, drafts, [*fused, *shown], levels)
    surgical = [
        d for d in fusions if d.group == "procedure" and d.status in _DONE and d.temporality != "planned"
    ]
    _nature(text, sentences, fused, born, surgical)
    acquired = [d for d in fused if d.concept == "ankylosis" and d.status in REAL]
    born = [d for d in (*born, *fused) if d.concept == "congenital_fusion" and d.status in REAL]
    for draft in shown:
        owner = _owner(draft, acquired, surgical, born)
        if owner:
            draft.attributes["owner"] = owner


def _describe(
    text: str, sentences: Sequence[Sentence], drafts: Sequence[Draft], fusions: list[Draft]
) -> None:
    """Read a bare "fusion" that is only described, in a note without any operation, as untold."""
    bare = [d for d in fusions if _bare(text, sentences[d.sentence], d)]
    if not bare:
        return
    rest = [d for d in fusions if all(d is not other for other in bare)]
    if any(d.status in _DONE and d.temporality != "planned" for d in rest):
        return
    for draft in drafts:
        if (
            (draft.group == "hardware"
            and draft.status == "present")
            or (draft.concept == "pseudarthrosis"
            and draft.status in REAL)
        ):
            return
        if (
            draft.group == "procedure"
            and draft.status == "present"
            and draft.attributes.get("untyped")
            and draft.temporality == "prior"
        ):
            return
    for draft in bare:
        draft.group, draft.concept = "condition", "ankylosis"
        draft.temporality = draft.date = None
        draft.attributes = {"nature": "unstated", "form": "fusion"}
        if draft.status == "present":
            draft.status = "uncertain"


def _bare(text: str, sentence: Sentence, draft: Draft) -> bool:
    if draft.name != "fusion" or draft.date or draft.temporality == "planned" or draft.section in _HISTORY:
        return False
    if draft.status not in ("present", "uncertain", "absent") or "approach" in draft.attributes:
        return False
    if not text[draft.start : draft.end].lower().endswith(("fusion", "fusions")):
        return False
    if rule("material").match(text[draft.end : draft.end + 24]):
        return False
    low, high = max(sentence.start, draft.start - _NEAR), min(sentence.end, draft.end + _NEAR)
    if rule("surgical").search(text, low, draft.start) or rule("surgical").search(text, draft.end, high):
        return False
    before = text[max(sentence.start, draft.start - 45) : draft.start]
    behind = text[draft.end : min(sentence.end, draft.end + 14)]
    opens = not before.strip(" \t-•*#.)0123456789(\"“'")
    return bool(opens or rule("described_before").search(before)) and (
        not behind.strip(" .\"”'") or rule("described_behind").match(behind) is not None
    )


def _place(text: str, draft: Draft) -> None:
    """Join listed vertebrae, and let the region's word win over the range beside it."""
    if not draft.levels:
        return
    own = draft.regions
    draft.levels = joined(draft.levels)
    computed = regions_of(draft.levels)
    if draft.place is not None:
        low, high = min(draft.start, draft.place[0]), max(draft.end, draft.place[1])
    else:
        low, high = draft.start, draft.end
    words = [r for r in own if _said(text[max(0, low - 30) : high + 24], r)]
    draft.regions = (
        tuple(words) if words and len(computed) > 1 and set(words) < {*computed, *words} else computed
    )
    if words:
        draft.attributes["region_said"] = words[0]


def _said(words: str, region: str) -> bool:
    return re.search(rf"\b{re.escape(region)}\b", words, re.IGNORECASE) is not None


def _words_win(fused: Sequence[Draft]) -> None:
    """Give the region that one mention names to the other mentions of the same levels."""
    named = [d for d in fused if "region_said" in d.attributes and len(regions_of(d.levels)) > 1]
    for draft in fused:
        for other in named:
            if other is not draft and draft.levels and set(draft.levels) <= set(other.levels):
                draft.regions = other.regions


def _spinal(text: str, sentence: Sentence, draft: Draft) -> bool:
    """Tell whether a fused joint is of the spine; one of another part of the body becomes its own."""
    if draft.levels or draft.regions:
        return True
    low, high = max(sentence.start, draft.start - 22), min(sentence.end, draft.end + 32)
    if rule("elsewhere").search(text, low, high):
        draft.concept = "peripheral_ankylosis"
        return False
    return True


def _place_by_study(
    text: str,
    sentences: Sequence[Sentence],
    drafts: Sequence[Draft],
    wanted: Sequence[Draft],
    levels: Sequence[LevelMark],
) -> None:
    """Give what has no place the region of its sentence, else that of the study it was seen on."""
    bare = [d for d in wanted if not d.regions and d.status in REAL]
    if not bare or any(d.regions and d.concept == "ankylosis" and d.status in REAL for d in wanted):
        return
    marks = [m for m in levels if m.kind == "region" and _PEELED.search(text[m.start : m.end])]
    starts = [m.start for m in marks]

    def within(at: int) -> tuple[str, ...]:
        low, high = bisect_left(starts, sentences[at].start), bisect_left(starts, sentences[at].end)
        return tuple(dict.fromkeys(r for m in marks[low:high] for r in m.regions))

    studies = [
        d.sentence
        for d in drafts
        if d.group == "modality" and d.status in REAL and d.temporality != "planned"
    ]
    every = tuple(dict.fromkeys(r for at in studies for r in within(at)))
    for draft in bare:
        found = within(draft.sentence)
        if not found:
            near = [at for at in studies if 0 <= draft.sentence - at <= _REACH]
            found = within(near[-1]) if near else ()
        if not found and len(every) == 1:
            found = every
        draft.regions = found


def _nature(
    text: str,
    sentences: Sequence[Sentence],
    fused: Sequence[Draft],
    born: Sequence[Draft],
    surgical: Sequence[Draft],
) -> None:
    born = [d for d in born if d.status in REAL]
    real = [d for d in fused if d.status in REAL]
    for draft in real:
        if draft.attributes.get("etiology") == "congenital":
            draft.concept = "congenital_fusion"
            draft.attributes["called"] = "ankylosis"
    born = [*born, *(d for d in real if d.concept == "congenital_fusion")]
    real = [d for d in real if d.concept == "ankylosis"]
    stated = [d for d in real if "nature" not in d.attributes]
    for draft in real:
        if draft.attributes.get("etiology") == "surgical":
            draft.group, draft.concept, draft.attributes["owner"] = "finding", "fused_segment", "surgical"
            continue
        if "etiology" in draft.attributes:
            continue
        unstated = "nature" in draft.attributes
        # a name of disease goes over to the operation only where the very levels were operated on
        if _at(draft, surgical, loose=unstated) or (
            unstated and _by_surgery(text, sentences[draft.sentence], draft)
        ):
            draft.group, draft.concept, draft.attributes["owner"] = "finding", "fused_segment", "surgical"
        elif _at(draft, born, loose=unstated or not draft.levels):
            if unstated or not any("etiology" in d.attributes for d in stated):
                draft.concept, draft.attributes["called"] = (
                    "congenital_fusion",
                    "fused" if unstated else "ankylosis",
                )
    stated = [d for d in stated if d.concept == "ankylosis"]
    for draft in real:
        if draft.concept == "ankylosis" and "nature" in draft.attributes and _at(draft, stated, loose=True):
            del draft.attributes["nature"]
            if any(d.status == "present" for d in stated) and draft.attributes.get("form") == "fused":
                draft.status = "present"


def _by_surgery(text: str, sentence: Sentence, draft: Draft) -> bool:
    low, high = max(sentence.start, draft.start - _NEAR), min(sentence.end, draft.end + _NEAR)
    match = rule("surgical").search(text, low, high)
    return match is not None and not re.search(
        r"\b(?:no|not|never|without|denies|non)\W+(?:\w+\W+){0,3}\Z", text[low : match.start()], re.IGNORECASE
    )


def _at(draft: Draft, others: Sequence[Draft], *, loose: bool) -> bool:
    """Tell whether any of the others is at the place of a mention; ``loose`` lets an unknown place be any."""
    for other in others:
        if other is draft:
            continue
        if draft.levels and other.levels:
            if overlaps(draft.levels, other.levels):
                return True
        elif loose and (not draft.regions or not other.regions or set(draft.regions) & set(other.regions)):
            return True
    return False


def _owner(
    draft: Draft, acquired: Sequence[Draft], surgical: Sequence[Draft], born: Sequence[Draft]
) -> str | None:
    """Return whose fusion a finding shows, None where it may be an ankylosis's."""
    if _at(draft, [d for d in acquired if d.levels], loose=False) or (acquired and not draft.levels):
        return None
    for others, owner in ((surgical, "surgical"), (born, "congenital")):
        if _at(draft, others, loose=not acquired):
            return owner
    return None
