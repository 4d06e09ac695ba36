"""Where a fused joint is: listed vertebrae, the region's own word, or the study that shows it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from notecheck.anatomy import joined, overlaps, regions_of
from notecheck.marks import Draft, Sentence
from notecheck.pipes.ankylosis_words import REAL, rule
from notecheck.pipes.levels import LevelMark

_PEELED = re.compile(r"spine|cervic|thorac|lumb|sacr|junction|axial|occip", re.IGNORECASE)
_REACH = 6  # sentences: how far the name of a study reaches
# "Lumbar fusion" is said of L5-S1 too: the parts of the spine that share their words.
_PARTS = (
    frozenset({"occipito-atlanto-axial", "cervical", "cervicothoracic"}),
    frozenset({"thoracic", "thoracolumbar"}),
    frozenset({"lumbar", "lumbosacral", "sacral", "thoracolumbar"}),
)

Place = tuple[tuple[str, ...], tuple[str, ...]]


def place_of(draft: Draft) -> Place:
    """Return the levels and regions of a mention."""
    return draft.levels, draft.regions


def at_any(draft: Draft, places: set[Place], *, loose: bool) -> bool:
    """Tell whether a mention is at one of the places; ``loose`` lets an unknown level be any."""
    for levels, regions in places:
        if draft.levels and levels:
            if overlaps(draft.levels, levels):
                return True
        elif loose and (not draft.regions or not regions or _share(draft.regions, regions)):
            return True
    return False


def _share(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    return not set(one).isdisjoint(two) or any(
        not part.isdisjoint(one) and not part.isdisjoint(two) for part in _PARTS
    )


def join_levels(text: str, draft: Draft) -> None:
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


def share_words(fused: Sequence[Draft]) -> None:
    """Give the region that one mention names to the other mentions of the same levels."""
    named = {
        d.levels: d.regions for d in fused if "region_said" in d.attributes and len(regions_of(d.levels)) > 1
    }
    for draft in fused:
        for levels, regions in named.items():
            if draft.levels and "region_said" not in draft.attributes and set(draft.levels) <= set(levels):
                draft.regions = regions


def spinal(text: str, sentence: Sentence, draft: Draft) -> bool:
    """Tell whether a fused joint is of the spine; one of another part of the body becomes its own."""
    if draft.levels or draft.regions:
        return True
    low, high = max(sentence.start, draft.start - 22), min(sentence.end, draft.end + 32)
    if rule("elsewhere").search(text, low, high):
        draft.concept = "peripheral_ankylosis"
        return False
    return True


def place_by_study(
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
            near = bisect_right(studies, draft.sentence) - 1
            found = within(studies[near]) if near >= 0 and draft.sentence - studies[near] <= _REACH else ()
        if not found and len(every) == 1:
            found = every
        draft.regions = found
