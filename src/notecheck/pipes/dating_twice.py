"""Dates of one operation or study done twice: "ACDF in 1986 and again in 1994", "fusion x 2 (2016, 2019)"."""

from __future__ import annotations

import itertools
from bisect import insort
from collections.abc import Sequence
from dataclasses import replace

from notecheck.extraction import DateMention
from notecheck.marks import Draft
from notecheck.pipes.time_cues import time_cues

_GAP = 28  # characters between two dates of a list
_OPERATIONS = frozenset({"fusion", "decompression", "discectomy", "hardware_removal", "other"})


def tell_apart(
    text: str, drafts: list[Draft], groups: dict[int, list[Draft]], dates: Sequence[DateMention]
) -> None:
    """Add a mention for each further date of an operation, on the words of that date.

    Call it before anything counts the mentions: ``drafts`` stay in the order of the text.
    """
    taken = {id(draft.date) for draft in drafts if draft.date is not None}
    bearers: dict[int, list[Draft]] = {}
    for draft in drafts:
        told = draft.concept in _OPERATIONS if draft.group == "procedure" else draft.group == "modality"
        if told and draft.date is not None:
            bearers.setdefault(id(draft.date), []).append(draft)
    if not bearers:
        return
    owners: list[Draft] = []
    for at, (one, two) in enumerate(itertools.pairwise(dates)):
        owners = bearers.get(id(one)) or (owners if id(one) in taken else [])
        if not owners or id(two) in taken or not _again(text, owners, one, two, dates[at + 2 : at + 3]):
            owners = []
            continue
        taken.add(id(two))
        for owner in owners:
            added = replace(
                owner, start=two.start, end=two.end, date=two, attributes=dict(owner.attributes), links=[]
            )
            insort(drafts, added, key=lambda draft: draft.start)
            insort(groups[owner.sentence], added, key=lambda draft: draft.start)


def _again(
    text: str, owners: Sequence[Draft], one: DateMention, two: DateMention, third: Sequence[DateMention]
) -> bool:
    """Tell whether the second date is of the same operation done again."""
    if (
        two.role is not None
        or "vague" in (one.kind, two.kind)
        or one.kind != two.kind
        or one.value == two.value
    ):
        return False
    if two.start - one.end > _GAP or one.end <= owners[-1].end:
        return False
    cues = time_cues()
    gap = text[one.end : two.start]
    if cues.again.fullmatch(gap) is None:
        return False
    goes_on = any(
        date.start - two.end <= _GAP and cues.again.fullmatch(text, two.end, date.start) for date in third
    )
    return goes_on or cues.again_ends.match(text, two.end) is not None
