"""Data graphs and shapes graphs for property-based tests, over so few terms that they collide.

A shapes graph is drawn from a table of constraints, so that a test chooses what it is about:
`core_constraints` and `sparql_constraints` hold these tables. Shapes refer to shapes that are
complete already, so that none is recursive (SHACL 3.4.3 leaves these undefined).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox
from hypothesis import strategies as st

from scheidslijn.namespaces import RDF_TYPE, SH

__all__ = [
    "CLASSES",
    "EX",
    "LITERALS",
    "PREDICATES",
    "Case",
    "Constraint",
    "Constraints",
    "Name",
    "Shapes",
    "booleans",
    "cases",
    "classes",
    "counts",
    "ex",
    "literal",
    "literals",
    "names",
    "predicates",
    "sh",
]

EX: Final = "https://example.org/"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
TYPE: Final = ox.NamedNode(RDF_TYPE)
SUBCLASS: Final = ox.NamedNode(RDFS + "subClassOf")
NIL: Final = ox.NamedNode(RDF + "nil")
CLASS: Final = ox.NamedNode(RDFS + "Class")
OWL_CLASS: Final = ox.NamedNode("http://www.w3.org/2002/07/owl#Class")

Name = ox.NamedNode | ox.BlankNode
Node = ox.NamedNode | ox.BlankNode | ox.Literal
Triples = tuple[ox.Triple, ...]


def ex(name: str) -> ox.NamedNode:
    """Return a term of the vocabulary that everything is drawn from."""
    return ox.NamedNode(EX + name)


def sh(name: str) -> ox.NamedNode:
    """Return a term of SHACL."""
    return ox.NamedNode(SH + name)


def literal(text: str, datatype: str = "string") -> ox.Literal:
    """Return a literal with a datatype of XML Schema."""
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


# Vocabulary

NODES: Final[tuple[Name, ...]] = (ex("a"), ex("b"), ex("c"), ox.BlankNode("x"), ox.BlankNode("y"))
PREDICATES: Final = tuple(ex(name) for name in "pqrs")
CLASSES: Final = tuple(ex(name) for name in "ABC")
LITERALS: Final = (
    # equal in number, not in writing or datatype
    literal("1", "integer"),
    literal("01", "integer"),
    literal("1.0", "decimal"),
    literal("1", "int"),
    literal("1.0E0", "double"),
    literal("0", "integer"),
    literal("2.5", "decimal"),
    literal("true", "boolean"),
    literal("1", "boolean"),
    literal("false", "boolean"),
    # texts, three of them with the same characters
    literal("abc"),
    literal(""),
    ox.Literal("abc", language="en"),
    ox.Literal("Abc", language="en"),
    ox.Literal("abc", language="en-gb-oed"),
    ox.Literal("abc", language="nl"),
    # moments, with and without a zone; two dates of one day
    literal("2026-01-05", "date"),
    literal("2026-01-06", "date"),
    literal("2026-01-05Z", "date"),
    literal("2026-01-05T00:00:00", "dateTime"),
    literal("2026-01-05T00:00:00Z", "dateTime"),
    literal("2026-01-05T01:00:00+01:00", "dateTime"),
    literal("2026-03-01T00:00:00Z", "dateTime"),
    # ill-typed; to rdflib "1e0"^^xsd:decimal is a number in queries, so it is in `deviations` only
    literal("x", "integer"),
    literal("2026-13-05", "date"),
    literal("2026-01-05", "dateTime"),
    # of a datatype that nobody knows
    ox.Literal("abc", datatype=ex("dt")),
)
nodes: Final = st.sampled_from(NODES)
names: Final = st.sampled_from([node for node in NODES if isinstance(node, ox.NamedNode)])
predicates: Final = st.sampled_from(PREDICATES)
classes: Final = st.sampled_from(CLASSES)
literals: Final = st.sampled_from(LITERALS)
texts: Final = st.sampled_from([term for term in LITERALS if term.language])
english: Final[list[Node]] = [term for term in LITERALS if term.language == "en"]
counts: Final = st.integers(0, 3).map(lambda number: literal(str(number), "integer"))
booleans: Final = st.booleans().map(lambda truth: literal(str(truth).lower(), "boolean"))


@st.composite
def data_graphs(draw: st.DrawFn) -> Triples:
    """Draw a data graph: links between nodes and to literals, types, and a class hierarchy."""
    terms: st.SearchStrategy[Node] = st.one_of(nodes, literals, texts)
    values = st.one_of(st.lists(terms, min_size=1, max_size=3), st.just(english))
    links = st.tuples(nodes, predicates, values)
    types = st.tuples(nodes, st.just(TYPE), st.lists(classes, min_size=1, max_size=2))
    hierarchy = st.tuples(classes, st.just(SUBCLASS), st.lists(classes, max_size=2))
    drawn: list[tuple[Name, ox.NamedNode, Sequence[Node]]] = [
        *draw(st.lists(links, min_size=2, max_size=8)),
        *draw(st.lists(types, min_size=1, max_size=3)),
        *draw(st.lists(hierarchy, max_size=2)),
    ]
    stated = (ox.Triple(s, p, value) for s, p, objects in drawn for value in objects)
    return tuple(dict.fromkeys(stated))


# Shapes graphs


@dataclass(frozen=True, slots=True)
class Constraint:
    """How a constraint is stated on a shape.

    Attributes:
        state: states it on the shape of that name; shapes in it may be that deep.
        property_only: whether node shapes cannot have it.
        nests: whether it refers to other shapes.
    """

    state: Callable[[Shapes, Name, int], None]
    property_only: bool = False
    nests: bool = False


Constraints = Mapping[str, Constraint]


class Shapes:
    """A shapes graph while it is drawn.

    Args:
        draw: what draws, of the strategy that this is part of.
        constraints: what its shapes may hold.
    """

    def __init__(self, draw: st.DrawFn, constraints: Constraints) -> None:
        self.draw = draw
        self.triples: dict[ox.Triple, None] = {}
        self._constraints = constraints
        self._shared: list[tuple[Name, bool, int]] = []
        self._classes = list(CLASSES)
        self._count = 0

    def chance(self, one_in: int) -> bool:
        """Return True once in so many times; what is drawn shrinks towards False."""
        return self.draw(st.integers(1, one_in)) == one_in

    def add(self, subject: Name, parameter: str, value: Node) -> None:
        """State a value of a term of SHACL."""
        self.state(subject, sh(parameter), value)

    def state(self, subject: Name, predicate: ox.NamedNode, value: Node) -> None:
        """Add a triple."""
        self.triples[ox.Triple(subject, predicate, value)] = None

    def fresh(self, *, blank: bool) -> Name:
        """Return a name that nothing has yet."""
        self._count += 1
        return ox.BlankNode(f"s{self._count}") if blank else ex(f"S{self._count}")

    def listed(self, members: Iterable[Node]) -> Name:
        """Return the head of a list of these members."""
        head: Name = ox.NamedNode(RDF + "nil")
        for member in reversed(list(members)):
            cell = self.fresh(blank=True)
            self.state(cell, ox.NamedNode(RDF + "first"), member)
            self.state(cell, ox.NamedNode(RDF + "rest"), head)
            head = cell
        return head

    def path(self, depth: int = 2) -> Name:
        """Return a path of any form, with paths in it down to ``depth``."""
        form = self.draw(st.sampled_from(_PATH_FORMS)) if depth else "predicate"
        if form == "predicate":
            return self.draw(predicates)
        if form == "sequence":
            return self.listed(self._steps(depth - 1))
        path = self.fresh(blank=True)
        inner = self.listed(self._steps(depth - 1)) if form == "alternative" else None
        self.add(path, form + "Path", inner or self.path(depth - 1))
        return path

    def _steps(self, depth: int) -> list[Name]:
        return [self.path(depth) for _ in range(self.draw(st.integers(2, 3)))]

    def shape(self, depth: int, *, is_property: bool | None = None) -> Name:
        """Return a shape with up to three constraints, now and then one that is there already."""
        shared = [
            name
            for name, kind, height in self._shared
            if height <= depth and (is_property is None or kind == is_property)
        ]
        if shared and self.chance(4):
            return self.draw(st.sampled_from(shared))
        if is_property is None:
            is_property = self.draw(st.booleans())
        name = self.fresh(blank=self.draw(st.booleans()))
        if is_property:
            self.add(name, "path", self.path())
        self.fill(name, depth, is_property=is_property)
        if self.chance(12):
            self.target(name)
        return name

    def root(self, depth: int, about: str | None = None) -> None:
        """Draw a shape with targets; one that is a class has the instances of the class."""
        chosen = None if about is None else self._constraints[about]
        is_property = (chosen is not None and chosen.property_only) or self.draw(st.booleans())
        is_class = bool(self._classes) and self.chance(6)
        name = self._class() if is_class else self.fresh(blank=self.draw(st.booleans()))
        if is_property:
            self.add(name, "path", self.path())
        if is_class or self.draw(st.booleans()):
            self.state(name, TYPE, sh("PropertyShape" if is_property else "NodeShape"))
        for _ in range(self.draw(st.integers(0 if is_class else 1, 2))):
            self.target(name)
        self.fill(name, depth, is_property=is_property, about=about)

    def _class(self) -> Name:
        name = self._classes.pop(self.draw(st.integers(0, len(self._classes) - 1)))
        kind = self.draw(st.sampled_from((CLASS, OWL_CLASS, ex("Meta"))))
        self.state(name, TYPE, kind)
        if kind != CLASS and self.draw(st.booleans()):
            self.state(kind, SUBCLASS, CLASS)
        return name

    def target(self, name: Name) -> None:
        """Give a shape a target of one of the four kinds that are stated."""
        kind = self.draw(st.sampled_from(("Class", "Node", "SubjectsOf", "ObjectsOf")))
        targets: dict[str, st.SearchStrategy[Node]] = {
            "Class": classes,
            "Node": st.one_of(names, literals),
        }
        self.add(name, "target" + kind, self.draw(targets.get(kind, predicates)))

    def fill(self, name: Name, depth: int, *, is_property: bool, about: str | None = None) -> None:
        """Give a shape its constraints, a severity, or leave to be inactive."""
        possible = [
            parameter
            for parameter, constraint in self._constraints.items()
            if (is_property or not constraint.property_only) and (depth or not constraint.nests)
        ]
        drawn = self.draw(st.lists(st.sampled_from(possible), unique=True, min_size=1, max_size=3))
        if about is not None and about not in drawn:
            drawn = [about, *drawn[1:]]
        for parameter in drawn:
            self._constraints[parameter].state(self, name, depth)
        if self.chance(5):
            self.add(name, "severity", sh(self.draw(st.sampled_from(_SEVERITIES))))
        if self.chance(12):
            self.add(name, "deactivated", self.draw(booleans))
        # what a disjoint qualified shape counts depends on its siblings, where it stands
        if "qualifiedValueShape" not in drawn:
            self._shared.append((name, is_property, depth))


_SEVERITIES: Final = ("Info", "Warning", "Violation")
_PATH_FORMS: Final = (
    *("predicate",) * 6,
    "sequence",
    "alternative",
    "inverse",
    "zeroOrMore",
    "oneOrMore",
    "zeroOrOne",
)


@st.composite
def shapes_graphs(
    draw: st.DrawFn, constraints: Constraints, depth: int, about: str | None
) -> Triples:
    """Draw a shapes graph of one to three shapes with targets, and the shapes in these."""
    graph = Shapes(draw, constraints)
    graph.root(depth, about)
    for _ in range(draw(st.integers(0, 2))):
        graph.root(depth)
    return tuple(graph.triples)


# Cases


@dataclass(frozen=True, slots=True)
class Case:
    """A shapes graph and a data graph; it prints as Turtle."""

    shapes: Triples
    data: Triples

    def __repr__(self) -> str:
        return f"\n# shapes\n{_turtle(self.shapes)}\n# data\n{_turtle(self.data)}"


@st.composite
def cases(
    draw: st.DrawFn, constraints: Constraints, depth: int = 2, about: str | None = None
) -> Case:
    """Draw a case whose shapes hold these constraints, nested no deeper than ``depth``.

    The first shape has the constraint ``about``, if there is one.
    """
    return Case(draw(shapes_graphs(constraints, depth, about)), draw(data_graphs()))


def _turtle(triples: Triples) -> str:
    prefixes = {"": EX, "rdf": RDF, "rdfs": RDFS, "sh": SH, "xsd": XSD}
    written = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
    return (written or b"").decode()
