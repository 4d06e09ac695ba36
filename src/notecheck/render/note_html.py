"""The note as HTML: every character of it, with the evidence marked and the lines numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from notecheck.lines import line_count
from notecheck.render.marks import Segment, Span, segments
from notecheck.render.view import CodeView, NumberedAlert, NumberedItem
from notecheck.render.visible import HAZARD
from notecheck.render.visible import escape as visible_form
from notecheck.render.wording import STATUS
from notecheck.report import Evidence, Rejected

BLOCK = 400  # lines

# What a piece looks like that several things refer to: the first of these wins.
_RANK = ("contradicted", "partial", "met", "missing", "alert", "rejected", "not_applicable")


@dataclass(frozen=True, slots=True)
class Ref:
    """Who points at a piece of the note: an item or an alert, as ``kind`` of evidence."""

    label: str
    anchor: str
    kind: str
    title: str


def item_anchor(numbered: NumberedItem) -> str:
    """Return the id of an item's element."""
    return f"i{numbered.label}"


def alert_anchor(numbered: NumberedAlert) -> str:
    """Return the id of an alert's element."""
    return f"a{numbered.label.replace('!', '')}"


def mark_anchor(piece: Evidence | Rejected, length: int) -> str | None:
    """Return the id of the mark where a piece begins, None where it has no place in the note."""
    start = max(piece.start, 0)
    return f"m{start}" if start < min(piece.end, length) else None


def collect(views: Iterable[CodeView]) -> tuple[list[Ref], list[Span]]:
    """Return everything that refers to the note, and the spans that it refers to."""
    refs: list[Ref] = []
    spans: list[Span] = []

    def add(pieces: Sequence[Evidence] | Sequence[Rejected], ref: Ref) -> None:
        if pieces:
            spans.extend(Span(p.start, p.end, len(refs)) for p in pieces)
            refs.append(ref)

    for view in views:
        for numbered in view.items:
            item, anchor = numbered.item, item_anchor(numbered)
            status = STATUS[item.status].lower()
            title = f"{numbered.label}. {item.title} ({status})"
            add(item.evidence, Ref(numbered.label, anchor, item.status, title))
            title = f"Not counted for {numbered.label}. {item.title}"
            add(item.rejected, Ref(f"×{numbered.label}", anchor, "rejected", title))
        for alerted in view.alerts:
            title = f"Alert {alerted.label}: {alerted.alert.message}"
            add(alerted.alert.evidence, Ref(alerted.label, alert_anchor(alerted), "alert", title))
    return refs, spans


def note_html(text: str, views: Iterable[CodeView]) -> Markup:
    """Return the marked note; the text nodes, references apart, are the note made visible.

    Each piece that evidence covers is a ``<mark>`` with the id ``m<offset>``, followed by a link to
    each item whose evidence ends there. Each line begins with an empty element, id ``L<line>``.
    Long notes come in blocks, so that a browser lays out only what it shows.
    """
    refs, spans = collect(views)
    lines = _Lines(text)
    out: list[str] = ['<div class="block">', lines.number()]
    for piece in segments(spans, len(text)):
        content = lines.html(piece.start, piece.end, breakable=not piece.refs)
        if not piece.refs:
            out.append(content)
            continue
        covering = [refs[r] for r in piece.refs]
        out.append(_mark(piece, covering, content))
        if piece.closes:
            out.append(_references([refs[r] for r in piece.closes]))
    out.append("</div>")
    return Markup("".join(out))


def _mark(piece: Segment, covering: list[Ref], content: str) -> str:
    kind = min((ref.kind for ref in covering), key=_RANK.index)
    kinds = " ".join(dict.fromkeys(f"k-{ref.kind}" for ref in covering))
    ends = " o" * bool(piece.opens) + " c" * bool(piece.closes)
    anchors = " ".join(dict.fromkeys(ref.anchor for ref in covering))
    title = _attribute("\n".join(dict.fromkeys(ref.title for ref in covering)))
    return (
        f'<mark id="m{piece.start}" class="as-{kind} {kinds}{ends}" data-of="{anchors}" '
        f'title="{title}">{content}</mark>'
    )


def _references(refs: list[Ref]) -> str:
    links = (
        f'<a href="#{ref.anchor}" class="k-{ref.kind}" aria-label="{_attribute(ref.title)}">{ref.label}</a>'
        for ref in refs
    )
    return f"<sup>{' '.join(links)}</sup>"


def _attribute(text: str) -> str:
    return str(escape(HAZARD.sub(visible_form, text)))


class _Lines:
    """Turns stretches of the note into HTML, in order, numbering lines as they pass."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line = 1
        self._last = line_count(text)
        self._returns = "\r" in text
        self._block = 1

    def number(self) -> str:
        """Return the element that shows the number of the line that begins here."""
        return f'<i id="L{self._line}" data-n="{self._line}"></i>' if self._line <= self._last else ""

    def html(self, start: int, end: int, *, breakable: bool) -> str:
        """Return ``text[start:end]`` escaped, hazards visible, each line after the first numbered.

        Where it is ``breakable``, a new block begins after every :data:`BLOCK` lines.
        """
        chunk = self._text[start:end]
        if self._returns and "\r" in chunk:
            if chunk.endswith("\r") and self._text[end : end + 1] == "\n":
                chunk = chunk[:-1]
            chunk = chunk.replace("\r\n", "\n").replace("\r", "\n")
        chunk = HAZARD.sub(_visible_html, str(escape(chunk)))
        first, *others = chunk.split("\n")
        out = [first]
        for other in others:
            self._line += 1
            line_end = "\n"
            if breakable and self._line - self._block >= BLOCK:
                self._block = self._line
                line_end = '\n</div><div class="block">'
            out += (line_end, self.number(), other)
        return "".join(out)


def _visible_html(match: re.Match[str]) -> str:
    return f'<span class="x">{visible_form(match)}</span>'
