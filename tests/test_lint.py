"""The linter of checklists: each rule fires where it should and is silent where it should."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from notecheck.checklist import builtin_dir
from notecheck.errors import ChecklistError
from notecheck.lint import RULES, lint
from notecheck.lint.vocabulary import producible
from notecheck.note import Note

ROOT = Path(__file__).parent.parent

RIGHT = """\
codes:
  M48.061: {title: "Spinal stenosis, lumbar region without neurogenic claudication"}
title: Lumbar stenosis
version: "1"
releases: ["ICD-10-CM FY2027"]
sources: ["ICD-10-CM Tabular List: M48.061"]
diagnosis: stenosis_said
define:
  said: {fact: condition, concept: stenosis, assertion: established, section: [assessment, imaging]}
subjects:
  stenosis: {fact: condition, concept: stenosis}
placeholders:
  level: {subject: stenosis, use: place, otherwise: the spine}
items:
  - id: stenosis_said
    title: Stenosis
    axis: code
    requirement: required
    rules:
      met: {rule: said}
    reason: It is the diagnosis.
    document: "Lumbar stenosis at L4-L5."
    query: Please document what the findings at {level} stand for.
    sources: ["ICD-10-CM Tabular List: M48.061"]
  - id: pain_placed
    title: Pain
    axis: support
    requirement: recommended
    rules:
      met: {fact: symptom, concept: pain, attributes: {site: [leg, back]}}
    reason: It is the complaint.
    document: "Leg pain."
    query:
      ask: Please document where the pain is felt.
      options: ["In the back", "In a leg"]
    sources: ["Editorial guidance"]
alerts:
  - id: listed_elsewhere
    title: Claudication
    when: {fact: symptom, concept: claudication}
    blocking: true
    message: Claudication is documented.
    codes: [M48.062]
    sources: ["ICD-10-CM Tabular List: M48.062"]
related_codes:
  - code: M48.062
    title: Spinal stenosis, lumbar region with neurogenic claudication
    relation: instead
    reason: With claudication.
    source: "ICD-10-CM Tabular List: M48.062"
examples:
  - title: Said
    code: M48.061
    text: "HPI: Leg pain.\\nAssessment: Lumbar stenosis at L4-L5."
    verdict: complete
    items: {pain_placed: met}
    alerts: []
  - title: With claudication
    code: M48.061
    text: "HPI: Neurogenic claudication.\\nAssessment: Lumbar stenosis."
    verdict: conflicting
    alerts: [listed_elsewhere]
