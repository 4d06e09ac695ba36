"""The page that lists the HTML reports of a run: what they come to in charts, and a table of them.

It is made for ten thousand notes: one short row a note and code, no word of any note, and a script
that sorts, filters and pages rows that are all in the page, so that it reads without scripts too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from notecheck.render.index_totals import GapTotal, Totals, Used, checklists, gap_key, used_by
from notecheck.render.page import page
from notecheck.render.visible import one_line
from notecheck.render.wording import DISCLAIMER, VERDICT, VERDICTS
from notecheck.report import ItemStatus, Report, Verdict

ROWS_SHOWN = 100  # rows of a page of the table, where scripts run
GAPS_SHOWN = 12  # gaps in the chart; the filter offers them all
CODES_SHOWN = 8  # codes in the chart; the rest is folded


@dataclass(frozen=True, slots=True)
class Line:
    """One code of one note. ``score`` is 0 to 100 or None; ``asked`` has all items that apply.

    Each item is the key that :func:`gap_key` gives it, with its status.
    """

    code: str
    title: str
    verdict: Verdict
    score: int | None
    met: int
    applicable: int
    asked: tuple[tuple[str, ItemStatus], ...] = ()

    @property
    def gaps(self) -> list[str]:
        """Return the keys of the items that are not met."""
        return [key for key, status in self.asked if status != "met"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One note and the file of its report, relative to the list. It holds no text of the note."""

    note: str
    file: str
    lines: tuple[Line, ...]
    checklists: tuple[Used, ...] = ()

    @property
    def rank(self) -> tuple[int, str]:
        """Sort by the worst verdict, then by name; notes without a code come last."""
        worst = min((VERDICTS.index(line.verdict) for line in self.lines), default=len(VERDICTS))
        return worst, self.note


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: a line of an entry, or None where the note has no code to check.

    ``gaps`` has the mark of each gap, so that the script can filter by them.
    """

    note: str
    file: str
    line: Line | None
    gaps: str


def entry(report: Report, file: str) -> Entry:
    """Return the lines of a list for a report that was written to ``file``."""
    lines = tuple(
        Line(
            code.code,
            code.title,
            code.verdict,
            code.score,
            code.documented.met,
            code.documented.applicable,
            tuple((gap_key(item), item.status) for item in code.items if item.status != "not_applicable"),
        )
        for code in report.codes
    )
    return Entry(one_line(report.note.id), file, lines, used_by(report))


def render(
    entries: Sequence[Entry],
    *,
    failures: Sequence[str] = (),
    results: Sequence[str] = (),
    audience: str = "coder",
) -> str:
    """Return the page; it loads nothing and needs no script.

    ``failures`` are one line each on what could not be checked, ``results`` the names of the files
    with all results beside the page. For the audience ``provider`` it names notes and nothing else.
    """
    import notecheck

    folder = common_folder([e.note for e in entries])
    if audience == "provider":
        ordered = sorted(entries, key=lambda e: e.note)
        totals, rows = Totals(), [Row(e.note.removeprefix(folder), e.file, None, "") for e in ordered]
    else:
        ordered = sorted(entries, key=lambda e: e.rank)
        totals = Totals.of((line for e in entries for line in e.lines), notes=len(entries))
        rows = list(_rows(ordered, totals.gaps, folder))
    return page(
        "index.html.j2",
        sheet="index",
        entries=entries,
        rows=rows,
        folder=folder.rstrip("/"),
        totals=totals,
        without_code=sum(not e.lines for e in entries) if audience == "coder" else 0,
        failures=[one_line(failure) for failure in failures],
        results=results,
        audience=audience,
        verdicts=VERDICTS,
        words=VERDICT,
        shown=ROWS_SHOWN,
        gaps_shown=GAPS_SHOWN,
        codes_shown=CODES_SHOWN,
        checklists=checklists(used for e in entries for used in e.checklists),
        version=notecheck.__version__,
        disclaimer=DISCLAIMER,
    )


def common_folder(names: Iterable[str]) -> str:
    """Return the folder, with its slash, in which all names are; empty where there is none."""
    folders = [name.rpartition("/")[0].split("/") for name in names]
    if not folders:
        return ""
    first, last = min(folders), max(folders)
    shared = next((n for n, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), None)
    parts = first[: min(len(first), len(last)) if shared is None else shared]
    return "/".join(parts) + "/" if any(parts) else ""


def _rows(entries: Iterable[Entry], gaps: Sequence[GapTotal], folder: str) -> Iterable[Row]:
    mark = {gap.key: gap.mark for gap in gaps}
    for e in entries:
        name = e.note.removeprefix(folder)
        for line in e.lines:
            yield Row(name, e.file, line, "".join(mark[key] for key in line.gaps))
        if not e.lines:
            yield Row(name, e.file, None, "")
