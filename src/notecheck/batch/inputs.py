"""Files of many notes: JSON lines, CSV and Parquet, read record by record.

A record is a note: its text, and where they are known its id, date and setting. The columns may be
called as in this package or as in the NOTE table of OMOP; others are named by the caller.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from notecheck.batch.arrow import parquet
from notecheck.errors import NotecheckError, NoteError
from notecheck.note import Note, Setting
from notecheck.readers.names import shown

KINDS = ("jsonl", "csv", "parquet")
SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "note_text"),
    "id": ("id", "note_id"),
    "date": ("date", "note_date"),
    "setting": ("setting",),
}
"""What each part of a note may be called, the first that is there counts."""

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unread:
    """Stands for a note that could not be read; ``why`` is one line that names the place."""

    id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How records become notes. ``columns`` maps parts of a note to names of columns; ``date`` and
    ``setting`` hold where a record has none; ``max_bytes`` limits each text."""

    columns: Mapping[str, str]
    date: str | None = None
    setting: Setting | None = None
    max_bytes: int = 5_000_000


def kind_of(path: str) -> str | None:
    """Return the kind of records that a file's name promises, None where it is a note itself."""
    return SUFFIXES.get(Path(path).suffix.lower())


def parse_columns(text: str) -> dict[str, str]:
    """Read ``text=NOTE_TEXT,id=NOTE_ID``. Raises NotecheckError for a part that a note has not."""
    columns: dict[str, str] = {}
    for pair in filter(None, (piece.strip() for piece in text.split(","))):
        part, equals, name = pair.partition("=")
        if part not in COLUMNS or not equals or not name:
            raise NotecheckError(
                f"--columns takes pairs such as text=NOTE_TEXT, for any of {', '.join(COLUMNS)}"
            )
        columns[part] = name
    return columns


def read_records(path: str, kind: str, reading: Reading) -> Iterator[Note | Unread]:
    """Yield the notes of a file in its order; a record that is no note gives an Unread.

    A note without an id is called by its place: ``notes.csv:3``, the third record. Raises NoteError
    where the file itself cannot be read, MissingExtraError for Parquet without pyarrow.
    """
    name = shown(path)
    try:
        for number, record in enumerate(_READERS[kind](Path(path), reading), 1):
            yield note_of(record, f"{name}:{number}", reading)
    except FileNotFoundError:
        raise NoteError(f"{name}: no such file; check the path") from None
    except UnicodeDecodeError:
        raise NoteError(f"{name}: is not in UTF-8; save it as UTF-8") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NoteError(f"{name}: cannot be read ({reason}); check the file") from None


def count_records(path: str, kind: str) -> int | None:
    """Return how many records a file holds, None where that takes as long as reading them."""
    try:
        if kind == "parquet":
            return int(parquet().ParquetFile(path).metadata.num_rows)
        if kind == "jsonl":
            with Path(path).open("rb") as file:
                return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
        with Path(path).open(encoding="utf-8-sig", newline="") as text:
            return max(0, sum(1 for _ in csv.reader(text)) - 1)
    except (OSError, ValueError, csv.Error):
        return None  # reading it will say what is wrong


def note_of(record: Record | str, place: str, reading: Reading) -> Note | Unread:
    """Return the note of a record, which is called by ``place`` where it has no id.

    What is no note gives an Unread; so does a text, which says what is wrong with the record.
    """
    if isinstance(record, str):
        return Unread(place, f"{place}: {record}")
    values = {part: _value(record, part, reading) for part in COLUMNS}
    text = values["text"]
    if not isinstance(text, str):
        wanted = reading.columns.get("text") or " or ".join(COLUMNS["text"])
        return Unread(place, f"{place}: has no text in {wanted}; name the column: --columns text=NAME")
    if len(text) > reading.max_bytes or len(text.encode("utf-8", "replace")) > reading.max_bytes:
        return Unread(
            place,
            f"{place}: is over the limit of {reading.max_bytes:,} bytes; split it, or raise --max-bytes",
        )
    setting = str(values["setting"]).strip().lower() if values["setting"] else reading.setting
    return Note(
        text=text,
        id=place if values["id"] in (None, "") else str(values["id"]),
        date=_day(values["date"]) or reading.date,
        setting=setting,  # type: ignore[arg-type]  # the check refuses what is neither
    )


def _value(record: Record, part: str, reading: Reading) -> Any:
    asked = reading.columns.get(part)
    for name in (asked,) if asked else COLUMNS[part]:
        if name in record:
            return record[name]
    return None


def _day(value: Any) -> str | None:
    """Return a date as an ISO day; a time after it is cut off, what is no date is left to the check."""
    text = "" if value is None else str(value).strip()
    return text[:10] if text[10:11] in ("T", " ") else text or None


def _jsonl(path: Path, reading: Reading) -> Iterator[Record | str]:
    with path.open("rb") as file:
        for line in file:
            if line.isspace():
                continue
            try:
                record = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
            except (ValueError, RecursionError):
                record = None
            yield record if isinstance(record, dict) else "is no JSON object; one a line is read"


def _csv(path: Path, reading: Reading) -> Iterator[Record | str]:
    before = csv.field_size_limit(sys.maxsize)  # the limit of a note is ours to say
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, restkey=""):
                yield "has more cells than the header; quote cells that hold commas" if "" in row else row
    except csv.Error:
        raise NoteError(f"{shown(path)}: is no CSV; save it with commas and quotes") from None
    finally:
        csv.field_size_limit(before)


def _parquet(path: Path, reading: Reading) -> Iterator[Record | str]:
    reader = parquet()
    try:
        file = reader.ParquetFile(path)
        names = set(reading.columns.values()) | {name for names in COLUMNS.values() for name in names}
        wanted = [name for name in file.schema_arrow.names if name in names]
        for batch in file.iter_batches(batch_size=256, columns=wanted):
            yield from batch.to_pylist()
    except ValueError:  # what pyarrow raises for a file of another kind
        raise NoteError(f"{shown(path)}: is no Parquet file; check the file") from None


_READERS: dict[str, Callable[[Path, Reading], Iterator[Record | str]]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
}
