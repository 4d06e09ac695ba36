"""An evaluation for the terminal: figures, items with their confusions, misses, comparison."""

from __future__ import annotations

from notecheck.evaluation.compare import Comparison
from notecheck.evaluation.run import Run
from notecheck.evaluation.scores import Figure, Scores
from notecheck.render.layout import Page, wrap
from notecheck.render.visible import one_line


class Report:
    """Collects lines: rows of a table as they are, sentences by way of :class:`Page`, wrapped."""

    def __init__(self, *, width: int, color: bool) -> None:
        self._width, self._color = width, color
        self._lines: list[str] = []

    def title(self, text: str, *, style: str = "bold") -> None:
        """Add a heading with an empty line before it."""
        page = Page(width=self._width, color=self._color)
        page.line(text, style=style)
        self._lines += ([""] if self._lines else []) + page.text().split("\n")

    def row(self, *cells: str) -> None:
        """Add a row whose cells are padded already; only the last is foreign text and is wrapped."""
        start = "  " + "".join(cells[:-1])
        room = max(self._width - len(start), 20)
        pieces = list(wrap(one_line(cells[-1]), room, room)) or [""]
        self._lines.append((start + pieces[0]).rstrip())
        self._lines += [" " * len(start) + piece for piece in pieces[1:]]

    def text(self) -> str:
        """Return all lines."""
        return "\n".join(self._lines)


def render(run: Run, comparison: Comparison | None = None, *, width: int = 100, color: bool = False) -> str:
    """Return the run as text of at most ``width`` columns. It quotes phrases of the labels."""
    out = Report(width=width, color=color)
    scores = run.scores
    counted = ((scores.cases, "case"), (scores.notes, "note"), (scores.items, "item"))
    out.title(", ".join(_count(number, noun) for number, noun in counted))
    for name, figure in scores.figures.items():
        out.row(f"{name:18}", _value(figure))
    out.row(f"{'offset_errors':18}", str(scores.offset_errors))
    out.row("", "(95 % intervals by a bootstrap over the notes)")
    out.title("By code")
    out.row(f"{'code':8}{'cases':>6}{'items':>8}{'gap F1':>8}{'evidence':>10}{'alert F1':>10}  ", "verdicts")
    for code, part in run.by_code.items():
        start = f"{one_line(code):8}{part.cases:>6}"
        for name, size in (("item_accuracy", 8), ("gap_f1", 8), ("evidence_hit", 10), ("alert_f1", 10)):
            start += f"{_short(part.figures[name]):>{size}}"
        out.row(start + "  ", _short(part.figures["verdict_accuracy"]))
    out.title("By item: right of all, then expected -> given")
    longest = max(map(len, run.by_item), default=0)
    for name, part in run.by_item.items():
        out.row(f"{name:{longest}}  {_right(part):>4}/{part.items:<4}", _confused(part))
    _misses(out, run)
    if comparison is not None:
        _compared(out, comparison)
    return out.text()


def _misses(out: Report, run: Run) -> None:
    wrong = [outcome for outcome in run.outcomes if outcome.misses]
    out.title(f"Misses: {len(wrong)} of {_count(run.scores.cases, 'case')}")
    for outcome in wrong:
        out.row("", outcome.case.key)
        for miss in outcome.misses:
            kind = "" if miss.kind in ("item", "verdict") else f"{miss.kind} "
            out.row("    ", f"{kind}{miss.name}: expected {miss.expected}, given {miss.got}")


def _compared(out: Report, comparison: Comparison) -> None:
    word = "REGRESSION" if comparison.regressed else "No regression"
    skipped = f", {comparison.skipped} not comparable" if comparison.skipped else ""
    out.title(
        f"{word} against the earlier run, over {_count(comparison.cases, 'case')}{skipped}",
        style="missing" if comparison.regressed else "met",
    )
    for change in comparison.changes:
        if change.before is not None and change.now is not None:
            then_now = f"{change.before:.4f} -> {change.now:.4f}"
            out.row(f"{change.name:18}{then_now}  ", f"{change.difference:+.4f}")
    for title, cases in (("broken", comparison.broken), ("mended", comparison.mended)):
        for key, names in cases.items():
            out.row(f"{title}  ", f"{key}: {', '.join(names)}")


def _value(figure: Figure) -> str:
    if figure.value is None:
        return "not judged"
    if figure.low is None:
        return f"{figure.value:.4f}"
    return f"{figure.value:.4f} ({figure.low:.3f} to {figure.high:.3f})"


def _short(figure: Figure) -> str:
    return "-" if figure.value is None else f"{figure.value:.3f}"


def _right(scores: Scores) -> int:
    return sum(number for (gold, got), number in scores.confusion.items() if gold == got)


def _confused(scores: Scores) -> str:
    rows = sorted(((n, pair) for pair, n in scores.confusion.items() if pair[0] != pair[1]), reverse=True)
    return ", ".join(f"{gold} -> {got} x{n}" for n, (gold, got) in rows)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
