"""Linking: the order in which mentions get their place, their time and their ties."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TypeVar

from notecheck.extraction import DateMention
from notecheck.marks import Draft, Section, Sentence
from notecheck.pipes import (
    ankylosis,
    ankylosis_causes,
    ankylosis_words,
    causes,
    indications,
    nonunion_ties,
    refining,
    timing,
)
from notecheck.pipes.approaches import tell_approach
from notecheck.pipes.care import tie_care
from notecheck.pipes.casing import lowered
from notecheck.pipes.complaints import place_complaints
from notecheck.pipes.levels import LevelMark
from notecheck.pipes.places import carry_places, place_sentence
from notecheck.pipes.quality import describe

_NUMBERED = re.compile(r"(?:[(#]?(\d{1,2})[.):]+|#\s?(\d{1,2}))\s+(?=[A-Za-z])|#+\s*(?=[A-Za-z])")

Mark = TypeVar("Mark", LevelMark, DateMention)


_LISTED = frozenset({"condition", "finding", "modality"})


def by_sentence(drafts: Sequence[Draft]) -> dict[int, list[Draft]]:
    """Return the mentions of each sentence, by its index."""
    groups: dict[int, list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(draft.sentence, []).append(draft)
    return groups


def _within(marks: Sequence[Mark], starts: Sequence[int], sentence: Sentence) -> Sequence[Mark]:
    return marks[bisect_left(starts, sentence.start) : bisect_right(starts, sentence.end - 1)]


def link_mentions(
    text: str,
    *,
    sections: Sequence[Section],
    sentences: Sequence[Sentence],
    drafts: list[Draft],
    levels: Sequence[LevelMark],
    dates: Sequence[DateMention],
    note_date: datetime.date | None,
) -> None:
    """Fill in places, dates, temporality and links of all mentions, in that order."""
    operative = any(
        section.name in ("operative_technique", "postoperative_diagnosis") for section in sections
    )
    groups = by_sentence(drafts)
    low = lowered(text)
    level_starts = [mark.start for mark in levels]
    date_starts = [date.start for date in dates]
    for at, group in groups.items():
        sentence = sentences[at]
        place_sentence(text, sentence.start, sentence.end, group, _within(levels, level_starts, sentence))
        refining.refine(text, sentence, group)
        ankylosis_words.read_operated(text, sentence, group)
        timing.date_sentence(text, sentence.start, group, _within(dates, date_starts, sentence))
    blocks = _number_items(text, sentences, drafts)
    place_complaints(drafts)
    carry_places(text, sentences, drafts)
    _dates_told_apart(text, sentences, drafts, dates)
    for at, group in groups.items():
        sentence = sentences[at]
        for draft in group:
            if draft.group in ("procedure", "modality"):
                draft.temporality = timing.judge_time(
                    low, sentence.start, sentence.end, draft, note_date=note_date, operative=operative
                )
            if draft.group == "procedure" and draft.status == "present":
                timing.date_vaguely(text, sentence.start, draft, group)
        tell_approach(text, sentence.start, sentence.end, group)
        indications.past_indications(text, group)
    refining.tell_joints_apart(drafts)
    _date_by_reference(text, drafts)
    refining.refine_note(drafts)
    ankylosis_words.describe(text, sentences, drafts)
    ankylosis_causes.tie_etiology(text, sentences, drafts)
    ankylosis.settle(text, sentences, drafts, levels)
    _date_operation(drafts, dates)
    if note_date is not None:
        timing.date_planned(text, drafts, dates, note_date)
    _tie(text, sentences, drafts, groups)
    ankylosis_causes.link_underlying(text, sentences, drafts)
    indications.link_indication_by_item(drafts, blocks)
    tie_care(text, low, sentences, drafts, groups)
    describe(low, sentences, drafts, groups)


def _number_items(text: str, sentences: Sequence[Sentence], drafts: Sequence[Draft]) -> list[int]:
    """Note the number of the list item in which a condition stands: "2. Nonunion L4-5".

    Returns for each sentence the block that it belongs to: a numbered item or problem ("# ...")
    with the lines below it, up to the next one, a blank line or another section.
    """
    number: str | None = None
    block, blocks, headed = 0, [], False
    numbers: list[str | None] = []
    for at, sentence in enumerate(sentences):
        match = _NUMBERED.match(text, sentence.start)
        before = text[sentences[at - 1].end : sentence.start] if at else "\n"
        new_section = at == 0 or sentences[at - 1].section != sentence.section
        if match is not None or new_section or before.count("\n") > 1 or (not headed and "\n" in before):
            block += 1
            headed = match is not None
            number = (match[1] or match[2]) if match is not None else None
        elif "\n" in before:
            number = None
        blocks.append(block if headed else -1)
        numbers.append(number)
    for draft in drafts:
        item = numbers[draft.sentence]
        if item and draft.group in _LISTED:
            draft.attributes["item"] = item
    return blocks


def _dates_told_apart(
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
        if id(date) in taken or at < 0 or timing.belongs_elsewhere(text, sentences[at].start, date):
            continue
        if at in busy:
            continue
        if not timing.speaks_of_earlier(text, sentences[at].start, sentences[at].end):
            continue
        before = procedures[bisect_left(places, at - 2) : bisect_left(places, at)]
        behind = procedures[bisect_left(places, at + 1) : bisect_right(places, at + 1)]
        home = before[-1] if before else behind[0] if behind else None
        if home is not None and home.date is None:
            home.date = date


def _date_by_reference(text: str, drafts: Sequence[Draft]) -> None:
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
    vague = timing.vague_surgery(text)
    if vague is not None:
        undated[0].date = vague


def _date_operation(drafts: Sequence[Draft], dates: Sequence[DateMention]) -> None:
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


def _tie(
    text: str, sentences: Sequence[Sentence], drafts: Sequence[Draft], groups: dict[int, list[Draft]]
) -> None:
    ids = {id(draft): number for number, draft in enumerate(drafts)}
    for at, group in groups.items():
        sentence = sentences[at]
        indications.mark_words(text, sentence, group)
        nonunion_ties.link_nonunion(text, group, ids)
    earlier: list[Draft] = []
    for at, group in groups.items():
        sentence = sentences[at]
        causes.link_causes(text, sentence, group, earlier, ids)
        indications.link_indication(text, sentence, group, earlier, ids)
        earlier.extend(draft for draft in group if draft.group in ("condition", "procedure"))
    nonunion_ties.link_back_references(text, sentences, drafts, ids)
