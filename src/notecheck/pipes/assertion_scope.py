"""Which cues of a sentence reach a span: pure integer logic over the cues found in it.

Idea after NegEx and ConText: a cue has a direction and a reach, other words end it. Added here:
prepositions that take their object for granted ("no pain after the fusion"), lists, verbs, and
cues that speak of some families of things only. The words are in ``lexicon/assertion.yaml``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from notecheck.pipes.assertion_cues import CueHit, CueRule, CueTable
from notecheck.pipes.assertion_lists import stands_alone, within_list
from notecheck.pipes.assertion_target import FAR, FARTHEST, UNKNOWN, Crossed, Patterns, Reached, Target
from notecheck.pipes.cues import pattern

_MOST_CUES = 60
_REPAIR = 60  # characters between a repair and what it was for
_MENDED = frozenset({"condition", "finding", "symptom", "factor", UNKNOWN})  # may be treated and over
_SEPARATOR = re.compile(r",|\bor\b|\bnor\b")
_JOINED = re.compile(r",|\band\b")
_AND_OR = re.compile(r"\b(?:and|or)\b")
_SAME_SUBJECT = re.compile(r"and (?:is|was|are|were|has|have|had|also has|did|does)\b")
_BARRIER = re.compile(r"[,;:.()\n]")
_ASIDE = re.compile(r"\([^()]*\)")


class Sentence:
    """A sentence in lower case with its cues; ``reach`` judges one span after the other."""

    def __init__(
        self, low: str, table: CueTable, patterns: Patterns, spans: Sequence[tuple[int, int]]
    ) -> None:
        self.low = low
        self._patterns = patterns
        self._table = table
        self._spans = spans
        self._hits = table.find(low, 0, len(low))
        self._starts = [hit.start for hit in self._hits]
        self._asides = [aside.span() for aside in _ASIDE.finditer(low)] if "(" in low else []

    def reach(self, target: Target) -> Reached:
        """Return the cues that reach the target."""
        reached = Reached()
        if self._hits:
            has_verb = self._before(target, reached)
            self._after(target, has_verb, reached)
        return reached

    def soft_between(self, start: int, end: int) -> bool:
        """Tell whether a preposition stands in ``[start, end)``."""
        hits = self._hits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return any("soft" in hit.phrase.marks for hit in hits)

    def _before(self, target: Target, reached: Reached) -> bool:
        """Walk from the target to the left; tell whether its clause has a verb in front of it."""
        start = target.start
        last = bisect_left(self._starts, start)
        hits = self._hits[max(0, last - _MOST_CUES) : last]
        if hits and hits[-1].end > start:  # "no change in" before a target that begins with "change"
            hits[-1:] = self._table.find(self.low, hits[-1].start, start)
        crossed = Crossed()
        clause_verb = False
        for index in range(len(hits) - 1, -1, -1):
            hit = hits[index]
            if hit.start < target.floor or start - hit.end > FARTHEST:
                break
            if self._asides and self._in_aside(hit, start):
                continue
            closes = False
            for rule in hit.phrase.before:
                if not self._speaks(rule, hit, target):
                    continue
                if rule.status == "present":
                    if index and _denies(hits[index - 1], hit.start):
                        continue  # "has not been diagnosed with"
                    closes = True
                elif rule.status in ("uncertain", "absent") and rule.reach != "word":
                    closes = closes or self._after_comma(hit.start)  # "no fever, possible nonunion"
                if self._reaches(rule, hit, target, crossed, reached):
                    reached.add(rule, hit)
            if hit.phrase.marks:
                if "field" in hit.phrase.marks:
                    break
                ended = crossed.clause
                self._cross(hit, start, crossed, reached)
                clause_verb = clause_verb or (crossed.verb and not ended)
            crossed.clause = crossed.clause or closes
        return clause_verb

    def _cross(self, hit: CueHit, start: int, crossed: Crossed, reached: Reached) -> None:
        """Note the bounds that the walk to the left passes with this hit."""
        marks = hit.phrase.marks
        if "soft" in marks and not crossed.soft:
            lifted = _SEPARATOR.search(self.low, hit.end, start) and not self._after_comma(hit.start)
            crossed.soft = not lifted
        if "verb" in marks:
            crossed.verb = True
        if "turn" in marks:
            crossed.turn = crossed.stop = crossed.clause = True
        elif "stop" in marks:
            crossed.stop = crossed.stop or not _SAME_SUBJECT.match(self.low, hit.start, hit.end)
            crossed.clause = True
        elif "relative" in marks:
            crossed.clause = True
        if "patient" in marks:
            reached.patient = True
        if "lasting" in marks and not (crossed.clause or crossed.soft or crossed.verb):
            reached.lasting = True
        if "known" in marks and self._beside(hit.end, start):
            crossed.known = True
        if "given" in marks and self._beside(hit.end, start):
            crossed.given = True

    def _reaches(
        self, rule: CueRule, hit: CueHit, target: Target, crossed: Crossed, reached: Reached
    ) -> bool:
        """Tell whether a cue in front of the target reaches it over what was crossed."""
        reach = rule.reach
        if target.start - hit.end > FAR[reach]:
            return False
        if reach == "sentence":
            return not crossed.turn
        if reach == "subject":
            return not crossed.stop and not reached.patient
        if crossed.clause:
            return False
        if rule.status == "historical" and not rule.strong and reached.lasting:
            return False
        if crossed.known and (
            rule.status in ("uncertain", "hypothetical")
            or (rule.status == "historical" and target.group != UNKNOWN)
        ):
            return False
        if crossed.given and rule.status == "hypothetical":
            return False
        if reach == "word":
            return self._beside(hit.end, target.start)
        if crossed.soft or (crossed.verb and reach in ("noun", "item", "beyond", "phrase")):
            return False
        if reach in ("noun", "item", "beyond"):
            comma = self.low.rfind(",", hit.end, target.start)
            if reach == "item":
                return comma < 0
            return not (comma < 0 and reach == "beyond") and not stands_alone(
                self.low, hit.end, comma, target, self._patterns
            )
        return reach == "list" or within_list(self.low, hit.end, target)

    def _after(self, target: Target, has_verb: bool, reached: Reached) -> None:
        """Walk from the target to the right."""
        end = target.end
        first = bisect_left(self._starts, end)
        crossed = Crossed()
        repaired = target.group in _MENDED and self._repaired_for(target, first)
        for hit in self._hits[first : first + _MOST_CUES]:
            if hit.start - end > FARTHEST // 2:
                break
            for rule in hit.phrase.after:
                if self._reaches_back(rule, hit, end, has_verb, crossed) and self._speaks(rule, hit, target):
                    reached.add(rule, hit)
            marks = hit.phrase.marks
            if not marks:
                continue
            if "field" in marks:
                break
            crossed.verb = crossed.verb or "verb" in marks
            crossed.soft = crossed.soft or "soft" in marks
            crossed.clause = crossed.clause or "stop" in marks or "turn" in marks
            repaired = repaired or "repair" in marks
            reached.again = reached.again or "again" in marks
            if repaired and "solid" in marks and target.group in _MENDED:
                reached.strong.setdefault("historical", hit)

    def _repaired_for(self, target: Target, first: int) -> bool:
        """Tell whether a repair before the target was for it: "a revision in 2019 for the pseudarthrosis"."""
        for hit in reversed(self._hits[max(0, first - _MOST_CUES) : first]):
            if target.start - hit.end > _REPAIR or "stop" in hit.phrase.marks:
                return False
            if "repair" in hit.phrase.marks:
                return pattern("past_indication").search(self.low, hit.end, target.start) is not None
        return False

    def _reaches_back(self, rule: CueRule, hit: CueHit, end: int, has_verb: bool, crossed: Crossed) -> bool:
        """Tell whether a cue behind the target reaches it."""
        reach = rule.reach
        if reach == "sentence":
            return True
        if crossed.clause or hit.start - end > FAR[reach]:
            return False
        if reach == "word":
            return not crossed.soft and self._beside(end, hit.start)
        gap = self.low[end : hit.start]
        commas = gap.count(",")
        if commas and gap.rstrip().endswith(",") and (commas == 1 or len(gap) < FAR["word"]):
            return not (reach == "phrase" and crossed.verb)
        if not _JOINED.search(gap):
            return not (reach == "phrase" and crossed.verb)
        # "lucency, loosening and fracture were not seen", but not past a clause of its own
        return reach != "phrase" and not has_verb and not crossed.verb and bool(_AND_OR.search(gap))

    def _speaks(self, rule: CueRule, hit: CueHit, target: Target) -> bool:
        """Tell whether the cue speaks of such a target at all, where it stands."""
        if rule.only_for is not None and target.group not in rule.only_for:
            return False
        if target.group in rule.not_for or (rule.spares_lasting and self._lasts(target)):
            return False
        if rule.unless_before and rule.unless_before.search(self.low, max(0, hit.start - 60), hit.start):
            return False
        return not (rule.unless_after and rule.unless_after.match(self.low, hit.end))

    def _lasts(self, target: Target) -> bool:
        """Tell whether the target is a disease that does not pass: "history of rheumatoid arthritis"."""
        return target.group != UNKNOWN and bool(
            self._patterns.lasting.search(self.low, target.start, target.end)
        )

    def _beside(self, left: int, right: int) -> bool:
        """Tell whether ``[left, right)`` holds two words at most, no sign and no other span."""
        if right - left > FAR["word"]:
            return False
        gap = self.low[left:right]
        if len(gap.split()) > 2 or _BARRIER.search(gap):
            return False
        return not any(left <= a and b <= right for a, b in self._spans)

    def _in_aside(self, hit: CueHit, start: int) -> bool:
        """Tell whether a hit is one of the words of a parenthesis that was closed before ``start``."""
        return any(
            a < hit.start and hit.end < b <= start and b - a > hit.end - hit.start + 2
            for a, b in self._asides
        )

    def _after_comma(self, at: int) -> bool:
        return self.low[max(0, at - 6) : at].rstrip().endswith((",", ", and"))


def _denies(hit: CueHit, start: int) -> bool:
    return hit.end >= start - 12 and any(rule.status == "absent" for rule in hit.phrase.before)
