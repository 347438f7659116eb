"""Findings on dossiers as rows, for people who do not use RDF.

A row holds no message: that names people, and what a dossier calls them does not leave.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.table import Row, TableProfile, column, joined
from scheidslijn.model import Finding, Named, Report, SourcePlace, Term, Text
from scheidslijn.pseudonym import Pseudonyms
from scheidslijn.terms import local_name

__all__ = ["FINDINGS", "leaving"]


def leaving(report: Report, pseudonyms: Pseudonyms | None) -> Report:
    """Return a report whose findings name nodes as they may leave, and hold no literal.

    The id of a finding follows from both, so that nobody can find out a text or a name by trying.

    Args:
        report: a validation of the dossiers as they are.
        pseudonyms: other names for the nodes of dossiers, or None to keep theirs.
    """
    return replace(report, findings=tuple(_leaving(each, pseudonyms) for each in report.findings))


def _leaving(finding: Finding, pseudonyms: Pseudonyms | None) -> Finding:
    def name(term: Term) -> Term:
        if pseudonyms is None or not term or term.startswith("_:"):
            return term
        return pseudonyms.of(ox.NamedNode(term)).value

    value = finding.value
    return replace(
        finding,
        dossier=name(finding.dossier),
        focus=name(finding.focus),
        value=None if value is None or value.startswith('"') else name(value),
        persons=tuple(Named(name(each.iri), each.label) for each in finding.persons),
    )


def _findings(report: Report) -> Iterator[Row]:
    for each in report.findings:
        yield (
            each.id,
            each.dossier,
            each.severity.name.lower(),
            local_name(each.shape),
            each.focus,
            _iris(each.norms),
            *_labels(each.norms),
            joined([basis.reference for basis in each.legal_basis]),
            joined([_source(place) for place in each.sources]),
            _iris(each.persons),
            _iris(each.roles),
            each.remedy.nl or None,
            each.remedy.en or None,
        )


def _iris(named: Sequence[Named]) -> str | None:
    return joined([each.iri for each in named])


def _labels(named: Sequence[Named]) -> tuple[str | None, str | None]:
    return joined([each.label.nl for each in named]), joined([each.label.en for each in named])


def _source(place: SourcePlace) -> str:
    return f"{place.document} {place.first_line}-{place.last_line}"


FINDINGS: Final = TableProfile(
    name="findings",
    title=Text("De bevindingen over dossiers als tabel", "The findings on dossiers as a table"),
    columns=(
        column("finding", "bevinding", "finding"),
        column("dossier", "dossier", "dossier"),
        column("severity", "ernst", "severity"),
        column("shape", "vorm", "shape"),
        column("focus", "feit", "focus node"),
        column("norms", "normen", "norms"),
        column("norms_nl", "normen (nl)", "norms (nl)"),
        column("norms_en", "normen (en)", "norms (en)"),
        column("articles", "artikelen", "articles"),
        column("places", "vindplaatsen", "places"),
        column("persons", "personen", "persons"),
        column("roles", "rollen", "roles"),
        column("remedy_nl", "remedie (nl)", "remedy (nl)"),
        column("remedy_en", "remedie (en)", "remedy (en)"),
    ),
    report=_findings,
)
