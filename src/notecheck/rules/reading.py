"""Strict reading of parsed YAML: every key is asked for by name, and what is left over is a mistake."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where (keys and indexes from the root), what to do, and the rule that it breaks."""

    loc: Loc
    message: str
    rule: str = "wrong-value"


@dataclass(slots=True)
class Problems:
    """The mistakes found so far; reading goes on after one, so that a linter can show all."""

    found: list[Problem] = field(default_factory=list)

    def add(self, loc: Loc, message: str, rule: str = "wrong-value") -> None:
        """Note one mistake; ``rule`` is its name in the linter."""
        self.found.append(Problem(loc, message, rule))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean 'x'?" or the list of what is known."""
    known = list(known)
    close = get_close_matches(word, known, 1, 0.6)
    if close:
        return f"; did you mean '{close[0]}'?"
    return f"; known: {', '.join(known)}" if 0 < len(known) <= 16 else ""


class Reader:
    """One YAML mapping, read key by key; :meth:`finish` complains about keys that nobody asked for."""

    __slots__ = ("_asked", "loc", "problems", "raw")

    def __init__(self, raw: Any, loc: Loc, problems: Problems) -> None:
        if not isinstance(raw, dict):
            problems.add(loc, f"expected keys and values, found {_kind(raw)}")
            raw = {}
        self.raw: dict[Any, Any] = raw
        self.loc = loc
        self.problems = problems
        self._asked: list[str] = []

    def has(self, key: str) -> bool:
        """Tell whether the key is written, and count it as known."""
        self._asked.append(key)
        return key in self.raw

    def take(self, key: str, default: Any = None, *, required: bool = False) -> Any:
        """Return the value as it was parsed."""
        self._asked.append(key)
        if key in self.raw:
            return self.raw[key]
        if required:
            self.problems.add(self.loc, f"'{key}' is missing", "missing-key")
        return default

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        """Return a text; surrounding white space is dropped, numbers are taken as written."""
        value = self.take(key, default, required=required)
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        self.problems.add((*self.loc, key), f"'{key}' must be text, found {_kind(value)}")
        return default

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a single text stands for a list of one."""
        value = self.take(key, [])
        out = []
        for index, entry in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(entry, str):
                out.append(entry.strip())
            elif isinstance(entry, int | float) and not isinstance(entry, bool):
                out.append(str(entry))
            else:
                at = (*self.loc, key, index) if isinstance(value, list) else (*self.loc, key)
                self.problems.add(at, f"'{key}' must hold texts, found {_kind(entry)}")
        return tuple(out)

    def flag(self, key: str) -> bool:
        """Return true or false; false where it is not written."""
        value = self.take(key, False)
        if not isinstance(value, bool):
            self.problems.add((*self.loc, key), f"'{key}' must be true or false")
        return bool(value)

    def number(self, key: str, default: float | None = None) -> float | None:
        """Return a number that is not negative."""
        value = self.take(key, default)
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool) and value >= 0):
            return value
        self.problems.add((*self.loc, key), f"'{key}' must be a number, 0 or more")
        return default

    def choice(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """Return one of the allowed words; required where there is no default."""
        value = self.take(key, default, required=default is None)
        if value in allowed:
            return str(value)
        if value is not None:
            self.problems.add((*self.loc, key), self._unfit(key, value, allowed))
        return default or allowed[0]

    def choices(self, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """Return one or several of the allowed words."""
        values = self.texts(key)
        listed = isinstance(self.raw.get(key), list)
        for index, value in enumerate(values):
            if value not in allowed:
                at = (*self.loc, key, index) if listed else (*self.loc, key)
                self.problems.add(at, self._unfit(key, value, allowed))
        return tuple(value for value in values if value in allowed)

    def entries(self, key: str, *, required: bool = False) -> list[tuple[Any, Loc]]:
        """Return the entries of a list, each with its place."""
        value = self.take(key, [], required=required)
        if not isinstance(value, list):
            self.problems.add((*self.loc, key), f"'{key}' must be a list, found {_kind(value)}")
            return []
        return [(entry, (*self.loc, key, index)) for index, entry in enumerate(value)]

    def mapping(self, key: str, *, required: bool = False) -> list[tuple[str, Any, Loc]]:
        """Return the keys and values of a mapping, each with its place."""
        value = self.take(key, {}, required=required)
        if not isinstance(value, dict):
            self.problems.add((*self.loc, key), f"'{key}' must hold keys and values, found {_kind(value)}")
            return []
        return [(str(name), entry, (*self.loc, key, name)) for name, entry in value.items()]

    def finish(self) -> None:
        """Complain about every key that was not asked for."""
        for key in self.raw:
            if key not in self._asked:
                known = list(dict.fromkeys(self._asked))
                hint = did_you_mean(str(key), known)
                self._forget_missing(hint)
                self.problems.add((*self.loc, key), f"unknown key '{key}'{hint}", "unknown-key")

    def _forget_missing(self, hint: str) -> None:
        """A misspelt key is one mistake, not also a missing one."""
        for name in self._asked:
            if hint == f"; did you mean '{name}'?":
                missing = Problem(self.loc, f"'{name}' is missing", "missing-key")
                self.problems.found = [problem for problem in self.problems.found if problem != missing]

    @staticmethod
    def _unfit(key: str, value: Any, allowed: tuple[str, ...]) -> str:
        return f"'{key}' cannot be '{value}'{did_you_mean(str(value), allowed)}"


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "keys and values"
    return "a list" if isinstance(value, list) else f"'{value}'"
