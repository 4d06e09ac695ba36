"""Lists in a sentence: which of their items a cue in front of the list still speaks of."""

from __future__ import annotations

import re

from notecheck.pipes.assertion_target import Patterns, Target

_TAIL = 80
_OR = re.compile(r"\b(?:or|nor)\b")
_STOP = re.compile(r"[.;\n]")
_LEVEL = re.compile(r"\s+(?:at |of )?[clts]\d")
_NO = re.compile(r"\bno\b")


def within_list(low: str, left: int, target: Target) -> bool:
    """Tell whether no comma parts ``left`` from the target, or the commas are those of a list with "or"."""
    comma = low.find(",", left, target.start)
    if comma < 0 or _OR.search(low, comma, target.start):
        return True
    return bool(_OR.search(low, target.end, _end_of_list(low, target.end)))


def stands_alone(low: str, left: int, comma: int, target: Target, patterns: Patterns) -> bool:
    """Tell whether a list of denials goes on to what is there: "no abscess, severe stenosis".

    ``left`` is where the denial ends, ``comma`` the last comma in front of the target, -1 for none.
    """
    if comma < 0:
        return False
    end = target.end
    if patterns.goes_on.match(low, end) and not _OR.search(low, comma, target.start):
        return True
    if _OR.search(low, left, _end_of_list(low, end)):
        return False
    if patterns.list_done.search(low, left, comma + 1):
        return True
    if target.group not in ("condition", "finding"):
        return False
    # "no lucency, no broken screw, nonunion L5-S1": each item that is denied says so
    item_by_item = _LEVEL.match(low, end) and _NO.search(low, max(0, left - _TAIL), left - 2)
    return bool(item_by_item or patterns.affirmed.match(low, comma + 1, end))


def _end_of_list(low: str, end: int) -> int:
    stop = _STOP.search(low, end, end + _TAIL)
    return stop.start() if stop else end + _TAIL
