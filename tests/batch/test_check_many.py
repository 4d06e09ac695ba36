"""Many notes: the same reports, in the same order, whoever does the work."""

from __future__ import annotations

from pathlib import Path

import pytest

from notecheck import Checker, CodeError, FailedReport, Note

SAMPLES = sorted((Path(__file__).parents[2] / "sample_notes").glob("*.txt"))


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


@pytest.fixture(scope="module")
def notes() -> list[Note]:
    samples = [Note(text=path.read_text(encoding="utf-8"), id=path.name) for path in SAMPLES]
    odd = [
        Note(text=" \n", id="empty"),
        Note(text="L5-S1 fusion in 2019, \ud800 not healed 🙂.", id="odd", setting="inpatient"),
        Note(text="Pseudarthrosis of the L5-S1 fusion.", id="dated", date="2024-05-02"),
        Note(text="Pseudarthrosis of the L5-S1 fusion.", id="misdated", date="2024-02-30"),
        Note(text="Pseudarthrosis.", id="nowhere", setting="moon"),  # type: ignore[arg-type]
    ]
    return samples + odd


def test_workers_report_what_one_process_does(checker: Checker, notes: list[Note]) -> None:
    codes = None
    alone = list(checker.check_many(notes))
    assert list(checker.check_many(notes, workers=2)) == alone
    assert [report.note.id for report in alone] == [note.id for note in notes]
    for note, report in zip(notes, alone, strict=True):
        if not isinstance(report, FailedReport):
            assert report == checker.check(
                note.text, codes=codes, date=note.date, setting=note.setting or "outpatient", note_id=note.id
            )


def test_a_note_that_cannot_be_checked_says_why_and_the_others_go_on(
    checker: Checker, notes: list[Note]
) -> None:
    failed = {
        report.note.id: report.error
        for report in checker.check_many(notes, codes=["M96.0"])
        if isinstance(report, FailedReport)
    }
    assert failed == {
        "empty": "the note is empty; give a note with text",
        "odd": "the note holds half a character (a lone surrogate); decode it from its source again",
        "misdated": "the date must be a real day written as YYYY-MM-DD",
        "nowhere": "the setting must be 'outpatient' or 'inpatient'",
    }


@pytest.mark.parametrize("workers", [1, 2])
def test_an_unknown_code_is_said_before_any_note_is_read(checker: Checker, workers: int) -> None:
    with pytest.raises(CodeError):
        checker.check_many(iter([Note(text="x")]), codes=["M96.9"], workers=workers)
