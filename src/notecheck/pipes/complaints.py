"""Complaints: which of them are the spine's.

A wrist hurts beside a lumbar fusion as a wrist: only spine symptoms, or those at the place of
the fusion, count for a spinal code. Sets the attribute ``spine`` (yes, no) of every symptom and
the ``site`` of a bare "pain".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from notecheck import lexicon
from notecheck.lexicon.letters import wording
from notecheck.marks import Draft, Sentence

_REAL = frozenset({"present", "uncertain", "historical"})


@cache
def _regions() -> dict[str, frozenset[str]]:
    return {site: frozenset(regions) for site, regions in lexicon.load("complaints")["regions"].items()}


@cache
def _spinal() -> frozenset[str]:
    return frozenset(lexicon.load("complaints")["spinal_conditions"])


@cache
def _place(key: str) -> re.Pattern[str]:
    return wording(lexicon.load("complaints")[key])


def place_complaints(low: str, sentences: Sequence[Sentence], drafts: Sequence[Draft]) -> None:
    """Fill in the site of bare pain and tell spine symptoms from others; ``low`` is the note in lower case.

    A bare pain is where its words say, else where the last complaint was that the patient has.
    """
    symptoms = [draft for draft in drafts if draft.group == "symptom"]
    if not symptoms:
        return
    for draft in symptoms:
        if draft.attributes.get("site") == "unstated":
            draft.attributes["site"] = _own_site(low, sentences[draft.sentence], draft) or "unstated"
    parts = _spine_parts(drafts)
    site = next((d.attributes["site"] for d in symptoms if _carries(d)), None)
    for draft in symptoms:
        own = draft.attributes.get("site")
        if _carries(draft):
            site = own
        elif own == "unstated" and site is not None:
            own = draft.attributes["site"] = site
        draft.attributes["spine"] = "yes" if _of_spine(own, parts, site) else "no"


def _carries(draft: Draft) -> bool:
    """Tell whether a bare pain that follows may be of the place of this complaint."""
    return draft.status in _REAL and draft.attributes.get("site", "unstated") not in ("unstated", "other")


def _own_site(low: str, sentence: Sentence, draft: Draft) -> str | None:
    """Return the site that the words directly beside a bare pain tell."""
    if _place("elsewhere").match(low, draft.end, sentence.end):
        return "other"
    behind = _place("behind").match(low, draft.end, sentence.end)
    if behind is not None:
        return behind.lastgroup
    before = _place("before").search(low, max(sentence.start, draft.start - 30), draft.start)
    return before.lastgroup if before is not None else None


def _of_spine(site: str | None, parts: frozenset[str], last: str | None) -> bool:
    if site in ("back", "neck"):
        return True
    if site in ("limb", "other"):
        return False
    if site in ("leg", "arm"):
        return not parts.isdisjoint(_regions()[site])
    # numbness, weakness and pain of no stated place go with the place of the complaints, else with the note's
    return bool(parts) and last != "limb"


def _spine_parts(drafts: Sequence[Draft]) -> frozenset[str]:
    """Return the regions that spinal disease of this patient is documented in; all where only "spine" is."""
    parts: set[str] = set()
    unplaced = False
    for draft in drafts:
        if draft.status not in _REAL or draft.joint:
            continue
        if (draft.group == "condition" and draft.concept in _spinal()) or (
            draft.group == "procedure" and draft.concept in ("fusion", "decompression", "discectomy")
        ):
            parts.update(draft.regions)
            unplaced = unplaced or (draft.group == "condition" and not draft.regions)
        elif draft.group == "symptom" and draft.attributes.get("site") in ("back", "neck"):
            parts.update(_regions()[draft.attributes["site"]])
    if unplaced and not parts:
        return frozenset().union(*_regions().values())
    return frozenset(parts)
