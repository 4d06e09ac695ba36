"""Timing: whether a procedure is past, done today or planned.

It is ``prior`` when it was done before the encounter, ``current`` when it is done in it,
``planned`` when it is to come.
"""

from __future__ import annotations

import datetime
import re

from notecheck.extraction import Temporality
from notecheck.marks import Draft
from notecheck.pipes.time_cues import listed, time_cues

OPERATION = frozenset({"operative_technique", "operative_findings", "procedure", "anesthesia"})
"""Sections that tell what is done at this encounter."""
_AHEAD = frozenset({"plan", "follow_up"})
_OPEN = frozenset({"hypothetical", "uncertain"})
_TOLD = frozenset(
    {"indications", "history_of_present_illness", "chief_complaint", "preamble", "other", "hospital_course"}
)
"""Sections of an operative report that may tell the operation itself before its account."""
_NEAR = 35  # characters between a plan and "the fusion" that it is for
_STAY = 60  # days: a hospital stay holds what was done in it
_TODAY = 120  # characters before an operation in which "I performed" still leads to it
_DONE = 70  # characters behind a study that may say that it was done, in this sentence or the next


def judge_time(
    text: str, start: int, end: int, draft: Draft, *, note_date: datetime.date | None, operative: bool
) -> Temporality:
    """Return when a procedure of the sentence ``[start, end)`` is done; ``text`` in lower case."""
    rules = time_cues()
    low = max(start, draft.start - 90)
    high = min(end, draft.end + 70)
    for match in rules.clause.finditer(text, low, draft.start):
        low = match.end()
    behind_end = next((m.start() for m in rules.clause.finditer(text, draft.end, high)), high)
    in_operation = draft.section in OPERATION or (operative and draft.section in ("findings", "other"))
    planned = _last(rules.planned_before, text, low, draft.start)
    prior = _last(rules.prior_before, text, low, draft.start)
    since = rules.study_done if draft.group == "modality" else rules.done_since
    told = since.match(text, draft.end, draft.end + _DONE) is not None
    if told:
        planned = -1
        if draft.status in _OPEN and draft.cue is not None and rules.proposed.search(draft.cue.text):
            draft.status, draft.cue = "present", None
    ahead = rules.planned_behind.search(text, draft.end, behind_end)
    done = rules.prior_behind.search(text, draft.end, behind_end)
    ahead = None if ahead is None or (done is not None and done.start() <= ahead.start()) else ahead
    if note_date is not None and (planned > prior or (ahead is not None and draft.group == "procedure")):
        _look_ahead(draft, note_date)
    if not told and draft.group == "modality" and rules.ordered.match(text, draft.end, behind_end):
        return "planned"
    by_date = _by_date(draft, note_date, in_operation)
    if by_date is not None:
        return by_date
    if in_operation:
        near = max(low, draft.start - 30)
        if rules.in_operation.search(text, near, draft.start):
            return "prior"
        upon = rules.come_upon.match(text, draft.end, high)
        old = upon and rules.come_upon_of.search(text, draft.start, draft.end)
        return "prior" if old else "current"
    if operative and draft.section in _TOLD and draft.date is None and _of_today(text, start, draft):
        return "current"
    if not told and ahead is not None:
        return "planned"
    if draft.attributes.get("temporal") == "planned":
        return "planned"
    if draft.section in _AHEAD and draft.date is None and rules.begins_ahead.match(text, start):
        return "planned"
    # "request records before saying anything about the fusion": what is named before is not what is planned
    if planned >= max(prior, 0) and not ("definite" in draft.attributes and draft.start - planned > _NEAR):
        return "planned"
    if told or prior >= 0 or draft.date is not None or done is not None:
        if (
            draft.section == "hospital_course"
            and (draft.date is None or _of_stay(draft, note_date))
            and not rules.in_stay.search(text, low, draft.start)
        ):
            return "current"
        return (
            "current" if draft.date is not None and draft.date.text.lower() in listed("todays") else "prior"
        )
    if draft.section in _AHEAD or (draft.status == "hypothetical" and "definite" not in draft.attributes):
        return "planned"
    return "current" if draft.section == "hospital_course" else "prior"


def _of_stay(draft: Draft, note_date: datetime.date | None) -> bool:
    """Tell whether an operation that a hospital course dates is of that stay, whose own date nobody tells."""
    date = draft.date
    return note_date is None and draft.group == "procedure" and date is not None and date.precision == "day"


def _of_today(text: str, start: int, draft: Draft) -> bool:
    """Tell whether an operative report tells its own operation: "based on this, I did a laminectomy"."""
    rules = time_cues()
    low = max(start, draft.start - _TODAY)
    said = rules.of_today.search(text, low, draft.start)
    return said is not None and rules.not_of_today.search(text, low, draft.start) is None


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
