"""Lower case that leaves every character where it was."""

from __future__ import annotations


def lowered(text: str) -> str:
    """Return ``text`` in lower case, of the same length: letters that would become two stay as they are."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low
