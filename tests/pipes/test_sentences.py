"""Sentences: texts with a bar behind each one. The bar is taken out before the text is read."""

from __future__ import annotations

import gc
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notecheck.pipes.sections import find_sections
from notecheck.pipes.sentences import find_sentences


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in find_sentences(text, find_sections(text))]


def check(barred: str) -> None:
    assert sentences(barred.replace("|", "")) == [part.strip() for part in barred.split("|")]


@pytest.mark.parametrize(
    "barred",
    [
        "She has pain.| It is worse at night.| No fever.",
        "Doing well!| Back at work.",
        "Is it fused?| Not yet.",
        "Nonunion of L4-5.|Pain is worse.",
        "No lucency .|  No gap.",
        "Solid fusion...| no lucency.",
        'He said "it never healed."| We agree.',
        "(See the CT.)| Nonunion.",
        "grade I.| He is well.",
        "Pain is 7/10.| 5/5 strength.",
        "one; two, three",
    ],
)
def test_stops(barred: str) -> None:
    check(barred)


@pytest.mark.parametrize(
    "barred",
    [
        "Seen by Dr. Orr and Ms. Wen.| Stable.",
        "He had a fusion by Dr. A. Smith in 2010.| Fine.",
        "Pain since approx. 2019.| Worse now.",
        "The fusion was done in Oct. 2019 at St. Mary's.",
        "Pt. had an ALIF.| Stable.",
        "Take 1 tab q.d. with food.| Return.",
        "A gap of 2.5 mm is seen.| Stable at 3.0 mm.",
        "Screws at L4, L5 etc.| The rods are intact.",
        "Screws at L4, L5 etc. and rods.",
        "vs. stress reaction",
        "1. Nonunion of L4-5.| 2. Diabetes.",
    ],
)
def test_abbreviations_end_nothing(barred: str) -> None:
    check(barred)


@pytest.mark.parametrize(
    "barred",
    [
        "1. Nonunion L4-5\n|2. Diabetes",
        "- TLIF 2019\n|- lami 2010",
        "* TLIF 2019\r\n|* lami 2010\r\n",
        "Surgeries| • TLIF 2019| • lami 2010",
        "[x] Smoker\n|[ ] Diabetes",
        "Pain\n|Numbness\n|Weakness",
        "Back pain\n\n|Leg pain",
        "Fused at L4-5\r\n|Gap at L5-S1\r\n",
        "Lumbar fusion? Y (2014)",
        "Lumbar fusion? Yes\n|Neck fusion? No",
        "L4-5 ALIF\tdone 2019",
        "Location: low back\n|Severity: 6/10",
        "She is followed by\n|Dr. Wen.",
    ],
)
def test_lines_and_items(barred: str) -> None:
    check(barred)


@pytest.mark.parametrize(
    "barred",
    [
        "The CT of the lumbar spine shows that the graft at\nL4-5 has not united.",
        "The CT of the lumbar spine that she had in March of this\nyear shows lucency.| Stable.",
        "She underwent decompression and fusion from L3 to L5 in Boston,\nand did well at first.",
        "There is a lucent cleft through the middle third of the graft\r\nwith no bridging bone.",
        "There is a lucent cleft through the middle third of the graft\n|- no bridging bone",
        "There is a lucent cleft through the middle third of the graft\n\n|with no bridging bone.",
    ],
)
def test_wrapped_lines_run_on(barred: str) -> None:
    check(barred)


def test_headers_stand_alone() -> None:
    check("HPI:| Pain.\n\n|PSH:| TLIF 2019\n|Assessment:| Nonunion")


def test_a_sentence_knows_its_section() -> None:
    text = "Seen.\nPSH: TLIF 2019.\nFH: None."
    sections = find_sections(text)
    assert [sections[s.section].name for s in find_sentences(text, sections)] == [
        "preamble", "past_surgical_history", "past_surgical_history", "family_history", "family_history",
    ]  # fmt: skip


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ["Pain. ", "PLAN:", "\n", "\r\n", "\n\n", "- ", "1. ", "Dr. ", "e.g. ", "L4-5 ", "... ", "?! ", "\t", "• ", "x" * 60]
        ),
        st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12),
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(PIECES)
def test_sentences_are_apart_within_sections_and_leave_only_blanks(pieces: list[str]) -> None:
    text = "".join(pieces)
    sections = find_sections(text)
    at = 0
    for sentence in find_sentences(text, sections):
        section = sections[sentence.section]
        assert at <= sentence.start < sentence.end <= len(text)
        assert section.start <= sentence.start
        assert sentence.end <= section.end
        assert text[at : sentence.start].strip() == ""
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        at = sentence.end
    assert text[at:].strip() == ""


@pytest.mark.parametrize(
    "unit", ["pain and more pain, ", "L4-5. ", "\n", "- a\n", ". ", "Dr. ", "A: b\n", "?", "(a) "]
)
def test_time_grows_with_the_text(unit: str) -> None:
    def took(size: int) -> float:
        text = unit * (size // len(unit))
        sections = find_sections(text)
        best = float("inf")
        gc.collect()
        gc.disable()  # what other tests have left in memory is not to be searched meanwhile
        try:
            for _ in range(2):
                start = time.process_time()
                find_sentences(text, sections)
                best = min(best, time.process_time() - start)
        finally:
            gc.enable()
        return best

    assert took(400_000) < 12 * took(100_000) + 0.05
