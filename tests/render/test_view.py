"""Numbers, order and quotes that the renderers for people share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notecheck.render.view import CONTEXT, LONGEST, code_views, quote
from notecheck.render.visible import visible
from notecheck.report import Evidence

from .helpers import NOTE, code_report, evidence, item, report_of, sample_report


def test_items_are_numbered_in_the_order_of_reading() -> None:
    (view,) = code_views(sample_report(several=False))
    assert [(n.label, n.item.status, n.item.axis) for n in view.items[:5]] == [
        ("1", "missing", "support"),
        ("2", "partial", "support"),
        ("3", "contradicted", "support"),
        ("4", "met", "code"),
        ("5", "met", "code"),
    ]


def test_letters_tell_several_codes_apart() -> None:
    first, second = code_views(sample_report())
    assert (first.items[0].label, second.items[0].label, second.alerts[0].label) == ("A1", "B1", "B!1")


@pytest.mark.parametrize(
    ("needle", "before", "after"),
    [
        ("March 2021", "…Doe is a 58-year-old woman status post L4-S1 TLIF in ", " for grade 1 spondylolisthesis. She did\nwell for about…"),
        ("2016", "- L3-4 laminectomy ", ""),
        ("Smokes half a pack", "", " a day. No diabetes."),
        ("Tobacco use", "2. ", "."),
    ],
)  # fmt: skip
def test_quotes_stay_in_their_paragraph(needle: str, before: str, after: str) -> None:
    quoted = quote(NOTE, evidence(NOTE, needle, "other"))
    assert (quoted.before, quoted.piece, quoted.after) == (before, needle, after)


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_quotes_are_words_of_the_note(text: str, start: int, length: int) -> None:
    piece = Evidence(
        start=start, end=start + length, text=text[start : start + length], section="other", line=1
    )
    quoted = quote(text, piece)
    assert len(quoted.before) <= CONTEXT + 1
    assert len(quoted.after) <= CONTEXT + 1
    assert len(quoted.piece) <= LONGEST + 3
    assert quoted.before.lstrip("…") in text
    assert (
        text[:start].endswith(quoted.before.lstrip("…")) or quoted.before.startswith("…") or start > len(text)
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a\tb\nc", "a\tb\nc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\x1b[0m", "\\x1b[0m"),
        ("\u202eabc", "\\u202eabc"),
        ("\U000e0041", "\\U000e0041"),
        ("\ud800", "\\ud800"),
        ("👨‍⚕️ é 骨", "👨‍⚕️ é 骨"),
    ],
)
def test_visible(written: str, shown: str) -> None:
    assert visible(written) == shown


@pytest.mark.parametrize(
    ("verdict", "first"),
    [
        ("incomplete", ["cause"]),
        ("codable", ["films", "date"]),
        ("not_supported", ["diagnosis"]),
        ("conflicting", []),
        ("complete", []),
    ],
)
def test_what_to_document_first(verdict: str, first: list[str]) -> None:
    items = [
        item("diagnosis", "D", "met", axis="code"),
        item("cause", "C", "partial", axis="code"),
        item("date", "T", "missing", weight=2.0, requirement="conditional"),
        item("films", "F", "contradicted"),
        item("factors", "R", "missing", requirement="recommended", weight=1.0),
    ]
    (view,) = code_views(report_of(NOTE, [code_report("M96.0", "X", verdict, items)]))
    assert [numbered.item.id for numbered in view.first()] == first
