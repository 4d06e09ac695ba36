"""Causes: what ties a non-union to its fusion, a symptom to its cause, an operation to its indication.

Only words tie: two things in one note are a co-mention and get no link (guideline I.B.16).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from notecheck import lexicon
from notecheck.extraction import Cue, Link
from notecheck.marks import Draft, Sentence

_EFFECTS = frozenset({"symptom", "condition", "finding", "functional"})
_REAL = frozenset({"present", "uncertain"})
_BACK = 3  # sentences: how far "this" reaches back for its condition
_FAR = 14  # sentences: how far "that operation" reaches back


@cache
def _pattern(key: str) -> re.Pattern[str]:
    raw = lexicon.load("causes")[key]
    return re.compile(rf"(?<!\w)(?:{raw})(?!\w)" if "\\b" not in raw and "\\Z" not in raw else raw, re.IGNORECASE)


@cache
def _clause() -> re.Pattern[str]:
    return re.compile(lexicon.load("places")["clause"], re.IGNORECASE)


@cache
def _pronoun() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{lexicon.load('causes')['pronoun']})\b(?!\s+(?:is\s+(?:not|no)\b))", re.IGNORECASE)


def _cue(text: str, match: re.Match[str]) -> Cue:
    return Cue(start=match.start(), end=match.end(), text=match[0])


def _between(text: str, pattern: re.Pattern[str], low: int, high: int) -> Cue | None:
    """Return the first cue in ``[low, high)``, None where a clause ends in between."""
    if high < low or high - low > 160 or _clause().search(text, low, high):
        return None
    match = pattern.search(text, low, high)
    return _cue(text, match) if match else None


def link_nonunion(text: str, drafts: Sequence[Draft], ids: dict[int, int]) -> None:
    """Tie the non-unions of one sentence to the fusions that they are of."""
    fusions = [d for d in drafts if d.concept == "fusion" and d.temporality == "prior" and d.status in _REAL]
    for nonunion in drafts:
        if nonunion.concept not in ("pseudarthrosis", "delayed_union"):
            continue
        for fusion in fusions:
            link = _tie(text, nonunion, fusion, ids[id(fusion)])
            if link is not None:
                nonunion.links.append(link)
                if nonunion.levels and not fusion.levels and not fusion.joint:
                    # "pseudarthrosis L4-5 following PLIF": the place is said once for both
                    fusion.levels, fusion.regions, fusion.place = nonunion.levels, nonunion.regions, nonunion.place
                    fusion.attributes["definite"] = "yes"


def _tie(text: str, nonunion: Draft, fusion: Draft, target: int) -> Link | None:
    if nonunion.start <= fusion.start and fusion.end <= nonunion.end:
        cue = Cue(start=nonunion.start, end=nonunion.end, text=text[nonunion.start : nonunion.end])
        return Link(relation="of", target=target, strength="explicit", cue=cue)
    if nonunion.end <= fusion.start:
        low, high = nonunion.end, fusion.start
        for key, strength in (("of_temporal", "temporal"), ("of_explicit", "explicit")):
            cue = _between(text, _pattern(key), low, high)
            if cue is not None:
                return Link(relation="of", target=target, strength=strength, cue=cue)  # type: ignore[arg-type]
        return None
    low, high = fusion.end, nonunion.start
    verbal = re.match(r"(?:did|has|have|had|was|is|never|failed|not|un)", text[nonunion.start : nonunion.end], re.IGNORECASE)
    if high - low < 45 and (verbal or not re.search(r"[,;:.]|\band\b", text[low:high])):
        if not _clause().search(text, low, high):
            cue = Cue(start=fusion.start, end=nonunion.end, text=text[fusion.start : nonunion.end])
            return Link(relation="of", target=target, strength="explicit", cue=cue)
    cue = _between(text, _pattern("fusion_first"), low, high)
    return Link(relation="of", target=target, strength="temporal", cue=cue) if cue else None


def link_causes(text: str, sentence: Sentence, drafts: Sequence[Draft], earlier: Sequence[Draft], ids: dict[int, int]) -> None:
    """Tie the symptoms and conditions of one sentence to the conditions that cause them."""
    effects = [d for d in drafts if d.group in _EFFECTS and d.status in _REAL]
    if not effects:
        return
    causes = [d for d in drafts if d.group == "condition" and d.status in _REAL]
    for effect in effects:
        for cause in causes:
            if cause is effect or (cause.start < effect.end and effect.start < cause.end):
                continue
            cue = _causal(text, sentence, effect, cause.start, cause.end)
            if cue is not None:
                effect.links.append(Link(relation="caused_by", target=ids[id(cause)], cue=cue))
        if effect.group == "condition" and effect.concept == "pseudarthrosis":
            continue
        _by_pronoun(text, sentence, effect, [*earlier, *causes], ids)


def _causal(text: str, sentence: Sentence, effect: Draft, low: int, high: int) -> Cue | None:
    """Return the cue that makes ``[low, high)`` the cause of ``effect``, None where there is none."""
    window = max(sentence.start, min(effect.start, low) - 30), max(effect.end, high)
    if _pattern("not_cause").search(text, *window):
        return None
    if effect.end <= low:
        cue = _between(text, _pattern("effect_first"), effect.end, low) or _between(text, _pattern("effect_from"), effect.end, low)
        if cue is None and re.search(r"\bto\b", text[effect.end : low]) and low - effect.end < 80:
            match = _pattern("attribute").search(text, max(sentence.start, effect.start - 80), effect.start)
            cue = _cue(text, match) if match else None
        return cue
    return _between(text, _pattern("cause_first"), high, effect.start)


def _by_pronoun(text: str, sentence: Sentence, effect: Draft, earlier: Sequence[Draft], ids: dict[int, int]) -> None:
    """Resolve "the pain comes from this" to the last condition named before."""
    for match in _pronoun().finditer(text, sentence.start, sentence.end):
        cue = _causal(text, sentence, effect, match.start(), match.end())
        if cue is None:
            continue
        before = [d for d in earlier if d.end <= match.start() and d is not effect and d.group == "condition"]
        near = [d for d in before if d.sentence >= effect.sentence - _BACK and d.status in _REAL and d.section == effect.section]
        if near:
            cause = near[-1]
            effect.links.append(Link(relation="caused_by", target=ids[id(cause)], cue=cue))
        return


def link_back_reference(text: str, sentence: Sentence, at: int, drafts: Sequence[Draft], ids: dict[int, int]) -> None:
    """Resolve "It is a complication of that operation" to the last non-union and fusion."""
    match = _pattern("back_reference").search(text, sentence.start, sentence.end)
    if match is None:
        return
    operation = _pattern("operation_word").search(text, match.end(), min(sentence.end, match.end() + 70))
    if operation is None or _pattern("not_cause").search(text, sentence.start, sentence.end):
        return
    here = [d for d in drafts if d.sentence == at and d.concept == "pseudarthrosis"]
    if not here and not re.match(r"\W*(?:yes\W+)?(?:\d\W+)?(?:this|it|that|these|the\s+(?:condition|finding|problem))\b", text[sentence.start : sentence.end], re.IGNORECASE):
        return
    before = [d for d in drafts if d.concept == "pseudarthrosis" and d.status in _REAL and at - _FAR <= d.sentence <= at and d.start < match.start()]
    fusions = [d for d in drafts if d.concept == "fusion" and d.temporality == "prior" and d.status in _REAL and d.start < operation.end()]
    if before and fusions:
        cue = Cue(start=match.start(), end=operation.end(), text=text[match.start() : operation.end()])
        before[-1].links.append(Link(relation="of", target=ids[id(fusions[-1])], strength="explicit", cue=cue))


def link_indication(text: str, sentence: Sentence, drafts: Sequence[Draft], earlier: Sequence[Draft], ids: dict[int, int]) -> None:
    """Tie a planned or performed fusion to the non-union that it is done for."""
    conditions = [d for d in drafts if d.concept == "pseudarthrosis" and d.status in _REAL]
    if not conditions:
        return
    here = [d for d in drafts if d.group == "procedure" and d.temporality in ("planned", "current") and d.status in _REAL]
    pattern = _pattern("indication")
    for condition in conditions:
        before = [d for d in here if d.end <= condition.start]
        behind = [d for d in here if d.start >= condition.end]
        low = before[-1].end if before else sentence.start
        match = pattern.search(text, low, condition.start)
        targets = before[-1:] or [d for d in earlier if d.group == "procedure" and d.temporality in ("planned", "current")][-1:]
        if match is None and behind:
            match = pattern.search(text, condition.end, behind[0].start)
            targets = behind[:1] if match else targets
        if match is None:
            continue
        for procedure in targets:
            procedure.links.append(Link(relation="indication", target=ids[id(condition)], cue=_cue(text, match)))


def link_indication_by_item(drafts: Sequence[Draft], blocks: Sequence[int]) -> None:
    """Tie a fusion to the non-union under which it stands in a problem-based plan."""
    heads: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        block = blocks[draft.sentence]
        if block < 0:
            continue
        if draft.concept == "pseudarthrosis" and draft.status in _REAL:
            heads.setdefault(block, number)
        elif draft.group == "procedure" and draft.concept in ("fusion", "other") and block in heads:
            if draft.temporality in ("planned", "current") and draft.status in _REAL and not draft.links:
                head = drafts[heads[block]]
                draft.links.append(Link(relation="indication", target=heads[block]))
                if head.levels and not draft.levels:
                    draft.levels, draft.regions = head.levels, head.regions


def past_indications(text: str, drafts: Sequence[Draft]) -> None:
    """Set aside what an earlier operation was done for: "ACDF in 2019 for arm pain"."""
    for procedure in drafts:
        if procedure.group != "procedure" or procedure.temporality != "prior" or procedure.status != "present":
            continue
        for draft in drafts:
            if draft.group not in ("condition", "symptom") or draft.status != "present" or draft.start < procedure.end:
                continue
            if draft.concept in ("pseudarthrosis", "fracture_nonunion") or draft.start - procedure.end > 90:
                continue
            gap = text[procedure.end : draft.start]
            match = _pattern("past_indication").search(gap)
            if match is not None and not re.search(r"[,;:.]|\b(?:with|but|and|now|returns|presents|has|had)\b", gap[match.start() :]):
                if not re.search(r"[;:.]|\b(?:with|but|now|returns|presents|has|follow)\b", gap[: match.start()]):
                    draft.status = "historical"
                    draft.cue = Cue(start=procedure.end + match.start(), end=procedure.end + match.end(), text=match[0])


def mark_words(text: str, sentence: Sentence, drafts: Sequence[Draft]) -> None:
    """Note on the mentions what single words near them tell: revision, symptomatic."""
    for draft in drafts:
        if draft.group == "procedure" and draft.concept in ("fusion", "other") and "revision" not in draft.attributes:
            if _pattern("definite").search(text, max(sentence.start, draft.start - 45), draft.start):
                draft.attributes["definite"] = "yes"
            if _pattern("revision").search(text, max(sentence.start, draft.start - 40), draft.end):
                draft.attributes["revision"] = "yes"
        elif draft.concept == "pseudarthrosis" and "symptomatic" not in draft.attributes:
            before = text[max(sentence.start, draft.start - 50) : draft.start]
            behind = text[draft.end : min(sentence.end, draft.end + 90)]
            if _pattern("symptomatic_before").search(before) or _pattern("symptomatic_behind").search(behind):
                draft.attributes["symptomatic"] = "yes"
