"""Fusion of spine (M43.2-): short notes, each with the items and alerts that it must give."""

from __future__ import annotations

import pytest

from notecheck.checker import Checker
from notecheck.report import CodeReport


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def judged(checker: Checker, code: str, text: str, setting: str = "outpatient") -> CodeReport:
    return checker.check(text, codes=[code], date="2025-06-02", setting=setting).codes[0]


DIAGNOSES = [
    ("M43.22", "Assessment: Autofusion of C3-C4.", "met"),
    ("M43.22", "Impression: C3-4 has autofused.", "met"),
    ("M43.22", "Assessment: Spontaneous C5-C6 interbody fusion.", "met"),
    ("M43.22", "Assessment: The C5 and C6 bodies have fused on their own over the years.", "met"),
    ("M43.26", "Assessment: Pathological fusion of L2-L3 after discitis.", "met"),
    ("M43.26", "Dx: acquired, degenerative fusion of L3-4.", "met"),
    ("M43.24", "Assessment: Inflammatory ankylosis T4-T6.", "met"),
    ("M43.24", "Assessment: The mid thoracic spine is ankylosed from T6 to T9.", "met"),
    ("M43.28", "Impression: Bony ankylosis of both SI joints.", "met"),
    ("M43.28", "Impression: Both sacroiliac joints are ankylosed.", "met"),
    ("M43.27", "Assessment: L5-S1 fibrous ankylosis.", "met"),
    ("M43.26", "Assessment: suspected ankylosis L1-L2.", "partial"),
    ("M43.26", "Assessment: Findings are suggestive of ankylosis at L1-L2.", "partial"),
    ("M43.26", "Assessment: ?autofusion L1-L2, CT ordered.", "partial"),
    ("M43.26", "Assessment: Cannot exclude spontaneous fusion of L4-L5.", "partial"),
    ("M43.26", "X-ray lumbar: L3 and L4 appear fused. Assessment: back pain.", "partial"),
    ("M43.26", "Lumbar films: There is fusion of the L2 and L3 vertebral bodies.", "partial"),
    ("M43.26", "HPI: The patient was told by a chiropractor that she has ankylosis of L4-5.", "partial"),
    ("M43.26", "Assessment: No ankylosis of the lumbar spine.", "contradicted"),
    ("M43.26", "CT lumbar spine: The facets are not ankylosed. Assessment: no autofusion.", "contradicted"),
    ("M43.26", "Assessment: Ankylosis of the lumbar spine is ruled out.", "contradicted"),
    ("M43.26", "Assessment: Lumbar strain. Exercise is meant to prevent ankylosis.", "missing"),
    ("M43.26", "FH: mother with ankylosis of the spine. Assessment: strain.", "missing"),
    ("M43.26", "Assessment: Ankylosis of the right hip after infection.", "missing"),
    ("M43.26", "PSH: L4-L5 fusion 2019. Assessment: L4-L5 fused, doing well.", "missing"),
    ("M43.26", "Plan: recommend L4-L5 fusion. Assessment: spondylolisthesis.", "missing"),
    ("M43.26", "HPI: L4-L5 was fused in 2015 with screws and rods. Assessment: stable.", "missing"),
]


@pytest.mark.parametrize(("code", "text", "status"), DIAGNOSES)
def test_diagnosis(checker: Checker, code: str, text: str, status: str) -> None:
    found = {item.id: item.status for item in judged(checker, code, text).items}
    assert found["ankylosis_diagnosis"] == status


