"""How well notecheck reads your own notes: labelled cases in, figures, misses and comparisons out.

The straight line of this wing: gold file -> :class:`Case` -> :class:`Outcome` -> :class:`Run` ->
text, JSON or HTML. The format of a case is described in ``docs/evaluation.md``.
"""

from __future__ import annotations

from notecheck.evaluation.cases import Case, GoldError, load_cases
from notecheck.evaluation.compare import Change, Comparison, compare
from notecheck.evaluation.outcomes import Outcome, judge
from notecheck.evaluation.run import Run, evaluate_cases, load_run
from notecheck.evaluation.scores import Figure, Scores, score

__all__ = [
    "Case",
    "Change",
    "Comparison",
    "Figure",
    "GoldError",
    "Outcome",
    "Run",
    "Scores",
    "compare",
    "evaluate_cases",
    "judge",
    "load_cases",
    "load_run",
    "score",
]
