"""Codes held against each other: Excludes, headers, redundancy, order."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notecheck import codes
from notecheck.codes import table
from notecheck.codes.overrides import overrides
from notecheck.errors import CodeError

SPINE = tuple(
    code
    for code in table.known_codes()
    if code[:3] in {"M43", "M45", "M54", "M96", "Q76", "Z98", "G89"} or code.startswith("T84.2")
)


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("M43.26", "M45.6", "Excludes1"),  # the reading of "M45.0-"
        ("M43.21", "M45.1", "Excludes1"),
        ("M43.26", "M45.0", "Excludes1"),
        ("M08.1", "M45.2", "Excludes1"),
        ("M43.26", "M45.A6", None),
        ("M43.21", "Q76.1", "Excludes1"),  # inherited from M43
        ("M43.22", "Q76.49", "Excludes1"),  # under the header that is named
        ("M43.24", "Q76.3", "Excludes1"),  # first of a range
        ("M43.26", "M80.08XA", "Excludes1"),  # bare category with a dash
        ("M43.26", "M88.1", "Excludes1"),
        ("M43.26", "Z98.1", "Excludes2"),
        ("M43.26", "M96.0", "Excludes2"),
        ("M43.26", "M48.16", None),
        ("M96.0", "T84.226A", "Excludes2"),
        ("M96.1", "T84.84XA", "Excludes2"),
        ("M96.0", "M80.08XA", "Excludes2"),  # bare category
        ("M96.0", "Z96.82", "Excludes2"),  # range
        ("M96.0", "M96.1", None),
        ("M96.0", "Z98.1", None),
        ("M54.16", "M51.16", "Excludes1"),
        ("M54.12", "M50.121", "Excludes1"),
        ("M54.16", "M47.26", "Excludes1"),
        ("M54.50", "M54.41", "Excludes1"),
        ("G89.28", "M54.50", "Excludes2"),
        ("G89.28", "G89.4", "Excludes1"),
        ("G89.29", "M96.1", None),
        ("S23.0XXA", "S33.0XXA", None),
        ("Z72.0", "F17.210", "Excludes1"),
        ("M40.14", "M96.3", "Excludes1"),
        ("M43.26", "M43.26", None),
        ("M43.2", "M43.26", None),
    ],
)
def test_excludes_between(a: str, b: str, kind: str | None) -> None:
    assert codes.excludes_between(a, b) == kind
    assert codes.excludes_between(b, a) == kind


@given(a=st.sampled_from(SPINE), b=st.sampled_from(SPINE))
def test_excludes_have_no_direction(a: str, b: str) -> None:
    kind = codes.excludes_between(a, b)
    assert kind == codes.excludes_between(b.lower(), f" {a}")
    strict = any(finding.kind == "excludes1" for finding in codes.check([a, b]).findings)
    assert strict == (kind == "Excludes1")


def test_an_unknown_code_is_an_error_where_two_are_compared() -> None:
    with pytest.raises(CodeError, match=r"M43\.20"):
        codes.excludes_between("M43.29", "M96.0")


def found(*given_codes: str) -> set[tuple[str, str, tuple[str, ...]]]:
    return {(one.severity, one.kind, one.codes) for one in codes.check(given_codes).findings}


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("M96.0", []),
        ("M96.0 T84.226A", [("info", "excludes2", ("M96.0", "T84.226A"))]),
        ("M43.29", [("error", "unknown", ("M43.29",))]),
        ("M54.5", [("error", "not_billable", ("M54.5",))]),
        ("M43.2", [("error", "not_billable", ("M43.2",))]),
        ("T84.226", [("error", "not_billable", ("T84.226",))]),
        ("m43.26 M45.6", [("error", "excludes1", ("M43.26", "M45.6"))]),
        ("M43.26 M4326 M43.26", [("warning", "repeated", ("M43.26",))]),
        ("M96.0 Z98.1", [("info", "redundant", ("Z98.1", "M96.0"))]),
        ("Z98.1 M96.0", [("info", "redundant", ("Z98.1", "M96.0"))]),
        ("Z98.1 M96.1", []),
        (
            "M43.26 M43.2",
            [("error", "not_billable", ("M43.2",)), ("warning", "redundant", ("M43.2", "M43.26"))],
        ),
        ("M43.20 M43.26", [("warning", "redundant", ("M43.20", "M43.26"))]),
        ("M45.2 M45.0", [("warning", "redundant", ("M45.0", "M45.2"))]),
        ("M43.22 M43.26", []),
        ("G89.28 M96.1", [("info", "sequence", ("G89.28",))]),
        ("G89.28", []),
        ("M43.26 M45.A6", [("warning", "review", ("M43.26", "M45.A6"))]),
        ("M43.21 M06.08", [("warning", "review", ("M43.21", "M06.08"))]),
        ("M48.14 M43.24", [("info", "review", ("M43.24", "M48.14"))]),
        ("M49.84", [("warning", "sequence", ("M49.84",))]),
        ("T84.63XA", [("info", "sequence", ("T84.63XA",))]),
        ("M96.89", [("info", "sequence", ("M96.89",))]),
    ],
)
def test_findings(listed: str, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert found(*listed.split()) == set(expected)


@pytest.mark.parametrize(("listed", "severity"), [("A23.9 M49.84", "info"), ("M49.84 A23.9", "warning")])
def test_code_first_is_about_the_order(listed: str, severity: str) -> None:
    assert (severity, "sequence", ("A23.9", "M49.84")) in found(*listed.split())


def test_a_note_in_words_only_gives_no_order() -> None:
    """T84.6 wants "code to identify infection" and names none, so B95.61 cannot be told to be it."""
    assert ("info", "sequence", ("T84.63XA",)) in found("B95.61", "T84.63XA")
    assert not any(severity == "warning" for severity, _, _ in found("B95.61", "T84.63XA"))


@pytest.mark.parametrize(("listed", "severity"), [("M81.0 Z87.310", "info"), ("Z87.310 M81.0", "warning")])
def test_use_additional_is_about_the_order(listed: str, severity: str) -> None:
    assert (severity, "sequence", ("M81.0", "Z87.310")) in found(*listed.split())


def test_code_also_gives_no_order() -> None:
    forward, backward = found("G89.4", "F45.42"), found("F45.42", "G89.4")
    assert ("info", "sequence", ("G89.4", "F45.42")) in forward & backward
    assert not any(severity == "warning" for severity, _, _ in forward | backward)


def test_a_header_offers_its_billable_codes() -> None:
    (finding,) = codes.check(["M54.5"]).findings
    assert finding.suggestions == ("M54.50", "M54.51", "M54.59")
    assert "M54.50, M54.51, M54.59" in finding.message
    (finding,) = codes.check(["T84.226"]).findings
    assert finding.suggestions == ("T84.226A", "T84.226D", "T84.226S")
    assert "7th character" in finding.message
    finding = codes.check(["T84.63"]).findings[0]
    assert "7th character" in finding.message
    assert "T84.63XA" in finding.suggestions
    (finding,) = codes.check(["M84"]).findings
    assert len(finding.message) < 300


def test_an_unknown_code_offers_the_nearest() -> None:
    finding = codes.check(["M96.1", "M43.29"]).findings[0]
    assert finding.suggestions == tuple(f"M43.2{site}" for site in range(9))


def test_excludes1_states_the_escape_and_its_source() -> None:
    (finding,) = codes.check(["M43.21", "Q76.1"]).findings
    assert "unrelated" in finding.message
    assert '"Klippel-Feil syndrome (Q76.1)" at M43, inherited by M43.21' in finding.message
    assert "I.A.12.a" in finding.source


def test_the_reading_of_m45_0_is_said() -> None:
    (finding,) = codes.check(["M43.26", "M45.6"]).findings
    assert "(M45.0-)" in finding.message
    assert "M45.0 to M45.9" in finding.message


def test_errors_come_first() -> None:
    severities = [
        one.severity for one in codes.check(["M96.0", "Z98.1", "M43.26", "M45.6", "M54.5"]).findings
    ]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    assert {"error", "info"} == set(severities)


@pytest.mark.parametrize(
    ("listed", "status"),
    [("M96.0 M43.26 Z98.1", 0), ("M43.20 M43.26", 0), ("M43.26 M45.6", 1), ("M54.5", 1), ("M96.0 M43.29", 2)],
)
def test_exit_code(listed: str, status: int) -> None:
    assert codes.check(listed.split()).exit_code == status


def test_long_input_is_not_repeated() -> None:
    result = codes.check(["Mr Jones, seen today for back pain", ""])
    assert "Jones" not in result.model_dump_json()
    assert result.exit_code == 2


def test_show_says_what_excludes_mean_at_hand() -> None:
    shown = codes.show("m43.26", at_hand=["M45.6", "M96.0", "M96.1", "M43.26", "M45.6"])
    assert shown.at_hand == ("M45.6", "M96.0", "M96.1")
    assert [(one.other, one.kind, one.note.node) for one in shown.meanings] == [
        ("M45.6", "Excludes1", "M43.2"),
        ("M96.0", "Excludes2", "M43.2"),
    ]
    assert "both may be coded" in shown.meanings[1].message
    assert shown.meanings[0].note.reading is not None


def test_rules_name_codes_of_the_table() -> None:
    for rule in overrides().rules:
        assert rule.targets
        assert rule.beside == "any" or rule.partners
        ends = [end for one in (*rule.targets, *rule.partners) for end in (one.first, one.last)]
        assert [end for end in ends if not codes.facts_for(end).exists] == []


def test_results_pickle() -> None:
    for value in (codes.check(["M43.26", "M45.6"]), codes.show("M43.26", at_hand=["M45.6"])):
        assert pickle.loads(pickle.dumps(value)) == value
