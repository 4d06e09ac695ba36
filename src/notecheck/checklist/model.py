"""The typed checklist of one code: what its documentation must hold, and what a coder must see."""

from __future__ import annotations

from dataclasses import dataclass, field

from notecheck.report import Axis, ItemStatus, Requirement
from notecheck.rules.context import Rule
from notecheck.rules.query import Query
from notecheck.rules.subject import Subject

WAYS_OUT = ("Other (please specify)", "Unable to determine")
WEIGHTS: dict[str, float] = {"required": 3.0, "conditional": 2.0, "recommended": 1.0}


@dataclass(frozen=True, slots=True)
class Question:
    """A neutral question to the provider, with options that leave the answer open.

    Neither names a code nor money; the two ways out ("other", "unable to determine") are added to
    every question and stand in no checklist. ``yes_no`` is why a yes/no question is allowed, empty
    where the question is none.
    """

    ask: str
    options: tuple[str, ...] = ()
    yes_no: str = ""

    @property
    def form(self) -> str:
        """Return the question with its options and the two ways out, placeholders unfilled."""
        return self.ask + "".join([f"\n[ ] {option}" for option in (*self.options, *WAYS_OUT)])


@dataclass(frozen=True, slots=True)
class Clause:
    """A status and the rule that gives it."""

    status: ItemStatus
    rule: Rule


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to document. The first clause that holds gives the status, else it is missing."""

    id: str
    title: str
    axis: Axis
    requirement: Requirement
    weight: float
    clauses: tuple[Clause, ...]
    applies: Rule | None = None
    reason: str = ""
    document: str = ""
    question: Question | None = None
    sources: tuple[str, ...] = ()
    watched: tuple[Query, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeOffer:
    """A code to offer where ``when`` holds; ``by_region`` picks by the regions of ``of``'s facts."""

    code: str | None = None
    when: Rule | None = None
    by_region: tuple[tuple[str, str], ...] = ()
    of: Query | None = None
    otherwise: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AlertRule:
    """Something about the note as a whole that a coder must see."""

    id: str
    title: str
    when: Rule
    blocking: bool
    message: str
    codes: tuple[CodeOffer, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelatedCode:
    """A neighbouring code: ``relation`` is ``additional``, ``instead``, ``information`` or ``review``."""

    code: str
    title: str
    relation: str
    reason: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class RelatedProcedure:
    """A procedure or imaging code seen beside the diagnosis, with a label of our own."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A question that coders ask, answered."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What ``{name}`` in a question or message stands for: words of the note, else ``otherwise``.

    With ``each`` an option that holds it is offered once for every answer that the note gives, and
    not at all where it gives none.
    """

    query: Query
    use: str
    otherwise: str
    each: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A note that must give these results."""

    title: str
    code: str
    text: str
    date: str | None = None
    setting: str = "outpatient"
    verdict: str | None = None
    items: dict[str, str] = field(default_factory=dict)
    alerts: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Guide:
    """What a person reads about the code; no rule looks at it."""

    when_to_use: tuple[str, ...] = ()
    when_not_to_use: tuple[str, ...] = ()
    pitfalls: tuple[str, ...] = ()
    questions: tuple[Answer, ...] = ()
    related_procedures: tuple[RelatedProcedure, ...] = ()
    sources: tuple[str, ...] = ()
    releases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checklist:
    """The checklist of one code. Codes of a family share everything but what differs by code.

    ``path`` is the file it was read from; ``family`` lists all codes of that file.
    """

    code: str
    title: str
    version: str
    diagnosis: str
    items: tuple[Item, ...]
    alerts: tuple[AlertRule, ...]
    site: str | None = None
    parent: bool = False
    family: tuple[str, ...] = ()
    suggestions: tuple[CodeOffer, ...] = ()
    subjects: dict[str, Subject] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    placeholders: dict[str, Placeholder] = field(default_factory=dict)
    related_codes: tuple[RelatedCode, ...] = ()
    guide: Guide = Guide()
    examples: tuple[Example, ...] = ()
    path: str = ""

    def item(self, item_id: str) -> Item:
        """Return the item of this id; KeyError where there is none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def related(self, code: str) -> RelatedCode | None:
        """Return what the checklist says about a neighbouring code."""
        return next((related for related in self.related_codes if related.code == code), None)
