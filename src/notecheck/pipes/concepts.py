"""Concepts: every term and wording of the lexicon that a note holds.

One walk over the tokens finds all terms at once; patterns run only around their trigger words.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from spacy.tokens import Doc

from notecheck.lexicon.terms import Entry, Node
from notecheck.lexicon.vocabulary import Vocabulary, vocabulary
from notecheck.marks import Draft, Section, Sentence
from notecheck.pipes.tokenizer import Piece, low_of, pieces_of, text_of

_HYPHENS = frozenset("-–‑")
_PASSED_OVER = frozenset({*_HYPHENS, ""})  # what may stand between the words of a term; "" is white space
_REACH = 300  # characters on each side of a trigger word that its pattern may use
_START = attrgetter("start")


class Hit(NamedTuple):
    """A term in the text, before overlaps are settled."""

    start: int
    end: int
    sentence: int
    entry: Entry


def find_concepts(doc: Doc, sections: list[Section], sentences: list[Sentence]) -> list[Draft]:
    """Return the mentions of ``doc``, in the order of the text."""
    words = vocabulary()
    text = text_of(doc)
    starts = [sentence.start for sentence in sentences]
    hits, triggers = _walk(text, pieces_of(doc), words, starts, sentences)
    low = low_of(doc)
    for number, at in triggers.items():
        hits.extend(_patterns(low, words, number, at, starts, sentences))
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
    ]
    drafts.sort(key=lambda draft: (draft.start, -draft.end))
    return drafts


def _walk(
    text: str, pieces: list[Piece], words: Vocabulary, starts: list[int], sentences: list[Sentence]
) -> tuple[list[Hit], dict[int, list[int]]]:
    """Find the longest term of each group at every token, and the trigger words of patterns."""
    hits: list[Hit] = []
    triggers: dict[int, list[int]] = {}
    lows = [piece[2] for piece in pieces]
    places = list(accumulate((piece[3] for piece in pieces), initial=0))
    terms, node_of = words.tree.terms, words.tree.node
    lows.append("")
    for first in [at for at, low in enumerate(lows) if low in terms]:
        node = node_of(lows[first])
        if not node.entries and not node.patterns:
            following = lows[first + 1]  # most first words are common ones that nothing follows
            if following not in node.children and following not in _PASSED_OVER:
                continue
        found = _terms_at(first, node, lows, pieces)
        if not found:
            continue
        start = places[first]
        sentence = bisect_right(starts, start) - 1
        limit = sentences[sentence].end
        for last, node in found:
            end = places[last + 1] - pieces[last][1]
            if end > limit:
                break
            for entry in node.entries:
                if entry.exact is None or _exact(text, start, end, entry, sentences[sentence]):
                    hits.append(Hit(start, end, sentence, entry))
            for number in node.patterns:
                triggers.setdefault(number, []).append(start)
    return hits, triggers


def _terms_at(at: int, node: Node, lows: list[str], pieces: list[Piece]) -> list[tuple[int, Node]]:
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
        if not lows[at]:  # white space that is a token of its own, one at most
            if at == last:
                return found
            at += 1
        following = children.get(lows[at])
        if following is None:
            tight = at == before + 1 and not pieces[before][1] and not pieces[at][1]
            if lows[at] not in _HYPHENS or at == last or not tight:
                return found
            at += 1
            following = children.get(lows[at])
            if following is None:
                return found
        node = following


def _exact(text: str, start: int, end: int, entry: Entry, sentence: Sentence) -> bool:
    """Tell whether a term that needs its very letters has them, in a sentence of mixed case.

    Short names of studies are no words of the language and count in capitals too: "CT LUMBAR SPINE".
    """
    if text[start:end] != entry.exact:
        return False
    if end - start > 3 or (entry.group == "modality" and entry.concept != "PET"):
        return True
    return not text[sentence.start : sentence.end].isupper()


def _patterns(
    low: str, words: Vocabulary, number: int, places: list[int], starts: list[int], sentences: list[Sentence]
) -> list[Hit]:
    """Run one pattern around its trigger words, never across a sentence's border.

    Trigger words near each other are looked at once, together.
    """
    pattern = words.patterns[number]
    entry = pattern.entry
    hits: list[Hit] = []
    upper = -1
    for at, place in enumerate(places):
        if place < upper:
            continue  # seen with the one before
        sentence = bisect_right(starts, place) - 1
        lower, end = max(sentences[sentence].start, place - _REACH, upper), sentences[sentence].end
        upper = min(end, place + _REACH)
        for following in places[at + 1 :]:
            if following - _REACH > upper or following >= end:
                break
            upper = min(end, following + _REACH)
        if pattern.may_match(low[lower:upper]):
            hits += [
                Hit(*match.span(), sentence, entry) for match in pattern.regex.finditer(low, lower, upper)
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
