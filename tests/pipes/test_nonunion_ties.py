"""Ties of a non-union to its fusion: which words tie them, and how strongly; none where none do."""

from __future__ import annotations

import pytest
from helpers import check, checker

EXPLICIT = [
    "[[Nonunion|condition.pseudarthrosis link=of:explicit:op]] of her L5-S1 [[fusion|procedure.fusion id=op]].",
    "This [[pseudarthrosis|condition.pseudarthrosis link=of:explicit:op]] is a complication of the [[TLIF|procedure.fusion id=op]] of 2021.",
    "The L5-S1 [[arthrodesis|procedure.fusion id=op]] went on to [[nonunion|condition.pseudarthrosis link=of:explicit:op]].",
    "[[ACDF|procedure.fusion id=op]] C5-6 complicated by [[pseudarthrosis|condition.pseudarthrosis link=of:explicit:op]].",
    "Triple [[arthrodesis|procedure.fusion id=op]] [[nonunion|condition.pseudarthrosis link=of:explicit:op]] at the TN joint.",
    "[[Nonunion|condition.pseudarthrosis link=of:explicit:op]] L4-5 due to the [[posterolateral fusion|procedure.fusion id=op]].",
    "[[Pseudarthrosis|condition.pseudarthrosis link=of:explicit:op]] within the 2019 L4-5 [[fusion|procedure.fusion id=op]]",
    "[[Nonunion|condition.pseudarthrosis link=of:explicit:op]] 2/2 [[ACDF|procedure.fusion id=op]] of 2020",
    "Her [[TLIF|procedure.fusion id=op]] [[has not united|condition.pseudarthrosis link=of:explicit:op]].",
    "Possible [[pseudarthrosis|condition.pseudarthrosis assertion=uncertain link=of:explicit:op]] of the L4-5 [[fusion|procedure.fusion id=op]]",
]

TEMPORAL = [
    "[[Pseudarthrosis|condition.pseudarthrosis link=of:temporal:op]] following the 2021 L4-5 [[TLIF|procedure.fusion id=op]].",
    "L4-5 [[nonunion|condition.pseudarthrosis link=of:temporal:op]] s/p [[ALIF|procedure.fusion id=op]] 2020.",
    "[[Pseudarthrosis|condition.pseudarthrosis link=of:temporal:op]] status post [[ACDF|procedure.fusion id=op]]",
    "[[Nonunion|condition.pseudarthrosis link=of:temporal:op]] C5-6 after an [[ACDF|procedure.fusion id=op]] in 2018",
    "[[Fusion|procedure.fusion id=op]] in 2010 for scoliosis, now with [[pseudarthrosis|condition.pseudarthrosis link=of:temporal:op]].",
]

APART = [
    "[[Pseudarthrosis|condition.pseudarthrosis link=-]] L4-5. PSH: L4-5 [[TLIF|procedure.fusion]] 2022.",
    "The [[nonunion|condition.pseudarthrosis link=-]] is unrelated to the [[fusion|procedure.fusion]] of 2010.",
    "[[Nonunion|condition.pseudarthrosis link=-]] at L5-S1, and the L4-5 [[fusion|procedure.fusion]] is solid.",
    "[[Nonunion|condition.pseudarthrosis link=-]] at L5-S1; he had a [[fusion|procedure.fusion]] in 2010.",
    "[[Pseudarthrosis|condition.pseudarthrosis link=-]] L4-5. She had a [[knee replacement|procedure.other]].",
    "A [[fusion|procedure.fusion temporality=planned]] for the [[nonunion|condition.pseudarthrosis link=-]] is planned.",
    "Risk of [[nonunion|condition.pseudarthrosis assertion=hypothetical link=-]] after [[fusion|procedure.fusion assertion=hypothetical]] was discussed.",
    "His mother had a [[nonunion|condition.pseudarthrosis assertion=family link=-]] after a [[fusion|procedure.fusion assertion=family]].",
]

SAID = [
    "Pt states the [[fusion never healed|condition.pseudarthrosis assertion=uncertain reporter=patient]].",
    "She says that [[it never healed|condition.pseudarthrosis assertion=uncertain reporter=patient]].",
    "He says it hurts, and CT shows a [[nonunion|condition.pseudarthrosis assertion=present reporter=provider]].",
    "She says her pain is no better since we found the [[nonunion|condition.pseudarthrosis assertion=present]].",
]

BACK = [
    "[[Nonunion|condition.pseudarthrosis link=of:explicit:op]] at L4-5. He had a [[TLIF|procedure.fusion id=op]] in 2022. It is a complication of that operation.",
    "S/p [[ACDF|procedure.fusion id=op]] in 2020. Now [[pseudarthrosis|condition.pseudarthrosis link=of:explicit:op]] at C5-6, the result of the prior surgery.",
    "[[Nonunion|condition.pseudarthrosis link=-]] at L4-5. He had a [[TLIF|procedure.fusion]] in 2022. It is not due to that operation.",
    "[[Nonunion|condition.pseudarthrosis link=-]] at L4-5. He had a [[TLIF|procedure.fusion]] in 2022. His limp is a complication of that operation.",
]


@pytest.mark.parametrize("marked", EXPLICIT + TEMPORAL + APART + SAID + BACK)
def test_ties(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "text", ["Failed L4-5 fusion.", "failure of the prior fusion", "Her fusion has failed to heal."]
)
def test_the_name_of_a_failed_fusion_ties_by_itself(text: str) -> None:
    nonunion, fusion = checker().extract(text).mentions
    assert [(link.relation, link.strength, link.target) for link in nonunion.links] == [
        ("of", "explicit", fusion.id)
    ]
    assert (nonunion.concept, fusion.concept, fusion.assertion) == ("pseudarthrosis", "fusion", "present")


def test_a_place_that_is_said_once_is_that_of_both() -> None:
    check(
        "[[Pseudarthrosis|condition.pseudarthrosis levels=L4-L5]] L4-5 following [[PLIF|procedure.fusion levels=L4-L5]]."
    )
    check(
        "[[Pseudarthrosis|condition.pseudarthrosis levels=L4-L5]] L4-5 following L4-S1 [[PLIF|procedure.fusion levels=L4-L5,L5-S1]]."
    )


def test_the_words_that_tie_are_kept() -> None:
    text = "Pseudarthrosis following the 2021 L4-5 TLIF."
    (link,) = checker().extract(text).mentions[0].links
    assert link.cue is not None
    assert text[link.cue.start : link.cue.end] == link.cue.text == "following"
