"""Refining: what the words beside a mention make of it."""

from __future__ import annotations

import pytest
from helpers import check

FRACTURES = [
    "[[Nonunion|condition.fracture_nonunion]] of the tibia after IM nail.",
    "Femoral shaft fracture with [[nonunion|condition.fracture_nonunion]].",
    "Scaphoid [[nonunion|condition.fracture_nonunion]].",
    "Odontoid fracture [[nonunion|condition.fracture_nonunion]].",
    "[[Nonunion|condition.pseudarthrosis]] at the L4-5 [[fusion|procedure.fusion]], old pars fracture.",
    "[[Pseudarthrosis|condition.pseudarthrosis]] of the ankle [[fusion|procedure.fusion]].",
    "Tibial fracture in 2019, nailed. The [[nonunion|condition.fracture_nonunion]] persists.",
    "Tibial fracture in 2019, nailed. s/p L4-5 [[fusion|procedure.fusion]]. The [[nonunion|condition.pseudarthrosis]] persists.",
    "[[Nonunion|condition.pseudarthrosis]] L4-5 with a [[rod fracture|finding.hardware_fracture]].",
]

OPPOSITES = [
    "CT does [[not show bridging bone|finding.absent_bridging negated=yes]] at L4-5.",
    "[[No evidence of solid fusion|condition.pseudarthrosis assertion=present]] at C5-6.",
    "The study shows [[bridging bone|finding.bridging_bone]] at L4-5.",
]

SCREWS = [
    "[[Lucency around|finding.lucency site=screw]] the S1 screws.",
    "[[Lucency|finding.lucency site=-]] through the graft at L5-S1.",
    "[[Lucency|finding.lucency site=screw]] is seen about the left pedicle screw.",
]

MOTION = [
    "Less than [[2 degrees of motion|finding.motion assertion=absent]] at L4-5.",
    "[[4 mm of motion|finding.motion]] at L4-5 on flexion-extension.",
    "no more than [[1 mm of translation|finding.motion assertion=absent]] at L4-5",
]

SCOPE = [
    "[[No bridging bone|finding.absent_bridging]] at L4-5, with a 2 mm [[lucency|finding.lucency assertion=present]].",
    "There is [[no bridging bone|finding.absent_bridging]] and a [[lucent cleft|finding.gap assertion=present]].",
    "No [[screw loosening|finding.hardware_loosening assertion=absent]] and no [[lucency|finding.lucency assertion=absent]].",
    "No [[screw loosening|finding.hardware_loosening assertion=absent]] or [[lucency|finding.lucency assertion=absent]].",
    "Suggestive of [[nonunion|condition.pseudarthrosis assertion=uncertain]], with [[no bridging bone|finding.absent_bridging assertion=present]].",
    "The [[fusion mass is incomplete|condition.pseudarthrosis assertion=uncertain]].",
]

TABLES = [
    "[[TLIF|procedure.fusion assertion=present date=2019]] | N/A | 2019",
]

JOINTS = [
    "Ankle [[fusion|procedure.fusion joint=ankle]] in 2019. The [[subtalar joint is preserved|statement.joint_normal adjacent=yes]].",
]


@pytest.mark.parametrize("marked", FRACTURES + OPPOSITES + SCREWS + MOTION + SCOPE + TABLES + JOINTS)
def test_refining(marked: str) -> None:
    check(marked)
