"""Reports built by hand, so that renderers are tested without the rest of the program."""

from __future__ import annotations

import hashlib
from typing import Any

from notecheck.extraction import (
    Condition,
    Cue,
    DateMention,
    Extraction,
    Finding,
    ImagingStudy,
    Mention,
    Procedure,
)
from notecheck.report import (
    Alert,
    CodeReport,
    Documented,
    Evidence,
    ItemReport,
    NoteInfo,
    Rejected,
    Report,
    SuggestedCode,
)

NOTE = """\
SPINE CLINIC - FOLLOW-UP VISIT
Date of service: 05/02/2024

HISTORY OF PRESENT ILLNESS
Ms. Doe is a 58-year-old woman status post L4-S1 TLIF in March 2021 for grade 1 spondylolisthesis. She did
well for about a year. Since the spring of 2022 she has had increasing axial low back pain, 7/10, worse with
extension and with sitting. She was told by a friend that "fusions never take". No leg weakness.

PAST SURGICAL HISTORY
- L4-S1 TLIF, March 2021 (Dr. Roe)
- L3-4 laminectomy 2016
- Appendectomy as a child

FAMILY HISTORY
Mother had a lumbar fusion in 2010, complicated by nonunion.

SOCIAL HISTORY
Smokes half a pack a day. No diabetes.

PHYSICAL EXAM
Tender over the lower lumbar hardware. Strength 5/5 throughout. Sensation intact.

IMAGING
CT lumbar spine 04/18/2024: lucency around both S1 screws, and no bridging bone across L5-S1. Solid bridging
bone at L4-5. Right S1 screw is fractured.
Flexion-extension films 04/18/2024: 4 mm of motion at L5-S1. L3-4 shows moderate disc degeneration.

ASSESSMENT
1. Symptomatic pseudarthrosis of the L5-S1 fusion; her axial pain comes from the nonunion.
2. Tobacco use.

PLAN
Discussed revision L5-S1 fusion. Risks include infection, persistent pseudarthrosis and nerve injury.
Nicotine cessation first; recheck in three months.
"""


def place(text: str, needle: str, nth: int = 1) -> tuple[int, int]:
    """Return where the ``nth`` ``needle`` stands; an unknown one is an error of the test."""
    start = -1
    for _ in range(nth):
        start = text.index(needle, start + 1)
    return start, start + len(needle)


def located(text: str, needle: str, section: str, nth: int = 1) -> dict[str, Any]:
    """Return the fields that evidence and rejected pieces share."""
    start, end = place(text, needle, nth)
    line = text.count("\n", 0, start) + 1
    return {"start": start, "end": end, "text": needle, "section": section, "line": line}


def evidence(text: str, needle: str, section: str, *, cue: str | None = None, nth: int = 1) -> Evidence:
    """Build a piece of evidence from its words."""
    found = None
    if cue is not None:
        start, end = place(text, cue)
        found = Cue(start=start, end=end, text=cue)
    return Evidence(**located(text, needle, section, nth), cue=found)


def rejected(text: str, needle: str, section: str, why: str, *, nth: int = 1) -> Rejected:
    """Build a piece that was seen and did not count."""
    return Rejected(**located(text, needle, section, nth), why=why)


def item(id: str, title: str, status: str, **fields: Any) -> ItemReport:
    """Build an item; what is not given has a plain value."""
    values = {"requirement": "required", "axis": "support", "weight": 3.0, **fields}
    return ItemReport.model_validate({"id": id, "title": title, "status": status, **values})


def code_report(code: str, title: str, verdict: str, items: list[ItemReport], **fields: Any) -> CodeReport:
    """Build a code's result, counting what is documented."""
    applicable = [i for i in items if i.status != "not_applicable"]
    met = sum(i.status == "met" for i in applicable)
    values = {
        "checklist_version": "2026.1",
        "documented": Documented(met=met, applicable=len(applicable)),
        "score": round(100 * met / len(applicable)) if applicable else None,
        **fields,
    }
    return CodeReport.model_validate(
        {"code": code, "title": title, "verdict": verdict, "items": items, **values}
    )


