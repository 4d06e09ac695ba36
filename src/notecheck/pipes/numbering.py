"""Numbering: the items of lists and problem-based plans."""

from __future__ import annotations

import re
from collections.abc import Sequence

from notecheck.marks import Draft, Sentence

_LISTED = frozenset({"condition", "finding", "modality"})
_NUMBERED = re.compile(r"(?:[(#]?(\d{1,2})[.):]+|#\s?(\d{1,2}))\s+(?=[A-Za-z])|#+\s*(?=[A-Za-z])")


def number_items(text: str, sentences: Sequence[Sentence], drafts: Sequence[Draft]) -> list[int]:
    """Note the number of the list item in which a condition stands: "2. Nonunion L4-5".

    Returns for each sentence the block that it belongs to: a numbered item or problem ("# ...")
    with the lines below it, up to the next one, a blank line or another section.
    """
    number: str | None = None
    block, blocks, headed = 0, [], False
    numbers: list[str | None] = []
    for at, sentence in enumerate(sentences):
        match = _NUMBERED.match(text, sentence.start)
        before = text[sentences[at - 1].end : sentence.start] if at else "\n"
        new_section = at == 0 or sentences[at - 1].section != sentence.section
        if match is not None or new_section or before.count("\n") > 1 or (not headed and "\n" in before):
            block += 1
            headed = match is not None
            number = (match[1] or match[2]) if match is not None else None
        elif "\n" in before:
            number = None
        blocks.append(block if headed else -1)
        numbers.append(number)
    for draft in drafts:
        item = numbers[draft.sentence]
        if item and draft.group in _LISTED:
            draft.attributes["item"] = item
    return blocks
