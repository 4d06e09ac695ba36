"""Narrowing: what is read of a note that no code was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import checker
from hypothesis import given
from hypothesis import strategies as st

from notecheck.extraction import Extraction

SAMPLES = sorted((Path(__file__).parents[2] / "sample_notes").glob("*.txt"))
PIECES = ["fusion ", "nonunion", " of ", "L4-5", ". ", "knee pain ", "stenosis", "carotid ", "AS ", "as ", "M96.0",
          "fused ", "not ", "knee ", "decompression ", "screw broke ", "lucency ", "bone ", "across ", "\n", "post-", "laminectomy ", "syndrome ", "back surgery "]  # fmt: skip


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


def unhurried(text: str) -> Extraction:
    """Return what is read of a note, without a code, by the whole line and the narrower alone."""
    built = checker()
    pipes = built._pointing_pipes
    return built._extract(built._note(text, None, None, "note"), pipes)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_glance_changes_nothing_in_a_sample_note(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert checker().check(text).extraction == unhurried(text)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join))
def test_the_glance_changes_nothing(text: str) -> None:
    if text.strip():
        assert checker().check(text).extraction == unhurried(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Total knee arthroplasty. Knee pain.", "nothing"),
        ("Lumbar stenosis.", "history"),
        ("Back surgery in 2015.", "history"),
        ("Nonunion of the fusion.", "all"),
        ("Knee pain. M96.0", "all"),
        ("Stenosis of 70 percent. Mild stenosis of the coronary artery.", "nothing"),
        ("Decompression of the knee.", "nothing"),
        ("Decompression. Stenosis.", "history"),
        ("Decompression of the knee. Lumbar stenosis.", "history"),
    ],
)
def test_what_the_words_of_a_note_leave(text: str, left: str) -> None:
    built = checker()
    assert built._narrower.leaves(text, built._reader.tokens(text))[0] == left
