"""A report as SARIF 2.1.0, for code review tools: a shape is a rule, a finding is a result.

Inputs that could not be read are notifications of an invocation that did not succeed,
and so is a run that judged nothing: "no results" must not be taken for "all is well".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Final
from urllib.parse import quote

from scheidslijn.model import Finding, Language, Problem, Report, Severity
from scheidslijn.namespaces import BASE
from scheidslijn.render.filepaths import file_of, with_sheet
from scheidslijn.render.json import dump
from scheidslijn.render.style import unjudged
from scheidslijn.render.words import dossier_names, name, rule_ids, word

__all__ = ["render"]

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
    ids = rule_ids(report)
    order = {shape: index for index, shape in enumerate(ids)}
    found: dict[str, list[Finding]] = {shape: [] for shape in ids}
    for finding in report.findings:
        found[finding.shape].append(finding)
    names = dossier_names(report, language)
    driver = {
        "name": "scheidslijn",
        "version": report.version,
        "informationUri": BASE,
        "rules": [_rule(found[shape], ids[shape], language) for shape in ids],
    }
    notifications = _notifications(report, language)
    run: dict[str, object] = {
        "tool": {"driver": driver},
        "language": language,
        "invocations": [
            {
                "executionSuccessful": not notifications,
                "toolExecutionNotifications": notifications,
            }
        ],
        "results": [
            {"ruleId": ids[finding.shape], "ruleIndex": order[finding.shape]}
            | _result(finding, names, language)
            for finding in report.findings
        ],
        "columnKind": "unicodeCodePoints",
        "properties": _run_properties(report),
    }
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


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


def _rule(found: Sequence[Finding], rule_id: str, language: Language) -> dict[str, object]:
    norms = {norm.iri: name(norm, language) for finding in found for norm in finding.norms}
    articles = {
        basis.iri: f"{name(basis, language)} ({basis.reference})"
        for finding in found
        for basis in finding.legal_basis
    }
    short = "; ".join(norms[iri] for iri in sorted(norms)) or rule_id
    full = "; ".join(articles[iri] for iri in sorted(articles))
    help_text = f"{short}. {full}." if full else f"{short}."
    return {
        "id": rule_id,
        "shortDescription": {"text": _cut(short)},
        "fullDescription": {"text": _cut(help_text)},
        "help": {"text": help_text},
        "defaultConfiguration": {"level": _LEVELS[max(finding.severity for finding in found)]},
        "properties": {"shape": found[0].shape},
    }


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}\u2026"


def _result(finding: Finding, names: dict[str, str], language: Language) -> dict[str, object]:
    location: dict[str, object] = {}
    if finding.file is not None:
        location["physicalLocation"] = _physical(finding.file, finding.line)
    if finding.dossier:
        location["logicalLocations"] = [
            {
                "name": names[finding.dossier],
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


def _notifications(report: Report, language: Language) -> list[dict[str, object]]:
    notifications = [_notification(problem) for problem in report.problems]
    reason = unjudged(report)
    if reason is not None:
        notifications.append({"level": "error", "message": {"text": word(reason, language)}})
    return notifications


def _notification(problem: Problem) -> dict[str, object]:
    return {
        "level": "error",
        "message": {"text": with_sheet(problem.message, problem.source)},
        "locations": [
            {"physicalLocation": _physical(problem.source, problem.line, problem.column)}
        ],
    }
