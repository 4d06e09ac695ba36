"""Patterns for a text in lower case.

The engine tests the first letters of alternatives at once only where their case counts: the same
pattern without IGNORECASE, on a text lowered once, takes a third of the time.
"""

from __future__ import annotations

import re

from notecheck.lexicon.blanks import flexible

_KEPT = re.compile(r"\\.|\(\?P[<=>]\w*|[A-Z]")


def wording(source: str) -> re.Pattern[str]:
    """Compile a pattern of the lexicon, blanks flexible, to be matched against a text in lower case.

    Raises re.error where it is no pattern.
    """
    return re.compile(smallened(flexible(source)))


def smallened(source: str) -> str:
    r"""Return a pattern with its capitals made small, escapes and group names left alone.

    >>> smallened(r"(?P<Part>[A-F]\W+LE)")
    '(?P<Part>[a-f]\\\\W+le)'
    """
    return _KEPT.sub(lambda found: found[0].lower() if len(found[0]) == 1 else found[0], source)
