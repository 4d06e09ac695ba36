"""Dates that contradict each other: the same operation, told with another date elsewhere in the note.

One of them is shown as evidence; that the note holds another one is told as well, not passed over.
"""

from __future__ import annotations

from notecheck.extraction import Procedure
from notecheck.report import OTHERWISE
from notecheck.rules.context import Context
from notecheck.rules.facts import Fact


def other_dates(fact: Fact, context: Context) -> list[tuple[Fact, str]]:
    """Return the operations that can only be this one and are dated otherwise, each with the reason.

    An operation is the same where name, kind, levels and joint agree and neither is a revision; a
    second operation at a level is told by another name, or as a revision.
    """
    if not isinstance(fact, Procedure) or fact.date is None or not (fact.levels or fact.joint):
        return []
    if _revision(fact, context):
        return []
    return [
        (other, _why(other.date.value, fact.date.value))
        for other in context.facts.extraction.procedures
        if other is not fact
        and other.date is not None
        and _told(other) == _told(fact)
        and not _agree(other.date.value, fact.date.value)
        and not _revision(other, context)
    ]


def _why(here: str | None, elsewhere: str | None) -> str:
    """Return the reason in years only, which a copy to share may hold."""
    years = (here or "")[:4], (elsewhere or "")[:4]
    if years[0] == years[1]:
        return f"{OTHERWISE}otherwise here, in the same year"
    return f"{OTHERWISE}{years[0]} here, {years[1]} elsewhere"


def _told(fact: Procedure) -> tuple[object, ...]:
    return fact.kind, fact.name, fact.levels, fact.joint, fact.temporality, fact.assertion


def _agree(one: str | None, two: str | None) -> bool:
    """Tell whether two dates may be one, each as exact as it is."""
    return one is None or two is None or one.startswith(two) or two.startswith(one)


def _revision(fact: Procedure, context: Context) -> bool:
    return any("revision" in mention.attributes for mention in context.facts.mentions_of(fact))
