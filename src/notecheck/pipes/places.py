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
from notecheck.lexicon.blanks import flexible
from notecheck.marks import Draft, Sentence
from notecheck.pipes.levels import LevelMark

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
_SHARING = frozenset({"condition", "finding"})
_OF_ROOT = 14  # characters: "L5 nerve root compression"
_PLACED = frozenset({"procedure", "condition", "finding", "hardware", "statement"})


class Place(NamedTuple):
    """Neighbouring level marks read as one: "C5/6 and C6/7"."""

    start: int
    end: int
    levels: tuple[str, ...]
    regions: tuple[str, ...]
    joint: str | None


class _Rules(NamedTuple):
    before: re.Pattern[str]
    after: re.Pattern[str]
    joined: re.Pattern[str]
    clause: re.Pattern[str]
    joint: re.Pattern[str]
    joint_names: dict[str, str]
    carried: re.Pattern[str]


@cache
def _rules() -> _Rules:
    data = lexicon.load("places")
    joints = lexicon.load("joints")
    names = {word: name for name, words in joints["joints"].items() for word in words}
    pick = sorted(names, key=len, reverse=True)
    return _Rules(
        re.compile(rf"[\s,]*(?:(?:{flexible(data['between_before'])})[\s,]*){{0,5}}\Z", re.IGNORECASE),
        re.compile(
            rf"[\s,(:;-]*(?:(?:{flexible(data['between_after'])})\b[\s,(:-]*){{0,6}}\Z", re.IGNORECASE
        ),
        re.compile(rf"\s*(?:{flexible(data['joined'])})?\s*\Z", re.IGNORECASE),
        re.compile(flexible(data["clause"]), re.IGNORECASE),
        re.compile(
            rf"\b({'|'.join(map(re.escape, pick)).replace(chr(92) + '-', '[-–]')})\b(?:\s+joints?)?",
            re.IGNORECASE,
        ),
        names,
        re.compile(flexible(data["carried"]), re.IGNORECASE),
    )


def group_marks(text: str, marks: Sequence[LevelMark]) -> list[Place]:
    """Join neighbouring level marks of one sentence; roots and plain region words stay out."""
    joined = _rules().joined
    places: list[Place] = []
    for mark in marks:
        if mark.kind not in ("segment", "vertebra"):
            continue
        if places and mark.start - places[-1].end < 14 and joined.match(text[places[-1].end : mark.start]):
            last = places[-1]
            levels = last.levels + tuple(level for level in mark.levels if level not in last.levels)
            places[-1] = Place(
                last.start, mark.end, levels, regions_of(levels) or mark.regions, last.joint or mark.joint
            )
        else:
            places.append(Place(mark.start, mark.end, mark.levels, mark.regions, mark.joint))
    return places


def place_sentence(
    text: str, start: int, end: int, drafts: Sequence[Draft], marks: Sequence[LevelMark]
) -> None:
    """Give the mentions of the sentence ``[start, end)`` their levels, regions and joint."""
    anchors = [draft for draft in drafts if draft.group in _PLACED]
    if not anchors:
        return
    places = group_marks(text, marks)
    if places:
        roots = [mark.end for mark in marks if mark.kind == "root"]
        _tie_levels(text, start, end, anchors, places, roots)
    words = [mark for mark in marks if mark.kind == "region"]
    for draft in anchors:
        if draft.levels:
            if draft.concept == "fusion":
                draft.levels = joined(draft.levels)
            draft.regions = regions_of(draft.levels)
        if words:
            _tie_region(text, draft, words)
        if not draft.regions and "region" in draft.attributes:
            draft.regions = (draft.attributes["region"],)
        if not draft.levels and not draft.regions and draft.concept in _JOINTED:
            _tie_joint(text, start, end, draft)


def carry_places(text: str, sentences: Sequence[Sentence], drafts: Sequence[Draft]) -> None:
    """Let "This is a nonunion." have the place of the finding in the sentence before."""
    for at, draft in enumerate(drafts):
        if draft.concept != "pseudarthrosis" or draft.levels or draft.joint or draft.regions:
            continue
        if not _rules().carried.match(text, sentences[draft.sentence].start):
            continue
        home = sentences[draft.sentence].section
        before = [
            d
            for d in drafts[:at]
            if d.sentence == draft.sentence - 1
            and d.levels
            and d.group == "finding"
            and sentences[d.sentence].section == home
        ]
        if before and all(d.levels == before[-1].levels for d in before):
            draft.levels, draft.regions, draft.place = before[-1].levels, before[-1].regions, before[-1].place


