"""Renderers: each turns a Report and the text of its note into one string.

Every module here offers ``render(report, text, **options) -> str`` and reads nothing else. The
result never ends with a newline; whoever prints or saves it adds one.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from notecheck.errors import NotecheckError
from notecheck.report import Report

FORMATS = ("text", "brief", "json", "jsonl", "html")


class Renderer(Protocol):
    """What the ``render`` function of every renderer looks like; options differ."""

    def __call__(self, report: Report, text: str, **options: object) -> str: ...


def renderer(name: str) -> Renderer:
    """Return the ``render`` function of a format, importing no more than that format needs.

    Raises NotecheckError where ``name`` is not one of :data:`FORMATS`.
    """
    if name not in FORMATS:
        raise NotecheckError(f"unknown format {name!r}: use one of {', '.join(FORMATS)}")
    return cast(Renderer, import_module(f"notecheck.render.{name}").render)
