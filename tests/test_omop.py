"""OMOP: what of a report goes into NOTE_NLP, and what beside it."""

from __future__ import annotations

import datetime

from notecheck import Checker, Note
from notecheck.omop import FINDINGS, NOTE_NLP, findings, nlp_system, note_nlp

DAY = datetime.date(2026, 1, 2)
TEXT = (
    "HPI: Low back pain. Prior L4-L5 TLIF in March 2021. Mother had a pseudarthrosis.\r\n"
    "No fracture.\r\nPlan: revision fusion.\r\nAssessment: Possible pseudarthrosis of the L4-L5 fusion;\n stable."
)
CHECKER = Checker()
REPORT = CHECKER.check(TEXT, codes=["M96.0"], date="2024-05-02", note_id="7")


def test_every_mention_is_a_row_of_the_table() -> None:
    rows = note_nlp(REPORT, TEXT, note_id=7, day=DAY)
    assert len(rows) == len(REPORT.extraction.mentions) > 4
    for row, mention in zip(rows, REPORT.extraction.mentions, strict=True):
        assert list(row) == [name for name, _ in NOTE_NLP]
        assert TEXT[int(row["offset"]) :].startswith(row["lexical_variant"])
        assert (row["note_id"], row["nlp_date"], row["nlp_system"]) == (7, DAY, nlp_system())
        assert row["lexical_variant"] in row["snippet"] or "\n" in mention.text
        assert f"assertion={mention.assertion}" in row["term_modifiers"]


def test_only_what_the_patient_has_exists() -> None:
    rows = note_nlp(REPORT, TEXT, note_id=7, day=DAY)
    said = {(row["lexical_variant"].lower(), row["offset"]): row for row in rows}
    exists = {key[0]: row["term_exists"] for key, row in said.items()}
    assert exists["low back pain"] == "Y"
    assert exists["tlif"] == "Y"
    mothers = said["pseudarthrosis", str(TEXT.index("pseudarthrosis"))]
    own = said["pseudarthrosis", str(TEXT.rindex("pseudarthrosis"))]
    assert (mothers["term_exists"], own["term_exists"]) == ("N", "N")
    assert "assertion=family" in mothers["term_modifiers"]
    assert "assertion=uncertain" in own["term_modifiers"]
    tlif = next(row for row in rows if row["lexical_variant"] == "TLIF")
    assert tlif["term_temporal"] == "prior"
    assert "levels=L4-L5" in tlif["term_modifiers"]
    assert "date=2021-03" in tlif["term_modifiers"]


def test_columns_keep_their_widths() -> None:
    text = "Pseudarthrosis " + "of the L4-L5 fusion and " * 60 + "pain.\n" * 50
    for row in note_nlp(CHECKER.check(text), text, note_id=1, day=DAY):
        assert len(row["snippet"]) <= 250
        assert len(row["lexical_variant"]) <= 250
        assert len(row["offset"]) <= 50
        assert len(row["term_modifiers"]) <= 2000
        assert "\n" not in row["snippet"]


def test_gaps_and_alerts_stand_in_the_table_beside_it() -> None:
    rows = findings(REPORT, note_id=7, person_id=70, day=DAY)
    (code,) = REPORT.codes
    assert [row["finding_id"] for row in rows] == [*(i.id for i in code.items), *(a.id for a in code.alerts)]
    for row in rows:
        assert list(row) == [name for name, _ in FINDINGS]
        assert (row["note_id"], row["person_id"], row["note_date"]) == (7, 70, datetime.date(2024, 5, 2))
        assert (row["code"], row["verdict"]) == ("M96.0", code.verdict)
        assert row["is_gap"] is (
            row["status"] in {"missing", "partial", "contradicted", "raised", "blocking"}
        )
    assert any(row["is_gap"] for row in rows)


def test_a_note_that_failed_is_told_of() -> None:
    (report,) = CHECKER.check_many([Note(text=" ", id="8")])
    assert note_nlp(report, " ", note_id=8, day=DAY) == []
    (row,) = findings(report, note_id=8, person_id=None, day=DAY)
    assert (row["kind"], row["title"]) == ("failed", "the note is empty; give a note with text")
    assert list(row) == [name for name, _ in FINDINGS]
