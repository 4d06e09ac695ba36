"""Codes that notes of the table point to, read from the text as it is printed."""

from __future__ import annotations

import re
from itertools import chain

import pytest
import simple_icd_10_cm as package
from hypothesis import given
from hypothesis import strategies as st

from notecheck.codes import table
from notecheck.codes.notes import NEVER, parse_targets


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("congenital fusion of spine (Q76.4)", ["Q76.4"]),
        ("hemivertebra (Q76.3-Q76.4)", ["Q76.3-Q76.4"]),
        ("spinal curvature in osteoporosis (M80.-)", ["M80"]),
        ("ankylosing spondylitis (M45.0-)", ["M45.0"]),
        ("pain disorders exclusively related to psychological factors (F45.41)", ["F45.41"]),
        ("disorders associated with osteoporosis (M80)", ["M80"]),
        ("complications of surgical care (T80-T88)", ["T80-T88"]),
        ("malignant neoplasm of eyelid (skin) (C43.1-, C44.1-)", ["C43.1", "C44.1"]),
        ("anal margin (C44.500, C44.510,C44.520)", ["C44.500", "C44.510", "C44.520"]),
        ("hypertensive disease (O10-O11, O13-O16)", ["O10-O11", "O13-O16"]),
        ("abscess of intestine with Crohn's disease (K50.014, K50.914,)", ["K50.014", "K50.914"]),
        ("traumatic fracture (S12.0-S12.3-, S22.0-)", ["S12.0-S12.3", "S22.0"]),
        ("atherosclerosis of the extremities (I70.2--I70.7-)", ["I70.2-I70.7"]),
        ("specified syndactyly (Q70.0- -Q70.3-)", ["Q70.0-Q70.3"]),
        ("behavioral eating disorders (F98.2.-F98.3)", ["F98.2-F98.3"]),
        ("drug dependence (F10.--F19.-)", ["F10-F19"]),
        ("factitious disorders (F68.1-, F68.A)", ["F68.1", "F68.A"]),
        ("jaw pain R68.84", ["R68.84"]),
        ("neonatal intestinal obstructions classifiable to P76.-", ["P76"]),
        ("classified in subcategories S06.1- to S06.6-, and S06.81-", ["S06.1-S06.6", "S06.81"]),
        ("acquired absence of knee joint (Z89.52-", ["Z89.52"]),
        ("glucose-6-phosphate dehydrogenase (G6PD) deficiency without anemia (D75.A)", ["D75.A"]),
        ("nephritic syndrome (with C3 glomerulopathy) with dense deposit disease (N00.6)", ["N00.6"]),
        ("adverse effects of drugs (A00-R94 and T80-T88.6, T88.8)", ["A00-R94", "T80-T88.6", "T88.8"]),
        ("postprocedural complication - see Alphabetical Index", []),
        ("sites other than skin-code to malignant neoplasm of the site", []),
        ("", []),
    ],
)
def test_codes_and_ranges(text: str, ranges: list[str]) -> None:
    targets = parse_targets(text)
    assert [one.first if one.first == one.last else f"{one.first}-{one.last}" for one in targets] == ranges
    assert all(one.condition == "" for one in targets)


