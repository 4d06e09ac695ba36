"""Queries as a page of text, as a printable HTML page, and as JSON.

What a provider reads names no code, no payment and no checklist: only the note, the question and
the answers. The data for programs carries the ids of the items, for the log of the sender.
"""

from __future__ import annotations

from collections.abc import Sequence

import notecheck
from notecheck.errors import NotecheckError
from notecheck.queries.model import ClarificationQuery, Omitted
from notecheck.render.layout import Page
from notecheck.render.page import page
from notecheck.render.visible import ascii_json, one_line
from notecheck.report import Report

FORMATS = ("text", "html", "json")
SCHEMA_VERSION = "1"

LEAD = (
    "Please answer in the record from your own clinical judgment. No answer is expected before another, "
    "and any answer that reflects your judgment is right."
)
NONE = "There is nothing to ask: no open gap of this note can be put as a question on its own words."


def render(
    report: Report,
    queries: Sequence[ClarificationQuery],
    *,
    format: str = "text",
    left: int = 0,
    omitted: Sequence[Omitted] = (),
    width: int = 88,
    color: bool = False,
) -> str:
    """Return queries on a note as ``text``, ``html`` or ``json``, without a last line end.

    ``left`` is how many more there are; ``omitted`` are the gaps without a query, for JSON. ``width``
    is in columns. Raises NotecheckError for another format.
    """
    if format == "json":
        return _json(report, queries, left, omitted)
    if format == "html":
        return page("queries.html.j2", report=report, queries=queries, left=left, lead=LEAD, nothing=NONE)
    if format != "text":
        raise NotecheckError(f"unknown format {format!r}: use one of {', '.join(FORMATS)}")
    return _text(report, queries, left, width, color)


def plain(query: ClarificationQuery) -> str:
    """Return one query as text to be copied, each quotation on one line."""
    return "\n".join(
        (
            query.title,
            "In this record:",
            *(f'- {quoted.where}: "{one_line(quoted.text)}"' for quoted in query.indicators),
            query.question,
            *(f"[ ] {option}" for option in (*query.options, *query.ways_out)),
        )
    )


def _text(report: Report, queries: Sequence[ClarificationQuery], left: int, width: int, color: bool) -> str:
    out = Page(width=min(max(width, 40), 200), color=color)
    note = report.note
    out.line("Documentation clarification", style="bold")
    out.line(" · ".join(filter(None, [f"Record: {note.id}", note.date and f"encounter of {note.date}"])))
    out.line("To: ____________________  From: ____________________  Date: ____________")
    out.gap()
    out.line(LEAD if queries else NONE)
    for number, query in enumerate(queries, 1):
        out.gap()
        out.line(f"{number}. {query.title}", hang=3, style="bold")
        out.line("In this record:", indent=3)
        for quoted in query.indicators:
            out.line(f'- {quoted.where}: "{quoted.text}"', indent=3, hang=2)
        out.line(query.question, indent=3)
        for option in query.options:
            out.line(f"[ ] {option}", indent=3, hang=4)
        for option in query.ways_out:
            blank = ": ____________________" if "specify" in option else ""
            out.line(f"[ ] {option}{blank}", indent=3, hang=4)
        if query.free_text:
            out.line("In your own words: ________________________________", indent=3)
    if left:
        out.gap()
        out.line(_more(left), style="dim")
    return out.text()


def _more(left: int) -> str:
    return f"{left} further {'question is' if left == 1 else 'questions are'} held back; --all shows all."


def _json(
    report: Report, queries: Sequence[ClarificationQuery], left: int, omitted: Sequence[Omitted]
) -> str:
    value = {
        "schema_version": SCHEMA_VERSION,
        "notecheck_version": notecheck.__version__,
        "note": report.note.model_dump(mode="json"),
        "queries": [query.model_dump(mode="json") for query in queries],
        "held_back": left,
        "omitted": [entry.model_dump(mode="json") for entry in omitted],
    }
    return ascii_json(value)
