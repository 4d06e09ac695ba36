"""Calendar arithmetic: what was read becomes an ISO value cut to its precision.

Every function returns ``(value, precision)`` or None where no such day exists.
"""

from __future__ import annotations

import datetime

from notecheck.extraction import Precision

Value = tuple[str, Precision]

# A two-digit year this far after the note still lies ahead of it; beyond, it is the last century.
_AHEAD = 15
# No event of a patient's life is told from further back (years).
_LIFETIME = 120
_MONTHS_BY_DAY = 12 * 7  # days: up to twelve weeks a number of weeks still means a day


def day_value(year: int, month: int, day: int) -> Value | None:
    """Return the day, or None if the calendar has none such."""
    try:
        return datetime.date(year, month, day).isoformat(), "day"
    except ValueError:
        return None


def month_value(year: int, month: int) -> Value | None:
    """Return the month of a four-digit year, or None."""
    return (f"{year:04d}-{month:02d}", "month") if 1 <= month <= 12 and 1 <= year <= 9999 else None


def year_value(year: int) -> Value | None:
    """Return the year, or None."""
    return (f"{year:04d}", "year") if 1 <= year <= 9999 else None


def full_year(digits: str, now: int, *, ahead: int = _AHEAD) -> int:
    """Return the year that two or four digits name, at most ``ahead`` years after ``now``."""
    year = int(digits)
    if len(digits) > 2:
        return year
    year += now // 100 * 100
    while year > now + ahead:
        year -= 100
    while year <= now + ahead - 100:
        year += 100
    return year


def nearest_day(month: int, day: int, note: datetime.date, *, planned: bool) -> Value | None:
    """Return the last such day up to the note's, or where ``planned`` the first from it on."""
    step = 1 if planned else -1
    for year in range(note.year - step, note.year + 9 * step, step):
        try:
            found = datetime.date(year, month, day)
        except ValueError:
            continue
        if (found >= note) if planned else (found <= note):
            return found.isoformat(), "day"
    return None


def nearest_month(month: int, note: datetime.date, *, planned: bool) -> Value | None:
    """Return the last such month up to the note's own, or where ``planned`` the first from it on."""
    if planned:
        return month_value(note.year + (month < note.month), month)
    return month_value(note.year - (month > note.month), month)


def named_month(which: str, month: int, note: datetime.date) -> Value | None:
    """Return "last March", "this past June", "next May".

    "Last" skips a month of this year that is only one or two months gone: said in November,
    "last September" is not the one that has just passed.
    """
    if which in ("next", "coming"):
        return month_value(note.year + (month <= note.month), month)
    if which == "this":
        return month_value(note.year, month)
    year = note.year - (month >= note.month)
    if which in ("last", "previous") and 0 < note.month - month <= 2:
        year -= 1
    return month_value(year, month)


def named_season(which: str, month: int, note: datetime.date) -> Value | None:
    """Return the year of "last summer", "this past spring", "next fall" (``month``: its middle)."""
    if which in ("next", "coming"):
        return year_value(note.year + (month <= note.month))
    if which == "this":
        return year_value(note.year)
    return year_value(note.year - (month >= note.month))


def named_weekday(which: str, weekday: int, note: datetime.date) -> Value | None:
    """Return "last Tuesday" (of the week before), "this Friday", "next Monday", "past" and "on Sunday"."""
    back = (note.weekday() - weekday) % 7
    monday = -note.weekday()
    offset = {
        "last": monday - 7 + weekday,
        "previous": monday - 7 + weekday,
        "this": monday + weekday,
        "next": monday + 7 + weekday,
        "coming": (weekday - note.weekday() - 1) % 7 + 1,
        "planned": (weekday - note.weekday()) % 7,
        "on": -back,
    }.get(which, -(back or 7))
    return _plus_days(note, offset)


def weekday_of_week(weekday: int, weeks: int, note: datetime.date) -> Value | None:
    """Return a weekday of the week that lies ``weeks`` after the note's, Monday first."""
    return _plus_days(note, weekday - note.weekday() + 7 * weeks)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> Value | None:
    """Return the first (1) to fifth or the last (-1) such weekday of a month, None where it has none."""
    last = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day
    days = [day for day in range(1, last + 1) if datetime.date(year, month, day).weekday() == weekday]
    if nth > len(days):
        return None
    return day_value(year, month, days[nth - 1] if nth > 0 else days[nth])


def last_day(year: int, month: int) -> Value | None:
    """Return the last day of a month."""
    return next(value for day in range(31, 27, -1) if (value := day_value(year, month, day)))


def months_in(unit: str) -> float:
    """Return how many months a unit is (12 for a year, 0.25 for a week)."""
    return {"day": 1 / 30, "week": 0.25, "month": 1, "year": 12}.get(unit, 120)


def shifted(
    note: datetime.date, amount: float, unit: str, *, sign: int = -1, rough: bool = False
) -> Value | None:
    """Return the date ``amount`` units before (``sign`` -1) or after (+1) the note.

    Cut to what the words can carry: days and weeks to the day, months to the month, whole years
    to the year; ``rough`` ("about two weeks ago", "2-3 weeks ago") costs days their precision.
    """
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    if days:
        value = _plus_days(note, sign * round(amount * days))
        fine = amount * days <= _MONTHS_BY_DAY and not rough
        return value if fine or value is None else (value[0][:7], "month")
    months = round(amount * months_in(unit))
    if months > _LIFETIME * 12:
        return None
    if unit in ("year", "decade") and (rough or months % 12 == 0):
        return year_value((note.year * 12 + note.month - 1 + sign * months) // 12)
    return plus_months(note, sign * months)


def plus_months(note: datetime.date, months: int) -> Value | None:
    """Return the month that lies ``months`` after the note's."""
    year, month = divmod(note.year * 12 + note.month - 1 + months, 12)
    return month_value(year, month + 1)


def span_start(note: datetime.date, amount: float, unit: str) -> Value | None:
    """Return where "the last 3 months" began: a day, or a year where years are counted."""
    if unit in ("day", "week"):
        return _plus_days(note, -round(amount * (7 if unit == "week" else 1)))
    if unit != "month" or amount != int(amount):
        return shifted(note, amount, unit, rough=True)
    cut = plus_months(note, -int(amount))
    if cut is None:
        return None
    year, month = int(cut[0][:4]), int(cut[0][5:])
    # a month that is too short for the day: its last day
    return next(value for day in range(note.day, 0, -1) if (value := day_value(year, month, day)))


def _plus_days(note: datetime.date, days: int) -> Value | None:
    try:
        return (note + datetime.timedelta(days=days)).isoformat(), "day"
    except OverflowError:
        return None
