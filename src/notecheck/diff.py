"""What differs between two versions of a note, item by item: opened, closed, changed."""

from __future__ import annotations

from typing import Literal

from notecheck.extraction import Frozen
from notecheck.report import Alert, CodeReport, Evidence, ItemReport, ItemStatus, NoteInfo, Report, Verdict

Change = Literal["opened", "closed", "changed"]
"""``opened``: a new gap; ``closed``: a gap that is none any more; ``changed``: any other difference."""

Direction = Literal["worse", "better", "same"]
"""``same``: the answer is neither better nor worse, but rests on other words."""

CHANGES: tuple[Change, ...] = ("opened", "closed", "changed")
_DIRECTIONS: tuple[Direction, ...] = ("worse", "better", "same")

_GAPS = ("contradicted", "missing", "partial")  # from the largest to the smallest
_VERDICTS: tuple[Verdict, ...] = ("conflicting", "not_supported", "incomplete", "codable", "complete")


class Side(Frozen):
    """One version's answer to an item: None for ``status`` where the version does not ask it."""

    status: ItemStatus | None
    evidence: tuple[Evidence, ...] = ()


class ItemChange(Frozen):
    """An item whose answer differs."""

    id: str
    title: str
    change: Change
    direction: Direction
    old: Side
    new: Side


class AlertChange(Frozen):
    """An alert that one version has and the other has not."""

    id: str
    change: Literal["raised", "cleared"]
    blocking: bool
    message: str


class CodeDifference(Frozen):
    """The difference for one code; verdict and score are None where a version was not checked for it."""

    code: str
    title: str
    old_verdict: Verdict | None
    new_verdict: Verdict | None
    old_score: int | None
    new_score: int | None
    items: tuple[ItemChange, ...]
    alerts: tuple[AlertChange, ...]
    unchanged: int

    @property
    def worse(self) -> bool:
        """Tell whether anything got worse: a gap opened or grew, an alert blocks, the verdict fell."""
        return (
            any(item.direction == "worse" for item in self.items)
            or any(alert.change == "raised" and alert.blocking for alert in self.alerts)
            or (
                self.old_verdict is not None
                and self.new_verdict is not None
                and _VERDICTS.index(self.new_verdict) < _VERDICTS.index(self.old_verdict)
            )
        )

    def having(self, change: Change) -> list[ItemChange]:
        """Return the items with this change."""
        return [item for item in self.items if item.change == change]


class Difference(Frozen):
    """Two versions of a note, held against the same codes."""

    schema_version: str = "1"
    notecheck_version: str
    old: NoteInfo
    new: NoteInfo
    codes: tuple[CodeDifference, ...]

    @property
    def worse(self) -> bool:
        """Tell whether anything got worse for any code."""
        return any(code.worse for code in self.codes)


def compare(old: Report, new: Report) -> Difference:
    """Return what changed from one report to the other; codes in the order of ``new``, then of ``old``."""
    before = {code.code: code for code in old.codes}
    after = {code.code: code for code in new.codes}
    return Difference(
        notecheck_version=new.notecheck_version,
        old=old.note,
        new=new.note,
        codes=tuple(_code(before.get(code), after.get(code)) for code in {**after, **before}),
    )


def _code(old: CodeReport | None, new: CodeReport | None) -> CodeDifference:
    known = new or old
    assert known is not None
    before = {item.id: item for item in old.items} if old else {}
    after = {item.id: item for item in new.items} if new else {}
    ids = list({**after, **before})
    # Where a version was not checked for the code, there is nothing to compare it with.
    changed = [_item(before.get(id), after.get(id)) for id in ids] if old and new else []
    items = [item for item in changed if item is not None]
    return CodeDifference(
        code=known.code,
        title=known.title,
        old_verdict=old.verdict if old else None,
        new_verdict=new.verdict if new else None,
        old_score=old.score if old else None,
        new_score=new.score if new else None,
        items=tuple(sorted(items, key=_order)),
        alerts=_alerts(old, new) if old and new else (),
        unchanged=len(changed) - len(items),
    )


def _item(old: ItemReport | None, new: ItemReport | None) -> ItemChange | None:
    change = _change(old, new)
    known = new or old
    if change is None or known is None:
        return None
    kind, direction = change
    return ItemChange(
        id=known.id, title=known.title, change=kind, direction=direction, old=_side(old), new=_side(new)
    )


def _order(item: ItemChange) -> tuple[int, int]:
    return CHANGES.index(item.change), _DIRECTIONS.index(item.direction)


def _side(item: ItemReport | None) -> Side:
    return Side(status=item.status, evidence=item.evidence) if item else Side(status=None)


def _change(old: ItemReport | None, new: ItemReport | None) -> tuple[Change, Direction] | None:
    was = old is not None and old.status in _GAPS
    is_ = new is not None and new.status in _GAPS
    if was != is_:
        return ("opened", "worse") if is_ else ("closed", "better")
    if old is None or new is None:
        return None
    if old.status != new.status:
        if not is_:  # met and not applicable are no gaps, either way
            return "changed", "same"
        return "changed", "better" if _GAPS.index(new.status) > _GAPS.index(old.status) else "worse"
    # Offsets and lines move with every edit above them; only other words are another answer.
    return ("changed", "same") if _words(old) != _words(new) else None


def _words(item: ItemReport) -> list[str]:
    return sorted({" ".join(piece.text.casefold().split()) for piece in item.evidence})


def _alerts(old: CodeReport | None, new: CodeReport | None) -> tuple[AlertChange, ...]:
    before = {alert.id: alert for alert in old.alerts} if old else {}
    after = {alert.id: alert for alert in new.alerts} if new else {}
    raised = [_raised(alert, "raised") for id, alert in after.items() if id not in before]
    cleared = [_raised(alert, "cleared") for id, alert in before.items() if id not in after]
    return (*raised, *cleared)


def _raised(alert: Alert, change: Literal["raised", "cleared"]) -> AlertChange:
    return AlertChange(id=alert.id, change=change, blocking=alert.blocking, message=alert.message)
