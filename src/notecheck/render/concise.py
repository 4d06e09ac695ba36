"""One line a gap, as compilers and linters print: ``path:line:col: code item status message``."""

from __future__ import annotations

from notecheck.render.findings import Finding, findings
from notecheck.render.layout import ANSI
from notecheck.render.visible import one_line
from notecheck.report import Report


def render(
    report: Report, text: str, *, width: int = 0, color: bool = False, include_text: bool = False
) -> str:
    """Return the gaps and blocking alerts of a report, a line each; nothing where there are none.

    Lines are not wrapped, whatever the ``width``: other programs read them.
    """
    return "\n".join(
        _line(finding, color)
        for finding in findings(report, text, include_text=include_text)
        if finding.status != "alert"
    )


def _line(finding: Finding, color: bool) -> str:
    where = f"{one_line(finding.note)}:{finding.line}:{finding.column}:"
    status = finding.status
    if color:
        style = ANSI["conflicting" if status == "blocking" else status]
        where, status = f"\x1b[{ANSI['bold']}m{where}\x1b[0m", f"\x1b[{style}m{status}\x1b[0m"
    words = f' "{one_line(finding.places[0].text)}"' if finding.places and finding.places[0].text else ""
    return f"{where} {finding.code} {finding.id} {status} {one_line(finding.title)}{words}"
