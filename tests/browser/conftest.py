"""The pages in a real browser: headless Chromium, without the network.

Where there is no browser these tests are left out and say so; NOTECHECK_BROWSER=required makes that
a failure instead. Nothing is fetched: axe-core comes with a package of the development dependencies.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from .pages import write_pages

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome")
Open = Callable[..., Any]


def missing() -> str | None:
    """Return what keeps these tests from running."""
    if find_spec("playwright") is None or find_spec("axe_playwright_python") is None:
        return "playwright and axe-playwright-python are not installed: pip install '.[dev]'"
    if not any(map(shutil.which, NAMES)):
        return "there is no Chromium: apt-get install chromium"
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave these tests out where they cannot run, and say why once a file."""
    why = missing()
    if why is None or os.environ.get("NOTECHECK_BROWSER") == "required":
        return
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=f"LEFT OUT, pages in a browser: {why}"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium with a new, empty profile."""
    if why := missing():
        pytest.fail(f"NOTECHECK_BROWSER=required, but {why}")
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, NAMES)))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS), headless=True)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def pages(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a page of each kind."""
    folder = tmp_path_factory.mktemp("pages")
    write_pages(folder)
    return folder


@pytest.fixture(scope="session")
def contexts(browser: Any) -> Iterator[dict[tuple[bool, str], Any]]:
    """One context each with and without scripts, light and dark; made when first asked for."""
    made: dict[tuple[bool, str], Any] = {}
    yield made
    for context in made.values():
        context.close()


@pytest.fixture
def open_page(browser: Any, contexts: dict[tuple[bool, str], Any], pages: Path) -> Iterator[Open]:
    """Open a page by its path in the folder; whatever it asks for beyond files, or complains of, fails."""
    opened: list[Any] = []
    complaints: list[str] = []

    def opener(
        path: str, *, scripts: bool = True, scheme: str = "light", width: int = 1280, height: int = 800
    ) -> Any:
        kind = (scripts, scheme)
        if kind not in contexts:
            contexts[kind] = browser.new_context(
                java_script_enabled=scripts, color_scheme=scheme, reduced_motion="reduce"
            )
        page = contexts[kind].new_page()
        opened.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.set_default_timeout(20_000)
        page.on("request", lambda r: r.url.startswith("file:") or complaints.append(f"asks for {r.url}"))
        page.on("pageerror", lambda error: complaints.append(f"script failed: {error}"))
        page.on("console", lambda said: said.type == "error" and complaints.append(f"console: {said.text}"))
        page.on("dialog", lambda dialog: (complaints.append("a dialog opened"), dialog.dismiss()))
        page.goto((pages / path).as_uri())
        return page

    yield opener
    for page in opened:
        page.close()
    assert complaints == []


@pytest.fixture(scope="session")
def axe(browser: Any) -> str:
    """The source of axe-core."""
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
