"""Timing of what one mention alone does not tell: lists of operations, and what a report says was done."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from notecheck.anatomy import overlaps
from notecheck.marks import Draft
from notecheck.pipes.dating import done_together
from notecheck.pipes.time_cues import time_cues
from notecheck.pipes.timing import OPERATION

_AHEAD = frozenset({"plan", "follow_up", "patient_instructions", "risks_and_consent"})


def share_prior(text: str, group: Sequence[Draft]) -> None:
    """Let an earlier operation of an operative report take its list along: "s/p fusion and laminectomy"."""
    procedures = [draft for draft in group if draft.group == "procedure"]
    for one, two in itertools.pairwise(procedures):
        if one.temporality != "prior" or two.temporality != "current" or two.date is not one.date:
            continue
        if one.end > two.start or not done_together(text, one, two):
            continue
        if time_cues().carried_out.match(text, two.end) is None:
            two.temporality = "prior"


def find_done(drafts: Sequence[Draft]) -> None:
    """Take an operation that was only proposed as done where the same report tells that it was."""
    done = [
        d for d in drafts if d.group == "procedure" and d.temporality == "current" and d.status == "present"
    ]
    done = [draft for draft in done if draft.section in OPERATION and draft.concept != "injection"]
    if not done:
        return
    for draft in drafts:
        if (
            draft.group != "procedure"
            or draft.temporality != "planned"
            or not _proposed(draft)
            or draft.section in _AHEAD
            or draft.date is not None
            or "revision" in draft.attributes
        ):
            continue
        if any(_same(draft, other) for other in done):
            draft.temporality = "current"
            draft.status, draft.cue = "present", None


def _proposed(draft: Draft) -> bool:
    if draft.status != "hypothetical":
        return draft.status == "present"
    return draft.cue is not None and time_cues().proposed.search(draft.cue.text) is not None


def _same(one: Draft, two: Draft) -> bool:
    if one.concept != two.concept:
        return False
    return not one.levels or not two.levels or overlaps(one.levels, two.levels)