CAUSES = [
    ("Assessment: Ankylosis C5-C6, degenerative.", "met"),
    ("Assessment: Ankylosis C5-C6 from end-stage facet arthrosis.", "met"),
    ("Assessment: Ankylosis of C5-C6. It is degenerative in origin.", "met"),
    ("Assessment: Ankylosis of C5-C6. Etiology: post-traumatic.", "met"),
    ("Assessment: Ankylosis of C5-C6, acquired, neither surgical nor congenital.", "met"),
    ("Assessment: Ankylosis of C5-C6. Not surgical, not congenital.", "met"),
    ("Assessment: Ankylosis of C5-C6 secondary to old discitis.", "met"),
    ("Assessment: Ankylosis of C5-C6, a late sequela of her 1998 cervical fracture.", "met"),
    ("Assessment: DISH-related ankylosis of C5-C6.", "met"),
    ("Assessment: DISH with ankylosis of C4-C7.", "met"),
    ("Assessment: Rheumatoid ankylosis of C1-C2.", "met"),
    ("Assessment: Psoriatic spondylitis causing ankylosis of C5-C6.", "met"),
    ("Assessment: Ankylosis C5-C6. This is the result of the childhood osteomyelitis.", "met"),
    ("Assessment: Ankylosis C5-C6 attributed to radiation of the neck.", "met"),
    ("Assessment: Ankylosis of C5-C6.", "missing"),
    ("Assessment: 1. Ankylosis of C5-C6. 2. Degenerative disc disease L4-5.", "missing"),
    ("PMH: degenerative arthritis of the knees. Assessment: Ankylosis of C5-C6.", "missing"),
    ("Assessment: Ankylosis of C5-C6, cause unknown. No neck surgery.", "missing"),
    ("PSH: ACDF C5-C6 2012. Assessment: C5-C6 solidly fused.", "contradicted"),
    ("Assessment: C2-C3 block vertebra, a failure of segmentation.", "contradicted"),
    ("Assessment: C5-C6 fusion, congenital.", "contradicted"),
]


@pytest.mark.parametrize(("text", "status"), CAUSES)
def test_cause(checker: Checker, text: str, status: str) -> None:
    found = {item.id: item.status for item in judged(checker, "M43.22", text).items}
    assert found["etiology"] == status


IMAGING = [
    ("CT cervical spine: complete osseous bridging of the C5-C6 disc space.", "met"),
    ("CT cervical spine 5/1/25: bone crosses the C5-C6 facet joints on both sides.", "met"),
    ("MRI: marrow is continuous between C5 and C6.", "met"),
    ("CT: trabeculae run through the C5-C6 disc space without interruption.", "met"),
    ("Radiographs: the C5-C6 joint space is obliterated.", "met"),
    ("X-rays: The C5 and C6 vertebral bodies are fused.", "met"),
    ("XR c-spine: C5-C6 facets fused bilaterally.", "met"),
    ("CT shows bridging syndesmophytes at C5-C6.", "met"),
    ("Films show no motion between C5 and C6 on flexion and extension.", "met"),
    ("CT showed ankylosis of C5-C6.", "partial"),
    ("There is bony bridging at C5-C6.", "partial"),
    ("CT was done last year.", "missing"),
    ("", "missing"),
]


@pytest.mark.parametrize(("text", "status"), IMAGING)
def test_imaging(checker: Checker, text: str, status: str) -> None:
    note = f"HPI: stiff neck.\nImaging: {text}\nAssessment: Degenerative ankylosis of C5-C6.\n"
    found = {item.id: item.status for item in judged(checker, "M43.22", note).items}
    assert found["imaging_ankylosis"] == status


FUNCTION = [
    ("Neck rotation 10 degrees to each side.", "met"),
    ("Rotation ~15 deg each way.", "met"),
    ("She cannot turn her head.", "met"),
    ("He is unable to look over his shoulder when reversing.", "met"),
    ("Trouble checking the blind spot.", "met"),
    ("Lumbar extension is nil.", "met"),
    ("ROM severely restricted in all planes.", "met"),
    ("Cervical ROM: flex 20, ext 5.", "met"),
    ("The spine is rigid.", "met"),
    ("Decreased range of motion of the cervical spine.", "met"),
    ("Uses a sock aid to dress.", "met"),
    ("He turns with his whole body.", "met"),
    ("Schober 1.5 cm, occiput-to-wall 9 cm.", "met"),
    ("Signs of cervical myelopathy.", "met"),
    ("There is a C6 radiculopathy.", "met"),
    ("Loss of about half of neck motion.", "met"),
    ("Finds it hard to look up at shelves.", "met"),
    ("No functional limitation.", "contradicted"),
    ("Full range of motion of the neck.", "contradicted"),
    ("She reports no loss of motion.", "contradicted"),
    ("Shoulder rotation 40 degrees.", "missing"),
    ("Strength 5/5, reflexes normal.", "missing"),
    ("Flexion and extension views are pending.", "missing"),
]


