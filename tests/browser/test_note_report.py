"""The note report in a browser: complete without scripts, comfortable with them, by keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Open
from .pages import COMPLETE, GAPS, HOSTILE_NOTE, NOTES, QUERIES, SEVERAL

LIT = "rgb(255, 229, 138)"  # the colour of what is lit up, in light mode


def background(element: Any) -> str:
    return element.evaluate("e => getComputedStyle(e).backgroundColor")


def focused(page: Any) -> str:
    """Return the text of what has the focus."""
    return page.evaluate("document.activeElement.textContent.trim().replace(/\\s+/g, ' ')")


def in_view(element: Any) -> bool:
    return element.evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top < innerHeight && r.bottom > 0 }"
    )


def test_scripts_add_no_word(open_page: Open) -> None:
    texts = [
        open_page(SEVERAL, scripts=scripts).evaluate(
            "[...document.querySelectorAll('main, aside, footer')].map(e => e.textContent).join()"
        )
        for scripts in (True, False)
    ]
    assert texts[0] == texts[1]


def test_the_note_is_there_to_the_letter(open_page: Open) -> None:
    page = open_page(COMPLETE, scripts=False)
    shown = page.evaluate(
        "(() => { const t = document.querySelector('.text').cloneNode(true); "
        "t.querySelectorAll('sup').forEach(e => e.remove()); return t.textContent })()"
    )
    assert shown == (NOTES / "m96.0-01-clinic-letter.txt").read_text(encoding="utf-8")


def test_without_scripts_links_fold_and_filter_work(open_page: Open) -> None:
    page = open_page(GAPS, scripts=False)
    place = page.locator("main a.where:visible").first
    place.click()
    mark = page.locator(".text mark:target")
    assert in_view(mark)
    assert background(mark) == LIT
    summary = page.locator(".g-met summary").first
    summary.click()
    assert page.locator(".g-met .item").first.is_visible()
    page.locator("label.k-missing").click()
    assert not page.locator(".g-met").is_visible()
    assert page.locator(".g-missing").first.is_visible()
    assert not page.locator(".copy").first.is_visible()


def test_an_item_lights_its_evidence_and_back(open_page: Open) -> None:
    page = open_page(GAPS)
    page.locator(".g-met summary").first.click()
    item = page.locator(".g-met .item", has=page.locator("a.where")).first
    name = item.get_attribute("id")
    item.locator("h5").click()
    mark = page.locator(f".text mark[data-of~={name}]").first
    assert in_view(mark)
    assert background(mark) == LIT
    page.locator(".text mark.as-partial, .text mark.as-met").last.click()
    assert page.locator(".item.lit").count() == 1
    assert in_view(page.locator(".item.lit"))


def test_a_mark_opens_what_is_folded(open_page: Open) -> None:
    page = open_page(COMPLETE)
    page.locator(".text sup a.k-met").first.click()
    assert page.locator(".item.lit").is_visible()


def test_a_query_is_copied_and_said(open_page: Open) -> None:
    page = open_page(GAPS)
    page.locator("details.query summary").first.click()
    button = page.locator(".copy").first
    button.click()
    page.locator("#said", has_text="Query ").wait_for(state="attached")
    assert button.inner_text() in ("Copied", "Selected")


def test_several_codes_have_ways_between_them(open_page: Open) -> None:
    page = open_page(SEVERAL)
    links = page.locator("nav.codes a:not(.plain)")
    assert links.count() == 2
    links.nth(1).click()
    assert in_view(page.locator("#cB h2"))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_by_keyboard_alone(open_page: Open, scripts: bool) -> None:
    page = open_page(GAPS, scripts=scripts)
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the checklist"
    assert page.locator(".skip").first.evaluate("e => e.getBoundingClientRect().left") >= 0
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the note"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "note"
    page.keyboard.press("Shift+Tab")
    page.locator(".g-met summary").first.focus()
    fold = page.locator(".g-met details").first
    for key, is_open in (("Enter", True), ("Enter", False), ("Space", True)):
        page.keyboard.press(key)
        assert (fold.get_attribute("open") is not None) is is_open
    page.locator("#show-all").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".group:visible:not(.g-missing)").count() == 0


def test_the_focus_goes_down_the_page_and_shows(open_page: Open) -> None:
    page = open_page(GAPS)
    places: list[tuple[float, float]] = []
    for _ in range(200):
        page.keyboard.press("Tab")
        state = page.evaluate(
            "(() => { const e = document.activeElement; if (e === document.body) return null; "
            "const l = e.matches('.filter input') ? e.nextElementSibling : e; const s = getComputedStyle(l); "
            "const all = [...document.querySelectorAll('*')]; "
            "return [all.indexOf(e), s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2] })()"
        )
        if state is None:
            break
        places.append(state[0])
        assert state[1], f"stop {len(places)} shows no focus"
    assert len(places) > 20
    assert places == sorted(places)


def test_queries_are_filled_in_by_keyboard(open_page: Open) -> None:
    page = open_page(QUERIES, scripts=False)
    box = page.locator("fieldset input").first
    box.focus()
    page.keyboard.press("Space")
    assert box.is_checked()
    page.locator("textarea").first.focus()
    page.keyboard.type("in my own words")
    assert page.locator("textarea").first.input_value() == "in my own words"


def test_a_hostile_note_stays_text(open_page: Open) -> None:
    page = open_page(HOSTILE_NOTE)
    assert page.locator("img, h1 ~ h1, script").count() == 1  # our own script
    assert "<script>alert('x')</script>" in page.locator(".text").inner_text()
    assert page.evaluate("getComputedStyle(document.querySelector('.text')).direction") == "ltr"
