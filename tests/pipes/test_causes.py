"""Causes: which complaint comes from which condition, in so many words."""

from __future__ import annotations

import pytest
from helpers import check

TIED = [
    "[[Low back pain|symptom.pain link=caused_by:explicit:it]] due to the L4-5 [[pseudarthrosis|condition.pseudarthrosis id=it]].",
    "The L5-S1 [[nonunion|condition.pseudarthrosis id=it]] is causing her [[left leg pain|symptom.pain link=caused_by:explicit:it]].",
    "I attribute her [[pain|symptom.pain link=caused_by:explicit:it]] to the [[nonunion|condition.pseudarthrosis id=it]].",
    "[[Back pain|symptom.pain link=caused_by:explicit:it]] from the L4-5 [[pseudarthrosis|condition.pseudarthrosis id=it]].",
    "The [[pain in her neck|symptom.pain link=caused_by:explicit:it]] is explained by the [[nonunion|condition.pseudarthrosis id=it]] at C6-7.",
    "[[Pseudarthrosis|condition.pseudarthrosis id=it]] C5-6 with resulting [[neck pain|symptom.pain link=caused_by:explicit:it]]",
    "[[Numbness|symptom.numbness link=caused_by:explicit:it]] 2/2 [[stenosis|condition.stenosis id=it]] at L4-5",
    "[[Radiculopathy|condition.radiculopathy link=caused_by:explicit:it]] secondary to [[disc herniation|condition.disc_herniation id=it]] at L5-S1.",
    "The [[nonunion|condition.pseudarthrosis id=it]] is the source of her [[back pain|symptom.pain link=caused_by:explicit:it]].",
]

BY_PRONOUN = [
    "[[Pseudarthrosis|condition.pseudarthrosis id=it]] at L4-5. This is the source of her [[back pain|symptom.pain link=caused_by:explicit:it]].",
    "[[Nonunion|condition.pseudarthrosis id=it]] at L4-5. Her [[leg pain|symptom.pain link=caused_by:explicit:it]] comes from this level.",
    "[[Nonunion|condition.pseudarthrosis]] at L4-5. She sleeps well. She eats well. She walks. She works. This is the source of her [[back pain|symptom.pain link=-]].",
    "HPI: [[Nonunion|condition.pseudarthrosis]] at L4-5.\nPLAN: This is the source of her [[back pain|symptom.pain link=-]].",
]

NOT_TIED = [
    "[[Low back pain|symptom.pain link=-]] and [[pseudarthrosis|condition.pseudarthrosis]].",
    "[[Back pain|symptom.pain link=-]] from lifting; [[pseudarthrosis|condition.pseudarthrosis]] is stable.",
    "[[Back pain|symptom.pain link=-]] is not due to the [[nonunion|condition.pseudarthrosis]].",
    "Her [[numbness|symptom.numbness link=-]] is unrelated to the [[pseudarthrosis|condition.pseudarthrosis]].",
    "Her [[arm weakness|symptom.weakness link=caused_by:explicit:it]] stems from the C5-6 [[stenosis|condition.stenosis id=it]], not from the [[pseudarthrosis|condition.pseudarthrosis]].",
    "No [[pain|symptom.pain assertion=absent link=-]] from the [[nonunion|condition.pseudarthrosis]].",
    "[[Back pain|symptom.pain link=-]]. [[Pseudarthrosis|condition.pseudarthrosis]] L4-5.",
]


@pytest.mark.parametrize("marked", TIED + BY_PRONOUN + NOT_TIED)
def test_causes(marked: str) -> None:
    check(marked)
