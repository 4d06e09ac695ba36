"""A glance: which of certain terms a note can hold, told by its words before it is read.

The walk over the words is the one of the concepts, over fewer terms and without knowing sentences:
it may take a note for one that holds a term, never the other way round.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

from notecheck.lexicon.terms import Entry, Node
from notecheck.lexicon.vocabulary import Pattern, Vocabulary, part_of
from notecheck.pipes.casing import lowered
from notecheck.pipes.concepts import beginnings, terms_at
from notecheck.pipes.tokenizer import LOW_OF_PIECE, SIZE_OF_PIECE, Tokens

REACH = 200
"""How many characters before and behind its trigger word a wording may stand; none stands as far."""


class Glance:
    """Tells how much the terms and wordings that a note may hold matter.

    ``rank`` gives 0 for an entry that does not matter, up to ``most``.
    """

    def __init__(self, words: Vocabulary, rank: Callable[[Entry], int], most: int) -> None:
        self._words = part_of(words, lambda entry: rank(entry) > 0)
        self._rank = rank
        self._most = most

    def best(self, text: str, tokens: Tokens) -> int:
        """Return the highest rank of what a note may hold, 0 where that is nothing that matters."""
        best, asked = self._termed(tokens)
        if best == self._most or not asked:
            return best
        low = lowered(text).replace("\n", " ")
        places = list(accumulate(map(SIZE_OF_PIECE, tokens.pieces), initial=0))
        for number, triggers in asked.items():
            pattern = self._words.patterns[number]
            rank = self._rank(pattern.entry)
            if rank > best and any(_stands(pattern, low, places[at]) for at in triggers):
                best = rank
        return best

    def _hides(self, node: Node, written: Sequence[str]) -> bool:
        """Tell whether a name hides what is inside it, as "carotid stenosis" does; over lines it may not."""
        if all(entry.concept not in self._words.opaque for entry in node.entries):
            return False
        return not any("\n" in piece for piece in written)

    def _termed(self, tokens: Tokens) -> tuple[int, dict[int, list[int]]]:
        """Return the highest rank of the terms, and where the trigger words of each pattern stand."""
        written, pieces = tokens.written, tokens.pieces
        lows = list(map(LOW_OF_PIECE, pieces))
        lows.append("")
        nodes = self._words.tree.nodes
        asked: dict[int, list[int]] = {}
        best, hidden = 0, -1
        for first in beginnings(self._words.tree, lows):
            found = terms_at(first, nodes[lows[first]], lows, pieces)
            for last, node in reversed(found):
                for number in node.patterns:
                    asked.setdefault(number, []).append(first)
                if last <= hidden:
                    continue
                for entry in node.entries:
                    if _spelt(entry, written[first : last + 1]) and (rank := self._rank(entry)) > best:
                        best = rank
                if self._hides(node, written[first : last + 1]):
                    hidden = last
            if best == self._most:
                break
        return best, asked


def _spelt(entry: Entry, written: Sequence[str]) -> bool:
    """Tell whether a term has the letters it needs."""
    return entry.exact is None or entry.exact == "".join(written).rstrip(" ")


def _stands(pattern: Pattern, low: str, at: int) -> bool:
    """Tell whether a wording stands around a place in a text, of whichever sentences."""
    start, end = max(0, at - REACH), at + REACH
    return pattern.may_match(low[start:end]) and pattern.regex.search(low, start, end) is not None
