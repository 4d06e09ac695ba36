"""Merging: several mentions of one operation become one procedure, findings join their study."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from typing import NamedTuple

from notecheck.anatomy import joints_meet, overlaps
from notecheck.marks import Draft, Sentence

_CLOSE = 160  # characters: in an assessment only the next words still tell of a study
_TITLE = 5  # characters of bullets or numbers before the name of a study in a title
_REACH = 6  # sentences: how far a study's report runs on without naming it again
_REPORTED = frozenset({"findings", "assessment", "other", "imaging", "comparison"})
_REAL = frozenset({"present", "uncertain"})
_NO_STUDY = frozenset({"operative_technique", "operative_findings"})


class Cluster(NamedTuple):
    """The mentions of one operation, as indices of the drafts, the best documented first."""

    members: tuple[int, ...]


def _rank(draft: Draft) -> tuple[int, int]:
    told = sum(
        (
            draft.date is not None and draft.date.kind != "vague",
            bool(draft.levels or draft.joint),
            "approach" in draft.attributes,
        )
    )
    return (-told, draft.start)


def _dates_agree(one: Draft, two: Draft) -> bool:
    if one.date is None or two.date is None or one.date.value is None or two.date.value is None:
        return True
    size = min(len(one.date.value), len(two.date.value))
    if one.date.value[:size] == two.date.value[:size]:
        return True
    # counted back from the note ("four years ago") a date is off by up to one unit of its precision
    if "relative" in (one.date.kind, two.date.kind):
        return abs(int(one.date.value[:4]) - int(two.date.value[:4])) <= 1
    return False


def _same(one: Draft, two: Draft) -> bool:
    """Tell whether two mentions can be of one operation."""
    if one.concept != two.concept or one.temporality != two.temporality:
        return False
    if (one.status in _REAL) != (two.status in _REAL) or (
        one.status not in _REAL and one.status != two.status
    ):
        return False
    if one.joint and two.joint and not joints_meet(one.joint, two.joint):
        return False
    if (bool(one.joint) and two.levels) or (bool(two.joint) and one.levels):
        return False
    if one.levels and two.levels and not overlaps(one.levels, two.levels):
        return False
    if (not one.levels or not two.levels) and (
        one.regions
        and two.regions
        and not set(one.regions) & set(two.regions)
        and not _near(one.regions, two.regions)
    ):
        return False
    approaches = {one.attributes.get("approach"), two.attributes.get("approach")} - {None}
    if len(approaches) > 1 or not _dates_agree(one, two):
        return False
    if one.levels and two.levels and set(one.levels) != set(two.levels):
        # a part of the construct may be named ("the L4-5 level of the fusion"), another construct may not
        small, large = sorted((one, two), key=lambda d: len(d.levels))
        if not set(small.levels) <= set(large.levels) or not (
            small.attributes.get("definite") or _told_date(small)
        ):
            return False
        return _told_date(one) == _told_date(two) or None in (_told_date(one), _told_date(two))
    return True


def _told_date(draft: Draft) -> str | None:
    """Return the year of a mention's date, None where it has none."""
    return draft.date.value[:4] if draft.date is not None and draft.date.value else None


def _likeness(draft: Draft, others: Sequence[Draft]) -> int:
    """Return how much a mention shares with the mentions of an operation: levels, then year."""
    levels = any(set(draft.levels) == set(other.levels) for other in others if other.levels)
    year = any(_told_date(draft) == _told_date(other) for other in others if other.date)
    return 2 * bool(draft.levels and levels) + bool(draft.date and year)


