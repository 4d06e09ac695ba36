"""``notecheck lint``: judge checklists as a linter judges code.

Only typer is imported here; the checker and the official table (over a second) are when the command runs.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from notecheck.note import Note
    from notecheck.settings import Settings

EXAMPLES = """\b
Examples:
  notecheck lint
  notecheck lint my-checklists --coverage
  notecheck lint --notes sample_notes
  notecheck lint my-checklists --format json
\b
Exit status: 0 nothing wrong, 1 something is, 2 it could not be judged."""


class Format(StrEnum):
    """How findings are printed."""

    text = "text"
    json = "json"


def lint(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH",
            help="Checklist files, or folders of them (default: the built-in and the configured ones).",
            show_default=False,
        ),
    ] = None,
    checklists: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="Folder of checklists that PATH is laid over; may be repeated."),
    ] = None,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Also tell what no example note covers; never an error.")
    ] = False,
    notes: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATH", help="Notes, or folders of them, to judge all queries on too; may be repeated."
        ),
    ] = None,
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="How to print what is found.")
    ] = Format.text,
) -> None:
    """Judge checklists.

    Keys, ids, facts that nothing in a note is read as, codes and Excludes against the official table,
    sources, queries, and the example notes that each checklist carries.
    """
    from notecheck import settings as configuration
    from notecheck.checklist import builtin_dir
    from notecheck.errors import ChecklistError
    from notecheck.lint import lint as judged

    configured = configuration.override(configuration.find(), checklists=checklists)
    for path in paths or ():
        if not path.exists():
            raise ChecklistError(f"{path}: no such file or folder of checklists")
    targets = [_named(path) for path in paths or (builtin_dir(), *configured.checklists)]
    found = judged(
        targets, beneath=configured.checklists, coverage=coverage, notes=_read(notes or (), configured)
    )
    wrong = [finding for finding in found if not finding.information]
    if format_ is Format.json:
        print(json.dumps([finding.as_dict() for finding in found], ensure_ascii=False, indent=2))
    else:
        for finding in found:
            print(finding)
        files = len({finding.path for finding in wrong})
        where = f" in {files} {'file' if files == 1 else 'files'}" if wrong else ""
        print(f"{len(wrong)} {'finding' if len(wrong) == 1 else 'findings'}{where}")
    raise typer.Exit(int(bool(wrong)))


def _read(paths: Sequence[str], configured: Settings) -> list[Note]:
    from notecheck.readers import read_note
    from notecheck.readers.finding import find_notes

    found = find_notes(paths)
    for error in found.errors:
        raise error
    return [
        read_note(path, date=None, setting=configured.setting, max_bytes=configured.max_bytes)
        for path in found.paths
    ]


def _named(path: Path) -> Path:
    """Return the path as a person would write it: relative where it lies below the working folder."""
    here = Path.cwd()
    absolute = path.absolute()
    return absolute.relative_to(here) if absolute.is_relative_to(here) else absolute
