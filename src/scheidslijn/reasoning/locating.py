"""Finds in which file, and on which line, an axiom stands.

The reasoner knows axioms and no files. So a file that names all that an axiom names is read once
more, with the line of each subject beside it, and the triple is looked for that says the axiom
(W3C, OWL 2 Mapping to RDF Graphs, table 1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple, parse

from scheidslijn.errors import InputError
from scheidslijn.inputs import Limits, Syntax, read_text
from scheidslijn.lines import LINE_IRI, mark_lines
from scheidslijn.namespaces import OWL, RDF_TYPE, RDFS
from scheidslijn.rdfio import FORMATS, Renamer
from scheidslijn.reasoning.functional import Expression, Part, iris, literals
from scheidslijn.reasoning.handing import named_blank
from scheidslijn.reasoning.material import Origin
from scheidslijn.terms import local_name

__all__ = ["Locator"]

_LINED: Final = (Syntax.TURTLE, Syntax.TRIG, Syntax.N_TRIPLES, Syntax.N_QUADS)
_FORMS: Final = (Syntax.JSON, Syntax.YAML)
_MEMBERS: Final = (OWL + "members", OWL + "distinctMembers")
_SAID_BY: Final[dict[str, tuple[str, ...]]] = {
    "SubClassOf": (RDFS + "subClassOf",),
    "EquivalentClasses": tuple(
        OWL + name
        for name in ("equivalentClass", "intersectionOf", "unionOf", "complementOf", "oneOf")
    ),
    "DisjointClasses": (OWL + "disjointWith", OWL + "complementOf", *_MEMBERS),
    "DisjointUnion": (OWL + "disjointUnionOf",),
    "SubObjectPropertyOf": (RDFS + "subPropertyOf", OWL + "propertyChainAxiom"),
    "SubDataPropertyOf": (RDFS + "subPropertyOf",),
    "EquivalentObjectProperties": (OWL + "equivalentProperty",),
    "EquivalentDataProperties": (OWL + "equivalentProperty",),
    "DisjointObjectProperties": (OWL + "propertyDisjointWith", *_MEMBERS),
    "DisjointDataProperties": (OWL + "propertyDisjointWith", *_MEMBERS),
    "InverseObjectProperties": (OWL + "inverseOf",),
    "ObjectPropertyDomain": (RDFS + "domain",),
    "DataPropertyDomain": (RDFS + "domain",),
    "ObjectPropertyRange": (RDFS + "range",),
    "DataPropertyRange": (RDFS + "range",),
    "SubAnnotationPropertyOf": (RDFS + "subPropertyOf",),
    "ClassAssertion": (RDF_TYPE,),
    "SameIndividual": (OWL + "sameAs",),
    "DifferentIndividuals": (OWL + "differentFrom", *_MEMBERS),
    "NegativeObjectPropertyAssertion": (OWL + "sourceIndividual",),
    "NegativeDataPropertyAssertion": (OWL + "sourceIndividual",),
    "HasKey": (OWL + "hasKey",),
    "DatatypeDefinition": (OWL + "equivalentClass",),
}
_TRAITS: Final[dict[str, str]] = {
    "FunctionalObjectProperty": "FunctionalProperty",
    "FunctionalDataProperty": "FunctionalProperty",
    "InverseFunctionalObjectProperty": "InverseFunctionalProperty",
    "TransitiveObjectProperty": "TransitiveProperty",
    "SymmetricObjectProperty": "SymmetricProperty",
    "AsymmetricObjectProperty": "AsymmetricProperty",
    "ReflexiveObjectProperty": "ReflexiveProperty",
    "IrreflexiveObjectProperty": "IrreflexiveProperty",
}
_ASSERTIONS: Final = ("ObjectPropertyAssertion", "DataPropertyAssertion", "AnnotationAssertion")
_VALUED: Final = _ASSERTIONS[1:]


class Locator:
    """Finds where axioms and things stand.

    Args:
        origins: the files that were read, those of the user first.
        blanks: the labels of the blank nodes that the reasoner knows by a name.
    """

    def __init__(self, origins: Iterable[Origin], blanks: frozenset[str]) -> None:
        self._files = [_File(origin, blanks) for origin in origins]

    def find(self, axiom: Expression) -> tuple[Origin, int | None] | None:
        """Return the file that says an axiom, and the line of its subject there; or None."""
        for file in self._files:
            if file.may_hold(axiom) and (found := file.find(axiom)) is not None:
                return file.origin, found[0]
        return None

    def find_subject(self, iri: str) -> tuple[Origin, int | None] | None:
        """Return the first file of the user in which something is a subject, and its line."""
        for file in self._files:
            if file.origin.own and iri in file.subjects:
                return file.origin, file.subjects[iri]
        return None


class _File:
    """A file, read with lines when something is looked for in it."""

    def __init__(self, origin: Origin, blanks: frozenset[str]) -> None:
        self.origin = origin
        self._blanks = blanks

    @cached_property
    def _text(self) -> str:
        source = self.origin.source
        if source.path is not None and not source.path.is_file():
            return ""  # a pipe can be read only once
        try:
            return "" if source.format is Syntax.TABLE else read_text(source, Limits())
        except InputError:
            return ""  # a place is a help only; who reads the file says what is wrong

    def may_hold(self, axiom: Expression) -> bool:
        """Return whether it is worth reading the file; those of the user always are."""
        if self.origin.own:
            return True
        return all(local_name(iri) in self._text for iri in iris(axiom))

    @cached_property
    def _lined(self) -> list[tuple[Triple, int | None]]:
        """The triples of the file, each with the line of its subject."""
        rename = Renamer()
        lines: dict[NamedNode | BlankNode, int] = {}
        found = []
        for quad in self._quads():
            if quad.predicate.value == LINE_IRI and isinstance(quad.object, Literal):
                assert isinstance(quad.subject, NamedNode | BlankNode)
                lines[quad.subject] = int(quad.object.value)
                continue
            for part in (quad.subject, quad.object, quad.graph_name):
                rename.see(part)
            assert isinstance(quad.subject, NamedNode | BlankNode)
            renamed = rename.quad(quad).triple
            found.append((renamed, quad.subject, lines.get(quad.subject)))
        # in a form the line of a node comes after what the node has
        return [(triple, line or lines.get(subject)) for triple, subject, line in found]

    def _quads(self) -> Iterator[Quad]:
        source = self.origin.source
        try:
            if source.format in _FORMS:
                # only who has a dossier in this form waits for what reads it
                from scheidslijn.form.reading import parse_marked

                yield from parse_marked(source, Limits())
            elif source.format in _LINED:
                marked = mark_lines(self._text, source.format)
                yield from parse(marked, FORMATS[source.format])
            elif source.format in FORMATS:
                yield from parse(self._text, FORMATS[source.format])
        except (InputError, SyntaxError, MemoryError, ValueError):
            return  # as above

    @cached_property
    def _by_predicate(self) -> dict[str, list[tuple[Triple, int | None]]]:
        found: dict[str, list[tuple[Triple, int | None]]] = {}
        for triple, line in self._lined:
            found.setdefault(triple.predicate.value, []).append((triple, line))
        return found

    @cached_property
    def _about(self) -> dict[str, list[Triple]]:
        """The triples about each blank node that is part of an expression."""
        found: dict[str, list[Triple]] = {}
        for triple, _ in self._lined:
            if isinstance(triple.subject, BlankNode):
                found.setdefault(triple.subject.value, []).append(triple)
        return found

    @cached_property
    def subjects(self) -> dict[str, int | None]:
        """The line on which each subject first stands."""
        found: dict[str, int | None] = {}
        for triple, line in self._lined:
            if isinstance(triple.subject, NamedNode | BlankNode):
                found.setdefault(self._name(triple.subject), line)
        return found

    def find(self, axiom: Expression) -> tuple[int | None] | None:
        """Return the line on which an axiom's subject stands, in a tuple; None if it does not."""
        wanted, kind = set(iris(axiom)), None
        predicates = _SAID_BY.get(axiom.name, ())
        if axiom.name in _TRAITS:
            predicates, kind = (RDF_TYPE,), OWL + _TRAITS[axiom.name]
        elif axiom.name in _ASSERTIONS:
            predicates = tuple(_names(axiom.parts[0]))
        best: tuple[int, int | None] | None = None
        for triple, line in (each for p in predicates for each in self._by_predicate.get(p, ())):
            named = self._named(triple)
            fits = wanted <= named and (kind is None or kind in named)
            if fits and _same_literals(axiom, triple) and (best is None or len(named) < best[0]):
                best = len(named), line
        return None if best is None else (best[1],)

    def _named(self, triple: Triple) -> set[str]:
        """Return every IRI in a triple, also within the expressions that it holds."""
        found = {triple.predicate.value}
        for node in (triple.subject, triple.object):
            self._gather(node, found, set())
        return found

    def _gather(self, node: object, found: set[str], seen: set[str]) -> None:
        if isinstance(node, NamedNode):
            found.add(node.value)
        elif isinstance(node, BlankNode) and node.value not in seen:
            seen.add(node.value)
            name = self._name(node)
            if name != node.value:
                found.add(name)
                return
            for triple in self._about.get(node.value, ()):
                self._gather(triple.object, found, seen)

    def _name(self, node: NamedNode | BlankNode) -> str:
        """Return what the reasoner calls a node; of a part of an expression, its label."""
        if isinstance(node, NamedNode):
            return node.value
        label = f"f{self.origin.number}{node.value}"
        return named_blank(label) if label in self._blanks else node.value


def _names(part: Part) -> Iterator[str]:
    """Yield every IRI in a property, also those of OWL itself."""
    if isinstance(part, NamedNode):
        yield part.value
    elif isinstance(part, Expression):
        for each in part.parts:
            yield from _names(each)


def _same_literals(axiom: Expression, triple: Triple) -> bool:
    """Return whether a value is the one that an axiom gives, if it gives one."""
    if axiom.name not in _VALUED:
        return True
    value, given = triple.object, list(literals(axiom))
    if not given:
        return True
    said = [(each.value, each.language) for each in given]
    return isinstance(value, Literal) and said == [(value.value, value.language)]
