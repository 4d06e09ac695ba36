"""Complaints: which of them are the spine's."""

from __future__ import annotations

import pytest
from helpers import check


@pytest.mark.parametrize(
    "marked",
    [
        "[[Low back pain|symptom.pain site=back spine=yes]].",
        "[[Neck pain|symptom.pain site=neck spine=yes]].",
        "[[Wrist pain|symptom.pain site=limb spine=no]] after a lumbar fusion in 2019.",
        "[[Chest pain|symptom.pain site=other spine=no]] after a lumbar fusion in 2019.",
        "s/p L4-5 TLIF. [[Leg pain|symptom.pain site=leg spine=yes]].",
        "s/p C5-6 ACDF. [[Leg pain|symptom.pain site=leg spine=no]].",
        "s/p C5-6 ACDF. [[Arm pain|symptom.pain site=arm spine=yes]].",
        "s/p L4-5 TLIF. [[Arm pain|symptom.pain site=arm spine=no]].",
        "[[Leg pain|symptom.pain site=leg spine=no]].",
        "[[Back pain|symptom.pain site=back]] and [[leg pain|symptom.pain site=leg spine=yes]].",
        "[[Neck pain|symptom.pain site=neck]]. The [[pain|symptom.pain site=neck spine=yes]] is worse at night.",
        "The [[pain|symptom.pain site=unstated spine=no]] is worse at night.",
        "s/p L4-5 TLIF. [[Numbness|symptom.numbness spine=yes]].",
        "Ankle pain. s/p L4-5 TLIF. [[Swelling|symptom.swelling spine=no]].",
        "Scoliosis. [[Leg pain|symptom.pain spine=yes]].",
        "No scoliosis. [[Leg pain|symptom.pain spine=no]].",
        "Low back pain. [[Pain|symptom.pain site=arm spine=no]] at the front of the shoulder.",
        "Low back pain. [[Pain|symptom.pain site=limb spine=no]] in both knees.",
        "Low back pain. [[Pain|symptom.pain site=other spine=no]] with urination.",
        "Low back pain. He has a [[sore|symptom.pain site=other spine=no]] throat.",
        "Low back pain. He has dental [[pain|symptom.pain site=other spine=no]].",
        "Knee pain. [[Pain|symptom.pain site=back spine=yes]] in the lower back too.",
        "Low back pain. Denies knee pain. The [[pain|symptom.pain site=back spine=yes]] is sharp.",
        "Mild incisional [[soreness|symptom.pain site=back spine=yes]] low back with sitting.",
        "Neck pain. Severe [[pain|symptom.pain site=arm spine=yes]] down the back of the right arm.",
        "Ankle fusion in 2019. [[Numbness|symptom.numbness spine=no]].",
    ],
)
def test_complaints(marked: str) -> None:
    check(marked)
