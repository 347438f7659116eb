"""A report as JSON, for programs; `schema/report.schema.json` describes it field by field."""

from __future__ import annotations

import json
import re

from scheidslijn.model import Finding, LegalBasis, Named, Report, SourcePlace, Text
from scheidslijn.render.style import is_clean

__all__ = ["dump", "render"]


def render(report: Report) -> str:
    """Return the report as JSON, in both languages, with its keys in a fixed order."""
    return dump(
        {
            "conforms": is_clean(report),
            "findings": [_finding(finding) for finding in report.findings],
            "problems": [
                {
                    "source": problem.source,
                    "message": problem.message,
                    "line": problem.line,
                    "column": problem.column,
                }
                for problem in report.problems
            ],
            "dossiers": _named(report.dossiers),
            "checked": {
                "dossiers": report.checked.dossiers,
                "shapes": report.checked.shapes,
                "norms": report.checked.norms,
                "triples": report.checked.triples,
            },
            "reading": report.reading,
            "on": None if report.on is None else report.on.isoformat(),
            "engine": report.engine,
            "version": report.version,
            "rulebook": {"version": report.rulebook.version, "sha256": report.rulebook.sha256},
        }
    )


def dump(value: object) -> str:
    """Return a value as indented JSON that can always be encoded as UTF-8."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    # A file name that is not valid text in its file system holds lone surrogates.
    return re.sub("[\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "dossier": finding.dossier or None,
        "shape": finding.shape,
        "component": finding.component,
        "severity": finding.severity.name.lower(),
        "focus": finding.focus,
        "path": finding.path,
        "value": finding.value,
        "message": _text(finding.message),
        "remedy": _text(finding.remedy),
        "norms": _named(finding.norms),
        "readings": _named(finding.readings),
        "diverging": _named(finding.diverging),
        "missing": _named(finding.missing),
        "persons": _named(finding.persons),
        "roles": _named(finding.roles),
        "legal_basis": [_basis(basis) for basis in finding.legal_basis],
        "sources": [_source(source) for source in finding.sources],
        "file": finding.file,
        "line": finding.line,
    }


def _text(text: Text) -> dict[str, str]:
    return {"nl": text.nl, "en": text.en}


def _named(things: tuple[Named, ...]) -> list[dict[str, object]]:
    return [{"id": thing.iri, "label": _text(thing.label)} for thing in things]


def _basis(basis: LegalBasis) -> dict[str, object]:
    return {"id": basis.iri, "reference": basis.reference, "label": _text(basis.label)}


def _source(source: SourcePlace) -> dict[str, object]:
    return {
        "document": source.document,
        "section": source.section,
        "first_line": source.first_line,
        "last_line": source.last_line,
        "sha256": source.sha256,
    }
