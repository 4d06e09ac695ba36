"""Run the suite by hand: ``python -m tests.metamorphic.run [KIND ...] [--note ID] [--gold FILE]``.

Prints each violation with the sentence that is responsible, then a table of variants by kind.
"""

from __future__ import annotations

import sys
from collections import Counter

from .directed import DIRECTED
from .notes import responsible, said, samples
from .suite import INVARIANT, excused


def main(arguments: list[str]) -> int:
    note = arguments[arguments.index("--note") + 1] if "--note" in arguments else ""
    gold = [word for at, word in enumerate(arguments) if arguments[at - 1] == "--gold" and at]
    kinds = {word for word in arguments if word in {*INVARIANT, *DIRECTED}} or {*INVARIANT, *DIRECTED}
    tried: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for sample in samples(*gold):
        if note not in sample.id:
            continue
        for kind, generate in INVARIANT.items():
            if kind not in kinds:
                continue
            for variant in generate(sample):
                tried[kind] += 1
                differences = said(sample).differences(said(sample.saying(variant.text)))
                if differences and not excused(sample, variant):
                    wrong[kind] += 1
                    print(f"{sample.id} | {kind} | {variant.what} | {'; '.join(differences)}")
                    print(f"    {responsible(sample, variant)[:220]}")
        for kind, trial in DIRECTED.items():
            if kind not in kinds:
                continue
            for outcome in trial(sample):
                tried[kind] += 1
                if outcome.wrong and not excused(sample, outcome.variant):
                    wrong[kind] += 1
                    print(f"{sample.id} | {kind} | {outcome.variant.what} | {outcome.wrong}")
                    print(f"    {outcome.sentence[:220]}")
    for kind, number in tried.items():
        print(f"{kind:10} {number:6} variants {wrong[kind]:5} violations")
    print(f"{'all':10} {tried.total():6} variants {wrong.total():5} violations")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
