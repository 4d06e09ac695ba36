"""Wanted: the stretches of a note in which a level or a date can belong to a mention.

Four sentences of five in a note of any specialty hold no mention, and the scans for levels and dates
took a fifth of a check.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from notecheck.marks import Draft, Sentence

Stretch = tuple[int, int]


def places_wanted(drafts: Sequence[Draft], sentences: Sequence[Sentence]) -> list[Stretch]:
    """Return the sentences that hold a mention, neighbours joined."""
    return _joined({draft.sentence for draft in drafts}, sentences)


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
