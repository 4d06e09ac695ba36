"""The official table: what a code is, and the traps of the package that holds it."""

from __future__ import annotations

import subprocess
import sys
from importlib import resources

import pytest
import simple_icd_10_cm as package
from hypothesis import given
from hypothesis import strategies as st

from notecheck import codes
from notecheck.codes import table
from notecheck.codes.overrides import overrides
from notecheck.codes.spelling import unknown
from notecheck.errors import CodeError

SPINE = tuple(code for code in table.known_codes() if code[:3] in {"M43", "M45", "M96", "T84", "Q76", "Z98"})


@pytest.mark.parametrize(
    ("code", "billable", "title"),
    [
        ("M96.0", True, "Pseudarthrosis after fusion or arthrodesis"),
        ("M96.1", True, "Postlaminectomy syndrome, not elsewhere classified"),
        ("M43.20", True, "Fusion of spine, site unspecified"),
        ("M43.28", True, "Fusion of spine, sacral and sacrococcygeal region"),
        ("M43.2", False, "Fusion of spine"),
        ("M54.5", False, "Low back pain"),
        ("M54.59", True, "Other low back pain"),
        ("Q76.4", False, "Other congenital malformations of spine, not associated with scoliosis"),
        ("Z98.89", False, "Other specified postprocedural states"),
        ("Z98.890", True, "Other specified postprocedural states"),
        ("T84.226", False, "Displacement of internal fixation device of vertebrae"),
        ("T84.226A", True, "Displacement of internal fixation device of vertebrae, initial encounter"),
        ("M51.36", False, "Other intervertebral disc degeneration, lumbar region"),
        ("M48.061", True, "Spinal stenosis, lumbar region without neurogenic claudication"),
    ],
)
def test_facts(code: str, billable: bool, title: str) -> None:
    assert codes.facts_for(code) == (True, billable, title)


@pytest.mark.parametrize(
    "code", ["M43.29", "M96.9", "M45.0x", "T84.2XXA", "M54.19", "M40-M43", "13", "", "gibberish"]
)
def test_what_is_no_code(code: str) -> None:
    assert codes.facts_for(code) == (False, False, "")
    with pytest.raises(CodeError):
        codes.normalise(code)


def test_billable_is_what_the_official_list_of_codes_holds() -> None:
    raw = resources.files("simple_icd_10_cm.data").joinpath("code-list-April-2026.txt").read_text("utf-8")
    listed = {line.split(" ")[0].replace(".", "") for line in raw.splitlines() if line.strip()}
    billable = {code.replace(".", "") for code in table.known_codes() if table.billable(code)}
    assert len(billable) > 70_000
    assert billable <= listed
    assert not {code for code in listed - billable if codes.facts_for(code).billable}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("m43.21", "M43.21"),
        ("M43.2 ", "M43.2"),
        (" M43 .2\t6", "M43.26"),
        ("M4321", "M43.21"),
        ("t8463xa", "T84.63XA"),
        ("T84.63XA", "T84.63XA"),
        ("M43.2-", "M43.2"),
        ("M80.-", "M80"),
        ("T84.21-", "T84.21"),
        ("M96", "M96"),
    ],
)
def test_normalise(written: str, code: str) -> None:
    assert codes.normalise(written) == code


@given(
    code=st.sampled_from(SPINE),
    lower=st.booleans(),
    dotless=st.booleans(),
    place=st.integers(0, 8),
    blank=st.sampled_from(["", " ", "\t", "\u00a0", "\r\n"]),
)
def test_case_blanks_and_the_dot_do_not_matter(
    code: str, lower: bool, dotless: bool, place: int, blank: str
) -> None:
    written = code.lower() if lower else code
    written = written.replace(".", "") if dotless else written
    assert codes.normalise(written[:place] + blank + written[place:]) == code


