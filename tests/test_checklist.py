"""Loading checklists: what is read, what is refused and where, and how files are laid over each other."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from notecheck.checker import Checker
from notecheck.checklist import Checklists, builtin_dir, lint_file, load_checklists
from notecheck.errors import ChecklistError, CodeError

SMALL = """\
codes:
  M96.0: {title: Pseudarthrosis}
title: Pseudarthrosis
version: "1"
diagnosis: said
subjects:
  index: {fact: procedure, kind: fusion}
define:
  documented: {fact: condition, concept: pseudarthrosis}
placeholders:
  level: {subject: index, use: levels, otherwise: the site}
items:
  - id: said
    title: Said
    axis: code
    requirement: required
    rules:
      met: {rule: documented}
    query: What about {level}?
  - id: dated
    title: Dated
    axis: support
    requirement: recommended
    rules:
      met: {subject: index, date: dated}
alerts:
  - id: status
    when: {item: said, status: met}
    message: Said.
    codes: [Z98.1]
related_codes:
  - {code: Z98.1, title: Arthrodesis status, relation: information, reason: Told.}
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_builtin_checklist_is_right() -> None:
    paths = sorted(builtin_dir().glob("*.yaml"))
    assert paths
    assert [mistake for path in paths for mistake in lint_file(path)] == []
    checklists = load_checklists()
    for code in checklists:
        checklist = checklists[code]
        assert checklist.item(checklist.diagnosis).axis == "code"
        assert all(
            item.reason and item.document and item.question and item.sources for item in checklist.items
        )


def test_the_examples_of_every_checklist_come_out_as_they_say() -> None:
    checker = Checker()
    wrong = []
    for code, checklist in checker.checklists.items():
        for example in checklist.examples:
            if example.code != code:
                continue
            report = checker.check(
                example.text, codes=[code], date=example.date, setting=example.setting
            ).codes[0]
            found = {item.id: item.status for item in report.items}
            differs = {item: found[item] for item, status in example.items.items() if found[item] != status}
            if example.verdict not in (None, report.verdict):
                differs["verdict"] = report.verdict
            if example.alerts is not None and set(example.alerts) != {alert.id for alert in report.alerts}:
                differs["alerts"] = str([alert.id for alert in report.alerts])
            if differs:
                wrong.append((code, example.title, differs))
    assert wrong == []


def test_a_small_one_is_right(tmp_path: Path) -> None:
    path = write(tmp_path, "small.yaml", SMALL)
    assert lint_file(path) == []
    checklist = load_checklists([tmp_path])["M96.0"]
    assert (checklist.title, checklist.version, checklist.path) == ("Pseudarthrosis", "1", str(path))
    assert [(item.id, item.weight) for item in checklist.items] == [("said", 3.0), ("dated", 1.0)]
    assert pickle.loads(pickle.dumps(checklist)) == checklist


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("    axis: code", "    axsi: code", "15:5", "unknown key 'axsi'; did you mean 'axis'?"),
        ("    axis: code", "    axis: cod", "15:5", "'axis' cannot be 'cod'; did you mean 'code'?"),
        ("requirement: required", "requirement: must", "16:5", "'requirement' cannot be 'must'"),
        ("version:", "verison:", "4:1", "unknown key 'verison'; did you mean 'version'?"),
        ("    title: Dated\n", "", "20:5", "'title' is missing"),
        ("{rule: documented}", "{rule: documnted}", "18:13", "there is no rule 'documnted'; did you mean 'documented'?"),
        ("subject: index, date", "subject: indx, date", "25:13", "there is no subject 'indx'; did you mean 'index'?"),
        ("item: said", "item: sad", "28:12", "there is no item 'sad'; did you mean 'said'?"),
        ("date: dated", "date: dates", "25:29", "'date' cannot be 'dates'; did you mean 'dated'?"),
        ("diagnosis: said", "diagnosis: sai", "5:1", "there is no item 'sai'"),
        ("      met: {rule", "      mat: {rule", "18:7", "'mat' is no status"),
        ("codes: [Z98.1]", "codes: [Z89.1]", "30:13", "there is no related code 'Z89.1'; did you mean 'Z98.1'?"),
        ("about {level}", "about {levle}", "19:5", "there is no placeholder 'levle'; did you mean 'level'?"),
        ("concept: pseudarthrosis}", "concpt: pseudarthrosis}", "9:33", "unknown key 'concpt'"),
        ("id: dated", "id: said", "20:5", "'said' is given twice"),
        ("{fact: condition, concept: pseudarthrosis}", "{rule: documented}", "9:16", "'documented' refers to itself"),
        ("{rule: documented}", "{item: said, status: met}", "18:13", "'said' refers to itself in a circle"),
        ("relation: information", "relation: friend", "32:46", "'relation' cannot be 'friend'"),
        ('version: "1"', 'version: "1"\nversion: "2"', "4:1", "'version' is written twice, again on line 5"),
        ("M96.0: {title", "M96.0: {site: lumber, title", "2:11", "'site' cannot be 'lumber'; did you mean 'lumbar'?"),
        ("kind: fusion}", "kind: fusion", "8:7", "not valid YAML: "),
        ("codes:\n  M96.0: {title: Pseudarthrosis}\n", "", "1:1", "'codes' is missing"),
    ],
)  # fmt: skip
def test_mistakes_are_shown_where_they_are(
    tmp_path: Path, old: str, new: str, place: str, message: str
) -> None:
    assert old in SMALL
    path = write(tmp_path, "small.yaml", SMALL.replace(old, new, 1))
    found = lint_file(path)
    assert any(line.startswith(f"{path}:{place}: {message}") for line in found), found
    if "twice, again" not in message:
        with pytest.raises(ChecklistError, match=r"small\.yaml:\d+:\d+: "):
            load_checklists([tmp_path])["M96.0"]


