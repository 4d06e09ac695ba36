"""The command line: what it prints where, and how it exits. The checker itself is played here."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import pytest

from notecheck.cli import main
from notecheck.errors import CodeError
from notecheck.extraction import Extraction
from notecheck.report import CodeReport, Documented, Evidence, ItemReport, NoteInfo, Report

Run = Callable[..., Any]
SECRET = "Jane Roe"


def played(text: str, code: str, note_id: str) -> Report:
    """Report what the note's first word says: ``complete``, ``codable``, ``nothing`` ..."""
    verdict = text.split()[0]
    item = ItemReport(
        id="prior_fusion_date",
        title="Date of the fusion",
        requirement="required",
        status="met" if verdict == "complete" else "missing",
        evidence=(Evidence(start=0, end=4, text=text[:4], section="preamble", line=1),),
        axis="support",
        weight=3,
        document="Fusion in March 2021.",
    )
    codes = CodeReport(
        code=code,
        title="Pseudarthrosis",
        checklist_version="1",
        verdict=verdict if verdict in ("codable", "conflicting") else "complete",
        score=50,
        documented=Documented(met=1, applicable=2),
        items=(item,),
    )
    return Report(
        notecheck_version="0",
        note=NoteInfo(id=note_id, sha256="0"),
        extraction=Extraction(),
        codes=() if verdict == "nothing" else (codes,),
    )


class PlayedChecker:
    """Stands in for the checker: known codes, dates and a note that breaks it."""

    asked: ClassVar[dict[str, Any]] = {}

    def __init__(self, checklists: object = None) -> None:
        PlayedChecker.asked = {"checklists": checklists}

    def check(
        self,
        text: str,
        codes: list[str] | None = None,
        date: str | None = None,
        setting: str = "outpatient",
        note_id: str = "note",
    ) -> Report:
        PlayedChecker.asked |= {"codes": codes, "date": date, "setting": setting}
        if codes and codes[0] == "M96.9":
            raise CodeError("unknown code 'M96.9'; nearest: M96.0, M96.1")
        if text.startswith("breaks"):
            raise ValueError(text)
        return played(text, (codes or ["M96.0"])[0], note_id)


@pytest.fixture(autouse=True)
def checker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    module = ModuleType("notecheck.checker")
    module.Checker = PlayedChecker  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "notecheck.checker", module)
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


def write(name: str, text: str) -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(f"{text} {SECRET}\n", encoding="utf-8")
    return name


@pytest.mark.parametrize(
    ("texts", "status"),
    [
        (["complete"], 0),
        (["codable"], 1),
        (["conflicting"], 1),
        (["complete", "codable"], 1),
        (["nothing"], 0),
        (["codable", " "], 2),
        (["codable", "breaks"], 2),
    ],
)
def test_exit_status(run: Run, texts: list[str], status: int) -> None:
    for number, text in enumerate(texts):
        Path(f"{number}.txt").write_text(text)
    paths = [f"{number}.txt" for number in range(len(texts))]
    assert run("check", *paths).status == status
    assert run("check", *paths, "--exit-zero").status == (2 if status == 2 else 0)


