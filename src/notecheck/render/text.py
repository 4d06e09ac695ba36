"""The report for a terminal: the verdict, what to add, then what is there and where."""

from __future__ import annotations

from collections.abc import Iterator

from notecheck.render.layout import Page
from notecheck.render.view import CodeView, NumberedItem, code_views, quote
from notecheck.render.visible import one_line
from notecheck.render.wording import (
    AXES,
    AXIS,
    BLOCKING_MEANING,
    DISCLAIMER,
    REQUIREMENT,
    STATUS,
    VERDICT,
    VERDICT_MEANING,
    spaced,
)
from notecheck.report import Evidence, Rejected, Report

WIDTH = 88  # columns, where nothing else is known
MOST_PIECES = 5  # pieces of evidence shown for one item; the rest is counted


def render(
    report: Report, text: str, *, width: int = WIDTH, color: bool = False, audience: str = "coder"
) -> str:
    """Return the report as plain text.

    ``width`` is in terminal columns, kept between 40 and 200; ``color`` adds ANSI escapes. Whatever
    comes from the note is made inert first: an escape sequence in it is shown, not sent.
    ``audience`` is ``coder`` for all of it, ``provider`` for what is documented and what to ask,
    without a word of codes and payment.
    """
    if audience == "provider":
        return _for_provider(report, text, width, color)
    page = Page(width=min(max(width, 40), 200), color=color)
    note = report.note
    page.line(" · ".join(filter(None, ["notecheck", note.id, note.date, note.setting])), style="dim")
    views = code_views(report)
    if not views:
        page.gap()
        page.line("No code was checked: the note names none, and documents nothing that points to one.")
    for view in views:
        page.gap()
        _code(page, view, text)
    page.gap()
    page.line(DISCLAIMER, style="dim")
    return page.text()


def _for_provider(report: Report, text: str, width: int, color: bool) -> str:
    from notecheck.queries import build
    from notecheck.queries.rendering import render as queries
    from notecheck.render.provider import documented

    page = Page(width=min(max(width, 40), 200), color=color)
    for view in code_views(documented(report)):
        if view.items:
            page.gap()
            page.line(f"DOCUMENTED ({len(view.items)})", style="met")
        for numbered in view.items:
            page.line(f"{numbered.label}. {numbered.item.title}", indent=2, hang=len(numbered.label) + 2)
            for piece in _pieces(numbered.item.evidence, text):
                page.line(piece, indent=5, hang=2)
    asked = queries(report, build(report, text), width=width, color=color)
    return "\n".join(filter(None, [asked, page.text()]))


def _code(page: Page, view: CodeView, text: str) -> None:
    code = view.code
    page.line(f"{code.code} {code.title}", hang=len(code.code) + 1, style="bold")
    counts = f"{code.documented.met} of {code.documented.applicable} documented"
    score = "no score" if code.score is None else f"score {code.score} of 100"
    page.line(f"{VERDICT[code.verdict].upper()} · {counts} · {score}", style=code.verdict)
    page.line(VERDICT_MEANING[code.verdict])
    for alerted in view.alerts:
        if alerted.alert.blocking:
            page.line(f"{alerted.label} {alerted.alert.message}", hang=len(alerted.label) + 1, style="bold")
    if first := view.first():
        titles = "; ".join(f"{numbered.label}. {numbered.item.title}" for numbered in first)
        page.line(f"Document first: {titles}", hang=2, style="bold")
    counted = {axis: view.documented(axis) for axis in AXES}
    page.line(" · ".join(f"{AXIS[a]}: {met} of {number}" for a, (met, number) in counted.items() if number))
    for status, items in view.groups():
        if status == "not_applicable":
            continue
        page.gap()
        page.line(f"{STATUS[status].upper()} ({len(items)})", style=status)
        for numbered in items:
            _item(page, numbered, text)
    _alerts(page, view, text)
    _suggestions(page, view)
    if skipped := view.having("not_applicable"):
        page.gap()
        titles = "; ".join(n.item.title for n in skipped)
        page.line(f"Not applicable ({len(skipped)}): {titles}", hang=2, style="dim")


def _item(page: Page, numbered: NumberedItem, text: str) -> None:
    item = numbered.item
    axis = "code" if item.axis == "code" else "support"
    head = f"{numbered.label}. {item.title}"
    page.line(f"{head} ({axis}, {REQUIREMENT[item.requirement]})", indent=2, hang=len(numbered.label) + 2)
    for piece in _pieces(item.evidence, text):
        page.line(piece, indent=5, hang=2)
    if item.status == "met":
        for piece in _pieces(tuple(piece for piece in item.rejected if piece.contradicts), text):
            page.line(f"But: {piece}", indent=5, hang=2)
        return
    if item.document:
        page.line(f"Document: {item.document}", indent=5, hang=2, style="bold")
    if item.reason:
        page.line(f"Why: {item.reason}", indent=5, hang=2)
    for piece in _pieces(item.rejected, text):
        page.line(f"Not counted: {piece}", indent=5, hang=2, style="dim")


def _pieces(evidence: tuple[Evidence, ...] | tuple[Rejected, ...], text: str) -> Iterator[str]:
    """Yield a line for each piece: where it stands, the words in their context, what decided."""
    for piece in evidence[:MOST_PIECES]:
        quoted = quote(text, piece)
        words = one_line(f"{quoted.before}«{quoted.piece}»{quoted.after}")
        place = f"line {piece.line}, {spaced(piece.section)}"
        if isinstance(piece, Rejected):
            yield f'{place}: "{words}" ({piece.why})'
        else:
            cue = f' (cue: "{piece.cue.text}")' if piece.cue else ""
            yield f'{place}: "{words}"{cue}'
    if (more := len(evidence) - MOST_PIECES) > 0:
        yield f"and {more} more"


def _alerts(page: Page, view: CodeView, text: str) -> None:
    if not view.alerts:
        return
    page.gap()
    page.line(f"ALERTS ({len(view.alerts)})", style="bold")
    for alerted in view.alerts:
        alert = alerted.alert
        page.line(f"{alerted.label} {alert.message}", indent=2, hang=len(alerted.label) + 1)
        if alert.blocking:
            page.line(BLOCKING_MEANING, indent=5, hang=2, style="conflicting")
        if alert.codes:
            page.line(f"Codes: {', '.join(alert.codes)}", indent=5, hang=2)
        for piece in _pieces(alert.evidence, text):
            page.line(piece, indent=5, hang=2)
        if alert.sources:
            page.line(f"Source: {'; '.join(alert.sources)}", indent=5, hang=2, style="dim")


def _suggestions(page: Page, view: CodeView) -> None:
    suggestions = view.code.suggested_codes
    if not suggestions:
        return
    page.gap()
    page.line(f"CODES TO CONSIDER ({len(suggestions)})", style="bold")
    for suggestion in suggestions:
        page.line(
            f"{suggestion.code} {suggestion.title} ({spaced(suggestion.relation)})",
            indent=2,
            hang=len(suggestion.code) + 1,
        )
        if suggestion.reason:
            page.line(suggestion.reason, indent=5)
        if suggestion.source:
            page.line(f"Source: {suggestion.source}", indent=5, hang=2, style="dim")
