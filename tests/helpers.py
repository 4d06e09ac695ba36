"""Sentences that carry what must be read in them, the usual test of this project.

``[[words|group.concept key=value ...]]`` says that these words are a mention of that concept, or the
core of one, and what is known of it. Keys, all optional: ``assertion`` (``present`` unless given), ``cue``,
``place``, ``section``, ``reporter``, ``levels`` and ``regions`` (joined by commas), ``joint``,
``date`` (ISO, ``relative`` or ``vague``), ``precision``, ``temporality``, ``id``, ``link``
(``relation:strength:id``, joined by commas: all its ties to causes, fusions and indications); any
other key is an attribute. ``-`` stands for nothing
(``levels=-``), ``_`` for a blank (``cue``, ``place``, ``concept``). Of operations and studies, by the ``id`` of
another mark: ``same``, ``apart`` (one operation or two), ``on`` (the study that shows a finding).

``[[words|!group.concept]]`` says that no such mention touches these words; ``*`` stands for any
concept or group.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from extractions import MarkError, read_marks

from notecheck import Checker
from notecheck.extraction import DateMention, Extraction, Link, Mention

NOTE_DATE = "2024-05-02"
"""The date of the encounter of a sentence, unless a test gives another."""

_PLACE_OF_MARK = frozenset({"group", "concept", "start", "end", "id"})
_ALONE = _PLACE_OF_MARK | {"not"}
_WITH_BLANKS = frozenset({"cue", "place", "joint"})
_RELATIONS = frozenset({"of", "caused_by", "indication", "apart"})
_TIED = ("same", "apart", "on")


@cache
def checker() -> Checker:
    """Return the one checker of all tests."""
    return Checker()


def check(marked: str, *, date: str | None = NOTE_DATE) -> None:
    """Read the bare text of ``marked`` and assert everything that its marks say.

    Raises AssertionError with a line for each thing that differs, MarkError where there is no mark
    or one is written wrongly.
    """
    wrong = differences(marked, date=date)
    assert not wrong, "\n".join(["", marked, *wrong])


def differences(marked: str, *, date: str | None = NOTE_DATE) -> list[str]:
    """Return what the reading of a marked text and its marks differ in, a line for each."""
    text, marks = read_marks(marked)
    if not marks:
        raise MarkError("the sentence marks nothing")
    extraction = checker().extract(text, date=date)
    found = [_mention(extraction, mark) for mark in marks]
    ids: dict[str, Mention | None] = {}
    for mark, mention in zip(marks, found, strict=True):
        if "id" in mark:
            if mark["id"] in ids:
                raise MarkError(f"two marks with the id {mark['id']}")
            ids[mark["id"]] = mention
    wrong: list[str] = []
    for mark, mention in zip(marks, found, strict=True):
        words = f"'{text[mark['start'] : mark['end']]}'"
        if "not" in mark:
            if mark.keys() - _ALONE:
                raise MarkError(f"{words} must not be there, so nothing more can be said of it")
            wrong += [f"{words} is read as {_name(m)}" for m in _touching(extraction, mark)]
        elif mention is None:
            near = ", ".join(f"'{m.text}' {_name(m)}" for m in _around(extraction, mark)) or "nothing"
            wrong.append(f"{words} is no {mark['group']}.{mark['concept']}; there is: {near}")
        else:
            wrong += [f"{words}: {line}" for line in _details(mark, mention, ids)]
            wrong += [f"{words}: {line}" for line in _ties(mark, mention, ids, extraction)]
    return wrong


def _name(mention: Mention) -> str:
    return f"{mention.group}.{mention.concept}"


def _around(extraction: Extraction, mark: dict[str, Any]) -> list[Mention]:
    return [m for m in extraction.mentions if m.start < mark["end"] and mark["start"] < m.end]


def _touching(extraction: Extraction, mark: dict[str, Any]) -> list[Mention]:
    return [
        m
        for m in _around(extraction, mark)
        if mark["group"] in ("*", m.group) and mark["concept"] in ("*", m.concept.replace(" ", "_"))
    ]


def _mention(extraction: Extraction, mark: dict[str, Any]) -> Mention | None:
    """Return the shortest mention that holds all words of a mark."""
    whole = [m for m in _touching(extraction, mark) if m.start <= mark["start"] and mark["end"] <= m.end]
    return min(whole, key=lambda m: m.end - m.start, default=None)


def _details(mark: dict[str, Any], mention: Mention, ids: dict[str, Mention | None]) -> list[str]:
    wanted = {"assertion": "present", **{k: v for k, v in mark.items() if k not in {*_PLACE_OF_MARK, *_TIED}}}
    lines = []
    for key, value in wanted.items():
        given = _links(mention, ids) if key == "link" else _given(mention, key)
        expected = _links_wanted(value, ids) if key == "link" else _wanted(key, value)
        if given != expected:
            lines.append(f"{key} is {given or '-'}, should be {expected or '-'}")
    return lines


def _wanted(key: str, value: str) -> str:
    if value == "-":
        return ""
    return value.replace("_", " ") if key in _WITH_BLANKS else value


def _given(mention: Mention, key: str) -> str:
    """Return what a mention says of a key, as a mark would write it; empty where it says nothing."""
    match key:
        case "assertion" | "reporter" | "section":
            return str(getattr(mention, key))
        case "levels" | "regions":
            return ",".join(getattr(mention, key))
        case "joint":
            return mention.joint or ""
        case "cue" | "place":
            words = getattr(mention, key)
            return words.text if words else ""
        case "date":
            return _date(mention.date)
        case "precision":
            return (mention.date and mention.date.precision) or ""
        case _:
            return mention.attributes.get(key, "")


def _date(date: DateMention | None) -> str:
    return "" if date is None else date.value or date.kind


def _links_wanted(value: str, ids: dict[str, Mention | None]) -> str:
    if value == "-":
        return ""
    for link in value.split(","):
        parts = link.split(":")
        if len(parts) != 3:
            raise MarkError(f"a link is relation:strength:id, not {link}")
        _known(parts[2], ids)
    return ",".join(sorted(value.split(",")))


def _links(mention: Mention, ids: dict[str, Mention | None]) -> str:
    """Write the ties of a mention as a mark would."""
    names = {m.id: name for name, m in ids.items() if m is not None}

    def shown(link: Link) -> str:
        return f"{link.relation}:{link.strength}:{names.get(link.target, link.target)}"

    return ",".join(sorted({shown(link) for link in mention.links if link.relation in _RELATIONS}))


def _known(name: str, ids: dict[str, Mention | None]) -> Mention | None:
    if name not in ids:
        raise MarkError(f"no mark has the id {name}")
    return ids[name]


def _ties(
    mark: dict[str, Any], mention: Mention, ids: dict[str, Mention | None], extraction: Extraction
) -> list[str]:
    lines = []
    for key in _TIED:
        if key not in mark:
            continue
        if mark[key] == "-" and key == "on":
            if _study_of(mention, extraction) is not None:
                lines.append("it is seen on a study, and should be on none")
            continue
        other = _known(mark[key], ids)
        if other is None:
            lines.append(f"there is no {mark[key]} to be {key}")
        elif key == "on":
            if _study_of(mention, extraction) != other.id:
                lines.append(f"it is not seen on {mark[key]}")
        else:
            homes = [p.mentions for p in extraction.procedures if mention.id in p.mentions]
            together = any(other.id in home for home in homes)
            if not homes or together != (key == "same"):
                lines.append(f"it is {'' if together else 'not '}the same operation as {mark[key]}")
    return lines


def _study_of(mention: Mention, extraction: Extraction) -> int | None:
    """Return the study under which the report shows a finding, by the number of its mention."""
    return next(
        (s.mention for s in extraction.imaging if any(f.mention == mention.id for f in s.findings)), None
    )
