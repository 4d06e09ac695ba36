"""References: "the neck surgery" of a note that has told of a cervical fusion is that fusion.

Otherwise an operation of unknown kind would stand beside the one whose kind is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from notecheck.marks import Draft

_TYPED = frozenset({"fusion", "decompression", "discectomy"})
_DONE = frozenset({"present", "historical"})


def settle_references(drafts: Sequence[Draft]) -> None:
    """Take "of unknown kind" from definite mentions of an operation that was told of by its kind before."""
    told: list[Draft] = []
    for draft in drafts:
        if draft.group != "procedure" or draft.temporality != "prior" or draft.status not in _DONE:
            continue
        if draft.concept in _TYPED:
            told.append(draft)
        elif {"untyped", "definite"} <= draft.attributes.keys() and any(_may_be(draft, old) for old in told):
            draft.attributes = {**draft.attributes, "refers": "yes"}
            del draft.attributes["untyped"]


def _may_be(draft: Draft, known: Draft) -> bool:
    """Tell whether a mention can be of a known operation: its region, and its date, are no others."""
    if draft.date is not None and known.date is not None and draft.date.value != known.date.value:
        return False
    if known.joint is not None:
        return False
    return not draft.regions or not known.regions or not set(draft.regions).isdisjoint(known.regions)
