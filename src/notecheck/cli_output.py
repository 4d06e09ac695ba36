"""Where reports go: one stream (a terminal, a pipe, a file), or a folder with a file a note."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self, TextIO

from notecheck.errors import NotecheckError
from notecheck.readers.names import shown
from notecheck.render import DOCUMENTS, WITHOUT_TEXT, Renderer, gatherer, renderer
from notecheck.report import Report
from notecheck.writing import replacing, write_text

if TYPE_CHECKING:
    from notecheck.cli_results import Results
    from notecheck.render.index import Entry

SUFFIX = {
    "text": ".txt", "brief": ".txt", "concise": ".txt", "json": ".json", "jsonl": ".jsonl", "html": ".html",
    "csv": ".csv", "sarif": ".sarif", "junit": ".xml", "github": ".txt", "gitlab": ".json",
}  # fmt: skip

# Formats for a person: they take the width of the terminal, and colours.
TERMINAL = ("text", "brief", "concise")
# Formats that a sentence about the run may follow: nobody parses them.
SUMMED_UP = ("text", "brief")

# Formats that differ by reader: a coder, or the provider whose note it is.
AUDIENCES = ("text", "html")


class Output(Protocol):
    """Takes the reports of a run one by one."""

    def add(self, report: Report, text: str) -> None:
        """Take one report and the text of its note."""

    def fail(self, message: str) -> None:
        """Take one line on what could not be checked; standard error has it already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the command line asks for. ``width`` is in columns; ``single``: one note, no list."""

    format: str
    output: Path | None
    single: bool
    width: int
    color: bool
    include_text: bool = False
    audience: str = "coder"

    @property
    def options(self) -> dict[str, Any]:
        """Return what the renderer of the format is told."""
        options: dict[str, Any] = {}
        if self.format in TERMINAL:
            options |= {"width": self.width, "color": self.color}
        if self.format in WITHOUT_TEXT:
            options["include_text"] = self.include_text
        if self.format in AUDIENCES:
            options["audience"] = self.audience
        return options


@contextmanager
def open_output(wanted: Wanted) -> Iterator[Output]:
    """Give the output that was asked for; what is written to files appears when the block ends."""
    if wanted.audience not in ("coder", "provider"):
        raise NotecheckError(f"unknown audience {wanted.audience!r}: use coder or provider")
    if wanted.audience == "provider" and wanted.format not in AUDIENCES:
        raise NotecheckError(f"{wanted.format} names codes; for a provider use --format text or html")
    if wanted.output is None:
        if wanted.format == "html" and not wanted.single:
            raise NotecheckError("HTML of several notes goes into a folder; name it: --output DIR")
        yield from _stream(_stdout(wanted.format), wanted)
    elif _is_folder(wanted):
        with Folder(wanted.output, wanted) as folder:
            yield folder
    else:
        with replacing(wanted.output) as out:
            yield from _stream(out, wanted)


def _stream(out: TextIO, wanted: Wanted) -> Iterator[Output]:
    stream = Gathered(out, wanted) if wanted.format in DOCUMENTS else Stream(out, wanted)
    yield stream
    stream.close()


def _stdout(format_: str) -> TextIO:
    """Machines get UTF-8 whatever the locale; text goes through the terminal's own encoding."""
    if format_ in TERMINAL or not isinstance(sys.stdout, TextIOWrapper):
        return sys.stdout
    sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    return sys.stdout


def _is_folder(wanted: Wanted) -> bool:
    path = wanted.output
    if path is None:
        return False
    if wanted.format != "html":
        return path.is_dir()
    looks_like_file = path.suffix.lower() in (".html", ".htm") and not path.is_dir()
    if looks_like_file and not wanted.single:
        raise NotecheckError(f"{shown(path)}: HTML of several notes needs a folder, not a file name")
    return not looks_like_file


def _rendered(render: Renderer, wanted: Wanted, report: Report, text: str) -> str:
    return render(report, text, **wanted.options)


