"""A check never reaches for the network, nor for another program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

NOTE = "HPI: Low back pain. L5-S1 TLIF in March 2021.\nAssessment: Pseudarthrosis of the L5-S1 fusion.\n"

# An audit hook sees what the interpreter itself does, whatever library asks for it, and cannot be
# taken off again; hence a process of its own.
FENCE = """
import sys

FORBIDDEN = ("socket.", "urllib.", "http.client.", "ftplib.", "subprocess.", "os.system", "os.exec")

def refuse(event, arguments):
    if event.startswith(FORBIDDEN):
        raise RuntimeError("fence: " + event)

sys.addaudithook(refuse)
"""


def fenced(script: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", FENCE + script, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        timeout=120,
    )


@pytest.mark.parametrize(
    "script",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import urllib.request; urllib.request.urlopen('http://localhost:9')",
        "import subprocess; subprocess.run(['true'])",
    ],
)
def test_the_fence_holds(script: str, tmp_path: Path) -> None:
    ran = fenced(script, cwd=tmp_path)
    assert ran.returncode == 1
    assert "fence: " in ran.stderr


@pytest.mark.parametrize("format_", ["text", "json", "html"])
def test_a_check_stays_inside(format_: str, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(NOTE, encoding="utf-8")
    script = "from notecheck.cli import main; sys.exit(main(sys.argv[1:]))"
    ran = fenced(script, "check", "note.txt", "--code", "M96.0", "--format", format_, cwd=tmp_path)
    assert (ran.stderr, ran.returncode) == ("", 1)
    assert "M96.0" in ran.stdout


@pytest.mark.parametrize("command", [["explain", "M96.0"], ["codes"]])
def test_the_other_commands_stay_inside(command: list[str], tmp_path: Path) -> None:
    ran = fenced("from notecheck.cli import main; sys.exit(main(sys.argv[1:]))", *command, cwd=tmp_path)
    assert (ran.stderr, ran.returncode) == ("", 0)
