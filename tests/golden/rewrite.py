"""The reports of some sample notes as they were last approved, and the command that rewrites them.

``make golden`` writes them anew; read what git says has changed before you commit it. The version
of the product and the prose of the checklists are left out: a release changes no file, and neither
does another word in a reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from notecheck import Checker
from notecheck.render import renderer

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
IDS = ("m96.0-01", "m96.0-04", "m96.0-11", "m96.1-01", "m96.1-09", "m43.2-01")
"""Cases of the sample notes: a letter, an operation, a foot, a pain clinic, a neck, an ankylosis."""

_PROSE = frozenset(
    {"notecheck_version", "title", "reason", "document", "sources", "query", "message", "checklist_version"}
)


def reports() -> Iterator[tuple[Path, str]]:
    """Yield each golden file with what it must hold now."""
    checker = Checker()
    cases = [
        json.loads(line)
        for line in (ROOT / "tests/cases/samples.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    for case in cases:
        if case["id"] not in IDS:
            continue
        text = (ROOT / case["file"]).read_text(encoding="utf-8")
        report = checker.check(
            text, codes=[case["code"]], date=case["date"], setting=case["setting"], note_id=case["id"]
        )
        data = _bare(report.model_dump(mode="json"))
        yield HERE / f"{case['id']}.json", json.dumps(data, indent=1, ensure_ascii=False) + "\n"
        yield HERE / f"{case['id']}.txt", renderer("text")(report, text, width=100) + "\n"


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(inner) for key, inner in value.items() if key not in _PROSE}
    if isinstance(value, list):
        return [_bare(inner) for inner in value]
    return value


def main() -> None:
    """Write every golden file and say which ones changed."""
    for path, content in reports():
        before = path.read_text(encoding="utf-8") if path.exists() else None
        if content != before:
            path.write_text(content, encoding="utf-8")
            print(f"wrote {path.name}")


if __name__ == "__main__":
    main()
