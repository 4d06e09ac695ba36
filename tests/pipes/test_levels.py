"""Levels in every notation, and what only looks like one.

In the tables a mark is written as ``text=levels``; a root as ``text=root``; a region as
``text=@region``, a weak one as ``text=~region``. Marks are separated by `` | ``.
"""

from __future__ import annotations

import pickle
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notecheck.anatomy import regions_of, segments_between
from notecheck.pipes.levels import LevelMark, find_levels


def shown(text: str) -> str:
    """Write the marks of a text as the tables do."""
    return " | ".join(f"{text[mark.start : mark.end]}={meaning(mark)}" for mark in find_levels(text))


def meaning(mark: LevelMark) -> str:
    if mark.kind == "root":
        return "root"
    if mark.levels:
        return " ".join(mark.levels)
    return f"{'~' if mark.weak else '@'}{mark.regions[0]}"


SPELLED = [
    ("Laminectomy L4-5.", "L4-5=L4-L5"),
    ("TLIF L4-L5", "L4-L5=L4-L5"),
    ("TLIF L4/5 was done", "L4/5=L4-L5"),
    ("L4/L5/S1 fused", "L4/L5/S1=L4-L5 L5-S1"),
    ("L4–L5, L4—5 and L4‑5", "L4–L5=L4-L5 | L4—5=L4-L5 | L4‑5=L4-L5"),
    ("T12- L2 and L4 - S1", "T12- L2=T12-L1 L1-L2 | L4 - S1=L4-L5 L5-S1"),
    ("an L5 S1 disc", "L5 S1=L5-S1"),
    ("L4 L5 S1 fusion", "L4 L5 S1=L4-L5 L5-S1"),
    ("old L4 S1 fusion", "L4 S1=L4-L5 L5-S1"),
    ("s/p L45 TLIF and C56 ACDF", "L45=L4-L5 | C56=C5-C6"),
    ("PLIF L5S1, L4L5", "L5S1=L5-S1 | L4L5=L4-L5"),
    ("from T10 to L1", "T10 to L1=T10-T11 T11-T12 T12-L1"),
    ("L3 through S1, L3 thru S1", "L3 through S1=L3-L4 L4-L5 L5-S1 | L3 thru S1=L3-L4 L4-L5 L5-S1"),
    ("C2 down to T1", "C2 down to T1=C2-C3 C3-C4 C4-C5 C5-C6 C6-C7 C7-T1"),
    ("corpectomy C3 though C5", "C3 though C5=C3-C4 C4-C5"),
    ("C5-7 plate, T2-4 rods", "C5-7=C5-C6 C6-C7 | T2-4=T2-T3 T3-T4"),
    ("C5-6-7 ACDF", "C5-6-7=C5-C6 C6-C7"),
    ("C3-4 through C6-7", "C3-4 through C6-7=C3-C4 C4-C5 C5-C6 C6-C7"),
    ("L2-3, 3-4 and 4-5", "L2-3=L2-L3 | 3-4=L3-L4 | 4-5=L4-L5"),
    ("L3-4, 4-5 and 5-S1", "L3-4=L3-L4 | 4-5=L4-L5 | 5-S1=L5-S1"),
    ("C4/5, 5/6", "C4/5=C4-C5 | 5/6=C5-C6"),
    ("L4-5/L5-S1 facets", "L4-5=L4-L5 | L5-S1=L5-S1"),
    ("L4-5 L5-S1 facets", "L4-5=L4-L5 | L5-S1=L5-S1"),
    ("C5, 6, and 7", "C5=C5 | 6=C6 | 7=C7"),
    ("C6 and C7 bodies", "C6=C6 | C7=C7"),
    ("screws at L3, L4, L5 and S1", "L3=L3 | L4=L4 | L5=L5 | S1=S1"),
    ("the space between L4 and L5", "L4 and L5=L4-L5"),
    ("anterolisthesis of L4 on L5", "L4 on L5=L4-L5"),
    ("L-4-5 disc, C-6 body", "L-4-5=L4-L5 | C-6=C6"),
    ("C 5-6 disc, L 4 S 1 fusion", "C 5-6=C5-C6 | L 4 S 1=L4-L5 L5-S1"),
    ("l4-5, c5/6, l5-s1", "l4-5=L4-L5 | c5/6=C5-C6 | l5-s1=L5-S1"),
    ("dictated L4 five disc, L for 5, L five-S one", "L4 five=L4-L5 | L for 5=L4-L5 | L five-S one=L5-S1"),
    ("L four five disc", "L four five=L4-L5"),
    ("lumbar 4-5 and cervical five-six", "lumbar 4-5=L4-L5 | cervical five-six=C5-C6"),
    ("thoracic 10 through lumbar 2", "thoracic 10 through lumbar 2=T10-T11 T11-T12 T12-L1 L1-L2"),
    ("fifth lumbar vertebra; 6th cervical vertebra", "fifth lumbar vertebra=L5 | 6th cervical vertebra=C6"),
    ("third through fifth lumbar vertebrae", "third through fifth lumbar vertebrae=L3-L4 L4-L5"),
    ("O-C2, Oc-C1, occiput to C3", "O-C2=O-C1 C1-C2 | Oc-C1=O-C1 | occiput to C3=O-C1 C1-C2 C2-C3"),
    ("C0-C1 and C2-occiput", "C0-C1=O-C1 | C2-occiput=O-C1 C1-C2"),
    ("C7-1, T12-1, L5-1", "C7-1=C7-T1 | T12-1=T12-L1 | L5-1=L5-S1"),
    ("L5-sacrum, S1-S2 and L5-L6", "L5-sacrum=L5-S1 | S1-S2=S1-S2 | L5-L6=L5-L6"),
    ("C5-6ACDF and L4-5TLIF", "C5-6=C5-C6 | L4-5=L4-L5"),
    ('(L4-5) "L5-S1", L5-S1\'s', "L4-5=L4-L5 | L5-S1=L5-S1 | L5-S1=L5-S1"),
    ("ALIF L5-S1,grade 1", "L5-S1=L5-S1"),
    ("fusion S1-L4", "S1-L4=L4-L5 L5-S1"),
    ("C4-C5,\nC5-C6", "C4-C5=C4-C5 | C5-C6=C5-C6"),
    ("atlantoaxial fusion, atlanto-occipital joint", "atlantoaxial=C1-C2 | atlanto-occipital joint=O-C1"),
]


