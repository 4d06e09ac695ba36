"""WCAG 2.2 AA contrast of the page's colours, in both schemes (4.5 for text, 3 for graphics)."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = (files("notecheck.render") / "templates" / "report.css").read_text(encoding="utf-8")
ROOTS = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
LIGHT = dict(re.findall(r"--([\w-]+): (#\w+)", ROOTS[0]))
DARK = {**LIGHT, **dict(re.findall(r"--([\w-]+): (#\w+)", ROOTS[1]))}
TONES = ("met", "partial", "missing", "contradicted", "rejected", "alert")
TEXT = [
    *((tone, f"{tone}-bg") for tone in TONES),
    *((tone, "card") for tone in TONES),
    *(("ink", f"{tone}-bg") for tone in TONES),
    *(("link", ground) for ground in ("card", "page", "sunk")),
    *(("soft", ground) for ground in ("card", "page", "sunk")),
    *(("ink", ground) for ground in ("card", "page", "sunk", "line")),
    ("card", "ink"),
    ("lit-ink", "lit"),
]
GRAPHICS = [*((tone, "page") for tone in TONES), ("strong", "card"), ("strong", "page"), ("cut", "met")]


def luminance(color: str) -> float:
    digits = color[1:] if len(color) == 7 else "".join(c * 2 for c in color[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_21() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text(scheme: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(scheme[ink], scheme[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), GRAPHICS)
def test_graphics(scheme: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(scheme[ink], scheme[ground]) >= 3
