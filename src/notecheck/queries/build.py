"""From the gaps of a report to the queries worth sending, most weighty first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notecheck.errors import CodeError
from notecheck.queries.indicators import Quotations
from notecheck.queries.model import ClarificationQuery, Indicator, Omitted
from notecheck.query import WAYS_OUT, judge
from notecheck.query_support import held
from notecheck.report import CodeReport, ItemReport, Report

AT_ONCE = 3
"""Queries offered at a time: acceptance falls with each further prompt of one encounter."""

_GAPS = ("contradicted", "partial", "missing")
_OPTION = re.compile(r"^\[ \] (.+)$")
_OPEN = ("uncertain", "in the section", "only the patient")


def build(
    report: Report, text: str, *, code: str | None = None, limit: int | None = AT_ONCE
) -> list[ClarificationQuery]:
    """Return the queries for the open gaps of a report, most weighty first.

    ``text`` is the note that the report is on; ``code`` picks one of several codes; ``limit`` is how
    many at most, None for all. A gap gets no query where the note gives no indicator for it, where it
    answers the question plainly, or where the wording would break a rule of :mod:`notecheck.query`;
    :func:`omitted` lists those. Raises CodeError where the report does not hold ``code``.
    """
    made = [entry for entry in entries(report, text, code) if isinstance(entry, ClarificationQuery)]
    if limit is None:
        return made
    # While the diagnosis itself is open, its details are not worth a prompt.
    first = _diagnoses(report)
    urgent = [query for query in made if query.item in first]
    return (urgent or made)[:limit]


def omitted(report: Report, text: str, *, code: str | None = None) -> list[Omitted]:
    """Return the open gaps that no query is offered for, each with the reason."""
    return [entry for entry in entries(report, text, code) if isinstance(entry, Omitted)]


def entries(report: Report, text: str, code: str | None = None) -> Iterator[ClarificationQuery | Omitted]:
    """Yield the query of each open gap, or why it has none, most weighty first; see :func:`build`."""
    codes = [found for found in report.codes if code in (None, found.code)]
    if code is not None and not codes:
        raise CodeError(f"the report does not hold {code}; check the note for it first")
    documented = documented_in(report)
    names = held(report.extraction)
    quotations = Quotations(report, text)
    asked: set[str] = set()
    for item in sorted((i for c in codes for i in _gaps(c)), key=_urgency):
        settled = _settled(codes, item)
        if settled:
            yield Omitted(item=item.id, title=item.title, why=settled)
            continue
        indicators = quotations.of(item, _code_of(codes, item).items[0])
        made = _query(item, indicators, documented, names, _place(report))
        if isinstance(made, ClarificationQuery):
            if made.question in asked:
                continue
            asked.add(made.question)
        yield made


def documented_in(report: Report) -> frozenset[str]:
    """Return the conditions that a note holds for this patient, certain or not, present or past."""
    return frozenset(
        mention.concept
        for mention in report.extraction.mentions
        if mention.group == "condition" and mention.assertion in ("present", "uncertain", "historical")
    )


def _gaps(code: CodeReport) -> Iterator[ItemReport]:
    yield from (item for item in code.items if item.status in _GAPS and item.query)


def _urgency(item: ItemReport) -> tuple[bool, float, int]:
    """Sort what the diagnosis itself needs before its support, then by weight, conflicts first."""
    return item.axis != "code", -item.weight, _GAPS.index(item.status)


def _query(
    item: ItemReport,
    indicators: tuple[Indicator, ...],
    documented: frozenset[str],
    names: frozenset[str],
    place: str,
) -> ClarificationQuery | Omitted:
    question, options = _parts(item.query or "")
    if not indicators:
        return Omitted(item=item.id, title=item.title, why="the note holds no indicator for it")
    for title in (f"Clarification: {item.title[:1].lower()}{item.title[1:]}", f"Clarification: {place}"):
        if not any(fault.part == "title" for fault in judge("", title=title)):
            break
    # Whether yes or no may be asked is judged with the checklist, which gives the reason for it.
    faults = judge(question, options, documented=documented, held=names)
    faults = [fault for fault in faults if fault.rule != "query-yes-no"]
    if any(fault.rule == "query-option-indicator" for fault in faults):
        # The others alone would lead: the question is put openly.
        options, faults = (), [fault for fault in faults if fault.part != "options"]
    if faults:
        rules = tuple(dict.fromkeys(fault.rule for fault in faults))
        why = f"its wording breaks a rule for queries: {', '.join(rules)}"
        return Omitted(item=item.id, title=item.title, why=why, rules=rules)
    return ClarificationQuery(
        item=item.id, title=title, indicators=indicators, question=question, options=options
    )


def _parts(form: str) -> tuple[str, tuple[str, ...]]:
    """Return the question and its own options, from the form that a report carries."""
    ask: list[str] = []
    options: list[str] = []
    for line in form.split("\n"):
        box = _OPTION.match(line)
        if box is None:
            ask.append(line)
        elif box[1] not in WAYS_OUT:
            options.append(box[1])
    return " ".join(" ".join(ask).split()), tuple(options)


def _settled(codes: list[CodeReport], item: ItemReport) -> str | None:
    """Return why a gap needs no question: the note answers it, or rules out what it is about."""
    code = _code_of(codes, item)
    diagnosed = code.items[0].status in ("met", "partial")
    # A diagnosis beside its own contradiction is a conflict, and that is what queries are for.
    if _plain(item) and not (diagnosed and item.axis == "code"):
        return "the note answers it plainly"
    if diagnosed:
        return None
    if code.verdict == "conflicting" or any(i.axis == "code" and _plain(i) for i in code.items):
        return "the note documents another condition, or rules this one out"
    return None


def _code_of(codes: list[CodeReport], item: ItemReport) -> CodeReport:
    return next(code for code in codes if any(item is other for other in code.items))


def _diagnoses(report: Report) -> set[str]:
    """Return the first item of each code that is not supported: a checklist begins with the diagnosis."""
    return {code.items[0].id for code in report.codes if code.verdict == "not_supported" and code.items}


def _plain(item: ItemReport) -> bool:
    """Tell whether the note states the opposite and nothing in it speaks otherwise: no need to ask."""
    return item.status == "contradicted" and not any(piece.why.startswith(_OPEN) for piece in item.rejected)


def _place(report: Report) -> str:
    """Return a neutral subject: the part of the spine, or the joint, that the note is about."""
    joints = [procedure.joint for procedure in report.extraction.procedures if procedure.joint]
    regions = report.extraction.regions
    if len(regions) > 2:
        return "spine"
    if regions:
        return f"{' and '.join(regions)} {'region' if len(regions) == 1 else 'regions'} of the spine"
    return f"{joints[0]} joint" if joints else "documentation of this visit"
