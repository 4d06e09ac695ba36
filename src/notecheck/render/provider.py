"""What a provider is shown of a report: what the note documents, and neutral questions.

Any prompt to change documentation is a query, so nothing beside the questions may name a code, its
payment, or a diagnosis that the note does not hold.
"""

from __future__ import annotations

from notecheck.report import CodeReport, ItemReport, Report


def documented(report: Report) -> Report:
    """Return a report that holds only the items that are met, each once, with their evidence."""
    seen: set[str] = set()
    items: list[ItemReport] = []
    for code in report.codes:
        for item in code.items:
            if item.status == "met" and item.id not in seen:
                seen.add(item.id)
                items.append(
                    item.model_copy(
                        update={"rejected": (), "reason": "", "document": "", "query": None, "sources": ()}
                    )
                )
    codes: tuple[CodeReport, ...] = ()
    if report.codes:
        bare = {"items": tuple(items), "alerts": (), "suggested_codes": ()}
        codes = (report.codes[0].model_copy(update=bare),)
    return report.model_copy(update={"codes": codes})
