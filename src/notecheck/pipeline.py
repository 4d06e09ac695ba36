"""The line that reads a note as a pipeline of registered spaCy components.

For use beside other components of spaCy; a check runs the same line without spaCy.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import get_lang_class

from notecheck.page import EXTENSIONS
from notecheck.pipes.components import Component
from notecheck.pipes.tokenizer import FastTokenizer
from notecheck.reading import LINE

COMPONENTS = tuple(LINE)


def _factory(make: Callable[[], Component]) -> Callable[[Language, str], Component]:
    def create(nlp: Language, name: str) -> Component:
        register_extensions()
        return make()

    return create


for _name, _make in LINE.items():
    Language.factory(_name, func=_factory(_make))


def register_extensions() -> None:
    """Declare the marks to spaCy; doing it again changes nothing."""
    for name in EXTENSIONS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


def build_pipeline() -> Language:
    """Return a blank English pipeline with our tokenizer and components; no model is loaded."""
    # not set afterwards: spaCy would first build its own, 60 ms of every start
    nlp = get_lang_class("en")(create_tokenizer=lambda nlp: FastTokenizer(nlp.vocab))
    nlp.max_length = 10**9  # spaCy's limit is for its models; the checker has its own
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def read(nlp: Language, text: str, note_date: datetime.date | None) -> Doc:
    """Return the Doc of a note with all marks on it; dates count from ``note_date``."""
    doc = nlp.make_doc(text)
    doc._.notecheck_note_date = note_date
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc
