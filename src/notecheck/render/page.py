"""Fills the HTML templates; the one place that knows Jinja2 and the security policy of a page."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from notecheck.render.visible import visible
from notecheck.render.wording import spaced


def page(template: str, *, sheet: str = "report", **values: Any) -> str:
    """Return a filled template of ``render/templates``.

    Every string that a template prints is made visible and then escaped; style and script come
    from the package alone and are allowed by their hash. ``sheet`` names the script, and a style
    sheet to add to that of the report.
    """
    return _environment().get_template(template).render({**_assets(sheet), **values})


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters["spaced"] = spaced
    return environment


@cache
def _assets(sheet: str) -> dict[str, str]:
    style = "\n".join(_source(f"{name}.css").strip() for name in dict.fromkeys(("report", sheet)))
    script = _source(f"{sheet}.js").strip()
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return {"style": Markup(style), "script": Markup(script), "policy": policy}


def _source(name: str) -> str:
    return (files("notecheck.render") / "templates" / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def _finalize(value: Any) -> Any:
    """Make plain strings visible; what is marked as safe was made so before it was marked."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
