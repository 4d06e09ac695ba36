"""Fact queries, from YAML: which facts, and what is asked of them."""

from __future__ import annotations

from typing import Any, cast, get_args

from notecheck.anatomy import REGIONS
from notecheck.extraction import ProcedureKind, Status, Temporality
from notecheck.rules import fields, relations
from notecheck.rules.evidence import SHOWS
from notecheck.rules.query import Lookup, Query, Source, SubjectSource
from notecheck.rules.reading import Loc, Problems, Reader
from notecheck.rules.subject import Preference, Subject

_WORDS = (*cast("tuple[str, ...]", get_args(Status)), "established", "documented", "any")
_KINDS = cast("tuple[str, ...]", get_args(ProcedureKind))
_TIMES = cast("tuple[str, ...]", get_args(Temporality))
_STRENGTHS = ("explicit", "temporal", "comention")


class QueryParser:
    """Reads the queries of one checklist and remembers what they refer to.

    ``references`` holds (owner, kind, name, place): the loader checks that each name exists and
    that nothing refers to itself in a circle. ``concepts`` holds (group, concept, place), for lint.
    """

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.references: list[tuple[tuple[str, str], str, str, Loc]] = []
        self.concepts: list[tuple[str, str, Loc]] = []
        self.owner: tuple[str, str] = ("", "")
        self._keys: dict[tuple[object, ...], int] = {}

    def refer(self, kind: str, name: str, loc: Loc) -> None:
        """Note that the part being read refers to a rule, subject, item or related code."""
        self.references.append((self.owner, kind, name, loc))

    def query(self, raw: Any, loc: Loc) -> Query:
        """Return one fact query."""
        reader = Reader(raw, loc, self.problems)
        source: Source
        default = "present"
        if reader.has("subject"):
            name = reader.text("subject")
            self.refer("subject", name, (*loc, "subject"))
            source = SubjectSource(name)
            default = "any"
        else:
            source = self._lookup(reader)
        asserted = self._asserted(reader, default)
        soft, tests = self._tests(reader)
        proving = tuple([t for t in tests if isinstance(t, relations.Linked | relations.Shows)])
        at_least = reader.number("at_least", 1)
        made = Query(
            source=source,
            key=self._key(source, asserted, soft, tests),
            asserted=asserted,
            soft=soft,
            tests=tests,
            at_least=int(at_least or 1),
            count=reader.choice("count", ("facts", "regions", "levels"), "facts"),
            show=reader.choice("show", SHOWS, "links" if proving else "self"),
            proving=proving,
        )
        reader.finish()
        return made

    def _key(self, *selection: object) -> int:
        """Return the number of a selection; equal ones have the same."""
        return self._keys.setdefault(selection, len(self._keys))

    def _lookup(self, reader: Reader) -> Lookup:
        groups = reader.texts("fact")
        if not groups:
            self.problems.add(reader.loc, "'fact' is missing: which group of facts is meant?")
        word = "kind" if "procedure" in groups else "modality" if "study" in groups else "concept"
        at = (*reader.loc, word)
        concepts = reader.choices("kind", _KINDS) if word == "kind" else reader.texts(word)
        if reader.raw.get(word) == []:
            self.problems.add(at, f"'{word}' names nothing")
        for group in groups:
            self.concepts += [(group, concept, at) for concept in concepts]
        return Lookup(groups, concepts)

    @staticmethod
    def _asserted(reader: Reader, default: str) -> fields.AssertionIs | None:
        words = reader.choices("assertion", _WORDS) if reader.has("assertion") else (default,)
        if "any" in words or not words:
            return None
        values = set(words) - {"established", "documented"}
        if "established" in words:
            values.add("present")
        if "documented" in words:
            values |= {"present", "uncertain"}
        return fields.AssertionIs(frozenset(values), "established" in words)

    def _tests(self, reader: Reader) -> tuple[tuple[fields.SoftTest, ...], tuple[fields.Test, ...]]:
        soft: list[fields.SoftTest] = []
        tests: list[fields.Test] = []
        if reader.has("reporter"):
            soft.append(fields.ReporterIs(reader.choice("reporter", ("provider", "patient"))))
        if reader.has("temporality"):
            times = reader.choices("temporality", _TIMES)
            soft.append(fields.TemporalityIs(frozenset(times)))
        if reader.has("section"):
            soft.append(fields.SectionIs(frozenset(reader.texts("section"))))
        if reader.has("not_section"):
            soft.append(fields.SectionIs(frozenset(reader.texts("not_section")), inside=False))
        if reader.has("date"):
            tests.append(fields.DateIs(reader.choice("date", ("any", "none", "dated", "vague"))))
        for word in ("levels", "joint", "place"):
            if reader.has(word):
                tests.append(fields.PresenceIs(word, reader.choice(word, ("any", "none")) == "any"))
        if reader.has("approach"):
            tests.append(_attribute("approach", reader.take("approach")))
        if reader.has("regions"):
            tests.append(self._regions(reader))
        if reader.has("name"):
            tests.append(fields.NameIs(frozenset(name.lower() for name in reader.texts("name"))))
        tests += [_attribute(name, value) for name, value, _ in reader.mapping("attributes")]
        tests += self._between(reader)
        return tuple(soft), tuple(tests)

    def _regions(self, reader: Reader) -> fields.Test:
        value = reader.raw.get("regions")
        if isinstance(value, str) and value in ("any", "none", "code_site", "not_code_site"):
            reader.take("regions")
            return fields.RegionIs(value)
        known = (*REGIONS, "any", "none", "code_site", "not_code_site")
        return fields.RegionIs(None, frozenset(reader.choices("regions", known)))

    def _between(self, reader: Reader) -> list[fields.Test]:
        tests: list[fields.Test] = []
        for word, end in (("linked", "to"), ("linked_from", "from")):
            if reader.has(word):
                tests.append(self._linked(reader.raw[word], (*reader.loc, word), end))
        matches = reader.choice("unplaced", ("match", "fail"), "match") == "match"
        for word, relation in (("same_place", "same"), ("adjacent_to", "adjacent")):
            if reader.has(word):
                unplaced = matches if reader.has("unplaced") else relation == "same"
                tests.append(relations.SamePlace(self._other(reader, word), unplaced, relation))
        if reader.has("other_than"):
            tests.append(relations.OtherThan(self._other(reader, "other_than")))
        if reader.has("near"):
            within = reader.number("within", 120)
            tests.append(relations.Near(self._other(reader, "near"), int(within or 0)))
        for word in ("after", "newer_than"):
            if reader.has(word):
                tests.append(relations.After(self._other(reader, word), word == "newer_than"))
        if reader.has("finding"):
            raw, at = reader.take("finding"), (*reader.loc, "finding")
            if isinstance(raw, dict) and "fact" not in raw:
                raw = {"fact": "finding", **raw}
            tests.append(relations.Shows(self.query(raw, at)))
        return tests

    def _other(self, reader: Reader, word: str) -> Query:
        """Return a nested query; a bare name stands for the subject of that name."""
        raw, at = reader.take(word), (*reader.loc, word)
        if isinstance(raw, str):
            self.refer("subject", raw, at)
            source = SubjectSource(raw)
            return Query(source, self._key(source, None, (), ()))
        return self.query(raw, at)

    def _linked(self, raw: Any, loc: Loc, end: str) -> relations.Linked:
        reader = Reader(raw, loc, self.problems)
        kinds = reader.texts("relation")
        if not kinds:
            self.problems.add(loc, "'relation' is missing: caused_by, of, indication, apart or seen_on")
        strengths = reader.choices("strength", _STRENGTHS) if reader.has("strength") else _STRENGTHS[:2]
        other = self._other(reader, end) if reader.has(end) else None
        reader.finish()
        return relations.Linked(frozenset(kinds), frozenset(strengths), other, end == "to")

    def subject(self, raw: Any, loc: Loc) -> Subject:
        """Return how a named fact is chosen."""
        wishes: list[Preference] = []
        rest = raw
        if isinstance(raw, dict):
            entries = Reader({"prefer": raw.get("prefer", [])}, loc, self.problems).entries("prefer")
            wishes = [self._preference(entry, at) for entry, at in entries]
            rest = {key: value for key, value in raw.items() if key != "prefer"}
        return Subject(self.query(rest, loc), tuple(wishes))

    def _preference(self, raw: Any, loc: Loc) -> Preference:
        reader = Reader(raw, loc, self.problems)
        latest, first, last = reader.flag("latest"), reader.flag("first"), reader.flag("last")
        asserted = self._asserted(reader, "any")
        soft, tests = self._tests(reader)
        reader.finish()
        return Preference((*((asserted,) if asserted else ()), *soft, *tests), latest, first, last)


def _attribute(name: str, value: Any) -> fields.AttributeIs:
    """Return the test of one attribute: ``any``, ``none``, one or several values, or ``{min: 2}``."""
    if isinstance(value, dict) and set(value) == {"min"}:
        return fields.AttributeIs(name, None, float(value["min"]))
    if value == "any":
        return fields.AttributeIs(name, None)
    if value in ("none", None):
        return fields.AttributeIs(name, None, present=False)
    values = value if isinstance(value, list) else [value]
    return fields.AttributeIs(name, frozenset(_word(entry) for entry in values))


def _word(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
