"""The notes of a command: files that are one each, and files of many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from notecheck.batch.inputs import KINDS, Reading, Unread, count_records, kind_of, read_records
from notecheck.errors import NotecheckError, NoteError
from notecheck.note import Note
from notecheck.readers import STDIN, read_note


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes that paths hold. ``kind`` is that of all files; None tells it from each name."""

    paths: Sequence[str]
    reading: Reading
    kind: str | None = None

    def __post_init__(self) -> None:
        if self.kind is not None and self.kind not in KINDS:
            raise NotecheckError(f"unknown input format {self.kind!r}: use one of {', '.join(KINDS)}")

    def __iter__(self) -> Iterator[Note | Unread]:
        """Yield every note in order; what cannot be read gives an Unread, and the others go on."""
        for path in self.paths:
            kind = self._kind(path)
            try:
                if kind is not None:
                    yield from read_records(path, kind, self.reading)
                else:
                    reading = self.reading
                    yield read_note(
                        path, date=reading.date, setting=reading.setting, max_bytes=reading.max_bytes
                    )
            except NoteError as error:
                yield Unread(path, str(error))

    def of_one(self) -> bool:
        """Tell whether no file holds many notes."""
        return all(self._kind(path) is None for path in self.paths)

    def count(self) -> int | None:
        """Return how many notes there are, None where that is not known beforehand."""
        total = 0
        for path in self.paths:
            kind = self._kind(path)
            held = 1 if kind is None else count_records(path, kind)
            if held is None:
                return None
            total += held
        return total

    def _kind(self, path: str) -> str | None:
        if path == STDIN:
            if self.kind is not None:
                raise NotecheckError("files of many notes are read by name, not from standard input")
            return None
        return self.kind or kind_of(path)
