"""From a fact that counted to the stretches of the note that a reader should look at."""

from __future__ import annotations

from notecheck.extraction import ImagingStudy, Link, Mention, Procedure
from notecheck.lines import line_of
from notecheck.rules.context import Context, Piece
from notecheck.rules.facts import Fact

SHOWS = ("self", "date", "levels", "approach", "links", "none")
_PHRASE = 200  # characters: two linked mentions that stand closer are shown as one phrase


def piece_of(mention: Mention) -> Piece:
    """Return a mention as a piece of evidence."""
    return Piece(mention.start, mention.end, mention.section, mention.line, mention.cue)


def pieces(fact: Fact, show: str, context: Context) -> list[Piece]:
    """Return what to show of a fact: itself, its date, or the words for its levels or approach."""
    if show == "none":
        return []
    mentions = context.facts.mentions_of(fact)
    if not mentions:
        line = line_of(context.text, fact.start)
        section = fact.section
        return [Piece(fact.start, fact.end, section, line)]
    if show == "date":
        return _date(fact, mentions, context)
    if show == "levels":
        placed = [m for m in mentions if m.levels or m.regions or m.joint]
        return [_placed(m, context) for m in placed or mentions]
    if show == "approach":
        mentions = tuple([m for m in mentions if "approach" in m.attributes]) or mentions
    return [piece_of(m) for m in mentions]


def _placed(mention: Mention, context: Context) -> Piece:
    """Return a mention with the words beside it that give its place."""
    piece = piece_of(mention)
    if (
        mention.place is None
        or max(mention.place.start - piece.end, piece.start - mention.place.end) > _PHRASE
    ):
        return piece
    start, end = min(piece.start, mention.place.start), max(piece.end, mention.place.end)
    return piece._replace(start=start, end=end, line=context.line(start, piece))


def _date(fact: Fact, mentions: tuple[Mention, ...], context: Context) -> list[Piece]:
    date = fact.date if isinstance(fact, Mention | Procedure | ImagingStudy) else None
    if date is None:
        return [piece_of(m) for m in mentions]
    bearer = next((m for m in mentions if m.date == date), mentions[0])
    near = piece_of(bearer)
    return [Piece(date.start, date.end, near.section, context.line(date.start, near))]


def phrase(source: Mention, link: Link, context: Context) -> list[Piece]:
    """Return a link as one phrase, or as its two ends where they stand far apart."""
    target = context.facts.extraction.mentions[link.target]
    first, last = (source, target) if source.start <= target.start else (target, source)
    start, end = first.start, max(first.end, last.end)
    if end - start <= _PHRASE and "\n\n" not in context.text[start:end]:
        return [Piece(start, end, first.section, first.line, link.cue)]
    return [piece_of(source)._replace(cue=link.cue), piece_of(target)]
