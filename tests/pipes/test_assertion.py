"""Assertion, as tables of annotated sentences.

``[[words|status]]`` marks a thing and what the sentence says of it. Things of a table belong to its
family; ``[[words|family:status]]`` names another one. Every mark of a sentence is judged together.
"""

from __future__ import annotations

import pickle
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notecheck.errors import LexiconError
from notecheck.extraction import Assertion
from notecheck.lexicon.phrases import expand
from notecheck.pipes.assertion import Judge
from notecheck.pipes.assertion_cues import CueTable

JUDGE = Judge()
_MARK = re.compile(r"\[\[(.+?)\|(?:(\w+):)?(\w+)\]\]")


def read(annotated: str, family: str) -> tuple[str, list[tuple[int, int]], list[str], list[str]]:
    """Return the bare text, the spans, their families and the expected statuses."""
    text, spans, groups, statuses, at = "", [], [], [], 0
    for mark in _MARK.finditer(annotated):
        text += annotated[at : mark.start()]
        spans.append((len(text), len(text) + len(mark[1])))
        groups.append(mark[2] or family)
        statuses.append(mark[3])
        text += mark[1]
        at = mark.end()
    return text + annotated[at:], spans, groups, statuses


def judge(annotated: str, family: str = "condition", **context: str) -> tuple[list[Assertion], list[str]]:
    text, spans, groups, statuses = read(annotated, family)
    assert spans, "the sentence marks nothing"
    families = [None if group == "unknown" else group for group in groups]
    judged = JUDGE.sentence(text, 0, len(text), spans, groups=families, **context)
    for assertion in judged:
        if assertion.cue:
            assert text[assertion.cue.start : assertion.cue.end] == assertion.cue.text != ""
    return judged, statuses


def check(annotated: str, family: str = "condition", **context: str) -> None:
    judged, statuses = judge(annotated, family, **context)
    assert [assertion.status for assertion in judged] == statuses


