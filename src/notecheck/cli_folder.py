"""A folder with a file a note, named after it; with HTML, a page that lists them and all results."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from notecheck.cli_making import Made
from notecheck.cli_output import Wanted
from notecheck.cli_results import RESULTS, Results
from notecheck.writing import write_text

if TYPE_CHECKING:
    from notecheck.render.index import Entry

SUFFIX = {
    "text": ".txt", "brief": ".txt", "concise": ".txt", "json": ".json", "jsonl": ".jsonl", "html": ".html",
    "csv": ".csv", "sarif": ".sarif", "junit": ".xml", "github": ".txt", "gitlab": ".json",
}  # fmt: skip


class Folder:
    """Writes the file of each note as it comes, the list when all are there."""

    def __init__(self, folder: Path, wanted: Wanted) -> None:
        self._folder = folder
        self._wanted = wanted
        self._entries: list[Entry] = []
        self._failures: list[str] = []
        self._taken: Counter[str] = Counter({"index": 1, "results": 1})
        self._same: dict[Any, Any] = {}
        self._results: Results | None = None
        self._open = ExitStack()

    def __enter__(self) -> Self:
        if self._wanted.pages and self._wanted.audience == "coder":
            self._results = self._open.enter_context(
                Results(self._folder, include_text=self._wanted.include_text)
            )
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: Any) -> None:
        # What was done when it was stopped is listed as if it were all.
        if kind is KeyboardInterrupt and self._entries:
            kind, error = None, (None, None)
        if kind is None and self._wanted.pages:
            # Imported here: a template engine is of no use to text.
            from notecheck.render import index

            page = index.render(
                self._entries,
                failures=self._failures,
                results=RESULTS if self._results else (),
                audience=self._wanted.audience,
            )
            write_text(self._folder / "index.html", page + "\n")
        self._open.__exit__(kind, *error)

    def add(self, made: Made) -> None:
        """Write the file of one note."""
        name = self._name(made.name) + SUFFIX[self._wanted.format]
        write_text(self._folder / name, made.body + "\n")
        if made.entry is not None:
            self._entries.append(self._slim(replace(made.entry, file=name)))
        if self._results and made.results is not None:
            self._results.add(made.results)

    def fail(self, message: str) -> None:
        """List what could not be checked."""
        self._failures.append(message)

    def _slim(self, entry: Entry) -> Entry:
        """Return an entry that shares with the others what is the same in them: nearly all of it."""
        same = self._same.setdefault
        lines = [
            replace(line, title=same(line.title, line.title), asked=tuple(same(a, a) for a in line.asked))
            for line in entry.lines
        ]
        used = tuple(same(used, used) for used in entry.checklists)
        return replace(entry, lines=tuple(lines), checklists=used)

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
