"""Queries as they are sent: text, a page, data; and what a provider is shown beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import notecheck
from notecheck.queries import build
from notecheck.queries.rendering import plain, render
from notecheck.render import renderer

NOTE = """\
Date of service: 03/12/2026
HPI: 54-year-old man with an L4-L5 TLIF years ago. Low back pain came back in the summer.
IMAGING: CT lumbar spine 02/27/2026: no bridging bone across L4-L5 and 2 mm lucency around both L5 screws.
ASSESSMENT: Nonunion L4-L5.
"""
LANGUAGE = re.compile(
    r"[A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]+|\bcod(?:e|es|ed|ing|able)\b|\bpay(?:er|ers|ment|s)?\b|\bbill(?:ing)?\b|\breimburs|"
    r"\bclaims?\b|\bdenial|\baudit|\binsur|\bscore\b|\bverdict\b|\bDRG\b|\bseverity\b",
    re.IGNORECASE,
)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "visit.txt"
    path.write_text(NOTE, encoding="utf-8")
    return path


def visible_text(page: str) -> str:
    """Return the words of a page, without those of its style and script."""
    return re.sub(r"<[^>]*>", " ", re.sub(r"<(style|script)>.*?</\1>", " ", page, flags=re.DOTALL))


@pytest.mark.parametrize("format_", ["text", "html"])
def test_a_query_names_no_code_and_no_payment(format_: str, note: Path, run: Callable[..., Any]) -> None:
    ran = run("query", note, "--code", "M96.0", "--all", "--format", format_)
    assert (ran.status, ran.err) == (1, "")
    assert not LANGUAGE.findall(visible_text(ran.out).replace(str(note), ""))


@pytest.mark.parametrize("format_", ["text", "html"])
def test_a_provider_sees_none_of_it_either(format_: str, note: Path, run: Callable[..., Any]) -> None:
    ran = run("check", note, "--code", "M96.0,M96.1", "--audience", "provider", "--format", format_)
    assert ran.status == 1
    assert not LANGUAGE.findall(visible_text(ran.out).replace(str(note), ""))
    assert "L4-L5" in ran.out
    assert LANGUAGE.search(visible_text(run("check", note, "--code", "M96.0", "--format", format_).out))


def test_a_format_that_names_codes_is_refused_for_a_provider(note: Path, run: Callable[..., Any]) -> None:
    ran = run("check", note, "--audience", "provider", "--format", "json")
    assert (ran.status, ran.out) == (2, "")
    assert "text or html" in ran.err
    assert run("check", note, "--audience", "patient").status == 2


def test_the_text_has_quote_question_and_ways_out(note: Path, run: Callable[..., Any]) -> None:
    words = " ".join(run("query", note, "--code", "M96.0").out.split())
    assert (
        '- line 3, imaging, CT, 2026-02-27: "CT lumbar spine 02/27/2026: no bridging bone across L4-L5'
        in words
    )
    assert "[ ] It is a failure of that fusion to unite [ ] It is unrelated to that procedure" in words
    assert words.count("[ ] Other (please specify)") == words.count("[ ] Unable to determine") == 3
    assert '- line 4, assessment, note of 2026-03-12: "Nonunion L4-L5."' in words
    assert "encounter of 2026-03-12" in words
    assert "further question" in words


def test_all_shows_all(note: Path, run: Callable[..., Any]) -> None:
    first = json.loads(run("query", note, "--code", "M96.0", "--format", "json").out)
    every = json.loads(run("query", note, "--code", "M96.0", "--format", "json", "--all").out)
    assert len(first["queries"]) == 3
    assert len(every["queries"]) == 3 + first["held_back"] > 3
    assert every["held_back"] == 0
    for query in every["queries"]:
        assert query["ways_out"] == ["Other (please specify)", "Unable to determine"]
        for quoted in query["indicators"]:
            assert NOTE[quoted["start"] : quoted["end"]] == quoted["text"]


class Form(HTMLParser):
    """Counts what a page offers to fill in, and what is filled in already."""

    def __init__(self) -> None:
        super().__init__()
        self.labels: list[str | None] = []
        self.boxes = self.legends = self.areas = 0
        self.given: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        self.scripts += tag == "script"
        self.legends += tag == "legend"
        self.areas += tag == "textarea"
        if tag == "input":
            self.boxes += values.get("type") == "checkbox"
            self.given += [name for name in ("checked", "value") if name in values]


def test_the_page_is_a_form_that_leads_nowhere() -> None:
    report = notecheck.check(NOTE, codes=["M96.0"])
    queries = build(report, NOTE)
    form = Form()
    form.feed(render(report, queries, format="html"))
    assert form.legends == form.areas == len(queries) == 3
    assert form.boxes == sum(len(query.options) + 2 for query in queries)
    assert not form.given
    assert form.scripts == 0


def test_a_note_without_gaps_has_nothing_to_ask(run: Callable[..., Any], tmp_path: Path) -> None:
    sample = Path(__file__).parents[2] / "sample_notes" / "m96.0-01-clinic-letter.txt"
    ran = run("query", sample, "--code", "M96.0", "--format", "html", "--output", tmp_path / "q.html")
    assert ran.status == 0
    assert "0 queries" in ran.err
    assert "nothing to ask" in (tmp_path / "q.html").read_text(encoding="utf-8")


def test_an_unknown_format_is_named(note: Path, run: Callable[..., Any]) -> None:
    ran = run("query", note, "--format", "pdf")
    assert ran.status == 2
    assert "text, html, json" in ran.err


def test_the_provider_page_holds_the_note_with_its_marks() -> None:
    report = notecheck.check(NOTE, codes=["M96.0"])
    page = renderer("html")(report, NOTE, audience="provider")
    assert "<mark" in page
    assert "Nonunion L4-L5" in visible_text(page)


def test_the_report_holds_the_query_as_it_is_sent() -> None:
    report = notecheck.check(NOTE, codes=["M96.0"])
    page = unescape(renderer("html")(report, NOTE))
    for query in build(report, NOTE, limit=None):
        sent = plain(query)
        assert f">{sent}</pre>" in page
        assert sent.startswith("Clarification: ")
        assert all(quoted.text in sent for quoted in query.indicators)
    empty = "HPI: Here to refill the inhaler. Doing well.\n"
    page = renderer("html")(notecheck.check(empty, codes=["M96.0"]), empty)
    assert "the note holds no indicator for it" in page
    assert "<pre" not in page
