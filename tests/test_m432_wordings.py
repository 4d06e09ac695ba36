"""Fusion of spine (M43.2-): the many ways in which people write of stiff and fused spines."""

from __future__ import annotations

import pytest

from notecheck.checker import Checker

FUSED = "Assessment: Degenerative ankylosis of C5-C6."


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def status(checker: Checker, code: str, text: str, item: str) -> str:
    report = checker.check(text, codes=[code], date="2025-06-02").codes[0]
    return next(found.status for found in report.items if found.id == item)


DIAGNOSES = [
    ("M43.26", "Assessment: The L2 and L3 vertebrae have coalesced.", "met"),
    ("M43.26", "Impression: L2-L3 vertebral bodies have become one, degenerative.", "met"),
    ("M43.22", "Assessment: C4-C5 has gone on to fuse by itself with no surgery.", "met"),
    ("M43.26", "Assessment: The lumbar spine fused itself at L4-L5.", "met"),
    ("M43.22", "Assessment: Bony ankylosis has supervened at C3-C4.", "met"),
    ("M43.24", "Assessment: Interbody ankylosis at T7-8, longstanding.", "met"),
    ("M43.26", "Dx: Auto fused L3/4 (never operated).", "met"),
    ("M43.26", "Imp: native fusion L1-2, non operative.", "met"),
    ("M43.22", "Assessment: Nonoperative fusion of C6-C7.", "met"),
    ("M43.26", "Assessment: Native (unoperated) fusion of L3-L4.", "met"),
    ("M43.26", "Assessment: Biological fusion of L3-L4 without surgery.", "met"),
    ("M43.26", "Impression: osseous coalition of the L2 and L3 bodies, acquired.", "met"),
    ("M43.22", "Assessment: Synostosis of C5-C6, acquired.", "met"),
    ("M43.22", "Assessment: The facet joints at C2-C3 are ankylosed bilaterally.", "met"),
    ("M43.22", "A/P: facet ankylosis C3-4 R.", "met"),
    ("M43.24", "Assessment: Spinal fusion, non-surgical, T8-T10, degenerative.", "met"),
    ("M43.26", "Dx: M43.26 Fusion of spine, lumbar region, degenerative, acquired.", "met"),
    ("M43.26", "Assessment: Ankylosis of spinal joint, L3-L4.", "met"),
    ("M43.26", "Impression: Post-infective bony fusion L1/2.", "met"),
    ("M43.26", "Assessment: acquired block vertebra L1-L2 after discitis.", "met"),
    ("M43.22", "Assessment: Acquired block vertebrae at C5-6, degenerative.", "met"),
    ("M43.28", "Assessment: Autofusion of both sacro-iliac joints.", "met"),
    ("M43.22", "Impression: spontaneous arthrodesis of C4-C5.", "met"),
    ("M43.26", "Assessment: Her disc has calcified and the L3-L4 segment autofused.", "met"),
    ("M43.24", "Assessment: Spinal ankylosis with DISH T5-T11.", "met"),
    ("M43.22", "Diagnosis: ankylosed cervical spine.", "met"),
    ("M43.22", "Impression: Degenerative auto-ankylosis C5/6.", "met"),
    ("M43.22", "Impression: complete bony fusion across C5-C6 disc without prior surgery.", "met"),
    ("M43.22", "Assessment: the segment C5-C6 has auto-fused in the interim.", "met"),
    ("M43.27", "Assessment: L5/S1 has fused spontaneously, no metalwork.", "met"),
    ("M43.20", "Opinion: These vertebrae have fused as part of the ageing process.", "met"),
    ("M43.26", "Assessment: ? early ankylosis L4-5.", "partial"),
    ("M43.22", "Assessment: I suspect the C5-C6 segment has autofused.", "partial"),
    ("M43.22", "Assessment: Query ankylosis of C5-C6.", "partial"),
    ("M43.22", "Impression: Findings raise the possibility of ankylosis at C5-C6.", "partial"),
    ("M43.22", "Impression: Presumed autofusion at C5-C6.", "partial"),
    ("M43.22", "Impression: This may well represent ankylosis of C5-C6.", "partial"),
    ("M43.22", "Impression: Apparent fusion of C5 on C6.", "partial"),
    ("M43.22", "Assessment: Ankylosis of C5-C6 vs advanced disc degeneration.", "partial"),
    ("M43.22", "Assessment: Ankylosis of C5-C6 is favoured but CT needed.", "partial"),
    ("M43.28", "Assessment: The SI joints are patent. There is no ankylosis.", "contradicted"),
    ("M43.22", "CT: No evidence of autofusion. Assessment: spondylosis.", "contradicted"),
    ("M43.26", "Assessment: Spondylosis without ankylosis of the lumbar spine.", "contradicted"),
    ("M43.26", "Assessment: Stiff back; his spine is not fused anywhere.", "contradicted"),
    ("M43.22", "Assessment: Neck strain. None of the facets is ankylosed.", "contradicted"),
    ("M43.22", "Impression: Ankylosis absent. Assessment: muscular pain.", "contradicted"),
    ("M43.22", "Assessment: Segments mobile, nothing is fused.", "contradicted"),
    (
        "M43.22",
        "Plan: After the operation C5-C6 will be ankylosed for life. Assessment: C6 radiculopathy.",
        "missing",
    ),
    ("M43.26", "Discussed: over time the spine would become ankylosed. Assessment: strain.", "missing"),
    (
        "M43.24",
        "HPI: His father has it and has an ankylosed thoracic spine. Assessment: postural pain.",
        "missing",
    ),
    ("M43.26", "HPI: Her brother has a fused spine. Assessment: strain.", "missing"),
    (
        "M43.26",
        "Education: In ankylosing spondylitis the vertebrae fuse together. Assessment: strain.",
        "missing",
    ),
    ("M43.26", "Assessment: Strain. We discussed that untreated disease can lead to ankylosis.", "missing"),
    ("M43.26", "Plan: exercises to keep the spine from fusing.", "missing"),
    ("M43.22", "Plan: The goal is to avoid ankylosis of the neck.", "missing"),
    ("M43.20", "Handout: what is spinal ankylosis? Ankylosis means a joint has fused.", "missing"),
    ("M43.22", "Assessment: Ankylosis of the TMJ after trauma.", "missing"),
    ("M43.22", "Assessment: Dental ankylosis of tooth 30.", "missing"),
    ("M43.22", "Assessment: Ankyloglossia, frenotomy offered.", "missing"),
    ("M43.22", "Assessment: Stapes ankylosis with conductive loss.", "missing"),
    ("M43.22", "Assessment: Fibrous ankylosis of the PIP joint of the ring finger.", "missing"),
    ("M43.22", "Assessment: Ankylosed left elbow in 60 degrees.", "missing"),
    ("M43.26", "Assessment: Ankle fused 2010, subtalar joint ankylosed.", "missing"),
    ("M43.22", "Assessment: Ankylosis of the jaw; neck supple.", "missing"),
    ("M43.26", "Radiograph: growth plates are fused. Assessment: knee sprain.", "missing"),
    ("M43.26", "Exam: labia minora fused. Assessment: labial adhesions.", "missing"),
    ("M43.26", "MRI-US fusion biopsy of the prostate performed. Assessment: prostate cancer.", "missing"),
    ("M43.26", "PET/CT fusion images were reviewed. Assessment: lymphoma.", "missing"),
    ("M43.26", "Assessment: fused kidneys (horseshoe).", "missing"),
    (
        "M43.26",
        "Medications: adalimumab (approved for rheumatoid arthritis, ankylosing spondylitis). Assessment: psoriasis.",
        "missing",
    ),
    (
        "M43.26",
        "X-ray femur: bridging callus, fracture united. Assessment: femur fracture healed.",
        "missing",
    ),
    ("M43.26", "X-ray humerus: bony bridging across the fracture. Assessment: healing fracture.", "missing"),
    ("M43.26", "CT: interbody bony bridging across the L4-L5 cage. Assessment: solid TLIF.", "missing"),
    ("M43.26", "Exam: eyelids fused. Preterm infant.", "missing"),
    ("M43.22", "Assessment: shoulder ankylosis, left.", "missing"),
    ("M43.26", "Assessment: Ankylosis, knee, right.", "missing"),
    ("M43.26", "Assessment: Ankylosis of the right wrist; prior fusion of the thumb.", "missing"),
    ("M43.22", "Assessment: Fusion of the cranial sutures.", "missing"),
    ("M43.26", "Assessment: triple arthrodesis, foot fused in good position.", "missing"),
    ("M43.26", "Assessment: left hip fused in childhood.", "missing"),
    ("M43.24", "Assessment: costovertebral joint ankylosis not assessed.", "missing"),
    ("M43.24", "Assessment: Rib synostosis 4-5, congenital.", "missing"),
]


