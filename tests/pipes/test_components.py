"""The components on a Doc: their marks, and what of a header counts."""

from __future__ import annotations

import datetime
import pickle

import pytest
from helpers import check
from spacy.tokens import Doc

from notecheck.page import EXTENSIONS
from notecheck.pipeline import COMPONENTS, build_pipeline, read, register_extensions


def test_every_mark_is_left() -> None:
    doc = read(build_pipeline(), "PSH: L4-5 TLIF in 2019. No pain.", datetime.date(2024, 5, 2))
    assert [name for name in EXTENSIONS if doc._.get(name) is None] == []
    assert [section.name for section in doc._.notecheck_sections] == ["past_surgical_history"]
    assert [doc.text[s.start : s.end] for s in doc._.notecheck_sentences] == [
        "PSH:",
        "L4-5 TLIF in 2019.",
        "No pain.",
    ]
    assert [mark.levels for mark in doc._.notecheck_levels] == [("L4-L5",)]
    assert [date.value for date in doc._.notecheck_dates] == ["2019"]
    assert [(d.concept, d.status) for d in doc._.notecheck_mentions] == [
        ("fusion", "present"),
        ("pain", "absent"),
    ]


def test_the_marks_are_declared_once() -> None:
    register_extensions()
    register_extensions()
    assert all(Doc.has_extension(name) for name in EXTENSIONS)


def test_the_pipeline_is_the_list_of_its_components() -> None:
    nlp = build_pipeline()
    assert tuple(nlp.pipe_names) == COMPONENTS
    assert all(name.startswith("notecheck_") for name in COMPONENTS)


def test_a_pipeline_pickles() -> None:
    text = "PSH: L4-5 TLIF in 2019. No pain."
    nlp = build_pipeline()
    copy = pickle.loads(pickle.dumps(nlp))
    assert read(copy, text, None)._.notecheck_mentions == read(nlp, text, None)._.notecheck_mentions


@pytest.mark.parametrize(
    "marked",
    [
        "PSH:\n[[TLIF|procedure.fusion section=past_surgical_history]] 2019",
        "[[Previous spine surgery|!procedure.*]]: L4-5 [[TLIF|procedure.fusion]].",
        "Prior [[spine surgery|procedure.other assertion=absent]]: none",
        "[[CT LUMBAR SPINE|modality.CT]]\nFINDINGS: Gap.",
        "[[PROCEDURE PERFORMED|encounter.operative_report]]: TLIF L4-5.",
        "IMAGING: [[pain|symptom.pain section=imaging]]",
        "CC: [[low back|symptom.pain site=back section=chief_complaint]]",
        "HPI: tender [[low back|!symptom.*]] muscles",
    ],
)
def test_headers_and_titles(marked: str) -> None:
    check(marked)