class Stream:
    """All reports one after the other; JSON of several notes is one array."""

    def __init__(self, out: TextIO, wanted: Wanted) -> None:
        self._out = out
        self._wanted = wanted
        self._render = renderer(wanted.format)
        self._array = wanted.format == "json" and not wanted.single
        self._count = 0

    def add(self, report: Report, text: str) -> None:
        """Write one report."""
        rendered = _rendered(self._render, self._wanted, report, text)
        if not rendered:  # nothing to say of this note
            return
        if self._array:
            self._out.write(",\n" if self._count else "[\n")
        elif self._count and self._wanted.format in SUMMED_UP:
            self._out.write(f"\n{'─' * self._wanted.width}\n\n" if self._wanted.format == "text" else "\n")
        self._out.write(rendered)
        if not self._array:
            self._out.write("\n")
        self._count += 1

    def fail(self, message: str) -> None:
        """Leave it to standard error."""

    def close(self) -> None:
        """Write what comes after the last report."""
        if self._array:
            self._out.write("\n]\n" if self._count else "[]\n")


class Gathered:
    """One document for the run, written when all its notes are known."""

    def __init__(self, out: TextIO, wanted: Wanted) -> None:
        self._out = out
        self._options = wanted.options
        self._format = gatherer(wanted.format)
        self._parts: list[object] = []

    def add(self, report: Report, text: str) -> None:
        """Keep what one note adds; neither its text nor its report."""
        self._parts.append(self._format.collect(report, text, **self._options))

    def fail(self, message: str) -> None:
        """Leave it to standard error."""

    def close(self) -> None:
        """Write the document."""
        self._out.write(self._format.document(self._parts) + "\n")


class Folder:
    """One file a note, named after it; with HTML, a page that lists them and files of all results."""

    def __init__(self, folder: Path, wanted: Wanted) -> None:
        self._folder = folder
        self._wanted = wanted
        self._render = renderer(wanted.format)
        self._entries: list[Entry] = []
        self._failures: list[str] = []
        self._taken: Counter[str] = Counter({"index": 1, "results": 1})
        self._results: Results | None = None
        self._open = ExitStack()

    def __enter__(self) -> Self:
        # What a provider is shown names no code, and the results do.
        if self._wanted.format == "html" and self._wanted.audience == "coder":
            from notecheck.cli_results import Results

            self._results = self._open.enter_context(
                Results(self._folder, include_text=self._wanted.include_text)
            )
        return self

    def __exit__(self, *error: Any) -> None:
        if error[0] is None and self._wanted.format == "html":
            # Imported here, as in `add`: a template engine is of no use to text.
            from notecheck.cli_results import RESULTS
            from notecheck.render import index

            page = index.render(
                self._entries,
                failures=self._failures,
                results=RESULTS if self._results else (),
                audience=self._wanted.audience,
            )
            write_text(self._folder / "index.html", page + "\n")
        self._open.__exit__(*error)

    def add(self, report: Report, text: str) -> None:
        """Write the file of one report."""
        name = self._name(report.note.id) + SUFFIX.get(self._wanted.format, f".{self._wanted.format}")
        write_text(self._folder / name, _rendered(self._render, self._wanted, report, text) + "\n")
        if self._wanted.format == "html":
            from notecheck.render import index

            self._entries.append(index.entry(report, name))
        if self._results:
            self._results.add(report, text)

    def fail(self, message: str) -> None:
        """List what could not be checked."""
        self._failures.append(message)

    def _name(self, note_id: str) -> str:
        """Return a file name without suffix for a note: its own, safe everywhere, used once."""
        stem = Path(note_id).stem
        safe = "".join(c if c.isalnum() or c in "._-" else "-" for c in stem)[:80].strip(".") or "note"
        name = safe
        while name.casefold() in self._taken:
            self._taken[safe.casefold()] += 1
            name = f"{safe}-{self._taken[safe.casefold()]}"
        self._taken[name.casefold()] += 1
        return name
