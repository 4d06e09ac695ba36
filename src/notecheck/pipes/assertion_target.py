"""What the judge of assertion knows of one span while it looks for the cues that reach it."""

from __future__ import annotations

from dataclasses import dataclass, field

from notecheck.pipes.assertion_cues import CueHit, CueRule

UNKNOWN = "unknown"  # the family of a thing whose family is not known


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
    reporter: CueHit | None = None
    patient: bool = False
    lasting: bool = False
    again: bool = False

    def add(self, rule: CueRule, hit: CueHit) -> None:
        if rule.reporter:
            self.reporter = self.reporter or hit
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
