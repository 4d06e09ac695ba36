"""What a code asks of a note: its checklist, told to a person (text, HTML) or a program (JSON)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from notecheck.checklist import Checklist, load_checklists
from notecheck.errors import NotecheckError
from notecheck.render.layout import Page
from notecheck.render.wording import AXES, AXIS, AXIS_MEANING, BLOCKING_MEANING, DISCLAIMER, REQUIREMENT

WIDTH = 88
"""Columns of the text, where nothing else is known."""


def explain(
    code: str,
    directories: Iterable[str | Path] = (),
    *,
    format: str = "text",
    width: int = WIDTH,
    procedures: Mapping[str, str] | None = None,
) -> str:
    """Return what a code asks of a note, as ``text``, ``html`` or ``json``, without a last line end.

    ``directories`` are folders of checklists laid over the built-in ones; ``width`` is in columns;
    ``procedures`` are labels of procedure codes that replace ours. Raises CodeError for a code without a checklist, naming the nearest, and NotecheckError for
    another format.
    """
    if format not in _FORMATS:
        raise NotecheckError(f"unknown format '{format}'; use one of {', '.join(_FORMATS)}")
    return _FORMATS[format](described(load_checklists(directories)[code], procedures), width)


def described(checklist: Checklist, procedures: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return a checklist as plain data; the field names are stable. ``procedures`` are labels by code."""
    labels = procedures or {}
    stand_ins = {name: placeholder.otherwise for name, placeholder in checklist.placeholders.items()}
    guide = checklist.guide
    return {
        "code": checklist.code,
        "title": checklist.title,
        "checklist_version": checklist.version,
        "releases": list(guide.releases),
        "family": list(checklist.family),
        "when_to_use": list(guide.when_to_use),
        "when_not_to_use": list(guide.when_not_to_use),
        "items": [
            {
                "id": item.id,
                "title": item.title,
                "axis": item.axis,
                "requirement": item.requirement,
                "weight": item.weight,
                "diagnosis": item.id == checklist.diagnosis,
                "reason": item.reason,
                "document": item.document,
                "query": _filled(item.question.ask, stand_ins) if item.question else None,
                "options": [_filled(o, stand_ins) for o in item.question.options] if item.question else [],
                "sources": list(item.sources),
            }
            for item in checklist.items
        ],
        "alerts": [
            {
                "id": alert.id,
                "title": alert.title,
                "blocking": alert.blocking,
                "message": _filled(alert.message, stand_ins),
                "sources": list(alert.sources),
            }
            for alert in checklist.alerts
        ],
        "pitfalls": list(guide.pitfalls),
        "questions": [{"question": q.question, "answer": q.answer} for q in guide.questions],
        "related_codes": [
            {
                "code": r.code,
                "title": r.title,
                "relation": r.relation,
                "reason": r.reason,
                "source": r.source,
            }
            for r in checklist.related_codes
        ],
        "related_procedures": [
            {"code": p.code, "label": labels.get(p.code, p.label)} for p in guide.related_procedures
        ],
        "sources": list(guide.sources),
    }


def _filled(text: str, stand_ins: dict[str, str]) -> str:
    """Put into a question or message what stands there where the note has nothing to quote."""
    for name, words in stand_ins.items():
        text = text.replace(f"{{{name}}}", words)
    return text


def _json(about: dict[str, Any], width: int) -> str:
    return json.dumps(about, ensure_ascii=False, indent=2)


def _html(about: dict[str, Any], width: int) -> str:
    words = {"axes": AXES, "axis_name": AXIS, "axis_meaning": AXIS_MEANING, "requirement": REQUIREMENT}
    return _template().render(about, disclaimer=DISCLAIMER, blocking_meaning=BLOCKING_MEANING, **words)


@cache
def _template() -> Template:
    source = resources.files("notecheck.render").joinpath("templates/explain.html.j2")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(source.read_text(encoding="utf-8"))


def _text(about: dict[str, Any], width: int) -> str:
    page = Page(width=min(max(width, 40), 200))
    page.line(f"{about['code']}  {about['title']}", hang=len(about["code"]) + 2)
    page.line(f"checklist {about['checklist_version']}" + _listed("; code sets: ", about["releases"]))
    _bullets(page, "Use it when", about["when_to_use"])
    _bullets(page, "Do not use it when", about["when_not_to_use"])
    for axis in AXES:
        items = [item for item in about["items"] if item["axis"] == axis]
        if items:
            page.gap()
            page.line(f"{AXIS[axis].upper()}. {AXIS_MEANING[axis]}")
            for item in items:
                _item(page, item)
    if about["alerts"]:
        page.gap()
        page.line("ALERTS")
        for alert in about["alerts"]:
            kind = " (blocking)" if alert["blocking"] else ""
            page.line(f"- {alert['title'] or alert['id']}{kind}: {alert['message']}", indent=2, hang=2)
    _bullets(page, "Pitfalls", about["pitfalls"])
    _bullets(
        page, "Related codes", [f"{r['code']}  {r['title']}: {r['reason']}" for r in about["related_codes"]]
    )
    _bullets(page, "Related procedures", [f"{p['code']}  {p['label']}" for p in about["related_procedures"]])
    _bullets(page, "Questions", [f"{q['question']} {q['answer']}" for q in about["questions"]])
    _bullets(page, "Sources", about["sources"])
    page.gap()
    page.line(DISCLAIMER)
    return page.text()


def _item(page: Page, item: dict[str, Any]) -> None:
    mark = ", the diagnosis" if item["diagnosis"] else ""
    page.line(f"- {item['title']} ({REQUIREMENT[item['requirement']]}{mark})", indent=2, hang=2)
    for label, words in (("Why", item["reason"]), ("Document", item["document"]), ("Ask", item["query"])):
        if words:
            page.line(f"{label}: {words}", indent=4, hang=2)


def _bullets(page: Page, title: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    page.gap()
    page.line(title.upper())
    for line in lines:
        page.line(f"- {line}", indent=2, hang=2)


def _listed(prefix: str, values: Sequence[str]) -> str:
    return prefix + ", ".join(values) if values else ""


_FORMATS: dict[str, Callable[[dict[str, Any], int], str]] = {"text": _text, "json": _json, "html": _html}
