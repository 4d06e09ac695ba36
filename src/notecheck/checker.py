"""The checker: holds the pipeline and the checklists and runs the line from note to report."""

from __future__ import annotations

import datetime
import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

import notecheck
from notecheck.checklist import load_checklists
from notecheck.errors import NoteError, SettingError
from notecheck.evaluate import evaluate
from notecheck.extract import build_extraction, written_codes
from notecheck.extraction import Assertion, DateMention, Extraction
from notecheck.note import Note, Setting
from notecheck.note import day as parse_day
from notecheck.pipes.assertion import shared_judge
from notecheck.pipes.dates import find_dates, header_date
from notecheck.pipes.narrowing import Narrower
from notecheck.pointing import Pointing, best_supported
from notecheck.reading import Reader
from notecheck.report import CodeReport, NoteInfo, Report
from notecheck.rules.facts import Facts

if TYPE_CHECKING:
    from notecheck.checklist.model import Checklist
    from notecheck.pipes.components import Component
    from notecheck.session import Session

MAX_CHARACTERS = 5_000_000
_KNOWN = frozenset({"procedure", "finding"})  # families whose history is read apart


class Checker:
    """Checks notes against checklists. Build it once and keep it; it is safe between threads.

    ``checklists`` are folders of checklists of your own, which extend or override the built-in ones.
    """

    def __init__(self, checklists: Iterable[str | Path] | None = None) -> None:
        self._folders = tuple(checklists or ())
        self.checklists = load_checklists(self._folders)
        self._reader = Reader()
        self._judge = shared_judge()

    @cached_property
    def _pointing(self) -> Pointing:
        """Which codes a note is about; reads every checklist, so only where no code was given."""
        return Pointing(self.checklists)

    @cached_property
    def _pointing_pipes(self) -> list[Component]:
        """The pipeline for notes that no code was given for."""
        return self._narrower.behind(self._reader.components)

    @cached_property
    def _history_pipes(self) -> list[Component]:
        """The pipeline for notes that name no diagnosis."""
        return self._narrower.behind(self._reader.components, history=True)

    @cached_property
    def _narrower(self) -> Narrower:
        return Narrower(self._pointing.diagnoses, self.checklists)

    def __reduce__(self) -> tuple[type[Checker], tuple[tuple[str | Path, ...]]]:
        return (Checker, (self._folders,))

    def check(
        self,
        text: str,
        codes: Sequence[str] | None = None,
        date: str | datetime.date | None = None,
        setting: str | None = "outpatient",
        note_id: str = "note",
    ) -> Report:
        """Return the report of one note.

        Parameters
        ----------
        text: the note; never edited.
        codes: ICD-10-CM codes to check; None for those that the note itself points to.
        date: the date of the encounter (ISO); None to take it from the note's header.
        setting: ``outpatient`` or ``inpatient`` (guidelines IV.H and II.H).
        note_id: how the report names the note.

        Raises NoteError, CodeError, DateError or SettingError, each with the mend in one line.
        """
        note = self._note(text, date, setting, note_id)
        lists = None if codes is None else [self.checklists[code] for code in codes]
        extraction = self._extract(note) if lists is not None else self._narrowly(note)
        return build_report(note, extraction, self._judged(note, extraction, lists))

    def _note(
        self,
        text: str,
        date: str | datetime.date | None,
        setting: str | None,
        note_id: str,
        dated: Callable[[str], datetime.date | None] = header_date,
    ) -> Note:
        """Return the note that the arguments mean, its date that of its head where none is given."""
        if setting not in (None, "outpatient", "inpatient"):
            raise SettingError("the setting must be 'outpatient' or 'inpatient'")
        if not text.strip():
            raise NoteError("the note is empty; give a note with text")
        if len(text) > MAX_CHARACTERS:
            raise NoteError(
                f"the note has {len(text):,} characters; split it, the limit is {MAX_CHARACTERS:,}"
            )
        day = parse_day(date) or dated(text)
        return Note(
            text=text,
            id=note_id,
            date=day.isoformat() if day else None,
            setting=cast(Setting, setting or "outpatient"),
        )

    def _extract(self, note: Note, pipes: Sequence[Component] | None = None) -> Extraction:
        """Return what a note says; ``pipes`` stand in for those of the pipeline."""
        with _whole_characters():
            return build_extraction(self._reader.read(note.text, parse_day(note.date), pipes))

    def _narrowly(self, note: Note) -> Extraction:
        """Return what a note says that no code was given for; most notes need not be read at all."""
        with _whole_characters():
            tokens = self._reader.tokens(note.text)
            written = written_codes(note.text)
            left, tokens = self._narrower.leaves(note.text, tokens)
            if left == "nothing":
                return Extraction(codes=written)
            pipes = self._pointing_pipes if left == "all" else self._history_pipes
            doc = self._reader.read(note.text, parse_day(note.date), pipes, tokens)
            return build_extraction(doc, written)

    def _judged(
        self, note: Note, extraction: Extraction, lists: Sequence[Checklist] | None
    ) -> tuple[CodeReport, ...]:
        """Return the note held against checklists, against those it points to where there are none."""
        facts = Facts(extraction)
        chosen = self._pointing.lists(extraction, note, facts) if lists is None else lists
        reports = [evaluate(checklist, extraction, note, facts=facts) for checklist in chosen]
        if lists is None:
            reports.sort(key=best_supported)
        return tuple(reports)

    def check_many(
        self, notes: Iterable[Note], codes: Sequence[str] | None = None, workers: int = 1
    ) -> Iterator[Report]:
        """Return an iterator of the reports of many notes, in the order given.

        A note that cannot be checked gives a :class:`FailedReport`, whose ``error`` says why, and
        the others go on. With ``workers`` above 1 that many processes share the notes. Only a
        bounded number of notes and reports is held, so ``notes`` may be endless. A worker that
        dies is replaced and its notes are tried once more.

        Raises CodeError at once where a code is unknown, WorkerError where no worker can start.
        """
        # Imported here: a check of one note needs none of it.
        from notecheck.batch.jobs import CheckJob, PackedCheckJob, unpack
        from notecheck.batch.sharing import results

        for code in codes or ():
            self.checklists[code]
        job = CheckJob(self, None if codes is None else tuple(codes))
        if workers <= 1:
            return map(job, notes)
        return (unpack(packed) for packed in results(PackedCheckJob(job), notes, workers=workers))

    def session(
        self,
        codes: Sequence[str] | None = None,
        date: str | datetime.date | None = None,
        setting: str | None = "outpatient",
        note_id: str = "note",
    ) -> Session:
        """Return a session for one note that is still being written; arguments as for :meth:`check`.

        Raises CodeError where a code is unknown.
        """
        from notecheck.session import Session

        return Session(self, codes=codes, date=date, setting=setting, note_id=note_id)

    def extract(self, text: str, date: str | datetime.date | None = None) -> Extraction:
        """Return what the note says, judged and linked, without any checklist."""
        return self._extract(self._note(text, date, None, "note"))

    def assertions(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Assertion]:
        """Return how each span ``(start, end)`` of the text is asserted, in the order given."""
        for start, end in spans:
            if not 0 <= start < end <= len(text):
                raise NoteError("a span must lie within the text: 0 <= start < end <= its length")
        marks = self._reader.read(text, None)._
        sections, sentences, mentions = (
            marks.notecheck_sections,
            marks.notecheck_sentences,
            marks.notecheck_mentions,
        )
        starts = [sentence.start for sentence in sentences]
        judged: list[Assertion] = []
        for start, end in spans:
            sentence = sentences[max(0, bisect_right(starts, start) - 1)]
            section = sections[sentence.section]
            here = (m for m in mentions if m.start < end and start < m.end)
            group = next(
                (
                    m.group
                    for m in here
                    if m.group in _KNOWN or (m.group, m.concept) in self._pointing.diagnoses
                ),
                None,
            )
            judged += self._judge.sentence(
                text,
                sentence.start,
                max(sentence.end, end),
                [(start, end)],
                section=section.name,
                groups=[group],
                header=text[section.start : section.body],
            )
        return judged

    def dates(self, text: str, note_date: str | datetime.date | None = None) -> list[DateMention]:
        """Return the dates that the text mentions, relative ones counted from ``note_date``."""
        return find_dates(text, note_date=parse_day(note_date))


@contextmanager
def _whole_characters() -> Iterator[None]:
    """Name the mend where a note holds what is no character."""
    try:
        yield
    except UnicodeEncodeError:
        raise NoteError(
            "the note holds half a character (a lone surrogate); decode it from its source again"
        ) from None


def build_report(note: Note, extraction: Extraction, codes: tuple[CodeReport, ...]) -> Report:
    """Return the report of a note that was read and held against its codes."""
    return Report(
        notecheck_version=notecheck.__version__,
        note=NoteInfo(
            id=note.id,
            date=note.date,
            setting=note.setting or "outpatient",
            sha256=hashlib.sha256(note.text.encode("utf-8", "surrogatepass")).hexdigest(),
        ),
        extraction=extraction,
        codes=codes,
    )


@cache
def _default() -> Checker:
    return Checker()


def check(
    text: str,
    codes: Sequence[str] | None = None,
    date: str | datetime.date | None = None,
    setting: str | None = "outpatient",
    note_id: str = "note",
) -> Report:
    """Check one note with the built-in checklists; see :meth:`Checker.check`."""
    return _default().check(text, codes=codes, date=date, setting=setting, note_id=note_id)
