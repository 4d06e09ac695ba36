"""Measures notecheck beside spaCy's own English tokenizer, in one run on the same notes.

Prints a table: throughput and latency of whole checks (every code that the note points to), the gain by a
second worker, the cold start, the time by length of note up to 5 MB, hostile ones too, memory over many notes
of new words, and medspaCy with the same terms where "make bench-medspacy" has installed it.

Without a file of notes (one JSON object a line, the note under "text") it measures on notes of its own.
Figures are compared with baseline.json as ratios (to spacy.blank("en"), to import spacy, to one worker, to a
short note, to medspaCy), which hold from machine to machine, the higher the better. Times are of the
processor, so other programs disturb them little; only the gain by workers is by the clock on the wall.
Leaves with 1 where a ratio is worse than the baseline by more than a quarter.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

import beside
import growth
import scaling
import speed
import texts as made
from clock import Row

BASELINE = Path(__file__).parent / "baseline.json"
WORSE = 1.25


def parts(corpus: list[str], *, quick: bool) -> dict[str, Callable[[], list[Row]]]:
    """Return the measurements by name, in their order: memory is last, as its peak is of the whole run."""
    return {
        "throughput": lambda: speed.throughput(corpus, 2 if quick else 3),
        "medspacy": lambda: beside.medspacy(corpus[: 50 if quick else 200], 2 if quick else 3),
        "workers": lambda: scaling.workers(corpus, 1_000 if quick else 4_000, 1 if quick else 3),
        "cold": lambda: speed.cold(5 if quick else 15),
        "length": lambda: growth.length(quick=quick),
        "memory": lambda: growth.memory(5_000 if quick else 100_000),
    }


def arguments(names: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", nargs="?", help="notes, one JSON object a line with 'text'; 500 are read")
    parser.add_argument("--only", action="append", choices=names, help="measure this alone; may be repeated")
    parser.add_argument("--quick", action="store_true", help="fewer notes and rounds, a tenth of the lengths")
    parser.add_argument("--save", action="store_true", help="make this run the baseline")
    parser.add_argument("--json", metavar="FILE", help="write the figures to this file")
    parser.add_argument("--baseline", metavar="FILE", default=str(BASELINE), help="another baseline.json")
    return parser.parse_args()


def shown(row: Row, before: float | None) -> tuple[str, bool]:
    """Return the line of a row, and whether it is worse than before."""
    line = f"{row.name:62} {row.shown:>16}"
    if row.ratio is None or before is None:
        return line, False
    worse = before / row.ratio > WORSE
    return f"{line}  ratio {row.ratio:.2f}, baseline {before:.2f}{'  WORSE' if worse else ''}", worse


def main() -> int:
    """Measure, print, compare; return 1 where something got worse."""
    args = arguments(list(parts([], quick=True)))
    if args.corpus:
        lines = Path(args.corpus).read_text(encoding="utf-8").splitlines()
        corpus = [json.loads(line)["text"] for line in lines[:500]]
    else:
        corpus = made.notes(100 if args.quick else 400)
    baseline = Path(args.baseline)
    known = json.loads(baseline.read_text(encoding="utf-8")) if baseline.exists() else {}
    rows: list[Row] = []
    fallen = False
    for name, measure in parts(corpus, quick=args.quick).items():
        if args.only and name not in args.only:
            continue
        for row in measure():
            line, worse = shown(row, known.get(row.name))
            print(line, flush=True)
            fallen = fallen or worse
            rows.append(row)
    ratios = {row.name: round(row.ratio, 3) for row in rows if row.ratio is not None}
    if args.json:
        written = {"figures": {row.name: row.shown for row in rows}, "ratios": ratios}
        Path(args.json).write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    if args.save:
        kept = known if args.only else {}  # what was not measured this time
        baseline.write_text(json.dumps({**kept, **ratios}, indent=2) + "\n", encoding="utf-8")
    return int(fallen)


if __name__ == "__main__":
    sys.exit(main())
