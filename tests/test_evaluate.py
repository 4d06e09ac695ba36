"""Notes held against checklists: statuses, verdicts, scores, evidence and what did not count."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from extractions import build

from notecheck.checklist.build import build as build_checklist
from notecheck.checklist.loader import load_checklists
from notecheck.evaluate import EVIDENCE_CAP, evaluate
from notecheck.report import CodeReport
from notecheck.rules.reading import Problems

PLAIN = """
codes: {M43.22: {title: Fused neck, site: cervical}}
title: Fused
version: "7"
diagnosis: said
subjects:
  index: {fact: procedure, kind: fusion, temporality: prior}
placeholders:
  level: {subject: index, use: levels, otherwise: the site}
items:
  - id: said
    title: Said
    axis: code
    requirement: required
    rules:
      met: {fact: condition, concept: ankylosis, reporter: provider, not_section: [template]}
      partial: {fact: condition, concept: ankylosis, assertion: uncertain}
      contradicted: {fact: condition, concept: ankylosis, assertion: absent}
    query: {ask: "What of {level}?", options: [One]}
  - id: operated
    title: Operated
    axis: code
    requirement: required
    rules: {met: {subject: index}}
    query: "Which operation?"
  - {id: dated, title: Dated, axis: support, requirement: required, rules: {met: {subject: index, date: dated, show: date}}}
  - {id: factor, title: Factor, axis: support, requirement: recommended, rules: {met: {fact: factor}}}
  - id: why
    title: Why
    axis: support
    requirement: conditional
    applies: {fact: procedure, kind: fusion, temporality: planned}
    rules: {met: {fact: procedure, linked: {relation: indication}}}
alerts:
  - {id: stop, when: {fact: condition, concept: klippel_feil}, blocking: true, message: "Not at {level}.", codes: [Q76.1]}
  - id: regions
    when: {fact: condition, concept: ankylosis, at_least: 2, count: regions}
    message: Several.
    codes: [{by_region: {lumbar: M43.26, cervical: M43.22}, of: {fact: condition, concept: ankylosis}, otherwise: [M43.20]}]
suggestions:
  - {code: Q76.1, when: {fact: condition, concept: klippel_feil}}
  - {code: M43.20, when: {setting: inpatient}}
related_codes:
  - {code: Q76.1, title: Klippel-Feil syndrome, relation: instead, reason: Congenital.}
  - {code: M43.20, title: Site unspecified, relation: instead, reason: No region.}
  - {code: M43.22, title: Cervical, relation: additional, reason: Cervical.}
  - {code: M43.26, title: Lumbar, relation: additional, reason: Lumbar.}
