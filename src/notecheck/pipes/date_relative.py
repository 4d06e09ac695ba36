"""Dates that are counted from the note: "18 months ago", "POD #3", "last year", "in two weeks"."""

from __future__ import annotations

import re

from notecheck.pipes import date_values as values
from notecheck.pipes.date_forms import Found, Reader

_BACK = 64
_AGE = 25  # from here "M" or "Y" before "status post" is the age, below it may be months or years
_SATURDAY = 5


def read_unit(reader: Reader, at: int) -> Found | None:
    """A number of units and what they are counted to: 18 months ago, 2 years out, 3 wks post-op."""
    # the match has to hold the unit at the anchor: begin where the words before it allow
    for found in reader.words.patterns["relative"].finditer(reader.low, max(0, at - _BACK), at + 60):
        if found.start("unit") <= at < found.end("unit"):
            break
        if found.start() > at:
            return None
    else:
        return None
    start, end = found.span()
    name = reader.words.units[found["unit"]]
    if found["n"] is None:
        if found["ago"] and len(found["unit"]) > 2 and found["ago"] != "back":
            return Found(start, end, None, "vague")
        return Found(start, end, None, "vague") if found["vague"] and not found["since"] else None
    if len(found["unit"]) == 1 and not found["n"][0].isdigit():
        return None
    amount = reader.amount(found["n"])
    if amount is None or (found["since"] and not _counted_to_now(reader, start)):
        return None
    if len(found["unit"]) == 1 and amount >= _AGE and found["after"]:
        return None  # "51M s/p fusion": a man of 51
    lasting = not found["ago"] and not found["ahead"] and reader.before("lasting", start) is not None
    if lasting and not (found["after"] and reader.behind("visit", end)):
        return None
    if found["after"] and reader.low.endswith("at ", 0, start) and reader.before("planned", start, 90):
        return None  # "return at six weeks postop" counts on from the operation
    if found["half"]:
        amount += 0.5
    if found["morrow"]:
        amount, name = amount * {"week": 7, "fortnight": 14}.get(name, 1) + 1, "day"
    rough = bool(found["plus"]) or reader.before("hedge", start, 30) is not None
    if found["n2"] and (more := reader.amount(found["n2"])):
        amount, rough = (amount + more) / 2, True
    if found["u0"] and reader.before("which", start):
        start = found.start("n")  # "for the last 3 months and 2 days ago"
    elif found["u0"] and (more := reader.amount(found["n0"])):
        amount, name = _added(more, reader.words.units[found["u0"]], amount, name)
    role = "injury" if found["hurt"] else None
    if reader.note is None:
        return Found(start, end, None, "relative", role)
    sign = 1 if found["ahead"] else -1
    weekday = (
        reader.match("ago_weekday", end)
        if found["ago"] and name == "week" and amount == int(amount)
        else None
    )
    if weekday and not reader.behind("full_date", weekday.end()):
        number = reader.words.weekdays[weekday["weekday"]]
        return Found(
            start, weekday.end(), values.weekday_of_week(number, -int(amount), reader.note), "relative"
        )
    value = values.shifted(reader.note, amount, name, sign=sign, rough=rough)
    return Found(start, end, value, "relative", role)


def _added(first: float, first_unit: str, second: float, second_unit: str) -> tuple[float, str]:
    """Add "1 year and 3 months", "5 weeks and 3 days"."""
    if first_unit == "week":
        return first * 7 + second * (7 if second_unit == "week" else 1), "day"
    return first * values.months_in(first_unit) + second * values.months_in(second_unit), "month"


def _counted_to_now(reader: Reader, start: int) -> bool:
    """Tell "she is now six months from surgery" and "six months after surgery she fell" apart."""
    return reader.before("status", start) is not None


def read_post_day(reader: Reader, at: int) -> Found | None:
    """POD #3, postoperative day 10, POW 6, postop week 2."""
    found = reader.match("post_day", at)
    if found is None:
        return None
    amount = reader.amount(found["n"])
    if amount is None and found["n"] != "0":
        return None
    name = reader.words.units[found["unit"]] if found["unit"] else "day"
    if found["week"] or found["month"]:
        name = "week" if found["week"] else "month"
    told = reader.before("narrative", at) is not None and reader.before("status_day", at, 70) is None
    value = None
    if reader.note and not told:
        value = values.shifted(reader.note, amount or 0, name)
    return Found(at, found.end(), value, "relative")


