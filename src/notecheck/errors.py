"""What can go wrong, each with one line that says what to do about it.

No message ever holds text of a note: notes are patient data.
"""

from __future__ import annotations

import traceback


class NotecheckError(Exception):
    """Base of everything that notecheck raises on purpose; ``str()`` is one line with the mend."""


class NoteError(NotecheckError):
    """A note cannot be read: empty, not text, too large, wrong encoding."""


class CodeError(NotecheckError):
    """A code is unknown or has no checklist."""


class DateError(NotecheckError):
    """A date argument is not a possible ISO date."""


class SettingError(NotecheckError):
    """A setting is neither ``outpatient`` nor ``inpatient``."""


class ChecklistError(NotecheckError):
    """A checklist or configuration file is wrong; the message begins with ``file:line:column``."""


class LexiconError(NotecheckError):
    """A lexicon file is wrong; the message begins with the file's name."""


class WorkerError(NotecheckError):
    """Worker processes cannot be started."""


class MissingExtraError(NotecheckError):
    """Something needs a package that is not installed; the message names the extra to install."""


def internal(error: Exception) -> str:
    """Say where an unforeseen error arose. Its message may quote a note, so it is left out."""
    frames = traceback.extract_tb(error.__traceback__)
    where = ""
    if frames:
        file = frames[-1].filename.replace("\\", "/").rpartition("/")[2]
        where = f" in {file}:{frames[-1].lineno}"
    return f"internal error: {type(error).__name__}{where}; please report this line with the version"
