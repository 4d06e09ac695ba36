"""Direct ties: the places that stand directly at mentions, and those that operations share.

"L4-5 TLIF", "fusion from T10 to L2"; "discectomy and fusion at C5-6" is one breath, so one place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from notecheck import lexicon
from notecheck.lexicon.blanks import flexible
from notecheck.marks import Draft
from notecheck.pipes.place_marks import Place, beside_rules

BEFORE = 60
"""Characters from a place to the mention behind it, at most."""
_BEHIND = 70  # characters from a mention to the place behind it
_CHAIN = 110  # characters between two operations of one breath
_TO = re.compile(r"\bto\s*\Z", re.IGNORECASE)
_CHAINED = frozenset({"procedure", "hardware"})


class Direct(NamedTuple):
    """The places that stand directly at mentions, by the number of the mention.

    ``ahead`` are the mentions whose own place stands before them, ``bound`` the starts of the
    places that are any mention's own.
    """

    own: dict[int, Place]
    ahead: set[int]
    bound: set[int]


@cache
def _chained_words() -> re.Pattern[str]:
    data = lexicon.load("places")
    words = rf"(?:{flexible(data['between_before'])}|{flexible(data['chained'])})"
    return re.compile(rf"[\s,/&+)-]*(?:{words}(?!\w)[\s,/&+-]*){{0,9}}\Z", re.IGNORECASE)


@cache
def _listed_sections() -> frozenset[str]:
    return frozenset(lexicon.load("places")["listed_sections"])


@cache
def _neighbour() -> re.Pattern[str]:
    return re.compile(flexible(lexicon.load("places")["neighbour"]), re.IGNORECASE)


@cache
def _several() -> re.Pattern[str]:
    return re.compile(lexicon.load("places")["several"], re.IGNORECASE)


@cache
def _of_discs() -> frozenset[str]:
    return frozenset(lexicon.load("places")["of_discs"])


def of_neighbour(text: str, draft: Draft) -> bool:
    """Tell whether an operation is named for its neighbour alone: "the level above the fusion, L2-3"."""
    low = max(0, draft.start - 40)
    return draft.group == "procedure" and _neighbour().search(text[low : draft.start]) is not None


def tie_directly(text: str, anchors: Sequence[Draft], places: Sequence[Place]) -> Direct:
    """Return which places stand in, directly before or directly behind which mentions."""
    direct = Direct({}, set(), set())
    for at, draft in enumerate(anchors):
        inside = next((p for p in places if draft.start <= p.start and p.end <= draft.end), None)
        if inside is not None:
            _take(direct, at, inside)
    behind = _behind(text, anchors, places, direct)
    _before(text, anchors, places, direct, behind)
    for at, place in behind.items():
        if at not in direct.own:
            _take(direct, at, place)
    return direct


def _take(direct: Direct, at: int, place: Place) -> None:
    direct.own[at] = place
    direct.bound.add(place.start)


def _behind(text: str, anchors: Sequence[Draft], places: Sequence[Place], direct: Direct) -> dict[int, Place]:
    """Return the places directly behind mentions: "fusion from T10 to L2"."""
    found: dict[int, Place] = {}
    for at, draft in enumerate(anchors):
        place = next((p for p in places if p.start >= draft.end), None)
        if place is None or at in direct.own or place.start - draft.end >= _BEHIND:
            continue
        gap = text[draft.end : place.start]
        if "," in gap and text[place.end : place.end + 1] == ":":
            continue  # "L3-4: severe stenosis, L2-3: mild"
        if draft.concept == "fusion" and len(place.levels) == 1 and not place.between and _TO.search(gap):
            continue  # "extended the fusion to L3"
        if "," in gap and of_neighbour(text, draft):
            continue
        if "," in gap and not place.between and draft.concept in _of_discs():
            continue  # "disc protrusion, left L5 laminectomy"
        if beside_rules().after.match(gap):
            found[at] = place
    return found


def _before(
    text: str,
    anchors: Sequence[Draft],
    places: Sequence[Place],
    direct: Direct,
    behind: dict[int, Place],
) -> None:
    """Take the places directly before mentions: "L4-5 TLIF"."""
    taken = {place.start: at for at, place in behind.items()}
    for at, draft in enumerate(anchors):
        if at in direct.own:
            continue
        for place in places:
            if not 0 <= draft.start - place.end < BEFORE:
                continue
            gap = text[place.end : draft.start]
            if not beside_rules().before.match(gap):
                continue
            if "," in gap and at in behind and "," not in text[draft.end : behind[at].start]:
                continue  # "solid at C5-6, nonunion C6-7"
            other = taken.get(place.start)
            if other is not None and other < at:
                same = anchors[other].group == draft.group
                if gap.strip() == "," or (same and ("," in gap or at in behind)):
                    continue  # "laminectomy L3-4, discectomy L4-5": each is followed by its own
            elif gap.strip() == "," and place.start in direct.bound:
                continue
            _take(direct, at, place)
            direct.ahead.add(at)
            if other is not None and _parted(text, anchors[other], place, draft):
                del behind[other]
            break


def _parted(text: str, other: Draft, place: Place, draft: Draft) -> bool:
    """Tell whether a stop parts a mention from the place behind it that another one takes."""
    gap = text[other.end : place.start]
    if "untyped" in other.attributes:
        several = _several().search(text, other.start, other.end) is not None
        return several and (":" in gap or "(" in gap)  # "two operations: L4-5 laminectomy ..."
    kin = other.group == draft.group or (other.group in _CHAINED and draft.group in _CHAINED)
    return ";" in gap or ("," in gap and kin)


def told_together(
    text: str, anchors: Sequence[Draft], direct: Direct, fits: Callable[[Draft, Place], bool]
) -> dict[int, Place]:
    """Return what operations told in one breath share: "discectomy and fusion at C5-6".

    ``fits`` tells whether a place can be a mention's by its region.
    """
    own = direct.own
    if len(anchors) < 2 or all(at in own for at, d in enumerate(anchors) if d.group == "procedure"):
        return {}
    links = [_linked(text, anchors, direct, at) for at in range(len(anchors) - 1)]
    shared: dict[int, Place] = {}
    for at, draft in enumerate(anchors):
        if draft.group != "procedure" or at in own:
            continue
        right = left = at
        while right < len(links) and links[right] and right not in own:
            right += 1
        while left > 0 and links[left - 1] and left not in own:
            left -= 1
        after = own.get(right) if right > at and right not in direct.ahead else None
        before = own.get(left) if left < at and anchors[left].group == "procedure" else None
        if before and after and left in direct.ahead and before.levels != after.levels:
            continue  # "L4-5 laminectomy and discectomy and fusion at L5-S1"
        place = after or before
        if place is not None and fits(draft, place):
            shared[at] = place
    return shared


def _linked(text: str, anchors: Sequence[Draft], direct: Direct, at: int) -> bool:
    """Tell whether a mention and the next are told in one breath."""
    one, two = anchors[at], anchors[at + 1]
    if one.group not in _CHAINED or two.group not in _CHAINED:
        return False
    low, high = one.end, two.start
    place = direct.own.get(at)
    if place is not None and place.start >= low:
        low = place.end
    place = direct.own.get(at + 1)
    if place is not None and at + 1 in direct.ahead and place.end <= high:
        high = place.start
    gap = text[low:high]
    if not 0 <= high - low < _CHAIN or _chained_words().match(gap) is None:
        return low >= high
    return one.section not in _listed_sections() or gap.strip() not in (",", "")
