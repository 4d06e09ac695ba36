"""The light marks that components leave on a text while they read it: integers, no copies."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the note under one header; the sections of a note cover it without gaps.

    ``name`` is canonical (``past_surgical_history``, ``preamble``, ``other`` for an unknown
    header). The header itself is ``[start, body)``; characters.
    """

    name: str
    start: int
    body: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, list item or template line, ``[start, end)`` in characters, in ``section``."""

    start: int
    end: int
    section: int
