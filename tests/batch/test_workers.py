"""Worker processes: order, bounds, deaths, ends."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from played_jobs import Double, Refusing, Stillborn

from notecheck.batch import process
from notecheck.batch.workers import HELD, TASK_ITEMS, WINDOW, ordered
from notecheck.errors import CodeError, WorkerError

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")


@pytest.fixture(autouse=True, params=["fork", "spawn"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each test runs both ways to start a worker; which one is taken is tested apart."""
    if request.param == "fork" and sys.platform != "linux":
        pytest.skip("workers are forked on Linux only")
    monkeypatch.setattr(process, "_is_alone", lambda: request.param == "fork")
    return str(request.param)


@pytest.fixture(autouse=True)
def no_worker_outlives_its_run() -> Iterator[None]:
    yield
    until = time.monotonic() + 5
    while multiprocessing.active_children() and time.monotonic() < until:
        time.sleep(0.01)
    assert not multiprocessing.active_children()


def values(results: Iterator[tuple[int, object]]) -> list[int]:
    return [value for value, _ in results]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("count", [0, 1, 100])
def test_results_come_in_order(tmp_path: Path, count: int, workers: int) -> None:
    job = Double(tmp_path)
    assert values(ordered(job, range(20, 20 + count), workers=workers)) == [
        2 * n for n in range(20, 20 + count)
    ]


def test_the_work_is_shared_and_none_of_it_done_here(tmp_path: Path) -> None:
    by = {who for _, who in ordered(Double(tmp_path, 0.002), range(20, 20 + 12 * TASK_ITEMS), workers=2)}
    assert len(by) == 2
    assert os.getpid() not in by


def test_of_an_endless_source_little_is_read(tmp_path: Path) -> None:
    read = 0

    def endless() -> Iterator[int]:
        nonlocal read
        for number in itertools.count(20):
            read = number
            yield number

    results = ordered(Double(tmp_path), endless(), workers=2)
    most = 0
    for n, (value, _) in zip(range(20, 2000), results, strict=False):
        assert value == 2 * n
        most = max(most, read - n)
    assert most <= 2 * WINDOW * TASK_ITEMS
    assert multiprocessing.active_children()
    results.close()  # type: ignore[attr-defined]


def test_one_that_kills_its_worker_is_lost_and_the_others_are_not(tmp_path: Path) -> None:
    results = list(ordered(Double(tmp_path), range(100), workers=2))
    assert [value for value, _ in results] == [-13 if n == 13 else 2 * n for n in range(100)]
    assert results[13][1] == "its worker process died twice (signal 9, often for want of memory)"


def test_one_whose_worker_dies_once_is_tried_again(tmp_path: Path) -> None:
    for n in (20, 40, 90):  # each in a task of its own
        (tmp_path / str(n)).touch()
    assert values(ordered(Double(tmp_path), range(20, 100), workers=2)) == [2 * n for n in range(20, 100)]
    assert not list(tmp_path.iterdir())


def test_a_worker_killed_from_outside_is_replaced(tmp_path: Path) -> None:
    got, killed = [], 0
    for value, who in ordered(Double(tmp_path, 0.001), range(20, 500), workers=2):
        got.append(value)
        if len(got) % 100 == 0:
            assert isinstance(who, int)
            children = multiprocessing.active_children()
            os.kill(children[killed % len(children)].pid or 0, signal.SIGKILL)
            killed += 1
    assert killed == 4
    assert got == [2 * n for n in range(20, 500)]


def test_large_items_and_results_do_not_lock_the_line(tmp_path: Path) -> None:
    big = "x" * 500_000  # far more than a pipe holds
    assert values(ordered(Double(tmp_path), [big] * 40, workers=1)) == [2 * big] * 40


def test_an_error_of_the_source_comes_after_what_it_gave(tmp_path: Path) -> None:
    def source() -> Iterator[int]:
        yield from range(20, 60)
        raise LookupError("gone")

    results = ordered(Double(tmp_path), source(), workers=2)
    assert values(itertools.islice(results, 40)) == [2 * n for n in range(20, 60)]
    with pytest.raises(LookupError, match="gone"):
        next(results)


def test_a_slow_source_is_not_waited_for(tmp_path: Path) -> None:
    given = 0

    def slow() -> Iterator[int]:
        nonlocal given
        for given in range(20, 200):
            yield given
            time.sleep(0.06 if given > 21 else 0)

    results = ordered(Double(tmp_path), slow(), workers=1)
    list(itertools.islice(results, 30))
    assert given < 20 + 30 + (HELD + WINDOW) * 2
    results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("checklist", "could not start: mine.yaml:3:1: unknown key"),
        ("error", "could not start: internal error: ValueError in played_jobs.py"),
        ("exit", '__name__ == "__main__"'),
        ("kill", '__name__ == "__main__"'),
    ],
)
def test_a_job_that_cannot_be_set_up_ends_the_run(
    monkeypatch: pytest.MonkeyPatch, how: str, says: str
) -> None:
    monkeypatch.setattr(process, "_is_alone", lambda: False)  # a fork has nothing to set up
    with pytest.raises(WorkerError, match=says) as raised:
        list(ordered(Stillborn(Path(how)), range(3), workers=2))
    assert "secret" not in str(raised.value)


def test_an_error_that_holds_for_every_item_ends_the_run(tmp_path: Path) -> None:
    with pytest.raises(CodeError, match="unknown code"):
        list(ordered(Refusing(tmp_path), range(20, 200), workers=2))


def test_a_process_that_may_start_none_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(multiprocessing.current_process()._config, "daemon", True)  # type: ignore[attr-defined]
    with pytest.raises(WorkerError, match="use one worker there"):
        list(ordered(Double(tmp_path), range(20, 30), workers=2))


def test_a_fork_is_taken_only_where_no_other_thread_is() -> None:
    asks = (
        "import threading; from notecheck.batch import process; alone = process._is_alone(); "
        "go = threading.Event(); thread = threading.Thread(target=go.wait); thread.start(); "
        "print(alone, process._is_alone()); go.set(); thread.join()"
    )
    ran = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == [str(sys.platform == "linux"), "False"]


def test_the_workers_of_a_process_that_is_killed_end_too(tmp_path: Path, way: str) -> None:
    script = tmp_path / "endless.py"
    script.write_text(
        "import itertools, pathlib\n"
        "from played_jobs import Double\n"
        "from notecheck.batch import process, workers\n"
        f"process._is_alone = lambda: {way == 'fork'}\n"
        "if __name__ == '__main__':\n"
        f"    job = Double(pathlib.Path({str(tmp_path)!r}), 0.001)\n"
        "    for _, who in workers.ordered(job, itertools.count(20), workers=3):\n"
        "        print(who, flush=True)\n"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    workers: set[int] = set()
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment
    ) as ours:
        assert ours.stdout
        for line in ours.stdout:
            workers.add(int(line))
            if len(workers) == 3:
                break
        ours.kill()
    until = time.monotonic() + 10
    while any(map(runs, workers)) and time.monotonic() < until:
        time.sleep(0.01)
    assert not any(map(runs, workers))


def runs(pid: int) -> bool:
    """Tell whether a process is there and not only its end, for nobody may have asked for it."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
