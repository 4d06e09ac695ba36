"""The share copy: nothing outside the evidence survives, and inside it nothing that names a person."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import notecheck
from notecheck.pipes.dates import find_dates
from notecheck.redaction import redacted
from notecheck.render import renderer
from notecheck.render.visible import MASK
from notecheck.report import Report

SAMPLES = sorted((Path(__file__).parents[1] / "sample_notes").glob("*.txt"))
CHECKLISTS = " ".join(
    path.read_text(encoding="utf-8") for path in (Path(__file__).parents[1] / "checklists").glob("*.yaml")
)
CODES = ["M96.0", "M96.1", "M43.26"]
FORMATS = ("text", "html", "json")

# Every kind of identifier, many of them in the very sentences that hold the evidence.
NOTE = """\
Patient: Marguerite Vandersloot   MRN: 4471983   DOB: 02/11/1961
Date of service: 05/02/2024   Account # AB-99120   Phone (415) 555-0137

HPI: Ms. Vandersloot had an L4-S1 TLIF by Dr. Alonzo Quill on March 14, 2021 at Larkspur Memorial Hospital.
Her low back pain returned; she called 415-555-0199 on 04/28/2024 and wrote to m.vander@example.org.
IMAGING: CT lumbar spine 04/18/2024 (accession 88120934) read by Quill: no bridging bone across L5-S1.
ASSESSMENT: Nonunion of the L5-S1 fusion of 3/14/21, Vandersloot is aware. Pain is caused by the nonunion.
Signed: Ingrid Oyelaran, PA-C
"""
SECRETS = (
    "Marguerite", "Vandersloot", "Alonzo", "Quill", "Ingrid", "Oyelaran", "Larkspur", "4471983", "99120", "88120934",
    "555-0137", "555-0199", "example.org", "02/11/1961", "1961", "05/02/2024", "2024-05-02", "2024-05", "March 14",
    "2021-03", "04/18/2024", "2024-04-18", "04/28/2024", "3/14",
)  # fmt: skip


@cache
def checker() -> notecheck.Checker:
    return notecheck.Checker()


def shared(text: str, codes: list[str], note_id: str = "visits/Vandersloot 1961.txt") -> tuple[Report, str]:
    return redacted(checker().check(text, codes=codes, note_id=note_id), text)


@cache
def written(text: str, format_: str) -> str:
    return renderer(format_)(*shared(text, CODES))


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("format_", FORMATS)
def test_no_identifier_survives(format_: str, secret: str) -> None:
    output = written(NOTE, format_)
    # What the program says of itself is no part of the note.
    own = renderer(format_)(*shared("HPI: Back pain.\n", CODES))
    assert secret.casefold() not in output.casefold() or secret in own


@pytest.mark.parametrize("format_", FORMATS)
def test_the_evidence_and_the_year_of_the_surgery_stay(format_: str) -> None:
    output = written(NOTE, format_)
    for words in ("TLIF", "no bridging bone", "Nonunion of the L5-S1 fusion", "2021"):
        assert words in output


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_offsets_and_lines_still_hold(line_end: str) -> None:
    text = NOTE.replace("\n", line_end)
    report = checker().check(text, codes=CODES)
    copy, masked = redacted(report, text)
    assert len(masked) == len(text)
    assert [n for n, c in enumerate(masked) if c in "\r\n"] == [n for n, c in enumerate(text) if c in "\r\n"]
    assert copy.note.sha256 == report.note.sha256
    for before, after in zip(report.codes, copy.codes, strict=True):
        assert (before.verdict, before.score) == (after.verdict, after.score)
        for old, new in zip(before.items, after.items, strict=True):
            assert [(e.start, e.end, e.line) for e in old.evidence] == [
                (e.start, e.end, e.line) for e in new.evidence
            ]
            assert all(masked[e.start : e.end] == e.text for e in new.evidence)
            assert all(
                a in (b, MASK)
                for e in new.evidence
                for a, b in zip(e.text, text[e.start : e.end], strict=True)
            )


# ------------------------------------------------------------------------------- the sample notes
NAMES = re.compile(r"(?:Dr|Mr|Mrs|Ms)\.\s+([A-Z][a-z]+)|([A-Z][a-z]+ [A-Z][a-z]+), (?:MD|DO|PA-C|NP|RN)\b")
NUMBERS = re.compile(r"\b\d{6,}\b|\b\d{3}[-.]\d{4}\b|\(\d{3}\) ?\d{3}")


def identifiers(text: str) -> set[str]:
    found = {name for pair in NAMES.findall(text) for name in pair if name}
    found |= set(NUMBERS.findall(text))
    # A month alone with its year tells less than a birthday, but it is no year.
    return found | {
        d.text for d in find_dates(text) if d.kind == "absolute" and d.precision in ("day", "month")
    }


def kept_by(report: Report, text: str) -> str:
    """Return what evidence may show, as one text; the rest is a row of line ends."""
    shown = bytearray(len(text))
    for code in report.codes:
        for piece in (
            *(e for i in (*code.items, *code.alerts) for e in i.evidence),
            *(r for i in code.items for r in i.rejected),
        ):
            shown[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
            cue = getattr(piece, "cue", None)
            if cue:
                shown[cue.start : cue.end] = b"\1" * (cue.end - cue.start)
    return "".join(c if on else "\n" for c, on in zip(text, shown, strict=True))


def test_the_sample_notes_hold_what_has_to_go() -> None:
    assert len({one for path in SAMPLES for one in identifiers(path.read_text(encoding="utf-8"))}) > 60


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("format_", FORMATS)
def test_no_identifier_of_a_sample_note_survives(format_: str, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    output = written(text, format_)
    own = renderer(format_)(*shared("HPI: Back pain.\n", CODES)) + json.dumps(
        [
            [i.document, i.reason, i.sources]
            for c in CODES
            for i in checker().check("x", codes=[c]).codes[0].items
        ]
    )
    assert not [one for one in identifiers(text) if one in output and one not in own]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("format_", FORMATS)
def test_no_words_of_a_sample_note_survive_outside_the_evidence(format_: str, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    report = checker().check(text, codes=CODES)
    evidence = " ".join(kept_by(report, text).split())
    # The reason why something did not count quotes the cue that decided.
    evidence += " ".join(r.why for c in report.codes for i in c.items for r in i.rejected)
    output = " ".join(written(text, format_).split())
    own = " ".join((renderer(format_)(*shared("HPI: Back pain.\n", CODES)) + CHECKLISTS).split())
    words = text.split()
    windows = {" ".join(words[n : n + 4]) for n in range(len(words) - 3)}
    assert not [w for w in windows if w in output and w not in evidence and w not in own]


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_keeps_its_length_and_loses_its_words(text: str) -> None:
    note = f"{text}\nAssessment: Nonunion of the L4-L5 fusion.\n"
    try:
        report = checker().check(note, codes=["M96.0"])
    except notecheck.NoteError:
        return
    _, masked = redacted(report, note)
    assert len(masked) == len(note)
    assert all(a in (b, MASK) for a, b in zip(masked, note, strict=True))


@pytest.mark.parametrize("format_", FORMATS)
def test_the_command_writes_it(format_: str, run: object, tmp_path: Path) -> None:
    path = tmp_path / "Vandersloot.txt"
    path.write_text(NOTE, encoding="utf-8")
    ran = run("check", path, "--code", "M96.0", "--redact", "--format", format_, "--exit-zero")  # type: ignore[operator]
    assert (ran.status, ran.err) == (0, "")
    assert "Vandersloot" not in ran.out
    assert "TLIF" in ran.out
