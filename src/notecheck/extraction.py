"""The typed result of reading a note: what it mentions, asserted how, linked to what.

Everything here is data. Offsets are characters into the untouched text of the note, so
``text[mention.start:mention.end] == mention.text`` always holds. The pipeline builds an
:class:`Extraction`; ``evaluate`` reads it and nothing else of the pipeline.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Status = Literal["present", "absent", "uncertain", "hypothetical", "family", "historical"]
Precision = Literal["day", "month", "year"]
Temporality = Literal["prior", "current", "planned"]
ProcedureKind = Literal[
    "fusion", "decompression", "discectomy", "hardware_removal", "injection", "neurostimulation", "other"
]


class Frozen(BaseModel):
    """A value that never changes after it was built."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Cue(Frozen):
    """The words that decided something: an assertion, a link."""

    start: int
    end: int
    text: str


class Assertion(Frozen):
    """How a span is asserted, the cue that decided, and who says it.

    ``reporter`` is ``patient`` where the note only passes on what the patient or another
    layman says ("was told it never healed"), guideline I.B.14.
    """

    status: Status
    cue: Cue | None = None
    reporter: Literal["provider", "patient"] = "provider"


class DateMention(Frozen):
    """A date as written and what it means.

    ``value`` is ISO 8601 cut to its precision (``2021``, ``2021-03``, ``2021-03-14``), or None
    where a relative date has no note date to count from or the words are too vague.
    ``kind`` tells these apart: ``absolute``, ``relative`` ("18 months ago"), ``vague``
    ("years ago"). ``role`` names a date that is expressly of something else: ``birth``,
    ``injury``, ``note``, ``print``.
    """

    start: int
    end: int
    text: str
    value: str | None = None
    precision: Precision | None = None
    kind: Literal["absolute", "relative", "vague"] = "absolute"
    role: str | None = None


class Link(Frozen):
    """A relation from the mention that carries it to another one.

    ``relation``: ``caused_by`` (symptom or condition to its cause), ``of`` (a non-union to the
    fusion that it is of), ``indication`` (a procedure to the condition it is done for),
    ``apart`` (two conditions told apart), ``seen_on`` (finding to study).
    ``strength``: ``explicit``, ``temporal`` (bound: "following", "status post"), ``comention``
    (same level or joint, nothing ties them).
    """

    relation: str
    target: int
    strength: Literal["explicit", "temporal", "comention"] = "explicit"
    cue: Cue | None = None


class Mention(Frozen):
    """One thing that the note says, whatever its kind.

    ``id`` is the index in ``Extraction.mentions``. ``group`` is the lexicon family
    (``condition``, ``finding``, ``symptom``, ``factor``, ``treatment``, ``procedure`` ...) and
    ``concept`` the name within it. ``attributes`` come from the lexicon entry and from the
    components ("approach": "posterior", "site": "screw"). ``place`` are the words that give the
    levels, region or joint.
    """

    id: int
    group: str
    concept: str
    start: int
    end: int
    text: str
    section: str
    line: int
    assertion: Status = "present"
    cue: Cue | None = None
    reporter: Literal["provider", "patient"] = "provider"
    levels: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    joint: str | None = None
    place: Cue | None = None
    date: DateMention | None = None
    attributes: dict[str, str] = {}
    links: tuple[Link, ...] = ()


class Procedure(Frozen):
    """One operation or intervention; several mentions of the same one are merged.

    ``mentions`` are ids of ``Extraction.mentions``, the best documented first; ``start``,
    ``end`` and ``text`` are of that first one.
    """

    kind: ProcedureKind
    name: str
    approach: str | None = None
    levels: tuple[str, ...] = ()
    joint: str | None = None
    regions: tuple[str, ...] = ()
    temporality: Temporality
    date: DateMention | None = None
    start: int
    end: int
    text: str
    section: str
    assertion: Status
    mentions: tuple[int, ...] = ()


class Finding(Frozen):
    """What a study shows, at which levels, asserted how."""

    finding: str
    levels: tuple[str, ...] = ()
    assertion: Status
    start: int
    end: int
    text: str
    mention: int | None = None


class ImagingStudy(Frozen):
    """A study that the note reports, with its findings."""

    modality: str
    date: DateMention | None = None
    findings: tuple[Finding, ...] = ()
    start: int
    end: int
    text: str
    section: str
    mention: int | None = None


class Condition(Frozen):
    """A disease or state, with its place."""

    concept: str
    levels: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    assertion: Status
    start: int
    end: int
    text: str
    section: str
    mention: int | None = None


class CodeMention(Frozen):
    """An ICD-10-CM code that the note itself writes."""

    code: str
    start: int
    end: int
    text: str


class Extraction(Frozen):
    """Everything that was read, in the order of the text."""

    procedures: tuple[Procedure, ...] = ()
    imaging: tuple[ImagingStudy, ...] = ()
    conditions: tuple[Condition, ...] = ()
    regions: tuple[str, ...] = ()
    codes: tuple[CodeMention, ...] = ()
    mentions: tuple[Mention, ...] = ()
