"""Words of fusion: which "fused", "fusion", "AS" and "RA" mean what they seem to.

"Spontaneous fusion" is no operation, "was fused in 2015" is one, and "fusion of L4-5 noted" tells
neither. The words are in ``lexicon/ankylosis.yaml``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from notecheck import lexicon
from notecheck.lexicon.blanks import flexible
from notecheck.marks import Draft, Sentence

REAL = frozenset({"present", "uncertain"})
NEAR = 70  # characters on each side of "fused" in which the words of an operation are looked for
_DONE = frozenset({"present", "historical"})
_NAMES = frozenset({"ankylosis", "congenital_fusion"})
_HISTORY = frozenset(
    {"past_surgical_history", "procedure", "operative_technique", "operative_findings", "risks_and_consent"}
)
_ABBREVIATED = frozenset({"ankylosing_spondylitis", "rheumatoid_arthritis"})


@cache
def rule(key: str) -> re.Pattern[str]:
    """Return a pattern of ``lexicon/ankylosis.yaml``, compiled; the abbreviations' keeps its case."""
    pattern = flexible(lexicon.load("ankylosis")[key])
    return re.compile(pattern, 0 if key == "abbreviation" else re.IGNORECASE)


def drop_misread(text: str, drafts: list[Draft]) -> list[Draft]:
    """Return the mentions without operations inside a spontaneous fusion and abbreviations misread.

    A word of cause within the name of a disease is no cause of its own ("rheumatoid arthritis"), and
    where nothing is fused nobody asks for one.
    """
    fused = any(d.concept == "ankylosis" or d.name == "fusion" for d in drafts)
    conditions = [d for d in drafts if d.group == "condition"]
    names = [d for d in conditions if d.concept in _NAMES and d.attributes.get("nature") != "unstated"]
    diseases = [d for d in conditions if d.concept not in _NAMES]
    around_names, around_diseases = [d.start for d in names], [d.start for d in diseases]
    kept = []
    for draft in drafts:
        if draft.group == "procedure" and draft.concept == "fusion":
            if _inside(draft, names, around_names):
                continue
        elif draft.group == "etiology":
            if not fused or ("role" not in draft.attributes and _inside(draft, diseases, around_diseases)):
                continue
        elif draft.end - draft.start == 2 and draft.concept in _ABBREVIATED and _misread(text, draft):
            continue
        kept.append(draft)
    return kept


def _inside(draft: Draft, names: Sequence[Draft], starts: Sequence[int]) -> bool:
    """Tell whether a mention lies within one of the names, which never overlap each other."""
    at = bisect_right(starts, draft.start) - 1
    return at >= 0 and draft.end <= names[at].end


def _misread(text: str, draft: Draft) -> bool:
    """Tell whether "AS" or "RA" is no disease of the spine: a valve, the air of the room, a mere word."""
    if rule("abbreviation").search(text[draft.end : draft.end + 20]):
        return True
    if text[draft.start] == "R":
        return rule("room_air").search(text, max(0, draft.start - 20), draft.start) is not None
    low, high = max(0, draft.start - 400), draft.end + 400
    return rule("aortic").search(text, low, high) is not None and "ankylos" not in text[low:high].lower()


def read_operated(text: str, sentence: Sentence, drafts: Sequence[Draft]) -> None:
    """Turn "was fused in 2015" or "fused with screws" into the operation that it tells of.

    An ankylosis does not pass: "healed with ankylosis" is present.
    """
    for draft in drafts:
        if draft.concept == "ankylosis":
            _mood(text, sentence, draft)
        fused = draft.attributes.get("form") == "fused" and draft.status in REAL
        if fused and rule("operated").match(text, draft.end, sentence.end):
            draft.group, draft.attributes = "procedure", {}
            draft.concept = draft.name = "fusion"
            draft.status = "present"


def _mood(text: str, sentence: Sentence, draft: Draft) -> None:
    """Read what is still to come as a mere possibility, and "nothing is fused" as a denial."""
    if draft.status == "historical":
        draft.status = "present"
    if draft.status not in REAL:
        return
    before = text[max(sentence.start, draft.start - NEAR) : draft.start]
    if rule("future").search(before):
        draft.status = "hypothetical"
    elif rule("free").search(before):
        draft.status = "absent"


def describe(text: str, sentences: Sequence[Sentence], drafts: Sequence[Draft]) -> None:
    """Read a bare "fusion" that is only described as one of unknown kind.

    In a note that tells of an operation it is read so only where disease is said to have made it.
    """
    fusions = spinal_fusions(drafts)
    bare = [d for d in fusions if _bare(text, sentences[d.sentence], d)]
    if not bare:
        return
    if _operation(fusions, bare, drafts):
        ends = {id(d): sentences[d.sentence].end for d in bare}
        bare = [d for d in bare if rule("by_disease").search(text, d.end, min(ends[id(d)], d.end + 60))]
    for draft in bare:
        draft.group, draft.concept = "condition", "ankylosis"
        draft.temporality = draft.date = None
        draft.attributes = {"nature": "unstated", "form": "fusion"}
        if draft.status == "present":
            draft.status = "uncertain"


def spinal_fusions(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the mentions of fusion operations that are not of a limb."""
    return [
        d
        for d in drafts
        if d.group == "procedure" and d.concept == "fusion" and d.joint in (None, "sacroiliac")
    ]


def _operation(fusions: Sequence[Draft], bare: Sequence[Draft], drafts: Sequence[Draft]) -> bool:
    """Tell whether anything else in the note speaks of an operation on the spine."""
    described = {id(d) for d in bare}
    if any(id(d) not in described and d.status in _DONE and d.temporality != "planned" for d in fusions):
        return True
    for draft in drafts:
        if draft.group == "hardware" and draft.status == "present":
            return True
        if draft.concept == "pseudarthrosis" and draft.status in REAL:
            return True
        done = draft.group == "procedure" and draft.status == "present" and draft.temporality == "prior"
        if done and draft.attributes.get("untyped"):
            return True
    return False


def _bare(text: str, sentence: Sentence, draft: Draft) -> bool:
    if draft.name != "fusion" or draft.date or draft.temporality == "planned" or draft.section in _HISTORY:
        return False
    if draft.status not in ("present", "uncertain", "absent") or "approach" in draft.attributes:
        return False
    if not text[draft.start : draft.end].lower().endswith(("fusion", "fusions")):
        return False
    if rule("material").match(text[draft.end : draft.end + 24]):
        return False
    low, high = max(sentence.start, draft.start - NEAR), min(sentence.end, draft.end + NEAR)
    if rule("surgical").search(text, low, draft.start) or rule("surgical").search(text, draft.end, high):
        return False
    before = text[max(sentence.start, draft.start - 45) : draft.start]
    behind = text[draft.end : min(sentence.end, draft.end + 14)]
    opens = not before.strip(" \t-•*#.)0123456789(\"“'")
    return bool(opens or rule("described_before").search(before)) and (
        not behind.strip(" .\"”'") or rule("described_behind").match(behind) is not None
    )
