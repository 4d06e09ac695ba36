"""What must hold of every report of any text: exact offsets, whole marks, verdicts that follow the items."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from helpers import checker
from hypothesis import given, settings
from hypothesis import strategies as st

from notecheck.pipeline import build_pipeline, read
from notecheck.report import CodeReport, Report

SAMPLES = sorted((Path(__file__).parents[1] / "sample_notes").glob("*.txt"))
CODES = ["M96.0", "M96.1", "M43.2", "M43.20", "M43.22", "M43.26"]
NLP = build_pipeline()

PHRASES = [
    "s/p L4-5 TLIF in March 2021", "nonunion of the L4-5 fusion", "no evidence of pseudarthrosis", "CT shows a lucent cleft",
    "without bridging bone at L5-S1", "low back pain due to the nonunion", "PSH:", "FAMILY HISTORY:", "PLAN:", "IMPRESSION:",
    "laminectomy 18 months ago", "postlaminectomy syndrome", "ankylosis of C4-C5", "M96.0", "smoker", "broken S1 screw",
    "revision fusion is planned for pseudarthrosis", "possible", "denies", "1. ", "- ", "[x] ", "mother had", "5/5", "L4/5",
]  # fmt: skip
PIECE = st.one_of(
    st.sampled_from(PHRASES),
    st.sampled_from(
        [
            ". ",
            "\n",
            "\r\n",
            "\t",
            "  ",
            "\u00a0",
            ", ",
            "; ",
            "🙂",
            "é",
            "\u2028",
            "\u200b",
            "İ",
            "ﬁ",
            "-",
            "(",
            "|",
        ]
    ),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8),
)
TEXT = st.lists(PIECE, min_size=1, max_size=14).map("".join).filter(lambda text: text.strip())


def places(value: Any) -> list[dict[str, Any]]:
    """Return everything in a report that has a place in the text."""
    found = []
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            found.append(value)
        for inner in value.values():
            found += places(inner)
    elif isinstance(value, list):
        for inner in value:
            found += places(inner)
    return found


def check_offsets(text: str, report: Report) -> int:
    found = places(report.model_dump(mode="json"))
    for place in found:
        assert 0 <= place["start"] <= place["end"] <= len(text)
        assert text[place["start"] : place["end"]] == place["text"]
        if "line" in place:
            assert place["line"] == len(re.findall(r"\r\n|\r|\n", text[: place["start"]])) + 1
    return len(found)


def check_code(code: CodeReport) -> None:
    """Hold a verdict, a score and a count against the items that they come from."""
    asked = [item for item in code.items if item.status != "not_applicable"]
    worth = {"met": 1.0, "partial": 0.5}
    weight = sum(item.weight for item in asked)
    if weight == 0:
        assert code.score is None
    else:
        share = 100 * sum(item.weight * worth.get(item.status, 0) for item in asked) / weight
        assert code.score is not None
        assert abs(code.score - share) <= 0.5
    assert code.documented.met == sum(item.status == "met" for item in asked)
    assert code.documented.applicable == len(asked)
    diagnosis = next(item for item in code.items if "diagnosis" in item.id)
    coding = [item.status for item in asked if item.axis == "code"]
    support = [item.status for item in asked if item.axis == "support" and item.requirement != "recommended"]
    if any(alert.blocking for alert in code.alerts):
        assert code.verdict == "conflicting"
    elif diagnosis.status in ("missing", "contradicted"):
        assert code.verdict == "not_supported"
    elif any(status != "met" for status in coding):
        assert code.verdict == "incomplete"
    elif any(status != "met" for status in support):
        assert code.verdict == "codable"
    else:
        assert code.verdict == "complete"
    for item in code.items:
        if item.status == "missing":
            assert not item.evidence
        if item.requirement == "required":
            assert item.status != "not_applicable"


@settings(max_examples=120, deadline=None)
@given(TEXT)
def test_any_text_gets_a_report_with_exact_offsets(text: str) -> None:
    report = checker().check(text, codes=CODES, date="2024-05-02")
    check_offsets(text, report)
    for code in report.codes:
        check_code(code)


@settings(max_examples=60, deadline=None)
@given(TEXT)
def test_sections_and_sentences_cover_any_text(text: str) -> None:
    doc = read(NLP, text, None)
    assert doc.text == text
    sections, sentences = doc._.notecheck_sections, doc._.notecheck_sentences
    assert [s.start for s in sections] == [0, *(s.end for s in sections[:-1])]
    assert sections[-1].end == len(text)
    covered = "".join(text[s.start : s.end] for s in sentences)
    assert "".join(covered.split()) == "".join(text.split())
    for mention in doc._.notecheck_mentions:
        sentence = sentences[mention.sentence]
        assert sentence.start <= mention.start < mention.end <= sentence.end
        assert sections[sentence.section].name == mention.section


@settings(max_examples=40, deadline=None)
@given(TEXT)
def test_extraction_is_the_same_each_time(text: str) -> None:
    assert checker().extract(text) == checker().extract(text)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample_notes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    report = checker().check(text, codes=CODES)
    assert check_offsets(text, report) > 20
    for code in report.codes:
        check_code(code)


@pytest.mark.parametrize("path", SAMPLES[::6], ids=lambda path: path.stem)
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.rstrip("\n"),
        lambda text: "\ufeff\n🙂 " + text,
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("\n", "\t"),
    ],
    ids=["crlf", "no end of line", "emoji", "no-break blanks", "one line"],
)
def test_sample_notes_in_other_characters(path: Path, change: Any) -> None:
    text = change(path.read_text(encoding="utf-8"))
    report = checker().check(text, codes=CODES)
    check_offsets(text, report)
    for code in report.codes:
        check_code(code)


@pytest.mark.parametrize(
    "unit",
    [
        "pain and nonunion of the L4-5 fusion of 2019, no gap, ",
        "L4-5 ",
        "no ",
        "nonunion ",
        "fusion in 2019 and ",
        "the of and to ",
        "1/2/2020 ",
        "x" * 50,
        ". ",
        " ",
    ],
    ids=lambda unit: unit[:12].strip() or "blanks",
)
def test_a_long_line_takes_time_in_proportion(unit: str) -> None:
    def took(size: int) -> float:
        text = "pain " + unit * (size // len(unit))
        start = time.process_time()
        checker().extract(text)
        return time.process_time() - start

    took(4_500)
    assert took(27_000) < 20 * min(took(4_500), took(4_500)) + 0.3


def test_a_megabyte_on_one_line() -> None:
    plain = "She walks in the park with her dog and reads the paper at home in the evening, " * 5
    text = f"{plain}the L4-5 fusion of 2019 has a gap, " * 2_400
    assert len(text) > 1_000_000
    start = time.process_time()
    report = checker().check(text, codes=["M96.0"])
    assert time.process_time() - start < 30
    assert sum(m.concept == "fusion" for m in report.extraction.mentions) == 2_400