@pytest.mark.parametrize(("text", "status"), FUNCTION)
def test_function(checker: Checker, text: str, status: str) -> None:
    note = f"HPI: Here for follow-up.\nExam: {text}\nAssessment: Degenerative ankylosis of C5-C6.\n"
    found = {item.id: item.status for item in judged(checker, "M43.22", note).items}
    assert found["functional_limitations"] == status


RELATION = [
    ("PMH: rheumatoid arthritis.\nAssessment: Ankylosis of C1-C2.", "missing", []),
    ("Assessment: Ankylosis of C1-C2 due to rheumatoid arthritis.", "met", ["rheumatoid_spine"]),
    ("Assessment: Ankylosis of C1-C2, late result of her RA.", "met", ["rheumatoid_spine"]),
    ("Assessment: RA has led to ankylosis of C1-C2.", "met", ["rheumatoid_spine"]),
    ("PMH: DISH.\nAssessment: Ankylosis of C1-C2, acquired.", "missing", ["dish"]),
    ("Assessment: Ankylosis of C1-C2 in the setting of DISH.", "met", ["dish"]),
    ("Assessment: Ankylosis of C1-C2. No rheumatoid arthritis, no DISH.", "not_applicable", []),
    ("Assessment: Ankylosis of C1-C2 following a dens fracture in 1999.", "met", []),
    ("FH: sister with rheumatoid arthritis.\nAssessment: Ankylosis of C1-C2.", "not_applicable", []),
    ("Exam: SpO2 97% on RA.\nAssessment: Ankylosis of C1-C2, degenerative.", "not_applicable", []),
    ("Assessment: Ankylosis of C1-C2. Activity AS TOLERATED.", "not_applicable", []),
]


@pytest.mark.parametrize(("text", "status", "alerts"), RELATION)
def test_relation(checker: Checker, text: str, status: str, alerts: list[str]) -> None:
    report = judged(checker, "M43.21", text)
    assert {item.id: item.status for item in report.items}["underlying_condition"] == status
    assert [alert.id for alert in report.alerts] == alerts


REGIONS = [
    ("M43.24", "Assessment: Ankylosis of T7-T9.", "met", []),
    (
        "M43.24",
        "Assessment: Ankylosis of the spine.\nImaging: CT thoracic spine: osseous bridging.",
        "met",
        [],
    ),
    ("M43.25", "Assessment: Ankylosis of the thoracolumbar spine (T11-L2).", "met", []),
    ("M43.23", "Assessment: Ankylosis of C6-T1.", "met", ["multiple_regions"]),
    ("M43.23", "Assessment: Ankylosis of the cervicothoracic junction.", "met", []),
    ("M43.26", "Assessment: Ankylosis of C4-C5.", "contradicted", ["region_mismatch"]),
    ("M43.26", "Assessment: Ankylosis of the spine.", "missing", []),
    ("M43.20", "Assessment: Ankylosis of the spine.", "partial", []),
    ("M43.20", "Assessment: Ankylosis of the lumbar spine.", "met", ["more_specific_code"]),
    ("M43.2", "Assessment: Ankylosis of the lumbar spine.", "met", ["more_specific_code", "parent_code"]),
    ("M43.2", "Assessment: Back pain.", "missing", ["parent_code"]),
    ("M43.21", "Assessment: Ankylosis of the atlantoaxial joint.", "met", []),
    ("M43.21", "Assessment: Ankylosis of the craniocervical junction.", "met", []),
    ("M43.28", "Assessment: Ankylosis of the sacrococcygeal joint.", "met", []),
    ("M43.26", "PSH: L5-S1 fusion 2016.\nAssessment: Autofusion of L3-L4 above it.", "met", []),
]


