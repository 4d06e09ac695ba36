"""Dates: absolute, partial, relative, vague -> value and precision.

Pure functions on text; the component that stores their marks on a Doc is added by the pipeline.
One gate expression finds the few places where a date may hang, then one exact form reads it, so
the cost is that of a single scan and the time is linear in the length of the text.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from notecheck.extraction import DateMention
from notecheck.pipes import date_forms, date_relative, date_special, date_weekdays
from notecheck.pipes.casing import lowered
from notecheck.pipes.date_forms import Found, Reader
from notecheck.pipes.date_header import encounter_index, may_hold_day
from notecheck.pipes.date_numeric import read_numeric
from notecheck.pipes.date_words import date_words

__all__ = ["find_dates", "head_length", "header_date"]

_CONTEXT = 160  # characters before ``start`` that are looked at, never reported
_AHEAD = 200  # characters behind a stretch that decide whether a date hangs at its end
_FORMS = MappingProxyType(
    {
        "month": date_forms.read_month,
        "season": date_forms.read_season,
        "weekday": date_weekdays.read_weekday,
        "day_word": date_forms.read_day_word,
        "unit": date_relative.read_unit,
        "span": date_special.read_span_or_nth,
        "in_words": date_relative.read_in_words,
        "postop": date_relative.read_post_day,
        "vague": date_relative.read_vague,
        "nth": date_special.read_nth,
        "holiday": date_special.read_holiday,
        "decade": date_special.read_decade,
        "spelled": date_special.read_spelled,
    }
)
_WORD = re.compile(r"[a-z]+")
_LIST = re.compile(r"\s?(?:,|;|&|/)?\s?(?:and\s)?")
_ROLES = ("injury", "birth", "print")


def find_dates(
    text: str,
    *,
    note_date: datetime.date | None = None,
    start: int = 0,
    end: int | None = None,
    within: Sequence[tuple[int, int]] | None = None,
) -> list[DateMention]:
    """Return the dates that ``text[start:end]`` mentions, in order, not overlapping.

    ``start`` and ``end`` are characters, the offsets of the result are of the whole text.
    Relative dates and dates without a year are counted from ``note_date``; without one their
    value is None. ``role`` is ``birth``, ``injury`` or ``print`` where the words before the date
    say so, ``note`` for the date of the encounter in the head of the note, and ``period`` where
    the words name a stretch of time that ends today ("for the past 3 weeks") and no event.
    ``within`` are the stretches ``(start, end)``, in order, that alone are searched.
    """
    stop = len(text) if end is None else min(end, len(text))
    base = max(0, start - _CONTEXT)
    piece = text[base:stop]
    reader = Reader(low=" " + lowered(piece), text=piece, note=note_date, words=date_words())
    shift = base - 1
    if within is None:
        dates = _dates(reader, start - base, len(reader.low))
    else:
        dates = [found for low, high in within for found in _dates(reader, low - base, high - base + 1)]
    note = encounter_index(reader, dates) if base == 0 and dates else None
    mentions: list[DateMention] = []
    for index, found in enumerate(dates):
        a, b = found.start + shift, found.end + shift
        if a < start:
            continue
        value, precision = found.value or (None, None)
        role = "note" if index == note else found.role
        mentions.append(
            DateMention(
                start=a, end=b, text=text[a:b], value=value, precision=precision, kind=found.kind, role=role
            )
        )
    return mentions


def _dates(reader: Reader, first: int, last: int) -> list[Found]:
    low, family = reader.low, reader.words.family
    dates: list[Found] = []
    taken = 0
    for hit in reader.words.gate.finditer(low, first, last + _AHEAD):
        if hit.start() >= last:
            break
        at = hit.end()
        if at < taken:
            continue
        letter = low[at]
        if "0" <= letter <= "9":
            after_date = bool(dates) and dates[-1].kind == "absolute"
            listed = after_date and _LIST.fullmatch(low, taken, at) is not None
            found = read_numeric(reader, at, listed=listed)
        else:
            word = _WORD.match(low, at)
            found = _FORMS[family[word[0]]](reader, at) if word and word[0] in family else None
        if found is None or found.start < taken:
            continue
        found = _finished(reader, found, taken)
        dates.append(found)
        taken = found.end
    return dates


def head_length() -> int:
    """Return how many characters of a note are its head."""
    return int(date_words().header["characters"])


def header_date(text: str) -> datetime.date | None:
    """Return the date of the encounter that the head of the note states, or None when in doubt."""
    words = date_words()
    head = text[: words.header["characters"]]
    if not may_hold_day(head):
        return None
    reader = Reader(low=" " + lowered(head), text=head, note=None, words=words)
    dates = _dates(reader, 0, len(reader.low))
    index = encounter_index(reader, dates)
    value = None if index is None else dates[index].value
    return datetime.date.fromisoformat(value[0]) if value else None


def _finished(reader: Reader, found: Found, taken: int) -> Found:
    """Add the role that the words before the date give it, and take a hedge ("about") in."""
    if found.kind == "vague":
        return found
    start = found.start
    before = reader.low[max(taken, start - 20) : start]
    if found.role is None:
        roles = _ROLES if found.kind == "absolute" else _ROLES[:1]
        role = next((role for role in roles if reader.before(role, start)), None)
        if role is None and found.kind == "absolute" and reader.behind("injury", found.end):
            role = "injury"
        if role:
            return replace(found, role=role)
    hedge = reader.before("hedge", start, 20) if before.strip() else None
    if hedge and hedge.start() >= taken:
        return replace(found, start=hedge.start())
    return found
