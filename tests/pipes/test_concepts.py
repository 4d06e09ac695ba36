"""Concepts: which words are which thing, and which words only look like one."""

from __future__ import annotations

import pytest
from helpers import check, checker

FUSIONS = [
    "[[TLIF|procedure.fusion approach=posterior]] L4-5",
    "[[T-LIF|procedure.fusion approach=posterior levels=L4-L5]] at L4/5",
    "a minimally invasive [[transforaminal lumbar interbody fusion|procedure.fusion approach=posterior]]",
    "[[PLIF|procedure.fusion approach=posterior]] of L5-S1",
    "[[ALIF|procedure.fusion approach=anterior]] of L5-S1",
    "[[anterior lumbar interbody fusion|procedure.fusion approach=anterior]]",
    "[[XLIFF|procedure.fusion approach=lateral levels=L2-L3,L3-L4]] L2-4",
    "[[OLIF|procedure.fusion approach=lateral]] at L3-4",
    "[[ACDF|procedure.fusion approach=anterior regions=cervical]] two years ago",
    "[[AC D F|procedure.fusion approach=anterior]] C5-7 four yrs ago",
    "[[ACD&F|procedure.fusion approach=anterior]] C5-6",
    "[[Anterior cervical diskectomy and fusion|procedure.fusion approach=anterior]] at C6-7",
    "[[ACCF|procedure.fusion approach=anterior]] C4-6",
    "[[PCDF|procedure.fusion approach=posterior]] C3-T2",
    "[[posterolateral lumbar fusion|procedure.fusion approach=posterior]] L4-5",
    "[[Posterior spinal instrumented fusion|procedure.fusion approach=posterior]] T4-L1",
    "[[360-degree fusion|procedure.fusion approach=combined]] at L5-S1",
    "C1-C2 fusion by the [[Harms technique|procedure.fusion approach=posterior]]",
    "[[Harrington rods|procedure.fusion]] T4 to L2 in 1988",
    "[[SI joint fusion|procedure.fusion joint=sacroiliac]] on the left",
    "[[decompression and fusion|procedure.fusion]] L3-5",
    "[[lumber fusion|procedure.fusion]] L4-5 in 2012",
    "He had a [[spinal infusion|procedure.fusion date=2017]] in 2017.",
    "In 2011 the ankle [[was arthrodesed|procedure.fusion joint=ankle]].",
    "triple [[arthrodesis|procedure.fusion joint=hindfoot]] of the left foot",
    "[[Lapidus procedure|procedure.fusion joint=midfoot date=2020]] of the right foot, 2020",
    "She [[was fused posteriorly|procedure.fusion approach=posterior levels=L4-L5]] at L4-5 in 2018.",
    "s/p revision [[arthrodeses|procedure.fusion]] in 2019 and 2021",
]  # fmt: skip

OTHER_OPERATIONS = [
    "[[Laminectomy|procedure.decompression]] of L4 in 2010",
    "[[lami|procedure.decompression]] L4-5 2010",
    "[[Gill laminectomy|procedure.decompression]] L5",
    "[[hemi-laminectomy|procedure.decompression]] L4 on the left",
    "bilateral [[laminotomies|procedure.decompression]] L3-4",
    "[[laminoplasty|procedure.decompression]] C3-6",
    "[[foraminotomy|procedure.decompression]] C6-7",
    "[[laminectimy|procedure.decompression]] in 2014",
    "[[MILD procedure|procedure.decompression]] in 2021",
    "[[micro-d|procedure.discectomy]] at L5-S1",
    "endoscopic [[diskectomy|procedure.discectomy]] L4-5",
    "[[back surgery|procedure.other untyped=yes]] in 2009",
    "an [[operation on her back|procedure.other untyped=yes]] in 2009",
    "cervical [[disc replacement|procedure.other]] C5-6, 2018",
    "[[X-Stop|procedure.other]] at L3-4",
    "[[carpal tunnel decompression|procedure.other]] in 2015",
    "[[removal of hardware|procedure.hardware_removal levels=L4-L5]] L4-5",
    "The [[hardware was removed|procedure.hardware_removal]] in 2019.",
    "[[TFESI|procedure.injection]] at L5 last month",
    "[[medial branch block|procedure.injection]] in January",
    "[[spinal cord stimulator trial|procedure.neurostimulation]] in 2023",
    "[[paddle lead via T9 laminectomy|procedure.neurostimulation]]",
]