def test_the_annotations_are_read() -> None:
    assert read("no [[gap|absent]], a [[rod|hardware:present]]", "finding") == (
        "no gap, a rod", [(3, 6), (10, 13)], ["finding", "hardware"], ["absent", "present"],
    )  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    [
        "No sign of [[pseudarthrosis|absent]], [[infection|absent]] or [[adjacent level disease|absent]].",
        "There is no definite CT evidence of [[nonunion|absent]].",
        "She denies [[weakness|symptom:absent]], [[numbness|symptom:absent]] and [[falls|symptom:absent]].",
        "Denies cramps on walking, [[leg pain|symptom:absent]] or [[numbness|symptom:absent]].",
        "Negative for: [[abscess|absent]], [[discitis|absent]]",
        "Neg for [[DVT|absent]].",
        "The films were negative for [[instability|absent]].",
        "Lungs: no [[wheeze|finding:absent]], [[rales|finding:absent]], [[rhonchi|finding:absent]]",
        "The study did not reveal a [[nonunion|absent]].",
        "Tomograms fail to reveal it; they failed to show [[loosening|finding:absent]].",
        "He doesn't have [[ankylosis|absent]].",
        "He doesn\u2019t have [[ankylosis|absent]].",
        "She has never had [[osteomyelitis|absent]].",
        "CT has excluded a [[pseudarthrosis|absent]].",
        "In the absence of [[infection|absent]] we went on.",
        "This argues against [[loosening|finding:absent]].",
        "I do not believe that he has a [[nonunion|absent]].",
        "There is little suspicion for [[infection|absent]].",
        "Neither [[haloing|finding:absent]] nor [[subsidence|finding:absent]] was present.",
        "The graft healed without [[resorption|finding:absent]].",
        "Scar rather than [[recurrent herniation|absent]].",
        "It is not consistent with [[ankylosing spondylitis|absent]].",
        "(-) [[fever|symptom:absent]], [[chills|symptom:absent]] (-)",
        "Negative [[Spurling|exam:absent]] and [[Lhermitte|exam:absent]] negative.",
    ],
)
def test_denied_in_front(sentence: str) -> None:
    check(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "[[Infection|absent]] was ruled out by aspiration.",
        "[[Subsidence|finding:absent]] is absent.",
        "[[Loosening|finding:absent]] was not clearly identified.",
        "[[Haloing|finding:absent]], [[breakage|finding:absent]] and [[migration|finding:absent]] were not seen.",
        "The scan shows [[haloing|finding:present]] at S1 and [[infection|absent]] was ruled out.",
        "A [[recurrent herniation|absent]] could not be found.",
        "[[Infection|absent]] is highly unlikely.",
        "[[Straight leg raise|exam:absent]] was negative on both sides.",
        "[[Haloing|finding:present]] at L3, not seen in 2019, is plain today.",
        "[[Haloing|finding:present]], not present on the prior study.",
        "There is a [[septal infarct|present]] with negative deflections.",
    ],
)
def test_denied_behind(sentence: str) -> None:
    check(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "No [[infection|absent]] but a clear [[nonunion|present]].",
        "No [[instability|absent]]; [[stenosis|finding:present]] is severe.",
        "No [[numbness|symptom:absent]], has [[back pain|symptom:present]] at night.",
        "Denies [[numbness|symptom:absent]], reports [[back pain|symptom:present]].",
        "No [[fracture|absent]] is seen, [[haloing|finding:present]] surrounds the screw.",
        "Although no [[herniation|absent]] is shown, the [[stenosis|finding:present]] is tight.",
        "Despite no [[infection|absent]], a [[nonunion|present]] developed.",
        "There is no [[herniation|absent]], which leaves [[scar|finding:present]] as the cause.",
        "No [[infection|absent]] - [[nonunion|present]] confirmed",
        "No [[fever|symptom:absent]], possible [[nonunion|uncertain]].",
        "No [[nonunion|present]] at any level except T12-L1.",
        "Systems negative except for [[back pain|symptom:present]].",
        "He is not diabetic and has a [[nonunion|present]].",
        "No [[kyphosis|absent]]\n- [[nonunion|present]] at L4-5",
        "Her [[nonunion|present]] came about without [[infection|absent]].",
    ],
)
def test_where_a_denial_ends(sentence: str) -> None:
    check(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "No improvement in her [[back pain|symptom:present]].",
        "No interval change in the [[haloing|finding:present]].",
        "Not only a [[nonunion|present]] but broken rods.",
        "He is not without [[back pain|symptom:present]].",
        "Without a doubt this is a [[nonunion|present]].",
        "Gram negative [[discitis|present]].",
        "No cause was found for his [[back pain|symptom:present]].",
        "[[Back pain|symptom:present]] has not improved with [[physical therapy|treatment:present]].",
        "No relief from [[injections|treatment:present]] or [[bracing|treatment:present]].",
        "No pain since the [[fusion|procedure:present]].",
        "No nausea, with [[vomiting|symptom:present]] or [[cramps|symptom:present]] at times.",
        "No haloing around the [[screws|hardware:present]].",
        "No [[nonunion|absent]] of the L3-4 [[fusion|procedure:present]].",
        "She did not improve after the [[laminectomy|procedure:present]].",
        "The pain is unrelated to the [[fusion|procedure:present]].",
        "The pain is not due to a [[nonunion|absent]].",
        "CT confirms [[no bridging bone|finding:present]] there.",
        "The segment [[has not fused|present]].",
        "The film does not show [[absent bridging|finding:absent]].",
        "He has still not stopped [[smoking|factor:present]].",
    ],
)
def test_words_of_denial_that_deny_nothing_or_something_else(sentence: str) -> None:
    check(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Possible [[nonunion|uncertain]] or [[infection|uncertain]] at L2-3.",
        "Most likely a [[nonunion|uncertain]].",
        "I suspect a [[nonunion|uncertain]] of the [[fusion|procedure:present]].",
        "The cleft raises concern for [[nonunion|uncertain]].",
        "[[Haloing|finding:present]] suggestive of [[loosening|finding:uncertain]].",
        "[[Haloing|finding:present]] at C6, possible [[nonunion|uncertain]].",
        "Appearance compatible with [[ankylosis|uncertain]].",
        "There may be a [[nonunion|uncertain]].",
        "It appears to be a [[nonunion|uncertain]].",
        "CT to rule out [[nonunion|uncertain]]; r/o [[infection|uncertain]].",
        "We cannot completely exclude [[nonunion|uncertain]].",
        "[[Nonunion|uncertain]] cannot be excluded.",
        "[[Nonunion|uncertain]] has not been ruled out.",
        "[[Nonunion|uncertain]] is strongly suspected.",
        "[[Nonunion|uncertain]], L3-4, probable.",
        "It is not clear whether there is a [[nonunion|uncertain]].",
        "[[Scar|uncertain]] versus [[recurrent disc|uncertain]].",
        "Differential diagnosis: [[nonunion|uncertain]], [[infection|uncertain]], [[facet pain|uncertain]].",
        "?[[nonunion|uncertain]] on the right",
        "[[Nonunion|uncertain]] L3-4?",
        "There is evidence of [[nonunion|present]].",
        "The image is diagnostic of [[nonunion|present]].",
        "CT to evaluate her known [[nonunion|present]].",
        "Seen for evaluation of [[back pain|symptom:present]].",
        "Imaging suggests a prior [[laminectomy|procedure:uncertain]].",
    ],
)
def test_doubt(sentence: str) -> None:
    check(sentence)