@pytest.mark.parametrize(
    ("text", "covered", "not_covered"),
    [
        ("(Q76.3-Q76.4)", "Q76.3 Q76.4 Q76.411 Q76.49", "Q76.2 Q76.5 Q76"),
        ("(M45.0-)", "M45.0", "M45.1 M45.A0 M45"),
        ("(M45.0-M45.9)", "M45.0 M45.6 M45.9", "M45.A0 M45.AB M46.1"),
        ("(M80)", "M80 M80.08XA", "M81.0 M85"),
        ("(T80-T88)", "T84.226A T80 T88.9XXA", "T79.A0XA V00"),
        ("(Z43-Z49, Z51)", "Z47.89 Z51.11", "Z42.1 Z52.4"),
        ("(M51.- with fifth character 6)", "M51.26 M51.360", "M51.24 M51.9"),
        ("(E08-E13 with .51-.52)", "E11.51 E08.52", "E11.50 E11.9"),
        ("(E08-E13 with .62-)", "E11.620 E11.628", "E11.61 E11.649"),
        ("(E08, E09, E11, E13 with final characters .00 or .01)", "E11.00 E13.01", "E11.10 E10.9"),
        ("(I69. with final characters -23)", "I69.023 I69.923", "I69.021 I69.23X"),
        (
            "(T36-T65 with fifth or sixth character 1-4 or 6)",
            "T40.0X1A T36.4X6A T60.4X1A",
            "T40.0X5A T40.5X5A",
        ),
        ("adverse effect (T36-T50) with fifth or sixth character 5", "T40.0X5A", "T40.0X1A"),
        ("(S02.- with 7th character B)", "S02.0XXB", "S02.0XXA S02.0"),
        ("(S92.-with 7th character B)", "S92.001B", "S92.001A"),
        ("(S52.- with 7th character B or C)", "S52.001C", "S52.001A"),
        ("(F11-F19 with fifth to sixth characters 51)", "F11.151 F19.951", "F11.15 F11.250"),
        ("(F10-F19 with 5th character .6)", "F10.26", "F10.62"),
        ("(F11-F19 with .15. .25, .95)", "F11.15 F12.251 F19.95", "F11.19"),
        ("(A37 with fifth-character 1)", "A37.01", "A37.10"),
        ("(M05-M14)", "M05.9 M14.89 M1A.9XX0", "M04.9 M15.0"),  # by the order of the table
        ("(C43-C44)", "C43.9 C4A.9 C44.99", "C41.9 C45.0"),
        ("(C00-C75)", "C75.9", "C7A.00 C76.0"),
        ("(S52.- with open fracture 7th character)", "", "S52.001B S52.001A"),
    ],
)
def test_what_is_covered(text: str, covered: str, not_covered: str) -> None:
    targets = parse_targets(text)
    assert [code for code in covered.split() if not any(table.covers(one, code) for one in targets)] == []
    assert [code for code in not_covered.split() if any(table.covers(one, code) for one in targets)] == []


@given(data=st.data())
def test_a_range_covers_its_ends_and_what_is_between(data: st.DataObject) -> None:
    families = [code for code in table.known_codes() if len(code) == 3 and code[0] in "CDM"]
    places = sorted(data.draw(st.lists(st.integers(0, len(families) - 1), min_size=3, max_size=3)))
    first, middle, last = (families[place] for place in places)
    (target,) = parse_targets(f"something else ({first}-{last})")
    assert all(table.covers(target, code) for code in (first, middle, last, *table.billable_under(last)))
    assert places[0] == 0 or not table.covers(target, families[places[0] - 1])


def _printed_excludes() -> list[tuple[str, str]]:
    nodes = dict.fromkeys(package.get_all_codes())
    getters = (package.get_excludes1, package.get_excludes2)
    return list(
        chain.from_iterable([(node, text) for text in get(node)] for node in nodes for get in getters)
    )


def test_every_excludes_of_the_table_is_understood() -> None:
    unread, unknown = [], []
    for node, text in _printed_excludes():
        targets = parse_targets(text)
        if not targets and re.search(r"[A-Z][0-9]{2}\b(?!%)", text):
            unread.append((node, text))
        if any(target.condition == NEVER for target in targets):
            readings = {note.text for note in table.notes_of(node) if note.reading}
            if text not in readings:
                unread.append((node, text))
        ends = {end for target in targets for end in (target.first, target.last)}
        unknown += [(node, end) for end in ends if not package.is_valid_item(end)]
    assert unread == []
    # Slips of the table itself: a range up to a code that has gone.
    assert unknown == [("R10.85", "R10.4")]
