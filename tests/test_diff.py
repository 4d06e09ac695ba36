"""Two versions of a note: what closed, what opened, what changed, and whether it got worse."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import notecheck
from notecheck.diff import Difference, compare
from notecheck.render.difference import render

GOOD = (
    "HPI: L4-L5 TLIF in March 2021. Low back pain.\n"
    "CT 02/27/2026: no bridging bone across L4-L5.\nAssessment: Nonunion of the L4-L5 fusion.\n"
)
VAGUE = GOOD.replace("in March 2021", "years ago")
UNDATED = GOOD.replace(" in March 2021", "")
DENIED = GOOD.replace("no bridging bone across", "solid fusion at").replace(
    "Nonunion of the L4-L5 fusion", "No nonunion"
)
MOVED = "\n\nAddendum above.\n" + GOOD


def difference(old: str, new: str) -> Difference:
    return compare(
        *(notecheck.check(text, codes=["M96.0"], note_id=name) for text, name in ((old, "old"), (new, "new")))
    )


@pytest.mark.parametrize(
    ("old", "new", "change", "direction", "worse"),
    [
        (GOOD, VAGUE, "opened", "worse", True),
        (VAGUE, GOOD, "closed", "better", False),
        (VAGUE, UNDATED, "changed", "worse", True),
        (UNDATED, VAGUE, "changed", "better", False),
        (GOOD, GOOD.replace("March 2021", "April 2020"), "changed", "same", False),
    ],
)
def test_what_became_of_the_date(old: str, new: str, change: str, direction: str, worse: bool) -> None:
    found = difference(old, new)
    date = next(item for item in found.codes[0].items if item.id == "prior_fusion_date")
    assert (date.change, date.direction, found.worse) == (change, direction, worse)


def test_the_same_words_further_down_are_no_change() -> None:
    found = difference(GOOD, MOVED)
    assert found.codes[0].items == ()
    assert not found.worse


def test_a_verdict_that_falls_is_worse() -> None:
    found = difference(GOOD, DENIED)
    assert found.worse
    assert found.codes[0].new_verdict == "not_supported"


def test_a_code_that_one_version_lacks_is_told_not_compared() -> None:
    new = notecheck.check(GOOD, codes=["M96.0", "M96.1"])
    found = compare(notecheck.check(GOOD, codes=["M96.0"]), new)
    assert [code.code for code in found.codes] == ["M96.0", "M96.1"]
    assert (found.codes[1].old_verdict, found.codes[1].items) == (None, ())
    assert "not checked" in render(found)


def test_the_text_quotes_both_sides() -> None:
    text = render(difference(GOOD, VAGUE), width=200)
    assert "OPENED (1)" in text
    assert "Date of the prior fusion: met → partial" in text
    assert 'old: line 1, history of present illness: "March 2021"' in text
    assert 'new: line 1, history of present illness: "years ago"' in text


def test_the_json_says_all() -> None:
    value = json.loads(render(difference(GOOD, VAGUE), format="json"))
    assert value["worse"] is True
    assert {item["id"]: item["change"] for item in value["codes"][0]["items"]}[
        "prior_fusion_date"
    ] == "opened"


@pytest.mark.parametrize("format_", ["text", "json", "html"])
def test_the_command(format_: str, run: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "new.txt").write_text(VAGUE, encoding="utf-8")
    arguments = ("--code", "M96.0", "--format", format_)
    ran = run("diff", tmp_path / "old.txt", tmp_path / "new.txt", *arguments)
    assert (ran.status, ran.err) == (1, "")
    assert "prior_fusion_date" in ran.out or "Date of the prior fusion" in ran.out
    assert run("diff", tmp_path / "new.txt", tmp_path / "old.txt", *arguments).status == 0
    assert run("diff", tmp_path / "old.txt", tmp_path / "new.txt", *arguments, "--exit-zero").status == 0


def test_codes_come_from_either_version(run: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "new.txt").write_text("HPI: Back pain.\n", encoding="utf-8")
    ran = run("diff", tmp_path / "old.txt", tmp_path / "new.txt")
    assert ran.status == 1
    assert "M96.0" in ran.out


def test_a_missing_file_is_one_line(run: Callable[..., Any], tmp_path: Path) -> None:
    ran = run("diff", tmp_path / "none.txt", tmp_path / "none.txt")
    assert ran.status == 2
    assert ran.err.count("\n") == 1
