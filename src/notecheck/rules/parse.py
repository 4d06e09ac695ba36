"""Rules, from YAML: the words of the condition language stand here and in :mod:`parse_query`."""

from __future__ import annotations

from typing import Any, cast, get_args

from notecheck.report import ItemStatus
from notecheck.rules import logic
from notecheck.rules.context import Rule
from notecheck.rules.parse_query import QueryParser
from notecheck.rules.reading import Loc, Reader, did_you_mean

STATUSES = cast("tuple[str, ...]", get_args(ItemStatus))
_RULE_WORDS = ("all", "any", "none", "setting", "code", "item", "rule", "written_code", "fact", "subject")
_NEVER = logic.Any(())


class RuleParser(QueryParser):
    """Reads the rules of one checklist, their queries included."""

    def rule(self, raw: Any, loc: Loc) -> Rule:
        """Return one rule; a mistake is noted and gives a rule that never holds."""
        if not isinstance(raw, dict):
            self.problems.add(loc, f"a rule must begin with one of: {', '.join(_RULE_WORDS)}")
            return _NEVER
        words = [word for word in _RULE_WORDS if word in raw]
        if len(words) != 1:
            if words:
                message = f"'{words[0]}' and '{words[1]}' stand side by side; join them under 'all' or 'any'"
                self.problems.add((*loc, words[1]), message)
            else:
                first = next(iter(raw), "")
                at = (*loc, first) if raw else loc
                self.problems.add(at, f"'{first}' begins no rule{did_you_mean(str(first), _RULE_WORDS)}")
            return _NEVER
        word = words[0]
        if word in ("fact", "subject"):
            return self.query(raw, loc)
        reader = Reader(raw, loc, self.problems)
        made = self._plain(word, reader)
        reader.finish()
        return made

    def _plain(self, word: str, reader: Reader) -> Rule:
        if word in ("all", "any", "none"):
            parts = tuple([self.rule(raw, loc) for raw, loc in self._parts(word, reader)])
            if word == "all":
                return logic.All(parts)
            return logic.Any(parts) if word == "any" else logic.NoneOf(parts)
        if word == "setting":
            return logic.SettingIs(reader.choice("setting", ("outpatient", "inpatient")) == "inpatient")
        if word == "code":
            return logic.CodeIs(frozenset(reader.texts("code")))
        if word == "item":
            name = reader.text("item")
            self.refer("item", name, (*reader.loc, "item"))
            if not reader.has("status"):
                self.problems.add(reader.loc, "'status' is missing beside 'item'", "missing-key")
            return logic.ItemIs(name, frozenset(reader.choices("status", STATUSES)))
        if word == "rule":
            name = reader.text("rule")
            self.refer("rule", name, (*reader.loc, "rule"))
            return logic.Named(name)
        return logic.WrittenCode(reader.texts("written_code"), reader.flag("after_another"))

    def _parts(self, word: str, reader: Reader) -> list[tuple[Any, Loc]]:
        if isinstance(reader.raw.get(word), dict):
            return [(reader.take(word), (*reader.loc, word))]
        return reader.entries(word)
