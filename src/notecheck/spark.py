"""Notes on a Spark cluster: each worker process holds one pipeline and reads its share.

    checked = check_notes(frame, text_col="text", id_col="id")

notecheck must be installed on the executors (``notecheck[spark]``); nothing else has to be there.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from notecheck.batch.inputs import COLUMNS as PARTS
from notecheck.batch.inputs import Reading, Unread, note_of
from notecheck.batch.jobs import CheckJob, failed
from notecheck.batch.rows import COLUMNS, rows
from notecheck.checklist import load_checklists
from notecheck.errors import MissingExtraError, NotecheckError
from notecheck.note import Note
from notecheck.omop import FINDINGS, NOTE_NLP, findings, note_nlp
from notecheck.report import Report

if TYPE_CHECKING:
    from notecheck.checker import Checker

SLICE = 200
"""Notes whose results are held before they go back to Spark."""

Record = dict[str, Any]


def schema() -> Any:
    """Return the schema of what :func:`check_notes` gives, the same as that of Parquet output."""
    return _struct(COLUMNS)


def check_notes(
    df: Any,
    *,
    text_col: str = "text",
    id_col: str = "id",
    date_col: str | None = None,
    setting_col: str | None = None,
    codes: Sequence[str] | None = None,
    setting: str = "outpatient",
    checklists: Iterable[str] = (),
) -> Any:
    """Return a frame with one row a note and code, its items as an array of structs.

    Parameters
    ----------
    df: a Spark frame with a row a note.
    text_col, id_col, date_col, setting_col: its columns; a date is a date or ISO text.
    codes: ICD-10-CM codes to check; None for those that each note points to.
    setting: where ``setting_col`` is not given or empty.
    checklists: folders of your own checklists, at the same path on every executor.

    A note that points to no code has no row; one that cannot be checked has one, with ``error``.
    Raises CodeError for an unknown code, NotecheckError for a column that is not there, before
    anything runs.
    """
    columns = {"text": text_col, "id": id_col, "date": date_col, "setting": setting_col}
    named = {part: name for part, name in columns.items() if name is not None}
    share = _Share(named, setting, _known(codes, checklists), tuple(checklists))
    return _selected(df, named.values()).mapInPandas(share.rows_of(_report_rows, COLUMNS), schema())


def check_omop(
    note: Any,
    *,
    codes: Sequence[str] | None = None,
    setting: str = "outpatient",
    checklists: Iterable[str] = (),
    day: datetime.date | None = None,
) -> tuple[Any, Any]:
    """Read OMOP's NOTE and return two frames: rows for NOTE_NLP, and the findings beside it.

    ``note`` is the NOTE table of CDM 5.4; of it ``note_id``, ``person_id``, ``note_date`` and
    ``note_text`` are used. ``day`` is the day of the run (default: today). ``note_nlp_id`` is
    unique, 64 bits wide and not without gaps. The notes are read once for both frames, whose
    common source is persisted: call ``spark.catalog.clearCache()`` when both are written.
    """
    from pyspark.sql import functions

    named = {"text": "note_text", "id": "note_id", "date": "note_date", "person": "person_id"}
    share = _Share(named, setting, _known(codes, checklists), tuple(checklists))
    both: list[tuple[str, Any]] = [("nlp", list(NOTE_NLP)), ("findings", list(FINDINGS))]
    make = _OmopRows(day or datetime.date.today())
    read = _selected(note, named.values()).mapInPandas(share.rows_of(make, both), _struct(both)).persist()
    nlp = read.select(functions.explode("nlp").alias("row")).select("row.*")
    nlp = nlp.select(functions.monotonically_increasing_id().alias("note_nlp_id"), "*")
    return nlp, read.select(functions.explode("findings").alias("row")).select("row.*")


class _Share:
    """What a worker does with its share of the notes; it travels to the worker."""

    def __init__(
        self, columns: dict[str, str], setting: str, codes: tuple[str, ...] | None, folders: tuple[str, ...]
    ) -> None:
        self._columns = columns
        self._reading = Reading(
            columns={part: name for part, name in columns.items() if part in PARTS},
            setting=setting,  # type: ignore[arg-type]  # the check refuses what is neither
        )
        self._codes = codes
        self._folders = folders

    def rows_of(
        self, make: Callable[[Report, Record, str], list[Record]], columns: Sequence[tuple[str, Any]]
    ) -> Callable[[Iterator[Any]], Iterator[Any]]:
        """Return the function that Spark gives batches of notes and takes batches of rows from."""
        names = [name for name, _ in columns]

        def work(batches: Iterator[Any]) -> Iterator[Any]:
            import pandas

            job = CheckJob(_checker(self._folders), self._codes)
            for batch in batches:
                for at in range(0, len(batch), SLICE):
                    records = batch.iloc[at : at + SLICE].astype(object).to_dict("records")
                    made = [row for record in records for row in self._made(job, make, record)]
                    yield pandas.DataFrame(made, columns=names, dtype=object)

        return work

    def _made(
        self, job: CheckJob, make: Callable[[Report, Record, str], list[Record]], record: Record
    ) -> list[Record]:
        values = {key: None if _is_absent(value) else value for key, value in record.items()}
        item = note_of(values, "a note without id", self._reading)
        if isinstance(item, Unread):
            name = values.get(self._columns["id"])
            note = Note(text="", id=item.id if name is None else str(name))
            return make(failed(note, item.why.removeprefix(f"{item.id}: ")), values, "")
        return make(job(item), values, item.text)


def _report_rows(report: Report, record: Record, text: str) -> list[Record]:
    return rows(report)


class _OmopRows:
    """Makes the rows of both OMOP tables, as one row that holds two arrays."""

    def __init__(self, day: datetime.date) -> None:
        self._day = day

    def __call__(self, report: Report, record: Record, text: str) -> list[Record]:
        note_id, person = int(record["note_id"]), record["person_id"]
        return [
            {
                "nlp": note_nlp(report, text, note_id=note_id, day=self._day),
                "findings": findings(
                    report,
                    note_id=note_id,
                    person_id=None if person is None else int(person),
                    day=self._day,
                ),
            }
        ]


@cache
def _checker(folders: tuple[str, ...]) -> Checker:
    """Return the one checker of this worker process."""
    from notecheck.checker import Checker

    return Checker(checklists=folders or None)


def _known(codes: Sequence[str] | None, checklists: Iterable[str]) -> tuple[str, ...] | None:
    """Return the codes; an unknown one is said here, once, and not by every executor."""
    if codes is None:
        return None
    known = load_checklists(tuple(checklists))
    return tuple([known[code].code for code in codes])


def _selected(df: Any, names: Iterable[str]) -> Any:
    wanted = list(names)
    gone = [name for name in wanted if name not in df.columns]
    if gone:
        raise NotecheckError(f"the frame has no column {', '.join(gone)}; it has {', '.join(df.columns)}")
    return df.select(*wanted)


def _is_absent(value: Any) -> bool:
    """Tell null from a value; what pandas makes of null differs from itself, or is NaT."""
    return value is None or value != value


def _struct(columns: Sequence[tuple[str, Any]]) -> Any:
    try:
        from pyspark.sql import types
    except ImportError:
        raise MissingExtraError("Spark needs pyspark; install it: pip install 'notecheck[spark]'") from None
    simple = {
        "string": types.StringType(),
        "int": types.IntegerType(),
        "long": types.LongType(),
        "double": types.DoubleType(),
        "boolean": types.BooleanType(),
        "date": types.DateType(),
        "timestamp": types.TimestampType(),
        "strings": types.ArrayType(types.StringType()),
    }
    return types.StructType(
        [
            types.StructField(
                name, types.ArrayType(_struct(kind)) if isinstance(kind, list) else simple[kind]
            )
            for name, kind in columns
        ]
    )
