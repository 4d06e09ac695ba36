"""The official ICD-10-CM table: what a code is, what its notes say, what may stand beside it.

Nothing here is on the way of a check of a note: the table is read (over a second) in the first call that
asks it.
"""

from __future__ import annotations

from notecheck.codes.compare import check, excludes_between, show
from notecheck.codes.lookup import facts_for, lookup
from notecheck.codes.models import (
    CheckResult,
    Code,
    Facts,
    Finding,
    Meaning,
    Node,
    Reading,
    Release,
    Shown,
    TabularNote,
    Target,
)
from notecheck.codes.spelling import nearest, normalise
from notecheck.codes.table import release

__all__ = [
    "CheckResult",
    "Code",
    "Facts",
    "Finding",
    "Meaning",
    "Node",
    "Reading",
    "Release",
    "Shown",
    "TabularNote",
    "Target",
    "check",
    "excludes_between",
    "facts_for",
    "lookup",
    "nearest",
    "normalise",
    "release",
    "show",
]
