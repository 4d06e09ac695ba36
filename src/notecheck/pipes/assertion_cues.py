"""Cues of assertion: read from ``lexicon/assertion.yaml``, found in one pass over the words.

A block of the lexicon gives its phrases one meaning (``status`` or ``mark``), a ``direction`` and
a ``reach``; the file itself explains them. Here phrases are written out (``{is|was} absent``) and
put into a tree of words, walked from each word that can begin a cue. The longest phrase wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from notecheck.errors import LexiconError
from notecheck.extraction import Status
from notecheck.lexicon.blanks import flexible
from notecheck.lexicon.phrases import TOKEN, Node, first_words, grow

_MARKS = (
    *("stop", "turn", "relative", "soft", "verb", "patient", "known", "given", "lasting"),
    *("bridge", "repair", "solid", "unhealed", "again"),
)
_ALLOWED = {
    "status": ("present", "absent", "uncertain", "hypothetical", "family", "historical"),
    "mark": _MARKS,
    "reach": ("sentence", "subject", "list", "noun", "item", "beyond", "clause", "phrase", "word"),
    "direction": ("before", "after", "both"),
}
_OTHER_KEYS = {
    *("phrases", "strength", "reporter", "only_for", "not_for", "spares_lasting"),
    *("unless_before", "unless_after"),
}
_END = ""  # key of the phrase in a node of the tree; no token is empty


@dataclass(frozen=True, slots=True)
class CueRule:
    """What a phrase says of the things that it reaches; fields as in the lexicon."""

    status: Status
    reach: str = "clause"
    strong: bool = False
    weak: bool = False
    reporter: bool = False
    only_for: frozenset[str] | None = None
    not_for: frozenset[str] = frozenset()
    spares_lasting: bool = False
    unless_before: re.Pattern[str] | None = None
    unless_after: re.Pattern[str] | None = None


@dataclass(slots=True)
class Phrase:
    """All that the lexicon says of one phrase: as cue in front, as cue behind, as bound."""

    before: tuple[CueRule, ...] = ()
    after: tuple[CueRule, ...] = ()
    marks: frozenset[str] = frozenset()


@dataclass(slots=True)
class CueHit:
    """A phrase found in a sentence, ``[start, end)`` in characters of that sentence."""

    start: int
    end: int
    phrase: Phrase


FIELD = Phrase(marks=frozenset({"field"}))


class CueTable:
    """All phrases of the lexicon, as a tree of words.

    ``field_break`` is the pattern of what parts a line into fields, ``fillers`` are words that may
    stand inside any cue. Raises LexiconError where a block has an unknown key or value, or a
    phrase that YAML did not read as text.
    """

    def __init__(self, blocks: Iterable[Mapping[str, Any]], field_break: str, fillers: Iterable[str]) -> None:
        # By first word: the lines that can begin with it; once it was asked for, the tree of their words.
        self._tree: dict[str, Any] = {}
        self._fillers = frozenset(fillers)
        self._token = re.compile(rf"\w+|({field_break})|{TOKEN}")  # the commonest first
        for block in blocks:
            _check(block)
            rules = (_rule(block),) if "status" in block else ()
            direction = block.get("direction", "before")
            meaning = Phrase(
                before=rules if direction != "after" else (),
                after=rules if direction != "before" else (),
                marks=frozenset({block["mark"]}) if "mark" in block else frozenset(),
            )
            for line in block["phrases"]:
                for word in first_words(line):
                    self._tree.setdefault(word, []).append((line, meaning))

    def _write_out(self, first: str) -> dict[str, Any]:
        """Return the tree of the words that follow ``first``."""
        root: dict[str, Any] = {}
        ends: dict[str, list[Node]] = {}  # a line may stand in several blocks
        for line, meaning in self._tree[first]:
            if line not in ends:
                ends[line] = grow(root, line, first)
            for node in ends[line]:
                known: Phrase = node.setdefault(_END, Phrase())
                known.before += meaning.before
                known.after += meaning.after
                known.marks |= meaning.marks
        self._tree[first] = root
        return root

    def find(self, low: str, start: int, end: int) -> list[CueHit]:
        """Return the cues within ``low[start:end]`` (lower case), in order."""
        hits: list[CueHit] = []
        tree, fillers = self._tree, self._fillers
        tokens = list(self._token.finditer(low, start, end))
        words = [token[0] for token in tokens]
        count = len(words)
        free = 0  # the first word that no cue has eaten
        for index, word in enumerate(words):
            if index < free:
                continue
            node = tree.get(word)
            if node is None:
                if not word[0].isspace():
                    continue
                if tokens[index].lastindex:
                    hits.append(CueHit(tokens[index].start(), tokens[index].end(), FIELD))
                    continue
                word = " - "
                node = tree.get(word, {})
            if type(node) is list:
                node = self._write_out(word)
            phrase = node.get(_END)
            last = ahead = index
            passed = (
                None  # where a filler was taken as a word of a phrase: "could also | be", "could | result in"
            )
            while (ahead := ahead + 1) < count:
                inner = node.get(words[ahead])
                if inner is not None:
                    if words[ahead] in fillers:
                        passed = node, ahead
                    node = inner
                    if _END in node and ahead > last:
                        phrase, last = node[_END], ahead
                elif words[ahead] not in fillers:
                    if passed is None:
                        break
                    (node, ahead), passed = passed, None
            if phrase is not None:
                hits.append(CueHit(tokens[index].start(), tokens[last].end(), phrase))
                free = last + 1
        return hits


def _check(block: Mapping[str, Any]) -> None:
    for key, value in block.items():
        if key not in _ALLOWED and key not in _OTHER_KEYS:
            raise LexiconError(f"lexicon/assertion.yaml: unknown key {key!r} beside {block.get('phrases')!r}")
        if key in _ALLOWED and value not in _ALLOWED[key]:
            raise LexiconError(
                f"lexicon/assertion.yaml: {key} {value!r} is none of {', '.join(_ALLOWED[key])}"
            )


def _rule(block: Mapping[str, Any]) -> CueRule:
    return CueRule(
        status=block["status"],
        reach=block.get("reach", "clause"),
        strong=block.get("strength") == "strong",
        weak=block.get("strength") == "weak",
        reporter=block.get("reporter") == "patient",
        only_for=frozenset(block["only_for"]) if "only_for" in block else None,
        not_for=frozenset(block.get("not_for", ())),
        spares_lasting=bool(block.get("spares_lasting")),
        unless_before=_context(block.get("unless_before"), r"(?<!\w)(?:{})$"),
        unless_after=_context(block.get("unless_after"), "(?:{})"),
    )


def _context(patterns: list[str] | None, frame: str) -> re.Pattern[str] | None:
    return re.compile(flexible(frame.format("|".join(patterns)))) if patterns else None
