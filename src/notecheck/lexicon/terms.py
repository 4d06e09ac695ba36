"""How a term is written in the lexicon, and the tree in which all terms are looked up at once.

The small notation of a term, expanded when the lexicon is loaded::

    (bony|osseous) bridging     one of the alternatives; an empty one may be left out: (solid|) fusion
    non-union                   "non-union", "non union" and "nonunion"
    =AS                         exactly these letters, in a sentence that is not all upper case

The plural of the last word is added where it is an ordinary noun. A hyphen in the text that has
no blanks around it is passed over, so "failed-back syndrome" is found by "failed back syndrome".
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import product

from notecheck.errors import LexiconError

_PIECE = re.compile(r"\(([^()]*)\)|([^()]+)")
_HEAD = re.compile(r"\s*(?:\([^()]*\)|[^()\s])+")  # up to the first blank outside of parentheses
_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[^\w\s]|_")
_NO_PLURAL = re.compile(r"(?:s|x|ed|ing|ly|al|ic|ive|ous|ent|ant)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a term stands for: its family, its concept, its name and what it tells besides.

    ``exact`` is the only spelling that counts, where upper and lower case make a difference.
    """

    group: str
    concept: str
    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    exact: str | None = None


class Node:
    """A place in the tree of words: the terms that end here, and the patterns (by number) to try here.

    Most places are a leaf or lead on only: what they have none of is shared, so that the tree is small.
    """

    __slots__ = ("children", "entries", "patterns")

    def __init__(self) -> None:
        self.children: dict[str, Node] = _NO_CHILDREN
        self.entries: tuple[Entry, ...] = ()
        self.patterns: tuple[int, ...] = ()

    def child(self, word: str) -> Node:
        """Return the place behind one more word."""
        if self.children is _NO_CHILDREN:
            self.children = {}
        known = self.children.get(word)
        if known is None:
            known = self.children[word] = Node()
        return known


_NO_CHILDREN: dict[str, Node] = {}
"""Shared by all leaves; nothing is ever put in."""


class _Anything:
    """Holds every word."""

    def __contains__(self, word: object) -> bool:
        return True


BETWEEN = frozenset({"-", "–", "‑", ""})
"""What may stand between two words of a term: hyphens; "" is a token of white space."""


class Tree:
    """All terms, by their first word.

    What follows a first word is written out when a note first brings that word: the terms have
    eight times as many written forms, and writing out all took 0.2 s of every start.
    """

    def __init__(self) -> None:
        self.terms: dict[str, list[tuple[str, Entry | int]]] = {}
        self.followers: dict[str, Container[str]] = {}
        """What may stand behind a first word: nine in ten are common words that no term goes on from."""
        self.nodes = _Nodes(self.terms, self.followers)

    def add(self, term: str, meaning: Entry | int) -> None:
        """Put in a term, or with a number the trigger word of a pattern."""
        for word in first_words(term):
            self.terms.setdefault(word, []).append((term, meaning))
            self.followers[word] = _Anything()


class _Nodes(dict[str, Node]):
    """The places in the tree behind the first words, each written out when it is first asked for."""

    def __init__(
        self, terms: dict[str, list[tuple[str, Entry | int]]], followers: dict[str, Container[str]]
    ) -> None:
        super().__init__()
        self._terms = terms
        self._followers = followers

    def __missing__(self, word: str) -> Node:
        root = Node()
        for term, meaning in self._terms[word]:
            for node in grow(root, term, word):
                if isinstance(meaning, int):
                    node.patterns += (meaning,)
                elif meaning not in node.entries:
                    node.entries += (meaning,)
        self[word] = root
        if not (root.entries or root.patterns):
            self._followers[word] = BETWEEN.union(root.children)
        return root


def expand(term: str) -> Iterator[tuple[str, ...]]:
    """Yield the word sequences that a term of the notation stands for, lower-cased."""
    if term.count("(") != term.count(")"):
        raise LexiconError(f"lexicon: unbalanced parenthesis in the term {term!r}")
    for text in _written(term):
        yield from _hyphens(_plain(text))


def _written(term: str) -> Iterator[str]:
    pieces = [choice.split("|") if plain == "" else [plain] for choice, plain in _PIECE.findall(term)]
    return map("".join, product(*pieces))


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text).strip().lower()


def _hyphens(text: str) -> Iterator[tuple[str, ...]]:
    open_form = tuple(_WORD.findall(text.replace("-", " ")))
    yield open_form
    if "-" in text:
        yield tuple(_WORD.findall(text.replace("-", "")))


def plural(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the plural of a term by its last word, None where it has no plain one."""
    last = words[-1]
    if len(last) < 4 or not last.isalpha() or _NO_PLURAL.search(last):
        return None
    if last.endswith("y") and last[-2] not in "aeiou":
        return (*words[:-1], last[:-1] + "ies")
    return (*words[:-1], last + "s")


def forms(term: str) -> Iterator[tuple[str, ...]]:
    """Yield the word sequences of a term, plurals too. Raises LexiconError on a form without words."""
    for words in expand(term):
        if not words:
            raise LexiconError(f"lexicon: the term {term!r} has a form without words")
        yield words
        more = plural(words)
        if more is not None:
            yield more


def grow(root: Node, term: str, word: str) -> list[Node]:
    """Put the forms of a term that begin with ``word`` in the tree behind it; return where they end.

    It is done part by part, so what forms have in common is walked once: a term may have 5,000.
    """
    if term.count("(") != term.count(")"):
        raise LexiconError(f"lexicon: unbalanced parenthesis in the term {term!r}")
    ends: dict[int, Node] = {}
    for hyphen in (" ", "") if "-" in term else (" ",):
        # Where a form has come to, and its last word, not yet walked: the end of a form may be a plural.
        places: list[tuple[Node | None, str]] = [(None, "")]
        for part in _HEAD.findall(term):
            choices = [_WORD.findall(_plain(text).replace("-", hyphen)) for text in _written(part)]
            found = (
                _place_behind(root, word, node, [last, *words] if last else words)
                for node, last in places
                for words in choices
            )
            places = list(dict.fromkeys(place for place in found if place))
        for node, last in places:
            if not last:
                raise LexiconError(f"lexicon: the term {term!r} has a form without words")
            for form in _beginnings((last,)):
                if node is not None:
                    end = node.child(form)
                    ends[id(end)] = end
                elif form == word:
                    ends[id(root)] = root
    return list(ends.values())


def _place_behind(
    root: Node, word: str, node: Node | None, words: list[str]
) -> tuple[Node | None, str] | None:
    """Return where words lead from a node (None: the start), but for the last; None if not by ``word``."""
    for passed in words[:-1]:
        if node is None:
            if passed != word:
                return None
            node = root
        else:
            node = node.child(passed)
    return node, words[-1] if words else ""


def _beginnings(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the word that a form begins with, and its plural where the form has no other."""
    many = plural(words) if len(words) == 1 else None
    return words[:1] if many is None else (words[0], many[0])


def first_words(term: str) -> set[str]:
    """Return every word that a form of ``term`` may begin with, without writing out the whole term."""
    head = _HEAD.match(term)
    if head is None:
        raise LexiconError(f"lexicon: the term {term!r} has a form without words")
    word = head[0].strip().lower()
    if word.isalpha():  # as in five terms of six
        return set(_beginnings((word,)))
    found: set[str] = set()
    for words in expand(head[0]):
        if not words:
            found |= first_words(term[head.end() :])
            continue
        found.update(_beginnings(words))
    return found
