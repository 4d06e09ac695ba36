"""The report in a few lines: the verdict and the titles of what is not met; for a look over many notes."""

from __future__ import annotations

from notecheck.render.layout import Page
from notecheck.render.view import code_views
from notecheck.render.wording import STATUS, VERDICT
from notecheck.report import Report

WIDTH = 88  # columns, where nothing else is known
GAPS = ("missing", "partial", "contradicted")


def render(report: Report, text: str = "", *, width: int = WIDTH, color: bool = False) -> str:
    """Return the verdicts and gaps of a report, without evidence.

    ``width`` is in terminal columns, kept between 40 and 200; ``color`` adds ANSI escapes.
    """
    page = Page(width=min(max(width, 40), 200), color=color)
    page.line(report.note.id, style="bold")
    views = code_views(report)
    if not views:
        page.line("no code to check: name one with --code", indent=2)
    for view in views:
        code = view.code
        score = "" if code.score is None else f", score {code.score}"
        counts = f"{code.documented.met} of {code.documented.applicable} documented{score}"
        page.line(f"{code.code} {VERDICT[code.verdict].upper()}: {counts}", indent=2, style=code.verdict)
        for alert in view.alerts:
            kind = "blocking alert" if alert.alert.blocking else "alert"
            page.line(f"{kind}: {alert.alert.message}", indent=4, hang=2)
        for status, items in view.groups():
            if status in GAPS:
                titles = "; ".join(numbered.item.title for numbered in items)
                page.line(f"{STATUS[status].lower()}: {titles}", indent=4, hang=2)
    return page.text()
