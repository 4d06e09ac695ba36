"""What the output takes of one note, made where the note is checked, so that workers render too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from notecheck.batch.inputs import Unread
from notecheck.batch.jobs import CheckJob
from notecheck.errors import NotecheckError, internal
from notecheck.note import Note
from notecheck.render import DOCUMENTS, gatherer, renderer
from notecheck.report import FailedReport, Report, Verdict

if TYPE_CHECKING:
    from notecheck.cli_output import Wanted
    from notecheck.cli_results import ResultLines
    from notecheck.render.index import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One note as it is written.

    ``name`` is what its file is called after, ``body`` what the format makes of it; ``entry`` and
    ``results`` are for pages with a list. ``error``: one line where the note could not be checked,
    which then has nothing else.
    """

    name: str
    verdicts: tuple[Verdict, ...] = ()
    body: Any = ""
    entry: Entry | None = None
    results: ResultLines | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Making:
    """Check a note and make of it what is wanted. ``redact``: of a copy that may be shared."""

    job: CheckJob
    wanted: Wanted
    redact: bool = False

    def __call__(self, item: Note | Unread) -> Made:
        """Return what is made of a note; of one that cannot be read or checked, why."""
        if isinstance(item, Unread):
            return self.lost(item, item.why)
        report = self.job(item)
        if isinstance(report, FailedReport):
            return self.lost(item, report.error)
        try:
            return self._made(report, item.text)
        except NotecheckError:  # it would be said of every note alike
            raise
        except Exception as error:  # a note that breaks a renderer must not hide the others
            return self.lost(item, internal(error))

    def lost(self, item: Note | Unread, why: str) -> Made:
        """Return what stands for a note that could not be checked."""
        return Made(name=item.id, error=why)

    def _made(self, report: Report, text: str) -> Made:
        wanted = self.wanted
        if self.redact:
            from notecheck.redaction import redacted

            report, text = redacted(report, text)
        if wanted.format in DOCUMENTS and not wanted.folder:
            body: object = gatherer(wanted.format).collect(report, text, **wanted.options)
        else:
            body = renderer(wanted.format)(report, text, **wanted.options)
        entry = results = None
        if wanted.pages:
            from notecheck.cli_results import lines_of
            from notecheck.render.index import entry as listed

            entry = listed(report, "")
            # What a provider is shown names no code, and the results do.
            if wanted.audience == "coder":
                results = lines_of(report, text, include_text=wanted.include_text)
        return Made(
            name=report.note.id,
            verdicts=tuple(code.verdict for code in report.codes),
            body=body,
            entry=entry,
            results=results,
        )
