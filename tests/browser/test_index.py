"""The list of a run in a browser: every row without scripts; sorted, filtered and paged with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from notecheck.render.index import ROWS_SHOWN

from .conftest import Open
from .pages import BIG_INDEX, INDEX, MANY


def column(page: Any, number: int) -> list[str]:
    """Return the texts of a column, as shown."""
    return page.evaluate(
        "n => [...document.querySelectorAll('tbody tr')].map(r => r.cells[n].textContent.trim())", number
    )


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_links_lead_to_the_reports_and_results(open_page: Open, pages: Path, scripts: bool) -> None:
    page = open_page(INDEX, scripts=scripts)
    targets = page.evaluate("[...document.querySelectorAll('tbody a, .facts a')].map(a => a.href)")
    assert len(targets) > 34
    for target in targets:
        assert Path(target.removeprefix("file://")).is_file()
    page.locator("tbody a").first.click()
    assert page.locator("h1").inner_text().endswith("m43.2-07-scribe-note.txt")


def test_without_scripts_all_rows_stand_there(open_page: Open, pages: Path) -> None:
    assert (pages / BIG_INDEX).stat().st_size < 5_000_000
    page = open_page(BIG_INDEX, scripts=False)
    assert page.locator("tbody tr").count() == MANY
    last = page.locator("tbody tr").last
    last.scroll_into_view_if_needed()
    assert last.is_visible()
    assert not page.locator(".controls, .pager").first.is_visible()


def test_pages_of_the_long_list(open_page: Open) -> None:
    page = open_page(BIG_INDEX)
    assert page.locator("tbody tr").count() == ROWS_SHOWN
    assert page.locator("#page").inner_text() == f"Page 1 of {MANY // ROWS_SHOWN}"
    first = column(page, 0)[0]
    page.locator("#next").click()
    assert column(page, 0)[0] != first
    page.locator("#back").click()
    assert column(page, 0)[0] == first
    page.locator("#by-name").fill("visit-0999")
    assert page.locator("#said").inner_text() == f"10 of {MANY:,} rows"
    assert set(column(page, 0)) == {f"visit-{n:05}.txt" for n in range(9990, 10000)}
    page.locator("#by-verdict").select_option("complete")
    assert set(column(page, 2)) == {"Complete"}
    page.locator("button[type=reset]").click()
    page.locator("tbody tr").nth(ROWS_SHOWN - 1).wait_for()
    assert page.locator("tbody tr").count() == ROWS_SHOWN


def test_sorts_by_every_column(open_page: Open) -> None:
    page = open_page(INDEX)
    for number, key in (
        (0, str),
        (4, lambda t: -1 if t == "–" else int(t)),
        (5, lambda t: -1 if t == "–" else int(t)),
    ):
        head = page.locator("thead th").nth(number)
        for direction in ("ascending", "descending"):
            head.locator("button").click()
            assert head.get_attribute("aria-sort") == direction
            keys = [key(text) for text in column(page, number)]
            assert keys == sorted(keys, reverse=direction == "descending")
    page.locator("thead th").nth(2).locator("button").click()
    assert column(page, 2)[0] == "Conflicting"
    assert column(page, 2)[-1] == "No code"
    page.locator("thead th").nth(3).locator("button").click()
    shares = [int(a) / int(b) for a, _, b in (t.partition(" of ") for t in column(page, 3) if t != "–")]
    assert shares == sorted(shares)


def test_a_bar_filters_the_table(open_page: Open) -> None:
    page = open_page(INDEX)
    bar = page.locator(".chart li[data-pick=gap]").first
    count = int(bar.locator(".n b").inner_text())
    button = bar.locator("button")
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"
    assert len(column(page, 0)) == count
    assert page.locator("#said").inner_text().startswith(f"{count} of ")
    page.keyboard.press("Space")
    assert button.get_attribute("aria-pressed") == "false"
    assert len(column(page, 0)) > count


def test_the_choice_survives_a_look_at_a_report(open_page: Open) -> None:
    page = open_page(INDEX)
    page.locator("#by-code").select_option("M96.1")
    page.locator("thead button").nth(4).click()
    before = [column(page, n) for n in range(6)]
    page.locator("tbody a").first.click()
    page.wait_for_selector("h1")
    page.go_back()
    page.locator("body.live").wait_for()
    assert page.locator("#by-code").input_value() == "M96.1"
    assert [column(page, n) for n in range(6)] == before


def test_numbers_stand_as_text(open_page: Open) -> None:
    page = open_page(INDEX, scripts=False)
    verdicts = dict(
        zip(
            page.locator("#h-verdicts ~ .chart .what").all_inner_texts(),
            page.locator("#h-verdicts ~ .chart .n").all_inner_texts(),
            strict=True,
        )
    )
    shown = [text for text in column(page, 2) if text != "No code"]
    assert {name: shown.count(name) for name in verdicts} == {n: int(c) for n, c in verdicts.items()}
    assert sum(map(int, verdicts.values())) == len(shown)
    assert page.locator(".failed li").inner_text().endswith("absent.txt: no such file; check the path")
