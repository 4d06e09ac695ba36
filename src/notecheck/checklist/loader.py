"""From files to checklists: lazily, so that a check of one code parses one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from notecheck.checklist.build import build
from notecheck.checklist.files import File, files_in, normal, read_file, shown, stacked
from notecheck.checklist.model import Checklist
from notecheck.checklist.positions import duplicates, position
from notecheck.errors import ChecklistError, CodeError
from notecheck.rules.reading import Problems


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
    files = [file for folder in (builtin_dir(), *map(Path, directories)) for file in files_in(folder)]
    return Checklists(files)


class Checklists(Mapping[str, Checklist]):
    """Checklists by code. A file is parsed when one of its codes is first asked for."""

    def __init__(self, files: Iterable[File]) -> None:
        self._stacks: dict[str, tuple[File, ...]] = {}
        self._built: dict[str, Checklist] = {}
        for file in files:
            self.add(file)

    def add(self, file: File) -> None:
        """Lay one more file over these. Raises ChecklistError where it extends what is not there."""
        self._built.clear()
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
        code = normal(code)
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
        return self[key] if normal(key) in self._stacks else default

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and normal(code) in self._stacks

    def __iter__(self) -> Iterator[str]:
        return iter(self._stacks)

    def __len__(self) -> int:
        return len(self._stacks)

    def stack(self, code: str) -> tuple[File, ...]:
        """Return the files of a code: the one that declares it, then those that extend it."""
        return self._stacks[normal(code)]

    def _unknown(self, code: str) -> str:
        near = get_close_matches(code, self._stacks, 3, 0.5)
        known = ", ".join(near or self._stacks)
        return f"no checklist for code '{code}'; {'nearest' if near else 'known codes'}: {known}"


def lint_file(path: str | Path) -> list[str]:
    """Return every mistake of one checklist file as "path:line:column: message"; none if it is right.

    A file that extends another one is judged over the built-in checklists.
    """
    try:
        file = read_file(Path(path))
        stack: tuple[File, ...] = (file,)
        if file.extends:
            base = load_checklists()
            stack = (*(base.stack(file.extends) if file.extends in base else ()), file)
        raw, origins = stacked(stack)
        found = [shown(problem, (file,), {}) for problem in duplicates(file.text)]
    except ChecklistError as error:
        return [str(error)]
    problems = Problems()
    build(raw, problems, path=file.path)
    return found + [shown(problem, stack, origins) for problem in problems.found]


def _build(stack: tuple[File, ...]) -> dict[str, Checklist]:
    raw, origins = stacked(stack)
    problems = Problems()
    built = build(raw, problems, path=stack[-1].path)
    if problems.found:
        more = f" (and {len(problems.found) - 1} more)" if len(problems.found) > 1 else ""
        raise ChecklistError(shown(problems.found[0], stack, origins) + more)
    return built
