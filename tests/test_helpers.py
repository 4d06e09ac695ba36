"""The helpers can fail: each thing that a mark can say is seen to be wrong when it is."""

from __future__ import annotations

import pytest
from extractions import MarkError, build, read_marks
from helpers import check, differences

TIED = (
    "[[Nonunion|condition.pseudarthrosis {nonunion}]] after the "
    "[[TLIF|procedure.fusion id=op {fusion}]] of L4-5 in March 2021."
)


def test_marks_are_taken_out_and_point_to_their_words() -> None:
    text, marks = read_marks("No [[gap|finding.gap assertion=absent]] at [[L4|!*.*]].")
    assert text == "No gap at L4."
    assert marks == [
        {"assertion": "absent", "group": "finding", "concept": "gap", "start": 3, "end": 6},
        {"not": True, "group": "*", "concept": "*", "start": 10, "end": 12},
    ]


@pytest.mark.parametrize(
    "marked",
    [
        "[[Nonunion|condition.pseudarthrosis of L4-5.",
        "[[Nonunion|condition.pseudarthrosis] of L4-5.",
        "[Nonunion|condition.pseudarthrosis]] of L4-5.",
        "[[Nonunion|pseudarthrosis]] of L4-5.",
        "[[Nonunion]] of L4-5.",
        "[[|condition.pseudarthrosis]] of L4-5.",
        "[[Nonunion|condition.pseudarthrosis assertion]] of L4-5.",
        "[[Nonunion|condition.pseudarthrosis levels=L4-L5 levels=L3-L4]]",
        "[[Nonunion|condition.pseudarthrosis start=0]]",
        "[[[[Nonunion|condition.pseudarthrosis]] of L4-5|condition.pseudarthrosis]]",
        "[[Nonunion|condition.pseudarthrosis]] of [[L4-5",
    ],
)
def test_a_mark_that_is_written_wrongly_is_an_error(marked: str) -> None:
    with pytest.raises(MarkError):
        read_marks(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Nonunion of L4-5.",
        "",
        "[[Nonunion|!condition.fracture assertion=present]]",
        "[[Nonunion|condition.pseudarthrosis link=of:temporal]]",
        "[[Nonunion|condition.pseudarthrosis link=of:temporal:op]]",
        "[[Nonunion|condition.pseudarthrosis id=a]] and [[TLIF|procedure.fusion id=a]]",
        "[[Nonunion|condition.pseudarthrosis on=ct]]",
    ],
)
def test_a_sentence_that_says_nothing_or_nonsense_is_an_error(marked: str) -> None:
    with pytest.raises(MarkError):
        check(marked)


def test_no_extraction_is_built_of_what_is_not_there() -> None:
    with pytest.raises(MarkError):
        build("[[Nonunion|!condition.pseudarthrosis]]")


def test_what_holds_passes() -> None:
    check(
        TIED.format(
            nonunion="link=of:temporal:op levels=L4-L5 cue=- section=preamble reporter=provider",
            fusion="date=2021-03 precision=month levels=L4-L5 regions=lumbar place=L4-5 "
            "temporality=prior approach=posterior joint=- revision=- same=op",
        )
    )


@pytest.mark.parametrize(
    ("nonunion", "fusion"),
    [
        ("assertion=absent", ""),
        ("levels=-", ""),
        ("link=of:explicit:op", ""),
        ("link=-", ""),
        ("cue=no", ""),
        ("section=plan", ""),
        ("reporter=patient", ""),
        ("symptomatic=yes", ""),
        ("", "date=2021"),
        ("", "date=-"),
        ("", "date=2021-03 precision=day"),
        ("", "levels=L5-S1"),
        ("", "levels=-"),
        ("", "regions=cervical"),
        ("", "place=L4"),
        ("", "joint=ankle"),
        ("", "temporality=planned"),
        ("", "approach=anterior"),
        ("", "approach=-"),
        ("", "apart=op"),
        ("same=op", ""),
        ("on=op", ""),
    ],
)
def test_what_does_not_hold_fails(nonunion: str, fusion: str) -> None:
    marked = TIED.format(nonunion=nonunion, fusion=fusion).replace(" ]]", "]]").replace("  ", " ")
    assert len(differences(marked)) == 1
    with pytest.raises(AssertionError):
        check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[[Nonunion|condition.ankylosis]] of L4-5.",
        "[[Nonunion|finding.pseudarthrosis]] of L4-5.",
        "[[Nonunion of|condition.pseudarthrosis]] L4-5.",
        "Seen [[today|condition.pseudarthrosis]].",
        "[[Nonunion|!condition.pseudarthrosis]] of L4-5.",
        "[[Nonunion|!condition.*]] of L4-5.",
        "[[Nonunion of L4-5|!*.*]].",
        "No [[nonunion|condition.pseudarthrosis]] of L4-5.",
        "[[Lucency|finding.lucency on=-]] on [[CT|modality.CT]].",
    ],
)
def test_what_is_not_so_fails(marked: str) -> None:
    with pytest.raises(AssertionError):
        check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[[Nonunion|!condition.ankylosis]] of [[L4-5|!*.*]].",
        "Seen [[today|!*.*]].",
        "No [[nonunion|condition.pseudarthrosis assertion=absent cue=No]] of L4-5.",
        "[[Failed|condition.pseudarthrosis]] L4-5 [[fusion|procedure.fusion]].",
        "[[CT|modality.CT id=ct]] shows [[lucency|finding.lucency on=ct]].",
    ],
)
def test_what_is_so_passes(marked: str) -> None:
    check(marked)
