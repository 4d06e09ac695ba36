"""Quality: whether a complaint of the spine is described, not only named.

How strong, of what kind, where, since when, worse with what: in the sentence of the complaint or in
the sentences that go on about it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache

from notecheck import lexicon
from notecheck.extraction import Link
from notecheck.lexicon.letters import wording
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
    return wording("|".join(f"(?P<{kind}>{data[kind].strip()})" for kind in _KINDS))


@cache
def _severity() -> re.Pattern[str]:
    return wording(f"(?P<severity>{lexicon.load('quality')['severity'].strip()})")


@cache
def _follows() -> re.Pattern[str]:
    return wording(lexicon.load("quality")["follows"].strip())


@cache
def _labelled() -> re.Pattern[str]:
    return wording(lexicon.load("quality")["labelled"])


def describe(
    low: str, sentences: Sequence[Sentence], drafts: list[Draft], groups: Mapping[int, Sequence[Draft]]
) -> None:
    """Link the complaints to what describes them, which becomes a mention of the group ``quality``.

    ``low`` is the note in lower case, ``drafts`` are all mentions of the note, ``groups`` the same
    by the index of their sentence.
    """
    found = 0
    last: Draft | None = None
    for at, group in groups.items():
        complaints = [d for d in group if _is_complaint(d)]
        if not complaints:
            continue
        sentence, last = sentences[at], complaints[-1]
        for draft in complaints:
            first, last_place = (
                max(sentence.start, draft.start - _LEFT),
                min(sentence.end, draft.end + _RIGHT),
            )
            match = _described().search(low, first, last_place)
            if match is not None:
                _add(drafts, draft, match, at)
                found += 1
                if match.lastgroup != "severity":
                    strength = _severity().search(low, draft.end, last_place)
                    if strength is not None:
                        _add(drafts, draft, strength, at)
        if not any(link.relation == "quality" for link in complaints[-1].links):
            behind = _goes_on(low, sentences, groups, at)
            if behind is not None:
                _add(drafts, complaints[-1], *behind)
                found += 1
        if found >= _ENOUGH:
            return
    if last is not None and not found:
        match = _labelled().search(low)
        if match is not None:
            at = bisect_right(sentences, match.start(), key=lambda sentence: sentence.start) - 1
            _add(drafts, last, match, max(at, 0))


def _add(drafts: list[Draft], complaint: Draft, match: re.Match[str], at: int) -> None:
    kind = match.lastgroup or "character"
    complaint.links.append(Link(relation="quality", target=len(drafts)))
    drafts.append(Draft("quality", kind, kind, match.start(), match.end(), at, complaint.section))


def _is_complaint(draft: Draft) -> bool:
    if draft.group != "symptom" or draft.status not in _REAL:
        return False
    return draft.concept != "pain" or draft.attributes.get("site") in _SITES


def _goes_on(
    low: str, sentences: Sequence[Sentence], groups: Mapping[int, Sequence[Draft]], at: int
) -> tuple[re.Match[str], int] | None:
    """Return what describes the complaint that was named last, and in which sentence behind it."""
    for behind in range(at + 1, min(at + 1 + _ON, len(sentences))):
        sentence = sentences[behind]
        if sentence.section != sentences[at].section:
            return None
        if not _follows().match(low, sentence.start, sentence.end):
            return None
        others = (d for d in groups.get(behind, ()) if d.group == "symptom")
        if any(d.attributes.get("site", "unstated") not in _SITES for d in others):
            return None
        match = _described().search(low, sentence.start, min(sentence.end, sentence.start + _RIGHT))
        if match is not None:
            return match, behind
    return None
