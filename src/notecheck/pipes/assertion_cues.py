"""Cues of assertion: read from ``lexicon/assertion.yaml``, found in one pass over the words.

A block of the lexicon gives its phrases one meaning (``status`` or ``mark``), a ``direction`` and
a ``reach``; the file itself explains them. Here phrases are written out (``{is|was} absent``) and
put into a tree of words; finding cues walks that tree from each word that can begin one, so the
cost does not grow with the lexicon. The longest phrase wins and eats its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from notecheck.errors import LexiconError
from notecheck.extraction import Status

STATUSES = ("present", "absent", "uncertain", "hypothetical", "family", "historical")
MARKS = (
    "stop", "turn", "relative", "soft", "verb", "patient", "known", "given", "lasting", "bridge", "repair", "solid",
)  # fmt: skip
REACHES = ("sentence", "subject", "list", "noun", "clause", "phrase", "word")
DIRECTIONS = ("before", "after", "both")
_CHECKED = {"status": STATUSES, "mark": MARKS, "reach": REACHES, "direction": DIRECTIONS}
_KEYS = {
    *_CHECKED, "strength", "reporter", "only_for", "not_for", "spares_lasting", "unless_before", "unless_after",
    "phrases",
}  # fmt: skip
_CHOICE = re.compile(r"\{([^{}]*)\}")
_TOKEN = r"\s[-–—]+\s|\w+|[^\w\s]"
_END = ""  # key of the rules in a node of the tree; no token is empty


@dataclass(frozen=True, slots=True)
class CueRule:
    """What one phrase means. ``mark`` is set for words that only bound the reach of others."""

    status: Status | None = None
    mark: str | None = None
    before: bool = False
    after: bool = False
    reach: str = "clause"
    strong: bool = False
    reporter: bool = False
    only_for: frozenset[str] | None = None
    not_for: frozenset[str] = frozenset()
    spares_lasting: bool = False
    unless_before: re.Pattern[str] | None = None
    unless_after: re.Pattern[str] | None = None


@dataclass(slots=True)
class CueHit:
    """A cue found in a sentence, ``[start, end)`` in characters of that sentence."""

    start: int
    end: int
    rules: tuple[CueRule, ...]


class CueTable:
    """All cues of the lexicon, as a tree of words.

    Raises LexiconError where a block has an unknown key or value, or a phrase that YAML did not
    read as text. ``field_break`` is the pattern of what parts a line into fields, ``fillers`` are
    words that may stand inside any cue.
    """

    def __init__(self, blocks: Iterable[Mapping[str, Any]], field_break: str, fillers: Iterable[str]) -> None:
        self._tree: dict[str, Any] = {}
        self._fillers = frozenset(fillers)
        self._token = re.compile(f"({field_break})|{_TOKEN}")
        words = re.compile(_TOKEN)
        for block in blocks:
            rule = _rule(block)
            for line in block["phrases"]:
                if not isinstance(line, str):
                    raise LexiconError(f"lexicon/assertion.yaml: quote the phrase {line!r} in {_name(block)}")
                for phrase in expand(line):
                    node = self._tree
                    for word in words.findall(phrase):
                        node = node.setdefault(_plain(word), {})
                    node[_END] = (*node.get(_END, ()), rule)

    def find(self, low: str, start: int, end: int) -> list[CueHit]:
        """Return the cues within ``low[start:end]`` (lower case), in order."""
        hits: list[CueHit] = []
        tree, fillers = self._tree, self._fillers
        tokens = list(self._token.finditer(low, start, end))
        words = [token[0] for token in tokens]
        index, count = 0, len(words)
        while index < count:
            node = tree.get(words[index])
            if node is None:
                word = words[index]
                if not word[0].isspace():
                    index += 1
                    continue
                if tokens[index].lastindex:
                    hits.append(CueHit(tokens[index].start(), tokens[index].end(), _FIELD))
                    index += 1
                    continue
                node = tree.get(_plain(word), {})
            rules = node.get(_END)
            last = ahead = index
            while True:
                ahead += 1
                if ahead >= count:
                    break
                inner = node.get(words[ahead])
                if inner is None:
                    if words[ahead] in fillers:
                        continue
                    break
                node = inner
                found = node.get(_END)
                if found is not None:
                    rules, last = found, ahead
            if rules:
                hits.append(CueHit(tokens[index].start(), tokens[last].end(), rules))
            index = last + 1
        return hits


_FIELD = (CueRule(mark="field"),)


def expand(line: str) -> list[str]:
    """Write out the choices of a phrase: ``{is|was} absent`` gives two; an empty choice is none."""
    found = _CHOICE.search(line)
    if not found:
        return [line]
    head, tail = line[: found.start()], line[found.end() :]
    written = [phrase for choice in found.group(1).split("|") for phrase in expand(f"{head}{choice}{tail}")]
    return list(dict.fromkeys(" ".join(phrase.split()) for phrase in written))


def _plain(word: str) -> str:
    """A dash between blanks is one word, however it is typed."""
    return " - " if word[0].isspace() else word


def _rule(block: Mapping[str, Any]) -> CueRule:
    unknown = set(block) - _KEYS
    if unknown:
        raise LexiconError(f"lexicon/assertion.yaml: unknown key {sorted(unknown)[0]!r} in {_name(block)}")
    for key, allowed in _CHECKED.items():
        if block.get(key) is not None and block[key] not in allowed:
            raise LexiconError(f"lexicon/assertion.yaml: {key} {block[key]!r} is none of {', '.join(allowed)}")
    direction = block.get("direction", "before")
    return CueRule(
        status=block.get("status"),
        mark=block.get("mark"),
        before=direction != "after",
        after=direction != "before",
        reach=block.get("reach", "clause"),
        strong=block.get("strength") == "strong",
        reporter=block.get("reporter") == "patient",
        only_for=frozenset(block["only_for"]) if "only_for" in block else None,
        not_for=frozenset(block.get("not_for", ())),
        spares_lasting=bool(block.get("spares_lasting")),
        unless_before=_context(block.get("unless_before"), r"(?<!\w)(?:{})$"),
        unless_after=_context(block.get("unless_after"), "(?:{})"),
    )


def _name(block: Mapping[str, Any]) -> str:
    return f"the block {block.get('status') or block.get('mark')}/{block.get('reach', 'clause')}"


def _context(patterns: list[str] | None, frame: str) -> re.Pattern[str] | None:
    return re.compile(frame.format("|".join(patterns))) if patterns else None
