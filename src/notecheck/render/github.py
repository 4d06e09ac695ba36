"""Annotations that GitHub shows beside the lines of a file (workflow commands, a line each)."""

from __future__ import annotations

from notecheck.render.findings import Finding, findings
from notecheck.render.visible import one_line
from notecheck.report import Report

_COMMAND = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report, text: str, *, include_text: bool = False) -> str:
    """Return a workflow command for each gap and alert of a report; nothing where there are none."""
    return "\n".join(_command(finding) for finding in findings(report, text, include_text=include_text))


def _command(finding: Finding) -> str:
    place = finding.places[0] if finding.places else None
    fields = {"file": finding.note, "line": str(finding.line)}
    if place is not None:
        fields |= {"endLine": str(place.end_line), "col": str(place.column)}
        if place.end_line == place.line:
            fields["endColumn"] = str(place.end_column)
    fields["title"] = f"{finding.code} {finding.id}"
    properties = ",".join(f"{name}={_property(value)}" for name, value in fields.items())
    words = f' "{place.text}"' if place and place.text else ""
    return f"::{_COMMAND[finding.level]} {properties}::{_data(finding.message + words)}"


def _data(value: str) -> str:
    return one_line(value).replace("%", "%25")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
