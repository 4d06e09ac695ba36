"""Dating: which date of a sentence belongs to which procedure or study.

A date goes to what it stands next to; operations done together share theirs.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from notecheck.extraction import DateMention
from notecheck.marks import Draft
from notecheck.pipes.time_cues import listed, time_cues

_DATED = frozenset({"procedure", "modality"})
_REACH = 120  # characters: how far a date may stand from what it dates


def date_sentence(text: str, start: int, drafts: Sequence[Draft], dates: Sequence[DateMention]) -> None:
    """Give the procedures and studies of one sentence their dates."""
    anchors = [draft for draft in drafts if draft.group in _DATED]
    if any(draft.status != "absent" for draft in anchors):  # "laminectomy without fusion in 2016"
        anchors = [draft for draft in anchors if draft.status != "absent"]
    if not anchors or not dates:
        return
    cues = time_cues()
    pairs: list[tuple[int, int, int]] = []
    for number, date in enumerate(dates):
        if date.role is not None and date.role != "note":
            continue
        elsewhere = _of_something_else(text, start, date)
        for at, draft in enumerate(anchors):
            bound = draft.group == "procedure" or date.start < draft.start
            if elsewhere and bound and not cues.names.fullmatch(text, date.end, draft.start):
                continue  # but "since the 2016 lumbar fusion": the date is a part of the name
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
            ) and not _of_something_else(text, start, date):
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
    if high - low > _REACH:
        return None
    gap = text[low:high]
    if _parted(text, draft, date, gap):
        return None
    if high - low > 40 and time_cues().clause.search(gap) and not _leads_line(text, date, gap):
        return None
    if any(
        low <= other.start < high and other.group == draft.group for other in anchors if other is not draft
    ):
        return None
    if draft.attributes.get("named") and high - low > (12 if behind else 2):
        return None  # the fusion in "failed fusion": the date is of something else
    if draft.group == "modality" and behind and len(gap) <= 28 and not re.search(r"[.;:]", gap):
        return -1  # "CT lumbar spine 10/2/24": nothing is nearer to its date
    if (
        draft.group == "procedure"
        and date.text.lower() in listed("now")
        and (len(gap) > 12 if behind else not _done_now(gap))
    ):
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
        if any(low <= other.start < high for other in dates):
            cost += 30  # the first of a list: "in 2016 and 2019"
        return cost
    if ("," in gap or ";" in gap) and any(low <= other.start < high for other in anchors):
        return None  # "2014 pain, fusion 2015, MRI"
    if date.kind == "relative" and lead.startswith(listed("counted_from")):
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


def _of_something_else(text: str, start: int, date: DateMention) -> bool:
    """Tell whether the words before a date give it to an event that is no operation."""
    return time_cues().elsewhere.search(text, max(start, date.start - 60), date.start) is not None


def _parted(text: str, draft: Draft, date: DateMention, gap: str) -> bool:
    """Tell whether the words between a date and a mention part the two."""
    cues = time_cues()
    if is_adjective(date) and "," in gap:
        return True  # "recent back pain, status post fusion"
    if draft.group == "modality" and date.kind == "vague" and len(gap) > 12:
        return True
    if date.start < draft.start:
        # "nonunion in 2018, then a fusion"; "Dr. Wen on 12/15/2023 noted that an MRI ..."
        shown = draft.group == "procedure" and cues.shown.match(gap)
        return bool(shown or cues.afterwards.match(gap) or cues.told_on.match(gap))
    if draft.group != "modality":
        return cues.proposed_on.search(gap) is not None
    if date.text.lower() in listed("now"):
        return cues.looked_at.search(gap) is not None and cues.taken.search(gap) is None
    return cues.looked_at_on.search(gap) is not None or (
        len(gap) > 12 and cues.compared.search(gap) is not None
    )


def _done_now(gap: str) -> bool:
    return time_cues().done_now.match(gap) is not None


def is_adjective(date: DateMention) -> bool:
    """Tell whether a date is a word that belongs to the noun behind it: "recent", "remote"."""
    return date.kind == "vague" and date.text.lower() in ("recent", "remote")


def done_together(text: str, one: Draft, two: Draft) -> bool:
    """Tell whether only words of a list stand between two operations."""
    return time_cues().together.match(_plain(text[one.end : two.start])) is not None


def _leads_line(text: str, date: DateMention, gap: str) -> bool:
    """Tell whether a date stands at the head of a line with a gap behind, as in a chronology."""
    line = text.rfind("\n", 0, date.start) + 1
    return not text[line : date.start].strip(" \t-*•") and gap[:2].isspace() and "\n" not in gap


def _share(text: str, anchors: Sequence[Draft]) -> None:
    """Let procedures done together share their date: "laminectomy and TLIF in 2019"."""
    procedures = [draft for draft in anchors if draft.group == "procedure"]
    pairs = list(itertools.pairwise(procedures))
    for one, two in reversed(pairs):
        if one.date is not None or two.date is None or two.date.start < two.end or one.end > two.start:
            continue
        if done_together(text, one, two):
            one.date = two.date
    for one, two in pairs:
        if two.date is not None or one.date is None or one.end > two.start:
            continue
        if done_together(text, one, two) and (one.date.start < one.start or one.date.start >= two.end):
            two.date = one.date


def _plain(gap: str) -> str:
    """Leave levels and numbers out of the words between two procedures."""
    return re.sub(r"[A-Z]{0,2}\d+(?:\s*[-/–]\s*[A-Z]?\d+)*|\bat\b|\bto\b", " ", gap).replace("  ", " ")


def belongs_elsewhere(text: str, start: int, date: DateMention) -> bool:
    """Tell whether a date is expressly of something else than a procedure."""
    return date.role is not None or _of_something_else(text, start, date)
