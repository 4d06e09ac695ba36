"""Lines are counted alike, whatever ends them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import notecheck
from notecheck.lines import breaks, column_of, line_count, line_of, line_starts
from notecheck.render import html

TEXTS = st.text(alphabet="a\r\n ", max_size=30)
NOTE = "HPI: L5-S1 TLIF in March 2021.\n\nAssessment:\nPseudarthrosis of the L5-S1 fusion.\n"


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", [0]),
        ("a\nb", [0, 2]),
        ("a\rb", [0, 2]),
        ("a\r\nb", [0, 3]),
        ("a\r\rb\n\nc", [0, 2, 3, 5, 6]),
        ("a\n\rb", [0, 2, 3]),
        ("a\r\n", [0, 3]),
    ],
)
def test_each_line_end_begins_a_line(text: str, starts: list[int]) -> None:
    assert line_starts(text) == starts
    assert line_count(text) == len(starts) - (starts[-1] == len(text) > 0)


@given(TEXTS)
def test_line_and_column_agree_with_where_lines_start(text: str) -> None:
    starts = line_starts(text)
    for first, following in pairwise([*starts, len(text) + 1]):
        for offset in range(first, min(following, len(text))):
            assert line_of(text, offset) == starts.index(first) + 1
            if text[offset] not in "\r\n":
                assert column_of(text, offset) == offset - first + 1


@given(TEXTS, st.data())
def test_parts_add_up(text: str, data: st.DataObject) -> None:
    middle = data.draw(st.integers(0, len(text)))
    assert breaks(text, 0, middle) + breaks(text, middle, len(text)) == breaks(text, 0, len(text))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_evidence_names_the_line_that_the_page_shows(end: str) -> None:
    text = NOTE.replace("\n", end)
    report = notecheck.check(text, codes=["M96.0"])
    pieces = [piece for item in report.codes[0].items for piece in item.evidence]
    assert {piece.line for piece in pieces} == {1, 4}
    page = html.render(report, text)
    for piece in pieces:
        mark = page.index(f'id="m{piece.start}"')
        assert page.rindex(f'id="L{piece.line}"', 0, mark) == page.rindex('<i id="L', 0, mark) + 3
    assert '<i id="L4"' in page
    assert '<i id="L5"' not in page
