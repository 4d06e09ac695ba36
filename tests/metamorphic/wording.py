"""Changes of words that mean the same: synonyms, notations of levels and dates, names of headers."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from notecheck import lexicon
from notecheck.pipes.sections import find_sections

from .notes import Sample, Variant, checker

SYNONYMS: list[tuple[str, ...]] = [
    ("TLIF", "transforaminal lumbar interbody fusion"),
    ("PLIF", "posterior lumbar interbody fusion"),
    ("ALIF", "anterior lumbar interbody fusion"),
    ("ACDF", "anterior cervical discectomy and fusion"),
    ("pseudarthrosis", "pseudoarthrosis", "nonunion", "non-union"),
    ("nonunion", "non-union", "non union"),
    ("laminectomy", "decompressive laminectomy"),
    ("failed back surgery syndrome", "FBSS", "failed back syndrome"),
    ("postlaminectomy syndrome", "post-laminectomy syndrome", "post laminectomy syndrome"),
    ("spinal cord stimulator", "SCS", "dorsal column stimulator"),
    ("low back pain", "LBP", "lower back pain", "lumbar pain"),
    ("physical therapy", "physiotherapy"),
    ("CT", "CT scan", "computed tomography"),
    ("MRI", "MR imaging", "magnetic resonance imaging"),
    ("radiographs", "X-rays", "plain films", "plain radiographs"),
    ("X-rays", "radiographs", "x-ray films"),
    ("status post", "s/p", "S/P"),
    ("bridging bone", "osseous bridging", "bony bridging"),
    ("lucency", "radiolucency"),
    ("epidural steroid injection", "ESI"),
    ("type 2 diabetes", "T2DM", "type II diabetes"),
    ("rheumatoid arthritis", "RA"),
    ("diffuse idiopathic skeletal hyperostosis", "DISH"),
    ("ankylosis", "bony ankylosis", "osseous ankylosis"),
    ("straight leg raise", "straight-leg raise", "SLR"),
    ("degenerative disc disease", "DDD"),
    ("numbness", "paresthesias"),
    ("years ago", "yrs ago"),
    ("months ago", "mos ago"),
    ("smoker", "cigarette smoker"),
    ("follow-up", "followup", "follow up"),
    ("evidence of", "signs of"),
    ("due to", "secondary to", "because of"),
]
"""Terms that may stand for each other; the first of each row is the one that is looked for."""

LEVEL = re.compile(r"\b([CTLS])(\d{1,2})-([CTLS]?)(\d{1,2})\b(?![-/\w])")


def synonyms(sample: Sample) -> Iterator[Variant]:
    """Yield the note with one occurrence of a term put in other words, then with all of them."""
    for term, *others in SYNONYMS:
        found = list(re.finditer(rf"(?<![\w-]){re.escape(term)}(?![\w-])", sample.text, _flags(term)))
        for other in others:
            spans = [match.span() for match in found]
            news = [_cased(match[0], other) for match in found]
            yield from _each_and_all(sample, "synonym", f"{term} as {other}", spans, news)


def levels(sample: Sample) -> Iterator[Variant]:
    """Yield the note with a pair of levels written otherwise: L4-5, L4-L5, L4/5, L4/L5."""
    found = [match for match in LEVEL.finditer(sample.text) if match[3] in ("", match[1])]
    for what, form in {
        "L4-L5": "{0}{1}-{0}{2}",
        "L4-5": "{0}{1}-{2}",
        "L4/5": "{0}{1}/{2}",
        "L4/L5": "{0}{1}/{0}{2}",
        "L4 - L5": "{0}{1} - {0}{2}",
        "L4–5": "{0}{1}–{2}",
        "L4 to L5": "{0}{1} to {0}{2}",
    }.items():
        if what == "L4/L5" or what == "L4/5":
            # "L3/5" is no way to write a range of several segments
            chosen = [m for m in found if int(m[4]) - int(m[2]) == 1]
        else:
            chosen = found
        spans = [match.span() for match in chosen]
        news = [form.format(match[1], match[2], match[4]) for match in chosen]
        yield from _each_and_all(sample, "level", what, spans, news)


def dates(sample: Sample) -> Iterator[Variant]:
    """Yield the note with a date in another format, the same date."""
    spans: dict[str, list[tuple[tuple[int, int], str]]] = {}
    for date in checker().dates(sample.text, note_date=sample.date):
        if date.kind != "absolute" or date.value is None or not re.search(r"\d{4}|/", date.text):
            continue
        if re.search(r"[a-z]{2,}(?<!of)\s+(?=in|of)|ago|since", date.text.lower()):
            continue
        for what, text in _formats(date.value, date.precision):
            if text != date.text:
                spans.setdefault(what, []).append(((date.start, date.end), text))
    for what, pairs in spans.items():
        places = [place for place, _ in pairs]
        yield from _each_and_all(sample, "date", what, places, [text for _, text in pairs])


def _formats(value: str, precision: str | None) -> Iterator[tuple[str, str]]:
    if precision == "day":
        day = datetime.date.fromisoformat(value)
        yield "03/14/2021", f"{day:%m/%d/%Y}"
        yield "3/14/21", f"{day.month}/{day.day}/{day:%y}"
        yield "March 14, 2021", f"{day:%B} {day.day}, {day.year}"
        yield "14 Mar 2021", f"{day.day} {day:%b} {day.year}"
        yield "2021-03-14", value
    elif precision == "month":
        day = datetime.date.fromisoformat(f"{value}-01")
        yield "March 2021", f"{day:%B %Y}"
        yield "03/2021", f"{day:%m/%Y}"
        yield "Mar. 2021", f"{day:%b}. {day.year}" if day.month != 5 else f"May {day.year}"
        yield "March of 2021", f"{day:%B} of {day.year}"


def slips(sample: Sample) -> Iterator[Variant]:
    """Yield the note with one slip in a long term: two letters swapped, one left out, one doubled, one wrong."""
    terms = "|".join(sorted(lexicon.load("spelling")["words"], key=len, reverse=True))
    for match in re.finditer(rf"(?<![\w-])(?:{terms})(?![\w-])", sample.text, re.IGNORECASE):
        word, at = match[0], len(match[0]) // 2
        for what, slip in {
            "swapped": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            "left out": word[:at] + word[at + 1 :],
            "doubled": word[:at] + word[at] + word[at:],
            "wrong": word[:at] + ("x" if word.islower() else "X") + word[at + 1 :],
        }.items():
            if slip != word and len(slip) > 7:
                text = sample.text[: match.start()] + slip + sample.text[match.end() :]
                yield Variant(
                    "slip", f"{word} as {slip} ({what})", text, match.start(), match.start() + len(slip)
                )


USUAL = {
    "chief_complaint": ["Chief Complaint", "CC", "Reason for Visit"],
    "history_of_present_illness": ["History of Present Illness", "HPI", "Present Illness", "Subjective"],
    "interval_history": ["Interval History", "Interim History"],
    "past_medical_history": ["Past Medical History", "PMH", "Medical History"],
    "past_surgical_history": ["Past Surgical History", "PSH", "Surgical History", "Prior Surgeries"],
    "family_history": ["Family History", "FH", "FHx"],
    "social_history": ["Social History", "SH", "Social Hx"],
    "medications": ["Medications", "Meds", "Current Medications"],
    "allergies": ["Allergies", "Drug Allergies"],
    "review_of_systems": ["Review of Systems", "ROS"],
    "physical_exam": ["Physical Exam", "Examination", "PE", "Objective"],
    "imaging": ["Imaging", "Diagnostic Studies", "Imaging Studies", "Radiology"],
    "assessment": ["Assessment", "Impression", "Diagnosis"],
    "plan": ["Plan", "Recommendations", "Treatment Plan"],
    "assessment_and_plan": ["Assessment and Plan", "A/P", "Assessment/Plan"],
    "discharge_diagnosis": ["Discharge Diagnosis", "Discharge Diagnoses"],
    "hospital_course": ["Hospital Course", "Brief Hospital Course"],
    "preoperative_diagnosis": ["Preoperative Diagnosis", "Pre-operative Diagnosis", "Preop Diagnosis"],
    "postoperative_diagnosis": ["Postoperative Diagnosis", "Post-operative Diagnosis", "Postop Diagnosis"],
    "complications": ["Complications"],
}
"""Names of headers that mean the same wherever they stand."""


def headers(sample: Sample) -> Iterator[Variant]:
    """Yield the note with one header named otherwise, as the lexicon and usage allow."""
    known = lexicon.load("sections")["headers"]
    for section in find_sections(sample.text):
        head = sample.text[section.start : section.body]
        core = re.sub(r"^[\W\d_]*|[\W_]*$", "", head)
        usual = USUAL.get(section.name, [])
        if not core or core.lower() not in {str(name) for name in known.get(section.name, [])}:
            continue
        # A header that is rare, or one that says more than its section's name, keeps its name.
        if core.lower() not in {name.lower() for name in usual}:
            continue
        start = sample.text.index(core, section.start)
        for name in usual:
            if name.lower() == core.lower():
                continue
            new = name.upper() if core.isupper() and len(core) > 4 else name
            text = sample.text[:start] + new + sample.text[start + len(core) :]
            yield Variant("header", f"{core} as {new}", text, start, start + len(new))


def _flags(term: str) -> re.RegexFlag:
    return re.NOFLAG if term.isupper() else re.IGNORECASE


def _cased(old: str, new: str) -> str:
    """Give ``new`` the case of the word that it replaces."""
    if old.isupper() and len(old) > 5:
        return new.upper()
    return new[0].upper() + new[1:] if old[0].isupper() and not old.isupper() else new


def _each_and_all(
    sample: Sample, kind: str, what: str, spans: list[tuple[int, int]], news: list[str]
) -> Iterator[Variant]:
    changes = [(s, n) for s, n in zip(spans, news, strict=True) if sample.text[s[0] : s[1]] != n]
    for (start, end), new in changes:
        text = sample.text[:start] + new + sample.text[end:]
        yield Variant(kind, what, text, start, start + len(new))
    if len(changes) > 1:
        text = sample.text
        for (start, end), new in sorted(changes, reverse=True):
            text = text[:start] + new + text[end:]
        yield Variant(kind, f"{what}, everywhere", text)
