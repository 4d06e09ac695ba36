"""Elsewhere: what a note about another part of the body says of screws, grafts and narrowing.

"The screw is in good position" places nothing at the spine in the note of a hip, and a stenosis may be
of a coronary artery. The words are in ``lexicon/elsewhere.yaml``.
"""

from __future__ import annotations

import re
from functools import cache

from notecheck import lexicon
from notecheck.lexicon.blanks import flexible
from notecheck.lexicon.letters import wording
from notecheck.lexicon.needed import may_hold, needed
from notecheck.lexicon.terms import Entry
from notecheck.marks import Draft

_GENERAL = "decompression"


@cache
def _body() -> re.Pattern[str]:
    return wording(lexicon.load("elsewhere")["body"])


@cache
def _spine() -> list[tuple[tuple[tuple[str, ...], ...], re.Pattern[str]]]:
    """Return the wordings that name a spine, each behind the letters that it cannot be without."""
    return [(needed(flexible(source)), wording(source)) for source in lexicon.load("elsewhere")["spine"]]


@cache
def _dropped() -> dict[str, frozenset[str]]:
    return {group: frozenset(names) for group, names in lexicon.load("elsewhere")["dropped"].items()}


def drop_elsewhere(low: str, drafts: list[Draft]) -> list[Draft]:
    """Return the mentions without those that a note about another part of the body cannot mean.

    ``low`` is the note in lower case. A bare "decompression" there becomes one elsewhere.
    """
    doubtful = [draft for draft in drafts if is_doubtful(draft)]
    if not doubtful or not is_elsewhere(low):
        return drafts
    for draft in doubtful:
        if draft.concept == _GENERAL:
            draft.concept, draft.name, draft.attributes = "other", "decompression elsewhere", {}
    return [draft for draft in drafts if not _may_go(draft)]


def is_doubtful(of: Draft | Entry) -> bool:
    """Tell whether a mention, or a term, may mean nothing of the spine in a note about another part."""
    return of.concept == of.name == _GENERAL or _may_go(of)


def is_elsewhere(low: str) -> bool:
    """Tell whether a note, in lower case, is about another part of the body and names no spine."""
    return not _of_spine(low) and _body().search(low) is not None


def _of_spine(low: str) -> bool:
    """Tell whether a note names anything of a spine."""
    at_once = any(letters in low for letters in lexicon.load("elsewhere")["at_once"])
    return at_once or any(
        regex.search(low) is not None for letters, regex in _spine() if may_hold(letters, low)
    )


def _may_go(of: Draft | Entry) -> bool:
    names = _dropped().get(of.group)
    return names is not None and (not names or of.concept in names)
