"""What a note gives indicators for, and what an option of a query names.

An option stands only where the note speaks of what it names: a condition, an operation or finding,
a region, a level (AHIMA/ACDIS: options are supported by clinical indicators of the record). Which
concepts are indicators for each other says ``lexicon/query.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from notecheck import lexicon
from notecheck.extraction import Extraction, Mention

if TYPE_CHECKING:
    from notecheck.reading import Reader

_NAMING = frozenset({"condition", "finding", "procedure"})
_NOT_OF_PATIENT = frozenset({"family", "hypothetical"})
_VERTEBRA = re.compile(r"(?<!\w)[CTLS]\d{1,2}(?!\w)")


def held(extraction: Extraction) -> frozenset[str]:
    """Return the names of what a note speaks of as this patient's: concepts, regions and vertebrae.

    What it denies is among them, as a finding that is absent is an indicator too.
    """
    names: set[str] = set(extraction.regions)
    for mention in extraction.mentions:
        if mention.assertion not in _NOT_OF_PATIENT:
            names.add(mention.concept)
            names.update(mention.regions)
            names.update(vertebra for level in mention.levels for vertebra in level.split("-"))
    return frozenset(names)


def unsupported(option: str, names: Collection[str]) -> list[str]:
    """Return the words of an option that name what is not among ``names``, as :func:`held` gives them."""
    supports = _data()["support"]
    found = [
        mention.text
        for mention in mentions(option)
        if mention.group in _NAMING
        and mention.concept != "other"
        and not {mention.concept, *supports.get(mention.concept, ())}.intersection(names)
    ]
    regions: list[str] = _regions().findall(option)
    if regions and not any(word.lower() in names for word in regions):
        found.append(regions[0])
    vertebrae = _VERTEBRA.findall(option)
    return list(dict.fromkeys(found + [vertebra for vertebra in vertebrae if vertebra not in names]))


@lru_cache(maxsize=2048)
def mentions(text: str) -> tuple[Mention, ...]:
    """Return what words of a query mention, read as a note is."""
    from notecheck.extract import build_extraction

    return tuple(build_extraction(_reader().read(text, None)).mentions) if text.strip() else ()


@cache
def _reader() -> Reader:
    from notecheck.reading import Reader

    return Reader()


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = lexicon.load("query")
    return data


@cache
def _regions() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_data()['regions'])})(?!\w)", re.IGNORECASE)
