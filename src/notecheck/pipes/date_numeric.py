"""The dates written in digits, and the many figures of a note that only look like one."""

from __future__ import annotations

import re

from notecheck.pipes import date_values as values
from notecheck.pipes.date_forms import Found, Reader, without_year
from notecheck.pipes.date_values import Value

# Totals of common scores: "11/30" may be one, "11/29" hardly.
_TOTALS = frozenset({15, 17, 18, 20, 21, 24, 27, 28, 30})


def read_numeric(reader: Reader, at: int, *, listed: bool = False) -> Found | None:
    """Digits only: 03/14/2005, 2005-03-14, 3/15 (month and day), 11/94, 6/2017, 2012.

    ``listed``: the figure goes on a list of dates ("4/11, 4/25 and 5/1").
    """
    low = reader.low
    previous = low[at - 1]
    if previous.isdigit():
        return None
    if previous in "'’‘" and not low[at - 2].isalnum() and (short := reader.match("apostrophe_year", at)):
        return _short_year(reader, short)
    found = reader.match("numeric", at)
    if found is None:
        return None
    end = found.end()
    if found["y5"]:
        return _bare_year(reader, found)
    if _inside(reader, found):
        return _after_range(reader, found) if previous == "-" else None
    value: Value | None
    if found["y1"]:
        year, month = int(found["y1"]), int(found["m1"])
        if found["d1"]:
            value = values.day_value(year, month, int(found["d1"]))
            return Found(at, end, value, "absolute") if value else None
        if found["s1"] == "-" and reader.before("no_year", at, 32):
            return None  # "lot 2015-03"
        if 1 <= month <= 12 and found["s1"] != "." and low[end : end + 1] not in ("%", "-"):
            return Found(at, end, values.month_value(year, month), "absolute")
        if found["s1"] == "-" and len(found["m1"]) == 2 and month == year % 100 + 1:
            return Found(at, at + 4, values.year_value(year), "absolute")
        return None
    if found["y2"]:
        return _three_parts(reader, found)
    if found["a6"]:
        return _hung_day(reader, found)
    if found["y3"]:
        value = values.month_value(int(found["y3"]), int(found["m3"]))
        return Found(at, end, value, "absolute") if value and previous != "." else None
    return _two_parts(reader, found, listed)


def _inside(reader: Reader, found: re.Match[str]) -> bool:
    """Tell whether the digits are a piece of something longer: 133-03-03-2020, L4-5/6, a path."""
    previous, other = reader.low[found.start() - 1], reader.low[found.start() - 2]
    if previous in "_#$+":
        return True
    if previous not in "-/.:," or not other.isalnum():
        return False
    return other.isdigit() or not (found["y2"] or found["d1"] or previous == ":")


def _after_range(reader: Reader, found: re.Match[str]) -> Found | None:
    """The end of a range: "6/8/07-6/12/07"."""
    at = found.start()
    if found["y2"] and re.search(r"[0-9]/[0-9]{1,4}-\Z", reader.low[max(0, at - 6) : at]):
        return _three_parts(reader, found)
    return None


def _three_parts(reader: Reader, found: re.Match[str]) -> Found | None:
    first, second, digits = int(found["a2"]), int(found["b2"]), found["y2"]
    if found["s2"] == "." and len(digits) == 2 and first < 10 and second < 10 and found["a2"][0] != "0":
        return None  # a numbered heading: 1.2.10
    born = reader.before("birth", found.start()) is not None
    year = values.full_year(digits, reader.now, ahead=0) if born else values.full_year(digits, reader.now)
    value = values.day_value(year, first, second) or values.day_value(year, second, first)
    return Found(found.start(), found.end(), value, "absolute", "birth" if born else None) if value else None


