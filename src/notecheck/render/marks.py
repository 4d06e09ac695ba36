"""Cut a note into pieces so that overlapping spans can each be marked.

Spans of evidence nest and overlap freely ("L5-S1 TLIF" is a procedure, "L5-S1" its level). HTML
elements cannot overlap, so the note is cut wherever a span begins or ends, and each piece knows
the spans that cover it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch ``[start, end)`` of the note, in characters, and who refers to it."""

    start: int
    end: int
    ref: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the note that no span begins or ends within.

    ``refs`` are the references of all spans that cover it, ``opens`` and ``closes`` of those
    whose first or last character it holds; each in the order of the text, longest first.
    """

    start: int
    end: int
    refs: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()


def segments(spans: Iterable[Span], length: int) -> list[Segment]:
    """Return the pieces of a note of ``length`` characters, in order and without gaps.

    Spans are cut to the note; an empty one marks nothing. Joined, the pieces are the note.
    """
    clipped = (Span(max(s.start, 0), min(s.end, length), s.ref) for s in spans)
    kept = sorted((s for s in clipped if s.start < s.end), key=lambda s: (s.start, -s.end, s.ref))
    cuts = sorted({0, length, *(s.start for s in kept), *(s.end for s in kept)})
    result: list[Segment] = []
    active: list[Span] = []
    upcoming = 0
    for start, end in pairwise(cuts):
        active = [s for s in active if s.end > start]
        first = upcoming
        while upcoming < len(kept) and kept[upcoming].start == start:
            upcoming += 1
        active += kept[first:upcoming]
        result.append(
            Segment(
                start,
                end,
                tuple(dict.fromkeys(s.ref for s in active)),
                tuple(dict.fromkeys(s.ref for s in kept[first:upcoming])),
                tuple(dict.fromkeys(s.ref for s in active if s.end == end)),
            )
        )
    return result
