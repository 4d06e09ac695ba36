"""Concepts: every term and wording of the lexicon that a note holds.

One walk over the tokens finds all terms at once; patterns run only around their trigger words.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, compress, count
from operator import attrgetter
from typing import NamedTuple

from notecheck.lexicon.terms import Entry, Node, Tree
from notecheck.lexicon.vocabulary import Pattern, Vocabulary
from notecheck.marks import Draft, Section, Sentence
from notecheck.page import Document
from notecheck.pipes.pieces import BEGINS_OF_PIECE, SIZE_OF_PIECE, Piece, Walk
from notecheck.pipes.tokenizer import low_of, pieces_of, text_of

_HYPHENS = frozenset("-–‑")
_START = attrgetter("start")
_NOTHING = frozenset({"aside", "nothing"})
"""Concepts that make no mention and hide what is in them: of all groups, or (``nothing``) of their own."""


class Hit(NamedTuple):
    """A term in the text, before overlaps are settled."""

    start: int
    end: int
    sentence: int
    entry: Entry


def find_concepts(
    doc: Document,
    sections: list[Section],
    sentences: list[Sentence],
    words: Vocabulary,
    walk: Walk | None = None,
) -> list[Draft]:
    """Return the mentions of ``doc``, in the order of the text; ``walk`` is one for ``words``, if at hand."""
    text = text_of(doc)
    starts = [sentence.start for sentence in sentences]
    pieces = pieces_of(doc)
    hits, triggers = _hits(text, pieces, _walk(pieces, words) if walk is None else walk, starts, sentences)
    low = low_of(doc).replace("\n", " ")  # within a sentence a line break is one of wrapping
    for number, at in triggers.items():
        hits.extend(_patterns(low, words.patterns[number], at, sentences))
    drafts = [
        Draft(
            entry.group,
            entry.concept,
            entry.name,
            start,
            end,
            sentence,
            sections[sentences[sentence].section].name,
            dict(entry.attributes),
        )
        for start, end, sentence, entry in _settle(hits, words.opaque)
        if entry.concept not in _NOTHING
    ]
    drafts.sort(key=lambda draft: (draft.start, -draft.end))
    return drafts


def _walk(pieces: list[Piece], words: Vocabulary) -> Walk:
    """Find the terms at every token."""
    nodes = words.tree.nodes
    steps = [
        (first, terms_at(first, nodes[pieces[first].low], pieces)) for first in beginnings(words.tree, pieces)
    ]
    return [step for step in steps if step[1]]


def _hits(
    text: str, pieces: list[Piece], walk: Walk, starts: list[int], sentences: list[Sentence]
) -> tuple[list[Hit], dict[int, list[int]]]:
    """Return the terms, and for each pattern the sentences that hold a trigger word of it."""
    hits: list[Hit] = []
    triggers: dict[int, list[int]] = {}
    places = list(accumulate(map(SIZE_OF_PIECE, pieces), initial=0))
    for first, found in walk:
        start = places[first]
        at = bisect_right(starts, start) - 1
        sentence = sentences[at]
        for last, node in found:
            end = places[last + 1] - pieces[last][1]
            if end > sentence.end:
                break
            for entry in node.entries:
                if entry.exact is None or _exact(text, start, end, entry, sentence):
                    hits.append(Hit(start, end, at, entry))
            for number in node.patterns:
                seen = triggers.setdefault(number, [])
                if not seen or seen[-1] != at:
                    seen.append(at)
    return hits, triggers


def beginnings(tree: Tree, pieces: list[Piece]) -> list[int]:
    """Return where terms of a tree, whole or a part of the lexicon, may begin among the tokens."""
    followers, last = tree.followers, len(pieces) - 1
    # C throughout but for the one word in six that some term begins with
    begun = compress(count(), map(BEGINS_OF_PIECE, pieces))
    return [
        at
        for at in begun
        if (behind := followers.get(pieces[at][2])) is not None
        and (pieces[at + 1][2] if at < last else "") in behind
    ]


def terms_at(at: int, node: Node, pieces: list[Piece]) -> list[tuple[int, Node]]:
    """Return where the terms that begin with the token ``at`` end, each with its place in the tree."""
    found: list[tuple[int, Node]] = []
    last = len(pieces) - 1
    while True:
        if node.entries or node.patterns:
            found.append((at, node))
        children = node.children
        if not children or at == last:
            return found
        before, at = at, at + 1
        if not pieces[at][2]:  # white space that is a token of its own, one at most
            if at == last:
                return found
            at += 1
        following = children.get(pieces[at][2])
        if following is None:
            tight = at == before + 1 and not pieces[before][1] and not pieces[at][1]
            if pieces[at][2] not in _HYPHENS or at == last or not tight:
                return found
            at += 1
            following = children.get(pieces[at][2])
            if following is None:
                return found
        node = following


def _exact(text: str, start: int, end: int, entry: Entry, sentence: Sentence) -> bool:
    """Tell whether a term that needs its very letters has them.

    In a sentence all in capitals two letters may be any word ("AS", "PT"), and so may "PET"; longer ones
    and the names of studies are no words of the language and count there too: "CT LUMBAR SPINE", "HNP L4-5".
    """
    if text[start:end] != entry.exact:
        return False
    if entry.concept != "PET" and (end - start > 2 or entry.group == "modality"):
        return True
    return not text[sentence.start : sentence.end].isupper()


def _patterns(low: str, pattern: Pattern, at: list[int], sentences: list[Sentence]) -> list[Hit]:
    """Run one pattern over the sentences that hold a trigger word of it; they are of bounded length."""
    hits: list[Hit] = []
    may_match, entry = pattern.may_match, pattern.entry
    for number in at:
        start, end, _ = sentences[number]
        if may_match(low[start:end]):
            hits += [
                Hit(match.start(), match.end(), number, entry)
                for match in pattern.regex.finditer(low, start, end)
            ]
    return hits


def _settle(hits: list[Hit], opaque: frozenset[str]) -> list[Hit]:
    """Keep the longest of overlapping hits of one group, and nothing inside an opaque name.

    Only hits that overlap are held against each other, so the time is linear in their number.
    """
    if len(hits) < 2:
        return hits
    hits.sort(key=_START)
    kept: list[Hit] = []
    knot = [hits[0]]
    reach = hits[0].end
    for hit in hits[1:]:
        if hit.start < reach:
            knot.append(hit)
            reach = max(reach, hit.end)
            continue
        kept += knot if len(knot) == 1 else _untie(knot, opaque)
        knot, reach = [hit], hit.end
    kept += knot if len(knot) == 1 else _untie(knot, opaque)
    return kept


def _untie(knot: list[Hit], opaque: frozenset[str]) -> list[Hit]:
    """Settle hits that overlap; of two of one group and length the first in the text and the lexicon wins."""
    kept: list[Hit] = []
    taken: dict[str, list[tuple[int, int]]] = {}
    closed: list[tuple[int, int]] = []
    for hit in sorted(knot, key=lambda hit: (hit.start - hit.end, hit.start)):
        spans = taken.setdefault(hit.entry.group, [])
        if any(hit.start < end and start < hit.end for start, end in spans):
            continue
        if any(start <= hit.start and hit.end <= end for start, end in closed):
            continue
        spans.append((hit.start, hit.end))
        if hit.entry.concept in opaque:
            closed.append((hit.start, hit.end))
        kept.append(hit)
    return kept
