"""What a code asks of a note: its checklist, told to a person (text, HTML) or a program (JSON)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from notecheck.checklist import AlertRule, Checklist, load_checklists
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
    color: bool = False,
) -> str:
    """Return what a code asks of a note, as ``text``, ``html`` or ``json``, without a last line end.

    ``directories`` are folders of checklists laid over the built-in ones; ``width`` is in columns;
    ``procedures`` are labels of procedure codes that replace ours; ``color`` marks the headings of
    the text. Raises CodeError for a code without a checklist, naming the nearest, and NotecheckError
    for another format.
    """
    if format not in _FORMATS:
        raise NotecheckError(f"unknown format '{format}'; use one of {', '.join(_FORMATS)}")
    about = described(load_checklists(directories)[code], procedures)
    if format == "text":
        return _text(about, width, color=color)
    return _FORMATS[format](about, width)


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
                "codes": _offered(alert),
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
            if r.code != checklist.code
        ],
        "related_procedures": [
            {"code": p.code, "label": labels.get(p.code, p.label)} for p in guide.related_procedures
        ],
        "sources": list(guide.sources),
    }


def _offered(alert: AlertRule) -> list[str]:
    """Return all codes that an alert may offer, each once."""
    codes: dict[str, None] = {}
    for offer in alert.codes:
        named = [offer.code, *(code for _, code in offer.by_region), *offer.otherwise]
        codes.update(dict.fromkeys(code for code in named if code))
    return list(codes)


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


def _text(about: dict[str, Any], width: int, *, color: bool = False) -> str:
    page = Page(width=min(max(width, 40), 200), color=color)
    page.line(f"{about['code']}  {about['title']}", hang=len(about["code"]) + 2, style="bold")
    page.line(f"checklist {about['checklist_version']}" + _listed("; code sets: ", about["releases"]))
    if len(about["family"]) > 1:
        page.line(_listed("the same checklist serves ", about["family"]))
    _bullets(page, "Use it when", about["when_to_use"])
    _bullets(page, "Do not use it when", about["when_not_to_use"])
    for axis in AXES:
        items = [item for item in about["items"] if item["axis"] == axis]
        if items:
            _heading(page, AXIS[axis])
            page.line(AXIS_MEANING[axis], indent=2)
            for item in items:
                _item(page, item)
    if about["alerts"]:
        _heading(page, "Alerts")
        for alert in about["alerts"]:
            _alert(page, alert)
    _bullets(page, "Pitfalls", about["pitfalls"])
    related = [f"{r['code']}  {r['title']} ({r['relation']}): {r['reason']}" for r in about["related_codes"]]
    _bullets(page, "Related codes", related)
    _bullets(page, "Related procedures", [f"{p['code']}  {p['label']}" for p in about["related_procedures"]])
    if about["questions"]:
        _heading(page, "Questions")
        for pair in about["questions"]:
            page.line(f"- {pair['question']}", indent=2, hang=2)
            page.line(pair["answer"], indent=4)
    _bullets(page, "Sources", about["sources"])
    page.gap()
    page.line(DISCLAIMER)
    return page.text()


def _item(page: Page, item: dict[str, Any]) -> None:
    mark = ", the diagnosis" if item["diagnosis"] else ""
    page.line(f"- {item['title']} ({REQUIREMENT[item['requirement']]}{mark})", indent=2, hang=2, style="bold")
    for label, words in (("Why", item["reason"]), ("Document", item["document"]), ("Ask", item["query"])):
        if words:
            page.line(f"{label}: {words}", indent=4, hang=2)
    for option in item["options"]:
        page.line(f"[ ] {option}", indent=6, hang=4)
    if item["sources"]:
        page.line(_listed("Source: ", item["sources"], "; "), indent=4, hang=2)


def _alert(page: Page, alert: dict[str, Any]) -> None:
    kind = " (blocking)" if alert["blocking"] else ""
    page.line(f"- {alert['title'] or alert['id']}{kind}: {alert['message']}", indent=2, hang=2)
    if alert["codes"]:
        page.line(_listed("Offers: ", alert["codes"]), indent=4, hang=2)


def _heading(page: Page, title: str) -> None:
    page.gap()
    page.line(title.upper(), style="bold")


def _bullets(page: Page, title: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    _heading(page, title)
    for line in lines:
        page.line(f"- {line}", indent=2, hang=2)


def _listed(prefix: str, values: Sequence[str], joint: str = ", ") -> str:
    return prefix + joint.join(values) if values else ""


_FORMATS: dict[str, Callable[[dict[str, Any], int], str]] = {"text": _text, "json": _json, "html": _html}
