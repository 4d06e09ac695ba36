"""Timing: which date belongs to which procedure or study, and whether a procedure is past.

A date goes to the procedure or study that it stands next to. A procedure is ``prior`` when it was
done before the encounter, ``current`` when it is done in it, ``planned`` when it is to come.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from notecheck import lexicon
from notecheck.extraction import DateMention, Temporality
from notecheck.lexicon.blanks import flexible
from notecheck.lexicon.letters import wording
from notecheck.marks import Draft

_DATED = frozenset({"procedure", "modality"})
_OPERATION = frozenset({"operative_technique", "operative_findings", "procedure", "anesthesia"})
_AHEAD = frozenset({"plan", "follow_up"})
_COUNTED_FROM = ("out from", "from", "after", "s/p", "status post", "following", "post", "since", "out of")
_NOW = frozenset({"today", "now", "tonight", "this morning", "yesterday"})
_STAY = 60  # days: a hospital stay holds what was done in it


class _Rules(NamedTuple):
    planned_before: re.Pattern[str]
    planned_behind: re.Pattern[str]
    prior_before: re.Pattern[str]
    prior_behind: re.Pattern[str]
    in_operation: re.Pattern[str]
    ordered: re.Pattern[str]
    elsewhere: re.Pattern[str]
    same: re.Pattern[str]
    together: re.Pattern[str]
    goes_on: re.Pattern[str]
    clause: re.Pattern[str]
    vague: re.Pattern[str]
    vague_surgery: re.Pattern[str]
    set_for: re.Pattern[str]


@cache
def _rules() -> _Rules:
    data = lexicon.load("timing")
    between = lexicon.load("places")

    def words(key: str) -> re.Pattern[str]:
        return re.compile(flexible(rf"(?<![\w'])(?:{data[key]})(?!\w)"), re.IGNORECASE)

    def small(key: str) -> re.Pattern[str]:
        return wording(rf"(?<![\w'])(?:{data[key]})(?!\w)")

    return _Rules(
        small("planned_before"),
        small("planned_behind"),
        small("prior_before"),
        small("prior_behind"),
        small("prior_in_operation"),
        wording(data["ordered"]),
        re.compile(
            rf"(?<!\w)(?:{flexible(data['not_of_procedure'])})[\s:,(]*(?:(?:on|in|about|the|~|around|dated|date|of|late|early)\s*)*\Z",
            re.IGNORECASE,
        ),
        re.compile(flexible(data["same_procedure"]), re.IGNORECASE),
        re.compile(
            rf"\s*(?:\w+\s+){{0,2}}(?:{flexible(data['together'])})\s*(?:(?:a|an|the|then|left|right|bilateral|l|r)\s+)*\Z",
            re.IGNORECASE,
        ),
        re.compile(flexible(data["goes_on"]), re.IGNORECASE),
        re.compile(flexible(between["clause"]) + r"|[.!?](?=\s)", re.IGNORECASE),
        words("vague_words"),
        words("vague_surgery"),
        words("set_for"),
    )


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
        elsewhere = _rules().elsewhere.search(text, max(start, date.start - 30), date.start) is not None
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
            ) and not _rules().elsewhere.search(text, max(start, date.start - 30), date.start):
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
    if high - low > 120 or (high - low > 40 and _rules().clause.search(gap)):
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
    if _rules().clause.search(gap):
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
    if _rules().goes_on.match(lead) and any(
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
    together = _rules().together
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


def date_vaguely(text: str, start: int, draft: Draft, drafts: Sequence[Draft]) -> None:
    """Keep a vague word of time ("recent", "previously") as the date of an undated past procedure."""
    if draft.date is not None or draft.temporality != "prior" or draft.section in _OPERATION:
        return
    match = _rules().vague.search(text, max(start, draft.start - 130), draft.end)
    if match is None or any(
        match.end() <= other.start < draft.start for other in drafts if other.group == "modality"
    ):
        return
    draft.date = DateMention(start=match.start(), end=match.end(), text=match[0], kind="vague")


def vague_surgery(text: str) -> DateMention | None:
    """Return the words of "recent surgery" as a vague date, None where the note has none."""
    match = _rules().vague_surgery.search(text)
    return DateMention(start=match.start(), end=match.end(), text=match[0], kind="vague") if match else None


def date_planned(
    text: str, drafts: Sequence[Draft], dates: Sequence[DateMention], note: datetime.date
) -> None:
    """Give the planned operation the day that a later sentence sets: "Surgery is set for ..."."""
    planned = [
        d for d in drafts if d.group == "procedure" and d.temporality == "planned" and d.status == "present"
    ]
    taken = {id(draft.date) for draft in drafts if draft.date is not None}
    for date in dates:
        if id(date) in taken or date.value is None or date.value <= note.isoformat()[: len(date.value)]:
            continue
        if not _rules().set_for.search(text, max(0, date.start - 45), date.start):
            continue
        before = [draft for draft in planned if draft.start < date.start and draft.date is None]
        behind = [draft for draft in planned if draft.start > date.start and draft.date is None]
        for draft in before[-1:] or behind[:1]:
            draft.date = date


def _plain(gap: str) -> str:
    """Leave levels and numbers out of the words between two procedures."""
    return re.sub(r"[A-Z]{0,2}\d+(?:\s*[-/–]\s*[A-Z]?\d+)*|\bat\b|\bto\b", " ", gap).replace("  ", " ")


def speaks_of_earlier(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence speaks of a procedure named before it ("This was done on ...")."""
    return _rules().same.search(text, start, end) is not None


