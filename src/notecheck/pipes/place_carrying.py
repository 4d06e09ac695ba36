"""Carrying: places that are told in another sentence than the thing that they are the place of.

"L4-5: There is a disc bulge. It narrows the canal." is one level to its end; "She had a fusion. This
was done at L4-5." tells the level of the operation behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from notecheck import lexicon
from notecheck.anatomy import joined, regions_of
from notecheck.lexicon.blanks import flexible
from notecheck.marks import Draft, Sentence
from notecheck.pipes.cues import REAL
from notecheck.pipes.levels import LevelMark
from notecheck.pipes.place_marks import Place, alike, group_marks, heads

_RUN = 8  # sentences that a heading reaches
_HEADED = frozenset({"condition", "finding", "procedure"})
_OPERATED = frozenset({"fusion", "decompression", "discectomy"})
_PLACED = frozenset({"condition", "finding", "procedure"})
_SAME = 45  # characters from a mention to "at the same level"
_BACK = 3  # sentences in which the level meant by it was told
_ITEM = re.compile(r"\s*(?:[-•*·]\s|\(?\d{1,2}[.):]\s|[A-Z][A-Za-z /]{2,30}:)")


class _Rules(NamedTuple):
    carried: re.Pattern[str]
    unheading: re.Pattern[str]
    same_place: re.Pattern[str]
    ends: tuple[re.Pattern[str], re.Pattern[str]]
    told_next: re.Pattern[str]
    unheaded: frozenset[str]
    of_vertebrae: frozenset[str]
    described: frozenset[str]


@cache
def _rules() -> _Rules:
    data = lexicon.load("places")
    return _Rules(
        re.compile(flexible(data["carried"]), re.IGNORECASE),
        re.compile(flexible(data["unheading"]), re.IGNORECASE),
        re.compile(flexible(data["same_place"]), re.IGNORECASE),
        (
            re.compile(flexible(data["ends"]["first"]), re.IGNORECASE),
            re.compile(flexible(data["ends"]["last"]), re.IGNORECASE),
        ),
        re.compile(rf"(?:{flexible(data['told_next'])})\Z", re.IGNORECASE),
        frozenset(data["unheaded"]),
        frozenset(data["of_vertebrae"]),
        frozenset(data["described_sections"]),
    )


def carry_places(
    text: str, sentences: Sequence[Sentence], drafts: Sequence[Draft], marks: Sequence[LevelMark]
) -> None:
    """Give mentions without a place the one that the sentences around them tell."""
    _carry_findings(text, sentences, drafts)
    found = [mark for mark in marks if mark.kind in ("segment", "vertebra")]
    if not found:
        return
    groups: dict[int, list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(draft.sentence, []).append(draft)
    starts = [sentence.start for sentence in sentences]
    studied = {sentences[draft.sentence].section for draft in drafts if draft.group == "modality"}
    placed: dict[int, list[LevelMark]] = {}
    for mark in found:
        placed.setdefault(bisect_right(starts, mark.start) - 1, []).append(mark)
    for at, inside in placed.items():
        _carry_back(text, sentences, groups, at, inside)
        if any(heads(text, sentences[at].start, inside[0].start, mark.end) for mark in inside):
            _carry_on(text, sentences, groups, placed, at, seen=sentences[at].section in studied)
    _carry_same(text, sentences, drafts)
    _share_nonunion(drafts)


def _share_nonunion(drafts: Sequence[Draft]) -> None:
    """Let "the pseudarthrosis" be where the note's one non-union is, wherever it is placed."""
    said = [draft for draft in drafts if draft.concept == "pseudarthrosis" and draft.status in REAL]
    placed = [draft for draft in said if draft.levels]
    if not placed or any(draft.levels != placed[0].levels for draft in placed):
        return
    for draft in said:
        if not (draft.levels or draft.joint or draft.regions):
            draft.levels, draft.regions = placed[0].levels, placed[0].regions


def _carry_findings(text: str, sentences: Sequence[Sentence], drafts: Sequence[Draft]) -> None:
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


