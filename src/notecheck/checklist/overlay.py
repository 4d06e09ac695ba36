"""A user's file that extends a built-in checklist: merged key by key, each part keeping its origin."""

from __future__ import annotations

from typing import Any

from notecheck.rules.reading import Loc

Origins = dict[Loc, tuple[int, Loc]]
_BY_ID = ("items", "alerts")
_BY_CODE = ("related_codes", "related_procedures")


def merge(base: dict[str, Any], overlay: dict[str, Any], source: int, origins: Origins) -> dict[str, Any]:
    """Return ``base`` with ``overlay`` laid over it.

    Items and alerts are matched by id (their keys replaced one by one), related codes by code, other
    lists are appended to, mappings updated, everything else replaced. ``origins`` learns which
    places of the result come from file number ``source`` and where they stand in it.
    """
    merged = dict(base)
    for key, value in overlay.items():
        if key == "extends":
            continue
        if key in _BY_ID + _BY_CODE and isinstance(value, list) and isinstance(merged.get(key), list):
            merged[key] = _entries(merged[key], value, key, source, origins)
        elif isinstance(value, list) and isinstance(merged.get(key), list):
            start = len(merged[key])
            merged[key] = [*merged[key], *value]
            for index in range(len(value)):
                origins[(key, start + index)] = (source, (key, index))
        elif isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = {**merged[key], **value}
            for name in value:
                origins[(key, name)] = (source, (key, name))
        else:
            merged[key] = value
            origins[(key,)] = (source, (key,))
    return merged


def _entries(base: list[Any], added: list[Any], key: str, source: int, origins: Origins) -> list[Any]:
    name = "id" if key in _BY_ID else "code"
    out = list(base)
    places = {entry.get(name): i for i, entry in enumerate(out) if isinstance(entry, dict)}
    for index, entry in enumerate(added):
        at = places.get(entry.get(name)) if isinstance(entry, dict) else None
        if at is None:
            origins[(key, len(out))] = (source, (key, index))
            out.append(entry)
        else:
            out[at] = {**out[at], **entry}
            for field in entry:
                origins[(key, at, field)] = (source, (key, index, field))
    return out


def origin(loc: Loc, origins: Origins) -> tuple[int, Loc]:
    """Return the number of the file that a place of a merged checklist comes from, and its place there."""
    for length in range(len(loc), 0, -1):
        found = origins.get(loc[:length])
        if found is not None:
            return found[0], (*found[1], *loc[length:])
    return 0, loc
