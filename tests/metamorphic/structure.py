"""Changes of what stands where: an unrelated section more, items of a list in another order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notecheck.pipes.sections import find_sections

from .notes import Sample, Variant

UNRELATED = {
    "immunizations": "IMMUNIZATIONS:\nInfluenza vaccine 10/2023, tetanus booster 2019.",
    "health maintenance": "Health Maintenance: Colonoscopy in 2019 was normal. Eye exam due.",
    "family": "FAMILY HISTORY:\nMother had breast cancer, father hypertension and a stroke at 70.",
    "allergies": "Allergies: Penicillin (rash), latex.",
    "vitals": "VITALS: BP 128/76, pulse 72, temp 98.4 F, weight 81 kg, SpO2 98%.",
    "labs": "LABS:\nHemoglobin 13.4, WBC 6.2, platelets 240, creatinine 0.9, TSH 2.1.",
    "skin": "DERMATOLOGY:\nSeborrheic keratosis of the left cheek, unchanged. Reassurance.",
    "copyright": "DISCLAIMER:\nThis document was created with voice recognition software. "
    "Errors in spelling may have been missed.",
}
"""Sections that have nothing to do with the spine."""

FREE_ORDER = frozenset(
    {
        "past_medical_history",
        "past_surgical_history",
        "medications",
        "allergies",
        "review_of_systems",
        "social_history",
        "family_history",
        "physical_exam",
        "imaging",
        "labs",
    }
)
"""Sections whose items have no order that means anything, unlike an assessment's."""

ITEM = re.compile(r"^([^\S\n]*(?:[-*•▪●◦+]|\(?\d{1,2}[.)])[^\S\n]+)(\S.*)$")


# A whole line or sentence that is only a series: no verb can hide in members of one or two words.
SERIES = re.compile(
    r"(?:(?<=[.:]\s)|(?<=\n))([A-Za-z][\w-]*(?: [\w-]+)?(?:, (?!and\b|or\b|no\b|not\b)[\w-]+(?: [\w-]+)?){2,})(?=\.?\n|\. )"
)


def unrelated(sample: Sample) -> Iterator[Variant]:
    """Yield the note with an unrelated section before each of its headers, and at its end."""
    borders = [
        section.start
        for section in find_sections(sample.text)
        if section.start
        and sample.text[section.start - 1] == "\n"
        and section.name not in ("other", "template")
    ]
    places = sorted({*borders[:1], *borders[len(borders) // 2 :][:1], *borders[-1:], len(sample.text)})
    for what, section in UNRELATED.items():
        for at in places:
            before = sample.text[:at].rstrip("\n")
            text = f"{before}\n\n{section}\n\n{sample.text[at:]}"
            start = len(before) + 2
            yield Variant("section", f"{what} at {at}", text, start, start + len(section))


def orders(sample: Sample) -> Iterator[Variant]:
    """Yield the note with a list of no fixed order turned around, and rotated by one."""
    for section in find_sections(sample.text):
        if section.name not in FREE_ORDER:
            continue
        at = section.body
        for run in _runs(sample.text[section.body : section.end]):
            start = at + run[0]
            lines = sample.text[start : at + run[1]].split("\n")
            marks = [ITEM.match(line) for line in lines]
            heads = [mark[1] for mark in marks if mark]
            bodies = [mark[2] for mark in marks if mark]
            for what, order in (("reversed", bodies[::-1]), ("rotated", bodies[1:] + bodies[:1])):
                new = "\n".join(head + body for head, body in zip(heads, order, strict=True))
                text = sample.text[:start] + new + sample.text[at + run[1] :]
                yield Variant("order", f"{section.name} {what}", text, start, start + len(new))


def series(sample: Sample) -> Iterator[Variant]:
    """Yield the note with the members of a series of plain words turned around: "CAD, COPD, gout"."""
    for section in find_sections(sample.text):
        if section.name not in FREE_ORDER:
            continue
        for match in SERIES.finditer(sample.text, section.body, section.end):
            words = match[1].split(", ")
            for what, order in (("reversed", words[::-1]), ("rotated", words[1:] + words[:1])):
                new = ", ".join([order[0][:1].upper() + order[0][1:], *order[1:]])
                text = sample.text[: match.start(1)] + new + sample.text[match.end(1) :]
                yield Variant(
                    "series", f"{section.name} {what}", text, match.start(1), match.start(1) + len(new)
                )


def _runs(body: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a section that are lists of at least two one-line items."""
    start, end, count, at = 0, 0, 0, 0
    for line in [*body.split("\n"), ""]:
        if ITEM.match(line):
            start = at if not count else start
            count, end = count + 1, at + len(line)
        else:
            if count > 1 and not line.startswith(("  ", "\t")):
                yield start, end
            count = 0
        at += len(line) + 1
