"""Indications: what an operation is done for, and what single words beside a mention tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from notecheck.extraction import Cue, Link
from notecheck.marks import Draft, Sentence
from notecheck.pipes.casing import lowered
from notecheck.pipes.cues import REAL, cue_of, may_hold, pattern

_LEAD = 30  # characters: "the reason for the revision is the nonunion"


def link_indication(
    text: str, sentence: Sentence, drafts: Sequence[Draft], ahead: Sequence[Draft], ids: dict[int, int]
) -> None:
    """Tie a planned or performed fusion to the non-union that it is done for.

    ``ahead`` holds the operation that the sentences before named last as planned or performed, if any.
    """
    conditions = [d for d in drafts if d.concept == "pseudarthrosis" and d.status in REAL]
    if not conditions or not may_hold(lowered(text[sentence.start : sentence.end]), "indication"):
        return
    here = [
        d
        for d in drafts
        if d.group == "procedure" and d.temporality in ("planned", "current") and d.status in REAL
    ]
    words = pattern("indication")
    for condition in conditions:
        before = [d for d in here if d.end <= condition.start]
        behind = [d for d in here if d.start >= condition.end]
        low = max(sentence.start, before[-1].start - _LEAD) if before else sentence.start
        match = words.search(text, low, condition.start)
        targets = before[-1:] or ahead
        if match is None and behind:
            match = words.search(text, condition.end, behind[0].start)
            targets = behind[:1] if match else targets
        if match is None:  # "revision ..., and the nonunion is the reason for it"
            match = pattern("reason_for_it").match(text, condition.end, sentence.end)
            targets = before[-1:] or ahead
        if match is None:
            continue
        for procedure in targets:
            procedure.links.append(
                Link(relation="indication", target=ids[id(condition)], cue=cue_of(text, match))
            )


def last_ahead(drafts: Sequence[Draft]) -> Sequence[Draft]:
    """Return the operation that was named last as planned or performed, if any."""
    for draft in reversed(drafts):
        if draft.group == "procedure" and draft.temporality in ("planned", "current"):
            return (draft,)
    return ()


def link_indication_by_item(drafts: Sequence[Draft], blocks: Sequence[int]) -> None:
    """Tie a fusion to the non-union under which it stands in a problem-based plan."""
    heads: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        block = blocks[draft.sentence]
        if block < 0:
            continue
        if draft.concept == "pseudarthrosis" and draft.status in REAL:
            heads.setdefault(block, number)
        elif block in heads and _ahead(draft) and not draft.links:
            head = drafts[heads[block]]
            draft.links.append(Link(relation="indication", target=heads[block]))
            if head.levels and not draft.levels:
                draft.levels, draft.regions = head.levels, head.regions


def _ahead(draft: Draft) -> bool:
    """Tell whether a mention is a fusion or revision that is planned or done today."""
    if draft.group != "procedure" or draft.concept not in ("fusion", "other"):
        return False
    return draft.temporality in ("planned", "current") and draft.status in REAL


def past_indications(text: str, drafts: Sequence[Draft]) -> None:
    """Set aside what an earlier operation was done for: "ACDF in 2019 for arm pain"."""
    for procedure in drafts:
        if (
            procedure.group != "procedure"
            or procedure.temporality != "prior"
            or procedure.status != "present"
        ):
            continue
        for draft in drafts:
            if (
                draft.group not in ("condition", "symptom")
                or draft.status != "present"
                or draft.start < procedure.end
            ):
                continue
            if draft.concept in ("pseudarthrosis", "fracture_nonunion") or draft.start - procedure.end > 90:
                continue
            gap = text[procedure.end : draft.start]
            match = pattern("past_indication").search(gap)
            if (
                match is not None
                and not re.search(
                    r"[,;:.]|\b(?:with|but|and|now|returns|presents|has|had)\b", gap[match.start() :]
                )
                and not re.search(
                    r"[;:.]|\b(?:with|but|now|returns|presents|has|follow)\b", gap[: match.start()]
                )
            ):
                draft.status = "historical"
                draft.cue = Cue(
                    start=procedure.end + match.start(), end=procedure.end + match.end(), text=match[0]
                )


def mark_words(text: str, sentence: Sentence, drafts: Sequence[Draft]) -> None:
    """Note on the mentions what single words near them tell: revision, symptomatic."""
    for draft in drafts:
        if (
            draft.group == "procedure"
            and draft.concept in ("fusion", "other")
            and "revision" not in draft.attributes
        ):
            if pattern("definite").search(text, max(sentence.start, draft.start - 45), draft.start):
                draft.attributes["definite"] = "yes"
            if pattern("revision").search(text, max(sentence.start, draft.start - 40), draft.end):
                draft.attributes["revision"] = "yes"
        elif draft.concept == "pseudarthrosis" and "symptomatic" not in draft.attributes:
            before = text[max(sentence.start, draft.start - 50) : draft.start]
            behind = text[draft.end : min(sentence.end, draft.end + 90)]
            if pattern("symptomatic_before").search(before) or pattern("symptomatic_behind").search(behind):
                draft.attributes["symptomatic"] = "yes"
