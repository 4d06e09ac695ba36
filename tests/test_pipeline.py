"""The pipeline as a spaCy pipeline."""

from __future__ import annotations

import datetime
import subprocess
import sys

import pytest
import spacy

from notecheck.pipeline import COMPONENTS, build_pipeline, read

TEXT = "PSH: L4-5 TLIF 18 months ago.\r\n\tNo pain 🙂."


def test_it_is_blank_but_for_our_components() -> None:
    nlp = build_pipeline()
    assert tuple(nlp.pipe_names) == COMPONENTS
    assert nlp.vocab.vectors_length == 0


def test_reading_keeps_the_text_and_dates_count_from_the_note() -> None:
    nlp = build_pipeline()
    doc = read(nlp, TEXT, datetime.date(2024, 5, 2))
    assert doc.text == TEXT
    assert [date.value for date in doc._.notecheck_dates] == ["2022-11"]
    assert [date.value for date in read(nlp, TEXT, None)._.notecheck_dates] == [None]


def test_it_works_as_any_pipeline() -> None:
    nlp = build_pipeline()
    called, piped = nlp(TEXT), next(iter(nlp.pipe([TEXT])))
    assert called._.notecheck_mentions == piped._.notecheck_mentions
    assert [m.concept for m in called._.notecheck_mentions] == ["fusion", "pain"]


def test_components_stand_behind_the_tokenizer_of_spacy_too() -> None:
    nlp = spacy.blank("en")
    for name in COMPONENTS:
        nlp.add_pipe(name)
    doc = nlp("PSH: TLIF in 2019. No pain.")
    assert [(m.concept, m.status) for m in doc._.notecheck_mentions] == [
        ("fusion", "present"),
        ("pain", "absent"),
    ]


def test_two_pipelines_do_not_share_marks() -> None:
    one, two = build_pipeline(), build_pipeline()
    first = read(one, TEXT, None)
    read(two, "Nothing.", None)
    assert len(first._.notecheck_mentions) == 2


@pytest.mark.parametrize("module", ["notecheck", "notecheck.report", "notecheck.extraction"])
def test_spacy_waits_until_a_note_is_read(module: str) -> None:
    script = f"import sys, {module}; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
