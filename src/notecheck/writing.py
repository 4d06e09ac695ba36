"""Files are written whole or not at all: into a temporary neighbour, then renamed over the old one."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from notecheck.errors import NotecheckError
from notecheck.readers.names import shown


class WritingError(NotecheckError):
    """A result cannot be written where it was asked for."""


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """Give a UTF-8 stream whose content becomes ``path`` when the block ends without an error.

    Readers see the old file or the whole new one, never a half. The folders above it are made and
    line ends are kept as they are. Raises WritingError where the place cannot be written.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".notecheck-", suffix=".tmp")
        temporary = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="") as out:
            yield out
        # mkstemp makes files for the owner alone; the result gets the mode of any other new file.
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise WritingError(
            f"{shown(path)}: cannot be written ({reason}); name another place with --output"
        ) from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def write_text(path: Path, content: str) -> None:
    """Write ``content`` to ``path``, whole or not at all, as :func:`replacing` does."""
    with replacing(path) as out:
        out.write(content)


def _umask() -> int:
    """Return the umask of the process; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
