"""The tokenizer for spaCy, and what the components ask a document for, be it a page or a Doc of spaCy.

It never edits the text: ``doc.text == text`` for any input of real characters.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from notecheck.lexicon.vocabulary import vocabulary
from notecheck.page import Document, Page
from notecheck.pipes.casing import lowered
from notecheck.pipes.pieces import Known, Piece, Tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

TEXT = "notecheck_text"
"""Key of ``doc.user_data``: the text itself, which spaCy would put together anew at every look."""

LOW = "notecheck_low"
"""Key of ``doc.user_data``: the text in lower case, of the same length."""

PIECES = "notecheck_pieces"
"""Key of ``doc.user_data``: the :class:`Piece` of every token, which to ask spaCy for takes longer."""

WALK = "notecheck_walk"
"""Key of ``doc.user_data``: a :data:`Walk` over the tokens, for the words of history."""

_ORTH, _BLANK = itemgetter(0), itemgetter(1)


def text_of(doc: Document) -> str:
    """Return the text of a document, without building it again where our tokenizer made it."""
    return doc.user_data.get(TEXT) or doc.text


def low_of(doc: Document) -> str:
    """Return the text of a document in lower case, each character where it was."""
    low: str | None = doc.user_data.get(LOW)
    if low is None:
        low = doc.user_data[LOW] = lowered(text_of(doc))
    return low


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


def page_of(text: str, tokens: Tokens) -> Page:
    """Return the page of a text, as our tokenizer returns its Doc."""
    return Page(text, {TEXT: text, PIECES: tokens.pieces, WALK: tokens.walk})


class _KnownTo(Known):
    """The pieces seen so far, each looked up in the vocabulary once: spaCy would hash every token anew."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self.vocab = vocab

    def orth(self, word: str) -> int:
        """Return the id of a word in the vocabulary."""
        return self.vocab.strings.add(word)


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