@pytest.mark.parametrize(("text", "expected"), SPELLED)
def test_every_spelling_of_a_level(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C5-6 and 6 months of therapy", "C5-6=C5-C6"),
        ("C5 and 6 weeks later", "C5=C5"),
        ("L4-5, 5-6 weeks", "L4-5=L4-L5"),
        ("L4-5 3 mm slip", "L4-5=L4-L5"),
        ("ACDF C5-6, 6/2019", "C5-6=C5-C6"),
        ("L4-5 pain 5-6/10", "L4-5=L4-L5"),
        ("ALIF L5-S1 5-6-19", "L5-S1=L5-S1"),
        ("S1, 40-mm screws", "S1=S1"),
        ("closed at L4 and 5-0 nylon", "L4=L4"),
        ("L4-5 - L5 body", "L4-5=L4-L5 | L5=L5"),
        ("EHL R 5/5, L 4/5. Grip L 18 kg", ""),
        ("lumbar 2 level fusion", "lumbar=@lumbar"),
        ("cervical 3 views", "cervical=@cervical"),
    ],
)
def test_numbers_beside_a_level_stay_out_of_it(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "L5 radiculopathy",
        "C6 radics",
        "in a C6 distribution",
        "the S1 root",
        "left L5 nerve root",
        "the L3 dermatome",
        "C5-6 radiculopathy",
        "both L5 roots were free",
        "C7 weakness",
        "absent S1 reflex",
        "the T12 rib",
        "L4 radiculitis",
        "a C8 nerve",
        "L5 myotome",
        "L5 nerve root block",
        "L4 selective nerve root block",
        "the L5 pattern",
        "roots L5",
        "nerve root at L5",
        "radiculopathy at C6",
        "sensation intact L2-S1",
        "Motor 5/5 C5-T1",
        "sensation to light touch in the L5",
        "decreased pinprick below T9",
        "triceps (C7)",
        "biceps (C5-6)",
        "L5: EHL 4/5",
        "L5 4/5",
        "C8/T1 denervation",
        "a T10 sensory level",
        "L3-S1 medial branch blocks",
        "L5\nradiculopathy",
    ],
)
def test_roots_are_no_levels(text: str) -> None:
    (mark,) = find_levels(text)
    assert (mark.kind, mark.levels, mark.regions) == ("root", (), ())
    assert mark.written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L4 and L5 distribution", "L4=root | L5=root"),
        ("the L4, L5, and S1 nerve roots", "L4=root | L5=root | S1=root"),
        ("L5 versus S1 radiculopathy", "L5=root | S1=root"),
        ("around the L4-5 and S1 nerve roots", "L4-5=root | S1=root"),
        ("HNP at L4-5, L5 radiculopathy", "L4-5=L4-L5 | L5=root"),
        ("HNP L4-5\nRadiculopathy", "L4-5=L4-L5"),
        ("C6 radiculopathy after fusion at C5-6", "C6=root | C5-6=C5-C6"),
        ("nerve root compression at L4-5", "L4-5=L4-L5"),
        ("decompression L4-5 and nerve root exploration", "L4-5=L4-L5"),
        ("L5 transforaminal injection", "L5=L5"),
        ("L4 and L5 screws", "L4=L4 | L5=L5"),
        ("weakness from L4-5 stenosis", "L4-5=L4-L5"),
        ("numbness. L4-5 laminectomy", "L4-5=L4-L5"),
        ("C6 spinous process", "C6=C6"),
    ],
)
def test_what_a_root_word_rules(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Sag T1, T2, STIR; axial T2",
        "T2-weighted images",
        "T1- and T2-weighted series",
        "T2 hyperintensity; bright on T2",
        "decreased T1 and increased T2 signal",
        "TSH 1.2, free T4 1.34, total T3 and T4",
        "T3, T4 and TSH were normal",
        "C3 and C4 complement",
        "C1 esterase inhibitor",
        "C5a, C9, T14, L7, S7, C8a",
        "HEART: S1, S2 normal. No S3 or S4.",
        "Regular rate and rhythm. S1 and S2 without murmur",
        "CV: normal S1/S2",
        "loud S2 and a soft S1 with a murmur",
        "irregular rhythm, S1 slightly accentuated",
        "Normal S1-S2 without gallop",
        "stage T2, N0; T3N0M0; T1 N0; T3/Nx",
        "M54.50, S12.1XXA, C50.9, T84.226A, T36.6C",
        "P.O. Box, L5 5JQ",
        "vitamin D3, vitamin C 5, hep C 3",
        "PD-L1, IL-2, CO2, HbA1c, H1N1, C02",
        "EEG C3-A2 and F3-C3",
        "a C 8 inch tube, VS: T 98 P 70",
        "C. diff, Senna S 2 tablets",
    ],
)
def test_what_only_looks_like_a_level(text: str) -> None:
    assert shown(text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("burst fracture of T1", "T1=T1"),
        ("the T2 vertebral body", "T2=T2"),
        ("T3 and T4 compression fractures", "T3=T3 | T4=T4"),
        ("S1 and S2 screws", "S1=S1 | S2=S2"),
        ("bridging bone at S1-S2", "S1-S2=S1-S2"),
        ("tender at S1", "S1=S1"),
        ("T1-T2 disc", "T1-T2=T1-T2"),
    ],
)
def test_levels_that_could_be_taken_for_something_else(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("T11-L2 (thoracolumbar)", "T11-L2=T11-T12 T12-L1 L1-L2 | thoracolumbar=@thoracolumbar"),
        ("Lumbar fusion, C-spine and c spine", "Lumbar=@lumbar | C-spine=@cervical | c spine=@cervical"),
        ("T-spine, L-spine, LS spine", "T-spine=@thoracic | L-spine=@lumbar | LS spine=@lumbosacral"),
        ("cervicothoracic junction, CTJ", "cervicothoracic junction=@cervicothoracic | CTJ=@cervicothoracic"),
        ("craniocervical junction", "craniocervical junction=@occipito-atlanto-axial"),
        ("occipitocervical fusion", "occipitocervical=@occipito-atlanto-axial"),
        ("thoraco-lumbar and lumbo-sacral", "thoraco-lumbar=@thoracolumbar | lumbo-sacral=@lumbosacral"),
        ("neck and low back pain, mid back", "neck=~cervical | low back=~lumbar | mid back=~thoracic"),
        ("femoral neck, neck veins, bladder neck", ""),
        ("lumbar puncture, cervical lymph nodes, thoracic aorta, sacral decubitus", ""),
        ("come back to the spine clinic", ""),
        ("midlumbar? sublumbar", ""),
    ],
)
def test_regions_in_words(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text", ["sacroiliac joint", "SI joints", "both SIJ", "SIJs", "sacro-iliac fusion", "s-i joint"]
)
def test_the_sacroiliac_joint_is_sacral(text: str) -> None:
    (mark,) = find_levels(text)
    assert (mark.joint, mark.kind, mark.levels, mark.regions) == ("sacroiliac", "region", (), ("sacral",))


