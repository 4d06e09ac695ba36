"""The Spark blocks of docs/scale.md run, in order."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

pytest.importorskip("pyspark")
PAGE = (Path(__file__).parents[2] / "docs" / "scale.md").read_text(encoding="utf-8")


def test_the_blocks_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    notes = re.search(r'^```jsonl title="notes.jsonl"\n(.*?)^```', PAGE, re.M | re.S)
    assert notes
    Path("notes.jsonl").write_text(notes[1], encoding="utf-8")
    blocks = re.findall(r"^```python-spark\n(.*?)^```", PAGE, re.M | re.S)
    assert len(blocks) == 2
    namespace: dict[str, object] = {}
    for block in blocks:
        exec(block, namespace)
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.getOrCreate()
    checked = spark.read.parquet("checked")
    assert {row.note_id for row in checked.collect()} == {f"visit-{n}" for n in (1, 2, 3, 4)}
    found = spark.read.parquet("note_nlp").collect()
    assert {row.term_exists for row in found} == {"Y", "N"}
    assert spark.read.parquet("notecheck_finding").count() > 5
    spark.stop()
