"""What stands around a written level: is it a level at all, and is it one or a nerve root?

"T2" may be an MRI weighting or a tumour stage, "S1 and S2" heart sounds, "T4" and "C4" laboratory
values. "L5 radiculopathy", "sensation intact L2-S1" and "triceps (C7)" name roots. Roots are no
levels of an operation, whatever their notation.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from notecheck import lexicon
from notecheck.pipes.level_grammar import grammar, words
from notecheck.pipes.level_notation import Written

_WINDOW = 80  # characters that may decide, on either side
_TOKEN = re.compile(r"[^\W_]+(?:[-/'’][^\W_]+)*|[.;:,()\n]")
_STAGE = re.compile(r"[a-c]?[ ,/]{0,2}[NM][0-3Xx]\w?\b")
_VALUE = re.compile(r"(?:[ \t]+(?:is|was|of|level))?[ \t]*[:=]?[ \t]*\d+\.\d")
_STRENGTH = re.compile(r"[ \t:(]{1,2}[0-5][+-]?/5\b")
_POSTAL = re.compile(r" \d[A-Z]{2}\b")
_LEAD = r"(?P<lead>[ \t-]?[ \t]?|[ \t]*\n[ \t]*)"


class _Context(NamedTuple):
    """Compiled cue words. ``*_after`` are held against what follows, ``*_word`` against one word before."""

    root_after: re.Pattern[str]
    skipped: frozenset[str]
    places: frozenset[str]
    root_word: re.Pattern[str]
    root_single_word: re.Pattern[str]
    exam_word: re.Pattern[str]
    exam_fillers: frozenset[str]
    muscle_word: re.Pattern[str]
    muscle_after: re.Pattern[str]
    mri_word: re.Pattern[str]
    mri_after: re.Pattern[str]
    never_word: re.Pattern[str]
    never_after: re.Pattern[str]
    laboratory: dict[str, re.Pattern[str]]
    heart: re.Pattern[str]
    heart_word: re.Pattern[str]
    heart_after: re.Pattern[str]


@cache
def _context() -> _Context:
    data = lexicon.load("levels")

    def after(key: str, lead: str) -> re.Pattern[str]:
        return re.compile(rf"{lead}(?i:{words(data[key])})(?!\w)")

    def word(key: str) -> re.Pattern[str]:
        return re.compile(words(data[key]))

    fillers = rf"(?:(?i:{words(data['root_fillers'])})[ \t-]+){{0,4}}"
    return _Context(
        root_after=re.compile(rf"{_LEAD}{fillers}(?P<head>(?i:{words(data['root_heads'])}))(?!\w)"),
        skipped=frozenset([*data["skipped"], ":", "("]),
        places=frozenset(data["places"]),
        root_word=word("root_before"),
        root_single_word=word("root_before_single"),
        exam_word=word("exam_heads"),
        exam_fillers=frozenset(str(entry) for entry in data["exam_fillers"]),
        muscle_word=word("muscles"),
        muscle_after=after("muscles", r"[ \t]?[:(]?[ \t]?"),
        mri_word=word("mri_before"),
        mri_after=after("mri_after", r"[\s,-]{0,3}(?:(?:and|or|/|&)?\s*T[12][\s,-]{0,2})?(?:and\s+)?"),
        never_word=word("never_before"),
        never_after=after("never_after", r"[\s-]{1,2}"),
        laboratory={
            key: re.compile(rf"\b(?i:{words(value)})(?!\w)") for key, value in data["laboratory"].items()
        },
        heart=re.compile(rf"\b(?i:{words(data['heart'])})(?!\w)"),
        heart_word=word("heart_before"),
        heart_after=after("heart_after", rf"[\s,;.]{{0,3}}(?:{words(data['linking'])}\s+){{0,2}}"),
    )


def tokens_before(text: str, start: int) -> list[str]:
    """Return the words and stops before ``start``, small, the nearest first; at most about a dozen."""
    return _TOKEN.findall(text[max(0, start - _WINDOW) : start].lower())[::-1]


def is_other(text: str, group: list[Written], before: list[str]) -> bool:
    """Say whether a list that is spelled like levels is none: images, heart sounds, stages, values."""
    start, end = group[0].start, group[-1].end
    if text[start - 1 : start] == "-" and text[start - 2 : start - 1].isdigit():  # "F3-C3", an EEG lead
        return True
    names = {name for element in group for name in (element.upper, element.lower)}
    single = all(element.upper == element.lower for element in group)
    if not single and not (names <= {"T1", "T2"} or names <= {"S1", "S2"}):
        return False
    cues = _context()
    previous = before[0] if before else ""
    if cues.never_word.fullmatch(previous) or cues.never_after.match(text, end) or _POSTAL.match(text, end):
        return True
    letters = {name[0] for name in names}
    if letters == {"T"}:
        if _STAGE.match(text, end):
            return True
        if names <= {"T1", "T2"} and (single or "-" not in text[start:end]):
            return bool(cues.mri_word.fullmatch(previous) or cues.mri_after.match(text, end))
    if names <= {"T3", "T4"} or names <= {"C3", "C4"}:
        near = text[max(0, start - 20) : start] + " | " + text[end : end + 20]
        return bool(_VALUE.match(text, end) or cues.laboratory[names.copy().pop()[0]].search(near))
    return letters == {"S"} and _heart(text, group, previous, names)


def _heart(text: str, group: list[Written], previous: str, names: set[str]) -> bool:
    cues = _context()
    start, end = group[0].start, group[-1].end
    if grammar().head.match(text, end) or cues.root_after.match(text, end):
        return False
    beside = bool(cues.heart_word.fullmatch(previous) or cues.heart_after.match(text, end))
    if (len(names) == 1 and not names <= {"S3", "S4"}) or "-" in text[start:end]:
        return beside and bool(cues.heart.search(text, max(0, start - _WINDOW), end + _WINDOW))
    if previous in cues.places or (previous in cues.skipped and previous != ":"):
        return False
    return beside or bool(cues.heart.search(text, max(0, start - _WINDOW), end + _WINDOW))


def roots(text: str, group: list[Written], before: list[str]) -> list[bool]:
    """Say of each element of a list whether it names a nerve root.

    A head after the list ("L4, L5 and S1 radiculopathies") rules the elements of the same shape
    as the last, a plural one all of them; words before rule the whole list.
    """
    cues = _context()
    end = group[-1].end
    if any(element.upper == "C8" for element in group) or _root_before(text, group, before, cues):
        return [True] * len(group)
    single = [element.upper == element.lower for element in group]
    head = cues.root_after.match(text, end)
    if head is not None and not ("\n" in head["lead"] and text[head.end("lead")].isupper()):
        plural = head["head"].lower().endswith("s") and not head["head"].lower().endswith("ss")
        return [plural or shape == single[-1] for shape in single]
    if _STRENGTH.match(text, end):
        return [True] * len(group)
    if single[-1] and cues.muscle_after.match(text, end):
        return single
    return [False] * len(group)


def _root_before(text: str, group: list[Written], before: list[str], cues: _Context) -> bool:
    single = all(element.upper == element.lower for element in group)
    ahead = grammar().head.match(text, group[-1].end) is not None
    index = 0
    while index < min(3, len(before)) and before[index] in cues.skipped:
        index += 1
    nearest = before[index] if index < len(before) else ""
    if cues.root_word.fullmatch(nearest):
        return True
    if before[:1] == ["("] and cues.muscle_word.fullmatch(nearest):
        return True
    if ahead:
        return False
    if single and cues.muscle_word.fullmatch(nearest):
        return True
    if single:
        beyond = index + 1 if nearest in cues.places or nearest == "," else index
        if beyond < len(before) and cues.root_single_word.fullmatch(before[beyond]):
            return True
    for token in before[:14]:
        if cues.exam_word.fullmatch(token):
            return True
        if token not in cues.exam_fillers:
            return False
    return False
