"""The product's own evaluation: gold files, figures, intervals, comparison, pages."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from notecheck.checker import Checker
from notecheck.errors import NotecheckError
from notecheck.evaluation import (
    Case,
    GoldError,
    Outcome,
    Run,
    compare,
    evaluate_cases,
    judge,
    load_cases,
    load_run,
    score,
)
from notecheck.evaluation import html as page
from notecheck.evaluation.outcomes import occurrences
from notecheck.evaluation.run import to_data
from notecheck.report import Alert, CodeReport, Documented, Evidence, ItemReport, SuggestedCode

ROOT = Path(__file__).parent.parent
MINI = ROOT / "tests" / "cases" / "mini.jsonl"
PLAIN = {"id": "a", "text": "A note.", "code": "M96.0", "items": {"prior_fusion": "met"}}


def gold(folder: Path, *cases: dict[str, Any]) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(json.dumps(case) for case in cases), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def mini() -> Run:
    return evaluate_cases(load_cases([MINI]), Checker(), rounds=200)


# Reading gold files


def test_a_case_may_name_a_file_beside_or_above(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("Words.", encoding="utf-8")
    (tmp_path / "gold").mkdir()
    row = {"id": "a", "file": "notes/a.txt", "code": "M96.0", "setting": None}
    (case,) = load_cases([gold(tmp_path / "gold", row)])
    assert (case.text, case.setting, case.alerts, case.verdict) == ("Words.", "outpatient", None, None)


def test_a_phrase_may_stand_without_a_list(tmp_path: Path) -> None:
    (case,) = load_cases([gold(tmp_path, {**PLAIN, "evidence": {"prior_fusion": "note"}})])
    assert case.evidence == {"prior_fusion": ("note",)}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([PLAIN, PLAIN], r"gold\.jsonl:2: .* twice, first at .*gold\.jsonl:1$"),
        ([{**PLAIN, "evidences": {}}], r":1: unknown key 'evidences'; did you mean 'evidence'\?$"),
        ([{**PLAIN, "items": {"prior_fusion": "mett"}}], r":1: items\.prior_fusion: input should be"),
        ([{**PLAIN, "text": None}], r":1: text: input should be a valid string"),
        ([{**PLAIN, "evidence": {"dish": ["x"]}}], r":1: evidence for 'dish'"),
        ([{"id": "a", "file": "nowhere.txt", "code": "M96.0"}], r":1: no such note: nowhere\.txt"),
    ],
)
def test_a_mistake_in_a_gold_file_is_named_with_its_line(
    tmp_path: Path, rows: list[dict[str, Any]], said: str
) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with pytest.raises(GoldError, match=said) as error:
        load_cases([path])
    assert "A note." not in str(error.value)


def test_a_gold_file_without_a_case_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text("\n \n", encoding="utf-8")
    with pytest.raises(NotecheckError, match=r"gold\.jsonl"):
        load_cases([tmp_path / "gold.jsonl"])


def test_broken_json_is_named_with_its_column(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text('{"id": "Jane Roe" "x"}\n', encoding="utf-8")
    with pytest.raises(GoldError, match=r":1:19: not valid JSON") as error:
        load_cases([tmp_path / "gold.jsonl"])
    assert "Jane" not in str(error.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"items": {"prior_fusin": "met"}}, "gold.jsonl:1: M96.0 has no item 'prior_fusin'"),
        ({"code": "Q99.9"}, "gold.jsonl:1: "),
        ({"text": "  "}, "gold.jsonl:1: "),
        ({"date": "2024-13-01"}, "gold.jsonl:1: "),
    ],
)
def test_a_case_that_cannot_be_checked_is_named(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    cases = load_cases([gold(tmp_path, {**PLAIN, **change})])
    with pytest.raises(GoldError, match=re.escape(said)):
        evaluate_cases(cases, Checker())


# Judging one case


def reported(text: str) -> CodeReport:
    """Return a report: one item met by ``[2, 6)``, one missing, one alert."""
    common = {"title": "", "requirement": "required", "axis": "code", "weight": 1.0}
    piece = Evidence(start=2, end=6, text=text[2:6], section="preamble", line=1)
    return CodeReport(
        code="M96.0",
        title="",
        checklist_version="1",
        verdict="codable",
        score=50,
        documented=Documented(met=1, applicable=2),
        items=(
            ItemReport(id="one", status="met", evidence=(piece,), **common),
            ItemReport(id="two", status="missing", **common),
        ),
        alerts=(Alert(id="dish", blocking=False, message="", codes=("M48.12",)),),
        suggested_codes=(SuggestedCode(code="Z98.1", title="", relation="additional", reason=""),),
    )


@pytest.mark.parametrize(
    ("labels", "counts", "misses"),
    [
        ({"items": {"one": "met"}}, {"items": 1, "items_right": 1}, []),
        ({"items": {"one": "missing"}}, {"items_right": 0, "gap_fn": 1}, ["item one"]),
        ({"items": {"one": "met", "two": "met"}}, {"items_right": 1, "gap_fp": 1}, ["item two"]),
        ({"items": {"two": "contradicted"}}, {"items_right": 0, "gap_tp": 1}, ["item two"]),
        ({"items": {"one": "met"}, "evidence": {"one": ["CDE"]}}, {"evidence": 1, "evidence_right": 1}, []),
        (
            {"items": {"one": "met"}, "evidence": {"one": ["ghi"]}},
            {"evidence": 1, "evidence_right": 0},
            ["evidence one"],
        ),
        # Where the status is wrong already, its evidence is no second miss.
        ({"items": {"one": "partial"}, "evidence": {"one": ["ghi"]}}, {"evidence": 1}, ["item one"]),
        ({"items": {"two": "missing"}, "evidence": {"two": ["ghi"]}}, {"evidence": 0}, []),
        ({"alerts": ["dish"]}, {"alert_tp": 1, "alert_fp": 0}, []),
        ({"alerts": []}, {"alert_fp": 1}, ["alert dish"]),
        ({"alerts": ["gout"]}, {"alert_fp": 1, "alert_fn": 1}, ["alert gout", "alert dish"]),
        ({}, {"alert_fp": 0, "verdicts": 0}, []),
        ({"verdict": "codable"}, {"verdicts": 1, "verdicts_right": 1}, []),
        ({"verdict": "complete"}, {"verdicts": 1, "verdicts_right": 0}, ["verdict verdict"]),
        ({"suggested_codes": ["Z98.1", "M48.1-"]}, {"suggested": 2, "suggested_right": 2}, []),
        ({"suggested_codes": ["M48.1"]}, {"suggested_right": 0}, ["suggested M48.1"]),
    ],
)
def test_a_report_is_held_against_the_labels(
    labels: dict[str, Any], counts: dict[str, int], misses: list[str]
) -> None:
    case = Case(id="a", text="abcdefghij", code="M96.0", **labels)
    outcome = judge(case, reported(case.text))
    assert {name: outcome.counts.get(name, 0) for name in counts} == counts
    assert [f"{miss.kind} {miss.name}" for miss in outcome.misses] == misses


def test_evidence_that_is_not_the_words_of_the_note_is_an_offset_error() -> None:
    case = Case(id="a", text="abcdefghij", code="M96.0", items={"one": "met"})
    assert judge(case, reported("xxxxxxxxxx")).counts["offset_errors"] == 1


def test_phrases_are_found_whatever_their_case() -> None:
    assert list(occurrences("Non-union, NON-UNION", "non-union")) == [(0, 9), (11, 20)]
    assert list(occurrences("anything", "")) == []


# Figures


def outcome(number: int, **counts: int) -> Outcome:
    case = Case(id=str(number), text=f"note {number}", code="M96.0")
    return Outcome(case, {"cases": 1, **counts}, {}, {}, (), {})


def test_figures_are_sums_over_cases() -> None:
    scores = score([outcome(1, items=4, items_right=4), outcome(2, items=6, items_right=3, gap_fp=3)])
    assert scores.figures["item_accuracy"].value == 0.7
    assert scores.figures["gap_precision"].value == 0.0
    assert scores.figures["alert_f1"].value is None


def test_intervals_hold_the_value_and_are_the_same_each_time() -> None:
    cases = [outcome(n, items=10, items_right=10 - n % 3) for n in range(40)]
    first, again = score(cases).figures["item_accuracy"], score(cases).figures["item_accuracy"]
    assert first == again
    assert first.value is not None
    assert first.low is not None
    assert first.high is not None
    assert first.low < first.value < first.high
    # Binomial theory for the mean of 40 values with this spread: half a width of about 0.026.
    assert 0.04 < first.high - first.low < 0.06


def test_cases_of_one_note_are_drawn_together() -> None:
    alone = [outcome(n, items=1, items_right=n % 2) for n in range(40)]
    shared = [
        Outcome(
            o.case.model_copy(update={"text": f"note {n // 8}"}),
            {"items": 1, "items_right": n // 8 % 2},
            {},
            {},
            (),
            {},
        )
        for n, o in enumerate(alone)
    ]

    def width(outcomes: list[Outcome]) -> float:
        figure = score(outcomes).figures["item_accuracy"]
        assert figure.low is not None
        assert figure.high is not None
        return figure.high - figure.low

    assert width(shared) > 1.5 * width(alone)


def test_one_note_gives_no_interval() -> None:
    assert score([outcome(1, items=2, items_right=1)]).figures["item_accuracy"].low is None


def test_the_mini_file_has_the_misses_that_were_put_in(mini: Run) -> None:
    wrong = {o.case.id: sorted(f"{m.kind} {m.name}" for m in o.misses) for o in mini.outcomes if o.misses}
    assert wrong == {
        "mini-3": ["alert dish", "item pseudarthrosis_diagnosis", "suggested M54.5-", "verdict verdict"]
    }
    assert mini.scores.offset_errors == 0
    assert mini.by_item["M96.0 pseudarthrosis_diagnosis"].confusion == {
        ("met", "met"): 1,
        ("partial", "partial"): 1,
        ("met", "missing"): 1,
    }
    assert sum(part.items for part in mini.by_item.values()) == mini.scores.items


@pytest.mark.skipif("NOTECHECK_SCORER" not in os.environ, reason="no other scorer to agree with")
def test_the_figures_are_those_of_another_scorer() -> None:
    """Agree with a script that prints the same figures with ``--json``; its own hand counted them.

    ``NOTECHECK_SCORER`` is the script, ``NOTECHECK_GOLD`` the gold files with a colon between.
    """
    files = os.environ["NOTECHECK_GOLD"].split(":")
    command = [sys.executable, os.environ["NOTECHECK_SCORER"], *files, "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    ours = evaluate_cases(load_cases(files), Checker(), rounds=0).scores
    assert theirs.pop("cases") == ours.cases
    assert theirs.pop("offset_errors") == ours.offset_errors
    assert theirs == {name: round(figure.value or 0, 4) for name, figure in ours.figures.items()}


# Comparison


def saved(run: Run, folder: Path, change: Callable[[dict[str, Any]], None] = lambda data: None) -> Path:
    data = to_data(run)
    change(data)
    path = folder / "run.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_a_run_compared_with_itself_is_no_regression(mini: Run, tmp_path: Path) -> None:
    comparison = compare(mini, load_run(saved(mini, tmp_path)))
    assert not comparison.regressed
    assert (comparison.cases, comparison.skipped, comparison.broken, comparison.mended) == (3, 0, {}, {})


def test_a_fall_is_a_regression_and_names_its_case(mini: Run, tmp_path: Path) -> None:
    def better(data: dict[str, Any]) -> None:
        case = data["cases"]["mini-3 M96.0"]
        case["counts"]["verdicts_right"] = 1
        case["wrong"].remove("verdict")

    earlier = load_run(saved(mini, tmp_path, better))
    comparison = compare(mini, earlier)
    assert comparison.regressed
    assert [change.name for change in comparison.fallen] == ["verdict_accuracy"]
    assert comparison.broken == {"mini-3 M96.0": ("verdict",)}
    assert not compare(mini, earlier, tolerance=0.5).regressed


def test_cases_whose_labels_changed_are_left_out(mini: Run, tmp_path: Path) -> None:
    def relabel(data: dict[str, Any]) -> None:
        data["cases"]["mini-1 M96.0"]["fingerprint"] = "other"

    comparison = compare(mini, load_run(saved(mini, tmp_path, relabel)))
    assert (comparison.cases, comparison.skipped) == (2, 2)


def test_runs_without_a_shared_case_cannot_be_compared(mini: Run) -> None:
    with pytest.raises(GoldError, match="none of these cases"):
        compare(mini, {})


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema": "other"}', "not json"])
def test_a_file_that_is_no_saved_run_is_an_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "run.json"
    path.write_text(content or " \n", encoding="utf-8")
    with pytest.raises(Exception, match=r"run\.json: ") as error:
        load_run(path)
    assert type(error.value).__module__.startswith("notecheck")


def test_a_saved_run_holds_no_text_of_a_note(mini: Run) -> None:
    data = json.dumps(to_data(mini))
    assert "lumbar strain" not in data
    assert "bridging bone" not in data


# The page


def test_the_page_shows_misses_and_needs_nothing_from_outside(mini: Run) -> None:
    shown = page.render(mini, compare(mini, load_data(mini)))
    assert "<script" not in shown
    assert re.search(r"Content-Security-Policy\" content=\"default-src &#39;none&#39;", shown)
    assert "http" not in re.sub(r"http-equiv", "", shown)
    assert "lumbar strain" in shown
    assert "mini-1 · M96.0" not in shown
    anchors = set(re.findall(r'id="([^"]+)"', shown))
    assert set(re.findall(r'href="#([^"]+)"', shown)) <= anchors


def load_data(run: Run) -> dict[str, Any]:
    from notecheck.evaluation.run import SavedCase

    return {o.case.key: SavedCase(o.case.fingerprint, o.counts, o.statuses, ()) for o in run.outcomes}


def test_a_hostile_note_stays_text(tmp_path: Path) -> None:
    text = "Assessment: <script>alert(1)</script> & \x1b[31m \u202e L4-5 fusion 2021.\n"
    case = {
        "id": "<img src=x>",
        "text": text,
        "code": "M96.0",
        "items": {"prior_fusion": "contradicted"},
        "evidence": {"prior_fusion": ["<script>alert(1)</script>"]},
        "why": "</style>",
    }
    shown = page.render(evaluate_cases(load_cases([gold(tmp_path, case)]), Checker()))
    assert "<script" not in shown
    assert "<img" not in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert shown.count("</style>") == 1


# The command


def test_the_command_prints_figures_and_misses(run: Callable[..., Any]) -> None:
    ran = run("eval", MINI, "--bootstrap", 50)
    assert ran.status == 0
    assert re.search(r"item_accuracy +0\.\d{4} \(\d\.\d{3} to \d\.\d{3}\)", ran.out)
    assert "mini-3 M96.0" in ran.out
    assert "lumbar strain" not in ran.out


def test_the_command_saves_compares_and_exits_with_one_on_a_regression(
    run: Callable[..., Any], tmp_path: Path
) -> None:
    kept = tmp_path / "run.json"
    assert run("eval", MINI, "--save", kept, "--bootstrap", 0).status == 0
    assert run("eval", MINI, "--baseline", kept, "--bootstrap", 0).status == 0
    data = json.loads(kept.read_text())
    data["cases"]["mini-3 M96.0"]["counts"]["items_right"] += 1
    kept.write_text(json.dumps(data))
    ran = run("eval", MINI, "--baseline", kept, "--bootstrap", 0, "--format", "json")
    assert ran.status == 1
    assert json.loads(ran.out)["comparison"]["regressed"] is True


def test_the_command_writes_a_page(run: Callable[..., Any], tmp_path: Path) -> None:
    ran = run("eval", MINI, "--format", "html", "-o", tmp_path / "misses.html")
    assert (ran.status, ran.out) == (0, "")
    assert (tmp_path / "misses.html").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.jsonl"], "no such file"),
        ([MINI, "--code", "Q99"], "no case for Q99"),
        ([MINI, "--format", "xml"], "unknown format"),
        ([MINI, "--baseline", "nowhere.json"], "no such file"),
    ],
)
def test_the_command_says_what_is_wrong(run: Callable[..., Any], arguments: list[Any], said: str) -> None:
    ran = run("eval", *arguments)
    assert ran.status == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1
