"""What a rule sees while it is held against one note for one code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

from notecheck.extraction import Cue
from notecheck.lines import breaks
from notecheck.rules.facts import Fact, Facts

if TYPE_CHECKING:
    from notecheck.rules.subject import Subject


class Piece(NamedTuple):
    """A stretch of the note that made a rule true; characters, and a 1-based line."""

    start: int
    end: int
    section: str
    line: int
    cue: Cue | None = None


Proof = tuple[Piece, ...]


class Rule(Protocol):
    """A condition: its proof (perhaps empty) where it holds, else None."""

    def holds(self, context: Context) -> Proof | None:
        """Return the pieces of the note that make the rule true, or None where it is not."""


class Context:
    """One note, indexed, held against one code. Everything computed twice is remembered."""

    __slots__ = (
        "_chosen",
        "_rules",
        "_subjects",
        "code",
        "facts",
        "found",
        "inpatient",
        "made_of",
        "named",
        "refused",
        "site",
        "status",
        "text",
    )

    def __init__(
        self,
        *,
        facts: Facts,
        text: str,
        code: str,
        site: str | None,
        inpatient: bool,
        subjects: Mapping[str, Subject],
        rules: Mapping[str, Rule],
        status: Callable[[str], str],
    ) -> None:
        self.facts = facts
        self.text = text
        self.code = code
        self.site = site
        self.inpatient = inpatient
        self.status = status
        self.found: dict[int, list[Fact]] = {}
        self.made_of: dict[int, frozenset[int]] = {}
        self.refused: dict[int, list[tuple[Fact, str]]] = {}
        self.named: dict[str, Proof | None] = {}
        self._subjects = subjects
        self._rules = rules
        self._chosen: dict[str, Fact | None] = {}

    def subject(self, name: str) -> Fact | None:
        """Return the fact that the checklist calls so, or None where the note has none."""
        if name not in self._chosen:
            self._chosen[name] = None  # a circle would end here; the loader refuses circles
            self._chosen[name] = self._subjects[name].choose(self)
        return self._chosen[name]

    def subject_query(self, name: str) -> Subject:
        """Return how the subject of this name is chosen."""
        return self._subjects[name]

    def rule(self, name: str) -> Proof | None:
        """Return the proof of a named rule."""
        if name not in self.named:
            self.named[name] = self._rules[name].holds(self)
        return self.named[name]

    def line(self, start: int, near: Piece) -> int:
        """Return the 1-based line of a position, counted from a piece whose line is known."""
        if start >= near.start:
            return near.line + breaks(self.text, near.start, start)
        return near.line - breaks(self.text, start, near.start)
