"""Jobs for worker processes that misbehave on purpose. A module of its own: workers import it."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from notecheck.errors import ChecklistError, CodeError


@dataclass(frozen=True)
class Double:
    """Doubles numbers. 13 kills its worker; a number whose file stands in ``once`` does so once."""

    once: Path
    seconds: float = 0.0

    def __call__(self, item: int) -> tuple[int, int]:
        time.sleep(self.seconds)
        if item == 13:
            os.kill(os.getpid(), signal.SIGKILL)
        fuse = self.once / str(item)[:9]
        if fuse.exists():
            fuse.unlink()
            os._exit(3)
        return 2 * item, os.getpid()

    def lost(self, item: int, why: str) -> tuple[int, str]:
        return -item, why


class Refusing(Double):
    """Cannot work on any item."""

    def __call__(self, item: int) -> tuple[int, int]:
        raise CodeError("unknown code 'M96.9'")


class Stillborn(Double):
    """Cannot be set up in a worker: raises the error that its name says."""

    def __reduce__(self):
        return (fail, (self.once.name,))


def fail(how: str) -> None:
    if how == "checklist":
        raise ChecklistError("mine.yaml:3:1: unknown key")
    if how == "error":
        raise ValueError("secret")
    if how == "exit":
        os._exit(1)
    os.kill(os.getpid(), signal.SIGKILL)
