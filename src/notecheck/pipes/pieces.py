"""Pieces: the tokens of a text as the components use them, cut without spaCy.

Letters, digits and every other sign are pieces of their own, so ``L4/5``, ``C5-6ACDF`` and
``L5-S1,grade`` come apart.
"""

from __future__ import annotations

import re
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from notecheck.lexicon.vocabulary import vocabulary
from notecheck.pipes.spelling import corrected

if TYPE_CHECKING:
    from notecheck.lexicon.terms import Node

# White space of three characters or more with a blank inside: there a text may not be cut at its blanks.
_GAP = re.compile(r" (?<=\s )\s")

# A word (with an inner apostrophe), a number, a run of white space or any one sign, each with the single
# blank behind it, which spaCy keeps as a flag of the token. Written out for plain ASCII, the engine tests
# a letter in a bitmap: 0.06 ms against 0.10 ms for a note of 500 words.
_PIECE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)? ?|\d+ ?|\s+|_+ ?|[^\w\s] ?")
_ASCII_PIECE = re.compile(r"[a-zA-Z]+(?:'[a-zA-Z]+)? ?|[0-9]+ ?|\s+|_+ ?|[^\w\s] ?")

SIZE_OF_PIECE, BEGINS_OF_PIECE = itemgetter(3), itemgetter(5)  # a call of C each, half the time of a name
_MOST_WORDS = 30_000  # about 25 MiB, with the chunks that they make
_MOST_CHUNKS = 60_000
_LONGEST_KEPT = 60  # characters; longer ones (tables, a page without blanks) do not come again


class Piece(NamedTuple):
    """A token and the blank behind it: its id in the vocabulary (0 on a page), its lower-case form, a
    slip in a long term mended ("" for white space), its length with the blank, what is written, and
    whether some term of the lexicon begins with it."""

    orth: int
    blank: bool
    low: str
    size: int
    written: str
    begins: bool


Walk = list[tuple[int, list[tuple[int, "Node"]]]]
"""Where terms begin among the tokens, and where each that begins there ends, with its place in the tree."""


class Tokens(NamedTuple):
    """The tokens of a text; ``walk`` is a walk over them for terms, where one was made."""

    pieces: list[Piece]
    walk: Walk | None = None


class Known(dict[str, Piece]):
    """The pieces seen so far, each made once."""

    def __init__(self) -> None:
        super().__init__()
        self.first_words = vocabulary().tree.terms
        self.chunks = _Chunks(self)

    def __missing__(self, piece: str) -> Piece:
        word = piece[:-1] if piece[-1] == " " and not piece.isspace() else piece
        low = "" if word.isspace() else corrected(word.lower())
        known = Piece(self.orth(word), word != piece, low, len(piece), piece, low in self.first_words)
        self[piece] = known
        return known

    def orth(self, word: str) -> int:
        """Return the id of a word; a page needs none."""
        return 0

    def full(self) -> bool:
        """Tell whether it holds enough: names, numbers and slips go on for ever."""
        return len(self) > _MOST_WORDS or len(self.chunks) > _MOST_CHUNKS

    def cut(self, text: str) -> list[Piece]:
        """Return the pieces of a text.

        A text is cut at its blanks, then each chunk as it was cut before: no piece goes on behind a
        blank but one of white space.
        """
        if text.startswith(" ") or _GAP.search(text):
            return self.pieces(text)
        chunks = text.split(" ")
        last = chunks.pop()
        pieces = list(chain.from_iterable(map(self.chunks.__getitem__, chunks)))
        pieces += self.pieces(last)
        return pieces

    def pieces(self, text: str) -> list[Piece]:
        """Return the pieces of a text, one by one."""
        return list(map(self.__getitem__, (_ASCII_PIECE if text.isascii() else _PIECE).findall(text)))


class _Chunks(dict[str, tuple[Piece, ...]]):
    """The stretches between two blanks seen so far, each as the pieces that it makes with its blank."""

    def __init__(self, known: Known) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, chunk: str) -> tuple[Piece, ...]:
        pieces = tuple(self._known.pieces(f"{chunk} "))
        if len(chunk) <= _LONGEST_KEPT:
            self[chunk] = pieces
        return pieces


class Cutter:
    """Callable that cuts a text into tokens without spaCy; picklable, and what it keeps is bounded."""

    def __init__(self) -> None:
        self._known = Known()

    def __reduce__(self) -> tuple[type[Cutter], tuple[()]]:
        return (Cutter, ())

    def __call__(self, text: str) -> Tokens:
        """Return the tokens of ``text``. Raises UnicodeEncodeError on half a character, as spaCy does."""
        if not text.isascii():
            text.encode("utf-8")
        if self._known.full():
            self._known = Known()
        return Tokens(self._known.cut(text))
