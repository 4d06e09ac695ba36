"""Sets notecheck beside medspaCy: the same notes, and the terms of notecheck's own lexicon as rules.

medspaCy needs an older spaCy, so it runs in an environment of its own, which ``make bench-medspacy`` makes.
It gets the literal terms of the concepts, written out; notecheck reads besides them its patterns, levels,
dates, links and checklists, which here are in its time and not in medspaCy's.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from clock import Row, best

import notecheck
from notecheck.lexicon.terms import Entry, forms
from notecheck.lexicon.vocabulary import vocabulary

PYTHON = Path(__file__).parent.parent / ".venv-medspacy" / "bin" / "python"
SIDE = Path(__file__).parent / "medspacy_side.py"
NAME = "medspaCy (same terms)"


def terms() -> list[dict[str, Any]]:
    """Return every form of every literal term of the lexicon, each once."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    pairs = {pair: None for pairs in vocabulary().tree.terms.values() for pair in pairs}
    for term, meaning in pairs:
        if not isinstance(meaning, Entry):
            continue  # the trigger word of a pattern
        exact = meaning.exact is not None
        for words in forms(term):
            written = tuple(meaning.exact.split()) if meaning.exact else words
            found.setdefault(written, {"words": list(written), "label": meaning.concept, "exact": exact})
    return list(found.values())


def medspacy(corpus: list[str], rounds: int, python: Path = PYTHON) -> list[Row]:
    """Time medspaCy and whole checks on the same notes; one row that says so where it is not installed."""
    if not python.exists():
        return [Row(NAME, "left out: not installed; make bench-medspacy does")]
    asked = {"notes": corpus, "rounds": rounds, "terms": terms()}
    run = subprocess.run(
        [str(python), str(SIDE)], input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    if run.returncode:
        why = (run.stderr.strip().splitlines() or ["no word"])[-1]
        return [Row(NAME, f"left out: it failed: {why[:120]}")]
    figures = json.loads(run.stdout)
    checker = notecheck.Checker()
    for text in corpus[:50]:
        checker.check(text)
    rate = len(corpus) / best(lambda: [checker.check(text) for text in corpus], rounds)
    times = rate / figures["rate"]
    return [
        Row(f"{NAME}, version", f"{figures['medspacy']}, spaCy {figures['spacy']}"),
        Row(f"{NAME}, rules", f"{figures['rules']:,}"),
        Row(f"{NAME}, notes a second", f"{figures['rate']:,.0f}"),
        Row(f"{NAME}, throughput to its spacy.blank", f"{figures['ratio']:.3f}"),
        Row("throughput, times medspaCy", f"{times:.1f}", times),
    ]
