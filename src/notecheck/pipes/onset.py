"""Onset: the date on which a complaint began, returned or was noticed.

A date that no operation or study has taken belongs to a complaint where the note says so in words:
"low back pain since March 2022", "in 2023 he developed leg pain", "noticed numbness two weeks ago".
Runs after all other dates are given. The words are those of ``lexicon/onset.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from notecheck import lexicon
from notecheck.extraction import DateMention
from notecheck.lexicon.blanks import flexible
from notecheck.marks import Draft

_REACH = 120  # characters between a date and its complaint
_LEAD = 48  # characters before a date in which its word is looked for
_DIRECT = 14
_REAL = frozenset({"present", "historical"})
# "About a year after" counts from an event that the date itself does not name.
_COUNTED = ("after", "post", "following", "later")


class _Rules(NamedTuple):
    before: re.Pattern[str]
    behind: re.Pattern[str]
    directly: re.Pattern[str]


@cache
def _rules() -> _Rules:
    # A list in the file is folded: its lines end with a bar and are joined by a blank.
    words = {name: value.replace("| ", "|") for name, value in lexicon.load("onset").items()}
    between = rf"(?:(?:{flexible(words['between'])})\W{{1,3}}){{0,3}}"
    who = r"[\s,]{0,4}(?:(?:when|that|the|she|he|they|patient|pt|mr|ms|mrs|then|has|had)\b\.?\s{1,3}){0,3}"
    directly = rf"\b(?:{flexible(words['directly'])})(?:\s{{1,3}}\w{{1,15}}){{0,3}}\s{{0,3}}\Z"
    return _Rules(
        re.compile(rf"\b(?:{flexible(words['before'])})\W{{1,3}}{between}\Z", re.IGNORECASE),
        re.compile(rf"{who}(?:{flexible(words['behind'])})", re.IGNORECASE),
        re.compile(directly, re.IGNORECASE),
    )


def date_onsets(text: str, start: int, group: Sequence[Draft], dates: Sequence[DateMention]) -> None:
    """Give the complaints of one sentence, which begins at ``start``, their dates."""
    complaints = [d for d in group if d.group == "symptom" and d.date is None and d.status in _REAL]
    if not complaints:
        return
    taken = {id(draft.date) for draft in group if draft.date is not None}
    for date in dates:
        if date.role is not None or id(date) in taken or date.text.lower().endswith(_COUNTED):
            continue
        complaint = _told_of(text, start, date, complaints)
        if complaint is not None and complaint.date is None:
            complaint.date = date


def _told_of(text: str, start: int, date: DateMention, complaints: Sequence[Draft]) -> Draft | None:
    rules = _rules()
    ahead = [d for d in complaints if d.end <= date.start <= d.end + _REACH]
    after = [d for d in complaints if date.end <= d.start <= date.end + _REACH]
    if rules.before.search(text[max(start, date.start - _LEAD) : date.start]):
        return ahead[-1] if ahead else next(iter(after), None)
    near = ahead[-1] if ahead and date.start - ahead[-1].end <= _DIRECT else None
    if near is not None and rules.directly.search(text[max(start, near.start - _LEAD) : near.start]):
        return near
    behind = rules.behind.match(text, date.end)
    return after[0] if behind and after and behind.end() <= after[0].start else None
