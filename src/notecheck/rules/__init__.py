"""The condition language of checklists: typed rules, and pure matching over what a note says."""

from __future__ import annotations

from notecheck.rules.context import Context, Piece, Proof, Rule
from notecheck.rules.facts import Fact, Facts
from notecheck.rules.parse import RuleParser
from notecheck.rules.query import Query
from notecheck.rules.subject import Subject

__all__ = ["Context", "Fact", "Facts", "Piece", "Proof", "Query", "Rule", "RuleParser", "Subject"]
