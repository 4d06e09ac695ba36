"""Read the codes that a note of the tabular list points to, from the text as it is printed.

Printed forms: "(Q76.4)", "(Q76.3-Q76.4)", "(M80.-)", "(M45.0-)", "(F10.15-, F10.25-)", "(O10-O11, O13-O16)",
"(S12.0-S12.3-, S22.0-)", "(M51.- with fifth character 4)", "(E08-E13 with .51-.52)", and, rarely, codes with
no parentheses ("jaw pain R68.84"). Pure text: the table itself is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from notecheck.codes.models import Target

_CODE = r"(?<![0-9A-Za-z.])(?:[A-Z][0-9]|QA)[0-9A-Z](?:\.[0-9A-Z]{1,4})?(?![0-9A-Za-z])"
# A trailing dash or ".-" says "and what is under it", which every code means here anyway; "I70.2--I70.7-",
# "Q70.0- -Q70.3-" and "F98.2.-F98.3" are ranges whose first end has such a dash too.
_RANGE = re.compile(
    rf"(?P<first>{_CODE})(?:\.?(?:\s?-){{1,3}}\s?|\.?-?\sto\s)(?P<last>{_CODE})|(?P<one>{_CODE})"
)
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_ORDINALS = {"fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "4th": 4, "5th": 5, "6th": 6, "7th": 7}
_NTH = "|".join(_ORDINALS)
_VALUE = r"\.?[0-9A-Z]+(?:-[0-9A-Z]+)?(?![0-9A-Za-z])"
_POSITION = re.compile(
    rf"with (?P<from>{_NTH})(?: (?P<join>or|to) (?P<to>{_NTH}))?[ -]characters? "
    rf"(?P<values>{_VALUE}(?:(?:, | or ){_VALUE})*)"
)
_ENDING = re.compile(r"with final characters? -(?P<ending>[0-9A-Z]+)")
_DECIMALS = re.compile(r"with (?:final characters )?(?=\.[0-9])(?P<decimals>[-.,0-9 or]+)")
_DECIMAL = re.compile(r"\.([0-9]+)(?:-\.([0-9]+))?")
NEVER = "(?!)"


@lru_cache(maxsize=8192)
def parse_targets(text: str) -> tuple[Target, ...]:
    """Return the codes and ranges of codes that the note ``text`` points to, in printed order.

    A condition that is not understood ("with open fracture 7th character") makes targets that cover
    nothing: a conflict is never guessed.
    """
    return tuple(_targets(text))


def _targets(text: str) -> Iterator[Target]:
    found = False
    for group in _PARENTHESES.finditer(text):
        for target in _read(group[1], text[group.end() :]):
            found = True
            yield target
    if not found:
        yield from _read(text, "")


def _read(piece: str, tail: str) -> Iterator[Target]:
    hits = list(_RANGE.finditer(piece))
    if not hits:
        return
    condition = _condition(piece[hits[-1].end() :], tail)
    for hit in hits:
        first = hit["one"] or hit["first"]
        yield Target(first=first, last=hit["last"] or first, condition=condition)


def _condition(rest: str, tail: str) -> str:
    """Turn "with fifth character 4" into a pattern over the code without its dot."""
    understood = _understand(rest) or _understand(tail)
    if understood:
        return understood
    return NEVER if re.search(r"\bwith\b", rest) else ""


def _understand(text: str) -> str:
    if hit := _POSITION.search(text):
        start = _ORDINALS[hit["from"]] - 1
        values = "|".join(_span(value.lstrip(".")) for value in re.split(r", | or ", hit["values"]))
        skip = f"{{{start},{_ORDINALS[hit['to']] - 1}}}" if hit["join"] == "or" else f"{{{start}}}"
        return f"^.{skip}(?:{values})"
    if hit := _ENDING.search(text):
        return f"{hit['ending']}$"
    if hit := _DECIMALS.search(text):
        decimals = [
            f"{number:0{len(low)}d}"
            for low, high in _DECIMAL.findall(hit["decimals"])
            for number in range(int(low), int(high or low) + 1)
        ]
        return f"^.{{3}}(?:{'|'.join(decimals)})"
    return ""


def _span(value: str) -> str:
    """Turn "1-4" into a class of characters, anything else into itself."""
    low, dash, high = value.partition("-")
    return f"[{low}-{high}]" if dash and len(low) == len(high) == 1 else re.escape(low)
