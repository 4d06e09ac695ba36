"""The formats for other programs: their places are right, and they keep the note to themselves."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema.validators import validator_for

import notecheck
from notecheck.render import WITHOUT_TEXT, renderer, sarif
from notecheck.render.findings import findings, position

from .helpers import NOTE, nonunion_code, postlaminectomy_code, report_of
from .hostile import HOSTILE, hostile_report
from .sarif_model import Log

REPORT = report_of(NOTE, [nonunion_code(), postlaminectomy_code()], id="notes/visit 17.txt")
SCHEMA = json.loads((Path(__file__).parent / "schemas/sarif-2.1.0.json").read_text(encoding="utf-8"))
SARIF = validator_for(SCHEMA)(SCHEMA)
SAMPLES = sorted((Path(__file__).parents[2] / "sample_notes").glob("*.txt"))


def written(format_: str, **options: Any) -> str:
    return renderer(format_)(REPORT, NOTE, **options)


@pytest.mark.parametrize("format_", WITHOUT_TEXT)
def test_no_words_of_the_note_unless_they_are_asked_for(format_: str) -> None:
    pieces = {
        e.text
        for c in REPORT.codes
        for i in c.items
        if i.status in ("missing", "partial", "contradicted")
        for e in i.evidence
    }
    assert pieces
    assert any(piece in written(format_, include_text=True) for piece in pieces)
    silent = written(format_)
    assert not [piece for piece in pieces if len(piece.split()) > 2 and piece in silent]


@pytest.mark.parametrize("path", SAMPLES[::4], ids=lambda path: path.stem)
@pytest.mark.parametrize("format_", WITHOUT_TEXT)
def test_no_line_of_a_sample_note_is_in_a_log(format_: str, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    report = notecheck.check(text, codes=["M96.0", "M96.1"], note_id="note")
    output = " ".join(renderer(format_)(report, text).split())
    words = text.split()
    windows = [" ".join(words[n : n + 4]) for n in range(len(words) - 3)]
    known = " ".join(f"{i.title} {i.id}" for c in report.codes for i in c.items)
    assert not [w for w in windows if w in output and w not in known]


def test_lines_and_columns_point_at_the_words() -> None:
    lines = NOTE.split("\n")
    for finding in findings(REPORT, NOTE):
        for place in finding.places:
            assert lines[place.line - 1][place.column - 1 :].startswith(NOTE[place.start])
            assert position(NOTE, place.start) == (place.line, place.column)


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [("abc", 0, (1, 1)), ("a\nbc", 2, (2, 1)), ("a\r\nbc", 4, (2, 2)), ("骨\n👍x", 3, (2, 2))],
)
def test_positions_count_characters_from_one(text: str, offset: int, expected: tuple[int, int]) -> None:
    assert position(text, offset) == expected


CONCISE = re.compile(
    r"^(?P<path>.+?):(?P<line>\d+):(?P<col>\d+): (?P<code>\S+) (?P<item>\w+) (?P<status>\w+) (?P<message>.+)$"
)


def test_concise_is_one_line_a_gap() -> None:
    found = [CONCISE.match(line) for line in written("concise").splitlines()]
    assert all(found)
    said = [(m["code"], m["item"], m["status"]) for m in found if m]
    assert ("M96.0", "prior_fusion_approach", "missing") in said
    assert ("M96.0", "imaging_nonunion", "partial") in said
    assert ("M96.1", "pseudarthrosis_present", "blocking") in said
    assert not [item for _, item, _ in said if item == "arthrodesis_status"]
    assert "\x1b" not in written("concise")
    assert re.sub(r"\x1b\[[\d;]+m", "", written("concise", color=True)) == written("concise")


@pytest.mark.parametrize("include_text", [False, True])
def test_sarif_is_what_the_standard_says(include_text: bool) -> None:
    text = written("sarif", include_text=include_text)
    log = Log.model_validate_json(text)
    (run,) = log.runs
    rules = [rule.id for rule in run.tool.driver.rules]
    assert len(rules) == len(set(rules))
    assert [rules[result.ruleIndex] for result in run.results] == [result.ruleId for result in run.results]
    assert len({json.dumps(r.partialFingerprints) for r in run.results}) == len(run.results)
    for result in run.results:
        for location in (*result.locations, *result.relatedLocations):
            region = location.physicalLocation.region
            if region and region.snippet:
                assert region.snippet.text == NOTE[region.charOffset : region.charOffset + region.charLength]
            assert location.physicalLocation.artifactLocation.uri == "notes/visit%2017.txt"
    assert ("snippet" in text) is include_text


def test_sarif_of_the_samples_is_valid_as_one_run(run: Any, tmp_path: Path) -> None:
    ran = run(
        "check", SAMPLES[0].parent, "--format", "sarif", "--output", tmp_path / "out.sarif", "--exit-zero"
    )
    assert ran.status == 0
    log = Log.model_validate_json((tmp_path / "out.sarif").read_text(encoding="utf-8"))
    assert len(log.runs) == 1
    assert (
        len({result.locations[0].physicalLocation.artifactLocation.uri for result in log.runs[0].results})
        > 10
    )


def schema_faults(document: str) -> list[str]:
    """Return what the standard's own schema says against a SARIF document."""
    return [f"{fault.json_path}: {fault.message}" for fault in SARIF.iter_errors(json.loads(document))]


