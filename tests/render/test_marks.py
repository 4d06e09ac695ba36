"""Cutting a note into pieces around overlapping spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notecheck.render.marks import Segment, Span, segments

TEXT = "status post L5-S1 TLIF in 2021"


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        pytest.param([], [("abcdef", "")], id="none"),
        pytest.param([(0, 6, 1)], [("abcdef", "1")], id="all"),
        pytest.param([(2, 4, 1)], [("ab", ""), ("cd", "1"), ("ef", "")], id="one"),
        pytest.param([(0, 6, 1), (2, 4, 2)], [("ab", "1"), ("cd", "12"), ("ef", "1")], id="nested"),
        pytest.param([(0, 4, 1), (2, 6, 2)], [("ab", "1"), ("cd", "12"), ("ef", "2")], id="overlapping"),
        pytest.param([(0, 3, 1), (3, 6, 2)], [("abc", "1"), ("def", "2")], id="touching"),
        pytest.param([(1, 3, 1), (1, 3, 2)], [("a", ""), ("bc", "12"), ("def", "")], id="same"),
        pytest.param(
            [(1, 2, 2), (1, 4, 1)], [("a", ""), ("b", "12"), ("cd", "1"), ("ef", "")], id="longest first"
        ),
        pytest.param([(3, 3, 1)], [("abcdef", "")], id="empty span"),
        pytest.param([(4, 99, 1)], [("abcd", ""), ("ef", "1")], id="past the end"),
    ],
)
def test_pieces(spans: list[tuple[int, int, int]], expected: list[tuple[str, str]]) -> None:
    found = segments([Span(*s) for s in spans], 6)
    assert [("abcdef"[s.start : s.end], "".join(map(str, s.refs))) for s in found] == expected


def test_opens_and_closes_name_first_and_last_piece() -> None:
    found = segments([Span(0, 4, 1), Span(2, 6, 2)], 8)
    assert found == [
        Segment(0, 2, (1,), (1,), ()),
        Segment(2, 4, (1, 2), (2,), (1,)),
        Segment(4, 6, (2,), (), (2,)),
        Segment(6, 8),
    ]


SPANS = st.builds(Span, start=st.integers(-3, 40), end=st.integers(-3, 40), ref=st.integers(0, 9))


@given(st.text(max_size=30), st.lists(SPANS, max_size=12))
def test_pieces_join_to_the_note_and_know_who_covers_them(text: str, spans: list[Span]) -> None:
    found = segments(spans, len(text))
    assert "".join(text[s.start : s.end] for s in found) == text
    for piece in found:
        covering = {s.ref for s in spans if s.start <= piece.start and piece.end <= s.end}
        assert set(piece.refs) == covering
    opened = [ref for piece in found for ref in piece.opens]
    closed = [ref for piece in found for ref in piece.closes]
    assert set(opened) == set(closed)
