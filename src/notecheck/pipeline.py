"""The pipeline: the ordered list of what reads a note, in one visible place."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import get_lang_class

from notecheck.pipes import components
from notecheck.pipes.tokenizer import FastTokenizer, Tokens

COMPONENTS = (
    "notecheck_sections",
    "notecheck_sentences",
    "notecheck_concepts",
    "notecheck_levels",
    "notecheck_dates",
    "notecheck_assertion",
    "notecheck_links",
)


def build_pipeline() -> Language:
    """Return a blank English pipeline with our tokenizer and components; no model is loaded."""
    components.register_extensions()
    # not set afterwards: spaCy would first build its own, 60 ms of every start
    nlp = get_lang_class("en")(create_tokenizer=lambda nlp: FastTokenizer(nlp.vocab))
    nlp.max_length = 10**9  # spaCy's limit is for its models; the checker has its own
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def tokenizer_of(nlp: Language) -> FastTokenizer:
    """Return the tokenizer of a pipeline that :func:`build_pipeline` made."""
    return cast(FastTokenizer, nlp.tokenizer)


def read(
    nlp: Language,
    text: str,
    note_date: datetime.date | None,
    pipes: Sequence[components.Component] | None = None,
    tokens: Tokens | None = None,
) -> Doc:
    """Return the Doc of a note with all marks on it; dates count from ``note_date``.

    ``pipes`` run in place of those of the pipeline, for who knows better what need not be read;
    ``tokens`` are those of the text, where they are at hand.
    """
    doc = nlp.make_doc(text) if tokens is None else tokenizer_of(nlp).doc(text, tokens)
    doc._.notecheck_note_date = note_date
    for component in pipes or [component for _, component in nlp.pipeline]:
        doc = component(doc)
    return doc
