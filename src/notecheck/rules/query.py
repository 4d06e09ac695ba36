"""Queries: which facts of the note are meant, and what to show of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from notecheck.rules.context import Context, Piece, Proof
from notecheck.rules.evidence import pieces
from notecheck.rules.facts import Fact, levels_of, regions_in
from notecheck.rules.fields import ProvingTest, SoftTest, Test


REFUSED_CAP = 24  # facts: far more than a report shows of what did not count


class Source(Protocol):
    """Where a query's candidates come from."""

    def facts(self, context: Context) -> list[Fact]:
        """Return the candidates in text order."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """All facts of some groups and concepts."""

    groups: tuple[str, ...]
    concepts: tuple[str, ...] = ()

    def facts(self, context: Context) -> list[Fact]:
        return context.facts.find(self.groups, self.concepts)


@dataclass(frozen=True, slots=True)
class SubjectSource:
    """The one fact that the checklist has a name for."""

    name: str

    def facts(self, context: Context) -> list[Fact]:
        fact = context.subject(self.name)
        return [] if fact is None else [fact]


@dataclass(frozen=True, slots=True)
class Query:
    """Some facts that pass some tests; it holds where ``at_least`` of them are found.

    ``count`` is ``facts``, ``regions`` or ``levels``: what ``at_least`` counts. ``proving`` are the
    tests that tie the fact to another one; with ``show: links`` that tie is the evidence. Queries of
    one checklist that select the same facts have the same ``key``, and select them once a note.
    """

    source: Source
    key: int
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
            found = self.source.facts(context)
            if found and (self.soft or self.tests):
                found = [fact for fact in found if self.accepts(fact, context)]
            context.found[self.key] = found
        return found

    def accepts(self, fact: Fact, context: Context) -> bool:
        """Tell whether one fact passes all tests."""
        for soft in self.soft:
            if not soft.passes(fact, context):
                return False
        for test in self.tests:  # noqa: SIM110 - a loop is faster than all() over a generator
            if not test.passes(fact, context):
                return False
        return True

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
            out = context.refused[self.key] = self._refused(context) if self.soft else []
        return out

    def _refused(self, context: Context) -> list[tuple[Fact, str]]:
        out: list[tuple[Fact, str]] = []
        candidates = self.source.facts(context)
        if len(candidates) == len(self.find(context)):
            return out
        for fact in candidates:
            for soft in self.soft:
                if not soft.passes(fact, context):
                    why = soft.why(fact, context)
                    if why is not None and all([test.passes(fact, context) for test in self.tests]):
                        out.append((fact, why))
                    break
            if len(out) == REFUSED_CAP:
                break
        return out
