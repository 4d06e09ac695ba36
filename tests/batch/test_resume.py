"""Large runs from the command line: records out, and the same bytes wherever a run was stopped."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from notecheck import Checker, Note
from notecheck.batch.inputs import Unread
from notecheck.batch.jobs import CheckJob
from notecheck.batch.records import Record, RecordJob
from notecheck.batch.run import open_records, write_records
from notecheck.batch.summary import Summary

Run = Callable[..., Any]
SAMPLES = Path(__file__).parents[2] / "sample_notes"
CHECKER = Checker()
FORMATS = ["jsonl", "csv", "parquet"]
ITEMS: list[Note | Unread] = [
    *(Note(text=path.read_text(encoding="utf-8"), id=path.stem) for path in sorted(SAMPLES.glob("*.txt"))),
    Note(text="Well child visit.", id="no code"),
    Note(text="Pseudarthrosis of the L5-S1 fusion.", id="=odd, \"name\"\n"),
    Note(text="Pseudarthrosis of the L4-L5 fusion.", id="twin"),
    Note(text="Pseudarthrosis of the L5-S1 fusion.", id="twin"),
    Unread("n.jsonl:7", "n.jsonl:7: is no JSON object"),
    Note(text=" ", id="empty"),
    Note(text="Well child visit.", id="last"),
]  # fmt: skip


@pytest.fixture(params=FORMATS)
def format_(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "parquet":
        small_parts(monkeypatch)
    return str(request.param)


def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow")
    monkeypatch.setattr("notecheck.batch.parquet.PART_NOTES", 7)


def run_to(path: Path, *, resume: bool = False, crash_after: int | None = None) -> Summary:
    """Write all items to ``path``; what a crash after some of them would leave is put to ``path`` too."""
    job = RecordJob(CheckJob(CHECKER, None), path.suffix[1:])
    left = path.parent / "left"
    told = 0

    def tell(record: Record) -> None:
        nonlocal told
        told += 1
        if told == crash_after:
            left.mkdir()
            for file in path.parent.glob(f"{path.name}*"):
                (shutil.copytree if file.is_dir() else shutil.copy)(file, left / file.name)

    run = write_records(job, ITEMS, open_records(path, job), resume=resume, tell=tell)
    if left.exists():
        for file in path.parent.glob(f"{path.name}*"):
            (shutil.rmtree if file.is_dir() else os.unlink)(file)
        for file in left.iterdir():
            file.rename(path.parent / file.name)
        left.rmdir()
    return run.summary


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_a_file_cut_off_anywhere_ends_as_it_would_have(tmp_path: Path, kind: str) -> None:
    whole = tmp_path / f"whole.{kind}"
    counted = run_to(whole)
    size = whole.stat().st_size
    chance = random.Random(6)
    for place in (0, 1, size - 1, size, *(chance.randrange(size) for _ in range(25))):
        path = tmp_path / f"cut.{kind}"
        path.write_bytes(whole.read_bytes()[:place])
        resumed = run_to(path, resume=True)
        assert path.read_bytes() == whole.read_bytes(), place
        assert resumed.verdicts == counted.verdicts
        assert resumed.gaps == counted.gaps


def test_a_run_that_crashes_again_and_again_ends_as_it_would_have(tmp_path: Path, format_: str) -> None:
    whole, path = tmp_path / f"whole.{format_}", tmp_path / f"broken.{format_}"
    counted = run_to(whole)
    chance = random.Random(7)
    for _ in range(6):
        run_to(path, resume=True, crash_after=chance.randrange(1, 20))
    resumed = run_to(path, resume=True)
    assert path.read_bytes() == whole.read_bytes()
    assert (resumed.verdicts, resumed.gaps) == (counted.verdicts, counted.gaps)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([whole.name, path.name])
    assert run_to(path, resume=True).verdicts == counted.verdicts
    assert path.read_bytes() == whole.read_bytes()


def test_a_folder_takes_parts_and_a_stop_leaves_them_readable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_parts(monkeypatch)
    from pyarrow import parquet

    job = RecordJob(CheckJob(CHECKER, ("M96.0",)), "parquet")
    for name, limit in (("whole", None), ("stopped", 17)):
        output = open_records(tmp_path / name, job)

        def told(record: Record, output: Any = output, limit: int | None = limit) -> None:
            if output._notes == limit:
                raise KeyboardInterrupt

        try:
            write_records(job, ITEMS, output, tell=told)
        except KeyboardInterrupt:
            assert len(parquet.read_table(tmp_path / name)) == 17
    with pytest.raises(Exception, match="holds parts of an earlier run; go on with --resume, or delete it"):
        write_records(job, ITEMS, open_records(tmp_path / "stopped", job))
    write_records(job, ITEMS, open_records(tmp_path / "stopped", job), resume=True)
    for part in sorted((tmp_path / "whole").iterdir()):
        assert (tmp_path / "stopped" / part.name).read_bytes() == part.read_bytes()
    table = parquet.read_table(tmp_path / "stopped").to_pylist()
    assert [row["note_id"] for row in table] == [item.id for item in ITEMS]
    assert [row["note_id"] for row in table if row["error"]] == ["n.jsonl:7", "empty"]


def test_another_run_is_not_continued(tmp_path: Path, format_: str) -> None:
    path = tmp_path / f"out.{format_}"
    job = RecordJob(CheckJob(CHECKER, None), format_)
    write_records(job, ITEMS, open_records(path, job))
    before = path.read_bytes()
    others: list[Note | Unread] = [Note(text="Pseudarthrosis of the L1-L2 fusion.", id="other")]
    for items, again in ((others, job), (ITEMS, RecordJob(CheckJob(CHECKER, ("M96.0",)), format_))):
        if format_ == "csv" and items is ITEMS:
            continue  # a table does not tell which codes were asked for
        with pytest.raises(Exception, match=r"of this run|fewer notes"):
            write_records(again, items, open_records(path, again), resume=True)
        assert path.read_bytes() == before


def test_the_command_reads_and_writes_records(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    monkeypatch.chdir(tmp_path)
    workers = 2 if format_ == "parquet" else 1
    lines = [json.dumps({"id": i.id, "text": i.text}) for i in ITEMS if isinstance(i, Note)]
    Path("notes.jsonl").write_text("\n".join([*lines, "{"]) + "\n")
    ran = run("check", "notes.jsonl", "-f", format_, "-o", f"out.{format_}", "-w", workers)
    assert ran.status == 2
    assert "notecheck: notes.jsonl:41: is no JSON object; one a line is read\n" in ran.err
    assert "notecheck: empty: the note is empty; give a note with text\n" in ran.err
    assert "top gaps" in ran.err
    assert ran.err.endswith(f", 2 not checked; see out.{format_}\n")
    if format_ == "jsonl":
        reports = [json.loads(line) for line in Path("out.jsonl").read_text().splitlines()]
        assert [report["note"]["id"] for report in reports][-2:] == ["last", "notes.jsonl:41"]
        assert [bool(report.get("error")) for report in reports].count(True) == 2
    again = run("check", "notes.jsonl", "-f", format_, "-o", f"out.{format_}", "--resume")
    assert again.status == 2
    assert "were there already" in again.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-f", "text", "--resume"], "--resume continues a file of jsonl, csv or parquet; name it"),
        (["-f", "jsonl", "--resume"], "--resume continues a file"),
        (["-f", "parquet"], "Parquet goes into a file or a folder of parts; name it: --output PATH"),
        (["--input-format", "xls"], "unknown input format 'xls': use one of jsonl, csv, parquet"),
        (["--columns", "words=x"], "--columns takes pairs such as text=NOTE_TEXT"),
        (["-f", "jsonl", "-o", "o", "--resume", "--redact"], "--resume needs the notes' names"),
        (["-f", "jsonl", "-o", "o", "-c", "M96.9"], "M96.9"),
    ],
)
def test_what_is_asked_wrongly_is_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("n.jsonl").write_text('{"text": "x"}\n')
    ran = run("check", "n.jsonl", *arguments)
    assert ran.status == 2
    assert says in ran.err
    assert ran.err.count("\n") == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["n.jsonl"]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "many.jsonl"
    with path.open("w") as file:
        for number in range(3000):
            item = ITEMS[number % 35]
            assert isinstance(item, Note)
            file.write(json.dumps({"id": number, "text": f"Visit {number}.\n{item.text}"}) + "\n")
    return path


def started(many: Path, out: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    """Run the command in a process of its own and give it once it has written something."""
    command = [sys.executable, "-m", "notecheck", "check", str(many), "-f", "jsonl", "-o", str(out), *more]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        until = time.monotonic() + 60
        while (not out.exists() or out.stat().st_size < 200_000) and time.monotonic() < until:
            assert process.poll() is None
            time.sleep(0.005)
        yield process
        process.kill()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_leaves_whole_records_and_says_how_to_go_on(many: Path, tmp_path: Path, workers: str) -> None:
    out = tmp_path / "out.jsonl"
    for process in started(many, out, "--workers", workers):
        process.send_signal(signal.SIGINT)
        _, says = process.communicate(timeout=60)
        assert process.returncode == 130
        lines = out.read_text(encoding="utf-8").splitlines(keepends=True)
        assert all(line.endswith("\n") and json.loads(line) for line in lines)
        assert [json.loads(line)["note"]["id"] for line in lines] == [str(n) for n in range(len(lines))]
        told = re.fullmatch(
            rf"notecheck: stopped; ([\d,]+) notes are in {re.escape(str(out))}, whole; "
            r"--resume goes on from there\n",
            says,
        )
        assert told
        assert len(lines) == int(told[1].replace(",", ""))


def test_a_killed_process_is_gone_on_with(many: Path, tmp_path: Path) -> None:
    out, whole = tmp_path / "out.jsonl", tmp_path / "whole.jsonl"
    short = tmp_path / "short.jsonl"
    short.write_text("".join(many.read_text().splitlines(keepends=True)[:400]))
    for process in started(short, out, "--workers", "2"):
        process.kill()
    job = RecordJob(CheckJob(CHECKER, None), "jsonl")
    from notecheck.cli_notes import Notes, Reading

    notes = Notes([str(short)], Reading(columns={}, setting="outpatient"))
    run = write_records(job, notes, open_records(out, job), resume=True)
    assert run.skipped > 0
    write_records(job, notes, open_records(whole, job))
    assert out.read_bytes() == whole.read_bytes()
