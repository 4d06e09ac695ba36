"""``notecheck check``: notes in, reports out, one exit status for the run."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from notecheck import cli_options as options
from notecheck.cli_options import Checklists, Color, Date, Setting
from notecheck.cli_tally import StoppedError, Tally, named
from notecheck.cli_terminal import colored, progress, width
from notecheck.errors import NotecheckError
from notecheck.interrupts import held

if TYPE_CHECKING:
    from notecheck.cli_output import Wanted

EXAMPLES = """\b
Examples:
  notecheck check note.txt --code M96.0 --date 2024-05-02
  notecheck check notes/ --code M96.0,M96.1 --format html --output reports
  notecheck check "2024/**/*.txt" --format brief --exit-zero
  cat note.txt | notecheck check - --format json
\b
Exit status: 0 no gaps, 1 gaps found, 2 something could not be checked."""


def check(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Files, folders, glob patterns, or - for standard input.",
            show_default=False,
        ),
    ],
    code: Annotated[
        list[str] | None,
        options.codes(
            "ICD-10-CM code to check for; repeat it, or separate several by commas. "
            "Without it: the codes that each note points to."
        ),
    ] = None,
    date: Date = None,
    setting: Setting = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="text, brief, concise, json, jsonl or html; "
            "for pipelines csv, parquet, sarif, junit, github or gitlab.",
        ),
    ] = "text",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="Write to this file instead of the terminal; for HTML a folder, one file a note.",
            show_default=False,
        ),
    ] = None,
    checklists: Checklists = None,
    max_bytes: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Size limit of a note (default: 5,000,000).")
    ] = None,
    workers: Annotated[
        int, typer.Option("--workers", "-w", min=1, metavar="N", help="Processes that share the notes.")
    ] = 1,
    input_format: Annotated[
        str | None,
        typer.Option(
            metavar="FORMAT",
            help="jsonl, csv or parquet: files that hold many notes (default: by the name's end).",
        ),
    ] = None,
    columns: Annotated[
        str,
        typer.Option(
            metavar="PART=NAME,...",
            help="Columns of such files, for text, id, date and setting (default: these, or those of OMOP).",
        ),
    ] = "",
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where a run into a jsonl, csv or parquet file stopped.")
    ] = False,
    color: Color = None,
    audience: Annotated[
        str,
        typer.Option(
            metavar="WHO", help="coder (all of it) or provider (no word of codes), for text and html."
        ),
    ] = "coder",
    redact: Annotated[
        bool,
        typer.Option("--redact", help="A copy to share: only evidence, without names, numbers and dates."),
    ] = False,
    include_text: Annotated[
        bool, typer.Option("--include-text", help="Let the formats for pipelines quote the note.")
    ] = False,
    exit_zero: Annotated[bool, options.exit_zero("gaps are found")] = False,
) -> None:
    """Check notes for codes.

    For each code: the verdict, what is missing and what to document, then what is met and by which
    words on which line.
    """
    # Imported here, as all of this reaches spaCy or pydantic, which --help does without.
    from notecheck import settings as configuration
    from notecheck.batch.inputs import Reading, parse_columns
    from notecheck.batch.jobs import CheckJob
    from notecheck.batch.sharing import results
    from notecheck.checker import Checker
    from notecheck.cli_notes import Notes
    from notecheck.cli_output import SUMMED_UP, Wanted, open_output
    from notecheck.note import day
    from notecheck.readers.finding import find_notes, is_single

    configured = configuration.override(
        configuration.find(), checklists=checklists, codes=code, setting=setting, max_bytes=max_bytes
    )
    day(date)
    found = find_notes(paths)
    reading = Reading(
        columns=parse_columns(columns),
        date=date,
        setting=configured.setting,
        max_bytes=configured.max_bytes,
    )
    notes = Notes(found.paths, reading, input_format)
    wanted = Wanted(
        format=format_,
        audience=audience,
        include_text=include_text,
        output=output,
        single=is_single(paths) and notes.of_one(),
        width=width(to_terminal=output is None),
        color=colored(color, to_terminal=output is None),
    )
    tally = Tally()
    checker = Checker(checklists=configured.checklists or None)
    job = CheckJob(checker, configured.codes or None)
    grows = _grows(wanted, resume)
    with progress(notes.count, hidden=output is None and sys.stdout.isatty()) as tell:
        if grows:
            from notecheck.batch.records import RecordJob
            from notecheck.cli_records import write

            for error in found.errors:
                tally.fail(str(error))
            record_job = RecordJob(job, format_, redact=redact, include_text=include_text)
            write(record_job, notes, grows, workers=workers, resume=resume, tally=tally, tell=tell)
        else:
            from notecheck.cli_making import Making

            made_of_all = results(Making(job, wanted, redact=redact), notes, workers=workers)
            try:
                with open_output(wanted) as sink, closing(made_of_all):
                    tally.hear = sink.fail
                    for error in found.errors:
                        tally.fail(str(error))
                    for made in made_of_all:
                        with held():  # what is written is counted
                            if made.error is None:
                                sink.add(made)
                                tally.count(made.verdicts)
                            else:
                                tally.fail(named(made.name, made.error))
                            tell(tally.done)
            except KeyboardInterrupt:
                raise StoppedError(f"stopped; {wanted.left(tally.reported)}") from None
    if output is None and format_ in SUMMED_UP and tally.reported and not wanted.single:
        print(f"\n{tally.summary()}")
    elif output is not None:
        where = output / "index.html" if format_ == "html" and output.is_dir() else output
        print(f"{tally.summary()}; see {where}", file=sys.stderr)
    raise typer.Exit(tally.status(exit_zero=exit_zero))


def _grows(wanted: Wanted, resume: bool) -> Path | None:
    """Return the file that a run writes record by record, None where it writes otherwise."""
    from notecheck.batch.records import RECORD_FORMATS

    path = wanted.output
    if wanted.format == "parquet" and path is None:
        raise NotecheckError("Parquet goes into a file or a folder of parts; name it: --output PATH")
    folder = path is not None and path.is_dir() and wanted.format != "parquet"
    if path is not None and wanted.format in RECORD_FORMATS and not folder:
        return path
    if resume:
        raise NotecheckError("--resume continues a file of jsonl, csv or parquet; name it: --output FILE")
    return None
