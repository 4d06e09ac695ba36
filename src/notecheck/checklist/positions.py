"""Line and column of a value in a YAML file, looked up only once something is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from notecheck.rules.reading import Loc, Problem

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def position(text: str, loc: Loc) -> tuple[int, int]:
    """Return the 1-based line and column of a key or list entry; of the nearest parent if it is not there."""
    node = yaml.compose(text, Loader=_Loader)
    mark = node.start_mark if node is not None else None
    for step in loc:
        key, child = _child(node, step)
        if child is None:
            break
        node, mark = child, (key or child).start_mark
    return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)


def _child(node: Any, step: str | int) -> tuple[Any, Any]:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key, value
        for key, value in node.value:
            if key.value == "<<":
                parts = value.value if isinstance(value, yaml.SequenceNode) else [value]
                for part in parts:
                    found = _child(part, step)
                    if found[1] is not None:
                        return found
    return None, None


def duplicates(text: str) -> list[Problem]:
    """Return the keys that are written twice in one mapping: YAML would keep the last in silence."""
    return list(_duplicates(yaml.compose(text, Loader=_Loader), ()))


def _duplicates(node: Any, loc: Loc) -> Iterator[Problem]:
    if isinstance(node, yaml.SequenceNode):
        for index, entry in enumerate(node.value):
            yield from _duplicates(entry, (*loc, index))
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen and key.value != "<<":
                line = key.start_mark.line + 1
                message = f"'{key.value}' is written twice, again on line {line}"
                yield Problem((*loc, key.value), message, "duplicate")
            seen.add(key.value)
            yield from _duplicates(value, (*loc, key.value))
