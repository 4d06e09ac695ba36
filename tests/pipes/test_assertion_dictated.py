"""Assertion in the sentences of dictated, typed and templated notes, read from the text to the mention.

``[[words|group:status]]`` marks a mention and what the note says of it; every mark of a text is judged together.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import notecheck

CASES = Path(__file__).parents[1] / "cases"
_MARK = re.compile(r"\[\[(.+?)\|(\w+):(\w+)\]\]")


@cache
def checker() -> notecheck.Checker:
    return notecheck.Checker()


def check(annotated: str) -> None:
    """Assert that each mark is read as a mention of its group, with its status."""
    text, wanted, at = "", [], 0
    for mark in _MARK.finditer(annotated):
        text += annotated[at : mark.start()]
        wanted.append((len(text), len(text) + len(mark[1]), mark[2], mark[3]))
        text += mark[1]
        at = mark.end()
    text += annotated[at:]
    assert wanted, "the text marks nothing"
    read = {(m.group, m.start, m.end): m.assertion for m in checker().extract(text).mentions}
    got = [(start, end, group, read.get((group, start, end))) for start, end, group, _ in wanted]
    assert got == wanted


def lines(name: str) -> list[str]:
    return (CASES / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("text", lines("assertion_in_notes.txt"))
def test_sentences_of_spine_notes(text: str) -> None:
    check(text)


@pytest.mark.parametrize("text", lines("assertion_of_anything.txt"))
def test_things_that_the_lexicon_does_not_know(text: str) -> None:
    pieces = re.split(r"\[\[(.+?)\|(\w+)\]\]", text)
    bare, spans = pieces[0], []
    for thing, behind in zip(pieces[1::3], pieces[3::3], strict=True):
        spans.append((len(bare), len(bare) + len(thing)))
        bare += thing + behind
    assert [a.status for a in checker().assertions(bare, spans)] == pieces[2::3]


@pytest.mark.parametrize(
    "text",
    [
        "We went over the potential outcomes including malunion, [[nonunion|condition:hypothetical]] and stroke.",
        "It could also result in [[pseudarthrosis|condition:hypothetical]] and [[pain|symptom:hypothetical]].",
        "[[Infection|factor:hypothetical]] can be superficial or deep.",
        "The risks (which are low, but real) of [[nonunion|condition:hypothetical]] were named.",
        "He knows of bleeding, [[infection|factor:hypothetical]], [[nonunion|condition:hypothetical]] and death.",
        "We discussed malunion, [[nonunion|condition:hypothetical]], DVT and [[weakness|symptom:hypothetical]].",
        "Seek immediate medical attention for [[weakness|symptom:hypothetical]] or [[numbness|symptom:hypothetical]].",
        "Go to the nearest emergency room if [[numbness|symptom:hypothetical]] develops.",
        "There is also the possibility of a [[pseudarthrosis|condition:hypothetical]] at C5-6.",
        "Consent to be signed next week; [[nonunion|condition:hypothetical]] and palsy to be covered.",
        "Consented for revision fusion for [[pseudarthrosis|condition:present]] at L5-S1.",
        "Consent for [[nonunion|condition:hypothetical]], palsy and dysphagia.",
        "There is no guarantee that her [[symptoms|symptom:present]] would improve.",
        "I recommended a L4-5 fusion with [[instrumentation|hardware:hypothetical]]; he will think it over.",
        "I recommended removal of the loose [[screw|hardware:present]].",
        "He had no bleeding, [[infection|factor:absent]] or leak.",
    ],
)
def test_what_may_come(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rather than exchange these [[screws|hardware:present]], I added a hook.",
        "A [[screw|hardware:absent]] could not be placed at T8.",
        "The left S1 [[screw|hardware:absent]] was left out.",
        "The pain is not clearly associated with [[stenosis|condition:present]].",
        "I asked whether or not the [[back pain|symptom:present]] wakes him.",
        "CT to determine whether or not there is a [[nonunion|condition:uncertain]].",
        "Denies constitutional symptoms such as fever, [[numbness|symptom:absent]], [[tingling|symptom:absent]].",
        "No moderate or high-grade [[stenosis|condition:uncertain]].",
        "No severe canal or [[foraminal stenosis|condition:uncertain]], [[fracture|condition:absent]] or [[infection|factor:absent]].",
        "No significant [[stenosis|condition:absent]].",
        "No [[fracture|condition:absent]], no infection, L4-5 severe [[stenosis|condition:present]].",
        "No [[fracture|condition:absent]], severe [[stenosis|condition:absent]] or abscess.",
        "DOS MM/DD/YYYY: L4-5 [[fusion|procedure:present]].",
        "She says that her neck [[fusion never took|condition:uncertain]].",
    ],
)
def test_where_denial_and_doubt_reach(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "Seen today.\nINFECTION: None.\n",
        "Seen today.\nHARDWARE FAILURE:  none noted\n",
    ],
)
def test_a_header_that_is_a_thing_takes_the_value_behind_it(text: str) -> None:
    statuses = {m.assertion for m in checker().extract(text).mentions if m.group in ("condition", "factor")}
    assert statuses == {"absent"}


@pytest.mark.parametrize(
    "text",
    [
        "He is a [[nonsmoker|factor:absent]].",
        "She has [[never smoked|factor:absent]].",
        "[[Former smoker|factor:historical]], 20 pack years.",
        "[[Tobacco|factor:absent]]: Denied",
        "Her mother is a [[nonsmoker|factor:family]].",
    ],
)
def test_words_that_deny_themselves(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "Discectomy in 1998 with complete resolution of [[leg pain|symptom:historical]].",
        "There was no resolution of the [[leg pain|symptom:present]].",
        "He had some [[neck pain|symptom:historical]]. This has since resolved. He has [[back pain|symptom:present]].",
        "He has [[leg pain|symptom:present]]. It has not resolved.",
    ],
)
def test_what_resolved(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "C5 has slipped relative to C6 with [[stenosis|condition:present]].",
        "Her mother tells me that she has [[back pain|symptom:present]].",
        "Twin rods and [[stenosis|condition:present]] above them.",
        "His twin has [[scoliosis|condition:family]].",
        "Risks were gone over with the mother, to include [[infection|factor:hypothetical]].",
    ],
)
def test_people_who_are_no_other_patient(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Physical therapy has not been beneficial.", "has not been beneficial"),
        ("The Norco is not quite taking care of it.", "is not quite taking care of"),
        ("Gabapentin has not been very effective.", "has not been very effective"),
        ("Physical therapy helped for a month.", "helped"),
    ],
)
def test_a_result_is_shown_with_what_denies_it(text: str, outcome: str) -> None:
    assert outcome in [m.text for m in checker().extract(text).mentions if m.group == "outcome"]
