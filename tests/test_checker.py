"""The checker: what it takes, what it gives, and how it says that something is wrong."""

from __future__ import annotations

import datetime
import hashlib
import pickle
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from helpers import checker

import notecheck
from notecheck import CodeError, DateError, NotecheckError, NoteError, SettingError

TEXT = "Possible pseudarthrosis after the L4-5 TLIF of 18 months ago."
SAMPLES = sorted((Path(__file__).parents[1] / "sample_notes").glob("*.txt"))


def test_a_report_says_what_was_checked() -> None:
    report = checker().check(
        TEXT, codes=["M96.0"], date="2024-05-02", setting="inpatient", note_id="visit-17"
    )
    assert report.schema_version == "1"
    assert report.notecheck_version == notecheck.__version__
    assert report.note.model_dump() == {
        "id": "visit-17",
        "date": "2024-05-02",
        "setting": "inpatient",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    }
    assert [code.code for code in report.codes] == ["M96.0"]


def test_codes_are_answered_in_the_order_asked() -> None:
    report = checker().check(TEXT, codes=["M96.1", "M43.26", "M96.0"])
    assert [code.code for code in report.codes] == ["M96.1", "M43.26", "M96.0"]


def test_no_codes_asked_no_codes_answered() -> None:
    assert checker().check(TEXT, codes=[]).codes == ()


@pytest.mark.parametrize(
    ("setting", "status"), [("outpatient", "partial"), ("inpatient", "met"), (None, "partial")]
)
def test_the_setting_decides_what_an_uncertain_diagnosis_is(setting: str | None, status: str) -> None:
    (code,) = checker().check(TEXT, codes=["M96.0"], setting=setting).codes
    assert next(i.status for i in code.items if i.id == "pseudarthrosis_diagnosis") == status


@pytest.mark.parametrize("date", ["2024-05-02", datetime.date(2024, 5, 2)])
def test_relative_dates_count_from_the_date(date: str | datetime.date) -> None:
    (operation,) = checker().extract(TEXT, date=date).procedures
    assert operation.date is not None
    assert operation.date.value == "2022-11"


def test_the_date_of_the_header_is_used_and_a_given_one_wins() -> None:
    text = f"Date of service: 05/02/2024\n\n{TEXT}"
    assert checker().check(text, codes=[]).note.date == "2024-05-02"
    assert checker().check(text, codes=[], date="2020-01-31").note.date == "2020-01-31"
    assert checker().check(TEXT, codes=[]).note.date is None


@pytest.mark.parametrize("text", ["", " ", "\n\t \r\n", "\u2003"])
def test_an_empty_note(text: str) -> None:
    with pytest.raises(NoteError, match="empty"):
        checker().check(text)


def test_a_note_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notecheck.checker.MAX_CHARACTERS", 10)
    with pytest.raises(NoteError, match="11 characters; split it, the limit is 10"):
        checker().check("x" * 11)
    checker().check("x" * 10)


def test_half_a_character() -> None:
    with pytest.raises(NoteError, match="surrogate"):
        checker().check("pain \ud800")


@pytest.mark.parametrize("date", ["2024-02-30", "05/02/2024", "yesterday", ""])
def test_an_impossible_date(date: str) -> None:
    if date == "":
        with pytest.raises(DateError):
            checker().extract(TEXT, date=date)
        return
    with pytest.raises(DateError, match="YYYY-MM-DD"):
        checker().check(TEXT, date=date)


def test_an_unknown_setting() -> None:
    with pytest.raises(SettingError, match="'outpatient' or 'inpatient'"):
        checker().check(TEXT, setting="emergency")


@pytest.mark.parametrize("code", ["M96.9", "M43.29", "nonsense", ""])
def test_an_unknown_code(code: str) -> None:
    with pytest.raises(CodeError) as error:
        checker().check(TEXT, codes=[code])
    assert "\n" not in str(error.value)
    assert "M96.0" in str(error.value) or "M43.2" in str(error.value)


def test_no_error_quotes_the_note() -> None:
    for text, changes in (("SECRET \ud800", {}), ("SECRET", {"date": "x"}), ("SECRET", {"codes": ["x"]})):
        with pytest.raises(NotecheckError) as error:
            checker().check(text, **changes)
        assert "SECRET" not in str(error.value)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 1000)])
def test_a_span_beyond_the_text(start: int, end: int) -> None:
    with pytest.raises(NoteError, match="within the text"):
        checker().assertions(TEXT, [(start, end)])


def test_assertions_of_any_words_in_the_order_given() -> None:
    text = "No rash. Possible gout.\nFH: gout."
    spans = [match.span() for match in re.finditer(r"gout|rash", text)][::-1]
    assert [a.status for a in checker().assertions(text, spans)] == ["family", "uncertain", "absent"]
    cue = checker().assertions(text, spans)[2].cue
    assert cue is not None
    assert text[cue.start : cue.end] == cue.text == "No"


def test_dates_of_a_text() -> None:
    dates = checker().dates("TLIF in March 2021, pain for 2 weeks, seen 3 days ago", note_date="2024-05-02")
    assert [(d.text, d.value) for d in dates] == [("March 2021", "2021-03"), ("3 days ago", "2024-04-29")]


def test_a_copy_gives_the_same_reports() -> None:
    copy = pickle.loads(pickle.dumps(checker()))
    assert copy.check(TEXT, codes=["M96.0"]) == checker().check(TEXT, codes=["M96.0"])


def test_checking_twice_gives_the_same() -> None:
    for path in SAMPLES[:6]:
        text = path.read_text(encoding="utf-8")
        assert checker().check(text).model_dump_json() == checker().check(text).model_dump_json()


def test_threads_may_share_a_checker() -> None:
    texts = [path.read_text(encoding="utf-8") for path in SAMPLES[:8]] * 3
    alone = [checker().check(text, codes=["M96.0"]) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: checker().check(text, codes=["M96.0"]), texts)) == alone


def test_the_short_way_is_the_same_check() -> None:
    assert notecheck.check(TEXT, codes=["M96.0"]) == checker().check(TEXT, codes=["M96.0"])


def test_the_note_is_never_edited() -> None:
    text = "  L4-5 TLIF\u00a0in 2019\r\n\r\n\tnonunion 🙂  "
    for mention in checker().extract(text).mentions:
        assert text[mention.start : mention.end] == mention.text
