"""Fill the questions and messages of a checklist with what the note says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from notecheck.anatomy import ranges
from notecheck.checklist.model import WAYS_OUT, Placeholder, Question
from notecheck.rules.context import Context
from notecheck.rules.facts import Fact, levels_of, regions_in

OPTION_CAP = 4  # answers that one option is offered for


class Filling:
    """Puts words of one note in the place of placeholders; each is looked up once."""

    __slots__ = ("_context", "_placeholders", "_words")

    def __init__(self, placeholders: Mapping[str, Placeholder], context: Context) -> None:
        self._placeholders = placeholders
        self._context = context
        self._words: dict[str, str] = {}

    def fill(self, text: str) -> str:
        """Return a text with its placeholders filled."""
        if "{" not in text:
            return text
        for name, placeholder in self._placeholders.items():
            if f"{{{name}}}" in text:
                if name not in self._words:
                    self._words[name] = self._word(placeholder)
                text = text.replace(f"{{{name}}}", self._words[name])
        return text

    def question(self, question: Question) -> str:
        """Return a question with its options and the two ways out, as it is sent."""
        options = [spread for option in question.options for spread in self._spread(option)]
        if len(options) == 1 < len(question.options):
            options = []  # what is left of them would lead to it
        return self.fill(question.ask) + "".join([f"\n[ ] {option}" for option in (*options, *WAYS_OUT)])

    def _spread(self, option: str) -> list[str]:
        """Return an option once for each answer that the note gives to its placeholder."""
        if "{" not in option:
            return [option]
        for name, placeholder in self._placeholders.items():
            if placeholder.each and f"{{{name}}}" in option:
                given = (self._said(placeholder, fact) for fact in placeholder.query.find(self._context))
                answers = list(dict.fromkeys(words for words in given if words))
                if len(answers) == 1:  # alone it would lead to it
                    return []
                return [option.replace(f"{{{name}}}", words) for words in answers[:OPTION_CAP]]
        return [self.fill(option)]

    def _word(self, placeholder: Placeholder) -> str:
        for fact in placeholder.query.find(self._context):
            words = self._said(placeholder, fact)
            if words:
                return words
        return placeholder.otherwise

    def _said(self, placeholder: Placeholder, fact: Fact) -> str:
        """Return what a fact answers to a placeholder, empty where it does not."""
        words: Sequence[str] = ()
        if placeholder.use in ("levels", "place"):
            words = ranges(levels_of(fact, self._context.facts))
        if placeholder.use == "regions" or (placeholder.use == "place" and not words):
            words = regions_in(fact, self._context.facts)
            if words and placeholder.use == "place":
                words = (f"the {' and '.join(words)} region{'s' * (len(words) > 1)}",)
        if placeholder.use == "place" and getattr(fact, "joint", None):
            words = (f"the {getattr(fact, 'joint', '')} joint",)
        elif placeholder.use == "date" and fact.date:
            words = (fact.date.text,)
        elif placeholder.use == "text":
            words = (self._context.text[fact.start : fact.end],)
        elif placeholder.use == "approach" and getattr(fact, "approach", None):
            words = (str(getattr(fact, "approach", "")),)
        return " and ".join(words)
