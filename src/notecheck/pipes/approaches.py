"""Approaches: how a past operation was reached, where the words beside it tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from notecheck import lexicon
from notecheck.lexicon.blanks import flexible
from notecheck.marks import Draft
from notecheck.pipes.place_marks import alike

_REACHED = frozenset({"fusion", "decompression", "discectomy"})


@cache
def _approaches() -> tuple[list[re.Pattern[str]], list[tuple[re.Pattern[str], str]]]:
    data = lexicon.load("places")
    words = "|".join(data["approaches"].values())
    filled = [flexible(frame.replace("{words}", words)) for frame in data["approach_frames"]]
    frames = [re.compile(frame, re.IGNORECASE) for frame in filled]
    return frames, [
        (re.compile(rf"(?:{flexible(alternatives)})\Z", re.IGNORECASE), name)
        for name, alternatives in data["approaches"].items()
    ]


@cache
def _parts() -> frozenset[str]:
    return frozenset(lexicon.load("places")["part_of_another"])


@cache
def _redo() -> re.Pattern[str]:
    return re.compile(flexible(lexicon.load("places")["of_a_redo"]), re.IGNORECASE)


def tell_approach(text: str, start: int, end: int, drafts: Sequence[Draft]) -> None:
    """Give a fusion of the sentence ``[start, end)`` the approach that is told beside it.

    Where there is no fusion, a decompression or discectomy.
    """
    open_ones = [
        d
        for d in drafts
        if d.concept in _REACHED
        and d.group == "procedure"
        and "approach" not in d.attributes
        and d.status == "present"
    ]
    if not open_ones:
        return
    operations = [d for d in open_ones if d.concept == "fusion"]
    if not operations and any(d.concept == "fusion" and d.group == "procedure" for d in drafts):
        return  # the words are those of the fusion's approach
    operations = operations or open_ones
    frames, names = _approaches()
    for frame in frames:
        for match in frame.finditer(text, start, end):
            name = next((name for pattern, name in reversed(names) if pattern.match(match[1])), None)
            free = [d for d in operations if "approach" not in d.attributes]
            if name is not None and free:
                nearest = min(free, key=lambda d: max(match.start() - d.end, d.start - match.end()))
                if nearest.end < match.start() and _redo().search(text, nearest.end, match.start()):
                    continue
                nearest.attributes["approach"] = name
                other_between = any(
                    nearest.end <= d.start < match.end() for d in drafts if d.group == "procedure"
                )
                if 0 <= match.start() - nearest.end < 60 and not other_between:
                    nearest.end = match.end()
                elif nearest.start <= match.start() < nearest.end <= match.start(1):
                    nearest.end = match.end(1)  # "fusion (transfibular": the frame begins with the name
                for other in open_ones:  # "posterior L4-5 decompression with fusion"
                    if match.start() <= other.start < match.end():
                        other.attributes.setdefault("approach", name)
        if any("approach" in d.attributes for d in operations):
            return


def settle_parts(drafts: Sequence[Draft]) -> None:
    """Let a foraminotomy have the approach of the operation that it is part of."""
    parts = [draft for draft in drafts if draft.name in _parts()]
    if not parts:
        return
    known = [
        d for d in drafts if d.concept in _REACHED and "approach" in d.attributes and d.name not in _parts()
    ]
    for part in parts:
        whole = [d for d in known if d.sentence == part.sentence] or [
            d for d in known if d.temporality == part.temporality == "current"
        ]
        whole = [d for d in whole if alike(part.regions, d.regions)]
        if any(part.date is not None and d.date is not None and part.date != d.date for d in whole):
            continue
        if whole and {d.attributes["approach"] for d in whole} == {"anterior"}:
            part.attributes["approach"] = "anterior"
