"""``notecheck check``: notes in, reports out, one exit status for the run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from notecheck.cli_tally import Tally
from notecheck.cli_terminal import colored as _colored
from notecheck.cli_terminal import width as _width
from notecheck.errors import internal

if TYPE_CHECKING:
    from notecheck.note import Note
    from notecheck.report import Report
    from notecheck.settings import Settings

PROGRESS_FROM = 10  # notes; fewer are done before a bar could be read

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
        typer.Option(
            "--code",
            "-c",
            metavar="CODE",
            help="ICD-10-CM code to check for; repeat it, or separate several by commas. "
            "Without it: the codes that each note points to.",
        ),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Date of the encounter; relative dates count from it."),
    ] = None,
    setting: Annotated[
        str | None,
        typer.Option(metavar="SETTING", help="outpatient (the default) or inpatient."),
    ] = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="text, brief, concise, json, jsonl or html; "
            "for pipelines csv, sarif, junit, github or gitlab.",
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
    checklists: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="Folder of checklists of your own; may be repeated."),
    ] = None,
    max_bytes: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Size limit of a note (default: 5,000,000).")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Notes checked at once.")] = 1,
    color: Annotated[
        bool | None,
        typer.Option(
            "--color/--no-color", help="Colour the text (default: on a terminal).", show_default=False
        ),
    ] = None,
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
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Exit with 0 where gaps are found, for pipelines.")
    ] = False,
) -> None:
    """Check notes for codes.

    For each code: the verdict, what is missing and what to document, then what is met and by which
    words on which line.
    """
    # Imported here, as all of this reaches spaCy or pydantic, which --help does without.
    from notecheck import settings as configuration
    from notecheck.cli_output import SUMMED_UP, Wanted, open_output
    from notecheck.readers.finding import find_notes, is_single

    configured = configuration.override(
        configuration.find(), checklists=checklists, codes=code, setting=setting, max_bytes=max_bytes
    )
    wanted = Wanted(
        format=format_,
        audience=audience,
        include_text=include_text,
        output=output,
        single=is_single(paths),
        width=_width(to_terminal=output is None),
        color=_colored(color, to_terminal=output is None),
    )
    shared = _sharing(redact)
    tally = Tally()
    with open_output(wanted) as sink:
        found = find_notes(paths)
        for error in found.errors:
            tally.fail(str(error))
        with _progress(len(found.paths), hidden=output is None and sys.stdout.isatty()) as tell:
            for note, report in _checked(found.paths, configured, date=date, jobs=jobs, tally=tally):
                sink.add(*shared(report, note.text))
                tally.count(report)
                tell(tally.done)
    if output is None and format_ in SUMMED_UP and tally.reported and not wanted.single:
        print(f"\n{tally.summary()}")
    elif output is not None:
        where = output / "index.html" if format_ == "html" and output.is_dir() else output
        print(f"{tally.summary()}; see {where}", file=sys.stderr)
    raise typer.Exit(tally.status(exit_zero=exit_zero))


def _checked(
    paths: Iterable[str], settings: Settings, *, date: str | None, jobs: int, tally: Tally
) -> Iterator[tuple[Note, Report]]:
    """Read and check note by note; a bad one is named and the others go on.

    What is wrong with the run itself (a code, a date, a setting) is raised: it would be said of
    every note alike.
    """
    from notecheck.checker import Checker
    from notecheck.errors import NotecheckError, NoteError

    checker = Checker(checklists=settings.checklists or None)
    codes = list(settings.codes) or None
    notes = _notes(paths, settings, date, tally)
    if jobs == 1:
        for note in notes:
            try:
                report = checker.check(
                    note.text, codes=codes, date=note.date, setting=settings.setting, note_id=note.id
                )
            except NoteError as error:
                tally.fail(f"{note.id}: {error}")
            except NotecheckError:
                raise
            except Exception as error:  # one note that breaks the checker must not hide the others
                tally.fail(f"{note.id}: {internal(error)}")
            else:
                yield note, report
        return
    waiting: list[Note] = []

    def remembered() -> Iterator[Note]:
        for note in notes:
            waiting.append(note)
            yield note

    for report in checker.check_many(remembered(), codes=codes, workers=jobs):
        yield waiting.pop(0), report


def _sharing(redact: bool) -> Callable[[Report, str], tuple[Report, str]]:
    if not redact:
        return lambda report, text: (report, text)
    from notecheck.redaction import redacted

    return redacted


def _notes(paths: Iterable[str], settings: Settings, date: str | None, tally: Tally) -> Iterator[Note]:
    from notecheck.errors import NoteError
    from notecheck.readers import read_note

    for path in paths:
        try:
            yield read_note(path, date=date, setting=settings.setting, max_bytes=settings.max_bytes)
        except NoteError as error:
            tally.fail(str(error))


def _progress(total: int, *, hidden: bool) -> Any:
    """Give a function that a bar on standard error hears of progress by; silent where none is of use."""
    if hidden or total < PROGRESS_FROM or not sys.stderr.isatty():
        return nullcontext(lambda done: None)
    from notecheck.cli_progress import bar

    return bar(total)
