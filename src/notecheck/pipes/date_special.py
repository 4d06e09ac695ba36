"""Dates by other names: the first Friday of July, Labor Day 2019, nineteen ninety-two, the early 90s."""

from __future__ import annotations

from notecheck.pipes import date_values as values
from notecheck.pipes.date_forms import Found, Reader, month_at
from notecheck.pipes.date_relative import read_span
from notecheck.pipes.date_values import Value

_LAST = -1


def read_nth(reader: Reader, at: int) -> Found | None:
    """The first Friday of July 2023, the third day of October, the last day of May."""
    found = reader.match("nth", at)
    if found is None:
        return None
    end = found.end()
    if found["rel"]:
        step = {"last": -1, "next": 1}.get(found["rel"], 0)
        told = values.plus_months(reader.note, step) if reader.note else None
        if told is None:
            return Found(at, end, None, "relative")
    else:
        month = month_at(reader, end)
        if month is None or month.start != end or not month.value or month.value[1] != "month":
            return None
        told, end = month.value, month.end
    year, number = (int(part) for part in told[0].split("-"))
    nth = _LAST if found["nth"] == "last" else reader.day_number(found["nth"])
    value: Value | None
    if found["what"] != "day":
        value = values.nth_weekday(year, number, reader.words.weekdays[found["what"]], nth)
    else:
        value = values.last_day(year, number) if nth == _LAST else values.day_value(year, number, nth)
    return Found(at, end, value, "relative" if found["rel"] else "absolute") if value else None


def read_span_or_nth(reader: Reader, at: int) -> Found | None:
    """The last day of May; else a span: last year, the past three weeks."""
    found = read_nth(reader, at) if reader.low.startswith("last day", at) else None
    return found or read_span(reader, at)


def read_holiday(reader: Reader, at: int) -> Found | None:
    """Labor Day 2019; a holiday without a year is the last one, where a word of time leads to it."""
    found = reader.match("holiday", at)
    if found is None:
        return None
    rule = reader.words.holidays[found["holiday"].replace("’", "'")]
    digits, note, end = found["y"] or found["yy"], reader.note, found.end()
    if digits:
        value = _holiday(rule, values.full_year(digits, reader.now))
        return Found(at, end, value, "absolute") if value else None
    which = reader.before("which", at)
    if not which and not found["rel"] and not reader.before("holiday_word", at):
        return None
    start = which.start() if which else at
    if note is None:
        return Found(start, end, None, "relative")
    ahead = which["which"] in ("next", "coming") if which else not found["rel"] and reader.planned(at)
    year = note.year + {"last": -1, "next": 1}.get(found["rel"] or "", 0)
    value = _holiday(rule, year)
    if value and not found["rel"] and ahead is (value[0] < note.isoformat()):
        value = _holiday(rule, year + (1 if ahead else -1))
    return Found(start, end, value, "relative")


def _holiday(rule: list[int], year: int) -> Value | None:
    if len(rule) == 3:
        return values.nth_weekday(year, rule[0], rule[1], rule[2])
    return values.day_value(year, rule[0], rule[1])


def read_decade(reader: Reader, at: int) -> Found | None:
    """The early 90s: no year can be told."""
    found = reader.match("decade", at)
    return Found(at, found.end(), None, "vague") if found else None


def read_spelled(reader: Reader, at: int) -> Found | None:
    """Nineteen ninety-two, two thousand ten: years as they are dictated."""
    found = reader.match("spelled", at)
    if found is None or not reader.before("month_year_word", at):
        return None
    year = {"nineteen": 1900, "twenty": 2000}.get(found["century"] or "", 2000)
    if found["century"] and not found["tens"]:
        return None
    for part in (found["tens"], found["ones"]):
        year += int(reader.words.numbers[part]) if part else 0
    if year > reader.now + 2:
        return None
    return Found(at, found.end(), values.year_value(year), "absolute")
