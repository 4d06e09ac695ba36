"""What a code asks of a note, told in every format from the same data."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from notecheck.checklist import load_checklists
from notecheck.errors import CodeError, NotecheckError
from notecheck.explain import explain
from notecheck.procedures import read_procedures

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


@pytest.mark.parametrize(
    ("content", "label"),
    [
        ("22830,A label of theirs\n", "A label of theirs"),
        ('code,label\n22830,"A label, quoted"\n\n', "A label, quoted"),
        ("\ufeffCPT code\tDescription\tYear\n22830\tTheir, label\t2026\n", "Their, label"),
    ],
)
@pytest.mark.parametrize("format_", ["text", "html", "json"])
def test_labels_of_a_licensed_table_replace_ours(
    tmp_path: Path, content: str, label: str, format_: str
) -> None:
    table = tmp_path / "table.csv"
    table.write_text(content, encoding="utf-8")
    page = explain(CODE, format=format_, procedures=read_procedures(table))
    assert label in page
    assert "Exploration of a spinal fusion" not in page
    assert "Posterior cervical fusion" in page


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "table.csv: holds no codes"),
        (b"code,label\n", "table.csv: holds no codes"),
        (b"22830,Fine\n2283,Short\n", "table.csv:2: the first column must be a code of five characters"),
        (b"22830\n", "table.csv:1: 22830 has no label"),
        (b"22830,\xff\n", "table.csv: cannot be read as UTF-8 text"),
    ],
)
def test_a_table_that_is_none_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    table = tmp_path / "table.csv"
    table.write_bytes(content)
    with pytest.raises(NotecheckError) as caught:
        read_procedures(table)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
