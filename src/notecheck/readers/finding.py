"""Which notes a path means: a file, a folder, a pattern, or standard input."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from notecheck.errors import NotecheckError, NoteError
from notecheck.readers.names import NOT_A_PATH, shown

SUFFIXES = (".txt", ".text", ".note", ".md")
"""The names that a folder's notes end in; a file that is named itself may be called anything."""


@dataclass(frozen=True, slots=True)
class Found:
    """The notes to read, in order and once each, and what was asked for and is not there."""

    paths: tuple[str, ...]
    errors: tuple[NotecheckError, ...]


def find_notes(asked: Sequence[str]) -> Found:
    """Resolve files, folders (with the folders in them), glob patterns and ``-``.

    Hidden files and ``README`` files of a folder are no notes. What is missing becomes an error
    in the result, so that the rest can still be read.
    """
    paths: dict[str, None] = {}
    errors: list[NotecheckError] = []
    for path in asked:
        try:
            paths.update(dict.fromkeys(_resolve(path)))
        except NoteError as error:
            errors.append(error)
        except OSError:
            errors.append(NoteError(NOT_A_PATH))
    return Found(tuple(paths), tuple(errors))


def is_single(asked: Sequence[str]) -> bool:
    """Tell whether exactly one note is meant: one file, or standard input."""
    return len(asked) == 1 and not Path(asked[0]).is_dir() and not _is_pattern(asked[0])


def _resolve(path: str) -> list[str]:
    if path == "-":
        return [path]
    if Path(path).is_dir():
        found = list(_in_folder(Path(path)))
        if not found:
            wanted = ", ".join(SUFFIXES)
            raise NoteError(f"{shown(path)}: holds no notes ({wanted}); name the files themselves")
        return found
    if _is_pattern(path):
        # Path.glob takes no absolute pattern, so the old module it is.
        matched = sorted(p for p in glob.glob(path, recursive=True) if Path(p).is_file())  # noqa: PTH207
        if not matched:
            raise NoteError(f"{shown(path)}: matches no file; check the pattern")
        return matched
    return [path]


def _in_folder(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if any(part.startswith(".") for part in inside) or path.stem.upper() == "README":
            continue
        if path.suffix.lower() in SUFFIXES and path.is_file():
            yield path.as_posix()


def _is_pattern(path: str) -> bool:
    """A file whose very name has brackets is that file, not a pattern."""
    return glob.has_magic(path) and not Path(path).exists()
