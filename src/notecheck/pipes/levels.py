"""Levels: vertebrae, motion segments, regions and roots, wherever a text names them.

One cheap scan finds the places where a level could begin; only there is the notation read
(``level_notation``, ``level_names``) and held against its surroundings (``level_context``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from notecheck import lexicon
from notecheck.anatomy import is_vertebra, position, regions_of, segments_between
from notecheck.pipes.level_context import is_other, roots, tokens_before
from notecheck.pipes.level_grammar import words
from notecheck.pipes.level_names import name_places, read_name, read_ordinal
from notecheck.pipes.level_notation import Written, read_list


@dataclass(frozen=True, slots=True)
class LevelMark:
    """One written level, range, region or joint, ``[start, end)`` in characters.

    ``levels``: the motion segments that it covers from the head down, or the vertebra; empty for
    a region and for a root. ``regions``: by the table of M43.2-; empty for a root. ``written``:
    the levels as notation, for roots too. ``joint``: a joint that is named instead of numbered.
    ``weak``: the word only points to the region ("neck"). ``pelvis``: the range goes on to the
    pelvis. ``group``: start of the written list that the mark belongs to, the same for all of it.
    """

    start: int
    end: int
    levels: tuple[str, ...]
    regions: tuple[str, ...]
    kind: Literal["segment", "vertebra", "region", "root"]
    joint: str | None = None
    weak: bool = False
    pelvis: bool = False
    written: tuple[str, ...] = ()
    group: int = -1


class _Scan(NamedTuple):
    """Where notations can begin."""

    digit: re.Pattern[str]
    apart: re.Pattern[str]
    spelled: re.Pattern[str]
    occiput: re.Pattern[str]
    between: frozenset[str]


@cache
def _scan() -> _Scan:
    data = lexicon.load("levels")
    first = "".join(
        sorted({letter for number in data["numbers"] for letter in (number[0], number[0].upper())})
    )
    return _Scan(
        # Each begins with one character class, which the engine skips to: a digit right after its
        # letter or after a capital and one character more ("L-4", "C 5"); a capital before a word.
        digit=re.compile(r"[0-9](?:(?<=[CTLSctls].)(?<!\w..)|(?<=[CTLS][- \u2010\u2011\u00a0#].)(?<!\w...))"),
        apart=re.compile(rf"[CTLS][ -](?<!\w..)(?=[{first}])"),
        spelled=re.compile(rf"(?i:{words(data['numbers'])}|for(?= (?:5|five)))\b"),
        occiput=re.compile(
            rf"(?<!\w)[Oo](?:cc?)?\s?(?:[-\u2010-\u2015/]|\s{words(data['range_words'])}\s)\s?\Z"
        ),
        between=frozenset(data["between"]),
    )


def find_levels(text: str, start: int = 0, end: int | None = None) -> list[LevelMark]:
    """Return every level, region and root that ``text[start:end]`` names, in order, none overlapping.

    Offsets are characters of ``text``. A mark lies wholly between ``start`` and ``end``, but what
    stands just outside may decide what it means. Linear in ``end - start``.
    """
    end = len(text) if end is None else min(end, len(text))
    # Only this letter grows when it is made small, and offsets must stay.
    small = text[start:end].replace("\u0130", "i").replace("–", "-").lower()
    places = sorted({*_notations(text, start, end), *name_places(text, small, start)})
    marks: list[LevelMark] = []
    done = start
    for place in places:
        if place < done:
            continue
        group = read_list(text, place, end)
        if group:
            # Also where the list turns out to be no levels: its parts are none either.
            marks.extend(_judged(text, group))
            done = group[-1].end
            continue
        mark = _named(small, start, place)
        if mark is not None and mark.start >= done:
            marks.append(mark)
            done = mark.end
    return marks


def _notations(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a letter with its number stands: "L4", "L-4", "C 5-6", "L four"; "Oc" of "Oc-C2"."""
    scan = _scan()
    for match in scan.digit.finditer(text, start, end):
        place = match.start() - (1 if text[match.start() - 1].isalpha() else 2)
        if place < start:
            continue
        if text[place] in "CcTt":
            window = max(start, place - 14)
            above = scan.occiput.search(text[window:place])
            if above is not None:
                yield window + above.start()
        yield place
    for match in scan.apart.finditer(text, start, end):
        if scan.spelled.match(text, match.end(), end):
            yield match.start()


def _judged(text: str, group: list[Written]) -> list[LevelMark]:
    """Turn a written list into marks, none where its surroundings say that it is no list of levels."""
    before = tokens_before(text, group[0].start)
    if is_other(text, group, before):
        return []
    first = group[0].start
    if len(group) > 1 and before and before[0] in _scan().between and all(e.upper == e.lower for e in group):
        # "between L4 and L5" is the segment.
        ranked = sorted((element.upper for element in group), key=_rank)
        group = [Written(first, group[-1].end, ranked[0], ranked[-1], False, False)]
    marks = []
    for element, is_root in zip(group, roots(text, group, before), strict=True):
        known = is_vertebra(element.upper) and is_vertebra(element.lower)
        segments = segments_between(element.upper, element.lower) if known else ()
        written = segments or tuple(dict.fromkeys((element.upper, element.lower)))
        levels = () if is_root else written
        marks.append(
            LevelMark(
                element.start,
                element.end,
                levels,
                regions_of(levels),
                "root" if is_root else "segment" if segments else "vertebra",
                pelvis=element.pelvis,
                written=written,
                group=first,
            )
        )
    return marks


def _rank(name: str) -> float:
    return position(name) if is_vertebra(name) else -1.0


def _named(small: str, base: int, place: int) -> LevelMark | None:
    """Read what is named in words at ``place``; ``small`` begins at ``base``."""
    ordinal = read_ordinal(small, place - base)
    if ordinal is not None:
        start, end, levels, ranged = ordinal
        kind: Literal["segment", "vertebra"] = "segment" if ranged else "vertebra"
        return LevelMark(
            base + start,
            base + end,
            levels,
            regions_of(levels),
            kind,
            None,
            False,
            False,
            levels,
            base + start,
        )
    found = read_name(small, place - base)
    if found is None:
        return None
    end, name = found
    levels = (name.level,) if name.level else ()
    return LevelMark(
        place,
        base + end,
        levels,
        (name.region,),
        "segment" if levels else "region",
        joint=name.joint,
        weak=name.weak,
        written=levels,
        group=place,
    )