"""

SAID = "[[ankylosis|condition.ankylosis levels=C5-C6]] "
OPERATED = "[[TLIF|procedure.fusion levels=L4-L5]] "
DATED = "[[TLIF in 2021|procedure.fusion levels=L4-L5 date=2021]] "
FACTOR = "[[smoker|factor.smoking]] "
PLANNED = "[[revision|procedure.fusion temporality=planned]] "


def judge(marked: str, checklist: str = PLAIN, **options: Any) -> CodeReport:
    problems = Problems()
    (built,) = build_checklist(yaml.safe_load(checklist), problems).values()
    assert not problems.found
    note, extraction = build(marked, **options)
    report = evaluate(built, extraction, note)
    assert report == evaluate(built, extraction, note)
    for item in report.items:
        for piece in (*item.evidence, *item.rejected):
            assert note.text[piece.start : piece.end] == piece.text
            assert piece.line == note.text.count("\n", 0, piece.start) + 1
    return report


def statuses(report: CodeReport) -> dict[str, str]:
    return {item.id: item.status for item in report.items}


@pytest.mark.parametrize(
    ("marked", "verdict", "score", "documented"),
    [
        # weights: said 3, operated 3, dated 3, factor 1, why 2 where it applies
        (SAID + DATED + FACTOR, "complete", 100, (4, 4)),
        (SAID + DATED, "complete", 90, (3, 4)),  # a recommended item only costs score
        (SAID + OPERATED + FACTOR, "codable", 70, (3, 4)),
        (SAID + FACTOR, "incomplete", 40, (2, 4)),
        (SAID.replace("levels", "assertion=uncertain levels") + DATED, "incomplete", 75, (2, 4)),
        (SAID.replace("levels", "assertion=absent levels") + DATED, "not_supported", 60, (2, 4)),
        ("nothing", "not_supported", 0, (0, 4)),
        (SAID + DATED + FACTOR + PLANNED, "codable", 83, (4, 5)),
        (SAID + DATED + FACTOR + "[[KF|condition.klippel_feil]]", "conflicting", 100, (4, 4)),
        ("[[KF|condition.klippel_feil]]", "conflicting", 0, (0, 4)),
    ],
)
def test_verdict_and_score(marked: str, verdict: str, score: int, documented: tuple[int, int]) -> None:
    report = judge(marked)
    assert (report.verdict, report.score) == (verdict, score)
    assert (report.documented.met, report.documented.applicable) == documented


def test_the_first_clause_that_holds_wins() -> None:
    absent = SAID.replace("levels", "assertion=absent levels")
    uncertain = SAID.replace("levels", "assertion=uncertain levels")
    assert statuses(judge(absent))["said"] == "contradicted"
    assert statuses(judge(absent + uncertain))["said"] == "partial"
    assert statuses(judge(absent + uncertain + SAID))["said"] == "met"
    swapped = PLAIN.replace(
        "      met: {fact: condition, concept: ankylosis, reporter",
        "      missing: {fact: factor}\n      met: {fact: condition, concept: ankylosis, reporter",
    )
    assert statuses(judge(SAID + FACTOR, swapped))["said"] == "missing"


def test_nothing_applies() -> None:
    only = (
        PLAIN[: PLAIN.index("  - id: said")].replace("diagnosis: said", "diagnosis: why")
        + PLAIN[PLAIN.index("  - id: why") :]
    )
    report = judge(SAID, only)
    assert statuses(report) == {"why": "not_applicable"}
    assert report.score is None
    assert report.verdict == "not_supported"


def test_evidence_is_unique_ordered_and_capped() -> None:
    report = judge("\n".join([SAID] * (EVIDENCE_CAP + 3)))
    pieces = report.items[0].evidence
    assert len(pieces) == EVIDENCE_CAP
    assert [piece.line for piece in pieces] == list(range(1, EVIDENCE_CAP + 1))
    date = judge("x\n\n" + DATED).items[2].evidence
    assert [(piece.text, piece.line) for piece in date] == [("TLIF in 2021", 3)]


@pytest.mark.parametrize(
    ("marked", "item", "why"),
    [
        ("[[ankylosis|condition.ankylosis assertion=absent cue=no]]", "said", None),  # it is the evidence against
        (SAID + "[[ankylosis|condition.ankylosis assertion=family cue=mother]]", "said", "family: 'mother'"),
        (SAID + "[[ankylosis|condition.ankylosis assertion=historical]]", "said", "historical"),
        (SAID + "[[ankylosis|condition.ankylosis assertion=hypothetical cue=if]]", "said", "hypothetical: 'if'"),
        (SAID + "[[ankylosis|condition.ankylosis assertion=absent cue=no]]", "said", "negated by 'no'"),
        ("[[ankylosis|condition.ankylosis reporter=patient cue=was_told]]", "said", "said by the patient: 'was told'"),
        ("[[ankylosis|condition.ankylosis section=template]]", "said", "in the section template"),
        ("[[PLIF|procedure.fusion temporality=planned]]", "operated", "planned, not prior"),
        ("[[PLIF|procedure.fusion temporality=current]]", "operated", "done at this encounter, not prior"),
        ("[[PLIF|procedure.fusion temporality=planned]]", "dated", "planned, not prior"),  # why there is nothing to date
        ("[[PLIF|procedure.fusion assertion=family cue=her_brother]]", "operated", "family: 'her brother'"),
        ("[[smoker|factor.smoking assertion=absent]]", "factor", "negated"),
        ("[[PLIF|procedure.decompression temporality=planned]]", "operated", None),
    ],
)  # fmt: skip
def test_what_was_seen_and_did_not_count(marked: str, item: str, why: str | None) -> None:
    report = judge(marked)
    found = [r.why for r in next(i for i in report.items if i.id == item).rejected]
    assert found == ([why] if why else [])


def test_a_gap_has_a_question_with_two_ways_out() -> None:
    report = judge(DATED)
    asked = {item.id: item.query for item in report.items}
    assert asked["said"] == "What of L4-L5?\n[ ] One\n[ ] Other (please specify)\n[ ] Unable to determine"
    assert asked["operated"] is None
    assert (judge("").items[0].query or "").startswith("What of the site?")


def test_alerts_and_codes() -> None:
    report = judge(SAID + DATED + "[[KF|condition.klippel_feil]]")
    (alert,) = report.alerts
    assert (alert.id, alert.blocking, alert.message, alert.codes) == (
        "stop",
        True,
        "Not at L4-L5.",
        ("Q76.1",),
    )
    assert [piece.text for piece in alert.evidence] == ["KF"]
    assert [(s.code, s.relation, s.reason) for s in report.suggested_codes] == [
        ("Q76.1", "instead", "Congenital.")
    ]


def test_codes_by_region() -> None:
    (alert,) = judge(SAID + "[[fused|condition.ankylosis levels=L3-L4]]").alerts
    assert alert.codes == ("M43.26", "M43.22")
    assert [s.code for s in judge("", setting="inpatient").suggested_codes] == ["M43.20"]


# ---------------------------------------------------------------------------- the checklist of M96.0

CT = "[[CT|study.CT id=s section=imaging]] shows [[lucency|finding.lucency on=s levels=L4-L5 section=imaging]]. "
FUSED = "[[L4-5 TLIF|procedure.fusion id=f levels=L4-L5 approach=posterior date=2021]] "
TIED = "[[Nonunion|condition.pseudarthrosis id=n levels=L4-L5 link=of:explicit:f]] "
BARE = "[[Nonunion|condition.pseudarthrosis id=n levels=L4-L5]] "
MAYBE = "[[?nonunion|condition.pseudarthrosis id=n levels=L4-L5 assertion=uncertain cue=?]] "
DENIED = "[[nonunion|condition.pseudarthrosis levels=L4-L5 assertion=absent cue=no]] "
HURTS = "[[back pain|symptom.pain site=back spine=yes link=caused_by:explicit:n]] "
PAIN = "[[back pain|symptom.pain site=back spine=yes]] "
LIKELY = "[[Nonunion|condition.pseudarthrosis assertion=uncertain cue=likely]] "
BROKEN = "[[broken rod|finding.hardware_fracture levels=L4-L5]] "


def m960(marked: str, **options: Any) -> CodeReport:
    note, extraction = build(marked, **options)
    return evaluate(load_checklists()["M96.0"], extraction, note)


@pytest.mark.parametrize(
    ("marked", "setting", "verdict", "expected"),
    [
        (FUSED + CT + TIED + HURTS, None, "complete", {
            "pseudarthrosis_diagnosis": "met", "prior_fusion": "met", "prior_fusion_date": "met",
            "prior_fusion_level": "met", "prior_fusion_approach": "met", "imaging_nonunion": "met",
            "causal_statement": "met", "symptoms_attributed": "met", "adjacent_level_distinguished": "missing",
            "contributing_factors": "missing", "revision_indication": "not_applicable"}),
        (FUSED + BARE + PAIN, None, "incomplete", {"causal_statement": "partial", "symptoms_attributed": "partial",
                                                   "imaging_nonunion": "missing"}),
        (BARE, None, "incomplete", {"pseudarthrosis_diagnosis": "met", "prior_fusion": "missing",
                                    "causal_statement": "missing"}),
        (FUSED + MAYBE, None, "incomplete", {"pseudarthrosis_diagnosis": "partial", "causal_statement": "partial"}),
        (FUSED + LIKELY, "inpatient", "incomplete", {"pseudarthrosis_diagnosis": "met"}),
        (FUSED + DENIED + PAIN, None, "not_supported", {"pseudarthrosis_diagnosis": "contradicted",
                                                        "causal_statement": "missing",
                                                        "symptoms_attributed": "partial"}),
        (FUSED + "[[solid|finding.solid_fusion levels=L4-L5]]", None, "not_supported",
         {"pseudarthrosis_diagnosis": "contradicted"}),
        ("[[fusion|procedure.fusion date=vague regions=lumbar]]" + BARE, None, "incomplete",
         {"prior_fusion_date": "partial", "prior_fusion_level": "partial", "prior_fusion_approach": "missing"}),
        ("[[fusion|procedure.fusion assertion=absent]]", None, "not_supported",
         {"prior_fusion": "contradicted", "prior_fusion_date": "missing"}),
        ("[[fusion|procedure.fusion temporality=planned date=2025]]", None, "not_supported",
         {"prior_fusion": "missing", "revision_indication": "not_applicable"}),
        (FUSED + TIED + "[[revision|procedure.fusion temporality=planned link=indication:explicit:n]]", None,
         "codable", {"revision_indication": "met"}),
        (FUSED + TIED + "[[revision|procedure.fusion temporality=planned]]", None, "codable",
         {"revision_indication": "missing"}),
        (FUSED + TIED + "[[non-smoker|factor.smoking assertion=absent]]", None, "codable",
         {"contributing_factors": "met"}),
        (FUSED + TIED + "[[stenosis|condition.stenosis levels=L3-L4 assertion=absent]]", None, "codable",
         {"adjacent_level_distinguished": "met"}),
        (FUSED + "[[never healed|condition.pseudarthrosis reporter=patient]]", None, "incomplete",
         {"pseudarthrosis_diagnosis": "partial"}),
        (FUSED + CT.replace("lucency|finding.lucency", "nonunion|condition.pseudarthrosis"), None, "incomplete",
         {"imaging_nonunion": "partial"}),
    ],
)  # fmt: skip
def test_m960_items(marked: str, setting: str | None, verdict: str, expected: dict[str, str]) -> None:
    report = m960(marked, setting=setting)
    found = statuses(report)
    assert {item: found[item] for item in expected} == expected
    assert report.verdict == verdict


@pytest.mark.parametrize(
    ("marked", "alerts", "codes"),
    [
        (FUSED + TIED, ["arthrodesis_status"], ["Z98.1"]),
        (FUSED + TIED + "[[Z98.1|code.Z98.1]]", [], []),
        (FUSED + MAYBE, ["uncertain_diagnosis", "arthrodesis_status"], ["Z98.1"]),
        ("[[tibial nonunion|condition.fracture_nonunion]]", ["fracture_nonunion"], []),
        (BARE + "[[tibial nonunion|condition.fracture_nonunion]]", [], []),
        (BROKEN, ["hardware_failure_without_nonunion"], ["T84.216A"]),
        (BROKEN + BARE, ["hardware_failure_with_nonunion"], ["T84.216A"]),
        (BROKEN + MAYBE, ["uncertain_diagnosis", "hardware_failure_with_nonunion"], ["T84.216A"]),
        ("[[FBSS|condition.postlaminectomy_syndrome]]", ["postlaminectomy_instead"], ["M96.1"]),
        ("[[FBSS|condition.postlaminectomy_syndrome]]" + BARE, [], []),
        (BARE + "[[stenosis|condition.stenosis levels=L3-L4]]" + FUSED,
         ["adjacent_segment_disease", "arthrodesis_status"], ["Z98.1"]),
    ],
)  # fmt: skip
def test_m960_alerts(marked: str, alerts: list[str], codes: list[str]) -> None:
    report = m960(marked)
    assert [alert.id for alert in report.alerts] == alerts
    assert [suggested.code for suggested in report.suggested_codes] == codes


def test_m960_is_about_the_fusion_that_failed() -> None:
    others = "[[ACDF|procedure.fusion levels=C5-C6 approach=anterior date=2015]] "
    report = m960(others + "[[L4-5 fusion|procedure.fusion id=f levels=L4-L5]] " + TIED)
    assert statuses(report)["prior_fusion_date"] == "missing"
    assert [piece.text for piece in report.items[1].evidence] == ["L4-5 fusion"]