@pytest.mark.parametrize(
    "text", ["T10-pelvis", "T10 to the pelvis", "T10–ilium", "T10-S2AI", "T10-S1/pelvis"]
)
def test_a_range_to_the_pelvis_ends_at_the_sacrum(text: str) -> None:
    (mark,) = find_levels(text + " fusion")
    assert text == (text + " fusion")[mark.start : mark.end]
    assert mark.pelvis
    assert mark.levels == segments_between("T10", "S1")
    assert mark.regions == ("thoracic", "thoracolumbar", "lumbar", "lumbosacral")


def test_a_list_is_one_group() -> None:
    marks = find_levels("ACDF C4-5, 5-6 and C6-7; later L4-5")
    assert [mark.group for mark in marks] == [5, 5, 5, 31]


def test_offsets_are_of_the_untouched_text() -> None:
    text = "İstanbul 👍\r\nKİFOZ:\tL4-5 ve lumbar,\u00a0SIJ"
    assert shown(text) == "L4-5=L4-L5 | lumbar=@lumbar | SIJ=@sacral"


def test_a_stretch_of_the_text() -> None:
    text = "Fusion L4-5. HEART: S1, S2 normal. C5-6 radiculopathy. Lumbar pain, L3-S1."
    everything = find_levels(text)
    for start in range(len(text)):
        if text[start - 1 : start].isspace() and text[start - 2 : start - 1] == ".":
            assert find_levels(text, start) == [mark for mark in everything if mark.start >= start]
    assert find_levels(text, 7, 10) == find_levels("Fusion L4", 7)
    assert find_levels("", 0, 0) == find_levels("L", 0, 5) == []