@pytest.mark.parametrize(("code", "text", "expected"), DIAGNOSES)
def test_diagnosis(checker: Checker, code: str, text: str, expected: str) -> None:
    assert status(checker, code, text, "ankylosis_diagnosis") == expected


CAUSES = [
    (". Degenerative in nature.", "met"),
    (" due to long-standing degenerative disc disease.", "met"),
    (". It came on with age.", "met"),
    (" from wear and tear.", "met"),
    (". Cause: old discitis.", "met"),
    (". Etiology is DISH.", "met"),
    (". Acquired. Never operated on.", "met"),
    (". No prior neck surgery; not congenital.", "met"),
    (". It is not the result of surgery and she was not born with it.", "met"),
    (". This followed a motor vehicle collision in 1994.", "met"),
    (" following whiplash in 1994.", "met"),
    (" after the fracture of C5 healed.", "met"),
    (" on the background of rheumatoid arthritis.", "met"),
    (" secondary to juvenile arthritis.", "met"),
    (" sequela of TB spine.", "met"),
    (" from her psoriatic disease.", "met"),
    (". This is a natural (non-surgical) fusion.", "met"),
    (". No hardware; it fused spontaneously.", "met"),
    (" owing to prolonged immobilisation in a halo.", "met"),
    (" after radiation to the neck.", "met"),
    (" post-radiation.", "met"),
    (" post-infectious.", "met"),
    (" due to OPLL.", "met"),
    (" end stage spondylosis.", "met"),
    (". Cause is unknown.", "missing"),
    (". Cause not stated.", "missing"),
    (" due to ochronosis.", "met"),
    (" fused of its own accord.", "met"),
    (" occurred naturally.", "met"),
    (" idiopathic.", "met"),
]


