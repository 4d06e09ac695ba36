"""Hold codes against each other by the official table: what may stand together, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Literal

from notecheck.codes import table
from notecheck.codes.lookup import lookup
from notecheck.codes.models import CheckResult, Finding, Meaning, Shown, TabularNote
from notecheck.codes.overrides import overrides
from notecheck.codes.sequence import order_findings
from notecheck.codes.spelling import LONGEST_SHOWN, nearest, normalise
from notecheck.errors import CodeError

Excludes = Literal["Excludes1", "Excludes2"]

UNRELATED = (
    "not coded together, unless the two conditions are clearly unrelated to each other; if that is unclear, "
    "query the provider"
)
BOTH = "not part of the code: both may be coded where both are documented"
GUIDELINE: dict[Excludes, str] = {
    "Excludes1": "ICD-10-CM Official Guidelines I.A.12.a",
    "Excludes2": "ICD-10-CM Official Guidelines I.A.12.b",
}
_SHOWN_CHILDREN = 12
_SHOWN_NOTES = 2


def excludes_between(a: str, b: str) -> Excludes | None:
    """Return which Excludes note stands between two codes, in either direction, inherited notes counted.

    Where the table holds both kinds, Excludes1 wins. Raises CodeError where a code is unknown.
    """
    found = _excludes(normalise(a), normalise(b))
    return _kind(found[0][1]) if found else None


def _kind(note: TabularNote) -> Excludes:
    return "Excludes1" if note.kind == "Excludes1" else "Excludes2"


def _excludes(a: str, b: str) -> list[tuple[str, TabularNote]]:
    """Return (the code that has it, note) for each Excludes between canonical codes, Excludes1 first."""
    if a == b:
        return []
    found = [
        (own, note)
        for own, other in ((a, b), (b, a))
        for note in table.notes_of(own)
        # A note that names a child of the very node it is printed at is a slip of the table and binds nobody.
        if note.kind in GUIDELINE
        and table.note_covers(note, other)
        and note.node not in (other, *table.ancestors(other))
    ]
    return sorted(found, key=lambda pair: pair[1].kind)


def show(text: str, *, at_hand: Iterable[str] = ()) -> Shown:
    """Return a code and what its Excludes mean for the codes ``at_hand``.

    Raises CodeError where a code is unknown.
    """
    code = lookup(text)
    others = tuple(dict.fromkeys(other for other in map(normalise, at_hand) if other != code.code))
    meanings = []
    for other in others:
        found = _excludes(code.code, other)
        if found:
            owner, note = found[0]
            kind = _kind(note)
            message = f"{kind} by {_printed(note, owner)}: {UNRELATED if kind == 'Excludes1' else BOTH}"
            meanings.append(Meaning(code=code.code, other=other, kind=kind, note=note, message=message))
    return Shown(code=code, at_hand=others, meanings=tuple(meanings))


def check(codes: Iterable[str]) -> CheckResult:
    """Say what the official table and guidelines have against a set of codes.

    The order of ``codes`` is the order of reporting. An unknown code is a finding, never raised.
    """
    given = list(codes)
    findings: list[Finding] = []
    known: list[str] = []
    for text in given:
        try:
            code = normalise(text)
        except CodeError as error:
            findings.append(_unknown(text, str(error)))
            continue
        if code not in known:
            known.append(code)
        elif not any(finding.kind == "repeated" and finding.codes == (code,) for finding in findings):
            findings.append(_repeated(code))
    for code in known:
        if not table.billable(code):
            findings.append(_not_billable(code))
    for a, b in combinations(known, 2):
        findings.extend(_pair(a, b))
    findings.extend(order_findings(tuple(known)))
    findings.extend(_by_rules(tuple(known)))
    rank = {"error": 0, "warning": 1, "info": 2}
    findings.sort(key=lambda finding: rank[finding.severity])
    return CheckResult(codes=tuple(known), findings=tuple(findings), release=table.release())


def _unknown(text: str, message: str) -> Finding:
    near = nearest(text) if len(text) <= LONGEST_SHOWN else ()
    shown = (text.strip(),) if text.strip() and len(text) <= LONGEST_SHOWN else ()
    source = table.release().id
    return Finding(
        kind="unknown", severity="error", codes=shown, message=message, source=source, suggestions=near
    )


def _repeated(code: str) -> Finding:
    source = "ICD-10-CM Official Guidelines I.B.12"
    message = f"{code} is listed more than once; each code is reported once"
    return Finding(kind="repeated", severity="warning", codes=(code,), message=message, source=source)


def _not_billable(code: str) -> Finding:
    below = table.billable_under(code)
    first = ", ".join(below[:_SHOWN_CHILDREN])
    more = f" and {len(below) - _SHOWN_CHILDREN} more" if len(below) > _SHOWN_CHILDREN else ""
    seventh = all(table.title(child).startswith(table.title(code)) for child in table.children(code))
    wants = "wants its 7th character" if seventh and len(below[0]) == 8 else "is a header, not billable"
    return Finding(
        kind="not_billable",
        severity="error",
        codes=(code,),
        message=f"{code} {wants}: choose from {first}{more}",
        source="ICD-10-CM Official Guidelines I.B.2",
        suggestions=below,
    )


def _pair(a: str, b: str) -> Iterator[Finding]:
    above, below = (a, b) if a in table.ancestors(b) else (b, a)
    if above in table.ancestors(below):
        message = f"{above} is the header of {below}, which says it all; leave out {above}"
        source = "ICD-10-CM Official Guidelines I.B.2"
        yield Finding(
            kind="redundant", severity="warning", codes=(above, below), message=message, source=source
        )
        return
    found = _excludes(a, b)
    if found:
        yield _conflict(a, b, found)
    yield from _sites(a, b)


def _conflict(a: str, b: str, found: list[tuple[str, TabularNote]]) -> Finding:
    kind = _kind(found[0][1])
    strict = kind == "Excludes1"
    same = [_printed(note, owner) for owner, note in found if note.kind == kind]
    by = "; ".join(same[:_SHOWN_NOTES]) + ("; and others" if len(same) > _SHOWN_NOTES else "")
    reasons = "".join(f" {note.reading.reason}" for _, note in found[:1] if note.reading)
    return Finding(
        kind="excludes1" if strict else "excludes2",
        severity="error" if strict else "info",
        codes=(a, b),
        message=f"{a} with {b}, {kind}: {UNRELATED if strict else BOTH}. {by}.{reasons}",
        source=f"{GUIDELINE[kind]}; ICD-10-CM tabular list, {found[0][1].node}",
    )


def _printed(note: TabularNote, owner: str) -> str:
    where = f"at {note.node}" if note.node == owner else f"at {note.node}, inherited by {owner}"
    return f'"{note.text}" {where}'


def _sites(a: str, b: str) -> Iterator[Finding]:
    """Two siblings of which one leaves the site open, or says several, and the other names it."""
    if table.ancestors(a)[:1] != table.ancestors(b)[:1]:
        return
    sites = overrides().sites
    for words, says in ((sites.unspecified, "leaves the site open"), (sites.multiple, "says several sites")):
        vague = [code for code in (a, b) if any(word in table.title(code).lower() for word in words)]
        if len(vague) == 1:
            named = b if vague[0] == a else a
            message = f"{vague[0]} {says} beside {named}, which names it; one of the two is superfluous"
            source = "ICD-10-CM Official Guidelines I.B.18, I.C.13.a"
            yield Finding(
                kind="redundant", severity="warning", codes=(vague[0], named), message=message, source=source
            )
            return


def _by_rules(codes: tuple[str, ...]) -> Iterator[Finding]:
    for rule in overrides().rules:
        for a in codes:
            if not any(table.covers(target, a) for target in rule.targets):
                continue
            others = [b for b in codes if not any(table.covers(target, b) for target in rule.targets)]
            if rule.partners:
                partners = [b for b in others if any(table.covers(target, b) for target in rule.partners)]
                pairs = [(a, b) for b in partners]
            else:
                pairs = [(a, "")] if others else []
            for pair in pairs:
                yield Finding(
                    kind=rule.kind,
                    severity=rule.severity,
                    codes=tuple(code for code in pair if code),
                    message=rule.message.format(a=pair[0], b=pair[1]),
                    source=rule.source,
                )
