"""How fast notes are checked: one after another, by several workers, and from a cold start."""

from __future__ import annotations

import compileall
import itertools
import os
import statistics
import sys
import time
from collections import deque
from pathlib import Path

import spacy
from clock import Row, process, timed

import notecheck

SAMPLE = Path(__file__).parent.parent / "sample_notes" / "m96.0-01-clinic-letter.txt"


def throughput(corpus: list[str], rounds: int) -> list[Row]:
    """Time whole checks and bare tokenizing in turn; the median of the rounds counts."""
    checker, blank = notecheck.Checker(), spacy.blank("en")
    for text in corpus[:50]:
        checker.check(text)
        blank(text)
    ratios, rates = [], []
    times: list[float] = []
    for _ in range(rounds):
        each = [timed(lambda text=text: checker.check(text)) for text in corpus]
        theirs = timed(lambda: [blank(text) for text in corpus])
        ratios.append(theirs / sum(each))
        rates.append(len(corpus) / sum(each))
        times += each
    times.sort()
    ratio = statistics.median(ratios)
    return [
        Row("notes a second", f"{statistics.median(rates):,.0f}"),
        Row("throughput to spacy.blank", f"{ratio:.2f}", ratio),
        Row("latency p50", f"{times[len(times) // 2] * 1e3:.2f} ms"),
        Row("latency p99", f"{times[int(len(times) * 0.99)] * 1e3:.2f} ms"),
    ]


def workers(corpus: list[str], count: int, rounds: int) -> list[Row]:
    """Time ``check_many`` over ``count`` notes by one worker and by two, in turn, by the clock on the wall.

    The start of the workers is in it, and the best round counts: another program takes a core away.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores < 2:
        return [Row("gain by 2 workers", "left out: only one core")]
    checker = notecheck.Checker()
    notes = [
        notecheck.Note(id=str(number), text=text)
        for number, text in enumerate(itertools.islice(itertools.cycle(corpus), count))
    ]
    least = {1: float("inf"), 2: float("inf")}
    for _ in range(rounds):
        for number in least:
            start = time.perf_counter()
            deque(checker.check_many(notes, workers=number), maxlen=0)
            least[number] = min(least[number], time.perf_counter() - start)
    gain = least[1] / least[2]
    return [
        Row(f"{count:,} notes, 1 worker", f"{least[1]:.2f} s"),
        Row(f"{count:,} notes, 2 workers", f"{least[2]:.2f} s"),
        Row("gain by 2 workers", f"{gain:.2f}", gain),
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
    least = dict.fromkeys(commands, float("inf"))
    for _ in range(rounds):
        for name, command in commands.items():
            least[name] = min(least[name], process(command))
    times = least["check"] / least["spacy"]
    return [
        Row("cold check of one note", f"{least['check']:.3f} s"),
        Row("import spacy", f"{least['spacy']:.3f} s"),
        Row("cold check, times import spacy", f"{times:.2f}", 1 / times),
        Row("notecheck --help", f"{least['help']:.3f} s"),
    ]