"""


def found(folder: Path, text: str, name: str = "mine.yaml", *, coverage: bool = False) -> list[str]:
    (folder / name).write_text(text, encoding="utf-8")
    return [str(finding).removeprefix(f"{folder}/") for finding in lint([folder], coverage=coverage)]


def test_the_builtin_checklists_are_clean() -> None:
    assert [str(finding) for finding in lint([builtin_dir()])] == []


SAMPLES = [
    Note(text=path.read_text(encoding="utf-8"), id=path.name)
    for path in sorted((ROOT / "sample_notes").glob("*.txt"))
]


def test_every_query_on_every_sample_note_is_clean() -> None:
    assert len(SAMPLES) > 30
    assert [str(finding) for finding in lint([builtin_dir()], notes=SAMPLES)] == []


BROKEN_BY_A_NOTE = RIGHT.replace(
    "placeholders:\n",
    "placeholders:\n  other: {fact: condition, concept: spondylolisthesis, assertion: absent, use: text, otherwise: the rest}\n",
).replace("where the pain is felt", "what the pain has to do with {other}")


def test_a_query_that_only_a_note_makes_wrong(tmp_path: Path) -> None:
    assert found(tmp_path, BROKEN_BY_A_NOTE) == []
    note = Note(text="Assessment: Lumbar stenosis at L4-L5. No spondylolisthesis.\n", id="visit")
    (finding,) = lint([tmp_path], notes=[note])
    assert (finding.rule, finding.line) == (
        "query-diagnosis",
        BROKEN_BY_A_NOTE.split("    query:\n")[0].count("\n") + 1,
    )
    assert "visit" in finding.message


def test_the_command_reads_notes(run: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(BROKEN_BY_A_NOTE, encoding="utf-8")
    (tmp_path / "visit.txt").write_text("Assessment: Lumbar stenosis at L4-L5. No spondylolisthesis.\n")
    ran = run("lint", tmp_path / "mine.yaml", "--notes", tmp_path / "visit.txt")
    assert ran.status == 1
    assert "query-diagnosis: asked of" in ran.out
    assert run("lint", tmp_path / "mine.yaml", "--notes", tmp_path / "absent.txt").status == 2


def test_a_right_one_is_clean(tmp_path: Path) -> None:
    assert found(tmp_path, RIGHT) == []


MISTAKES = [
    ("axis: support", "axsi: support", "27:5: unknown-key: unknown key 'axsi'; did you mean 'axis'?"),
    ('version: "1"\n', "", "1:1: missing-key: 'version' is missing"),
    ("requirement: recommended", "requirement: maybe", "28:5: wrong-value: 'requirement' cannot be 'maybe'"),
    ('version: "1"\n', 'version: "1"\nversion: "2"\n', "4:1: duplicate: 'version' is written twice"),
    ("{rule: said}", "{rule: sad}", "20:13: unknown-name: there is no rule 'sad'; did you mean 'said'?"),
    ("{fact: condition, concept: stenosis}\nplace", "{fact: condition, concept: stenosis}\n  other: {fact: condition}\nplace", "12:3: unused-name: the subject 'other' is used nowhere"),
    ("{rule: said}", "{item: stenosis_said, status: met}", "20:13: circle: 'stenosis_said' refers to itself"),
    ("id: pain_placed", "id: Pain-Placed", "25:5: id-form: 'Pain-Placed' is no id"),
    ("axis: code", "axis: support", "17:5: diagnosis-axis: 'stenosis_said' is the diagnosis"),
    ("fact: symptom, concept: pain", "fact: symptm, concept: pain", "30:13: unknown-group: nothing in a note is read as 'symptm'; did you mean 'symptom'?"),
    ("concept: pain", "concept: pian", "30:28: unknown-concept: no component emits the symptom 'pian'; did you mean 'pain'?"),
    ("section: [assessment, imaging]", "section: [assesment, imaging]", "9:80: unknown-section: there is no section 'assesment'; did you mean 'assessment'?"),
    ("attributes: {site: [leg, back]}", "linked: {relation: becuase, to: stenosis}", "30:52: unknown-relation: there is no relation 'becuase'"),
    ("site: [leg, back]", "sight: [leg, back]", "30:56: unknown-attribute: no mention carries 'sight'; did you mean 'site'?"),
    ("site: [leg, back]", "site: [leg, bak]", "30:68: unknown-attribute: 'site' is never 'bak'; did you mean 'back'?"),
    ("- code: M48.062", "- code: M48.063", "unknown-code: 'M48.063' is not in the official table; nearest: M48.06"),
    ("  M48.061: {title", "  M48.06: {title", "2:3: code-billable: M48.06 is a header, not billable"),
    ('without neurogenic claudication"}', 'without neurogenic claudication", parent: true}', "code-billable: M48.061 is billable, so it is no parent"),
    ("title: Spinal stenosis, lumbar region with neurogenic", "title: Lumbar stenosis with neurogenic", "code-title: the title of M48.062 is 'Spinal stenosis, lumbar region with neurogenic claudication'"),
    ("reason: With claudication.", "reason: With claudication, Excludes1.", "excludes: it says Excludes1; between M48.061 and M48.062 the table has no Excludes"),
    ('Tabular List: M48.062"\nexamples', 'Tabular List: M43.2 Excludes1 Z98.1"\nexamples', "excludes: the table has no Excludes1 at M43.2 for Z98.1"),
    ('releases: ["ICD-10-CM FY2027"]\n', "", "1:1: missing-release: with which code sets was it verified?"),
    ('"ICD-10-CM FY2027"', '"of 2027"', "5:12: missing-release: 'of 2027' names no code set"),
    ('sources: ["ICD-10-CM Tabular List: M48.061"]\ndiagnosis', "diagnosis", "1:1: missing-source: the checklist names no source"),
    ('    sources: ["Editorial guidance"]\n', "", "25:5: missing-source: item 'pain_placed' names no source"),
    ("    reason: It is the complaint.\n", "", "25:5: missing-reason: item 'pain_placed' does not say why"),
    ('    document: "Leg pain."\n', "", "25:5: missing-document: item 'pain_placed' does not show how"),
    ("    query: Please document what the findings at {level} stand for.\n", "", "missing-query: item 'stenosis_said' has no query"),
    ("Please document where the pain is felt.", "Please confirm the leg pain.", "34:7: query-leading: 'Please confirm'"),
    ("what the findings at {level} stand for", "the stenosis at {level}", "23:5: query-diagnosis: 'stenosis' may not be in the note"),
    ('"In a leg"]', '"In a leg, for the claim"]', "query-payment: 'claim'"),
    ('["In the back", "In a leg"]', '["In a leg"]', "query-single-option"),
    ('["In the back", "In a leg"]', '["Yes", "No"]', "34:7: query-yes-no"),
    ("verdict: complete", "verdict: conflicting", "missing-example: no example note passes"),
    ("{pain_placed: met}", "{pain_plaecd: met}", "example-reference: the checklist has no item 'pain_plaecd'"),
    ("alerts: []", "alerts: [nothing]", "example-reference: the checklist has no alert 'nothing'"),
    ("{pain_placed: met}", "{pain_placed: missing}", "example-failed: pain_placed is met, not missing"),
    ("verdict: conflicting", "verdict: incomplete", "example-failed: the verdict is conflicting, not incomplete"),
    ("alerts: [listed_elsewhere]", "alerts: []", "example-failed: the alert listed_elsewhere fires and is not listed"),
    ("alerts: []", "alerts: [listed_elsewhere]", "example-failed: the alert listed_elsewhere does not fire"),
    ("- code: M48.062\n    title: Spinal stenosis, lumbar region with neurogenic claudication\n    relation: instead",
     "- code: M45.0\n    title: Ankylosing spondylitis of multiple sites in spine\n    relation: instead", "unknown-name: there is no related code 'M48.062'"),
    ("codes:\n  M48.061", "code:\n  M48.061", "1:1: missing-key: 'codes' is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), MISTAKES)
def test_a_mistake_is_found_where_it_stands(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in RIGHT
    lines = found(tmp_path, RIGHT.replace(old, new, 1))
    assert any(
        expected in line and (not expected[0].isdigit() or f"mine.yaml:{expected}" in line) for line in lines
    ), lines
    assert all(re.match(r"mine\.yaml:\d+:\d+: [a-z-]+: \S", line) for line in lines)


def test_additional_codes_that_exclude_each_other(tmp_path: Path) -> None:
    text = RIGHT.replace(
        'M48.061: {title: "Spinal stenosis, lumbar region without neurogenic claudication"}',
        'M43.26: {title: "Fusion of spine, lumbar region"}',
    )
    text = text.replace("code: M48.061", "code: M43.26")
    text = text.replace("codes: [M48.062]", "codes: [Q76.1]").replace("- code: M48.062", "- code: Q76.1")
    text = text.replace(
        "Spinal stenosis, lumbar region with neurogenic claudication", "Klippel-Feil syndrome"
    )
    lines = found(tmp_path, text.replace("relation: instead", "relation: additional"))
    assert len(lines) == 1
    assert (
        "excludes: Q76.1 is offered in addition, but an Excludes1 note stands between it and M43.26"
        in lines[0]
    )
    assert found(tmp_path, text.replace("relation: instead", "relation: review")) == []


def test_broken_files_are_named_and_the_others_judged(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("codes: {", encoding="utf-8")
    (tmp_path / "latin.yaml").write_bytes(b"title: Sch\xf6n\n")
    (tmp_path / "lost.yaml").write_text("extends: M99.99\n", encoding="utf-8")
    lines = found(tmp_path, RIGHT.replace("axis: support", "axsi: support"))
    assert [line.split(": ")[1] for line in lines] == ["not-yaml", "not-yaml", "unknown-name", "unknown-key"]
    assert lines[2].startswith("lost.yaml:1:1: ")


def test_an_alias_that_holds_itself_is_told(tmp_path: Path) -> None:
    text = RIGHT.replace("      met: {rule: said}", "      met: &self {all: [*self]}")
    assert found(tmp_path, text) == ["mine.yaml:1:1: not-yaml: an alias (*name) holds itself"]


def test_two_files_of_one_folder_may_not_declare_one_code(tmp_path: Path) -> None:
    (tmp_path / "again.yaml").write_text(RIGHT, encoding="utf-8")
    (line,) = found(tmp_path, RIGHT)
    assert (
        line == "mine.yaml:2:3: duplicate: M48.061 is declared in again.yaml too, which this file would hide"
    )


OVERLAY = """\
extends: M96.0
items:
  - {id: prior_fusion_date, weight: 5}
  - id: months_since_fusion
    title: Months
    axis: support
    requirement: recommended
    rules:
      met: {fact: procedure, kind: fusion, date: dated, name: [TLIF]}
    reason: The payer asks for it.
    document: "Nine months after the TLIF."
    query: Please document how long ago the operation was.
    sources: ["Payer: policy 12, 2026-01-01"]
