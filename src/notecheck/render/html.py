"""One self-contained HTML page: the checklist on one side, the marked note on the other.

It reads without scripts and fetches nothing; a strict content security policy in the page itself
lets only its own style sheet and script run, so that a note which holds HTML stays text.
"""

from __future__ import annotations

from typing import Any

from notecheck.lines import line_count
from notecheck.render import wording
from notecheck.render.index_totals import checklists_of
from notecheck.render.note_html import alert_anchor, item_anchor, mark_anchor, note_html
from notecheck.render.page import page
from notecheck.render.spine import spine_map
from notecheck.render.timeline import timeline
from notecheck.render.view import CodeView, code_views, quote
from notecheck.report import Evidence, Rejected, Report

PIECES_OPEN = 4  # pieces of evidence shown at once for an item; the rest is folded


def render(report: Report, text: str, *, audience: str = "coder") -> str:
    """Return the report as a complete HTML document.

    ``audience`` is ``coder`` for all of it, ``provider`` for what is documented and what to ask,
    without a word of codes and payment.
    """
    if audience == "provider":
        return _for_provider(report, text)
    views = code_views(report)
    return page(
        "report.html.j2",
        report=report,
        views=views,
        note=note_html(text, views),
        lines=line_count(text),
        words=wording,
        statuses=_statuses(views),
        checklists=checklists_of([report]),
        spine=spine_map(report, text),
        timeline=timeline(report, text),
        pieces_open=PIECES_OPEN,
        item_anchor=item_anchor,
        alert_anchor=alert_anchor,
        **_asking(report, text),
        **_quoting(text),
    )


def _asking(report: Report, text: str) -> dict[str, Any]:
    """Return the queries of each gap as they would be sent, and why there is none for the others."""
    from notecheck.queries import ClarificationQuery, entries
    from notecheck.queries.rendering import plain

    asked: dict[tuple[str, str], str] = {}
    unasked: dict[tuple[str, str], str] = {}
    for code in report.codes:
        for entry in entries(report, text, code=code.code):
            if isinstance(entry, ClarificationQuery):
                asked[code.code, entry.item] = plain(entry)
            else:
                unasked[code.code, entry.item] = entry.why
    return {"asked": asked, "unasked": unasked}


def _for_provider(report: Report, text: str) -> str:
    from notecheck.queries import build
    from notecheck.queries.rendering import LEAD, NONE
    from notecheck.render.provider import documented

    views = code_views(documented(report))
    return page(
        "provider.html.j2",
        report=report,
        queries=build(report, text),
        lead=LEAD,
        nothing=NONE,
        views=views,
        note=note_html(text, views),
        lines=line_count(text),
        words=wording,
        spine=spine_map(report, text),
        timeline=timeline(report, text),
        pieces_open=PIECES_OPEN,
        item_anchor=item_anchor,
        alert_anchor=alert_anchor,
        **_quoting(text),
    )


def _statuses(views: list[CodeView]) -> list[tuple[str, str, int]]:
    """Return each status that occurs, its name, and how many items of all codes have it."""
    counts = [(status, sum(len(view.having(status)) for view in views)) for status in wording.STATUSES]
    return [(status, wording.STATUS[status], count) for status, count in counts if count]


def _quoting(text: str) -> dict[str, Any]:
    """Return the template's two questions about a piece of evidence: its words, its place."""

    def quoted(piece: Evidence | Rejected) -> Any:
        return quote(text, piece)

    def mark_of(piece: Evidence | Rejected) -> str | None:
        return mark_anchor(piece, len(text))

    return {"quote": quoted, "mark_of": mark_of}
