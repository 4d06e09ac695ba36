"""The line of components that reads a note, in one visible place.

They are called one after another on a :class:`notecheck.page.Page`, without spaCy.
:mod:`notecheck.pipeline` registers them and is the same line as a spaCy pipeline.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from notecheck.lexicon.vocabulary import vocabulary
from notecheck.page import Page
from notecheck.pipes.components import (
    AssertionMarker,
    Component,
    ConceptMarker,
    mark_dates,
    mark_levels,
    mark_links,
    mark_sections,
    mark_sentences,
)
from notecheck.pipes.pieces import Cutter, Tokens
from notecheck.pipes.tokenizer import page_of

LINE: dict[str, Callable[[], Component]] = {
    "notecheck_sections": lambda: mark_sections,
    "notecheck_sentences": lambda: mark_sentences,
    "notecheck_concepts": lambda: ConceptMarker(vocabulary()),
    "notecheck_levels": lambda: mark_levels,
    "notecheck_dates": lambda: mark_dates,
    "notecheck_assertion": AssertionMarker,
    "notecheck_links": lambda: mark_links,
}
"""The components in their order, by the name under which spaCy knows them, and what makes each."""


class Reader:
    """Reads notes. Keep it: what it read of the lexicon is used for the next note.

    Raises LexiconError where the lexicon is wrong.
    """

    def __init__(self) -> None:
        self.components = tuple(make() for make in LINE.values())
        self.tokens = Cutter()

    def read(
        self,
        text: str,
        note_date: datetime.date | None,
        components: Sequence[Component] | None = None,
        tokens: Tokens | None = None,
    ) -> Page:
        """Return the page of a note with all marks on it; dates count from ``note_date``.

        ``components`` run in place of the line's own, for who knows better what need not be read;
        ``tokens`` are those of the text, where they are at hand.
        Raises UnicodeEncodeError where the text holds half a character.
        """
        page = page_of(text, tokens or self.tokens(text))
        page._.notecheck_note_date = note_date
        for component in components or self.components:
            component(page)
        return page
