"""Timing: the date of each operation and study, and whether it is past. The note is of 2 May 2024."""

from __future__ import annotations

import pytest
from helpers import check

DATES = [
    "[[TLIF|procedure.fusion date=2019 temporality=prior]] L4-5 in 2019",
    "He had a lumbar [[laminectomy|procedure.decompression date=2012]] in 2012 and an L4-S1 [[PLIF|procedure.fusion date=2015-06 precision=month]] in June 2015.",
    "2019: L4-5 [[lami|procedure.decompression date=2019]]; 2021 - [[TLIF|procedure.fusion date=2021]] L4-S1 (Dr. Wen)",
    "[[ACDF|procedure.fusion date=2018-03]] C5-7 (3/2018), later [[posterior fusion|procedure.fusion date=2020]] C4-T1 in 2020.",
    "[[ACDF|procedure.fusion date=2015]] C5-6 in 2015 and [[PLIF|procedure.fusion date=2019]] L4-5 in 2019",
    "[[Anterior fusion|procedure.fusion date=2018]] L5-S1 2018 and [[posterior fusion|procedure.fusion date=2019]] L5-S1 2019",
    "in 2015 an [[ACDF|procedure.fusion date=2015]] and in 2019 a [[PLIF|procedure.fusion date=2019]]",
    "PSH:\n- L4-5 [[TLIF|procedure.fusion date=2019]] 2019\n- knee scope 2008",
    "2016 [[ACDF|procedure.fusion date=2016]], 2019 [[laminectomy|procedure.decompression date=2019]]",
    "18 months out from an L5-S1 [[ALIF|procedure.fusion date=2022-11 temporality=prior]].",
    "POD #3 from C4-6 [[ACDF|procedure.fusion date=2024-04-29 precision=day]].",
    "Last year he had a [[microdiscectomy|procedure.discectomy date=2023]] at L5-S1.",
    "This past June she had a [[fusion|procedure.fusion date=2023-06]].",
    "[[Anterior cervical fusion|procedure.fusion date=2020-11-03]] at C6/7 performed 11/03/2020 through a left-sided approach.",
    "Two weeks after her [[laminectomy|procedure.decompression date=2024-04-18]] on April 18, 2024 the wound drained.",
    "[[laminectomy|procedure.decompression date=2019]] and [[TLIF|procedure.fusion date=2019]] at L4-5 in 2019",
    "She underwent [[TLIF|procedure.fusion date=2022-03-02]]. This was done on 3/2/2022.",
    "s/p [[fusion|procedure.fusion date=2020]] L4-5 2020 c/b infection 2021",
    "[[MRI|modality.MRI date=2024-01-05]] of 1/5/2024 shows the L4-5 [[fusion|procedure.fusion date=-]].",
    "[[CT|modality.CT date=2024-02-01]] 2/1/2024: lucency. [[MRI|modality.MRI date=-]]: normal.",
]

NO_DATES = [
    "DOB 3/4/1961. [[Lumbar fusion|procedure.fusion date=-]] performed at an outside hospital.",
    "The injury of 2014 led to a [[fusion|procedure.fusion date=-]] at L5-S1.",
    "He quit smoking in 2015 before his [[fusion|procedure.fusion date=-]].",
    "L4-5 [[fusion|procedure.fusion date=-]], date unknown.",
    "Seen today after a [[fusion|procedure.fusion date=-]].",
    "[[Failed fusion|condition.pseudarthrosis date=-]] and worse since 2023",
    "[[TLIF|procedure.fusion date=-]] L4-5. Last seen 3/1/2024.",
    "[[TLIF|procedure.fusion date=-]] L4-5. Work status: off since 2023.",
]

VAGUE = [
    "His [[fusion|procedure.fusion date=vague]] was years ago.",
    "a [[fusion|procedure.fusion date=vague]] in his 30s",
    "a [[fusion|procedure.fusion date=vague]] as a teenager",
    "a scoliosis [[fusion|!condition.*]] done as a young child",
    "She previously had an L4-5 [[fusion|procedure.fusion date=vague]].",
    "recent L4-5 [[laminectomy|procedure.decompression date=vague]]",
    "a prior L4-5 [[fusion|procedure.fusion date=-]]",
    "s/p L4-5 [[fusion|procedure.fusion date=-]]",
]

PAST = [
    "s/p [[TLIF|procedure.fusion temporality=prior]]",
    "history of [[laminectomy|procedure.decompression temporality=prior]]",
    "PSH: [[fusion|procedure.fusion temporality=prior]] L4-5.",
    "She underwent [[ACDF|procedure.fusion temporality=prior]].",
    "The [[hardware was removed|procedure.hardware_removal temporality=prior]].",
    "The [[fusion|procedure.fusion temporality=prior]] at L4-5 helped for a year.",
    "Despite an [[ESI|procedure.injection temporality=prior]] she hurts.",
    "OPERATIVE TECHNIQUE: The previous [[fusion|procedure.fusion temporality=prior]] was exposed.",
]

PLANNED = [
    "Will undergo revision [[fusion|!condition.*]] L4-5 next month.",
    "Will undergo L4-S1 [[fusion|procedure.fusion temporality=planned date=2024-06]] next month.",
    "She is scheduled for [[removal of hardware|procedure.hardware_removal temporality=planned date=2024-06-14]] on 6/14/2024.",
    "[[Hardware removal|procedure.hardware_removal temporality=planned]] tomorrow.",
    "We recommend an L4-5 [[fusion|procedure.fusion temporality=planned]].",
    "She is a candidate for [[ALIF|procedure.fusion assertion=hypothetical temporality=planned]].",
    "[[TLIF|procedure.fusion temporality=planned]] L4-5 was recommended.",
    "PLAN: L4-5 [[TLIF|procedure.fusion temporality=planned]].",
    "PLAN: s/p L4-5 [[TLIF|procedure.fusion temporality=prior]], continue brace.",
    "The [[CT|modality.CT temporality=planned]] is ordered.",
    "[[CT of the lumbar spine|modality.CT temporality=planned]] ordered today.",
    "[[CT|modality.CT temporality=prior]] shows lucency.",
]

CURRENT = [
    "PROCEDURE PERFORMED: [[Posterior fusion|procedure.fusion temporality=current]] L3-S1.",
    "DATE OF OPERATION: 05/02/2024\nPROCEDURE: L4-5 [[TLIF|procedure.fusion temporality=current date=2024-05-02]].",
    "HOSPITAL COURSE: She had a [[TLIF|procedure.fusion temporality=current]] on 4/29/2024.",
    "Postoperative diagnosis: nonunion.\nDescription of procedure: The [[hardware was removed|procedure.hardware_removal temporality=current]].",
    "L4-5 [[TLIF|procedure.fusion temporality=current]] on 5/2/2024",
]


@pytest.mark.parametrize("marked", DATES + NO_DATES + VAGUE + PAST + PLANNED + CURRENT)
def test_timing(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "18 months out from an L5-S1 [[ALIF|procedure.fusion date=relative temporality=prior]].",
        "[[TLIF|procedure.fusion date=2019 temporality=prior]] in 2019",
    ],
)
def test_a_note_without_a_date(marked: str) -> None:
    check(marked, date=None)


@pytest.mark.parametrize(
    ("date", "temporality"), [("2018-12-31", "planned"), ("2019-01-01", "prior"), ("2020-06-01", "prior")]
)
def test_the_date_of_the_note_decides(date: str, temporality: str) -> None:
    check(f"L4-5 [[TLIF|procedure.fusion temporality={temporality}]], 2019", date=date)
