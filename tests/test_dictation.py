"""Slips of dictation and typing: long terms are read all the same, ordinary words never become terms."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notecheck import lexicon
from notecheck.checker import Checker
from notecheck.pipes import spelling
from notecheck.pipes.spelling import corrected, distance

# Words of 7 letters and more that are near a term, from Webster's New International Dictionary of
# 1934, which is in the public domain: four edits away, five from eleven letters on.
ORDINARY = (Path(__file__).parent / "cases" / "ordinary_words.txt").read_text(encoding="utf-8").split()
DICTIONARIES = [Path("/usr/share/dict/words"), Path("/usr/share/dict/american-english")]
TARGETS = lexicon.load("spelling")["words"]

CHECKER = Checker()


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("psuedarthrosis", "pseudarthrosis"),
        ("psuedoarthrosis", "pseudoarthrosis"),
        ("pseudoarthosis", "pseudoarthrosis"),
        ("pseudathrosis", "pseudarthrosis"),
        ("pseudarthroisis", "pseudarthrosis"),
        ("laminectimy", "laminectomy"),
        ("lamenectomy", "laminectomy"),
        ("laminectomey", "laminectomy"),
        ("hemilaminectmy", "hemilaminectomy"),
        ("laminectomys", "laminectomy"),
        ("arthrodisis", "arthrodesis"),
        ("arthodesis", "arthrodesis"),
        ("spondylolithesis", "spondylolisthesis"),
        ("spondilolisthesis", "spondylolisthesis"),
        ("anklyosis", "ankylosis"),
        ("disectomy", "discectomy"),
        ("foramenotomy", "foraminotomy"),
        ("decompresion", "decompression"),
        ("radiculpathy", "radiculopathy"),
        ("osteoporsis", "osteoporosis"),
        ("transforamnal", "transforaminal"),
        ("rhuematoid", "rheumatoid"),
        ("kyphosos", "kyphosis"),
    ],
)
def test_a_slip_is_read_as_the_word_it_was_meant_for(slip: str, word: str) -> None:
    assert corrected(slip) == word


@pytest.mark.parametrize(
    "word",
    [
        *("spondylosis", "spondylolysis", "spondylitis", "spondylotic", "spondylolytic"),  # near each other
        *("laminectomy", "laminotomy", "laminotome", "laparotomy", "lobectomy", "lumpectomy"),
        *("carpectomy", "cordectomy", "colectomy", "arthrolysis", "arthrotomy", "arthroscopy", "arthritis"),
        *("osteopetrosis", "osteopenic", "osteoporotic", "myopathy", "neuropathy", "vasculitis", "stenosed"),
        *("decompressing", "decompressed", "neurostimulation", "radiculopathic", "myelopathic"),
        *("arthosi", "lami", "fusoin", "", "x", "ärthrodesis", "arthr0desis"),  # short, or no plain letters
    ],
)
def test_other_words_stay(word: str) -> None:
    assert corrected(word) == word


@pytest.mark.parametrize(
    ("text", "concept", "words"),
    [
        ("Assessment: psuedarthrosis at L4-5.", "pseudarthrosis", "psuedarthrosis"),
        ("Assessment: pseudo arthrosis at L4-5.", "pseudarthrosis", "pseudo arthrosis"),
        ("Assessment: pseudo-arthosis at L4-5.", "pseudarthrosis", "pseudo-arthosis"),
        ("Impression: PSUEDARTHROSIS OF L5-S1 FUSION.", "pseudarthrosis", "PSUEDARTHROSIS"),
        ("Post-laminectimy syndrome.", "postlaminectomy_syndrome", "Post-laminectimy syndrome"),
        ("PSH: L4-5 laminectimy 2015.", "decompression", "laminectimy"),
        ("PSH: hemi-laminectmy L5-S1 2015.", "decompression", "hemi-laminectmy"),
        ("PSH: subtalar arthrodisis 2018.", "fusion", "arthrodisis"),
        ("S/P transforamnal lumbar interbdy fusion.", "fusion", "transforamnal lumbar interbdy fusion"),
        ("She has osteoporsis.", "osteoporosis", "osteoporsis"),
    ],
)
def test_terms_with_slips_are_found_and_quoted_as_they_stand(text: str, concept: str, words: str) -> None:
    found = [m.text for m in CHECKER.extract(text).mentions if m.concept == concept]
    assert words in found


def test_a_denied_slip_is_denied() -> None:
    (mention,) = [m for m in CHECKER.extract("No psuedarthrosis.").mentions if m.concept == "pseudarthrosis"]
    assert mention.assertion == "absent"


def test_no_ordinary_word_becomes_a_term() -> None:
    assert len(ORDINARY) > 7000
    assert [word for word in ORDINARY if corrected(word) != word] == []


@pytest.mark.skipif(not any(map(Path.is_file, DICTIONARIES)), reason="no dictionary on this machine")
def test_no_word_of_the_dictionary_becomes_a_term() -> None:
    path = next(filter(Path.is_file, DICTIONARIES))
    words = {word.lower() for word in path.read_text(encoding="utf-8", errors="replace").split()}
    assert [word for word in words if corrected(word) != word] == []


def test_every_target_is_a_word_of_the_lexicon_and_long() -> None:
    known = spelling._known()
    for word in TARGETS:
        assert len(word) >= spelling.SHORTEST
        assert corrected(word) == word
        assert word in known, word


@given(st.sampled_from(TARGETS), st.data())
def test_one_edit_within_a_term_is_mended(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 2))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    edit = data.draw(st.sampled_from(["delete", "insert", "change", "swap"]))
    slip = {
        "delete": word[:at] + word[at + 1 :],
        "insert": word[:at] + letter + word[at:],
        "change": word[:at] + letter + word[at + 1 :],
        "swap": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    }[edit]
    if len(slip) < spelling.SHORTEST:
        return
    mended = corrected(slip)
    # The slip may be a real word, or as near to another term.
    assert mended == slip or distance(slip, mended, 2) <= distance(slip, word, 2)
    assert mended != slip or slip in spelling._known() or slip == word


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_distance_is_one_of_strings(first: str, second: str) -> None:
    apart = distance(first, second, 20)
    assert apart == distance(second, first, 20)
    assert (apart == 0) is (first == second)
    assert abs(len(first) - len(second)) <= apart <= max(len(first), len(second))
    assert distance(first, second, 1) == min(apart, 2)


@pytest.mark.parametrize(
    ("first", "second", "edits"),
    [("abcd", "acbd", 1), ("abcd", "abd", 1), ("abcd", "abxcd", 1), ("abcd", "axcd", 1), ("ca", "abc", 3)],
)
def test_edits_are_counted(first: str, second: str, edits: int) -> None:
    assert distance(first, second, 5) == edits


def test_looking_costs_next_to_nothing() -> None:
    corrected(ORDINARY[0])
    start = time.perf_counter()
    for word in ORDINARY:
        corrected(word)
    # The nearest words there are cost most; 50 microseconds a word, once each, is ten times what it takes.
    assert time.perf_counter() - start < 50e-6 * len(ORDINARY) * 4
