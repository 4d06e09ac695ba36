"""A fast tokenizer that never edits the text and splits where clinical shorthand needs it.

Letters, digits and every other sign are tokens of their own, so ``L4/5``, ``C5-6ACDF`` and
``L5-S1,grade`` come apart. ``doc.text == text`` for any input of real characters.
"""

from __future__ import annotations

import re
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from notecheck.lexicon.vocabulary import vocabulary
from notecheck.page import Document, Page
from notecheck.pipes.casing import lowered
from notecheck.pipes.spelling import corrected

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from notecheck.lexicon.terms import Node

# White space of three characters or more with a blank inside: there a text may not be cut at its blanks.
_GAP = re.compile(r" (?<=\s )\s")

# A word (with an inner apostrophe), a number, a run of white space or any one sign, each with the single
# blank behind it, which spaCy keeps as a flag of the token. Written out for plain ASCII, the engine tests
# a letter in a bitmap: 0.06 ms against 0.10 ms for a note of 500 words.
_PIECE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)? ?|\d+ ?|\s+|_+ ?|[^\w\s] ?")
_ASCII_PIECE = re.compile(r"[a-zA-Z]+(?:'[a-zA-Z]+)? ?|[0-9]+ ?|\s+|_+ ?|[^\w\s] ?")

TEXT = "notecheck_text"
"""Key of ``doc.user_data``: the text itself, which spaCy would put together anew at every look."""

LOW = "notecheck_low"
"""Key of ``doc.user_data``: the text in lower case, of the same length."""

PIECES = "notecheck_pieces"
"""Key of ``doc.user_data``: the :class:`Piece` of every token, which to ask spaCy for takes longer."""

WALK = "notecheck_walk"
"""Key of ``doc.user_data``: a :data:`Walk` over the tokens, for the words of history."""

_ORTH, _BLANK = itemgetter(0), itemgetter(1)
SIZE_OF_PIECE, BEGINS_OF_PIECE = itemgetter(3), itemgetter(5)  # a call of C each, half the time of a name
_MOST_WORDS = 30_000  # about 25 MiB, with the chunks that they make
_MOST_CHUNKS = 60_000
_LONGEST_KEPT = 60  # characters; longer ones (tables, a page without blanks) do not come again


def text_of(doc: Document) -> str:
    """Return the text of a document, without building it again where our tokenizer made it."""
    return doc.user_data.get(TEXT) or doc.text


def low_of(doc: Document) -> str:
    """Return the text of a document in lower case, each character where it was."""
    low: str | None = doc.user_data.get(LOW)
    if low is None:
        low = doc.user_data[LOW] = lowered(text_of(doc))
    return low


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


class _Known(dict[str, Piece]):
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

    def __init__(self, known: _Known) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, chunk: str) -> tuple[Piece, ...]:
        pieces = tuple(self._known.pieces(f"{chunk} "))
        if len(chunk) <= _LONGEST_KEPT:
            self[chunk] = pieces
        return pieces


class _KnownTo(_Known):
    """The pieces seen so far, each looked up in the vocabulary once: spaCy would hash every token anew."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self.vocab = vocab

    def orth(self, word: str) -> int:
        """Return the id of a word in the vocabulary."""
        return self.vocab.strings.add(word)


def pieces_of(doc: Document) -> list[Piece]:
    """Return the piece of every token, also for a Doc that another tokenizer made."""
    pieces: list[Piece] | None = doc.user_data.get(PIECES)
    if pieces is not None:
        return pieces
    tokens: Any = doc
    first_words = vocabulary().tree.terms
    return [
        Piece(
            token.orth,
            bool(token.whitespace_),
            "" if token.is_space else token.lower_,
            len(token.text_with_ws),
            token.text_with_ws,
            token.lower_ in first_words,
        )
        for token in tokens
    ]


class Cutter:
    """Callable that cuts a text into tokens without spaCy; picklable, and what it keeps is bounded."""

    def __init__(self) -> None:
        self._known = _Known()

    def __reduce__(self) -> tuple[type[Cutter], tuple[()]]:
        return (Cutter, ())

    def __call__(self, text: str) -> Tokens:
        """Return the tokens of ``text``. Raises UnicodeEncodeError on half a character, as spaCy does."""
        if not text.isascii():
            text.encode("utf-8")
        if self._known.full():
            self._known = _Known()
        return Tokens(self._known.cut(text))


def page_of(text: str, tokens: Tokens) -> Page:
    """Return the page of a text, as our tokenizer returns its Doc."""
    return Page(text, {TEXT: text, PIECES: tokens.pieces, WALK: tokens.walk})


class FastTokenizer:
    """Callable that turns text into a :class:`spacy.tokens.Doc`; picklable.

    Words pile up in a vocabulary, and notes bring new ones for ever (names, numbers, slips). After
    30,000 a new vocabulary is begun, so memory stays flat; Docs keep the one that they were made with.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._known = _KnownTo(vocab)

    def __reduce__(self) -> tuple[type[FastTokenizer], tuple[Vocab]]:
        return (FastTokenizer, (self.vocab,))

    def __call__(self, text: str) -> Doc:
        """Return the Doc of ``text``; linear in its length."""
        from spacy.tokens import Doc  # a check does without, see notecheck.page

        known = self._known
        if known.full():
            from spacy.vocab import Vocab

            known = self._known = _KnownTo(Vocab(lex_attr_getters=self.vocab.lex_attr_getters))  # type: ignore[attr-defined]
        pieces = known.cut(text)
        return Doc(
            known.vocab,
            words=list(map(_ORTH, pieces)),  # ids save hashing again
            spaces=list(map(_BLANK, pieces)),
            user_data={TEXT: text, PIECES: pieces},
        )

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to save: the rules are code."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> FastTokenizer:
        """Nothing to load: the rules are code."""
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        """Nothing to save: the rules are code."""

    def from_disk(self, _path: Any, **_: Any) -> FastTokenizer:
        """Nothing to load: the rules are code."""
        return self
