"""JSON that reads back to the same report, whatever is in the note."""

from __future__ import annotations

import json

import pytest

from notecheck.render import json as json_renderer
from notecheck.render import jsonl
from notecheck.report import Report

from .helpers import NOTE, code_report, evidence, item, report_of, sample_report


def test_reads_back_to_the_same_report() -> None:
    report = sample_report()
    assert Report.model_validate_json(json_renderer.render(report, NOTE)) == report


def test_is_indented_and_jsonl_is_one_line() -> None:
    report = sample_report()
    assert json_renderer.render(report).startswith('{\n  "schema_version": "1"')
    line = jsonl.render(report)
    assert "\n" not in line
    assert json.loads(line) == json.loads(json_renderer.render(report))


@pytest.mark.parametrize(
    "hazard", ["\x1b[31m", "\x9b", "\x7f", "\u202e", "\u2028", "\U000e0041", "\udc9b", "\x00", "\ufeff"]
)
def test_hazards_are_escaped_and_read_back(hazard: str) -> None:
    text = f"fusion {hazard} 2021 é 骨"
    items = [item("prior_fusion", "A fusion", "met", evidence=(evidence(text, text, "other"),))]
    report = report_of(text, [code_report("M96.0", "Title", "codable", items)])
    output = jsonl.render(report)
    assert hazard not in output
    assert json.loads(output)["codes"][0]["items"][0]["evidence"][0]["text"] == text
