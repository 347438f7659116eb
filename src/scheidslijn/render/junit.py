"""A report as JUnit XML, for build servers: a dossier is a suite, a shape is a test.

Only shapes that found something are named, so a dossier without findings has one
passing test that says so. What could not be read is a test in error, and so is a run
that judged nothing.

The numbers of tests stand before the tests, so a report is walked through twice; the findings of
one dossier are held at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final
from xml.etree.ElementTree import Element, tostring
from xml.sax.saxutils import escape

from scheidslijn.model import Finding, Language, Report, Severity
from scheidslijn.render.style import unjudged
from scheidslijn.render.walk import Section, sections
from scheidslijn.render.words import details, looked_at, place, plain, rule_ids, word

__all__ = ["pieces", "render"]

_COUNTED: Final = ("tests", "failures", "errors")


def render(
    report: Report, language: Language = "nl", fail_on: Severity = Severity.VIOLATION
) -> str:
    """Return the report as JUnit XML; findings of at least ``fail_on`` are failures."""
    return "".join(pieces(report, language, fail_on))


def pieces(report: Report, language: Language, fail_on: Severity) -> Iterator[str]:
    """Yield the report as JUnit XML, finding by finding; the arguments are those of `render`."""
    judged = unjudged(report) is None
    unread = len(report.problems) + (not judged)
    total = Counter(tests=unread, errors=unread)
    suites = 0
    for section in sections(report, language):
        suites += 1
        total += _counts(section, fail_on, judged=judged)
    # A report that counts its dossiers without naming them; a file without tests
    # would be an error to most build servers.
    nameless = suites == unread == 0
    total["tests"] += nameless
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n{_suite("testsuites", "scheidslijn", total)}'
    ids = {shape: plain(name) for shape, name in rule_ids(report).items()}
    for section in sections(report, language):
        counts = _counts(section, fail_on, judged=judged)
        if not counts:
            yield f"  {_tag('testsuite', _attributes(section.name, counts))}\n"
            continue
        yield f"  {_suite('testsuite', section.name, counts)}"
        if any(True for _ in section.findings):
            yield from _shape_cases(section, ids, language, fail_on)
        else:
            yield from _clean_case(section.name, report, language)
        yield "  </testsuite>\n"
    if unread:
        yield from _problem_suite(report, unread, language)
    if nameless:
        yield f"  {_suite('testsuite', 'scheidslijn', {'tests': 1})}"
        yield from _clean_case("scheidslijn", report, language)
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _counts(section: Section, fail_on: Severity, *, judged: bool) -> Counter[str]:
    heaviest: dict[str, Severity] = {}
    for finding in section.findings:
        heaviest[finding.shape] = max(
            heaviest.get(finding.shape, finding.severity), finding.severity
        )
    if not heaviest:
        return Counter(tests=1) if judged else Counter()
    failures = sum(severity >= fail_on for severity in heaviest.values())
    return Counter(tests=len(heaviest), failures=failures)


def _attributes(name: str, counts: Mapping[str, int]) -> dict[str, str]:
    return {"name": name, **{each: str(counts.get(each, 0)) for each in _COUNTED}}


def _suite(tag: str, name: str, counts: Mapping[str, int]) -> str:
    return f"{_opened(tag, _attributes(name, counts))}\n"


def _tag(name: str, attributes: Mapping[str, str], text: str | None = None) -> str:
    element = Element(name, dict(attributes))
    element.text = text
    written: str = tostring(element, encoding="unicode")
    return written


def _opened(name: str, attributes: Mapping[str, str]) -> str:
    return f"{_tag(name, attributes).removesuffix(' />')}>"


def _case(suite: str, attributes: Mapping[str, str], inner: Iterable[str]) -> Iterator[str]:
    yield f"    {_opened('testcase', {'classname': suite, **attributes})}\n"
    yield from inner
    yield "    </testcase>\n"


def _clean_case(suite: str, report: Report, language: Language) -> Iterator[str]:
    out = f"      {_tag('system-out', {}, looked_at(report.checked, language))}\n"
    return _case(suite, {"name": word("no findings", language)}, [out])


def _shape_cases(
    section: Section, ids: Mapping[str, str], language: Language, fail_on: Severity
) -> Iterator[str]:
    findings = section.heaviest_first()
    first: dict[str, Finding] = {}
    for finding in findings:
        first.setdefault(finding.shape, finding)
    for shape in dict.fromkeys(finding.shape for finding in section.findings):
        attributes = {"name": ids[shape]}
        file, line = first[shape].file, first[shape].line
        if file is not None:
            attributes["file"] = plain(file)
            if line is not None:
                attributes["line"] = str(line)
        mine = (finding for finding in findings if finding.shape == shape)
        outcomes = _outcomes(first[shape], mine, language, fail_on)
        yield from _case(section.name, attributes, outcomes)


def _outcomes(
    first: Finding, findings: Iterable[Finding], language: Language, fail_on: Severity
) -> Iterator[str]:
    """Yield what fails, and then what does not; the findings come heaviest first."""
    for fails, some in groupby(findings, key=lambda finding: finding.severity >= fail_on):
        tag, attributes = "system-out", {}
        if fails:
            message = plain(first.message.in_language(language))
            severity = word(first.severity.name.lower(), language)
            tag, attributes = "failure", {"message": message, "type": severity}
        before = f"      {_opened(tag, attributes)}"
        for finding in some:
            yield f"{before}{escape(_explained(finding, language))}"
            before = "\n\n"
        yield f"</{tag}>\n"


def _explained(finding: Finding, language: Language) -> str:
    severity = word(finding.severity.name.lower(), language)
    lines = [f"{severity}: {plain(finding.message.in_language(language))}"]
    if finding.file is not None:
        lines.append(f"{place(finding.file, finding.line)} ({finding.id})")
    return "\n".join([*lines, *details(finding, language)])


def _problem_suite(report: Report, unread: int, language: Language) -> Iterator[str]:
    suite = word("input", language)
    yield f"  {_suite('testsuite', suite, {'tests': unread, 'errors': unread})}"
    for problem in report.problems:
        message = plain(problem.message)
        attributes = {"message": message, "type": word("not read", language)}
        name = place(problem.source, problem.line, problem.column)
        error = f"      {_tag('error', attributes, message)}\n"
        yield from _case(suite, {"name": name}, [error])
    reason = unjudged(report)
    if reason is not None:
        error = f"      {_tag('error', {'message': word(reason, language), 'type': reason})}\n"
        yield from _case(suite, {"name": "scheidslijn"}, [error])
    yield "  </testsuite>\n"
