"""Ties of a non-union to the fusion that it is of.

Only words tie: a fusion and a non-union in one note are a co-mention and get no link
(ICD-10-CM guideline I.B.16). Which words, and how strong they are, stands in the lexicon.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal

from notecheck.extraction import Cue, Link
from notecheck.marks import Draft, Sentence
from notecheck.pipes.cues import REACH, REAL, between, clause, pattern, span

_FAR = 14  # sentences: how far "that operation" reaches back
_VERBAL = re.compile(r"(?:did|has|have|had|was|is|never|failed|not|un)", re.IGNORECASE)
_APART = re.compile(r"[,;:.]|\band\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\W*(?:yes\W+)?(?:\d\W+)?(?:this|it|that|these|the\s+(?:condition|finding|problem))\b", re.IGNORECASE
)


def link_nonunion(text: str, drafts: Sequence[Draft], ids: dict[int, int]) -> None:
    """Tie the non-unions of one sentence to the fusions that they are of."""
    fusions = [draft for draft in drafts if _past_fusion(draft)]
    for nonunion in drafts:
        if nonunion.concept not in ("pseudarthrosis", "delayed_union"):
            continue
        for fusion in fusions:
            link = _tie(text, nonunion, fusion, ids[id(fusion)])
            if link is not None:
                nonunion.links.append(link)
                if fusion.date is None and set(fusion.levels) == set(nonunion.levels):
                    # "pseudarthrosis after lumbar fusion, L4-5": a level of the fusion told before
                    fusion.attributes["definite"] = "yes"
                if nonunion.levels and not fusion.levels and not fusion.joint:
                    # "pseudarthrosis L4-5 following PLIF": the place is said once for both
                    fusion.levels, fusion.regions, fusion.place = (
                        nonunion.levels,
                        nonunion.regions,
                        nonunion.place,
                    )
                    fusion.attributes["definite"] = "yes"


def _tie(text: str, nonunion: Draft, fusion: Draft, target: int) -> Link | None:
    """Return the link that the words between a non-union and a fusion make, None where they make none."""
    if nonunion.start <= fusion.start and fusion.end <= nonunion.end:
        return _of(target, "explicit", span(text, nonunion.start, nonunion.end))
    if fusion.start - nonunion.end > REACH or nonunion.start - fusion.end > REACH:
        return None
    if nonunion.end <= fusion.start:
        low, high = nonunion.end, fusion.start
        after = between(text, pattern("of_temporal"), low, high)
        if after is not None:
            return _of(target, "temporal", after)
        of = between(text, pattern("of_explicit"), low, high)
        return _of(target, "explicit", of) if of else None
    low, high = fusion.end, nonunion.start
    verbal = _VERBAL.match(text, nonunion.start)
    if (
        high - low < 45
        and (verbal or not _APART.search(text, low, high))
        and not clause().search(text, low, high)
    ):
        return _of(target, "explicit", span(text, fusion.start, nonunion.end))
    led = between(text, pattern("fusion_first"), low, high)
    return _of(target, "temporal", led) if led else None


def _of(target: int, strength: Literal["explicit", "temporal"], cue: Cue) -> Link:
    return Link(relation="of", target=target, strength=strength, cue=cue)


def link_back_references(
    text: str, sentences: Sequence[Sentence], drafts: Sequence[Draft], ids: dict[int, int]
) -> None:
    """Resolve "It is a complication of that operation" to the last non-union and fusion."""
    nonunions = [d for d in drafts if d.concept == "pseudarthrosis" and d.status in REAL]
    fusions = [d for d in drafts if _past_fusion(d)]
    if not nonunions or not fusions:
        return
    said = [d.start for d in nonunions]
    done = [d.start for d in fusions]
    for at, sentence in enumerate(sentences):
        cue = _back_reference(text, sentence)
        if cue is None:
            continue
        last = bisect_left(said, cue.start) - 1
        fusion = bisect_left(done, cue.end) - 1
        if last < 0 or fusion < 0 or nonunions[last].sentence < at - _FAR:
            continue
        if nonunions[last].sentence == at or _SUBJECT.match(text, sentence.start, sentence.end):
            nonunions[last].links.append(_of(ids[id(fusions[fusion])], "explicit", cue))


def _back_reference(text: str, sentence: Sentence) -> Cue | None:
    """Return the words by which a sentence blames an operation named before, if it does."""
    match = pattern("back_reference").search(text, sentence.start, sentence.end)
    if match is None:
        return None
    operation = pattern("operation_word").search(text, match.end(), min(sentence.end, match.end() + 70))
    if operation is None or pattern("not_cause").search(text, sentence.start, sentence.end):
        return None
    return span(text, match.start(), operation.end())


def _past_fusion(draft: Draft) -> bool:
    return draft.concept == "fusion" and draft.temporality == "prior" and draft.status in REAL
