"""The files that are judged: each stack of them once, with the place of every part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from notecheck.checklist import Checklist, Checklists, builtin_dir
from notecheck.checklist.build import build
from notecheck.checklist.files import File, paths_in, place, read_file, stacked
from notecheck.checklist.positions import duplicates, position
from notecheck.errors import ChecklistError
from notecheck.lint.findings import Finding
from notecheck.rules.parse import RuleParser
from notecheck.rules.reading import Loc, Problem, Problems


@dataclass(slots=True)
class Source:
    """Files laid over each other, parsed and built.

    ``judged`` are the paths of the files that were asked for: what stands in others is not told.
    ``built`` is empty where the files are wrong.
    """

    stack: tuple[File, ...]
    judged: frozenset[str]
    raw: dict[str, Any]
    origins: dict[Loc, tuple[int, Loc]]
    rules: RuleParser
    built: dict[str, Checklist]
    findings: list[Finding] = field(default_factory=list)

    @property
    def own(self) -> bool:
        """Tell whether the file that declares the codes is judged, not only one that extends it."""
        return self.stack[0].path in self.judged

    def add(self, loc: Loc, rule: str, message: str, *, information: bool = False) -> None:
        """Note a finding at a place of the merged checklist, unless it is of a file that is not judged."""
        path, line, column = place(loc, self.stack, self.origins)
        if path in self.judged:
            self.findings.append(Finding(path, line, column, rule, message, information))

    def entries(self, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield the entries of a list that are mappings, with their index."""
        listed = self.raw.get(key)
        for index, entry in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(entry, dict):
                yield index, entry


@dataclass(slots=True)
class Gathered:
    """All that was read: sources, the checklists to run examples with, and what could not be read."""

    sources: list[Source]
    checklists: Checklists
    findings: list[Finding]


def gather(judged: Iterable[Path], beneath: Iterable[Path] = ()) -> Gathered:
    """Read the folders and files to judge, over the built-in checklists and those of ``beneath``.

    Raises ChecklistError for a folder that is not there.
    """
    judged = list(judged)
    findings: list[Finding] = []
    wanted: dict[str, File] = {}
    # A file is named as it was asked for, also where it is one of the built-in ones.
    targets = {path.resolve(): path for given in judged for path in _paths(given)}
    checklists = Checklists(())
    seen: set[Path] = set()
    for given in (builtin_dir(), *beneath, *judged):
        files = []
        for path in _paths(given):
            real = path.resolve()
            if real in seen:
                continue
            seen.add(real)
            try:
                file = read_file(targets.get(real, path))
            except ChecklistError as error:
                if real in targets:
                    findings.append(_unreadable(str(error)))
                continue
            files.append(file)
            if real in targets:
                wanted[file.path] = file
        findings += [found for found in _laid(files, checklists) if found.path in wanted]
    for file in wanted.values():
        try:
            findings += [_at(file, problem) for problem in duplicates(file.text)]
        except RecursionError:
            findings.append(Finding(file.path, 1, 1, "not-yaml", "an alias (*name) holds itself"))
    paths_wanted = frozenset(wanted)
    stacks = dict.fromkeys(checklists.stack(code) for code in checklists)
    sources = [
        _source(stack, paths_wanted, findings)
        for stack in stacks
        if not paths_wanted.isdisjoint(file.path for file in stack)
    ]
    return Gathered([source for source in sources if source is not None], checklists, findings)


def _paths(given: Path) -> list[Path]:
    return [given] if given.is_file() else paths_in(given)


def _laid(files: list[File], checklists: Checklists) -> Iterator[Finding]:
    """Lay the files of one folder over the checklists; tell what cannot be laid, or hides another file."""
    declared: dict[str, str] = {}
    for file in sorted(files, key=lambda file: file.extends is not None):
        for code in file.codes if file.extends is None else ():
            if declared.setdefault(code, file.path) != file.path:
                line, column = position(file.text, ("codes", code))
                message = f"{code} is declared in {Path(declared[code]).name} too, which this file would hide"
                yield Finding(file.path, line, column, "duplicate", message)
        try:
            checklists.add(file)
        except ChecklistError:
            line, column = position(file.text, ("extends",))
            message = f"no checklist for '{file.extends}' to extend"
            yield Finding(file.path, line, column, "unknown-name", message)


def _source(stack: tuple[File, ...], judged: frozenset[str], findings: list[Finding]) -> Source | None:
    problems = Problems()
    rules = RuleParser(problems)
    try:
        raw, origins = stacked(stack)
        built = build(raw, problems, path=stack[-1].path, rules=rules)
    except ChecklistError as error:
        findings.append(_unreadable(str(error)))
        return None
    except RecursionError:  # told above
        return None
    source = Source(stack, judged, raw if isinstance(raw, dict) else {}, origins, rules, built)
    for problem in problems.found:
        source.add(problem.loc, problem.rule, problem.message)
    return source


def _at(file: File, problem: Problem) -> Finding:
    line, column = position(file.text, problem.loc)
    return Finding(file.path, line, column, problem.rule, problem.message)


def _unreadable(text: str) -> Finding:
    """Return the finding for an error that begins with "path:line:column: "."""
    head, _, message = text.partition(": ")
    path, line, column = head.rsplit(":", 2)
    rule = "missing-key" if message.startswith("'codes' is missing") else "not-yaml"
    return Finding(path, int(line), int(column), rule, message)
