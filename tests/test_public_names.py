"""The names that other programs import."""

from __future__ import annotations

import pickle
import re
import tomllib
from pathlib import Path

import pytest

import notecheck
from notecheck import errors

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", notecheck.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(notecheck, name) is not None
    assert name in dir(notecheck)


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'chek'"):
        notecheck.chek  # noqa: B018


def test_every_error_is_public_and_travels_between_processes() -> None:
    kinds = [value for value in vars(errors).values() if isinstance(value, type)]
    assert len(kinds) > 5
    for kind in kinds:
        assert issubclass(kind, notecheck.NotecheckError)
        assert getattr(notecheck, kind.__name__) is kind
        assert str(pickle.loads(pickle.dumps(kind("what; how to mend it")))) == "what; how to mend it"


def test_the_version_is_told_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" in project["dynamic"]
    assert re.search(rf"^## {re.escape(notecheck.__version__)}\b", (ROOT / "CHANGELOG.md").read_text(), re.M)


def test_no_model_and_no_index_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [
        *project["dependencies"],
        *(line for extra in project["optional-dependencies"].values() for line in extra),
    ]
    assert not [line for line in asked if "@" in line or "://" in line or line.startswith("en_core")]
