"""A note: text that is never edited, and what is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
