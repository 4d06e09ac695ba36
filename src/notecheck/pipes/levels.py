"""Levels: vertebrae, motion segments, regions and roots, wherever a text names them.

One cheap scan finds the places where a level could begin; only there is the notation read
(``level_notation``) and held against its surroundings (``level_context``).
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
from notecheck.pipes.level_notation import Written, grammar, read_list, words


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


class _Name(NamedTuple):
    region: str
    joint: str | None = None
    level: str | None = None
    weak: bool = False


class _Scan(NamedTuple):
    """Where levels can begin, and the names of regions and joints."""

    digit: re.Pattern[str]
    apart: tuple[str, ...]
    spelled: re.Pattern[str]
    occiput: re.Pattern[str]
    stems: tuple[str, ...]
    tails: tuple[str, ...]
    capitals: tuple[str, ...]
    lead: re.Pattern[str]
    name: re.Pattern[str]
    names: dict[str, _Name]
    between: frozenset[str]
    letters: dict[str, str]
    letter: re.Pattern[str]
    ordinal: re.Pattern[str]
    ordinal_head: re.Pattern[str]
    not_before: dict[str, re.Pattern[str]]
    not_after: dict[str, re.Pattern[str]]


@cache
def _scan() -> _Scan:
    data = lexicon.load("levels")
    names: dict[str, _Name] = {}
    patterns: list[str] = []

    def add(entries: list[str], name: _Name) -> None:
        names[f"n{len(names)}"] = name
        patterns.append(f"(?P<n{len(names) - 1}>{words(entry.lower() for entry in entries)})")

    for region, entry in data["regions"].items():
        add(entry["words"] + entry.get("acronyms", []), _Name(region))
    for region, entries in data["weak_regions"].items():
        add(entries, _Name(region, weak=True))
    for joint, entry in data["joints"].items():
        level = entry.get("level")
        region = entry["region"] if level is None else regions_of([level])[0]
        add(entry["words"] + entry.get("acronyms", []), _Name(region, joint, level))
    leads = {entry[: entry.index(tail)].rstrip(" -") for group in (*data["regions"].values(), *data["joints"].values())
             for entry in group["words"] for tail in data["tails"] if tail in entry}  # fmt: skip
    leads |= {
        entry[: entry.index("back")].rstrip(" -")
        for group in data["weak_regions"].values()
        for entry in group
        if "back" in entry
    }
    leads = {lead for lead in leads if len(lead) <= 6}
    ordinals = words(data["ordinals"])
    return _Scan(
        # A digit right after its letter; or after a capital and one character more ("L-4", "C 5").
        digit=re.compile(r"[0-9](?:(?<=[CTLSctls].)(?<!\w..)|(?<=[CTLS][- \u2010\u2011\u00a0#].)(?<!\w...))"),
        apart=tuple(f"{letter}{gap}" for letter in "CTLS" for gap in " -"),
        spelled=re.compile(rf"(?i:{words(data['numbers'])}|for(?= (?:5|five)))\b"),
        occiput=re.compile(r"(?<!\w)[Oo](?:cc?)?\s?(?:[-\u2010-\u2015/]|\s(?:to|through|thru)\s)\s?\Z"),
        stems=tuple(data["stems"]),
        tails=tuple(data["tails"]),
        capitals=tuple(data["capitals"]),
        lead=re.compile(rf"(?<!\w){words(leads)}[\s-]{{0,2}}\Z"),
        name=re.compile(rf"(?:{'|'.join(patterns)})(?!\w)"),
        names=names,
        between=frozenset(data["between"]),
        letters=data["letters"],
        letter=re.compile(rf"{words(data['letters'])}(?!\w)"),
        ordinal=re.compile(
            rf"\b(?:(?P<a>{ordinals})\s+(?:and|or|(?P<range>to|through))\s+(?:the\s+)?)?(?P<b>{ordinals})\s+\Z"
        ),
        ordinal_head=re.compile(rf"\s+{words(data['ordinal_heads'])}(?!\w)"),
        not_before={
            key: re.compile(rf"[\s:,]{{1,3}}{words(value)}(?!\w)")
            for key, value in data["not_before"].items()
        },
        not_after={key: re.compile(words(value)) for key, value in data["not_after"].items()},
    )


def find_levels(text: str, start: int = 0, end: int | None = None) -> list[LevelMark]:
    """Return every level, region and root that ``text[start:end]`` names, in order, none overlapping.

    Offsets are characters of ``text``. A mark lies wholly between ``start`` and ``end``, but what
    stands just outside may decide what it means. Linear in ``end - start``.
    """
    end = len(text) if end is None else min(end, len(text))
    # Only this letter grows when it is made small, and offsets must stay.
    small = text[start:end].replace("\u0130", "i").lower()
    places = sorted({*_notations(text, start, end), *_names(text, small, start, end)})
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
        mark = _ordinal(small, start, place, done) or _named(small, start, place)
        if mark is not None:
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
    for prefix in scan.apart:
        place = text.find(prefix, start, end)
        while place >= 0:
            if not _inside_word(text, place) and scan.spelled.match(text, place + 2, end):
                yield place
            place = text.find(prefix, place + 1, end)


def _names(text: str, small: str, start: int, end: int) -> Iterator[int]:
    """Yield where the name of a region or joint may begin; ``small`` is ``text[start:end]`` in small letters."""
    scan = _scan()
    for stem in scan.stems:
        place = small.find(stem)
        while place >= 0:
            if not _inside_word(text, start + place):
                yield start + place
            place = small.find(stem, place + 1)
    for tail in scan.tails:
        place = small.find(tail)
        while place >= 0:
            window = max(0, place - 10)
            lead = scan.lead.search(small[window:place])
            if lead is not None:
                yield start + window + lead.start()
            place = small.find(tail, place + 1)
    for capitals in scan.capitals:
        place = text.find(capitals, start, end)
        while place >= 0:
            if not _inside_word(text, place):
                yield place
            place = text.find(capitals, place + 1, end)


def _inside_word(text: str, place: int) -> bool:
    return place > 0 and (text[place - 1].isalnum() or text[place - 1] == "_")


def _judged(text: str, group: list[Written]) -> list[LevelMark]:
    """Turn a written list into marks, none where its surroundings say that it is no list of levels."""
    before = tokens_before(text, group[0].start)
    if is_other(text, group, before):
        return []
    first = group[0].start
    if (
        len(group) > 1
        and before
        and before[0] in _scan().between
        and all(e.upper == e.lower for e in group[:2])
    ):
        # "between L4 and L5" is the segment.
        upper, lower = sorted((e.upper for e in group[:2]), key=_rank)
        group = [Written(first, group[1].end, upper, lower, False, False), *group[2:]]
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


def _ordinal(small: str, base: int, place: int, done: int) -> LevelMark | None:
    """Read "fifth lumbar vertebra", "fourth and fifth lumbar vertebrae" from the region word at ``place``."""
    scan = _scan()
    at = place - base
    word = scan.letter.match(small, at)
    head = scan.ordinal_head.match(small, word.end()) if word is not None else None
    found = scan.ordinal.search(small, max(0, at - 40), at) if head is not None else None
    if word is None or head is None or found is None or base + found.start() < done:
        return None
    letter = scan.letters[word.group()]
    numbers = [grammar().numbers[found[name]] for name in ("a", "b") if found[name]]
    names = [f"{letter}{number}" for number in numbers]
    if not all(is_vertebra(name) for name in names):
        return None
    levels = segments_between(names[0], names[-1]) if found["range"] else tuple(names)
    start = base + found.start()
    kind: Literal["segment", "vertebra"] = "segment" if found["range"] else "vertebra"
    return LevelMark(start, base + head.end(), levels, regions_of(levels), kind, written=levels, group=start)


def _named(small: str, base: int, place: int) -> LevelMark | None:
    """Read the name of a region or joint at ``place``; None where it is not of the spine ("bladder neck")."""
    scan = _scan()
    match = scan.name.match(small, place - base)
    if match is None or match.lastgroup is None:
        return None
    name = scan.names[match.lastgroup]
    key = match.group() if name.weak else name.region
    after, before = scan.not_before.get(key), scan.not_after.get(key)
    if after is not None and after.match(small, match.end()):
        return None
    if before is not None:
        words_before = small[max(0, match.start() - 24) : match.start()].split()
        if words_before and before.fullmatch(words_before[-1]):
            return None
    levels = (name.level,) if name.level else ()
    return LevelMark(
        place,
        base + match.end(),
        levels,
        (name.region,),
        "segment" if levels else "region",
        joint=name.joint,
        weak=name.weak,
        written=levels,
        group=place,
    )
