"""The finders as registered spaCy components: each reads the Doc and leaves its marks on it."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from notecheck.lexicon.vocabulary import Vocabulary, vocabulary
from notecheck.marks import Draft, Section
from notecheck.pipes.ankylosis_words import drop_misread
from notecheck.pipes.assertion import shared_judge
from notecheck.pipes.concepts import find_concepts
from notecheck.pipes.dates import find_dates, head_length
from notecheck.pipes.levels import find_levels
from notecheck.pipes.linking import by_sentence, link_mentions
from notecheck.pipes.sections import find_sections
from notecheck.pipes.sentences import find_sentences
from notecheck.pipes.tokenizer import text_of
from notecheck.pipes.wanted import dates_wanted, places_wanted

Component = Callable[[Doc], Doc]
_TITLES = ("preamble", "other")
_DENIED = re.compile(
    r"[\s:]*(?:none|nil|never|denie[sd]|no)\b(?![ \t]+(?:other|further|known))", re.IGNORECASE
)

EXTENSIONS = (
    "notecheck_note_date",
    "notecheck_sections",
    "notecheck_sentences",
    "notecheck_mentions",
    "notecheck_levels",
    "notecheck_dates",
)
"""The marks on a Doc; ``notecheck_note_date`` is put there before the pipeline runs."""


def register_extensions() -> None:
    """Declare the marks to spaCy; doing it again changes nothing."""
    for name in EXTENSIONS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


def mark_sections(doc: Doc) -> Doc:
    """Store the sections, :class:`notecheck.marks.Section`."""
    doc._.notecheck_sections = find_sections(text_of(doc))
    return doc


def mark_sentences(doc: Doc) -> Doc:
    """Store the sentences, :class:`notecheck.marks.Sentence`."""
    doc._.notecheck_sentences = find_sentences(text_of(doc), doc._.notecheck_sections)
    return doc


class ConceptMarker:
    """Component: store the mentions, :class:`notecheck.marks.Draft`; those within a header do not count."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words

    def __call__(self, doc: Doc) -> Doc:
        sections, sentences = doc._.notecheck_sections, doc._.notecheck_sentences
        doc._.notecheck_mentions = [
            draft
            for draft in drop_misread(text_of(doc), find_concepts(doc, sections, sentences, self.words))
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
    if draft.start >= section.body or section.name in _TITLES or draft.group == "factor":
        return True
    return draft.group == "procedure" and _DENIED.match(text, section.body) is not None


def mark_levels(doc: Doc) -> Doc:
    """Store the vertebral levels and region words of the sentences with mentions."""
    text = text_of(doc)
    wanted = places_wanted(doc._.notecheck_mentions, doc._.notecheck_sentences)
    doc._.notecheck_levels = [mark for start, end in wanted for mark in find_levels(text, start, end)]
    return doc


def mark_dates(doc: Doc) -> Doc:
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

    def __call__(self, doc: Doc) -> Doc:
        text, sentences, sections = text_of(doc), doc._.notecheck_sentences, doc._.notecheck_sections
        for at, group in by_sentence(doc._.notecheck_mentions).items():
            sentence = sentences[at]
            section = sections[sentence.section]
            spans = [(draft.start, draft.end) for draft in group]
            judged = self.judge.sentence(
                text,
                sentence.start,
                sentence.end,
                spans,
                section=section.name,
                groups=[draft.group for draft in group],
                header=text[section.start : section.body],
            )
            for draft, assertion in zip(group, judged, strict=True):
                draft.status, draft.cue, draft.reporter = assertion.status, assertion.cue, assertion.reporter
                if draft.group == "procedure" and draft.start < section.body and section.name not in _TITLES:
                    draft.status = "absent"  # a header counts only where its answer denies it
        return doc


def mark_links(doc: Doc) -> Doc:
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


@Language.factory("notecheck_sections")
def make_sections(nlp: Language, name: str) -> Component:
    """Component: sections."""
    return mark_sections


@Language.factory("notecheck_sentences")
def make_sentences(nlp: Language, name: str) -> Component:
    """Component: sentences; wants the sections."""
    return mark_sentences


@Language.factory("notecheck_concepts")
def make_concepts(nlp: Language, name: str) -> Component:
    """Component: mentions; wants the sentences. Raises LexiconError where the lexicon is wrong."""
    return ConceptMarker(vocabulary())


@Language.factory("notecheck_levels")
def make_levels(nlp: Language, name: str) -> Component:
    """Component: levels and regions; wants the mentions."""
    return mark_levels


@Language.factory("notecheck_dates")
def make_dates(nlp: Language, name: str) -> Component:
    """Component: dates; wants the mentions."""
    return mark_dates


@Language.factory("notecheck_assertion")
def make_assertion(nlp: Language, name: str) -> Component:
    """Component: assertion of the mentions."""
    return AssertionMarker()


@Language.factory("notecheck_links")
def make_links(nlp: Language, name: str) -> Component:
    """Component: places, dates and ties of the mentions; comes last."""
    return mark_links
