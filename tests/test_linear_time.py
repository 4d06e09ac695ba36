"""Time is linear in the length of a note, whatever the note holds.

A note four times as long may take four times as long, and as much again for luck: what is quadratic
takes sixteen times. Times are of this thread's processor, and the better of two.
"""

from __future__ import annotations

import time

import pytest

from notecheck.checker import Checker
from notecheck.pipes.pieces import _MOST_WORDS
from notecheck.pipes.tokenizer import FastTokenizer

SHORT, TIMES, ALLOWED = 12_000, 4, 9.0
FLOOR = 0.004  # seconds: below it the clock decides, not the length

UNITS = {
    "line breaks": "\n",
    "blanks": " ",
    "tabs": "\t",
    "digits": "7",
    "letters": "a",
    "stops": ".",
    "dashes": "-",
    "rules": "=",
    "colons": ":",
    "braces": "{",
    "open boxes": "[ ] ",
    "bullets": "* ",
    "items": "1. x\n",
    "headers": "PLAN:\n",
    "abbreviations": "e.g. ",
    "denials": "no ",
    "levels": "L4-5 ",
    "dates": "1/2/2019 ",
    "codes": "M96.0 ",
    "pain": "pain ",
    "fusions": "fusion ",
    "letters with marks": "é",
    "causes": "Pain is due to nonunion. ",
    "reasons": "Nonunion because of it.\n",
    "one line of sentences": "She had a fusion at L4-5 in 2019. CT shows no nonunion. Back pain is due to it. ",
    "no end of a sentence": "back pain due to this and therapy for 3 weeks ",
}


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def seconds(checker: Checker, text: str) -> float:
    best = float("inf")
    for _ in range(2):
        start = time.thread_time()
        checker.check(text)
        best = min(best, time.thread_time() - start)
    return best


def grown(checker: Checker, short: str, long: str) -> float:
    checker.check(short)
    return seconds(checker, long) / max(seconds(checker, short), FLOOR)


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_a_note_four_times_as_long_takes_about_four_times_as_long(checker: Checker, unit: str) -> None:
    short, long = (f"x {unit * (size // len(unit))} x" for size in (SHORT, SHORT * TIMES))
    assert grown(checker, short, long) < ALLOWED


@pytest.mark.parametrize("between", [" ", "\t", ".", "-", "_", "* "])
def test_a_long_run_within_a_line_is_passed_once(checker: Checker, between: str) -> None:
    short, long = (f"a{between * size}b\n" for size in (SHORT, SHORT * TIMES))
    assert grown(checker, short, long) < ALLOWED


DENSE = {
    "operations with dates": "s/p fusion 2015, ",
    "fusions with levels": "fused L4-5 ",
    "ties": "nonunion of fusion ",
    "non-unions": "nonunion, ",
}
STEEP = 12.0  # times the cost of a character of ordinary sentences


@pytest.mark.parametrize("unit", DENSE.values(), ids=DENSE)
def test_one_sentence_full_of_mentions_is_not_read_pair_by_pair(checker: Checker, unit: str) -> None:
    short, long = (unit * (size // len(unit)) for size in (900, 3_600))
    assert grown(checker, short, long) < ALLOWED
    plain = UNITS["one line of sentences"]
    cost = seconds(checker, plain * (len(long) // len(plain)))
    assert seconds(checker, long) < STEEP * cost


def test_words_do_not_pile_up_for_ever() -> None:
    import spacy

    tokenizer = FastTokenizer(spacy.blank("en").vocab)
    text = "".join(
        f"w{chr(97 + at % 26)}{chr(97 + at // 26 % 26)}{chr(97 + at // 676 % 26)}{chr(97 + at // 17576)} "
        for at in range(_MOST_WORDS + 10)
    )
    full = tokenizer(text)
    after = tokenizer("back pain")
    assert full.vocab is not after.vocab
    assert len(after.vocab.strings) < len(full.vocab.strings) / 4
    assert full.text == text
    assert [token.lower_ for token in full[:2]] == ["waaaa", "wbaaa"]
