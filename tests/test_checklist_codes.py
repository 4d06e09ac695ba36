"""What the checklists say of codes, proved against the official table."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from notecheck.checklist import Checklist, builtin_dir, load_checklists

FILES = sorted(builtin_dir().glob("*.yaml"))
CHECKLISTS = load_checklists()
FAMILY = {"M96.0", "M96.1", "M43.2", *(f"M43.2{site}" for site in range(9))}
WRITTEN = re.compile(r"(?<![\w.])[A-TV-Z]\d[0-9A-Z]\.(?:[0-9A-Z]{1,4})?-?(?![\w])")
NO_CODE = re.compile(r"not exist|no such|no code|no .?9|invalid|not billable|not a code")


@pytest.fixture(scope="session")
def table() -> ModuleType:
    """The official table; the first question to it reads it."""
    from notecheck import codes

    codes.lookup("M96.0")
    return codes


def prose(value: Any) -> Iterator[str]:
    """Yield every text of a checklist but its example notes."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, entry in value.items():
            if key != "examples":
                yield from prose(str(key))
                yield from prose(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from prose(entry)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_code_that_is_written_exists(path: Path, table: ModuleType) -> None:
    written = 0
    for text in prose(yaml.safe_load(path.read_text(encoding="utf-8"))):
        for code in WRITTEN.findall(text):
            written += 1
            assert table.facts_for(code.rstrip("-.")).exists or NO_CODE.search(text), f"{code} in {text!r}"
    assert written


@pytest.mark.parametrize("code", CHECKLISTS)
def test_a_code_has_its_official_title_and_is_billable(code: str, table: ModuleType) -> None:
    checklist = CHECKLISTS[code]
    assert table.facts_for(code) == (True, not checklist.parent, checklist.title)
    if checklist.parent:
        children = table.lookup(code).children
        assert set(children) <= set(checklist.family)


@pytest.mark.parametrize("code", CHECKLISTS)
def test_related_codes_agree_with_the_table(code: str, table: ModuleType) -> None:
    for related in CHECKLISTS[code].related_codes:
        facts = table.facts_for(related.code)
        assert facts.exists, related.code
        assert facts.title == related.title
        if related.relation in ("additional", "instead"):
            assert facts.billable, related.code
        if related.relation == "additional" and not CHECKLISTS[code].parent and related.code != code:
            assert table.excludes_between(code, related.code) != "Excludes1", related.code


@pytest.mark.parametrize("code", CHECKLISTS)
def test_offered_codes_are_billable(code: str, table: ModuleType) -> None:
    checklist: Checklist = CHECKLISTS[code]
    offers = [offer for alert in checklist.alerts for offer in alert.codes] + [*checklist.suggestions]
    for offer in offers:
        for name in (offer.code, *(entry for _, entry in offer.by_region), *offer.otherwise):
            if name:
                related = checklist.related(name)
                assert related is not None
                assert table.facts_for(name).billable or related.relation in ("review", "information"), name


# The notes that the contract leans on, as the tabular list has them.
EXCLUDES = [
    ("M96.0", "T84.216A", "Excludes2"),
    ("M96.0", "T84.328A", "Excludes2"),
    ("M96.1", "T84.226A", "Excludes2"),
    ("M43.22", "M45.2", "Excludes1"),
    ("M43.26", "M45.0", "Excludes1"),
    ("M43.28", "M45.9", "Excludes1"),
    ("M43.22", "Q76.1", "Excludes1"),
    ("M43.22", "Q76.49", "Excludes1"),
    ("M43.26", "Z98.1", "Excludes2"),
    ("M43.26", "M96.0", "Excludes2"),
    ("M43.24", "M48.14", None),
    ("M96.1", "G89.28", None),
    ("M54.16", "M51.16", "Excludes1"),
]


@pytest.mark.parametrize(("one", "other", "kind"), EXCLUDES)
def test_the_excludes_that_the_checklists_rest_on(
    one: str, other: str, kind: str | None, table: ModuleType
) -> None:
    assert table.excludes_between(one, other) == kind
    assert table.excludes_between(other, one) == kind


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_said_of_excludes_is_so(path: Path, table: ModuleType) -> None:
    from notecheck.lint import codes
    from notecheck.lint.source import gather

    (source,) = gather([path]).sources
    codes.check(source)
    assert source.findings == []


@pytest.mark.parametrize("code", CHECKLISTS)
def test_version_releases_and_sources_are_named(code: str, table: ModuleType) -> None:
    checklist = CHECKLISTS[code]
    assert checklist.version
    assert checklist.guide.sources
    installed = table.release().id.split(" (")[0].split()
    named = [release.split() for release in checklist.guide.releases]
    # The table that proves this must be one that the checklist says it was verified against.
    assert any(set(words) <= set(installed) for words in named), (installed, named)


def test_only_codes_of_the_contract_are_built_in() -> None:
    assert set(CHECKLISTS) <= FAMILY


def test_a_check_never_reads_the_official_table() -> None:
    script = """
import sys
import notecheck
checker = notecheck.Checker()
for codes in (None, list(checker.checklists)):
    checker.check("HPI: L4-5 TLIF in 2021.\\nAssessment: Pseudarthrosis L4-5. M96.1. Spine ankylosis.", codes=codes)
from notecheck.explain import explain
explain("M96.0")
assert "notecheck.codes" not in sys.modules
assert "simple_icd_10_cm" not in sys.modules
"""
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120
    )
    assert (ran.returncode, ran.stderr) == (0, "")
