"""Refining: what the words beside a mention make of it.

A non-union of a bone is that of a fracture, a denied bridge is an absent one, lucency at a screw
is not lucency in the graft.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from notecheck import lexicon
from notecheck.extraction import Cue
from notecheck.lexicon.blanks import flexible
from notecheck.marks import Draft, Sentence

_FRACTURES = frozenset({"fracture", "spinal_trauma", "fracture_nonunion"})
_JOINT_STATES = frozenset({"joint_normal", "joint_arthritis"})
_FAR = 48  # characters between a bone or fracture and its non-union


@cache
def _bones() -> re.Pattern[str]:
    bones = lexicon.load("joints")["bones"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, bones))}|fractures?|fx)\b", re.IGNORECASE)


@cache
def _opposites() -> dict[str, tuple[str, str]]:
    return {
        key: (value["group"], value["concept"])
        for key, value in lexicon.load("refining")["opposites"].items()
    }


@cache
def _small() -> re.Pattern[str]:
    return re.compile(flexible(lexicon.load("refining")["small"]), re.IGNORECASE)


@cache
def _dated() -> re.Pattern[str]:
    return re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}/\d{1,2}\b")


@cache
def _measured() -> re.Pattern[str]:
    return re.compile(flexible(lexicon.load("refining")["measured"]), re.IGNORECASE)


@cache
def _anew() -> re.Pattern[str]:
    return re.compile(flexible(lexicon.load("refining")["anew"]), re.IGNORECASE)


@cache
def _negated() -> re.Pattern[str]:
    return re.compile(flexible(lexicon.load("refining")["negated"]), re.IGNORECASE)


@cache
def _screws() -> re.Pattern[str]:
    return re.compile(flexible(lexicon.load("refining")["screw"]), re.IGNORECASE)


def refine(text: str, sentence: Sentence, drafts: Sequence[Draft]) -> None:
    """Correct the mentions of one sentence by what stands beside them."""
    for draft in drafts:
        if draft.concept == "fusion" and any(
            other.group == "condition" and other.start <= draft.start and draft.end <= other.end
            for other in drafts
        ):
            draft.attributes["named"] = draft.attributes["definite"] = "yes"  # within the name of a condition
        if draft.group == "procedure" and draft.cue is not None and _in_table(text, draft.cue, sentence.end):
            draft.status, draft.cue = "present", None
        asserts = draft.attributes.get("asserts")
        if asserts and draft.status == "present":
            draft.status = asserts  # type: ignore[assignment]
        if draft.concept in ("pseudarthrosis", "delayed_union"):
            _of_fracture(text, sentence, draft, drafts)
        elif draft.concept == "lucency" and draft.attributes.get("site") is None:
            low, high = max(sentence.start, draft.start - 30), min(sentence.end, draft.end + 45)
            if _screws().search(text, low, high):
                draft.attributes["site"] = "screw"
        elif draft.concept == "motion" and draft.status == "present":
            small = _small().search(text, max(sentence.start, draft.start - 24), draft.start)
            if small is not None:  # "less than 2 degrees of motion" speaks for union
                draft.status = "absent"
                draft.cue = Cue(start=small.start(), end=small.end(), text=small[0])
        if draft.group == "finding" and draft.cue is not None and draft.cue.end <= draft.start:
            _end_scope(text, draft, drafts)
        opposite = _opposites().get(draft.concept)
        judged = "judged" in draft.attributes
        if (
            opposite is not None
            and draft.status == "absent"
            and not judged
            and not _said(opposite[1], draft, drafts)
        ):
            draft.group, draft.concept = opposite
            draft.status = "present"
            draft.attributes["negated"] = "yes"
            if draft.cue is not None and draft.cue.end <= draft.start and draft.start - draft.cue.end < 60:
                draft.start = draft.cue.start


def _said(concept: str, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Tell whether the words of a mention are read as ``concept`` already: "no solid fusion"."""
    return any(d.concept == concept and d.start < draft.end and draft.start < d.end for d in drafts)


def tell_joints_apart(drafts: Sequence[Draft]) -> None:
    """Mark what is said of a peripheral joint next to the fused one: the adjacent level of a limb."""
    fused = {
        draft.joint
        for draft in drafts
        if draft.concept == "fusion" and draft.joint and draft.status == "present"
    }
    if not fused:
        return
    for draft in drafts:
        known = draft.joint is not None or draft.concept == "joint_normal"
        if draft.concept in _JOINT_STATES and known and draft.joint not in fused:
            draft.attributes["adjacent"] = "yes"


def _end_scope(text: str, draft: Draft, drafts: Sequence[Draft]) -> None:
    """Free a finding from a cue that reached over the end of its own phrase."""
    assert draft.cue is not None
    if draft.status == "absent" and _measured().search(text, draft.cue.end, draft.start):
        draft.status, draft.cue = "present", None  # "no bridging bone, 2 mm halo": what is measured is there
    elif (
        draft.status == "absent"
        and draft.cue.text.lower() == "no"
        and _anew().search(text, draft.cue.end, draft.start)
    ):
        draft.status, draft.cue = "present", None
    elif (
        draft.status == "uncertain"
        and _negated().match(text, draft.start)
        and any(draft.cue.end <= other.start < draft.start for other in drafts if other.group == "condition")
    ):
        draft.status, draft.cue = "present", None  # "suggestive of nonunion, and no bridging"


def _in_table(text: str, cue: Cue, end: int) -> bool:
    """Tell whether "N/A" is a table's column of laterality: then a date stands behind it."""
    return cue.text.lower() in ("n/a", "na") and _dated().search(text, cue.end, end) is not None


def refine_note(drafts: Sequence[Draft]) -> None:
    """Correct mentions by the whole note: where no fusion was done, "the nonunion" is the fracture's."""
    if any(
        draft.concept == "fusion"
        and draft.status in ("present", "uncertain")
        and draft.temporality != "planned"
        for draft in drafts
    ):
        return
    if not any(draft.concept in _FRACTURES and draft.status in ("present", "historical") for draft in drafts):
        return
    for draft in drafts:
        if draft.concept == "pseudarthrosis" and not draft.levels and not draft.joint:
            draft.concept = "fracture_nonunion"


def _of_fracture(text: str, sentence: Sentence, draft: Draft, drafts: Sequence[Draft]) -> None:
    """Turn a non-union into that of a fracture where a bone, and no fusion, stands beside it."""
    low, high = max(sentence.start, draft.start - _FAR), min(sentence.end, draft.end + _FAR)
    hardware = [d for d in drafts if d.group == "finding" and "fracture" in d.concept]
    nearest = None
    for match in _bones().finditer(text, low, high):
        if any(d.start <= match.start() < d.end for d in hardware):
            continue
        distance = max(match.start() - draft.end, draft.start - match.end(), 0)
        nearest = distance if nearest is None else min(nearest, distance)
    if nearest is None or (draft.joint and nearest > 12):
        return
    if (
        draft.place is not None
        and max(draft.place[0] - draft.end, draft.start - draft.place[1], 0) <= nearest
    ):
        return
    for other in drafts:
        if other.concept == "fusion" and max(other.start - draft.end, draft.start - other.end, 0) <= nearest:
            return
    draft.concept = "fracture_nonunion"
