"""Whether everything that a checklist refers to is there, and nothing refers to itself in a circle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import Formatter

from notecheck.checklist.model import Checklist, Item
from notecheck.rules.parse import RuleParser
from notecheck.rules.reading import Loc, Problems, did_you_mean

Name = tuple[str, str]


def check_references(
    rules: RuleParser, checklist: Checklist, items: Sequence[Item], problems: Problems
) -> None:
    """Note names that do not exist, ids that are given twice, circles, and unknown placeholders."""
    known: Mapping[str, Sequence[str]] = {
        "rule": list(checklist.rules),
        "subject": list(checklist.subjects),
        "item": [item.id for item in items],
        "related code": [related.code for related in checklist.related_codes],
    }
    for _, kind, name, loc in rules.references:
        if name not in known[kind]:
            problems.add(loc, f"there is no {kind} '{name}'{did_you_mean(name, known[kind])}", "unknown-name")
    if checklist.diagnosis not in known["item"]:
        problems.add(("diagnosis",), f"there is no item '{checklist.diagnosis}'", "unknown-name")
    _twice([item.id for item in items], "items", problems)
    _twice([alert.id for alert in checklist.alerts], "alerts", problems)
    _circles(rules, problems)
    for index, item in enumerate(items):
        if item.question:
            for text in (item.question.ask, *item.question.options):
                _placeholders(text, ("items", index, "query"), checklist, problems)
    for index, alert in enumerate(checklist.alerts):
        _placeholders(alert.message, ("alerts", index, "message"), checklist, problems)


def _twice(ids: list[str], where: str, problems: Problems) -> None:
    for index, item_id in enumerate(ids):
        if item_id in ids[:index]:
            problems.add((where, index, "id"), f"'{item_id}' is given twice", "duplicate")


def _circles(rules: RuleParser, problems: Problems) -> None:
    below: dict[Name, list[tuple[Name, Loc]]] = {}
    for owner, kind, name, loc in rules.references:
        below.setdefault(owner, []).append(((kind, name), loc))
    done: set[Name] = set()

    def walk(name: Name, path: tuple[Name, ...]) -> None:
        if name in done:
            return
        for target, loc in below.get(name, ()):
            if target in (*path, name):
                problems.add(loc, f"'{target[1]}' refers to itself in a circle", "circle")
                done.add(name)
                return
            walk(target, (*path, name))
        done.add(name)

    for owner in list(below):
        walk(owner, ())


def _placeholders(text: str, loc: Loc, checklist: Checklist, problems: Problems) -> None:
    try:
        names = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError as error:
        problems.add(loc, f"braces do not pair: {error}")
        return
    for name in names:
        if name not in checklist.placeholders:
            hint = did_you_mean(name, checklist.placeholders)
            problems.add(loc, f"there is no placeholder '{name}'{hint}", "unknown-name")
