"""Facts that no component emits: a rule that asks for one can never hold, and nobody would notice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from notecheck.lint.source import Source
from notecheck.lint.vocabulary import ANY, producible
from notecheck.rules.reading import Loc, did_you_mean

_PROSE = frozenset({"examples", "questions", "related_codes", "related_procedures", "attributes"})
_WORDS = ("any", "none")


def check(source: Source) -> None:
    """Note groups, concepts, sections, relations and attributes that a note is never read for."""
    for condition, loc in mappings(source.raw, ()):
        if "fact" in condition or (loc and loc[-1] == "finding"):
            _fact(source, condition, loc)
        for key in ("section", "not_section"):
            _known(source, condition, (*loc, key), "unknown-section", producible().sections)
        if "relation" in condition and "reason" not in condition:
            _known(source, condition, (*loc, "relation"), "unknown-relation", producible().relations)
        if isinstance(condition.get("attributes"), dict):
            _attributes(source, condition["attributes"], (*loc, "attributes"))


def mappings(value: Any, loc: Loc) -> Iterator[tuple[dict[str, Any], Loc]]:
    """Yield every mapping that may be a condition, with its place."""
    if isinstance(value, dict):
        yield value, loc
        for key, entry in value.items():
            if key not in _PROSE:
                yield from mappings(entry, (*loc, key))
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from mappings(entry, (*loc, index))


def texts(value: Any, loc: Loc) -> list[tuple[str, Loc]]:
    """Return one text or several with their places."""
    if isinstance(value, list):
        return [(str(entry), (*loc, index)) for index, entry in enumerate(value)]
    return [] if value is None or isinstance(value, dict) else [(str(value), loc)]


def _known(source: Source, condition: dict[str, Any], loc: Loc, rule: str, known: set[str]) -> None:
    key = str(loc[-1])
    for word, at in texts(condition.get(key), loc):
        if word not in known:
            source.add(at, rule, f"there is no {key} '{word}'{did_you_mean(word, sorted(known))}")


def _fact(source: Source, condition: dict[str, Any], loc: Loc) -> None:
    words = producible()
    groups = texts(condition.get("fact", "finding"), (*loc, "fact"))
    known: set[str] = set()
    for group, at in groups:
        concepts = words.concepts_of(group)
        if concepts is None:
            hint = did_you_mean(group, words.groups)
            source.add(at, "unknown-group", f"nothing in a note is read as '{group}'{hint}")
        else:
            known |= concepts
    asked = {group for group, _ in groups}
    key = "modality" if "study" in asked else "concept"
    if "procedure" not in asked:
        for concept, at in texts(condition.get(key), (*loc, key)):
            if known and concept not in known:
                what = " or ".join(sorted(asked))
                hint = did_you_mean(concept, sorted(known))
                source.add(at, "unknown-concept", f"no component emits the {what} '{concept}'{hint}")
    for name, at in texts(condition.get("name"), (*loc, "name")):
        if name.lower() not in words.names:
            hint = did_you_mean(name.lower(), sorted(words.names))
            source.add(at, "unknown-concept", f"no component emits a procedure named '{name}'{hint}")


def _attributes(source: Source, asked: dict[str, Any], loc: Loc) -> None:
    known = producible().attributes
    for name, value in asked.items():
        values = known.get(str(name))
        if values is None:
            hint = did_you_mean(str(name), sorted(known))
            source.add((*loc, name), "unknown-attribute", f"no mention carries '{name}'{hint}")
        elif ANY not in values:
            for word, at in texts(value, (*loc, name)):
                word = {"True": "yes", "False": "no"}.get(word, word)
                if word not in values and word not in _WORDS:
                    hint = did_you_mean(word, sorted(values))
                    source.add(at, "unknown-attribute", f"'{name}' is never '{word}'{hint}")
