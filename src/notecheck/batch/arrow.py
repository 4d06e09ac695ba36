"""pyarrow, imported when it is needed: it is no part of the base install."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from notecheck.errors import MissingExtraError


def arrow() -> Any:
    """Return the module ``pyarrow``. Raises MissingExtraError where it is not installed."""
    return _module("pyarrow")


def parquet() -> Any:
    """Return the module ``pyarrow.parquet``. Raises MissingExtraError where it is not installed."""
    return _module("pyarrow.parquet")


def _module(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise MissingExtraError(
            "Parquet needs pyarrow; install it: pip install 'notecheck[parquet]'"
        ) from None