def test_marks_survive_pickling() -> None:
    marks = find_levels("T10-pelvis and SIJ")
    assert pickle.loads(pickle.dumps(marks)) == marks


@pytest.mark.parametrize(
    "piece", ["L4-5, ", "S1, ", "neck ", "L4 to ", " ", "L", "L 4 ", "T1 ", "Motor 5/5 and "]
)
def test_a_long_line_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        best = float("inf")
        for _ in range(2):
            begin = time.perf_counter()
            find_levels(text)
            best = min(best, time.perf_counter() - begin)
        return best

    assert seconds(160_000) < 16 * seconds(40_000) + 0.1


COLUMN = [f"{a}{n}" for a, last in (("C", 7), ("T", 12), ("L", 5)) for n in range(1, last + 1)] + ["S1"]
FULL = ["-", "–", " - ", "/", " to ", " through ", " thru ", " TO ", "- ", "\u2011", " down to ", "-to-"]
SHORT = ["-", "/", "–", " to ", " thru "]


@st.composite
def ranges(draw: st.DrawFn) -> tuple[str, str, str]:
    """A range of two vertebrae and one way to write it."""
    first = draw(st.integers(0, len(COLUMN) - 2))
    upper, lower = COLUMN[first], COLUMN[draw(st.integers(first + 1, len(COLUMN) - 1))]
    if draw(st.booleans()) and upper[0] == lower[0]:
        written = upper + draw(st.sampled_from(SHORT)) + lower[1:]
    elif draw(st.booleans()):
        written = lower + draw(st.sampled_from(FULL)) + upper
    else:
        written = upper + draw(st.sampled_from(FULL)) + lower
    return upper, lower, written.lower() if draw(st.booleans()) else written


@settings(max_examples=300)
@given(
    ranges(),
    st.sampled_from(["fusion ", "s/p ", "(", "", "A solid fusion from ", "ACDF:\t"]),
    st.sampled_from(["", ".", ")", " fusion", "\r\n"]),
)
def test_a_range_means_the_same_in_any_notation(
    written: tuple[str, str, str], before: str, after: str
) -> None:
    upper, lower, notation = written
    text = before + notation + after
    (mark,) = find_levels(text)
    assert text[mark.start : mark.end] == notation
    assert mark.kind == "segment"
    assert mark.levels == mark.written == segments_between(upper, lower)
    assert mark.regions == regions_of(mark.levels)


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            ["L4", "-5", " L5-S1", ", ", " and ", "C5/6", " to ", "T1", "T2", "S1", "neck", " lumbar ", "fifth lumbar body",
             "SIJ", "İ", "👍", " roots", "radic", "occiput", "-pelvis", " 4", " five", "\n", "L ", "C 5-6", "/5", ".", "4-5", "spine"]
        )
    ).map("".join)
)  # fmt: skip
def test_marks_never_overlap_and_lie_in_the_text(text: str) -> None:
    marks = find_levels(text)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)
    assert all(one.end <= other.start for one, other in pairwise(marks))
    for mark in marks:
        assert text[mark.start : mark.end].strip() == text[mark.start : mark.end]
        assert (mark.kind == "root") == (not mark.levels and not mark.regions)
        if mark.kind in ("segment", "vertebra"):
            assert mark.regions == regions_of(mark.levels)
