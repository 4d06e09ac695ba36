"""Parquet: a folder of parts, or one file that the parts are joined into at the end.

A Parquet file can only be read when it is whole, so a run writes parts of a fixed number of notes,
each whole or not there at all. What is resumed is the parts; the notes of one that a stop made
short are done again. So the bytes of the result do not depend on where a run was stopped.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import notecheck
from notecheck.batch.arrow import arrow, parquet
from notecheck.batch.outputs import Items, digest, naming
from notecheck.batch.records import Record
from notecheck.batch.rows import COLUMNS
from notecheck.batch.summary import GAPS, Summary
from notecheck.errors import NotecheckError
from notecheck.readers.names import shown

PART_NOTES = 10_000

_NOTES, _HASH, _RUN = b"notecheck.notes", b"notecheck.hash", b"notecheck.run"


def schema() -> Any:
    """Return the Arrow schema of the rows. Raises MissingExtraError without pyarrow."""
    return arrow().schema([(name, _type(kind)) for name, kind in COLUMNS])


def _type(kind: str | list[tuple[str, Any]]) -> Any:
    pa = arrow()
    if isinstance(kind, list):
        return pa.list_(pa.struct([(name, _type(inner)) for name, inner in kind]))
    simple = {"string": pa.string(), "int": pa.int32(), "double": pa.float64(), "boolean": pa.bool_()}
    return pa.list_(pa.string()) if kind == "strings" else simple[kind]


class Parquet:
    """A name that ends in ``.parquet`` is one file in the end; any other is a folder of parts.

    Until then the parts of one file stand beside it, in ``NAME.parquet.parts``.
    """

    def __init__(self, path: Path, codes: Sequence[str] | None) -> None:
        self._path = path
        self._single = path.suffix.lower() == ".parquet" and not path.is_dir()
        self.folder = path.with_name(path.name + ".parts") if self._single else path
        self._schema = schema()
        self._run = f"{notecheck.__version__} {'*' if codes is None else ','.join(codes)}".encode()
        self._part_notes = PART_NOTES
        self._rows: list[dict[str, Any]] = []
        self._hash = hashlib.sha256()  # of all notes so far, by their own hashes
        self._notes = 0
        self._parts = 0
        self._held = 0
        self._joined = False

    @property
    def place(self) -> Path:
        """The folder of the parts."""
        return self.folder

    def begin(self) -> None:
        """Refuse to mix a new run with what an earlier one has left."""
        if self._written():
            raise NotecheckError(
                f"{shown(self.folder)}: holds parts of an earlier run; go on with --resume, or delete it"
            )

    def skip(self, items: Items, summary: Summary) -> tuple[int, Items]:
        """Walk past the notes of the full parts; each part must be of the notes that it stands for."""
        if self._single and self._path.exists() and not self.folder.exists():
            self._skip_file(self._path, items, summary)
            self._joined = True
            return self._notes, items
        for part in self._written():
            if part != self._part(self._parts) or _about(part)[0] - self._notes < self._part_notes:
                break
            self._skip_file(part, items, summary)
            self._parts += 1
        return self._notes, items

    def _skip_file(self, file: Path, items: Items, summary: Summary) -> None:
        notes, seen, run = _about(file)
        before = self._notes
        while self._notes < notes and (item := next(items, None)) is not None:
            self._hash.update(digest(item).encode())
            self._notes += 1
        if (self._notes, self._hash.hexdigest().encode(), self._run) != (notes, seen, run):
            raise NotecheckError(
                f"{shown(file)}: is not of the notes of this run; resume with the notes, codes and version "
                "that it began with, or name another --output"
            )
        columns = ["note_id", "code", "verdict", "items", "error"]
        table = parquet().read_table(file, columns=columns).to_pylist()
        counted = 0
        for _, rows in groupby(table, key=lambda row: row["note_id"]):
            _count(list(rows), summary)
            counted += 1
        for _ in range(self._notes - before - counted):
            summary.add(())  # it has no rows, so it pointed to no code

    def add(self, record: Record) -> None:
        """Take one record; every so many make a part."""
        if self._joined:
            raise NotecheckError(
                f"{shown(self._path)}: is the result of a run over fewer notes; name another --output"
            )
        self._rows += record.body
        self._hash.update(record.sha256.encode())
        self._notes += 1
        self._held += 1
        if self._held == self._part_notes:
            self._write_part()

    def close(self, *, finished: bool) -> None:
        """Write the last part; after a finished run, join the parts where one file is wanted."""
        if self._joined:
            return
        if self._held or (finished and not self._parts):
            self._write_part()
        if finished and self._single:
            self._join()

    def _written(self) -> list[Path]:
        return sorted(self.folder.glob("part-*.parquet")) if self.folder.is_dir() else []

    def _part(self, number: int) -> Path:
        return self.folder / f"part-{number:06}.parquet"

    def _write_part(self) -> None:
        table = arrow().Table.from_pylist(self._rows, self._schema)
        target = self._part(self._parts)
        with naming(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._write([table], target)
        self._rows, self._held = [], 0
        self._parts += 1

    def _join(self) -> None:
        """Write the parts into one file, a row group each, and remove them when it is there."""
        with naming(self._path):
            self._write((parquet().read_table(self._part(n)) for n in range(self._parts)), self._path)
            shutil.rmtree(self.folder)

    def _write(self, tables: Iterable[Any], target: Path) -> None:
        """Write a file whole or not at all, with a word on what notes it is of."""
        new = target.with_name(target.name + ".tmp")
        with parquet().ParquetWriter(new, self._schema, compression="zstd") as writer:
            for table in tables:
                writer.write_table(table.replace_schema_metadata(None))
            about = {_NOTES: str(self._notes), _HASH: self._hash.hexdigest(), _RUN: self._run}
            writer.add_key_value_metadata({key.decode(): value for key, value in about.items()})
        new.replace(target)


def _about(file: Path) -> tuple[int, bytes, bytes]:
    """Return of which notes a file is: how many up to its end, their hash, and version and codes."""
    try:
        about = parquet().read_metadata(file).metadata or {}
    except (OSError, ValueError):
        about = {}
    return int(about.get(_NOTES, 0)), about.get(_HASH, b""), about.get(_RUN, b"")


def _count(rows: list[dict[str, Any]], summary: Summary) -> None:
    """Count the rows of one note."""
    codes = [
        (row["code"], row["verdict"], tuple(item["id"] for item in row["items"] if item["status"] in GAPS))
        for row in rows
        if row["code"] is not None
    ]
    summary.add(codes, failed=not codes)
