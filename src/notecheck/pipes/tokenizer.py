"""A fast tokenizer that never edits the text and splits where clinical shorthand needs it.

Letters, digits and every other sign are tokens of their own, so ``L4/5``, ``C5-6ACDF`` and
``L5-S1,grade`` come apart. ``doc.text == text`` for any input.
"""

from __future__ import annotations

import re
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

# One pass: a word (with an inner apostrophe), a number, blanks beyond the first, or any one sign;
# the second group takes the single blank that spaCy keeps as a flag of the token.
_TOKEN = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)?|\d+|\n[^\S\n]*|[^\S\n]+(?=\S|\Z)|\s|_+|[^\w\s])( ?)")


TEXT = "notecheck_text"
"""Key of ``doc.user_data``: the text itself, which spaCy would put together anew at every look."""


def text_of(doc: Doc) -> str:
    """Return the text of a Doc, without building it again where our tokenizer made it."""
    return doc.user_data.get(TEXT) or doc.text


class FastTokenizer:
    """Callable that turns text into a :class:`spacy.tokens.Doc`; picklable."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the Doc of ``text``; linear in its length."""
        pairs = _TOKEN.findall(text)
        if not pairs:
            return Doc(self.vocab)
        words, blanks = zip(*pairs, strict=True)
        return Doc(self.vocab, words=words, spaces=list(map(bool, blanks)), user_data={TEXT: text})

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
