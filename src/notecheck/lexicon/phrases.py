"""How a phrase of ``lexicon/assertion.yaml`` is written, and the tree of words that phrases are put in.

``{is|was} absent`` stands for two phrases; an empty choice is none, and choices may be nested.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from notecheck.errors import LexiconError

Node = dict[str, Any]
"""A place in the tree: the words that may follow, each with its place."""

TOKEN = r"\s[-–—]+\s|\w+|[^\w\s]"
"""A word of a phrase or of a note; a dash between blanks is one with them."""

_CHOICE = re.compile(r"\{([^{}]*)\}")
_WORDS = re.compile(TOKEN)


def expand(line: str) -> list[str]:
    """Write out the choices of a phrase: ``{is|was} absent`` gives two; an empty choice is none."""
    if not isinstance(line, str):
        raise LexiconError(f"lexicon/assertion.yaml: YAML reads {line!r} as no text; put it in quotes")
    found = _CHOICE.search(line)
    if not found:
        return [line]
    head, tail = line[: found.start()], line[found.end() :]
    written = [phrase for choice in found.group(1).split("|") for phrase in expand(f"{head}{choice}{tail}")]
    return list(dict.fromkeys(" ".join(phrase.split()) for phrase in written))


def first_words(line: str) -> set[str]:
    """Return the words that the phrases of a line begin with, without writing them all out."""
    if not isinstance(line, str):
        raise LexiconError(f"lexicon/assertion.yaml: YAML reads {line!r} as no text; put it in quotes")
    head, rest = _split(line)
    found: set[str] = set()
    for start in expand(head):
        words = _WORDS.findall(start)
        if words:
            found.add(_plain(words[0]))
        elif rest.strip():
            found |= first_words(rest)
    return found


def grow(root: Node, line: str, first: str) -> list[Node]:
    """Put the phrases of a line that begin with ``first`` in the tree behind it; return where they end.

    It is done part by part, so what phrases have in common is walked once: a line may have 30,000.
    """
    ends: list[Node] = []
    head, rest = _split(line)
    for start in expand(head):
        words = _WORDS.findall(start)
        if words and _plain(words[0]) == first:
            ends += _grown(root, start, rest) if rest.strip() else [_down(root, words[1:])]
        elif not words and rest.strip():
            ends += grow(root, rest, first)
    return list({id(end): end for end in ends}.values())


def _grown(root: Node, start: str, rest: str) -> list[Node]:
    """Put in the phrases of a start and every rest."""
    _, *words = _WORDS.findall(f"{start} ")
    # Where phrases have come to, and their last words, not yet walked: a dash at the very end has no
    # blank behind it, and is another word then.
    places = [(_down(root, words[:-1]), words[-1:])]
    while rest.strip():
        part, rest = _split(rest)
        choices = [_WORDS.findall(f" {text} ") for text in expand(part)]
        found = {}
        for node, last in places:
            before = _down(node, last) if any(choices) else node
            for words in choices:
                place = (_down(before, words[:-1]), words[-1:]) if words else (node, last)
                found[id(place[0]), *place[1]] = place
        places = list(found.values())
    return [_down(node, map(str.strip, last)) for node, last in places]


def _down(node: Node, words: Iterable[str]) -> Node:
    for word in words:
        node = node.setdefault(_plain(word), {})
    return node


def _split(line: str) -> tuple[str, str]:
    """Part a line at its first blank outside of braces; one without braces is not parted."""
    if "{" not in line:
        return line, ""
    line = line.lstrip()
    depth = 0
    for at, character in enumerate(line):
        depth += (character == "{") - (character == "}")
        if not depth and character.isspace():
            return line[:at], line[at:]
    return line, ""


def _plain(word: str) -> str:
    """A dash between blanks is one word, however it is typed."""
    return " - " if word[0].isspace() else word
