"""M96.1: which alerts fire, what they offer, and which words are shown as evidence."""

from __future__ import annotations

import pytest

from notecheck import Checker

OPERATED = "PSH: L4-5 laminectomy 2019\n\nASSESSMENT: Lumbar postlaminectomy syndrome. "
CLINIC = "PAIN CLINIC FOLLOW-UP\n\n"

# fmt: off
# the note, all alerts that fire, how the offered codes begin
ALERTS = [
    (OPERATED, [], []),
    (CLINIC + OPERATED + "Chronic pain syndrome.", ["chronic_pain_code"], ["G89.4"]),
    (CLINIC + OPERATED + "Chronic postoperative back pain.", ["chronic_pain_code"], ["G89.28"]),
    (CLINIC + OPERATED + "Chronic low back pain.", ["chronic_pain_code"], ["G89.29"]),
    ("Interventional Pain Medicine\nFollow up\n\n" + OPERATED + "Chronic intractable pain.", ["chronic_pain_code"], ["G89.29"]),
    ("SPINAL CORD STIMULATOR TRIAL\n\n" + OPERATED + "Chronic pain.", ["chronic_pain_code"], ["G89.29"]),
    ("NEUROSURGERY CLINIC\n\n" + OPERATED + "Chronic pain. PLAN: refer to pain management for stimulator trial.", [], []),
    (CLINIC + OPERATED, [], []),
    (OPERATED + "Recurrent disc herniation at L4-5.", ["new_disc_herniation"], ["M51.2"]),
    ("MRI lumbar spine: recurrent L5-S1 disc extrusion.\n\n" + OPERATED, ["new_disc_herniation"], ["M51.27"]),
    ("MRI lumbar spine: no recurrent disc herniation. Disc bulge L3-4.\n\n" + OPERATED, [], []),
    ("HPI: laminectomy and discectomy for a herniated disc in 2019.\n\n" + OPERATED, [], []),
    ("PSH: C4-6 laminectomy 2019\nMRI cervical spine: C6-7 disc herniation.\n\nASSESSMENT: Cervical postlaminectomy syndrome.", ["new_disc_herniation"], ["M50."]),
    ("EMG: chronic left L5 radiculopathy.\n\n" + OPERATED + "Left L5 radiculopathy due to epidural fibrosis.", ["radiculopathy"], ["M54.1"]),
    ("MRI: epidural fibrosis around the left S1 root at L5-S1.\n\n" + OPERATED + "Left S1 radiculopathy.", ["radiculopathy"], ["M54.1"]),
    (OPERATED + "Lumbar radiculopathy.", [], []),
    ("MRI: L4-5 recurrent herniation compressing the L5 root.\n\n" + OPERATED + "L5 radiculopathy due to the recurrent disc herniation.", ["new_disc_herniation"], ["M51.16"]),
    ("MRI: epidural scar.\n\n" + OPERATED + "No radiculopathy.", [], []),
    ("CT: broken left S1 screw.\n\n" + OPERATED, ["hardware_complication"], ["T84.2"]),
    ("CT: hardware intact, no loosening.\n\n" + OPERATED, [], []),
    ("PSH: L4-5 laminectomy and fusion 2019\n\nASSESSMENT: Postlaminectomy syndrome, lumbar. Pseudarthrosis of the L4-5 fusion.", ["pseudarthrosis_present"], ["M96.0"]),
    ("PSH: C3-6 laminectomy 2015\n\nASSESSMENT: Postlaminectomy kyphosis.", ["postlaminectomy_kyphosis"], ["M96.3"]),
    ("PSH: C3-6 laminectomy 2015\n\nASSESSMENT: Cervical kyphosis after laminectomy C3-6.", ["postlaminectomy_kyphosis"], ["M96.3"]),
    ("PSH: C3-6 laminectomy 2015\n\nASSESSMENT: Progressive kyphotic deformity secondary to prior cervical laminectomy.", ["postlaminectomy_kyphosis"], ["M96.3"]),
    ("PSH: C3-6 laminectomy 2015\nXR: no postlaminectomy kyphosis.\n\nASSESSMENT: Cervical postlaminectomy syndrome.", [], []),
    ("PSH: L4-5 fusion 2018\n\nASSESSMENT: Failed back surgery syndrome, lumbar.", ["no_prior_laminectomy"], []),
    ("PSH: cervical laminectomy 2012, lumbar fusion 2018\n\nASSESSMENT: Failed back surgery syndrome, lumbar.", ["no_prior_laminectomy"], []),
    ("PSH: back surgery 2018\n\nASSESSMENT: Failed back surgery syndrome, lumbar.", [], []),
    ("PSH: microdiscectomy 2018\n\nASSESSMENT: Failed back surgery syndrome, lumbar.", [], []),
    ("PSH: appendectomy\n\nASSESSMENT: Failed back syndrome.", ["no_prior_laminectomy"], []),
    ("ASSESSMENT: Possible failed back syndrome.\nPSH: L4-5 laminectomy 2019", ["uncertain_diagnosis"], []),
    ("ASSESSMENT: Possible failed back syndrome.", ["no_prior_laminectomy", "uncertain_diagnosis"], []),
    ("PMH: postlaminectomy syndrome\nPSH: L4-5 laminectomy 2019\n\nASSESSMENT:\n1. Low back pain M54.50\n2. HTN I10", ["nonspecific_pain_code"], ["M96.1"]),
    ("PROBLEM LIST: postlaminectomy syndrome, lumbar\nPSH: L4-5 laminectomy 2019\n\nASSESSMENT: Low back pain.", ["nonspecific_pain_code"], ["M96.1"]),
    (OPERATED + "Low back pain M54.50, postlaminectomy syndrome M96.1.", [], []),
    ("FAMILY HISTORY: mother has failed back syndrome\nPSH: L4-5 laminectomy\n\nASSESSMENT: Lumbar strain.", [], []),
    ("HPI: SCS lead migrated in 2022, revised.\n\n" + OPERATED, [], []),
    ("PLAN: risks include screw loosening, pseudarthrosis, kyphosis.\n\n" + OPERATED, [], []),
]



# the treatment or complaint, and what is read as said of it
PHRASES = [
    ("HPI: Pregabalin 75 mg twice a day gave about 30% relief.", "conservative_care", "Pregabalin 75 mg twice a day gave about 30% relief"),
    ("HPI: He did therapy. It gave him no relief.", "conservative_care", "therapy. It gave him no relief"),
    ("HPI: Eight weeks of physical therapy.", "conservative_care", "Eight weeks of physical therapy"),
    ("HPI: Low back pain, burning, into both legs.", "persistent_symptoms", "Low back pain, burning"),
    ("EXAM: Left EHL 4/5.", "objective_findings", "Left EHL 4/5"),
]
# fmt: on


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


@pytest.mark.parametrize(("text", "alerts", "codes"), ALERTS)
def test_alerts(checker: Checker, text: str, alerts: list[str], codes: list[str]) -> None:
    report = checker.check(text, codes=["M96.1"], date="2025-03-01").codes[0]
    assert sorted(alert.id for alert in report.alerts) == alerts
    offered = [code for alert in report.alerts for code in alert.codes]
    for begin in codes:
        assert any(code.startswith(begin) for code in offered)


@pytest.mark.parametrize(("text", "item", "phrase"), PHRASES)
def test_evidence(checker: Checker, text: str, item: str, phrase: str) -> None:
    report = checker.check(text, codes=["M96.1"]).codes[0]
    found = next(entry for entry in report.items if entry.id == item)
    assert phrase in [evidence.text for evidence in found.evidence]
