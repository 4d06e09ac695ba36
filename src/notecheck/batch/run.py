"""A large run: notes through workers into a file of records, from the start or from where it stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from notecheck.batch.inputs import Unread
from notecheck.batch.outputs import Csv, JsonLines, RecordOutput
from notecheck.batch.records import RECORD_FORMATS, Record, RecordJob
from notecheck.batch.sharing import results
from notecheck.batch.summary import Summary
from notecheck.errors import NotecheckError
from notecheck.interrupts import held
from notecheck.note import Note


@dataclass(slots=True)
class Run:
    """How far a run has come: notes written earlier, notes written now, and what they hold."""

    summary: Summary = field(default_factory=Summary)
    skipped: int = 0
    written: int = 0


def open_records(path: Path, job: RecordJob) -> RecordOutput:
    """Return the output for the format of a job. Raises MissingExtraError for Parquet without pyarrow."""
    if job.format == "jsonl":
        return JsonLines(path, None if job.job.codes is None else tuple(job.job.codes))
    if job.format == "csv":
        return Csv(path, include_text=job.include_text)
    if job.format == "parquet":
        from notecheck.batch.parquet import Parquet

        return Parquet(path, job.job.codes)
    raise NotecheckError(f"records are written as {', '.join(RECORD_FORMATS)}, not as {job.format}")


def write_records(
    job: RecordJob,
    items: Iterable[Note | Unread],
    output: RecordOutput,
    *,
    workers: int = 1,
    resume: bool = False,
    tell: Callable[[Record], None] = lambda record: None,
    run: Run | None = None,
) -> Run:
    """Write a record of every item, in order, and return what the run came to.

    ``tell`` hears of each record once it is written; ``run`` is brought up to date as it goes, for
    whoever must know where a run was stopped. However it ends, the output then holds whole records
    of all the notes that were told of, and ``resume`` continues it.
    """
    run = run or Run()
    source = iter(items)
    if resume:
        run.skipped, source = output.skip(source, run.summary)
    else:
        output.begin()
    records = results(job, source, workers=workers)
    finished = False
    try:
        with closing(records):  # the workers end before the file does
            for record in records:
                with held():  # what is written is counted
                    output.add(record)
                    run.written += 1
                    run.summary.add(record.codes, failed=record.error is not None)
                    tell(record)
        finished = True
    finally:
        output.close(finished=finished)
    return run
