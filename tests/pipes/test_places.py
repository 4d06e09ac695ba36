"""Places: the levels, region or joint of each thing of a sentence."""

from __future__ import annotations

import pytest
from helpers import check

OPERATIONS = [
    "[[TLIF|procedure.fusion levels=L4-L5 regions=lumbar place=L4-5]] L4-5",
    "L4/5 [[revision posterior fusion|procedure.fusion levels=L4-L5]] in 2019",
    "[[Fusion|procedure.fusion levels=L3-L4,L4-L5,L5-S1 regions=lumbar,lumbosacral]] from L3 to S1 in 2015",
    "[[PSF|procedure.fusion levels=T10-T11,T11-T12,T12-L1,L1-L2 regions=thoracic,thoracolumbar,lumbar]] T10-L2",
    "L4-5 and L5-S1 [[arthrodesis|procedure.fusion levels=L4-L5,L5-S1]] in 2011",
    "[[Occiput to C2|!procedure.*]] [[fusion|procedure.fusion levels=O-C1,C1-C2 regions=occipito-atlanto-axial]] in 2018",
    "[[ACDF|procedure.fusion levels=C5-C6,C6-C7]] C5-7, then [[PLIF|procedure.fusion levels=L4-L5]] L4-5",
    "L4 [[laminectomy|procedure.decompression levels=L4]] with L4-5 [[TLIF|procedure.fusion levels=L4-L5]]",
    "[[TLIF|procedure.fusion levels=L4-L5]] at L4-5 with [[laminectomy|procedure.decompression levels=L3-L4]] at L3-4",
    "HNP L5-S1 treated with [[micro-d|procedure.discectomy levels=L5-S1]]",
    "a [[lumbar fusion|procedure.fusion levels=- regions=lumbar]] in 2016",
    "[[ACDF|procedure.fusion levels=- regions=cervical]] in 2016",
    "[[fusion|procedure.fusion levels=- regions=-]] in 2016",
]

PERIPHERAL = [
    "[[fusion|procedure.fusion joint=ankle levels=-]] of the left ankle in 2019",
    "right subtalar [[arthrodesis|procedure.fusion joint=subtalar]] in 2019",
    "[[tibiotalocalcaneal|!procedure.*]] [[arthrodesis|procedure.fusion joint=tibiotalocalcaneal]] in 2019",
    "1st MTP [[fusion|procedure.fusion joint=first_metatarsophalangeal]] in 2019",
    "four-corner [[fusion|procedure.fusion joint=wrist]] of the right wrist in 2019",
    "[[Pseudarthrosis|condition.pseudarthrosis joint=ankle]] of the ankle [[fusion|procedure.fusion joint=ankle]].",
    "Triple [[arthrodesis|procedure.fusion joint=hindfoot]] [[nonunion|condition.pseudarthrosis joint=talonavicular]] at the TN joint.",
    "Lumbar [[nonunion|condition.pseudarthrosis joint=- regions=lumbar]]; the ankle is fine.",
]

CONDITIONS = [
    "[[Nonunion|condition.pseudarthrosis levels=L5-S1]] at L5-S1.",
    "The L4-5 level shows a [[nonunion|condition.pseudarthrosis levels=L4-L5]].",
    "Cervical [[pseudarthrosis|condition.pseudarthrosis levels=- regions=cervical]]",
    "[[Nonunion|condition.pseudarthrosis levels=L5-S1]] at L5-S1 but the L4-5 [[fusion is solid|finding.solid_fusion levels=L4-L5]].",
    "[[Stenosis|condition.stenosis levels=L3-L4]] at L3-4 above the L4-5 [[fusion|procedure.fusion levels=L4-L5]].",
    "L4-5: [[solid fusion|finding.solid_fusion levels=L4-L5]] after ACDF. L5-S1: [[no bridging bone|finding.absent_bridging levels=L5-S1]].",
    "CT shows [[lucency|finding.lucency levels=L5-S1]] at L5-S1 but [[bridging bone|finding.bridging_bone levels=L4-L5]] at L4-5.",
    "At L5-S1 there is [[no bridging bone|finding.absent_bridging levels=L5-S1]] and a [[lucent cleft|finding.gap levels=L5-S1]].",
    "[[Lucency|finding.lucency levels=L5]] about the L5 screws",
    "Posterior [[fusion|!condition.*]] L2-L5, with [[nonunion|condition.pseudarthrosis levels=L3-L4]] at L3-4",
]

ROOTS = [
    "C6 [[radiculopathy|condition.radiculopathy levels=- regions=-]] after L4-5 [[fusion|procedure.fusion levels=L4-L5]]",
    "L5 [[nerve root compression|finding.neural_compression levels=-]] above the L2-3 [[fusion|procedure.fusion levels=L2-L3]]",
    "[[Fusion|procedure.fusion levels=L4-L5]] at L4-5 in 2019 and numbness in an S1 distribution",
    "Left S1 [[radiculopathy|condition.radiculopathy levels=-]].",
    "[[Radiculopathy|condition.radiculopathy levels=C5-C6]] at C5-6",
]

CARRIED = [
    "At C5-6 there is a [[lucent cleft|finding.gap levels=C5-C6]]. This is a [[nonunion|condition.pseudarthrosis levels=C5-C6]].",
    "There is [[no bridging bone|finding.absent_bridging]] at L4-5. Consistent with [[nonunion|condition.pseudarthrosis levels=L4-L5 assertion=uncertain]].",
    "[[Lucency|finding.lucency]] at L4-5. [[Gap|!finding.lucency]] at L5-S1. The patient has a [[nonunion|condition.pseudarthrosis levels=-]].",
    "[[Lucent cleft|finding.gap]] at L4-5.\n\nPLAN: This [[nonunion|condition.pseudarthrosis levels=-]] needs surgery.",
]


@pytest.mark.parametrize("marked", OPERATIONS + PERIPHERAL + CONDITIONS + ROOTS + CARRIED)
def test_places(marked: str) -> None:
    check(marked)
