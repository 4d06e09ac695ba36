"""Sections, as notes with the section that each header opens."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notecheck import lexicon
from notecheck.pipes.sections import find_sections


def names(text: str) -> list[str]:
    return [section.name for section in find_sections(text)]


def shown(text: str) -> list[str]:
    """Write each section as ``name|header|body``, without the blanks around."""
    return [
        f"{s.name}|{text[s.start : s.body].strip()}|{text[s.body : s.end].strip()}"
        for s in find_sections(text)
    ]


def test_a_note_in_sections() -> None:
    text = "Mr. Orr, 54\n\nHPI: Back pain.\nPSH:\n- TLIF 2019\n\nASSESSMENT AND PLAN\nNonunion.\n"
    assert shown(text) == [
        "preamble||Mr. Orr, 54",
        "history_of_present_illness|HPI:|Back pain.",
        "past_surgical_history|PSH:|- TLIF 2019",
        "assessment_and_plan|ASSESSMENT AND PLAN|Nonunion.",
    ]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("CC:", "chief_complaint"),
        ("Reason for Visit:", "chief_complaint"),
        ("HISTORY OF PRESENT ILLNESS:", "history_of_present_illness"),
        ("Subjective:", "history_of_present_illness"),
        ("S:", "history_of_present_illness"),
        ("Interval History:", "interval_history"),
        ("PMHx:", "past_medical_history"),
        ("Past Surgical History:", "past_surgical_history"),
        ("Surgical Hx:", "past_surgical_history"),
        ("PRIOR SPINE SURGERY:", "past_surgical_history"),
        ("FHx:", "family_history"),
        ("Social Hx:", "social_history"),
        ("Home Medications:", "medications"),
        ("ALLERGIES:", "allergies"),
        ("ROS:", "review_of_systems"),
        ("Active Problem List:", "problem_list"),
        ("Vital Signs:", "vitals"),
        ("O/E:", "physical_exam"),
        ("Neurological examination:", "physical_exam"),
        ("X-RAYS TODAY:", "imaging"),
        ("Independent review of imaging:", "imaging"),
        ("LABS:", "labs"),
        ("IMPRESSION:", "assessment"),
        ("Medical Decision Making:", "assessment"),
        ("A&P:", "assessment_and_plan"),
        ("A/P:", "assessment_and_plan"),
        ("Plan:", "plan"),
        ("RECOMMENDATIONS:", "plan"),
        ("Discharge Diagnoses:", "discharge_diagnosis"),
        ("Admitting diagnosis:", "admission_diagnosis"),
        ("HOSPITAL COURSE:", "hospital_course"),
        ("Pre-op Dx:", "preoperative_diagnosis"),
        ("POSTOPERATIVE DIAGNOSIS:", "postoperative_diagnosis"),
        ("Procedure(s) performed:", "procedure"),
        ("Indications for surgery:", "indications"),
        ("Findings at exploration:", "operative_findings"),
        ("DESCRIPTION OF PROCEDURE:", "operative_technique"),
        ("Complications:", "complications"),
        ("Informed consent:", "risks_and_consent"),
        ("After Visit Summary:", "patient_instructions"),
        ("Return precautions:", "patient_instructions"),
        ("Follow-up:", "follow_up"),
        ("Conservative treatment:", "treatment"),
        ("Outside records reviewed:", "records_reviewed"),
        ("Attending Attestation:", "attestation"),
        ("ADDENDUM:", "addendum"),
    ],
)
def test_headers(header: str, name: str) -> None:
    text = f"Seen today.\n{header} As below.\nStable."
    assert shown(text) == ["preamble||Seen today.", f"{name}|{header}|As below.\nStable."]


@pytest.mark.parametrize(
    "line",
    [
        "PAST SURGICAL HISTORY",
        "Past Surgical History",
        "## Past Surgical History",
        "**PAST SURGICAL HISTORY**",
        "=== Past Surgical History ===",
        "Past Surgical History -----",
        "3. PAST SURGICAL HISTORY:",
        "IV. Past surgical history:",
        "• Past surgical history:",
        "\tPast Surgical History :",
        "PAST SURGICAL HISTORY   TLIF 2019",
        "PAST SURGICAL HISTORY\r",
    ],
)
def test_a_header_in_many_dresses(line: str) -> None:
    assert names(f"Seen today.\n{line}\nTLIF 2019.\n") == ["preamble", "past_surgical_history"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Imaging today:", "imaging"),
        ("Assessment 02/12/2024:", "assessment"),
        ("Diagnosis (ICD-10):", "assessment"),
        ("Past  surgical   history:", "past_surgical_history"),
        ("History of the present illness:", "history_of_present_illness"),
    ],
)
def test_a_header_with_more_behind_it(line: str, name: str) -> None:
    assert names(f"Seen.\n{line} As below.") == ["preamble", name]


@pytest.mark.parametrize(
    "text",
    [
        "She has a history of back pain: it began in 2010.",
        "The plan was explained to her.",
        "Assessment was done by the nurse.",
        "Gait: antalgic.\nMotor: 5/5.\nReflexes: symmetric.",
        "Pain: 7/10",
        "Alignment: normal.\nL4-5: lucency.",
        "L4-5 TLIF 2019",
        "Today we met.",
    ],
)
def test_what_is_no_header(text: str) -> None:
    assert names(text) == ["preamble"]


def test_an_unknown_header_in_capitals_opens_a_section_of_its_own() -> None:
    text = "PLAN: CT.\nBILLING SUMMARY: none.\nMore.\nInsurance status: active."
    assert shown(text) == [
        "plan|PLAN:|CT.",
        "other|BILLING SUMMARY:|none.\nMore.\nInsurance status: active.",
    ]


def test_the_title_of_a_note_is_its_preamble() -> None:
    assert names("SPINE CENTER LETTER\nPLAN: CT.") == ["preamble", "plan"]


def test_headers_within_a_line() -> None:
    text = "FINDINGS: Lucency at L4-5. IMPRESSION: Nonunion. RECOMMENDATION: CT."
    assert shown(text) == [
        "findings|FINDINGS:|Lucency at L4-5.",
        "assessment|IMPRESSION:|Nonunion.",
        "plan|RECOMMENDATION:|CT.",
    ]


def test_vitals_stay_within_the_examination() -> None:
    assert names("Physical exam:\nVitals: BP 120/80.\nGait: normal.") == ["physical_exam"]


def test_a_letter_begins_with_its_salutation() -> None:
    assert names("Spine Clinic\n\nDear Dr. Wen,\n\nI saw her today.") == [
        "preamble",
        "history_of_present_illness",
    ]


@pytest.mark.parametrize("text", ["PLAN:", "PLAN:\n", "PLAN:\nASSESSMENT:\n", "\n\nPLAN:"])
def test_empty_sections(text: str) -> None:
    sections = find_sections(text)
    assert sections[-1].end == len(text)
    assert all(section.body <= section.end for section in sections)


HEADERS = [head for heads in lexicon.load("sections")["headers"].values() for head in heads]
LINES = st.lists(
    st.one_of(
        st.sampled_from(HEADERS).map(lambda head: f"{head.upper()}:"),
        st.sampled_from(HEADERS),
        st.sampled_from(["TLIF in 2019.", "", "- pain", "L4-5: gap", "PLAN: x. IMPRESSION: y."]),
        st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20),
    ),
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_sections_cover_the_note_without_gaps(lines: list[str], end: str) -> None:
    text = end.join(lines)
    sections = find_sections(text)
    at = 0
    for section in sections:
        assert section.start == at
        assert section.start <= section.body <= section.end
        assert section.end > section.start or text == ""
        at = section.end
    assert at == len(text)


def test_every_header_of_the_lexicon_is_found() -> None:
    parts = set(lexicon.load("sections")["parts"])
    for name, heads in lexicon.load("sections")["headers"].items():
        for head in heads:
            head = str(head)
            if head in parts or not re.fullmatch(r"[A-Za-z][A-Za-z0-9 /&'()+.-]{0,58}", head):
                continue
            assert names(f"x\n{head}: y")[-1] == name, head


def test_headers_beside_their_text() -> None:
    text = "PSH  hysterectomy, knee scope\nExam  Gait normal, no weakness\nConsent  Reviewed: bleeding\n"
    assert names(text) == ["past_surgical_history", "physical_exam", "risks_and_consent"]
    # where all blanks are doubled, or one line alone has a gap, there is no such layout
    assert names("Exam  was  normal  today\nConsent  was  signed  today\n") == ["preamble"]
    assert names("Exam  was normal today.\n") == ["preamble"]


def test_a_report_goes_on_under_the_title_of_its_study() -> None:
    text = "CT LUMBAR SPINE WO CONTRAST\nNarrative: Lucency at L3-4.\nASSESSMENT: Nonunion.\n"
    assert names("HPI: Pain.\n" + text) == ["history_of_present_illness", "imaging", "assessment"]
    assert "imaging" not in names("HPI: Pain.\nMY TITLE\nNarrative: He fell.\n")


def test_headers_with_a_stop() -> None:
    text = "Dear Dr. Orr,\nHistory. She is 58.\nFindings. Stiff neck.\nPlan. Revision of C5-C6.\n"
    assert names(text) == ["history_of_present_illness", "history_of_present_illness", "findings", "plan"]
    assert names("Plan. Revision of C5-C6.\n") == ["preamble"]
