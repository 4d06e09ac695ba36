"""Sentences: clauses of dictation, lines of a template, items of a list.

A line break ends a sentence where the next line is an item, a field or a new start, and does not
where the line was only wrapped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from notecheck import lexicon
from notecheck.marks import Section, Sentence

_BREAK = re.compile(
    r"[.!?]+[\"')\]”’]*(?=[^\S\n]|[A-Z][a-z]|\Z)[^\S\n]*|[^\S\n]*\n\s*|[^\S\n](?=[•▪●◦][^\S\n])"
)
_ITEM = re.compile(
    r"(?:[-*•▪●◦#>+]|\(?\d{1,2}[.)](?!\d)|\(?[a-zA-Z][.)]|[IVX]{1,4}[.)]|\[[ xX_]?\]|[A-Z][A-Za-z /&'-]{0,40}:)(?=\s|$)"
)
_ANSWER = re.compile(r"(?:y|n|yes|no|yep|none|unknown|unk)\b(?!\s+[a-z])", re.IGNORECASE)
_NUMBER_ONLY = re.compile(r"^\W*(?:\d{1,2}|[a-zA-Z]|[IVX]{1,4})[.)]*$")
_LAST_WORD = re.compile(r"[\w./]+$")
_FIRST_WORD = re.compile(r"\S+")
_WRAP = 45  # characters: a line shorter than this was not wrapped
_WIDE = 58  # characters: a line this long may have been wrapped before a capital


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(lexicon.load("sentences")[key])


def _ends_at_stop(text: str, start: int, stop: int, after: int) -> bool:
    """Tell whether the full stop at ``stop`` ends a sentence that began at ``start``."""
    if text[stop] != ".":
        return True
    following = text[after : after + 1]
    word = _LAST_WORD.search(text, max(start, stop - 12), stop)
    if word is None:
        return True
    last = word[0].lower()
    if _NUMBER_ONLY.match(text[start:stop]) and stop - start < 6:
        return False  # "1. " opens an item
    if last in _words("abbreviations") or (
        len(last) == 1 and last.isalpha() and last != "i" and following.isupper()
    ):
        # "levels C4-5 etc. The" starts anew, "approx. 3" and "Dr. X" do not
        return last == "etc" and following.isupper()
    return True


def _wraps(text: str, line_start: int, line_end: int, following: int, width: int) -> bool:
    """Tell whether the line ``[line_start, line_end)`` runs on in the next one, at ``following``."""
    line = text[line_start:line_end]
    if not line.strip() or (line[-1] in ".!?:;|)_" and line[-1] != ")") or _ITEM.match(text, following):
        return False
    last = _LAST_WORD.search(line)
    if last is not None and last[0].lower() in _words("runs_on"):
        return len(line) > 20
    if line[-1] == "," and len(line) > 30:
        return True
    if text[following].islower():
        return len(line) >= _WRAP
    first = _FIRST_WORD.match(text, following)
    forced = first is not None and len(line) + 1 + len(first[0]) > width
    return forced and len(line) >= _WIDE and width <= 140


def find_sentences(text: str, sections: list[Section]) -> list[Sentence]:
    """Return the sentences of ``text``, trimmed of blanks, none across a section's border."""
    bodies = [section.start for section in sections]
    found: list[Sentence] = []
    start = 0
    line_start = 0
    borders = {section.start for section in sections} | {section.body for section in sections}
    edges = sorted(borders | {len(text)})
    width = max((len(line) for line in text.split("\n")), default=0) if "\n" in text else 0
    edge_at = 0

    def close(end: int) -> None:
        nonlocal start, edge_at
        while edge_at < len(edges) and edges[edge_at] <= start:
            edge_at += 1
        while edge_at < len(edges) and edges[edge_at] < end:
            _keep(text, start, edges[edge_at], bodies, found)
            start = edges[edge_at]
            edge_at += 1
        _keep(text, start, end, bodies, found)
        start = end

    for match in _BREAK.finditer(text):
        at, after = match.span()
        mark = text[at]
        if mark in ".!?":
            if mark == "?" and _ANSWER.match(text, after):
                continue  # "Lumbar fusion? Y (2014)" is one field of a form
            if after < len(text) and text[after] != "\n" and not _ends_at_stop(text, start, at, after):
                continue
            if after == len(text) or text[after] == "\n" or text[after] != text[at]:
                close(after)
            continue
        if "\n" in match[0]:
            blank_line = match[0].count("\n") > 1
            if (
                not blank_line
                and after < len(text)
                and after not in borders
                and at > line_start
                and _wraps(text, line_start, at, after, width)
            ):
                line_start = after
                continue
            line_start = after
        close(after)
    close(len(text))
    return found


def _keep(text: str, start: int, end: int, bodies: list[int], found: list[Sentence]) -> None:
    """Add ``[start, end)`` without the blanks at its ends, unless nothing is left."""
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        first = start + len(piece) - len(piece.lstrip())
        found.append(Sentence(first, first + len(stripped), bisect_right(bodies, first) - 1))
