"""One case judged: where the report agrees with the labels, and each place where it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from notecheck.evaluation.cases import JUDGED_EVIDENCE, Case
from notecheck.report import CodeReport, Evidence, ItemReport

GAPS = frozenset({"partial", "missing", "contradicted"})
"""Statuses of an applicable item that leave something to document."""


@dataclass(frozen=True, slots=True)
class Miss:
    """One disagreement. ``kind``: item, evidence, verdict, alert, suggested or offset."""

    kind: str
    name: str
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the checker said of a case.

    ``counts`` hold the numbers that the figures are made of (see ``scores``), ``item_counts`` the
    part of them that each item brought; ``statuses`` the pairs of expected and given status by
    item, ``evidence`` what was shown for each judged item and, as
    ``alert dish``, for each alert that fired.
    """

    case: Case
    counts: dict[str, int]
    item_counts: dict[str, dict[str, int]]
    statuses: dict[str, tuple[str, str]]
    misses: tuple[Miss, ...]
    evidence: dict[str, tuple[Evidence, ...]]


def occurrences(text: str, phrase: str) -> Iterator[tuple[int, int]]:
    """Yield where a phrase stands in a text, whatever its case; characters."""
    low, needle, at = text.lower(), phrase.lower(), 0
    while needle and (at := low.find(needle, at)) >= 0:
        yield at, at + len(needle)
        at += 1


def judge(case: Case, report: CodeReport) -> Outcome:
    """Hold the report of a case's code against its labels."""
    counts: Counter[str] = Counter(cases=1)
    of_items: dict[str, dict[str, int]] = {}
    misses: list[Miss] = []
    statuses: dict[str, tuple[str, str]] = {}
    shown: dict[str, tuple[Evidence, ...]] = {}
    items = {item.id: item for item in report.items}
    if case.verdict is not None:
        counts["verdicts"] += 1
        counts["verdicts_right"] += report.verdict == case.verdict
        if report.verdict != case.verdict:
            misses.append(Miss("verdict", "verdict", case.verdict, report.verdict))
    for name, gold in case.items.items():
        item = items[name]
        statuses[name] = (gold, item.status)
        shown[name] = item.evidence
        own = Counter(items=1, items_right=item.status == gold)
        own["gap_tp"] += gold in GAPS and item.status in GAPS
        own["gap_fn"] += gold in GAPS and item.status not in GAPS
        own["gap_fp"] += gold not in GAPS and item.status in GAPS
        if item.status != gold:
            misses.append(Miss("item", name, gold, item.status))
        _evidence(case, name, item, own, misses)
        counts.update(own)
        of_items[name] = dict(own)
    if case.alerts is not None:
        fired = {alert.id for alert in report.alerts}
        shown.update({f"alert {alert.id}": alert.evidence for alert in report.alerts})
        wanted = set(case.alerts)
        counts["alert_tp"] += len(wanted & fired)
        counts["alert_fp"] += len(fired - wanted)
        counts["alert_fn"] += len(wanted - fired)
        misses.extend(Miss("alert", name, "fires", "silent") for name in sorted(wanted - fired))
        misses.extend(Miss("alert", name, "silent", "fires") for name in sorted(fired - wanted))
    offered = {s.code for s in report.suggested_codes} | {c for a in report.alerts for c in a.codes}
    for code in case.suggested_codes:
        counts["suggested"] += 1
        if any(o == code or (code.endswith("-") and o.startswith(code[:-1])) for o in offered):
            counts["suggested_right"] += 1
        else:
            misses.append(Miss("suggested", code, "offered", ", ".join(sorted(offered)) or "none"))
    return Outcome(case, dict(counts), of_items, statuses, tuple(misses), shown)


def _evidence(case: Case, name: str, item: ItemReport, counts: Counter[str], misses: list[Miss]) -> None:
    """Count whether the evidence of an item overlaps a phrase that its label names."""
    for span in item.evidence:
        if case.text[span.start : span.end] != span.text:
            counts["offset_errors"] += 1
            misses.append(Miss("offset", name, "the words of the note", f"at {span.start}"))
    phrases = case.evidence.get(name, ())
    gold = case.items[name]
    if not phrases or gold not in JUDGED_EVIDENCE:
        return
    places = [place for phrase in phrases for place in occurrences(case.text, phrase)]
    hit = any(start < span.end and span.start < end for start, end in places for span in item.evidence)
    counts["evidence"] += 1
    counts["evidence_right"] += hit
    if not hit and item.status == gold:
        said = ", ".join(f"line {span.line}" for span in item.evidence[:3]) or "none"
        misses.append(Miss("evidence", name, " / ".join(phrases), said))