@pytest.mark.parametrize("include_text", [False, True])
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sarif_of_every_sample_keeps_the_schema(path: Path, include_text: bool) -> None:
    text = path.read_text(encoding="utf-8")
    report = notecheck.check(text, codes=["M96.0", "M96.1", "M43.26"], note_id=f"notes/{path.name}")
    assert schema_faults(renderer("sarif")(report, text, include_text=include_text)) == []


def test_sarif_of_odd_notes_keeps_the_schema() -> None:
    assert schema_faults(written("sarif", include_text=True)) == []
    assert schema_faults(renderer("sarif")(hostile_report(), HOSTILE, include_text=True)) == []
    assert schema_faults(sarif.document([])) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [('"startLine": ', '"startLine": -'), ('"ruleId"', '"rule"'), ('"level": "error"', '"level": "grave"')],
)
def test_the_schema_finds_faults(old: str, new: str) -> None:
    document = written("sarif")
    assert old in document
    assert schema_faults(document.replace(old, new, 1))


def test_junit_counts_its_cases() -> None:
    root = ElementTree.fromstring(written("junit"))
    assert len(root) == len(REPORT.codes)
    for suite in root:
        assert int(suite.get("tests", "")) == len(suite.findall("testcase"))
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("skipped", "")) == len(suite.findall("testcase/skipped"))
    assert int(root.get("failures", "")) == sum(1 for _ in root.iter("failure"))


def test_the_table_has_a_row_for_each_item_and_alert() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv"))))
    assert len(rows) == sum(len(code.items) + len(code.alerts) for code in REPORT.codes)
    for row in rows:
        for span in row["offsets"].split():
            start, _, end = span.partition("-")
            assert 0 <= int(start) < int(end) <= len(NOTE)
        assert (row["start"] == "") is (row["offsets"] == "")


def test_gitlab_has_what_it_asks_for() -> None:
    issues = json.loads(written("gitlab"))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1


def test_fingerprints_stay_when_lines_are_added_above() -> None:
    text = "HPI: L4-L5 fusion years ago. Assessment: nonunion of the L4-L5 fusion.\n"
    first = findings(notecheck.check(text, codes=["M96.0"]), text)
    moved = findings(notecheck.check("\n\n" + text, codes=["M96.0"]), "\n\n" + text)
    assert [f.fingerprint for f in first] == [f.fingerprint for f in moved]


def test_github_annotates_lines() -> None:
    lines = written("github").splitlines()
    assert any(line.startswith("::warning file=notes/visit 17.txt,line=") for line in lines)
    assert any(line.startswith("::error ") and "title=M96.1 pseudarthrosis_present" in line for line in lines)


@pytest.mark.parametrize("format_", ["csv", "junit", "gitlab", "sarif", "concise", "github"])
def test_a_run_of_several_notes_is_one_document(format_: str, run: Any, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("HPI: L4-L5 fusion years ago.\nAssessment: Nonunion L4-L5.\n")
    ran = run("check", tmp_path, "--code", "M96.0", "--format", format_)
    assert (ran.status, ran.err) == (1, "")
    assert "a.txt" in ran.out
    assert "b.txt" in ran.out
    if format_ == "csv":
        assert ran.out.count("note,date") == 1
    elif format_ == "junit":
        assert len(ElementTree.fromstring(ran.out)) == 2
    elif format_ in ("gitlab", "sarif"):
        json.loads(ran.out)


def test_a_complete_note_says_nothing_concisely(run: Any) -> None:
    sample = SAMPLES[0].parent / "m96.0-01-clinic-letter.txt"
    ran = run("check", sample, "--code", "M96.0", "--format", "concise")
    assert (ran.status, ran.out) == (0, "")
