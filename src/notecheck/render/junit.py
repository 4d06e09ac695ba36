"""JUnit XML: a suite for each code of each note, a case an item, a failure a gap."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from notecheck.render.findings import GAPS, places
from notecheck.render.visible import one_line
from notecheck.render.wording import STATUS, STATUS_MEANING
from notecheck.report import Alert, CodeReport, Evidence, ItemReport, Report


def render(report: Report, text: str, *, include_text: bool = False) -> str:
    """Return the suites of one note as a complete document."""
    return document([collect(report, text, include_text=include_text)])


def collect(report: Report, text: str, *, include_text: bool = False) -> list[Element]:
    """Return the suites of one note."""
    return [_suite(report, code, text, include_text) for code in report.codes]


def document(parts: Iterable[list[Element]]) -> str:
    """Return the document of a run."""
    root = Element("testsuites", name="notecheck")
    for part in parts:
        root.extend(part)
    for count in ("tests", "failures", "skipped"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def _suite(report: Report, code: CodeReport, text: str, include_text: bool) -> Element:
    blocking = [alert for alert in code.alerts if alert.blocking]
    suite = Element(
        "testsuite",
        name=one_line(f"{report.note.id} {code.code}"),
        tests=str(len(code.items) + len(blocking)),
        failures=str(sum(item.status in GAPS for item in code.items) + len(blocking)),
        errors="0",
        skipped=str(sum(item.status == "not_applicable" for item in code.items)),
    )
    for item in code.items:
        case = _case(suite, report, code, item.id, item.title)
        if item.status == "not_applicable":
            SubElement(case, "skipped", message=STATUS_MEANING[item.status])
        elif item.status in GAPS:
            message = f"{item.title}: {STATUS[item.status].lower()}"
            _failure(case, item.status, message, item, text, include_text)
    for alert in blocking:
        title = alert.id.replace("_", " ").capitalize()
        case = _case(suite, report, code, alert.id, title)
        _failure(case, "blocking", alert.message if include_text else title, alert, text, include_text)
    return suite


def _case(suite: Element, report: Report, code: CodeReport, id: str, title: str) -> Element:
    classname = one_line(f"{report.note.id}.{code.code}")
    return SubElement(suite, "testcase", classname=classname, name=one_line(f"{id}: {title}"), time="0")


def _failure(
    case: Element, kind: str, message: str, owner: ItemReport | Alert, text: str, include_text: bool
) -> None:
    failure = SubElement(case, "failure", type=kind, message=one_line(message))
    failure.text = "\n".join(_where(owner.evidence, text, include_text)) or "no place in the note"


def _where(evidence: tuple[Evidence, ...], text: str, include_text: bool) -> Iterable[str]:
    for place in places(evidence, text, include_text=include_text):
        words = f': "{one_line(place.text)}"' if place.text else ""
        yield f"line {place.line}, column {place.column}, characters {place.start}-{place.end}{words}"