def _two_parts(reader: Reader, found: re.Match[str], listed: bool) -> Found | None:
    at, end = found.span()
    first, second, low = int(found["a4"]), int(found["b4"]), reader.low
    certain = reader.before("day_word", at) is not None
    if 0 in (first, second) or reader.behind("measure", end):
        return None
    if (not certain or second in (4, 5, 10)) and reader.before("score", at):
        return None
    if second == 10 and first <= 10 and low[at - 2 : at] == ", " and not (certain or listed):
        return None  # "since the surgery, 6/10, aching": a score told in passing
    if low[at - 1] in "-–" and low[at - 2].isdigit():
        return None
    if second > 31:
        if first > 12 or len(found["b4"]) != 2 or reader.behind("no_fraction", end):
            return None
        if second < 70 and not reader.before("month_year_word", at):
            return None
        year = values.full_year(found["b4"], reader.now, ahead=0)
        return Found(at, end, values.month_value(year, first), "absolute")
    if first <= 12 and len(found["b4"]) == 2 and 2000 + second <= reader.now:
        # "in 6/17" is no day, and nobody writes the third of September as "9/03"
        padded_day = found["b4"][0] == "0" and len(found["a4"]) == 1 and not certain
        if padded_day or reader.before("in_word", at):
            return Found(at, end, values.month_value(2000 + second, first), "absolute")
    padded = found["a4"][0] == "0" or found["b4"][0] == "0"
    later = reader.match("numeric_range_year", end)
    if comma := reader.match("comma_year", end):
        value = values.day_value(int(comma["y"]), first, second)
        return Found(at, comma.end(), value, "absolute") if value else None
    if not certain and not later and not listed and not _of_event(reader, at, end):
        if reader.behind("no_fraction", end):
            return None
        placed = reader.before("place_of_date", at) is not None
        likely = placed or padded or (second > 12 and second not in _TOTALS)
        if not likely or (not padded and second <= 12 and (first <= second or second in (4, 5, 10))):
            return None
    if first > 12:
        if second > 12 or not (certain or padded):
            return None
        first, second = second, first
    if values.day_value(2000, first, second) is None:
        return None
    if later:
        year = values.full_year(later["y"], reader.now)
        return Found(at, end, values.day_value(year, first, second), "absolute")
    return without_year(reader, at, end, first, second)


def _hung_day(reader: Reader, found: re.Match[str]) -> Found | None:
    """Month and day with a hyphen or dot: a date only where "on" leads to it ("on 4-22")."""
    at, end = found.span()
    measured = (
        reader.behind("measure", end) or reader.behind("no_fraction", end) or reader.behind("no_year", end)
    )
    if measured or not reader.before("on_day", at, 8):
        return None
    month, day = int(found["a6"]), int(found["b6"])
    return without_year(reader, at, end, month, day) if values.day_value(2000, month, day) else None


def _of_event(reader: Reader, at: int, end: int) -> bool:
    return reader.before("event_word", at) is not None or reader.behind("event", end)


def _bare_year(reader: Reader, found: re.Match[str]) -> Found | None:
    at, end, low = found.start(), found.end(), reader.low
    year = int(found["y5"])
    previous, other = low[at - 1], low[at - 2]
    if found["decade"]:
        return Found(at, end, None, "vague") if year % 10 == 0 and not previous.isalnum() else None
    ranged = previous in "-–/" and other.isdigit() and re.match(r"[12][0-9]{3}", low[at - 5 : at - 1])
    hung = previous in "-/.:,'_" and other.isalnum() and not ranged
    if hung and previous == "-" and reader.before("hedge", at, 12):
        hung = False  # mid-2020
    if hung or previous.isalnum():
        return None
    if year > reader.now + 2 or reader.before("no_year", at, 32) or reader.behind("no_year", end):
        return None
    then = None if found["decade"] else reader.match("year_then_month", end)
    if then and (then["month"] not in reader.words.verb_months or reader.capital(then.start("month"))):
        month = reader.words.months[then["month"]]
        day = then["day"]
        value = values.day_value(year, month, int(day)) if day else values.month_value(year, month)
        if value:
            return Found(at, then.end(), value, "absolute")
    return Found(at, end, values.year_value(year), "absolute")


def _short_year(reader: Reader, found: re.Match[str]) -> Found | None:
    """'96, '80s."""
    if found["decade"]:
        decade = int(found["yy"]) % 10 == 0 and not reader.before("possessive", found.start() - 1)
        return Found(found.start() - 1, found.end(), None, "vague") if decade else None
    year = values.full_year(found["yy"], reader.now, ahead=1)
    return Found(found.start() - 1, found.end(), values.year_value(year), "absolute")
