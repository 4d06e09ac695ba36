"""Settings: which file counts, and where a mistake in it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from notecheck.errors import ChecklistError, SettingError
from notecheck.settings import Settings, find, override


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    (tmp_path / "project" / "deep").mkdir(parents=True)
    (tmp_path / "project" / "mine").mkdir()
    return tmp_path / "project" / "deep"


def test_without_a_file_the_defaults_hold(deep: Path) -> None:
    settings = find(deep)
    assert (settings.codes, settings.setting, settings.max_bytes) == ((), "outpatient", 5_000_000)


def test_the_nearest_file_counts_whole(deep: Path) -> None:
    (deep.parent.parent / "notecheck.toml").write_text('codes = ["M96.1"]\nmax_bytes = 9\n')
    (deep.parent / "pyproject.toml").write_text('[tool.notecheck]\nchecklists = "mine"\ncodes = "M96.0"\n')
    settings = find(deep)
    assert settings.codes == ("M96.0",)
    assert settings.checklists == (deep.parent / "mine",)
    assert settings.max_bytes == 5_000_000
    assert settings.source == deep.parent / "pyproject.toml"


def test_notecheck_toml_goes_before_pyproject(deep: Path) -> None:
    (deep / "notecheck.toml").write_text("max_bytes = 7\n")
    (deep / "pyproject.toml").write_text("[tool.notecheck]\nmax_bytes = 8\n")
    assert find(deep).max_bytes == 7


@pytest.mark.parametrize("other", ['[project]\nname = "x"\n', '[project]\nname = "notecheck-user"\n', "["])
def test_a_pyproject_of_others_is_passed_over(deep: Path, other: str) -> None:
    (deep / "pyproject.toml").write_text(other)
    (deep.parent / "notecheck.toml").write_text("max_bytes = 7\n")
    assert find(deep).max_bytes == 7


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("notecheck.toml", "\ncode = 'M96.0'\n", "2:1: unknown key 'code'; did you mean 'codes'?"),
        ("notecheck.toml", "colour = 1\n", "1:1: unknown key 'colour'; known are checklists, codes"),
        ("notecheck.toml", "  max_bytes = '5'\n", "1:3: 'max_bytes' must be a number of bytes above 0"),
        ("notecheck.toml", "max_bytes = true\n", "1:1: 'max_bytes' must be a number"),
        ("notecheck.toml", "setting = 'home'\n", '1:1: \'setting\' must be "outpatient" or "inpatient"'),
        ("notecheck.toml", "codes = [1]\n", "1:1: 'codes' must be a code or a list of codes"),
        ("notecheck.toml", "checklists = 'gone'\n", "1:1: no such folder: "),
        ("notecheck.toml", "a = \n", "1:5: not valid TOML: Invalid value"),
        ("notecheck.toml", "a = '\udcff'\n", "1:1: cannot be read as UTF-8"),
        ("pyproject.toml", "setting = 1\n[tool.notecheck]\nsetting = 2\n", "3:1: 'setting' must be"),
        ("pyproject.toml", "[tool]\nnotecheck = 1\n", "2:1: tool.notecheck must be a table"),
    ],
)
def test_a_mistake_is_shown_where_it_stands(deep: Path, name: str, content: str, says: str) -> None:
    (deep / name).write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(ChecklistError) as caught:
        find(deep)
    assert str(caught.value).startswith(f"{deep / name}:{says}")
    assert "\n" not in str(caught.value)


def test_the_command_line_wins_and_folders_add_up(deep: Path) -> None:
    settings = Settings(checklists=(deep,), codes=("M96.1",), setting="inpatient")
    changed = override(settings, checklists=[deep.parent], codes=["M96.0, m43.26", ","], max_bytes=3)
    assert changed == Settings(
        checklists=(deep, deep.parent), codes=("M96.0", "m43.26"), setting="inpatient", max_bytes=3
    )
    assert override(settings) == settings


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(SettingError, match="use outpatient or inpatient"):
        override(Settings(), setting="Inpatient ")
