"""A blank of a lexicon pattern matches the white space that notes hold."""

from __future__ import annotations

import re

import pytest

from notecheck.lexicon.blanks import flexible


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("no evidence of", "no  evidence\tof"),
        ("no evidence of", "no\n    evidence\xa0of"),
        ("post ?laminectomy", "postlaminectomy"),
        ("post ?laminectomy", "post   laminectomy"),
        (r"\[ \]", "[  ]"),
        (r"a\ b", "a  b"),
        ("[ab ] c", "   c"),
        (r"[\] ] c", "]  c"),
        ("[] x] c", "]  c"),
        (r"(?<=of )the", "the"),
        (r"(?:a |the )*fusion", "a  the\tfusion"),
        ("a {2}b", "a  b"),
    ],
)
def test_blanks_are_flexible(pattern: str, text: str) -> None:
    regex = re.compile(flexible(pattern))
    if pattern.startswith("(?<="):
        assert regex.search("of\tthe")
    else:
        assert regex.fullmatch(text)


@pytest.mark.parametrize("pattern", ["fusion", r"\bfusion\s+of", "[ -]", r"x[^\S\n]+y"])
def test_patterns_without_blanks_stay(pattern: str) -> None:
    assert flexible(pattern) == pattern


def test_a_blank_is_still_needed() -> None:
    assert not re.search(flexible("no evidence"), "noevidence")
    assert not re.search(flexible("(?<!not )painful"), "not\tpainful")
