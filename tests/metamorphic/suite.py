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


JUSTIFIED: tuple[Excuse, ...] = ()
"""None so far. One would be right where capitals hide what an abbreviation is: "DUE TO THE AS"."""


def excused(sample: Sample, variant: Variant) -> bool:
    """Tell whether a variant is one of the justified exceptions."""
    return any(
        sample.id.startswith(e.note) and variant.kind == e.kind and variant.what.startswith(e.what)
        for e in JUSTIFIED
    )
