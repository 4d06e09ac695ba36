"""The date of the encounter: which of the dates at the head of a note is the note's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from notecheck.pipes.date_forms import Found, Reader

_OTHER_EVENT = frozenset({"birth", "injury"})
# No match begins with a digit in the middle of a number, so a page of digits is passed once.
_WITH_YEAR = re.compile(
    r"[0-9'’](?:(?<=1)9[0-9]{2}|(?<=2)0[0-9]{2}|(?<=['’])[0-9]{2}|(?<![0-9].)[0-9]*[-/.][0-9a-z]+[-/.][0-9])"
)


def may_hold_day(head: str) -> bool:
    """Tell by a glance whether a text can hold a full date; nine notes in ten hold none."""
    return _WITH_YEAR.search(head.lower()) is not None


def encounter_index(reader: Reader, dates: Sequence[Found]) -> int | None:
    """Return the index in ``dates`` of the encounter's own date, None when in doubt.

    Only full dates count. A label ("Date of service:") is trusted in the order of the lexicon,
    a date that stands alone or ends the title line counts within the first lines only.
    """
    header, low = reader.words.header, reader.low
    best: tuple[int, int] | None = None
    previous = 0
    for index, found in enumerate(dates):
        if found.start > header["characters"]:
            break
        line = low.rfind("\n", 0, found.start) + 1
        lead_start = max(line, previous)
        previous = found.end
        if not found.value or found.value[1] != "day" or found.kind != "absolute":
            continue
        if found.role in _OTHER_EVENT:
            continue
        if low.count("\n", 0, found.start) >= header["lines"]:
            break
        if not _WITH_YEAR.search(low, found.start, found.end):
            continue
        rank = _rank(reader, found, line, lead_start)
        trusted = rank is not None and rank < reader.words.labels.index(None)
        if reader.note and not trusted and found.value[0] != reader.note.isoformat():
            continue  # the caller knows the date better than an unlabelled line
        if rank is not None and (best is None or rank < best[0]):
            best = rank, index
    return best[1] if best else None


def _rank(reader: Reader, found: Found, line: int, lead_start: int) -> int | None:
    header, low = reader.words.header, reader.low
    for column in header["column"].finditer(low, lead_start, found.start):
        lead = low[lead_start : column.start()].rstrip()
        label_before = lead.endswith(":") or _labelled(reader, column.start())
        # "Date:    03/04/2025": the gap between a label and its date parts nothing
        if low[column.end() : found.start].strip(" :\t") or not label_before:
            lead_start = column.end()
    if header["never"].search(low, lead_start, found.start):
        return None
    for rank, label in enumerate(reader.words.labels):
        if label is None:
            if _bare(reader, found, line, lead_start):
                return rank
        elif (said := reader.words.label[label].search(low, lead_start, found.start)) and _heads(
            reader, said, line, lead_start
        ):
            if rank == 0 and not header["stay"].search(low, 0, header["characters"]):
                continue  # discharged from elsewhere: not the date of this note
            return rank
    return None


def _heads(reader: Reader, label: re.Match[str], line: int, lead_start: int) -> bool:
    """Tell a label from the same words in a sentence ("she was seen 9/14/71")."""
    low = reader.low
    lead = low[lead_start : label.start()].strip(" \t\r\n*#|•-–—_=")
    if not lead or ":" in label[0]:
        return True
    first_lines = "\n" not in low[:line].strip()
    told = "." in lead or reader.words.header["narrative"].search(low, line, label.start())
    return first_lines and not told


def _labelled(reader: Reader, at: int) -> bool:
    words, low = reader.words, reader.low
    return any(words.label[label].search(low, max(0, at - 40), at) for label in words.labels if label)


def _bare(reader: Reader, found: Found, line: int, lead_start: int) -> bool:
    """Tell whether the date stands alone, or ends or begins a title."""
    header, low = reader.words.header, reader.low
    lines_before = [part for part in low[:line].splitlines() if part.strip()]
    one_line = low.count("\n", 0, header["characters"]) < 2
    if one_line or len(lines_before) >= header["bare_lines"] or not header["behind"].match(low, found.end):
        return False
    lead = low[lead_start : found.start].lstrip()
    if header["narrative"].search(low, line, found.start) or ". " in low[line : found.start]:
        return False
    if header["weekday_only"].match(lead):
        return not (lines_before and lines_before[-1].rstrip().endswith(":"))
    return len(lines_before) < 2 and header["title"].match(lead) is not None
