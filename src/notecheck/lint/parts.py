"""Whether everything is there that a reader of a report or of a checklist relies on, and nothing idle."""

from __future__ import annotations

import re
from string import Formatter

from notecheck.lint.source import Source

_ID = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_RELEASE = re.compile(r"ICD-10-CM (?:FY\d{4}|(?:January|April|October) \d{4})\b")
_ITEM_PARTS = {
    "reason": ("missing-reason", "does not say why it is asked"),
    "document": ("missing-document", "does not show how to document it"),
    "query": ("missing-query", "has no query to the provider"),
    "sources": ("missing-source", "names no source"),
}


def check(source: Source) -> None:
    """Note missing sources, releases, reasons, example wordings and queries, odd ids, unused names."""
    _whole(source)
    for index, item in source.entries("items"):
        name = item.get("id")
        _id(source, "items", index, name)
        for key, (rule, what) in _ITEM_PARTS.items():
            if not item.get(key):
                source.add(("items", index), rule, f"item '{name}' {what}: add '{key}'")
        on_axis = item.get("axis") == "code" and item.get("requirement") == "required"
        if name == source.raw.get("diagnosis") and not on_axis:
            message = f"'{name}' is the diagnosis: its axis is code and it is required"
            source.add(("items", index, "axis"), "diagnosis-axis", message)
    for index, alert in source.entries("alerts"):
        _id(source, "alerts", index, alert.get("id"))
        if not alert.get("sources"):
            message = f"alert '{alert.get('id')}' names no source: add 'sources'"
            source.add(("alerts", index), "missing-source", message)
    for index, related in source.entries("related_codes"):
        if not related.get("source"):
            message = f"related code {related.get('code')} names no source: add 'source'"
            source.add(("related_codes", index), "missing-source", message)
    if source.built:
        _unused(source)


def _whole(source: Source) -> None:
    if not source.raw.get("sources"):
        source.add((), "missing-source", "the checklist names no source: add 'sources'")
    releases = source.raw.get("releases")
    if not releases:
        message = "with which code sets was it verified? add 'releases', such as \"ICD-10-CM FY2027\""
        source.add((), "missing-release", message)
    for index, release in enumerate(releases if isinstance(releases, list) else ()):
        if not _RELEASE.match(str(release)):
            message = f'\'{release}\' names no code set; write "ICD-10-CM FY2027" or "ICD-10-CM April 2026"'
            source.add(("releases", index), "missing-release", message)


def _id(source: Source, key: str, index: int, name: object) -> None:
    if isinstance(name, str) and not _ID.fullmatch(name):
        message = f"'{name}' is no id; use lower-case words joined by underscores"
        source.add((key, index, "id"), "id-form", message)


def _unused(source: Source) -> None:
    used = {(kind, name) for _, kind, name, _ in source.rules.references}
    checklist = next(iter(source.built.values()))
    asked = [text for i in checklist.items if i.question for text in (i.question.ask, *i.question.options)]
    texts = [*asked, *(alert.message for alert in checklist.alerts)]
    used |= {("placeholder", name) for text in texts for _, name, _, _ in Formatter().parse(text) if name}
    for key, kind in (("define", "rule"), ("subjects", "subject"), ("placeholders", "placeholder")):
        for name in source.raw.get(key) or {}:
            if (kind, name) not in used:
                source.add((key, name), "unused-name", f"the {kind} '{name}' is used nowhere")
