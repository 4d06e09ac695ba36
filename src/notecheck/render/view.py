"""What renderers for people share: items grouped and numbered, evidence quoted in its context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_uppercase

from notecheck.render.visible import MASK
from notecheck.render.wording import AXES, STATUSES
from notecheck.report import Alert, Axis, CodeReport, Evidence, ItemReport, ItemStatus, Rejected, Report

CONTEXT = 56  # characters of the note shown on either side of a piece of evidence
GAPS: tuple[ItemStatus, ...] = ("missing", "partial", "contradicted")
LONGEST = 240  # characters of the piece itself that are shown


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of the note between what stands before and after it, all as written."""

    before: str
    piece: str
    after: str


@dataclass(frozen=True, slots=True)
class NumberedItem:
    """An item with the number by which the report refers to it (``3``, ``B3`` beside other codes)."""

    label: str
    item: ItemReport


@dataclass(frozen=True, slots=True)
class NumberedAlert:
    """An alert with its label (``!1``, ``B!1``)."""

    label: str
    alert: Alert


@dataclass(frozen=True, slots=True)
class CodeView:
    """A code's result in the order of reading: by status, then axis, then as in the checklist."""

    letter: str
    code: CodeReport
    items: tuple[NumberedItem, ...]
    alerts: tuple[NumberedAlert, ...]

    def having(self, status: ItemStatus, axis: Axis | None = None) -> list[NumberedItem]:
        """Return the items of a status, of one axis or of both."""
        return [n for n in self.items if n.item.status == status and axis in (None, n.item.axis)]

    def groups(self) -> Iterator[tuple[ItemStatus, list[NumberedItem]]]:
        """Yield each status that occurs with its items."""
        for status in STATUSES:
            if items := self.having(status):
                yield status, items

    def first(self) -> list[NumberedItem]:
        """Return what to document first: what the code lacks, where it lacks nothing the required support.

        While the diagnosis itself is not documented, it alone; beside a blocking alert nothing, as
        that is what has to be settled.
        """
        verdict, codes = self.code.verdict, self.code.items
        if verdict == "not_supported":
            return [n for n in self.items if n.item is codes[0]]
        axis = {"incomplete": "code", "codable": "support"}.get(verdict)
        still = [n for n in self.items if n.item.axis == axis and n.item.status in GAPS]
        return sorted(
            (n for n in still if axis == "code" or n.item.requirement != "recommended"),
            key=lambda n: -n.item.weight,
        )

    def documented(self, axis: Axis) -> tuple[int, int]:
        """Return how many items of an axis are met, and how many apply."""
        applicable = [i for i in self.code.items if i.axis == axis and i.status != "not_applicable"]
        return sum(i.status == "met" for i in applicable), len(applicable)


def code_views(report: Report) -> list[CodeView]:
    """Number the items and alerts of every code; letters only where there are several codes."""
    many = len(report.codes) > 1
    views = []
    for position, code in enumerate(report.codes):
        letter = _letter(position)
        prefix = letter if many else ""
        items = sorted(code.items, key=lambda i: (STATUSES.index(i.status), AXES.index(i.axis)))
        alerts = sorted(code.alerts, key=lambda a: not a.blocking)
        views.append(
            CodeView(
                letter,
                code,
                tuple(NumberedItem(f"{prefix}{n}", item) for n, item in enumerate(items, 1)),
                tuple(NumberedAlert(f"{prefix}!{n}", alert) for n, alert in enumerate(alerts, 1)),
            )
        )
    return views


def _letter(position: int) -> str:
    """Return A to Z, then AA, AB ..."""
    head, tail = divmod(position, len(ascii_uppercase))
    return (_letter(head - 1) if head else "") + ascii_uppercase[tail]


def quote(text: str, evidence: Evidence | Rejected, context: int = CONTEXT) -> Quote:
    """Quote a piece of evidence with up to ``context`` characters of its paragraph on either side."""
    start, end = evidence.start, evidence.end
    before = text[max(0, start - context) : start]
    after = text[end : end + context]
    piece = text[start:end]
    if len(piece) > LONGEST:
        piece = f"{piece[: LONGEST // 2]} … {piece[-LONGEST // 2 :]}"
    before, after = _tail(before, start > context), _head(after, end + context < len(text))
    if MASK in before or MASK in after:
        before, after = _MASKED.sub("…", before), _MASKED.sub("…", after)
    return Quote(before, piece, after)


_MASKED = re.compile(rf"…?(?:{MASK}+\s*)+…?")

# Where a new thing begins: after an empty line or a heading in capitals, before a list item.
_BREAK = re.compile(r"\r?\n(?=[ \t]*(?:\r?\n|[-*•+][ \t]|\d{1,2}[.)][ \t]))|(?m:^[^a-z\n]{3,60}\r?\n)")


def _tail(before: str, cut: bool) -> str:
    """Keep what belongs to the paragraph, and whole words where the text was cut."""
    breaks = [found.end() for found in _BREAK.finditer(before)]
    if breaks or not cut:
        return before[breaks[-1] :] if breaks else before
    word, blank, rest = before.partition(" ")
    return "…" + (rest if blank and len(word) < len(before) // 2 else before)


def _head(after: str, cut: bool) -> str:
    """Do the same to what follows."""
    first = _BREAK.search(after)
    if first or not cut:
        return after[: first.start()] if first else after
    rest, blank, word = after.rpartition(" ")
    return (rest if blank and len(word) < len(after) // 2 else after) + "…"
