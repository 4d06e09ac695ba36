"""Plain text: UTF-8, UTF-16 and UTF-32 by their byte order marks, else Windows-1252.

Windows-1252 is what old charting systems export. It accepts nearly any bytes, so it comes last
and only for what looks like text.
"""

from __future__ import annotations

import codecs

from notecheck.errors import NoteError

# UTF-32 stands first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What a file that is no plain text begins with, and what it is then. Names, not advice on content.
_KINDS = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "a Word document or a zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"II*\x00", "an image"),
    (b"MM\x00*", "an image"),
    (b"\x1f\x8b", "a gzip archive"),
)

# Tab, line feed, vertical tab, form feed, carriage return, escape and end-of-file marks, and the
# separators of HL7 files are found in text; the other control characters are not.
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\x0b\x0c\r\x1a\x1b\x1c\x1d\x1e\x1f") + b"\x7f"
_MAX_CONTROLS = 0.05

_SAVE = "save it as plain text in UTF-8"


def decode(data: bytes, name: str) -> str:
    """Return the text of ``data``; ``name`` is what errors call it.

    A byte order mark is not part of the text; all else is, line ends too. Raises NoteError where
    the data is empty, blank, or not text.
    """
    text = _text(data, name)
    if not text or text.isspace():
        raise NoteError(f"{name}: is empty; there is nothing to check")
    return text


def _text(data: bytes, name: str) -> str:
    for signature, kind in _KINDS:
        if data.startswith(signature):
            raise NoteError(f"{name}: is {kind}, not plain text; {_SAVE}")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, name)
    if b"\0" in data:
        return _strict(data, _unmarked_utf16(data, name), name)
    if len(data.translate(None, _CONTROLS)) < len(data) * (1 - _MAX_CONTROLS):
        raise _not_text(name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(data, "cp1252", name)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise _not_text(name) from None
    if "\0" in text:
        raise _not_text(name)
    return text


def _unmarked_utf16(data: bytes, name: str) -> str:
    """Tell UTF-16 without a mark by where its zero bytes stand: Western text has one in each pair."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    most = 0.7 * (len(data) / 2)
    if odd > most and not even:
        return "utf-16-le"
    if even > most and not odd:
        return "utf-16-be"
    raise _not_text(name)


def _not_text(name: str) -> NoteError:
    return NoteError(f"{name}: is not text in UTF-8, UTF-16 or Windows-1252; {_SAVE}")
