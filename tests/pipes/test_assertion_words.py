"""Cues are written out when a note first brings their first word: nothing may be lost by waiting."""

from __future__ import annotations

import pickle

import pytest

from notecheck.lexicon import load
from notecheck.lexicon.phrases import expand, first_words
from notecheck.pipes.assertion import Judge, shared_judge
from notecheck.pipes.assertion_cues import CueTable


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("no", {"no"}),
        ("{is|was} absent", {"is", "was"}),
        ("{{he|she} |}denies", {"he", "she", "denies"}),
        ("{not |}seen", {"not", "seen"}),
        (" - ", {" - "}),
    ],
)
def test_first_words(line: str, words: set[str]) -> None:
    assert first_words(line) == words


def test_every_phrase_begins_with_a_first_word_of_its_line() -> None:
    for block in load("assertion")["cues"]:
        for line in block["phrases"]:
            starts = first_words(line)
            assert all(
                phrase.strip().startswith(tuple(word.strip() for word in starts)) for phrase in expand(line)
            )


@pytest.mark.parametrize(
    "line",
    [
        "no evidence of",
        "{is|was} {not |}{seen|found}",
        "{|no }sign{s|} of {any |}{{old|new} |}harm",
        "well-{healed|healing} {scar |}here",
        "{seen|found} - {not|never} {it|him}",
        "{a{b|c}|d} {e|}",
        "{no|without} {much|} {|or|-} {|worse}",
        "consent{:| -| form} {|:}",
        "{- |}pain {-|} {low|high}",
    ],
)
def test_every_phrase_of_a_line_is_found_and_nothing_else(line: str) -> None:
    table = CueTable([{"phrases": [line], "mark": "turn"}], r"\n\n", [])
    phrases = expand(line)
    for phrase in phrases:
        (hit,) = table.find(phrase, 0, len(phrase))
        assert (hit.start, hit.end) == (0, len(phrase))
        shorter = phrase.rpartition(" ")[0]
        assert not shorter or shorter in phrases or not table.find(shorter, 0, len(shorter))


def test_a_judge_that_was_used_judges_as_a_new_one_and_pickles() -> None:
    text = "No evidence of nonunion, but possible loosening."
    spans = [(15, 23), (38, 47)]
    used = shared_judge()
    first = used.sentence(text, 0, len(text), spans)
    assert pickle.loads(pickle.dumps(used)).sentence(text, 0, len(text), spans) == first
    assert Judge().sentence(text, 0, len(text), spans) == first
    assert [assertion.status for assertion in first] == ["absent", "uncertain"]
