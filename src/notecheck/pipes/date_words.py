"""The patterns of lexicon/dates.yaml, compiled once: the gate that finds anchors, and one a form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from notecheck import lexicon

_NO_LETTER = "(?![a-z])"


@dataclass(frozen=True, slots=True)
class DateWords:
    """Compiled words.

    ``gate`` stops one character before every place where a date may hang; ``family`` tells by
    the word that stands there which form to try. ``before`` patterns look back from a place
    (they end in ``\\Z``: match them with ``endpos``).
    """

    gate: re.Pattern[str]
    family: dict[str, str]
    patterns: dict[str, re.Pattern[str]]
    before: dict[str, re.Pattern[str]]
    after: dict[str, re.Pattern[str]]
    labels: tuple[str | None, ...]
    label: dict[str, re.Pattern[str]]
    header: dict[str, Any]
    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    numbers: dict[str, float]
    units: dict[str, str]
    ordinals: dict[str, int]
    holidays: dict[str, list[int]]
    short_weekdays: frozenset[str]
    unmistakable_months: frozenset[str]
    verb_months: frozenset[str]
    few: float
    assumed_year: int


class _Compiled(dict[str, Any]):
    """Patterns, each compiled when it is first asked for: all 60 at once took 0.1 s of every start."""

    def __init__(self, compiled: Callable[[str], re.Pattern[str]], sources: Mapping[str, Any]) -> None:
        super().__init__()
        self._compiled = compiled
        self._sources = sources

    def __missing__(self, name: str) -> Any:
        source = self._sources[name]
        value = self[name] = self._compiled(source) if isinstance(source, str) else source
        return value


@cache
def date_words() -> DateWords:
    """Return the compiled words (built on first use, then shared)."""
    data = lexicon.load("dates")
    units = {word: unit for unit, words in data["units"].items() for word in words}
    names: dict[str, Any] = {
        "months": data["months"], "weekdays": data["weekdays"], "seasons": data["seasons"], "units": units,
    }  # fmt: skip
    fragments = {
        "month": _any(data["months"]),
        "weekday": _any(data["weekdays"]),
        "season": _any(data["seasons"]),
        "unit": _any(units),
        "number_word": _any(data["numbers"]),
        "ordinal": _any(data["ordinals"]).replace(r"\-", r"[\s-]"),
        "holiday": _any(data["holidays"]).replace("'", "['’]"),
        **data["fragments"],
    }

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(_filled(pattern, fragments), re.VERBOSE)

    family: dict[str, str] = {}
    leads: dict[str, list[str]] = defaultdict(list)
    for name, anchor in data["anchors"].items():
        words = anchor["words"] if isinstance(anchor["words"], list) else list(names[anchor["words"]])
        follow = f"(?:{anchor.get('follow', _NO_LETTER)})"
        by_first: dict[str, list[str]] = defaultdict(list)
        for word in words:
            family.setdefault(word, anchor.get("form", name))
            by_first[word[0]].append(word[1:])
        for first, rests in by_first.items():
            leads[first].append(f"(?:{_any(rests)}){follow}")
    header = data["header"]
    return DateWords(
        gate=compiled(_gate(leads)),
        family=family,
        patterns=_Compiled(compiled, data["patterns"]),
        before=_Compiled(compiled, data["before"]),
        after=_Compiled(compiled, data["after"]),
        labels=tuple(None if pattern == "BARE" else pattern for pattern in header["labels"]),
        label=_Compiled(compiled, {pattern: pattern for pattern in header["labels"]}),
        header=_Compiled(compiled, header),
        months=data["months"],
        weekdays=data["weekdays"],
        seasons=data["seasons"],
        numbers=data["numbers"],
        units=units,
        ordinals=data["ordinals"],
        holidays=data["holidays"],
        short_weekdays=frozenset(data["short_weekdays"]),
        unmistakable_months=frozenset(data["unmistakable_months"]),
        verb_months=frozenset(data["verb_months"]),
        few=data["few"],
        assumed_year=data["assumed_year"],
    )


def _gate(leads: dict[str, list[str]]) -> str:
    """One character that is no letter, then an anchor.

    The leading character class lets the engine skip letters quickly, and the grouping by first
    letter makes it try only the words that can stand there.
    """
    words = "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in sorted(leads.items()))
    digits = r"[0-9](?:(?<=1)9[0-9]{2}|(?<=2)0[0-9]{2}|[0-9]?[/.\-](?=[0-9])|(?<=['’][0-9])[0-9](?![0-9]))"
    return f"[^a-z](?={words}|{digits})"


def _any(words: Any) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _filled(pattern: str, fragments: dict[str, str]) -> str:
    """Put the fragments in place of their names, innermost last."""
    while True:
        filled = re.sub(r"@([a-z_]+)", lambda name: f"(?:{fragments[name[1]]})", pattern)
        if filled == pattern:
            return filled
        pattern = filled
