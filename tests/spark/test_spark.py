"""Spark: the same results as on one machine, from a local cluster. Run by ``make test-spark``."""

from __future__ import annotations

import datetime
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from notecheck import Checker, CodeError, Note, NotecheckError
from notecheck.batch.rows import rows
from notecheck.omop import FINDINGS, NOTE_NLP, findings, note_nlp

pytest.importorskip("pyspark")

SAMPLES = sorted((Path(__file__).parents[2] / "sample_notes").glob("*.txt"))
# Any file of notes, one JSON object a line with id and text, joins the test.
CORPUS = os.environ.get("NOTECHECK_CORPUS")
CHECKER = Checker()
NOTES = [
    *(Note(text=path.read_text(encoding="utf-8"), id=path.stem) for path in SAMPLES),
    Note(
        text="Pseudarthrosis of the L5-S1 fusion 🙂.\r\n", id="dated", date="2024-05-02", setting="inpatient"
    ),
    Note(text=" ", id="empty"),
    Note(text="Fusion healed.", id="misdated", date="soon"),
    Note(text="Well child visit.", id="no code"),
]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable  # the workers are to be of this environment
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "16")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def frame(spark: Any, notes: list[Note]) -> Any:
    records = [(n.id, n.text, n.date, n.setting) for n in notes]
    return spark.createDataFrame(records, "id string, text string, date string, setting string").repartition(
        3
    )


def expected(notes: list[Note], codes: list[str] | None) -> list[dict[str, Any]]:
    return [row for report in CHECKER.check_many(notes, codes=codes) for row in rows(report)]


def order(row: dict[str, Any]) -> tuple[str, str]:
    return row["note_id"], row["code"] or ""


@pytest.mark.parametrize("codes", [None, ["M96.0", "M43.26"]])
def test_a_cluster_finds_what_one_machine_does(spark: Any, codes: list[str] | None) -> None:
    from notecheck.spark import check_notes

    checked = check_notes(frame(spark, NOTES), date_col="date", setting_col="setting", codes=codes)
    found = [row.asDict(recursive=True) for row in checked.collect()]
    assert sorted(found, key=order) == sorted(expected(NOTES, codes), key=order)
    assert {row["note_id"] for row in found if row["error"]} == {"empty", "misdated"}


@pytest.mark.skipif(CORPUS is None, reason="NOTECHECK_CORPUS names no file of notes")
def test_a_corpus_gives_the_same_on_a_cluster(spark: Any) -> None:
    from notecheck.spark import check_notes

    lines = Path(CORPUS or "").read_text(encoding="utf-8").splitlines()
    notes = [Note(text=(one := json.loads(line))["text"], id=str(one["id"])) for line in lines]
    for codes in (None, ["M96.0"]):
        found = [
            row.asDict(recursive=True) for row in check_notes(frame(spark, notes), codes=codes).collect()
        ]
        assert sorted(found, key=order) == sorted(expected(notes, codes), key=order)


def test_items_can_be_asked_for_by_query(spark: Any) -> None:
    from notecheck.spark import check_notes

    notes = NOTES[:12]
    check_notes(frame(spark, notes), codes=["M96.0"]).createOrReplaceTempView("checked")
    gaps = spark.sql(
        "SELECT item.id, count(*) AS notes FROM checked LATERAL VIEW explode(items) AS item "
        "WHERE item.status IN ('missing', 'partial') GROUP BY item.id"
    ).collect()
    assert sum(row.notes for row in gaps) == sum(
        item["status"] in ("missing", "partial")
        for row in expected(notes, ["M96.0"])
        for item in row["items"]
    )


def test_null_and_typed_columns_are_read(spark: Any) -> None:
    from notecheck.spark import check_notes

    records = [(7, "L5-S1 pseudarthrosis after fusion.", datetime.date(2024, 5, 2)), (8, None, None)]
    df = spark.createDataFrame(records, "k long, body string, seen date")
    found = check_notes(df, text_col="body", id_col="k", date_col="seen", codes=["M96.0"]).collect()
    assert [(row.note_id, row.note_date, row.error) for row in sorted(found)] == [
        ("7", "2024-05-02", None),
        ("8", None, "has no text in body; name the column: --columns text=NAME"),
    ]


def test_what_is_asked_wrongly_is_said_before_anything_runs(spark: Any) -> None:
    from notecheck.spark import check_notes

    with pytest.raises(CodeError):
        check_notes(frame(spark, NOTES[:1]), codes=["M96.9"])
    with pytest.raises(NotecheckError, match="the frame has no column words; it has id, text, date, setting"):
        check_notes(frame(spark, NOTES[:1]), text_col="words")


def test_a_note_table_becomes_note_nlp_and_findings(spark: Any) -> None:
    from notecheck.spark import check_omop

    day = datetime.date(2026, 1, 2)
    seen = datetime.date(2024, 5, 2)
    texts = [path.read_text(encoding="utf-8") for path in SAMPLES[:6]] + [" "]
    records = [(n, 100 + n, seen, text, 32678) for n, text in enumerate(texts)]
    schema = "note_id long, person_id long, note_date date, note_text string, encoding_concept_id int"
    nlp, found = check_omop(spark.createDataFrame(records, schema), codes=["M96.0"], day=day)
    assert nlp.columns == ["note_nlp_id", *(name for name, _ in NOTE_NLP)]
    assert found.columns == [name for name, _ in FINDINGS]
    wanted_nlp, wanted = [], []
    notes = [Note(text=text, id=str(n), date="2024-05-02") for n, text in enumerate(texts)]
    for number, report in enumerate(CHECKER.check_many(notes, codes=["M96.0"])):
        wanted_nlp += note_nlp(report, texts[number], note_id=number, day=day)
        wanted += findings(report, note_id=number, person_id=100 + number, day=day)
    got = [row.asDict() for row in nlp.collect()]
    assert len({row.pop("note_nlp_id") for row in got}) == len(got) > 50
    assert sorted(got, key=str) == sorted(wanted_nlp, key=str)
    assert sorted((row.asDict() for row in found.collect()), key=str) == sorted(wanted, key=str)
