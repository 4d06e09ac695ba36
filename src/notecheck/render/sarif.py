"""SARIF 2.1.0 (OASIS): one document for a run, for code scanning and editors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import notecheck
from notecheck.render.findings import Finding, Place, findings
from notecheck.render.visible import ascii_json
from notecheck.report import Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report, text: str, *, include_text: bool = False) -> str:
    """Return the results of one note as a complete document."""
    return document([collect(report, text, include_text=include_text)])


def collect(report: Report, text: str, *, include_text: bool = False) -> list[Finding]:
    """Return what one note adds to the document."""
    return findings(report, text, include_text=include_text)


def document(parts: Iterable[list[Finding]]) -> str:
    """Return the document of a run; its rules are the items and alerts that occur."""
    found = [finding for part in parts for finding in part]
    rules = {finding.rule: finding for finding in found}
    index = {rule: number for number, rule in enumerate(rules)}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "notecheck",
                        "version": notecheck.__version__,
                        "rules": [_rule(finding) for finding in rules.values()],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, index[finding.rule]) for finding in found],
            }
        ],
    }
    return ascii_json(log)


def _rule(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.rule,
        "name": finding.id,
        "shortDescription": {"text": finding.title},
        "defaultConfiguration": {"level": finding.level},
    }


def _result(finding: Finding, index: int) -> dict[str, Any]:
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.level,
        "message": {"text": finding.message},
        "locations": [_location(finding.note, place) for place in finding.places[:1] or (None,)],
        **(
            {"relatedLocations": [_location(finding.note, place) for place in finding.places[1:]]}
            if len(finding.places) > 1
            else {}
        ),
        "partialFingerprints": {"notecheck/v1": finding.fingerprint},
        "properties": {"code": finding.code, "item": finding.id, "status": finding.status},
    }


def _location(note: str, place: Place | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(note)}}
    if place is not None:
        physical["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
            "charOffset": place.start,
            "charLength": place.end - place.start,
        }
        if place.text:
            physical["region"]["snippet"] = {"text": place.text}
    return {"physicalLocation": physical}


def uri(path: str) -> str:
    """Return a path as a URI reference, percent-encoded."""
    safe = quote(path.encode("utf-8", "surrogatepass"), safe="/~-._")
    return f"file://{safe}" if safe.startswith("/") else safe
