"""A note on its way through the components: all that they use of a spaCy Doc, without spaCy.

``import spacy`` takes longer than to start and to check a note (0.4 s of processor time, most of it
for what trains and downloads models), so a check works on a :class:`Page`. In a spaCy pipeline the
same components work on its Docs.
"""

from __future__ import annotations

from typing import Any, Protocol

EXTENSIONS = (
    "notecheck_note_date",
    "notecheck_sections",
    "notecheck_sentences",
    "notecheck_mentions",
    "notecheck_levels",
    "notecheck_dates",
)
"""The marks of the components; ``notecheck_note_date`` is put there before they run."""


class Document(Protocol):
    """What the components work on: a :class:`Page`, or a :class:`spacy.tokens.Doc`."""

    @property
    def text(self) -> str:
        """The note, untouched."""

    @property
    def user_data(self) -> dict[Any, Any]:
        """What is known of the text, by key."""

    @property
    def _(self) -> Any:
        """The marks, by the names of :data:`EXTENSIONS`."""


class Marks:
    """The marks on a page, None until a component leaves them."""

    __slots__ = EXTENSIONS

    def __init__(self) -> None:
        for name in EXTENSIONS:
            setattr(self, name, None)


class Page:
    """A text with what is known of it and the marks on it."""

    __slots__ = ("_", "text", "user_data")

    def __init__(self, text: str, user_data: dict[Any, Any]) -> None:
        self.text = text
        self.user_data = user_data
        self._: Any = Marks()