def _near(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Tell whether region words may mean the same stretch: "lumbar fusion" of L5-S1."""
    lumbar, neck = (
        {"lumbar", "lumbosacral", "sacral", "thoracolumbar"},
        {"cervical", "cervicothoracic", "occipito-atlanto-axial"},
    )
    return any(set(one) <= group and set(two) <= group for group in (lumbar, neck))


def merge_procedures(drafts: Sequence[Draft]) -> list[Cluster]:
    """Return the operations that the procedure mentions describe, in the order of the text."""
    numbers = [n for n, draft in enumerate(drafts) if draft.group == "procedure"]
    full = [n for n in numbers if drafts[n].levels or drafts[n].joint or drafts[n].date]
    told = set(full)
    hints = {link.target: d.levels for d in drafts for link in d.links if link.relation == "of" and d.levels}
    operations: list[_Operation] = []
    for number in full + [n for n in numbers if n not in told]:
        draft = drafts[number]
        homes = [operation for operation in operations if operation.takes(draft)]
        if len(homes) > 1 and number in hints and not draft.levels:
            # "pseudarthrosis C7-T1 after the posterior fusion": the one that holds that level
            homes = [
                o for o in homes if any(overlaps(d.levels, hints[number]) for d in o.kinds.values())
            ] or homes
        if homes and (draft.levels or draft.date):
            max(homes, key=lambda o: _likeness(draft, list(o.kinds.values()))).add(number, draft)
        elif homes:
            # a bare mention ("the fusion") means the one named last before it
            before = [o for o in homes if o.numbers[0] < number]
            (max(before, key=lambda o: o.last_before(number)) if before else homes[0]).add(number, draft)
        else:
            operations.append(_Operation())
            operations[-1].add(number, draft)
    operations.sort(key=lambda o: o.numbers[0])
    return [Cluster(tuple(sorted(o.numbers, key=lambda n: _rank(drafts[n])))) for o in operations]


class _Operation:
    """The mentions of one operation so far; of those that tell the same, ``kinds`` holds one."""

    __slots__ = ("kinds", "numbers")

    def __init__(self) -> None:
        self.kinds: dict[object, Draft] = {}
        self.numbers: list[int] = []

    def add(self, number: int, draft: Draft) -> None:
        insort(self.numbers, number)
        self.kinds.setdefault(_told(draft), draft)

    def takes(self, draft: Draft) -> bool:
        """Tell whether the mention agrees with all that belong here; a note may name one a thousand times."""
        return _told(draft) in self.kinds or all(_same(draft, other) for other in self.kinds.values())

    def last_before(self, number: int) -> int:
        return self.numbers[bisect_left(self.numbers, number) - 1]


def _told(draft: Draft) -> object:
    """Return all of a mention that decides which operation it is of."""
    date = draft.date
    return (
        draft.concept,
        draft.temporality,
        draft.status,
        draft.joint,
        draft.levels,
        draft.regions,
        draft.attributes.get("approach"),
        draft.attributes.get("definite"),
        (date.value, date.kind) if date else None,
    )


def _title_study(drafts: Sequence[Draft]) -> tuple[int | None, frozenset[str]]:
    """Return the study that a report is about, "CT THORACIC SPINE" in its title, and what tells of it.

    A visit may follow below: then only the findings are sure to be the study's.
    """
    title = next((n for n, d in enumerate(drafts) if d.group == "modality" and d.start < 120), None)
    if any(draft.concept == "radiology_report" for draft in drafts):
        return title, _REPORTED
    first = title is not None and drafts[title].sentence == 0 and drafts[title].start < _TITLE
    return (title if first else None), frozenset({"findings"})


def join_findings(drafts: Sequence[Draft], sentences: Sequence[Sentence]) -> dict[int, int]:
    """Return for each finding (index) the study (index) that it was seen on."""
    found: dict[int, int] = {}
    title, reported = _title_study(drafts)
    studies = [
        n
        for n, d in enumerate(drafts)
        if d.group == "modality" and d.status in _REAL and d.temporality != "planned"
    ]
    places = [drafts[n].sentence for n in studies]
    for number, draft in enumerate(drafts):
        if draft.group not in ("finding", "condition"):
            continue
        inside = studies[bisect_left(places, draft.sentence) : bisect_right(places, draft.sentence)]
        before = [n for n in inside if drafts[n].start < draft.start]
        if inside:
            found[number] = before[-1] if before else inside[0]
            continue
        if draft.section in _NO_STUDY:
            continue
        home = sentences[draft.sentence].section
        near = studies[bisect_left(places, draft.sentence - _REACH) : bisect_left(places, draft.sentence)]
        earlier = [
            n
            for n in near
            if sentences[drafts[n].sentence].section == home
            and drafts[n].attributes.get("item") in (None, draft.attributes.get("item"))
        ]
        listed = draft.section in ("plan", "assessment", "past_surgical_history")
        if earlier and (
            not listed
            or (
                sentences[draft.sentence].start - drafts[earlier[-1]].end < _CLOSE
                and "item" not in draft.attributes
            )
        ):
            found[number] = earlier[-1]
        elif title is not None and draft.section in reported:
            found[number] = title
    return found
