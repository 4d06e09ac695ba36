"""The spine as data: segments, regions, neighbours."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notecheck import anatomy

COLUMN = [
    "O",
    *(f"{a}{n}" for a, last in (("C", 7), ("T", 12), ("L", 5), ("S", 5)) for n in range(1, last + 1)),
]
vertebrae = st.sampled_from(COLUMN)


@pytest.mark.parametrize(
    ("upper", "lower", "segments"),
    [
        ("L4", "L5", ("L4-L5",)),
        ("L4", "S1", ("L4-L5", "L5-S1")),
        ("S1", "L4", ("L4-L5", "L5-S1")),
        ("O", "C2", ("O-C1", "C1-C2")),
        ("C6", "T1", ("C6-C7", "C7-T1")),
        ("T11", "L2", ("T11-T12", "T12-L1", "L1-L2")),
        ("S1", "S2", ("S1-S2",)),
        ("L5", "L5", ()),
        ("L5", "L6", ("L5-L6",)),
        ("L6", "S1", ("L6-S1",)),
        ("L4", "L6", ("L4-L5", "L5-L6")),
        ("T12", "T13", ("T12-T13",)),
    ],
)
def test_segments_between(upper: str, lower: str, segments: tuple[str, ...]) -> None:
    assert anatomy.segments_between(upper, lower) == segments


@pytest.mark.parametrize("name", ["C8", "T14", "L7", "S6", "D3", "", "l4", "L4-L5"])
def test_what_is_no_vertebra_is_refused(name: str) -> None:
    assert not anatomy.is_vertebra(name)
    with pytest.raises(ValueError, match="not a vertebra"):
        anatomy.segments_between(name, "L5")


@pytest.mark.parametrize(
    ("level", "region"),
    [
        ("O-C1", "occipito-atlanto-axial"),
        ("C1-C2", "occipito-atlanto-axial"),
        ("C2-C3", "cervical"),
        ("C6-C7", "cervical"),
        ("C7-T1", "cervicothoracic"),
        ("T1-T2", "thoracic"),
        ("T11-T12", "thoracic"),
        ("T12-L1", "thoracolumbar"),
        ("L1-L2", "lumbar"),
        ("L4-L5", "lumbar"),
        ("L5-S1", "lumbosacral"),
        ("L5-L6", "lumbar"),
        ("L6-S1", "lumbosacral"),
        ("S1-S2", "sacral"),
        ("C2", "occipito-atlanto-axial"),
        ("C3", "cervical"),
        ("T12", "thoracic"),
        ("L5", "lumbar"),
        ("S1", "sacral"),
        ("C8", "cervicothoracic"),
    ],
)
def test_region_of(level: str, region: str) -> None:
    assert anatomy.region_of(level) == region
    assert region in anatomy.REGIONS


@pytest.mark.parametrize("level", ["L5-L4", "L4-L4", "L4-X1", "L", "C9", "-"])
def test_region_of_what_is_no_level(level: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        anatomy.region_of(level)


def test_regions_of_keeps_the_order_and_drops_repeats() -> None:
    assert anatomy.regions_of(["L5-S1", "L3-L4", "L4-L5"]) == ("lumbosacral", "lumbar")
    assert anatomy.regions_of([]) == ()


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (["C2", "C3"], ("C2-C3",)),
        (["L3", "L4", "L5", "S1"], ("L3-L4", "L4-L5", "L5-S1")),
        (["L3", "L5"], ("L3", "L5")),
        (["L5", "L2", "L4-L5"], ("L2", "L4-L5")),
        (["L4"], ("L4",)),
        ([], ()),
    ],
)
def test_joined(listed: list[str], expected: tuple[str, ...]) -> None:
    assert anatomy.joined(listed) == expected


@pytest.mark.parametrize(
    ("levels", "construct", "expected"),
    [
        (["L3-L4"], ["L4-L5", "L5-S1"], True),
        (["S1-S2"], ["L5-S1"], True),
        (["L4-L5"], ["L4-L5", "L5-S1"], False),
        (["L2-L3"], ["L4-L5"], False),
        (["L3"], ["L4-L5"], True),
        (["L4"], ["L4-L5"], False),
        (["L2"], ["L4-L5"], False),
        (["C4-C5"], ["C3-C4", "C5-C6"], True),
        (["L4-L5"], ["L4", "L5"], False),
        (["L4-L5"], [], False),
        ([], ["L4-L5"], False),
        (["O-C1"], ["C1-C2"], True),
    ],
)
def test_adjacent(levels: list[str], construct: list[str], expected: bool) -> None:
    assert anatomy.adjacent(levels, construct) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (["L4-L5"], ["L4-L5", "L5-S1"], True),
        (["L4-L5"], ["L5-S1"], False),
        (["L5"], ["L4-L5"], True),
        (["L5-S1"], ["S1"], True),
        (["L3"], ["L4-L5"], False),
        (["L3"], ["L3"], True),
        ([], ["L3"], False),
    ],
)
def test_overlaps(a: list[str], b: list[str], expected: bool) -> None:
    assert anatomy.overlaps(a, b) is expected
    assert anatomy.overlaps(b, a) is expected


@given(vertebrae, vertebrae)
def test_a_range_is_a_chain_from_end_to_end(one: str, other: str) -> None:
    segments = anatomy.segments_between(one, other)
    assert segments == anatomy.segments_between(other, one)
    assert len(segments) == abs(COLUMN.index(one) - COLUMN.index(other))
    ends = [segment.split("-") for segment in segments]
    assert all(first[1] == second[0] for first, second in pairwise(ends))
    if segments:
        assert {ends[0][0], ends[-1][1]} == {one, other}


@given(vertebrae, vertebrae)
def test_neighbours_of_a_construct_are_no_part_of_it(one: str, other: str) -> None:
    construct = anatomy.segments_between(one, other)
    everywhere = anatomy.segments_between("O", "S5")
    near = [segment for segment in everywhere if anatomy.adjacent([segment], construct)]
    assert set(near).isdisjoint(construct)
    assert len(near) <= 2
    assert not any(anatomy.overlaps([segment], construct) for segment in near)
