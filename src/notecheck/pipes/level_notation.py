"""Written lists of vertebrae, read as written: "L3-4, 4-5 and 5-S1", "C3-4 through C6-7", "T10-pelvis".

This module knows how levels are spelled and nothing of what stands around them; ``levels`` decides
whether a list is one of levels at all. A list is read from left to right into atoms (one vertebra
each) and joints (hyphen, slash, "to", comma ...); the joints then say what is one range and what
is the next element of the list.
"""

from __future__ import annotations

from dataclasses import dataclass

from notecheck.anatomy import is_vertebra, position
from notecheck.pipes.level_grammar import COUNT, Atom, Grammar, follow, grammar, neighbours, read_atom


@dataclass(frozen=True, slots=True)
class Written:
    """One element of a list: a vertebra (``upper == lower``) or a range, ``[start, end)``.

    ``pelvis``: the range runs to the pelvis. ``loose``: no letter stands right at its number, so
    that only the context can tell that it is a level.
    """

    start: int
    end: int
    upper: str
    lower: str
    pelvis: bool
    loose: bool


def read_list(text: str, start: int, end: int) -> list[Written]:
    """Read the list of levels that begins exactly at ``start``; empty where none does.

    Nothing at or after ``end`` is read. Linear in the length of the list.
    """
    rules = grammar()
    atoms = read_atom(rules, text, start, end)
    joints = ["tight"] * (len(atoms) - 1)  # "L45" is two atoms at once
    while atoms:
        step = _next(rules, text, end, atoms, joints)
        if step is None:
            break
        atoms.extend(step[1])
        joints.extend((step[0], *["tight"] * (len(step[1]) - 1)))
    return _fold(rules, text, atoms, joints)


_PAIRED = frozenset({"tight", "dash", "slash", "range", "glue"})


def _next(
    rules: Grammar, text: str, end: int, atoms: list[Atom], joints: list[str]
) -> tuple[str, list[Atom]] | None:
    """Read the joint after the last atom and the atom (or bare pair) that it joins; None at the end."""
    last = atoms[-1]
    joint = rules.joint.match(text, last.end, end)
    if joint is None or joint.lastgroup is None:
        return None
    kind, start = joint.lastgroup, joint.end()
    paired = bool(joints) and joints[-1] in _PAIRED
    if kind == "range" and paired and text[last.end : start].strip() == ">":
        kind = "list"  # "L5-S1 > L3-4": one is worse than the other
    if (last.pelvis and kind != "list") or (kind == "dash" and paired):  # "L4-5 - L5 root" are two
        return None
    found = read_atom(rules, text, start, end)
    if found:
        follower = found[0]
        if kind == "slip":
            if paired or not neighbours(last, follower):
                return None
        elif kind in ("space", "glue"):
            if follower.loose != last.loose or follower.name == "O":
                return None
            if kind == "space" and not neighbours(last, follower):
                # "L4 S1 fusion" is a range; without such a word two vertebrae stand side by side.
                if not paired and rules.head.match(text, follower.end, end):
                    return "tight", found
                if last.loose:
                    return None
        return kind, found
    if kind in ("range", "tight", "dash", "slash"):
        bottom = rules.end.match(text, start, end)
        if bottom is not None:
            return kind, [Atom(start, bottom.end(), "S1", False, bottom["pelvis"] is not None)]
    if kind == "slip":
        return None
    if kind == "list":
        return _listed(rules, text, start, end, atoms, paired)
    next_one = _bare(rules, text, start, end, last)
    if next_one is None:
        return None
    atom, spelled = next_one
    if (kind == "glue" and not spelled) or (kind == "space" and paired):
        return None
    if kind in ("space", "glue"):
        # "L4 five", "C5 6 disc": the next vertebra only, and a digit needs a word that it fits.
        if not neighbours(last, atom) or rules.unit.match(text, atom.end, end):
            return None
        if not spelled and not (
            rules.head.match(text, atom.end, end)
            or rules.goes_on.match(text, atom.end, end)
            or text[atom.end : atom.end + 1] in ".,;)\n"
        ):
            return None
        return "tight", [atom]
    if kind in ("dash", "range") and rules.unit.match(text, atom.end, end):
        return None
    return kind, [atom]


def _bare(rules: Grammar, text: str, start: int, end: int, last: Atom) -> tuple[Atom, bool] | None:
    """Read a number without a letter that goes on from ``last``; and whether it is spelled out."""
    match = rules.bare.match(text, start, end)
    if match is None:
        return None
    word = match["w"]
    name = follow(last.name, rules.numbers[word.lower()] if word else int(match["n"]))
    return None if name is None else (Atom(start, match.end(), name, False), word is not None)


