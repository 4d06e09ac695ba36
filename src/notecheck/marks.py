"""The light marks that components leave on a text while they read it: integers, no copies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from notecheck.extraction import Cue, DateMention, Link, Status, Temporality


class Section(NamedTuple):
    """A stretch of the note under one header; the sections of a note cover it without gaps.

    ``name`` is canonical (``past_surgical_history``, ``preamble``, ``other`` for an unknown
    header). The header itself is ``[start, body)``; characters.
    """

    name: str
    start: int
    body: int
    end: int


class Sentence(NamedTuple):
    """A sentence, list item or template line, ``[start, end)`` in characters, in ``section``."""

    start: int
    end: int
    section: int


@dataclass(slots=True)
class Draft:
    """A mention while the components still add to it; characters, as everywhere.

    ``sentence`` is the index of its sentence. The components fill, in this order: the words
    (concepts), ``status`` and its cue (assertion), ``levels`` to ``joint`` (places), ``date``
    and ``temporality`` (timing), ``links`` (causes).
    """

    group: str
    concept: str
    name: str
    start: int
    end: int
    sentence: int
    section: str = "other"
    attributes: dict[str, str] = field(default_factory=dict)
    status: Status = "present"
    cue: Cue | None = None
    reporter: Literal["provider", "patient"] = "provider"
    levels: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    joint: str | None = None
    place: tuple[int, int] | None = None
    date: DateMention | None = None
    temporality: Temporality | None = None
    links: list[Link] = field(default_factory=list)
