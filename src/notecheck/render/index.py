"""The page that lists the HTML reports of a run, those with the most to do first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template

from notecheck.render.visible import one_line
from notecheck.render.wording import DISCLAIMER, VERDICT
from notecheck.report import Report, Verdict

_ORDER: tuple[Verdict, ...] = ("conflicting", "not_supported", "incomplete", "codable", "complete")


@dataclass(frozen=True, slots=True)
class Line:
    """One code of one note. ``score`` is 0 to 100 or None."""

    code: str
    title: str
    verdict: Verdict
    label: str
    score: int | None
    met: int
    applicable: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One note and the file of its report, relative to the list. It holds no text of the note."""

    note: str
    file: str
    lines: tuple[Line, ...]

    @property
    def rank(self) -> tuple[int, str]:
        """Sort by the worst verdict, then by name; notes without a code come last."""
        worst = min((_ORDER.index(line.verdict) for line in self.lines), default=len(_ORDER))
        return worst, self.note


def entry(report: Report, file: str) -> Entry:
    """Return the line of a list for a report that was written to ``file``."""
    lines = tuple(
        Line(
            code.code,
            code.title,
            code.verdict,
            VERDICT[code.verdict],
            code.score,
            code.documented.met,
            code.documented.applicable,
        )
        for code in report.codes
    )
    return Entry(one_line(report.note.id), file, lines)


def render(entries: Sequence[Entry]) -> str:
    """Return the page; it needs no script and loads nothing."""
    ordered = sorted(entries, key=lambda entry: entry.rank)
    return _template().render(entries=ordered, disclaimer=DISCLAIMER)


@cache
def _template() -> Template:
    source = resources.files(__package__).joinpath("templates/index.html.j2").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(source)
