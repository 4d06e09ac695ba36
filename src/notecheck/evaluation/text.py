"""An evaluation for the terminal: figures, items with their confusions, misses, comparison."""

from __future__ import annotations

from notecheck.evaluation.compare import Comparison
from notecheck.evaluation.run import Run
from notecheck.evaluation.scores import Figure, Scores
from notecheck.render.layout import Page


def render(run: Run, comparison: Comparison | None = None, *, width: int = 100, color: bool = False) -> str:
    """Return the run as text of at most ``width`` columns. It quotes phrases of the labels."""
    page = Page(width=width, color=color)
    scores = run.scores
    page.line(
        f"{_count(scores.cases, 'case')} on {_count(scores.notes, 'note')}, {_count(scores.items, 'item')}",
        style="bold",
    )
    page.gap()
    for name, figure in scores.figures.items():
        page.line(f"{name:18}{_value(figure)}", indent=2)
    page.line(f"{'offset_errors':18}{scores.offset_errors}", indent=2)
    page.line("95 % intervals: bootstrap over the notes", indent=2, style="dim")
    page.gap()
    page.line("By code: items right, gap F1, alert F1, verdicts right", style="bold")
    for code, part in run.by_code.items():
        names = ("item_accuracy", "gap_f1", "alert_f1", "verdict_accuracy")
        row = "  ".join(f"{_short(part.figures[name]):>6}" for name in names)
        page.line(f"{code:8}{_count(part.cases, 'case'):>10}  {row}", indent=2)
    page.gap()
    page.line("By item: right of all, then expected -> given", style="bold")
    for name, part in run.by_item.items():
        page.line(f"{name:40} {_right(part)}/{part.items}  {_confused(part)}".rstrip(), indent=2, hang=4)
    wrong = [outcome for outcome in run.outcomes if outcome.misses]
    page.gap()
    page.line(f"Misses: {_count(len(wrong), 'case')} of {scores.cases}", style="bold")
    for outcome in wrong:
        page.line(outcome.case.key, indent=2, style="bold")
        for miss in outcome.misses:
            kind = "" if miss.kind in ("item", "verdict") else f"{miss.kind} "
            page.line(f"{kind}{miss.name}: expected {miss.expected}, given {miss.got}", indent=4, hang=4)
    if comparison is not None:
        page.gap()
        _compared(page, comparison)
    return page.text()


def _compared(page: Page, comparison: Comparison) -> None:
    word = "REGRESSION" if comparison.regressed else "No regression"
    skipped = f", {comparison.skipped} not comparable" if comparison.skipped else ""
    page.line(
        f"{word} against the earlier run, over {_count(comparison.cases, 'case')}{skipped}",
        style="missing" if comparison.regressed else "met",
    )
    for change in comparison.changes:
        if change.before is not None and change.now is not None:
            page.line(
                f"{change.name:18}{change.before:.4f} -> {change.now:.4f}  {change.difference:+.4f}", indent=2
            )
    for title, cases in (("Broken", comparison.broken), ("Mended", comparison.mended)):
        for key, names in cases.items():
            page.line(f"{title}: {key}: {', '.join(names)}", indent=2, hang=4)


def _value(figure: Figure) -> str:
    if figure.value is None:
        return "not judged"
    if figure.low is None:
        return f"{figure.value:.4f}"
    return f"{figure.value:.4f}  ({figure.low:.3f} to {figure.high:.3f})"


def _short(figure: Figure) -> str:
    return "-" if figure.value is None else f"{figure.value:.3f}"


def _right(scores: Scores) -> int:
    return sum(number for (gold, got), number in scores.confusion.items() if gold == got)


def _confused(scores: Scores) -> str:
    rows = sorted(((n, pair) for pair, n in scores.confusion.items() if pair[0] != pair[1]), reverse=True)
    return ", ".join(f"{gold} -> {got} x{n}" for n, (gold, got) in rows)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
