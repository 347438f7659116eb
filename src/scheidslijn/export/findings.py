"""Findings on dossiers as rows, for people who do not use RDF.

A row holds no message: that names people, and what a dossier calls them does not leave.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.material import Book
from scheidslijn.export.profile import Loss
from scheidslijn.export.table import Row, TableProfile, column, joined
from scheidslijn.model import Finding, Named, SourcePlace, Term, Text
from scheidslijn.namespaces import SL
from scheidslijn.pseudonym import Pseudonyms
from scheidslijn.terms import local_name

__all__ = ["FINDINGS", "Leaving"]


@dataclass(frozen=True)
class Leaving:
    """Says what of a finding may leave, and under which names.

    Attributes:
        book: the rule book, whose terms leave as they are.
        health: terms of the rule book that tell something of somebody's health.
        pseudonyms: other names for the nodes of dossiers, or None where they keep theirs.
    """

    book: Book
    health: Set[Term]
    pseudonyms: Pseudonyms | None = None

    @cached_property
    def _telling(self) -> Set[Term]:
        """The norms that speak of health: that one is broken tells as much."""
        return {
            node.value
            for node in self.book.instances(SL + "Norm")
            if any(
                isinstance(value, ox.NamedNode) and value.value in self.health
                for values in self.book.subjects[node].values()
                for value in values
            )
        }

    def names(self, finding: Finding) -> Iterator[Term]:
        """Yield the names in a finding that leave only if the guard lets their nodes pass."""
        linked = (each.iri for each in (*finding.persons, *finding.roles))
        for term in (finding.dossier, finding.focus, finding.value or "", *linked):
            name, asks = self._as(term)
            if asks:
                yield name

    def finding(self, finding: Finding, nodes: Container[Term]) -> Finding | None:
        """Return a finding as it may leave, or None where it stays behind.

        It holds no literal, no text and no node that the guard did not let pass. Its id follows
        from what leaves, so that nobody finds out a name by trying.

        Args:
            finding: the finding as a validation gives it.
            nodes: the nodes of dossiers that may leave, as they leave.
        """
        if any(norm.iri in self._telling for norm in (*finding.norms, *finding.diverging)):
            return None

        def leaving(term: Term) -> Term:
            name, asks = self._as(term)
            return "" if asks and name not in nodes else name

        persons = ((leaving(each.iri), each.label) for each in finding.persons)
        return replace(
            finding,
            dossier=leaving(finding.dossier),
            focus=leaving(finding.focus),
            value=None if finding.value is None else leaving(finding.value) or None,
            message=Text("", ""),
            persons=tuple(Named(name, label) for name, label in persons if name),
            roles=tuple(each for each in finding.roles if leaving(each.iri) == each.iri),
            file=None,
            line=None,
        )

    def _as(self, term: Term) -> tuple[Term, bool]:
        """Return a name as it leaves, or nothing, and whether that hangs on the dossiers."""
        if term.startswith("_:"):
            return term, False
        node = _node(term)
        if node is None:
            return "", False
        if node in self.book.subjects:
            return "" if term in self.health else term, False
        return term if self.pseudonyms is None else self.pseudonyms.of(node).value, True


def _node(term: Term) -> ox.NamedNode | None:
    """Return the node that a term names; a literal comes without its quotes, and names none."""
    try:
        return ox.NamedNode(term)
    except ValueError:
        return None


def _findings(findings: Iterable[Finding]) -> Iterator[Row]:
    for each in findings:
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
    losses=(
        Loss(
            (),
            Text(
                nl="De zin van een bevinding, haar pad en een waarde die tekst is blijven achter: "
                "zij noemen wat een dossier zegt.",
                en="The sentence of a finding, its path and a value that is text stay behind: "
                "they name what a dossier says.",
            ),
        ),
    ),
    findings=_findings,
)
