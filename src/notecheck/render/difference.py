"""The difference of two versions of a note as text, as a page of HTML, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from notecheck.diff import CHANGES, Change, CodeDifference, Difference, ItemChange, Side
from notecheck.errors import NotecheckError
from notecheck.render.layout import Page
from notecheck.render.page import page
from notecheck.render.visible import ascii_json
from notecheck.render.wording import STATUS, VERDICT, spaced
from notecheck.report import Verdict

FORMATS = ("text", "html", "json")

CHANGE: dict[Change, str] = {
    "opened": "Opened",
    "closed": "Closed",
    "changed": "Changed",
}
_STYLE: dict[Change, str] = {"opened": "missing", "closed": "met", "changed": "partial"}
_DIRECTION = {"worse": " (worse)", "better": " (better)", "same": ""}
MOST = 3  # pieces of evidence shown for one side


def render(difference: Difference, *, format: str = "text", width: int = 88, color: bool = False) -> str:
    """Return a difference as ``text``, ``html`` or ``json``, without a last line end.

    ``width`` is in columns. Raises NotecheckError for another format.
    """
    if format == "json":
        return ascii_json({**difference.model_dump(mode="json"), "worse": difference.worse})
    if format == "html":
        return page(
            "difference.html.j2",
            difference=difference,
            changes=CHANGES,
            names=CHANGE,
            turn_words=turn_words,
            verdict_words=verdict_words,
            most=MOST,
        )
    if format != "text":
        raise NotecheckError(f"unknown format {format!r}: use one of {', '.join(FORMATS)}")
    return _text(difference, width, color)


def verdict_words(verdict: Verdict | None, score: int | None) -> str:
    """Return a verdict and its score in words."""
    if verdict is None:
        return "not checked"
    return VERDICT[verdict] if score is None else f"{VERDICT[verdict]} ({score})"


def side_words(side: Side) -> str:
    """Return one version's status in words."""
    return STATUS[side.status].lower() if side.status else "not asked"


def turn_words(item: ItemChange) -> str:
    """Return what became of an item in words: from which status to which, and which way."""
    before, after = side_words(item.old), side_words(item.new)
    if before == after:
        return f"{after}, on other words"
    return f"{before} → {after}{_DIRECTION[item.direction] if item.change == 'changed' else ''}"


def _text(difference: Difference, width: int, color: bool) -> str:
    out = Page(width=min(max(width, 40), 200), color=color)
    out.line(f"notecheck · {difference.old.id} → {difference.new.id}", style="dim")
    for code in difference.codes:
        out.gap()
        out.line(f"{code.code} {code.title}", hang=len(code.code) + 1, style="bold")
        before = verdict_words(code.old_verdict, code.old_score)
        after = verdict_words(code.new_verdict, code.new_score)
        out.line(f"{before} → {after}" if before != after else f"{after}, as before", style=code.new_verdict)
        for change in CHANGES:
            if items := code.having(change):
                out.gap()
                out.line(f"{CHANGE[change].upper()} ({len(items)})", style=_STYLE[change])
                for item in items:
                    _item(out, item)
        _rest(out, code)
    if not difference.codes:
        out.gap()
        out.line("No code was checked: neither version names one, or documents what points to one.")
    return out.text()


def _item(out: Page, item: ItemChange) -> None:
    out.line(f"{item.title}: {turn_words(item)}", indent=2, hang=2)
    for name, side in (("old", item.old), ("new", item.new)):
        for piece in _pieces(side):
            out.line(f"{name}: {piece}", indent=5, hang=2)


def _pieces(side: Side) -> Iterator[str]:
    for piece in side.evidence[:MOST]:
        yield f'line {piece.line}, {spaced(piece.section)}: "{piece.text}"'
    if (more := len(side.evidence) - MOST) > 0:
        yield f"and {more} more"


def _rest(out: Page, code: CodeDifference) -> None:
    if code.alerts:
        out.gap()
    for alert in code.alerts:
        kind = "blocking alert" if alert.blocking else "alert"
        out.line(f"{kind} {alert.change}: {alert.message}", hang=2, style="bold" if alert.blocking else None)
    out.gap()
    out.line(f"{code.unchanged} {'item' if code.unchanged == 1 else 'items'} as before", style="dim")
