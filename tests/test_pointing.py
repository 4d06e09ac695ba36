"""Pointing: which codes are checked where none was asked for."""

from __future__ import annotations

import pytest
from helpers import checker


def codes(text: str, setting: str = "outpatient") -> list[str]:
    return [code.code for code in checker().check(text, setting=setting).codes]


@pytest.mark.parametrize(
    ("text", "pointed"),
    [
        ("Pseudarthrosis of the L4-5 fusion of 2019.", ["M96.0"]),
        ("Possible pseudarthrosis of the L4-5 fusion of 2019.", ["M96.0"]),
        ("Postlaminectomy syndrome after L4 laminectomy in 2018.", ["M96.1"]),
        ("Spontaneous fusion of C4-C5 is seen on CT.", ["M43.22"]),
        ("Spontaneous ankylosis of C7-T1 and of L5-S1.", ["M43.23", "M43.27"]),
        ("Ankylosis of the spine, spontaneous.", ["M43.20"]),
        ("Assessment: M96.1.", ["M96.1"]),
        ("Assessment: M43.26.", ["M43.26"]),
        ("Assessment: M54.50.", []),
        ("No pseudarthrosis of the L4-5 fusion.", []),
        ("Risks include pseudarthrosis.", []),
        ("Mother had a pseudarthrosis.", []),
        ("Nonunion of the tibia.", []),
        ("L4-5 TLIF in 2019, doing well.", []),
        ("Back pain since 2019.", []),
        ("Thank you for the flowers.", []),
    ],
)
def test_codes(text: str, pointed: list[str]) -> None:
    assert codes(text) == pointed


def test_a_written_code_is_checked_whatever_the_note_says() -> None:
    assert set(codes("Pseudarthrosis of the L4-5 fusion. Billed M96.1.")) == {"M96.0", "M96.1"}


def test_the_best_supported_code_stands_first() -> None:
    text = (
        "PSH: L4 laminectomy in 2018, L4-5 TLIF in 2019.\nCT: lucency at L4-5, no bridging bone.\n"
        "ASSESSMENT: Pseudarthrosis of the 2019 L4-5 TLIF. Possible postlaminectomy syndrome."
    )
    report = checker().check(text)
    order = ["complete", "codable", "incomplete", "conflicting", "not_supported"]
    ranks = [(order.index(code.verdict), -(code.score or 0)) for code in report.codes]
    assert report.codes[0].code == "M96.0"
    assert len(ranks) == 2
    assert ranks == sorted(ranks)
