"""From files to checklists: lazily, so that a check of one code parses one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from notecheck.checklist.build import build
from notecheck.checklist.model import Checklist
from notecheck.checklist.overlay import Origins, merge, origin
from notecheck.checklist.positions import duplicates, position
from notecheck.errors import ChecklistError, CodeError
from notecheck.rules.reading import Problem, Problems

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class _File:
    """A checklist file with its text, the codes it declares, or the code that it extends."""

    path: str
    text: str
    codes: tuple[str, ...]
    extends: str | None = None


def builtin_dir() -> Path:
    """Return the folder of the checklists that come with notecheck, in a wheel or in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "checklists"
    return installed if installed.is_dir() else package.parent.parent / "checklists"


def load_checklists(directories: Iterable[str | Path] = ()) -> Checklists:
    """Return the built-in checklists, with those of more folders laid over them in order.

    A file there with ``extends: CODE`` changes the checklist that holds the code; one that declares
    codes replaces theirs. Raises ChecklistError ("path:line:column: ...") where a file cannot be
    read; what is wrong inside one shows when its code is first asked for.
    """
    files = [file for folder in (builtin_dir(), *map(Path, directories)) for file in _files(folder)]
    return Checklists(files)


class Checklists(Mapping[str, Checklist]):
    """Checklists by code. A file is parsed when one of its codes is first asked for."""

    def __init__(self, files: Iterable[_File]) -> None:
        self._stacks: dict[str, tuple[_File, ...]] = {}
        self._built: dict[str, Checklist] = {}
        for file in files:
            self._add(file)

    def _add(self, file: _File) -> None:
        if file.extends is None:
            for code in file.codes:
                self._stacks[code] = (file,)
            return
        stack = self._stacks.get(file.extends)
        if stack is None:
            line, column = position(file.text, ("extends",))
            near = get_close_matches(file.extends, self._stacks, 3, 0.4)
            hint = f"; nearest: {', '.join(near)}" if near else ""
            raise ChecklistError(f"{file.path}:{line}:{column}: no checklist for '{file.extends}'{hint}")
        for code, files in list(self._stacks.items()):
            if files == stack:
                self._stacks[code] = (*stack, file)

    def __getitem__(self, code: str) -> Checklist:
        """Return the checklist of a code, whatever its case and dot; CodeError names the nearest codes."""
        code = self.normal(code)
        if code not in self._built:
            if code not in self._stacks:
                raise CodeError(self._unknown(code))
            stack = self._stacks[code]
            built = _build(stack)
            for other, checklist in built.items():
                if self._stacks.get(other) == stack or other not in self._stacks:
                    self._built[other] = checklist
        return self._built[code]

    def get(self, key: str, default: Any = None) -> Any:
        """Return the checklist of a code, or the default where there is none."""
        return self[key] if self.normal(key) in self._stacks else default

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and self.normal(code) in self._stacks

    def __iter__(self) -> Iterator[str]:
        return iter(self._stacks)

    def __len__(self) -> int:
        return len(self._stacks)

    @staticmethod
    def normal(code: str) -> str:
        """Return a code in upper case, with its dot."""
        code = code.strip().upper()
        return f"{code[:3]}.{code[3:]}" if len(code) > 3 and "." not in code else code

    def _unknown(self, code: str) -> str:
        near = get_close_matches(code, self._stacks, 3, 0.5)
        known = ", ".join(near or self._stacks)
        return f"no checklist for code '{code}'; {'nearest' if near else 'known codes'}: {known}"


def lint_file(path: str | Path) -> list[str]:
    """Return every mistake of one checklist file as "path:line:column: message"; none if it is right.

    A file that extends another one is judged over the built-in checklists.
    """
    try:
        file = _read(Path(path))
        stack: tuple[_File, ...] = (file,)
        if file.extends:
            base = load_checklists()
            stack = (*base._stacks.get(file.extends, ()), file)
        raw, origins = _stacked(stack)
        found = [_shown(problem, (file,), {}) for problem in duplicates(file.text)]
    except ChecklistError as error:
        return [str(error)]
    problems = Problems()
    build(raw, problems, path=file.path)
    return found + [_shown(problem, stack, origins) for problem in problems.found]


def _files(folder: Path) -> list[_File]:
    try:
        paths = sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")])
    except OSError:
        paths = []
    if not paths and not folder.is_dir():
        raise ChecklistError(f"{folder}:1:1: no such folder of checklists")
    files = [_read(path) for path in paths]
    return sorted(files, key=lambda file: file.extends is not None)


def _read(path: Path) -> _File:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ChecklistError(f"{path}:1:1: cannot be read as UTF-8 text ({type(error).__name__})") from error
    try:
        return _head(str(path), text)
    except yaml.MarkedYAMLError as error:
        raise _broken(str(path), error) from error


def _head(path: str, text: str) -> _File:
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
                    extends = Checklists.normal(value)
                    break
            elif depth == 2 and inside:
                if name_next:
                    codes.append(value)
                name_next = not name_next
    if not codes and extends is None:
        raise ChecklistError(f"{path}:1:1: 'codes' is missing: for which code is this checklist?")
    return _File(path, text, tuple(codes), extends)


def _stacked(stack: tuple[_File, ...]) -> tuple[Any, Origins]:
    raw: Any = None
    origins: Origins = {}
    for number, file in enumerate(stack):
        try:
            parsed = yaml.load(file.text, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            raise _broken(file.path, error) from error
        raw = parsed if number == 0 else merge(raw, parsed, number, origins)
    return raw, origins


def _build(stack: tuple[_File, ...]) -> dict[str, Checklist]:
    raw, origins = _stacked(stack)
    problems = Problems()
    built = build(raw, problems, path=stack[-1].path)
    if problems.found:
        more = f" (and {len(problems.found) - 1} more)" if len(problems.found) > 1 else ""
        raise ChecklistError(_shown(problems.found[0], stack, origins) + more)
    return built


def _shown(problem: Problem, stack: tuple[_File, ...], origins: Origins) -> str:
    number, loc = origin(problem.loc, origins)
    line, column = position(stack[number].text, loc)
    return f"{stack[number].path}:{line}:{column}: {problem.message}"


def _broken(path: str, error: yaml.MarkedYAMLError) -> ChecklistError:
    mark = error.problem_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return ChecklistError(f"{path}:{line}:{column}: not valid YAML: {error.problem or 'unreadable'}")
