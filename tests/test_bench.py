"""The benchmark compares as it says, and says what it left out."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch):
    """Import a module of the benchmarks, which are scripts and no package; forget it afterwards."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(BENCHMARKS))

    def module(name: str) -> ModuleType:
        return importlib.import_module(name)

    yield module
    for name in ("bench", "beside", "growth", "scaling", "speed", "clock", "texts"):
        if name not in before:
            sys.modules.pop(name, None)


@pytest.mark.parametrize(
    ("ratio", "before", "worse"),
    [(1.0, 1.0, False), (0.81, 1.0, False), (0.79, 1.0, True), (1.0, None, False), (None, 1.0, False)],
)
def test_a_ratio_worse_by_more_than_a_quarter_is_marked(load, ratio, before, worse) -> None:
    line, marked = load("bench").shown(load("clock").Row("name", "1.00", ratio), before)
    assert marked is worse
    assert ("WORSE" in line) is worse


def test_medspacy_is_left_out_aloud(load, tmp_path) -> None:
    rows = load("beside").medspacy(["Back pain."], 1, tmp_path / "python")
    assert [(row.ratio, "left out" in row.shown) for row in rows] == [(None, True)]


def test_the_terms_for_medspacy_are_literal_and_each_once(load) -> None:
    terms = load("beside").terms()
    assert len({tuple(term["words"]) for term in terms}) == len(terms) > 2_000
    assert any(term["exact"] for term in terms)


@pytest.mark.parametrize("size", [1, 10, 5_000])
def test_notes_are_as_long_as_asked(load, size) -> None:
    texts = load("texts")
    assert {len(texts.prose(size)), len(texts.dense(size)), len(texts.repeated("ab ", size))} == {size}


def test_saving_keeps_what_was_not_measured(load, tmp_path, monkeypatch) -> None:
    bench, row = load("bench"), load("clock").Row
    baseline = tmp_path / "baseline.json"
    baseline.write_text('{"old": 1.5, "cold": 1.0}', encoding="utf-8")
    parts = {"throughput": list, "cold": lambda: [row("cold", "1.10", 1.1)]}
    monkeypatch.setattr(bench, "parts", lambda corpus, *, quick: parts)
    monkeypatch.setattr(
        sys, "argv", ["bench", "--quick", "--only", "cold", "--save", "--baseline", str(baseline)]
    )
    assert bench.main() == 0
    assert bench.json.loads(baseline.read_text(encoding="utf-8")) == {"old": 1.5, "cold": 1.1}
