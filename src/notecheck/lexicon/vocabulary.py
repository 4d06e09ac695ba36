"""The concept lexicon, compiled: one tree of all terms and the patterns behind trigger words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from spacy.strings import hash_string

from notecheck import lexicon
from notecheck.errors import LexiconError
from notecheck.lexicon.terms import Entry, Node, add

FAMILIES = (
    "procedures",
    "nonunion",
    "findings",
    "hardware",
    "imaging",
    "conditions",
    "ankylosis",
    "bridging",
    "etiology",
    "functional",
    "symptoms",
    "factors",
    "encounters",
    "statements",
    "treatments",
    "exam",
    "attribution",
)
"""The lexicon files that hold concepts; a new family is one name here."""

_RESERVED = frozenset({"terms", "patterns", "name"})


@dataclass(slots=True)
class Step:
    """A place in the tree of word hashes; what ``Node`` is with strings."""

    children: dict[int, Step] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    patterns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A wording too free for a list of terms, looked for around its trigger words only."""

    regex: re.Pattern[str]
    entry: Entry


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All concepts of the lexicon in the form in which a note is searched for them."""

    root: Step
    patterns: tuple[Pattern, ...]
    opaque: frozenset[str]


def _blocks(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the blocks of a concept: a bare list of terms is one block."""
    if isinstance(value, list) and value and isinstance(value[0], str):
        yield {"terms": value}
        return
    for block in value:
        yield {"terms": block} if isinstance(block, list) else block


def _entry(group: str, concept: str, name: str, pairs: dict[str, Any], exact: str | None) -> Entry:
    attributes = tuple((key, str(value)) for key, value in pairs.items() if key not in _RESERVED)
    return Entry(group, concept, name, attributes, exact)


def _step(node: Node) -> Step:
    """Turn a tree of words into one of the hashes that spaCy gives lower-cased tokens."""
    children = {hash_string(word): _step(child) for word, child in node.children.items()}
    entries = tuple(entry for entry in node.entries if entry.group != "_trigger")
    patterns = tuple(int(entry.concept) for entry in node.entries if entry.group == "_trigger")
    return Step(children, entries, patterns)


@cache
def vocabulary() -> Vocabulary:
    """Return the compiled lexicon, built once a process. Raises LexiconError on a bad file."""
    root = Node()
    patterns: list[Pattern] = []
    opaque: set[str] = set()
    for family in FAMILIES:
        data = lexicon.load(family)
        opaque.update(data.get("opaque", ()))
        for concept, value in data["concepts"].items():
            for block in _blocks(value):
                _add_block(root, patterns, data["group"], str(concept), block)
    return Vocabulary(_step(root), tuple(patterns), frozenset(opaque))


def _add_block(root: Node, patterns: list[Pattern], group: str, concept: str, block: dict[str, Any]) -> None:
    name = str(block.get("name", concept))
    for term in block.get("terms", ()):
        exact = term[1:] if term.startswith("=") else None
        add(root, term.lstrip("="), _entry(group, concept, name, block, exact))
    for pattern in block.get("patterns", ()):
        extra = {key: value for key, value in pattern.items() if key not in ("trigger", "regex")}
        try:
            regex = re.compile(pattern["regex"], re.IGNORECASE)
        except (re.error, KeyError) as error:
            raise LexiconError(f"lexicon: a pattern of {group} {concept} is wrong: {error}") from error
        entry = _entry(group, concept, name, {**block, **extra}, None)
        for word in pattern["trigger"]:
            add(root, word, Entry("_trigger", str(len(patterns)), ""))
        patterns.append(Pattern(regex, entry))
