"""The share copy: a report and its note without what lies outside the evidence, or names a person.

The copy has the length of the note: what is taken out becomes a row of one character, so that every
offset, line and column still holds against the original, which only its owner has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from notecheck import lexicon
from notecheck.extraction import DateMention, Extraction, Mention
from notecheck.pipes.dates import find_dates
from notecheck.render.visible import MASK
from notecheck.report import Alert, CodeReport, ItemReport, Report

Span = tuple[int, int]
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|['’]\d\d(?!\d)|(?<=[/-])\d\d$")
_BLANK = re.compile(rf"(?<=[^{MASK}\r\n]){MASK}(?=[^{MASK}\r\n])")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FULL_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)-\d\d(?:-\d\d)?(?!\d)")


def redacted(report: Report, text: str) -> tuple[Report, str]:
    """Return a copy of a report and its note that may be shared.

    All text outside the evidence is taken out, and inside it names, record numbers, telephone
    numbers, addresses and exact dates; of a date that an item is about the year stays. The note's
    name and date go too. The hash still tells which note it was.
    """
    keep = _kept(report)
    hide = list(_sensitive(text, _dates_asked_for(report)))
    shared = _masked(text, keep, hide)
    words = frozenset(word.casefold() for a, b in hide for word in _WORD.findall(text[a:b]))
    copy = _Copy(text, shared, words - _plain())
    return copy.report(report), shared


def _kept(report: Report) -> list[Span]:
    """Return what is shown of the note: evidence, what did not count, and the cues that decided."""
    spans: list[Span] = []
    for code in report.codes:
        owners: tuple[ItemReport | Alert, ...] = (*code.items, *code.alerts)
        for owner in owners:
            for piece in owner.evidence:
                spans.append((piece.start, piece.end))
                if piece.cue is not None:
                    spans.append((piece.cue.start, piece.cue.end))
        spans += [(piece.start, piece.end) for item in code.items for piece in item.rejected]
    return spans


def _dates_asked_for(report: Report) -> list[Span]:
    """Return the evidence that may be a date as such, where the year has to stay."""
    return [(e.start, e.end) for code in report.codes for item in code.items for e in item.evidence]


def _sensitive(text: str, asked: list[Span]) -> Iterator[Span]:
    """Yield what may identify a person, in any part of the note."""
    names: set[str] = set()
    for pattern in _patterns("names"):
        for found in pattern.finditer(text):
            yield found.span("hide")
            names.update(word for word in _WORD.findall(found["hide"]) if word[:1].isupper())
    names -= {name for name in names if name.casefold() in _plain()}
    if names:
        # A name that is known from one place is hidden in every other.
        everywhere = "|".join(re.escape(name) for name in sorted(names))
        yield from (m.span() for m in re.finditer(rf"(?<!\w)(?:{everywhere})(?!\w)", text, re.IGNORECASE))
    for key in ("numbers", "others"):
        for pattern in _patterns(key):
            for found in pattern.finditer(text):
                yield found.span("hide") if key == "numbers" else found.span()
    for date in find_dates(text):
        if date.kind == "absolute" and date.precision != "year":
            year = _YEAR.search(text, date.start, date.end)
            if year and any(date.start <= a and b <= date.end for a, b in asked):
                yield date.start, year.start()
                yield year.end(), date.end
            else:
                yield date.start, date.end


def _masked(text: str, keep: Iterable[Span], hide: Iterable[Span]) -> str:
    """Return the text with all but ``keep`` masked, and ``hide`` too; line ends stay."""
    shown = bytearray(len(text))
    for a, b in keep:
        shown[max(a, 0) : b] = b"\1" * (min(b, len(text)) - max(a, 0))
    for a, b in hide:
        shown[a:b] = bytes(b - a)
    masked = "".join(c if on or c in "\r\n" else MASK for c, on in zip(text, shown, strict=True))
    # The blank between two words that both stay says nothing.
    return _BLANK.sub(lambda m: text[m.start() : m.end()] if text[m.start()] == " " else m[0], masked)


class _Copy:
    """Copies a report; every word of the note in it is taken from the masked text."""

    def __init__(self, text: str, shared: str, names: frozenset[str]) -> None:
        self._text = text
        self._shared = shared
        self._names = names

    def report(self, report: Report) -> Report:
        day = report.note.date
        note = report.note.model_copy(
            update={"id": f"note-{report.note.sha256[:12]}", "date": day[:4] if day else None}
        )
        return report.model_copy(
            update={
                "note": note,
                "extraction": self._extraction(report.extraction),
                "codes": tuple(self._code(code) for code in report.codes),
            }
        )

    def _code(self, code: CodeReport) -> CodeReport:
        items = tuple(
            item.model_copy(
                update={
                    "evidence": tuple(self._spanned(e) for e in item.evidence),
                    "rejected": tuple(
                        self._spanned(r).model_copy(update={"why": self._words(r.why)}) for r in item.rejected
                    ),
                    "query": self._words(item.query) if item.query else None,
                }
            )
            for item in code.items
        )
        alerts = tuple(
            alert.model_copy(
                update={
                    "evidence": tuple(self._spanned(e) for e in alert.evidence),
                    "message": self._words(alert.message),
                }
            )
            for alert in code.alerts
        )
        return code.model_copy(update={"items": items, "alerts": alerts})

    def _extraction(self, extraction: Extraction) -> Extraction:
        return extraction.model_copy(
            update={
                "procedures": tuple(
                    p.model_copy(update={**self._parts(p), "name": self._name(p.name, p.kind)})
                    for p in extraction.procedures
                ),
                "imaging": tuple(
                    s.model_copy(
                        update={
                            **self._parts(s),
                            "findings": tuple(self._spanned(f) for f in s.findings),
                        }
                    )
                    for s in extraction.imaging
                ),
                "conditions": tuple(self._spanned(c) for c in extraction.conditions),
                "codes": tuple(self._spanned(c) for c in extraction.codes),
                "mentions": tuple(self._mention(m) for m in extraction.mentions),
            }
        )

    def _mention(self, mention: Mention) -> Mention:
        return mention.model_copy(
            update={
                **self._parts(mention),
                "attributes": {key: self._words(value) for key, value in mention.attributes.items()},
                "links": tuple(
                    link.model_copy(update={"cue": self._spanned(link.cue)}) if link.cue else link
                    for link in mention.links
                ),
            }
        )

    def _spanned(self, piece: Any) -> Any:
        """Return a copy of anything with a place in the note."""
        return piece.model_copy(update=self._parts(piece))

    def _parts(self, piece: Any) -> dict[str, Any]:
        update: dict[str, Any] = {"text": self._shared[piece.start : piece.end]}
        for field in ("cue", "place"):
            if getattr(piece, field, None) is not None:
                update[field] = self._spanned(getattr(piece, field))
        date: DateMention | None = getattr(piece, "date", None)
        if date is not None:
            update["date"] = self._date(date)
        return update

    def _date(self, date: DateMention) -> DateMention:
        update: dict[str, Any] = {"text": self._shared[date.start : date.end]}
        if date.value:
            update |= {"value": date.value[:4], "precision": "year"}
        return date.model_copy(update=update)

    def _name(self, name: str, kind: str) -> str:
        """Keep a procedure's name unless it is a name of someone."""
        return name if self._words(name) == name else kind

    def _words(self, words: str) -> str:
        """Return words that were filled from the note without names, numbers and exact dates."""
        hide = [span for key in ("numbers", "others") for p in _patterns(key) for span in _hidden(p, words)]
        hide += [m.span() for m in _WORD.finditer(words) if m[0].casefold() in self._names]
        hide += [
            (d.start, d.end) for d in find_dates(words) if d.kind == "absolute" and d.precision != "year"
        ]
        if not hide:
            return words
        return _masked(words, [(0, len(words))], hide)


def _hidden(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    yield from (m.span("hide" if "hide" in pattern.groupindex else 0) for m in pattern.finditer(text))


@cache
def _patterns(key: str) -> tuple[re.Pattern[str], ...]:
    data = lexicon.load("redaction")
    return tuple(re.compile(pattern.replace("NAME", data["name"])) for pattern in data[key])


@cache
def _plain() -> frozenset[str]:
    """Return words that name nobody: those of the lexicon itself, and the commonest others."""
    from notecheck.lexicon.vocabulary import FAMILIES

    words = {word.casefold() for word in lexicon.load("redaction")["plain"].split()}
    for family in FAMILIES:
        words.update(word.casefold() for word in _WORD.findall(str(lexicon.load(family))))
    return frozenset(words)
