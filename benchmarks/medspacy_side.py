"""Measures medspaCy in its own environment; run by ``beside.py``, needs nothing of notecheck.

Reads JSON from the standard input: ``notes``, ``rounds`` and ``terms`` (``words`` of a term, its ``label``,
and ``exact`` where the very letters count). Prints JSON: versions, ``rate`` in notes a second, and ``ratio``,
the throughput to ``spacy.blank("en")`` of this environment.

The pipeline is medspaCy's own tokenizer, sentence splitter, target matcher, ConText and sectionizer with
the rules that they bring; no model, no UMLS, no network.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import medspacy
import spacy
from loguru import logger
from medspacy.ner import TargetRule

PARTS = (
    "medspacy_tokenizer",
    "medspacy_pyrush",
    "medspacy_target_matcher",
    "medspacy_context",
    "medspacy_sectionizer",
)


def pipeline(terms: list[dict[str, Any]]) -> spacy.Language:
    """Return medspaCy's line with a rule for each term."""
    nlp = medspacy.load(medspacy_enable=PARTS)
    nlp.get_pipe("medspacy_target_matcher").add([_rule(**term) for term in terms])
    return nlp


def _rule(words: list[str], label: str, *, exact: bool) -> TargetRule:
    return TargetRule(" ".join(words), label, pattern=[{"ORTH": word} for word in words] if exact else None)


def _timed(run: Callable[[], Any]) -> float:
    start = time.thread_time()
    run()
    return time.thread_time() - start


def main() -> None:
    """Time medspaCy and bare tokenizing in turn; the median of the rounds counts."""
    logger.remove()  # it writes a line for every sentence otherwise
    asked = json.load(sys.stdin)
    notes, rounds = asked["notes"], asked["rounds"]
    nlp, blank = pipeline(asked["terms"]), spacy.blank("en")
    found = sum(len(nlp(text).ents) for text in notes[:10])
    for text in notes[:10]:
        blank(text)
    ratios, rates = [], []
    for _ in range(rounds):
        ours = _timed(lambda: [nlp(text) for text in notes])
        bare = _timed(lambda: [blank(text) for text in notes])
        ratios.append(bare / ours)
        rates.append(len(notes) / ours)
    figures = {
        "medspacy": version("medspacy"),
        "spacy": version("spacy"),
        "rules": len(nlp.get_pipe("medspacy_target_matcher").rules),
        "found_in_ten": found,
        "rate": statistics.median(rates),
        "ratio": statistics.median(ratios),
    }
    json.dump(figures, sys.stdout)


if __name__ == "__main__":
    main()
