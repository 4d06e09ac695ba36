"""How time grows with the length of a note, and memory with the number of notes."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable

import texts as made
from clock import Row, best, peak, resident, timed

import notecheck

FIRST = 10_000  # characters: the length that longer notes are held against
LONGEST = {"prose": 5_000_000, "one line": 1_000_000}
HOSTILE = 320_000
REPEATS = ("M96.0 ", "L4-5, ", "nonunion of fusion ", "s/p fusion 2015, ", "Pain is due to nonunion. ")


def length(*, quick: bool) -> list[Row]:
    """Time notes by their length; the time a character must not grow."""
    shapes: dict[str, tuple[Callable[[int], str], int]] = {
        "prose": (made.prose, LONGEST["prose"]),
        "one line": (made.dense, LONGEST["one line"]),
    }
    for unit in REPEATS:
        shapes[f'"{unit}" repeated'] = (lambda size, unit=unit: made.repeated(unit, size), HOSTILE)
    rows: list[Row] = []
    for name, (make, longest) in shapes.items():
        rows += _grown(name, make, longest // 10 if quick else longest)
    return rows


def _grown(name: str, make: Callable[[int], str], longest: int) -> list[Row]:
    checker = notecheck.Checker()
    short, long = make(FIRST), make(longest)
    checker.check(short)
    gc.collect()  # what the measurement before left behind
    first = best(lambda: checker.check(short), 3)
    last = timed(lambda: checker.check(long))
    growth = (last / longest) / (first / FIRST)
    return [
        Row(f"{name}, {FIRST:,} characters", f"{first * 1e3:,.1f} ms"),
        Row(f"{name}, {longest:,} characters", f"{last * 1e3:,.1f} ms"),
        Row(f"{name}, time a character, {longest:,} to {FIRST:,}", f"{growth:.2f}", 1 / growth),
    ]


def memory(count: int) -> list[Row]:
    """Check many notes of new words; memory must stop growing."""
    checker = notecheck.Checker()
    rng = random.Random(3)
    marks = []
    for at in range(count):
        checker.check(made.strange(rng))
        if at in (count // 2, count - 1):
            marks.append(resident())
    return [
        Row(
            f"memory grown, last {count - count // 2:,} of {count:,} notes",
            f"{marks[1] - marks[0]:.1f} MiB",
        ),
        Row("memory, peak", f"{peak():.0f} MiB"),
    ]
