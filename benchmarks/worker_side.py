"""Times ``check_many`` by one worker and by two, in turn; asked and answering in JSON.

A process of its own: where numpy or spaCy have started threads, workers are spawned and not forked.
"""

from __future__ import annotations

import json
import sys
import time
from collections import deque

import notecheck


def main() -> None:
    """Read notes, codes and rounds; write a pair of seconds on the wall for each round."""
    asked = json.load(sys.stdin)
    notes = [notecheck.Note(id=str(number), text=text) for number, text in enumerate(asked["notes"])]
    checker = notecheck.Checker()

    def seconds(workers: int) -> float:
        start = time.perf_counter()
        deque(checker.check_many(notes, codes=asked["codes"], workers=workers), maxlen=0)
        return time.perf_counter() - start

    json.dump([(seconds(1), seconds(2)) for _ in range(asked["rounds"])], sys.stdout)


if __name__ == "__main__":
    main()
