"""The notes that a checklist carries: each must give what it says, and together they should cover it."""

from __future__ import annotations

from collections.abc import Mapping

from notecheck.checker import Checker
from notecheck.checklist import Checklist, Example
from notecheck.errors import NotecheckError
from notecheck.lint.source import Source
from notecheck.report import CodeReport

PASSES = ("complete", "codable")


def check(source: Source, checker: Checker) -> None:
    """Run the examples of a checklist; ``checker`` holds the checklists that are judged."""
    if not source.built:
        return
    checklist = next(iter(source.built.values()))
    verdicts = [example.verdict for example in checklist.examples]
    if source.own:
        if not any(verdict in PASSES for verdict in verdicts):
            message = "no example note passes: add one with 'verdict: complete' or codable"
            source.add(("examples",), "missing-example", message)
        if not any(verdict and verdict not in PASSES for verdict in verdicts):
            message = "no example note fails: add one whose verdict is neither complete nor codable"
            source.add(("examples",), "missing-example", message)
    for index, example in enumerate(checklist.examples):
        if _refers(source, checklist, example, index):
            _run(source, checker, example, index)


def _refers(source: Source, checklist: Checklist, example: Example, index: int) -> bool:
    """Tell whether an example names only what is there."""
    known: Mapping[str, set[str]] = {
        "code": set(checklist.family),
        "items": {item.id for item in checklist.items},
        "alerts": {alert.id for alert in checklist.alerts},
    }
    named = [("code", example.code, ("examples", index, "code"))]
    named += [("items", item, ("examples", index, "items")) for item in example.items]
    named += [("alerts", alert, ("examples", index, "alerts")) for alert in example.alerts or ()]
    wrong = [(kind, name, loc) for kind, name, loc in named if name not in known[kind]]
    for kind, name, loc in wrong:
        source.add(loc, "example-reference", f"the checklist has no {kind.rstrip('s')} '{name}'")
    return not wrong


def _run(source: Source, checker: Checker, example: Example, index: int) -> None:
    loc = ("examples", index)
    try:
        report = checker.check(
            example.text, codes=[example.code], date=example.date, setting=example.setting
        ).codes[0]
    except NotecheckError as error:
        source.add(loc, "example-failed", f"the note cannot be checked: {error}")
        return
    if example.verdict and report.verdict != example.verdict:
        message = f"the verdict is {report.verdict}, not {example.verdict}"
        source.add((*loc, "verdict"), "example-failed", message)
    for item in report.items:
        wanted = example.items.get(item.id, item.status)
        if item.status != wanted:
            message = f"{item.id} is {item.status}, not {wanted}"
            source.add((*loc, "items", item.id), "example-failed", message)
    if example.alerts is not None:
        _alerts(source, example.alerts, report, index)


def _alerts(source: Source, wanted: tuple[str, ...], report: CodeReport, index: int) -> None:
    fired = [alert.id for alert in report.alerts]
    loc = ("examples", index, "alerts")
    for name in wanted:
        if name not in fired:
            source.add(loc, "example-failed", f"the alert {name} does not fire")
    for name in fired:
        if name not in wanted:
            source.add(loc, "example-failed", f"the alert {name} fires and is not listed")


def cover(source: Source) -> None:
    """Note each status of an item, and each alert, that no example states; for information only."""
    if not source.built:
        return
    checklist = next(iter(source.built.values()))
    stated = {(item, status) for example in checklist.examples for item, status in example.items.items()}
    if any(example.verdict == "complete" for example in checklist.examples):
        stated |= {(item.id, "met") for item in checklist.items if item.requirement == "required"}
    fired = {alert for example in checklist.examples for alert in example.alerts or ()}
    for index, item in enumerate(checklist.items):
        statuses: list[str] = [clause.status for clause in item.clauses]
        statuses += ["missing", *(["not_applicable"] if item.applies else [])]
        open_ = [status for status in dict.fromkeys(statuses) if (item.id, status) not in stated]
        if open_:
            message = f"no example has {item.id} {', '.join(open_)}"
            source.add(("items", index), "not-covered", message, information=True)
    for index, alert in enumerate(checklist.alerts):
        if alert.id not in fired:
            message = f"no example raises the alert {alert.id}"
            source.add(("alerts", index), "not-covered", message, information=True)
