"""Sentences: clauses of dictation, lines of a template, items of a list.

A line break ends a sentence where the next line is an item, a field or a new start, and does not
where the line was only wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from notecheck import lexicon
from notecheck.marks import Section, Sentence

# Each way to end begins with one character class, which the engine skips to; a run of stops is looked at
# from its first only, so that a page of dots takes no longer than a page of words.
_STOP = r"[.!?](?<![.!?].)(?<![\s:]\?)[.!?]*+[\"')\]”’]*+(?=[^\S\n]|[A-Z][a-z]|\Z)[^\S\n]*"
_BREAK = re.compile(rf"{_STOP}|\n\s*")
_BREAK_OR_BULLET = re.compile(rf"{_STOP}|\n\s*|[^\S\n](?=[•▪●◦][^\S\n])")
_ITEM = re.compile(
    r"(?:[-*•▪●◦#>+]|\(?\d{1,2}[.)](?!\d)|\(?[a-zA-Z][.)]|[IVX]{1,4}[.)]|\[[ xX_]?\]"
    r"|[A-Z][A-Za-z /&'-]{0,40}:)(?=\s|$)"
)
_ANSWER = re.compile(r"(?i:y|n|yes|no|yep|none|unknown|unk)\b(?![^\S\n]+[a-z])")
_NUMBER_ONLY = re.compile(r"^\W*(?:\d{1,2}|[a-zA-Z]|[IVX]{1,4})[.)]*$")
_LAST_WORD = re.compile(r"[\w./]+$")
_FIRST_WORD = re.compile(r"\S+")
_WRAP = 45  # characters: a line shorter than this was not wrapped
_PARAGRAPH = 1500  # characters on each side in which a paragraph is looked for
_WIDE = 58  # characters: a line this long may have been wrapped before a capital
_LONGEST = (
    4000  # characters: what has no end for longer is cut at a blank, or work per sentence would not be linear
)


class _Words(NamedTuple):
    abbreviations: frozenset[str]
    may_end: frozenset[str]
    runs_on: frozenset[str]
    longest: int  # of the abbreviations, in characters


@cache
def _words() -> _Words:
    data = lexicon.load("sentences")
    abbreviations = frozenset(data["abbreviations"])
    return _Words(
        abbreviations, frozenset(data["may_end"]), frozenset(data["runs_on"]), max(map(len, abbreviations))
    )


def _ends_at_stop(text: str, start: int, stop: int, after: int) -> bool:
    """Tell whether the full stop at ``stop`` ends a sentence that began at ``start``."""
    if text[stop] != ".":
        return True
    words = _words()
    # the usual case: a word that is longer than any abbreviation
    near = stop - words.longest - 1
    if near >= start and text[near:stop].isalpha():
        return True
    following = text[after : after + 1]
    word = _LAST_WORD.search(text, max(start, stop - 12), stop)
    if word is None:
        return True
    last = word[0].lower()
    if stop - start < 6 and _NUMBER_ONLY.match(text[start:stop]):
        return False  # "1. " opens an item
    if last in words.abbreviations or (
        len(last) == 1 and last.isalpha() and last != "i" and following.isupper()
    ):
        # "levels C4-5 etc. The" starts anew, "approx. 3" and "Dr. X" do not
        return last in words.may_end and following.isupper()
    return True


def _wraps(text: str, line_start: int, line_end: int, following: int, width: int) -> bool:
    """Tell whether the line ``[line_start, line_end)`` runs on in the next one, at ``following``."""
    line = text[line_start:line_end]
    if not line.strip() or _ITEM.match(text, following):
        return False
    if line[-1] == ":":  # "... Lisinopril. New:" was wrapped before "pregabalin"
        return len(line) >= _WRAP and text[following].islower()
    if line[-1] in ".!?;|_":
        return False
    last = _LAST_WORD.search(line)
    if last is not None and last[0].lower() in _words().runs_on:
        return len(line) > 20
    if line[-1] == "," and len(line) > 30:
        return True
    if text[following].islower():
        return len(line) >= _WRAP
    first = _FIRST_WORD.match(text, following)
    if first is None:
        return False
    if len(line) >= _WIDE and width <= 140 and len(line) + 1 + len(first[0]) > width:
        return True
    return len(line) >= _WRAP and _fills(text, line_start, line_end, following, len(line) + 1 + len(first[0]))


def _fills(text: str, line_start: int, line_end: int, following: int, length: int) -> bool:
    """Tell whether a line is full by the measure of its own paragraph, which ends as prose does."""
    low, high = max(0, line_start - _PARAGRAPH), following + _PARAGRAPH
    above = text.rfind("\n\n", low, line_end)
    below = text.find("\n\n", following, high)
    block = text[above + 2 if above >= 0 else low : below if below >= 0 else high].rstrip()
    lines = block.split("\n")
    if below < 0 and high < len(text):
        del lines[-1]  # the window cut it; so long a paragraph is prose
    elif not block.endswith((".", "!", "?")):
        return False
    if above < 0 and low:
        del lines[0]
    widest = max(map(len, lines), default=0)
    return length > widest and widest <= 140 and all(len(line) > 0.6 * widest for line in lines[:-1])


def find_sentences(text: str, sections: list[Section]) -> list[Sentence]:
    """Return the sentences of ``text``, trimmed of blanks, none across a section's border."""
    borders = {border for section in sections for border in (section.start, section.body)}
    bounds = sorted({0, *_ends(text, borders), *borders, len(text)})
    found: list[Sentence] = []
    home, last = 0, len(sections) - 1
    start = 0
    for end in bounds[1:]:
        piece = text[start:end].rstrip()
        if piece:
            stop = start + len(piece)
            if piece[0].isspace():
                start = stop - len(piece.lstrip())
            while home < last and sections[home + 1].start <= start:
                home += 1
            if stop - start > _LONGEST:
                found += [Sentence(low, high, home) for low, high in _cut(text, start, stop)]
            else:
                found.append(Sentence(start, stop, home))
        start = end
    return found


def _ends(text: str, borders: set[int]) -> list[int]:
    """Return where stops and lines end a sentence, behind the blanks that follow."""
    ends: list[int] = []
    size = len(text)
    width = max(map(len, text.split("\n")))
    start = line_start = done = 0
    pattern = _BREAK if text.isascii() else _BREAK_OR_BULLET
    for match in pattern.finditer(text):
        at, after = match.span()
        mark = text[at]
        if mark in ".!?":
            if mark == "?" and _ANSWER.match(text, after):
                done = after  # "Lumbar fusion? Y (2014)" is one field of a form
                continue
            goes_on = after < size and text[after] != "\n"
            if goes_on and (text[after] == mark or not _ends_at_stop(text, start, at, after)):
                done = after
                continue
        elif mark == "\n":
            one_line = text.count("\n", at, after) == 1
            while at > done and text[at - 1].isspace():
                at -= 1  # the blanks at the end of the line are not of its width
            may_wrap = one_line and line_start < at and after < size and after not in borders
            if may_wrap and _wraps(text, line_start, at, after, width):
                line_start = done = after
                continue
            line_start = after
        ends.append(after)
        start = done = after
    return ends


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield ``[start, end)`` in pieces of bounded length, cut at blanks where there are any."""
    while end - start > _LONGEST:
        blank = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        stop = blank if blank >= 0 else start + _LONGEST
        low, high = start, stop
        yield low, high
        start = stop
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end
