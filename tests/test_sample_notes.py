"""The sample notes get the reports that their labels ask for, nearly all of them."""

from __future__ import annotations

from pathlib import Path

from helpers import checker

from notecheck.evaluation.cases import load_cases
from notecheck.evaluation.run import evaluate_cases

CASES = Path(__file__).parent / "cases" / "samples.jsonl"


def test_items_of_the_sample_notes() -> None:
    cases = load_cases([CASES])
    assert len(cases) >= 34
    run = evaluate_cases(cases, checker(), rounds=0)
    misses = [f"{outcome.case.key} {miss}" for outcome in run.outcomes for miss in outcome.misses]
    accuracy = run.scores.figures["item_accuracy"].value
    assert accuracy is not None
    assert accuracy >= 0.97, "\n".join(misses)
    assert run.scores.offset_errors == 0
