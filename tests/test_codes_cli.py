"""``notecheck codes``: what is printed and with which exit status."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner, Result

from notecheck import cli_codes


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli_codes.app, list(arguments), env={"COLUMNS": "80", "NO_COLOR": "1"})


@pytest.fixture(autouse=True)
def _no_checklists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        cli_codes, "with_checklists", lambda folders: {"M96.0": "Pseudarthrosis", "M43.26": "Fusion"}
    )


@pytest.mark.parametrize(
    ("arguments", "status", "holds"),
    [
        (["show", "M43.26"], 0, "M43.26  Fusion of spine, lumbar region"),
        (["show", "m4326"], 0, "Klippel-Feil syndrome (Q76.1)"),
        (["show", "M43.26"], 0, "Release: ICD-10-CM FY2026 April 1 2026 (package simple-icd-10-cm 1.5.0)"),
        (["show", "M43.26", "--with", "M45.6"], 0, "M45.6  Excludes1 by"),
        (["show", "M43.26"], 0, "M96.0  Excludes2 by"),
        (["show", "M43.26"], 0, "read as (M45.0-M45.9)"),
        (["show", "M43.2"], 0, "not billable"),
        (["check", "M96.0", "M43.26", "Z98.1"], 0, "redundant beside M96.0"),
        (["check", "M96.0"], 0, "Nothing to say against M96.0."),
        (["check", "M43.26", "M45.6"], 1, "error: M43.26 with M45.6, Excludes1"),
        (["check", "M54.5"], 1, "M54.50, M54.51, M54.59"),
        (["check", "M96.0", "M43.29"], 2, "M43.29 is not in ICD-10-CM"),
        ([], 0, "M96.0    Pseudarthrosis"),
    ],
)
def test_text(arguments: list[str], status: int, holds: str) -> None:
    result = run(*arguments)
    assert result.exit_code == status
    assert holds in result.stdout or holds in " ".join(result.stdout.split())
    assert all(len(line) <= 80 and line == line.rstrip() for line in result.stdout.splitlines())


@pytest.mark.parametrize(
    ("arguments", "holds"),
    [
        (["show", "M43.29"], "M43.20"),
        (["show", "T84.63A"], "write the placeholder X: T84.63XA"),
        (["show", "M43.26", "--with", "M45.X"], "M45.X is not in"),
    ],
)
def test_an_unknown_code_is_one_line_on_standard_error(arguments: list[str], holds: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert holds in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [["show"], ["check"], ["check", "M96.0", "--format", "xml"], ["nonsense"]]
)
def test_bad_usage(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_show_as_json() -> None:
    result = json.loads(run("show", "M43.26", "--with", "M45.6", "--format", "json").stdout)
    assert result["code"]["code"] == "M43.26"
    assert result["code"]["billable"] is True
    assert [node["name"] for node in result["code"]["ancestors"]] == ["M43.2", "M43", "M40-M43", "13"]
    assert {note["node"] for note in result["code"]["inherited"]} == {"M43.2", "M43", "13"}
    assert [one["kind"] for one in result["meanings"]] == ["Excludes1"]


def test_check_as_json() -> None:
    done = run("check", "M43.26", "M45.6", "--format", "json")
    result = json.loads(done.stdout)
    assert done.exit_code == 1
    assert result["codes"] == ["M43.26", "M45.6"]
    assert [(one["severity"], one["kind"]) for one in result["findings"]] == [("error", "excludes1")]
    assert result["release"]["id"].startswith("ICD-10-CM FY2026")


def test_square_brackets_of_titles_are_printed() -> None:
    assert "[osteitis deformans]" in " ".join(run("show", "M43.26").stdout.split())
