"""Changes of how a note is laid out, which say nothing new: white space, case, wrapping."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from .notes import Sample, Variant

ITEM = re.compile(
    r"\s*(?:[-*•▪●◦>+]|\(?\d{1,2}[.)]|\[[ xX]?\]|[A-Za-z][\w /&'()-]{0,40}:(?:\s|$)|.*\s{3,}\S)"
)


def _double(line: str) -> str:
    return re.sub(r"(?<=\S) (?=\S)", "  ", line)


def _every(line: str, blank: str, step: int) -> str:
    count = 0

    def put(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return match[0] if count % step else blank

    return re.sub(r"(?<=\S) (?=\S)", put, line)


LINES = {
    "doubled blanks": _double,
    "trailing blanks": lambda line: line + "   ",
    "indented by a tab": lambda line: "\t" + line if line.strip() else line,
    "indented by blanks": lambda line: "    " + line if line.strip() else line,
    "tab after a colon": lambda line: line.replace(": ", ":\t"),
    "no-break space for every second blank": lambda line: _every(line, "\xa0", 2),
    "upper case": str.upper,
    "typographic quotes": lambda line: line.replace("'", "’").replace('"', "”"),
    "en dashes": lambda line: re.sub(r"(?<=\w)-(?=\w)", "–", line),
    "carriage returns": lambda line: line + "\r",
}


def layouts(sample: Sample) -> Iterator[Variant]:
    """Yield the note with each change done to all of its lines."""
    for what, change in LINES.items():
        text = "\n".join(map(change, sample.text.split("\n")))
        if text != sample.text:
            yield Variant("layout", what, text, partly=change)
    yield Variant("layout", "empty lines before and after", f"\n\n{sample.text}\n\n\n")
    yield Variant("layout", "doubled empty lines", re.sub(r"\n\n+", "\n\n\n\n", sample.text))


def wraps(sample: Sample) -> Iterator[Variant]:
    """Yield the note with its prose wrapped anew: all of it, then each paragraph alone."""
    parts = re.split(r"(\n[^\S\n]*\n\s*)", sample.text)
    for width in (60, 72, 80, 100):
        every = list(parts)
        for at, part in enumerate(parts):
            if at % 2 or not is_prose(part):
                continue
            every[at] = "\n".join(textwrap.wrap(part, width, break_long_words=False, break_on_hyphens=False))
            if every[at] != part:
                alone = "".join([*parts[:at], every[at], *parts[at + 1 :]])
                start = sum(map(len, parts[:at]))
                what = f"paragraph in {width} columns"
                yield Variant("wrap", what, alone, start, start + len(every[at]))
        if every != parts:
            yield Variant("wrap", f"all in {width} columns", "".join(every))


def is_prose(part: str) -> bool:
    """Tell whether a paragraph is running text whose line ends mean nothing."""
    lines = part.strip().split("\n")
    if any(ITEM.match(line) for line in lines[1:]) or re.match(r"\s*[-*•\[\d]", lines[0]):
        return False
    if "   " in part.strip() or "\t" in part:
        return False
    return len(part) > 100 and all(len(line) >= 50 for line in lines[:-1])
