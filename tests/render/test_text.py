"""The terminal report: order, evidence, widths, and notes that would drive a terminal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notecheck.render.layout import cells, wrap
from notecheck.render.text import render

from .helpers import NOTE, nonunion_code, report_of, sample_report
from .hostile import ESCAPES, HOSTILE, hostile_report

ONE = report_of(NOTE, [nonunion_code()])


def test_verdict_comes_first_then_the_fraction_then_the_score() -> None:
    lines = render(ONE, NOTE).splitlines()
    assert lines[2] == "M96.0 Pseudarthrosis after fusion or arthrodesis"
    assert lines[3] == "CODABLE · 7 of 10 documented · score 73 of 100"


def test_what_is_to_do_comes_before_what_is_met() -> None:
    output = render(ONE, NOTE)
    parts = (
        "MISSING (1)",
        "PARTIAL (1)",
        "CONTRADICTED (1)",
        "MET (7)",
        "ALERTS (2)",
        "CODES TO CONSIDER (2)",
    )
    places = [output.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "words",
    [
        'line 5, history of present illness: "Ms. Doe is a 58-year-old woman status post «L4-S1 TLIF» in March 2021',
        '(cue: "status post")',
        "Not counted: line 24, imaging:",
        "(another level: L4-5)",
        "Document: “Status post L4-S1 fusion through a posterior approach in March 2021.”",
        "Why: Payers ask for an objective finding",
        "T84.216A Breakdown (mechanical) of internal fixation device of vertebrae",
        "Not applicable (1): Pseudarthrosis is the indication of the revision",
        "Needed for the code: 3 of 3 · Supports the code: 4 of 7",
    ],
)
def test_says(words: str) -> None:
    assert words in " ".join(render(ONE, NOTE, width=200).split())


def test_a_blocking_alert_stands_beside_the_verdict() -> None:
    lines = render(sample_report(), NOTE).splitlines()
    start = lines.index("CONFLICTING · 3 of 4 documented · score 75 of 100")
    assert lines[start + 2].startswith("B!1 Pseudarthrosis of a fusion is documented")


def test_report_without_codes_says_so() -> None:
    assert "No code was checked" in render(report_of(NOTE, []), NOTE)


@pytest.mark.parametrize("width", range(40, 201, 16))
@pytest.mark.parametrize("report", [sample_report(), hostile_report()], ids=["sample", "hostile"])
def test_fits_its_width(report: object, width: int) -> None:
    output = render(report, NOTE if report == sample_report() else HOSTILE, width=width)  # type: ignore[arg-type]
    assert max(map(cells, output.split("\n"))) <= width


@pytest.mark.parametrize("color", [False, True])
def test_nothing_in_a_note_drives_the_terminal(color: bool) -> None:
    output = render(hostile_report(), HOSTILE, color=color)
    output = re.sub(r"\x1b\[[0-9;]+m", "", output) if color else output
    assert not [c for c in output if c in ESCAPES or c == "\r"]
    assert "\\x1b[31mred" in " ".join(output.split())


def test_color_changes_nothing_but_color() -> None:
    plain, colored = render(sample_report(), NOTE), render(sample_report(), NOTE, color=True)
    assert colored != plain
    assert re.sub(r"\x1b\[[0-9;]+m", "", colored) == plain


@given(st.text(alphabet="ab 骨é\u0301👍", max_size=80), st.integers(4, 20), st.integers(0, 2))
@settings(max_examples=200)
def test_wrapping_keeps_every_character_and_the_width(text: str, first: int, hang: int) -> None:
    lines = list(wrap(text, first, first - hang))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cells(line) <= (first - hang if number else first) for number, line in enumerate(lines))