@pytest.mark.parametrize(
    ("sentence", "reporter"),
    [
        ("He was told by a friend that he has a [[nonunion|uncertain]].", "patient"),
        ("The patient believes her [[screws are loose|finding:uncertain]].", "patient"),
        ("According to her chiropractor she has a [[failed fusion|uncertain]].", "patient"),
        ("She was told her [[back pain|symptom:present]] would pass.", "provider"),
        ("He says that he had a [[fusion|procedure:present]] in Texas.", "provider"),
        ("The radiologist states that there is a [[nonunion|present]].", "provider"),
    ],
)
def test_what_only_the_patient_says(sentence: str, reporter: str) -> None:
    judged, statuses = judge(sentence)
    assert [(a.status, a.reporter) for a in judged] == [(status, reporter) for status in statuses]


@pytest.mark.parametrize(
    "sentence",
    [
        "Risks include bleeding, [[nonunion|hypothetical]] and [[revision surgery|procedure:hypothetical]].",
        "Informed consent: infection; leak; [[nonunion|hypothetical]]; death.",
        "Complications, including but not limited to [[nonunion|hypothetical]], were named.",
        "Smoking raises the risk of [[nonunion|hypothetical]].",
        "Nicotine can lead to [[nonunion|hypothetical]].",
        "If there is [[nonunion|hypothetical]], we will talk about a [[fusion|procedure:hypothetical]].",
        "Should the [[leg pain|symptom:hypothetical]] recur, she will call.",
        "Were he to develop [[instability|hypothetical]], we would operate.",
        "Unless he stops, [[nonunion|hypothetical]] is likely.",
        "Call for [[fever|symptom:hypothetical]] or new [[weakness|symptom:hypothetical]].",
        "Some patients develop [[nonunion|hypothetical]].",
        "A stimulator was ordered to prevent [[nonunion|hypothetical]].",
        "What does [[nonunion|hypothetical]] mean?",
        "I explained that she has a [[nonunion|present]].",
        "Because of the [[nonunion|present]], risks were gone over again.",
        "Counseled on [[smoking|factor:present]].",
    ],
)
def test_hypotheses(sentence: str) -> None:
    check(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "She may eventually need a [[fusion|hypothetical]].",
        "[[Fusion|hypothetical]] is an option if therapy fails.",
        "We would only consider [[fusion|hypothetical]] later.",
        "We discussed her prior [[fusion|present]].",
        "She will undergo a [[fusion|present]] in June.",
        "I recommend an L3-4 [[fusion|present]].",
        "Consent was obtained for [[laminectomy|present]].",
        "She had her [[fusion|present]] in 2018.",
        "History of [[fusion|present]] in 2018.",
        "He refused a [[fusion|absent]] then.",
        "A [[fusion|absent]] was offered and declined.",
        "[[Laminectomy|absent]] is not indicated.",
        "He is not a good candidate for [[fusion|absent]].",
        "They decided against [[fusion|absent]].",
        "[[Decompression|absent]] was never carried out.",
        "Has had no [[fusion|absent]], [[laminectomy|absent]] or [[discectomy|absent]].",
        "[[Fusion|absent]] is off the table.",
        "[[Stimulator|hypothetical]] candidacy evaluation",
        "Will start [[gabapentin|treatment:hypothetical]].",
        "[[Gabapentin|treatment:present]] since May.",
    ],
)
def test_operations_and_treatments(sentence: str) -> None:
    check(sentence, "procedure")


