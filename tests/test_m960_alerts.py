"""M96.0: when imaging conflicts, and what counts as the level next to the fusion."""

from __future__ import annotations

import pytest
from helpers import checker

FUSED = "XLIF at L2-3 and L3-4 in August 2020. "
DIAGNOSED = "Assessment: pseudarthrosis at L3-4 following the 2020 lateral interbody fusion. "


def alerts(text: str) -> set[str]:
    (report,) = checker().check(text, codes=["M96.0"]).codes
    return {alert.id for alert in report.alerts}


@pytest.mark.parametrize(
    ("text", "conflicting"),
    [
        (
            f"{DIAGNOSED}CT showed no bridging bone at L3-4, whereas L2-3 was united. CT shows the nonunion.",
            False,
        ),
        (f"{DIAGNOSED}CT shows the nonunion. Films describe the L3-4 fusion as solid.", True),
        (f"{DIAGNOSED}CT shows the nonunion. Films describe the fusion as solid.", True),
        ("CT shows the nonunion of the fusion. Films describe the fusion as solid.", True),
        ("CT shows the nonunion at L3-4. Films describe the L5-S1 fusion as solid.", False),
        ("CT shows the nonunion of the L3-4 fusion. The films show no nonunion at L3-4.", True),
        ("CT shows the nonunion of the L3-4 fusion. The films show no nonunion at L5-S1.", False),
    ],
)
def test_imaging_conflicts_at_one_place_only(text: str, conflicting: bool) -> None:
    assert ("conflicting_imaging" in alerts(FUSED + text)) is conflicting


@pytest.mark.parametrize(("level", "next_to_it"), [("L1-2", True), ("L4-5", True), ("T11-12", False)])
def test_what_is_next_to_a_fusion_is_next_to_all_of_it(level: str, next_to_it: bool) -> None:
    text = f"{FUSED}{DIAGNOSED}The {level} disc is degenerated."
    assert ("adjacent_segment_disease" in alerts(text)) is next_to_it
    (report,) = checker().check(text, codes=["M96.0"]).codes
    statuses = {item.id: item.status for item in report.items}
    assert (statuses["adjacent_level_distinguished"] == "met") is next_to_it
    index = next(p for p in checker().extract(text).procedures if p.kind == "fusion")
    assert index.levels == ("L2-L3", "L3-L4")
