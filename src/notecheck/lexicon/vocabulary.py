"""The concept lexicon, compiled: one tree of all terms and the patterns behind trigger words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from notecheck import lexicon
from notecheck.errors import LexiconError
from notecheck.lexicon.blanks import flexible
from notecheck.lexicon.letters import wording
from notecheck.lexicon.needed import may_hold, needed
from notecheck.lexicon.terms import Entry, Tree

FAMILIES = (
    "asides",
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

Read = TypeVar("Read")
_RESERVED = frozenset({"terms", "patterns", "name"})


class Pattern:
    """A wording too free for a list of terms, looked for in the sentences that hold a trigger word.

    It is matched against the text in lower case: the engine looks at first letters only where their
    case counts, which makes it three times as fast. It is compiled when it first may match: all
    patterns at once took 40 ms of every start.
    """

    def __init__(self, source: str, entry: Entry) -> None:
        self.source = source
        self.entry = entry
        self._regex: re.Pattern[str] | None = None
        self._needed: tuple[tuple[str, ...], ...] | None = None

    @property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern. Raises LexiconError where it is none."""
        if self._regex is None:
            self._regex = self._read(wording)
        return self._regex

    def may_match(self, low: str) -> bool:
        """Tell by a glance whether a text in lower case can hold the wording at all."""
        if self._needed is None:
            self._needed = self._read(lambda source: needed(flexible(source)))
        return may_hold(self._needed, low)

    def _read(self, reading: Callable[[str], Read]) -> Read:
        try:
            return reading(self.source)
        except re.error as error:
            raise LexiconError(f"lexicon: the pattern {self.source!r} is wrong: {error}") from error


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All concepts of the lexicon in the form in which a note is searched for them."""

    tree: Tree
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


@cache
def vocabulary() -> Vocabulary:
    """Return the lexicon, read once a process. Raises LexiconError on a bad file."""
    tree = Tree()
    patterns: list[Pattern] = []
    opaque: set[str] = set()
    for family in FAMILIES:
        data = lexicon.load(family)
        opaque.update(data.get("opaque", ()))
        for concept, value in data["concepts"].items():
            for block in _blocks(value):
                _add_block(tree, patterns, data["group"], str(concept), block)
    return Vocabulary(tree, tuple(patterns), frozenset(opaque))


def _add_block(tree: Tree, patterns: list[Pattern], group: str, concept: str, block: dict[str, Any]) -> None:
    name = str(block.get("name", concept))
    for term in block.get("terms", ()):
        exact = term[1:] if term.startswith("=") else None
        tree.add(term.lstrip("="), _entry(group, concept, name, block, exact))
    for pattern in block.get("patterns", ()):
        extra = {key: value for key, value in pattern.items() if key not in ("trigger", "regex")}
        if not isinstance(pattern.get("regex"), str):
            raise LexiconError(f"lexicon: a pattern of {group} {concept} has no regex")
        for word in pattern["trigger"]:
            tree.add(word, len(patterns))
        patterns.append(Pattern(pattern["regex"], _entry(group, concept, name, {**block, **extra}, None)))


def part_of(words: Vocabulary, wanted: Callable[[Entry], bool]) -> Vocabulary:
    """Return the vocabulary of the entries that are wanted, and of names that hide what is inside them."""
    tree = Tree()
    for term, meaning in {pair: None for pairs in words.tree.terms.values() for pair in pairs}:
        entry = words.patterns[meaning].entry if isinstance(meaning, int) else meaning
        if wanted(entry) or entry.concept in words.opaque:
            tree.add(term, meaning)
    return Vocabulary(tree, words.patterns, words.opaque)
