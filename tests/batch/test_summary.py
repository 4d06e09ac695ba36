"""The table at the end of a large run."""

from __future__ import annotations

from notecheck.batch.summary import Summary


def test_the_table_counts_verdicts_and_the_commonest_gaps() -> None:
    summary = Summary()
    summary.add([("M96.0", "codable", ("date", "imaging")), ("M43.26", "complete", ())])
    summary.add([("M96.0", "conflicting", ("date",))])
    summary.add([("M43.26", "complete", ())])
    summary.add(())
    summary.add((), failed=True)
    assert (summary.complete, summary.with_gaps, summary.no_code, summary.failed) == (1, 2, 1, 1)
    assert summary.table().splitlines() == [
        "code    notes  complete  codable  incomplete  not supported  conflicting",
        "M43.26      2         2        0           0              0            0",
        "M96.0       2         0        1           0              0            1",
        "",
        "top gaps       notes  share",
        "M96.0 date         2   100%",
        "M96.0 imaging      1    50%",
    ]


def test_without_codes_there_is_no_table() -> None:
    summary = Summary()
    summary.add(())
    assert summary.table() == ""
