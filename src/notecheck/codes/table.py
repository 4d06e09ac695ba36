"""Ask the official ICD-10-CM table, shipped by the package simple-icd-10-cm.

The package parses a 10 MB XML when it is imported (over a second), so it is imported in the first call that
needs it and nowhere else. Its traps are dealt with here: it hands out only the notes printed at a node
itself; M96 is both a block and a category, so that a walk over ``get_parent`` never ends; codes must be upper
case and free of blanks; the placeholder X must be written.
"""

from __future__ import annotations

import importlib
import re
import warnings
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from typing import Any

from notecheck.codes.models import Node, NoteKind, Release, TabularNote, Target
from notecheck.codes.notes import parse_targets
from notecheck.codes.overrides import known_releases, reading_of

PACKAGE = "simple-icd-10-cm"
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


def is_code(text: str) -> bool:
    """Say whether ``text`` is written exactly as a code of the table; chapters and blocks are none."""
    table = _package()
    return bool(table.is_category(text) or table.is_subcategory(text))


@cache
def known_codes() -> tuple[str, ...]:
    """Return all codes, headers included, in the order of the table."""
    return tuple(dict.fromkeys(code for code in _package().get_all_codes() if is_code(code)))


@cache
def _span(code: str) -> tuple[int, int] | None:
    """Return the place of a code in the table and of the last code under it, None where it is unknown."""
    place = _places().get(code)
    return None if place is None else (place, place + len(_package().get_descendants(code)))


@cache
def _places() -> dict[str, int]:
    return {code: place for place, code in enumerate(known_codes())}


def covers(target: Target, code: str) -> bool:
    """Say whether a canonical code is one that ``target`` points to, or lies under one.

    By the order of the table, which is not that of the alphabet: M1A stands before M10, C4A before C44.
    """
    plain = code.replace(".", "")
    if target.condition and re.search(target.condition, plain) is None:
        return False
    # A few notes of the table end in a code that has gone: that end is read by the alphabet.
    place, first, last = _places()[code], _span(target.first), _span(target.last)
    after = place >= first[0] if first else plain >= target.first.replace(".", "")
    end = target.last.replace(".", "")
    return after and (place <= last[1] if last else plain[: len(end)] <= end)


def note_covers(note: TabularNote, code: str) -> bool:
    """Say whether ``note`` points to a canonical code."""
    return any(covers(target, code) for target in note.targets)


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


def path(code: str) -> tuple[Node, ...]:
    """Return the ancestors with their titles, nearest first; M96 the category, then M96 the block."""
    return tuple(
        Node(name=name, title=_package().get_description(name, prioritize_blocks=as_block))
        for name, as_block in _levels(code)[1:]
    )


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
