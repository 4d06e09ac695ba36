"""Reports of sample notes are what was last approved; ``make golden`` approves what they are now."""

from __future__ import annotations

import difflib

import pytest
from golden.rewrite import HERE, IDS, reports


@pytest.fixture(scope="module")
def now() -> dict[str, str]:
    return {path.name: content for path, content in reports()}


@pytest.mark.parametrize("name", [f"{case}.{kind}" for case in IDS for kind in ("json", "txt")])
def test_reports(now: dict[str, str], name: str) -> None:
    approved = (HERE / name).read_text(encoding="utf-8")
    changes = "\n".join(
        difflib.unified_diff(
            approved.splitlines(), now[name].splitlines(), "approved", "now", lineterm="", n=1
        )
    )
    assert not changes, f"\n{changes}\n\nIf that is meant: make golden, and read the difference."


def test_no_report_is_left_over(now: dict[str, str]) -> None:
    assert {path.name for path in HERE.iterdir() if path.suffix in (".json", ".txt")} == set(now)
