"""``notecheck explain``: what a code asks of a note, from its checklist."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from notecheck.cli_options import Checklists, OutputFile, PageFormat

EXAMPLES = """\b
Examples:
  notecheck explain M96.0
  notecheck explain M43.26 --format html --output m43.26.html
  notecheck explain M96.0 --procedures licensed.csv"""


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="An ICD-10-CM code that has a checklist.")],
    format_: PageFormat = "text",
    output: OutputFile = None,
    checklists: Checklists = None,
    procedures: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Table of procedure codes (CSV or TSV: code, label), such as a licensed one; "
            "its labels replace ours.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Explain what a code asks of a note.

    Each item of its checklist: what the note must say, why it is asked, how to document it.
    """
    from notecheck import settings as configuration
    from notecheck.explain import explain as explained
    from notecheck.procedures import read_procedures
    from notecheck.writing import write_text

    configured = configuration.override(configuration.find(), checklists=checklists)
    width = min(shutil.get_terminal_size((100, 24)).columns, 100)
    labels = read_procedures(procedures) if procedures else None
    colored = output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    page = explained(
        code, configured.checklists, format=format_, width=width, procedures=labels, color=colored
    )
    if output is not None:
        write_text(output, page + "\n")
        print(f"see {output}", file=sys.stderr)
    else:
        print(page)
