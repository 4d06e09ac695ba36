"""Quality: whether a complaint of the spine is described, not only named.

How strong, of what kind, where, since when, worse with what: in the sentence of the complaint or in
the sentences that go on about it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from notecheck import lexicon
from notecheck.marks import Draft, Sentence

_KINDS = ("severity", "character", "radiation", "location", "duration", "provoked")
_SITES = frozenset({"back", "neck", "leg", "arm", "unstated"})
_REAL = frozenset({"present", "uncertain"})
_LEFT, _RIGHT = 60, 130  # characters beside a complaint
_ON = 4  # sentences: how far a description runs on
_ENOUGH = 8  # described complaints: more than a report shows


@cache
def _described() -> re.Pattern[str]:
    data = lexicon.load("quality")
    return re.compile("|".join(data[kind].strip() for kind in _KINDS), re.IGNORECASE)


@cache
def _follows() -> re.Pattern[str]:
    return re.compile(lexicon.load("quality")["follows"].strip(), re.IGNORECASE)


def describe(text: str, sentences: Sequence[Sentence], groups: Mapping[int, Sequence[Draft]]) -> None:
    """Note ``quality`` on the complaints that are described; ``groups`` are the mentions by sentence."""
    found = 0
    for at, group in groups.items():
        complaints = [d for d in group if _is_complaint(d)]
        if not complaints:
            continue
        sentence = sentences[at]
        for draft in complaints:
            low, high = max(sentence.start, draft.start - _LEFT), min(sentence.end, draft.end + _RIGHT)
            if _described().search(text, low, high):
                draft.attributes["quality"] = "yes"
                found += 1
        if "quality" not in complaints[-1].attributes and _goes_on(text, sentences, groups, at):
            complaints[-1].attributes["quality"] = "yes"
            found += 1
        if found >= _ENOUGH:
            return


def _is_complaint(draft: Draft) -> bool:
    if draft.group != "symptom" or draft.status not in _REAL:
        return False
    return draft.concept != "pain" or draft.attributes.get("site") in _SITES


def _goes_on(
    text: str, sentences: Sequence[Sentence], groups: Mapping[int, Sequence[Draft]], at: int
) -> bool:
    """Tell whether the sentences behind describe the complaint that was named last."""
    for behind in range(at + 1, min(at + 1 + _ON, len(sentences))):
        sentence = sentences[behind]
        if sentence.section != sentences[at].section or not _follows().match(text, sentence.start, sentence.end):
            return False
        if any(d.group == "symptom" and d.attributes.get("site") not in _SITES | {None} for d in groups.get(behind, ())):
            return False
        if _described().search(text, sentence.start, min(sentence.end, sentence.start + _RIGHT)):
            return True
    return False
