"""From the marks on a document to the typed Extraction."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from notecheck.anatomy import regions_of
from notecheck.extraction import (
    CodeMention,
    Condition,
    Cue,
    Extraction,
    Finding,
    ImagingStudy,
    Link,
    Mention,
    Procedure,
)
from notecheck.lines import line_starts
from notecheck.marks import Draft
from notecheck.page import Document
from notecheck.pipes.merging import join_findings, merge_procedures
from notecheck.pipes.tokenizer import text_of

_REAL = frozenset({"present", "uncertain"})
# The stop stands first, the category behind it: so the engine skips from stop to stop.
_CODE = re.compile(r"\.(?<=[A-TV-Z]\d[0-9A-Z]\.)(?<![\w.][A-TV-Z]\d[0-9A-Z]\.)[0-9A-Z]{1,4}(?!\w)")
_CATEGORY = 3  # characters of a code before its stop
_REGIONAL = frozenset({"ankylosis", "postlaminectomy_syndrome"})
_UNSHOWN = frozenset({"imaging", "fluoroscopy"})


def build_extraction(doc: Document, codes: tuple[CodeMention, ...] | None = None) -> Extraction:
    """Return the Extraction of a document that has gone through the whole pipeline.

    ``codes`` are those written in its text, where they are at hand.
    """
    drafts: list[Draft] = doc._.notecheck_mentions
    text = text_of(doc)
    lines = line_starts(text)
    seen_on = join_findings(drafts, doc._.notecheck_sentences)
    mentions = tuple(_mention(n, draft, text, lines, seen_on.get(n)) for n, draft in enumerate(drafts))
    procedures = tuple(
        _procedure([drafts[n] for n in c.members], c.members, text) for c in merge_procedures(drafts)
    )
    regions: list[str] = []
    for procedure in procedures:
        if procedure.assertion == "present" and procedure.kind in ("fusion", "decompression", "discectomy"):
            regions.extend(r for r in procedure.regions if r not in regions)
    for draft in drafts:
        if draft.concept in _REGIONAL and draft.status == "present":
            regions.extend(r for r in draft.regions if r not in regions)
    return Extraction(
        procedures=procedures,
        imaging=_studies(drafts, seen_on, text),
        conditions=tuple(
            _condition(n, draft, text) for n, draft in enumerate(drafts) if draft.group == "condition"
        ),
        regions=tuple(regions),
        codes=written_codes(text) if codes is None else codes,
        mentions=mentions,
    )


def written_codes(text: str) -> tuple[CodeMention, ...]:
    """Return what looks like a code of ICD-10-CM in a text."""
    spans = [(match.start() - _CATEGORY, match.end()) for match in _CODE.finditer(text)]
    return tuple([CodeMention(code=text[a:b], start=a, end=b, text=text[a:b]) for a, b in spans])


def _mention(number: int, draft: Draft, text: str, lines: list[int], study: int | None) -> Mention:
    attributes = draft.attributes
    if draft.temporality is not None:
        attributes = {**attributes, "temporality": draft.temporality}
    links = tuple(draft.links)
    if study is not None:
        links = (*links, Link(relation="seen_on", target=study))
    return Mention(
        id=number,
        group=draft.group,
        concept=draft.concept,
        start=draft.start,
        end=draft.end,
        text=text[draft.start : draft.end],
        section=draft.section,
        line=bisect_right(lines, draft.start),
        assertion=draft.status,
        cue=draft.cue,
        reporter=draft.reporter,
        levels=draft.levels,
        regions=draft.regions,
        joint=draft.joint,
        place=Cue(start=draft.place[0], end=draft.place[1], text=text[slice(*draft.place)])
        if draft.place
        else None,
        date=draft.date,
        attributes=attributes,
        links=links,
    )


def _procedure(members: Sequence[Draft], ids: tuple[int, ...], text: str) -> Procedure:
    first = members[0]
    # The whole construct: a mention of a part of it ("the L4-5 level of the fusion") names no other.
    placed = max((d for d in members if d.levels), key=lambda d: len(d.levels), default=None)
    dated = sorted((d for d in members if d.date is not None), key=lambda d: _vagueness(d))
    named = [d for d in members if d.name not in ("fusion", "decompression", "spine surgery")]
    regions = regions_of(placed.levels) if placed else next((d.regions for d in members if d.regions), ())
    return Procedure(
        kind=first.concept,
        name=(named or list(members))[0].name,
        approach=next((d.attributes["approach"] for d in members if "approach" in d.attributes), None),
        levels=tuple(placed.levels) if placed else (),
        joint=next((d.joint for d in members if d.joint), None),
        regions=tuple(regions),
        temporality=first.temporality or "prior",
        date=dated[0].date if dated else None,
        start=first.start,
        end=first.end,
        text=text[first.start : first.end],
        section=first.section,
        assertion="present" if any(d.status == "present" for d in members) else first.status,
        mentions=ids,
    )


def _vagueness(draft: Draft) -> tuple[int, int]:
    date = draft.date
    assert date is not None
    order = {"absolute": 0, "relative": 1, "vague": 2}[date.kind]
    return (order, -len(date.value or ""))


def _studies(drafts: Sequence[Draft], seen_on: dict[int, int], text: str) -> tuple[ImagingStudy, ...]:
    findings: dict[int, list[Finding]] = {}
    for number, study in seen_on.items():
        draft = drafts[number]
        if draft.group != "finding" and draft.concept not in ("disc_herniation", "stenosis", "radiculopathy"):
            continue
        findings.setdefault(study, []).append(
            Finding(
                finding=draft.concept,
                levels=draft.levels,
                assertion=draft.status,
                start=draft.start,
                end=draft.end,
                text=text[draft.start : draft.end],
                mention=number,
            )
        )
    return tuple(
        ImagingStudy(
            modality=draft.concept,
            date=draft.date,
            findings=tuple(findings.get(number, ())),
            start=draft.start,
            end=draft.end,
            text=text[draft.start : draft.end],
            section=draft.section,
            mention=number,
        )
        for number, draft in enumerate(drafts)
        if draft.group == "modality"
        and draft.status in _REAL
        and draft.temporality != "planned"
        and (draft.concept not in _UNSHOWN or number in findings)
    )


def _condition(number: int, draft: Draft, text: str) -> Condition:
    return Condition(
        concept=draft.concept,
        levels=draft.levels,
        regions=draft.regions,
        assertion=draft.status,
        start=draft.start,
        end=draft.end,
        text=text[draft.start : draft.end],
        section=draft.section,
        mention=number,
    )