def test_a_dash_wants_subdivisions() -> None:
    with pytest.raises(CodeError, match=r"^M45\.0 has no subdivisions"):
        codes.normalise("M45.0-")


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ("M43.29", "M43.20 M43.21 M43.22 M43.23 M43.24 M43.25 M43.26 M43.27 M43.28"),
        ("M43.2O", "M43.20 M43.26"),  # a letter for the digit
        ("M96.9", "M96.0 M96.1"),
        ("M54.5X", "M54.50 M54.51 M54.59"),
        ("T84.63A", "T84.63XA"),  # the placeholder left out
        ("M53.21", "M53.2X1"),
        ("N43.26", "M43.26"),
        ("M69.0", "M96.0"),  # changed about
        ("M43.261", "M43.26"),  # too long
        ("T84.2XXA", "T84.21 T84.22"),
    ],
)
def test_the_error_names_the_nearest_codes(wrong: str, near: str) -> None:
    assert set(near.split()) <= set(codes.nearest(wrong))
    assert len(codes.nearest(wrong)) <= 9
    with pytest.raises(CodeError) as caught:
        codes.normalise(wrong)
    assert all(code in str(caught.value) for code in near.split())
    assert "\n" not in str(caught.value)


@given(st.text(max_size=20) | st.text("M439X.-06 a", max_size=9))
def test_any_text_is_a_code_or_has_one_line_to_say(text: str) -> None:
    assert codes.facts_for(text).exists or "\n" not in unknown(text)
    assert all(codes.facts_for(near).exists for near in codes.nearest(text))


def test_the_error_holds_no_text_of_a_note() -> None:
    with pytest.raises(CodeError) as caught:
        codes.normalise("Mr Jones, seen today for back pain")
    assert "Jones" not in str(caught.value)


def test_ancestors_of_a_category_that_is_a_block_too_end() -> None:
    assert package.get_parent("M96") == "M96"  # the trap
    assert table.ancestors("M96.0") == ("M96", "13")
    assert table.ancestors("M96") == ("13",)
    assert [node.name for node in codes.lookup("M43.26").ancestors] == ["M43.2", "M43", "M40-M43", "13"]


def test_no_note_is_counted_twice_under_such_a_category() -> None:
    notes = [(note.node, note.kind, note.text) for note in codes.lookup("M96.1").notes]
    assert len(notes) == len(set(notes))
    assert ("M96", "Excludes2", "periprosthetic fracture around internal prosthetic joint (M97.-)") in notes


def test_notes_are_inherited_with_the_node_they_come_from() -> None:
    assert package.get_excludes1("M43.21") == []  # the trap
    code = codes.lookup("M43.21")
    assert code.own == ()
    found = {(note.node, note.text) for note in code.inherited if note.kind == "Excludes1"}
    assert ("M43.2", "congenital fusion of spine (Q76.4)") in found
    assert ("M43", "Klippel-Feil syndrome (Q76.1)") in found
    assert len(found) == 10
    assert {note.node for note in code.inherited} == {"M43.2", "M43", "13"}


def test_own_notes_stay_apart() -> None:
    code = codes.lookup("m43.2")
    assert [note.kind for note in code.own] == [
        "Inclusion term",
        "Excludes1",
        "Excludes1",
        "Excludes2",
        "Excludes2",
    ]
    assert code.children[0] == "M43.20"
    assert len(code.children) == 9


def test_seventh_characters_are_notes() -> None:
    texts = [note.text for note in codes.lookup("T84.21").notes if note.kind == "Seventh character"]
    assert texts == ["A = initial encounter", "D = subsequent encounter", "S = sequela"]


def test_release() -> None:
    assert codes.release().id == "ICD-10-CM FY2026 April 1 2026 (package simple-icd-10-cm 1.5.0)"
    assert codes.lookup("M96.0").release == codes.release().id
    assert codes.release().last_day == "2026-09-30"


def test_a_release_not_known_is_said_to_be_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table.metadata, "version", lambda name: "9.9.9")
    assert table.release.__wrapped__().id == ("ICD-10-CM of unknown release (package simple-icd-10-cm 9.9.9)")


@pytest.mark.parametrize("reading", overrides().readings, ids=lambda reading: reading.node)
def test_every_documented_reading_is_printed_so_in_the_table(reading: codes.Reading) -> None:
    notes = [note for note in table.notes_of(reading.node) if note.reading == reading]
    assert [(note.node, note.kind, note.text) for note in notes] == [
        (reading.node, reading.kind, reading.literal)
    ]
    assert all(
        codes.facts_for(end).exists for target in notes[0].targets for end in (target.first, target.last)
    )


def test_the_table_is_not_read_on_import() -> None:
    script = "import sys, notecheck.codes, notecheck.cli_codes; print('simple_icd_10_cm' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
