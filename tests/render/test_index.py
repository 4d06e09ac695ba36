"""The list of the reports of a run: its sums, its rows, its size."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from notecheck.cli import main
from notecheck.render.index import Entry, Line, common_folder, entry, render
from notecheck.render.index_totals import Totals, families
from notecheck.report import ItemStatus, Verdict

from .helpers import code_report, item, report_of

STATUSES: tuple[ItemStatus, ...] = ("missing", "partial", "contradicted", "met", "not_applicable")


def line(code: str, verdict: Verdict, **asked: ItemStatus) -> Line:
    keyed = tuple((f"{name}\t{name.capitalize()}", status) for name, status in asked.items())
    met = sum(status == "met" for status in asked.values())
    return Line(code, f"Title of {code}", verdict, 50, met, len(asked), keyed)


LINES = [
    line("M96.0", "complete", date="met", level="met"),
    line("M96.0", "codable", date="partial", level="met"),
    line("M96.0", "incomplete", date="missing", level="missing"),
    line("M43.22", "conflicting", cause="contradicted"),
    line("M43.26", "complete", cause="met"),
]


def test_sums_by_verdict_code_and_gap() -> None:
    totals = Totals.of(LINES, notes=4)
    assert totals.results == 5
    assert [(part.kind, part.count) for part in totals.verdicts] == [
        *(("conflicting", 1), ("incomplete", 1), ("codable", 1), ("complete", 2)),
    ]
    assert [(code.code, code.count) for code in totals.codes] == [("M96.0", 3), ("M43.22", 1), ("M43.26", 1)]
    assert [(g.title, g.codes, g.count, g.applicable, g.percent) for g in totals.gaps] == [
        ("Date", "M96.0", 2, 3, 67),
        ("Cause", "M43.2-", 1, 2, 50),
        ("Level", "M96.0", 1, 3, 33),
    ]
    assert [(p.kind, p.count) for p in totals.gaps[0].parts] == [("missing", 1), ("partial", 1)]
    assert len({gap.mark for gap in totals.gaps}) == 3


def test_bars_are_as_long_as_their_counts() -> None:
    totals = Totals.of(LINES, notes=4)
    assert [part.width for part in totals.verdicts] == [50, 50, 50, 100]
    assert sum(part.width for part in totals.codes[0].parts) == pytest.approx(100, abs=0.1)
    assert sum(part.width for part in totals.codes[1].parts) == pytest.approx(33.33)


@pytest.mark.parametrize(
    ("codes", "shown"),
    [
        ({"M96.0"}, ["M96.0"]),
        ({"M96.0", "M96.1"}, ["M96.0", "M96.1"]),
        ({"M43.22", "M43.26"}, ["M43.2-"]),
        ({"M43.2", "M43.22", "M43.26", "M96.0"}, ["M43.2-", "M96.0"]),
    ],
)
def test_a_family_is_one(codes: set[str], shown: list[str]) -> None:
    assert families(codes) == shown


@pytest.mark.parametrize(
    ("names", "folder"),
    [
        ([], ""),
        (["a.txt"], ""),
        (["n/a.txt", "n/b.txt"], "n/"),
        (["n/x/a.txt", "n/x/b.txt", "n/y.txt"], "n/"),
        (["n/xa/a.txt", "n/xb/b.txt"], "n/"),
        (["/n/a.txt", "/m/a.txt"], ""),
        (["/n/a.txt"], "/n/"),
    ],
)
def test_the_folder_that_all_share_is_said_once(names: list[str], folder: str) -> None:
    assert common_folder(names) == folder


def rows(page: str) -> list[str]:
    """Return the text of each row of the table."""
    body = re.search(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    assert body
    return [" ".join(re.sub(r"<[^>]*>", " ", f"<tr{row}").split()) for row in body[1].split("<tr")[1:]]


def test_rows_stand_with_the_most_to_do_first() -> None:
    entries = [
        Entry("n/a.txt", "a.html", (LINES[0],)),
        Entry("n/b.txt", "b.html", ()),
        Entry("n/c.txt", "c.html", (LINES[2], LINES[3])),
    ]
    page = render(entries, failures=["n/d.txt: is empty"], results=["results.csv"])
    assert rows(page) == [
        "c.txt M96.0 Incomplete 0 of 2 50 2",
        "c.txt M43.22 Conflicting 0 of 1 50 1",
        "a.txt M96.0 Complete 2 of 2 50 0",
        "b.txt – No code – – –",
    ]
    assert "<li>n/d.txt: is empty</li>" in page
    assert '<a href="results.csv" download>' in page


def test_a_report_gives_its_rows_and_no_word_of_its_note() -> None:
    items = [item(f"i{n}", f"Item {n}", status) for n, status in enumerate(STATUSES)]
    report = report_of("Ms. Doe", [code_report("M96.0", "Title", "incomplete", items)], id="a.txt")
    page = render([entry(report, "a.html")])
    assert "Doe" not in page
    assert [row.rpartition(" ")[2] for row in rows(page)] == ["3"]


def test_no_note_makes_a_page_too() -> None:
    assert "No note could be checked" in render([])


def test_ten_thousand_notes_of_two_codes_stay_small() -> None:
    asked: dict[str, ItemStatus] = {f"item{n}": "missing" for n in range(11)}
    lines = (line("M96.0", "incomplete", **asked), line("M96.1", "incomplete", **asked))
    entries = [Entry(f"clinic/visit-{n:05}.txt", f"visit-{n:05}.html", lines) for n in range(10_000)]
    assert len(render(entries).encode()) < 5_000_000


def test_a_run_writes_results_beside(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A: Pseudarthrosis of the L4-5 fusion.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    out = tmp_path / "out"
    assert (
        main(["check", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), *f"-f html -o {out}".split()]) == 2
    )
    records = [json.loads(line) for line in (out / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [[code["code"] for code in record["codes"]] for record in records] == [["M96.0"]]
    with (out / "results.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert {row["code"] for row in table} == {"M96.0"}
    assert "b.txt: is empty" in (out / "index.html").read_text(encoding="utf-8")


def test_for_a_provider_there_are_names_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A: Pseudarthrosis of the L4-5 fusion.\n", encoding="utf-8")
    out = tmp_path / "out"
    main(["check", str(tmp_path), *f"-f html --audience provider -o {out}".split()])
    assert sorted(path.name for path in out.iterdir()) == ["a.html", "index.html"]
    page = (out / "index.html").read_text(encoding="utf-8")
    body = page[page.index("<body") : page.index("<script")]
    for word in ("M96", "Incomplete", "Codable", "code", "Score"):
        assert word not in body.replace("no coding", "").replace("coder what is coded", "")
