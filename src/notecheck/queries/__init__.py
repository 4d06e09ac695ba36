"""Clarification queries: what to ask the provider about the gaps of a report, compliantly.

A query is addressed to the provider and so names no code and no payment; it quotes the note, asks
neutrally and leaves every answer open (AHIMA/ACDIS, Guidelines for Achieving a Compliant Query
Practice). Its wording is judged by :mod:`notecheck.query`.
"""

from __future__ import annotations

from notecheck.queries.build import AT_ONCE, build, entries, omitted
from notecheck.queries.model import ClarificationQuery, Indicator, Omitted

__all__ = ["AT_ONCE", "ClarificationQuery", "Indicator", "Omitted", "build", "entries", "omitted"]
