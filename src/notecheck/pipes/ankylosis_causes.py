"""Causes of ankylosis: which words and which diseases the note makes responsible for a fused spine.

Only words tie (guideline I.A.15): a disease in the history and an ankylosis in the assessment are
no stated relation.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from notecheck.extraction import Cue, Link
from notecheck.marks import Draft, Sentence
from notecheck.pipes.ankylosis_words import REAL, rule

UNDERLYING = frozenset(
    {
        "rheumatoid_arthritis",
        "ankylosing_spondylitis",
        "spondyloarthritis",
        "dish",
        "psoriatic_arthritis",
        "juvenile_arthritis",
        "spine_infection",
        "spinal_trauma",
        "klippel_feil",
    }
)
# After these a surgeon may have done it: "fused after the fracture".
_HEALED_OR_OPERATED = frozenset({"spinal_trauma", "spine_infection", "klippel_feil"})
_TOLD = frozenset({"present", "uncertain", "historical"})
_FAR = 170  # characters between an ankylosis and its cause
_BACK = 4  # sentences: how far "this" reaches back for the ankylosis
# "surgical" itself, not "surgical level"
_ITSELF = re.compile(r"\s*(?:[.,;)]|\Z|fusion|ankylosis|in\s+(?:origin|nature)|\n)", re.IGNORECASE)
_RESULT = re.compile(r"\b(?:result|consequence|sequela|residu\w+)\b", re.IGNORECASE)
_BY_NAME = re.compile(r"[\W\d]*(?:\w+ ){0,4}?the (?:ankylosis|fusion)\b", re.IGNORECASE)
_STOP = re.compile(r";|\bbut\b|\bwhereas\b|\bhowever\b|\balthough\b", re.IGNORECASE)


def tie_etiology(text: str, sentences: Sequence[Sentence], drafts: Sequence[Draft]) -> None:
    """Mark the words of cause said of an ankylosis with ``of``, and the ankylosis with its ``etiology``."""
    fused = [d for d in drafts if d.concept == "ankylosis" and d.group == "condition" and d.status in REAL]
    if not fused:
        return
    homes: dict[int, list[Draft]] = {}
    for draft in fused:
        homes.setdefault(draft.sentence, []).append(draft)
    for draft in drafts:
        if draft.group != "etiology":
            continue
        home = homes.get(draft.sentence, [])
        told = [other for other in home if _beside(text, draft, other)]
        if not told and not (home and draft.attributes.get("role") == "noun"):
            told = _behind(text, sentences, draft, homes)
        if not told:
            continue
        if draft.concept in ("surgical", "congenital") and draft.status in REAL:
            if not _ITSELF.match(text[draft.end : draft.end + 24]):
                continue
            for other in told:
                other.attributes.setdefault("etiology", draft.concept)
        draft.attributes["of"] = "ankylosis"
        if draft.status != "present" or draft.concept in ("surgical", "congenital"):
            continue
        for other in told:
            other.attributes.setdefault("etiology", draft.concept)
            if other.attributes.pop("nature", None) == "unstated":
                other.status = "present"


def _beside(text: str, word: Draft, fused: Draft) -> bool:
    """Tell whether a word of cause in the sentence of an ankylosis is said of it."""
    if word.start < fused.end and fused.start < word.end:
        return True
    low, high = (word.end, fused.start) if word.end <= fused.start else (fused.end, word.start)
    if high - low > _FAR or _STOP.search(text, low, high):
        return False
    noun = word.attributes.get("role") == "noun"
    if not noun and rule("belongs").match(text[word.end : word.end + 60]):
        return False
    if not noun:
        return True
    if word.start > fused.start:
        return rule("caused_by").search(text[low:high]) is not None
    return rule("causing").search(text[low:high]) is not None


def _behind(
    text: str, sentences: Sequence[Sentence], word: Draft, homes: dict[int, list[Draft]]
) -> list[Draft]:
    """Return the ankylosis that a later sentence gives the cause of: "It is degenerative"."""
    home = sentences[word.sentence]
    before = [at for at in range(word.sentence - 1, word.sentence - _BACK, -1) if at in homes]
    if not before or sentences[before[0]].section != home.section:
        return []
    lead = text[home.start : word.start]
    opening = rule("pronoun").match(text[home.start : home.start + 60])
    if word.attributes.get("role") == "noun":
        told = opening is not None and rule("caused_by").search(lead) is not None
    elif rule("belongs").match(text[word.end : word.end + 60]):
        told = False
    else:
        clause = lead[max(lead.rfind(";"), lead.rfind(",")) + 1 :] if word.status == "absent" else lead
        told = len(clause.strip(" \t-•*")) < 22 or (opening is not None and len(lead) < 110)
    return homes[before[0]] if told else []


def link_underlying(text: str, sentences: Sequence[Sentence], drafts: Sequence[Draft]) -> None:
    """Tie each ankylosis to the diseases and injuries that the note says it comes from."""
    causes = [d for d in drafts if d.group == "condition" and d.concept in UNDERLYING and d.status in _TOLD]
    if not causes:
        return
    fused = [d for d in drafts if d.group == "condition" and d.concept == "ankylosis" and d.status in REAL]
    if not fused:
        return
    ids = {id(draft): number for number, draft in enumerate(drafts)}
    homes: dict[int, list[Draft]] = {}
    for draft in fused:
        homes.setdefault(draft.sentence, []).append(draft)
    ordered = sorted(homes)
    for cause in causes:
        if cause.sentence in homes:
            for draft in homes[cause.sentence]:
                cue = _cue(text, draft, cause)
                if cue is not None:
                    _link(draft, ids[id(cause)], cue)
                    fused_by = (
                        draft.attributes.get("form") == "fused"
                        and cause.status == "present"
                        and not draft.cue
                    )
                    if fused_by and cause.concept not in _HEALED_OR_OPERATED:  # "the neck is fused by DISH"
                        draft.attributes.pop("nature", None)
                        draft.status = "present"
            continue
        at = bisect_left(ordered, cause.sentence) - 1
        if at >= 0:
            _refer_back(text, sentences, homes[ordered[at]][-1], cause, ids[id(cause)])


def _refer_back(text: str, sentences: Sequence[Sentence], fused: Draft, cause: Draft, target: int) -> None:
    """Tie a disease to the ankylosis named before: "It is the result of her tuberculosis"."""
    home = sentences[cause.sentence]
    opening = text[home.start : home.start + 60]
    strong = _RESULT.search(opening) is not None
    near = cause.sentence - fused.sentence < _BACK and sentences[fused.sentence].section == home.section
    if not (near or strong or _BY_NAME.match(opening)):
        return
    if not (strong or rule("pronoun").match(opening)) or rule("not_caused").search(
        text, home.start, home.end
    ):
        return
    match = rule("caused_by").search(text, home.start, cause.start)
    if match is not None:
        _link(fused, target, Cue(start=match.start(), end=match.end(), text=match[0]))


def _link(draft: Draft, target: int, cue: Cue) -> None:
    if all(link.relation != "caused_by" or link.target != target for link in draft.links):
        draft.links.append(Link(relation="caused_by", target=target, cue=cue))


def _cue(text: str, fused: Draft, cause: Draft) -> Cue | None:
    """Return the words that make a disease of the same sentence the cause of an ankylosis."""
    first, last = (fused, cause) if fused.start <= cause.start else (cause, fused)
    low, high = first.end, last.start
    if low >= high:  # one within the other or touching: "DISH-related ankylosis"
        return Cue(start=first.start, end=last.end, text=text[first.start : last.end])
    if high - low > _FAR:
        return None
    gap = text[low:high]
    if _STOP.search(gap) or rule("not_caused").search(gap):
        return None
    match = rule("caused_by" if fused is first else "causing").search(gap)
    if match is None:
        return None
    if not match[0].strip():
        return Cue(start=first.start, end=last.end, text=text[first.start : last.end])
    return Cue(start=low + match.start(), end=low + match.end(), text=match[0])