def test_one_bad_file_is_named_and_the_others_are_reported(run: Run) -> None:
    good = [write("a.txt", "complete"), write("c.txt", "codable")]
    Path("b.txt").write_bytes(b"%PDF-1.4")
    ran = run("check", good[0], "b.txt", "gone.txt", good[1])
    assert ran.status == 2
    assert ran.err == (
        "notecheck: b.txt: is a PDF, not plain text; save it as plain text in UTF-8\n"
        "notecheck: gone.txt: no such file; check the path\n"
    )
    assert "a.txt" in ran.out
    assert "c.txt" in ran.out
    assert ran.out.endswith("\n4 notes: 1 complete, 1 with gaps, 2 not checked\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check", "note.txt", "--code", "M96.9"], "unknown code 'M96.9'; nearest: M96.0, M96.1"),
        (["check", "note.txt", "--date", "2024-02-30"], "the date must be a real day written as YYYY-MM-DD"),
        (["check", "note.txt", "--setting", "home"], "unknown setting 'home'; use outpatient or inpatient"),
        (["check", "note.txt", "--format", "xml"], "unknown format 'xml': use one of"),
        (["check", "note.txt", "--checklists", "gone"], "gone: no such folder of checklists"),
        (["check", "note.txt", "--max-bytes", "3"], "note.txt: is 17 bytes, over the limit of 3; split it"),
        (["check", "note.txt", "--max-bytes", "0"], "Invalid value for '--max-bytes'"),
        (["check", "*.rtf"], "*.rtf: matches no file; check the pattern"),
        (["check", "note.txt", "note.txt", "-f", "html"], "HTML of several notes goes into a folder"),
        (["check", "note.txt", "x.txt", "-f", "html", "-o", "x.html"], "needs a folder, not a file name"),
        (["check", "note.txt", "-o", "note.txt/report"], "note.txt/report: cannot be written"),
        (["check"], "Missing argument"),
        (["chekc"], "No such command 'chekc'"),
        (["check", "note.txt", "--cod", "x"], "No such option: --cod"),
        (["explain", "M96.0", "--format", "xml"], "unknown format 'xml'; use one of text, json, html"),
    ],
)
def test_what_is_asked_wrongly_is_one_line_with_the_mend(run: Run, arguments: list[str], says: str) -> None:
    write("note.txt", "codable")
    ran = run(*arguments)
    assert ran.status == 2
    assert says in ran.err
    assert ran.err.startswith("notecheck: ")
    assert ran.err.count("\n") == 1
    assert not ran.out.strip()


def test_an_unforeseen_error_quotes_no_note(run: Run) -> None:
    ran = run("check", write("note.txt", "breaks"))
    assert ran.status == 2
    assert "note.txt: internal error: ValueError in test_cli.py:" in ran.err
    assert SECRET not in ran.err


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with open(write("note.txt", "codable"), encoding="utf-8") as stdin:  # noqa: PTH123
        monkeypatch.setattr("sys.stdin", stdin)
        ran = run("check", "-", "--format", "json")
    assert json.loads(ran.out)["note"]["id"] == "stdin"


def test_options_reach_the_checker(run: Run) -> None:
    Path("mine").mkdir()
    run(
        *("check", write("note.txt", "codable"), "--code", "M96.0, M96.1", "-c", "M43.26"),
        *("--date", "2024-05-02", "--setting", "inpatient", "--checklists", "mine"),
    )
    assert PlayedChecker.asked == {
        "codes": ("M96.0", "M96.1", "M43.26"),
        "date": "2024-05-02",
        "setting": "inpatient",
        "checklists": (Path("mine"),),
    }


def test_json_is_one_object_for_one_note_and_an_array_for_several(run: Run) -> None:
    a, b = write("n/a.txt", "codable"), write("n/b.txt", "complete")
    assert json.loads(run("check", a, "-f", "json").out)["note"]["id"] == "n/a.txt"
    assert [r["note"]["id"] for r in json.loads(run("check", a, b, "-f", "json").out)] == [a, b]
    assert len(json.loads(run("check", "n", "-f", "json").out)) == 2
    lines = run("check", "n", "-f", "jsonl").out.splitlines()
    assert [json.loads(line)["note"]["id"] for line in lines] == [a, b]
    assert json.loads(run("check", "gone1", "gone2", "-f", "json").out) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_several_workers_keep_the_order(run: Run, workers: int) -> None:
    for number in range(12):
        write(f"n/{number:02}.txt", "codable")
    Path("n/05.txt").write_bytes(b"\0")
    ran = run("check", "n", "-f", "jsonl", "--workers", workers)
    assert [json.loads(line)["note"]["id"][2:4] for line in ran.out.splitlines()] == [
        f"{number:02}" for number in range(12) if number != 5
    ]
    assert ran.status == 2


