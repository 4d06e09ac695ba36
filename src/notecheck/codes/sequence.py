"""The order that "code first" and "use additional code" notes ask for (guidelines I.A.13, I.A.17).

"Code also" gives no order: it is passed on as information only.
"""

from __future__ import annotations

from collections.abc import Iterator

from notecheck.codes import table
from notecheck.codes.models import Finding, TabularNote

_SOURCE = "ICD-10-CM Official Guidelines I.A.13"
_ALSO = "ICD-10-CM Official Guidelines I.A.17"


def order_findings(codes: tuple[str, ...]) -> Iterator[Finding]:
    """Yield what the notes of each canonical code ask of the others; ``codes`` are in order of reporting."""
    told: set[tuple[str, ...]] = set()  # two codes may name each other; it is said once
    for place, code in enumerate(codes):
        for kind in ("Code first", "Use additional code", "Code also"):
            notes = [note for note in table.notes_of(code) if note.kind == kind]
            if not notes:
                continue
            partners = [
                other for other in codes if other != code and any(table.note_covers(n, other) for n in notes)
            ]
            for other in partners:
                finding = _ordered(code, other, kind, before=codes.index(other) < place)
                if finding.codes not in told:
                    told.add(finding.codes)
                    yield finding
            if not partners:
                yield from _wanted(code, kind, notes)


def _ordered(code: str, other: str, kind: str, *, before: bool) -> Finding:
    if kind == "Code also":
        message = f"{code} has a code-also note for {other}; it gives no order"
        return Finding(kind="sequence", severity="info", codes=(code, other), message=message, source=_ALSO)
    first, second = (other, code) if kind == "Code first" else (code, other)
    right = before == (kind == "Code first")
    message = f"{first} before {second}, by the {kind.lower()} note that {code} has" + (
        ", as listed" if right else "; they are listed the other way round"
    )
    return Finding(
        kind="sequence",
        severity="info" if right else "warning",
        codes=(first, second),
        message=message,
        source=_SOURCE,
    )


def _wanted(code: str, kind: str, notes: list[TabularNote]) -> Iterator[Finding]:
    """A note that no listed code answers; those of blocks and chapters are too general to repeat."""
    near = [note for note in notes if note.node[:3] == code[:3] and "-" not in note.node]
    if kind == "Code also" or not near:
        return
    text = "; ".join(note.text for note in near).replace(":; ", ": ")
    asks = "use additional" if kind == "Use additional code" else "code first"
    optional = kind != "Code first" or any(
        words in text for words in ("if applicable", "if known", "if any", "if present")
    )
    yield Finding(
        kind="sequence",
        severity="info" if optional else "warning",
        codes=(code,),
        message=f"{code}: {asks} {text}",
        source=f"{_SOURCE}; ICD-10-CM tabular list, {near[0].node}",
    )
