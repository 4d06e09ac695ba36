"""What a regular expression cannot match without: letters to look for before the engine is asked.

Of the patterns of the lexicon that a trigger word of a note calls up, 19 in 20 then match nothing;
``"joint" in sentence`` tells so in a hundredth of the time.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

try:
    from re import _constants as ops  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:  # a Python with another engine: nothing is known to be needed
    parser = None

_FEWEST = 2  # letters: a single one is in nearly every sentence


def needed(source: str) -> tuple[tuple[str, ...], ...]:
    """Return groups of strings, the rarest first: what ``source`` matches in lower case holds one of each."""
    if parser is None:
        return ()
    groups = sorted(_groups(parser.parse(source)), key=lambda group: (len(group), -_rarity(group)))
    return tuple(tuple(sorted(group)) for group in groups)


def may_hold(groups: Iterable[Iterable[str]], low: str) -> bool:
    """Tell by a glance whether a text in lower case holds one of each group of strings."""
    for group in groups:
        for part in group:
            if part in low:
                break
        else:
            return False
    return True


def _groups(items: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
    found: list[frozenset[str]] = []
    run = ""
    for op, value in items:
        if op is ops.LITERAL:
            run += chr(value).lower()
            continue
        if len(run) >= _FEWEST:
            found.append(frozenset({run}))
        run = ""
        if op is ops.SUBPATTERN:
            found += _groups(value[3])
        elif op is ops.ATOMIC_GROUP:
            found += _groups(value)
        elif op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT) and value[0] >= 1:
            found += _groups(value[2])
        elif op is ops.BRANCH:
            best = [max(_groups(choice), key=_rarity, default=None) for choice in value[1]]
            if None not in best:
                found.append(frozenset().union(*(group for group in best if group)))
    if len(run) >= _FEWEST:
        found.append(frozenset({run}))
    return found


def _rarity(group: frozenset[str]) -> int:
    """Long strings are rare ones."""
    return min(map(len, group))
