"""The words that join and refer: all, any, none, and what is asked of the note as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from notecheck.extraction import CodeMention
from notecheck.lines import line_of
from notecheck.rules.context import Context, Piece, Proof, Rule
from notecheck.rules.query import Query, SubjectSource


@dataclass(frozen=True, slots=True)
class All:
    """Every rule holds; the proof is of all of them."""

    rules: tuple[Rule, ...]

    def holds(self, context: Context) -> Proof | None:
        proof: Proof = ()
        for rule in self.rules:
            found = rule.holds(context)
            if found is None:
                return None
            proof += found
        return proof


@dataclass(frozen=True, slots=True)
class Any:
    """At least one rule holds; the proof is of all that do."""

    rules: tuple[Rule, ...]

    def holds(self, context: Context) -> Proof | None:
        proof: Proof | None = None
        for rule in self.rules:
            found = rule.holds(context)
            if found is not None:
                proof = found if proof is None else proof + found
        return proof


@dataclass(frozen=True, slots=True)
class NoneOf:
    """No rule holds; nothing is there to show."""

    rules: tuple[Rule, ...]

    def holds(self, context: Context) -> Proof | None:
        for rule in self.rules:
            if rule.holds(context) is not None:
                return None
        return ()


@dataclass(frozen=True, slots=True)
class SettingIs:
    """The setting of the encounter."""

    inpatient: bool

    def holds(self, context: Context) -> Proof | None:
        return () if context.inpatient == self.inpatient else None


@dataclass(frozen=True, slots=True)
class CodeIs:
    """The code that is asked for is one of these."""

    codes: frozenset[str]

    def holds(self, context: Context) -> Proof | None:
        return () if context.code in self.codes else None


@dataclass(frozen=True, slots=True)
class ItemIs:
    """An item of the same checklist has one of these statuses."""

    item: str
    statuses: frozenset[str]

    def holds(self, context: Context) -> Proof | None:
        return () if context.status(self.item) in self.statuses else None


@dataclass(frozen=True, slots=True)
class Named:
    """A rule that the checklist defines once under a name."""

    name: str

    def holds(self, context: Context) -> Proof | None:
        return context.rule(self.name)


@dataclass(frozen=True, slots=True)
class WrittenCode:
    """The note itself lists a code that begins so; ``after_another`` wants another code before it."""

    prefixes: tuple[str, ...]
    after_another: bool = False

    def holds(self, context: Context) -> Proof | None:
        codes = context.facts.extraction.codes
        found = [i for i, written in enumerate(codes) if written.code.startswith(self.prefixes)]
        if self.after_another:
            found = [i for i in found if any(not c.code.startswith(self.prefixes) for c in codes[:i])]
        return tuple([_piece(codes[i], context) for i in found]) if found else None


def _piece(written: CodeMention, context: Context) -> Piece:
    section = "other"
    for mention in context.facts.extraction.mentions:
        if mention.start > written.start:
            break
        section = mention.section
    line = line_of(context.text, written.start)
    return Piece(written.start, written.end, section, line)


def positive_queries(rule: Rule, context_rules: dict[str, Rule]) -> Iterator[Query]:
    """Yield the queries whose facts can make the rule true, through names; not those under ``none``."""
    if isinstance(rule, Query):
        yield rule
    elif isinstance(rule, All | Any):
        for part in rule.rules:
            yield from positive_queries(part, context_rules)
    elif isinstance(rule, Named) and rule.name in context_rules:
        yield from positive_queries(context_rules[rule.name], context_rules)


def subject_name(query: Query) -> str | None:
    """Return the subject that a query is about, None where it looks facts up itself."""
    return query.source.name if isinstance(query.source, SubjectSource) else None
