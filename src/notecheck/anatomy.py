"""The spine as data: the order of its vertebrae, motion segments, regions and neighbours.

Names are full: a vertebra is ``L5``, a motion segment is upper-lower (``L4-L5``), the occiput is
``O``. ``T13`` and ``L6`` are tolerated as transitional vertebrae. The regions follow the site
characters of ICD-10-CM M43.2- (M43.21 "occipito-atlanto-axial" to M43.28 "sacral and
sacrococcygeal"): a junction belongs to the region that is named after it, so C7-T1 is
cervicothoracic, T12-L1 thoracolumbar and L5-S1 lumbosacral.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import pairwise

REGIONS = (
    "occipito-atlanto-axial",
    "cervical",
    "cervicothoracic",
    "thoracic",
    "thoracolumbar",
    "lumbar",
    "lumbosacral",
    "sacral",
)

_STANDARD = ("O", *(f"{letter}{n}" for letter, count in (("C", 7), ("T", 12), ("L", 5), ("S", 5))
                    for n in range(1, count + 1)))  # fmt: skip
_POSITION: dict[str, float] = {name: float(index) for index, name in enumerate(_STANDARD)}
# Transitional vertebrae stand between the last ordinary one and the next region.
_POSITION |= {"T13": _POSITION["T12"] + 0.5, "L6": _POSITION["L5"] + 0.5}
_VERTEBRA_REGION = {"O": REGIONS[0], "C1": REGIONS[0], "C2": REGIONS[0], "C8": "cervicothoracic"}
_LETTER_REGION = {"C": "cervical", "T": "thoracic", "L": "lumbar", "S": "sacral"}
_JUNCTIONS = {"CT": "cervicothoracic", "TL": "thoracolumbar", "LS": "lumbosacral"}


def is_vertebra(name: str) -> bool:
    """Say whether ``name`` is a vertebra (or the occiput, ``O``); ``C8`` and ``L7`` are none."""
    return name in _POSITION


def position(vertebra: str) -> float:
    """Return the rank of a vertebra from the head down; raises ValueError for any other name."""
    try:
        return _POSITION[vertebra]
    except KeyError:
        raise ValueError(f"not a vertebra: {vertebra!r}") from None


@cache
def segments_between(upper: str, lower: str) -> tuple[str, ...]:
    """Return the motion segments from one vertebra to another, from the head down.

    ``("L4", "S1")`` gives ``("L4-L5", "L5-S1")``; the order of the two does not matter, and
    one vertebra alone spans no segment. Raises ValueError for a name that is no vertebra.
    """
    first, last = sorted((position(upper), position(lower)))
    ends = {first, last}
    within = sorted(
        (rank, name)
        for name, rank in _POSITION.items()
        # A transitional vertebra counts only where it is named.
        if first <= rank <= last and (rank.is_integer() or rank in ends)
    )
    return tuple(f"{a}-{b}" for (_, a), (_, b) in pairwise(within))


@cache
def region_of(level: str) -> str:
    """Return the region of a motion segment or vertebra, by the site table of M43.2-.

    Root ``C8`` is answered too (it leaves the canal at C7-T1). Raises ValueError for any
    other name.
    """
    upper, _, lower = level.partition("-")
    if lower:
        if position(upper) >= position(lower):
            raise ValueError(f"not a motion segment: {level!r}")
        if position(lower) <= position("C2"):
            return REGIONS[0]
        return _JUNCTIONS.get(upper[0] + lower[0]) or _LETTER_REGION[lower[0]]
    if level not in _VERTEBRA_REGION:
        position(level)
        return _LETTER_REGION[level[0]]
    return _VERTEBRA_REGION[level]


def regions_of(levels: Iterable[str]) -> tuple[str, ...]:
    """Return the regions of some levels, each once, in the order of the levels."""
    return tuple(dict.fromkeys(region_of(level) for level in levels))


def vertebrae_of(level: str) -> tuple[str, ...]:
    """Return the vertebrae of a level: two for a motion segment, itself for a vertebra."""
    return tuple(level.split("-"))


def joined(levels: Iterable[str]) -> tuple[str, ...]:
    """Return levels with listed neighbours joined: "C2 and C3" fused are the segment C2-C3.

    Vertebrae that are next to each other become the motion segment between them; segments and
    lone vertebrae stay. From the head down, each once.
    """
    known = set(levels)
    singles = sorted((level for level in known if "-" not in level), key=position)
    segments = {level for level in known if "-" in level}
    for upper, lower in pairwise(singles):
        between = segments_between(upper, lower)
        if len(between) == 1:
            segments.update(between)
    covered = {vertebra for segment in segments for vertebra in segment.split("-")}
    kept = segments | {single for single in singles if single not in covered}
    return tuple(sorted(kept, key=lambda level: tuple(position(v) for v in level.split("-"))))


def ranges(levels: Iterable[str]) -> tuple[str, ...]:
    """Return levels as they are written: motion segments that follow one another as one range.

    ``("L3-L4", "L4-L5", "L5-S1")`` gives ``("L3-S1",)``; the order is kept.
    """
    runs: list[list[str]] = []
    for level in levels:
        upper, _, lower = level.partition("-")
        if runs and lower and len(runs[-1]) == 2 and runs[-1][1] == upper:
            runs[-1][1] = lower
        else:
            runs.append([upper, lower] if lower else [upper])
    return tuple("-".join(run) for run in runs)


def overlaps(levels_a: Iterable[str], levels_b: Iterable[str]) -> bool:
    """Say whether two sets of levels share a level.

    The same segment, the same vertebra, or a vertebra that belongs to a segment of the other
    set; two different segments that only meet at a vertebra do not overlap.
    """
    a, b = set(levels_a), set(levels_b)
    return not a.isdisjoint(b) or _touches(a, b) or _touches(b, a)


def adjacent(levels: Iterable[str], construct: Iterable[str]) -> bool:
    """Say whether any of ``levels`` is directly above or below ``construct`` and no part of it.

    For a construct L4-S1, L3-L4 and the vertebra L3 are adjacent; L4-L5 and L2-L3 are not.
    """
    parts = set(joined(construct))
    body = {vertebra for part in parts for vertebra in part.split("-")}
    ranks = {position(vertebra) for vertebra in body}
    for level in set(levels) - parts:
        if "-" in level:
            # Any other segment that shares a vertebra with the construct is next to it.
            if not body.isdisjoint(level.split("-")):
                return True
        elif level not in body and any(abs(position(level) - rank) <= 1 for rank in ranks):
            return True
    return False


def _touches(vertebrae: set[str], segments: set[str]) -> bool:
    bodies = {vertebra for segment in segments if "-" in segment for vertebra in segment.split("-")}
    return not bodies.isdisjoint(vertebrae)


_JOINT_PARTS = {
    "hindfoot": frozenset({"subtalar", "talonavicular"}),
    "tibiotalocalcaneal": frozenset({"ankle", "subtalar"}),
}
"""Fusions of several joints: the triple arthrodesis, the fusion of ankle and heel."""


def joints_meet(one: str, other: str) -> bool:
    """Tell whether two peripheral joints are one, or one is fused with the other: triple, talonavicular."""
    return one == other or other in _JOINT_PARTS.get(one, ()) or one in _JOINT_PARTS.get(other, ())
