"""The dates written in words: months, seasons, weekdays, today; and the reader that all forms share."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Literal

from notecheck.pipes import date_values as values
from notecheck.pipes.date_values import Value
from notecheck.pipes.date_words import DateWords

_BACK = 48  # characters that decide about a date from before it
_PLAN = 900  # characters back to the header of a plan
_YEARS = ("y1", "y2", "y3", "y4", "y5", "y6", "y7")
_WORD = re.compile(r"[a-z]+")
_BLANK = re.compile(r"\s")


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

    def day_number(self, said: str) -> int:
        """Return the day of a month that digits or an ordinal word name."""
        return int(said) if said[0].isdigit() else self.words.ordinals[_BLANK.sub("-", said)]

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
        if self.before("planned", at, 110) or self.before("follow_up", at):
            return True
        if self.before("until", at, 8):
            return self.before("happened", at, 70) is None
        if not self.low[self.low.rfind("\n", 0, at) + 1 : at].strip():
            return False  # a date that begins its line heads an entry of a log
        plan = self.words.before["plan_header"].search(self.low, max(0, at - _PLAN), at)
        return plan is not None and self.before("happened", at, 70) is None


def without_year(reader: Reader, at: int, end: int, month: int, day: int | None) -> Found:
    """Place a month, or a day of it, in the year that the note date and the words around it suggest."""
    if reader.note is None:
        return Found(at, end, None, "relative")
    planned = reader.planned(at)
    if day is None:
        return Found(at, end, values.nearest_month(month, reader.note, planned=planned), "absolute")
    return Found(at, end, values.nearest_day(month, day, reader.note, planned=planned), "absolute")


def read_month(reader: Reader, at: int) -> Found | None:
    """A month by name, with what belongs to it: day, year, "last", "of this year"."""
    found = reader.match("month", at)
    if found is None:
        return None
    low, words, start, end = reader.low, reader.words, at, found.end()
    end -= low[end - 1] == "."  # the end of a sentence, as a rule
    number = words.months[found["month"]]
    digits = next((found[name] for name in _YEARS if found[name]), None)
    if found["dayword"] and _verb(reader, found):
        return None  # "he may second that"
    if found["dayword"] and reader.before("in_word", at):
        return _bare_month(reader, found, number)  # "in October second thoughts came"
    said = found["day"] or found["dayword"]
    day = reader.day_number(said) if said else None
    first = reader.before("year_before_month", at, 8)
    if first and day and not digits:
        value = values.day_value(int(first["year"]), number, day)
        return Found(first.start(), end, value, "absolute") if value else None
    lead = reader.before("day_before_month", at, 14)
    if (spoken := reader.before("day_word_before_month", at, 30)) and day is None:
        day, start = reader.day_number(spoken["day"]), spoken.start()
    if lead and not reader.before("no_month_day", lead.start(), 6):
        dashed = lead["sep"] in ("-", "/", "")
        if day and not digits and low[end - 2 : end] == found["day"]:
            day, digits = None, found["day"]  # 31-Oct-14, 14 Mar 21: the number behind is the year
        if day is None or (dashed and not digits):
            day, start = int(lead["day"]), lead.start()
    hyphened = low[at - 1] == "-" and low[at - 2].isalpha() and not digits
    if start == at and (hyphened or low[at - 1].isalnum()):
        return None  # a piece of a longer word
    if (
        found["month"] in words.verb_months
        and not digits
        and day is None
        and not _of_last_year(reader, found)
    ):
        if reader.behind("verb", end) or not reader.before("month_only_word", at):
            return None
        if not reader.capital(at) and not found["rel"] and not reader.before("which", at):
            return None
    year = values.full_year(digits, reader.now) if digits else None
    if found["rel"]:
        if reader.note is None:
            return Found(start, end, None, "relative")
        year = reader.note.year + {"last": -1, "next": 1}.get(found["rel"], 0)
    if year is None and (later := words.patterns["month_range_year"].match(low, end)):
        year = int(later["y"]) - (number > words.months[later["month"]])
    if year is not None:
        value = values.month_value(year, number) if day is None else values.day_value(year, number, day)
        return Found(start, end, value, "absolute") if value else None
    if day is not None:
        if values.day_value(2000, number, day) is None:
            return None
        return without_year(reader, start, end, number, day)
    return _bare_month(reader, found, number)


def _verb(reader: Reader, found: re.Match[str]) -> bool:
    """Tell whether "may" or "march" is the verb, by how it is written."""
    return found["month"] in reader.words.verb_months and not reader.capital(found.start())


def _of_last_year(reader: Reader, found: re.Match[str]) -> bool:
    return bool(found["rel"]) and reader.capital(found.start())


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
    return without_year(reader, at, end, number, None)


def read_season(reader: Reader, at: int) -> Found | None:
    """Spring of 2021, last summer: the year is what is certain."""
    which = reader.before("which", at)
    found = reader.match("season", at)
    if found and found["rel"]:
        step = {"last": -1, "next": 1}.get(found["rel"], 0)
        told = values.year_value(reader.note.year + step) if reader.note else None
        return Found(at, found.end(), told, "relative")
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


def month_at(reader: Reader, at: int) -> Found | None:
    """Read the month that stands at a place, if one does."""
    named = reader.words.months.get(word[0]) if (word := _WORD.match(reader.low, at)) else None
    return read_month(reader, at) if named else None


def read_day_word(reader: Reader, at: int) -> Found | None:
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
