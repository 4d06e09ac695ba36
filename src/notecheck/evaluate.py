"""Hold what a note says against the checklist of a code: pure, no text search, no pipeline."""

from __future__ import annotations

from collections.abc import Sequence

from notecheck.checklist.model import AlertRule, Checklist, CodeOffer, Item
from notecheck.extraction import Extraction
from notecheck.filling import Filling
from notecheck.lines import line_of
from notecheck.note import Note
from notecheck.report import (
    Alert,
    CodeReport,
    Documented,
    Evidence,
    ItemReport,
    ItemStatus,
    Rejected,
    SuggestedCode,
    Verdict,
)
from notecheck.rules.context import Context, Piece, Proof
from notecheck.rules.facts import Fact, Facts, regions_in

EVIDENCE_CAP = 8
REJECTED_CAP = 6
_CREDIT = {"met": 1.0, "partial": 0.5}


def evaluate(
    checklist: Checklist, extraction: Extraction, note: Note, *, facts: Facts | None = None
) -> CodeReport:
    """Return what the note documents, misses and contradicts for the checklist's code.

    ``facts`` is the extraction indexed by :class:`Facts`; pass it to share the index between the
    codes of one note. A note without a setting counts as outpatient (guideline IV.H).
    """
    return _Judge(checklist, facts or Facts(extraction), note).report()


def item_status(checklist: Checklist, item_id: str, note: Note, facts: Facts) -> ItemStatus:
    """Return the status of one item alone, without building a report."""
    return _Judge(checklist, facts, note).status_of(item_id)