def _carry_on(
    text: str,
    sentences: Sequence[Sentence],
    groups: dict[int, list[Draft]],
    placed: dict[int, list[LevelMark]],
    at: int,
    *,
    seen: bool,
) -> None:
    """Let a level that heads a sentence be that of the sentences behind it in its paragraph."""
    rules = _rules()
    place = group_marks(text, placed[at])[0]
    colon = text[place.end : place.end + 12].partition(":")[1] != ""
    for next_one in range(at + 1, min(at + 1 + _RUN, len(sentences))):
        sentence = sentences[next_one]
        between = text[sentences[next_one - 1].end : sentence.start]
        if sentence.section != sentences[at].section or between.count("\n") > 1:
            return
        if next_one in placed and any(mark.kind == "segment" for mark in placed[next_one]):
            return
        if rules.unheading.match(text, sentence.start) or (
            "\n" in between and _ITEM.match(text, sentence.start)
        ):
            return
        for draft in groups.get(next_one, ()):
            if _headed(draft, place, told=colon or seen):
                draft.levels, draft.regions = place.levels, place.regions
                draft.place = (place.start, place.end)


def _carry_same(text: str, sentences: Sequence[Sentence], drafts: Sequence[Draft]) -> None:
    """Give what is told "at the same level" the level told before it."""
    last: Draft | None = None
    for draft in drafts:
        if draft.group not in _PLACED:
            continue
        if len(draft.levels) > 1 and draft.group != "procedure":
            _take_end(text, draft)
        if draft.levels:
            last = draft
        elif last is not None and draft.sentence - last.sentence <= _BACK and not draft.joint:
            sentence = sentences[draft.sentence]
            match = _rules().same_place.search(
                text, max(sentence.start, draft.start - _SAME), min(sentence.end, draft.end + _SAME)
            )
            if match is not None and last.start < match.start() and alike(draft.regions, last.regions):
                draft.levels, draft.regions, draft.place = last.levels, last.regions, match.span()


def _take_end(text: str, draft: Draft) -> None:
    """Leave of the levels that a finding shares only the end that it is at."""
    for end, pattern in zip((0, -1), _rules().ends, strict=True):
        match = pattern.match(text, draft.end)
        if match is not None and (draft.place is None or draft.place[0] < draft.start):
            draft.levels = (draft.levels[end],)
            draft.regions, draft.place = regions_of(draft.levels), match.span()


def _is_part(draft: Draft, place: Place) -> bool:
    """Tell whether a finding is placed at a vertebra of a segment: "anterolisthesis of L5" at L5-S1."""
    if draft.group not in ("condition", "finding") or draft.concept in _rules().of_vertebrae:
        return False
    if draft.attributes.get("site") == "screw":
        return False
    return place.between and {v for level in place.levels for v in level.split("-")}.issuperset(draft.levels)


def _headed(draft: Draft, place: Place, *, told: bool) -> bool:
    """Tell whether a heading reaches a mention; ``told``: it has a colon, or tells of a study."""
    rules = _rules()
    if draft.levels and not _is_part(draft, place):
        return False
    if draft.joint or draft.group not in _HEADED or draft.concept in rules.unheaded:
        return False
    if draft.section not in rules.described and not (told and draft.group != "procedure"):
        return False
    if draft.group == "procedure" and (draft.concept not in _OPERATED or not place.between):
        return False
    return alike(draft.regions, place.regions)


def _carry_back(
    text: str,
    sentences: Sequence[Sentence],
    groups: dict[int, list[Draft]],
    at: int,
    marks: list[LevelMark],
) -> None:
    """Give the operation of the sentence before its levels: "This was done at L4-5."."""
    before = [d for d in groups.get(at - 1, ()) if d.concept in _OPERATED and d.group == "procedure"]
    if not before or any(d.levels for d in before):
        return
    if sentences[at].section != sentences[at - 1].section or any(
        d.levels and d.group == "procedure" for d in groups.get(at, ())
    ):
        return
    if not _rules().told_next.match(text[sentences[at].start : marks[0].start][:90]):
        return
    place = group_marks(text, marks)[0]
    for draft in before:
        if not draft.joint and alike(draft.regions, place.regions):
            levels = joined(place.levels) if draft.concept == "fusion" else place.levels
            draft.levels, draft.regions = levels, regions_of(levels)
            draft.place = (place.start, place.end)
