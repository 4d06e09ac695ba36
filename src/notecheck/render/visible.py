"""Make characters that act instead of showing (control, bidirectional, invisible) show.

A note is foreign text. An escape sequence in it must not drive a terminal, a right-to-left
override must not reorder what a reader sees, and an invisible character must not hide a word.
Renderers print ``\\x1b`` or ``\\u202e`` in their place. Tabs and line ends stay; so do the joiners
U+200C and U+200D, which emoji and several scripts need.
"""

from __future__ import annotations

import json
import re

HAZARD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Matches one character that is never printed as it stands."""

MASK = "░"
"""What stands for each character that was taken out of a copy to share."""


def escape(match: re.Match[str]) -> str:
    """Return the visible form of one hazardous character, as Python writes it."""
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def visible(text: str) -> str:
    """Return ``text`` with every hazardous character written out; line ends become ``\\n``."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return HAZARD.sub(escape, text)


def one_line(text: str) -> str:
    """Return ``text`` made visible, with every run of white space as one blank."""
    return " ".join(visible(text).split())


def ascii_json(value: object) -> str:
    """Return plain data as JSON in ASCII alone: nothing in it acts, and it reads back to the same strings."""
    return json.dumps(value, indent=2).replace("\x7f", "\\u007f")