def test_html_of_a_folder_is_a_folder_with_a_list(run: Run) -> None:
    for path, verdict in (("n/a.txt", "complete"), ("n/deep/a.txt", "codable"), ("n/index.txt", "nothing")):
        write(path, verdict)
    ran = run("check", "n", "-f", "html", "-o", "out/reports")
    assert ran.status == 1
    assert (
        "3 notes: 1 complete, 1 with gaps, 1 without a code to check; see out/reports/index.html" in ran.err
    )
    assert sorted(p.name for p in Path("out/reports").iterdir()) == [
        *("a-2.html", "a.html", "index-2.html", "index.html", "results.csv", "results.jsonl"),
    ]
    listed = Path("out/reports/index.html").read_text(encoding="utf-8")
    assert listed.index("a-2.html") < listed.index('"a.html"') < listed.index("index-2.html")
    assert SECRET not in listed


@pytest.mark.parametrize(("format_", "begins"), [("text", "notecheck"), ("json", "{"), ("html", "<!doctype")])
def test_output_into_a_file(run: Run, format_: str, begins: str) -> None:
    ran = run("check", write("a.txt", "codable"), "-f", format_, "-o", "deep/report.html")
    assert not ran.out
    assert Path("deep/report.html").read_text(encoding="utf-8").lower().startswith(begins)
    assert [p.name for p in Path("deep").iterdir()] == ["report.html"]


def test_brief_shows_the_gaps_only(run: Run) -> None:
    write("n/a.txt", "codable")
    out = run("check", "n", "-f", "brief").out
    assert "M96.0 CODABLE: 1 of 2 documented, score 50" in out
    assert "missing: Date of the fusion" in out
    assert SECRET not in out


@pytest.mark.parametrize(
    ("options", "environment", "colored"),
    [
        ([], {}, False),
        (["--color"], {}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--no-color"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour(
    run: Run, monkeypatch: pytest.MonkeyPatch, options: list[str], environment: dict[str, str], colored: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run("check", write("a.txt", "codable"), *options).out) is colored


def test_the_nearest_configuration_counts(run: Run) -> None:
    Path("notecheck.toml").write_text('codes = "M96.1"\nsetting = "inpatient"\n')
    run("check", write("a.txt", "codable"))
    assert (PlayedChecker.asked["codes"], PlayedChecker.asked["setting"]) == (("M96.1",), "inpatient")
    run("check", "a.txt", "--code", "M96.0", "--setting", "outpatient")
    assert (PlayedChecker.asked["codes"], PlayedChecker.asked["setting"]) == (("M96.0",), "outpatient")


def test_help_shows_examples_and_the_version_is_told(run: Run) -> None:
    assert "notecheck check note.txt --code M96.0" in run("--help").out
    assert "cat note.txt | notecheck check -" in run("check", "--help").out
    assert run("--version").out.startswith("notecheck 0.")


def test_the_formats_of_the_help_are_those_that_there_are(run: Run) -> None:
    from notecheck.render import FORMATS

    for name in FORMATS:
        assert name in run("check", "--help").out.partition("--format")[2].partition("--output")[0]


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["--help"], {"spacy", "pydantic", "rich", "jinja2", "yaml", "numpy"}),
        (["check", "--help"], {"spacy", "rich", "jinja2", "yaml", "numpy"}),  # typer itself takes pydantic
    ],
)
def test_help_is_quick_and_imports_nothing_heavy(arguments: list[str], heavy: set[str]) -> None:
    script = (
        "import sys; from notecheck.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    )
    began = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True
    )
    assert not heavy & set(ran.stderr.split())
    # 0.2 s is the aim and 0.06 s what it takes; the slack is for a machine that does other work too.
    assert time.perf_counter() - began < 2


def test_importing_notecheck_imports_nothing_heavy() -> None:
    script = "import sys, notecheck; print(sorted({'spacy', 'pydantic', 'typer'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_closed_pipe_ends_quietly() -> None:
    command = [sys.executable, "-m", "notecheck", "check", "--help"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""


def test_main_returns_what_the_command_exits_with(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "Usage: notecheck" in "".join(capsys.readouterr())
