"""Files appear whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from notecheck.writing import WritingError, replacing, write_text


def test_folders_are_made_and_line_ends_kept(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"
    write_text(path, "é\r\nb\n")
    assert path.read_bytes() == "é\r\nb\n".encode()


def test_a_failure_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    write_text(path, "old")

    def fail_halfway() -> None:
        with replacing(path) as out:
            out.write("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["report.txt"]


def test_the_old_file_stands_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    write_text(path, "old")
    with replacing(path) as out:
        out.write("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"


def test_a_place_that_takes_no_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WritingError, match=r"file/x: cannot be written \(.+\); name another place"):
        write_text(tmp_path / "file" / "x", "")
    (tmp_path / "folder").mkdir()
    with pytest.raises(WritingError, match="folder: cannot be written"):
        write_text(tmp_path / "folder", "")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder"]


@pytest.mark.skipif(os.name == "nt", reason="modes are those of POSIX")
def test_the_mode_is_that_of_any_new_file(tmp_path: Path) -> None:
    write_text(tmp_path / "ours", "")
    (tmp_path / "usual").write_text("")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "usual").stat().st_mode
