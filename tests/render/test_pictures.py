"""The geometry of the spine map and the timeline."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notecheck.extraction import DateMention, Extraction, Procedure
from notecheck.render.spine import LABEL_HEIGHT, spine_map
from notecheck.render.timeline import timeline

from .helpers import NOTE, extraction, report_of

REPORT = report_of(NOTE, [], extraction=extraction())


def fusion(levels: tuple[str, ...], when: str | None = None, start: int = 0) -> Procedure:
    precision = {None: None, 4: "year", 7: "month", 10: "day"}[when and len(when)]  # type: ignore[index]
    date = DateMention.model_validate(
        {"start": 0, "end": 1, "text": "x", "value": when, "precision": precision}
    )
    return Procedure(
        kind="fusion",
        name="fusion",
        levels=levels,
        temporality="prior",
        date=date if when else None,
        start=start,
        end=start + 1,
        text="x",
        section="other",
        assertion="present",
    )


def with_fusions(*fusions: Procedure) -> Extraction:
    return Extraction(procedures=fusions)


def test_map_shows_what_the_note_asserts_with_one_vertebra_around() -> None:
    drawn = spine_map(REPORT, NOTE)
    assert drawn is not None
    assert [name for name, _ in drawn.vertebrae] == ["L2", "L3", "L4", "L5", "S1", "S2"]
    assert [(t.entry.name, t.entry.where) for t in drawn.tracks] == [
        ("Prior decompression", "L3-L4"),
        ("Prior fusion", "L4-S1"),
        ("Non-union", "L5-S1"),
    ]
    assert [entry.lines for entry in drawn.entries] == [(5,), (11,), (29,)]


@pytest.mark.parametrize(
    ("levels", "short", "bars"),
    [
        (("L4-L5", "L5-S1"), "L4-S1", 1),
        (("L5-S1", "L4-L5"), "L4-S1", 1),
        (("C4-C5", "L4-L5"), "C4-C5, L4-L5", 2),
        (("O-C1", "C1-C2"), "O-C2", 1),
        (("L5",), "L5", 1),
        (("S2-S3",), "S2-S3", 1),
    ],
)
def test_adjoining_segments_are_one_bar(levels: tuple[str, ...], short: str, bars: int) -> None:
    drawn = spine_map(report_of(NOTE, [], extraction=with_fusions(fusion(levels))), NOTE)
    assert drawn is not None
    (track,) = drawn.tracks
    assert (track.entry.where, len(track.stretches)) == (short, bars)


@pytest.mark.parametrize("levels", [(), ("L9-L10",), ("subtalar",), ("",)])
def test_no_map_without_a_known_level(levels: tuple[str, ...]) -> None:
    assert spine_map(report_of(NOTE, [], extraction=with_fusions(fusion(levels))), NOTE) is None


LEVELS = st.lists(
    st.sampled_from(["C4-C5", "C5-C6", "T1-T2", "T12-L1", "L4-L5", "L5-S1"]), min_size=1, max_size=4
)


@given(st.lists(LEVELS, min_size=1, max_size=12))
def test_labels_and_bars_never_overlap(many: list[list[str]]) -> None:
    fusions = [fusion(tuple(levels), start=number) for number, levels in enumerate(many)]
    text = "\n" * len(many)
    drawn = spine_map(report_of(text, [], extraction=with_fusions(*fusions)), text)
    assert drawn is not None
    labels = sorted(track.y for track in drawn.tracks)
    assert all(b - a > LABEL_HEIGHT - 0.01 for a, b in pairwise(labels))
    assert labels[-1] < drawn.height
    bars = sorted((t.x, *stretch) for t in drawn.tracks for stretch in t.stretches)
    assert all(a[0] != b[0] or a[2] < b[1] for a, b in pairwise(bars))


@given(st.lists(LEVELS, min_size=1, max_size=12))
def test_the_line_to_a_label_leaves_its_own_bar(many: list[list[str]]) -> None:
    fusions = [fusion(tuple(levels), start=number) for number, levels in enumerate(many)]
    text = "\n" * len(many)
    drawn = spine_map(report_of(text, [], extraction=with_fusions(*fusions)), text)
    assert drawn is not None
    for track in drawn.tracks:
        assert any(top <= track.hold <= bottom for top, bottom in track.stretches)


def test_what_is_said_twice_is_drawn_once_with_both_lines() -> None:
    twice = with_fusions(*(fusion(("L4-L5",), "2021", start) for start in (0, 2)))
    drawn = spine_map(report_of("a\nb\n", [], extraction=twice), "a\nb\n")
    assert drawn is not None
    assert [(e.where, e.details, e.lines) for e in drawn.entries] == [("L4-L5", ("2021",), (1, 2))]
    assert drawn.tracks[0].lines == ("L4-L5, 2021",)


def test_long_details_take_a_second_line_and_no_more() -> None:
    long = fusion(("L4-L5",), "2021-03-14").model_copy(update={"name": "minimally invasive " * 5})
    drawn = spine_map(report_of(NOTE, [], extraction=with_fusions(long)), NOTE)
    assert drawn is not None
    (track,) = drawn.tracks
    assert len(track.lines) == 2
    assert track.lines[-1].endswith("…")


def test_a_long_construct_is_one_range_on_the_timeline() -> None:
    long = fusion(("T12-L1", "L1-L2", "L2-L3"), "2021")
    drawn = timeline(report_of(NOTE, [], extraction=with_fusions(long)), NOTE)
    assert drawn is not None
    assert "fusion T12-L3" in [event.name for event in drawn.events]


def test_timeline_is_in_order_with_the_note_itself() -> None:
    drawn = timeline(REPORT, NOTE)
    assert drawn is not None
    assert [(e.when, e.kind) for e in drawn.events] == [
        ("2016", "procedure"),
        ("2021-03", "procedure"),
        ("2022", "symptom"),
        ("2024-04-18", "study"),
        ("2024-04-18", "study"),
        ("2024-05-02", "note"),
    ]


def test_a_year_is_longer_than_a_month_than_a_day() -> None:
    drawn = timeline(REPORT, NOTE)
    assert drawn is not None
    lengths = [placed.bottom - placed.top for placed in drawn.placed]
    assert lengths[0] > lengths[1] > lengths[3] == 0


@pytest.mark.parametrize("when", [None, "0000", "2021-13", "2021-02-30", "9999-12"])
def test_no_timeline_of_the_note_alone(when: str | None) -> None:
    assert timeline(report_of(NOTE, [], extraction=with_fusions(fusion((), when))), NOTE) is None


DATES = st.dates().map(str).flatmap(lambda day: st.sampled_from([day, day[:7], day[:4]]))


@given(st.lists(DATES.filter(lambda d: not d.startswith("9999")), min_size=1, max_size=20))
def test_everything_stays_on_the_picture(dates: list[str]) -> None:
    found = with_fusions(*(fusion((), when, start=n) for n, when in enumerate(dates)))
    drawn = timeline(report_of(NOTE, [], extraction=found), NOTE)
    assert drawn is not None
    for placed in drawn.placed:
        assert drawn.top - 0.1 <= placed.top <= placed.bottom <= drawn.bottom + 0.1
        assert placed.y < drawn.height
    assert len(drawn.ticks) <= 14
