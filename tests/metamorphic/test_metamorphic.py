"""Notes that say the same are judged the same; notes that say something else are not.

``make test`` takes a sample of the variants, spread over notes and kinds; ``make metamorphic`` (or
``NOTECHECK_METAMORPHIC=full``) takes all. ``python -m tests.metamorphic.run`` lists violations with
the sentence that is responsible.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from . import layout, structure, wording
from .directed import DIRECTED
from .notes import Sample, Variant, responsible, said, samples
from .suite import INVARIANT, excused

FULL = os.environ.get("NOTECHECK_METAMORPHIC") == "full"
STEP = 1 if FULL else 11
"""Every so manieth variant is tried; a prime, so that all kinds of changes get their turn."""

NOTES = samples()


def chosen(variants: Iterator[Variant], seed: int) -> Iterator[Variant]:
    return (variant for at, variant in enumerate(variants) if (at + seed) % STEP == 0)


@pytest.mark.parametrize("kind", INVARIANT)
def test_what_says_the_same_is_judged_the_same(kind: str) -> None:
    violations = [
        f"{sample.id} {variant.what}: {'; '.join(differences)}\n    {responsible(sample, variant)}"
        for seed, sample in enumerate(NOTES)
        for variant in chosen(INVARIANT[kind](sample), seed)
        if (differences := said(sample).differences(said(sample.saying(variant.text))))
        and not excused(sample, variant)
    ]
    assert not violations, "\n" + "\n".join(violations)


@pytest.mark.parametrize("kind", DIRECTED)
def test_what_says_something_else_is_read_so(kind: str) -> None:
    notes = NOTES if FULL else NOTES[::4]
    trials = [(sample, trial) for sample in notes for trial in DIRECTED[kind](sample)]
    assert trials, "nothing was tried"
    violations = [
        f"{sample.id} {trial.variant.what}: {trial.wrong}\n    {trial.sentence}"
        for sample, trial in trials
        if trial.wrong and not excused(sample, trial.variant)
    ]
    assert not violations, "\n" + "\n".join(violations)


@pytest.mark.skipif(not FULL, reason="counted in the full run only")
def test_the_suite_is_large() -> None:
    variants = sum(1 for sample in NOTES for make in INVARIANT.values() for _ in make(sample))
    assert variants >= 2000


# The generators themselves

NOTE = Sample(
    "t",
    "M96.0",
    "HPI: L4-5 TLIF on 03/14/2021, status post L5-S1 lami.\n\nPSH:\n- appendectomy\n- hernia\n",
    "2024-05-02",
    "outpatient",
)


def texts(variants: Iterator[Variant], what: str) -> list[str]:
    return [variant.text for variant in variants if variant.what == what]


@pytest.mark.parametrize(
    ("make", "what", "piece"),
    [
        (wording.synonyms, "TLIF as transforaminal lumbar interbody fusion", "L4-5 transforaminal lumbar"),
        (wording.synonyms, "status post as s/p", "2021, s/p L5-S1"),
        (wording.levels, "L4-L5", "HPI: L4-L5 TLIF"),
        (wording.dates, "March 14, 2021", "TLIF on March 14, 2021,"),
        (wording.headers, "PSH as Past Surgical History", "\nPast Surgical History:\n"),
        (structure.orders, "past_surgical_history reversed", "- hernia\n- appendectomy\n"),
        (layout.layouts, "doubled blanks", "HPI:  L4-5  TLIF  on"),
        (layout.layouts, "upper case", "HPI: L4-5 TLIF ON"),
        (layout.layouts, "carriage returns", "lami.\r\n\r\nPSH:\r\n"),
    ],
)
def test_a_variant_is_what_it_says(make: object, what: str, piece: str) -> None:
    assert any(piece in text for text in texts(make(NOTE), what))  # type: ignore[operator]


def test_prose_is_wrapped_and_lists_are_not() -> None:
    prose = "The fusion at L4-5 has not united and explains the pain that brought her back to us today. " * 2
    wrapped = texts(layout.wraps(NOTE.saying(f"{prose}\n\n- a list\n- of two\n")), "all in 60 columns")
    assert wrapped
    assert max(map(len, wrapped[0].split("\n"))) <= 60
    assert "- a list\n- of two\n" in wrapped[0]
    assert not layout.is_prose("- " + prose)
    assert not layout.is_prose(
        "Pain: worse\nMeds: none, and a rather long list of things that were tried before now"
    )


def test_the_responsible_line_is_found() -> None:
    note = NOTE.saying("Assessment: Pseudarthrosis of the L4-5 fusion.\nPlan: none.\n")
    broken = Variant("x", "x", "", partly=lambda line: line.replace("Pseudarthrosis", "Arthrosis"))
    assert responsible(note, broken) == "Assessment: Pseudarthrosis of the L4-5 fusion."
