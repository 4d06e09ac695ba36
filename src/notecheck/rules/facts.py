"""The extraction, indexed once a note, so that a rule finds its candidates without searching."""

from __future__ import annotations

from collections.abc import Iterable

from notecheck.anatomy import regions_of
from notecheck.extraction import Extraction, ImagingStudy, Link, Mention, Procedure

Fact = Mention | Procedure | ImagingStudy
_NOTHING: tuple[Mention, ...] = ()


class Facts:
    """What a note says, by group and concept; built once and shared by all codes of a check."""

    __slots__ = (
        "_by_concept",
        "_by_group",
        "_by_key",
        "_found",
        "_incoming",
        "_shown",
        "_suspects",
        "extraction",
    )

    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction
        by_key: dict[tuple[str, str], list[Mention]] = {}
        by_group: dict[str, list[Mention]] = {}
        incoming: dict[int, list[tuple[Mention, Link]]] = {}
        for mention in extraction.mentions:
            key = (mention.group, mention.concept)
            if key in by_key:
                by_key[key].append(mention)
            else:
                by_key[key] = [mention]
                by_group.setdefault(mention.group, [])
            if mention.links:
                for link in mention.links:
                    incoming.setdefault(link.target, []).append((mention, link))
        for mention in extraction.mentions:
            by_group[mention.group].append(mention)
        self._by_key = by_key
        self._by_group = by_group
        self._incoming = incoming
        self._suspects: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Fact]] = {}
        self._shown: dict[int, list[Mention]] = {}
        self._found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Fact]] = {}
        self._by_concept: dict[str, list[Mention]] | None = None

    def find(self, groups: tuple[str, ...], concepts: tuple[str, ...]) -> list[Fact]:
        """Return the facts of these groups and concepts in text order; no concepts means all.

        The groups ``procedure`` and ``study`` give merged procedures (their concepts are kinds)
        and imaging studies (modalities); ``any`` gives every mention of whatever group.
        """
        key = (groups, concepts)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._find(groups, concepts)
        return found

    def suspects(self, groups: tuple[str, ...], concepts: tuple[str, ...]) -> list[Fact]:
        """Return those of the facts that may not count: not present, said by the patient, or not prior."""
        key = (groups, concepts)
        found = self._suspects.get(key)
        if found is None:
            found = self._suspects[key] = [f for f in self.find(groups, concepts) if self._suspect(f)]
        return found

    def _suspect(self, fact: Fact) -> bool:
        if isinstance(fact, Mention):
            return (
                fact.assertion != "present" or fact.reporter == "patient" or "temporality" in fact.attributes
            )
        if not isinstance(fact, Procedure):
            return False
        if fact.assertion != "present" or fact.temporality != "prior":
            return True
        return any([mention.reporter == "patient" for mention in self.mentions_of(fact)])  # noqa: C419

    def _find(self, groups: tuple[str, ...], concepts: tuple[str, ...]) -> list[Fact]:
        found: list[Fact] = []
        for group in groups:
            if group == "procedure":
                found += [p for p in self.extraction.procedures if not concepts or p.kind in concepts]
            elif group == "study":
                found += [s for s in self.extraction.imaging if not concepts or s.modality in concepts]
            elif group == "any":
                found += self._anywhere(concepts)
            elif not concepts:
                found += self._by_group.get(group, _NOTHING)
            else:
                for concept in concepts:
                    found += self._by_key.get((group, concept), _NOTHING)
        if len(found) > 1 and (len(groups) > 1 or len(concepts) > 1):
            found.sort(key=_start)
        return found

    def _anywhere(self, concepts: tuple[str, ...]) -> Iterable[Mention]:
        if not concepts:
            return self.extraction.mentions
        if self._by_concept is None:
            self._by_concept = {}
            for (_, concept), mentions in self._by_key.items():
                self._by_concept.setdefault(concept, []).extend(mentions)
        return [m for concept in concepts for m in self._by_concept.get(concept, _NOTHING)]

    def mentions_of(self, fact: Fact) -> tuple[Mention, ...]:
        """Return the mentions that a fact is made of, the best documented first."""
        if type(fact) is Mention:
            return (fact,)
        mentions = self.extraction.mentions
        return tuple([mentions[i] for i in ids_of(fact)])

    def links_from(self, fact: Fact) -> list[tuple[Mention, Link]]:
        """Return the links that start at the fact, each with the mention that carries it."""
        return [(m, link) for m in self.mentions_of(fact) for link in m.links]

    def links_to(self, fact: Fact) -> list[tuple[Mention, Link]]:
        """Return the links that end at the fact, each with the mention that carries it."""
        if not self._incoming:
            return []
        return [pair for i in ids_of(fact) for pair in self._incoming.get(i, ())]

    def findings_of(self, study: ImagingStudy) -> list[Mention]:
        """Return what the study shows, as mentions."""
        if id(study) not in self._shown:
            self._shown[id(study)] = self._findings(study)
        return self._shown[id(study)]

    def _findings(self, study: ImagingStudy) -> list[Mention]:
        found = []
        for finding in study.findings:
            if finding.mention is not None:
                mention = self.extraction.mentions[finding.mention]
                if finding.levels and not mention.levels:
                    mention = mention.model_copy(update={"levels": finding.levels})
            else:
                mention = Mention(
                    id=-1,
                    group="finding",
                    concept=finding.finding,
                    start=finding.start,
                    end=finding.end,
                    text=finding.text,
                    section=study.section,
                    line=0,
                    assertion=finding.assertion,
                    levels=finding.levels,
                )
            found.append(mention)
        return found


def _start(fact: Fact) -> int:
    return fact.start


def ids_of(fact: Fact) -> tuple[int, ...]:
    """Return the ids of the mentions that a fact is made of."""
    if isinstance(fact, Mention):
        return (fact.id,) if fact.id >= 0 else ()
    if isinstance(fact, Procedure):
        return fact.mentions
    return () if fact.mention is None else (fact.mention,)


def levels_of(fact: Fact, facts: Facts) -> tuple[str, ...]:
    """Return the motion segments of a fact; those of a study are its findings'."""
    if isinstance(fact, ImagingStudy):
        return tuple(dict.fromkeys(level for finding in fact.findings for level in finding.levels))
    return fact.levels


def regions_in(fact: Fact, facts: Facts) -> tuple[str, ...]:
    """Return the spinal regions of a fact, named or computed from its levels."""
    if not isinstance(fact, ImagingStudy) and fact.regions:
        return fact.regions
    levels = levels_of(fact, facts)
    return tuple(regions_of(levels)) if levels else ()


def joint_of(fact: Fact) -> str | None:
    """Return the peripheral joint of a fact, if any."""
    return None if isinstance(fact, ImagingStudy) else fact.joint
