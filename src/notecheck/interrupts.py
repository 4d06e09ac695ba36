"""Ctrl-C comes at any moment; where it would leave something half done, it is held back for a moment."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator


@contextlib.contextmanager
def held() -> Iterator[None]:
    """Hold Ctrl-C back until the block ends, then raise KeyboardInterrupt if it came.

    Where the system cannot hold a signal back (Windows) it is not held.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
