"""All generators of changes that must change nothing, and the exceptions, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from . import layout, structure, wording
from .notes import Sample, Variant

INVARIANT: dict[str, Callable[[Sample], Iterator[Variant]]] = {
    "layout": layout.layouts,
    "wrap": layout.wraps,
    "synonym": wording.synonyms,
    "slip": wording.slips,
    "level": wording.levels,
    "date": wording.dates,
    "header": wording.headers,
    "section": structure.unrelated,
    "order": structure.orders,
    "series": structure.series,
}


class Excuse(NamedTuple):
    """A variant that may change the result. ``note`` and ``what`` are beginnings; ``reason`` says why."""

    note: str
    kind: str
    what: str
    reason: str


JUSTIFIED: tuple[Excuse, ...] = (
    Excuse(
        "m96.1-03",
        "slip",
        "decompression as",
        "'of unknown type' is read with the word before it, letter by letter",
    ),
    Excuse("m43.2-08", "slip", "sacroiliac as", "names of regions and joints are read letter by letter"),
)
"""Slips are mended in terms, not in wordings and places: a wrong place is worse than none."""


def excused(sample: Sample, variant: Variant) -> bool:
    """Tell whether a variant is one of the justified exceptions."""
    return any(
        sample.id.startswith(e.note) and variant.kind == e.kind and variant.what.startswith(e.what)
        for e in JUSTIFIED
    )
