"""Measures notecheck beside spaCy's own English tokenizer, in one run on the same notes.

    python benchmarks/bench.py [CORPUS.jsonl] [--quick] [--save] [--json FILE]

Prints a table: throughput and latency of whole checks (every code that the note points to), memory
over many notes of new words, the cold start, and the time by length of note. Without a file of notes
(one JSON object a line, the note under "text") it measures on notes of its own. Figures are compared
with ``baseline.json`` as ratios to ``spacy.blank("en")``, which hold from machine to machine; times
are of the processor, so other programs disturb them little. Leaves with 1 where a ratio is worse
than the baseline by more than a quarter.
"""

from __future__ import annotations

import argparse
import compileall
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy
import texts as made

import notecheck

HERE = Path(__file__).parent
BASELINE = HERE / "baseline.json"
SAMPLE = HERE.parent / "sample_notes" / "m96.0-01-clinic-letter.txt"
WORSE = 1.25
SIZES = (1_000, 10_000, 100_000, 1_000_000)
Row = tuple[str, str, float | None]


def throughput(corpus: list[str], rounds: int) -> list[Row]:
    """Time whole checks and bare tokenizing in turn; the median of the rounds counts."""
    checker, blank = notecheck.Checker(), spacy.blank("en")
    for text in corpus[:50]:
        checker.check(text)
        blank(text)
    ratios, rates = [], []
    times: list[float] = []
    for _ in range(rounds):
        each = [_timed(lambda text=text: checker.check(text)) for text in corpus]
        theirs = _timed(lambda: [blank(text) for text in corpus])
        ratios.append(theirs / sum(each))
        rates.append(len(corpus) / sum(each))
        times += each
    times.sort()
    ratio = statistics.median(ratios)
    return [
        ("notes a second", f"{statistics.median(rates):,.0f}", None),
        ("throughput to spacy.blank", f"{ratio:.2f}", ratio),
        ("latency p50", f"{times[len(times) // 2] * 1e3:.2f} ms", None),
        ("latency p99", f"{times[int(len(times) * 0.99)] * 1e3:.2f} ms", None),
    ]


def memory(count: int) -> list[Row]:
    """Check many notes of new words; memory must stop growing."""
    checker = notecheck.Checker()
    rng = random.Random(3)
    marks = []
    for at in range(count):
        checker.check(made.strange(rng))
        if at in (count // 2, count - 1):
            marks.append(_resident())
    grown = marks[1] - marks[0]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        (f"memory grown, last {count - count // 2:,} of {count:,} notes", f"{grown:.1f} MiB", None),
        ("memory, peak", f"{peak:.0f} MiB", None),
    ]


def cold(rounds: int) -> list[Row]:
    """Time a check of one sample note in a fresh process beside ``import spacy``, in turn; the best counts.

    Files are in the cache of the system and modules are compiled, as from the second start on.
    """
    compileall.compile_dir(Path(notecheck.__file__).parent, quiet=1)
    line = [sys.executable, "-m", "notecheck"]
    commands = {
        "spacy": [sys.executable, "-c", "import spacy"],
        "check": [*line, "check", str(SAMPLE), "--code", "M96.0"],
        "help": [*line, "--help"],
    }
    best = dict.fromkeys(commands, float("inf"))
    for _ in range(rounds):
        for name, command in commands.items():
            best[name] = min(best[name], _process(command))
    times = best["check"] / best["spacy"]
    return [
        ("cold check of one note", f"{best['check']:.3f} s", None),
        ("import spacy", f"{best['spacy']:.3f} s", None),
        ("cold check, times import spacy", f"{times:.2f}", 1 / times),
        ("notecheck --help", f"{best['help']:.3f} s", None),
    ]


def scaling(sizes: tuple[int, ...]) -> list[Row]:
    """Time one line of dense text by its length; the time a character must not grow."""
    checker = notecheck.Checker()
    checker.check(made.dense(5_000))
    costs = [(size, _timed(lambda size=size: checker.check(made.dense(size)))) for size in sizes]
    rows: list[Row] = [(f"{size:,} characters", f"{cost * 1e3:,.1f} ms", None) for size, cost in costs]
    (small, first), (large, last) = costs[1], costs[-1]
    growth = (last / large) / (first / small)
    return [*rows, (f"time a character, {large:,} to {small:,}", f"{growth:.2f}", 1 / growth)]


def _timed(run: Callable[[], Any]) -> float:
    start = time.thread_time()
    run()
    return time.thread_time() - start


def _process(command: list[str]) -> float:
    """Return the processor seconds of a command, its own and the system's for it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _resident() -> float:
    """Return the memory that the process holds now, in MiB; the peak where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize() / 2**20
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Measure, print, compare; return 1 where something got worse."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpus", nargs="?", help="notes, one JSON object a line with 'text'")
    parser.add_argument("--quick", action="store_true", help="fewer notes and rounds")
    parser.add_argument("--save", action="store_true", help="make this run the baseline")
    parser.add_argument("--json", help="write the figures to this file")
    args = parser.parse_args()
    if args.corpus:
        lines = Path(args.corpus).read_text(encoding="utf-8").splitlines()
        corpus = [json.loads(line)["text"] for line in lines[:500]]
    else:
        corpus = made.notes(100 if args.quick else 400)
    rows = [
        *throughput(corpus, 2 if args.quick else 3),
        *cold(5 if args.quick else 15),
        *scaling(SIZES[:3] if args.quick else SIZES),
        *memory(5_000 if args.quick else 100_000),
    ]
    ratios = {name: round(ratio, 3) for name, _, ratio in rows if ratio is not None}
    known = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    worse = False
    for name, shown, ratio in rows:
        before = known.get(name) if ratio is not None else None
        mark = ""
        if ratio is not None and before is not None:
            slower = before / ratio > WORSE
            worse = worse or slower
            mark = f"  baseline {before:.2f}{'  WORSE' if slower else ''}"
        print(f"{name:45} {shown:>14}{mark}")
    if args.json:
        figures = {name: shown for name, shown, _ in rows}
        Path(args.json).write_text(
            json.dumps({"figures": figures, "ratios": ratios}, indent=2) + "\n", encoding="utf-8"
        )
    if args.save:
        BASELINE.write_text(json.dumps(ratios, indent=2) + "\n", encoding="utf-8")
    return int(worse)


if __name__ == "__main__":
    sys.exit(main())
