"""What the judge of assertion knows of one span while it looks for the cues that reach it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from notecheck.pipes.assertion_cues import CueHit, CueRule

# How far a cue may stand from its span, characters: bounds the work in run-on text.
FAR = {
    **{"sentence": 600, "subject": 400, "list": 400, "noun": 300, "beyond": 300},
    **{"clause": 160, "phrase": 160, "item": 160, "word": 28},
}
FARTHEST = 600
UNKNOWN = "unknown"  # the family of a thing whose family is not known


class Patterns(NamedTuple):
    """What the words of the lexicon tell beside the cues."""

    lasting: re.Pattern[str]  # diseases that do not pass
    affirmed: re.Pattern[str]  # how an item of a list of denials begins that is not denied
    list_done: re.Pattern[str]  # what ends the list in front of such an item
    goes_on: re.Pattern[str]  # what stands behind an item that has a verb of its own


@dataclass(slots=True)
class Target:
    """A span to judge, ``[start, end)`` in characters of the sentence.

    Cues that start before ``floor`` are of another item.
    """

    start: int
    end: int
    group: str
    floor: int = 0


@dataclass(slots=True)
class Reached:
    """The cues that reach one span, the nearest of each status, and what else bears on it."""

    cues: dict[str, CueHit] = field(default_factory=dict)
    strong: dict[str, CueHit] = field(default_factory=dict)
    weak: CueHit | None = None
    reporter: CueHit | None = None
    patient: bool = False
    lasting: bool = False
    again: bool = False

    def add(self, rule: CueRule, hit: CueHit) -> None:
        if rule.reporter:
            self.reporter = self.reporter or hit
        elif rule.weak:
            self.weak = self.weak or hit
        else:
            (self.strong if rule.strong else self.cues).setdefault(rule.status, hit)


@dataclass(slots=True)
class Crossed:
    """What lies between the span and the cue that is looked at."""

    clause: bool = False  # a word that ends a clause
    stop: bool = False
    turn: bool = False
    soft: bool = False
    verb: bool = False
    known: bool = False
    given: bool = False
