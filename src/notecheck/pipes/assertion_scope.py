"""Which cues of a sentence reach a span: pure integer logic over the cues found in it.

Idea after NegEx and ConText: a cue has a direction and a reach, other words end it. Added here:
prepositions that take their object for granted ("no pain after the fusion"), lists, verbs, and
cues that speak of some families of things only. The words are in ``lexicon/assertion.yaml``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from notecheck.pipes.assertion_cues import CueHit, CueRule, CueTable

# How far a cue may stand from its span, characters: bounds the work in run-on text.
_FAR = {"sentence": 600, "subject": 400, "list": 400, "noun": 300, "clause": 160, "phrase": 160, "word": 28}
FARTHEST = 600
_TAIL = 80
_MOST_CUES = 60
_SEPARATOR = re.compile(r",|\bor\b|\bnor\b")
_OR = re.compile(r"\b(?:or|nor)\b")
_END = re.compile(r"[.;\n]")
_JOINED = re.compile(r",|\band\b")
_BARRIER = re.compile(r"[,;:.()\n]")

Reading = tuple[CueRule, CueHit]


@dataclass(slots=True)
class Reached:
    """The cues that reach one span, the nearest of each status."""

    cues: dict[str, Reading] = field(default_factory=dict)
    strong: dict[str, Reading] = field(default_factory=dict)
    reporter: Reading | None = None
    patient: bool = False
    lasting: bool = False

    def add(self, rule: CueRule, hit: CueHit) -> None:
        if rule.reporter:
            self.reporter = self.reporter or (rule, hit)
        elif rule.status:
            (self.strong if rule.strong else self.cues).setdefault(rule.status, (rule, hit))


class Sentence:
    """A sentence in lower case with its cues; ``reach`` judges one span after the other."""

    def __init__(self, low: str, table: CueTable, hits: list[CueHit], spans: Sequence[tuple[int, int]]) -> None:
        self.low = low
        self.table = table
        self.hits = hits
        self.starts = [hit.start for hit in hits]
        self.spans = spans

    def reach(self, start: int, end: int, group: str, lasting: bool, floor: int) -> Reached:
        """Return the cues that reach ``[start, end)``; none that starts before ``floor``."""
        reached = Reached()
        verb = self._before(start, end, group, lasting, floor, reached)
        self._after(start, end, group, lasting, verb, reached)
        return reached

    def soft_between(self, start: int, end: int) -> bool:
        """Tell whether a preposition stands in ``[start, end)``."""
        hits = self.hits[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return any(rule.mark == "soft" for hit in hits for rule in hit.rules)

    def _before(self, start: int, end: int, group: str, lasting: bool, floor: int, reached: Reached) -> bool:
        low, last = self.low, bisect_left(self.starts, start)
        hits = self.hits[max(0, last - _MOST_CUES) : last]
        if hits and hits[-1].end > start:  # "no change in" before a span that begins with "change"
            hits[-1:] = self.table.find(low, hits[-1].start, start)
        hard = turned = soft = verb = known = given = False
        clause_verb = False
        for index in range(len(hits) - 1, -1, -1):
            hit = hits[index]
            if hit.start < floor or start - hit.end > FARTHEST:
                break
            closes = False
            for rule in hit.rules:
                mark = rule.mark
                if mark is None:
                    if not rule.before or not self._speaks(rule, hit, group, lasting):
                        continue
                    reach = rule.reach
                    if rule.status == "present":
                        if index and hits[index - 1].end >= hit.start - 12 and _denies(hits[index - 1]):
                            continue  # "has not been diagnosed with"
                        closes = True
                    elif rule.status in ("uncertain", "absent") and reach != "word" and _after_comma(low, hit.start):
                        closes = True  # "no fever, possible nonunion": a list item with a cue of its own
                    if start - hit.end > _FAR[reach]:
                        continue
                    if reach == "sentence":
                        open_ = not turned
                    elif reach == "subject":
                        open_ = not hard and not reached.patient
                    elif reach == "word":
                        open_ = not hard and self._beside(hit.end, start)
                    else:
                        open_ = (
                            not hard
                            and not soft
                            and not (verb and reach in ("noun", "phrase"))
                            and (reach in ("list", "noun") or self._within_list(hit.end, start, end))
                        )
                    if open_ and reach != "sentence":
                        if known and rule.status in ("uncertain", "hypothetical", "historical"):
                            open_ = group == "unknown" and rule.status == "historical"
                        elif given and rule.status == "hypothetical":
                            open_ = False
                        elif reached.lasting and rule.status == "historical" and not rule.strong:
                            open_ = False
                    if open_:
                        reached.add(rule, hit)
                elif mark == "soft":
                    soft = soft or _after_comma(low, hit.start) or not _SEPARATOR.search(low, hit.end, start)
                elif mark == "verb":
                    verb = True
                    clause_verb = clause_verb or not hard
                elif mark == "stop":
                    closes = True
                elif mark == "turn":
                    closes = turned = True
                elif mark == "relative":
                    hard = hard or "subject" not in reached.cues  # for cues in front; the verb after it still counts
                elif mark == "patient":
                    reached.patient = True
                elif mark == "known":
                    known = known or self._beside(hit.end, start)
                elif mark == "given":
                    given = given or self._beside(hit.end, start)
                elif mark == "lasting":
                    reached.lasting = reached.lasting or (not hard and not soft and not verb)
                elif mark == "field":
                    return clause_verb
            hard = hard or closes
        return clause_verb

    def _after(self, start: int, end: int, group: str, lasting: bool, verb: bool, reached: Reached) -> None:
        low, first = self.low, bisect_left(self.starts, end)
        hard = between = soft = repaired = False
        for hit in self.hits[first : first + _MOST_CUES]:
            if hit.start - end > FARTHEST // 2:
                break
            closes = False
            for rule in hit.rules:
                mark = rule.mark
                if mark is None:
                    if not rule.after or not self._speaks(rule, hit, group, lasting):
                        continue
                    if hit.start - end <= (0 if soft and rule.reach == "word" else _FAR[rule.reach]) and self._open_after(rule, hit, end, hard, verb, between):
                        reached.add(rule, hit)
                elif mark == "verb":
                    between = True
                elif mark == "soft":
                    soft = True
                elif mark in ("stop", "turn"):
                    closes = True
                elif mark == "repair":
                    repaired = True
                elif mark == "solid" and repaired and self._speaks(rule, hit, group, lasting):
                    if group in ("condition", "finding", "unknown"):
                        reached.strong.setdefault("historical", (_OVER, hit))
                elif mark == "field":
                    return
            hard = hard or closes

    def _open_after(self, rule: CueRule, hit: CueHit, end: int, hard: bool, verb: bool, between: bool) -> bool:
        low, reach = self.low, rule.reach
        if reach == "sentence":
            return True
        if hard:
            return False
        if reach == "word":
            return self._beside(end, hit.start)
        gap = low[end : hit.start]
        commas = gap.count(",")
        if commas and gap.rstrip().endswith(",") and (commas == 1 or len(gap) < _FAR["word"]):
            return not (reach == "phrase" and between)
        if reach == "phrase":
            return not between and not _JOINED.search(gap)
        if _JOINED.search(gap):  # "lucency, loosening and fracture were not seen", but no clause of its own
            return not verb and not between and (" and " in gap or " or " in gap)
        return True

    def _speaks(self, rule: CueRule, hit: CueHit, group: str, lasting: bool) -> bool:
        """Tell whether the cue speaks of this family at all, where it stands."""
        if rule.only_for is not None and group not in rule.only_for:
            return False
        if group in rule.not_for or (lasting and rule.spares_lasting):
            return False
        if rule.unless_before and rule.unless_before.search(self.low, max(0, hit.start - 60), hit.start):
            return False
        return not (rule.unless_after and rule.unless_after.match(self.low, hit.end))

    def _beside(self, left: int, right: int) -> bool:
        """Tell whether ``[left, right)`` holds two words at most, no sign and no other span."""
        if right - left > _FAR["word"]:
            return False
        gap = self.low[left:right]
        if len(gap.split()) > 2 or _BARRIER.search(gap):
            return False
        return not any(left <= a and b <= right for a, b in self.spans)

    def _within_list(self, left: int, start: int, end: int) -> bool:
        """Tell whether no comma parts the cue from the span, or the commas are those of a list with "or"."""
        low = self.low
        comma = low.find(",", left, start)
        if comma < 0 or _OR.search(low, comma, start):
            return True
        stop = _END.search(low, end, end + _TAIL)
        return bool(_OR.search(low, end, stop.start() if stop else min(len(low), end + _TAIL)))


_OVER = CueRule(status="historical", after=True, reach="sentence", strong=True)


def _denies(hit: CueHit) -> bool:
    return any(rule.status == "absent" for rule in hit.rules)


def _after_comma(low: str, at: int) -> bool:
    return low[max(0, at - 6) : at].rstrip().endswith((",", ", and"))
