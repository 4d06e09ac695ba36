"""Weekdays: last Tuesday, Friday last week, the last Monday of March."""

from __future__ import annotations

import re

from notecheck.pipes import date_values as values
from notecheck.pipes.date_forms import Found, Reader, month_at

_WORD = re.compile(r"[a-z]+")


def read_weekday(reader: Reader, at: int) -> Found | None:
    """Last Tuesday, this Friday, on Monday; a bare weekday is no date."""
    word = _WORD.match(reader.low, at)
    if not word or (word[0] in reader.words.short_weekdays and not reader.capital(at)):
        return None
    if (told := read_weekday_of(reader, at, word.end())) is not None:
        return told
    if reader.behind("full_date", word.end()) or reader.behind("more_weekdays", word.end()):
        return None
    which = reader.before("which", at)
    if which:
        said, start = which["which"], which.start()
    elif re.search(r"(?<![a-z])(?:on|since) \Z", reader.low[max(0, at - 7) : at]):
        said, start = ("planned" if reader.before("planned", at, 110) else "on"), at
    else:
        return None
    said = "past" if said.endswith("past") else said
    note = reader.note
    value = values.named_weekday(said, reader.words.weekdays[word[0]], note) if note else None
    return Found(start, word.end(), value, "relative")


def read_weekday_of(reader: Reader, at: int, end: int) -> Found | None:
    """Friday last week; the last Monday of March."""
    weekday = reader.words.weekdays[reader.low[at:end]]
    week = reader.words.patterns["weekday_week"].match(reader.low, end)
    if week is not None:
        weeks = {"last": -1, "next": 1}.get(week["which"], 0)
        value = values.weekday_of_week(weekday, weeks, reader.note) if reader.note else None
        return Found(at, week.end(), value, "relative")
    last = reader.before("nth_before_weekday", at, 8)
    of = reader.words.patterns["of_month"].match(reader.low, end) if last else None
    month = month_at(reader, of.end()) if of else None
    if last is None or month is None or not month.value or month.value[1] != "month":
        return None
    year, number = (int(part) for part in month.value[0].split("-"))
    return Found(last.start(), month.end, values.nth_weekday(year, number, weekday, -1), "absolute")
