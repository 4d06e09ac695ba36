"""Worker processes: items in, results out in the same order, whatever happens to a worker.

Only a bounded window of items is held, so the source may be endless. A worker that dies is
replaced and what it held is tried once more, each item alone; one that kills a worker again is
reported as lost, and the run goes on.
"""

from __future__ import annotations

import contextlib
import pickle
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from typing import Any, Generic

from notecheck.batch.process import start
from notecheck.batch.sharing import Item, Job, Result
from notecheck.errors import NotecheckError, WorkerError

TASK_ITEMS = 16
TASK_SECONDS = 0.05  # a slow source is not waited for longer than this before a worker gets its share
HELD = 2  # tasks that a worker holds: the one in work, and the next, so that it never waits for us
WINDOW = 4  # tasks a worker that may be read but not yielded
START_DEATHS = 3

_NO_START = (
    "a worker process could not start; in a script that asks for workers, the script's own "
    'statements must stand under: if __name__ == "__main__":'
)


def ordered(job: Job[Item, Result], items: Iterable[Item], *, workers: int) -> Iterator[Result]:
    """Yield the result of every item, in the order of ``items``, worked on by ``workers`` processes.

    An error of ``items`` itself is raised after the results of what came before it. Raises
    WorkerError where no worker can be started. The workers end with the iteration, also where it
    is left early, and with this process, however that ends.
    """
    pool = _Pool(job, workers)
    try:
        yield from pool.run(iter(items))
    finally:
        pool.close()


@dataclass(slots=True)
class _Task(Generic[Item]):
    """A few items in a row; ``first`` is the number of the first. ``again``: it killed a worker."""

    first: int
    items: list[Item]
    again: bool = False


class _Worker(Generic[Item]):
    """One process and the tasks that it holds, the oldest in work."""

    def __init__(self, job: Job[Item, Any]) -> None:
        self.process, self.line = start(job)
        self.tasks: deque[_Task[Item]] = deque()
        self.ready = False

    def take(self, task: _Task[Item]) -> None:
        self.tasks.append(task)
        pickled = ForkingPickler.dumps(task.items)
        with contextlib.suppress(OSError):  # it is dead, and waiting for it will say so
            self.line.send_bytes(pickled)

    def stop(self) -> None:
        self.line.close()
        self.process.terminate()


class _Pool(Generic[Item, Result]):
    """The workers of one run and what is between its two ends."""

    def __init__(self, job: Job[Item, Result], size: int) -> None:
        self._job = job
        self._size = size
        self._workers: list[_Worker[Item]] = []
        self._backlog: deque[_Task[Item]] = deque()
        self._done: dict[int, Result] = {}
        self._read = 0
        self._yielded = 0
        self._ended = False
        self._error: Exception | None = None
        self._start_deaths = 0

    def run(self, source: Iterator[Item]) -> Iterator[Result]:
        while True:
            if self._wants_more():
                self._read_task(source)
            self._hand_out()
            idle = self._wants_more()
            self._collect(timeout=0 if idle else None)
            while self._yielded in self._done:
                result = self._done.pop(self._yielded)
                self._yielded += 1
                yield result
            if self._ended and self._yielded == self._read:
                break
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """End the workers; they hold nothing that is still wanted."""
        for worker in self._workers:
            worker.stop()
        for worker in self._workers:
            worker.process.join()
        self._workers.clear()

    def _wants_more(self) -> bool:
        if self._ended or self._backlog:
            return False
        if self._read - self._yielded > (WINDOW * self._size - 1) * TASK_ITEMS:
            return False
        return len(self._workers) < self._size or any(len(w.tasks) < HELD for w in self._workers)

    def _read_task(self, source: Iterator[Item]) -> None:
        task: _Task[Item] = _Task(self._read, [])
        until = time.monotonic() + TASK_SECONDS
        try:
            while len(task.items) < TASK_ITEMS:
                task.items.append(next(source))
                if time.monotonic() > until:
                    break
        except StopIteration:
            self._ended = True
        except Exception as error:
            self._ended, self._error = True, error
        self._read += len(task.items)
        if task.items:
            self._backlog.append(task)

    def _hand_out(self) -> None:
        while self._backlog:
            least = min(self._workers, key=lambda w: len(w.tasks), default=None)
            if (least is None or least.tasks) and len(self._workers) < self._size:
                least = _Worker(self._job)
                self._workers.append(least)
            if least is None or len(least.tasks) >= HELD:
                return
            least.take(self._backlog.popleft())

    def _collect(self, timeout: float | None) -> None:
        """Take what the workers have to say; wait for it where there is nothing else to do."""
        lines: dict[Any, _Worker[Item]] = {w.line: w for w in self._workers if w.tasks or not w.ready}
        if not lines:
            return
        for line in wait(list(lines), timeout):
            worker = lines[line]
            try:
                message = _received(worker.line)
            except (EOFError, OSError):
                self._bury(worker)
                continue
            if not worker.ready:
                if message is not None:
                    raise WorkerError(f"a worker process could not start: {message}")
                worker.ready = True
                self._start_deaths = 0
                continue
            if isinstance(message, NotecheckError):
                raise message
            task = worker.tasks.popleft()
            self._done.update(enumerate(message, task.first))

    def _bury(self, worker: _Worker[Item]) -> None:
        """Take a dead worker out; its oldest task is what killed it, the others go on as they were."""
        worker.line.close()
        worker.process.join()
        self._workers.remove(worker)
        if not worker.ready:
            self._start_deaths += 1
            status = worker.process.exitcode or 0
            if status >= 0 or self._start_deaths >= START_DEATHS:
                raise WorkerError(_NO_START)
        elif worker.tasks:
            fatal = worker.tasks.popleft()
            if fatal.again:
                why = f"its worker process died twice ({_ending(worker.process.exitcode)})"
                self._done[fatal.first] = self._job.lost(fatal.items[0], why)
            else:
                alone = [_Task(n, [item], again=True) for n, item in enumerate(fatal.items, fatal.first)]
                self._backlog.extend(alone)
        self._backlog.extend(worker.tasks)


def _received(line: Connection) -> Any:
    return pickle.loads(line.recv_bytes())


def _ending(status: int | None) -> str:
    if status is not None and status < 0:
        return f"signal {-status}" + (", often for want of memory" if status == -9 else "")
    return f"exit status {status}"
