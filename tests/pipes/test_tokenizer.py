"""Tokens: clinical shorthand comes apart, and nothing of the text is lost."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.util import get_lang_class
from spacy.vocab import Vocab

import notecheck.pipes.pieces as module
from notecheck.pipes.pieces import Cutter
from notecheck.pipes.tokenizer import FastTokenizer, pieces_of, text_of

TOKENIZE = FastTokenizer(Vocab())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L4/5", "L 4 / 5"),
        ("C5-6ACDF", "C 5 - 6 ACDF"),
        ("L5-S1,grade 2", "L 5 - S 1 , grade 2"),
        ("s/p L45 TLIF(2019)", "s / p L 45 TLIF ( 2019 )"),
        ("didn't and didn’t", "didn't and didn’t"),
        ("the patient's graft", "the patient's graft"),
        ("'quoted' words", "' quoted ' words"),
        ("3.5mm", "3 . 5 mm"),
        ("??nonunion", "? ? nonunion"),
        ("snake_case __", "snake _ case __"),
        ("naïve façade", "naïve façade"),
        ("L4–5", "L 4 – 5"),
        ("pain🙂now", "pain 🙂 now"),
        ("", ""),
    ],
)
def test_words(text: str, words: str) -> None:
    assert [token.text for token in TOKENIZE(text)] == words.split()


def test_a_single_blank_belongs_to_the_word_before_it_and_more_are_a_token() -> None:
    doc = TOKENIZE("a b  c\n d")
    assert [(token.text, token.whitespace_) for token in doc] == [
        ("a", " "), ("b", " "), (" ", ""), ("c", ""), ("\n ", ""), ("d", ""),
    ]  # fmt: skip


def test_offsets_of_tokens_are_those_of_the_text() -> None:
    text = "s/p  L4-5 TLIF\r\n\tin '19 🙂."
    for token in TOKENIZE(text):
        assert text[token.idx : token.idx + len(token.text)] == token.text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_the_text_is_kept(text: str) -> None:
    doc = TOKENIZE(text)
    assert doc.text == text == text_of(doc)
    assert "".join(token.text_with_ws for token in doc) == text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aZ 1.\n\t-'_"))
def test_plain_letters_are_cut_as_any_others(text: str) -> None:
    framed = f"a{text}a"
    words = [token.text for token in TOKENIZE(framed)]
    assert [token.text for token in TOKENIZE(f"{framed} é")] == [*words, "é"]


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(["a", "L4", "-", ".", " ", "  ", "\n", "\t", "\xa0", "é", "'"])).map("".join))
def test_a_text_cut_at_its_blanks_first_has_the_same_pieces(text: str) -> None:
    cutter = Cutter()
    for _ in range(2):  # the second time by heart
        assert cutter(text).pieces == cutter._known.pieces(text)


def test_what_is_known_by_heart_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_CHUNKS", 50)
    cutter = Cutter()
    for number in range(200):
        cutter(f"a {number}, {number}; " + "x." * 40 + " a")
        assert len(cutter._known.chunks) <= 52
        assert max(map(len, cutter._known.chunks)) < 60


def test_pieces_tell_of_every_token() -> None:
    text = "No  PAIN at L4 "
    assert [(p.low, p.blank, p.size) for p in pieces_of(TOKENIZE(text))] == [
        ("no", True, 3), ("", False, 1), ("pain", True, 5), ("at", True, 3), ("l", False, 1), ("4", True, 2),
    ]  # fmt: skip


def test_a_doc_of_another_tokenizer_is_read_too() -> None:
    doc = FastTokenizer(get_lang_class("en")().vocab)("No PAIN\n here")
    doc.user_data.clear()
    assert text_of(doc) == "No PAIN\n here"
    assert [(p.low, p.blank, p.size) for p in pieces_of(doc)] == [
        ("no", True, 3), ("pain", False, 4), ("", False, 2), ("here", False, 4),
    ]  # fmt: skip


def test_a_full_vocabulary_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_WORDS", 10)
    tokenize = FastTokenizer(Vocab())
    first = tokenize(" ".join(f"word{letter}" for letter in "abcdefghijklmnop"))
    second = tokenize("pain at L4-5")
    assert first.vocab is not second.vocab
    assert first.text.startswith("worda wordb")
    assert [token.text for token in second] == ["pain", "at", "L", "4", "-", "5"]


def test_it_pickles() -> None:
    copy = pickle.loads(pickle.dumps(TOKENIZE))
    assert [token.text for token in copy("L4/5 lami")] == ["L", "4", "/", "5", "lami"]
