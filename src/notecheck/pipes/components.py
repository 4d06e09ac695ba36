"""The finders as components: each reads the document and leaves its marks on it.

They work on pages and, registered in :mod:`notecheck.pipeline`, in a spaCy pipeline.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from notecheck.extraction import Cue
from notecheck.lexicon.vocabulary import Vocabulary
from notecheck.marks import Draft, Section, Sentence
from notecheck.page import Document
from notecheck.pipes.ankylosis_words import drop_misread
from notecheck.pipes.assertion import shared_judge
from notecheck.pipes.concepts import find_concepts
from notecheck.pipes.dates import find_dates, head_length
from notecheck.pipes.elsewhere import drop_elsewhere
from notecheck.pipes.levels import find_levels
from notecheck.pipes.linking import by_sentence, link_mentions
from notecheck.pipes.sections import find_sections
from notecheck.pipes.sentences import find_sentences
from notecheck.pipes.tokenizer import WALK, low_of, text_of
from notecheck.pipes.wanted import dates_wanted, places_wanted

Component = Callable[[Document], Document]
_TITLES = ("preamble", "other")
_PASSING = frozenset({"symptom", "condition"})
_VALUE = 80  # characters behind a header in which the value of what it names may stand
_DENIED = re.compile(
    r"[\s:]*(?:none|nil|never|denie[sd]|no)\b(?![ \t]+(?:other|further|known))", re.IGNORECASE
)


def mark_sections(doc: Document) -> Document:
    """Store the sections, :class:`notecheck.marks.Section`."""
    doc._.notecheck_sections = find_sections(text_of(doc))
    return doc


def mark_sentences(doc: Document) -> Document:
    """Store the sentences, :class:`notecheck.marks.Sentence`."""
    doc._.notecheck_sentences = find_sentences(text_of(doc), doc._.notecheck_sections)
    return doc


class ConceptMarker:
    """Component: store the mentions, :class:`notecheck.marks.Draft`; those within a header do not count."""

    def __init__(self, words: Vocabulary, *, walked: bool = False) -> None:
        self.words = words
        self._walked = walked  # whether the document brings a walk for these words

    def __call__(self, doc: Document) -> Document:
        sections, sentences = doc._.notecheck_sections, doc._.notecheck_sentences
        walk = doc.user_data.get(WALK) if self._walked else None
        found = drop_elsewhere(low_of(doc), find_concepts(doc, sections, sentences, self.words, walk))
        doc._.notecheck_mentions = [
            draft
            for draft in drop_misread(text_of(doc), found)
            if _in_title(draft) or _in_body(text_of(doc), draft, sections[sentences[draft.sentence].section])
        ]
        return doc


def _in_title(draft: Draft) -> bool:
    """Tell whether a mention counts in a header too: the kind of document, a study by its name."""
    return draft.group == "encounter" or (draft.group == "modality" and draft.concept != "imaging")


def _in_body(text: str, draft: Draft, section: Section) -> bool:
    """Tell whether a mention stands below a header; the title of a report counts as text.

    So does "Previous spine surgery:" where the answer is "none".
    """
    bound = draft.attributes.get("sections")
    if bound is not None and bound != section.name:
        return False  # "low back" alone is a complaint only among the complaints
    if draft.group == "treatment" and section.name == "allergies":
        return False
    if draft.start >= section.body or section.name in _TITLES or draft.group == "factor":
        return True
    return draft.group == "procedure" and _DENIED.match(text, section.body) is not None


def mark_levels(doc: Document) -> Document:
    """Store the vertebral levels and region words of the sentences with mentions."""
    text = text_of(doc)
    wanted = places_wanted(doc._.notecheck_mentions, doc._.notecheck_sentences)
    doc._.notecheck_levels = [mark for start, end in wanted for mark in find_levels(text, start, end)]
    return doc


def mark_dates(doc: Document) -> Document:
    """Store the dates that may be of a procedure or study, resolved against the note's own."""
    wanted = dates_wanted(doc._.notecheck_mentions, doc._.notecheck_sentences, head_length())
    doc._.notecheck_dates = (
        find_dates(text_of(doc), note_date=doc._.notecheck_note_date, within=wanted) if wanted else []
    )
    return doc


class AssertionMarker:
    """Component: judge every mention of every sentence."""

    def __init__(self) -> None:
        self.judge = shared_judge()

    def __call__(self, doc: Document) -> Document:
        text, sentences, sections = text_of(doc), doc._.notecheck_sentences, doc._.notecheck_sections
        for at, group in by_sentence(doc._.notecheck_mentions).items():
            sentence = sentences[at]
            section = sections[sentence.section]
            spans = [(draft.start, draft.end) for draft in group]
            judged = self.judge.sentence(
                text,
                sentence.start,
                _with_value(text, sentence, section, group[0]),
                spans,
                section=section.name,
                groups=[draft.group for draft in group],
                header=text[section.start : section.body],
            )
            for draft, assertion in zip(group, judged, strict=True):
                draft.status, draft.cue, draft.reporter = assertion.status, assertion.cue, assertion.reporter
                if draft.group == "procedure" and draft.start < section.body and section.name not in _TITLES:
                    draft.status = "absent"  # a header counts only where its answer denies it
        self._end_what_resolved(text, sentences, doc._.notecheck_mentions)
        return doc

    def _end_what_resolved(self, text: str, sentences: Sequence[Sentence], drafts: Sequence[Draft]) -> None:
        """Read "This has since resolved." of the complaints that the sentence before it ends with."""
        for said in self.judge.resolutions(text):
            at = bisect_left(sentences, said.start(1), key=lambda sentence: sentence.start) - 1
            ended = [d for d in drafts if d.sentence == at and d.group in _PASSING and d.status == "present"]
            for draft in ended:
                draft.status = "historical"
                draft.cue = Cue(start=said.start(1), end=said.end(1), text=said[1])


def _with_value(text: str, sentence: Sentence, section: Section, first: Draft) -> int:
    """Return where a sentence ends, with the value behind a header that is a thing ("INFECTIONS: None")."""
    if first.start >= section.body or sentence.end > section.body + 2:
        return sentence.end
    line_end = text.find("\n", section.body, section.body + _VALUE)
    return max(sentence.end, line_end if line_end >= 0 else min(len(text), section.body + _VALUE))


def mark_links(doc: Document) -> Document:
    """Tie the mentions to their places, dates and causes."""
    link_mentions(
        text_of(doc),
        sections=doc._.notecheck_sections,
        sentences=doc._.notecheck_sentences,
        drafts=doc._.notecheck_mentions,
        levels=doc._.notecheck_levels,
        dates=doc._.notecheck_dates,
        note_date=doc._.notecheck_note_date,
    )
    return doc
