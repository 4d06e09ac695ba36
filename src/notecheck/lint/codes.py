"""Codes held against the official table: existence, titles, billable or not, Excludes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from notecheck.codes import excludes_between, facts_for, lookup, nearest, normalise
from notecheck.codes.table import known_codes, note_covers
from notecheck.lint.concepts import mappings, texts
from notecheck.lint.source import Source
from notecheck.rules.reading import Loc

_CODE = r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?"
_MENTION = re.compile(rf"(?:(?P<node>{_CODE})\s+)?Excludes\s?(?P<number>[12])(?:\s+(?P<target>{_CODE}))?")


def check(source: Source) -> None:
    """Note codes that the table does not have, has with another title or as a header, and wrong Excludes."""
    raw = source.raw
    declared = raw.get("codes")
    codes: dict[str, Any] = declared if isinstance(declared, dict) else {}
    for code, about in codes.items():
        about = about if isinstance(about, dict) else {}
        if _exists(source, str(code), ("codes", code)):
            _title(source, str(code), about.get("title"), ("codes", code, "title"))
            _declared(source, str(code), bool(about.get("parent")))
    checked = [str(c) for c, about in codes.items() if not (isinstance(about, dict) and about.get("parent"))]
    checked = [code for code in checked if facts_for(code).exists]
    for index, related in source.entries("related_codes"):
        _related(source, related, checked, ("related_codes", index))
    for index, alert in source.entries("alerts"):
        _alert(source, alert, checked, ("alerts", index))
    for condition, loc in mappings(raw, ()):
        for code, at in texts(condition.get("written_code"), (*loc, "written_code")):
            if not any(known.startswith(code) for known in known_codes()):
                source.add(at, "unknown-code", f"no code begins with '{code}'{_near(code)}")
        if set(condition) == {"code"} and "codes" not in loc:
            for code, at in texts(condition["code"], (*loc, "code")):
                if code not in codes:
                    source.add(at, "unknown-code", f"'{code}' is no code of this checklist")


def _exists(source: Source, code: str, loc: Loc) -> bool:
    if facts_for(code).exists:
        return True
    source.add(loc, "unknown-code", f"'{code}' is not in the official table{_near(code)}")
    return False


def _near(code: str) -> str:
    found = nearest(code, limit=3)
    return f"; nearest: {', '.join(found)}" if found else ""


def _title(source: Source, code: str, title: Any, loc: Loc) -> None:
    official = facts_for(code).title
    if isinstance(title, str) and title.strip() != official:
        source.add(loc, "code-title", f"the title of {code} is '{official}'")


def _declared(source: Source, code: str, parent: bool) -> None:
    billable = facts_for(code).billable
    if parent and billable:
        source.add(("codes", code, "parent"), "code-billable", f"{code} is billable, so it is no parent")
    elif not parent and not billable:
        message = f"{code} is a header, not billable; name its billable codes or say 'parent: true'"
        source.add(("codes", code), "code-billable", message)


def _related(source: Source, related: dict[str, Any], checked: list[str], loc: Loc) -> None:
    code, relation = str(related.get("code", "")), related.get("relation")
    if not _exists(source, code, (*loc, "code")):
        return
    _title(source, code, related.get("title"), (*loc, "title"))
    if relation in ("additional", "instead") and not facts_for(code).billable:
        message = f"{code} is a header, not billable; offer its billable codes, or 'relation: review'"
        source.add((*loc, "code"), "code-billable", message)
    found = {own: excludes_between(own, code) for own in checked if own != code}
    excluded = [own for own, kind in found.items() if kind == "Excludes1"]
    if relation == "additional" and excluded:
        message = f"{code} is offered in addition, but an Excludes1 note stands between it and {excluded[0]}"
        source.add((*loc, "relation"), "excludes", message)
    for key in ("reason", "source"):
        _mentioned(source, related.get(key), [code], checked, (*loc, key))


def _alert(source: Source, alert: dict[str, Any], checked: list[str], loc: Loc) -> None:
    offered = [code for code in _offered(alert.get("codes")) if facts_for(code).exists]
    if offered:
        told = [(alert.get("message"), (*loc, "message")), *texts(alert.get("sources"), (*loc, "sources"))]
        for text, at in told:
            _mentioned(source, text, offered, checked, at)


def _offered(offers: Any) -> Iterator[str]:
    """Yield the codes of the offers of an alert; those that do not exist are told where they are related."""
    for offer in offers if isinstance(offers, list) else ():
        if isinstance(offer, str):
            yield offer
        elif isinstance(offer, dict):
            named = [offer.get("code"), *(offer.get("by_region") or {}).values()]
            yield from (str(code) for code in named if code)
            yield from (code for code, _ in texts(offer.get("otherwise"), ()))


def _mentioned(source: Source, text: Any, codes: list[str], checked: list[str], loc: Loc) -> None:
    """Hold what a text says of an Excludes against the table.

    "M96 Excludes2 T84.-" is a note at M96 that covers T84; "M54.1 Excludes1" one at M54.1. Without a
    code before it, the note stands between the codes, or is one of the code that is offered.
    """
    for match in _MENTION.finditer(text if isinstance(text, str) else ""):
        kind = f"Excludes{match['number']}"
        if match["node"] is not None:
            if not _at_node(match["node"], kind, match["target"]):
                what = f" for {match['target']}" if match["target"] else ""
                source.add(loc, "excludes", f"the table has no {kind} at {match['node']}{what}")
            continue
        found = {excludes_between(own, code) for own in checked for code in codes if own != code}
        if kind not in found and not any(_within_category(code, kind) for code in codes):
            told = " and ".join(sorted(kind for kind in found if kind)) or "no Excludes"
            pair = f"{', '.join(checked[:2])} and {', '.join(codes[:2])}"
            source.add(loc, "excludes", f"it says {kind}; between {pair} the table has {told}")


def _at_node(node: str, kind: str, target: str | None) -> bool:
    if not facts_for(node).exists or (target and not facts_for(target).exists):
        return False
    notes = [note for note in lookup(node).notes if note.kind == kind]
    return bool(notes) if target is None else any(note_covers(note, normalise(target)) for note in notes)


def _within_category(code: str, kind: str) -> bool:
    """Tell whether the code, or a header up to its category, has a note of this kind."""
    return any(note.kind == kind and note.node.startswith(code[:3]) for note in lookup(code).notes)
