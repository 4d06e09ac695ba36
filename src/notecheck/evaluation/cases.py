"""Gold cases: notes with the result that a person expects, one JSON object a line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, Field, ValidationError, field_validator

from notecheck.errors import NotecheckError
from notecheck.extraction import Frozen
from notecheck.note import Setting
from notecheck.readers import read_note
from notecheck.readers.names import shown
from notecheck.report import ItemStatus, Verdict

JUDGED_EVIDENCE = frozenset({"met", "partial", "contradicted"})
"""Statuses that rest on words of the note, so that their evidence can be right or wrong."""


class GoldError(NotecheckError):
    """A gold file is wrong; the message begins with ``file:line``. It holds no text of a note."""


class Case(Frozen):
    """One note, one code, and what is expected of them.

    ``items`` maps item ids to the expected status; an item that is left out is not judged.
    ``evidence`` maps item ids to phrases of the note, any of which the evidence must overlap.
    ``alerts`` is the complete set that must fire, None where alerts are not judged; the same for
    ``verdict``. A suggested code that ends in ``-`` stands for any code below it. ``source`` is
    the ``file:line`` that it comes from.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    text: str
    date: str | None = None
    setting: Setting = "outpatient"
    code: str
    verdict: Verdict | None = None
    items: dict[str, ItemStatus] = Field(default_factory=dict)
    evidence: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    alerts: tuple[str, ...] | None = None
    suggested_codes: tuple[str, ...] = ()
    why: str = ""
    source: str = ""

    @field_validator("evidence", mode="before")
    @classmethod
    def _phrases(cls, value: Any) -> Any:
        """Take one phrase without a list around it as well."""
        if not isinstance(value, dict):
            return value
        return {k: (v,) if isinstance(v, str) else v or () for k, v in value.items()}

    @field_validator("setting", mode="before")
    @classmethod
    def _setting(cls, value: Any) -> Any:
        return value or "outpatient"

    @property
    def key(self) -> str:
        """Name the case among all of a run."""
        return f"{self.id} {self.code}"

    @property
    def fingerprint(self) -> str:
        """Return a hash of the note and its labels; it changes where either does."""
        told = self.model_dump(mode="json", exclude={"source", "why"})
        raw = json.dumps(told, sort_keys=True).encode("utf-8", "surrogatepass")
        return hashlib.sha256(raw).hexdigest()[:16]


def load_cases(paths: Iterable[Path | str]) -> list[Case]:
    """Return the cases of gold files, in the order given. Raises GoldError at the first mistake."""
    cases: list[Case] = []
    seen: dict[str, str] = {}
    for path in map(Path, paths):
        before = len(cases)
        for case in _cases(path):
            if case.key in seen:
                raise GoldError(f"{case.source}: the case is there twice, first at {seen[case.key]}")
            seen[case.key] = case.source
            cases.append(case)
        if len(cases) == before:
            raise GoldError(f"{shown(path)}: holds no case; it wants one JSON object a line")
    return cases


def _cases(path: Path) -> Iterator[Case]:
    name = shown(path)
    # Lines are those of JSON Lines: other line separators may stand within a note.
    for number, line in enumerate(read_note(path, max_bytes=1_000_000_000).text.split("\n"), 1):
        if line.strip():
            yield _case(line, path, f"{name}:{number}")


def _case(line: str, path: Path, source: str) -> Case:
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise GoldError(f"{source}:{error.colno}: not valid JSON: {error.msg}") from None
    if not isinstance(data, dict):
        raise GoldError(f"{source}: a case is a JSON object: {{...}}")
    known = [*Case.model_fields, "file"]
    for key in data.keys() - set(known):
        near = get_close_matches(key, known, n=1, cutoff=0.8)
        if near:
            raise GoldError(f"{source}: unknown key '{key}'; did you mean '{near[0]}'?")
    if "file" in data and "text" not in data:
        data["text"] = _text(path, str(data["file"]), source)
    try:
        case = Case.model_validate({**data, "source": source})
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise GoldError(f"{source}: {place}: {first['msg'].lower()}") from None
    for item in case.evidence.keys() - case.items.keys():
        raise GoldError(f"{source}: evidence for '{item}', which is not among the items")
    return case


def _text(gold: Path, file: str, source: str) -> str:
    """Return the note that a case names; its path counts from the gold file's folder or one above."""
    here = gold.absolute().parent
    for folder in (here, *here.parents):
        if (folder / file).is_file():
            return read_note(folder / file).text
    raise GoldError(f"{source}: no such note: {shown(file)}; its path counts from the gold file's folder")
