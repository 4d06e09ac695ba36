"""The words that reports use for statuses, verdicts and the like; one place for all renderers."""

from __future__ import annotations

from notecheck.report import Axis, ItemStatus, Requirement, Verdict

STATUSES: tuple[ItemStatus, ...] = ("missing", "partial", "contradicted", "met", "not_applicable")
"""The order in which a report shows them: what there is to do first."""

STATUS: dict[ItemStatus, str] = {
    "missing": "Missing",
    "partial": "Partial",
    "contradicted": "Contradicted",
    "met": "Met",
    "not_applicable": "Not applicable",
}

STATUS_MEANING: dict[ItemStatus, str] = {
    "missing": "Nothing in the note documents it.",
    "partial": "Mentioned, but vague, uncertain or without the detail that is asked for.",
    "contradicted": "The note states the opposite.",
    "met": "Documented in enough detail.",
    "not_applicable": "Not asked of this note.",
}

VERDICTS: tuple[Verdict, ...] = ("conflicting", "not_supported", "incomplete", "codable", "complete")
"""From the worst to the best."""

VERDICT: dict[Verdict, str] = {
    "conflicting": "Conflicting",
    "not_supported": "Not supported",
    "incomplete": "Incomplete",
    "codable": "Codable",
    "complete": "Complete",
}

VERDICT_MEANING: dict[Verdict, str] = {
    "conflicting": "Assigning this code would be wrong as the note stands: see the blocking alert.",
    "not_supported": "The note does not document the diagnosis of this code.",
    "incomplete": "Something that the code itself needs is not documented.",
    "codable": "The code can be assigned as documented; support that reviewers look for is not complete.",
    "complete": "All that the code needs, and all required support, is documented.",
}

AXES: tuple[Axis, ...] = ("code", "support")

AXIS: dict[Axis, str] = {"code": "Needed for the code", "support": "Supports the code"}

AXIS_MEANING: dict[Axis, str] = {
    "code": "Without it the code cannot be assigned.",
    "support": "Payers, auditors and the next clinician look for it; its absence never makes the code wrong.",
}

REQUIREMENT: dict[Requirement, str] = {
    "required": "required",
    "recommended": "recommended",
    "conditional": "where it applies",
}

BLOCKING_MEANING = "Blocking: coding this as it stands would be wrong."

DISCLAIMER = (
    "notecheck reads documentation. It gives no coding, billing or medical advice: a clinician decides "
    "what is true of the patient, and a qualified coder what is coded."
)


def spaced(name: str) -> str:
    """Return a canonical name in words: ``past_surgical_history`` as ``past surgical history``."""
    return name.replace("_", " ")