@pytest.mark.parametrize(
    "sentence",
    [
        "Her father has [[ankylosing spondylitis|family]].",
        "FHx: sister with [[RA|family]], uncle with [[DISH|family]].",
        "[[RA|family]] in her mother.",
        "[[Scoliosis|family]] (brother)",
        "No family history of [[RA|family]].",
        "Accompanied by her sister, she reports [[back pain|symptom:present]].",
        "His mother says that he had a [[fusion|procedure:present]].",
        "She lives with her son and has a [[nonunion|present]].",
        "His father had [[DISH|family]], but the patient has a [[nonunion|present]].",
        "His neighbor had a [[fusion|procedure:family]] last year.",
    ],
)
def test_other_people(sentence: str) -> None:
    check(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "History of [[nonunion|historical]] in 2016.",
        "[[Nonunion|historical]] that has completely healed.",
        "[[Nonunion|historical]], revised in 2019 and now solid.",
        "The [[discitis|historical]] resolved.",
        "The [[discitis|present]] has not resolved.",
        "[[Back pain|symptom:present]] resolved for a year but came back.",
        "The [[leg pain|symptom:historical]] is no longer present.",
        "Old [[burst fracture|historical]] of L2.",
        "A 70-year-old [[demented|present]] man.",
        "History of [[rheumatoid arthritis|present]].",
        "History of chronic [[nonunion|present]].",
        "History of [[osteoporosis|factor:present]].",
        "Two-year history of [[back pain|symptom:present]].",
        "History of fusion complicated by [[nonunion|present]].",
        "She quit [[smoking|factor:historical]] in 1999.",
        "Told to quit [[smoking|factor:present]].",
        "History of [[pneumonia|unknown:historical]].",
        "Status post nephrectomy for [[cancer|unknown:historical]].",
        "HISTORY OF PRESENT ILLNESS: [[cough|unknown:present]] for a day.",
    ],
)
def test_what_is_over(sentence: str) -> None:
    check(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "[x] [[scar|present]]  [ ] [[nonunion|absent]]  [ ] [[infection|absent]]",
        "Events:  [ ] [[leak|hypothetical]]   [ ] [[nonunion|hypothetical]]",
        "[[Osteoporosis|absent]]:  [x] no   [ ] yes",
        "[[Osteoporosis|present]]:  [ ] no   [x] yes",
        "[[Osteoporosis|hypothetical]]:  [ ] no   [ ] yes",
        "☐ [[leak|absent]]  ☑ [[scar|present]]",
        "[[Screw loosening|finding:absent]]: none",
        "[[Infection|absent]] - none",
        "[[Cervical fusion|procedure:absent]]? N",
        "[[Laminectomy|procedure:present]]? Y (2011)",
        "Trouble after [[laminectomy|procedure:present]]: none",
        "[[Nonunion|present]]: no bridging at L3-4",
        "BP: 120/80     [[DM|factor:absent]]: no     [[Osteoporosis|factor:present]]: yes     Anticoag: none",
        "Impression: {[[nonunion|hypothetical]] | [[solid fusion|finding:hypothetical]]}",
    ],
)
def test_forms(sentence: str) -> None:
    check(sentence)


def test_an_answer_behind_the_sentence_counts() -> None:
    text = "Prior fusion? No"
    assert JUDGE.sentence(text, 0, 13, [(6, 12)], groups=["procedure"])[0].status == "absent"


@pytest.mark.parametrize(
    ("sentence", "context"),
    [
        ("[[Ankylosis|family]], diabetes", {"section": "family_history"}),
        ("The patient himself has [[ankylosis|present]].", {"section": "family_history"}),
        ("bleeding, [[nonunion|hypothetical]], stroke", {"section": "risks_and_consent"}),
        ("[[Back pain|symptom:hypothetical]] may last for weeks.", {"section": "patient_instructions"}),
        ("[[Osteoporosis|factor:present]], [[gout|unknown:historical]]", {"section": "past_medical_history"}),
        ("[[Nonunion|historical]] L3-4", {"header": "Resolved problems"}),
        ("[[Nonunion|uncertain]], facet pain", {"header": "DIFFERENTIAL DIAGNOSIS:"}),
        ("[[Osteoporosis|factor:present]], steroids", {"header": "Risk factors:"}),
    ],
)
def test_sections_and_headers(sentence: str, context: dict[str, str]) -> None:
    check(sentence, **context)


