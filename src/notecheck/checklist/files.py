"""Checklist files as text: which codes each declares or extends, and how files are laid over each other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from notecheck.checklist.overlay import Origins, merge, origin
from notecheck.checklist.positions import position
from notecheck.errors import ChecklistError
from notecheck.rules.reading import Loc, Problem

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class File:
    """A checklist file with its text, the codes it declares, or the code that it extends."""

    path: str
    text: str
    codes: tuple[str, ...]
    extends: str | None = None


def normal(code: str) -> str:
    """Return a code in upper case, with its dot."""
    code = code.strip().upper()
    return f"{code[:3]}.{code[3:]}" if len(code) > 3 and "." not in code else code


def files_in(folder: Path) -> list[File]:
    """Return the checklist files of a folder by name, those that extend others last.

    Raises ChecklistError ("path:line:column: ...") where the folder or a file cannot be read.
    """
    return sorted([read_file(path) for path in paths_in(folder)], key=lambda file: file.extends is not None)


def paths_in(folder: Path) -> list[Path]:
    """Return the checklist files of a folder by name. Raises ChecklistError where there is no such folder."""
    try:
        paths = sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")])
    except OSError:
        paths = []
    if not paths and not folder.is_dir():
        raise ChecklistError(f"{folder}:1:1: no such folder of checklists")
    return paths


def read_file(path: Path) -> File:
    """Return a checklist file, parsed as far as its codes. Raises ChecklistError where that fails."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ChecklistError(f"{path}:1:1: cannot be read as UTF-8 text ({type(error).__name__})") from error
    try:
        return _head(str(path), text)
    except yaml.MarkedYAMLError as error:
        raise _broken(str(path), error) from error


def _head(path: str, text: str) -> File:
    """Read only as far as the codes of the file; nothing behind them is parsed."""
    depth, key, expecting, codes, extends = 0, "", True, [], None
    inside, name_next = False, True
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            depth += 1
            inside = inside or (depth == 2 and key == "codes" and not expecting)
            name_next = depth == 2
            expecting = depth == 1
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            depth -= 1
            if depth == 1 and inside:
                break
            expecting = depth == 1
            name_next = depth == 2
        elif isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            value = event.value if isinstance(event, yaml.ScalarEvent) else ""
            if depth == 1 and expecting:
                key, expecting = value, False
            elif depth == 1:
                expecting = True
                if key == "extends":
                    extends = normal(value)
                    break
            elif depth == 2 and inside:
                if name_next:
                    codes.append(value)
                name_next = not name_next
    if not codes and extends is None:
        raise ChecklistError(f"{path}:1:1: 'codes' is missing: for which code is this checklist?")
    return File(path, text, tuple(codes), extends)


def stacked(stack: tuple[File, ...]) -> tuple[Any, Origins]:
    """Return the parsed files laid over each other, and which place comes from which file."""
    raw: Any = None
    origins: Origins = {}
    for number, file in enumerate(stack):
        try:
            parsed = yaml.load(file.text, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            raise _broken(file.path, error) from error
        raw = parsed if number == 0 else merge(raw, parsed, number, origins)
    return raw, origins


def _broken(path: str, error: yaml.MarkedYAMLError) -> ChecklistError:
    mark = error.problem_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return ChecklistError(f"{path}:{line}:{column}: not valid YAML: {error.problem or 'unreadable'}")


def place(loc: Loc, stack: tuple[File, ...], origins: Origins) -> tuple[str, int, int]:
    """Return the path, line and column (1-based) of a place in files laid over each other."""
    number, loc = origin(loc, origins)
    return (stack[number].path, *position(stack[number].text, loc))


def shown(problem: Problem, stack: tuple[File, ...], origins: Origins) -> str:
    """Return a mistake as "path:line:column: message"."""
    path, line, column = place(problem.loc, stack, origins)
    return f"{path}:{line}:{column}: {problem.message}"
