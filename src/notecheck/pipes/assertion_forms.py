"""Forms in a note: checkboxes, ``Label: value`` lines and unfilled pick lists.

Here the layout asserts, not the words around: "[ ] fusion  [x] laminectomy", "Diabetes: [x] no  [ ] yes",
"Hardware fracture: none", "Lumbar fusion? N", "{nonunion | solid fusion}".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from notecheck.extraction import Status

_ITEM_END = re.compile(r"\n|[ \t]{2,}")
_WORD = re.compile(r"\s*([^\s\[\]().,;:]+)")
_LABEL_REST = re.compile(r"[^\n\[\]☐☑☒]{0,40}")
_LABEL_HEAD = re.compile(r"[\n,;.]|[ \t]{2,}")
_LABEL_FAR = 60
_LINE_FAR = 400


@dataclass(frozen=True, slots=True)
class Form:
    """What the layout says of a span: a status and the characters that say it.

    ``floor`` is where the span's item begins: words before it are not about the span. A ticked
    box decides nothing: the words behind it do ("[x] no distress").
    """

    status: Status
    start: int
    end: int
    floor: int = 0
    decides: bool = True


class Forms:
    """The typed signs of forms, from the lexicon."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        boxes = words["boxes"]
        self._box = re.compile(rf"({'|'.join(boxes['ticked'])})|{'|'.join(boxes['empty'])}")
        self._answers = _by_word(words["answers"])
        self._values = _by_word(words["values"])
        value = "|".join(re.escape(word) for word in sorted(self._values, key=len, reverse=True))
        self._answer = re.compile(rf"[ \t]*(?:{value})(?!\w)", re.IGNORECASE)
        self._value = re.compile(
            r"[^\n:?=;,.|\[\]]{0,40}?(?:\s*[:?=|]\s*|\s+[-–]+\s+|\s*\.{3,}\s*|\t|[ \t]{2,})"
            rf"({value})(?=\s*$|\s*\n|[ \t]{{2,}}|\s*[,.;()\[|]|\s+(?:since|in|x)?\s*\d)"
        )

    def with_answer(self, text: str, end: int) -> int:
        """Return where a sentence ends whose question is answered behind it ("Lumbar fusion? N")."""
        if text[end - 1 : end] != "?":
            return end
        answer = self._answer.match(text, end, end + _LABEL_FAR)
        return answer.end() if answer else end

    def boxes(self, low: str) -> list[re.Match[str]]:
        """Return the checkboxes of a sentence in lower case."""
        return list(self._box.finditer(low)) if "[" in low or "(" in low or not low.isascii() else []

    def checkbox(self, low: str, boxes: list[re.Match[str]], start: int, end: int) -> Form | None:
        """Return what the checkboxes say of ``[start, end)``, None where they say nothing."""
        before = [box for box in boxes if box.end() <= start]
        if before:
            box = before[-1]
            item = low[box.end() : start].lstrip()
            if not _ITEM_END.search(item):
                if box.group(1):
                    return Form("present", box.start(), box.end(), floor=box.end(), decides=False)
                status: Status = "absent" if _ticked_beside(low, boxes, box.start(), end) else "hypothetical"
                return Form(status, box.start(), box.end(), floor=box.end())
        after = [box for box in boxes if box.start() >= end]
        return self._answered(low, after, end) if after else None

    def _answered(self, low: str, after: list[re.Match[str]], end: int) -> Form | None:
        """Read "Label: [x] no  [ ] yes" from the boxes behind a label."""
        if not _LABEL_REST.fullmatch(low, end, after[0].start()):
            return None
        line_end = low.find("\n", end)
        options: list[tuple[re.Match[str], Status | None]] = []
        for box in after:
            if 0 <= line_end < box.start():
                break
            word = _WORD.match(low, box.end())
            answer = self._answers.get(word.group(1)) if word else None
            if answer is None and not box.group(1) and not options:
                return None
            options.append((box, answer))
        if not options or all(answer is None for _, answer in options):
            return None
        for box, answer in options:
            if box.group(1):
                return Form(answer or "present", box.start(), box.end())
        return Form("hypothetical", after[0].start(), after[0].end())

    def label(self, low: str, start: int, end: int) -> tuple[Form, int] | None:
        """Return the value of a label that holds ``[start, end)``, and where that label begins."""
        found = self._value.match(low, end, end + _LABEL_FAR * 2)
        if not found:
            return None
        status = self._values.get(" ".join(found.group(1).split()))
        if status is None:
            return None
        head = max(0, start - _LABEL_FAR)
        for part in _LABEL_HEAD.finditer(low, head, start):
            head = part.end()
        return Form(status, found.start(1), found.end(1)), head

    @staticmethod
    def pick_list(low: str, start: int, end: int) -> Form | None:
        """Return the unfilled pick list ("{nonunion | solid}") that ``[start, end)`` stands in."""
        opened = low.rfind("{", max(0, start - _LINE_FAR), start)
        if opened < 0 or "}" in low[opened:start]:
            return None
        closed = low.find("}", end, end + _LINE_FAR)
        return Form("hypothetical", opened, opened + 1) if closed >= 0 else None


def _by_word(words: Mapping[Status, Any]) -> dict[str, Status]:
    return {word: status for status, listed in words.items() for word in listed}


def _ticked_beside(low: str, boxes: list[re.Match[str]], start: int, end: int) -> bool:
    """Tell whether another box of the line ``[start, end)`` is ticked: then an empty one says no."""
    first, last = low.rfind("\n", 0, start), low.find("\n", end)
    return any(box.group(1) and first < box.start() and (last < 0 or box.end() <= last) for box in boxes)
