"""What is no part of the base install is imported when it is asked for, and missed with the mend."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from notecheck.cli_progress import bar

Run = Callable[..., Any]


def test_a_run_without_parquet_needs_no_pyarrow(tmp_path: Path) -> None:
    script = """
import sys
for name in ("pyarrow", "pandas", "pyspark", "duckdb"):
    sys.modules[name] = None
import notecheck.spark, notecheck.omop
from notecheck.cli import main
sys.exit(main(["check", "n.jsonl", "-f", "csv", "-o", "o.csv", "--exit-zero"]))
"""
    (tmp_path / "n.jsonl").write_text('{"text": "Pseudarthrosis of the L5-S1 fusion."}\n')
    ran = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "o.csv").stat().st_size > 1000


@pytest.mark.parametrize("paths", [["n.jsonl", "-f", "parquet", "-o", "o.parquet"], ["n.parquet"]])
def test_parquet_without_pyarrow_names_the_extra(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paths: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    Path("n.jsonl").write_text('{"text": "x"}\n')
    Path("n.parquet").write_bytes(b"PAR1")
    ran = run("check", *paths)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "notecheck: Parquet needs pyarrow; install it: pip install 'notecheck[parquet]'\n"


def test_spark_without_pyspark_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    from notecheck import MissingExtraError
    from notecheck.spark import schema

    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'notecheck\[spark\]'"):
        schema()


def test_the_bar_tells_the_rate_and_the_time_left() -> None:
    screen = StringIO()
    clock = iter(range(1000))
    console = Console(file=screen, force_terminal=True, width=120, get_time=lambda: float(next(clock)))
    before = threading.active_count()
    with bar(400, console) as tell:
        for done in range(100, 301, 10):
            tell(done)
        assert threading.active_count() == before
    shown = screen.getvalue()
    assert "300/400" in shown
    assert "notes/s" in shown
