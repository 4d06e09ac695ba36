"""Merging: which mentions speak of one operation."""

from __future__ import annotations

import pytest
from helpers import check, checker

SAME = [
    "PSH: L4-5 [[TLIF|procedure.fusion id=op]] 2019.\nHPI: The [[fusion|procedure.fusion same=op]] did well.",
    "L4-5 [[TLIF|procedure.fusion id=op]] 2019. Nonunion of the L4-5 [[fusion|procedure.fusion same=op]].",
    "L3-S1 [[fusion|procedure.fusion id=op]] in 2018. The L4-5 level of the [[fusion|procedure.fusion same=op]] has a gap.",
    "L4-5 [[fusion|procedure.fusion id=op]] four years ago. [[TLIF|procedure.fusion same=op]] L4-5 in June 2020.",
    "L4-5 [[TLIF|procedure.fusion id=op]] in 2019. Her 2019 [[fusion|procedure.fusion same=op]] is solid.",
    "[[ACDF|procedure.fusion id=op]] C5-6 2015. The [[cervical fusion|procedure.fusion same=op]] is solid.",
    "L5-S1 [[fusion|procedure.fusion id=op]]. The [[lumbar fusion|procedure.fusion same=op]] of 2016 hurts.",
    "Laminectomy L4 and [[fusion|procedure.fusion id=op]] L4-5 in 2015. Pain since the [[fusion|procedure.fusion same=op]].",
]

APART = [
    "[[ACDF|procedure.fusion id=op]] C5-6 in 2015 and [[PLIF|procedure.fusion apart=op]] L4-5 in 2019.",
    "L4-5 [[TLIF|procedure.fusion id=op]] in 2019, and again [[TLIF|procedure.fusion apart=op]] L4-5 in 2021.",
    "L4-5 [[TLIF|procedure.fusion id=op]] in 2019.\nPLAN: [[revision fusion|procedure.fusion apart=op temporality=planned]] L4-5.",
    "[[Laminectomy|procedure.decompression id=op]] L4 2010. [[Laminectomy|procedure.decompression apart=op]] C4 2012.",
    "Ankle [[fusion|procedure.fusion id=op]] in 2015. L4-5 [[fusion|procedure.fusion apart=op]] in 2019.",
    "[[Anterior fusion|procedure.fusion id=op]] L5-S1 2019 and [[posterior fusion|procedure.fusion apart=op]] L5-S1 2019",
    "L4-5 [[fusion|procedure.fusion id=op]] in 2019. Mother had a [[fusion|procedure.fusion apart=op assertion=family]].",
    "L4-5 [[fusion|procedure.fusion id=op]] and [[laminectomy|procedure.decompression apart=op]] in 2019.",
    "L3-S1 [[fusion|procedure.fusion id=op]] in 2018. A L4-5 [[fusion|procedure.fusion apart=op]] in 2012 came first.",
]

LAST = [
    "[[ACDF|procedure.fusion id=neck]] C5-6 in 2015. [[PLIF|procedure.fusion id=back]] L4-5 in 2019. The [[fusion|procedure.fusion same=back]] hurts.",
    "[[PLIF|procedure.fusion id=back]] L4-5 in 2019. [[ACDF|procedure.fusion id=neck]] C5-6 in 2015. The [[fusion|procedure.fusion same=neck]] hurts.",
]


@pytest.mark.parametrize("marked", SAME + APART + LAST)
def test_merging(marked: str) -> None:
    check(marked)


def test_the_best_documented_mention_speaks_for_the_operation() -> None:
    text = "The fusion failed. PSH: L4-5 TLIF in March 2019. Her 2019 lumbar fusion was open."
    extraction = checker().extract(text, date="2024-05-02")
    (operation,) = [p for p in extraction.procedures if p.kind == "fusion"]
    assert (operation.name, operation.text, operation.approach) == ("TLIF", "TLIF", "posterior")
    assert (operation.levels, operation.regions) == (("L4-L5",), ("lumbar",))
    assert operation.date is not None
    assert operation.date.value == "2019-03"
    assert len(operation.mentions) == 3
    assert extraction.mentions[operation.mentions[0]].text == "TLIF"
