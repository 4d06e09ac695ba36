"""Tests that hold a fact against other facts: links, places, order, what a study shows."""

from __future__ import annotations

from dataclasses import dataclass

from notecheck.extraction import ImagingStudy, Link, Mention
from notecheck.rules.context import Context, Piece
from notecheck.rules.evidence import phrase, pieces
from notecheck.rules.facts import Fact, ids_of
from notecheck.rules.places import next_to, same_place
from notecheck.rules.query import Lookup, Query, SubjectSource
from notecheck.rules.subject import date_value


@dataclass(frozen=True, slots=True)
class Linked:
    """A link of the fact: from it (``outward``) or to it, perhaps to facts of a nested query."""

    relation: frozenset[str]
    strength: frozenset[str]
    other: Query | None
    outward: bool = True

    def pairs(self, fact: Fact, context: Context) -> list[tuple[Mention, Link]]:
        """Return the links that fit, each with the mention that carries it."""
        links = context.facts.links_from(fact) if self.outward else context.facts.links_to(fact)
        links = [
            (mention, link)
            for mention, link in links
            if link.relation in self.relation and link.strength in self.strength
        ]
        if not links or self.other is None:
            return links
        wanted = self.other.mentions(context)
        return [(m, link) for m, link in links if (link.target if self.outward else m.id) in wanted]

    def passes(self, fact: Fact, context: Context) -> bool:
        return bool(self.pairs(fact, context))

    def proof(self, fact: Fact, context: Context) -> list[Piece]:
        return [p for source, link in self.pairs(fact, context) for p in phrase(source, link, context)]


@dataclass(frozen=True, slots=True)
class SamePlace:
    """The fact is at the place of any fact of the query; ``unplaced`` decides where a place is unknown.

    ``relation`` is ``same`` or ``adjacent``. A subject that the note does not have counts as a place
    that is unknown; a query that finds nothing is simply not matched.
    """

    other: Query
    unplaced: bool
    relation: str = "same"

    def passes(self, fact: Fact, context: Context) -> bool:
        compare = same_place if self.relation == "same" else next_to
        others = self.other.find(context)
        if not others:
            return self.unplaced and isinstance(self.other.source, SubjectSource)
        for other in others:
            answer = compare(fact, other, context.facts)
            if answer or (answer is None and self.unplaced):
                return True
        return False


@dataclass(frozen=True, slots=True)
class OtherThan:
    """The fact is none of the facts of the query."""

    other: Query

    def passes(self, fact: Fact, context: Context) -> bool:
        mine = set(ids_of(fact))
        for other in self.other.find(context):
            if other is fact or not mine.isdisjoint(ids_of(other)):
                return False
        return True


@dataclass(frozen=True, slots=True)
class Near:
    """A fact of the query stands within so many characters of it, on either side."""

    other: Query
    within: int

    def passes(self, fact: Fact, context: Context) -> bool:
        places = context.facts.mentions_of(fact) or (fact,)
        return any(
            max(other.start - here.end, here.start - other.end) <= self.within
            for match in self.other.find(context)
            for other in (context.facts.mentions_of(match) or (match,))
            for here in places
        )


@dataclass(frozen=True, slots=True)
class After:
    """The fact stands after a fact of the query: in the text, or by date (both must be dated)."""

    other: Query
    by_date: bool = False

    def passes(self, fact: Fact, context: Context) -> bool:
        if not self.by_date:
            return any(other.end <= fact.start for other in self.other.find(context))
        mine = date_value(fact)
        return bool(mine) and any("" < date_value(other) < mine for other in self.other.find(context))


@dataclass(frozen=True, slots=True)
class Shows:
    """The study shows a finding that passes the nested query."""

    finding: Query

    def findings(self, fact: Fact, context: Context) -> list[Mention]:
        """Return the findings of the study that pass."""
        if not isinstance(fact, ImagingStudy):
            return []
        wanted = self.finding.source
        concepts = wanted.concepts if isinstance(wanted, Lookup) else ()
        shown = context.facts.findings_of(fact)
        if concepts:
            shown = [found for found in shown if found.concept in concepts]
        return [found for found in self.finding.sift([*shown], context) if isinstance(found, Mention)]

    def passes(self, fact: Fact, context: Context) -> bool:
        return bool(self.findings(fact, context))

    def proof(self, fact: Fact, context: Context) -> list[Piece]:
        shown = [piece for found in self.findings(fact, context) for piece in pieces(found, "self", context)]
        return shown + pieces(fact, "self", context)
