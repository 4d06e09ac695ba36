"""The report as one line of JSON, for streams and files of many notes."""

from __future__ import annotations

from notecheck.render import json
from notecheck.report import Report


def render(report: Report, text: str = "") -> str:
    """Return the report as JSON on one line, without a line end."""
    return json.render(report, text, indent=None)