def belongs_elsewhere(text: str, start: int, date: DateMention) -> bool:
    """Tell whether a date is expressly of something else than a procedure."""
    return (
        date.role is not None
        or _rules().elsewhere.search(text, max(start, date.start - 30), date.start) is not None
    )


def judge_time(
    text: str, start: int, end: int, draft: Draft, *, note_date: datetime.date | None, operative: bool
) -> Temporality:
    """Return when a procedure of the sentence ``[start, end)`` is done; ``text`` in lower case."""
    rules = _rules()
    low = max(start, draft.start - 90)
    high = min(end, draft.end + 70)
    for match in rules.clause.finditer(text, low, draft.start):
        low = match.end()
    behind_end = next((m.start() for m in rules.clause.finditer(text, draft.end, high)), high)
    in_operation = draft.section in _OPERATION or (operative and draft.section in ("findings", "other"))
    planned = _last(rules.planned_before, text, low, draft.start)
    prior = _last(rules.prior_before, text, low, draft.start)
    if planned > prior and note_date is not None:
        _look_ahead(draft, note_date)
    if draft.group == "modality" and rules.ordered.match(text, draft.end, behind_end):
        return "planned"
    by_date = _by_date(draft, note_date, in_operation)
    if by_date is not None:
        return by_date
    if in_operation:
        near = max(low, draft.start - 30)
        return "prior" if rules.in_operation.search(text, near, draft.start) else "current"
    ahead = rules.planned_behind.search(text, draft.end, behind_end)
    done = rules.prior_behind.search(text, draft.end, behind_end)
    if ahead is not None and (done is None or ahead.start() < done.start()):
        return "planned"
    if planned > prior:
        return "planned"
    if prior >= 0 or draft.date is not None or done is not None:
        if (
            draft.section == "hospital_course"
            and draft.date is None
            and not rules.in_operation.search(text, low, draft.start)
        ):
            return "current"
        return "prior"
    if draft.section in _AHEAD:
        return "planned"
    return "current" if draft.section == "hospital_course" else "prior"


def _look_ahead(draft: Draft, note_date: datetime.date) -> None:
    """Move a month without a year ("removal in November") behind the note where it is planned."""
    date = draft.date
    if (
        date is None
        or date.value is None
        or date.kind != "absolute"
        or date.value[:4] in date.text
        or date.value[2:4] in date.text
    ):
        return
    if date.value < note_date.isoformat()[: len(date.value)]:
        ahead = f"{int(date.value[:4]) + 1}{date.value[4:]}"
        draft.date = date.model_copy(update={"value": ahead})


def _by_date(draft: Draft, note_date: datetime.date | None, in_operation: bool) -> Temporality | None:
    """Judge by the date alone, where it has a value and the note's date is known."""
    date = draft.date
    if date is None or date.value is None or note_date is None:
        return "prior" if date is not None and date.kind == "vague" and not in_operation else None
    cut = note_date.isoformat()[: len(date.value)]
    if date.value > cut:
        return "planned"
    if date.value == note_date.isoformat():
        return "current"
    if draft.section == "hospital_course" and date.precision == "day":
        days = (note_date - datetime.date.fromisoformat(date.value)).days
        return "current" if days <= _STAY else "prior"
    if in_operation and date.value == cut:
        return "current"
    return "prior" if date.value < cut or not in_operation else None


def _last(pattern: re.Pattern[str], text: str, low: int, high: int) -> int:
    """Return where the last cue in ``[low, high)`` ends, -1 where there is none."""
    place = -1
    for match in pattern.finditer(text, low, high):
        place = match.end()
    return place
