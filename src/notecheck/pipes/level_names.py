"""Regions, joints and vertebrae that are named in words: "lumbar", "SI joint", "fifth lumbar vertebra"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from notecheck import lexicon
from notecheck.anatomy import is_vertebra, regions_of, segments_between
from notecheck.pipes.level_grammar import grammar, words


class Name(NamedTuple):
    """What a name means: a region, and the joint or segment if it names one; ``weak`` as in "neck"."""

    region: str
    joint: str | None = None
    level: str | None = None
    weak: bool = False


class _Names(NamedTuple):
    stems: tuple[str, ...]
    tails: tuple[str, ...]
    lead: re.Pattern[str]
    capitals: frozenset[str]
    name: re.Pattern[str]
    meaning: dict[str, Name]
    letters: dict[str, str]
    letter: re.Pattern[str]
    ordinal: re.Pattern[str]
    ordinal_head: re.Pattern[str]
    not_before: dict[str, re.Pattern[str]]
    not_after: dict[str, re.Pattern[str]]


@cache
def _names() -> _Names:
    data = lexicon.load("levels")
    meaning: dict[str, Name] = {}
    patterns: list[str] = []
    capitals: set[str] = set()

    def add(entry: dict[str, list[str]], name: Name) -> None:
        acronyms = entry.get("acronyms", [])
        capitals.update(acronyms)
        key = f"n{len(meaning)}"
        meaning[key] = name
        patterns.append(f"(?P<{key}>{words(word.lower() for word in entry['words'] + acronyms)})")

    for region, entry in data["regions"].items():
        add(entry, Name(region))
    for region, entries in data["weak_regions"].items():
        add({"words": entries}, Name(region, weak=True))
    for joint, entry in data["joints"].items():
        level = entry.get("level")
        add(entry, Name(entry["region"] if level is None else regions_of([level])[0], joint, level))
    ordinals = words(data["ordinals"])
    return _Names(
        stems=tuple(data["stems"]),
        tails=tuple(data["tails"]),
        lead=re.compile(rf"(?<!\w){words(data['tail_leads'])}[\s-]{{0,2}}\Z"),
        # "SIJs" is found by its "SIJ".
        capitals=frozenset(c for c in capitals if not any(c != d and c.startswith(d) for d in capitals)),
        name=re.compile(rf"(?:{'|'.join(patterns)})(?!\w)"),
        meaning=meaning,
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


def name_places(text: str, small: str, start: int) -> Iterator[int]:
    """Yield the offsets in ``text`` where a name may begin.

    ``small`` is the stretch of ``text`` from ``start``, in small letters.
    """
    names = _names()
    for stem in names.stems:
        place = small.find(stem)
        while place >= 0:
            before = text[max(0, start + place - 1) : start + place]
            if not before.isalnum() and before != "_":
                yield start + place
            place = small.find(stem, place + 1)
    for tail in names.tails:
        place = small.find(tail)
        while place >= 0:
            window = max(0, place - 10)
            lead = names.lead.search(small[window:place])
            if lead is not None:
                yield start + window + lead.start()
            place = small.find(tail, place + 1)
    for last in {acronym[-1] for acronym in names.capitals}:  # J only, rare, so a cheap scan
        place = text.find(last, start, start + len(small))
        while place >= 0:
            for acronym in names.capitals:
                begin = place + 1 - len(acronym)
                alone = not text[max(0, begin - 1) : begin].isalnum()
                if alone and begin >= start and text.startswith(acronym, begin):
                    yield begin
            place = text.find(last, place + 1, start + len(small))


def read_name(small: str, at: int) -> tuple[int, Name] | None:
    """Return the end and meaning of the name at ``at``; None for one not of the spine ("bladder neck")."""
    names = _names()
    match = names.name.match(small, at)
    if match is None or match.lastgroup is None:
        return None
    name = names.meaning[match.lastgroup]
    key = match.group() if name.weak else name.region
    after, before = names.not_before.get(key), names.not_after.get(key)
    if after is not None and after.match(small, match.end()):
        return None
    if before is not None:
        near = small[max(0, at - 24) : at].split()
        if near and before.fullmatch(near[-1]):
            return None
    return match.end(), name


def read_ordinal(small: str, at: int) -> tuple[int, int, tuple[str, ...], bool] | None:
    """Read "fifth lumbar vertebra" or "fourth to fifth lumbar vertebra" from its region word at ``at``.

    Returns start, end, levels and whether they are motion segments, or None.
    """
    names = _names()
    word = names.letter.match(small, at)
    head = names.ordinal_head.match(small, word.end()) if word is not None else None
    found = names.ordinal.search(small, max(0, at - 40), at) if head is not None else None
    if word is None or head is None or found is None:
        return None
    numbers = [grammar().numbers[found[group]] for group in ("a", "b") if found[group]]
    listed = tuple(f"{names.letters[word.group()]}{number}" for number in numbers)
    if not all(is_vertebra(name) for name in listed):
        return None
    segments = segments_between(listed[0], listed[-1]) if found["range"] else ()
    return found.start(), head.end(), segments or listed, bool(segments)