"""


def test_an_overlay_is_judged_by_what_it_adds(tmp_path: Path) -> None:
    assert found(tmp_path, OVERLAY) == []
    lines = found(
        tmp_path,
        OVERLAY.replace("[TLIF]", "[TLFI]").replace('    sources: ["Payer: policy 12, 2026-01-01"]\n', ""),
    )
    assert [line.split(": ")[:2] for line in lines] == [
        ["mine.yaml:4:5", "missing-source"],
        ["mine.yaml:9:64", "unknown-concept"],
    ]


def test_an_overlay_may_stand_on_another_folder(tmp_path: Path) -> None:
    base, top = tmp_path / "base", tmp_path / "top"
    base.mkdir()
    top.mkdir()
    (base / "mine.yaml").write_text(RIGHT, encoding="utf-8")
    (top / "over.yaml").write_text("extends: M48.061\npitfalls: [One more.]\n", encoding="utf-8")
    assert [finding.rule for finding in lint([top])] == ["unknown-name"]
    assert lint([top], beneath=[base]) == []


def test_coverage_is_information(tmp_path: Path) -> None:
    lines = found(tmp_path, RIGHT, coverage=True)
    assert lines == [
        "mine.yaml:15:5: not-covered: no example has stenosis_said missing",
        "mine.yaml:25:5: not-covered: no example has pain_placed missing",
    ]
    assert all(finding.information for finding in lint([tmp_path], coverage=True))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ChecklistError, match="no such folder"):
        lint([tmp_path / "gone"])


def test_the_command(tmp_path: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    path = tmp_path / "mine" / "mine.yaml"
    path.write_text(RIGHT, encoding="utf-8")
    ran = run("lint", "mine")
    assert (ran.status, ran.out, ran.err) == (0, "0 findings\n", "")
    assert run("lint", "mine", "--coverage").status == 0
    path.write_text(RIGHT.replace("axis: support", "axsi: support"), encoding="utf-8")
    ran = run("lint", "mine")
    assert ran.status == 1
    assert ran.out.startswith("mine/mine.yaml:27:5: unknown-key: ")
    assert ran.out.endswith("1 finding in 1 file\n")
    ran = run("lint", path, "--format", "json")
    (told,) = json.loads(ran.out)
    assert (told["path"], told["line"], told["column"], told["rule"]) == (
        "mine/mine.yaml",
        27,
        5,
        "unknown-key",
    )
    ran = run("lint", "gone")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "notecheck: gone: no such file or folder of checklists\n"


def test_the_configured_folder_is_judged_too(
    tmp_path: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "mine.yaml").write_text(
        RIGHT.replace("axis: support", "axsi: support"), encoding="utf-8"
    )
    (tmp_path / "notecheck.toml").write_text('checklists = ["mine"]\n', encoding="utf-8")
    assert "mine/mine.yaml:27:5: unknown-key: " in run("lint").out


# ---------------------------------------------------------------- what the linter rests on


def test_every_rule_is_told_in_the_docs() -> None:
    page = (ROOT / "docs" / "checklists.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", page, re.M))
    assert {name: told.get(name) for name in RULES} == RULES
    assert {
        rule for case in MISTAKES for rule in re.findall(r"(?:^|: )([a-z]+(?:-[a-z]+)+)", case[2])
    } <= set(RULES)


def test_the_components_emit_no_more_than_the_linter_knows() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/notecheck/pipes").glob("*.py"))
    known = producible()
    attributes = set(re.findall(r'attributes\["(\w+)"\](?:, [^=\n]+)? = ', code))
    attributes |= set(re.findall(r'attributes\.setdefault\("(\w+)"', code))
    assert attributes
    assert attributes <= set(known.attributes)
    assert set(re.findall(r'Draft\("(\w+)"', code)) <= set(known.groups)
    assert set(re.findall(r'relation="(\w+)"', code)) <= known.relations
    concepts = {concept for names in known.concepts.values() for concept in names}
    assert set(re.findall(r'^ +\w+\.concept = "(\w+)"', code, re.M)) <= concepts
