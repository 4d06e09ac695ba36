"""Written levels as places: neighbouring marks joined, and which place stands beside which mention."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from notecheck import lexicon
from notecheck.anatomy import regions_of
from notecheck.lexicon.blanks import flexible
from notecheck.marks import Draft
from notecheck.pipes.levels import LevelMark

_REACH = 40  # characters between a region word and what it is the place of
_LISTED = 60  # characters between two levels of one list: ", and to a lesser extent at"
_GOVERNED = 16  # characters before a place in which a word governs it
_DENIED = 80  # characters before a place in which it may be denied
_STRETCHES = (
    frozenset({"occipito-atlanto-axial", "cervical", "cervicothoracic"}),
    frozenset({"cervicothoracic", "thoracic", "thoracolumbar"}),
    frozenset({"thoracolumbar", "lumbar", "lumbosacral", "sacral"}),
)


class Place(NamedTuple):
    """Neighbouring level marks read as one: "C5/6 and C6/7"."""

    start: int
    end: int
    levels: tuple[str, ...]
    regions: tuple[str, ...]
    joint: str | None

    @property
    def between(self) -> bool:
        """Tell whether the place holds a motion segment, not vertebrae alone."""
        return any("-" in level for level in self.levels)


class BesideRules(NamedTuple):
    """What may stand between a mention and its place, and between the places of one list."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    joined: re.Pattern[str]
    by_degree: re.Pattern[str]
    denied: re.Pattern[str]
    predicate: re.Pattern[str]
    governed: re.Pattern[str]
    told: re.Pattern[str]
    heading: re.Pattern[str]
    heading_end: re.Pattern[str]


@cache
def beside_rules() -> BesideRules:
    """Compile the words between mentions and their places from the lexicon."""
    data = lexicon.load("places")
    return BesideRules(
        re.compile(rf"[\s,]*(?:(?:{flexible(data['between_before'])})[\s,]*){{0,5}}\Z", re.IGNORECASE),
        re.compile(
            rf"[\s,(:;-]*(?:(?:{flexible(data['between_after'])})\b[\s,(:-]*){{0,6}}\Z", re.IGNORECASE
        ),
        re.compile(rf"\s*(?:{flexible(data['joined'])})?\s*\Z", re.IGNORECASE),
        re.compile(rf"\s*(?:{flexible(data['by_degree'])})\s*\Z", re.IGNORECASE),
        re.compile(flexible(data["denied"]), re.IGNORECASE),
        re.compile(flexible(data["predicate"]), re.IGNORECASE),
        re.compile(flexible(data["governed"]), re.IGNORECASE),
        re.compile(flexible(data["told"]), re.IGNORECASE),
        re.compile(rf"(?:{flexible(data['heading'])})\Z", re.IGNORECASE),
        re.compile(flexible(data["heading_end"]), re.IGNORECASE),
    )


def group_marks(text: str, marks: Sequence[LevelMark], begins: Iterable[int] = ()) -> list[Place]:
    """Join neighbouring level marks of one sentence; roots and plain region words stay out.

    ``begins`` are the starts of the mentions: in "laminectomy at L3-4 and L4-5 fusion" the second
    level is that of what it stands right before.
    """
    known = frozenset(begins)
    places: list[Place] = []
    for mark in marks:
        if mark.kind not in ("segment", "vertebra"):
            continue
        if places and _listed(text, places[-1], mark, known):
            last = places[-1]
            levels = last.levels + tuple(level for level in mark.levels if level not in last.levels)
            places[-1] = Place(
                last.start, mark.end, levels, regions_of(levels) or mark.regions, last.joint or mark.joint
            )
        else:
            places.append(Place(mark.start, mark.end, mark.levels, mark.regions, mark.joint))
    return places


def _listed(text: str, place: Place, mark: LevelMark, begins: frozenset[int]) -> bool:
    """Tell whether a mark goes on with the list of a place."""
    if mark.start - place.end >= _LISTED:
        return False
    rules = beside_rules()
    gap = text[place.end : mark.start]
    if rules.joined.match(gap):
        own = mark.end + 1 in begins and gap.strip() == "and"
        if not own and gap.strip() != "or" and rules.predicate.match(text, mark.end):
            clause = text[max(0, place.start - _DENIED) : place.start]
            clause = clause[max(clause.rfind(stop) for stop in (". ", "; ", "\n")) + 1 :]
            own = "," in gap or rules.told.search(clause) is not None
        return not own or not rules.governed.search(text[max(0, place.start - _GOVERNED) : place.start])
    if not rules.by_degree.match(gap):
        return False
    return rules.denied.search(text, max(0, place.start - _DENIED), place.start) is None


def heads(text: str, start: int, low: int, high: int) -> bool:
    """Tell whether the place ``[low, high)`` heads the sentence that begins at ``start``: "L4-5:"."""
    if low - start > _REACH or not beside_rules().heading.match(text[start:low]):
        return False
    return beside_rules().heading_end.match(text, high) is not None


def named_beside(text: str, draft: Draft, words: Sequence[LevelMark]) -> list[LevelMark]:
    """Return the region words that stand in, directly before or directly behind a mention."""
    rules = beside_rules()
    return [
        mark
        for mark in words
        if (draft.start <= mark.start and mark.end <= draft.end)
        or (0 <= draft.start - mark.end < _REACH and rules.before.match(text[mark.end : draft.start]))
        or (0 <= mark.start - draft.end < _REACH and rules.after.match(text[draft.end : mark.start]))
    ]


def alike(one: Sequence[str], two: Sequence[str]) -> bool:
    """Tell whether regions may mean the same stretch: "lumbar fusion" of L5-S1; true where one is unknown."""
    if not one or not two or not set(one).isdisjoint(two):
        return True
    return any(not set(one).isdisjoint(part) and not set(two).isdisjoint(part) for part in _STRETCHES)
