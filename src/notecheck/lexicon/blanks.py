"""Patterns of the lexicon are written with plain blanks and match whatever white space notes hold.

Dictation doubles blanks, copies bring tabs and no-break spaces, and a line may end within any
phrase. So that nobody has to write ``\\s+`` into words, a blank of a pattern stands for them all.
"""

from __future__ import annotations

from functools import cache

SPACE = r"\s{1,9}"
"""What one blank of a pattern matches; bounded, so that patterns stay linear in time."""

_FORMS = {"?": r"\s{0,9}", "*": r"\s{0,9}", "+": SPACE}


@cache
def flexible(pattern: str) -> str:
    """Return a regular expression whose blanks match any white space.

    Blanks in character classes stay; those of a look-behind, which has a fixed width, match one
    white space character. ``(?x)`` patterns must not be given.

    >>> flexible("status ?post [ -]fusion")
    'status\\\\s{0,9}post\\\\s{1,9}[ -]fusion'
    """
    if " " not in pattern:
        return pattern
    out: list[str] = []
    depth = 0
    behind = 0  # depth of the look-behind that we are in, 0 for none
    at, end = 0, len(pattern)
    while at < end:
        character = pattern[at]
        if character == "\\":
            escaped = pattern[at : at + 2]
            out.append(" " if escaped == "\\ " else escaped)
            at += 2
            if escaped != "\\ ":
                continue
            out.pop()
            at -= 1
            character = " "
        if character == "[":
            close = pattern.index("]", at + 2 + (pattern[at + 1] == "^"))
            while pattern[close - 1] == "\\":
                close = pattern.index("]", close + 1)
            out.append(pattern[at : close + 1])
            at = close + 1
            continue
        if character == "(":
            depth += 1
            if not behind and pattern.startswith(("(?<=", "(?<!"), at):
                behind = depth
        elif character == ")":
            if behind == depth:
                behind = 0
            depth -= 1
        if character != " ":
            out.append(character)
            at += 1
            continue
        following = pattern[at + 1 : at + 2]
        if behind:
            out.append(r"\s")
            at += 1
        elif following in _FORMS and following:
            out.append(_FORMS[following])
            at += 2
        elif following == "{":
            out.append(r"\s")  # the count is the pattern's own
            at += 1
        else:
            out.append(SPACE)
            at += 1
    return "".join(out)