def _tie_levels(
    text: str, start: int, end: int, anchors: list[Draft], places: list[Place], roots: list[int]
) -> None:
    rules = _rules()
    own: dict[int, Place] = {}
    bound: set[int] = set()
    for at, draft in enumerate(anchors):
        inside = [p for p in places if draft.start <= p.start and p.end <= draft.end]
        if inside:
            own[at] = inside[0]
            bound.add(places.index(inside[0]))
    for at, draft in enumerate(anchors):  # directly before: "L4-5 TLIF"
        for number, place in enumerate(places):
            if at not in own and place.end <= draft.start and draft.start - place.end < 60:
                gap = text[place.end : draft.start]
                if rules.before.match(gap) and not (gap.strip() == "," and number in bound):
                    own[at] = place
                    bound.add(number)
    for at, draft in enumerate(anchors):  # directly behind: "fusion from T10 to L2"
        for number, place in enumerate(places):
            near = place.start >= draft.end and place.start - draft.end < 70
            if near and at not in own and rules.after.match(text[draft.end : place.start]):
                own[at] = place
                bound.add(number)
                break
    lead = places[0] if _leads(text, start, places[0]) else None
    for at, draft in enumerate(anchors):
        home: Place | None = own.get(at)
        if home is None and any(0 <= draft.start - root <= _OF_ROOT for root in roots):
            continue  # "C6 radiculopathy after L4-5 fusion": the root is its place
        if home is None and draft.group in _SHARING:
            home = _nearest(text, draft, places, lead)
        elif home is None and draft.group == "procedure":
            free = [p for n, p in enumerate(places) if n not in bound]
            home = _nearest(text, draft, free, lead if lead in free else None)
            if home is None and draft.concept == "discectomy":  # "HNP L5-S1 treated with micro-d"
                home = next(
                    (
                        own[n]
                        for n, other in enumerate(anchors)
                        if other.concept == "disc_herniation" and n in own
                    ),
                    None,
                )
        if home is not None:
            draft.levels = home.levels
            draft.regions = home.regions
            draft.place = (home.start, home.end)
            draft.joint = draft.joint or home.joint


def _leads(text: str, start: int, place: Place) -> bool:
    """Tell whether a place opens its sentence: "L5-S1: ...", "At L4-5 there is ..."."""
    return place.start - start <= 12 and text[place.end : place.end + 1] in (":", ",", " ")


def _nearest(text: str, draft: Draft, places: list[Place], lead: Place | None) -> Place | None:
    """Return the nearest place in the clause of a mention, else the one that opens the sentence."""
    clause = _rules().clause
    best: Place | None = None
    best_distance = 140
    for place in places:
        low, high = (place.end, draft.start) if place.end <= draft.start else (draft.end, place.start)
        distance = high - low
        if distance < best_distance and not clause.search(text, low, max(low, high)):
            best, best_distance = place, distance
    return best or lead


def _tie_region(text: str, draft: Draft, words: list[LevelMark]) -> None:
    """Take the region named in, directly before or directly behind a mention."""
    rules = _rules()
    found: list[str] = list(draft.regions)
    named = False
    for mark in words:
        inside = draft.start <= mark.start and mark.end <= draft.end
        before = (
            mark.end <= draft.start
            and draft.start - mark.end < 40
            and rules.before.match(text[mark.end : draft.start])
        )
        behind = (
            mark.start >= draft.end
            and mark.start - draft.end < 40
            and rules.after.match(text[draft.end : mark.start])
        )
        if inside or before or behind:
            if mark.joint and draft.joint is None:
                draft.joint = mark.joint
            if not named and not draft.levels:
                found = []
            named = True
            draft.place = draft.place or (mark.start, mark.end)
            found.extend(region for region in mark.regions if region not in found)
    draft.regions = tuple(found)


def _tie_joint(text: str, start: int, end: int, draft: Draft) -> None:
    """Find the peripheral joint, or the bone of a fracture, that a mention is of."""
    rules = _rules()
    low, high = max(start, draft.start - 50), min(end, draft.end + 60)
    for match in rules.joint.finditer(text, low, high):
        word = match[1].lower().replace("–", "-")
        inside = draft.start <= match.start() and match.end() <= draft.end
        before = match.end() <= draft.start and rules.before.match(text[match.end() : draft.start])
        behind = match.start() >= draft.end and rules.after.match(text[draft.end : match.start()])
        if inside or before or behind:
            draft.joint = rules.joint_names[word]
            draft.place = match.span()
            return
