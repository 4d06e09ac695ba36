"""Concepts: every term and wording of the lexicon that a note holds.

One walk over the tokens finds all terms at once; patterns run only around their trigger words.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from spacy.attrs import IDX, IS_SPACE, LENGTH, LOWER
from spacy.strings import hash_string
from spacy.tokens import Doc

from notecheck.lexicon.terms import Entry
from notecheck.lexicon.vocabulary import Step, Vocabulary, vocabulary
from notecheck.marks import Draft, Section, Sentence
from notecheck.pipes.tokenizer import text_of

_HYPHENS = frozenset(map(hash_string, ("-", "–", "‑")))
_REACH = 300  # characters on each side of a trigger word that its pattern may use


class Hit(NamedTuple):
    """A term in the text, before overlaps are settled."""

    start: int
    end: int
    sentence: int
    entry: Entry


def find_concepts(doc: Doc, sections: list[Section], sentences: list[Sentence]) -> list[Draft]:
    """Return the mentions of ``doc``, in the order of the text."""
    words = vocabulary()
    starts = [sentence.start for sentence in sentences]
    hits, triggers = _walk(doc, words, starts, sentences)
    text = text_of(doc)
    for number, at in triggers.items():
        hits.extend(_patterns(text, words, number, at, starts, sentences))
    drafts = [
        Draft(
            hit.entry.group,
            hit.entry.concept,
            hit.entry.name,
            hit.start,
            hit.end,
            hit.sentence,
            sections[sentences[hit.sentence].section].name,
            dict(hit.entry.attributes),
        )
        for hit in _settle(hits, words.opaque)
    ]
    drafts.sort(key=lambda draft: (draft.start, -draft.end))
    return drafts


def _walk(
    doc: Doc, words: Vocabulary, starts: list[int], sentences: list[Sentence]
) -> tuple[list[Hit], dict[int, list[int]]]:
    """Find the longest term of each group at every token, and the trigger words of patterns."""
    text = text_of(doc)
    array = doc.to_array([LOWER, IDX, LENGTH, IS_SPACE])
    array = array[array[:, 3] == 0]
    lows, places, lengths = array[:, 0].tolist(), array[:, 1].tolist(), array[:, 2].tolist()
    children = words.root.children
    hits: list[Hit] = []
    triggers: dict[int, list[int]] = {}
    size = len(lows)
    for first, low in enumerate(lows):
        node = children.get(low)
        if node is None:
            continue
        at = first
        found: list[tuple[int, Step]] = []
        while True:
            if node.entries or node.patterns:
                found.append((at, node))
            if not node.children or at + 1 >= size:
                break
            at += 1
            following = node.children.get(lows[at])
            if (
                following is None
                and lows[at] in _HYPHENS
                and at + 1 < size
                and places[at] == places[at - 1] + lengths[at - 1]
                and places[at + 1] == places[at] + lengths[at]
            ):
                at += 1
                following = node.children.get(lows[at])
            if following is None:
                break
            node = following
        if not found:
            continue
        start = places[first]
        sentence = bisect_right(starts, start) - 1
        limit = sentences[sentence].end
        for last, step in found:
            end = places[last] + lengths[last]
            if end > limit:
                break
            for entry in step.entries:
                if entry.exact is None or _exact(text, start, end, entry.exact, sentences[sentence]):
                    hits.append(Hit(start, end, sentence, entry))
            for number in step.patterns:
                triggers.setdefault(number, []).append(start)
    return hits, triggers


def _exact(text: str, start: int, end: int, spelling: str, sentence: Sentence) -> bool:
    """Tell whether a term that needs its very letters has them, in a sentence of mixed case."""
    if text[start:end] != spelling:
        return False
    return len(spelling) > 3 or not text[sentence.start : sentence.end].isupper()


def _patterns(
    text: str, words: Vocabulary, number: int, at: list[int], starts: list[int], sentences: list[Sentence]
) -> list[Hit]:
    """Run one pattern around its trigger words, never across a sentence's border."""
    pattern = words.patterns[number]
    hits: list[Hit] = []
    done = -1
    for place in at:
        sentence = bisect_right(starts, place) - 1
        lower = max(sentences[sentence].start, place - _REACH, done)
        upper = min(sentences[sentence].end, place + _REACH)
        for match in pattern.regex.finditer(text, lower, upper):
            hits.append(Hit(match.start(), match.end(), sentence, pattern.entry))
            done = match.end()
    return hits


def _settle(hits: list[Hit], opaque: frozenset[str]) -> list[Hit]:
    """Keep the longest of overlapping hits of one group, and nothing inside an opaque name."""
    kept: list[Hit] = []
    taken: dict[str, list[tuple[int, int]]] = {}
    closed: list[tuple[int, int]] = []
    for hit in sorted(dict.fromkeys(hits), key=lambda hit: (hit.start - hit.end, hit.start)):
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
