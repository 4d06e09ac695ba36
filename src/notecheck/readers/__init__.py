"""Files into notes: one module a format, and the one place that picks it.

The text of a note is what the file says, character for character: line ends, tabs and blanks are
kept, so that every offset of a report points into the file as its owner sees it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from notecheck.errors import NoteError
from notecheck.note import Note, Setting
from notecheck.readers import plain
from notecheck.readers.names import NOT_A_PATH, is_path, shown

MAX_BYTES = 5_000_000
"""The default size limit of one note, in bytes."""

STDIN = "-"


def read_note(
    path: Path | str,
    *,
    date: str | None = None,
    setting: Setting | None = None,
    max_bytes: int = MAX_BYTES,
) -> Note:
    """Read one note from a file, or from standard input where ``path`` is ``-``.

    The note's id is the path as given, ``stdin`` for standard input. Raises NoteError, one line
    with the mend, for what is missing, empty, not text, or larger than ``max_bytes``.
    """
    if str(path) == STDIN:
        name, data = "stdin", _limited(sys.stdin.buffer, "stdin", max_bytes)
    else:
        name = shown(path)
        data = _file(Path(path), name, max_bytes)
    return Note(text=plain.decode(data, name), id=name, date=date, setting=setting)


def _file(path: Path, name: str, max_bytes: int) -> bytes:
    try:
        if path.is_dir():
            raise NoteError(f"{name}: is a folder; name the notes in it, or check the folder itself")
        # A pipe has no size: only what is truly read is measured there.
        size = path.stat().st_size
        if size > max_bytes:
            raise _too_large(name, size, max_bytes)
        with path.open("rb") as stream:
            return _limited(stream, name, max_bytes)
    except FileNotFoundError:
        if not is_path(path):
            raise NoteError(NOT_A_PATH) from None
        raise NoteError(f"{name}: no such file; check the path") from None
    except PermissionError:
        raise NoteError(f"{name}: may not be read; give yourself read permission") from None
    except (OSError, ValueError) as error:
        if not is_path(path):
            raise NoteError(NOT_A_PATH) from None
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise NoteError(f"{name}: cannot be read ({reason}); check the path") from None


def _limited(stream: BinaryIO, name: str, max_bytes: int) -> bytes:
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise _too_large(name, None, max_bytes)
    return data


def _too_large(name: str, size: int | None, max_bytes: int) -> NoteError:
    measured = f"is {size:,} bytes, " if size else "is "
    return NoteError(f"{name}: {measured}over the limit of {max_bytes:,}; split it, or raise --max-bytes")
