"""One worker process: how it is started, and what it does until its line is closed."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import pickle
import queue
import signal
import sys
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any
from weakref import WeakSet

from notecheck.errors import NotecheckError, WorkerError, internal
from notecheck.interrupts import held

_OURS: WeakSet[Connection] = WeakSet()  # our ends of all lines


def start(job: Any) -> tuple[BaseProcess, Connection]:
    """Start a process that does ``job``; return it and our end of its line.

    A fork has all that we have loaded and begins at once. It is only taken where it is safe: on
    Linux, and while no other thread could hold a lock that nobody would open in the copy.
    Elsewhere the process is spawned, which shares nothing with us and loads everything anew.
    Raises WorkerError where Python lets this process start none.
    """
    if multiprocessing.current_process().daemon:
        raise WorkerError(
            "a daemon process, such as a worker of a pool, can start no workers; use one worker there"
        )
    forks = _is_alone()
    context: BaseContext = multiprocessing.get_context("fork" if forks else "spawn")
    ours, theirs = context.Pipe()
    target, args = (_forked, (theirs, job)) if forks else (_spawned, (theirs,))
    process: BaseProcess = context.Process(target=target, args=args, daemon=True)  # type: ignore[attr-defined]
    _OURS.add(ours)
    # A process that is started meanwhile is born deaf to Ctrl-C, which a terminal sends to all of them:
    # the one that was asked ends the others in order; they would only print tracebacks of their start.
    with held():
        process.start()
    theirs.close()  # else the line would not end with the process
    if not forks:
        with contextlib.suppress(OSError):  # it is dead, and waiting for it will say so
            ours.send_bytes(ForkingPickler.dumps(job))
    return process, ours


def _is_alone() -> bool:
    """Tell whether this process has one thread; those of libraries count too."""
    try:
        return sys.platform == "linux" and sum(1 for _ in Path("/proc/self/task").iterdir()) == 1
    except OSError:
        return False


def _forked(line: Connection, job: Any) -> None:
    """Work as a copy of the process that asked, without its lines and its way to end."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for ours in list(_OURS):  # a line that a copy holds open would not end with the other end
        ours.close()
    _serve(line, job)


def _spawned(line: Connection) -> None:
    """Take the job from the line, then work; answer with one line where it cannot be set up."""
    try:
        job = pickle.loads(line.recv_bytes())
    except NotecheckError as error:
        line.send(str(error))
        return
    except EOFError:
        return
    except Exception as error:
        line.send(internal(error))
        return
    gc.collect()
    _serve(line, job)


def _serve(line: Connection, job: Any) -> None:
    """Do the lists of items that come down the line until it is closed.

    Answers None when it is ready, then a list of results a list, or the error that ends the run.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is there now lives as long as the process; the collector need not look at it again.
    gc.freeze()
    try:
        line.send(None)
        for message in _messages(line):
            line.send_bytes(pickle.dumps(_results(job, message), pickle.HIGHEST_PROTOCOL))
    except OSError:
        pass  # nobody listens any more
    except Exception:
        # A traceback could quote a note. Whoever listens learns of our end and tries the notes again.
        raise SystemExit(1) from None


def _results(job: Any, message: bytes) -> list[Any] | NotecheckError:
    try:
        return [job(item) for item in pickle.loads(message)]
    except NotecheckError as error:
        return error


def _messages(line: Connection) -> Iterator[bytes]:
    """Yield what comes down the line. It is read at once: a sender that waits for us while we wait
    for it to read our answer would wait for ever."""
    waiting: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()

    def read() -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                waiting.put(line.recv_bytes())
        waiting.put(None)

    threading.Thread(target=read, daemon=True).start()
    while (message := waiting.get()) is not None:
        yield message
