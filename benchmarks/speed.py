"""How fast notes are checked: one after another, and from a cold start."""

from __future__ import annotations

import compileall
import statistics
import sys
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
