"""Spelling: long medical words that dictation or typing got slightly wrong.

Each word is looked at once, when the tokenizer first meets it, so ordinary text costs nothing. What
is an error is told by distance alone (Damerau 1964: a letter more, less, other, or two that changed
places); what a real word is, by the lexicon and the list ``kept`` of ``lexicon/spelling.yaml``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from notecheck import lexicon
from notecheck.lexicon.vocabulary import FAMILIES

SHORTEST = 8
"""Letters of the shortest word that may be a misspelt one: shorter words are near too many others."""

_LONG = 11  # letters from which two edits are allowed
_WORD = re.compile(r"[a-z]+")


def corrected(word: str) -> str:
    """Return the word of the lexicon that ``word`` (lower case) is a slip of, or ``word`` itself.

    >>> corrected("laminectimy"), corrected("laminated")
    ('laminectomy', 'laminated')
    """
    if len(word) < SHORTEST or not word.isascii() or not word.isalpha():
        return word
    limit = 2 if len(word) >= _LONG else 1
    letters = _letters(word)
    best, fewest = word, limit + 1
    for target, mask in _targets().get(word[0], ()):
        # Each edit changes at most two members of the set of letters: most words end here.
        if abs(len(target) - len(word)) <= limit and (mask ^ letters).bit_count() <= 2 * limit:
            if target == word:
                return word
            edits = distance(word, target, limit)
            if edits < fewest:
                best, fewest = target, edits
    return word if best != word and word in _known() else best


@cache
def _targets() -> dict[str, tuple[tuple[str, int], ...]]:
    """Return the words that slips are read as, with their sets of letters, by first letter."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for word in lexicon.load("spelling")["words"]:
        for form in (word, _plural(word)):
            found[form[0]].append((form, _letters(form)))
    return {first: tuple(forms) for first, forms in found.items()}


@cache
def _known() -> frozenset[str]:
    """Return the words that are none of our slips; read when a word first looks like one."""
    data = [str(lexicon.load(family)["concepts"]).lower() for family in FAMILIES]
    words = {word for text in data for word in _WORD.findall(text) if len(word) >= SHORTEST - 1}
    return frozenset({*words, *map(_plural, words), *lexicon.load("spelling")["kept"]})


def _plural(word: str) -> str:
    if word.endswith("is"):
        return word[:-2] + "es"
    return word[:-1] + "ies" if word.endswith("y") else word + "s"


def _letters(word: str) -> int:
    """Return the set of letters of a word as bits."""
    bits = 0
    for character in word:
        bits |= 1 << (ord(character) & 31)
    return bits


def distance(first: str, second: str, limit: int) -> int:
    """Return how many edits part two words: insertions, deletions, changes, neighbours swapped.

    Counting stops above ``limit``; the result is ``limit + 1`` then.
    """
    before: list[int] = []
    row = list(range(len(second) + 1))
    for at, letter in enumerate(first, 1):
        older, before, row = before, row, [at]
        for place, other in enumerate(second, 1):
            edits = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != other))
            if at > 1 and place > 1 and letter == second[place - 2] and other == first[at - 2]:
                edits = min(edits, older[place - 2] + 1)
            row.append(edits)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
