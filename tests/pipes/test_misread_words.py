"""Misread words: what only looks like something of the spine, and what of it still counts."""

from __future__ import annotations

import pytest
from helpers import check

OF_THE_SAME_NAME = [
    "She was placed in a [[halo|!finding.*]] vest for six weeks.",
    "Application of a [[halo|!finding.*]] crown was carried out.",
    "There is a [[halo|finding.lucency site=screw]] around both S1 screws.",
    "He lay prone on the [[radiolucent|!finding.*]] table.",
    "The L4-5 interspace is still [[radiolucent|finding.lucency]].",
    "The end [[plates|!hardware.*]] were curetted at L4-5.",
    "The anterior cervical [[plate|hardware.plate]] is intact.",
    "The rib [[cage|!hardware.*]] is not tender.",
    "[[CAGE|!hardware.*]] questions were negative.",
    "The interbody [[cage|hardware.cage]] at L5-S1 is in place.",
    "[[Demineralized|!factor.*]] bone matrix was packed at L4-5.",
    "The bones look [[demineralized|factor.osteoporosis]].",
    "Effexor [[XR|!modality.*]] 75 mg daily",
    "Metformin [[XR|!modality.*]] 500 mg at supper",
    "[[XR|modality.radiographs]] lumbar spine: L4-5 fusion.",
    "He is to return: [[RTC|!etiology.*]] in 6 weeks.",
    "A drain was brought out through a [[separate|!statement.*]] incision.",
    "The old scar was [[incorporated|!finding.*]] into the incision.",
    "The L4-5 [[graft is well incorporated|finding.solid_fusion]].",
    "She had no [[cervical motion|!functional.*]] tenderness.",
    "Her pacemaker is in mode [[DDD|!condition.*]] 60 to 120.",
    "MRI lumbar spine: [[DDD|condition.disc_degeneration]] at L5-S1.",
    "She may need [[a lift|!procedure.*]] in the future.",
    "[[a lift L5|procedure.fusion approach=anterior]]-S1 in 2016",
]  # fmt: skip

ELSEWHERE_IN_THE_BODY = [
    "Echo shows severe aortic [[stenosis|!condition.*]].",
    "There is 80% [[stenosis|!condition.*]] of the left anterior descending.",
    "[[Stenosis|!condition.*]] of the right carotid was found.",
    "MRI: [[stenosis|condition.stenosis levels=L3-L4]] at L3-4.",
    "Age-related macular [[degeneration|!condition.*]]",
    "MRI of the knee: [[degeneration|!condition.*]] of the medial meniscus.",
    "[[Degenerative changes of the right hip|!condition.disc_degeneration]] are seen.",
    "[[Degenerative changes|condition.disc_degeneration]] of the lumbar spine are seen.",
    "Tongue [[protrusion|!condition.*]] is in the midline.",
    "[[Herniation|!condition.*]] of omentum through the defect was reduced.",
    "A saphenous vein [[graft|!hardware.*]] was sewn to the diagonal.",
    "Her left breast [[implant|!hardware.*]] is ruptured.",
    "There is [[loosening|!finding.*]] of the acetabular cup.",
    "He shows no [[loosening|!finding.*]] of associations.",
    "There is [[loosening|finding.hardware_loosening]] of the L5 pedicle screws.",
    "Left carpal tunnel [[release|!procedure.decompression]]",
    "The chest film shows no [[consolidation|!finding.*]].",
    "A [[femoral nerve block|procedure.injection site=elsewhere]] was done.",
    "An [[epidural steroid injection|procedure.injection]] at L4-5 was done.",
    "Through an [[Epimed catheter|procedure.injection]] the adhesions at L5 were lysed.",
    "Wound: clean [[granulation tissue|!finding.*]] at the base of the ulcer.",
]  # fmt: skip

