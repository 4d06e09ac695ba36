"""A note: text that is never edited, and what is known about it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from notecheck.errors import DateError

Setting = Literal["outpatient", "inpatient"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One clinical note.

    ``text`` is exactly what was read: every offset of a report indexes it, in characters.
    ``date`` is the date of the encounter as an ISO string (``2024-05-02``) or None;
    ``setting`` decides what an uncertain diagnosis means (guidelines II.H and IV.H).
    """

    text: str
    id: str = "note"
    date: str | None = None
    setting: Setting | None = None


def day(date: str | datetime.date | None) -> datetime.date | None:
    """Return the day that an argument names. Raises DateError for what is no ISO day."""
    if date is None or isinstance(date, datetime.date):
        return date
    try:
        return datetime.date.fromisoformat(date)
    except ValueError:
        raise DateError("the date must be a real day written as YYYY-MM-DD") from None
