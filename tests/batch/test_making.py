"""What is written does not depend on who made it; a note that breaks a renderer hides no other."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from notecheck.report import Report

Run = Callable[..., Any]
SAMPLES = Path(__file__).parents[2] / "sample_notes"
NOTES = [str(path) for path in sorted(SAMPLES.glob("*.txt"))[:12]]


def written(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("format_", "place", "more"),
    [
        ("text", "out.txt", ()),
        ("brief", "out.txt", ("--redact",)),
        ("json", "out.json", ()),
        ("junit", "out.xml", ("--include-text",)),
        ("sarif", "out.sarif", ()),
        ("html", "pages", ()),
        ("html", "pages", ("--audience", "provider")),
        ("html", "pages", ("--redact", "--include-text")),
    ],
)
def test_workers_write_the_same_bytes(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: str, place: str, more: tuple[str, ...]
) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\0")
    asked = [*NOTES[:6], str(broken), *NOTES[6:], "--code", "M96.0,M96.1", "--format", format_, *more]
    said = []
    for workers in (1, 2):
        here = tmp_path / str(workers)
        here.mkdir()
        monkeypatch.chdir(here)
        ran = run("check", *asked, "--output", place, "--workers", workers)
        said.append((ran.status, ran.err))
    assert said[0] == said[1]
    assert said[0][0] == 2
    assert "broken.txt: " in said[0][1]
    alone = written(tmp_path / "1")
    assert written(tmp_path / "2") == alone
    # With pages come their list and two files of results, which a provider is not shown.
    assert len(alone) == (1 if format_ != "html" else 13 if "provider" in more else 15)


def test_a_note_that_breaks_the_renderer_is_named_and_the_others_are_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from notecheck.render import text

    render = text.render

    def fragile(report: Report, note: str, **options: Any) -> str:
        if report.note.id == NOTES[1]:
            raise ValueError(note)
        return render(report, note, **options)

    monkeypatch.setattr(text, "render", fragile)
    ran = run("check", *NOTES[:3], "--code", "M96.0")
    assert ran.status == 2
    assert ran.err.startswith(f"notecheck: {NOTES[1]}: internal error: ValueError in test_making.py:")
    assert ran.err.count("\n") == 1
    assert ran.out.count("M96.0") >= 2
    assert "3 notes: " in ran.out
    assert "1 not checked" in ran.out


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("format_", ["html", "json"])
def test_ctrl_c_leaves_what_is_whole_and_says_what_it_is(tmp_path: Path, format_: str, workers: str) -> None:
    many = tmp_path / "many.jsonl"
    text = (SAMPLES / "m96.0-01-clinic-letter.txt").read_text(encoding="utf-8")
    many.write_text("".join(json.dumps({"id": f"n{n}", "text": text}) + "\n" for n in range(3000)))
    out = tmp_path / "out"
    if format_ == "json":
        out.write_text("of an earlier run")
    command = [sys.executable, "-m", "notecheck", "check", str(many), "-f", format_, "-o", str(out)]
    with subprocess.Popen([*command, "-w", workers], stderr=subprocess.PIPE, text=True) as process:
        until = time.monotonic() + 60
        while len(list(tmp_path.rglob("*"))) < 5 + 20 * (format_ == "html") and time.monotonic() < until:
            if format_ == "json" and list(tmp_path.glob(".notecheck-*")):
                break
            assert process.poll() is None
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        _, says = process.communicate(timeout=60)
    assert process.returncode == 130
    if format_ == "json":
        assert says == f"notecheck: stopped; {out} is as it was before\n"
        assert out.read_text() == "of an earlier run"
        return
    told = re.fullmatch(
        rf"notecheck: stopped; ([\d,]+) notes are in {re.escape(str(out))}, whole; index.html lists them\n",
        says,
    )
    assert told
    listed = (out / "index.html").read_text(encoding="utf-8")
    pages = {path.name for path in out.glob("n*.html")}
    assert len(pages) == int(told[1].replace(",", ""))
    assert all(f'href="{page}"' in listed for page in pages)
    assert len((out / "results.jsonl").read_text(encoding="utf-8").splitlines()) == len(pages)
    assert not list(out.glob(".*"))
