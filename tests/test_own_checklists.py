"""A folder of one's own, from the command line: what it adds and changes, and which file of settings counts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

NOTE = """\
HPI: Back pain since an L4-5 TLIF.
Assessment: Pseudarthrosis of the L4-5 fusion.
"""
CODE = """\
codes:
  M48.07: {title: "Spinal stenosis, lumbosacral region"}
title: Stenosis
version: "1"
diagnosis: said
items:
  - id: said
    title: Stenosis
    axis: code
    requirement: required
    rules: {met: {fact: condition, concept: stenosis, regions: lumbosacral}}
"""
HEAVY = "extends: M96.0\nitems:\n  - {id: prior_fusion_date, weight: 40}\n"
PAYER = """\
extends: M96.0
items:
  - id: months
    title: Months since the fusion
    axis: support
    requirement: required
    rules: {met: {subject: index_fusion, date: dated}}
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder, name, text in (
        ("codes", "M48.yaml", CODE),
        ("heavy", "weight.yaml", HEAVY),
        ("payer", "months.yaml", PAYER),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(text, encoding="utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "note.txt").write_text(NOTE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def checked(run: Callable[..., Any], *options: str) -> dict[str, Any]:
    ran = run("check", "note.txt", "--code", "M96.0", "--format", "json", *options)
    assert ran.err == ""
    report: dict[str, Any] = json.loads(ran.out)["codes"][0]
    return report


def ids(report: dict[str, Any]) -> list[str]:
    return [item["id"] for item in report["items"]]


def test_a_weight_changes_the_score_and_nothing_else(place: Path, run: Callable[..., Any]) -> None:
    usual, heavy = checked(run), checked(run, "--checklists", "heavy")
    assert heavy["score"] < usual["score"]
    assert (heavy["verdict"], ids(heavy)) == (usual["verdict"], ids(usual))


def test_overlays_add_up(place: Path, run: Callable[..., Any]) -> None:
    both = checked(run, "--checklists", "heavy", "--checklists", "payer")
    assert ids(both)[-1] == "months"
    assert {item["id"]: item["weight"] for item in both["items"]}["prior_fusion_date"] == 40
    assert both["items"][-1]["status"] == "missing"


@pytest.mark.parametrize("command", [("codes",), ("explain", "M48.07")])
def test_a_code_of_ones_own_is_known_to_every_command(
    command: tuple[str, ...], place: Path, run: Callable[..., Any]
) -> None:
    assert "M48.07" in run(*command, "--checklists", "codes").out
    (place / "notecheck.toml").write_text('checklists = ["codes"]\n', encoding="utf-8")
    assert "M48.07" in run(*command).out


def test_a_code_of_ones_own_is_checked(place: Path, run: Callable[..., Any]) -> None:
    (place / "note.txt").write_text("Assessment: Spinal stenosis at L5-S1.\n", encoding="utf-8")
    ran = run("check", "note.txt", "--code", "m4807", "--checklists", "codes", "--format", "json")
    assert (ran.status, json.loads(ran.out)["codes"][0]["verdict"]) == (0, "complete")
    ran = run("check", "note.txt", "--code", "M48.07")
    assert ran.status == 2
    assert "no checklist for code 'M48.07'" in ran.err


def test_the_nearest_file_of_settings_counts(
    place: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "notecheck.toml").write_text('checklists = ["payer"]\n', encoding="utf-8")
    assert "months" in ids(checked(run))
    (place / "deep" / "pyproject.toml").write_text(
        '[tool.notecheck]\nchecklists = ["../heavy"]\n', encoding="utf-8"
    )
    (place / "deep" / "note.txt").write_text(NOTE, encoding="utf-8")
    monkeypatch.chdir(place / "deep")
    nearest = checked(run)
    assert "months" not in ids(nearest)
    assert {item["id"]: item["weight"] for item in nearest["items"]}["prior_fusion_date"] == 40


def test_a_broken_file_is_named_with_its_place(place: Path, run: Callable[..., Any]) -> None:
    (place / "heavy" / "weight.yaml").write_text(HEAVY.replace("weight", "wieght"), encoding="utf-8")
    ran = run("check", "note.txt", "--code", "M96.0", "--checklists", "heavy")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(
        "notecheck: heavy/weight.yaml:3:29: unknown key 'wieght'; did you mean 'weight'?"
    )
