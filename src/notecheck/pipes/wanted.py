"""Wanted: the stretches of a note in which a level or a date can belong to a mention.

Four sentences of five in a note of any specialty hold no mention, and the scans for levels and dates
took a fifth of a check.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from notecheck.marks import Draft, Sentence

Stretch = tuple[int, int]
_HEADING = 30  # characters: no longer than a level and a few words
_SEEN = frozenset({"imaging", "findings"})
_FOUND = frozenset({"condition", "finding"})
_OPERATED = frozenset({"fusion", "decompression", "discectomy"})


def places_wanted(drafts: Sequence[Draft], sentences: Sequence[Sentence]) -> list[Stretch]:
    """Return the sentences that hold a mention, neighbours joined.

    The levels of an operation may be told in the sentence behind it, those of a finding in a heading
    before it ("L4-5:" on a line of its own; "At the L4-5 level, the facets are large.").
    """
    wanted = {draft.sentence for draft in drafts}
    operated = {draft.sentence + 1 for draft in drafts if draft.concept in _OPERATED}
    seen = {draft.sentence for draft in drafts if draft.section in _SEEN and draft.group in _FOUND}
    headed = {
        at - 1
        for at in wanted
        if at and (at in seen or sentences[at - 1].end - sentences[at - 1].start < _HEADING)
    }
    return _joined(wanted | {at for at in operated if at < len(sentences)} | headed, sentences)


def dates_wanted(drafts: Sequence[Draft], sentences: Sequence[Sentence], head: int) -> list[Stretch]:
    """Return where the date of a procedure, study or complaint may stand: beside it, and in the head.

    The date of a procedure may also be told in the sentence before it or the two behind ("This was
    done on ..."). ``head`` is the length of the head in characters.
    """
    wanted: set[int] = set()
    for draft in drafts:
        if draft.group == "procedure":
            wanted.update(range(draft.sentence - 1, draft.sentence + 3))
        elif draft.group == "modality":
            wanted.add(draft.sentence)
    if not wanted:
        return []
    # When a complaint began is of use beside an operation or a study alone.
    wanted.update(draft.sentence for draft in drafts if draft.group == "symptom")
    wanted.update(at for at, sentence in enumerate(sentences) if sentence.start < head)
    return _joined((at for at in wanted if 0 <= at < len(sentences)), sentences)


def _joined(wanted: Iterable[int], sentences: Sequence[Sentence]) -> list[Stretch]:
    stretches: list[Stretch] = []
    before = -2
    for at in sorted(wanted):
        start = sentences[at].start
        if at == before + 1:
            start = stretches.pop()[0]
        stretches.append((start, sentences[at].end))
        before = at
    return stretches