@pytest.mark.parametrize(("words", "expected"), CAUSES)
def test_cause(checker: Checker, words: str, expected: str) -> None:
    assert status(checker, "M43.22", f"Assessment: Ankylosis of C5-C6{words}", "etiology") == expected


IMAGES = [
    ("CT: contiguous marrow between C5 and C6.", "met"),
    ("CT shows the C5-C6 disc space replaced by bone.", "met"),
    ("XR: C5-6 interspace no longer exists.", "met"),
    ("MRI: marrow signal runs across the C5-C6 disc.", "met"),
    ("CT: no disc left at C5-C6, trabeculae run from one body to the other.", "met"),
    ("CT: facet joints at C5-C6 are solidly fused.", "met"),
    ("CT: C5 and C6 form a single block of bone.", "met"),
    ("CT: bone crosses both facet joints at C5-C6.", "met"),
    ("Films: osteophytes at C5-C6 have joined.", "met"),
    ("Radiographs: confluent anterior osteophytes C5-C6.", "met"),
    ("CT: solid bar of bone anterior to C5-C6.", "met"),
    ("CT: ossification of the C5-C6 disc.", "met"),
    ("CT: C5-C6 facets have disappeared.", "met"),
    ("Plain films: C5-C6 ankylosed.", "partial"),
    ("X-ray shows ankylosis at C5-C6.", "partial"),
    ("CT C5-C6: complete osseous union of the bodies.", "met"),
    ("CT: Interbody and facet fusion at C5-C6.", "met"),
    ("XR: disc space C5-6 obliterated.", "met"),
    ("DEXA and CXR: bony bridging C5-C6 seen.", "met"),
    ("CT: marginal syndesmophytes bridging C5-C6.", "met"),
    ("Tomography: loss of the C5-C6 joint space with bony continuity.", "met"),
    ("CT: the two vertebrae are one mass of bone.", "met"),
    ("CT: dense bone fills the C5-C6 disc space.", "met"),
    ("CT: fusion of the C5-6 vertebral bodies and posterior elements.", "met"),
    ("Flex/ext views: no movement at C5-C6.", "met"),
    ("Flexion-extension films: C5-C6 does not move.", "met"),
    ("Needs CT to confirm.", "missing"),
    ("CT to follow.", "missing"),
    ("CT has been requested.", "missing"),
]


