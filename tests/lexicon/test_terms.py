"""Terms are written out when a note first brings their first word: nothing may be lost by waiting."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from notecheck.errors import LexiconError
from notecheck.lexicon.terms import Entry, Node, Tree, first_words, forms
from notecheck.lexicon.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("fusion", {"fusion", "fusions"}),
        ("(bony|osseous) bridging", {"bony", "osseous"}),
        ("(solid|) fusion", {"solid", "fusion", "fusions"}),
        ("(solid|) (bony|) fusion", {"solid", "bony", "fusion", "fusions"}),
        ("non-union of (the|) graft", {"non", "nonunion"}),
        ("pseud(o|)arthrosis", {"pseudoarthrosis", "pseudarthrosis"}),
        ("s/p fusion", {"s"}),
        ("(old bone|new) graft", {"old", "new"}),
        ("nerve root", {"nerve"}),
    ],
)
def test_first_words(term: str, words: set[str]) -> None:
    assert words <= first_words(term)
    assert {form[0] for form in forms(term)} <= first_words(term)


def test_every_term_of_the_lexicon_can_be_written_out() -> None:
    tree = vocabulary().tree
    for word, terms in tree.terms.items():
        assert tree.nodes[word] is tree.nodes[word]
        for term, _ in terms:
            assert {form[0] for form in forms(term)} <= first_words(term)


def test_every_pattern_of_the_lexicon_compiles() -> None:
    assert all(pattern.regex.pattern for pattern in vocabulary().patterns)


@pytest.mark.parametrize("term", ["", "  ", "(|)", "(a|b fusion", "(solid|)"])
def test_a_wrong_term_is_an_error(term: str) -> None:
    with pytest.raises(LexiconError):
        list(forms(term))


def test_a_word_that_the_grammar_of_another_tool_knows_is_a_word_here() -> None:
    tree = Tree()
    tree.add("nerve root", Entry("condition", "x", "x"))
    assert tree.nodes["nerve"].children["root"].entries


def written_out(node: Node, before: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if node.entries:
        yield before
    for word, child in node.children.items():
        yield from written_out(child, (*before, word))


@pytest.mark.parametrize(
    "term",
    [
        "fusion",
        "(solid|) (bony|) (fusion|union)",
        "non-union of (the|) (bone-|)graft",
        "(low-back|low back|back) pain(s|)",
        "post-op(erative|) (day - |)pain",
        "(|re)do (s/p|) fusion",
        "(of|to) (the|)",
        "assembly",
    ],
)
def test_the_tree_holds_all_forms_of_a_term_and_no_others(term: str) -> None:
    tree = Tree()
    tree.add(term, Entry("finding", "x", "x"))
    held = {form for word in tree.terms for form in written_out(tree.nodes[word], (word,))}
    assert held == set(forms(term))
