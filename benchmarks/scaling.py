"""The gain by a second worker, by the clock on the wall: of the library call, and of whole commands.

Both are timed in turn and the median gain of the rounds counts: a machine's speed comes and goes.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from clock import Row

SIDE = Path(__file__).parent / "worker_side.py"
CODE = "M96.0"


def workers(corpus: list[str], count: int, rounds: int) -> list[Row]:
    """Time ``count`` notes by one worker and by two; the start of the workers is in it."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores < 2:
        return [Row("gain by 2 workers", "left out: only one core")]
    notes = list(itertools.islice(itertools.cycle(corpus), count))
    rows = []
    for codes in (None, [CODE]):
        what = f"check_many{f' for {CODE}' if codes else ''}"
        rows += _rows(what, count, _called(notes, codes, rounds))
    for format_, place in (("jsonl", "out.jsonl"), ("html", "pages")):
        rows += _rows(f"check --format {format_}", count, _commanded(notes, format_, place, rounds))
    return rows


def _rows(what: str, count: int, rounds: list[tuple[float, float]]) -> list[Row]:
    gain, by_one, by_two = sorted((one / two, one, two) for one, two in rounds)[len(rounds) // 2]
    shown = f"{by_one:.2f}, {by_two:.2f} s"
    return [
        Row(f"{what}, {count:,} notes, 1 and 2 workers", shown),
        Row(f"{what}, gain by 2 workers", f"{gain:.2f}", gain),
    ]


def _called(notes: list[str], codes: list[str] | None, rounds: int) -> list[tuple[float, float]]:
    asked = json.dumps({"notes": notes, "codes": codes, "rounds": rounds})
    run = subprocess.run([sys.executable, str(SIDE)], input=asked, capture_output=True, text=True, check=True)
    return [(one, two) for one, two in json.loads(run.stdout)]


def _commanded(notes: list[str], format_: str, place: str, rounds: int) -> list[tuple[float, float]]:
    """Time the command from its start to its end; it writes into a new folder each time."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "notes.jsonl"
        with source.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(notes))
        command = [sys.executable, "-m", "notecheck", "check", str(source), "--code", CODE, "-f", format_]

        def seconds(workers: int, turn: int) -> float:
            out = Path(folder) / f"{turn}-{workers}" / place
            start = time.perf_counter()
            subprocess.run(
                [*command, "-o", str(out), "--workers", str(workers)], capture_output=True, check=False
            )
            return time.perf_counter() - start

        return [(seconds(1, turn), seconds(2, turn)) for turn in range(rounds)]
