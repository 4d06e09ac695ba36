"""The report as JSON, indented for a reader; the field names are the stable contract."""

from __future__ import annotations

import json
import re

from pydantic_core import PydanticSerializationError

from notecheck.render.visible import HAZARD
from notecheck.report import Report


def render(report: Report, text: str = "", *, indent: int | None = 2) -> str:
    """Return the report as JSON; ``indent`` in blanks, None for one line.

    Control, bidirectional and invisible characters are written as ``\\uXXXX``, so that the output is
    safe to show on a terminal and reads back to the same strings.
    """
    try:
        dumped = report.model_dump_json(indent=indent)
    except PydanticSerializationError:  # a lone surrogate, which UTF-8 cannot hold but JSON can
        dumped = json.dumps(report.model_dump(), indent=indent)
    return dumped if dumped.isascii() and "\x7f" not in dumped else HAZARD.sub(_escape, dumped)


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return "\\u007f" if character == "\x7f" else json.dumps(character)[1:-1]
