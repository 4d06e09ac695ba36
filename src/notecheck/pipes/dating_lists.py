"""Dates of lists: whose date it is where several operations stand in one sentence, each with its own.

"2015 - TLIF L4-5; 2018 - ACDF C5-6" gives every date to what follows it, "TLIF (Dr. Reed, 2015), ACDF
(2018)" to what stands before the bracket, "laminectomy L3 with fusion L3-5 in 2015" to both.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import cache

from notecheck import lexicon
from notecheck.extraction import DateMention
from notecheck.lexicon.blanks import flexible
from notecheck.marks import Draft, Sentence

_BRACKET = 60  # characters from a bracket to the date in it
_OWNER = 90  # characters from an operation to the bracket with its date
_FIRST = re.compile(
    r"(?:\A|[,;|\n•·:)>*-]|\d[.)]|\b(?:and|then)\b)\s*(?:(?:in|on|circa|about|around)\s+|[~(\[]\s*)?\Z",
    re.IGNORECASE,
)
_LAST = re.compile(r"\s*(?:\(\s*Dr[^()]{1,30}\)\s*)?(?:[,;.|\n)]|\Z|and\b|then\b)", re.IGNORECASE)
_HEAD = re.compile(r"\s*[:(]")
_STOP = re.compile(r"[;\n|]|\.\s")


@cache
def _together() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{flexible(lexicon.load('places')['one_date'])})\s*\Z", re.IGNORECASE)


def date_lists(text: str, sentence: Sentence, drafts: Sequence[Draft], dates: Sequence[DateMention]) -> None:
    """Set right the dates of the operations of one sentence by the form of its list."""
    operations = [d for d in drafts if d.group == "procedure" and d.status != "absent"]
    told = [date for date in dates if date.role is None and date.kind == "absolute" and date.value]
    if len(operations) < 2 or not told:
        return
    operations.sort(key=lambda draft: draft.start)
    bracketed = _by_brackets(text, sentence.start, operations, told)
    if not bracketed:
        _by_dates_first(text, sentence.start, operations, told)
        _by_dates_last(text, sentence.end, drafts, operations, told)
    _share(text, operations)
    head = operations[0]
    general = "untyped" in head.attributes and _HEAD.match(text, head.end) is not None
    if general and any(other.date is head.date for other in operations[1:]):
        head.date = None  # "two operations (laminectomy 2016, fusion 2018)"


def _by_brackets(text: str, start: int, operations: Sequence[Draft], dates: Sequence[DateMention]) -> bool:
    """Give dates in brackets to the operation before the bracket; tell whether there was any."""
    found = False
    for date in dates:
        bracket = text.rfind("(", max(start, date.start - _BRACKET), date.start)
        if bracket < 0 or ")" in text[bracket : date.start]:
            continue
        if any(bracket < other.start < date.start for other in dates):
            continue  # "(L4-5 2010, L3-4 2012)"
        before = [d for d in operations if d.end <= bracket]
        if not before or bracket - before[-1].end > _OWNER or _STOP.search(text, before[-1].end, bracket):
            continue
        if any(before[-1].end <= other.start < bracket for other in dates):
            continue
        found = True
        for draft in operations:
            if draft.date is date and draft.start > date.end:
                draft.date = None
        before[-1].date = date
    return found


def _by_dates_first(text: str, start: int, operations: Sequence[Draft], dates: Sequence[DateMention]) -> None:
    """Give the dates of a list that has them first to what follows each."""
    general = [d for d in operations if d.end <= dates[0].start and ":" in text[d.end : dates[0].start]]
    operations = operations[len(general) :]  # "three operations: 2012 ..."
    if not operations or dates[0].start > operations[0].start or dates[-1].start > operations[-1].start:
        return
    if not all(_FIRST.search(text[max(start, date.start - 30) : date.start]) for date in dates):
        return
    if len(dates) == 1 and (dates[0].start - start > 4 or operations[0].section != "past_surgical_history"):
        return
    if any(_STOP.search(text, d.end, operations[0].start) for d in dates[:1]):
        return
    for draft in general if len(dates) > 1 else ():
        draft.date = None
    for draft in operations:
        before = [date for date in dates if date.end <= draft.start]
        if before and not _STOP.search(text, before[-1].end, draft.start):
            draft.date = before[-1]


def _by_dates_last(
    text: str,
    end: int,
    drafts: Sequence[Draft],
    operations: Sequence[Draft],
    dates: Sequence[DateMention],
) -> None:
    """Give back the dates of a list that has them last, where one went to the operation behind it."""
    if len(dates) < 2 or dates[0].start < operations[0].end or dates[-1].start < operations[-1].end:
        return
    if any(draft.group == "modality" for draft in drafts):
        return
    if len(dates) != len(operations) and not all(_LAST.match(text, date.end, end) for date in dates):
        return
    for before, draft in itertools.pairwise(operations):
        date = draft.date
        if date is None or date.end > draft.start or date.start < before.end:
            continue
        if before.date is not None and before.date is not date:
            continue
        behind = [other for other in dates if other.start >= draft.end]
        if _STOP.search(text, before.end, date.start) or not behind:
            continue
        before.date = date
        draft.date = None if _STOP.search(text, draft.end, behind[0].start) else behind[0]


def _share(text: str, operations: Sequence[Draft]) -> None:
    """Let operations told in one breath have one date, with their levels between them."""
    for one, two in itertools.pairwise(operations):
        if (one.date is None) == (two.date is None):
            continue
        low = max(one.end, one.place[1] if one.place and one.place[1] <= two.start else 0)
        high = min(two.start, two.place[0] if two.place and two.place[0] >= low else two.start)
        if not _together().match(text[low:high]):
            continue
        if two.date is None and one.date is not None and one.date.end <= one.start:
            two.date = one.date
        elif one.date is None and two.date is not None and two.date.start >= two.end:
            one.date = two.date