def test_an_overlay_changes_and_adds(tmp_path: Path) -> None:
    overlay = """\
extends: M96.0
items:
  - {id: prior_fusion_date, weight: 5, requirement: recommended, title: When}
  - id: bone_density
    title: Bone density
    axis: support
    requirement: required
    rules: {met: {fact: factor, concept: osteoporosis, assertion: any}}
alerts:
  - {id: arthrodesis_status, message: House rule.}
pitfalls: [Ours.]
"""
    write(tmp_path, "ours.yaml", overlay)
    plain, ours = load_checklists()["M96.0"], load_checklists([tmp_path])["M96.0"]
    assert len(ours.items) == len(plain.items) + 1
    date = ours.item("prior_fusion_date")
    assert (date.weight, date.requirement, date.title) == (5, "recommended", "When")
    assert date.reason == plain.item("prior_fusion_date").reason
    assert ours.item("bone_density").weight == 3
    assert next(alert for alert in ours.alerts if alert.id == "arthrodesis_status").message == "House rule."
    assert ours.guide.pitfalls == (*plain.guide.pitfalls, "Ours.")


@pytest.mark.parametrize(
    ("overlay", "place", "message"),
    [
        ("extends: M96.0\nitems:\n  - {id: prior_fusion, wieght: 5}\n", "3:24", "unknown key 'wieght'"),
        ("extends: M96.0\nitems:\n  - {id: new}\n", "3:5", "'axis' is missing"),
        ("extends: M96.0\ndefine:\n  x: {fact: condition, conept: a}\n", "3:24", "unknown key 'conept'"),
        ("extends: M96.0\npitfals: [x]\n", "2:1", "unknown key 'pitfals'"),
        ("extends: M97.0\n", "1:1", "no checklist for 'M97.0'"),
    ],
)
def test_mistakes_of_an_overlay_are_shown_there(
    tmp_path: Path, overlay: str, place: str, message: str
) -> None:
    path = write(tmp_path, "ours.yaml", overlay)
    with pytest.raises(ChecklistError) as caught:
        load_checklists([tmp_path])["M96.0"]
    assert str(caught.value).startswith(f"{path}:{place}: {message}") or message in lint_file(path)[-1]


def test_a_file_without_extends_replaces(tmp_path: Path) -> None:
    write(tmp_path, "small.yaml", SMALL)
    assert [item.id for item in load_checklists([tmp_path])["M96.0"].items] == ["said", "dated"]


def test_a_family_differs_by_code(tmp_path: Path) -> None:
    codes = "codes:\n  M43.2: {title: All, parent: true}\n  M43.22: {title: Cervical, site: cervical}\n"
    text = SMALL.replace("codes:\n  M96.0: {title: Pseudarthrosis}\n", codes).replace(
        "    requirement: recommended\n",
        "    requirement: recommended\n    by_code: {M43.22: {requirement: required}}\n",
    )
    write(tmp_path, "family.yaml", text)
    checklists = load_checklists([tmp_path])
    parent, child = checklists["M43.2"], checklists["M43.22"]
    assert (parent.parent, parent.site, parent.title) == (True, None, "All")
    assert (child.parent, child.site, child.title) == (False, "cervical", "Cervical")
    assert (parent.item("dated").requirement, parent.item("dated").weight) == ("recommended", 1.0)
    assert (child.item("dated").requirement, child.item("dated").weight) == ("required", 3.0)
    assert child.family == ("M43.2", "M43.22")


@pytest.mark.parametrize("written", ["M96.0", "m96.0", "M960", " m960 "])
def test_a_code_is_found_however_it_is_written(written: str) -> None:
    checklists = load_checklists()
    assert written in checklists
    assert checklists[written].code == "M96.0"


def test_an_unknown_code_names_the_nearest() -> None:
    checklists = load_checklists()
    assert "M96.7" not in checklists
    assert checklists.get("M96.7") is None
    with pytest.raises(CodeError, match=r"no checklist for code 'M96\.7'; nearest: M96\."):
        checklists["M96.7"]


def test_a_missing_folder_and_bad_bytes_are_told(tmp_path: Path) -> None:
    with pytest.raises(ChecklistError, match="no such folder"):
        load_checklists([tmp_path / "nowhere"])
    (tmp_path / "bad.yaml").write_bytes(b"codes: \xff")
    with pytest.raises(ChecklistError, match=r"bad\.yaml:1:1: cannot be read as UTF-8"):
        load_checklists([tmp_path])


def test_checklists_travel_to_other_processes() -> None:
    checklists = load_checklists()
    checklists["M96.0"]
    again = pickle.loads(pickle.dumps(checklists))
    assert isinstance(again, Checklists)
    assert again["M96.0"] == checklists["M96.0"]
