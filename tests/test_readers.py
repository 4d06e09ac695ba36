"""Files into text: every encoding that charts come in, and an error with its mend for the rest."""

from __future__ import annotations

import codecs
import io
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notecheck import NoteError, read_note
from notecheck.readers.finding import find_notes, is_single
from notecheck.readers.names import shown
from notecheck.readers.plain import decode

NOTE = "Naïve reading: fusion at L4–L5, 38.5°C.\r\n\tPlan: CT “now”.\n"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(NOTE.encode(), NOTE, id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + NOTE.encode(), NOTE, id="utf-8 with mark"),
        pytest.param(codecs.BOM_UTF16_LE + NOTE.encode("utf-16-le"), NOTE, id="utf-16 little-endian"),
        pytest.param(codecs.BOM_UTF16_BE + NOTE.encode("utf-16-be"), NOTE, id="utf-16 big-endian"),
        pytest.param(NOTE.encode("utf-32"), NOTE, id="utf-32"),
        pytest.param("Plain words.".encode("utf-16-le"), "Plain words.", id="utf-16-le without mark"),
        pytest.param("Plain words.".encode("utf-16-be"), "Plain words.", id="utf-16-be without mark"),
        pytest.param(NOTE.encode("cp1252"), NOTE, id="windows-1252"),
        pytest.param(b"MSH|^~\\&|A\rOBX|1|TX\r\x1c\r", "MSH|^~\\&|A\rOBX|1|TX\r\x1c\r", id="hl7 marks"),
        pytest.param("Pain 🦴 8/10".encode(), "Pain 🦴 8/10", id="emoji"),
        pytest.param(b"a\x0cb\n", "a\x0cb\n", id="form feed"),
    ],
)
def test_text_is_read_as_written(data: bytes, text: str) -> None:
    assert decode(data, "n") == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \r\n\t ", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        (codecs.BOM_UTF16_LE + "\n".encode("utf-16-le"), "is empty"),
        (b"%PDF-1.7 text", "is a PDF"),
        (b"{\\rtf1\\ansi hello}", "is an RTF document"),
        (b"PK\x03\x04rest", "is a Word document or a zip archive"),
        (b"\x89PNG\r\n\x1a\n", "is an image"),
        (b"words\0words", "is not text"),
        (bytes(range(256)), "is not text"),
        (b"\x01\x02\x03\x04", "is not text"),
        (b"caf\x81 \x9d", "is not text"),  # bytes that Windows-1252 does not have
        (codecs.BOM_UTF16_LE + b"a", "is not text"),  # half a character
    ],
)
def test_what_is_no_note_is_refused_with_the_mend(data: bytes, says: str) -> None:
    with pytest.raises(NoteError) as caught:
        decode(data, "visit.txt")
    message = str(caught.value)
    assert message.startswith(f"visit.txt: {says}")
    assert "; " in message
    assert "\n" not in message


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_every_unicode_text_survives_each_encoding(text: str) -> None:
    if text.isspace() or text.startswith("\ufeff"):
        return
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        assert decode(mark + text.encode(encoding), "n") == text


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_one_line(data: bytes) -> None:
    try:
        text, error = decode(data, "n"), ""
    except NoteError as caught:
        text, error = "", str(caught)
    assert bool(text.strip()) != bool(error)
    assert "\n" not in error


def test_a_note_keeps_its_path_and_context(tmp_path: Path) -> None:
    path = tmp_path / "visit.txt"
    path.write_bytes(NOTE.encode())
    note = read_note(path, date="2024-05-02", setting="inpatient")
    assert (note.text, note.date, note.setting) == (NOTE, "2024-05-02", "inpatient")
    assert note.id.endswith("visit.txt")


def test_standard_input_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NOTE.encode("utf-16"))))
    assert read_note("-").text == NOTE
    assert read_note.__doc__


@pytest.mark.parametrize("size", [11, 5000])
def test_the_size_limit_is_in_bytes(tmp_path: Path, size: int) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(b"x" * size)
    with pytest.raises(NoteError, match=r"over the limit of 10; split it, or raise --max-bytes"):
        read_note(path, max_bytes=10)
    assert len(read_note(path, max_bytes=size).text) == size


def test_standard_input_is_limited_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 11)))
    with pytest.raises(NoteError, match="over the limit of 10"):
        read_note("-", max_bytes=10)


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoteError, match=r"gone\.txt: no such file; check the path"):
        read_note(tmp_path / "gone.txt")
    with pytest.raises(NoteError, match="is a folder"):
        read_note(tmp_path)


@pytest.mark.parametrize("text", ["SECRET note\nline two", "SECRET " * 800])
def test_a_note_given_as_a_path_is_not_repeated(text: str) -> None:
    found = find_notes([text])
    messages = [str(error) for error in found.errors]
    for path in found.paths:
        with pytest.raises(NoteError) as caught:
            read_note(path)
        messages.append(str(caught.value))
    assert messages
    assert all("SECRET" not in message and "notecheck check -" in message for message in messages)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_read(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"Piped note.")
    os.close(writing)
    with os.fdopen(reading):
        assert read_note(f"/dev/fd/{reading}").text == "Piped note."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.txt",
        "a.TXT",
        "README.md",
        "c.md",
        "scan.png",
        ".hidden.txt",
        "deep/d.txt",
        ".git/e.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("words")
    return tmp_path


def names(paths: tuple[str, ...], folder: Path) -> list[str]:
    return [Path(path).relative_to(folder).as_posix() for path in paths]


def test_a_folder_means_its_notes(folder: Path) -> None:
    assert names(find_notes([str(folder)]).paths, folder) == ["a.TXT", "b.txt", "c.md", "deep/d.txt"]


def test_patterns_files_and_folders_are_read_once_each(folder: Path) -> None:
    asked = [str(folder / "b.txt"), str(folder / "*.txt"), str(folder / "deep"), "-"]
    found = find_notes(asked)
    assert [p for p in found.paths if p != "-"] == [
        str(folder / "b.txt"),
        str(folder / "deep" / "d.txt"),
    ]
    assert found.paths[-1] == "-"
    assert not found.errors


def test_what_matches_nothing_is_named_and_the_rest_is_read(folder: Path) -> None:
    (folder / "empty").mkdir()
    found = find_notes([str(folder / "*.rtf"), str(folder / "empty"), str(folder / "b.txt")])
    assert [str(error).partition("; ")[0].rpartition(": ")[2] for error in found.errors] == [
        "matches no file",
        "holds no notes (.txt, .text, .note, .md)",
    ]
    assert names(found.paths, folder) == ["b.txt"]


def test_brackets_in_a_real_name_are_no_pattern(folder: Path) -> None:
    (folder / "note[1].txt").write_text("words")
    asked = [str(folder / "note[1].txt")]
    assert find_notes(asked).paths == tuple(asked)
    assert is_single(asked)


@pytest.mark.parametrize(
    ("asked", "single"),
    [(["-"], True), (["a.txt"], True), (["*.txt"], False), (["a", "b"], False), (["."], False)],
)
def test_one_note_or_several(asked: list[str], single: bool) -> None:
    assert is_single(asked) is single


def test_names_are_shown_on_one_line() -> None:
    assert shown("a\nb\x1b[31m.txt") == "a\\nb\\x1b[31m.txt"
    assert shown(os.fsdecode(b"caf\xe9.txt")) == "caf\\udce9.txt"
    assert shown(Path("ö.txt")) == "ö.txt"
