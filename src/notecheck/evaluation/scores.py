"""Figures of many outcomes, each with the interval that a bootstrap over the notes gives it.

Notes, not items, are drawn anew: the items of one note are right or wrong together, so an
interval over items would be too narrow (Efron and Tibshirani, An Introduction to the Bootstrap,
1993, chapter 8).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from notecheck.evaluation.outcomes import Outcome

ROUNDS = 1000
SEED = 20260101
_LOW, _HIGH = 2.5, 97.5  # percentiles: a 95 % interval

Count = Callable[[str], Any]
"""Gives the number of a name: one number, or an array with one for each round of the bootstrap."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure between 0 and 1 with its 95 % interval; ``value`` is None where nothing was judged."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of a group of cases; ``confusion`` counts (expected, given) pairs of statuses."""

    cases: int
    notes: int
    items: int
    offset_errors: int
    figures: dict[str, Figure]
    confusion: dict[tuple[str, str], int]


def _share(right: str, total: str) -> Callable[[Count], tuple[Any, Any]]:
    return lambda n: (n(right), n(total))


def _precision(kind: str) -> Callable[[Count], tuple[Any, Any]]:
    return lambda n: (n(f"{kind}_tp"), n(f"{kind}_tp") + n(f"{kind}_fp"))


def _recall(kind: str) -> Callable[[Count], tuple[Any, Any]]:
    return lambda n: (n(f"{kind}_tp"), n(f"{kind}_tp") + n(f"{kind}_fn"))


def _f1(kind: str) -> Callable[[Count], tuple[Any, Any]]:
    return lambda n: (2 * n(f"{kind}_tp"), 2 * n(f"{kind}_tp") + n(f"{kind}_fp") + n(f"{kind}_fn"))


FIGURES: dict[str, Callable[[Count], tuple[Any, Any]]] = {
    "item_accuracy": _share("items_right", "items"),
    "gap_precision": _precision("gap"),
    "gap_recall": _recall("gap"),
    "gap_f1": _f1("gap"),
    "evidence_hit": _share("evidence_right", "evidence"),
    "alert_precision": _precision("alert"),
    "alert_recall": _recall("alert"),
    "alert_f1": _f1("alert"),
    "verdict_accuracy": _share("verdicts_right", "verdicts"),
    "suggested_recall": _share("suggested_right", "suggested"),
}
"""Each figure as the numerator and the denominator that it is made of."""


def figure_values(counts: dict[str, int]) -> dict[str, float | None]:
    """Return the figures of counts that were added up, without intervals."""
    values: dict[str, float | None] = {}
    for name, parts in FIGURES.items():
        above, below = parts(lambda key: counts.get(key, 0))
        values[name] = above / below if below else None
    return values


def add_up(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """Return the sum of the counts of outcomes."""
    total: dict[str, int] = {}
    for outcome in outcomes:
        for name, number in outcome.counts.items():
            total[name] = total.get(name, 0) + number
    return total


def score(outcomes: Sequence[Outcome], *, rounds: int = ROUNDS, seed: int = SEED) -> Scores:
    """Return the figures of outcomes; ``rounds`` is the number of bootstrap samples, 0 for none."""
    total = add_up(outcomes)
    notes: dict[str, int] = {}
    of_note = [notes.setdefault(outcome.case.text, len(notes)) for outcome in outcomes]
    intervals = _intervals(outcomes, of_note, len(notes), rounds, seed) if rounds and len(notes) > 1 else {}
    confusion: dict[tuple[str, str], int] = {}
    for outcome in outcomes:
        for pair in outcome.statuses.values():
            confusion[pair] = confusion.get(pair, 0) + 1
    return Scores(
        cases=len(outcomes),
        notes=len(notes),
        items=total.get("items", 0),
        offset_errors=total.get("offset_errors", 0),
        figures={
            name: Figure(value, *intervals.get(name, (None, None))) if value is not None else Figure(None)
            for name, value in figure_values(total).items()
        },
        confusion=confusion,
    )


def _intervals(
    outcomes: Sequence[Outcome], of_note: list[int], notes: int, rounds: int, seed: int
) -> dict[str, tuple[float, float]]:
    names = sorted({name for outcome in outcomes for name in outcome.counts})
    column = {name: at for at, name in enumerate(names)}
    table = np.zeros((notes, len(names)))
    for row, outcome in zip(of_note, outcomes, strict=True):
        for name, number in outcome.counts.items():
            table[row, column[name]] += number
    drawn = np.random.default_rng(seed).multinomial(notes, np.full(notes, 1 / notes), size=rounds)
    sums = drawn @ table
    nothing = np.zeros(rounds)
    found: dict[str, tuple[float, float]] = {}
    for name, parts in FIGURES.items():
        above, below = parts(lambda key: sums[:, column[key]] if key in column else nothing)
        judged = below > 0
        if judged.any():
            low, high = np.percentile(above[judged] / below[judged], [_LOW, _HIGH])
            found[name] = (float(low), float(high))
    return found