class _Judge:
    """One note held against one code; items are judged when first asked for."""

    __slots__ = ("_context", "_filling", "_items", "_judged", "_list", "_note", "_refused", "_shown")

    def __init__(self, checklist: Checklist, facts: Facts, note: Note) -> None:
        self._list = checklist
        self._note = note
        self._items = {item.id: item for item in checklist.items}
        self._judged: dict[str, tuple[ItemStatus, Proof]] = {}
        self._shown: dict[tuple[int, int, int], Evidence] = {}
        self._refused: dict[tuple[int, int, str], Rejected] = {}
        self._context = Context(
            facts=facts,
            text=note.text,
            code=checklist.code,
            site=checklist.site,
            inpatient=note.setting == "inpatient",
            subjects=checklist.subjects,
            rules=checklist.rules,
            status=self._status,
        )
        self._filling = Filling(checklist.placeholders, self._context)

    def report(self) -> CodeReport:
        checklist = self._list
        items = tuple([self._item(item) for item in checklist.items])
        alerts: list[Alert] = []
        offered: dict[str, SuggestedCode] = {}
        for rule in checklist.alerts:
            proof = rule.when.holds(self._context)
            if proof is not None:
                alerts.append(self._alert(rule, proof, offered))
        for offer in checklist.suggestions:
            self._offer(offer, offered)
        applicable = [item for item in items if item.status != "not_applicable"]
        return CodeReport(
            code=checklist.code,
            title=checklist.title,
            checklist_version=checklist.version,
            code_set=checklist.guide.releases,
            verdict=_verdict(items, checklist.diagnosis, any(alert.blocking for alert in alerts)),
            score=_score(applicable),
            documented=Documented(
                met=sum(item.status == "met" for item in applicable), applicable=len(applicable)
            ),
            items=items,
            alerts=tuple(alerts),
            suggested_codes=tuple(offered.values()),
        )

    def status_of(self, item_id: str) -> ItemStatus:
        """Return the status of one item."""
        return self._status(item_id)

    def _status(self, item_id: str) -> ItemStatus:
        return self._judge(self._items[item_id])[0]

    def _judge(self, item: Item) -> tuple[ItemStatus, Proof]:
        judged = self._judged.get(item.id)
        if judged is None:
            judged = self._judged[item.id] = self._first(item)
        return judged

    def _first(self, item: Item) -> tuple[ItemStatus, Proof]:
        if item.applies is not None and item.applies.holds(self._context) is None:
            return "not_applicable", ()
        for clause in item.clauses:
            proof = clause.rule.holds(self._context)
            if proof is not None:
                return clause.status, proof
        return "missing", ()

    def _item(self, item: Item) -> ItemReport:
        status, proof = self._judge(item)
        gap = status in ("partial", "missing", "contradicted")
        evidence = self._evidence(proof)
        return ItemReport(
            id=item.id,
            title=item.title,
            requirement=item.requirement,
            status=status,
            evidence=evidence,
            rejected=self._rejected(item, evidence) if status != "not_applicable" else (),
            axis=item.axis,
            weight=item.weight,
            reason=item.reason,
            document=item.document,
            query=self._filling.question(item.question) if gap and item.question else None,
            sources=item.sources,
        )

    def _evidence(self, proof: Proof) -> tuple[Evidence, ...]:
        if not proof:
            return ()
        unique: dict[tuple[int, int], Evidence] = {}
        for piece in proof:
            key = (piece.start, piece.end)
            if key not in unique:
                unique[key] = self._show(piece)
                if len(unique) == EVIDENCE_CAP:
                    break
        return tuple([unique[key] for key in sorted(unique)])

    def _show(self, piece: Piece) -> Evidence:
        start, end, section, line, cue = piece
        key = (start, end, cue.start if cue else -1)
        shown = self._shown.get(key)
        if shown is None:
            text = self._note.text[start:end]
            shown = Evidence(start=start, end=end, text=text, section=section, line=line, cue=cue)
            self._shown[key] = shown
        return shown

    def _rejected(self, item: Item, evidence: tuple[Evidence, ...]) -> tuple[Rejected, ...]:
        out: dict[tuple[int, int], Rejected] = {}
        for query in item.watched:
            for fact, why in query.rejected(self._context):
                start, end = fact.start, fact.end
                if (start, end) in out or any(e.start < end and start < e.end for e in evidence):
                    continue
                out[(start, end)] = self._refused.get((start, end, why)) or self._refuse(fact, why)
                if len(out) == REJECTED_CAP:
                    return tuple([out[key] for key in sorted(out)])
        return tuple([out[key] for key in sorted(out)])

    def _refuse(self, fact: Fact, why: str) -> Rejected:
        text, start, end = self._note.text, fact.start, fact.end
        mentions = self._context.facts.mentions_of(fact)
        line = mentions[0].line if mentions else line_of(text, start)
        refused = Rejected(
            start=start, end=end, text=text[start:end], section=fact.section, line=line, why=why
        )
        self._refused[(start, end, why)] = refused
        return refused

    def _alert(self, rule: AlertRule, proof: Proof, offered: dict[str, SuggestedCode]) -> Alert:
        codes: dict[str, None] = {}
        for offer in rule.codes:
            codes.update(dict.fromkeys(self._offer(offer, offered)))
        return Alert(
            id=rule.id,
            title=rule.title,
            blocking=rule.blocking,
            message=self._filling.fill(rule.message),
            codes=tuple(codes),
            evidence=self._evidence(proof),
            sources=rule.sources,
        )

    def _offer(self, offer: CodeOffer, offered: dict[str, SuggestedCode]) -> list[str]:
        """Return the codes that an offer makes in this note, and note them as suggested."""
        if offer.when is not None and offer.when.holds(self._context) is None:
            return []
        codes = [offer.code] if offer.code else []
        if offer.of is not None:
            facts = self._context.facts
            regions = {r for fact in offer.of.find(self._context) for r in regions_in(fact, facts)}
            codes += [code for region, code in offer.by_region if region in regions]
        codes = codes or list(offer.otherwise)
        for code in codes:
            related = self._list.related(code)
            if related is not None and code not in offered:
                offered[code] = SuggestedCode(
                    code=code,
                    title=related.title,
                    relation=related.relation,
                    reason=related.reason,
                    source=related.source,
                )
        return codes


def _verdict(items: Sequence[ItemReport], diagnosis: str, blocked: bool) -> Verdict:
    """Return the first verdict that holds, from the worst."""
    if blocked:
        return "conflicting"
    found = next((item.status for item in items if item.id == diagnosis), "missing")
    if found in ("missing", "contradicted", "not_applicable"):
        return "not_supported"
    counted = [
        item for item in items if item.status != "not_applicable" and item.requirement != "recommended"
    ]
    open_axes = {item.axis for item in counted if item.status != "met"}
    if "code" in open_axes:
        return "incomplete"
    return "codable" if open_axes else "complete"


def _score(applicable: Sequence[ItemReport]) -> int | None:
    """Return the weighted share of what is documented, 0 to 100, halves rounded up."""
    total = sum(item.weight for item in applicable)
    if not total:
        return None
    earned = sum(item.weight * _CREDIT.get(item.status, 0.0) for item in applicable)
    return int(100 * earned / total + 0.5)
