"""Places: which levels, region or joint belong to which mention of a sentence.

A place is tied to the mention that it stands next to; findings and conditions without one of
their own share the nearest in their clause. Nerve roots and dermatomes never are a place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from notecheck import lexicon
from notecheck.anatomy import joined, regions_of
from notecheck.marks import Draft
from notecheck.pipes.levels import LevelMark
from notecheck.pipes.place_marks import alike, beside_rules, named_beside
from notecheck.pipes.place_ties import tie_levels

_JOINTED = frozenset(
    {
        "fusion",
        "pseudarthrosis",
        "hardware_removal",
        "gap",
        "lucency",
        "absent_bridging",
        "joint_normal",
        "joint_arthritis",
    }
)
_PLACED = frozenset({"procedure", "condition", "finding", "hardware", "statement"})


class _Joints(NamedTuple):
    word: re.Pattern[str]
    names: dict[str, str]


@cache
def _joints() -> _Joints:
    joints = lexicon.load("joints")
    names = {word: name for name, words in joints["joints"].items() for word in words}
    pick = sorted(names, key=len, reverse=True)
    return _Joints(
        re.compile(
            rf"\b({'|'.join(map(re.escape, pick)).replace(chr(92) + '-', '[-–]')})\b(?:\s+joints?)?",
            re.IGNORECASE,
        ),
        names,
    )


def place_sentence(
    text: str, start: int, end: int, drafts: Sequence[Draft], marks: Sequence[LevelMark]
) -> None:
    """Give the mentions of the sentence ``[start, end)`` their levels, regions and joint."""
    anchors = [draft for draft in drafts if draft.group in _PLACED]
    if not anchors:
        return
    words = [mark for mark in marks if mark.kind == "region"]
    named = {id(draft): named_beside(text, draft, words) for draft in anchors} if words else {}
    if len(words) < len(marks):
        tie_levels(text, start, anchors, marks, named)
    for draft in anchors:
        if draft.levels:
            if draft.concept == "fusion":
                draft.levels = joined(draft.levels)
            draft.regions = regions_of(draft.levels)
            if not alike(draft.regions, (draft.attributes.get("region", draft.regions[0]),)):
                del draft.attributes["region"]  # what the name alone would mean, not at these levels
        if words:
            _take_regions(draft, named[id(draft)])
        if not draft.regions and "region" in draft.attributes:
            draft.regions = (draft.attributes["region"],)
        if not draft.levels and not draft.regions and draft.concept in _JOINTED:
            _tie_joint(text, start, end, draft)


def _take_regions(draft: Draft, named: Sequence[LevelMark]) -> None:
    """Take the regions and the joint that are named at a mention, beside those of its levels."""
    if not named:
        return
    found = list(draft.regions) if draft.levels else []
    for mark in named:
        draft.joint = draft.joint or mark.joint
        draft.place = draft.place or (mark.start, mark.end)
        found.extend(region for region in mark.regions if region not in found)
    draft.regions = tuple(found)


def _tie_joint(text: str, start: int, end: int, draft: Draft) -> None:
    """Find the peripheral joint, or the bone of a fracture, that a mention is of."""
    joints, beside = _joints(), beside_rules()
    low, high = max(start, draft.start - 50), min(end, draft.end + 60)
    for match in joints.word.finditer(text, low, high):
        word = match[1].lower().replace("–", "-")
        inside = draft.start <= match.start() and match.end() <= draft.end
        before = match.end() <= draft.start and beside.before.match(text[match.end() : draft.start])
        behind = match.start() >= draft.end and beside.after.match(text[draft.end : match.start()])
        if inside or before or behind:
            draft.joint = joints.names[word]
            draft.place = match.span()
            return
