"""From what is written to the code that is meant, or to an error that names the nearest codes."""

from __future__ import annotations

import difflib
import string
from collections.abc import Iterator
from functools import cache

from notecheck.codes import table
from notecheck.errors import CodeError

# Longer input is no code, and might be text of a note, which no message may hold.
LONGEST_SHOWN = 12


def normalise(text: str) -> str:
    """Return the canonical form of a code: upper case, dotted, no blanks.

    "m43.21", "M43.2 " and "M4321" are understood, and so is a family as it is printed ("M43.2-", "M80.-")
    where the code has subdivisions. Raises CodeError that names the nearest codes where there is none such.
    """
    squeezed = "".join(text.split()).upper()
    code = squeezed.rstrip("-").rstrip(".")
    plain = code.replace(".", "")
    dotted = f"{plain[:3]}.{plain[3:]}" if len(plain) > 3 else plain
    if code in (plain, dotted) and table.is_code(dotted):
        if "-" not in squeezed or table.children(dotted):
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
    return f"{squeezed} is not in {table.release().id}{hint}"


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
    siblings = list(table.children(by_plain[header]) or (by_plain[header],)) if header else []
    if len(siblings) > limit:
        keys = [code.replace(".", "") for code in siblings]
        siblings = [by_plain[key] for key in difflib.get_close_matches(plain, keys, n=limit, cutoff=0.0)]
    spellings = sorted(key for key in set(_one_edit_from(plain)) if key in by_plain)
    ranked = difflib.get_close_matches(plain, spellings, n=len(spellings) or 1, cutoff=0.0)
    # Two characters changed about, or one mistyped, is likelier than one left out; the first is seldom wrong.
    ranked.sort(key=lambda key: (sorted(key) != sorted(plain), len(key) != len(plain), key[0] != plain[0]))
    return tuple(dict.fromkeys(sorted(siblings) + [by_plain[key] for key in ranked]))[:limit]


@cache
def _by_plain() -> dict[str, str]:
    return {code.replace(".", ""): code for code in table.known_codes()}


def _one_edit_from(plain: str) -> Iterator[str]:
    for place in range(len(plain) + 1):
        head, tail = plain[:place], plain[place:]
        yield head + tail[1:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        for char in string.digits + string.ascii_uppercase:
            yield head + char + tail[1:]
            yield head + char + tail


def _with_placeholder(plain: str) -> str:
    """Return the code with the placeholder X written before its last character, "" where none exists."""
    for size in range(max(len(plain), 4) + 1, 8):
        filled = plain[:-1] + "X" * (size - len(plain)) + plain[-1:]
        dotted = f"{filled[:3]}.{filled[3:]}"
        if len(plain) >= 4 and table.is_code(dotted):
            return dotted
    return ""
