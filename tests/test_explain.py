"""What a code asks of a note, told in every format from the same data."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from notecheck.checklist import load_checklists
from notecheck.errors import CodeError
from notecheck.explain import explain

CODE = "M96.0"


@pytest.mark.parametrize("format_", ["text", "html"])
def test_every_item_and_alert_is_told(format_: str) -> None:
    page = re.sub(r"\s+", " ", explain(CODE, format=format_))
    checklist = load_checklists()[CODE]
    for words in (*(i.title for i in checklist.items), *(a.message.split("{")[0] for a in checklist.alerts)):
        shown = words if format_ == "text" else words.replace("'", "&#39;").replace('"', "&#34;")
        assert " ".join(shown.split()) in page


def test_json_holds_the_contract() -> None:
    about = json.loads(explain(CODE, format="json"))
    checklist = load_checklists()[CODE]
    assert about["code"] == CODE
    assert [item["id"] for item in about["items"]] == [item.id for item in checklist.items]
    assert [item["id"] for item in about["items"] if item["diagnosis"]] == [checklist.diagnosis]
    assert [alert["id"] for alert in about["alerts"]] == [alert.id for alert in checklist.alerts]


@pytest.mark.parametrize("format_", ["text", "html", "json"])
def test_no_placeholder_is_left_open(format_: str) -> None:
    for code, checklist in load_checklists().items():
        names = "|".join(checklist.placeholders) or "-"
        assert not re.search(rf"\{{({names})\}}", explain(code, format=format_)), code


@pytest.mark.parametrize("width", [40, 72, 100])
def test_text_keeps_to_its_width(width: int) -> None:
    assert max(len(line) for line in explain(CODE, width=width).splitlines()) <= width


def test_an_unknown_code_names_the_nearest() -> None:
    with pytest.raises(CodeError, match=r"M96\.0"):
        explain("M96.8")


def test_a_folder_of_ones_own_is_heard(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        f"extends: {CODE}\npitfalls: [A pitfall of our own.]\n", encoding="utf-8"
    )
    assert "A pitfall of our own." in explain(CODE, [tmp_path])
