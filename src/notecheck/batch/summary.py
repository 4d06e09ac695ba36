"""What a large run comes to: verdicts by code and the gaps that stand open most often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from notecheck.report import Report

GAPS = frozenset({"missing", "partial", "contradicted"})
TOP_GAPS = 10
_VERDICTS = ("complete", "codable", "incomplete", "not_supported", "conflicting")

CodeFacts = tuple[str, str, tuple[str, ...]]
"""A code, its verdict, and the ids of its items that are gaps."""


def facts(report: Report) -> tuple[CodeFacts, ...]:
    """Return what a report adds to a summary; no word of the note is in it."""
    return tuple(
        (code.code, code.verdict, tuple(item.id for item in code.items if item.status in GAPS))
        for code in report.codes
    )


@dataclass(slots=True)
class Summary:
    """Counts over the notes of a run, those of an earlier part that it continues too."""

    complete: int = 0
    with_gaps: int = 0
    no_code: int = 0
    failed: int = 0
    verdicts: dict[str, Counter[str]] = field(default_factory=dict)
    gaps: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, codes: Sequence[CodeFacts], *, failed: bool = False) -> None:
        """Count one note."""
        if failed:
            self.failed += 1
        elif not codes:
            self.no_code += 1
        elif all(verdict == "complete" for _, verdict, _ in codes):
            self.complete += 1
        else:
            self.with_gaps += 1
        for code, verdict, gaps in codes:
            self.verdicts.setdefault(code, Counter())[verdict] += 1
            self.gaps.update((code, gap) for gap in gaps)

    def table(self) -> str:
        """Return the summary as lines of text, empty where no note had a code."""
        if not self.verdicts:
            return ""
        head = ("code", "notes", *(verdict.replace("_", " ") for verdict in _VERDICTS))
        lines: list[tuple[str, ...]] = [head]
        for code in sorted(self.verdicts):
            counts = self.verdicts[code]
            lines.append((code, f"{counts.total():,}", *(f"{counts[v]:,}" for v in _VERDICTS)))
        gaps: list[tuple[str, ...]] = [("top gaps", "notes", "share")]
        ordered = sorted(self.gaps.items(), key=lambda pair: (-pair[1], pair[0]))
        for (code, item), count in ordered[:TOP_GAPS]:
            share = 100 * count / self.verdicts[code].total()
            gaps.append((f"{code} {item}", f"{count:,}", f"{share:.0f}%"))
        return _aligned(lines) + ("\n\n" + _aligned(gaps) if len(gaps) > 1 else "")


def _aligned(rows: list[tuple[str, ...]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
