"""Files of many notes: what is read of them, and what is no note."""

from __future__ import annotations

import csv
import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from notecheck import Note, NotecheckError, NoteError
from notecheck.batch.inputs import Reading, Unread, count_records, kind_of, parse_columns, read_records

PLAIN = Reading(columns={})
TEXT = 'Line, "one"\r\n\tline two 🙂\n'


def write(path: Path, records: list[dict[str, Any]]) -> str:
    """Write records in the format of the file's name."""
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(r, default=str) + "\n" for r in records), encoding="utf-8")
    elif path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(records[0]))
            table.writeheader()
            table.writerows(records)
    else:
        arrow = pytest.importorskip("pyarrow")
        pytest.importorskip("pyarrow.parquet").write_table(arrow.Table.from_pylist(records), path)
    return str(path)


@pytest.fixture(params=[".jsonl", ".csv", ".parquet"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / f"notes{request.param}"


def read(path: str | Path, reading: Reading = PLAIN) -> list[Note | Unread]:
    kind = kind_of(str(path))
    assert kind is not None
    return list(read_records(str(path), kind, reading))


def test_a_record_is_a_note_character_for_character(file: Path) -> None:
    path = write(file, [{"text": TEXT, "id": "a", "date": "2024-05-02", "setting": "inpatient", "more": 1}])
    assert read(path) == [Note(text=TEXT, id="a", date="2024-05-02", setting="inpatient")]
    assert count_records(path, str(kind_of(path))) == 1


def test_the_columns_of_omop_are_known(file: Path) -> None:
    days = [datetime.date(2024, 5, 2), datetime.date(2024, 5, 3)]
    records = [{"note_id": n, "note_text": f"note {n}", "note_date": day} for n, day in enumerate(days, 7)]
    assert read(write(file, records)) == [
        Note(text="note 7", id="7", date="2024-05-02"),
        Note(text="note 8", id="8", date="2024-05-03"),
    ]


def test_columns_are_named_and_the_run_fills_what_is_missing(file: Path) -> None:
    reading = Reading(
        columns=parse_columns("text=body, id=key,date=seen"), date="2024-01-01", setting="inpatient"
    )
    path = write(
        file, [{"body": "x", "key": "k", "seen": "2024-05-02 08:30:00"}, {"body": "y", "key": "", "seen": ""}]
    )
    assert read(path, reading) == [
        Note(text="x", id="k", date="2024-05-02", setting="inpatient"),
        Note(text="y", id=f"{path}:2", date="2024-01-01", setting="inpatient"),
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{"id": "a"}', "has no text in text or note_text; name the column: --columns text=NAME"),
        ('{"text": 5}', "has no text in text or note_text"),
        ("not json", "is no JSON object; one a line is read"),
        ('["text"]', "is no JSON object"),
        ('{"text": "' + "x" * 50 + '"}', "is over the limit of 40 bytes; split it, or raise --max-bytes"),
    ],
)
def test_a_bad_record_is_named_and_the_next_is_read(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "n.jsonl"
    path.write_text(f'{content}\n\n{{"text": "good"}}\n')
    bad, good = read(path, Reading(columns={}, max_bytes=40))
    assert isinstance(bad, Unread)
    assert bad.id == f"{path}:1"
    assert f"{path}:1: {says}" in bad.why
    assert good == Note(text="good", id=f"{path}:2")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("n.csv", b"text\nna\xefve\n", "is not in UTF-8; save it as UTF-8"),
        ("n.parquet", b"text\nx\n", "is no Parquet file; check the file"),
        ("gone.jsonl", None, "no such file; check the path"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, name: str, content: bytes | None, says: str) -> None:
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(NoteError, match=says):
        read(tmp_path / name)


def test_a_byte_order_mark_is_no_part_of_a_name(tmp_path: Path) -> None:
    for name, content in (("a.csv", "text\nx\n"), ("a.jsonl", '{"text": "x"}\n')):
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + content.encode())
        assert [getattr(note, "text", note) for note in read(tmp_path / name)] == ["x"]


def test_a_long_note_fits_into_a_cell_and_the_limit_of_others_stays(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    path = write(tmp_path / "n.csv", [{"text": "x" * 300_000}])
    assert len(read(path)[0].text) == 300_000  # type: ignore[union-attr]
    assert csv.field_size_limit() == before


@pytest.mark.parametrize("text", ["body", "words=body", "text=", "=x"])
def test_columns_are_pairs_of_known_parts(text: str) -> None:
    with pytest.raises(NotecheckError, match="--columns takes pairs"):
        parse_columns(text)
