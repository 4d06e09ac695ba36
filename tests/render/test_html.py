"""The HTML page: complete, inert, reachable by links alone, and readable in both colour schemes."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from html.parser import HTMLParser
from itertools import pairwise
from subprocess import run

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import notecheck
from notecheck.render import renderer
from notecheck.render.html import render
from notecheck.render.note_html import line_count
from notecheck.render.visible import visible
from notecheck.report import Report

from .helpers import NOTE, code_report, evidence, item, nonunion_code, report_of, sample_report
from .hostile import ESCAPES, HOSTILE, hostile_report

VOID = {"meta", "input", "img", "br", "link"}


class Page(HTMLParser):
    """What a browser would see: elements in order, texts by kind, and the text of the note."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, str] = {}
        self.note = ""
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements.append((tag, found))
        if tag not in VOID:
            self._open.append(f"{tag}.{found.get('class', '')}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().startswith(f"{tag}."), f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        inside = self._open[-1] if self._open else ""
        self.texts[inside.partition(".")[0]] = self.texts.get(inside.partition(".")[0], "") + data
        if "div.block" in self._open and not any(name.startswith("sup.") for name in self._open):
            self.note += data

    def all(self, *tags: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.elements if tag in tags]


@pytest.fixture(scope="module", params=["one", "two", "none", "hostile"])
def case(request: pytest.FixtureRequest) -> tuple[Page, str, Report, str]:
    report, text = {
        "one": (sample_report(several=False), NOTE),
        "two": (sample_report(), NOTE),
        "none": (report_of(NOTE, []), NOTE),
        "hostile": (hostile_report(), HOSTILE),
    }[request.param]
    source = render(report, text)
    return Page(source), source, report, text


def test_the_whole_note_is_there(case: tuple[Page, str, Report, str]) -> None:
    page, _, _, text = case
    assert page.note == visible(text)


def test_ids_are_unique_and_every_link_arrives(case: tuple[Page, str, Report, str]) -> None:
    page, *_ = case
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for attributes in page.all("a", "use"):
        assert attributes["href"].startswith("#")
        assert attributes["href"][1:] in ids
    for _, attributes in page.elements:
        assert set(attributes.get("aria-labelledby", "").split()) <= set(ids)


def test_every_piece_leads_to_its_mark_and_back(case: tuple[Page, str, Report, str]) -> None:
    page, *_ = case
    marks = {m["id"]: m["data-of"].split() for m in page.all("mark") if "id" in m}
    article = ""
    back = {a["href"] for a in page.all("a") if a.get("class", "").startswith("k-")}
    for tag, attributes in page.elements:
        if tag == "article":
            article = attributes["id"]
        if attributes.get("class") == "where" and tag == "a":
            assert article in marks[attributes["href"][1:]]
            assert f"#{article}" in back


def test_headings_are_in_order_and_landmarks_are_there(case: tuple[Page, str, Report, str]) -> None:
    page, *_ = case
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for landmark in ("header", "main", "aside", "footer", "nav"):
        assert page.all(landmark)


def test_policy_allows_the_own_style_and_script_alone(case: tuple[Page, str, Report, str]) -> None:
    page, *_ = case
    policy = next(m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for kind in ("style", "script"):
        assert len(page.all(kind)) == 1
        digest = base64.b64encode(hashlib.sha256(page.texts[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


def test_fetches_nothing_and_runs_nothing_inline(case: tuple[Page, str, Report, str]) -> None:
    page, *_ = case
    for _, attributes in page.elements:
        assert not [a for a in attributes if a.startswith("on") or a in ("src", "srcset", "style", "action")]
    for text in (page.texts["style"], page.texts["script"]):
        assert not re.search(r"https?:|url\(|@import|innerHTML|eval|fetch\(", text)


def test_control_characters_are_shown_not_sent(case: tuple[Page, str, Report, str]) -> None:
    _, source, *_ = case
    assert not [c for c in source if c in ESCAPES]
    source.encode()


def test_hostile_text_stays_text() -> None:
    page = Page(render(hostile_report(), HOSTILE))
    assert not page.all("img")
    assert page.texts["script"].startswith('"use strict"')
    assert "{{ 7*7 }}" in page.note


def test_groups_what_is_to_do_first_and_folds_what_is_met() -> None:
    source = render(sample_report(several=False), NOTE)
    parts = ("Codable</p>", "<b>7</b> of", "Score <b>73", "g-missing", "g-partial", "g-contradicted", "g-met")
    places = [source.index(part, source.index("<main")) for part in parts]
    assert places == sorted(places)
    assert source.index('<section class="group g-met">\n    <details>')


@pytest.mark.parametrize(
    "words",
    [
        "another level: L4-5",
        "decided by “status post”",
        "Query to the provider",
        "( ) unable to determine",
        "2026.1",
    ],
)
def test_says(words: str) -> None:
    assert words in render(sample_report(), NOTE)


def test_page_names_versions_and_hash() -> None:
    report = sample_report()
    footer = render(report, NOTE).partition("<footer>")[2]
    assert report.note.sha256 in footer
    assert report.notecheck_version in footer


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=8)
TEXTS = st.text(alphabet=st.sampled_from("ab <&\"'\r\n\t\u202e\x1b骨👍"), min_size=1, max_size=60)


@given(TEXTS, SPANS)
@settings(max_examples=60, deadline=None)
def test_any_note_is_whole_whatever_is_marked(text: str, spans: list[tuple[int, int]]) -> None:
    first = evidence(text, text[0], "other")
    pieces = tuple(first.model_copy(update={"start": s, "end": s + n}) for s, n in spans)
    items = [
        item("a", "A", "met", evidence=pieces[::2]),
        item("b", "B", "partial", evidence=pieces[1::2]),
    ]
    page = Page(render(report_of(text, [code_report("M96.0", "T", "codable", items)]), text))
    assert page.note == visible(text)
    numbers = [int(i["data-n"]) for i in page.all("i")]
    assert numbers == list(range(1, line_count(text) + 1))


def test_a_long_note_comes_in_blocks() -> None:
    text = "A line of a note.\n" * 5000
    page = Page(render(report_of(text, []), text))
    assert page.note == text
    assert sum(a.get("class") == "block" for a in page.all("div")) == 13


def test_five_megabytes_render() -> None:
    text = (NOTE * (5_000_000 // len(NOTE) + 1))[:5_000_000]
    assert len(render(report_of(text, [nonunion_code()]), text)) > 5_000_000


def test_importing_other_renderers_loads_no_template_engine() -> None:
    program = (
        "import sys, notecheck.render.text, notecheck.render.json, notecheck.render.jsonl; "
        "sys.exit('jinja2' in sys.modules)"
    )
    assert run([sys.executable, "-c", program], env={"PYTHONPATH": ":".join(sys.path)}).returncode == 0


@pytest.mark.parametrize("format_", ["html", "text"])
def test_alerts_and_codes_to_consider_name_their_guideline(format_: str) -> None:
    note = "HPI: L4-L5 TLIF in March 2021.\nAssessment: Nonunion of the L4-L5 fusion.\n"
    report = notecheck.check(note, codes=["M96.0"])
    (alert,) = (a for a in report.codes[0].alerts if a.id == "arthrodesis_status")
    (offered,) = report.codes[0].suggested_codes
    assert "I.C.21.c.3" in offered.source
    assert alert.sources
    shown = renderer(format_)(report, note)
    for source in (*alert.sources, offered.source):
        assert source in shown
