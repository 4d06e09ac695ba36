"""How one vertebra is spelled, and the compiled patterns that ``level_notation`` reads lists with.

The words come from ``lexicon/levels.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from notecheck import lexicon
from notecheck.anatomy import is_vertebra, position

COUNT = {"C": 8, "T": 13, "L": 6, "S": 5}  # C8 is a root only; T13 and L6 are transitional
_BELOW = {"C": ("C7", "T"), "T": ("T12", "L"), "L": ("L5", "S")}
_BLANK = r"[^\S\n]{0,4}(?:\n[^\S\n]{0,8})?"  # a line may end inside a list
_DASH = r"[-\u2010-\u2015\u2212~]"


def words(entries: Iterable[object]) -> str:
    """Return a pattern for any of some lexicon words; a blank is white space, a final * any letters."""
    ordered = sorted((str(entry) for entry in entries), key=len, reverse=True)
    escaped = (re.escape(entry).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for entry in ordered)
    return f"(?:{'|'.join(escaped)})"


class Atom(NamedTuple):
    """One vertebra of a list. ``loose``: written with a blank or a word ("L 4", "lumbar 4")."""

    start: int
    end: int
    name: str
    loose: bool
    pelvis: bool = False


class Grammar(NamedTuple):
    """The compiled spelling of levels; ``numbers`` also holds the ordinals."""

    first: re.Pattern[str]
    bare: re.Pattern[str]
    end: re.Pattern[str]
    joint: re.Pattern[str]
    unit: re.Pattern[str]
    head: re.Pattern[str]
    goes_on: re.Pattern[str]
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
        goes_on=re.compile(rf"[ \t]{{1,2}}(?i:{words(data['pair_followers'])})(?!\w)"),
        numbers={str(key): n for key, n in (data["numbers"] | data["ordinals"]).items()},
        letters=data["letters"],
    )


def read_atom(rules: Grammar, text: str, start: int, end: int) -> list[Atom]:
    """Read the vertebra spelled at ``start``: none, one, or two where they run together ("L45")."""
    match = rules.first.match(text, start, end)
    if match is None:
        return []
    kind = match.lastgroup
    stop = match.end()
    if kind == "occiput":
        return [Atom(start, stop, "O", False)]
    if kind == "four":
        return [Atom(start, stop, "L4", False)]
    letter = match["letter"] or match["small"]
    word = match["w"] or match["rw"]
    digits = match["n"] or match["sn"] or match["rn"]
    if letter is None:
        letter = rules.letters[match["region"].lower()]
    letter = letter.upper()
    number = rules.numbers[word.lower()] if word else int(digits)
    loose = (match["loose"] is not None and text[start + 1] not in "-\u2010\u2011") or match[
        "region"
    ] is not None
    if letter == "C" and number == 0:
        return [Atom(start, stop, "O", loose)]
    if 1 <= number <= COUNT[letter]:
        pelvis = letter == "S" and text.startswith("AI", stop)
        return [Atom(start, stop + 2 * pelvis, "S1" if pelvis else f"{letter}{number}", loose, pelvis)]
    upper, lower = divmod(number, 10)
    if (
        letter in "CL"
        and not loose
        and upper + 1 == lower
        and upper >= 2
        and lower <= {"C": 7, "L": 5}[letter]
    ):
        return [
            Atom(start, stop - 1, f"{letter}{upper}", False),
            Atom(stop - 1, stop, f"{letter}{lower}", False),
        ]
    return []


def follow(name: str, number: int) -> str | None:
    """Return the vertebra that a bare number means after ``name``: C5 and 6 give C6, L5 and 1 give S1."""
    letter, before = ("C", 0) if name == "O" else (name[0], int(name[1:]))
    if number == 1 and letter in _BELOW and name == _BELOW[letter][0]:
        return f"{_BELOW[letter][1]}1"
    if before < number <= COUNT[letter] or number == before - 1 >= 1:
        return f"{letter}{number}"
    return None


def neighbours(a: Atom, b: Atom) -> bool:
    """Say whether two vertebrae are next to each other."""
    return is_vertebra(a.name) and is_vertebra(b.name) and 0 < abs(position(a.name) - position(b.name)) <= 1
