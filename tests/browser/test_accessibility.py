"""No page has a fault that axe-core finds, scrolls sideways on a phone, or loses words in print."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Open
from .pages import BIG_INDEX, EACH, GAPS, INDEX, QUERIES, SEVERAL

PAGES = pytest.mark.parametrize("path", EACH.values(), ids=EACH)


def faults(page: Any, axe: str) -> list[str]:
    """Return what axe-core finds, one line a fault."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations'], iframes: false})")
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@PAGES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault(open_page: Open, axe: str, path: str, scheme: str) -> None:
    page = open_page(path, scheme=scheme)
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    assert faults(page, axe) == []


@pytest.mark.parametrize("path", [SEVERAL, INDEX, QUERIES])
def test_axe_finds_no_fault_on_a_phone(open_page: Open, axe: str, path: str) -> None:
    assert faults(open_page(path, width=390, height=844), axe) == []


def test_axe_finds_faults_that_are_there(open_page: Open, axe: str) -> None:
    page = open_page(INDEX)
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert any(fault.startswith("html-has-lang") for fault in faults(page, axe))


@PAGES
def test_nothing_scrolls_sideways(open_page: Open, path: str) -> None:
    page = open_page(path, width=390, height=844)
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_print_holds_what_is_folded(open_page: Open, scripts: bool) -> None:
    page = open_page(GAPS, scripts=scripts)
    folded = page.locator(".g-met details .item").first
    assert not folded.is_visible()
    page.emulate_media(media="print")
    if scripts:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert folded.bounding_box()["height"] > 20
    assert not page.locator(".filter, .jump, .copy").first.is_visible()


@pytest.mark.parametrize("path", [SEVERAL, INDEX, QUERIES])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_prints_on_paper(open_page: Open, path: str, paper: str) -> None:
    page = open_page(path)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 960})  # the width of the print area
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    assert page.pdf(format=paper)[:5] == b"%PDF-"


def test_the_long_list_opens_at_once(open_page: Open) -> None:
    page = open_page(BIG_INDEX)
    for _ in range(100):  # the pages' own policy allows no function to wait for
        if page.evaluate("performance.getEntriesByName('first-contentful-paint').length"):
            break
        page.wait_for_timeout(50)
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    ready = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    assert painted < 2000  # ms, also on a busy machine; mostly a fifth of that
    assert ready < 8000
