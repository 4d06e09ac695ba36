"""A timeline of procedures, studies and symptoms on their dates, with the note's own date.

Geometry only, as in :mod:`notecheck.render.spine`: the axis is true to scale, labels stand below
one another, and a line leads from each to its date.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from notecheck.anatomy import ranges
from notecheck.extraction import DateMention, Mention
from notecheck.lines import line_of
from notecheck.render.visible import MASK, one_line
from notecheck.render.wording import spaced
from notecheck.report import Report

TOP, LABEL_HEIGHT, LEAST_HEIGHT = 18.0, 42.0, 150.0
LONGEST = 32  # characters of a complaint in the note's own words
MOST = 14  # entries drawn; all are listed
_PRIORITY = {"note": 0, "procedure": 1, "study": 2, "symptom": 3}
_PLANNED = " (planned)"


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a date: ``when`` is ISO 8601 cut to its precision; ``line`` is None for the note."""

    kind: str
    name: str
    when: str
    written: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Placed:
    """An event on the picture: its date reaches from ``top`` to ``bottom``, its label is at ``y``."""

    event: Event
    top: float
    bottom: float
    y: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture and the list of everything in it; ``ticks`` are (label, y)."""

    placed: tuple[Placed, ...]
    ticks: tuple[tuple[str, float], ...]
    top: float
    bottom: float
    height: float
    events: tuple[Event, ...]


def timeline(report: Report, text: str) -> Timeline | None:
    """Return the timeline, None where fewer than two things have a date."""
    events = tuple(sorted(dict.fromkeys(_events(report, text)), key=lambda e: e.when))
    if len(events) < 2:
        return None
    chosen = set(sorted(events, key=lambda e: _PRIORITY[e.kind])[:MOST])
    drawn = [e for e in events if e in chosen]
    first = min(_days(e.when)[0] for e in drawn)
    last = max(_days(e.when)[1] for e in drawn)
    height = max(LEAST_HEIGHT, LABEL_HEIGHT * (len(drawn) - 1))
    scale = height / max((last - first).days, 1)

    def at(day: date) -> float:
        return round(TOP + (day - first).days * scale, 1)

    placed = []
    lowest = TOP - LABEL_HEIGHT
    for number, event in enumerate(drawn):
        start, end = _days(event.when)
        # As near to its date as the labels above and those still to come below leave room.
        room = TOP + height - LABEL_HEIGHT * (len(drawn) - 1 - number)
        lowest = max(lowest + LABEL_HEIGHT, min((at(start) + at(end)) / 2, room))
        placed.append(Placed(event, at(start), at(end), lowest))
    ticks = tuple((label, at(day)) for label, day in _ticks(first, last))
    bottom = TOP + height
    return Timeline(tuple(placed), ticks, TOP, bottom, max(bottom, lowest) + LABEL_HEIGHT / 2, events)


def _events(report: Report, text: str) -> Iterator[Event]:
    if report.note.date and _readable(report.note.date):
        yield Event("note", "This note", report.note.date, "", None)
    for procedure in report.extraction.procedures:
        if procedure.assertion in ("present", "historical"):
            levels = " ".join(filter(None, [procedure.name, ", ".join(ranges(procedure.levels))]))
            name = levels + _PLANNED * (procedure.temporality == "planned")
            yield from _dated("procedure", name, procedure.date, line_of(text, procedure.start))
    for study in report.extraction.imaging:
        yield from _dated("study", study.modality, study.date, line_of(text, study.start))
    for mention in report.extraction.mentions:
        if mention.group == "symptom" and mention.assertion in ("present", "historical"):
            yield from _dated("symptom", _complaint(mention, text), mention.date, mention.line)


def _complaint(mention: Mention, text: str) -> str:
    """Return a complaint in the note's own words, where those are short and not taken out."""
    words = one_line(text[mention.start : mention.end])
    return words if 0 < len(words) <= LONGEST and MASK not in words else spaced(mention.concept)


def _dated(kind: str, name: str, when: DateMention | None, line: int) -> Iterator[Event]:
    if when and when.value and _readable(when.value):
        yield Event(kind, name, when.value, when.text, line)


def _readable(value: str) -> bool:
    try:
        _days(value)
    except ValueError:
        return False
    return True


def _days(value: str) -> tuple[date, date]:
    """Return the first and the last day that an ISO date, cut to its precision, may mean."""
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        following = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        return date(parts[0], parts[1], 1), following - timedelta(days=1)
    day = date(*parts)
    return day, day


def _ticks(first: date, last: date) -> Iterator[tuple[str, date]]:
    """Yield at most about eight years within the range, or its months where it is short."""
    years = last.year - first.year
    if years < 2:
        step = 1 if (last - first).days < 200 else 3
        for month in range(first.year * 12 + first.month, last.year * 12 + last.month, step):
            yield f"{month // 12}-{month % 12 + 1:02}", date(month // 12, month % 12 + 1, 1)
        return
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 10_000) if years <= 8 * s)
    for year in range(first.year, last.year + 1):
        if year % step == 0 and date(year, 1, 1) >= first:
            yield str(year), date(year, 1, 1)
