"""Checklists: what a code's documentation must hold, as data read from YAML."""

from __future__ import annotations

from notecheck.checklist.loader import Checklists, builtin_dir, lint_file, load_checklists
from notecheck.checklist.model import (
    AlertRule,
    Checklist,
    CodeOffer,
    Example,
    Item,
    Question,
    RelatedCode,
)

__all__ = [
    "AlertRule",
    "Checklist",
    "Checklists",
    "CodeOffer",
    "Example",
    "Item",
    "Question",
    "RelatedCode",
    "builtin_dir",
    "lint_file",
    "load_checklists",
]
