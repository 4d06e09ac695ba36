"""What is remembered of a note is what would be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notecheck import Checker
from notecheck.pipes.assertion import Judge
from notecheck.rereading import REACH, RememberingJudge, last_place, shared


@given(st.text("ab\n🙂"), st.text("ab\n🙂"), st.text("ab\n🙂"))
def test_what_two_texts_share_is_counted(start: str, one: str, other: str) -> None:
    count = shared(start + one, start + other)
    assert (start + one)[:count] == (start + other)[:count]
    assert count >= len(start)
    assert (start + one)[count : count + 1] != (start + other)[count : count + 1] or count == min(
        len(start + one), len(start + other)
    )


class Counting(Judge):
    asked = 0

    def sentence(self, *arguments, **options):  # type: ignore[no-untyped-def]
        self.asked += 1
        return super().sentence(*arguments, **options)


@pytest.mark.parametrize(("same", "asked"), [(10 + REACH + 30, 1), (10 + REACH, 2), (0, 2)])
def test_a_judgement_is_remembered_while_its_surroundings_stay(same: int, asked: int) -> None:
    judge = Counting()
    memory = RememberingJudge(judge)
    text = "No nonunion seen."
    first = memory.sentence(text, 0, len(text), [(3, 11)], section="imaging", groups=["condition"], header="")
    memory.forget(same)
    again = memory.sentence(text, 0, len(text), [(3, 11)], section="imaging", groups=["condition"], header="")
    assert [a.status for a in first] == ["absent"]
    assert (again, judge.asked) == (first, asked)
    memory.sentence(text, 0, len(text), [(3, 11)], section="assessment", groups=["condition"], header="")
    assert judge.asked == asked + 1


def test_the_last_place_is_behind_all_that_is_told() -> None:
    text = "Fusion in 2019. M96.0 today."
    assert last_place(Checker().extract(text)) >= text.index(" today")
