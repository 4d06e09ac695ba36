"""A glance: which of certain terms a note can hold, told by its words before it is read.

The walk over the words is the one of the concepts, over fewer terms and without knowing sentences:
it may take a note for one that holds a term, never the other way round.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

from notecheck.lexicon.terms import Entry
from notecheck.lexicon.vocabulary import Pattern, Vocabulary
from notecheck.pipes.casing import lowered
from notecheck.pipes.concepts import beginnings, terms_at
from notecheck.pipes.pieces import SIZE_OF_PIECE, Piece, Tokens, Walk

REACH = 200
"""How many characters before and behind its trigger word a wording may stand; none stands as far."""


class Glance:
    """Tells how much the terms and wordings that a note may hold matter.

    ``words`` are those to look for; ``rank`` gives 0 for an entry that does not matter, up to ``most``.
    """

    def __init__(self, words: Vocabulary, rank: Callable[[Entry], int], most: int) -> None:
        self._words = words
        self._rank = rank
        self._most = most
        self._ranks: dict[int, tuple[int, bool]] = {}  # by the id of an entry, which the words keep alive

    def best(self, text: str, tokens: Tokens) -> tuple[int, Walk | None]:
        """Return the highest rank of what a note may hold, 0 where that is nothing that matters.

        With it comes the walk over the words, None where it ended early.
        """
        best, asked, walk = self._termed(tokens)
        patterns = self._words.patterns
        asked = {n: at for n, at in asked.items() if self._matters(patterns[n].entry)[0] > best}
        if not asked:
            return best, walk
        low = lowered(text).replace("\n", " ")
        places = list(accumulate(map(SIZE_OF_PIECE, tokens.pieces), initial=0))
        for number, triggers in asked.items():
            rank, _ = self._matters(patterns[number].entry)
            if rank > best and any(_stands(patterns[number], low, places[at]) for at in triggers):
                best = rank
        return best, walk

    def _matters(self, entry: Entry) -> tuple[int, bool]:
        """Return the rank of an entry, and whether it hides what is inside it ("carotid stenosis")."""
        known = self._ranks.get(id(entry))
        if known is None:
            known = self._ranks[id(entry)] = self._rank(entry), entry.concept in self._words.opaque
        return known

    def _termed(self, tokens: Tokens) -> tuple[int, dict[int, list[int]], Walk | None]:
        """Return the highest rank of the terms, where the triggers of each pattern stand, and the walk."""
        pieces = tokens.pieces
        nodes = self._words.tree.nodes
        asked: dict[int, list[int]] = {}
        best, hidden = 0, -1
        walk: Walk = []
        for first in beginnings(self._words.tree, pieces):
            found = terms_at(first, nodes[pieces[first].low], pieces)
            if not found:
                continue
            walk.append((first, found))
            for last, node in reversed(found):
                for number in node.patterns:
                    asked.setdefault(number, []).append(first)
                if last <= hidden:
                    continue
                for entry in node.entries:
                    rank, hides = self._matters(entry)
                    if rank > best and _spelt(entry, pieces[first : last + 1]):
                        best = rank
                    # over the end of a line the name may be none
                    if hides and not any("\n" in piece.written for piece in pieces[first : last + 1]):
                        hidden = last
            if best == self._most:
                return best, asked, None
        return best, asked, walk


def _spelt(entry: Entry, pieces: Sequence[Piece]) -> bool:
    """Tell whether a term has the letters it needs."""
    return entry.exact is None or entry.exact == "".join(piece.written for piece in pieces).rstrip(" ")


def _stands(pattern: Pattern, low: str, at: int) -> bool:
    """Tell whether a wording stands around a place in a text, of whichever sentences."""
    start, end = max(0, at - REACH), at + REACH
    return pattern.may_match(low[start:end]) and pattern.regex.search(low, start, end) is not None
