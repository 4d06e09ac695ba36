"""The large runs of ``notecheck check``: progress, the table at the end, and what a stop leaves."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from notecheck.batch.inputs import Unread
from notecheck.batch.records import Record, RecordJob
from notecheck.batch.run import Run, open_records, write_records
from notecheck.cli_tally import StoppedError, Tally, named
from notecheck.errors import NotecheckError
from notecheck.note import Note
from notecheck.readers.names import shown


def write(
    job: RecordJob,
    items: Iterable[Note | Unread],
    path: Path,
    *,
    workers: int,
    resume: bool,
    tally: Tally,
    tell: Callable[[int], None],
) -> None:
    """Write the records of a run to ``path`` and say on standard error what it came to.

    ``tell`` hears how many notes are done. Raises StoppedError on Ctrl-C.
    """
    if resume and job.redact:
        raise NotecheckError(
            "--resume needs the notes' names, which --redact takes out; leave one of them out"
        )
    run = Run()
    failed_now = 0

    def told(record: Record) -> None:
        nonlocal failed_now
        if record.error is not None:
            failed_now += 1
            tally.name(named(record.note_id, record.error))
        tell(run.skipped + run.written)

    output = open_records(path, job)
    try:
        write_records(job, items, output, workers=workers, resume=resume, tell=told, run=run)
    except KeyboardInterrupt:
        done, place = f"{run.skipped + run.written:,}", shown(output.place)
        raise StoppedError(
            f"stopped; {done} notes are in {place}, whole; --resume goes on from there"
        ) from None
    tally.take(run.summary)
    if run.skipped:
        failed_before = run.summary.failed - failed_now
        earlier = f", {failed_before} of them not checked" if failed_before else ""
        _say(f"notecheck: {run.skipped:,} notes were there already{earlier}; {run.written:,} are new")
    table = run.summary.table()
    if table:
        _say(f"\n{table}\n")


def _say(text: str) -> None:
    print(text, file=sys.stderr)
