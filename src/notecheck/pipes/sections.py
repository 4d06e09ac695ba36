"""Sections: every header of a note and the stretch of text that it governs.

The sections of a note cover it from the first character to the last; what stands before the
first header is ``preamble``, what follows an unknown header in capitals is ``other``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from notecheck import lexicon
from notecheck.marks import Section

# A possible header: at the start of a line after optional bullets or rules, up to a colon, a run of
# blanks, a dash or the end of the line; or in capitals after a sentence within a line ("IMPRESSION:").
_LINE = re.compile(
    r"^[^\S\n]*(?:[-=*#•>_~|]+[^\S\n]*|\(?\d{1,2}[.)][^\S\n]+|[IVX]{1,4}\.[^\S\n]+)?"
    r"(?P<head>[A-Za-z][A-Za-z0-9 \t\xa0/&'’()+.–-]{0,58}?)[^\S\n]*"
    r"(?P<end>:|[-=*_]{2,}(?=[^\S\n]*$)|(?=[^\S\n]*$)|[^\S\n](?:-|–)(?=[^\S\n]|$)|[^\S\n]{2,}(?=\S))",
    re.MULTILINE,
)
# The same without a stop at a run of blanks, for notes that double them: "PAST  SURGICAL  HISTORY:".
_LONGER = re.compile(
    r"(?P<head>[A-Za-z][A-Za-z0-9 \t\xa0/&'’()+.–-]{0,70}?)[^\S\n]*+(?P<end>:|(?=$))", re.MULTILINE
)
_INLINE = re.compile(r"[.!?;)][^\S\n]+(?P<head>[A-Z][A-Z /&'()-]{2,48})(?P<end>:)")
_STOPPED = re.compile(r"^[^\S\n]*(?P<head>[A-Z][a-z]+(?: [a-z]+){0,2})\.[^\S\n]+(?=[A-Z(])", re.MULTILINE)
_SALUTATION = re.compile(r"^[^\S\n]*(?i:Dear)[^\S\n][^\n:,]{1,60}[,:]?[^\S\n]*$", re.MULTILINE)
_TAIL = re.compile(r"\s+(?:today|on|of|from|\d[\d/.-]*|\s)+$")  # "Assessment 02/12/2024", "Imaging today"
_BLANKS = re.compile(r"\s+")
_SINGLE = re.compile(r"\S+ \S")
_DECOR = " \t-=*#•>_~|:."


@cache
def _headers() -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    data = lexicon.load("sections")
    names = {_plain(str(head)): name for name, heads in data["headers"].items() for head in heads}
    return names, frozenset(data["parts"]), frozenset(data["needs_colon"])


@cache
def _report_parts() -> frozenset[str]:
    return frozenset(lexicon.load("sections")["report_parts"])


@cache
def _study() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{lexicon.load('sections')['studies']})(?!\w)", re.IGNORECASE)


def _plain(head: str) -> str:
    """Return a header as it is looked up: one blank between words, small letters, no article."""
    return (
        _BLANKS.sub(" ", head.strip(_DECOR)).lower().replace("’", "'").replace("–", "-").replace(" the ", " ")
    )


def _canonical(head: str) -> str | None:
    """Return the section that a header opens, None where it is not in the lexicon."""
    names, _, _ = _headers()
    key = _plain(head)
    if key in names:
        return names[key]
    bare = _TAIL.sub("", key.split("(")[0]).strip()
    return names.get(bare) if len(bare) > 2 else None


@lru_cache(maxsize=4096)
def _line_header(head: str, end: str) -> str | None:
    """Judge a possible header at the start of a line; None where it is no header.

    The same headers come in every note of a house.
    """
    _, parts, needs_colon = _headers()
    key = _BLANKS.sub(" ", head.strip(_DECOR)).lower()
    if key in parts:
        return None
    name = _canonical(head)
    colon = end == ":"
    alone = end == "" or end[:2] in ("--", "==", "**", "__")
    if name is not None:
        if colon:
            return name
        # without a colon a header stands alone on its line, or is in capitals before a wide gap
        if alone and (key not in needs_colon or head.isupper() or head.istitle() or head[:1].isupper()):
            return name if len(key) > 1 else None
        return name if head.isupper() and len(key) > 2 and key not in needs_colon else None
    if colon and head.isupper() and len(key) > 3 and not any(c.isdigit() for c in key):
        return "other"
    if (
        alone
        and head.isupper()
        and len(key.split()) <= 5
        and len(key) > 5
        and not any(c.isdigit() for c in key)
    ):
        return "other"
    return None


def _doubled(head: str) -> bool:
    """Tell whether all blanks of a header are doubled, so that none of them parts it from what follows."""
    gaps = _BLANKS.findall(head.strip())
    return len(gaps) > 1 and all(len(gap) > 1 for gap in gaps)


def _beside(text: str, match: re.Match[str]) -> str | None:
    """Return the section of "Exam   Gait normal": a known word and a gap; not all blanks are doubled."""
    head = match["head"]
    key = _plain(head)
    if not head[:1].isupper() or key in _headers()[1] or len(key) < 3:
        return None
    return _canonical(head) if _SINGLE.match(text, match.end()) else None


def _of_report(text: str, match: re.Match[str], last: tuple[int, int, str]) -> bool:
    """Tell whether a header goes on with the study titled above: "CT LUMBAR SPINE", "Narrative: ..."."""
    start, body, section = last
    if section not in ("imaging", "other") or _plain(match["head"]) not in _report_parts():
        return False
    return not text[body : match.start()].strip() and _study().match(text, start) is not None


def find_sections(text: str) -> list[Section]:
    """Return the sections of ``text``, in order and without gaps."""
    heads: list[tuple[int, int, str]] = []
    loose: list[tuple[int, int, str]] = []  # headers beside their text, where the note has more of the kind
    columns = 0
    capitals = text.isupper()  # where all is in capitals, they make no header
    for found in _LINE.finditer(text):
        match = found
        if match["end"][:1].isspace() and len(match["end"]) > 1 and not match["end"].strip():
            longer = _LONGER.match(text, match.start("head"))
            if longer is not None and (_canonical(longer["head"]) is not None or _doubled(longer["head"])):
                match = longer
        name = _line_header(match["head"], match["end"][:2])
        if name == "other" and capitals:
            continue
        if name is not None and heads and _of_report(text, match, heads[-1]):
            heads[-1] = (*heads[-1][:2], "imaging")
            continue
        if name == "vitals" and heads and heads[-1][2] == "physical_exam":
            continue
        if name is not None:
            heads.append((found.start(), match.end(), name))
            columns += match["end"].isspace()
        elif match["end"].isspace() and (beside := _beside(text, match)) is not None:
            loose.append((match.start(), match.end(), beside))
    if columns + len(loose) > 1:
        heads.extend(loose)
    if "Dear" in text or "DEAR" in text:
        heads.extend(
            (match.start(), match.end(), "history_of_present_illness") for match in _SALUTATION.finditer(text)
        )
    stopped = [
        (match.start(), match.end(), name)
        for match in _STOPPED.finditer(text)
        if (name := _canonical(match["head"])) is not None and _plain(match["head"]) not in _headers()[1]
    ]
    if len({name for _, _, name in stopped}) > 1:  # "Plan. Revision L5-S1", where more stand so
        taken = {start for start, _, _ in heads}
        heads.extend(head for head in stopped if head[0] not in taken)
    seen = {body for _, body, _ in heads}
    for match in _INLINE.finditer(text):
        name = _canonical(match["head"])
        if name is not None and match.end() not in seen:
            heads.append((match.start("head"), match.end(), name))
    heads.sort()
    sections: list[Section] = []
    if not heads or heads[0][0] > 0:
        sections.append(Section("preamble", 0, 0, heads[0][0] if heads else len(text)))
    for at, (start, body, name) in enumerate(heads):
        if at == 0 and start == 0 and name == "other":
            name = "preamble"  # the title of the note
        end = heads[at + 1][0] if at + 1 < len(heads) else len(text)
        sections.append(Section(name, start, min(body, end), end))
    return sections