STATES = [
    "She is well [[nourished|!factor.*]] and in no distress.",
    "Labs: [[albumin 4.1|factor.malnutrition assertion=absent]]",
    "Labs: [[albumin 2.7|factor.malnutrition]]",
    "Takes [[vitamin D|!factor.*]] 2000 units daily.",
    "[[Vitamin D was 14|factor.vitamin_d_deficiency]]",
    "[[vitamin D deficiency|factor.vitamin_d_deficiency]]",
    "Full range of [[motion with flexion|!finding.*]] and extension.",
    "Good range of [[motion at|!finding.*]] all joints.",
    "There is [[motion at|finding.motion levels=L4-L5]] L4-5.",
    "[[Residual disc|!condition.*]] was removed with a rongeur.",
    "a [[residual disc herniation|condition.disc_herniation recurrence=new]] at L5-S1",
    "a [[re-herniation|condition.disc_herniation recurrence=recurrent]] at L5-S1",
    "He was treated with [[antibiotic therapy|!treatment.therapy]].",
    "Failed [[psychotherapy|!treatment.therapy]] in the past.",
    "He has done [[therapy|treatment.therapy]] for his back for months.",
]  # fmt: skip

ONCE_MISSED = [
    "He had [[surgery about 12 years ago on his low back|procedure.other untyped=yes regions=lumbar]].",
    "She is being seen for a possible [[operation on her cervical spine|procedure.other regions=cervical assertion=hypothetical]].",
    "She had surgery for pain in her [[back|!procedure.*]].",
    "In 2017 he had an L4 [[corpectomy|procedure.decompression typed=yes date=2017]].",
    "[[In 2019 a revision|procedure.other revision=yes date=2019]] followed.",
    "L5 [[dorsal ramus block|procedure.injection]] in March",
    "[[stellate ganglion blocks|procedure.injection]] without relief",
    "several [[nonoperative treatments|treatment.unspecified]]",
    "[[Herniated nuclei pulposi|condition.disc_herniation]] at L4-5 and L5-S1",
    "[[Disk displacement|condition.disc_herniation]] at L4-5",
    "[[Herniated lumbar disk|condition.disc_herniation]] at L5-S1",
    "slight [[narrowing of the L4-5 disc space|condition.disc_degeneration levels=L4-L5]]",
    "[[radicular impingement|finding.neural_compression]] on the left C7 root",
    "[[Degenerative disk and joint disease|condition.disc_degeneration]] at C5-6",
    "The [[rods|hardware.rod]] at L4-S1 are in place.",
    "[[Bulge at L3|condition.disc_bulge]]/4",
    "[[neuroforaminal narrowing|condition.stenosis]] at C5-6",
    "L4-5 disc [[encroaching on the left L5 root|finding.neural_compression]]",
    "[[Central cord syndrome|condition.myelopathy]] after the fall",
    "[[Neck turns 20 degrees|functional.motion_limited]] to the right.",
    "The [[chest cage barely moves|functional.motion_limited]].",
]  # fmt: skip


