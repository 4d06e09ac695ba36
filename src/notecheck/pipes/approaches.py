"""Approaches: how a past fusion was reached, where the words beside it tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from notecheck import lexicon
from notecheck.lexicon.blanks import flexible
from notecheck.marks import Draft


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


def tell_approach(text: str, start: int, end: int, drafts: Sequence[Draft]) -> None:
    """Give a fusion of the sentence ``[start, end)`` the approach that is told beside it."""
    fusions = [
        d
        for d in drafts
        if d.concept == "fusion" and "approach" not in d.attributes and d.status == "present"
    ]
    if not fusions:
        return
    frames, names = _approaches()
    for frame in frames:
        match = frame.search(text, start, end)
        if match is not None:
            name = next((name for pattern, name in reversed(names) if pattern.match(match[1])), None)
            if name is not None:
                nearest = min(fusions, key=lambda d: max(match.start() - d.end, d.start - match.end()))
                nearest.attributes["approach"] = name
                nearest.end = match.end() if 0 <= match.start() - nearest.end < 60 else nearest.end
            return
