"""The vocabulary as a whole: every file of it is sound, and a wrong one says what is wrong."""

from __future__ import annotations

import re

import pytest

from notecheck import lexicon
from notecheck.errors import LexiconError
from notecheck.lexicon.terms import Entry, Tree
from notecheck.lexicon.vocabulary import FAMILIES, _add_block, _blocks, vocabulary

CONTRACT = {
    "condition": ["pseudarthrosis", "postlaminectomy_syndrome", "ankylosis", "ankylosing_spondylitis", "klippel_feil", "congenital_fusion", "rheumatoid_arthritis", "hardware_failure", "adjacent_segment_disease", "postlaminectomy_kyphosis", "disc_herniation", "radiculopathy", "chronic_pain"],
    "finding": ["lucency", "absent_bridging", "motion", "bridging_bone", "solid_fusion", "joint_obliteration", "epidural_fibrosis", "hardware_loosening", "hardware_fracture"],
    "procedure": ["fusion", "decompression", "discectomy", "hardware_removal", "injection", "neurostimulation", "other"],
    "modality": ["CT", "MRI", "radiographs", "flexion-extension radiographs", "CT myelogram", "myelogram", "bone scan", "SPECT", "ultrasound", "EMG"],
}  # fmt: skip


@pytest.mark.parametrize("group", CONTRACT)
def test_the_concepts_of_a_report_are_there(group: str) -> None:
    known = {
        str(concept)
        for family in FAMILIES
        if (data := lexicon.load(family))["group"] == group
        for concept in data["concepts"]
    }
    assert set(CONTRACT[group]) <= known


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_is_sound(family: str) -> None:
    data = lexicon.load(family)
    assert isinstance(data["group"], str)
    assert set(data.get("opaque", ())) <= set(map(str, data["concepts"]))
    for concept, value in data["concepts"].items():
        blocks = list(_blocks(value))
        assert blocks, concept
        for block in blocks:
            assert block.get("terms") or block.get("patterns"), concept


@pytest.mark.parametrize("family", FAMILIES)
def test_a_term_stands_once_in_its_concept(family: str) -> None:
    data = lexicon.load(family)
    for concept, value in data["concepts"].items():
        for block in _blocks(value):
            terms = list(block.get("terms", ()))
            assert [t for t in terms if not isinstance(t, str)] == [], concept


def test_each_pattern_is_found_by_its_trigger() -> None:
    tree = vocabulary().tree
    triggered = {meaning for terms in tree.terms.values() for _, meaning in terms if isinstance(meaning, int)}
    assert triggered == set(range(len(vocabulary().patterns)))


def test_blocks_of_a_concept() -> None:
    assert list(_blocks(["a", "b"])) == [{"terms": ["a", "b"]}]
    assert list(_blocks([["a"], {"terms": ["b"], "site": "leg"}])) == [
        {"terms": ["a"]},
        {"terms": ["b"], "site": "leg"},
    ]


def test_a_block_gives_its_name_and_what_it_tells_besides() -> None:
    tree = Tree()
    _add_block(
        tree,
        [],
        "procedure",
        "fusion",
        {"terms": ["=ABCD", "x fusion"], "name": "ABC", "approach": "anterior"},
    )
    assert tree.terms["abcd"] == [
        ("ABCD", Entry("procedure", "fusion", "ABC", (("approach", "anterior"),), "ABCD"))
    ]
    assert tree.nodes["x"].children["fusion"].entries[0].exact is None


def test_a_pattern_needs_a_regex() -> None:
    with pytest.raises(LexiconError, match="condition pain has no regex"):
        _add_block(Tree(), [], "condition", "pain", {"patterns": [{"trigger": ["x"]}]})


def test_a_wrong_pattern_says_so() -> None:
    patterns: list = []
    _add_block(Tree(), patterns, "condition", "pain", {"patterns": [{"trigger": ["x"], "regex": "(x"}]})
    with pytest.raises(LexiconError, match=re.escape("'(x'")):
        _ = patterns[0].regex


def test_the_vocabulary_is_read_once() -> None:
    assert vocabulary() is vocabulary()
