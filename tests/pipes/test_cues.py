"""Cues between mentions: found within a clause and a stretch of text, never beyond."""

from __future__ import annotations

import pytest

from notecheck import lexicon
from notecheck.pipes.cues import between, clause, pattern, span


def test_words_of_a_list_stand_free() -> None:
    assert pattern("effect_first").search("pain due to it")
    assert not pattern("effect_first").search("residue to it")
    assert not pattern("cause_first").search("becauses of it")


def test_a_cue_is_found_between_two_places() -> None:
    text = "Pain due to the nonunion."
    cue = between(text, pattern("effect_first"), 4, 16)
    assert cue is not None
    assert (cue.start, cue.end, cue.text) == (5, 11, "due to")
    assert cue == span(text, 5, 11)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Pain due to the nonunion.", 0, 4),
        ("Pain due to the nonunion.", 8, 16),
        ("Pain, but due to the nonunion.", 4, 20),
        ("Pain; due to the nonunion.", 4, 16),
        ("Pain due to the nonunion.", 16, 4),
        ("Pain due to " + "x " * 90 + "nonunion", 4, 190),
    ],
)
def test_no_cue(text: str, low: int, high: int) -> None:
    assert between(text, pattern("effect_first"), low, high) is None


@pytest.mark.parametrize("end", [";", " but ", " while ", " However "])
def test_ends_of_a_clause(end: str) -> None:
    assert clause().search(f"pain{end}nonunion")


@pytest.mark.parametrize("word", ["butter", "meanwhiles", ","])
def test_no_end_of_a_clause(word: str) -> None:
    assert not clause().search(f"pain {word} nonunion")


def test_every_list_of_cues_compiles() -> None:
    for key, words in lexicon.load("causes").items():
        if isinstance(words, str):
            assert pattern(key).pattern
