"""What a run comes to: counts, the exit status, and how failures are named."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notecheck.errors import NotecheckError

if TYPE_CHECKING:
    from notecheck.batch.summary import Summary
    from notecheck.report import Verdict

NO_GAPS, GAPS, FAILED, STOPPED = 0, 1, 2, 130


class StoppedError(NotecheckError):
    """Whoever runs a command has stopped it (Ctrl-C); the message says what is there."""


@dataclass(slots=True)
class Tally:
    """What a run has come to. ``failed`` counts paths, all else notes."""

    complete: int = 0
    gaps: int = 0
    no_code: int = 0
    failed: int = 0
    hear: Callable[[str], None] | None = None  # told of each failure too

    @property
    def reported(self) -> int:
        """How many notes have a report."""
        return self.complete + self.gaps + self.no_code

    @property
    def done(self) -> int:
        """How many notes and missing paths have been dealt with."""
        return self.reported + self.failed

    def count(self, verdicts: Sequence[Verdict]) -> None:
        """Count a note by the worst verdict on its codes."""
        if not verdicts:
            self.no_code += 1
        elif all(verdict == "complete" for verdict in verdicts):
            self.complete += 1
        else:
            self.gaps += 1

    def take(self, summary: Summary) -> None:
        """Count what a large run has written, of which it has named the failures."""
        self.complete += summary.complete
        self.gaps += summary.with_gaps
        self.no_code += summary.no_code
        self.failed += summary.failed

    def fail(self, message: str) -> None:
        """Name what could not be checked, on standard error."""
        self.failed += 1
        self.name(message)
        if self.hear is not None:
            self.hear(message)

    @staticmethod
    def name(message: str) -> None:
        """Say on standard error what went wrong."""
        print(f"notecheck: {message}", file=sys.stderr)

    def status(self, *, exit_zero: bool) -> int:
        """Return the exit status of the run."""
        if self.failed:
            return FAILED
        return GAPS if self.gaps and not exit_zero else NO_GAPS

    def summary(self) -> str:
        """Return the run on one line."""
        parts = [f"{self.complete} complete", f"{self.gaps} with gaps"]
        if self.no_code:
            parts.append(f"{self.no_code} without a code to check")
        if self.failed:
            parts.append(f"{self.failed} not checked")
        total = self.done
        return f"{total} {'note' if total == 1 else 'notes'}: {', '.join(parts)}"


def named(note_id: str, error: str) -> str:
    """Return what is wrong with a note behind its name; what could not be read has named itself."""
    from notecheck.readers.names import shown

    name = shown(note_id)
    return error if error.startswith(f"{name}:") else f"{name}: {error}"
