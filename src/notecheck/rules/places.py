"""Whether two facts are about the same place of the body."""

from __future__ import annotations

from notecheck.anatomy import adjacent, joints_meet, overlaps
from notecheck.rules.facts import Fact, Facts, joint_of, levels_of, regions_in

# Clinicians use the word of a whole part of the spine for its junctions too: an L5-S1 fusion is a
# "lumbar fusion". Two regions are compatible where one of these parts holds both.
_PARTS = (
    frozenset({"occipito-atlanto-axial", "cervical", "cervicothoracic"}),
    frozenset({"cervicothoracic", "thoracic", "thoracolumbar"}),
    frozenset({"thoracolumbar", "lumbar", "lumbosacral"}),
    frozenset({"lumbosacral", "sacral"}),
)


def compatible(regions: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Tell whether any region of one may be meant by a region of the other."""
    return any(a == b or any(a in part and b in part for part in _PARTS) for a in regions for b in others)


def same_place(one: Fact, other: Fact, facts: Facts) -> bool | None:
    """Tell whether two facts share a motion segment, a joint or, where only that is known, a region.

    None where one of them has no place at all.
    """
    joint, other_joint = joint_of(one), joint_of(other)
    levels, other_levels = levels_of(one, facts), levels_of(other, facts)
    if joint and other_joint and joints_meet(joint, other_joint):
        return True
    if levels and other_levels:
        return overlaps(levels, other_levels)
    if joint and other_joint:
        return False
    regions, other_regions = regions_in(one, facts), regions_in(other, facts)
    if regions and other_regions:
        return compatible(regions, other_regions)
    if (joint and other_regions) or (regions and other_joint):
        return False
    return None


def next_to(one: Fact, other: Fact, facts: Facts) -> bool | None:
    """Tell whether a segment of one borders on a segment of the other and is not one of them."""
    levels, other_levels = levels_of(one, facts), levels_of(other, facts)
    if not levels or not other_levels:
        return None
    return adjacent(levels, other_levels)