NO_OPERATION = [
    "odontoid [[screw fixation|!procedure.*]] in 2015",
    "[[disc replacement|!procedure.fusion]] C5-6",
    "paddle lead via T9 [[laminectomy|!procedure.decompression]]",
    "A [[blood transfusion|!procedure.*]] was given.",
    "There is a pleural [[effusion|!procedure.*]].",
    "She shows [[confusion|!procedure.*]] at night.",
    "[[Postlaminectomy|!procedure.*]] syndrome",
    "an [[infusion|!procedure.*]] of saline",
    "[[carpal tunnel decompression|!procedure.decompression]]",
    "[[as|!*.*]] before",
]

CONDITIONS = [
    "[[Pseudarthrosis|condition.pseudarthrosis]] at L5-S1.",
    "[[pseudoarthroses|condition.pseudarthrosis]] at two levels",
    "[[psuedarthrosis|condition.pseudarthrosis]] L5-S1",
    "[[pseudo arthrosis|condition.pseudarthrosis]] L5-S1",
    "[[sudo arthrosis|condition.pseudarthrosis]] at C6-7",
    "[[non union|condition.pseudarthrosis]] of the fusion",
    "[[ununited|condition.pseudarthrosis]] L5-S1 arthrodesis",
    "[[Fibrous union|condition.pseudarthrosis]] at L4-5",
    "[[Failed L4-5 fusion|condition.pseudarthrosis]].",
    "[[failure of the prior fusion|condition.pseudarthrosis]]",
    "Her [[fusion has failed to heal|condition.pseudarthrosis]].",
    "The [[graft at L4-5 failed to incorporate|condition.pseudarthrosis]].",
    "The [[fusion did not take|condition.pseudarthrosis]].",
    "L4-5 [[has not fused|condition.pseudarthrosis]].",
    "The graft [[has not yet consolidated|condition.pseudarthrosis]].",
    "The bodies [[have never united|condition.pseudarthrosis]].",
    "[[No solid fusion|condition.pseudarthrosis assertion=present]] is seen at L5-S1.",
    "The [[fusion mass is incomplete|condition.pseudarthrosis assertion=uncertain]] at 7 months.",
    "[[Delayed union|condition.delayed_union]] at L4-5.",
    "[[FBSS|condition.postlaminectomy_syndrome]]",
    "[[failed back surgery syndrome|condition.postlaminectomy_syndrome]]",
    "[[Post-laminectomy syndrome|condition.postlaminectomy_syndrome]] of the lumbar spine",
    "[[PSPS type 2|condition.postlaminectomy_syndrome]]",
    "[[Postlaminectomy kyphosis|condition.postlaminectomy_kyphosis]] C3-6",
    "[[adjacent segment disease|condition.adjacent_segment_disease]] at L3-4",
    "a [[recurrent disc herniation|condition.disc_herniation recurrence=recurrent]] at L5-S1",
    "[[HNP|condition.disc_herniation]] L4-5",
    "[[C6 radiculopathy|!condition.disc_herniation]]",
    "[[Hardware failure|condition.hardware_failure]] at L5",
]

FINDINGS = [
    "CT: [[no bridging bone|finding.absent_bridging assertion=present]] at L4-5",
    "CT: [[incomplete bridging|finding.absent_bridging]] at L4-5",
    "The bone [[does not bridge|finding.absent_bridging]] the disc space at L4-5.",
    "a [[lucent cleft|finding.gap]] in the graft",
    "[[radiolucency|finding.lucency]] about the cage",
    "[[haloing|finding.lucency site=screw]] around the L5 pedicle screws",
    "[[4 mm of motion|finding.motion]] at L4-5",
    "The spinous processes [[move 5 mm|finding.motion]] apart.",
    "[[gross motion|finding.motion]] at L5-S1",
    "[[Solidly fused|finding.solid_fusion]] C5-6 after ACDF",
    "The [[fusion is solid|finding.solid_fusion]].",
    "Rods broken, [[fusion solid|finding.solid_fusion]].",
    "[[bridging bone|finding.bridging_bone]] across L4-5",
    "[[epidural fibrosis|finding.epidural_fibrosis]] at L5-S1",
    "[[Scar tissue around the left S1 nerve|finding.epidural_fibrosis]] root",
    "[[screw loosening|finding.hardware_loosening]] at S1",
    "The S1 [[screws appear loose|finding.hardware_loosening]].",
    "a [[broken S1 screw|finding.hardware_fracture]]",
    "[[Both rods are fractured|finding.hardware_fracture]].",
    "[[cage subsidence|finding.hardware_migration]] of 3 mm",
    "The L5 [[screw has backed out|finding.hardware_migration]].",
]

