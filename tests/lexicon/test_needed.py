"""What a pattern needs: never more than it does need, or mentions would be lost."""

from __future__ import annotations

import re

import pytest

from notecheck.lexicon.needed import needed
from notecheck.lexicon.vocabulary import vocabulary

CASES = [
    (r"\bjoints?\s+(?:is|are)\s+(?:\w+\s+)?normal\b", ["the joint is normal", "joints are quite normal"]),
    (r"(?:un)?related\b[^.]{0,9}?\bto", ["related to", "unrelated at all to"]),
    (r"restricted|reduced", ["reduced", "restricted"]),
    (r"(?:ab|cd)+x?(?=yz)", ["abyz", "cdabxyz"]),
    (r"(?<=pain )relief(?!s)", ["pain relief"]),
    (r"\d+ ?(?:mm|degrees?)?", ["3 mm", "3"]),
    (r"(?P<a>one|two) (?:three){2,3}", ["two threethree"]),
]


@pytest.mark.parametrize(("source", "texts"), CASES)
def test_what_matches_holds_one_of_every_group(source: str, texts: list[str]) -> None:
    for text in texts:
        assert re.search(source, text)
        assert all(any(part in text for part in group) for group in needed(source)), (needed(source), text)


def test_words_that_must_stand_there_are_needed() -> None:
    assert ("joint",) in needed(CASES[0][0])
    assert ("normal",) in needed(CASES[0][0])


def test_most_patterns_of_the_lexicon_need_something() -> None:
    patterns = vocabulary().patterns
    assert sum(bool(needed(pattern.source)) for pattern in patterns) > 0.9 * len(patterns)
