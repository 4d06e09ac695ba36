"""From parsed YAML to the checklists of one file, one a code; every mistake is collected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast, get_args

from notecheck.anatomy import REGIONS
from notecheck.checklist.check import check_references
from notecheck.checklist.guide import read_examples, read_guide
from notecheck.checklist.model import (
    WEIGHTS,
    AlertRule,
    Checklist,
    Clause,
    CodeOffer,
    Item,
    Placeholder,
    Question,
    RelatedCode,
)
from notecheck.report import Axis, ItemStatus, Requirement
from notecheck.rules.logic import positive_queries, subject_name
from notecheck.rules.parse import RuleParser
from notecheck.rules.query import Query
from notecheck.rules.reading import Loc, Problems, Reader

_AXES = cast("tuple[str, ...]", get_args(Axis))
_REQUIREMENTS = cast("tuple[str, ...]", get_args(Requirement))
_CLAUSES = ("contradicted", "met", "partial", "missing")
_RELATIONS = ("additional", "instead", "information", "review")
_USES = ("text", "levels", "date", "approach", "regions", "place")


def build(
    raw: Any, problems: Problems, *, path: str = "", rules: RuleParser | None = None
) -> dict[str, Checklist]:
    """Return the checklists of one parsed file by code.

    ``raw`` is the parsed YAML. Mistakes go to ``problems``; with any, the result is empty. Give
    ``rules`` to keep what the rules refer to.
    """
    reader = Reader(raw, (), problems)
    rules = rules or RuleParser(problems)
    codes = _codes(reader)
    named = {}
    for name, value, loc in reader.mapping("define"):
        rules.owner = ("rule", name)
        named[name] = rules.rule(value, loc)
    subjects = {}
    for name, value, loc in reader.mapping("subjects"):
        rules.owner = ("subject", name)
        subjects[name] = rules.subject(value, loc)
    items = [_item(raw_item, loc, rules, codes) for raw_item, loc in reader.entries("items", required=True)]
    related = tuple([_related(entry, loc, problems) for entry, loc in reader.entries("related_codes")])
    rules.owner = ("alert", "")
    alerts = tuple([_alert(entry, loc, rules) for entry, loc in reader.entries("alerts")])
    suggestions = tuple([_offer(entry, loc, rules) for entry, loc in reader.entries("suggestions")])
    placeholders = {name: _placeholder(v, loc, rules) for name, v, loc in reader.mapping("placeholders")}
    shared = Checklist(
        code="",
        title=reader.text("title", required=True),
        version=reader.text("version", required=True),
        diagnosis=reader.text("diagnosis", required=True),
        items=(),
        alerts=alerts,
        family=tuple(codes),
        suggestions=suggestions,
        subjects=subjects,
        rules=named,
        placeholders=placeholders,
        related_codes=related,
        guide=read_guide(reader),
        examples=read_examples(reader),
        path=path,
    )
    reader.finish()
    check_references(rules, shared, [item for item, _ in items], problems)
    if problems.found:
        return {}
    return {code: _for_code(shared, code, about, items) for code, about in codes.items()}


def _codes(reader: Reader) -> dict[str, tuple[str, str | None, bool]]:
    codes: dict[str, tuple[str, str | None, bool]] = {}
    for code, value, loc in reader.mapping("codes", required=True):
        about = Reader(value, loc, reader.problems)
        site = about.choice("site", REGIONS, "") if about.take("site") is not None else None
        codes[code] = (about.text("title", required=True), site, about.flag("parent"))
        about.finish()
    return codes


def _item(
    raw: Any, loc: Loc, rules: RuleParser, codes: Mapping[str, Any]
) -> tuple[Item, dict[str, dict[str, Any]]]:
    """Return an item and what differs by code."""
    reader = Reader(raw, loc, rules.problems)
    item_id = reader.text("id", required=True)
    rules.owner = ("item", item_id)
    requirement = reader.choice("requirement", _REQUIREMENTS)
    weight = reader.number("weight")
    clauses = []
    clause_reader = Reader(reader.take("rules", required=True) or {}, (*loc, "rules"), rules.problems)
    for status, value, at in Reader({"rules": clause_reader.raw}, loc, rules.problems).mapping("rules"):
        if clause_reader.has(status) and status in _CLAUSES:
            clauses.append(Clause(cast(ItemStatus, status), rules.rule(value, at)))
        else:
            rules.problems.add(at, f"'{status}' is no status; use one of {', '.join(_CLAUSES)}")
    item = Item(
        id=item_id,
        title=reader.text("title", required=True),
        axis=cast(Axis, reader.choice("axis", _AXES)),
        requirement=cast(Requirement, requirement),
        weight=WEIGHTS.get(requirement, 1.0) if weight is None else weight,
        clauses=tuple(clauses),
        applies=rules.rule(reader.take("applies"), (*loc, "applies")) if reader.has("applies") else None,
        reason=reader.text("reason"),
        document=reader.text("document"),
        question=_question(reader.take("query"), (*loc, "query"), rules.problems),
        sources=reader.texts("sources"),
    )
    if requirement == "conditional" and item.applies is None:
        rules.problems.add(loc, f"'{item_id}' is conditional: 'applies' is missing", "missing-key")
    changes: dict[str, dict[str, Any]] = {}
    for code, value, at in reader.mapping("by_code"):
        if code not in codes:
            rules.problems.add(at, f"'{code}' is no code of this file")
        changes[code] = _change(Reader(value, at, rules.problems), item, weight is None)
    reader.finish()
    return item, changes


def _change(reader: Reader, item: Item, usual_weight: bool) -> dict[str, Any]:
    requirement = reader.choice("requirement", _REQUIREMENTS, item.requirement)
    weight = WEIGHTS.get(requirement, 1.0) if usual_weight else item.weight
    change = {
        "requirement": requirement,
        "axis": reader.choice("axis", _AXES, item.axis),
        "weight": reader.number("weight", weight),
        "title": reader.text("title", item.title),
    }
    reader.finish()
    return change


def _question(raw: Any, loc: Loc, problems: Problems) -> Question | None:
    if raw is None:
        return None
    if isinstance(raw, str):
        return Question(raw.strip())
    reader = Reader(raw, loc, problems)
    question = Question(reader.text("ask", required=True), reader.texts("options"), reader.text("yes_no"))
    reader.finish()
    return question


def _alert(raw: Any, loc: Loc, rules: RuleParser) -> AlertRule:
    reader = Reader(raw, loc, rules.problems)
    alert = AlertRule(
        id=reader.text("id", required=True),
        title=reader.text("title"),
        when=rules.rule(reader.take("when", required=True), (*loc, "when")),
        blocking=reader.flag("blocking"),
        message=reader.text("message", required=True),
        codes=tuple([_offer(entry, at, rules) for entry, at in reader.entries("codes")]),
        sources=reader.texts("sources"),
    )
    reader.finish()
    return alert


def _offer(raw: Any, loc: Loc, rules: RuleParser) -> CodeOffer:
    if isinstance(raw, str):
        rules.references.append((rules.owner, "related code", raw, loc))
        return CodeOffer(raw)
    reader = Reader(raw, loc, rules.problems)
    code = reader.text("code") or None
    regions = tuple([(region, str(value)) for region, value, _ in reader.mapping("by_region")])
    for region, _ in regions:
        if region not in REGIONS:
            rules.problems.add((*loc, "by_region", region), f"'{region}' is no region")
    otherwise = reader.texts("otherwise")
    for name in (code, *(entry for _, entry in regions), *otherwise):
        if name:
            rules.references.append((rules.owner, "related code", name, loc))
    if (code is None) == (not regions):
        rules.problems.add(loc, "an offered code needs 'code' or 'by_region'")
    if bool(regions) != reader.has("of"):
        rules.problems.add(loc, "'by_region' and 'of' belong together")
    offer = CodeOffer(
        code=code,
        when=rules.rule(reader.take("when"), (*loc, "when")) if reader.has("when") else None,
        by_region=regions,
        of=rules.query(reader.take("of"), (*loc, "of")) if reader.has("of") else None,
        otherwise=otherwise,
    )
    reader.finish()
    return offer


def _related(raw: Any, loc: Loc, problems: Problems) -> RelatedCode:
    reader = Reader(raw, loc, problems)
    related = RelatedCode(
        code=reader.text("code", required=True),
        title=reader.text("title", required=True),
        relation=reader.choice("relation", _RELATIONS),
        reason=reader.text("reason", required=True),
        source=reader.text("source"),
    )
    reader.finish()
    return related


def _placeholder(raw: Any, loc: Loc, rules: RuleParser) -> Placeholder:
    own = ("use", "otherwise", "each")
    rest = {key: value for key, value in raw.items() if key not in own} if isinstance(raw, dict) else raw
    parts = {key: raw[key] for key in own if key in raw} if isinstance(raw, dict) else {}
    reader = Reader(parts, loc, rules.problems)
    return Placeholder(
        rules.query(rest, loc),
        reader.choice("use", _USES),
        reader.text("otherwise", required=True),
        reader.flag("each"),
    )


def _for_code(
    shared: Checklist,
    code: str,
    about: tuple[str, str | None, bool],
    items: list[tuple[Item, dict[str, dict[str, Any]]]],
) -> Checklist:
    title, site, parent = about
    own = []
    for item, changes in items:
        watched = _watched(item, shared)
        own.append(replace(item, watched=watched, **changes.get(code, {})))
    return replace(shared, code=code, title=title, site=site, parent=parent, items=tuple(own))


def _watched(item: Item, shared: Checklist) -> tuple[Query, ...]:
    """Return the queries whose rejected facts are worth showing beside the item."""
    watched: dict[int, Query] = {}
    for clause in item.clauses:
        if clause.status not in ("met", "partial"):
            continue
        for query in positive_queries(clause.rule, shared.rules):
            name = subject_name(query)
            chosen = shared.subjects.get(name) if name else None
            shown = chosen.query if chosen else query
            watched.setdefault(shown.key, shown)
            if query.show == "date":  # the same operation with another date is worth showing too
                watched.setdefault(query.key, query)
    found = list(watched.values())
    return tuple([query for query in found if not any(_covers(other, query) for other in found)])


def _covers(wide: Query, narrow: Query) -> bool:
    """Tell whether the one refuses everything that the other refuses."""
    return (
        wide.key != narrow.key
        and (wide.source, wide.asserted, wide.soft) == (narrow.source, narrow.asserted, narrow.soft)
        and all(test in narrow.tests for test in wide.tests)
    )
