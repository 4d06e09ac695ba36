"""Figures on gold notes by other hands, where that material is at hand.

It is looked for in the folder that NOTECHECK_SHARED names, else in ``shared`` beside this project;
without it these tests are skipped. It holds ``cases/`` and ``corpus/`` in the formats that
``docs/`` gives for ``notecheck eval``.
"""

from __future__ import annotations

import datetime
import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers import checker

from notecheck.evaluation.cases import load_cases
from notecheck.evaluation.run import evaluate_cases
from notecheck.extraction import Extraction, Mention

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("NOTECHECK_SHARED") or ROOT.parent / "shared")

pytestmark = pytest.mark.skipif(
    not (SHARED / "cases").is_dir(), reason="no shared material: set NOTECHECK_SHARED to its folder"
)


def rows(*names: str) -> Iterator[dict[str, Any]]:
    for name in names:
        for line in (SHARED / name).read_text(encoding="utf-8").split("\n"):
            if line.strip():
                yield json.loads(line)


def test_gold_notes() -> None:
    cases = load_cases([SHARED / "cases/dev_synthetic.jsonl", SHARED / "cases/dev_real.jsonl"])
    run = evaluate_cases(cases, checker(), rounds=0)
    least = {
        "item_accuracy": 0.97,
        "gap_f1": 0.97,
        "evidence_hit": 0.98,
        "alert_f1": 0.95,
        "verdict_accuracy": 0.95,
    }
    got = {name: run.scores.figures[name].value or 0.0 for name in least}
    misses = [f"{outcome.case.key} {miss}" for outcome in run.outcomes for miss in outcome.misses]
    assert all(got[name] >= least[name] for name in least), "\n".join([str(got), *misses])
    assert run.scores.offset_errors == 0


def _differs(row: dict[str, Any], extraction: Extraction) -> str | None:
    """Return what is wrong with the reading of a gold sentence, None where nothing is."""
    start = row.get("target_start", row["text"].find(row["target"]))
    end = start + len(row["target"])
    kind, _, concept = row["concept"].rpartition(":")

    def named(mention: Mention) -> bool:
        if row["concept"] == "low_back_pain" and mention.concept == "pain":
            return mention.attributes.get("site") == "back"
        return mention.concept == concept and (mention.group == "procedure") == (kind == "procedure")

    found = [m for m in extraction.mentions if m.start < end and start < m.end and named(m)]
    if not found:
        return "not found"
    mention = max(found, key=lambda m: m.assertion == row["assertion"])
    if mention.assertion != row["assertion"]:
        return f"assertion {mention.assertion}, should be {row['assertion']}"
    if "temporality" in row and mention.attributes.get("temporality") != row["temporality"]:
        return f"temporality {mention.attributes.get('temporality')}, should be {row['temporality']}"
    merged = next((p.levels for p in extraction.procedures if mention.id in p.mentions), ())
    if "levels" in row and row["levels"] not in (list(mention.levels), list(merged)):
        return f"levels {mention.levels}, should be {row['levels']}"
    if "date" in row:
        gold, date = row["date"], mention.date
        if (gold is None) != (date is None):
            return f"date {date}, should be {gold}"
        if (
            gold
            and date
            and (date.value, date.precision) != (gold["value"], gold.get("precision", date.precision))
        ):
            return f"date {date.value} ({date.precision}), should be {gold}"
    return None


def test_gold_sentences() -> None:
    total, wrong = 0, []
    for row in rows("cases/sentences.jsonl"):
        total += 1
        why = _differs(row, checker().extract(row["text"], date=row.get("note_date")))
        if why:
            wrong.append(f"{row['id']}: {why}")
    assert 1 - len(wrong) / total >= 0.97, "\n".join(wrong)


def test_negation_of_other_researchers() -> None:
    status = {"negated": "absent", "hypothetical": "hypothetical", "historical": "historical"}
    counts: Counter[tuple[str, bool, bool]] = Counter()
    for row in rows("cases/negation_dev.jsonl"):
        (got,) = checker().assertions(row["text"], [(row["start"], row["end"])])
        for label, name in status.items():
            counts[label, bool(row["gold"].get(label)), got.status == name] += 1

    def f1(label: str) -> float:
        both, gold, said = counts[label, True, True], counts[label, True, False], counts[label, False, True]
        return 2 * both / (2 * both + gold + said)

    got_f1 = {label: round(f1(label), 3) for label in status}
    assert f1("negated") >= 0.98, got_f1
    assert f1("hypothetical") >= 0.95, got_f1
    assert f1("historical") >= 0.67, got_f1


def _interval(value: str) -> tuple[datetime.date, datetime.date]:
    parts = [int(part) for part in value.split("-")]
    first = datetime.date(*[*parts, 1, 1][:3])
    if len(parts) == 1:
        return first, datetime.date(parts[0] + 1, 1, 1)
    if len(parts) == 2:
        return first, datetime.date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
    return first, first + datetime.timedelta(days=1)


def test_dates_of_public_specifications() -> None:
    dates = traps = hits = 0
    wrong = []
    for row in rows("cases/dates_dev.jsonl"):
        found = checker().dates(row["text"], note_date=row["note_date"])
        if row["span"] is None:
            traps += 1
            hits += any(date.value for date in found)
            continue
        dates += 1
        start, end = row["span"]
        gold = datetime.date.fromisoformat(row["start"])
        stop = datetime.date.fromisoformat(row["end"]) if row["end"] else gold + datetime.timedelta(days=1)
        spans = [_interval(d.value) for d in found if d.value and d.start < end and start < d.end]
        if not any(
            gold <= a < stop or (a <= gold and stop <= b and row["granularity"] != "day") for a, b in spans
        ):
            wrong.append(row["id"])
    assert 1 - len(wrong) / dates >= 0.95, wrong
    assert hits <= 2, f"{hits} of {traps} traps"


def test_real_notes_raise_few_codes_and_no_errors() -> None:
    total, raised = 0, []
    for row in rows("corpus/mtsamples.jsonl", "corpus/aci_bench.jsonl"):
        total += 1
        codes = [code.code for code in checker().check(row["text"], note_id=row["id"]).codes]
        if codes:
            raised.append(f"{row['id']} {codes}")
    assert total > 1_000
    assert len(raised) / total < 0.005, "\n".join(raised)