@pytest.mark.parametrize("marked", OF_THE_SAME_NAME + ELSEWHERE_IN_THE_BODY + STATES + ONCE_MISSED)
def test_words(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "The patient is 61 years of [[age|!etiology.*]] and wears glasses.",
        "He died of an [[accident|!etiology.*]] at work.",
        "L4-5 is ankylosed from [[trauma|etiology.traumatic]].",
        "C5-6 ankylosis due to [[age|etiology.degenerative]].",
    ],
)
def test_causes_are_read_only_where_something_is_fused(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "ORIF of the left ankle. The [[screws|!hardware.*]] hold well.",
        "ORIF of the left ankle. The [[hardware was removed|!procedure.*]] in 2019.",
        "Cardiac catheterization: the LAD is open. The circumflex artery has a mid [[stenosis|!condition.*]].",
        "The brain was full. A wide [[decompression|!procedure.decompression]] was made.",
        "L4-5 TLIF. Left hip replaced. The [[screws|hardware.screw]] hold well.",
        "Ankle arthrodesis. The [[screws|hardware.screw]] hold well.",
        "The [[hardware was removed|procedure.hardware_removal]] in 2019.",
        "ALLERGIES: [[Codeine|!treatment.*]], sulfa.",
        "She is followed by [[PT|!treatment.therapy]]/INR checks.",
        "Coagulation: [[PT|!treatment.therapy]] of 13.2, PTT of 29.",
        "Sclerae are white without [[injection|!procedure.*]] or icterus.",
        "He has had three [[injections|procedure.injection]] for his back.",
        "An [[injection of the left knee|procedure.injection site=elsewhere]] helped.",
        "Optic [[disks|!statement.*]] were flat.",
        "The wound [[has healed well|!finding.*]].",
        "Extraocular [[movements are very limited|!functional.*]].",
        "Bowel [[movement|!functional.*]] 3-4 times a week.",
        "The shoulder has 90 degrees of abduction and [[extension of 20|!functional.motion_limited]] degrees.",
        "Lumbar [[extension of 10|functional.motion_limited]] degrees.",
        "Low back: [[surgery|procedure.other untyped=yes date=1998]] for a herniated disc in 1998.",
        "We will make [[adjustments|!treatment.*]] to her insulin.",
        "Echo: secundum [[ASD|!condition.*]] with a left to right shunt.",
        "There is [[ASD|condition.adjacent_segment_disease]] at L3-4 above the fusion.",
        "Labial [[fusion|!procedure.*]] was noted at birth.",
        "[[Osteomyelitis|!condition.spine_infection]] of the left great toe",
        "[[Osteomyelitis|condition.spine_infection]] of L3 and L4",
        "She was seen by [[thoracic surgery|!procedure.*]] for the nodule.",
        "[[Revision laminectomy|procedure.decompression revision=yes levels=L4-L5]] at L4-5",
        "[[Redo discectomy|procedure.discectomy revision=yes]] at L5-S1",
        "She walks with the [[halo|!finding.*]] on.",
        "We probed until there was no [[further disc material|!statement.*]].",
        "MRI: no [[recurrent disc|statement.disc_ruled_out]] material.",
        "Cervical [[traction|treatment.therapy]] at home helped.",
        "He had a retinal [[traction|!treatment.*]] detachment.",
        "She declined endocrine [[therapy|!treatment.therapy]].",
        "A tennis elbow [[brace|!treatment.bracing]] was tried.",
        "A back [[brace|treatment.bracing]] was tried.",
        "Left elbow: minimal pain with [[flexion|!functional.*]].",
        "Epidural catheter: lysis with [[positive nerve root decompression|!procedure.decompression]].",
        "Weekly [[adjustments|treatment.chiropractic]] gave no relief.",
    ],
)
def test_notes_about_other_things(marked: str) -> None:
    check(marked)


STILL_READ = [
    "CT: a [[lucent line|finding.lucency]] around the cage at L4-5.",
    "There is a clear [[halo|finding.lucency]] around the left L5 screw.",
    "[[Halo|finding.lucency]] on both sides of the S1 screws.",
    "Iliac crest graft and adjacent [[stenosis|condition.stenosis]].",
    "50% [[stenosis|condition.stenosis]] of the canal at L4-5",
    "No renal disease and no cervical [[stenosis|condition.stenosis assertion=absent]].",
    "CT L4-5: [[no evidence of consolidation|finding.absent_bridging]].",
    "Percutaneous [[fixation|hardware.hardware]] at L4-5 in 2019",
    "L3-4 [[decompression|procedure.decompression]] and evacuation of the hematoma",
    "[[Granulation tissue|finding.epidural_fibrosis]] in the laminectomy bed",
    "The ankle [[fusion has healed|finding.solid_fusion]] well.",
    "He smokes half a [[ppd|factor.smoking]].",
    "PT with [[traction|treatment.therapy]] gave no relief.",
    "There is evidence of [[motion between|finding.motion]] the spinous processes.",
    "Lateral mass [[plates|hardware.plate]] at C4-6",
    "Failed [[medical therapy|treatment.unspecified]] and injections for her back.",
    "Hip pain too. The C6 [[screws|hardware.screw]] are in place.",
    "A Toradol [[injection|procedure.injection]] for her back helped.",
]


@pytest.mark.parametrize("marked", STILL_READ)
def test_words_of_the_spine_are_still_read(marked: str) -> None:
    check(marked)
