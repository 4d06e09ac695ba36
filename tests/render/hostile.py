"""A note that tries everything, and a report that quotes it."""

from __future__ import annotations

from notecheck.extraction import Cue
from notecheck.report import Alert, Report, SuggestedCode

from .helpers import code_report, evidence, item, place, rejected, report_of

SCRIPT = "<script>alert('x')</script>"
HOSTILE = (
    f"{SCRIPT}\r\n</div></aside><h1>done</h1> <img src=x onerror=alert(1)>\x1b[31mred\x1b[0m\x9b31m \u202egnp.exe\u202c "
    "zero\u200bwidth \x00\x07 \ud800 {{ 7*7 }} {% raw %} &amp; \"q\" 'q' 骨癒合 👨‍⚕️\tTLIF\rold line\u2028end"
)
ESCAPES = ("\x1b", "\x9b", "\u202e", "\u200b", "\x00", "\x07", "\ud800", "\u2028")


def hostile_report() -> Report:
    """Return a report whose every text comes from :data:`HOSTILE`."""
    start, end = place(HOSTILE, SCRIPT)
    piece = evidence(HOSTILE, HOSTILE, HOSTILE).model_copy(
        update={"cue": Cue(start=start, end=end, text=HOSTILE)}
    )
    items = [
        item(
            status,
            HOSTILE,
            status,
            evidence=(piece,),
            rejected=(rejected(HOSTILE, SCRIPT, HOSTILE, HOSTILE),),
            reason=HOSTILE,
            document=HOSTILE,
            query=HOSTILE,
            sources=(HOSTILE,),
        )
        for status in ("missing", "partial", "contradicted", "met", "not_applicable")
    ]
    alert = Alert(
        id="x", blocking=True, message=HOSTILE, codes=(HOSTILE,), evidence=(piece,), sources=(HOSTILE,)
    )
    offered = SuggestedCode(code=HOSTILE, title=HOSTILE, relation=HOSTILE, reason=HOSTILE, source=HOSTILE)
    return report_of(
        HOSTILE,
        [code_report("M96.0", HOSTILE, "conflicting", items, alerts=(alert,), suggested_codes=(offered,))],
        id=HOSTILE,
    )
