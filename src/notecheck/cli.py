"""The command line: the only place that prints.

Nothing heavy is imported here, so ``--help`` answers at once: each command imports what it needs
when it runs. Errors are one line on standard error and never hold text of a note.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated, Any

import typer

from notecheck import __version__, cli_check, cli_diff, cli_eval, cli_explain, cli_lint, cli_query
from notecheck.cli_tally import FAILED, STOPPED, StoppedError
from notecheck.errors import NotecheckError, internal

EXAMPLES = """\b
Examples:
  notecheck check note.txt --code M96.0
  notecheck check notes/ --format html --output reports
  notecheck explain M96.0"""

app = typer.Typer(
    name="notecheck",
    help="Say what a spine or pain note documents, misses and contradicts for an ICD-10-CM code.",
    epilog=EXAMPLES,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"notecheck {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Options before the command."""


app.command("check", epilog=cli_check.EXAMPLES)(cli_check.check)
app.command("explain", epilog=cli_explain.EXAMPLES)(cli_explain.explain)
app.command("eval", epilog=cli_eval.EXAMPLES)(cli_eval.evaluate)
app.command("diff", epilog=cli_diff.EXAMPLES)(cli_diff.diff)
app.command("query", epilog=cli_query.EXAMPLES)(cli_query.query)
app.command("lint", epilog=cli_lint.EXAMPLES)(cli_lint.lint)

# Wings with commands of their own; each module holds an `app`.
for _wing in ("codes",):
    if find_spec(f"notecheck.cli_{_wing}") is not None:
        app.add_typer(import_module(f"notecheck.cli_{_wing}").app, name=_wing)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    0: no gaps. 1: gaps found. 2: something could not be checked, or was asked for wrongly. 130: it
    was stopped.
    """
    # A start builds much that stays: looking for garbage in it every 700 objects took 0.2 s of 1.3.
    gc.set_threshold(50_000, *gc.get_threshold()[1:])
    if arguments is None:  # the process is ours: nor is it looked through at the end, 0.04 s
        atexit.register(gc.freeze)
    # A terminal that lacks a character shows a mark in its place instead of a traceback.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        status: Any = app(
            args=None if arguments is None else list(arguments), prog_name="notecheck", standalone_mode=False
        )
        sys.stdout.flush()
        if status == STOPPED:  # where nothing has been left that could be spoken of
            _fail("stopped")
        return status if isinstance(status, int) else 0
    except StoppedError as error:
        _fail(str(error))
        return STOPPED
    except NotecheckError as error:
        return _fail(str(error))
    except BrokenPipeError:
        # The reader went away (`| head`): leave without a word, and keep Python from flushing again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        usage = getattr(error, "format_message", None)
        if usage is not None:
            return _fail(_usage(usage(), getattr(error, "ctx", None)))
        return _fail(internal(error))


def _usage(message: str, context: Any) -> str:
    command = context.command_path if context is not None else "notecheck"
    return f"{' '.join(message.split()).rstrip('.')}; see {command} --help"


def _fail(message: str) -> int:
    print(f"notecheck: {message}", file=sys.stderr)
    return FAILED
