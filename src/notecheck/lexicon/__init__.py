"""The words: one YAML file a family. Code asks for them by name and holds none of its own."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml

from notecheck.errors import LexiconError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load(name: str) -> Any:
    """Return the parsed content of ``lexicon/<name>.yaml``.

    The value is shared between callers: treat it as read-only. Raises LexiconError where the
    file is missing or is not YAML.
    """
    try:
        raw = resources.files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
        return yaml.load(raw, Loader=_Loader)
    except (OSError, yaml.YAMLError) as error:
        raise LexiconError(f"lexicon/{name}.yaml: {type(error).__name__}; reinstall notecheck") from error
