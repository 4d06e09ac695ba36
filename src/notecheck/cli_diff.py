"""``notecheck diff``: what an edited note closes, opens and changes."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from notecheck import cli_options as options
from notecheck.cli_options import Checklists, Color, Date, OutputFile, PageFormat, Setting

EXAMPLES = """\b
Examples:
  notecheck diff draft.txt signed.txt --code M96.0
  notecheck diff draft.txt signed.txt --format html --output diff.html
\b
Exit status: 0 nothing got worse, 1 something did, 2 a note could not be checked."""


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The note as it was.")],
    new: Annotated[
        str, typer.Argument(metavar="NEW", help="The note as it is now, or - for standard input.")
    ],
    code: Annotated[
        list[str] | None,
        options.codes("ICD-10-CM code to compare for (default: what either note points to)."),
    ] = None,
    date: Date = None,
    setting: Setting = None,
    format_: PageFormat = "text",
    output: OutputFile = None,
    checklists: Checklists = None,
    color: Color = None,
    exit_zero: Annotated[bool, options.exit_zero("something got worse")] = False,
) -> None:
    """Compare two versions of a note.

    For each code: the gaps that were closed, those that opened, and what else changed.
    """
    # Imported here, as all of this reaches spaCy or pydantic, which --help does without.
    from notecheck import settings as configuration
    from notecheck.checker import Checker
    from notecheck.cli_terminal import colored, width
    from notecheck.diff import compare
    from notecheck.errors import NotecheckError
    from notecheck.readers import read_note
    from notecheck.render.difference import FORMATS, render
    from notecheck.report import Report
    from notecheck.writing import write_text

    if format_ not in FORMATS:
        raise NotecheckError(f"unknown format {format_!r}: use one of {', '.join(FORMATS)}")
    configured = configuration.override(
        configuration.find(), checklists=checklists, codes=code, setting=setting
    )
    checker = Checker(checklists=configured.checklists or None)
    notes = [
        read_note(path, date=date, setting=configured.setting, max_bytes=configured.max_bytes)
        for path in (old, new)
    ]

    def checked(codes: list[str] | None) -> list[Report]:
        return [
            checker.check(note.text, codes=codes, date=note.date, setting=configured.setting, note_id=note.id)
            for note in notes
        ]

    reports = checked(list(configured.codes) or None)
    if not configured.codes:
        # What one version points to is asked of both: an edit may be what took the code away.
        pointed = list(dict.fromkeys(code.code for report in reversed(reports) for code in report.codes))
        reports = checked(pointed)
    difference = compare(*reports)
    page = render(
        difference,
        format=format_,
        width=width(to_terminal=output is None),
        color=colored(color, to_terminal=output is None),
    )
    if output is not None:
        write_text(output, page + "\n")
        print(f"{'worse' if difference.worse else 'not worse'}; see {output}", file=sys.stderr)
    else:
        print(page)
    raise typer.Exit(1 if difference.worse and not exit_zero else 0)
