"""All that the official table says of one code."""

from __future__ import annotations

from notecheck.codes import table
from notecheck.codes.models import Code, Facts
from notecheck.codes.spelling import normalise
from notecheck.errors import CodeError


def lookup(text: str) -> Code:
    """Return a code with its title, place, notes and release. Raises CodeError where it is unknown."""
    code = normalise(text)
    notes = table.notes_of(code)
    return Code(
        code=code,
        title=table.title(code),
        billable=table.billable(code),
        ancestors=table.path(code),
        children=table.children(code),
        own=tuple(note for note in notes if note.node == code),
        inherited=tuple(note for note in notes if note.node != code),
        release=table.release().id,
    )


def facts_for(text: str) -> Facts:
    """Return whether a code exists, is billable, and its title; a code that does not exist raises nothing."""
    try:
        code = normalise(text)
    except CodeError:
        return Facts(exists=False, billable=False, title="")
    return Facts(exists=True, billable=table.billable(code), title=table.title(code))
