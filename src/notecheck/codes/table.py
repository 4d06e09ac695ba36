"""Ask the official ICD-10-CM table, shipped by the package simple-icd-10-cm.

The package parses a 10 MB XML when it is imported (over a second), so it is imported in the first call that
needs it and nowhere else. Its traps are dealt with here: it hands out only the notes printed at a node
itself; M96 is both a block and a category, so that a walk over ``get_parent`` never ends; codes must be upper
case and free of blanks; the placeholder X must be written.
"""

from __future__ import annotations

import difflib
import importlib
import string
import warnings
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from typing import Any

from notecheck.codes.models import Code, Facts, Node, NoteKind, Release, TabularNote
from notecheck.codes.notes import parse_targets
from notecheck.codes.overrides import known_releases, reading_of
from notecheck.errors import CodeError

PACKAGE = "simple-icd-10-cm"
# Longer input is no code, and might be text of a note, which no message may hold.
LONGEST_SHOWN = 12
_LISTS: tuple[tuple[NoteKind, str], ...] = (
    ("Includes", "get_includes"),
    ("Inclusion term", "get_inclusion_term"),
    ("Excludes1", "get_excludes1"),
    ("Excludes2", "get_excludes2"),
)
_LINES: tuple[tuple[NoteKind, str], ...] = (
    ("Code first", "get_code_first"),
    ("Use additional code", "get_use_additional_code"),
    ("Code also", "get_code_also"),
    ("Note", "get_notes"),
)
_POINTING: tuple[NoteKind, ...] = ("Excludes1", "Excludes2", "Code first", "Use additional code", "Code also")


@cache
def _package() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package reads its data in a way that Python 3.11 deprecates
        return importlib.import_module("simple_icd_10_cm")


@cache
def release() -> Release:
    """Return which code set answers, by the installed version of the package."""
    version = metadata.version(PACKAGE)
    suffix = f"(package {PACKAGE} {version})"
    known = known_releases().get(version)
    if known is None:
        return Release(id=f"ICD-10-CM of unknown release {suffix}")
    return known.model_copy(update={"id": f"{known.id} {suffix}"})


def _is_code(text: str) -> bool:
    """Say whether ``text`` is written exactly as a code of the table; chapters and blocks are none."""
    table = _package()
    return bool(table.is_category(text) or table.is_subcategory(text))


@cache
def known_codes() -> tuple[str, ...]:
    """Return all codes, headers included, in the order of the table."""
    return tuple(dict.fromkeys(code for code in _package().get_all_codes() if _is_code(code)))


def normalise(text: str) -> str:
    """Return the canonical form of a code: upper case, dotted, no blanks.

    "m43.21", "M43.2 " and "M4321" are understood, and so is a family as it is printed ("M43.2-", "M80.-")
    where the code has subdivisions. Raises CodeError that names the nearest codes where there is none such.
    """
    squeezed = "".join(text.split()).upper()
    code = squeezed.rstrip("-").rstrip(".")
    plain = code.replace(".", "")
    dotted = f"{plain[:3]}.{plain[3:]}" if len(plain) > 3 else plain
    if code in (plain, dotted) and _is_code(dotted):
        if "-" not in squeezed or children(dotted):
            return dotted
        raise CodeError(f"{dotted} has no subdivisions; write {dotted} without the dash")
    raise CodeError(unknown(text))


def unknown(text: str) -> str:
    """Say in one line that ``text`` is no code, and which codes are nearest to it."""
    squeezed = "".join(text.split())
    if not squeezed or len(squeezed) > LONGEST_SHOWN or not squeezed.isprintable():
        return "this is no ICD-10-CM code; write one such as M96.0"
    near = nearest(text)
    hint = f"; the nearest are {', '.join(near)}" if near else ""
    if near and _with_placeholder(squeezed.upper().replace(".", "")) == near[0]:
        hint = f"; write the placeholder X: {near[0]}"
    return f"{squeezed} is not in {release().id}{hint}"


def nearest(text: str, *, limit: int = 9) -> tuple[str, ...]:
    """Return the known codes most like ``text``: what its longest known header offers, then near spellings.

    At most ``limit`` codes; none where nothing is like it.
    """
    plain = "".join(text.split()).upper().replace(".", "").rstrip("-")[:LONGEST_SHOWN]
    placeholder = _with_placeholder(plain)
    if placeholder:
        return (placeholder,)
    by_plain = _by_plain()
    header = next((plain[:end] for end in range(len(plain), 2, -1) if plain[:end] in by_plain), "")
    siblings = list(children(by_plain[header]) or (by_plain[header],)) if header else []
    if len(siblings) > limit:
        keys = [code.replace(".", "") for code in siblings]
        siblings = [by_plain[key] for key in difflib.get_close_matches(plain, keys, n=limit, cutoff=0.0)]
    # All that differ in one character, kept only where the table has them, and ranked by likeness.
    spellings = {key for key in _one_edit_from(plain) if key in by_plain}
    ranked = difflib.get_close_matches(plain, sorted(spellings), n=limit, cutoff=0.0)
    return tuple(dict.fromkeys(sorted(siblings) + [by_plain[key] for key in ranked]))[:limit]


