"""One evaluation from gold cases to figures, and how it is saved and read back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import notecheck
from notecheck.errors import CodeError, NotecheckError
from notecheck.evaluation.cases import Case, GoldError
from notecheck.evaluation.outcomes import Outcome, judge
from notecheck.evaluation.scores import ROUNDS, Scores, score
from notecheck.readers import read_note
from notecheck.readers.names import shown

if TYPE_CHECKING:
    from notecheck.checker import Checker

SCHEMA = "notecheck-evaluation-1"


@dataclass(frozen=True, slots=True)
class Run:
    """The outcomes of all cases with their figures: together, by code, by code and item."""

    outcomes: tuple[Outcome, ...]
    scores: Scores
    by_code: dict[str, Scores]
    by_item: dict[str, Scores]


@dataclass(frozen=True, slots=True)
class SavedCase:
    """What a saved run remembers of a case; it holds no text of the note."""

    fingerprint: str
    counts: dict[str, int]
    statuses: dict[str, tuple[str, str]]
    wrong: tuple[str, ...]


def evaluate_cases(cases: Iterable[Case], checker: Checker, *, rounds: int = ROUNDS) -> Run:
    """Check every case and score the results; ``rounds`` is the number of bootstrap samples.

    Raises GoldError, ``file:line`` first, for a code without a checklist, an unknown item or a
    note that cannot be checked.
    """
    outcomes = tuple(_outcome(case, checker) for case in cases)
    return Run(
        outcomes,
        score(outcomes, rounds=rounds),
        {code: score(group, rounds=rounds) for code, group in _by_code(outcomes).items()},
        {name: score(group, rounds=rounds) for name, group in _by_item(outcomes).items()},
    )


def _outcome(case: Case, checker: Checker) -> Outcome:
    try:
        known = {item.id for item in checker.checklists[case.code].items}
    except CodeError as error:
        raise GoldError(f"{case.source}: {error}") from None
    for name in case.items:
        if name not in known:
            raise GoldError(
                f"{case.source}: {case.code} has no item '{name}'; see notecheck explain {case.code}"
            )
    try:
        report = checker.check(
            case.text, codes=[case.code], date=case.date, setting=case.setting, note_id=case.id
        )
    except NotecheckError as error:
        raise GoldError(f"{case.source}: {error}") from None
    return judge(case, report.codes[0])


def _by_code(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.case.code, []).append(outcome)
    return dict(sorted(groups.items()))


def _by_item(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """Cut every outcome into one for each item, under ``M96.0 prior_fusion``."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        for name in outcome.statuses:
            groups.setdefault(f"{outcome.case.code} {name}", []).append(_only(outcome, name))
    return dict(sorted(groups.items()))


def _only(outcome: Outcome, name: str) -> Outcome:
    case = outcome.case
    phrases = {name: case.evidence[name]} if name in case.evidence else {}
    alone = case.model_copy(
        update={"items": {name: case.items[name]}, "evidence": phrases, "alerts": None, "verdict": None}
    )
    counts = outcome.item_counts[name]
    misses = tuple(miss for miss in outcome.misses if miss.name == name)
    return Outcome(alone, counts, {}, {name: outcome.statuses[name]}, misses, {})


def to_data(run: Run) -> dict[str, Any]:
    """Return a run as plain data: what ``--format json`` prints and ``--save`` keeps."""
    return {
        "schema": SCHEMA,
        "notecheck_version": notecheck.__version__,
        **_scores_data(run.scores),
        "by_code": {code: _scores_data(scores) for code, scores in run.by_code.items()},
        "by_item": {name: _scores_data(scores) for name, scores in run.by_item.items()},
        "cases": {
            outcome.case.key: {
                "fingerprint": outcome.case.fingerprint,
                "counts": {name: number for name, number in outcome.counts.items() if number},
                "statuses": {name: list(pair) for name, pair in outcome.statuses.items()},
                "wrong": wrong_names(outcome),
            }
            for outcome in run.outcomes
        },
    }


def wrong_names(outcome: Outcome) -> list[str]:
    """Name what is wrong with an outcome: ``prior_fusion``, ``evidence prior_fusion``, ``alert dish``."""
    return [m.name if m.kind in ("item", "verdict") else f"{m.kind} {m.name}" for m in outcome.misses]


def _scores_data(scores: Scores) -> dict[str, Any]:
    return {
        "case_count": scores.cases,
        "note_count": scores.notes,
        "item_count": scores.items,
        "offset_errors": scores.offset_errors,
        "figures": {
            name: {"value": _rounded(f.value), "low": _rounded(f.low), "high": _rounded(f.high)}
            for name, f in scores.figures.items()
        },
        "confusion": {f"{gold} -> {got}": n for (gold, got), n in sorted(scores.confusion.items())},
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def load_run(path: Path) -> dict[str, SavedCase]:
    """Return the cases of a saved run by their keys. Raises GoldError where it is none."""
    name = shown(path)
    try:
        data = json.loads(read_note(path, max_bytes=1_000_000_000).text)
        if data["schema"] != SCHEMA:
            raise GoldError(f"{name}: saved by another version; make it anew with --save")
        return {
            key: SavedCase(
                fingerprint=str(case["fingerprint"]),
                counts={str(k): int(v) for k, v in case["counts"].items()},
                statuses={str(k): (str(v[0]), str(v[1])) for k, v in case["statuses"].items()},
                wrong=tuple(map(str, case["wrong"])),
            )
            for key, case in data["cases"].items()
        }
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError, IndexError, ValueError):
        raise GoldError(f"{name}: is no saved run; make one with --save") from None
