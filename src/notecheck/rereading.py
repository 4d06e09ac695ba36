"""What need not be read again of a note that has grown since it was last read.

Everything here is remembered by where it stands, and forgotten where the text, or what stands
within reach of it, is no longer what it was. So what is remembered is what would be read.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from typing import Any

from notecheck.extraction import Assertion, Extraction
from notecheck.pipes.assertion import Judge
from notecheck.pipes.components import AssertionMarker, Component

REACH = 400
"""How many characters behind its end a sentence's judgement may look at; more than any pipe does."""


def shared(before: str, now: str) -> int:
    """Return how many characters the two texts begin with in common."""
    low, high = 0, min(len(before), len(now))
    while low < high:
        middle = (low + high + 1) // 2
        if before[low:middle] == now[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def last_place(extraction: Extraction) -> int:
    """Return where the last thing ends that an extraction tells of."""
    ends = [mention.end for mention in extraction.mentions] + [code.end for code in extraction.codes]
    return max(ends, default=0)


class RememberingJudge:
    """Judges sentences as :class:`Judge` does, each only once while it stays as it is."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._known: dict[tuple[Any, ...], list[Assertion]] = {}

    def sentence(
        self, text: str, start: int, end: int, spans: Sequence[tuple[int, int]], **options: Any
    ) -> list[Assertion]:
        """Return how each span is asserted; see :meth:`Judge.sentence`."""
        about = tuple(tuple(value) if isinstance(value, list) else value for value in options.values())
        key = (start, end, tuple(spans), *about)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._judge.sentence(text, start, end, spans, **options)
        return known

    def resolutions(self, text: str) -> list[re.Match[str]]:
        """Return what ends the complaints before it; see :meth:`Judge.resolutions`."""
        return self._judge.resolutions(text)

    def forget(self, place: int) -> None:
        """Forget what reaches beyond ``place``; up to there the text is what it was."""
        self._known = {key: known for key, known in self._known.items() if key[1] + REACH <= place}


def rereading(components: Sequence[Component]) -> tuple[list[Component], RememberingJudge]:
    """Return components with a judge that remembers, and that judge."""
    pipes: list[Component] = []
    memory: RememberingJudge | None = None
    for component in components:
        if isinstance(component, AssertionMarker):
            memory = RememberingJudge(component.judge)
            component = copy.copy(component)
            component.judge = memory  # type: ignore[assignment]
        pipes.append(component)
    assert memory is not None
    return pipes, memory
