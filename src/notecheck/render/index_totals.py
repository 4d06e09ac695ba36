"""What a run of reports comes to: counts by verdict, by code and by gap, for charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from string import ascii_letters, digits
from sys import intern
from typing import TYPE_CHECKING, Any

from notecheck.render.wording import STATUS, VERDICT, VERDICTS
from notecheck.report import ItemReport, ItemStatus, Report

if TYPE_CHECKING:
    from notecheck.render.index import Line

Used = tuple[str, str, tuple[str, ...]]

_OPEN: tuple[ItemStatus, ...] = ("missing", "partial", "contradicted")
_BETWEEN = "\t"
_MARKS = ascii_letters + digits


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: how it is drawn (a status or verdict), from where to where in percent."""

    kind: str
    name: str
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class CodeTotal:
    """A code, how many notes were checked for it, and its verdicts as parts of a bar."""

    code: str
    title: str
    count: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class GapTotal:
    """An item of a checklist: in how many results it is open, of those it applies to.

    ``mark`` is one character that stands for it in the rows of the table.
    """

    key: str
    title: str
    codes: str
    count: int
    applicable: int
    parts: tuple[Part, ...]

    mark: str = ""

    @property
    def percent(self) -> int:
        """The share of the results that lack it, in whole percent."""
        return round(100 * self.count / self.applicable)


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of a run. ``results`` counts notes by their codes: a note with two codes twice."""

    results: int = 0
    notes: int = 0
    verdicts: tuple[Part, ...] = ()
    codes: tuple[CodeTotal, ...] = ()
    gaps: tuple[GapTotal, ...] = ()

    @classmethod
    def of(cls, lines: Iterable[Line], *, notes: int) -> Totals:
        """Sum up the results of ``notes`` notes; the most frequent comes first."""
        verdicts: Counter[str] = Counter()
        titles: dict[str, str] = {}
        by_code: dict[str, Counter[str]] = {}
        by_item: dict[str, Counter[str]] = {}
        codes_of: dict[str, set[str]] = {}
        for line in lines:
            verdicts[line.verdict] += 1
            titles[line.code] = line.title
            by_code.setdefault(line.code, Counter())[line.verdict] += 1
            for key, status in line.asked:
                by_item.setdefault(key, Counter())[status] += 1
                codes_of.setdefault(key, set()).add(line.code)
        most = max((counts.total() for counts in by_code.values()), default=1)
        codes = [
            CodeTotal(code, titles[code], counts.total(), _parts(counts, VERDICTS, VERDICT, most))
            for code, counts in by_code.items()
        ]
        gaps = [
            GapTotal(
                key,
                key.partition(_BETWEEN)[2],
                ", ".join(families(codes_of[key])),
                counts.total() - counts["met"],
                counts.total(),
                _parts(counts, _OPEN, STATUS, counts.total()),
            )
            for key, counts in by_item.items()
            if counts.total() > counts["met"]
        ]
        ordered = sorted(gaps, key=lambda g: (-g.count, g.title))
        return cls(
            verdicts.total(),
            notes,
            _parts(verdicts, VERDICTS, VERDICT, max(verdicts.values(), default=1)),
            tuple(sorted(codes, key=lambda c: (-c.count, c.code))),
            tuple(replace(gap, mark=_mark(at)) for at, gap in enumerate(ordered)),
        )


def gap_key(item: ItemReport) -> str:
    """Return what tells an item from others across codes: its id and its title."""
    return intern(f"{item.id}{_BETWEEN}{item.title}")


def _parts(
    counts: Counter[str], kinds: Iterable[str], names: Mapping[Any, str], whole: int
) -> tuple[Part, ...]:
    parts, start = [], 0.0
    for kind in kinds:
        if count := counts[kind]:
            width = 100 * count / whole
            parts.append(Part(kind, names[kind], count, round(start, 2), round(width, 2)))
            start += width
    return tuple(parts)


def _mark(number: int) -> str:
    """Return one character for a number: none that HTML or a list of classes would take for its own."""
    return _MARKS[number] if number < len(_MARKS) else chr(0x4E00 + number)


def checklists_of(reports: Iterable[Report]) -> list[tuple[str, str, str]]:
    """Return what was checked against: codes, those of a family as one, the version, the code sets."""
    return checklists(checklist for report in reports for checklist in used_by(report))


def used_by(report: Report) -> tuple[Used, ...]:
    """Return the code, the version of the checklist and its code sets, for each code of a report."""
    return tuple((code.code, code.checklist_version, code.code_set) for code in report.codes)


def checklists(used: Iterable[Used]) -> list[tuple[str, str, str]]:
    """Put codes together that share a version and code sets."""
    codes: dict[tuple[str, tuple[str, ...]], set[str]] = {}
    for code, version, code_set in set(used):
        codes.setdefault((version, code_set), set()).add(code)
    return sorted((", ".join(families(c)), version, ", ".join(of)) for (version, of), c in codes.items())


def families(codes: set[str]) -> list[str]:
    """Return codes, those that differ in their last character alone as one: ``M43.2-``."""
    heads = Counter(code[:-1] for code in codes)
    grouped = {f"{c[:-1]}-" if heads[c[:-1]] > 1 and len(c) > 5 else c for c in codes}
    return sorted(name for name in grouped if f"{name}-" not in grouped)
