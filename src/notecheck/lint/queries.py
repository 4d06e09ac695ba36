"""The queries of a checklist, held against the rules of a compliant query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from notecheck.checker import Checker
from notecheck.errors import NotecheckError
from notecheck.lint.source import Source
from notecheck.note import Note
from notecheck.query import judge
from notecheck.rules.reading import Loc


@dataclass(frozen=True, slots=True)
class _Asked:
    """A note that queries are made of, how a finding names it, and the codes it is checked for."""

    name: str
    text: str
    date: str | None
    setting: str | None
    codes: Sequence[str]


def check(source: Source) -> None:
    """Note queries that break a rule of :mod:`notecheck.query`."""
    for index, item in source.entries("items"):
        query, loc = item.get("query"), ("items", index, "query")
        if isinstance(query, str):
            query = {"ask": query}
        if not isinstance(query, dict) or not isinstance(query.get("ask"), str):
            continue
        options = query.get("options")
        listed = [str(option) for option in options] if isinstance(options, list) else []
        for fault in judge(query["ask"], listed, yes_no=str(query.get("yes_no", ""))):
            at: Loc = (*loc, fault.part) if fault.index is None else (*loc, fault.part, fault.index)
            source.add(at, fault.rule, fault.message)


def ask(source: Source, checker: Checker, notes: Iterable[Note] = ()) -> None:
    """Make every query on the example notes, and on ``notes`` for all codes; note what breaks a rule."""
    from notecheck.queries.judging import faults

    if not source.built:
        return
    checklist = next(iter(source.built.values()))
    places: dict[str, Loc] = {item.id: ("items", at, "query") for at, item in enumerate(checklist.items)}
    yes_no = {item.id: item.question.yes_no for item in checklist.items if item.question}
    asked = [
        _Asked(f"the example '{e.title}'", e.text, e.date, e.setting, [e.code])
        for e in checklist.examples
        if e.code in checklist.family
    ]
    asked += [_Asked(str(n.id), n.text, n.date, n.setting, list(source.built)) for n in notes]
    told: set[tuple[str, str]] = set()
    for one in asked:
        try:
            report = checker.check(one.text, one.codes, date=one.date, setting=one.setting)
        except NotecheckError:  # told with the examples
            continue
        for code in one.codes:
            for item, fault in faults(report, one.text, code=code, yes_no=yes_no):
                if (item, fault.rule) not in told:
                    told.add((item, fault.rule))
                    source.add(places[item], fault.rule, f"asked of {one.name}: {fault.message}")
