"""The tests that a query puts to one fact, one small class a word of the language.

Soft tests (assertion, reporter, temporality, section) can explain themselves: a fact that fails
only by them is worth showing as seen and not counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from notecheck.extraction import Cue, ImagingStudy, Mention, Procedure
from notecheck.rules.context import Context, Piece
from notecheck.rules.facts import Fact, joint_of, levels_of, regions_in

_TIMES = {"prior": "prior", "current": "done at this encounter", "planned": "planned"}


class Test(Protocol):
    """A yes or no about one fact."""

    def passes(self, fact: Fact, context: Context) -> bool:
        """Tell whether the fact passes."""


class SoftTest(Test, Protocol):
    """A test that can say why a fact did not count."""

    def why(self, fact: Fact, context: Context) -> str | None:
        """Return the reason in a few words, None where it is not worth showing."""


class ProvingTest(Test, Protocol):
    """A test that ties the fact to another one, and can show the tie."""

    def proof(self, fact: Fact, context: Context) -> list[Piece]:
        """Return what to show of the tie."""


def _quoted(word: str, cue: Cue | None) -> str:
    return f"{word} '{cue.text}'" if cue else word.rstrip(": ").removesuffix(" by")


@dataclass(frozen=True, slots=True)
class AssertionIs:
    """How the fact is asserted; ``established`` adds uncertain ones of an inpatient note (II.H).

    A study is neither affirmed nor denied: it passes always.
    """

    values: frozenset[str]
    established: bool = False

    def keep(self, facts: list[Fact], context: Context) -> list[Fact]:
        """Return the facts that pass."""
        values = self.values
        if self.established and context.inpatient:
            values = values | {"uncertain"}
        return [fact for fact in facts if isinstance(fact, ImagingStudy) or fact.assertion in values]

    def passes(self, fact: Fact, context: Context) -> bool:
        if isinstance(fact, ImagingStudy) or fact.assertion in self.values:
            return True
        return self.established and fact.assertion == "uncertain" and context.inpatient

    def why(self, fact: Fact, context: Context) -> str | None:
        status = "present" if isinstance(fact, ImagingStudy) else fact.assertion
        if status == "present" or "present" not in self.values:
            return None
        mentions = context.facts.mentions_of(fact)
        cue = mentions[0].cue if mentions else None
        return _quoted("negated by" if status == "absent" else f"{status}:", cue)


@dataclass(frozen=True, slots=True)
class ReporterIs:
    """Who says it: a procedure is said by the provider where any of its mentions is."""

    value: str

    def passes(self, fact: Fact, context: Context) -> bool:
        mentions = context.facts.mentions_of(fact)
        provider = not mentions or any(m.reporter == "provider" for m in mentions)
        return provider == (self.value == "provider")

    def why(self, fact: Fact, context: Context) -> str | None:
        if self.value != "provider":
            return None
        mentions = context.facts.mentions_of(fact)
        return _quoted("said by the patient:", mentions[0].cue if mentions else None)


@dataclass(frozen=True, slots=True)
class TemporalityIs:
    """When a procedure is done, seen from the note's encounter; mentions say so in an attribute."""

    values: frozenset[str]

    def passes(self, fact: Fact, context: Context) -> bool:
        return _time(fact) in self.values

    def why(self, fact: Fact, context: Context) -> str | None:
        time = _time(fact)
        return f"{_TIMES[time]}, not prior" if "prior" in self.values and time in _TIMES else None


def _time(fact: Fact) -> str | None:
    if isinstance(fact, Procedure):
        return fact.temporality
    return fact.attributes.get("temporality") if isinstance(fact, Mention) else None


@dataclass(frozen=True, slots=True)
class SectionIs:
    """Where in the note it stands; any mention of a procedure may stand there."""

    names: frozenset[str]
    inside: bool = True

    def passes(self, fact: Fact, context: Context) -> bool:
        mentions = context.facts.mentions_of(fact)
        if not mentions:
            return (fact.section in self.names) == self.inside
        return any((m.section in self.names) == self.inside for m in mentions)

    def why(self, fact: Fact, context: Context) -> str | None:
        return f"in the section {fact.section.replace('_', ' ')}"


@dataclass(frozen=True, slots=True)
class DateIs:
    """``any``, ``none``, ``dated`` (a year is enough, a relative date counts) or ``vague``."""

    value: str

    def passes(self, fact: Fact, context: Context) -> bool:
        date = fact.date
        if self.value == "none":
            return date is None
        if date is None:
            return False
        return self.value == "any" or (date.kind == "vague") == (self.value == "vague")


@dataclass(frozen=True, slots=True)
class PresenceIs:
    """Whether the fact has levels, a joint, an approach at all."""

    field: str
    present: bool

    def passes(self, fact: Fact, context: Context) -> bool:
        if self.field == "levels":
            has = bool(levels_of(fact, context.facts))
        elif self.field == "joint":
            has = joint_of(fact) is not None
        elif self.field == "place":
            has = bool(levels_of(fact, context.facts)) or joint_of(fact) is not None
        else:
            has = _attribute(fact, self.field, context) != []
        return has == self.present


@dataclass(frozen=True, slots=True)
class RegionIs:
    """``any``, ``none``, ``code_site``, ``not_code_site``, or one of the named regions."""

    word: str | None
    names: frozenset[str] = frozenset()

    def passes(self, fact: Fact, context: Context) -> bool:
        regions = regions_in(fact, context.facts)
        if self.word == "any":
            return bool(regions)
        if self.word == "none":
            return not regions
        if self.word == "code_site":
            return context.site in regions
        if self.word == "not_code_site":
            return bool(regions) and context.site not in regions
        return any(region in self.names for region in regions)


def _attribute(fact: Fact, name: str, context: Context) -> list[str]:
    """Return all values of an attribute; those of a procedure are its own and its mentions'."""
    values = [m.attributes[name] for m in context.facts.mentions_of(fact) if name in m.attributes]
    if not isinstance(fact, Mention):
        own: Any = getattr(fact, name, None)
        if isinstance(own, str):
            values.insert(0, own)
    return values


@dataclass(frozen=True, slots=True)
class AttributeIs:
    """An attribute that the lexicon or a component gave; ``minimum`` compares numbers."""

    name: str
    values: frozenset[str] | None
    minimum: float | None = None
    present: bool = True

    def passes(self, fact: Fact, context: Context) -> bool:
        found = _attribute(fact, self.name, context)
        if not self.present:
            return not found
        if self.minimum is not None:
            return any(_number(value) >= self.minimum for value in found)
        return bool(found) if self.values is None else any(value in self.values for value in found)


def _number(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return float("-inf")


@dataclass(frozen=True, slots=True)
class NameIs:
    """The name of a procedure ("TLIF"), whatever its case."""

    names: frozenset[str]

    def passes(self, fact: Fact, context: Context) -> bool:
        return isinstance(fact, Procedure) and fact.name.lower() in self.names
