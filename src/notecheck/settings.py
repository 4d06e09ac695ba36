"""What a project sets for itself, so that nobody repeats it on the command line.

``notecheck.toml``, or ``[tool.notecheck]`` of ``pyproject.toml``, in the working folder or the
nearest folder above it. The command line wins over the file, the file over the defaults::

    checklists = ["checklists"]   # folders of your own, relative to the file
    codes = ["M96.0"]             # checked where --code is not given
    setting = "inpatient"
    max_bytes = 10_000_000
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast

from notecheck.errors import ChecklistError, SettingError
from notecheck.note import Setting
from notecheck.readers import MAX_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a run. ``max_bytes`` limits each note; ``source`` is the file that was read."""

    checklists: tuple[Path, ...] = ()
    codes: tuple[str, ...] = ()
    setting: Setting = "outpatient"
    max_bytes: int = MAX_BYTES
    source: Path | None = None


def find(start: Path | None = None) -> Settings:
    """Return the settings of the nearest file at or above ``start`` (the working folder).

    In one folder ``notecheck.toml`` goes before ``pyproject.toml``; a ``pyproject.toml`` without
    ``[tool.notecheck]`` is passed over. Raises ChecklistError, ``file:line:column`` first.
    """
    here = (start or Path.cwd()).absolute()
    for folder in (here, *here.parents):
        own = folder / "notecheck.toml"
        if own.is_file():
            return _settings(own, _toml(own))
        shared = folder / "pyproject.toml"
        # Most pyproject files are of other projects: only one that names notecheck is parsed.
        if shared.is_file() and "notecheck" in _content(shared):
            tools = _toml(shared).get("tool")
            table = tools.get("notecheck") if isinstance(tools, Mapping) else None
            if table is not None:
                return _settings(shared, table)
    return Settings()


def override(
    settings: Settings,
    *,
    checklists: Sequence[Path] | None = None,
    codes: Sequence[str] | None = None,
    setting: str | None = None,
    max_bytes: int | None = None,
) -> Settings:
    """Return ``settings`` with what is given put in their place; ``codes`` may hold lists by comma.

    Folders are added after the configured ones, so theirs win. Raises SettingError for an unknown
    setting and ChecklistError for a folder that is not there.
    """
    if setting is not None and setting not in ("outpatient", "inpatient"):
        raise SettingError(f"unknown setting '{setting}'; use outpatient or inpatient")
    for folder in checklists or ():
        if not folder.is_dir():
            raise ChecklistError(f"{folder}: no such folder of checklists; check --checklists")
    asked = tuple(code.strip() for given in codes or () for code in given.split(",") if code.strip())
    return replace(
        settings,
        checklists=(*settings.checklists, *(checklists or ())),
        codes=asked or settings.codes,
        setting=cast(Setting, setting) if setting is not None else settings.setting,
        max_bytes=max_bytes if max_bytes is not None else settings.max_bytes,
    )


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise ChecklistError(f"{path}:1:1: cannot be read as UTF-8; save it as UTF-8 text") from None


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_content(path))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = place.groups() if place else ("1", "1")
        what = str(error).split(" (at ")[0]
        raise ChecklistError(f"{path}:{line}:{column}: not valid TOML: {what}") from None


def _settings(path: Path, table: object) -> Settings:
    if not isinstance(table, Mapping):
        raise ChecklistError(f"{_place(path, 'notecheck')}: tool.notecheck must be a table: [tool.notecheck]")
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _KEYS:
            near = get_close_matches(str(key), _KEYS, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(_KEYS)}"
            raise ChecklistError(f"{_place(path, str(key))}: unknown key '{key}'; {hint}")
        accepts, wanted = _KEYS[key]
        if not accepts(value):
            raise ChecklistError(f"{_place(path, key)}: '{key}' must be {wanted}")
        values[key] = value
    folders = tuple((path.parent / folder) for folder in _listed(values.pop("checklists", ())))
    for folder in folders:
        if not folder.is_dir():
            raise ChecklistError(f"{_place(path, 'checklists')}: no such folder: {folder}")
    codes = tuple(_listed(values.pop("codes", ())))
    return Settings(checklists=folders, codes=codes, source=path, **values)


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _texts(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(v, str) for v in value))


def _size(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


_KEYS: dict[str, tuple[Callable[[object], bool], str]] = {
    "checklists": (_texts, 'a folder or a list of folders: checklists = ["checklists"]'),
    "codes": (_texts, 'a code or a list of codes: codes = ["M96.0"]'),
    "setting": (lambda value: value in ("outpatient", "inpatient"), '"outpatient" or "inpatient"'),
    "max_bytes": (_size, "a number of bytes above 0: max_bytes = 5_000_000"),
}


def _place(path: Path, key: str) -> str:
    """Return ``file:line:column`` of a key; TOML parsers keep no positions, so it is looked up."""
    lines = _content(path).splitlines()
    first = 0
    if path.name == "pyproject.toml":
        first = next((n for n, line in enumerate(lines) if "notecheck" in line and "tool" in line), 0)
    pattern = re.compile(rf"""^\s*["']?{re.escape(key)}["']?\s*(?:=|\.)""")
    for number, line in enumerate(lines[first:], first + 1):
        if pattern.match(line):
            return f"{path}:{number}:{len(line) - len(line.lstrip()) + 1}"
    return f"{path}:{first + 1}:1"
