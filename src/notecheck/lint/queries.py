"""The queries of a checklist, held against the rules of a compliant query."""

from __future__ import annotations

from notecheck.lint.source import Source
from notecheck.query import judge
from notecheck.rules.reading import Loc


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
