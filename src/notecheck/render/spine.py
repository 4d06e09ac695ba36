"""A map of the spine: which segments are fused, not united, ankylosed or decompressed.

The picture is geometry only, in units of its view box; a template draws it, and a list of the
same entries stands beside it for those who cannot see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from notecheck.extraction import Condition, Procedure
from notecheck.lines import line_of
from notecheck.report import Report

_COUNTS = {"C": 7, "T": 12, "L": 5, "S": 3}
VERTEBRAE = ("O", *(f"{region}{n}" for region, count in _COUNTS.items() for n in range(1, count + 1)))
_INDEX = {name: index for index, name in enumerate(VERTEBRAE)}
_LEVEL = re.compile(r"(O|[CTLS]\d{1,2})(?:-(O|[CTLS]\d{1,2}))?")

ROW = 30.0  # height of a vertebra with its disc
TOP = 8.0
FIRST_TRACK, TRACK = 96.0, 18.0
LABEL_HEIGHT = 40.0
WIDTH, CHARACTER = 400.0, 6.0  # of the view box, and of a character of a label
MOST = 10  # entries drawn; all are listed

_TEMPORALITY = {"prior": "Prior", "current": "Present", "planned": "Planned"}
_CONDITIONS = {
    "pseudarthrosis": ("nonunion", "Non-union"),
    "ankylosis": ("ankylosis", "Ankylosis"),
    "congenital_fusion": ("ankylosis", "Congenital fusion"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing with its levels: ``kind`` names how it is drawn; ``line`` is 1-based."""

    kind: str
    name: str
    detail: str
    levels: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Track:
    """An entry on the picture: a bar at ``x`` over each stretch (top, bottom), its label at ``y``.

    ``middle`` is of the first bar; ``levels`` are written short, adjoining segments as one range.
    """

    entry: Entry
    x: float
    stretches: tuple[tuple[float, float], ...]
    middle: float
    y: float
    levels: str


@dataclass(frozen=True, slots=True)
class SpineMap:
    """The picture (no tracks where no level is known) and the list of everything in it."""

    vertebrae: tuple[tuple[str, float], ...]
    tracks: tuple[Track, ...]
    label_x: float
    label_length: int
    height: float
    entries: tuple[Entry, ...]


def spine_map(report: Report, text: str) -> SpineMap | None:
    """Return the map of what the note asserts, None where nothing has a level."""
    entries = tuple(dict.fromkeys(e for e in _entries(report, text) if _stretches(e.levels)))
    if not entries:
        return None
    drawn = entries[:MOST]
    ends = [end for entry in drawn for stretch in _stretches(entry.levels) for end in stretch]
    first, last = max(min(ends) - 1, 0), min(max(ends) + 1, len(VERTEBRAE) - 1)
    vertebrae = tuple((VERTEBRAE[i], TOP + (i - first) * ROW) for i in range(first, last + 1))
    tracks = _tracks(drawn, first)
    height = max(vertebrae[-1][1] + ROW, max(t.y for t in tracks) + LABEL_HEIGHT / 2) + TOP
    label_x = max(track.x for track in tracks) + TRACK + 12
    return SpineMap(vertebrae, tracks, label_x, int((WIDTH - label_x) / CHARACTER), height, entries)


def _entries(report: Report, text: str) -> Iterator[Entry]:
    for procedure in report.extraction.procedures:
        if procedure.kind in ("fusion", "decompression", "discectomy") and procedure.assertion in (
            "present",
            "historical",
        ):
            yield _procedure(procedure, text)
    for condition in report.extraction.conditions:
        if condition.concept in _CONDITIONS and condition.assertion in ("present", "uncertain"):
            yield _condition(condition, text)


def _procedure(procedure: Procedure, text: str) -> Entry:
    kind = "fusion" if procedure.kind == "fusion" else "decompression"
    if procedure.temporality == "planned":
        kind = "planned"
    date = (procedure.date.value or procedure.date.text) if procedure.date else None
    detail = ", ".join(filter(None, [procedure.name, procedure.approach, date]))
    name = f"{_TEMPORALITY[procedure.temporality]} {procedure.kind}"
    return Entry(kind, name, detail, procedure.levels, line_of(text, procedure.start))


def _condition(condition: Condition, text: str) -> Entry:
    kind, name = _CONDITIONS[condition.concept]
    doubt = " (uncertain)" if condition.assertion == "uncertain" else ""
    return Entry(kind, name + doubt, "", condition.levels, line_of(text, condition.start))


def _stretches(levels: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return runs of vertebrae (first, last) that levels cover, adjoining segments joined."""
    pairs = []
    for level in levels:
        if (match := _LEVEL.fullmatch(level)) and match[1] in _INDEX and (match[2] or match[1]) in _INDEX:
            pairs.append((_INDEX[match[1]], _INDEX[match[2] or match[1]]))
    runs: list[tuple[int, int]] = []
    for first, last in sorted((min(pair), max(pair)) for pair in pairs):
        if runs and first <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(last, runs[-1][1]))
        else:
            runs.append((first, last))
    return runs


def _tracks(entries: tuple[Entry, ...], first: int) -> tuple[Track, ...]:
    """Give each entry a column, shared where bars leave room, and a label that overlaps no other."""
    stretches = [(entry, _bars(entry.levels, first)) for entry in entries]
    stretches.sort(key=lambda pair: (pair[1][0], entries.index(pair[0])))
    bottoms: list[float] = []  # of the lowest bar in each column
    lowest = TOP - LABEL_HEIGHT / 2
    tracks: list[Track] = []
    for entry, bars in stretches:
        column = next((c for c, bottom in enumerate(bottoms) if bottom < bars[0][0] - 4), len(bottoms))
        bottoms[column : column + 1] = [bars[-1][1]]
        middle = sum(bars[0]) / 2
        lowest = max(middle, lowest + LABEL_HEIGHT)
        tracks.append(Track(entry, FIRST_TRACK + TRACK * column, bars, middle, lowest, _short(entry.levels)))
    return tuple(tracks)


def _bars(levels: tuple[str, ...], first: int) -> tuple[tuple[float, float], ...]:
    """Return (top, bottom) of each run: from the middle of its first vertebra to that of its last."""
    body = ROW - 8
    bars = []
    for upper, lower in _stretches(levels):
        inset = body / 2 if upper != lower else 2
        bars.append((TOP + (upper - first) * ROW + inset, TOP + (lower - first) * ROW + body - inset))
    return tuple(bars)


def _short(levels: tuple[str, ...]) -> str:
    """Return the levels as a clinician writes them: ``C4-C7, L5-S1`` for four segments."""
    runs = _stretches(levels)
    return ", ".join("-".join(dict.fromkeys((VERTEBRAE[a], VERTEBRAE[b]))) for a, b in runs)
