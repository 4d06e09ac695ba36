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
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from notecheck.errors import LexiconError

_PIECE = re.compile(r"\(([^()]*)\)|([^()]+)")
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


@dataclass(slots=True)
class Node:
    """A place in the tree of words; ``entries`` are the terms that end here."""

    children: dict[str, Node] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


def expand(term: str) -> Iterator[tuple[str, ...]]:
    """Yield the word sequences that a term of the notation stands for, lower-cased."""
    if term.count("(") != term.count(")"):
        raise LexiconError(f"lexicon: unbalanced parenthesis in the term {term!r}")
    pieces = [choice.split("|") if plain == "" else [plain] for choice, plain in _PIECE.findall(term)]
    for parts in product(*pieces):
        text = re.sub(r"\s+", " ", "".join(parts)).strip().lower()
        yield from _hyphens(text)


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


def add(root: Node, term: str, entry: Entry) -> None:
    """Put a term with all its written forms into the tree."""
    for words in expand(term):
        if not words:
            raise LexiconError(f"lexicon: the term {term!r} has a form without words")
        for form in (words, plural(words)):
            if form is None:
                continue
            node = root
            for word in form:
                node = node.children.setdefault(word, Node())
            if entry not in node.entries:
                node.entries.append(entry)
