"""When a complaint began: the dates that neither an operation nor a study has."""

from __future__ import annotations

import pytest

from notecheck.checker import Checker

CHECKER = Checker()
PRIOR = "PSH: L4-5 TLIF.\nHPI: "


@pytest.mark.parametrize(
    ("sentence", "onset"),
    [
        ("Low back pain since March 2022, worse with sitting.", {"Low back pain": "2022-03"}),
        ("Since the spring of 2022 she has had axial low back pain.", {"axial low back pain": "2022"}),
        ("The leg pain started in June 2023 after a fall.", {"leg pain": "2023-06"}),
        ("Neck pain, onset 2019.", {"Neck pain": "2019"}),
        ("In January 2024 he developed new leg pain.", {"leg pain": "2024-01"}),
        ("He noticed leg numbness two weeks ago.", {"numbness": "2024-04-18"}),
        (
            "Back pain returned in late 2022, and leg pain began in 2023.",
            {"Back pain": "2022", "leg pain": "2023"},
        ),
        # Not of the complaint: an operation's, a study's, a denial's, one counted from something else.
        ("L5-S1 fusion in March 2021 for back pain.", {}),
        ("Back pain; MRI from 03/04/2023 was reviewed.", {}),
        ("No leg pain since March 2022.", {}),
        ("Back pain began about a year after the operation.", {}),
        ("Back pain. Seen 2022 by Dr. Roe.", {}),
    ],
)
def test_a_complaint_has_the_date_on_which_it_began(sentence: str, onset: dict[str, str]) -> None:
    extraction = CHECKER.extract(PRIOR + sentence, date="2024-05-02")
    dated = {m.text: m.date.value for m in extraction.mentions if m.group == "symptom" and m.date}
    assert dated == onset


def test_the_timeline_shows_it() -> None:
    from notecheck.render.timeline import timeline

    text = "HPI: L4-5 TLIF in March 2021. Low back pain since June 2022.\nA: Pseudarthrosis of the L4-5 fusion.\n"
    report = CHECKER.check(text, date="2024-05-02", codes=["M96.0"])
    drawn = timeline(report, text)
    assert drawn is not None
    assert [(event.kind, event.when, event.line) for event in drawn.events] == [
        ("procedure", "2021-03", 1), ("symptom", "2022-06", 1), ("note", "2024-05-02", None),
    ]  # fmt: skip
