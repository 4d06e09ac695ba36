"""Linking: the order in which mentions get their place, their time and their ties."""

from __future__ import annotations

import datetime
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
    dating,
    dating_across,
    dating_twice,
    indications,
    nonunion_ties,
    onset,
    refining,
    timing,
    timing_note,
)
from notecheck.pipes.approaches import settle_parts, tell_approach
from notecheck.pipes.care import tie_care
from notecheck.pipes.casing import lowered
from notecheck.pipes.complaints import place_complaints
from notecheck.pipes.dating_lists import date_lists
from notecheck.pipes.levels import LevelMark
from notecheck.pipes.numbering import number_items
from notecheck.pipes.place_carrying import carry_places
from notecheck.pipes.places import place_sentence
from notecheck.pipes.quality import describe
from notecheck.pipes.references import settle_references

Mark = TypeVar("Mark", LevelMark, DateMention)


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
        indications.mark_words(text, sentence, group)
        within = _within(dates, date_starts, sentence)
        dating.date_sentence(text, sentence.start, group, within)
        date_lists(text, sentence, group, within)
    if dates:
        dating_twice.tell_apart(text, drafts, groups, dates)
    blocks = number_items(text, sentences, drafts)
    place_complaints(low, sentences, drafts)
    carry_places(text, sentences, drafts, levels)
    dating_across.date_told_apart(text, sentences, drafts, dates)
    for at, group in groups.items():
        sentence = sentences[at]
        for draft in group:
            if draft.group in ("procedure", "modality"):
                draft.temporality = timing.judge_time(
                    low, sentence.start, sentence.end, draft, note_date=note_date, operative=operative
                )
            if draft.group == "procedure" and draft.status == "present":
                dating_across.date_vaguely(text, sentence.start, draft, group)
        if operative:
            timing_note.share_prior(text, group)
        tell_approach(text, sentence.start, sentence.end, group)
        indications.past_indications(text, group)
    if operative:
        timing_note.find_done(drafts)
    settle_parts(drafts)
    settle_references(drafts)
    refining.tell_joints_apart(drafts)
    dating_across.date_by_reference(text, drafts)
    refining.refine_note(drafts)
    ankylosis_words.describe(text, sentences, drafts)
    ankylosis_causes.tie_etiology(text, sentences, drafts)
    ankylosis.settle(text, sentences, drafts, levels)
    dating_across.date_operation(drafts, dates)
    if note_date is not None:
        dating_across.date_planned(text, drafts, dates, note_date)
    if dates:
        for at, group in groups.items():
            sentence = sentences[at]
            within = _within(dates, date_starts, sentence)
            if within:
                onset.date_onsets(text, sentence.start, group, within)
    _tie(text, sentences, drafts, groups)
    ankylosis_causes.link_underlying(text, sentences, drafts)
    indications.link_indication_by_item(drafts, blocks)
    tie_care(text, low, sentences, drafts, groups)
    describe(low, sentences, drafts, groups)


def _tie(
    text: str, sentences: Sequence[Sentence], drafts: Sequence[Draft], groups: dict[int, list[Draft]]
) -> None:
    ids = {id(draft): number for number, draft in enumerate(drafts)}
    for at, group in groups.items():
        sentence = sentences[at]
        nonunion_ties.link_nonunion(text, group, ids)
    earlier: list[Draft] = []
    ahead: Sequence[Draft] = ()
    for at, group in groups.items():
        sentence = sentences[at]
        causes.link_causes(text, sentence, group, earlier, ids)
        indications.link_indication(text, sentence, group, ahead, ids)
        earlier.extend(draft for draft in group if draft.group in ("condition", "procedure"))
        ahead = indications.last_ahead(group) or ahead
    nonunion_ties.link_back_references(text, sentences, drafts, ids)
