"""What a linter says: a rule, a place, a message."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from notecheck.query import RULES as QUERY_RULES

RULES: dict[str, str] = {
    "not-yaml": "the file is UTF-8 text in YAML",
    "unknown-key": "every key is one that checklists have",
    "missing-key": "what a checklist, item or alert cannot do without is there",
    "wrong-value": "every value is of the kind that its key takes",
    "duplicate": "no key and no id is given twice",
    "unknown-name": "every rule, subject, item, placeholder and offered code that is referred to is there",
    "unused-name": "every rule, subject and placeholder that is defined is used",
    "circle": "nothing refers to itself in a circle",
    "id-form": "ids are lower-case words joined by underscores",
    "diagnosis-axis": "the diagnosis item is required and on the code axis",
    "unknown-group": "every 'fact' is a group of facts that a note is read for",
    "unknown-concept": "every concept, modality and procedure name is one that a note is read for",
    "unknown-section": "every section is one that a note is divided into",
    "unknown-relation": "every relation is one that ties mentions",
    "unknown-attribute": "every attribute, and its value, is one that mentions carry",
    "unknown-code": "every code is in the official table",
    "code-title": "titles of codes are the official ones",
    "code-billable": "a code that is checked or offered is billable; a header says 'parent: true'",
    "excludes": "what is said of codes that stand together agrees with the Excludes notes of the table",
    "missing-release": "the code-set releases that the checklist was verified against are named",
    "missing-source": "checklist, items, alerts and related codes name their sources",
    "missing-reason": "every item says why it is asked",
    "missing-document": "every item shows how to document it",
    "missing-query": "every item has a query to the provider",
    **QUERY_RULES,
    "missing-example": "a checklist carries a note that passes and one that does not",
    "example-reference": "examples name codes, items and alerts that the checklist has",
    "example-failed": "every example note gives what it says",
    "not-covered": "every status of an item and every alert has an example (information only)",
}
"""The rules by name, each with what it asks."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong, or with ``information`` only worth knowing; line and column are 1-based."""

    path: str
    line: int
    column: int
    rule: str
    message: str
    information: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.rule}: {self.message}"

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as plain data; the field names are stable."""
        return asdict(self)
