"""The misses of an evaluation as one HTML page: figures, tables, and each note with its marks.

It needs no script and fetches nothing; its security policy lets only its own style sheet in, so
that a note which holds HTML stays text.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from notecheck.evaluation.compare import Comparison
from notecheck.evaluation.outcomes import Outcome, occurrences
from notecheck.evaluation.run import Run
from notecheck.evaluation.scores import Figure, Scores
from notecheck.lines import line_of
from notecheck.render.marks import Span, segments
from notecheck.render.visible import visible
from notecheck.render.wording import STATUSES, spaced


@dataclass(frozen=True, slots=True)
class Row:
    """One miss: what was expected and given, and where both stand; ``(offset, line)`` pairs."""

    kind: str
    name: str
    expected: str
    got: str
    given: tuple[tuple[int, int], ...]
    labelled: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """A case with misses, and its note with the evidence of the missed items marked."""

    anchor: str
    outcome: Outcome
    rows: tuple[Row, ...]
    note: Markup


def render(run: Run, comparison: Comparison | None = None) -> str:
    """Return the page. It holds the text of every note that has a miss."""
    wrong = [outcome for outcome in run.outcomes if outcome.misses]
    missed = [_missed(number, outcome) for number, outcome in enumerate(wrong, 1)]
    by_miss: dict[str, list[Missed]] = {}
    for case in missed:
        for label in dict.fromkeys(_label(case.outcome, row) for row in case.rows):
            by_miss.setdefault(label, []).append(case)
    style = _source("eval.css").strip()
    return (
        _environment()
        .from_string(_source("eval.html.j2"))
        .render(
            run=run,
            missed=missed,
            by_miss=sorted(by_miss.items(), key=lambda pair: (-len(pair[1]), pair[0])),
            comparison=comparison,
            statuses=STATUSES,
            style=Markup(style),
            policy=f"default-src 'none'; style-src {_hash(style)}; base-uri 'none'; form-action 'none'",
        )
    )


def _label(outcome: Outcome, row: Row) -> str:
    kind = "" if row.kind in ("item", "verdict") else f"{row.kind} "
    return f"{outcome.case.code} {kind}{row.name}"


def _missed(number: int, outcome: Outcome) -> Missed:
    anchor, text = f"case{number}", outcome.case.text
    rows: list[Row] = []
    spans: list[Span] = []
    told: list[tuple[str, str]] = []
    for miss in outcome.misses:
        given = [
            (piece.start, piece.end)
            for piece in outcome.evidence.get(f"alert {miss.name}" if miss.kind == "alert" else miss.name, ())
        ]
        phrases = outcome.case.evidence.get(miss.name, ())
        labelled = [place for phrase in phrases for place in occurrences(text, phrase)]
        for kind, places in (("given", given), ("labelled", labelled)):
            spans.extend(Span(start, end, len(told)) for start, end in places)
            told.append((kind, f"{kind} for {spaced(miss.name)}"))
        rows.append(
            Row(miss.kind, miss.name, miss.expected, miss.got, _lines(text, given), _lines(text, labelled))
        )
    return Missed(anchor, outcome, tuple(rows), _marked(text, spans, told, anchor))


def _lines(text: str, places: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted({(start, line_of(text, start)) for start, _ in places}))


def _marked(text: str, spans: list[Span], told: list[tuple[str, str]], anchor: str) -> Markup:
    out: list[str] = []
    for piece in segments(spans, len(text)):
        content = str(escape(visible(text[piece.start : piece.end])))
        if not piece.refs:
            out.append(content)
            continue
        kinds = " ".join(sorted({told[ref][0] for ref in piece.refs}))
        title = escape("; ".join(dict.fromkeys(told[ref][1] for ref in piece.refs)))
        out.append(f'<mark id="{anchor}-{piece.start}" class="{kinds}" title="{title}">{content}</mark>')
    return Markup("".join(out))


def _value(figure: Figure) -> str:
    return "not judged" if figure.value is None else f"{figure.value:.3f}"


def _interval(figure: Figure) -> str:
    return "" if figure.low is None else f"{figure.low:.3f} to {figure.high:.3f}"


def _confused(scores: Scores) -> list[tuple[str, str, int]]:
    rows = [(gold, got, number) for (gold, got), number in scores.confusion.items() if gold != got]
    return sorted(rows, key=lambda row: (-row[2], row[0], row[1]))


def _right(scores: Scores) -> int:
    return sum(number for (gold, got), number in scores.confusion.items() if gold == got)


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_finalize
    )
    environment.filters.update(
        spaced=spaced, value=_value, interval=_interval, confused=_confused, right=_right
    )
    return environment


def _finalize(value: Any) -> Any:
    """Make plain strings visible; what is marked as safe was made so before."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _source(name: str) -> str:
    return (files("notecheck.evaluation") / "templates" / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
