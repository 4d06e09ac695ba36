"""``notecheck eval``: how well notecheck reads notes that you have labelled yourself."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from notecheck import cli_options as options
from notecheck.cli_options import Checklists, OutputFile, PageFormat

if TYPE_CHECKING:
    from notecheck.evaluation import Comparison, Run

EXAMPLES = """\b
Examples:
  notecheck eval gold.jsonl
  notecheck eval gold.jsonl --format html --output misses.html
  notecheck eval gold.jsonl --save today.json --baseline last-week.json
\b
Exit status: 0 evaluated, 1 worse than the baseline, 2 something could not be evaluated."""

REGRESSION = 1


def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(metavar="GOLD.jsonl", help="Labelled cases, JSON Lines.", show_default=False),
    ],
    code: Annotated[
        list[str] | None, options.codes("Only cases whose code begins so (M96.0, M43.2).")
    ] = None,
    format_: PageFormat = "text",
    output: OutputFile = None,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="RUN.json", help="Compare with a saved run; exit with 1 where a figure fell."),
    ] = None,
    tolerance: Annotated[
        float,
        typer.Option(metavar="X", min=0, max=1, help="How far a figure (0 to 1) may fall."),
    ] = 0.0,
    save: Annotated[
        Path | None,
        typer.Option(metavar="RUN.json", help="Save the run, without text of notes, to compare with later."),
    ] = None,
    checklists: Checklists = None,
    rounds: Annotated[
        int, typer.Option("--bootstrap", metavar="N", min=0, help="Samples for the intervals; 0 for none.")
    ] = 1000,
) -> None:
    """Measure notecheck on notes that you have labelled.

    Items right, gaps found, evidence, alerts and verdicts, with intervals, by code and by item, and
    every miss. The HTML page shows each missed note with its marks.
    """
    # Imported here, as all of this reaches spaCy or pydantic, which --help does without.
    from notecheck import settings as configuration
    from notecheck.checker import Checker
    from notecheck.errors import NotecheckError
    from notecheck.evaluation import GoldError, compare, evaluate_cases, load_cases, load_run
    from notecheck.evaluation.run import to_data
    from notecheck.writing import write_text

    if format_ not in ("text", "json", "html"):
        raise NotecheckError(f"unknown format '{format_}'; use text, json or html")
    asked = tuple(part.strip().upper() for given in code or () for part in given.split(",") if part.strip())
    earlier = load_run(baseline) if baseline else None
    cases = [case for case in load_cases(gold) if not asked or case.code.upper().startswith(asked)]
    if not cases:
        raise GoldError(f"no case for {', '.join(asked)}; leave --code out to see all")
    configured = configuration.override(configuration.find(), checklists=checklists)
    run = evaluate_cases(cases, Checker(checklists=configured.checklists or None), rounds=rounds)
    comparison = compare(run, earlier, tolerance=tolerance) if earlier is not None else None
    page = _rendered(run, comparison, format_, to_terminal=output is None)
    if save is not None:
        write_text(save, json.dumps(to_data(run), indent=1) + "\n")
    if output is not None:
        write_text(output, page + "\n")
        print(f"see {output}", file=sys.stderr)
    else:
        print(page)
    raise typer.Exit(REGRESSION if comparison is not None and comparison.regressed else 0)


def _rendered(run: Run, comparison: Comparison | None, format_: str, *, to_terminal: bool) -> str:
    if format_ == "html":
        from notecheck.evaluation import html

        return html.render(run, comparison)
    if format_ == "json":
        from notecheck.evaluation.compare import comparison_data
        from notecheck.evaluation.run import to_data

        told = {} if comparison is None else {"comparison": comparison_data(comparison)}
        return json.dumps({**to_data(run), **told}, indent=2, ensure_ascii=False)
    from notecheck.evaluation import text

    width = min(shutil.get_terminal_size((100, 24)).columns, 120) if to_terminal else 100
    return text.render(run, comparison, width=width, color=to_terminal and _colored())


def _colored() -> bool:
    from notecheck.cli_terminal import colored

    return colored(None, to_terminal=True)
