"""The parts of a checklist that people read, and the notes that prove it."""

from __future__ import annotations

from notecheck.checklist.model import Answer, Example, Guide, RelatedProcedure
from notecheck.rules.parse import STATUSES
from notecheck.rules.reading import Reader

_VERDICTS = ("conflicting", "not_supported", "incomplete", "codable", "complete")


def read_guide(reader: Reader) -> Guide:
    """Return when to use the code and when not, pitfalls, answers, procedures, sources."""
    answers = []
    for raw, loc in reader.entries("questions"):
        entry = Reader(raw, loc, reader.problems)
        answers.append(Answer(entry.text("q", required=True), entry.text("a", required=True)))
        entry.finish()
    procedures = []
    for raw, loc in reader.entries("related_procedures"):
        entry = Reader(raw, loc, reader.problems)
        procedures.append(
            RelatedProcedure(entry.text("code", required=True), entry.text("label", required=True))
        )
        entry.finish()
    return Guide(
        when_to_use=reader.texts("when_to_use"),
        when_not_to_use=reader.texts("when_not_to_use"),
        pitfalls=reader.texts("pitfalls"),
        questions=tuple(answers),
        related_procedures=tuple(procedures),
        sources=reader.texts("sources"),
        releases=reader.texts("releases"),
    )


def read_examples(reader: Reader) -> tuple[Example, ...]:
    """Return the example notes with what each must give."""
    examples = []
    for raw, loc in reader.entries("examples"):
        entry = Reader(raw, loc, reader.problems)
        items = {}
        for item, status, at in entry.mapping("items"):
            if status not in STATUSES:
                reader.problems.add(at, f"'{status}' is no status; use one of {', '.join(STATUSES)}")
            items[item] = str(status)
        examples.append(
            Example(
                title=entry.text("title", required=True),
                code=entry.text("code", required=True),
                text=str(entry.take("text", "", required=True)),
                date=entry.text("date") or None,
                setting=entry.choice("setting", ("outpatient", "inpatient"), "outpatient"),
                verdict=entry.choice("verdict", _VERDICTS, "") or None if entry.has("verdict") else None,
                items=items,
                alerts=entry.texts("alerts") if entry.has("alerts") else None,
            )
        )
        entry.finish()
    return tuple(examples)
