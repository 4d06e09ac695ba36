"""Judge checklists: what is wrong in them, where, and by which rule."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from notecheck.errors import ChecklistError
from notecheck.lint.findings import RULES, Finding

if TYPE_CHECKING:
    from notecheck.checker import Checker
    from notecheck.checklist import Checklists
    from notecheck.note import Note

__all__ = ["RULES", "Finding", "lint"]


def lint(
    paths: Iterable[Path],
    *,
    beneath: Iterable[Path] = (),
    coverage: bool = False,
    notes: Iterable[Note] = (),
) -> list[Finding]:
    """Return what is wrong in checklist files and folders, in the order of the files and lines.

    They are judged laid over the built-in checklists and those of the folders ``beneath``. With
    ``coverage``, what no example note covers is told too. The queries to the provider are judged as
    they come out on the example notes, and on ``notes``. Raises ChecklistError for a folder that is
    not there.
    """
    from notecheck.lint import codes, concepts, examples, parts, queries
    from notecheck.lint.source import gather

    gathered = gather(paths, beneath)
    found = list(gathered.findings)
    notes = tuple(notes)
    checker = _checker(gathered.checklists)
    for source in gathered.sources:
        concepts.check(source)
        parts.check(source)
        codes.check(source)
        queries.check(source)
        if checker is not None:
            examples.check(source, checker)
            queries.ask(source, checker, notes)
        if coverage:
            examples.cover(source)
        found += source.findings
    return sorted(set(found))


def _checker(checklists: Checklists) -> Checker | None:
    """Return a checker over the checklists that are judged, None where a built-in one is broken."""
    from notecheck.checker import Checker

    try:
        checker = Checker()
    except ChecklistError:
        return None
    checker.checklists = checklists
    return checker