def _listed(
    rules: Grammar, text: str, start: int, end: int, atoms: list[Atom], paired: bool
) -> tuple[str, list[Atom]] | None:
    """Read an element of a list that shares the letter before: "4-5", "5-S1" after a pair, "6" after C5."""
    last = atoms[-1]
    match = rules.bare.match(text, start, end)
    if match is None or last.name == "O":
        return None
    number = rules.numbers[match["w"].lower()] if match["w"] else int(match["n"])
    letter, before = last.name[0], int(last.name[1:])
    if paired:
        if not 1 <= number <= COUNT[letter]:
            return None
        upper = Atom(start, match.end(), f"{letter}{number}", False)
        joint = rules.joint.match(text, upper.end, end)
        if joint is None or joint.lastgroup not in ("tight", "slash", "dash"):
            return None
        # "4/5" is strength, unless the list is written with slashes.
        if joint.lastgroup == "slash" and "/" not in text[atoms[-2].end : last.start]:
            return None
        lettered = read_atom(rules, text, joint.end(), end)
        bare = None if lettered else _bare(rules, text, joint.end(), end, upper)
        lower = lettered[0] if lettered else bare[0] if bare else None
        if lower is None or not neighbours(upper, lower):
            return None
        if bare and (rules.unit.match(text, lower.end, end) or text[lower.end : lower.end + 1] == "-"):
            return None
        return "list", [upper, lower]
    if number != before + 1 or number > COUNT[letter] or rules.unit.match(text, match.end(), end):
        return None
    if text[match.end() : match.end() + 1] in ("-", "/", "+", "%") and match.end() < end:
        return None
    return "list", [Atom(start, match.end(), f"{letter}{number}", False)]


def _fold(rules: Grammar, text: str, atoms: list[Atom], joints: list[str]) -> list[Written]:
    """Split the atoms into the elements of the list; what cannot be a level is left out."""
    elements: list[Written] = []
    first = 0
    for index in range(len(atoms)):
        if index < len(joints) and not _splits(atoms, joints, index):
            continue
        element = _element(rules, text, atoms[first : index + 1])
        if element is not None:
            elements.append(element)
        first = index + 1
    return elements


def _splits(atoms: list[Atom], joints: list[str], index: int) -> bool:
    """Say whether the joint after atom ``index`` parts two elements."""
    kind = joints[index]
    left = index > 0 and joints[index - 1] in _PAIRED
    right = index + 1 < len(joints) and joints[index + 1] in _PAIRED
    if kind == "space":  # "L4 L5" is one segment; "L4-5 L5-S1" are two
        return left or right or not neighbours(atoms[index], atoms[index + 1])
    if kind == "slash":  # "L4-5/L5-S1"
        return left and right and joints[index - 1] != "slash" and joints[index + 1] != "slash"
    return kind == "list"


def _element(rules: Grammar, text: str, atoms: list[Atom]) -> Written | None:
    start, end = atoms[0].start, atoms[-1].end
    known = [atom.name for atom in atoms if is_vertebra(atom.name)]
    if len(known) < len(atoms) and atoms[0].loose and len(atoms) == 1:  # "C 8" is a size
        return None
    if len(known) < len(atoms):  # C8 is a root: a range that reaches it is one of roots
        return Written(
            start, end, "C8", atoms[0].name if atoms[0].name != "C8" else atoms[-1].name, False, False
        )
    known.sort(key=position)
    loose = atoms[0].loose
    if end - start == 3 and known[0][0] == "C" and len(atoms) == 2 and text[start + 1 : end].isdigit():
        # "C56" is also a diagnosis code: only before a word of the spine.
        loose = True
    if len(atoms) == 1 and known[0] == "O":
        return None
    if loose and (rules.unit.match(text, end) or text[end : end + 1] == "/"):
        return None
    if loose and (len(atoms) == 1 or end - start == 3 or "/" in text[start:end]):
        # "L 5" and "L 4/5" may be anything unless a word of the spine follows.
        head = rules.head.match(text, end)
        if head is None or (
            head.group().strip(" -\t").lower() == "level" and text[head.end() : head.end() + 1] != "."
        ):
            return None
    return Written(start, end, known[0], known[-1], any(atom.pelvis for atom in atoms), loose)
