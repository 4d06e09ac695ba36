"""Narrowing: what is read of a note that no code was asked for."""

from __future__ import annotations

import pytest
from helpers import checker


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Total knee arthroplasty in 2019. Knee pain. X-ray of the knee.", set()),
        ("Back surgery in 2015. Takes ibuprofen.", {"procedure"}),
        ("L4-L5 laminectomy in 2015. Back pain. Physical therapy failed.", {"procedure"}),
        ("Lumbar stenosis. Back pain.", {"condition"}),
    ],
)
def test_without_a_diagnosis_only_history_is_kept(text: str, groups: set[str]) -> None:
    report = checker().check(text)
    assert not report.codes
    assert {mention.group for mention in report.extraction.mentions} == groups
    assert {mention.group for mention in checker().extract(text).mentions} > groups


def test_a_named_diagnosis_keeps_everything() -> None:
    text = "Nonunion of the L4-L5 fusion of 2015. Back pain. Smokes."
    assert checker().check(text).extraction.mentions == checker().extract(text).mentions


def test_a_code_that_is_asked_for_keeps_everything() -> None:
    text = "Total knee arthroplasty in 2019. Knee pain."
    assert checker().check(text, codes=["M96.0"]).extraction.mentions == checker().extract(text).mentions