REST = [
    "[[CT lumbar spine|modality.CT]] without contrast",
    "[[flex-ex films|modality.flexion-extension_radiographs]]",
    "[[plain films|modality.radiographs]] of the neck",
    "[[CT myelogram|modality.CT_myelogram]] of 2019",
    "[[EMG/NCS|modality.EMG]] of the arms",
    "[[LBP|symptom.pain site=back]]",
    "[[neck pain|symptom.pain site=neck]]",
    "[[leg pain|symptom.pain site=leg]]",
    "[[tingling|symptom.numbness]] in both feet",
    "[[neurogenic claudication|symptom.claudication]]",
    "[[smoker|factor.smoking]]",
    "[[HbA1c|factor.diabetes]] 8.1",
    "[[osteopenia|factor.osteoporosis]]",
    "The office of Dr. [[Rod|!condition.*]] Plate",
    "[[CT|modality.CT]], [[MRI|modality.MRI]]",
    "He lives in Hartford, [[Ct|!modality.*]].",
    "the [[cat|!modality.*]] and the [[films|modality.radiographs]]",
]


@pytest.mark.parametrize("marked", FUSIONS + OTHER_OPERATIONS + NO_OPERATION + CONDITIONS + FINDINGS + REST)
def test_words(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "All of it together is the picture of an established [[failed back\nsyndrome|condition.postlaminectomy_syndrome]] by now.",
        "[[FAILED BACK SURGERY SYNDROME|condition.postlaminectomy_syndrome]]",
        "[[failed-back syndrome|condition.postlaminectomy_syndrome]]",
        "[[failed  back   syndrome|condition.postlaminectomy_syndrome]]",
        "[[non‑union|condition.pseudarthrosis]] of the graft",
        "[[solid\tfusion|finding.solid_fusion]] at L4-5 after TLIF",
        "[[failed\n\nback syndrome|!condition.postlaminectomy_syndrome]]",
        "He [[failed. Back syndrome|!condition.postlaminectomy_syndrome]] of old.",
    ],
)
def test_a_term_bears_blanks_hyphens_and_capitals_but_no_end_of_a_sentence(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[[lumbar spinal stenosis|!condition.pseudarthrosis]] and [[stenosis|!condition.spondylosis]]",
        "[[Failed back surgery syndrome|condition.postlaminectomy_syndrome]], not [[back surgery|procedure.other assertion=absent]]",
        "[[symptomatic pseudarthrosis|condition.pseudarthrosis symptomatic=yes]]",
        "[[anterior cervical discectomy and fusion|procedure.fusion]] with no [[discectomy|procedure.discectomy assertion=absent]] below",
    ],
)
def test_the_longest_term_wins(marked: str) -> None:
    check(marked)


def test_a_name_is_found_whole_whatever_is_nested_in_it() -> None:
    mentions = checker().extract("Failed L4-5 fusion with a broken S1 screw.").mentions
    assert [(m.group, m.concept, m.text) for m in mentions if m.group != "hardware"] == [
        ("condition", "pseudarthrosis", "Failed L4-5 fusion"),
        ("procedure", "fusion", "fusion"),
        ("finding", "hardware_fracture", "broken S1 screw"),
    ]


@pytest.mark.parametrize(
    "text", ["PSH: none", "Fusion Center\nBack pain.", "L4-5", "The pain.", "Lumbar spine", "PLAN:\nCT"]
)
def test_mentions_are_in_the_order_of_the_text(text: str) -> None:
    starts = [m.start for m in checker().extract(text).mentions]
    assert starts == sorted(starts)
