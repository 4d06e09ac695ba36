"""The forms in which a date is written, one function each, read at an anchor of lower-case text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from notecheck.pipes import date_values as values
from notecheck.pipes.date_values import Value
from notecheck.pipes.date_words import DateWords

_BACK = 48  # characters that decide about a date from before it
_PLAN = 900  # characters back to the header of a plan
_ORDINAL = re.compile(r"[0-9](?:st|nd|rd|th)")
_WORD = re.compile(r"[a-z]+")
# Totals of common scores: "11/30" may be one, "11/29" hardly.
_TOTALS = frozenset({15, 17, 18, 20, 21, 24, 27, 28, 30})


@dataclass(frozen=True, slots=True)
class Found:
    """A date in the lower-case text, ``[start, end)``; offsets are of that text."""

    start: int
    end: int
    value: Value | None
    kind: Literal["absolute", "relative", "vague"]
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """A text, ready to be read: ``low`` is one blank and the text in lower case, of equal length."""

    low: str
    text: str
    note: datetime.date | None
    words: DateWords

    @property
    def now(self) -> int:
        """The year from which two-digit years are counted."""
        return self.note.year if self.note else self.words.assumed_year

    def before(self, name: str, at: int, back: int = _BACK) -> re.Match[str] | None:
        """Match what stands directly before ``at``."""
        return self.words.before[name].search(self.low, max(0, at - back), at)

    def match(self, name: str, at: int) -> re.Match[str] | None:
        """Match a form at ``at``."""
        return self.words.patterns[name].match(self.low, at)

    def behind(self, name: str, at: int) -> bool:
        """Tell whether that stands directly behind ``at``."""
        return self.words.after[name].match(self.low, at) is not None

    def capital(self, at: int) -> bool:
        """Tell whether the letter at ``at`` is a capital in the text as written."""
        return self.text[at - 1].isupper()

    def amount(self, number: str) -> float | None:
        """Return the number that digits or words name: "2 1/2", "twenty-five", "a couple of"."""
        number = number.replace("½", " 1/2").strip()
        known = self.words.numbers
        total = 0.0
        for part in number.replace("-", " ").split():
            if part == "1/2" or part == "half":
                total = total + 0.5
            elif part[0].isdigit():
                total += float(part)
            elif part == "couple":
                return known[part]
            elif part in known and not (part in ("a", "an") and (total or " " in number)):
                total += known[part]
        return total or None

    def planned(self, at: int) -> bool:
        """Tell whether a date without a year is one to come."""
        if self.before("past_word", at, 12):
            return False
        if self.before("planned", at, 110):
            return True
        plan = self.words.before["plan_header"].search(self.low, max(0, at - _PLAN), at)
        return plan is not None and self.before("happened", at, 70) is None


def numeric(reader: Reader, at: int) -> Found | None:
    """Digits only: 03/14/2005, 2005-03-14, 3/05 (month and day), 11/94, 6/2017, 2012."""
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
    # a piece of something longer: 133-03-03-2020, L4-5/6, 1.2.10, a path
    if previous in "-/.:,_#$+" and (low[at - 2].isalnum() or previous in "_#$+"):
        if low[at - 2].isdigit() or not (found["y2"] or found["d1"] or previous == ":") or previous in "_#$+":
            return _after_range(reader, found) if previous == "-" else None
    value: Value | None
    if found["y1"]:
        year, month = int(found["y1"]), int(found["m1"])
        if found["d1"]:
            value = values.day_value(year, month, int(found["d1"]))
            return Found(at, end, value, "absolute") if value else None
        if 1 <= month <= 12 and found["s1"] != "." and low[end : end + 1] not in ("%", "-"):
            return Found(at, end, values.month_value(year, month), "absolute")
        if found["s1"] == "-" and len(found["m1"]) == 2 and month == year % 100 + 1:
            return Found(at, at + 4, values.year_value(year), "absolute")
        return None
    if found["y2"]:
        return _three_parts(reader, found)
    if found["y3"]:
        value = values.month_value(int(found["y3"]), int(found["m3"]))
        return Found(at, end, value, "absolute") if value and previous != "." else None
    return _two_parts(reader, found)


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


def _two_parts(reader: Reader, found: re.Match[str]) -> Found | None:
    at, end = found.span()
    first, second, low = int(found["a4"]), int(found["b4"]), reader.low
    if low[at - 1] in "-–" and low[at - 2].isdigit() or reader.before("score", at) or first == 0 or second == 0:
        return None
    if second > 31:
        if first > 12 or len(found["b4"]) != 2 or reader.behind("no_fraction", end):
            return None
        if second < 70 and not reader.before("month_year_word", at):
            return None
        year = values.full_year(found["b4"], reader.now, ahead=0)
        return Found(at, end, values.month_value(year, first), "absolute")
    if reader.before("in_word", at) and first <= 12 and len(found["b4"]) == 2:
        year = 2000 + second
        if year <= reader.now:
            return Found(at, end, values.month_value(year, first), "absolute")
    certain = reader.before("day_word", at) is not None
    padded = found["a4"][0] == "0" or found["b4"][0] == "0"
    later = reader.match("numeric_range_year", end)
    if not certain and not later:
        if reader.behind("no_fraction", end):
            return None
        event = reader.before("event_word", at) is not None
        likely = event or padded or (second > 12 and second not in _TOTALS)
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
    return _without_year(reader, at, end, first, second)


def _without_year(reader: Reader, at: int, end: int, month: int, day: int | None) -> Found:
    if reader.note is None:
        return Found(at, end, None, "relative")
    planned = reader.planned(at)
    if day is None:
        return Found(at, end, values.nearest_month(month, reader.note, planned=planned), "absolute")
    return Found(at, end, values.nearest_day(month, day, reader.note, planned=planned), "absolute")


def _bare_year(reader: Reader, found: re.Match[str]) -> Found | None:
    at, end, low = found.start(), found.end(), reader.low
    year = int(found["y5"])
    previous, other = low[at - 1], low[at - 2]
    if found["decade"]:
        return Found(at, end, None, "vague") if year % 10 == 0 and not previous.isalnum() else None
    ranged = previous in "-–/" and other.isdigit() and re.match(r"[12][0-9]{3}", low[at - 5 : at - 1])
    if previous.isalnum() or (previous in "-/.:,'_" and other.isalnum() and not ranged):
        return None
    if year > reader.now + 2 or reader.before("no_year", at, 32) or reader.behind("no_year", end):
        return None
    return Found(at, end, values.year_value(year), "absolute")


def _short_year(reader: Reader, found: re.Match[str]) -> Found | None:
    """'96, '80s."""
    if found["decade"]:
        decade = int(found["yy"]) % 10 == 0 and not reader.before("possessive", found.start() - 1)
        return Found(found.start() - 1, found.end(), None, "vague") if decade else None
    year = values.full_year(found["yy"], reader.now, ahead=1)
    return Found(found.start() - 1, found.end(), values.year_value(year), "absolute")


def month(reader: Reader, at: int) -> Found | None:
    """A month by name, with what belongs to it: day, year, "last", "of this year"."""
    found = reader.match("month", at)
    if found is None:
        return None
    low, words, start, end = reader.low, reader.words, at, found.end()
    number = words.months[found["month"]]
    digits = found["y1"] or found["y2"] or found["y3"] or found["y4"] or found["y5"] or found["y6"] or found["y7"]
    day = int(found["day"]) if found["day"] else None
    first = reader.before("year_before_month", at, 8)
    if first and day and not digits:
        value = values.day_value(int(first["year"]), number, day)
        return Found(first.start(), end, value, "absolute") if value else None
    lead = reader.before("day_before_month", at, 14)
    if lead and not reader.before("no_month_day", lead.start(), 6):
        dashed = lead["sep"] in ("-", "/")
        if dashed and day and not digits:  # 31-Oct-14: the number behind is the year
            day, digits = None, found["day"]
        if day is None or (dashed and not digits):
            day, start = int(lead["day"]), lead.start()
    if low[at - 1].isalnum() and start == at or (found["month"] in words.verb_months and not digits and day is None):
        if low[at - 1].isalnum() or reader.behind("verb", end) or not reader.before("month_only_word", at):
            return None
        if not reader.capital(at) and not found["rel"] and not reader.before("which", at):
            return None
    year = values.full_year(digits, reader.now) if digits else None
    if found["rel"] and reader.note:
        year = reader.note.year + {"last": -1, "next": 1}.get(found["rel"], 0)
    if year is None and (later := words.patterns["month_range_year"].match(low, end)):
        year = int(later["y"]) - (number > words.months[later["month"]])
    if year is not None:
        value = values.month_value(year, number) if day is None else values.day_value(year, number, day)
        return Found(start, end, value, "absolute") if value else None
    if day is not None:
        if values.day_value(2000, number, day) is None:
            return None
        return _without_year(reader, start, end, number, day)
    return _bare_month(reader, found, number)


def _bare_month(reader: Reader, found: re.Match[str], number: int) -> Found | None:
    at = found.start()
    end = found.end("month")
    if (which := reader.before("which", at)) is not None:
        note, said = reader.note, which["which"]
        said = "past" if said.endswith("past") else said
        return Found(which.start(), end, values.named_month(said, number, note) if note else None, "relative")
    clear = found["month"] in reader.words.unmistakable_months and reader.capital(at)
    if not clear and not reader.before("month_word", at):
        return None
    return _without_year(reader, at, end, number, None)


def season(reader: Reader, at: int) -> Found | None:
    """Spring of 2021, last summer: the year is what is certain."""
    which = reader.before("which", at)
    found = reader.match("season", at)
    if found and not reader.before("possessive", at):
        year = values.full_year(found["y"] or found["yy"], reader.now, ahead=1)
        return Found(at, found.end(), values.year_value(year), "absolute")
    word = _WORD.match(reader.low, at)
    if not which or not word or reader.before("possessive", which.start()):
        return None
    said = "past" if which["which"].endswith("past") else which["which"]
    number = reader.words.seasons[word[0]]
    value = values.named_season(said, number, reader.note) if reader.note else None
    return Found(which.start(), word.end(), value, "relative")


def weekday(reader: Reader, at: int) -> Found | None:
    """Last Tuesday, this Friday, on Monday; a bare weekday is no date."""
    word = _WORD.match(reader.low, at)
    if not word or reader.behind("full_date", word.end()) or reader.behind("more_weekdays", word.end()):
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


def day_word(reader: Reader, at: int) -> Found | None:
    """Today, yesterday, tomorrow."""
    word = _WORD.match(reader.low, at)
    if not word:
        return None
    days = {"yesterday": -1, "tomorrow": 1}.get(word[0], 0)
    start = at
    for lead in ("day before ", "day after "):
        if days and reader.low.endswith(lead, 0, at):
            days, start = days * 2, at - len(lead)
    value = values.shifted(reader.note, abs(days), "day", sign=1 if days > 0 else -1) if reader.note else None
    return Found(start, word.end(), value, "relative")


Form = Callable[[Reader, int], Found | None]
