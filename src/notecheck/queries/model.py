"""The typed query: what is asked, on which words of the note it rests, and the answers offered."""

from __future__ import annotations

from notecheck.extraction import Frozen
from notecheck.query import WAYS_OUT


class Indicator(Frozen):
    """A stretch of the note that gives reason to ask: ``note[start:end] == text``.

    ``source`` says what it is taken from ("CT", "assessment"), ``line`` is 1-based, ``date`` is that
    of the study or procedure that the words tell of, else of the note (``of_note``); as ISO, or as
    written.
    """

    start: int
    end: int
    text: str
    section: str
    line: int
    source: str
    date: str | None = None
    of_note: bool = False

    @property
    def where(self) -> str:
        """The place and date in words: ``line 3, imaging, CT, 2026-02-27``."""
        section = self.section.replace("_", " ")
        date = f"note of {self.date}" if self.of_note else self.date
        return ", ".join(dict.fromkeys(filter(None, (f"line {self.line}", section, self.source, date))))


class ClarificationQuery(Frozen):
    """A question to the provider about one gap.

    ``item`` is the checklist item that is open; it is for the sender's log and stands in no query
    that is read. ``options`` are clinically supported answers, empty for an open question;
    ``ways_out`` follow them, and there is always room for an answer in free text.
    """

    item: str
    title: str
    indicators: tuple[Indicator, ...]
    question: str
    options: tuple[str, ...] = ()
    ways_out: tuple[str, ...] = WAYS_OUT
    free_text: bool = True


class Omitted(Frozen):
    """A gap that no query is offered for, and why; ``rules`` are those that its wording would break."""

    item: str
    title: str
    why: str
    rules: tuple[str, ...] = ()
