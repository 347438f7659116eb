"""A report as JUnit XML, for build servers: a dossier is a suite, a shape is a test.

Only shapes that found something are named, so a dossier without findings has one
passing test that says so. What could not be read is a test in error, and so is a run
that judged nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from scheidslijn.model import Finding, Language, Report, Severity
from scheidslijn.render.style import unjudged
from scheidslijn.render.words import (
    details,
    dossier_names,
    looked_at,
    place,
    plain,
    rule_ids,
    word,
)

__all__ = ["render"]

_COUNTED = {"tests": "testcase", "failures": "testcase/failure", "errors": "testcase/error"}


def render(
    report: Report, language: Language = "nl", fail_on: Severity = Severity.VIOLATION
) -> str:
    """Return the report as JUnit XML; findings of at least ``fail_on`` are failures."""
    root = Element("testsuites", {"name": "scheidslijn"})
    ids = rule_ids(report)
    found: dict[str, dict[str, list[Finding]]] = {}
    for finding in report.findings:
        found.setdefault(finding.dossier, {}).setdefault(finding.shape, []).append(finding)
    for dossier, name in dossier_names(report, language).items():
        suite = SubElement(root, "testsuite", {"name": name})
        for shape, findings in found.get(dossier, {}).items():
            _shape_case(suite, plain(ids[shape]), findings, language, fail_on)
        if dossier not in found and unjudged(report) is None:
            _clean_case(suite, report, language)
    _problem_cases(root, report, language)
    if len(root) == 0:
        # A report that counts its dossiers without naming them; a file without tests
        # would be an error to most build servers.
        _clean_case(SubElement(root, "testsuite", {"name": "scheidslijn"}), report, language)
    for suite in root:
        for attribute, path in _COUNTED.items():
            suite.set(attribute, str(len(suite.findall(path))))
    for attribute in _COUNTED:
        root.set(attribute, str(sum(int(suite.attrib[attribute]) for suite in root)))
    indent(root)
    xml: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}\n'


def _case(suite: Element, name: str) -> Element:
    return SubElement(suite, "testcase", {"classname": suite.attrib["name"], "name": name})


def _clean_case(suite: Element, report: Report, language: Language) -> None:
    case = _case(suite, word("no findings", language))
    SubElement(case, "system-out").text = looked_at(report.checked, language)


def _shape_case(
    suite: Element,
    name: str,
    findings: Iterable[Finding],
    language: Language,
    fail_on: Severity,
) -> None:
    findings = sorted(findings, key=lambda finding: -finding.severity)
    case = _case(suite, name)
    first = findings[0]
    if first.file is not None:
        case.set("file", plain(first.file))
        if first.line is not None:
            case.set("line", str(first.line))
    failing = [finding for finding in findings if finding.severity >= fail_on]
    passing = [finding for finding in findings if finding.severity < fail_on]
    if failing:
        attributes = {
            "message": plain(first.message.in_language(language)),
            "type": word(first.severity.name.lower(), language),
        }
        SubElement(case, "failure", attributes).text = _explain(failing, language)
    if passing:
        SubElement(case, "system-out").text = _explain(passing, language)


def _explain(findings: Iterable[Finding], language: Language) -> str:
    blocks = []
    for finding in findings:
        severity = word(finding.severity.name.lower(), language)
        lines = [f"{severity}: {plain(finding.message.in_language(language))}"]
        if finding.file is not None:
            lines.append(f"{place(finding.file, finding.line)} ({finding.id})")
        blocks.append("\n".join([*lines, *details(finding, language)]))
    return "\n\n".join(blocks)


def _problem_cases(root: Element, report: Report, language: Language) -> None:
    reason = unjudged(report)
    if not report.problems and reason is None:
        return
    suite = SubElement(root, "testsuite", {"name": word("input", language)})
    for problem in report.problems:
        case = _case(suite, place(problem.source, problem.line, problem.column))
        message = plain(problem.message)
        attributes = {"message": message, "type": word("not read", language)}
        SubElement(case, "error", attributes).text = message
    if reason is not None:
        case = _case(suite, "scheidslijn")
        SubElement(case, "error", {"message": word(reason, language), "type": reason})
