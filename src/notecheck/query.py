"""The wording of queries to providers, and the rules that it must keep.

A prompt that asks a provider to change documentation is a query, whoever writes it (AHIMA/ACDIS,
Guidelines for Achieving a Compliant Query Practice). The words that break a rule stand in
``lexicon/query.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from notecheck import lexicon
from notecheck.query_support import mentions, unsupported

WAYS_OUT = ("Other (please specify)", "Unable to determine")
"""The two options that every query ends with."""

YES_NO = ("present_on_admission", "documented_diagnosis", "cause_and_effect", "conflict")
"""What a yes/no query may be about: never a diagnosis that is not documented yet."""

RULES: dict[str, str] = {
    "query-code": "a query names no code and does not say that it is for coding",
    "query-payment": "a query says nothing of payment, claims, denials or audits",
    "query-quality": "a query says nothing of quality scores, severity or risk adjustment",
    "query-leading": "a query leads to no answer",
    "query-single-option": "a query has no option but one beside the two ways out",
    "query-option-indicator": "no option names what the note gives no indicator for",
    "query-diagnosis": "title and question name no diagnosis that the note does not hold",
    "query-yes-no": f"yes or no is asked only of: {', '.join(YES_NO)}",
    "query-ways-out": "the two ways out (other, unable to determine) stand once under every query",
}
"""The rules by name."""

_PLACEHOLDER = re.compile(r"\{\w*\}")
_BOX = re.compile(r"^\s*(?:\[(?P<tick>[^\]]?)\]|(?P<square>[☐☑☒]))\s*(?P<option>.+)$")


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that a query breaks: in its ``title``, ``ask`` or ``options`` (there ``index`` says which)."""

    rule: str
    message: str
    part: str
    index: int | None = None


def judge(
    ask: str,
    options: Sequence[str] = (),
    *,
    title: str = "",
    documented: Collection[str] = (),
    yes_no: str = "",
    held: Collection[str] | None = None,
) -> list[Fault]:
    """Return the rules that the wording of a query breaks, in the order of its parts.

    ``options`` are those before the two ways out. ``documented`` are the concepts of the conditions
    that the note holds: only these may be named in title and question. ``yes_no`` is the reason for
    which a yes/no question is allowed, one of :data:`YES_NO`. ``held`` are the names of what the note
    speaks of (:func:`notecheck.query_support.held`), None where there is no note to hold options
    against. Placeholders such as ``{level}`` stand for words of the note and are passed over.
    """
    parts: list[tuple[str, int | None, str]] = [("title", None, title), ("ask", None, ask)]
    parts += [("options", index, option) for index, option in enumerate(options)]
    faults = []
    for part, index, text in parts:
        text = _PLACEHOLDER.sub("…", text)
        faults += [Fault(rule, message, part, index) for rule, message in _wording(text)]
        if part != "options":
            faults += [
                Fault("query-diagnosis", f"'{words}' may not be in the note; quote the note instead", part)
                for words in _diagnoses(text, documented)
            ]
        elif re.match(_data()["ways_out"], text.strip(), re.IGNORECASE):
            message = f"'{text.strip()}' is added to every query; leave it out"
            faults.append(Fault("query-ways-out", message, part, index))
        elif held is not None and (words := unsupported(text, held)):
            message = f"the note gives no indicator for '{words[0]}'"
            faults.append(Fault("query-option-indicator", message, part, index))
    if len(options) == 1:
        faults.append(
            Fault("query-single-option", "one option alone leads to it; offer others", "options", 0)
        )
    return faults + list(_yes_no(ask, options, yes_no))


def judge_text(
    text: str, *, title: str = "", documented: Collection[str] = (), yes_no: str = ""
) -> list[Fault]:
    """Return the rules that a whole query breaks, as it is sent: a question, then lines ``[ ] option``."""
    lines = [(line, _BOX.match(line)) for line in text.splitlines()]
    ask = "\n".join(line for line, box in lines if box is None).strip()
    boxes = [box for _, box in lines if box is not None]
    options = [box["option"].strip() for box in boxes]
    own = [option for option in options if option not in WAYS_OUT]
    faults = judge(ask, own, title=title, documented=documented, yes_no=yes_no)
    for way in WAYS_OUT:
        if options.count(way) != 1:
            faults.append(Fault("query-ways-out", f"'{way}' must stand once among the options", "options"))
    if any((box["tick"] or "").strip() or box["square"] in ("☑", "☒") for box in boxes):
        faults.append(Fault("query-leading", "an option is ticked beforehand", "options"))
    return faults


def _wording(text: str) -> Iterator[tuple[str, str]]:
    for rule, pattern in _patterns():
        found = pattern.search(text)
        if found:
            yield rule, f"'{' '.join(found[0].split())}': {RULES[rule]}"


def _yes_no(ask: str, options: Sequence[str], reason: str) -> Iterator[Fault]:
    words = _data()["yes_no"]
    answers = [re.match(words["option"], option.strip(), re.IGNORECASE) for option in options]
    closed = any(answers) or re.search(words["ask"], ask.strip(), re.IGNORECASE) is not None
    if closed and not reason:
        message = f"a yes/no question needs 'yes_no' with its reason: {', '.join(YES_NO)}"
        yield Fault("query-yes-no", message, "ask")
    elif reason and reason not in YES_NO:
        yield Fault("query-yes-no", f"'{reason}' is no reason; use one of {', '.join(YES_NO)}", "ask")
    elif reason and options and len({answer[0].lower() for answer in answers if answer}) < 2:
        yield Fault("query-yes-no", "a yes/no question offers both Yes and No", "options")


def _diagnoses(text: str, documented: Collection[str]) -> list[str]:
    """Return the words for conditions that are not documented, each once."""
    return list(
        dict.fromkeys(
            mention.text
            for mention in mentions(text)
            if mention.group == "condition" and mention.concept not in documented
        )
    )


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = lexicon.load("query")
    return data


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (rule, re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE))
        for rule, words in _data()["words"].items()
    )
