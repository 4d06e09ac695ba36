"""A map of the spine: which segments are fused, not united, ankylosed or decompressed.

The picture is geometry only, in units of its view box; a template draws it, and a list of the
same entries stands beside it for those who cannot see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from textwrap import wrap

from notecheck.extraction import Condition, Procedure
from notecheck.lines import line_of
from notecheck.report import Report

_COUNTS = {"C": 7, "T": 12, "L": 5, "S": 3}
VERTEBRAE = ("O", *(f"{region}{n}" for region, count in _COUNTS.items() for n in range(1, count + 1)))
_INDEX = {name: index for index, name in enumerate(VERTEBRAE)}
_LEVEL = re.compile(r"(O|[CTLS]\d{1,2})(?:-(O|[CTLS]\d{1,2}))?")

ROW = 30.0  # height of a vertebra with its disc
TOP = 8.0
FIRST_TRACK, TRACK = 96.0, 15.0
LABEL_HEIGHT, LABEL_LINE = 40.0, 13.0  # of a label of two lines, and of one more
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
    """One thing with its levels: ``kind`` names how it is drawn; ``lines`` are 1-based.

    ``where`` is its levels as a clinician writes them: ``C4-C7, L5-S1`` for four segments.
    """

    kind: str
    name: str
    details: tuple[str, ...]
    levels: tuple[str, ...]
    lines: tuple[int, ...]

    @property
    def where(self) -> str:
        runs = _stretches(self.levels)
        return ", ".join("-".join(dict.fromkeys((VERTEBRAE[a], VERTEBRAE[b]))) for a, b in runs)


@dataclass(frozen=True, slots=True)
class Track:
    """An entry on the picture: a bar at ``x`` over each stretch (top, bottom), its label at ``y``.

    ``lines`` are those of the label below its name.
    """

    entry: Entry
    x: float
    stretches: tuple[tuple[float, float], ...]
    y: float = 0.0
    lines: tuple[str, ...] = ()

    @property
    def hold(self) -> float:
        """Where the line to the label leaves the bar: as near to the label as the bar reaches."""
        ends = ((min(max(self.y - 4, top), bottom)) for top, bottom in self.stretches)
        return min(ends, key=lambda y: abs(y - self.y + 4))


@dataclass(frozen=True, slots=True)
class SpineMap:
    """The picture (no tracks where no level is known) and the list of everything in it."""

    vertebrae: tuple[tuple[str, float], ...]
    tracks: tuple[Track, ...]
    label_x: float
    height: float
    entries: tuple[Entry, ...]


def spine_map(report: Report, text: str) -> SpineMap | None:
    """Return the map of what the note asserts, None where nothing has a level."""
    entries = _joined(e for e in _entries(report, text) if _stretches(e.levels))
    if not entries:
        return None
    drawn = entries[:MOST]
    ends = [end for entry in drawn for stretch in _stretches(entry.levels) for end in stretch]
    first, last = max(min(ends) - 1, 0), min(max(ends) + 1, len(VERTEBRAE) - 1)
    vertebrae = tuple((VERTEBRAE[i], TOP + (i - first) * ROW) for i in range(first, last + 1))
    bars = _tracks(drawn, first)
    label_x = max(track.x for track in bars) + 26
    tracks = _labelled(bars, int((WIDTH - label_x) / CHARACTER))
    height = max(vertebrae[-1][1] + ROW, max(t.y for t in tracks) + LABEL_HEIGHT) + TOP
    return SpineMap(vertebrae, tracks, label_x, height, entries)


def _joined(entries: Iterator[Entry]) -> tuple[Entry, ...]:
    """Tell what is said in several places once, with all its lines."""
    lines: dict[Entry, list[int]] = {}
    for entry in entries:
        lines.setdefault(replace(entry, lines=()), []).extend(entry.lines)
    return tuple(replace(entry, lines=tuple(dict.fromkeys(found))) for entry, found in lines.items())


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
    said = procedure.name if procedure.name != procedure.kind else None
    details = tuple(filter(None, [said, procedure.approach, date]))
    name = f"{_TEMPORALITY[procedure.temporality]} {procedure.kind}"
    return Entry(kind, name, details, procedure.levels, (line_of(text, procedure.start),))


def _condition(condition: Condition, text: str) -> Entry:
    kind, name = _CONDITIONS[condition.concept]
    doubt = " (uncertain)" if condition.assertion == "uncertain" else ""
    return Entry(kind, name + doubt, (), condition.levels, (line_of(text, condition.start),))


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


def _tracks(entries: tuple[Entry, ...], first: int) -> list[Track]:
    """Give each entry a column, shared where bars leave room."""
    stretches = [(entry, _bars(entry.levels, first)) for entry in entries]
    stretches.sort(key=lambda pair: (pair[1][0], entries.index(pair[0])))
    bottoms: list[float] = []  # of the lowest bar in each column
    tracks: list[Track] = []
    for entry, bars in stretches:
        column = next((c for c, bottom in enumerate(bottoms) if bottom < bars[0][0] - 4), len(bottoms))
        bottoms[column : column + 1] = [bars[-1][1]]
        tracks.append(Track(entry, FIRST_TRACK + TRACK * column, bars))
    return tracks


def _labelled(tracks: list[Track], length: int) -> tuple[Track, ...]:
    """Give each track a label of ``length`` characters a line, as near to its bar as others leave room."""
    tracks.sort(key=lambda track: (sum(track.stretches[0]), track.x))
    lines = [tuple(_label(track.entry, length)) for track in tracks]
    gap = LABEL_HEIGHT + LABEL_LINE * (max(map(len, lines)) - 1)
    places = _spread([sum(track.stretches[0]) / 2 for track in tracks], gap)
    labelled = [replace(t, y=y, lines=of) for t, y, of in zip(tracks, places, lines, strict=True)]
    # Labels of the same place change theirs where the lines to them would cross.
    for _ in labelled:
        for number, (upper, lower) in enumerate(pairwise(labelled)):
            swapped = replace(lower, y=upper.y), replace(upper, y=lower.y)
            if upper.stretches == lower.stretches and _cross(upper, lower) and not _cross(*swapped):
                labelled[number : number + 2] = swapped
    return tuple(labelled)


def _label(entry: Entry, length: int) -> list[str]:
    return wrap(", ".join((entry.where, *entry.details)), length, max_lines=2, placeholder="…")


def _spread(wanted: Sequence[float], gap: float) -> list[float]:
    """Return places at least ``gap`` apart, each group of crowded ones around the mean of what they want."""
    groups: list[list[float]] = []  # of what is wanted, less the gaps before it
    for number, place in enumerate(wanted):
        groups.append([place - number * gap])
        while len(groups) > 1 and _mean(groups[-2]) > _mean(groups[-1]):
            groups[-2:] = [groups[-2] + groups[-1]]
    starts = [round(max(_mean(group), TOP + 10), 1) for group in groups for _ in group]
    return [round(start + number * gap, 1) for number, start in enumerate(starts)]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _cross(upper: Track, lower: Track) -> bool:
    """Tell whether the lines from two bars to their labels, the first above the second, cross."""
    left, right = sorted((upper, lower), key=lambda track: track.x)
    reach = WIDTH - left.x
    there = left.hold + (left.y - 4 - left.hold) * (right.x - left.x) / reach
    return (there < right.hold) is not (left.y < right.y) and there != right.hold


def _bars(levels: tuple[str, ...], first: int) -> tuple[tuple[float, float], ...]:
    """Return (top, bottom) of each run: from the middle of its first vertebra to that of its last."""
    body = ROW - 8
    bars = []
    for upper, lower in _stretches(levels):
        inset = body / 2 if upper != lower else 2
        bars.append((TOP + (upper - first) * ROW + inset, TOP + (lower - first) * ROW + body - inset))
    return tuple(bars)
