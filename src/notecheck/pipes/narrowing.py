"""Narrowing: a note that names no diagnosis of any checklist is read for its history only.

Most notes of a large run are about something else. Where no code is asked for and none can be
pointed to, nobody asks what would support one: complaints, examination, treatments and the like
are left out. What is left is read as in every other note; where nothing of a spine is left,
nothing is read. Measured: of 500 transcribed notes of all specialties 6 may name such a
diagnosis, 81 more something of a spine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from notecheck import lexicon
from notecheck.lexicon.terms import Entry
from notecheck.lexicon.vocabulary import part_of, vocabulary
from notecheck.marks import Draft
from notecheck.page import Document
from notecheck.pipes.casing import lowered
from notecheck.pipes.components import Component, ConceptMarker
from notecheck.pipes.elsewhere import is_doubtful, is_elsewhere
from notecheck.pipes.glance import Glance
from notecheck.pipes.pieces import Tokens
from notecheck.pipes.tokenizer import text_of

_HISTORY = frozenset({"procedure", "condition", "modality", "finding"})
_OF_SPINE = frozenset({"procedure", "condition", "finding"})
_TURNING = frozenset({("finding", "solid_fusion")})
"""Mentions that a denial turns into a diagnosis: "the fusion is not solid"."""

Left = Literal["nothing", "history", "all"]
_DOUBTFUL, _SPINAL, _DIAGNOSED = 1, 2, 3  # how much a term matters


class Narrower:
    """Component: leaves out what no checklist will ask for; stands behind the concepts."""

    def __init__(self, diagnoses: Iterable[tuple[str, str]], codes: Iterable[str]) -> None:
        self._diagnoses = frozenset(diagnoses) | _TURNING
        self._codes = frozenset(codes)
        self._categories = frozenset(code[:3] for code in self._codes)
        self._anywhere = frozenset(lexicon.load("refining")["anywhere"])
        history = part_of(vocabulary(), lambda entry: entry.group in _HISTORY or self._diagnosed(entry))
        self._glance = Glance(history, self._rank, most=_DIAGNOSED)
        self._history = ConceptMarker(history, walked=True)

    def _diagnosed(self, of: Entry | Draft) -> bool:
        """Tell whether a code may be pointed to by such a term or mention."""
        return (of.group, of.concept) in self._diagnoses

    def _of_spine(self, of: Entry | Draft) -> bool:
        """Tell whether a note that holds such a term or mention is one of a spine."""
        if self._diagnosed(of):
            return True
        return of.group in _OF_SPINE and self._anywhere.isdisjoint((of.concept, of.name))

    def _rank(self, of: Entry) -> int:
        if not self._of_spine(of):
            return 0
        return _DIAGNOSED if self._diagnosed(of) else _DOUBTFUL if is_doubtful(of) else _SPINAL

    def _coded(self, text: str) -> bool:
        """Tell whether a code of a checklist is written; most notes have none of its category."""
        return any(part in text for part in self._categories) and any(code in text for code in self._codes)

    def leaves(self, text: str, tokens: Tokens) -> tuple[Left, Tokens]:
        """Tell by its words, and the codes written in it, what at most will be left of a note.

        The tokens come back with the walk over the words of history.
        """
        if self._coded(text):
            return "all", tokens
        best, walk = self._glance.best(text, tokens)
        tokens = tokens._replace(walk=walk)
        if best == _DIAGNOSED:
            return "all", tokens
        if best == _SPINAL or (best == _DOUBTFUL and not is_elsewhere(lowered(text))):
            return "history", tokens
        return "nothing", tokens

    def __call__(self, doc: Document) -> Document:
        mentions = doc._.notecheck_mentions
        if any(map(self._diagnosed, mentions)):
            return doc
        if self._coded(text_of(doc)):
            return doc
        if not any(map(self._of_spine, mentions)):
            doc._.notecheck_mentions = []
            return doc
        doc._.notecheck_mentions = [mention for mention in mentions if mention.group in _HISTORY]
        return doc

    def behind(self, pipes: Sequence[Component], *, history: bool = False) -> list[Component]:
        """Return the components with the narrower behind the one that finds the concepts.

        With ``history`` that one looks for no others.
        """
        found: list[Component] = []
        for pipe in pipes:
            if isinstance(pipe, ConceptMarker):
                found += [self._history if history else pipe, self]
            else:
                found.append(pipe)
        return found
