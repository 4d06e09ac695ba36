"""A GitLab code quality report: one JSON array for a run, an object a gap or alert."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from notecheck.render.findings import Finding, findings
from notecheck.render.visible import ascii_json
from notecheck.report import Report

_SEVERITY = {"error": "critical", "warning": "major", "note": "minor"}


def render(report: Report, text: str, *, include_text: bool = False) -> str:
    """Return the report of one note as a complete document."""
    return document([collect(report, text, include_text=include_text)])


def collect(report: Report, text: str, *, include_text: bool = False) -> list[dict[str, Any]]:
    """Return what one note adds to the document."""
    return [_issue(finding) for finding in findings(report, text, include_text=include_text)]


def document(parts: Iterable[list[dict[str, Any]]]) -> str:
    """Return the document of a run."""
    return ascii_json([issue for part in parts for issue in part])


def _issue(finding: Finding) -> dict[str, Any]:
    words = f' "{finding.places[0].text}"' if finding.places and finding.places[0].text else ""
    severity = "blocker" if finding.status == "blocking" else _SEVERITY[finding.level]
    return {
        "description": f"{finding.code} {finding.message}{words}",
        "check_name": finding.rule,
        "fingerprint": finding.fingerprint,
        "severity": "info" if finding.status == "alert" else severity,
        "location": {"path": finding.note, "lines": {"begin": finding.line}},
    }
