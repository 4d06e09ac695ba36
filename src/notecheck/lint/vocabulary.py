"""What a note is read for: all groups, concepts, attributes, sections that any component can give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from notecheck import lexicon
from notecheck.lexicon.vocabulary import FAMILIES

ANY = "any"


@dataclass(frozen=True, slots=True)
class Producible:
    """Names that can occur in an extraction. ``attributes`` maps a name to its values, ``any`` for all."""

    concepts: dict[str, set[str]] = field(default_factory=dict)
    attributes: dict[str, set[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    sections: set[str] = field(default_factory=set)
    relations: set[str] = field(default_factory=set)

    def concepts_of(self, group: str) -> set[str] | None:
        """Return the concepts of a group of facts, None where there is no such group."""
        if group == "any":
            return {concept for concepts in self.concepts.values() for concept in concepts}
        return self.concepts.get("modality" if group == "study" else group)

    @property
    def groups(self) -> list[str]:
        """The names that ``fact`` may have."""
        return sorted({*self.concepts, "study", "any"})


@cache
def producible() -> Producible:
    """Return what the lexicon and the components can give, read from their data."""
    made = Producible()
    for family in FAMILIES:
        data = lexicon.load(family)
        concepts = made.concepts.setdefault(data["group"], set())
        for concept, value in data["concepts"].items():
            concepts.add(str(concept))
            for block in _blocks(value):
                _add(made, str(concept), block)
    for target in lexicon.load("refining")["opposites"].values():
        made.concepts.setdefault(target["group"], set()).add(target["concept"])
    more = lexicon.load("produced")
    for group, names in more["concepts"].items():
        made.concepts.setdefault(group, set()).update(names)
    for name, values in more["attributes"].items():
        made.attributes.setdefault(name, set()).update([ANY] if values == ANY else values)
    made.relations.update(more["relations"])
    made.sections.update([*more["sections"], *lexicon.load("sections")["headers"]])
    return made


def _blocks(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the blocks of a concept that are more than terms, and the patterns inside them."""
    for block in value if isinstance(value, list) else ():
        if isinstance(block, dict):
            yield block
            yield from (pattern for pattern in block.get("patterns", ()) if isinstance(pattern, dict))


def _add(made: Producible, concept: str, block: dict[str, Any]) -> None:
    made.names.add(str(block.get("name", concept)).lower())
    for key, value in block.items():
        if key not in ("terms", "patterns", "name", "trigger", "regex"):
            made.attributes.setdefault(key, set()).add(str(value))
