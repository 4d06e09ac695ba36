"""Renderers: each turns a Report and the text of its note into one string.

Every module here offers ``render(report, text, **options) -> str`` and reads nothing else. The
result never ends with a newline; whoever prints or saves it adds one.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Protocol, cast

from notecheck.errors import NotecheckError
from notecheck.report import Report

FORMATS = (
    "text", "brief", "concise", "json", "jsonl", "html", "csv", "sarif", "junit", "github", "gitlab",
)  # fmt: skip

# A run is one document in these: their modules also offer ``collect(report, text)``, what a note
# adds to it, and ``document(parts)``, the whole.
DOCUMENTS = ("csv", "sarif", "junit", "gitlab")

# Formats for other programs: they quote the note only where that is asked for.
WITHOUT_TEXT = ("concise", "csv", "sarif", "junit", "github", "gitlab")


class Renderer(Protocol):
    """What the ``render`` function of every renderer looks like; options differ."""

    def __call__(self, report: Report, text: str, **options: object) -> str: ...


class Gatherer(Protocol):
    """What the module of a format in :data:`DOCUMENTS` offers."""

    def collect(self, report: Report, text: str, *, include_text: bool = False) -> object: ...

    def document(self, parts: Iterable[object]) -> str: ...


def gatherer(name: str) -> Gatherer:
    """Return the module of a format that makes one document of a run."""
    return cast(Gatherer, import_module(f"notecheck.render.{name}"))


def renderer(name: str) -> Renderer:
    """Return the ``render`` function of a format, importing no more than that format needs.

    Raises NotecheckError where ``name`` is not one of :data:`FORMATS`.
    """
    if name not in FORMATS:
        raise NotecheckError(f"unknown format {name!r}: use one of {', '.join(FORMATS)}")
    return cast(Renderer, import_module(f"notecheck.render.{name}").render)
