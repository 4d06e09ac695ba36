"""The wheel stands on its own: what it holds, and a check by it in an environment without a checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NOTE = "HPI: Low back pain. L5-S1 TLIF in March 2021.\nAssessment: Pseudarthrosis of the L5-S1 fusion.\n"


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command that may know nothing of the checkout it is tested from."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=cwd, env=environment, timeout=120
    )


def succeeded(ran: subprocess.CompletedProcess[str]) -> None:
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the backend that is installed, so without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    succeeded(run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder, ROOT, cwd=folder))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel and nothing else of ours.

    The dependencies are lent to it by a path entry: the tests must pass where no package index can
    be reached. Path entries inside a lent folder do not count, so an editable install stays out.
    """
    home = tmp_path_factory.mktemp("environment")
    succeeded(run(sys.executable, "-m", "venv", "--without-pip", home, cwd=home))
    pip = [sys.executable, "-m", "pip", "--python", home / "bin" / "python"]
    succeeded(run(*pip, "install", "--quiet", "--no-index", "--no-deps", "--no-compile", wheel, cwd=home))
    (packages,) = home.glob("lib/python*/site-packages")
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "lent.pth").write_text("\n".join(sorted(lent)) + "\n")
    return home


def test_the_wheel_holds_what_a_check_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        metadata = next(name for name in names if name.endswith("/METADATA"))
        about = archive.read(metadata).decode()
    for folder, suffix, place in (
        ("checklists", "yaml", "notecheck/checklists"),
        ("src/notecheck/lexicon", "yaml", "notecheck/lexicon"),
        ("src/notecheck/render/templates", "*", "notecheck/render/templates"),
    ):
        wanted = {
            f"{place}/{p.relative_to(ROOT / folder).as_posix()}" for p in (ROOT / folder).rglob(f"*.{suffix}")
        }
        assert wanted
        assert wanted <= names
    assert "notecheck/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "sample_notes/", "src/"))]
    assert "License-Expression: Apache-2.0" in about


def test_an_installed_wheel_checks_a_note(environment: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(NOTE, encoding="utf-8")
    where = run(
        environment / "bin" / "python", "-c", "import notecheck; print(notecheck.__file__)", cwd=tmp_path
    )
    assert where.stdout.startswith(str(environment))
    command = environment / "bin" / "notecheck"
    ran = run(command, "check", "note.txt", "--code", "M96.0", "--format", "json", cwd=tmp_path)
    assert (ran.stderr, ran.returncode) == ("", 1)
    report = json.loads(ran.stdout)
    assert [code["code"] for code in report["codes"]] == ["M96.0"]
    assert report["codes"][0]["items"]


def test_an_installed_wheel_writes_html_and_explains(environment: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(NOTE, encoding="utf-8")
    command = environment / "bin" / "notecheck"
    written = run(command, "check", "note.txt", "-c", "M96.0", "-f", "html", "-o", "out", cwd=tmp_path)
    assert written.returncode == 1, written.stderr
    pages = {"index.html", "note.html", "results.csv", "results.jsonl"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == pages
    explained = run(command, "explain", "M96.0", cwd=tmp_path)
    assert explained.returncode == 0, explained.stderr
    assert "M96.0" in explained.stdout


def test_constraints_name_versions_and_no_place() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert len(pins) > 40
    for line in pins:
        name, equal, version = line.partition("==")
        assert (bool(name), equal, version[:1].isdigit()) == (True, "==", True), line
        assert not {"/", "@", ":"} & set(line), line
