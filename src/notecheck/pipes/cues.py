"""Cues between mentions: the words of ``lexicon/causes.yaml``, looked for within a clause."""

from __future__ import annotations

import re
from functools import cache

from notecheck import lexicon
from notecheck.extraction import Cue
from notecheck.lexicon.blanks import flexible
from notecheck.lexicon.needed import may_hold as needed_in
from notecheck.lexicon.needed import needed

REAL = frozenset({"present", "uncertain"})
"""The assertions of what is, or may be, so."""

REACH = 160
"""How far apart, in characters, two things may stand that a cue ties."""


@cache
def pattern(key: str) -> re.Pattern[str]:
    """Return the compiled cue list of a key; words stand free unless the list says where they stand."""
    raw = flexible(lexicon.load("causes")[key])
    return re.compile(
        rf"(?<!\w)(?:{raw})(?!\w)" if "\\b" not in raw and "\\Z" not in raw else raw, re.IGNORECASE
    )


@cache
def _needed(key: str) -> tuple[tuple[str, ...], ...]:
    return needed(flexible(lexicon.load("causes")[key]))


def may_hold(low: str, *keys: str) -> bool:
    """Tell by a glance whether a text in lower case can hold a cue of one of the lists at all."""
    return any(needed_in(_needed(key), low) for key in keys)


@cache
def clause() -> re.Pattern[str]:
    """Return the pattern of what ends a clause."""
    return re.compile(flexible(lexicon.load("places")["clause"]), re.IGNORECASE)


def cue_of(text: str, match: re.Match[str]) -> Cue:
    """Return a match as a cue."""
    return Cue(start=match.start(), end=match.end(), text=match[0])


def span(text: str, start: int, end: int) -> Cue:
    """Return a stretch of the text as a cue."""
    return Cue(start=start, end=end, text=text[start:end])


def between(text: str, words: re.Pattern[str], low: int, high: int) -> Cue | None:
    """Return the first cue in ``[low, high)``, None where a clause ends in between."""
    if high < low or high - low > REACH or clause().search(text, low, high):
        return None
    match = words.search(text, low, high)
    return cue_of(text, match) if match else None
