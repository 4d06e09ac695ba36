"""One worker process: how it is started, and what it does until its line is closed."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import pickle
import queue
import signal
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from notecheck.errors import NotecheckError, internal


def start(target: Callable[[Connection], None]) -> tuple[BaseProcess, Connection]:
    """Start a process that runs ``target`` with its end of a line; return it and our end.

    The process is spawned: it shares nothing with us, whatever threads and locks we hold.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=target, args=(theirs,), daemon=True)
    with _interrupts_held():
        process.start()
    theirs.close()  # else the line would not end with the process
    return process, ours


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back for a moment: a process that starts meanwhile is born deaf to it.

    The terminal sends Ctrl-C to every process. The one that was asked ends the others in order;
    they would only print tracebacks of their start.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def serve(line: Connection) -> None:
    """Do what comes down the line until it is closed: first the job, then lists of its items.

    Answers None when the job is there (or one line on why not), then a list of results a list.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
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
    # What the job holds lives as long as the process; the collector need not look at it again.
    gc.collect()
    gc.freeze()
    try:
        line.send(None)
        for message in _messages(line):
            results = [job(item) for item in pickle.loads(message)]
            line.send_bytes(pickle.dumps(results, pickle.HIGHEST_PROTOCOL))
    except OSError:
        pass  # nobody listens any more
    except Exception:
        # A traceback could quote a note. Whoever listens learns of our end and tries the notes again.
        raise SystemExit(1) from None


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
