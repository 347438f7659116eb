"""A report as SARIF 2.1.0, for code review tools: a shape is a rule, a finding is a result.

Inputs that could not be read are notifications of an invocation that did not succeed,
and so is a run that judged nothing: "no results" must not be taken for "all is well".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Final
from urllib.parse import quote

from scheidslijn.model import Finding, Language, Problem, Report, Severity
from scheidslijn.namespaces import BASE
from scheidslijn.render.filepaths import file_of, with_sheet
from scheidslijn.render.json import Each, dumped
from scheidslijn.render.style import unjudged
from scheidslijn.render.walk import named
from scheidslijn.render.words import name, rule_ids, word

__all__ = ["pieces", "render"]

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LONGEST: Final = 1024  # characters that code scanning takes of a description
_LEVELS: Final[dict[Severity, str]] = {
    Severity.VIOLATION: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}


def render(report: Report, language: Language = "nl") -> str:
    """Return the report as one SARIF 2.1.0 run, with its messages in ``language``."""
    return "".join(pieces(report, language))


def pieces(report: Report, language: Language) -> Iterator[str]:
    """Yield the report as SARIF, finding by finding; the arguments are those of `render`."""
    ids = rule_ids(report)
    order = {shape: index for index, shape in enumerate(ids)}
    rules = _rules(report, language)
    driver = {
        "name": "scheidslijn",
        "version": report.version,
        "informationUri": BASE,
        "rules": [_rule(shape, rules[shape], ids[shape]) for shape in ids],
    }
    run: dict[str, object] = {
        "tool": {"driver": driver},
        "language": language,
        "invocations": Each(
            [
                {
                    "executionSuccessful": not report.problems and unjudged(report) is None,
                    "toolExecutionNotifications": Each(_notifications(report, language)),
                }
            ]
        ),
        "results": Each(
            {"ruleId": ids[finding.shape], "ruleIndex": order[finding.shape]}
            | _result(finding, dossier, language)
            for finding, dossier in named(report, language)
        ),
        "columnKind": "unicodeCodePoints",
        "properties": _run_properties(report),
    }
    yield from dumped({"$schema": _SCHEMA, "version": "2.1.0", "runs": Each([run])})


@dataclass
class _Rule:
    """What the findings of one shape say of it, by IRI, and how heavy the heaviest is."""

    severity: Severity
    norms: dict[str, str] = field(default_factory=dict)
    articles: dict[str, str] = field(default_factory=dict)


def _rules(report: Report, language: Language) -> dict[str, _Rule]:
    rules: dict[str, _Rule] = {}
    for finding in report.findings:
        rule = rules.setdefault(finding.shape, _Rule(finding.severity))
        rule.severity = max(rule.severity, finding.severity)
        rule.norms |= {norm.iri: name(norm, language) for norm in finding.norms}
        rule.articles |= {
            basis.iri: f"{name(basis, language)} ({basis.reference})"
            for basis in finding.legal_basis
        }
    return rules


def _run_properties(report: Report) -> dict[str, object]:
    return {
        "reading": report.reading,
        "on": None if report.on is None else report.on.isoformat(),
        "engine": report.engine,
        "rulebook": {"version": report.rulebook.version, "sha256": report.rulebook.sha256},
        "checked": {
            "dossiers": report.checked.dossiers,
            "shapes": report.checked.shapes,
            "norms": report.checked.norms,
            "triples": report.checked.triples,
        },
    }


def _rule(shape: str, rule: _Rule, rule_id: str) -> dict[str, object]:
    short = "; ".join(rule.norms[iri] for iri in sorted(rule.norms)) or rule_id
    full = "; ".join(rule.articles[iri] for iri in sorted(rule.articles))
    help_text = f"{short}. {full}." if full else f"{short}."
    return {
        "id": rule_id,
        "shortDescription": {"text": _cut(short)},
        "fullDescription": {"text": _cut(help_text)},
        "help": {"text": help_text},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"shape": shape},
    }


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}\u2026"


def _result(finding: Finding, dossier: str, language: Language) -> dict[str, object]:
    location: dict[str, object] = {}
    if finding.file is not None:
        location["physicalLocation"] = _physical(finding.file, finding.line)
    if finding.dossier:
        location["logicalLocations"] = [
            {
                "name": dossier,
                "fullyQualifiedName": finding.dossier,
                "kind": "resource",
            }
        ]
    return {
        "level": _LEVELS[finding.severity],
        "message": {"text": with_sheet(finding.message.in_language(language), finding.file)},
        "locations": [location] if location else [],
        "partialFingerprints": {"scheidslijn/v2": finding.id},
        "properties": {
            "focus": finding.focus,
            "path": finding.path,
            "value": finding.value,
            "component": finding.component,
            "remedy": finding.remedy.in_language(language),
            "norms": [norm.iri for norm in finding.norms],
            "readings": [reading.iri for reading in finding.readings],
            "diverging": [norm.iri for norm in finding.diverging],
            "missing": [condition.iri for condition in finding.missing],
            "persons": [person.iri for person in finding.persons],
            "roles": [role.iri for role in finding.roles],
            "legalBasis": [basis.reference for basis in finding.legal_basis],
        },
    }


def _physical(file: str, line: int | None, column: int | None = None) -> dict[str, object]:
    location: dict[str, object] = {"artifactLocation": {"uri": _uri(file_of(file))}}
    if line is not None:
        region = {"startLine": line} | ({} if column is None else {"startColumn": column})
        location["region"] = region
    return location


def _uri(file: str) -> str:
    # Two letters or more before "://": a drive letter of Windows is not a scheme.
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", file):
        return quote(file, safe="/:?#[]@!$&'()*+,;=%-._~", errors="surrogateescape")
    path = PurePath(file)
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix(), errors="surrogateescape")


def _notifications(report: Report, language: Language) -> Iterator[dict[str, object]]:
    yield from map(_notification, report.problems)
    reason = unjudged(report)
    if reason is not None:
        yield {"level": "error", "message": {"text": word(reason, language)}}


def _notification(problem: Problem) -> dict[str, object]:
    return {
        "level": "error",
        "message": {"text": with_sheet(problem.message, problem.source)},
        "locations": [
            {"physicalLocation": _physical(problem.source, problem.line, problem.column)}
        ],
    }