@pytest.mark.parametrize(("words", "expected"), IMAGES)
def test_imaging(checker: Checker, words: str, expected: str) -> None:
    assert status(checker, "M43.22", f"Imaging: {words}\n{FUSED}", "imaging_ankylosis") == expected


EXCLUSIONS = [
    ("No features of axial SpA.", "met"),
    ("Not AS.", "met"),
    ("This is not ankylosing spondylitis.", "met"),
    ("AS excluded by rheumatology.", "met"),
    ("Rheumatology ruled out AS.", "met"),
    ("No stigmata of AS.", "met"),
    ("No evidence for axSpA.", "met"),
    ("does not meet criteria for ankylosing spondylitis.", "met"),
    ("SI joints normal, so no AS.", "met"),
    ("AS has been excluded.", "met"),
    ("Nothing to suggest ankylosing spondylitis.", "met"),
    ("There is no sign of a spondyloarthropathy.", "met"),
    ("without ankylosing spondylitis.", "met"),
    ("I do not believe she has ankylosing spondylitis.", "met"),
    ("no spondyloarthritis", "met"),
    ("AS: no.", "met"),
    ("Ankylosing spondylitis: negative work-up.", "met"),
    ("Work-up for AS was negative.", "met"),
    ("DISH rather than ankylosing spondylitis.", "met"),
    ("Never had ankylosing spondylitis.", "met"),
    ("Seronegative spondyloarthropathy excluded.", "met"),
    ("No clinical, laboratory or radiological features of ankylosing spondylitis.", "met"),
    ("negative for AS", "met"),
    ("no inflammatory spondyloarthropathy", "met"),
    ("tested negative for ankylosing spondylitis", "met"),
    ("ank spond was ruled out in 2015", "met"),
    ("She carries no diagnosis of ankylosing spondylitis.", "met"),
    ("Ankylosing spondylitis was considered and rejected.", "met"),
    ("argues against ankylosing spondylitis", "met"),
    ("as opposed to ankylosing spondylitis", "met"),
    ("Known AS since 1990.", "contradicted"),
    ("Ankylosing spondylitis on adalimumab.", "contradicted"),
    ("axSpA, r-axSpA on biologics.", "contradicted"),
]


@pytest.mark.parametrize(("words", "expected"), EXCLUSIONS)
def test_spondylitis(checker: Checker, words: str, expected: str) -> None:
    assert status(checker, "M43.22", f"HPI: {words}\n{FUSED}", "spondylitis_excluded") == expected
