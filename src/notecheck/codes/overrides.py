"""The documented readings and guideline rules of ``data/code_overrides.yaml``, typed."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml
from pydantic import ValidationError

from notecheck.codes.models import FindingKind, NoteKind, Reading, Release, Severity, Target
from notecheck.codes.notes import parse_targets
from notecheck.errors import NotecheckError
from notecheck.extraction import Frozen

_FILE = "code_overrides.yaml"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Rule(Frozen):
    """What a guideline says of codes that stand together; ``beside`` may be ``any``."""

    kind: FindingKind
    severity: Severity
    codes: str
    beside: str
    message: str
    source: str

    @property
    def targets(self) -> tuple[Target, ...]:
        """The codes that the rule is about."""
        return parse_targets(self.codes)

    @property
    def partners(self) -> tuple[Target, ...]:
        """The codes beside which it fires; empty where any code does."""
        return () if self.beside == "any" else parse_targets(self.beside)


class Sites(Frozen):
    """Words of titles that leave the site open, or say that there are several."""

    unspecified: tuple[str, ...]
    multiple: tuple[str, ...]


class Overrides(Frozen):
    """The whole file."""

    releases: dict[str, Release]
    readings: tuple[Reading, ...]
    rules: tuple[Rule, ...]
    sites: Sites


@cache
def overrides() -> Overrides:
    """Return the parsed file. Raises NotecheckError where it is missing or wrong."""
    try:
        raw = resources.files("notecheck.data").joinpath(_FILE).read_text(encoding="utf-8")
        return Overrides.model_validate(yaml.load(raw, Loader=_Loader))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise NotecheckError(f"data/{_FILE}: {type(error).__name__}; reinstall notecheck") from error


def known_releases() -> dict[str, Release]:
    """Return which code set each known version of the package holds."""
    return overrides().releases


@cache
def _readings() -> dict[tuple[str, str, str], Reading]:
    return {(reading.node, reading.kind, reading.literal): reading for reading in overrides().readings}


def reading_of(node: str, kind: NoteKind, literal: str) -> Reading | None:
    """Return our reading of the note printed at ``node``, None where it is read by its letters."""
    return _readings().get((node, kind, literal))
