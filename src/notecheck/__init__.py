"""Says what a clinical note documents, misses and contradicts for an ICD-10-CM code.

The public names are imported when they are first used, so ``import notecheck`` costs nothing:
no spaCy, no pydantic.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from notecheck.checker import Checker as Checker
    from notecheck.checker import check as check
    from notecheck.errors import ChecklistError as ChecklistError
    from notecheck.errors import CodeError as CodeError
    from notecheck.errors import DateError as DateError
    from notecheck.errors import LexiconError as LexiconError
    from notecheck.errors import MissingExtraError as MissingExtraError
    from notecheck.errors import NotecheckError as NotecheckError
    from notecheck.errors import NoteError as NoteError
    from notecheck.errors import SettingError as SettingError
    from notecheck.errors import WorkerError as WorkerError
    from notecheck.extraction import Extraction as Extraction
    from notecheck.note import Note as Note
    from notecheck.readers import read_note as read_note
    from notecheck.report import CodeReport as CodeReport
    from notecheck.report import FailedReport as FailedReport
    from notecheck.report import Report as Report
    from notecheck.session import Session as Session

__version__ = "0.1.0"

_HOME = {
    "Checker": "checker",
    "ChecklistError": "errors",
    "CodeError": "errors",
    "CodeReport": "report",
    "DateError": "errors",
    "Extraction": "extraction",
    "FailedReport": "report",
    "LexiconError": "errors",
    "MissingExtraError": "errors",
    "Note": "note",
    "NoteError": "errors",
    "NotecheckError": "errors",
    "Report": "report",
    "Session": "session",
    "SettingError": "errors",
    "WorkerError": "errors",
    "check": "checker",
    "read_note": "readers",
}

__all__ = [*_HOME, "__version__"]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    if name not in _HOME:
        raise AttributeError(f"module 'notecheck' has no attribute {name!r}")
    value = getattr(import_module(f"notecheck.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
