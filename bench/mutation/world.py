"""What is mutated: the rule book and the shapes, read once, with a few ways to look into them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from scheidslijn import resources
from scheidslijn.applicable import applicable
from scheidslijn.compile import compile_shapes
from scheidslijn.compile.plan import Check, Plan
from scheidslijn.inputs import Source, Syntax
from scheidslijn.model import Term
from scheidslijn.namespaces import BASE, OWL, PREFIXES, RDF_TYPE, SL
from scheidslijn.rdfio import read_units
from scheidslijn.rulebook import RuleBook
from scheidslijn.terms import term_text

ROOT: Final = Path(__file__).parents[2]
_PREFIXED: Final = re.compile(r"\b(\w+):([\w-]+)")
_IRI: Final = re.compile(r"<([^<>\s]+)>")


@dataclass(frozen=True)
class World:
    """Rule book and shapes as statements, and the plan of the shapes.

    Attributes:
        rulebook: the statements of ontology and rule book, in the strict reading.
        shapes: the statements of the shapes that check dossiers.
        plan: what the shapes are compiled to.
        files: the file in which each subject stands, by subject.
    """

    rulebook: tuple[ox.Quad, ...]
    shapes: tuple[ox.Quad, ...]
    plan: Plan
    files: Mapping[Term, str]

    @cached_property
    def about(self) -> Mapping[Term, list[ox.Quad]]:
        """The statements of the rule book by subject."""
        return _grouped((term_text(quad.subject), quad) for quad in self.rulebook)

    @cached_property
    def naming(self) -> Mapping[Term, list[ox.Quad]]:
        """The statements of the rule book by object."""
        return _grouped((term_text(quad.object), quad) for quad in self.rulebook)

    @cached_property
    def about_shapes(self) -> Mapping[Term, list[ox.Quad]]:
        """The statements of the shapes graph by subject."""
        return _grouped((term_text(quad.subject), quad) for quad in self.shapes)

    @cached_property
    def reported(self) -> RuleBook:
        """What tells under which shape a result is reported."""
        return RuleBook((), self.shapes)

    @cached_property
    def queries(self) -> tuple[tuple[Check, str, frozenset[Term]], ...]:
        """The own queries of the shapes: check, text, and the terms that they name."""
        checks = self.plan.checks
        return tuple((checks[q.check], q.text, self._named(q.text)) for q in self.plan.own)

    def _named(self, text: str) -> frozenset[Term]:
        named = named_in(text)
        return named | self.compared if SL + "afgelezenVan" in named else named

    @cached_property
    def compared(self) -> frozenset[Term]:
        """The properties of a norm that queries compare with a fact: ``sl:afgelezenVan``."""
        return frozenset(self.subjects("afgelezenVan"))

    @cached_property
    def named(self) -> frozenset[Term]:
        """Every term that some own query names."""
        return frozenset().union(*(terms for _, _, terms in self.queries))

    def values(self, subject: Term, prop: str) -> set[Term]:
        """Return the values of a property ``sl:<prop>`` in the rule book."""
        iri = SL + prop
        found = self.about.get(subject, ())
        return {term_text(quad.object) for quad in found if quad.predicate.value == iri}

    def types(self, subject: Term) -> set[Term]:
        """Return the classes that the rule book gives to a subject."""
        found = self.about.get(subject, ())
        return {term_text(quad.object) for quad in found if quad.predicate.value == RDF_TYPE}

    def subjects(self, prop: str, value: Term | None = None) -> set[Term]:
        """Return what has a property ``sl:<prop>``, and this value if one is given."""
        iri = SL + prop
        quads = self.rulebook if value is None else self.naming.get(value, ())
        return {term_text(quad.subject) for quad in quads if quad.predicate.value == iri}


def read_world() -> World:
    """Return the rule book and the shapes of this checkout."""
    book, files = _read(resources.ontology_files())
    shapes, shape_files = _read(resources.shapes_files())
    rulebook = applicable(quad for quad in book if quad.predicate.value != OWL + "imports")
    return World(
        rulebook=tuple(ox.Quad(s.subject, s.predicate, s.object) for s in rulebook),
        shapes=shapes,
        plan=compile_shapes(shapes),
        files={**files, **shape_files},
    )


def named_in(query: str) -> frozenset[Term]:
    """Return the IRIs that a query names, for prefixes that all of the project uses.

    >>> sorted(named_in("?a sl:rol <urn:x>"))
    ['https://w3id.org/scheidslijn/def#rol', 'urn:x']
    """
    short = (f"{PREFIXES[p]}{local}" for p, local in _PREFIXED.findall(query) if p in PREFIXES)
    return frozenset((*short, *_IRI.findall(query)))


def shown(term: Term) -> str:
    """Return a term as one reads it: what is ours without the start of its IRI.

    >>> shown(BASE + "id/rol/arts"), shown(SL + "rol"), shown('"2"')
    ('rol:arts', 'sl:rol', '"2"')
    """
    for prefix, start in PREFIXES.items():
        if term.startswith(start):
            return f"{prefix}:{term.removeprefix(start)}"
    if term.startswith(BASE + "id/"):
        return term.removeprefix(BASE + "id/").replace("/", ":", 1)
    return _IRI.sub(lambda match: shown(match[1]), term)


def nearest(value: Term, others: Iterable[Term]) -> Term:
    """Return the one of others whose name begins most like that of a value.

    >>> nearest("shape#Verboden", ["shape#Voorbehouden", "shape#VerbodenWaarschuwing"])
    'shape#VerbodenWaarschuwing'
    """

    def alike(other: Term) -> int:
        pairs = zip(value, other, strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))

    return max(sorted(others), key=alike)


def _grouped(pairs: Iterable[tuple[Term, ox.Quad]]) -> Mapping[Term, list[ox.Quad]]:
    found: defaultdict[Term, list[ox.Quad]] = defaultdict(list)
    for term, quad in pairs:
        found[term].append(quad)
    return dict(found)


def _read(paths: Iterable[Path]) -> tuple[tuple[ox.Quad, ...], dict[Term, str]]:
    """Return the statements of files as one graph, and the file of each subject."""
    quads: dict[ox.Quad, None] = {}
    files: dict[Term, str] = {}
    for number, path in enumerate(paths):
        for unit in read_units(Source(str(path), path, Syntax.TURTLE)):
            for quad in resources.apart(unit.quads, number):
                quads[quad] = None
                files.setdefault(term_text(quad.subject), str(path.relative_to(ROOT)))
    return tuple(quads), files
