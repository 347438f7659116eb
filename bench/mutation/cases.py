"""The cases: what stands in each dossier, and what it must give.

All cases use the same few IRIs. Each gets names of its own, so that any number of them can lie in
one store, and one query judges them together. That is sound because a constraint relates a focus
node only to what it is linked with; the cases are judged like that before any mutant, and one that
does not give what its file says is left out and named in the report.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from bench.mutation.world import ROOT, World
from scheidslijn.inputs import Source, Syntax
from scheidslijn.model import Term
from scheidslijn.namespaces import BASE, DCTERMS, OWL, RDF, RDFS, SH, SKOS, SL, XSD
from scheidslijn.rdfio import read_units
from scheidslijn.terms import term_text

# Findings are compared as the tests do: without their sentences and places.
Key = tuple[Term, Term | None, Term | None, Term, Term, str]
Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_SHARED: Final = (BASE, DCTERMS, OWL, RDF, RDFS, SH, SKOS, XSD)
_BROADER: Final = ("brederRol", "brederTaak", "brederCategorie", "bevat", "voorbehoudenAan")
# facts from which a role follows: their value leads to the role
_FOLLOWS: Final = ("volgtUitDossiereigenschap", "volgtUitOrganisatiesoort", "volgtUitAfdeling",
                   "volgtUitWerkgeverMet", "volgtUitDienstverbandBij", "volgtUitAansturingDoor",
                   "afleidbaarVoor")  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One dossier file under a number of its own.

    Attributes:
        number: what keeps it apart from the others in one store.
        name: its path in the project.
        quads: its statements, renamed.
        terms: every shared term that it says or that follows from one (see `reached`).
        expected: the findings that it must give, each with its norms if the file names them.
        missing: the missing conditions of a finding, if the file names them.
    """

    number: int
    name: str
    quads: tuple[ox.Quad, ...]
    terms: frozenset[Term]
    expected: Mapping[Key, frozenset[Term] | None]
    missing: Mapping[Key, frozenset[Term]]

    @cached_property
    def prefix(self) -> str:
        """What its own IRIs start with."""
        return f"urn:case:{self.number}:"


def case_files() -> list[Path]:
    """Return the files of all cases but those of the quality shapes, sorted."""
    found = [*ROOT.glob("shapes/*/valid/*.ttl"), *ROOT.glob("shapes/*/invalid/*.ttl")]
    found += ROOT.glob("examples/*/*.ttl")
    return sorted(path for path in found if "quality" not in path.parts)


def read_cases(world: World, files: Iterable[Path]) -> list[Case]:
    """Return the cases in these files."""
    reach = _Reach(world)
    return [_read(path, number, reach) for number, path in enumerate(files)]


def _read(path: Path, number: int, reach: _Reach) -> Case:
    units = read_units(Source(str(path), path, Syntax.TURTLE))
    quads = [quad for unit in units for quad in unit.quads]
    beside = path.with_suffix(".expected.json")
    rows = json.loads(beside.read_text(encoding="utf-8")) if beside.is_file() else []
    said = (term for quad in quads for term in (quad.predicate, quad.object))
    return Case(
        number=number,
        name=str(path.relative_to(ROOT)),
        quads=tuple(
            ox.Quad(
                _renamed(quad.subject, number),  # type: ignore[arg-type]
                quad.predicate,
                _renamed(quad.object, number),
            )
            for quad in quads
        ),
        terms=reach.reached(term_text(term) for term in said),
        expected={_key(row): _norms(row) for row in rows},
        missing={_key(row): frozenset(row["missing"]) for row in rows if "missing" in row},
    )


def _renamed(term: Node, number: int) -> Node:
    if isinstance(term, ox.BlankNode):
        return ox.BlankNode(f"c{number}b{term.value}")
    if isinstance(term, ox.NamedNode) and not term.value.startswith(_SHARED):
        return ox.NamedNode(f"urn:case:{number}:{term.value}")
    return term


def _key(row: Mapping[str, str]) -> Key:
    return (
        row["focus"],
        row["path"],
        row["value"],
        row["component"],
        row["shape"],
        row["severity"],
    )


def _norms(row: Mapping[str, Iterable[str]]) -> frozenset[Term] | None:
    return frozenset(row["norms"]) if "norms" in row else None


class _Reach:
    """Follows broader terms, and the roles that follow from facts."""

    def __init__(self, world: World) -> None:
        self._next: dict[Term, set[Term]] = {}
        forward = {SL + prop for prop in _BROADER}
        backward = {SL + prop for prop in _FOLLOWS}
        for quad in world.rulebook:
            subject, value = term_text(quad.subject), term_text(quad.object)
            if quad.predicate.value in forward:
                self._next.setdefault(subject, set()).add(value)
            elif quad.predicate.value in backward:
                self._next.setdefault(value, set()).add(subject)
        # a role may follow from a delegation as such
        self._always = world.subjects("volgtUitDelegatie")

    def reached(self, terms: Iterable[Term]) -> frozenset[Term]:
        """Return these terms with everything that a shape can reach from them in the rule book.

        That is the broader roles, tasks and data, the data that a file holds, the roles to which
        something is reserved, and the roles that follow from a fact. A norm that names none of
        these where its shape looks them up cannot concern the case.
        """
        found = {*terms, *self._always}
        queue = list(found)
        while queue:
            for term in self._next.get(queue.pop(), ()):
                if term not in found:
                    found.add(term)
                    queue.append(term)
        return frozenset(found)
