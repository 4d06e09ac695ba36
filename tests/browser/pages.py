"""One page of each kind, written once for all tests in the browser."""

from __future__ import annotations

from pathlib import Path

from render.hostile import HOSTILE, hostile_report

from notecheck.cli import main
from notecheck.render import html, index
from notecheck.render.index import Entry, Line

ROOT = Path(__file__).parent.parent.parent
NOTES = ROOT / "sample_notes"
MANY = 10_000

COMPLETE = "reports/m96.0-01-clinic-letter.html"
SEVERAL = "reports/m43.2-05-spine-follow-up.html"
CONFLICTING = "reports/m43.2-07-scribe-note.html"
NO_CODE = "reports/m43.2-06-fusion-operation.html"
GAPS = "reports/m96.0-09-ed-note.html"
INDEX, BIG_INDEX = "reports/index.html", "big/index.html"
QUERIES, PROVIDER, DIFFERENCE, EXPLAINED, EVALUATED = (
    *("queries.html", "provider/m96.0-09-ed-note.html", "difference.html", "explained.html"),
    "evaluated.html",
)
PROVIDER_INDEX = "provider/index.html"
HOSTILE_NOTE, HOSTILE_INDEX = "hostile.html", "hostile-index.html"

EACH = {
    "note, complete": COMPLETE,
    "note, two codes": SEVERAL,
    "note, conflicting": CONFLICTING,
    "note, no code": NO_CODE,
    "note, gaps": GAPS,
    "index": INDEX,
    "provider": PROVIDER,
    "provider index": PROVIDER_INDEX,
    "queries": QUERIES,
    "difference": DIFFERENCE,
    "explained": EXPLAINED,
    "evaluated": EVALUATED,
    "hostile": HOSTILE_NOTE,
    "hostile index": HOSTILE_INDEX,
}


def write_pages(folder: Path) -> None:
    """Write every page of :data:`EACH`, and the list of ten thousand notes."""
    ed, letter = NOTES / "m96.0-09-ed-note.txt", NOTES / "m96.0-01-clinic-letter.txt"
    commands = (
        f"check {NOTES} {NOTES}/absent.txt -f html -o {folder}/reports",
        f"check {ed} {letter} -f html --audience provider -o {folder}/provider --exit-zero",
        f"query {ed} --code M96.0 --all -f html -o {folder / QUERIES}",
        f"diff {ed} {letter} --code M96.0 -f html -o {folder / DIFFERENCE}",
        f"explain M96.0 -f html -o {folder / EXPLAINED}",
        f"eval {ROOT}/tests/cases/mini.jsonl --bootstrap 0 -f html -o {folder / EVALUATED}",
    )
    for command in commands:
        main(command.split())
    hostile = hostile_report()
    (folder / HOSTILE_NOTE).write_text(html.render(hostile, HOSTILE), encoding="utf-8")
    listed = index.render([index.entry(hostile, HOSTILE_NOTE)], failures=[HOSTILE])
    (folder / HOSTILE_INDEX).write_text(listed, encoding="utf-8")
    (folder / BIG_INDEX).parent.mkdir()
    (folder / BIG_INDEX).write_text(index.render(many_entries(MANY)), encoding="utf-8")


def many_entries(count: int) -> list[Entry]:
    """Return the entries of many notes, of which every third is complete."""
    return [
        Entry(
            f"clinic/2024/visit-{number:05}.txt",
            f"visit-{number:05}.html",
            tuple(
                Line(
                    code,
                    f"Title of {code}",
                    "complete" if number % 3 == 0 else "incomplete",
                    100 if number % 3 == 0 else number % 97,
                    10 if number % 3 == 0 else 4,
                    10,
                    tuple(
                        (f"item{at}\tItem {at} of {code}", "met" if number % 3 == 0 or at < 4 else "missing")
                        for at in range(10)
                    ),
                )
                for code in (f"M96.{number % 2}",)
            ),
        )
        for number in range(count)
    ]
