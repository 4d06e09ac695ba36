"""Linking: what only several sentences, list items or a header together tell."""

from __future__ import annotations

import pytest
from helpers import check

ITEMS = [
    "1. [[Nonunion|condition.pseudarthrosis item=1]] L4-5\n2. [[Stenosis|condition.stenosis item=2]] L3-4",
    "#1 [[Nonunion|condition.pseudarthrosis item=1]] L4-5\n#2 [[Stenosis|condition.stenosis item=2]] L3-4",
    "(1) [[Nonunion|condition.pseudarthrosis item=1]] L4-5\n(2) [[Stenosis|condition.stenosis item=2]] L3-4",
    "1. [[Nonunion|condition.pseudarthrosis item=1]] L4-5\n\nShe has [[stenosis|condition.stenosis item=-]].",
    "1. Nonunion L4-5. It comes with [[stenosis|condition.stenosis item=1]].\n2. Smoker",
    "- [[Nonunion|condition.pseudarthrosis item=-]] L4-5",
    "ASSESSMENT:\n1. Nonunion\nPLAN:\n[[CT|modality.CT item=-]] of L4-5.",
]

DATES_ELSEWHERE = [
    "She had an L4-5 [[TLIF|procedure.fusion date=2022-03-02]]. This was done on 3/2/2022.",
    "She had an L4-5 [[TLIF|procedure.fusion date=2022-03-02]] by Dr. Wen. She went home. The surgery was on 3/2/2022.",
    "She had an L4-5 [[TLIF|procedure.fusion date=-]]. She fell on 3/2/2022.",
    "She had an L4-5 [[TLIF|procedure.fusion date=-]]. [[MRI|modality.MRI date=2022-03-02]] was done on 3/2/2022.",
    "She had an L4-5 [[TLIF|procedure.fusion date=2020]] in 2020. This was done on 3/2/2022.",
    "She had an L4-5 [[fusion|procedure.fusion date=vague]]. Recent surgery was hard on her.",
]

OPERATION = [
    "DATE OF OPERATION: 03/01/2024\nPROCEDURE PERFORMED: L4-5 [[TLIF|procedure.fusion date=2024-03-01 temporality=current]].",
    "DATE OF OPERATION: 03/01/2024\nPROCEDURE PERFORMED: L4-5 TLIF.\nINDICATIONS: He had a [[laminectomy|procedure.decompression date=- temporality=prior]].",
]

STUDIES = [
    "[[CT|modality.CT id=ct]] shows [[lucency|finding.lucency on=ct]] at L4-5.",
    "There is [[lucency|finding.lucency on=ct]] at L4-5 on [[CT|modality.CT id=ct]].",
    "IMAGING: [[CT|modality.CT id=ct]] of 2024. The screws are intact. There is a [[gap at the graft|finding.gap on=ct]].",
    "IMAGING: [[CT|modality.CT id=ct]]: [[lucency|finding.lucency on=ct]] at L4-5. [[MRI|modality.MRI id=mri]]: [[epidural fibrosis|finding.epidural_fibrosis on=mri]].",
    "IMAGING: [[CT|modality.CT]] of 2024.\nEXAM: [[Gross motion|finding.motion on=-]] at L4-5.",
    "PLAN: [[CT|modality.CT]] ordered. [[Lucency|finding.lucency on=-]] at L4-5 worries me.",
    "The [[CT|modality.CT temporality=planned]] is ordered to look for [[lucency|finding.lucency assertion=uncertain on=-]].",
]


@pytest.mark.parametrize("marked", ITEMS + DATES_ELSEWHERE + OPERATION + STUDIES)
def test_linking(marked: str) -> None:
    check(marked, date=None if marked in OPERATION else "2024-05-02")


def test_a_report_of_one_study_is_about_that_study() -> None:
    check(
        "[[CT LUMBAR SPINE|modality.CT id=ct]]\n\nTECHNIQUE: Axial images.\n\nFINDINGS:\nL4-5 cage in place. "
        "[[No bridging bone|finding.absent_bridging on=ct]].\n\nIMPRESSION:\n[[Lucency|finding.lucency on=ct]] at L4-5."
    )