@cache
def _by_plain() -> dict[str, str]:
    return {code.replace(".", ""): code for code in known_codes()}


def _one_edit_from(plain: str) -> Iterator[str]:
    for place in range(len(plain) + 1):
        head, tail = plain[:place], plain[place:]
        yield head + tail[1:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        for char in string.digits + string.ascii_uppercase:
            yield head + char + tail[1:]
            yield head + char + tail


def _with_placeholder(plain: str) -> str:
    """Return the code with the placeholder X written before its 7th character, "" where none exists."""
    if not 4 <= len(plain) < 7:
        return ""
    filled = plain[:-1] + "X" * (7 - len(plain)) + plain[-1]
    dotted = f"{filled[:3]}.{filled[3:]}"
    return dotted if _is_code(dotted) else ""


def title(code: str) -> str:
    """Return the official title of a canonical code."""
    return str(_package().get_description(code))


def children(code: str) -> tuple[str, ...]:
    """Return the direct subdivisions of a canonical code, 7th characters included."""
    return tuple(_package().get_children(code))


def billable(code: str) -> bool:
    """Say whether a canonical code is valid on a claim: no subdivisions, 7th character where required."""
    return not children(code)


def billable_under(code: str) -> tuple[str, ...]:
    """Return the billable codes below a canonical code, in the order of the table."""
    return tuple(below for below in _package().get_descendants(code) if billable(below))


@cache
def _levels(code: str) -> tuple[tuple[str, bool], ...]:
    """Return (name, as block) for the code and each ancestor.

    A block and its only category may bear one name (M96): the second of the two is the block.
    """
    names = [code, *_package().get_ancestors(code)]
    return tuple((name, name in names[:index]) for index, name in enumerate(names))


def ancestors(code: str) -> tuple[str, ...]:
    """Return the names of the ancestors, nearest first, a block that bears its category's name left out."""
    return tuple(name for name, as_block in _levels(code)[1:] if not as_block)


@cache
def notes_of(code: str) -> tuple[TabularNote, ...]:
    """Return all notes that bind a canonical code: its own, then those of each ancestor."""
    return tuple(note for name, as_block in _levels(code) for note in _notes_at(name, as_block=as_block))


def _notes_at(name: str, *, as_block: bool) -> Iterator[TabularNote]:
    table = _package()
    for kind, getter in _LISTS:
        for text in getattr(table, getter)(name, prioritize_blocks=as_block):
            yield _note(kind, name, text)
    for kind, getter in _LINES:
        for text in getattr(table, getter)(name, prioritize_blocks=as_block).splitlines():
            yield _note(kind, name, text)
    for char, meaning in table.get_seven_chr_def(name, prioritize_blocks=as_block).items():
        yield TabularNote(kind="Seventh character", node=name, text=f"{char} = {meaning}")


def _note(kind: NoteKind, node: str, text: str) -> TabularNote:
    clean = text.strip(" ,")
    reading = reading_of(node, kind, clean)
    targets = parse_targets(reading.read_as if reading else clean) if kind in _POINTING else ()
    return TabularNote(kind=kind, node=node, text=clean, targets=targets, reading=reading)


def lookup(text: str) -> Code:
    """Return a code with its title, place, notes and release. Raises CodeError where it is unknown."""
    code = normalise(text)
    notes = notes_of(code)
    return Code(
        code=code,
        title=title(code),
        billable=billable(code),
        ancestors=tuple(
            Node(name=name, title=_package().get_description(name, prioritize_blocks=as_block))
            for name, as_block in _levels(code)[1:]
        ),
        children=children(code),
        own=tuple(note for note in notes if note.node == code),
        inherited=tuple(note for note in notes if note.node != code),
        release=release().id,
    )


def facts_for(text: str) -> Facts:
    """Return whether a code exists, is billable, and its title; a code that does not exist raises nothing."""
    try:
        code = normalise(text)
    except CodeError:
        return Facts(exists=False, billable=False, title="")
    return Facts(exists=True, billable=billable(code), title=title(code))
