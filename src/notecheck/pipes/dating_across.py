"""Dating across sentences: dates that stand apart from the operation that they are of."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from notecheck.extraction import DateMention
from notecheck.marks import Draft, Sentence
from notecheck.pipes.dating import belongs_elsewhere, is_adjective
from notecheck.pipes.time_cues import listed, time_cues
from notecheck.pipes.timing import OPERATION


def date_vaguely(text: str, start: int, draft: Draft, drafts: Sequence[Draft]) -> None:
    """Keep a vague word of time ("recent", "previously") as the date of an undated past procedure."""
    if draft.date is not None or draft.temporality != "prior" or draft.section in OPERATION:
        return
    match = time_cues().vague.search(text, max(start, draft.start - 130), draft.end)
    if match is None or any(
        match.end() <= other.start < draft.start for other in drafts if other.group == "modality"
    ):
        return
    vague = DateMention(start=match.start(), end=match.end(), text=match[0], kind="vague")
    if not (
        is_adjective(vague) and "," in text[vague.end : draft.start]
    ):  # "recent pain, status post fusion"
        draft.date = vague


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
        if not time_cues().set_for.search(text, max(0, date.start - 45), date.start):
            continue
        before = [draft for draft in planned if draft.start < date.start and draft.date is None]
        behind = [draft for draft in planned if draft.start > date.start and draft.date is None]
        for draft in before[-1:] or behind[:1]:
            draft.date = date


def date_told_apart(
    text: str, sentences: Sequence[Sentence], drafts: Sequence[Draft], dates: Sequence[DateMention]
) -> None:
    """Give a procedure the date of a sentence that only refers to it: "This was done on ..."."""
    taken = {id(draft.date) for draft in drafts if draft.date is not None}
    starts = [sentence.start for sentence in sentences]
    procedures = [draft for draft in drafts if draft.group == "procedure"]
    if not procedures:
        return
    places = [draft.sentence for draft in procedures]
    busy = {draft.sentence for draft in drafts if draft.group in ("procedure", "modality")}
    for date in dates:
        at = bisect_right(starts, date.start) - 1
        if id(date) in taken or at < 0 or belongs_elsewhere(text, sentences[at].start, date):
            continue
        if at in busy or date.text.lower() in listed("now") or is_adjective(date):
            continue
        same = time_cues().same.search(text, sentences[at].start, sentences[at].end)
        if not same and not time_cues().leads.search(text, sentences[at].start, sentences[at].end):
            continue
        before = procedures[bisect_left(places, at - 2) : bisect_left(places, at)] if same else []
        behind = procedures[bisect_left(places, at + 1) : bisect_right(places, at + 1)]
        home = before[-1] if before else behind[0] if behind else None
        if home is not None and home.date is None:
            home.date = date


def date_by_reference(text: str, drafts: Sequence[Draft]) -> None:
    """Let "recent surgery" be the vague date of the undated operation that the note is about."""
    undated = [
        draft
        for draft in drafts
        if draft.concept in ("fusion", "decompression")
        and draft.temporality == "prior"
        and draft.status == "present"
    ]
    if not undated or any(draft.date is not None for draft in undated):
        return
    match = time_cues().vague_surgery.search(text)
    if match is not None:
        undated[0].date = DateMention(start=match.start(), end=match.end(), text=match[0], kind="vague")


def date_operation(drafts: Sequence[Draft], dates: Sequence[DateMention]) -> None:
    """Give what was done in this encounter the date of the note's head, where it states one."""
    head = next((date for date in dates if date.role == "note" and date.precision == "day"), None)
    if head is None:
        return
    for draft in drafts:
        if draft.group == "procedure" and draft.temporality == "current" and draft.date is None:
            draft.date = head
    title = next((draft for draft in drafts if draft.group == "modality"), None)
    if (
        title is not None
        and title.section in ("preamble", "physical_exam", "imaging")
        and title.date is None
        and title.start < 200
    ):
        title.date = head
