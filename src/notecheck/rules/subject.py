"""Subjects: the one fact among several that a checklist is about."""

from __future__ import annotations

from dataclasses import dataclass

from notecheck.rules.context import Context
from notecheck.rules.facts import Fact, joint_of, levels_of
from notecheck.rules.fields import Test
from notecheck.rules.query import Query

_LONGEST = 10**11  # characters, more than any note: turns "first in the text" into "greatest"


def date_value(fact: Fact) -> str:
    """Return the ISO date of a fact, empty where it has none."""
    return (fact.date.value or "") if fact.date else ""


@dataclass(frozen=True, slots=True)
class Preference:
    """One wish for a subject: tests that it should pass, the latest date, the first or the last place."""

    tests: tuple[Test, ...] = ()
    latest: bool = False
    first: bool = False
    last: bool = False

    def rank(self, fact: Fact, context: Context) -> tuple[bool, str]:
        """Return a value that is greater for a fact that fits better."""
        if self.latest:
            return True, date_value(fact)
        if self.last:
            return True, f"{fact.start:012}"
        passes = all(test.passes(fact, context) for test in self.tests)
        return passes, f"{_LONGEST - fact.start:012}" if self.first else ""


@dataclass(frozen=True, slots=True)
class Subject:
    """The one fact that a checklist has a name for, such as the fusion that failed.

    Candidates are ranked by the wishes in their order, then by how well they are documented (date,
    place, approach), then by where they stand.
    """

    query: Query
    prefer: tuple[Preference, ...] = ()

    def choose(self, context: Context) -> Fact | None:
        """Return the best candidate, None where there is none."""
        found = self.query.find(context)
        if len(found) < 2:
            return found[0] if found else None
        return max(found, key=lambda fact: self._rank(fact, context))

    def _rank(self, fact: Fact, context: Context) -> tuple[tuple[tuple[bool, str], ...], int, int]:
        wishes = tuple([wish.rank(fact, context) for wish in self.prefer])
        place = bool(levels_of(fact, context.facts)) or joint_of(fact) is not None
        dated = fact.date is not None and fact.date.kind != "vague"
        documented = dated + place + bool(getattr(fact, "approach", None))
        return wishes, documented, -fact.start
