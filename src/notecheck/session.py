"""A note while it is being dictated: what each new stretch of it closes and opens, what to ask next.

Every update gives the very report that a check of the whole text gives; what has not changed since
the last one is not judged again.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from notecheck.checker import build_report
from notecheck.errors import CodeError, NotecheckError
from notecheck.pipes.dates import head_length, header_date
from notecheck.report import CodeReport, ItemReport, Report
from notecheck.rereading import last_place, rereading, shared

if TYPE_CHECKING:
    from notecheck.checker import Checker

PROMPTS = 3
"""How many prompts are given at a time: each further one in an encounter is heeded less (PMC5387195)."""

_GAPS = frozenset({"partial", "missing", "contradicted"})
_REQUIREMENTS = ("required", "conditional", "recommended")
_AXES = ("code", "support")


@dataclass(frozen=True, slots=True)
class Change:
    """An item or alert that came, went or changed since the last update.

    ``id`` is stable: ``M96.0/prior_fusion_date``. ``before`` and ``after`` are statuses of an item,
    ``raised`` for an alert, None where the code was or is not looked at.
    """

    id: str
    kind: Literal["item", "alert"]
    title: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question to the provider, neutral as a query must be. ``weight`` is that of its item."""

    id: str
    code: str
    title: str
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Update:
    """The report of the text as it stands (None while it is blank), and what changed.

    ``opened`` are the gaps and alerts that were none before, ``closed`` those that are none any
    more; ``changes`` holds these and every other change of a status.
    """

    report: Report | None
    changes: tuple[Change, ...] = ()
    opened: tuple[Change, ...] = ()
    closed: tuple[Change, ...] = ()


class Session:
    """One note in the making. Not to be shared between threads; make one for each note."""

    def __init__(
        self,
        checker: Checker,
        codes: Sequence[str] | None = None,
        date: str | datetime.date | None = None,
        setting: str | None = "outpatient",
        note_id: str = "note",
    ) -> None:
        self._checker = checker
        self._lists = None if codes is None else [checker.checklists[code] for code in codes]
        pipes, self._memory = rereading(checker._reader.components)
        self._pipes = checker._narrower.behind(pipes) if codes is None else pipes
        self._date = date
        self._setting = setting
        self._note_id = note_id
        self._text = ""  # what was last read, also where that failed
        self._told = ""  # what the last update was of
        self._head: tuple[str, datetime.date | None] = "", None
        self._last = Update(None)
        self._states: dict[str, Change] = {}
        self._dismissed: set[tuple[str, str]] = set()

    @property
    def report(self) -> Report | None:
        """The report of the last update, None before the first and while the text is blank."""
        return self._last.report

    def update(self, text: str) -> Update:
        """Return the report of ``text``, the whole note so far, and what changed since the last call.

        Raises what :meth:`Checker.check` raises, except that a blank text is no error; the session
        then stays as it was before the call.
        """
        if text == self._told:
            return Update(self._last.report)
        report = self._check(text) if text.strip() else None
        states = {state.id: state for state in _states(report)}
        changes = tuple(_changes(self._states, states))
        self._text = self._told = text
        self._states = states
        self._last = Update(
            report,
            changes,
            opened=tuple(c for c in changes if _is_open(c.after) and not _is_open(c.before)),
            closed=tuple(c for c in changes if _is_open(c.before) and not _is_open(c.after)),
        )
        return self._last

    def prompts(self, limit: int = PROMPTS) -> list[Prompt]:
        """Return the next questions, the weightiest first and at most ``limit``.

        Among equals come the items that the code itself needs, then the required ones, then the
        order of the checklist. One question that codes of a family share is asked once; one that
        was dismissed is not asked again.
        """
        if self.report is None:
            return []
        found: dict[tuple[str, str], tuple[tuple[float, int, int], Prompt]] = {}
        for code in self.report.codes:
            for item in code.items:
                key = self._key(code.code, item.id)
                if item.status in _GAPS and key not in self._dismissed and key not in found:
                    found[key] = (_order(item), _prompt(code, item))
        ordered = sorted(found.values(), key=lambda pair: pair[0])  # stable: checklist order stays
        return [prompt for _, prompt in ordered[: max(limit, 0)]]

    def dismiss(self, item_id: str) -> None:
        """Never prompt for an item again in this session; for a family, for none of its codes.

        ``item_id`` is the ``id`` of a prompt or change (``M96.0/prior_fusion_date``). Raises
        NotecheckError where no checklist has it.
        """
        code, _, item = item_id.partition("/")
        try:
            self._checker.checklists[code].item(item)
        except (CodeError, KeyError):
            raise NotecheckError(
                "there is no such item to dismiss; give the id of a prompt, such as M96.0/prior_fusion_date"
            ) from None
        self._dismissed.add(self._key(code, item))

    def _check(self, text: str) -> Report:
        """Return what :meth:`Checker.check` returns, without reading again what has not changed."""
        checker = self._checker
        note = checker._note(text, self._date, self._setting, self._note_id, dated=self._header_date)
        before = self._text
        same = shared(before, text)
        self._memory.forget(same)
        self._text = text  # what is remembered from here on is of this text
        extraction = checker._extract(note, self._pipes)
        last = self._last.report
        told = same if self._told is before else shared(self._told, text)
        if (
            last is not None
            and last.note.date == note.date
            and last_place(extraction) <= told
            and last.extraction == extraction
        ):
            # The items are judged by what was extracted, and by no other text than its own.
            return build_report(note, extraction, last.codes)
        return build_report(note, extraction, checker._judged(note, extraction, self._lists))

    def _header_date(self, text: str) -> datetime.date | None:
        """Return the date that the head states; it is read anew only where the head has changed."""
        head = text[: head_length()]
        if head != self._head[0]:
            self._head = head, header_date(text)
        return self._head[1]

    def _key(self, code: str, item: str) -> tuple[str, str]:
        """Return what tells questions apart: the codes of a family ask the same ones."""
        return (self._checker.checklists[code].family or (code,))[0], item


def _states(report: Report | None) -> Iterator[Change]:
    """Yield what there is to change: items and alerts, as changes out of nothing."""
    for code in report.codes if report else ():
        for item in code.items:
            yield Change(f"{code.code}/{item.id}", "item", item.title, None, item.status)
        for alert in code.alerts:
            yield Change(f"{code.code}/{alert.id}", "alert", alert.title or alert.message, None, "raised")


def _changes(before: dict[str, Change], after: dict[str, Change]) -> Iterator[Change]:
    for state in after.values():
        old = before.get(state.id)
        if old is None:
            yield state
        elif old.after != state.after:
            yield Change(state.id, state.kind, state.title, old.after, state.after)
    for state in before.values():
        if state.id not in after:
            yield Change(state.id, state.kind, state.title, state.after, None)


def _is_open(status: str | None) -> bool:
    return status in _GAPS or status == "raised"


def _order(item: ItemReport) -> tuple[float, int, int]:
    return -item.weight, _AXES.index(item.axis), _REQUIREMENTS.index(item.requirement)


def _prompt(code: CodeReport, item: ItemReport) -> Prompt:
    text = item.query or f"Please clarify in the note: {item.title}."
    return Prompt(f"{code.code}/{item.id}", code.code, item.title, text, item.weight)
