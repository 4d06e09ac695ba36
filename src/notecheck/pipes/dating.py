"""Dating: which date of a sentence belongs to which procedure or study.

A date goes to what it stands next to; operations done together share theirs.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from notecheck.extraction import DateMention
from notecheck.marks import Draft
from notecheck.pipes.time_cues import time_cues

_DATED = frozenset({"procedure", "modality"})
_COUNTED_FROM = ("out from", "from", "after", "s/p", "status post", "following", "post", "since", "out of")
_NOW = frozenset({"today", "now", "tonight", "this morning", "yesterday"})


def date_sentence(text: str, start: int, drafts: Sequence[Draft], dates: Sequence[DateMention]) -> None:
    """Give the procedures and studies of one sentence their dates."""
    anchors = [draft for draft in drafts if draft.group in _DATED]
    if any(draft.status != "absent" for draft in anchors):  # "laminectomy without fusion in 2016"
        anchors = [draft for draft in anchors if draft.status != "absent"]
    if not anchors or not dates:
        return
    pairs: list[tuple[int, int, int]] = []
    for number, date in enumerate(dates):
        if date.role is not None and date.role != "note":
            continue
        elsewhere = time_cues().elsewhere.search(text, max(start, date.start - 30), date.start) is not None
        for at, draft in enumerate(anchors):
            if elsewhere and (draft.group == "procedure" or date.start < draft.start):
                continue
            cost = _cost(text, draft, date, anchors, dates)
            if cost is not None:
                pairs.append((cost, number, at))
    taken: set[int] = set()
    for _cost_of, number, at in sorted(pairs):
        if number in taken or anchors[at].date is not None:
            continue
        anchors[at].date = dates[number]
        taken.add(number)
    for number, date in enumerate(dates):  # "3 months after the ALIF of 12/19/2023": the day says more
        if number not in taken and date.kind == "absolute" and date.role is None:
            before = [draft for draft in anchors if draft.end <= date.start]
            if (
                before
                and before[-1].group == "procedure"
                and before[-1].date is not None
                and before[-1].date.kind == "relative"
            ) and not time_cues().elsewhere.search(text, max(start, date.start - 30), date.start):
                before[-1].date = date
    _share(text, anchors)


def _cost(
    text: str, draft: Draft, date: DateMention, anchors: Sequence[Draft], dates: Sequence[DateMention]
) -> int | None:
    """Return how far a date is from a mention, in characters with penalties; None if cut off."""
    if draft.start <= date.start and date.end <= draft.end:
        return 0
    behind = date.start >= draft.end
    low, high = (draft.end, date.start) if behind else (date.end, draft.start)
    gap = text[low:high]
    if high - low > 120 or (high - low > 40 and time_cues().clause.search(gap)):
        return None
    if any(
        low <= other.start < high and other.group == draft.group for other in anchors if other is not draft
    ):
        return None
    if draft.attributes.get("named") and high - low > (12 if behind else 2):
        return None  # the fusion in "failed fusion": the date is of something else
    if draft.group == "modality" and behind and len(gap) <= 28 and not re.search(r"[.;:]", gap):
        return -1  # "CT lumbar spine 10/2/24": nothing is nearer to its date
    if draft.group == "procedure" and (len(gap) > 12 or not behind) and date.text.lower() in _NOW:
        return None  # "seen today after a fusion"
    cost = len(gap)
    if time_cues().clause.search(gap):
        cost += 40
    lead = gap.lstrip().lower()
    if behind:
        if re.search(r"\band\s+(?:in|on)\s*\Z|,\s*(?:in|then in)\s*\Z", gap, re.IGNORECASE):
            cost += 25
        if any(low <= other.start < high for other in anchors if other is not draft):
            cost += 15
        return cost
    if date.kind == "relative" and lead.startswith(_COUNTED_FROM):
        return 0
    if time_cues().goes_on.match(lead) and any(
        other.end <= date.start for other in anchors if other is not draft
    ):
        return cost + 40  # "ACDF in 2015 and PLIF in 2019": the date is that of the one before
    if (
        lead.startswith((":", "-", "–"))
        and len(gap) < 30
        and not any(low <= other.start < high for other in dates)
    ):
        return 0
    return cost + (0 if "," not in gap and len(gap) < 30 else 8)


def _share(text: str, anchors: Sequence[Draft]) -> None:
    """Let procedures done together share their date: "laminectomy and TLIF in 2019"."""
    procedures = [draft for draft in anchors if draft.group == "procedure"]
    together = time_cues().together
    pairs = list(itertools.pairwise(procedures))
    for one, two in reversed(pairs):
        if one.date is not None or two.date is None or two.date.start < two.end or one.end > two.start:
            continue
        if together.match(_plain(text[one.end : two.start])):
            one.date = two.date
    for one, two in pairs:
        if two.date is None and one.date is not None and one.end <= two.start:
            gap = text[one.end : two.start]
            if together.match(_plain(gap)) and (one.date.start < one.start or one.date.start >= two.end):
                two.date = one.date


def _plain(gap: str) -> str:
    """Leave levels and numbers out of the words between two procedures."""
    return re.sub(r"[A-Z]{0,2}\d+(?:\s*[-/–]\s*[A-Z]?\d+)*|\bat\b|\bto\b", " ", gap).replace("  ", " ")


def belongs_elsewhere(text: str, start: int, date: DateMention) -> bool:
    """Tell whether a date is expressly of something else than a procedure."""
    return (
        date.role is not None
        or time_cues().elsewhere.search(text, max(start, date.start - 30), date.start) is not None
    )
