"""This run against an earlier one: which figures fell, which cases broke, which were mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from notecheck.evaluation.cases import GoldError
from notecheck.evaluation.outcomes import Outcome
from notecheck.evaluation.run import Run, SavedCase, wrong_names
from notecheck.evaluation.scores import figure_values

JUDGED = ("item_accuracy", "gap_f1", "evidence_hit", "alert_f1", "verdict_accuracy", "suggested_recall")
"""Figures whose fall is a regression; precision and recall are shown in their F1."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure then and now, over the cases that both runs have."""

    name: str
    before: float | None
    now: float | None

    @property
    def difference(self) -> float:
        """Return how much it rose; 0 where one of the two was not judged."""
        return 0.0 if self.before is None or self.now is None else self.now - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes. ``broken`` and ``mended`` name what became wrong or right, by case.

    ``skipped`` counts cases that only one run has, or whose note or labels are no longer the same.
    """

    cases: int
    skipped: int
    changes: tuple[Change, ...]
    broken: dict[str, tuple[str, ...]]
    mended: dict[str, tuple[str, ...]]
    offset_errors: tuple[int, int]
    tolerance: float

    @property
    def fallen(self) -> tuple[Change, ...]:
        """Return the figures that fell by more than the tolerance."""
        return tuple(c for c in self.changes if c.difference < -self.tolerance - 1e-9)

    @property
    def regressed(self) -> bool:
        """Tell whether this run is worse than the earlier one."""
        return bool(self.fallen) or self.offset_errors[1] > self.offset_errors[0]


def compare(run: Run, earlier: Mapping[str, SavedCase], *, tolerance: float = 0.0) -> Comparison:
    """Compare a run with a saved one over the cases that are the same in both.

    ``tolerance`` is how far a figure (0 to 1) may fall. Raises GoldError where no case is shared.
    """
    shared: list[tuple[Outcome, SavedCase]] = []
    for outcome in run.outcomes:
        saved = earlier.get(outcome.case.key)
        if saved is not None and saved.fingerprint == outcome.case.fingerprint:
            shared.append((outcome, saved))
    if not shared:
        raise GoldError("the saved run has none of these cases; compare runs of the same gold files")
    before = _sum([saved.counts for _, saved in shared])
    now = _sum([outcome.counts for outcome, _ in shared])
    then_values, now_values = figure_values(before), figure_values(now)
    broken: dict[str, tuple[str, ...]] = {}
    mended: dict[str, tuple[str, ...]] = {}
    for outcome, saved in shared:
        wrong = wrong_names(outcome)
        if new := tuple(name for name in wrong if name not in saved.wrong):
            broken[outcome.case.key] = new
        if gone := tuple(name for name in saved.wrong if name not in wrong):
            mended[outcome.case.key] = gone
    return Comparison(
        cases=len(shared),
        skipped=len(run.outcomes) + len(earlier) - 2 * len(shared),
        changes=tuple(Change(name, then_values[name], now_values[name]) for name in JUDGED),
        broken=broken,
        mended=mended,
        offset_errors=(before.get("offset_errors", 0), now.get("offset_errors", 0)),
        tolerance=tolerance,
    )


def _sum(parts: list[dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for part in parts:
        for name, number in part.items():
            total[name] = total.get(name, 0) + number
    return total


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as plain data, for ``--format json``."""
    return {
        "regressed": comparison.regressed,
        "cases": comparison.cases,
        "skipped": comparison.skipped,
        "figures": {
            c.name: {"before": c.before, "now": c.now, "difference": round(c.difference, 4)}
            for c in comparison.changes
        },
        "offset_errors": {"before": comparison.offset_errors[0], "now": comparison.offset_errors[1]},
        "broken": {key: list(names) for key, names in comparison.broken.items()},
        "mended": {key: list(names) for key, names in comparison.mended.items()},
    }
