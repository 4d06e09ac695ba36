"""Queries built from notes: what they ask, on which words, and what they never say."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import notecheck
from notecheck.errors import CodeError
from notecheck.queries import AT_ONCE, ClarificationQuery, build, omitted
from notecheck.query import WAYS_OUT, judge
from notecheck.report import Report

NOTES = sorted((Path(__file__).parents[2] / "sample_notes").glob("*.txt"))

OPEN = """\
Date of service: 03/12/2026
HPI: 54-year-old man with an L4-L5 TLIF years ago. Low back pain came back in the summer.
Family history: Mother had a nonunion of the tibia.
IMAGING: CT lumbar spine 02/27/2026: no bridging bone across L4-L5 and 2 mm lucency around both L5 screws.
ASSESSMENT: Nonunion L4-L5. ICD-10: M96.0. Insurance denied the last claim for it.
PLAN: Return in six weeks. If the pain gets worse, call.
"""


@cache
def checker() -> notecheck.Checker:
    return notecheck.Checker()


def report_of(text: str, code: str = "M96.0") -> Report:
    return checker().check(text, codes=[code])


def of(text: str, item: str, code: str = "M96.0") -> ClarificationQuery:
    found = [query for query in build(report_of(text, code), text, limit=None) if query.item == item]
    assert found, f"nothing is asked about {item}"
    return found[0]


def test_quotes_are_the_notes_own_words_with_place_and_date() -> None:
    query = of(OPEN, "causal_statement")
    for quoted in query.indicators:
        assert OPEN[quoted.start : quoted.end] == quoted.text
        assert OPEN.count("\n", 0, quoted.start) + 1 == quoted.line
    study = next(quoted for quoted in query.indicators if "bridging" in quoted.text)
    assert (study.source, study.date, study.line) == ("CT", "2026-02-27", 4)


def test_the_question_has_options_the_two_ways_out_and_room() -> None:
    query = of(OPEN, "causal_statement")
    assert len(query.options) > 1
    assert query.ways_out == WAYS_OUT
    assert query.free_text
    assert "L4-L5" in query.question


@pytest.mark.parametrize("words", ["M96.0", "ICD", "Insurance", "claim", "denied", "Mother", "tibia", "call"])
def test_nothing_else_of_the_note_is_quoted(words: str) -> None:
    quoted = [q.text for query in build(report_of(OPEN), OPEN, limit=None) for q in query.indicators]
    assert not [text for text in quoted if words in text]


def test_what_is_only_thought_of_is_no_indicator() -> None:
    text = OPEN.replace("ASSESSMENT:", "ASSESSMENT: Possibly some spinal stenosis as well.\n")
    quoted = " ".join(q.text for query in build(report_of(text), text, limit=None) for q in query.indicators)
    assert "stenosis" not in quoted
    doubted = OPEN.replace("Nonunion L4-L5.", "Possible nonunion L4-L5.")
    assert any("Possible nonunion" in q.text for q in of(doubted, "pseudarthrosis_diagnosis").indicators)


def test_what_documents_the_diagnosis_is_quoted_before_other_operations() -> None:
    text = (
        "HPI: C5-C6 fusion in 2009. L4-L5 laminectomy in 2011. L2-L3 XLIF in 2018. L5-S1 TLIF in 2019. "
        "L3-L4 fusion in 2020. T12-L1 fusion in 2021.\nIMAGING: Ankylosis of T5-T8 on CT.\n"
        "ASSESSMENT: Ankylosis of T5-T8.\n"
    )
    query = of(text, "etiology", "M43.24")
    assert any("Ankylosis of T5-T8" in quoted.text for quoted in query.indicators)
    assert len(query.indicators) == 5
    assert query.title == "Clarification: spine"


def test_the_most_weighty_come_first_and_three_at_most() -> None:
    report = report_of(OPEN)
    every, first = build(report, OPEN, limit=None), build(report, OPEN)
    assert len(every) > AT_ONCE == len(first)
    assert every[:AT_ONCE] == first
    weights = {item.id: (item.axis != "code", -item.weight) for item in report.codes[0].items}
    ranks = [weights[query.item] for query in every]
    assert ranks == sorted(ranks)
    assert first[0].item == "causal_statement"


def test_the_title_names_no_diagnosis_even_where_the_note_doubts_one() -> None:
    text = OPEN.replace("Nonunion L4-L5.", "Possible nonunion L4-L5.")
    query = of(text, "pseudarthrosis_diagnosis")
    assert query.title == "Clarification: lumbar region of the spine"
    assert "nonunion" not in query.question.casefold()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("HPI: Here to refill the inhaler. Doing well.\n", "no indicator"),
        (
            "HPI: L4-L5 fusion in March 2021, doing well, no pain.\n"
            "CT 02/27/2026: solid fusion at L4-L5.\nAssessment: No pseudarthrosis. Solid L4-L5 fusion.\n",
            "plainly",
        ),
    ],
)
def test_what_needs_no_question_gets_none(text: str, why: str) -> None:
    report = report_of(text)
    assert build(report, text) == []
    assert any(why in entry.why for entry in omitted(report, text))


def test_while_the_diagnosis_is_open_only_it_is_asked() -> None:
    text = (
        "HPI: L4-L5 TLIF in March 2021. Low back pain since last year.\n"
        "CT 02/27/2026: lucency around both L5 screws, no bridging bone across L4-L5.\nAssessment: Back pain.\n"
    )
    report = report_of(text)
    assert [query.item for query in build(report, text)] == ["pseudarthrosis_diagnosis"]
    assert len(build(report, text, limit=None)) > 1


def test_a_long_construct_is_named_as_one_range() -> None:
    text = OPEN.replace("L4-L5 TLIF", "T10-S1 posterior fusion").replace("L4-L5", "T10-S1")
    question = of(text, "causal_statement").question
    assert "T10-S1" in question
    assert "T11-T12" not in question


def test_a_code_that_was_not_checked_is_an_error() -> None:
    with pytest.raises(CodeError, match=r"M96\.1"):
        build(report_of(OPEN), OPEN, code="M96.1")


CODE = re.compile(r"\b[A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4}\b")


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_every_query_of_every_checklist_on_every_sample_note_keeps_the_rules(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    report = checker().check(text, codes=list(checker().checklists))
    documented = {
        mention.concept
        for mention in report.extraction.mentions
        if mention.group == "condition" and mention.assertion in ("present", "uncertain", "historical")
    }
    for code in report.codes:
        reasons = {
            item.id: item.question.yes_no for item in checker().checklists[code.code].items if item.question
        }
        for query in build(report, text, code=code.code, limit=None):
            faults = judge(
                query.question,
                query.options,
                title=query.title,
                documented=documented,
                yes_no=reasons[query.item],
            )
            assert not faults, (code.code, query.item, faults)
            assert not judge("", title=query.title), "no diagnosis at all stands in a title"
            assert query.indicators
            assert not CODE.search("\n".join([query.title, query.question, *query.options]))
            for quoted in query.indicators:
                assert text[quoted.start : quoted.end] == quoted.text
        # Where the diagnosis is documented no wording may make a query vanish in silence.
        broken = [entry for entry in omitted(report, text, code=code.code) if "breaks" in entry.why]
        assert not broken or code.verdict in ("not_supported", "conflicting")
