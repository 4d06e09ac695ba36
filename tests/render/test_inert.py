"""A note full of things that act is only shown, in whatever is written about it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

import notecheck
from notecheck.diff import compare
from notecheck.queries import build
from notecheck.queries.rendering import render as render_queries
from notecheck.redaction import redacted
from notecheck.render import FORMATS, renderer
from notecheck.render.difference import render as render_difference
from notecheck.report import Report

from .hostile import ESCAPES, HOSTILE, hostile_report

# One that the checker itself reads, with every trick inside and around the evidence.
NOTE = (
    "<script>alert(1)</script><style>*{display:none}</style><img src=x onerror=alert(2)>\n"
    "HPI: L4-L5 <b onmouseover=alert(3)>TLIF</b> \u202eyears ago\u202c, \x00low back\u200b pain\x1b[31m. ]]>\n"
    'IMAGING: CT "><svg onload=alert(4)> no bridging bone at L4-L5\x07, javascript:alert(5)\n'
    "ASSESSMENT: =cmd|'/c calc'!A1 Nonunion </textarea></title><script src=//x></script> of the L4-L5 fusion.\n"
    "::error file=x::pwned %0A::set-output name=x::y\n"
)
NAME = "<script>x</script>,%0A::\x1b[31m\u202e=1+1"
ACTIVE = ("\x00", "\x07", "\x1b", "\u202e", "\u202c", "\u200b", *ESCAPES)
COLOR = re.compile(r"\x1b\[[\d;]*m")


def own() -> Report:
    return notecheck.check(NOTE, codes=["M96.0"], note_id=NAME)


def outputs() -> dict[str, str]:
    """Return everything that can be written about the two notes, by a name for each."""
    written: dict[str, str] = {}
    for kind, report, text in (("read", own(), NOTE), ("built", hostile_report(), HOSTILE)):
        quoting = {"include_text": True}
        for format_ in FORMATS:
            render: Callable[..., str] = renderer(format_)
            options = quoting if format_ in ("concise", "csv", "sarif", "junit", "github", "gitlab") else {}
            written[f"{kind} {format_}"] = render(report, text, **options)
            shared, masked = redacted(report, text)
            written[f"{kind} redacted {format_}"] = render(shared, masked, **options)
        for format_ in ("text", "html"):
            written[f"{kind} provider {format_}"] = renderer(format_)(report, text, audience="provider")
        queries = build(report, text, limit=None)
        other = report.model_copy(update={"codes": ()})
        for format_ in ("text", "html", "json"):
            written[f"{kind} query {format_}"] = render_queries(report, queries, format=format_)
            written[f"{kind} diff {format_}"] = render_difference(compare(other, report), format=format_)
    return written


OUTPUTS = outputs()


@pytest.mark.parametrize("name", OUTPUTS)
def test_no_character_acts(name: str) -> None:
    assert not [character for character in ACTIVE if character in OUTPUTS[name]]


class Elements(HTMLParser):
    """Collects what a browser would do something with."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts = 0
        self.suspects: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        if tag in ("img", "iframe", "object", "embed", "base", "form", "svg:script", "b:onmouseover"):
            self.suspects.append(tag)
        for name, value in attributes:
            if name.startswith("on") or (name in ("href", "src") and not (value or "").startswith("#")):
                self.suspects.append(f"{tag} {name}={value}")


@pytest.mark.parametrize("name", [name for name in OUTPUTS if name.endswith("html")])
def test_no_element_and_no_handler_comes_from_the_note(name: str) -> None:
    elements = Elements()
    elements.feed(OUTPUTS[name])
    assert not elements.suspects
    # The page's own script, where it has one, is the only one, and the policy names its hash.
    assert elements.scripts <= 1
    assert "default-src 'none'" in unescape(OUTPUTS[name])
    assert "unsafe-inline" not in OUTPUTS[name]


@pytest.mark.parametrize("name", [n for n in OUTPUTS if n.endswith(("json", "jsonl", "sarif", "gitlab"))])
def test_json_reads_back(name: str) -> None:
    assert json.loads(OUTPUTS[name]) is not None


@pytest.mark.parametrize("name", [name for name in OUTPUTS if name.endswith("junit")])
def test_xml_reads_back(name: str) -> None:
    root = ElementTree.fromstring(OUTPUTS[name])
    assert {element.tag for element in root.iter()} <= {
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
        "skipped",
    }


@pytest.mark.parametrize("name", [name for name in OUTPUTS if name.endswith("csv")])
def test_no_cell_is_a_formula_and_no_row_is_broken(name: str) -> None:
    rows = list(csv.reader(io.StringIO(OUTPUTS[name])))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("name", [name for name in OUTPUTS if name.endswith("github")])
def test_no_command_is_smuggled_in(name: str) -> None:
    for line in OUTPUTS[name].splitlines():
        assert re.match(r"::(error|warning|notice) file=[^:,]*,line=\d+,", line)
        assert line.split(",line=")[0].count("::") == 1


@pytest.mark.parametrize("name", [name for name in OUTPUTS if name.endswith("concise")])
def test_one_gap_stays_on_one_line(name: str) -> None:
    assert all(re.search(r":\d+:\d+: M96\.0 ", line) for line in OUTPUTS[name].splitlines())


def test_colour_is_the_only_escape() -> None:
    for format_ in ("text", "brief", "concise"):
        colored = renderer(format_)(own(), NOTE, color=True)
        assert not [character for character in ACTIVE if character in COLOR.sub("", colored)]
