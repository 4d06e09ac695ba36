"""Ties: which written levels of a sentence belong to which of its mentions.

What stands directly at a mention is its place. Operations that are told in one breath share theirs
("discectomy and fusion at C5-6"); findings and conditions take the nearest in their clause. Nerve
roots are no place of anything but a radiculopathy whose notation is a segment ("C6-7 radiculopathy").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from notecheck import lexicon
from notecheck.lexicon.blanks import flexible
from notecheck.marks import Draft
from notecheck.pipes.levels import LevelMark
from notecheck.pipes.place_direct import BEFORE, Direct, of_neighbour, tie_directly, told_together
from notecheck.pipes.place_marks import Place, alike, beside_rules, group_marks, heads

_SHARING = frozenset({"condition", "finding"})
_OF_ROOT = 14  # characters: "L5 nerve root compression"
_NEAR = 140  # characters from a mention to the place that it shares

Named = Mapping[int, Sequence[LevelMark]]


class _Rules(NamedTuple):
    clause: re.Pattern[str]
    beside: re.Pattern[str]
    foreign: re.Pattern[str]
    manifold: re.Pattern[str]
    titled: frozenset[str]
    screwed: re.Pattern[str]
    several: re.Pattern[str]
    degenerative: frozenset[str]
    described: frozenset[str]
    discs: frozenset[str]
    spread: frozenset[str]
    broken: frozenset[str]


@cache
def _rules() -> _Rules:
    data = lexicon.load("places")

    def compiled(key: str) -> re.Pattern[str]:
        return re.compile(flexible(data[key]), re.IGNORECASE)

    return _Rules(
        compiled("clause"),
        re.compile(rf"[\s,]*(?:{flexible(data['beside'])})[\s,]*\Z", re.IGNORECASE),
        compiled("foreign"),
        re.compile(rf"\b(?:{flexible(data['manifold'])})[\s-]+(?:[\w-]+[\s-]+){{0,5}}\Z", re.IGNORECASE),
        frozenset(data["titled_sections"]),
        compiled("screwed"),
        compiled("several"),
        frozenset(data["degenerative"]),
        frozenset(data["described_sections"]),
        frozenset(data["of_discs"]),
        frozenset(data["spread"]),
        frozenset(data["of_vertebrae"]),
    )


def tie_levels(
    text: str, start: int, anchors: Sequence[Draft], marks: Sequence[LevelMark], named: Named
) -> None:
    """Give the mentions of the sentence that begins at ``start`` their levels.

    ``named`` holds by ``id`` of a mention the region words that stand at it.
    """
    _tie_roots(text, anchors, marks)
    places = group_marks(text, marks, (draft.start for draft in anchors))
    if places:
        _Ties(text, start, anchors, places, named).tie([mark.end for mark in marks if mark.kind == "root"])


def _tie_roots(text: str, anchors: Sequence[Draft], marks: Sequence[LevelMark]) -> None:
    """Give a radiculopathy the segment in which it is written: "left L3-4 radicular pain"."""
    written = [
        mark for mark in marks if mark.kind == "root" and mark.written and "-" in "".join(mark.written)
    ]
    for draft in anchors if written else ():
        if draft.concept != "radiculopathy":
            continue
        nearest = next((m for m in reversed(written) if 0 <= draft.start - m.end < BEFORE), None)
        if nearest is None or not beside_rules().before.match(text[nearest.end : draft.start]):
            continue
        listed = [mark for mark in written if mark.group == nearest.group]
        draft.levels = tuple(dict.fromkeys(level for mark in listed for level in mark.written))
        draft.place = (listed[0].start, nearest.end)


class _Ties:
    """The places of one sentence while they are handed out."""

    def __init__(
        self, text: str, start: int, anchors: Sequence[Draft], places: list[Place], named: Named
    ) -> None:
        self.text, self.start, self.anchors, self.places, self.named = text, start, anchors, places, named
        self.own, self.ahead, self.bound = tie_directly(text, anchors, places)
        self.rules = _rules()
        self.heading = heads(text, start, places[0].start, places[0].end)

    def tie(self, roots: Sequence[int]) -> None:
        """Hand out the places; ``roots`` are the ends of the roots in the sentence."""
        direct = Direct(self.own, self.ahead, self.bound)
        shared = told_together(self.text, self.anchors, direct, self._fits)
        for at, draft in enumerate(self.anchors):
            home = self.own.get(at) or shared.get(at)
            if home is None and draft.levels:
                continue
            if any(0 <= draft.start - root <= _OF_ROOT for root in roots) and (
                home is None or (draft.concept == "radiculopathy" and self._of_another(at, home))
            ):
                continue  # "C6 radiculopathy after L4-5 fusion": the root is its place
            if home is None and draft.group in _SHARING:
                home = self._shared(draft)
            elif home is None and draft.group == "procedure":
                home = self._around(draft) or self._free(draft)
            elif home is not None and draft.group in _SHARING:
                home = self._headed(draft, home)
            if home is not None:
                draft.levels = home.levels
                draft.regions = home.regions
                draft.place = (home.start, home.end)
                draft.joint = draft.joint or home.joint

    def _fits(self, draft: Draft, place: Place) -> bool:
        """Tell whether a place that is not directly at a mention can be its own by its region."""
        if draft.concept == "fusion" and not place.between:
            return False  # "L4 and L5 laminectomy and fusion": of which levels is not said
        said = [region for mark in self.named.get(id(draft), ()) for region in mark.regions]
        said = said or [draft.attributes[key] for key in ("region",) if key in draft.attributes]
        return not draft.joint and alike(said, place.regions)

    def _shared(self, draft: Draft) -> Place | None:
        """Return the place that a finding or condition shares with others of its sentence."""
        rules = self.rules
        places = [place for place in self.places if self._fits(draft, place)]
        if rules.manifold.search(self.text, max(self.start, draft.start - 60), draft.start):
            places = [p for p in places if p.start >= draft.end and self._next_to(draft, p)]
        elif any(self._its_region(draft, mark) for mark in self.named.get(id(draft), ())):
            places = [p for p in places if self._next_to(draft, p)]  # "stenosis in her lumbar spine"
        if draft.concept in rules.discs:
            places = [place for place in places if place.between] or places
        elif self.heading and draft.concept not in rules.broken:
            places = [p for p in places if p.between or p.start == self.places[0].start]
        places = [p for p in places if not self._another(draft, p)]
        return self._nearest(draft, places)

    def _of_another(self, at: int, place: Place) -> bool:
        """Tell whether a place stands right before another mention: "L5 radiculopathy from L4-5 stenosis"."""
        return at not in self.ahead and any(self.own[other].start == place.start for other in self.ahead)

    def _its_region(self, draft: Draft, mark: LevelMark) -> bool:
        """Tell whether a region word behind a mention is no other one's: "nonunion of her lumbar fusion"."""
        return mark.start >= draft.end and not any(
            other.start <= mark.end + 1 and mark.start < other.end for other in self.anchors
        )

    def _next_to(self, draft: Draft, place: Place) -> bool:
        """Tell whether no other mention stands between a mention and a place."""
        low, high = sorted((draft.start, place.start))
        return not any(low < other.start < high for other in self.anchors if other is not draft)

    def _another(self, draft: Draft, place: Place) -> bool:
        """Tell whether a place behind a mention is told of something else: "with facet changes at L4-5"."""
        told_apart = draft.concept in self.rules.degenerative
        if place.start < draft.end:
            if not told_apart:
                return False
            after = self.rules.foreign.search(self.text, place.end, min(place.end + 8, draft.start))
            return after is not None and not any(d.start <= after.start() < d.end for d in self.anchors)
        gap = self.text[draft.end : place.start]
        if self.text[place.end : place.end + 1] == ":" or ("," in gap and of_neighbour(self.text, draft)):
            return True
        foreign = self.rules.foreign.search(gap)
        if foreign is not None and told_apart:
            at = draft.end + foreign.start()
            if not any(other.start <= at < other.end for other in self.anchors):
                return True
        if draft.concept not in self.rules.spread:
            return False
        ahead = any(self.own[at].start == place.start for at in self.ahead)
        return ahead and self.rules.beside.match(gap) is not None

    def _around(self, draft: Draft) -> Place | None:
        """Return the place of the finding that an operation is named in: "laminotomy defect R L5-S1"."""
        return next(
            (
                place
                for at, place in self.own.items()
                if self.anchors[at].start <= draft.start and draft.end <= self.anchors[at].end
            ),
            None,
        )

    def _free(self, draft: Draft) -> Place | None:
        """Return the place of an operation that nothing else of its sentence has."""
        free = [p for p in self.places if p.start not in self.bound and self._fits(draft, p)]
        if "untyped" in draft.attributes and self.rules.several.search(self.text, draft.start, draft.end):
            # "spine surgeries: ...": what follows is not of them all
            named = [d.start for d in self.anchors if d.group == "procedure" and d.start > draft.start]
            free = [p for p in free if not named or p.end <= named[0]]
        home = self._nearest(draft, [p for p in free if not self._another(draft, p)])
        if home is None and draft.concept == "discectomy":  # "HNP L5-S1 treated with micro-d"
            return next(
                (p for at, p in self.own.items() if self.anchors[at].concept == "disc_herniation"), None
            )
        if home is None and draft.section in self.rules.titled:  # all of one operation's title
            told = {at: p for at, p in self.own.items() if self.anchors[at].group == "procedure"}
            if len({place.levels for place in told.values()}) == 1:
                home = next((p for p in told.values() if self._fits(draft, p)), None)
        if home is None and draft.section in self.rules.described:
            lead, segments = self.places[0], [p for p in self.places if p.between]
            if self._leads(lead) and segments == [lead] and self._fits(draft, lead):
                return lead  # "L5-S1 postoperative changes with fusion hardware"
        return home

    def _headed(self, draft: Draft, home: Place) -> Place:
        """Return the segment that heads the sentence instead of its vertebra: "anterolisthesis of L5"."""
        lead = self.places[0]
        if not self.heading or home.between or not lead.between or draft.concept in self.rules.broken:
            return home
        if self.rules.screwed.match(self.text, home.end):
            return home  # "halo about the S1 screws" in the lines of L5-S1
        bodies = {vertebra for level in lead.levels for vertebra in level.split("-")}
        return lead if bodies.issuperset(home.levels) else home

    def _nearest(self, draft: Draft, places: Sequence[Place]) -> Place | None:
        """Return the nearest place in the clause of a mention, else the one that opens the sentence."""
        best: Place | None = None
        best_distance = _NEAR
        for place in places:
            low, high = (place.end, draft.start) if place.end <= draft.start else (draft.end, place.start)
            distance = high - low
            if distance < best_distance and not self.rules.clause.search(self.text, low, max(low, high)):
                best, best_distance = place, distance
        if best is None and places and places[0].start == self.places[0].start and self._leads(places[0]):
            best = places[0]
        return best

    def _leads(self, place: Place) -> bool:
        """Tell whether a place opens its sentence: "L5-S1: ...", "At L4-5 there is ..."."""
        return place.start - self.start <= 12 and self.text[place.end : place.end + 1] in (":", ",", " ")