@pytest.mark.parametrize(("code", "text", "status", "alerts"), REGIONS)
def test_region(checker: Checker, code: str, text: str, status: str, alerts: list[str]) -> None:
    report = judged(checker, code, text)
    assert {item.id: item.status for item in report.items}["spinal_region"] == status
    assert [alert.id for alert in report.alerts] == alerts


ALERTS = [
    ("M43.26", "PSH: L4-L5 TLIF 2019.\nAssessment: Solid fusion L4-L5.", ["surgical_fusion"], ["Z98.1"]),
    ("M43.26", "PSH: L4-L5 TLIF 2019.\nAssessment: Nonunion of the L4-L5 fusion.",
     ["surgical_fusion", "pseudarthrosis_present"], ["M96.0"]),
    ("M43.26", "Plan: We discussed a fusion of L4-L5.\nAssessment: Stenosis.", [], []),
    ("M43.26", "PSH: right ankle arthrodesis 2010.\nAssessment: Low back pain.", [], []),
    ("M43.22", "PMH: AS since 1999.\nAssessment: Ankylosis C2-C7.", ["ankylosing_spondylitis"], ["M45.2"]),
    ("M43.22", "Assessment: Ankylosis C5-C6, degenerative. No AS.", [], []),
    ("M43.22", "FH: father with ankylosing spondylitis.\nAssessment: Autofusion C5-C6.", [], []),
    ("M43.22", "Assessment: Congenital fusion of C2-C3.", ["congenital_fusion"], ["Q76.49"]),
    ("M43.24", "Assessment: T5-T6 unsegmented bar with congenital scoliosis.", ["congenital_fusion"], ["Q76.3"]),
    ("M43.22", "Assessment: Klippel-Feil syndrome with C2-C3 block vertebra.",
     ["congenital_fusion", "klippel_feil"], ["Q76.1", "Q76.49"]),
    ("M43.22", "Assessment: Autofusion C5-C6 below a C2-C3 block vertebra.", [], []),
    ("M43.26", "PSH: ACDF C5-C6 2015.\nAssessment: 1. Pseudarthrosis C5-C6 of the ACDF. 2. Autofusion L2-L3.",
     ["pseudarthrosis_present"], ["M96.0"]),
    ("M43.24", "Assessment: Ankylosis T6-T10 due to Forestier disease.", ["dish"], ["M48.14"]),
    ("M43.26", "Assessment: Possible ankylosis of L3-L4.", ["uncertain_diagnosis"], []),
    ("M43.26", "X-ray: Fusion of L4-5 noted.", [], []),
    ("M43.22", "Assessment: Degenerative ankylosis of C4-C5 and L2-L3.", ["multiple_regions"], ["M43.26"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "alerts", "codes"), ALERTS)
def test_alerts(checker: Checker, code: str, text: str, alerts: list[str], codes: list[str]) -> None:
    report = judged(checker, code, text)
    assert [alert.id for alert in report.alerts] == alerts
    offered = {offer for alert in report.alerts for offer in alert.codes}
    assert set(codes) <= offered


def test_inpatient_probable_counts_but_a_fusion_of_unknown_kind_does_not(checker: Checker) -> None:
    probable = judged(checker, "M43.26", "Discharge diagnosis: Probable ankylosis of L3-L4.", "inpatient")
    untold = judged(checker, "M43.26", "Lumbar films: L3-L4 appear fused.", "inpatient")
    assert probable.items[0].status == "met"
    assert untold.items[0].status == "partial"


def test_examples_of_the_checklist(checker: Checker) -> None:
    checklist = checker.checklists["M43.22"]
    assert checklist.examples
    for example in checklist.examples:
        report = checker.check(
            example.text, codes=[example.code], date=example.date, setting=example.setting
        ).codes[0]
        statuses = {item.id: item.status for item in report.items}
        assert {key: statuses[key] for key in example.items} == example.items, example.title
        if example.alerts is not None:
            assert sorted(alert.id for alert in report.alerts) == sorted(example.alerts), example.title
        if example.verdict:
            assert report.verdict == example.verdict, example.title
