"""The options that several commands share, each told once; nothing heavy is imported here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

Date = Annotated[
    str | None,
    typer.Option(metavar="YYYY-MM-DD", help="Date of the encounter; relative dates count from it."),
]
Setting = Annotated[
    str | None,
    typer.Option(metavar="SETTING", help="outpatient (the default) or inpatient."),
]
PageFormat = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="text, html or json.")]
OutputFile = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to this file instead of the terminal."),
]
Checklists = Annotated[
    list[Path] | None,
    typer.Option(metavar="DIR", help="Folder of checklists of your own; may be repeated."),
]
Color = Annotated[
    bool | None,
    typer.Option("--color/--no-color", help="Colour the text (default: on a terminal).", show_default=False),
]


def codes(help: str) -> Any:
    """Return the option ``--code``, which may be repeated."""
    return typer.Option("--code", "-c", metavar="CODE", help=help)


def exit_zero(when: str) -> Any:
    """Return the option ``--exit-zero``; ``when`` ends its sentence."""
    return typer.Option("--exit-zero", help=f"Exit with 0 where {when}, for pipelines.")
