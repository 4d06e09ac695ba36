"""Extractions built by hand, so that rules are tested without the pipeline.

A text marks what it mentions, ``[[words|group.concept key=value ...]]``; the marks are taken out and
the mentions point into what is left. Keys: ``id``, ``assertion``, ``cue``, ``reporter``, ``section``,
``levels`` and ``regions`` (joined by commas), ``joint``, ``date`` (ISO, ``vague`` or ``relative``),
``link`` (``relation:strength:id``); any other key is an attribute. Mentions of the group ``procedure``
(keys ``kind`` = concept, ``temporality``) and ``study`` (findings: the mentions whose ``on`` is its
id) also give the merged procedures and the imaging studies; ``same=ID`` merges a procedure mention
into another one. ``code.M96.0`` gives a written code.
"""

from __future__ import annotations

import re
from typing import Any

from notecheck.extraction import (
    CodeMention,
    Cue,
    DateMention,
    Extraction,
    Finding,
    ImagingStudy,
    Link,
    Mention,
    Procedure,
)
from notecheck.note import Note

_MARK = re.compile(
    r"\[\[(?P<words>[^|\[\]]+)\|(?P<not>!?)(?P<group>\w+|\*)\.(?P<concept>[^\s\[\]|]+)(?P<rest>(?:[ ]+[^\s\[\]|=]+=[^\s\[\]|]*)*[ ]*)\]\]"
)
_KEYS = {"id", "assertion", "cue", "reporter", "section", "levels", "regions", "joint", "date", "link", "on"}
_KEYS |= {"temporality", "same"}


class MarkError(ValueError):
    """A marked text is written wrongly."""


def build(marked: str, *, setting: Any = None) -> tuple[Note, Extraction]:
    """Return the note and the extraction that a marked text stands for."""
    text, raw = read_marks(marked)
    if any("not" in entry for entry in raw):
        raise MarkError("an extraction holds only what is there")
    ids = {entry["id"]: index for index, entry in enumerate(raw) if "id" in entry}
    mentions = [_mention(index, entry, text, ids) for index, entry in enumerate(raw)]
    note = Note(text=text, setting=setting)
    return note, Extraction(
        mentions=tuple(mentions),
        procedures=tuple(_procedures(raw, mentions, ids)),
        imaging=tuple(_studies(raw, mentions, ids)),
        codes=tuple(
            CodeMention(code=m.concept, start=m.start, end=m.end, text=m.text)
            for m in mentions
            if m.group == "code"
        ),
    )


def read_marks(marked: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the bare text and its marks: the keys of each, ``group``, ``concept``, ``start``, ``end``.

    A mark of what must not be there (``[[words|!group.concept]]``) has the key ``not``. Raises
    MarkError on a mark that is not closed, not well formed, or says a thing twice.
    """
    out, raw, at = "", [], 0
    for mark in _MARK.finditer(marked):
        out += marked[at : mark.start()]
        pairs = [pair.split("=", 1) for pair in mark["rest"].split()]
        entry: dict[str, Any] = dict(pairs)
        if len(entry) < len(pairs) or {"group", "concept", "start", "end", "not"} & entry.keys():
            raise MarkError(f"a key twice: {mark[0]}")
        entry |= {"group": mark["group"], "concept": mark["concept"], "start": len(out)}
        if mark["not"]:
            entry["not"] = True
        out += mark["words"]
        raw.append(entry | {"end": len(out)})
        at = mark.end()
    out += marked[at:]
    if "[[" in out or "]]" in out:
        raise MarkError(f"an unread mark: {out}")
    return out, raw


def _mention(index: int, entry: dict[str, Any], text: str, ids: dict[str, int]) -> Mention:
    start, end = entry["start"], entry["end"]
    links = []
    for link in filter(None, entry.get("link", "").split(",")):
        relation, strength, target = link.split(":")
        links.append(Link(relation=relation, strength=strength, target=ids[target]))
    cue = entry.get("cue", "").replace("_", " ")
    attributes = {key: value for key, value in entry.items() if key not in _KEYS}
    for key in ("group", "concept", "start", "end"):
        attributes.pop(key)
    return Mention(
        id=index,
        group=entry["group"],
        concept=entry["concept"],
        start=start,
        end=end,
        text=text[start:end],
        section=entry.get("section", "assessment"),
        line=text.count("\n", 0, start) + 1,
        assertion=entry.get("assertion", "present"),
        cue=Cue(start=0, end=len(cue), text=cue) if cue else None,
        reporter=entry.get("reporter", "provider"),
        levels=_words(entry, "levels"),
        regions=_words(entry, "regions"),
        joint=entry.get("joint"),
        date=_date(entry, text),
        attributes=attributes,
        links=tuple(links),
    )


def _words(entry: dict[str, Any], key: str) -> tuple[str, ...]:
    return tuple(filter(None, entry.get(key, "").split(",")))


def _date(entry: dict[str, Any], text: str) -> DateMention | None:
    value = entry.get("date")
    if value is None:
        return None
    kind: Any = value if value in ("vague", "relative") else "absolute"
    place = {"start": entry["start"], "end": entry["end"], "text": text[entry["start"] : entry["end"]]}
    return DateMention(**place, kind=kind, value=value if kind == "absolute" else None)


def _procedures(raw: list[dict[str, Any]], mentions: list[Mention], ids: dict[str, int]) -> list[Procedure]:
    out = []
    for index, (entry, mention) in enumerate(zip(raw, mentions, strict=True)):
        if mention.group != "procedure" or "same" in entry:
            continue
        others = [i for i, other in enumerate(raw) if "same" in other and ids[other["same"]] == index]
        group = [mention, *(mentions[i] for i in others)]
        kind: Any = mention.concept
        out.append(
            Procedure(
                kind=kind,
                name=mention.text,
                approach=next((m.attributes["approach"] for m in group if "approach" in m.attributes), None),
                levels=next((m.levels for m in group if m.levels), ()),
                regions=next((m.regions for m in group if m.regions), ()),
                joint=mention.joint,
                temporality=entry.get("temporality", "prior"),
                date=next((m.date for m in group if m.date), None),
                start=mention.start,
                end=mention.end,
                text=mention.text,
                section=mention.section,
                assertion=mention.assertion,
                mentions=tuple(m.id for m in group),
            )
        )
    return out


def _studies(raw: list[dict[str, Any]], mentions: list[Mention], ids: dict[str, int]) -> list[ImagingStudy]:
    out = []
    for index, mention in enumerate(mentions):
        if mention.group != "study":
            continue
        shown = [m for e, m in zip(raw, mentions, strict=True) if "on" in e and ids[e["on"]] == index]
        out.append(
            ImagingStudy(
                modality=mention.concept,
                date=mention.date,
                findings=tuple(
                    Finding(
                        finding=m.concept,
                        levels=m.levels,
                        assertion=m.assertion,
                        start=m.start,
                        end=m.end,
                        text=m.text,
                        mention=m.id,
                    )
                    for m in shown
                ),
                start=mention.start,
                end=mention.end,
                text=mention.text,
                section=mention.section,
                mention=mention.id,
            )
        )
    return out
