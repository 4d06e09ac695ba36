"""What the measurements share: a row of the table, the clocks and the memory of the process."""

from __future__ import annotations

import resource
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple


class Row(NamedTuple):
    """A line of the table. ``ratio`` is compared with the baseline, the higher the better; None is not."""

    name: str
    shown: str
    ratio: float | None = None


def timed(run: Callable[[], Any]) -> float:
    """Return the processor seconds of this thread, which other programs disturb little."""
    start = time.thread_time()
    run()
    return time.thread_time() - start


def best(run: Callable[[], Any], rounds: int) -> float:
    """Return the fewest processor seconds of some rounds."""
    return min(timed(run) for _ in range(rounds))


def process(command: list[str]) -> float:
    """Return the processor seconds of a command, its own and the system's for it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def peak() -> float:
    """Return the most memory that the process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def resident() -> float:
    """Return the memory that the process holds now, in MiB; the peak where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize() / 2**20
    except OSError:
        return peak()
