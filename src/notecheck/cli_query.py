"""``notecheck query``: the questions that a note leaves open, ready to send to its provider."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from notecheck import cli_options as options
from notecheck.cli_options import Checklists, Color, Date, OutputFile, PageFormat, Setting

EXAMPLES = """\b
Examples:
  notecheck query note.txt --code M96.0
  notecheck query note.txt --code M96.0 --all --format html --output query.html
\b
Exit status: 0 nothing to ask, 1 there are questions, 2 the note could not be checked."""


def query(
    path: Annotated[str, typer.Argument(metavar="NOTE", help="A note, or - for standard input.")],
    code: Annotated[list[str] | None, options.codes("ICD-10-CM code whose gaps are asked about.")] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="All questions (default: the three that weigh most).")
    ] = False,
    date: Date = None,
    setting: Setting = None,
    format_: PageFormat = "text",
    output: OutputFile = None,
    checklists: Checklists = None,
    color: Color = None,
    exit_zero: Annotated[bool, options.exit_zero("there are questions")] = False,
) -> None:
    """Ask the provider about the gaps of a note.

    Each query quotes the note, asks neutrally and leaves the answer open; it names no code.
    """
    # Imported here, as all of this reaches spaCy or pydantic, which --help does without.
    from notecheck import settings as configuration
    from notecheck.checker import Checker
    from notecheck.cli_terminal import colored, width
    from notecheck.errors import NotecheckError
    from notecheck.queries import AT_ONCE, build, omitted
    from notecheck.queries.rendering import FORMATS, render
    from notecheck.readers import read_note
    from notecheck.writing import write_text

    if format_ not in FORMATS:
        raise NotecheckError(f"unknown format {format_!r}: use one of {', '.join(FORMATS)}")
    configured = configuration.override(
        configuration.find(), checklists=checklists, codes=code, setting=setting
    )
    note = read_note(path, date=date, setting=configured.setting, max_bytes=configured.max_bytes)
    checker = Checker(checklists=configured.checklists or None)
    report = checker.check(
        note.text,
        codes=list(configured.codes) or None,
        date=note.date,
        setting=configured.setting,
        note_id=note.id,
    )
    every = build(report, note.text, limit=None)
    shown = every if all_ else build(report, note.text, limit=AT_ONCE)
    page = render(
        report,
        shown,
        format=format_,
        left=len(every) - len(shown),
        omitted=omitted(report, note.text),
        width=width(to_terminal=output is None),
        color=colored(color, to_terminal=output is None),
    )
    if output is not None:
        write_text(output, page + "\n")
        print(f"{len(shown)} {'query' if len(shown) == 1 else 'queries'}; see {output}", file=sys.stderr)
    else:
        print(page)
    raise typer.Exit(1 if shown and not exit_zero else 0)
