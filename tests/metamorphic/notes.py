"""The notes that are varied, and what a check says of one: the part that may not change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from notecheck.checker import Checker
from notecheck.evaluation import load_cases
from notecheck.report import CodeReport

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Sample:
    """One note with the code that it is checked for."""

    id: str
    code: str
    text: str
    date: str | None
    setting: str

    def saying(self, text: str) -> Sample:
        """Return the same note with another text."""
        return replace(self, text=text)


@dataclass(frozen=True)
class Variant:
    """A changed note. ``what`` says which change; ``[start, end)`` is where, in the changed text.

    ``partly`` does the change to one line alone, where it was done to all of them: it finds the
    line that is responsible for a violation.
    """

    kind: str
    what: str
    text: str
    start: int = 0
    end: int = 0
    partly: Callable[[str], str] | None = None


@dataclass(frozen=True)
class Said:
    """What a check says: the status of each item, the verdict, the alerts."""

    statuses: tuple[tuple[str, str], ...]
    verdict: str
    alerts: tuple[str, ...]

    def differences(self, other: Said) -> list[str]:
        """Name what differs, as ``prior_fusion: met -> missing``."""
        found = [
            f"{name}: {before} -> {now}"
            for (name, before), (_, now) in zip(self.statuses, other.statuses, strict=True)
            if before != now
        ]
        if self.verdict != other.verdict:
            found.append(f"verdict: {self.verdict} -> {other.verdict}")
        found += [f"alert {name} gone" for name in self.alerts if name not in other.alerts]
        found += [f"alert {name} new" for name in other.alerts if name not in self.alerts]
        return found


@cache
def checker() -> Checker:
    return Checker()


@cache
def samples(*gold: str) -> tuple[Sample, ...]:
    """Return the project's sample notes, or those of other gold files."""
    return tuple(
        Sample(case.id, case.code, case.text, case.date, case.setting)
        for case in load_cases(gold or [ROOT / "tests" / "cases" / "samples.jsonl"])
    )


def report(sample: Sample) -> CodeReport:
    return (
        checker().check(sample.text, codes=[sample.code], date=sample.date, setting=sample.setting).codes[0]
    )


@cache
def said(sample: Sample) -> Said:
    code = report(sample)
    statuses = tuple((item.id, str(item.status)) for item in code.items)
    return Said(statuses, code.verdict, tuple(sorted(alert.id for alert in code.alerts)))


def sentence_at(text: str, at: int) -> str:
    """Return the line around a place, for messages."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return text[start : len(text) if end < 0 else end].strip()


def responsible(sample: Sample, variant: Variant) -> str:
    """Return the line of the note whose change alone makes the difference, or where the change is."""
    if variant.partly is None:
        return sentence_at(variant.text, variant.start)
    lines = sample.text.split("\n")
    for at, line in enumerate(lines):
        changed = variant.partly(line)
        if changed != line:
            alone = sample.saying("\n".join([*lines[:at], changed, *lines[at + 1 :]]))
            if said(sample).differences(said(alone)):
                return line.strip()
    return "no line alone"
