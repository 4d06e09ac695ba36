"""``notecheck codes``: ask the official ICD-10-CM table about a code, or about codes that stand together.

Only typer is imported here; the table (over a second) and rich are, in the command that needs them.
"""

from __future__ import annotations

import json
import shutil
import textwrap
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from notecheck.cli_options import Checklists
from notecheck.errors import NotecheckError

if TYPE_CHECKING:
    from pydantic import BaseModel

    from notecheck.codes import CheckResult, Shown, TabularNote

FAILED = 2
_WIDTH = 100  # columns, where no terminal says otherwise
_STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}
Line = tuple[int, str, str]
"""Indent in columns, text, style."""

app = typer.Typer(
    name="codes",
    help="Ask the official ICD-10-CM table. Without a command: list the codes that have checklists.",
    rich_markup_mode=None,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """How a result is printed."""

    text = "text"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print the result.")]


@app.callback(invoke_without_command=True)
def codes(
    context: typer.Context,
    checklists: Checklists = None,
) -> None:
    """List the codes that have checklists."""
    context.obj = checklists
    if context.invoked_subcommand is not None:
        return
    try:
        listed = with_checklists(checklists)
    except NotecheckError as error:
        _fail(error)
    for code, title in listed.items():
        typer.echo(f"{code:<8} {title}".rstrip())
    if not listed:
        typer.echo("No checklists are installed.")


SHOW_EXAMPLES = """\b
Examples:
  notecheck codes show M43.26
  notecheck codes show M43.26 --with M45.6 --with M96.0 --format json
\b
Exit status: 0 shown, 2 unknown code."""


@app.command(epilog=SHOW_EXAMPLES)
def show(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="An ICD-10-CM code, such as M43.26.")],
    beside: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            metavar="CODE",
            help="Say what the Excludes mean for this code; repeatable (default: all that have checklists).",
        ),
    ] = None,
    format_: FormatOption = Format.text,
) -> None:
    """Print a code's title, place, notes (inherited ones too), what its Excludes mean, and the release."""
    from notecheck.codes import show as shown_of

    try:
        shown = shown_of(code, at_hand=beside or with_checklists(context.obj))
    except NotecheckError as error:
        _fail(error)
    _write(shown, _shown_lines(shown), format_)


CHECK_EXAMPLES = """\b
Examples:
  notecheck codes check M96.0 M43.26 Z98.1
  notecheck codes check G89.28 M96.1 --format json
\b
Exit status: 0 fine, 1 a code is not billable or two exclude each other, 2 unknown code."""


@app.command(epilog=CHECK_EXAMPLES)
def check(
    codes: Annotated[list[str], typer.Argument(metavar="CODE...", help="Codes in the order reported.")],
    format_: FormatOption = Format.text,
) -> None:
    """Say for a set of codes what is invalid, not billable, excluded, redundant, or wants another first."""
    from notecheck.codes import check as checked

    result = checked(codes)
    _write(result, _check_lines(result), format_)
    raise typer.Exit(result.exit_code)


def with_checklists(folders: list[Path] | None = None) -> dict[str, str]:
    """Return the codes that have checklists, built in, configured or in ``folders``, with their titles."""
    from notecheck import settings as configuration
    from notecheck.checklist import load_checklists

    configured = configuration.override(configuration.find(), checklists=folders)
    return {code: checklist.title for code, checklist in load_checklists(configured.checklists).items()}


def _shown_lines(shown: Shown) -> Iterator[Line]:
    code = shown.code
    yield 0, f"{code.code}  {code.title}", "bold"
    yield 2, "billable" if code.billable else "not billable", "green" if code.billable else "bold red"
    for node in code.ancestors:
        yield 2, f"in {node.name}  {node.title}", ""
    if code.children:
        yield 2, f"subdivided into {', '.join(code.children)}", ""
    for heading, notes in (("Own notes", code.own), ("Inherited notes", code.inherited)):
        yield 0, heading if notes else f"{heading}: none", "bold"
        for note in notes:
            yield from _note_lines(note)
    if shown.at_hand:
        yield 0, "Beside the codes at hand", "bold"
        meant = {meaning.other: meaning for meaning in shown.meanings}
        for other in (other for other in shown.at_hand if other in meant):
            style = "red" if meant[other].kind == "Excludes1" else ""
            yield 2, f"{other}  {meant[other].message}", style
        free = [other for other in shown.at_hand if other not in meant]
        if free:
            yield 2, f"no Excludes note either way: {', '.join(free)}", ""
    yield 0, f"Release: {code.release}", "dim"


def _note_lines(note: TabularNote) -> Iterator[Line]:
    yield 2, f"{note.node}  {note.kind}: {note.text}", ""
    if note.reading:
        yield 4, f"read as {note.reading.read_as}: {note.reading.reason}", "italic"
        yield 4, f"Source: {note.reading.source}", "dim"


def _check_lines(result: CheckResult) -> Iterator[Line]:
    for finding in result.findings:
        yield 0, f"{finding.severity}: {finding.message}", _STYLES[finding.severity]
        yield 2, f"Source: {finding.source}", "dim"
    if result.codes and not result.findings:
        yield 0, f"Nothing to say against {', '.join(result.codes)}.", "green"
    yield 0, f"Release: {result.release.id}", "dim"
    if result.release.last_day:
        days = f"{result.release.first_day} to {result.release.last_day}"
        yield 2, f"For services from {days}. {result.release.remark}", "dim"


def _write(result: BaseModel, lines: Iterator[Line], format_: Format) -> None:
    if format_ is Format.json:
        typer.echo(json.dumps(result.model_dump(mode="json"), indent=2))
        return
    from rich.console import Console
    from rich.text import Text

    # Wrapped here, so that no code is broken at its dash and piped lines have no trailing blanks; printed as
    # Text, since titles hold square brackets.
    width = shutil.get_terminal_size((_WIDTH, 24)).columns
    console = Console(highlight=False, soft_wrap=True)
    for indent, text, style in lines:
        first, rest = " " * indent, " " * (indent + 4)
        wrapped = textwrap.wrap(
            text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
        )
        console.print(Text("\n".join(wrapped), style=style))


def _fail(error: NotecheckError) -> NoReturn:
    typer.echo(f"notecheck: {error}", err=True)
    raise typer.Exit(FAILED)
