"""A glance: whether a note can hold any of certain terms, told by its words before it is read.

The walk over the words is the one of the concepts, over fewer terms and without knowing sentences:
it may take a note for one that holds a term, never the other way round.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

from notecheck.lexicon.terms import Entry
from notecheck.lexicon.vocabulary import Pattern, Vocabulary, part_of
from notecheck.pipes.casing import lowered
from notecheck.pipes.concepts import terms_at
from notecheck.pipes.tokenizer import LOW_OF_PIECE, SIZE_OF_PIECE, Piece, Tokens

REACH = 200
"""How many characters before and behind its trigger word a wording may stand; none stands as far."""


class Glance:
    """Tells whether a note may hold a term or wording of the entries that ``matters`` names."""

    def __init__(self, words: Vocabulary, matters: Callable[[Entry], bool]) -> None:
        self._words = part_of(words, matters)
        self._matters = matters

    def may_hold(self, text: str, tokens: Tokens) -> bool:
        """Tell whether a note may hold such a term."""
        written, pieces = tokens.written, tokens.pieces
        lows = list(map(LOW_OF_PIECE, pieces))
        lows.append("")
        followers, nodes = self._words.tree.followers, self._words.tree.nodes
        pairs = enumerate(pairwise(lows))
        asked: dict[int, list[int]] = {}
        for first in [at for at, (low, behind) in pairs if low in followers and behind in followers[low]]:
            for last, node in terms_at(first, nodes[lows[first]], lows, pieces):
                spelt = written[first : last + 1]
                if any(self._matters(entry) and _spelt(entry, spelt) for entry in node.entries):
                    return True
                for number in node.patterns:
                    asked.setdefault(number, []).append(first)
        return bool(asked) and self._worded(text, pieces, asked)

    def _worded(self, text: str, pieces: list[Piece], asked: dict[int, list[int]]) -> bool:
        """Tell whether a wording stands around one of its trigger words."""
        low = lowered(text).replace("\n", " ")
        places = list(accumulate(map(SIZE_OF_PIECE, pieces), initial=0))
        return any(
            _stands(self._words.patterns[number], low, max(0, places[at] - REACH), places[at] + REACH)
            for number, tokens in asked.items()
            for at in tokens
        )


def _spelt(entry: Entry, written: Sequence[str]) -> bool:
    """Tell whether a term has the letters it needs."""
    return entry.exact is None or entry.exact == "".join(written).rstrip(" ")


def _stands(pattern: Pattern, low: str, start: int, end: int) -> bool:
    """Tell whether a wording stands within a stretch of text, of whichever sentences."""
    return pattern.may_match(low[start:end]) and pattern.regex.search(low, start, end) is not None
