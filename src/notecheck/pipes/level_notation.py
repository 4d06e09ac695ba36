"""Written lists of vertebrae, read as written: "L3-4, 4-5 and 5-S1", "C3-4 through C6-7", "T10-pelvis".

This module knows how levels are spelled and nothing of what stands around them; ``levels`` decides
whether a list is one of levels at all. A list is read from left to right into atoms (one vertebra
each) and joints (hyphen, slash, "to", comma ...); the joints then say what is one range and what
is the next element of the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from notecheck.anatomy import is_vertebra, position
from notecheck.pipes.level_grammar import Grammar, grammar

_COUNT = {"C": 8, "T": 13, "L": 6, "S": 5}  # C8 is a root only; T13 and L6 are transitional
_BELOW = {"C": ("C7", "T"), "T": ("T12", "L"), "L": ("L5", "S")}


class Atom(NamedTuple):
    """One vertebra of a list. ``loose``: written with a blank or a word ("L 4", "lumbar 4")."""

    start: int
    end: int
    name: str
    loose: bool
    pelvis: bool = False


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
    atoms = _first(rules, text, start, end)
    joints = ["tight"] * (len(atoms) - 1)  # "L45" is two atoms at once
    while atoms:
        step = _next(rules, text, end, atoms, joints)
        if step is None:
            break
        atoms.extend(step[1])
        joints.extend((step[0], *["tight"] * (len(step[1]) - 1)))
    return _fold(rules, text, atoms, joints)


def _first(rules: Grammar, text: str, start: int, end: int) -> list[Atom]:
    match = rules.first.match(text, start, end)
    if match is None:
        return []
    kind = match.lastgroup
    stop = match.end()
    if kind == "occiput":
        return [Atom(start, stop, "O", False)]
    if kind == "four":
        return [Atom(start, stop, "L4", False)]
    letter = match["letter"] or match["small"]
    word = match["w"] or match["rw"]
    digits = match["n"] or match["sn"] or match["rn"]
    if letter is None:
        letter = rules.letters[match["region"].lower()]
    letter = letter.upper()
    number = rules.numbers[word.lower()] if word else int(digits)
    loose = (match["loose"] is not None and text[start + 1] not in "-\u2010\u2011") or match[
        "region"
    ] is not None
    if letter == "C" and number == 0:
        return [Atom(start, stop, "O", loose)]
    if 1 <= number <= _COUNT[letter]:
        pelvis = letter == "S" and text.startswith("AI", stop)
        return [Atom(start, stop + 2 * pelvis, "S1" if pelvis else f"{letter}{number}", loose, pelvis)]
    upper, lower = divmod(number, 10)
    if (
        letter in "CL"
        and not loose
        and upper + 1 == lower
        and upper >= 2
        and lower <= {"C": 7, "L": 5}[letter]
    ):
        return [
            Atom(start, stop - 1, f"{letter}{upper}", False),
            Atom(stop - 1, stop, f"{letter}{lower}", False),
        ]
    return []


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
    if (last.pelvis and kind != "list") or (kind == "dash" and paired):  # "L4-5 - L5 root" are two
        return None
    found = _first(rules, text, start, end)
    if found:
        follower = found[0]
        if kind == "slip":
            if paired or not _neighbours(last, follower):
                return None
        elif kind in ("space", "glue"):
            if follower.loose != last.loose or follower.name == "O":
                return None
            if kind == "space" and not _neighbours(last, follower):
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
    found = _bare(rules, text, start, end, last)
    if not found:
        return None
    atom, spelled = found
    if (kind == "glue" and not spelled) or (kind == "space" and paired):
        return None
    if kind in ("space", "glue"):
        # "L4 five", "C5 6 disc": the next vertebra only, and a digit needs a word that it fits.
        if not _neighbours(last, atom) or rules.unit.match(text, atom.end, end):
            return None
        if not spelled and not (
            rules.head.match(text, atom.end, end) or text[atom.end : atom.end + 1] in ".,;)\n"
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
    name = _follow(last.name, rules.numbers[word.lower()] if word else int(match["n"]))
    return None if name is None else (Atom(start, match.end(), name, False), word is not None)


def _follow(name: str, number: int) -> str | None:
    """Return the vertebra that a bare number means after ``name``: C5 and 6 give C6, L5 and 1 give S1."""
    letter, before = ("C", 0) if name == "O" else (name[0], int(name[1:]))
    if number == 1 and letter in _BELOW and name == _BELOW[letter][0]:
        return f"{_BELOW[letter][1]}1"
    if before < number <= _COUNT[letter] or number == before - 1 >= 1:
        return f"{letter}{number}"
    return None


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
        if not 1 <= number <= _COUNT[letter]:
            return None
        upper = Atom(start, match.end(), f"{letter}{number}", False)
        joint = rules.joint.match(text, upper.end, end)
        if joint is None or joint.lastgroup not in ("tight", "slash", "dash"):
            return None
        # "4/5" is strength, unless the list is written with slashes.
        if joint.lastgroup == "slash" and "/" not in text[atoms[-2].end : last.start]:
            return None
        lettered = _first(rules, text, joint.end(), end)
        bare = None if lettered else _bare(rules, text, joint.end(), end, upper)
        lower = lettered[0] if lettered else bare[0] if bare else None
        if lower is None or not _neighbours(upper, lower):
            return None
        if bare and (rules.unit.match(text, lower.end, end) or text[lower.end : lower.end + 1] == "-"):
            return None
        return "list", [upper, lower]
    if number != before + 1 or number > _COUNT[letter] or rules.unit.match(text, match.end(), end):
        return None
    if text[match.end() : match.end() + 1] in ("-", "/", "+", "%") and match.end() < end:
        return None
    return "list", [Atom(start, match.end(), f"{letter}{number}", False)]


def _neighbours(a: Atom, b: Atom) -> bool:
    return is_vertebra(a.name) and is_vertebra(b.name) and 0 < abs(position(a.name) - position(b.name)) <= 1


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
        return left or right or not _neighbours(atoms[index], atoms[index + 1])
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
