"""Changes that must change the reading in a known way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from notecheck.extraction import Extraction, Mention
from notecheck.pipes.sections import find_sections
from notecheck.pipes.sentences import find_sentences

from .notes import Sample, Variant, checker, report, sentence_at

TOLD = frozenset({"condition", "finding"})
PERSON = re.compile(r"\b(?:patient|pt|i|we|mr|mrs|ms|he|she|his|her|my|our|mother|father)\b", re.I)
DENIED = re.compile(r"\W*\[|(?:no|not|without|never|lack|absen\w+|fail\w*|incomplete)\b", re.I)
DATED = {"M96.0": "prior_fusion_date", "M96.1": "prior_laminectomy_date"}


class Trial(NamedTuple):
    """A changed note, and what is wrong with its reading, if anything."""

    variant: Variant
    wrong: str
    sentence: str


def _extract(sample: Sample, text: str) -> Extraction:
    return checker().extract(text, date=sample.date)


def _at(extraction: Extraction, start: int, mention: Mention) -> Mention | None:
    """Return the mention at a place that is of the same concept as one of the original note."""
    for found in extraction.mentions:
        if found.start <= start < found.end and (found.group, found.concept) == (
            mention.group,
            mention.concept,
        ):
            return found
    return None


def negated(sample: Sample) -> Iterator[Trial]:
    """Put "no evidence of" before each condition and finding that is present: it is absent then."""
    for mention in _extract(sample, sample.text).mentions:
        if mention.group not in TOLD or mention.assertion != "present":
            continue
        if DENIED.match(mention.text):
            continue  # "no evidence of no bridging bone" denies nothing
        words = "no evidence of "
        text = sample.text[: mention.start] + words + sample.text[mention.start :]
        found = _at(_extract(sample, text), mention.start + len(words), mention)
        wrong = found is not None and found.assertion == "present"
        variant = Variant("negated", f"{mention.concept} '{mention.text}'", text, mention.start)
        yield Trial(variant, "still present" if wrong else "", sentence_at(text, mention.start))


def of_family(sample: Sample) -> Iterator[Trial]:
    """Move each sentence with a condition or a procedure to the mother's history."""
    extraction = _extract(sample, sample.text)
    sections = find_sections(sample.text)
    for sentence in find_sentences(sample.text, sections):
        words = sample.text[sentence.start : sentence.end]
        inside = [
            m
            for m in extraction.mentions
            if sentence.start <= m.start < sentence.end
            and m.group in ("condition", "procedure")
            and m.assertion == "present"
        ]
        if not inside or PERSON.search(words) or ":" in words:
            continue
        words = re.sub(r"^\W*(?:\d{1,2}[.)])?\s*", "", " ".join(words.split()))
        rest = (sample.text[: sentence.start] + sample.text[sentence.end :]).rstrip()
        text = f"{rest}\n\nFAMILY HISTORY:\nMother: {words}\n"
        border = len(text) - len(words) - 1
        moved = [m for m in _extract(sample, text).mentions if m.start >= border]
        wrong = [m.text for m in moved if m.group in ("condition", "procedure") and m.assertion == "present"]
        yield Trial(
            Variant("family", f"sentence at {sentence.start}", text, border),
            f"still the patient's: {', '.join(wrong)}" if wrong else "",
            words,
        )


def in_future(sample: Sample) -> Iterator[Trial]:
    """Put the date of each prior operation after the note's: no prior operation has that date."""
    if sample.date is None or sample.code not in DATED:
        return
    item = DATED[sample.code]
    before = {i.id: i for i in report(sample).items}[item]
    if before.status != "met":
        return
    extraction = _extract(sample, sample.text)
    spans = {
        (m.date.start, m.date.end)
        for m in extraction.mentions
        if m.group == "procedure" and m.date is not None and m.date.value and m.date.start >= 0
    }
    spans |= {(e.start, e.end) for e in before.evidence if re.search(r"\d", sample.text[e.start : e.end])}
    text = sample.text
    year = int(sample.date[:4]) + 2
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + f"March {year}" + text[end:]
    now = {i.id: i for i in report(sample.saying(text)).items}[item]
    wrong = f"{item} still met" if now.status == "met" else ""
    shown = "; ".join(f"{e.text} ({sentence_at(text, e.start)})" for e in now.evidence)
    yield Trial(Variant("future", item, text), wrong, shown)


DIRECTED: dict[str, Callable[[Sample], Iterator[Trial]]] = {
    "negated": negated,
    "family": of_family,
    "future": in_future,
}
