"""Queries: which facts of the note are meant, and what to show of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from notecheck.rules.context import Context, Piece, Proof
from notecheck.rules.evidence import pieces
from notecheck.rules.facts import Fact, ids_of, levels_of, regions_in
from notecheck.rules.fields import AssertionIs, ProvingTest, SectionIs, SoftTest, Test
from notecheck.rules.other_dates import other_dates

REFUSED_CAP = 24  # facts: far more than a report shows of what did not count


class Source(Protocol):
    """Where a query's candidates come from."""

    def facts(self, context: Context) -> list[Fact]:
        """Return the candidates in text order."""

    def suspects(self, context: Context) -> list[Fact]:
        """Return the candidates that may not count by how, by whom or when they are said."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """All facts of some groups and concepts."""

    groups: tuple[str, ...]
    concepts: tuple[str, ...] = ()

    def facts(self, context: Context) -> list[Fact]:
        return context.facts.find(self.groups, self.concepts)

    def suspects(self, context: Context) -> list[Fact]:
        return context.facts.suspects(self.groups, self.concepts)


@dataclass(frozen=True, slots=True)
class SubjectSource:
    """The one fact that the checklist has a name for."""

    name: str

    def facts(self, context: Context) -> list[Fact]:
        fact = context.subject(self.name)
        return [] if fact is None else [fact]

    def suspects(self, context: Context) -> list[Fact]:
        return self.facts(context)


@dataclass(frozen=True, slots=True)
class Query:
    """Some facts that pass some tests; it holds where ``at_least`` of them are found.

    ``count`` is ``facts``, ``regions`` or ``levels``: what ``at_least`` counts. ``proving`` are the
    tests that tie the fact to another one; with ``show: links`` that tie is the evidence. Queries of
    one checklist that select the same facts have the same ``key``, and select them once a note.
    """

    source: Source
    key: int
    asserted: AssertionIs | None = None
    soft: tuple[SoftTest, ...] = ()
    tests: tuple[Test, ...] = ()
    at_least: int = 1
    count: str = "facts"
    show: str = "self"
    proving: tuple[ProvingTest, ...] = ()

    def find(self, context: Context) -> list[Fact]:
        """Return the facts that pass, in text order."""
        found = context.found.get(self.key)
        if found is None:
            found = self.sift(self.source.facts(context), context)
            context.found[self.key] = found
        return found

    def mentions(self, context: Context) -> frozenset[int]:
        """Return the ids of the mentions that the facts that pass are made of."""
        made = context.made_of.get(self.key)
        if made is None:
            made = frozenset(i for fact in self.find(context) for i in ids_of(fact))
            context.made_of[self.key] = made
        return made

    def sift(self, facts: list[Fact], context: Context) -> list[Fact]:
        """Return those of the facts that pass all tests."""
        if facts and self.asserted is not None:
            facts = self.asserted.keep(facts, context)
        for tests in (self.soft, self.tests):
            for test in tests:
                if not facts:
                    return facts
                facts = [fact for fact in facts if test.passes(fact, context)]
        return facts

    def holds(self, context: Context) -> Proof | None:
        found = self.find(context)
        if not found or self._counted(found, context) < self.at_least:
            return None
        shown: list[Piece] = []
        for fact in found:
            shown += self._show(fact, context)
        return tuple(shown)

    def _counted(self, found: list[Fact], context: Context) -> int:
        if self.count == "regions":
            return len({region for fact in found for region in regions_in(fact, context.facts)})
        if self.count == "levels":
            return len({level for fact in found for level in levels_of(fact, context.facts)})
        return len(found)

    def _show(self, fact: Fact, context: Context) -> list[Piece]:
        if self.show == "links":
            ties = [piece for test in self.proving for piece in test.proof(fact, context)]
            if ties:
                return ties
        return pieces(fact, self.show, context)

    def rejected(self, context: Context) -> list[tuple[Fact, str]]:
        """Return the facts that were seen and did not count for a soft reason, with that reason."""
        out = context.refused.get(self.key)
        if out is None:
            out = context.refused[self.key] = self._refused(context)
        return out

    def _refused(self, context: Context) -> list[tuple[Fact, str]]:
        out: list[tuple[Fact, str]] = []
        by_section = any(isinstance(soft, SectionIs) for soft in self.soft)
        candidates = self.source.facts(context) if by_section else self.source.suspects(context)
        for fact in candidates:
            why = self._why(fact, context)
            if why is not None and all(test.passes(fact, context) for test in self.tests):
                out.append((fact, why))
                if len(out) == REFUSED_CAP:
                    break
        if self.show == "date":
            out += [pair for fact in self.find(context) for pair in other_dates(fact, context)]
        return out

    def _why(self, fact: Fact, context: Context) -> str | None:
        """Return the reason of the first soft test that the fact fails, None where it fails none."""
        if self.asserted is not None and not self.asserted.passes(fact, context):
            return self.asserted.why(fact, context)
        for soft in self.soft:
            if not soft.passes(fact, context):
                return soft.why(fact, context)
        return None
