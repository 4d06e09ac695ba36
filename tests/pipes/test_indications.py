"""Indications: what an operation is done for, and what single words beside a mention tell."""

from __future__ import annotations

import pytest
from helpers import check

PLANNED = [
    "[[Revision fusion|procedure.fusion revision=yes temporality=planned link=indication:explicit:it]] L4-5 is planned for [[symptomatic pseudarthrosis|condition.pseudarthrosis id=it]].",
    "Scheduled for L4-5 [[revision fusion|procedure.fusion link=indication:explicit:it]] because of [[pseudarthrosis|condition.pseudarthrosis id=it]]",
    "INDICATIONS: Nonunion at L5-S1.\nPROCEDURE: [[Revision posterior fusion|procedure.fusion revision=yes temporality=current]] L5-S1.",
    "We plan a [[fusion|procedure.fusion link=indication:explicit:it temporality=planned]] to treat the [[nonunion|condition.pseudarthrosis id=it]].",
    "The L4-5 [[nonunion|condition.pseudarthrosis id=it]] warrants a [[revision fusion|procedure.fusion assertion=present link=indication:explicit:it]], which is scheduled.",
    "[[Fusion|procedure.fusion temporality=planned link=-]] L4-5 is planned. [[Pseudarthrosis|condition.pseudarthrosis]] was discussed.",
    "[[TLIF|procedure.fusion temporality=prior link=-]] in 2019 for [[nonunion|condition.pseudarthrosis]]",
]

BY_ITEM = [
    "PLAN:\n1. [[Pseudarthrosis|condition.pseudarthrosis id=it item=1]] L4-5 - schedule [[revision fusion|procedure.fusion link=indication:explicit:it levels=L4-L5]]\n2. Diabetes",
    "PLAN:\n1. [[Pseudarthrosis|condition.pseudarthrosis id=it]] L4-5\n- will do a [[revision fusion|procedure.fusion link=indication:explicit:it]]\n2. Diabetes",
    "PLAN:\n1. [[Pseudarthrosis|condition.pseudarthrosis]] L4-5\n2. Stenosis L3-4: schedule [[TLIF|procedure.fusion link=-]]",
]

PAST = [
    "[[TLIF|procedure.fusion]] in 2019 for [[stenosis|condition.stenosis assertion=historical cue=for]].",
    "[[ACDF|procedure.fusion]] in 2015 because of [[radiculopathy|condition.radiculopathy assertion=historical]].",
    "[[Fusion|procedure.fusion]] in 2010 for [[scoliosis|condition.scoliosis assertion=historical]], now with [[stenosis|condition.stenosis]].",
    "[[TLIF|procedure.fusion]] in 2019, and now seen for [[stenosis|condition.stenosis]].",
    "[[TLIF|procedure.fusion]] in 2019 for [[pseudarthrosis|condition.pseudarthrosis]].",
]

WORDS = [
    "[[Painful nonunion|condition.pseudarthrosis symptomatic=yes]] at L4-5",
    "The [[nonunion|condition.pseudarthrosis symptomatic=yes]] at L4-5 is painful.",
    "a symptomatic, established L4-5 [[nonunion|condition.pseudarthrosis symptomatic=yes]]",
    "The [[nonunion|condition.pseudarthrosis symptomatic=-]] is not painful.",
    "[[Asymptomatic pseudarthrosis|condition.pseudarthrosis symptomatic=no]] C6-7",
    "a redo of the [[TLIF|procedure.fusion revision=yes]] in 2020",
    "the L4-5 [[fusion|procedure.fusion definite=yes]] of 2019",
    "The patient had a [[fusion|procedure.fusion definite=-]] in 2019.",
    "He underwent [[ALIF|procedure.fusion definite=-]] in 2019.",
]


@pytest.mark.parametrize("marked", PLANNED + BY_ITEM + PAST + WORDS)
def test_indications(marked: str) -> None:
    check(marked)
