"""Sessions: every update is a full check, and what is told of it adds up."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notecheck import Checker, CodeError, DateError, NotecheckError, Session

SAMPLES = sorted((Path(__file__).parent.parent / "sample_notes").glob("*.txt"))
CHECKER = Checker()
FIRST = "HPI: Low back pain. Prior L4-L5 fusion.\n"
GAPS = {"missing", "partial", "contradicted"}

PIECES = (
    "HPI: Low back pain since an L4-L5 TLIF in March 2021. ",
    "No fever. ",
    "Mother had a pseudarthrosis.\n",
    "\nAssessment:\n",
    "1. Pseudarthrosis of the L4-L5 fusion. ",
    "CT shows no bridging bone at L4-L5",
    ", lucency around the screws",
    ".\r\nPlan: revision fusion in June.\n",
    "Postlaminectomy syndrome, L3 laminectomy 2018. ",
    "ankylosis of C5-C6 ",
    "M96.0 ",
    "🙂\t",
    "possible ",
    "PAST SURGICAL HISTORY: ",
    "Lumbar fusion? ",
    "N\n",
    "denies ",
    "Date of service: 05/02/2024\n",
)


@st.composite
def dictations(draw: st.DrawFn) -> list[str]:
    """A note as it stands from moment to moment: words come, go, and are put in between."""
    text, moments = "", []
    for _ in range(draw(st.integers(1, 8))):
        piece = draw(st.sampled_from(PIECES))
        at = draw(st.sampled_from([len(text), len(text), len(text) // 2, 0]))
        cut = draw(st.sampled_from([0, 0, 0, 1, 7]))
        text = text[:at] + piece + text[min(len(text), at + cut) :]
        moments.append(text)
    return moments


@settings(max_examples=60, deadline=None)
@given(dictations(), st.sampled_from([None, ("M96.0",), ("M96.1", "M96.0")]))
def test_an_update_is_a_full_check_and_changes_add_up(
    moments: list[str], codes: tuple[str, ...] | None
) -> None:
    session = CHECKER.session(codes=codes, date="2024-05-02", note_id="visit")
    state: dict[str, str] = {}
    for text in moments:
        update = session.update(text)
        full = CHECKER.check(text, codes=codes, date="2024-05-02", note_id="visit") if text.strip() else None
        assert update.report == full
        for change in update.changes:
            assert state.get(change.id) == change.before != change.after
            if change.after is None:
                del state[change.id]
            else:
                state[change.id] = change.after
        assert {c.id for c in update.opened} == {
            c.id for c in update.changes if is_open(c.after) and not is_open(c.before)
        }
        assert not {c.id for c in update.opened} & {c.id for c in update.closed}
        shown = {f"{c.code}/{i.id}": i.status for c in (full.codes if full else ()) for i in c.items}
        assert {key: status for key, status in state.items() if status != "raised"} == shown


def is_open(status: str | None) -> bool:
    return status in GAPS or status == "raised"


@pytest.mark.parametrize("path", SAMPLES[::5], ids=lambda path: path.name)
def test_a_note_typed_bit_by_bit_is_always_as_checked(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    session = CHECKER.session()
    for end in [*range(31, len(text), 31), len(text)]:
        assert session.update(text[:end]).report == CHECKER.check(text[:end])


def test_what_is_said_closes_what_was_open() -> None:
    session = CHECKER.session(codes=["M96.0"])
    first = session.update(FIRST)
    assert "M96.0/prior_fusion_date" in {c.id for c in first.opened}
    second = session.update(FIRST.replace("fusion", "fusion in March 2021"))
    assert [(c.id, c.before, c.after) for c in second.closed] == [
        ("M96.0/prior_fusion_date", "missing", "met")
    ]
    assert second.opened == ()
    third = session.update(FIRST)
    assert [c.id for c in third.opened] == ["M96.0/prior_fusion_date"]
    assert session.update(FIRST).changes == ()


def test_prompts_go_by_weight_and_never_come_back() -> None:
    session = CHECKER.session(codes=["M96.0"])
    assert session.prompts() == []
    session.update(FIRST)
    prompts = session.prompts(limit=100)
    assert [p.weight for p in prompts] == sorted((p.weight for p in prompts), reverse=True)
    assert session.prompts() == prompts[:3]
    assert session.prompts(limit=0) == []
    for number, prompt in enumerate(prompts, 1):
        session.dismiss(prompt.id)
        session.update(FIRST + "\n" * number)
        assert session.prompts(limit=100) == prompts[number:]


def test_what_is_documented_is_not_prompted_for() -> None:
    session = CHECKER.session(codes=["M96.0"])
    session.update(FIRST.replace("fusion", "fusion in March 2021"))
    assert "M96.0/prior_fusion_date" not in {p.id for p in session.prompts(limit=100)}


def test_a_family_asks_once_and_a_dismissal_holds_for_all_of_it() -> None:
    session = CHECKER.session(codes=["M43.26", "M43.22"])
    session.update("Assessment: low back pain.")
    prompts = session.prompts(limit=100)
    items = [prompt.id.partition("/")[2] for prompt in prompts]
    assert len(items) == len(set(items)) > 0
    session.dismiss(f"M43.22/{items[0]}")
    assert items[0] not in {prompt.id.partition("/")[2] for prompt in session.prompts(limit=100)}


@pytest.mark.parametrize("item", ["M96.0/no_such_item", "M96.9/prior_fusion", "prior_fusion", ""])
def test_only_an_item_can_be_dismissed(item: str) -> None:
    with pytest.raises(NotecheckError, match="no such item"):
        CHECKER.session().dismiss(item)


def test_blank_text_is_no_error_and_a_bad_call_changes_nothing() -> None:
    session = CHECKER.session(codes=["M96.0"])
    assert session.update("").report is None
    assert session.update(" \n").changes == ()
    session.update(FIRST)
    before = session.report
    with pytest.raises(NotecheckError):
        session.update("x" * 5_000_001)
    assert session.report is before
    assert session.update(FIRST + "No fever.").report == CHECKER.check(FIRST + "No fever.", codes=["M96.0"])
    assert session.update("").report is None
    with pytest.raises(CodeError):
        CHECKER.session(codes=["M96.9"])
    with pytest.raises(DateError):
        CHECKER.session(date="yesterday").update("x")
    assert isinstance(session, Session)