def test_the_cue_is_shown() -> None:
    text = "Seen today.  There is no clear evidence of nonunion."
    found = JUDGE.sentence(text, 13, len(text), [(43, 51)], groups=["condition"])[0]
    assert found.cue is not None
    assert (found.cue.text, found.cue.start) == ("no clear evidence of", 22)


def test_a_phrase_is_written_out() -> None:
    assert expand("{is|was} {|very} unlikely") == [
        "is unlikely", "is very unlikely", "was unlikely", "was very unlikely",
    ]  # fmt: skip


def test_the_longest_phrase_eats_its_words() -> None:
    blocks = [
        {"status": "absent", "phrases": ["not"]},
        {"mark": "bridge", "phrases": ["not only"]},
    ]
    table = CueTable(blocks, r"\n\n", ["really"])
    hits = table.find("not it, not really only it", 0, 26)
    assert [(hit.start, hit.end, sorted(hit.phrase.marks)) for hit in hits] == [
        (0, 3, []),
        (8, 23, ["bridge"]),
    ]


@pytest.mark.parametrize(
    "block",
    [
        {"status": "absent", "phrases": [False]},
        {"status": "gone", "phrases": ["no"]},
        {"status": "absent", "reech": "noun", "phrases": ["no"]},
        {"mark": "wall", "phrases": ["but"]},
    ],
)
def test_a_wrong_block_is_an_error(block: dict[str, object]) -> None:
    with pytest.raises(LexiconError, match=r"assertion\.yaml"):
        CueTable([block], r"\n\n", [])


WORDS = st.sampled_from(
    [
        *("no", "not", "without", "nonunion", "fusion", "possible", "risks", "if", "mother", "history of"),
        *(
            "was ruled out",
            "[x]",
            "[ ]",
            "{",
            "}",
            "|",
            "?",
            ":",
            "-",
            ",",
            ";",
            ".",
            "\n",
            "\r\n",
            "\t",
            "  ",
        ),
        *("\u0130", "\u00df", "\u2019", "\U0001f9b4"),
    ]
)


@given(st.lists(WORDS, max_size=30), st.data())
def test_cues_lie_in_the_sentence_and_read_as_shown(words: list[str], data: st.DataObject) -> None:
    text = " ".join(["Before.", *words, "nonunion"])
    start = data.draw(st.integers(0, 8))
    a = data.draw(st.integers(start, len(text) - 1))
    b = data.draw(st.integers(a + 1, len(text)))
    for assertion in JUDGE.sentence(text, start, len(text), [(a, b), (len(text) - 8, len(text))]):
        if assertion.cue:
            assert start <= assertion.cue.start < assertion.cue.end <= len(text)
            assert text[assertion.cue.start : assertion.cue.end] == assertion.cue.text


@given(st.text(max_size=60))
def test_what_stands_before_the_sentence_does_not_matter(noise: str) -> None:
    text = "No nonunion."
    there = JUDGE.sentence(noise + text, len(noise), len(noise + text), [(len(noise) + 3, len(noise) + 11)])
    here = JUDGE.sentence(text, 0, len(text), [(3, 11)])
    assert there[0].status == here[0].status


def test_it_pickles() -> None:
    copy = pickle.loads(pickle.dumps(JUDGE))
    assert copy.sentence("No nonunion", 0, 11, [(3, 11)])[0].status == "absent"


@pytest.mark.parametrize("piece", ["no pain, ", "[ ] ", "a: ", " ", "\n", "{", "( ", "- "])
def test_a_sentence_without_end_takes_linear_time(piece: str) -> None:
    text = piece * (200_000 // len(piece)) + "nonunion"
    began = time.perf_counter()
    JUDGE.sentence(text, 0, len(text), [(0, 2), (len(text) - 8, len(text))])
    assert time.perf_counter() - began < 2


def test_no_span_no_work() -> None:
    assert JUDGE.sentence("No nonunion.", 0, 12, []) == []
