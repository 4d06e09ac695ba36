"""Cues of time: the words by which an operation is past, planned or dated."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from notecheck import lexicon
from notecheck.lexicon.blanks import flexible
from notecheck.lexicon.letters import wording


@cache
def listed(key: str) -> tuple[str, ...]:
    """Return a plain list of words of ``lexicon/timing.yaml``."""
    return tuple(lexicon.load("timing")[key])


class TimeCues(NamedTuple):
    """The compiled cues of ``lexicon/timing.yaml``."""

    planned_before: re.Pattern[str]
    begins_ahead: re.Pattern[str]
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
    study_done: re.Pattern[str]
    looked_at: re.Pattern[str]
    looked_at_on: re.Pattern[str]
    compared: re.Pattern[str]
    told_on: re.Pattern[str]
    afterwards: re.Pattern[str]
    come_upon: re.Pattern[str]
    come_upon_of: re.Pattern[str]
    of_today: re.Pattern[str]
    not_of_today: re.Pattern[str]
    carried_out: re.Pattern[str]
    leads: re.Pattern[str]
    taken: re.Pattern[str]
    proposed: re.Pattern[str]
    names: re.Pattern[str]
    shown: re.Pattern[str]
    in_stay: re.Pattern[str]
    done_since: re.Pattern[str]
    proposed_on: re.Pattern[str]
    done_now: re.Pattern[str]
    again: re.Pattern[str]
    again_ends: re.Pattern[str]


@cache
def time_cues() -> TimeCues:
    """Return the cues of time, compiled once a process."""
    data = lexicon.load("timing")
    between = lexicon.load("places")

    def words(key: str) -> re.Pattern[str]:
        return re.compile(flexible(rf"(?<![\w'])(?:{data[key]})(?!\w)"), re.IGNORECASE)

    def free(key: str) -> re.Pattern[str]:
        return re.compile(flexible(data[key]), re.IGNORECASE)

    def small(key: str) -> re.Pattern[str]:
        return wording(rf"(?<![\w'])(?:{data[key]})(?!\w)")

    return TimeCues(
        small("planned_before"),
        wording(data["begins_ahead"]),
        small("planned_behind"),
        small("prior_before"),
        small("prior_behind"),
        small("prior_in_operation"),
        wording(data["ordered"]),
        re.compile(
            rf"(?<!\w)(?:{flexible(data['not_of_procedure'])})[\s:,(]*(?:(?:on|in|about|the|~|around|only|just|dated|date|of|late|early)\s*)*\Z",
            re.IGNORECASE,
        ),
        re.compile(flexible(data["same_procedure"]), re.IGNORECASE),
        re.compile(
            rf"\s*(?:\w+\s+){{0,2}}(?:{flexible(data['together'])})\s*(?:(?:a|an|the|then|left|right|bilateral|l|r|{flexible(data['of_operation'])})\s+)*\Z",
            re.IGNORECASE,
        ),
        re.compile(flexible(data["goes_on"]), re.IGNORECASE),
        re.compile(flexible(between["clause"]) + r"|[.!?](?=\s)", re.IGNORECASE),
        words("vague_words"),
        words("vague_surgery"),
        words("set_for"),
        wording(data["study_done"]),
        words("looked_at"),
        words("looked_at_on"),
        words("compared"),
        free("told_on"),
        free("afterwards"),
        wording(data["come_upon"]),
        wording(data["come_upon_of"]),
        wording(data["of_today"]),
        wording(data["not_of_today"]),
        free("carried_out"),
        free("leads_to_operation"),
        words("study_taken"),
        free("proposed"),
        free("between_date_and_name"),
        free("shown"),
        small("prior_in_stay"),
        wording(data["done_since"]),
        free("proposed_on"),
        free("done_now"),
        free("again"),
        free("again_ends"),
    )
