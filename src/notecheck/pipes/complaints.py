"""Complaints: which of them are the spine's.

A wrist hurts beside a lumbar fusion as a wrist: only spine symptoms, or those at the place of
the fusion, count for a spinal code. Sets the attribute ``spine`` (yes, no) of every symptom and
the ``site`` of a bare "pain".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from notecheck import lexicon
from notecheck.marks import Draft

_REAL = frozenset({"present", "uncertain", "historical"})


@cache
def _regions() -> dict[str, frozenset[str]]:
    return {site: frozenset(regions) for site, regions in lexicon.load("complaints")["regions"].items()}


@cache
def _spinal() -> frozenset[str]:
    return frozenset(lexicon.load("complaints")["spinal_conditions"])


def place_complaints(drafts: Sequence[Draft]) -> None:
    """Fill in the site of bare pain and tell spine symptoms from others."""
    symptoms = [draft for draft in drafts if draft.group == "symptom"]
    if not symptoms:
        return
    parts = _spine_parts(drafts)
    site = next(
        (
            d.attributes["site"]
            for d in symptoms
            if d.attributes.get("site", "unstated") not in ("unstated", "other")
        ),
        None,
    )
    for draft in symptoms:
        own = draft.attributes.get("site")
        if own not in (None, "unstated", "other"):
            site = own
        elif own == "unstated" and site is not None:
            draft.attributes["site"] = site
        draft.attributes["spine"] = "yes" if _of_spine(draft.attributes.get("site"), parts, site) else "no"


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
