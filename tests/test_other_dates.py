"""Contradictory dates of one operation: both are told."""

from __future__ import annotations

import pytest
from helpers import checker

NOTE = "HPI: s/p {first}. Back pain.\nPSH: {second}.\nASSESSMENT: Nonunion of the L4-L5 fusion."


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("L4-5 TLIF in June 2019", "L4-5 TLIF 2021", ["dated 2021 here, 2019 elsewhere"]),
        ("L4-5 TLIF 6/3/2019", "L4-5 TLIF 3/14/2019", ["dated otherwise here, in the same year"]),
        ("L4-5 TLIF in June 2019", "L4-5 TLIF 2019", []),
        ("L4-5 TLIF in June 2019", "L3-4 TLIF 2021", []),
        ("L4-5 TLIF in June 2019", "Revision L4-5 TLIF 2021", []),
        ("L4-5 TLIF in June 2019", "L4-5 laminectomy 2021", []),
    ],
)
def test_another_date_of_the_same_operation_is_told(first: str, second: str, told: list[str]) -> None:
    report = checker().check(NOTE.format(first=first, second=second), codes=["M96.0"], date="2025-03-18")
    item = next(item for item in report.codes[0].items if item.id == "prior_fusion_date")
    assert item.status == "met"
    assert [piece.why for piece in item.rejected if piece.contradicts] == told
