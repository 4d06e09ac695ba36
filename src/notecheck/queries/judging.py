"""The queries of a note held against all rules, as a linter of checklists wants to know it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from notecheck.queries.build import build, documented_in, omitted
from notecheck.query import Fault, judge
from notecheck.query_support import held
from notecheck.report import Report


def faults(report: Report, text: str, *, code: str, yes_no: Mapping[str, str]) -> Iterator[tuple[str, Fault]]:
    """Yield what is wrong with the queries about one code, each with the item that it is about.

    ``yes_no`` gives the reason why an item may be asked about with yes or no. A query that is left
    out for its wording is a fault where the note supports the diagnosis: it should have been asked.
    """
    names = held(report.extraction)
    for query in build(report, text, code=code, limit=None):
        found = judge(
            query.question,
            query.options,
            title=query.title,
            documented=documented_in(report),
            yes_no=yes_no.get(query.item, ""),
            held=names,
        )
        yield from ((query.item, fault) for fault in found)
        # The title stands alone in lists and mails, so it names no diagnosis at all.
        yield from ((query.item, fault) for fault in judge("", title=query.title))
    verdict = next(found.verdict for found in report.codes if found.code == code)
    if verdict not in ("not_supported", "conflicting"):
        for entry in omitted(report, text, code=code):
            for rule in entry.rules:
                yield entry.item, Fault(rule, "it is left out for its wording", "ask")