def report_of(
    text: str, codes: list[CodeReport], *, id: str = "visit-17", extraction: Extraction | None = None
) -> Report:
    """Wrap code results into a report on ``text``."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Report(
        notecheck_version="0.1.0",
        note=NoteInfo(id=id, date="2024-05-02", setting="outpatient", sha256=digest),
        extraction=extraction or Extraction(),
        codes=tuple(codes),
    )


HPI, PSH, IMAGING, ASSESSMENT = (
    "history_of_present_illness",
    "past_surgical_history",
    "imaging",
    "assessment",
)


def nonunion_code(text: str = NOTE) -> CodeReport:
    """Return a realistic M96.0 result with every status in it."""
    family = rejected(text, "nonunion", "family_history", "family: 'Mother'")
    consent = rejected(text, "pseudarthrosis", "plan", "hypothetical: 'Risks include'", nth=2)
    items = [
        item(
            "pseudarthrosis_diagnosis",
            "Pseudarthrosis is diagnosed",
            "met",
            axis="code",
            evidence=(
                evidence(text, "pseudarthrosis", ASSESSMENT),
                evidence(text, "nonunion", ASSESSMENT, nth=2),
            ),
            rejected=(family, consent),
            reason="The code names the condition, and the provider's statement is enough to code it.",
            sources=("Guideline I.A.19", "Tabular list, M96.0"),
        ),
        item(
            "prior_fusion",
            "A prior fusion is documented",
            "met",
            axis="code",
            evidence=(
                evidence(text, "L4-S1 TLIF", HPI, cue="status post"),
                evidence(text, "L4-S1 TLIF", PSH, nth=2),
            ),
            rejected=(
                rejected(text, "lumbar fusion", "family_history", "family: 'Mother'"),
                rejected(text, "revision L5-S1 fusion", "plan", "planned, not prior: 'Discussed'"),
            ),
            sources=("Alphabetic Index, Pseudarthrosis",),
        ),
        item(
            "prior_fusion_date",
            "Date of the prior fusion",
            "met",
            evidence=(evidence(text, "March 2021", HPI),),
        ),
        item(
            "prior_fusion_level",
            "Levels of the prior fusion",
            "met",
            evidence=(evidence(text, "L4-S1", HPI), evidence(text, "L4-S1", PSH, nth=2)),
        ),
        item(
            "prior_fusion_approach",
            "Approach of the prior fusion",
            "missing",
            reason="A reviewer compares the failed construct with the revision; the approach decides what is possible.",
            document="“Status post L4-S1 fusion through a posterior approach in March 2021.”",
            query=(
                "The note documents an L4-S1 TLIF in March 2021 (line 5). Please clarify the approach of that fusion:\n"
                "( ) anterior\n( ) posterior\n( ) lateral or oblique\n( ) combined\n( ) other: ____\n"
                "( ) unable to determine"
            ),
            sources=("Editorial guidance",),
        ),
        item(
            "imaging_nonunion",
            "Imaging shows the non-union",
            "partial",
            evidence=(
                evidence(text, "lucency around both S1 screws", IMAGING),
                evidence(text, "no bridging bone across L5-S1", IMAGING),
            ),
            rejected=(rejected(text, "Solid bridging\nbone", IMAGING, "another level: L4-5"),),
            reason="Payers ask for an objective finding on a named study, with its date and the level.",
            document="“CT of 04/18/2024: no bridging bone across the L5-S1 fusion, haloing at both S1 screws.”",
            sources=("Payer policy", "Editorial guidance"),
        ),
        item(
            "causal_statement",
            "The non-union is tied to the fusion",
            "met",
            axis="code",
            evidence=(evidence(text, "pseudarthrosis of the L5-S1 fusion", ASSESSMENT, cue="of the"),),
            sources=("Guideline I.B.16",),
        ),
        item(
            "symptoms_attributed",
            "Symptoms are attributed to the non-union",
            "met",
            evidence=(
                evidence(text, "axial low back pain, 7/10", HPI),
                evidence(text, "axial pain comes from the nonunion", ASSESSMENT, cue="comes from"),
            ),
        ),
        item(
            "adjacent_level_distinguished",
            "Adjacent-level disease is told apart",
            "contradicted",
            requirement="recommended",
            weight=1.0,
            evidence=(evidence(text, "L3-4 shows moderate disc degeneration", IMAGING),),
            reason="Pain from the next level and pain from the non-union are treated differently.",
            document="“L3-4 degeneration is present but asymptomatic; the pain is from the L5-S1 non-union.”",
            query=(
                "Imaging of 04/18/2024 describes disc degeneration at L3-4 (line 29). Please clarify its part in the "
                "present symptoms:\n( ) it contributes\n( ) it does not contribute\n( ) other: ____\n"
                "( ) unable to determine"
            ),
        ),
        item(
            "contributing_factors",
            "Contributing factors",
            "met",
            requirement="recommended",
            weight=1.0,
            evidence=(
                evidence(text, "Smokes half a pack a day", "social_history"),
                evidence(text, "diabetes", "social_history", cue="No diabetes"),
            ),
        ),
        item(
            "revision_indication",
            "Pseudarthrosis is the indication of the revision",
            "not_applicable",
            requirement="conditional",
            weight=2.0,
            reason="Asked only where a revision fusion is planned or was performed.",
        ),
    ]
    alerts = (
        Alert(
            id="arthrodesis_status",
            blocking=False,
            message="A prior fusion is documented. Z98.1 is proper for another, solid fusion, and redundant for the "
            "failed one (guideline I.C.21.c.3).",
            codes=("Z98.1",),
        ),
        Alert(
            id="hardware_failure_with_nonunion",
            blocking=False,
            message="Broken hardware is documented beside the non-union: its own code comes in addition.",
            codes=("T84.216A",),
            evidence=(evidence(text, "screw is fractured", IMAGING),),
        ),
    )
    suggested = (
        SuggestedCode(
            code="T84.216A",
            title="Breakdown (mechanical) of internal fixation device of vertebrae, initial encounter",
            relation="additional",
            reason="A fractured screw is documented; M96 carries an Excludes2 note for T84.-, so both may be coded.",
        ),
        SuggestedCode(
            code="Z98.1",
            title="Arthrodesis status",
            relation="additional",
            reason="Information only: guideline I.C.21.c.3.",
        ),
    )
    return code_report(
        "M96.0",
        "Pseudarthrosis after fusion or arthrodesis",
        "codable",
        items,
        score=73,
        alerts=alerts,
        suggested_codes=suggested,
    )


def postlaminectomy_code(text: str = NOTE) -> CodeReport:
    """Return an M96.1 result that must not be coded: blocked by an alert."""
    items = [
        item(
            "postlaminectomy_diagnosis",
            "Postlaminectomy syndrome is diagnosed",
            "missing",
            axis="code",
            reason="The code names the syndrome.",
            document="“Postlaminectomy syndrome, lumbar, after the L3-4 laminectomy of 2016.”",
            rejected=(rejected(text, "low back pain", HPI, "a symptom alone"),),
        ),
        item(
            "prior_laminectomy",
            "A prior laminectomy is documented",
            "met",
            axis="code",
            evidence=(evidence(text, "L3-4 laminectomy", PSH),),
        ),
        item("prior_laminectomy_date", "Its date", "met", evidence=(evidence(text, "2016", PSH),)),
        item("spinal_region", "Spinal region", "met", evidence=(evidence(text, "L3-4", PSH),)),
    ]
    alert = Alert(
        id="pseudarthrosis_present",
        blocking=True,
        message="Pseudarthrosis of a fusion is documented, and no postlaminectomy syndrome is.",
        codes=("M96.0",),
        evidence=(evidence(text, "pseudarthrosis", ASSESSMENT),),
    )
    suggested = SuggestedCode(
        code="M96.0",
        title="Pseudarthrosis after fusion or arthrodesis",
        relation="instead",
        reason="The note diagnoses a non-union of the L5-S1 fusion.",
    )
    title = "Postlaminectomy syndrome, not elsewhere classified"
    return code_report("M96.1", title, "conflicting", items, alerts=(alert,), suggested_codes=(suggested,))


def date_of(text: str, needle: str, value: str | None, precision: str | None, *, nth: int = 1) -> DateMention:
    """Build a date from its words."""
    start, end = place(text, needle, nth)
    return DateMention.model_validate(
        {"start": start, "end": end, "text": needle, "value": value, "precision": precision}
    )


def extraction(text: str = NOTE) -> Extraction:
    """Return what a reader of :data:`NOTE` finds, as far as the pictures show it."""
    tlif, laminectomy = located(text, "TLIF", HPI), located(text, "laminectomy", PSH)
    ct = located(text, "CT lumbar spine", IMAGING)
    films = located(text, "Flexion-extension films", IMAGING)
    nonunion = located(text, "pseudarthrosis", ASSESSMENT)
    pain = located(text, "axial low back pain", HPI)
    for fields in (tlif, laminectomy, ct, films, nonunion):
        del fields["line"]
    exam = date_of(text, "04/18/2024", "2024-04-18", "day")
    return Extraction(
        procedures=(
            Procedure(
                kind="fusion",
                name="TLIF",
                approach="posterior",
                levels=("L4-L5", "L5-S1"),
                regions=("lumbar", "lumbosacral"),
                temporality="prior",
                date=date_of(text, "March 2021", "2021-03", "month"),
                assertion="present",
                **tlif,
            ),
            Procedure(
                kind="decompression",
                name="laminectomy",
                levels=("L3-L4",),
                temporality="prior",
                date=date_of(text, "2016", "2016", "year"),
                assertion="present",
                **laminectomy,
            ),
        ),
        imaging=(
            ImagingStudy(
                modality="CT",
                date=exam,
                findings=(
                    Finding(
                        finding="absent_bridging",
                        levels=("L5-S1",),
                        assertion="present",
                        start=place(text, "no bridging bone")[0],
                        end=place(text, "no bridging bone")[1],
                        text="no bridging bone",
                    ),
                ),
                **ct,
            ),
            ImagingStudy(
                modality="flexion-extension radiographs",
                date=date_of(text, "04/18/2024", "2024-04-18", "day", nth=2),
                **films,
            ),
        ),
        conditions=(Condition(concept="pseudarthrosis", levels=("L5-S1",), assertion="present", **nonunion),),
        regions=("lumbar", "lumbosacral"),
        mentions=(
            Mention(
                id=0,
                group="symptom",
                concept="low_back_pain",
                date=date_of(text, "the spring of 2022", "2022", "year"),
                **pain,
            ),
        ),
    )


def sample_report(*, several: bool = True) -> Report:
    """Return a report on :data:`NOTE` for one code, or for two."""
    codes = [nonunion_code(), postlaminectomy_code()] if several else [nonunion_code()]
    return report_of(NOTE, codes, extraction=extraction())
