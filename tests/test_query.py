"""The wording of queries: each rule with a query that breaks it and one that keeps it."""

from __future__ import annotations

from pathlib import Path

import pytest

import notecheck
from notecheck.query import RULES, WAYS_OUT, YES_NO, judge, judge_text
from notecheck.query_support import held


def rules(*arguments: object, **options: object) -> list[str]:
    return [fault.rule for fault in judge(*arguments, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ask", "rule"),
    [
        ("Please document the condition that M96.0 stands for.", "query-code"),
        ("Please document the ICD-10-CM code.", "query-code"),
        ("Please state what was done under 22612.", "query-code"),
        ("Please specify the region for coding.", "query-code"),
        ("Please specify the region; the claim may be returned.", "query-payment"),
        ("The DRG depends on the region. Please state it.", "query-payment"),
        ("Please state the region to avoid denials.", "query-payment"),
        ("Please document medical necessity.", "query-payment"),
        ("Please state the region; it counts for the quality score.", "query-quality"),
        ("Please state the severity of illness.", "query-quality"),
        ("Please confirm the region.", "query-leading"),
        ("Do you agree with the radiologist?", "query-leading"),
        ("Please document that the site was revised.", "query-leading"),
        ("The findings clearly show a gap. Please state it.", "query-leading"),
        ("Isn't the region lumbar?", "query-leading"),
        ("Please document the pseudarthrosis.", "query-diagnosis"),
        ("Please document the cause of the postlaminectomy syndrome.", "query-diagnosis"),
        ("Is the pain chronic?", "query-yes-no"),
        ("The exam is noted. Does the patient have a deficit?", "query-yes-no"),
    ],
)
def test_a_question_that_breaks_a_rule(ask: str, rule: str) -> None:
    assert rule in rules(ask)


@pytest.mark.parametrize(
    "ask",
    [
        "Please document the vertebral level(s) of the prior operation.",
        "Could you specify the region of the finding at {level}?",
        "Please document the relationship, if any, between the condition at L4-L5 and the operation of 2021.",
        "Which region do the findings of the study of 03/04/2025 refer to?",
        "Please document how the patient's condition has changed since the operation, or that it has not.",
        "Please document the relation, if any, between {nonunion_site} and the prior procedure at {level}.",
        "Please document the strength of both legs, 0 to 5, and the straight leg raise.",
    ],
)
def test_a_question_that_keeps_them(ask: str) -> None:
    assert rules(ask) == []


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        ([], []),
        (["The fusion has healed", "The fusion has not healed"], []),
        (["Pseudarthrosis of the fusion", "Delayed union"], []),
        (["Pseudarthrosis"], ["query-single-option"]),
        (["Healed (most likely)", "Not healed"], ["query-leading"]),
        (["Healed, so M96.0 does not apply", "Not healed"], ["query-code"]),
        (["Healed", "Not healed", "Other"], ["query-ways-out"]),
        (["Healed", "Not healed", "Unable to determine"], ["query-ways-out"]),
        (["No prior operation was performed", "A prior operation was performed"], []),
    ],
)
def test_options(options: list[str], wrong: list[str]) -> None:
    assert rules("Please document the state of the prior operation.", options) == wrong


def test_a_diagnosis_may_be_named_where_the_note_holds_it() -> None:
    ask = "Please document the cause of the pseudarthrosis."
    assert rules(ask, documented={"pseudarthrosis"}) == []
    assert rules("Please document its cause.", title="Pseudarthrosis") == ["query-diagnosis"]
    assert rules("Please document its cause.", title="Lumbar surgical site") == []


@pytest.mark.parametrize("reason", YES_NO)
def test_yes_or_no_is_asked_where_the_brief_allows_it(reason: str) -> None:
    ask = "Is the pain of the assessment related to the operation of 2021?"
    assert rules(ask, ["Yes", "No"], yes_no=reason) == []
    assert rules(ask, ["Yes", "No"]) == ["query-yes-no"]


@pytest.mark.parametrize(
    ("options", "reason"),
    [(["Yes", "No"], "because"), (["Yes", "Perhaps"], "conflict"), (["Maybe", "Or not"], "conflict")],
)
def test_yes_or_no_needs_its_reason_and_both_answers(options: list[str], reason: str) -> None:
    assert rules("Was it there on admission?", options, yes_no=reason) == ["query-yes-no"]


def whole(*options: str) -> str:
    return "\n".join(["Please document the region.", *(f"[ ] {option}" for option in options)])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (whole("Lumbar", "Lumbosacral", *WAYS_OUT), []),
        (whole(*WAYS_OUT), []),
        (whole("Lumbar", "Lumbosacral", WAYS_OUT[0]), ["query-ways-out"]),
        (whole("Lumbar", *WAYS_OUT), ["query-single-option"]),
        (whole("Lumbar", "Lumbosacral", *WAYS_OUT).replace("[ ]", "[x]", 1), ["query-leading"]),
        (whole("Lumbar", "Lumbosacral", *WAYS_OUT).replace("[ ]", "☒", 1), ["query-leading"]),
        (whole("Lumbar", "Lumbosacral", *WAYS_OUT).replace("[ ]", "☐"), []),
        (
            whole("Lumbar", "Lumbosacral", *WAYS_OUT).replace("region", "region for the payer"),
            ["query-payment"],
        ),
    ],
)
def test_a_whole_query(text: str, wrong: list[str]) -> None:
    assert [fault.rule for fault in judge_text(text)] == wrong


def test_a_fault_says_where() -> None:
    (fault,) = judge("Please state the region.", ["Lumbar", "Lumbar, as billed"])
    assert (fault.rule, fault.part, fault.index) == ("query-payment", "options", 1)
    assert "'billed'" in fault.message
    assert all(name.startswith("query-") for name in RULES)


NOTE = "HPI: L4-L5 fusion in 2021. Mother had a disc herniation.\nCT: lucency at L4-L5.\nAssessment: Back pain.\n"


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        (["The fusion has healed", "The fusion has not healed"], []),  # the CT bears on it
        (["L4-L5", "More than one of the levels named in the note"], []),
        (["L4-L5", "L5-S1"], ["query-option-indicator"]),
        (["Lumbar", "Cervical"], ["query-option-indicator"]),
        (["Lumbar or lumbosacral", "Not known"], []),
        (["A disc herniation is present", "No disc herniation"], ["query-option-indicator"] * 2),
        (["A laminectomy was performed", "Another operation was performed"], ["query-option-indicator"]),
        (["Anterior", "Posterior"], []),
        (["Present", "Absent", "Not evaluated"], []),
    ],
)
def test_an_option_has_its_indicator_in_the_note(options: list[str], wrong: list[str]) -> None:
    names = held(notecheck.check(NOTE, codes=["M96.0"]).extraction)
    assert rules("Please document the state of the prior operation.", options, held=names) == wrong
    # Without a note there is nothing to hold them against.
    assert rules("Please document the state of the prior operation.", options) == []


def test_every_rule_has_an_example_that_breaks_it() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert not [rule for rule in RULES if source.count(f'"{rule}"') < 1]
