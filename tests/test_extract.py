"""The extraction of whole notes: its parts agree with each other and with the text."""

from __future__ import annotations

import pytest
from helpers import checker

from notecheck.extraction import Extraction

NOTE = """SPINE CLINIC\t05/02/2024

HPI: Back pain since the L4-5 TLIF of March 2021 (Dr. Wen). Mother had a fusion.
IMAGING: CT 4/1/2024: lucency at L4-5, no hardware loosening.
MRI ordered.
ASSESSMENT: Nonunion L4-5 (M96.0). Z98.1.
PLAN: Revision fusion L4-S1.
"""


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return checker().extract(NOTE)


def test_operations(extraction: Extraction) -> None:
    assert [
        (p.kind, p.name, p.levels, p.temporality, p.assertion, p.date and p.date.value)
        for p in extraction.procedures
    ] == [
        ("fusion", "TLIF", ("L4-L5",), "prior", "present", "2021-03"),
        ("fusion", "fusion", (), "prior", "family", None),
        ("fusion", "fusion", ("L4-L5", "L5-S1"), "planned", "present", None),
    ]


def test_studies_are_those_that_were_done(extraction: Extraction) -> None:
    (study,) = extraction.imaging
    assert (study.modality, study.date and study.date.value, study.section) == ("CT", "2024-04-01", "imaging")
    assert [(f.finding, f.levels, f.assertion) for f in study.findings] == [
        ("lucency", ("L4-L5",), "present"),
        ("hardware_loosening", ("L4-L5",), "absent"),
    ]


def test_conditions(extraction: Extraction) -> None:
    (condition,) = extraction.conditions
    assert (condition.concept, condition.levels, condition.regions) == (
        "pseudarthrosis",
        ("L4-L5",),
        ("lumbar",),
    )
    assert (condition.assertion, condition.section) == ("present", "assessment")


def test_regions_are_those_of_asserted_operations(extraction: Extraction) -> None:
    assert extraction.regions == ("lumbar", "lumbosacral")


def test_numbers_point_to_mentions(extraction: Extraction) -> None:
    assert [m.id for m in extraction.mentions] == list(range(len(extraction.mentions)))
    for procedure in extraction.procedures:
        assert extraction.mentions[procedure.mentions[0]].start == procedure.start
    for study in extraction.imaging:
        assert study.mention is not None
        assert extraction.mentions[study.mention].group == "modality"
        for finding in study.findings:
            assert finding.mention is not None
            assert extraction.mentions[finding.mention].concept == finding.finding


def test_lines_count_from_one(extraction: Extraction) -> None:
    for mention in extraction.mentions:
        assert mention.line == NOTE.count("\n", 0, mention.start) + 1


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Assessment: M96.0, M43.26.", ["M96.0", "M43.26"]),
        ("ICD-10: T84.216A and Z98.1", ["T84.216A", "Z98.1"]),
        ("(M54.50)", ["M54.50"]),
        ("m96.0 and M960", []),
        ("Version v1.M96.0", []),
        ("Dose 2.5 mg, L4.5, grade A.", []),
        ("M96.01234", []),
        ("http://x.y/M96.0", ["M96.0"]),
        ("M96.0,M96.1", ["M96.0", "M96.1"]),
    ],
)
def test_written_codes(text: str, codes: list[str]) -> None:
    found = checker().extract(text).codes
    assert [code.code for code in found] == codes
    assert all(text[code.start : code.end] == code.text for code in found)


def test_a_note_that_says_nothing() -> None:
    assert checker().extract("Thank you for the flowers.") == Extraction()