def read_span(reader: Reader, at: int) -> Found | None:
    """Last year, this morning; "the past 3 weeks", which is a span of time (role ``period``)."""
    found = reader.match("span", at)
    if found is None:
        return None
    which, word, note = found["which"], found["unit"], reader.note
    start, end = found.span()
    name = reader.words.units.get(word)
    if found["n"]:
        if which in ("next", "coming", "this") or name is None:
            return None
        amount = reader.words.few if found["n"] in ("few", "several") else reader.amount(found["n"])
        value = values.span_start(note, amount, name) if note and amount else None
        return Found(start, end, value, "relative", "period")
    if told := _of_span(reader, found, end):
        return told
    if name is None and word == "weekend":
        weeks = {"next": 1, "coming": 0}.get(which, -1)
        if which == "this" and (reader.planned(at) or (note is not None and note.weekday() >= _SATURDAY)):
            weeks = 0  # else "syncope this weekend" tells of the one that has passed
        start -= 5 if reader.low.endswith(" this ", 0, at) else 0  # "this past weekend"
        return Found(start, end, values.weekday_of_week(_SATURDAY, weeks, note) if note else None, "relative")
    if name is None:  # night, morning
        days = {"this": 0, "last": 1}.get(which)
        if days is None:
            return None
        return Found(start, end, values.shifted(note, days, "day") if note else None, "relative")
    if reader.match("of_longer", end):
        return None  # "the last week of September 2014": the month says it
    if name in ("day", "decade") or len(word) == 1 or word.endswith("s"):
        return None
    this = re.search(r"(?<![a-z])this \Z", reader.low[max(0, at - 6) : at])
    role = "period" if which == "past" and not this else None
    if reader.before("span_long", at, 30):
        role = "period"
    step = {"next": 1, "coming": 1, "this": 0}.get(which, 1)
    sign = 1 if which in ("next", "coming") else -1
    value = values.shifted(note, step, name, sign=sign) if note else None
    return Found(start - 5 if this else start, end, value, "relative", role)


def _of_span(reader: Reader, found: re.Match[str], end: int) -> Found | None:
    """Last week Friday; last year in March."""
    step = {"next": 1, "coming": 1, "this": 0}.get(found["which"], -1)
    words, note, start = reader.words, reader.note, found.start()
    name = words.units.get(found["unit"])
    if (
        name == "week"
        and (day := reader.match("week_weekday", end))
        and not reader.behind("full_date", day.end())
    ):
        value = values.weekday_of_week(words.weekdays[day["weekday"]], step, note) if note else None
        return Found(start, day.end(), value, "relative")
    if name == "year" and (month := reader.match("of_span", end)):
        if month["month"] in words.verb_months and not reader.capital(month.start("month")):
            return None
        value = values.month_value(note.year + step, words.months[month["month"]]) if note else None
        return Found(start, month.end(), value, "relative")
    return None


def read_in_words(reader: Reader, at: int) -> Found | None:
    """In two weeks; in the remote past."""
    if past := reader.match("in_past", at):
        return Found(at, past.end(), None, "vague")
    found = reader.match("ahead", at)
    if found is None or reader.low.startswith("within", at) or reader.before("not_seen", at, 60):
        return None
    amount = reader.amount(found["n"])
    if amount is None:
        return None
    if found["half"]:
        amount += 0.5
    rough = False
    if found["n2"] and (more := reader.amount(found["n2"])):
        amount, rough = (amount + more) / 2, True
    name = reader.words.units[found["unit"]]
    value = values.shifted(reader.note, amount, name, sign=1, rough=rough) if reader.note else None
    return Found(at, found.end(), value, "relative")


def read_vague(reader: Reader, at: int) -> Found | None:
    """Recently, previously, remote: a time without a figure."""
    found = reader.match("vague", at)
    if found is None or reader.before("not_recent", at, 12):
        return None
    return Found(at, found.end(), None, "vague")
