"""How levels are spelled: the compiled patterns of letters, numbers, joints and ends.

Pure data for ``level_notation``, which reads with it; the words come from ``lexicon/levels.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from notecheck import lexicon

_BLANK = r"[^\S\n]{0,4}(?:\n[^\S\n]{0,8})?"  # a line may end inside a list
_DASH = r"[-\u2010-\u2015\u2212~]"


def words(entries: Iterable[object]) -> str:
    """Return a pattern for any of some lexicon words; a blank is white space, a final * any letters."""
    ordered = sorted((str(entry) for entry in entries), key=len, reverse=True)
    escaped = (re.escape(entry).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for entry in ordered)
    return f"(?:{'|'.join(escaped)})"


class Grammar(NamedTuple):
    """The compiled spelling of levels; ``numbers`` also holds the ordinals."""

    first: re.Pattern[str]
    bare: re.Pattern[str]
    end: re.Pattern[str]
    joint: re.Pattern[str]
    unit: re.Pattern[str]
    head: re.Pattern[str]
    numbers: dict[str, int]
    letters: dict[str, str]


@cache
def grammar() -> Grammar:
    """Compile the spelling of levels from the lexicon."""
    data = lexicon.load("levels")
    number = words(data["numbers"])
    # After the digits: no letter or decimal, but a next vertebra or an operation may be glued on.
    glued = rf"(?=[CTLSctls]\d|AI\b|{words(data['glued'])}(?!\w)|(?i:{number})\b)"
    guard = rf"(?!\.\d)(?:(?!\w)|{glued})(?!-[ABD-KM-RU-Z]\d)"
    digits = rf"(?:(?P<n>0|[1-9]\d?){guard}|(?P<w>(?i:{number}))\b)"
    first = (
        rf"(?P<letter>[CTLS])(?:[-\u2010\u2011 \u00a0](?P<loose>)|\#)?{digits}"
        rf"|(?P<small>[ctls])(?P<sn>0|[1-9]\d?){guard}"
        rf"|(?P<four>L for)(?=[ -](?:5|five)\b)"
        rf"|(?P<region>(?i:{words(data['letters'])}))[ -]{{1,3}}"
        rf"(?:(?P<rn>[1-9]\d?){guard}|(?P<rw>(?i:{number}))\b)"
        rf"|(?P<occiput>(?i:{words(data['occiput'])})\b|O(?!\w))"
    )
    end = rf"(?:the\s+)?(?:(?P<pelvis>(?i:{words(data['pelvis'])}))|(?i:{words(data['sacrum'])}))(?!\w)"
    joint = (
        rf"(?P<range>(?:{_BLANK}(?<=\s)|-)(?i:{words(data['range_words'])})(?:(?=\s){_BLANK}(?:the\s)?|-)|{_BLANK}(?:->|→|>){_BLANK})"
        rf"|(?P<slip>[^\S\n]+(?i:{words(data['slip_words'])})[^\S\n]+)"
        rf"|(?P<list>{_BLANK},{_BLANK}(?:(?i:{words(data['list_words'])})(?=\s){_BLANK})?"
        rf"|{_BLANK}(?<=\s)(?i:{words(data['list_words'])})(?=\s){_BLANK}|[^\S\n]?[&+][^\S\n]?)"
        rf"|(?P<slash>[ ]?/[ ]?)"
        rf"|(?P<tight>{_DASH}(?=\w))|(?P<dash>[ \u00a0]{{0,2}}{_DASH}{_BLANK})"
        rf"|(?P<space>[ \u00a0]{{1,2}})|(?P<glue>)"
    )
    return Grammar(
        first=re.compile(first),
        bare=re.compile(digits),
        end=re.compile(end),
        joint=re.compile(joint),
        unit=re.compile(rf"[ -]{{0,2}}(?i:{words(data['units'])})(?!\w)|[/:]\d|-\d\d"),
        head=re.compile(rf"[ \t-]{{1,2}}(?i:{words(data['spine_heads'])})(?!\w)"),
        numbers={str(key): n for key, n in (data["numbers"] | data["ordinals"]).items()},
        letters=data["letters"],
    )
