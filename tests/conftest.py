"""What every test may lean on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from notecheck.cli import main


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run ``notecheck`` with arguments, as the installed command does, in this process."""

    def runner(*arguments: object) -> Ran:
        capfd.readouterr()
        status = main([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Ran(status, captured.out, captured.err)

    return runner
