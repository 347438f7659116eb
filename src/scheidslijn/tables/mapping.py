"""Reads a mapping file in RML, and refuses by name whatever it asks for that is not done here.

Nothing in a mapping is opened, fetched or run: the source of a triples map is only the name of a
table, of which there is one per sheet. Of what stands in the file nothing is passed over but
labels and comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NoReturn

import pyoxigraph as ox

from scheidslijn.errors import InputError
from scheidslijn.inputs import Limits, Source, Syntax
from scheidslijn.namespaces import DCTERMS, RDF_TYPE, RDFS, SKOS
from scheidslijn.places import find_lines
from scheidslijn.rdfio import read_units
from scheidslijn.tables.rml import CSVW_URL, OLD_NAMESPACES, RML, Mapping, Rule, TermMap, TriplesMap
from scheidslijn.tables.termmaps import Refused, constant, term_map
from scheidslijn.terms import term_text

__all__ = ["read_mapping"]

_Node = ox.NamedNode | ox.BlankNode
_Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_Said = dict[str, list[_Value]]
_NOTES: Final = (RDFS + "label", RDFS + "comment", RDFS + "seeAlso", DCTERMS, SKOS)
_TRIPLES_MAP: Final = ("logicalSource", "subjectMap", "subject", "predicateObjectMap")
_GRAPHS: Final = ("graph", "graphMap")
_EXPRESSION: Final = ("constant", "reference", "template", "termType")
_SUBJECT_MAP: Final = (*_EXPRESSION, "class", *_GRAPHS)
_OBJECT_MAP: Final = (*_EXPRESSION, "datatype", "language", "parentTriplesMap")
_FACT: Final = ("predicate", "predicateMap", "object", "objectMap", *_GRAPHS)
_ADVICE: Final = {
    "column": "use rml:reference",
    "iterator": "a table is read row by row; name a sheet with rml:source",
    "joinCondition": "make the same IRI with a template in both places",
    "logicalTable": "use rml:logicalSource; databases are not read",
    "query": "databases are not read",
    "sqlQuery": "databases are not read",
    "tableName": "use rml:source; databases are not read",
}
_PLAIN_NAME: Final = re.compile(r"[^/\\:]+")


def read_mapping(path: Path, name: str | None = None, limits: Limits | None = None) -> Mapping:
    """Read a mapping file in Turtle.

    Args:
        path: the file.
        name: how messages name it, or None for the path itself.
        limits: how large it may be.

    Raises:
        InputError: it is no Turtle, no RML, unsound, or asks for what is not done here.
    """
    name = name or path.as_posix()
    if path.name.lower().endswith((".yml", ".yaml")):
        problem = "YARRRML is not read; translate it to RML first, with yatter for example."
        raise InputError(name, problem)
    source = Source(name, path, Syntax.TURTLE)
    (unit,) = read_units(source, limits)
    graph = _Graph(unit.quads)
    try:
        maps = tuple(_Reader(graph).triples_maps())
    except Refused as error:
        line = find_lines(source, [error.node], limits).get(error.node)
        raise InputError(name, f"{error.problem}.", line) from None
    nodes = {t.node for each in maps for r in each.rules for t in r.terms}
    return Mapping(name, maps, find_lines(source, nodes, limits))


class _Graph:
    """The mapping graph, with the older names of RML's terms replaced by the newer."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self.nodes: dict[_Node, _Said] = {}
        self.visited: set[_Node] = set()
        for quad in quads:
            value = quad.object
            if isinstance(value, ox.NamedNode):
                value = ox.NamedNode(_renamed(value.value))
            assert not isinstance(quad.subject, ox.Triple)
            own = self.nodes.setdefault(quad.subject, {})
            own.setdefault(_renamed(quad.predicate.value), []).append(value)

    def open(self, node: _Node, allowed: tuple[str, ...]) -> _Said:
        """Return what is said of a node, by local name, once nothing else is said of it."""
        self.visited.add(node)
        found: _Said = {}
        for predicate, values in self.nodes.get(node, {}).items():
            local = predicate.removeprefix(RML)
            if predicate == RDF_TYPE or predicate.startswith(_NOTES):
                continue
            if local == predicate or local not in allowed:
                self._refuse(node, predicate, allowed)
            found[local] = values
        return found

    def _refuse(self, node: _Node, predicate: str, allowed: tuple[str, ...]) -> NoReturn:
        local = predicate.removeprefix(RML)
        shown = f"rml:{local}" if local != predicate else f"<{predicate}>"
        known = ", ".join(f"rml:{each}" for each in allowed)
        advice = _ADVICE.get(local, f"known here are {known}")
        raise Refused(term_text(node), f"{shown} is not supported here; {advice}")


class _Reader:
    """Turns the mapping graph into values."""

    def __init__(self, graph: _Graph) -> None:
        self.graph = graph

    def triples_maps(self) -> Iterator[TriplesMap]:
        """Yield the triples maps in the order of the file."""
        kind = ox.NamedNode(RML + "TriplesMap")
        marks = {RML + each for each in (*_TRIPLES_MAP, "logicalTable")}
        starts = [
            node
            for node, said in self.graph.nodes.items()
            if kind in said.get(RDF_TYPE, ()) or marks & set(said)
        ]
        if not starts:
            problem = "the file is no RML mapping: nothing in it is an rml:TriplesMap"
            raise Refused(term_text(next(iter(self.graph.nodes))), problem)
        for node in starts:
            yield self._triples_map(node)
        for node, said in self.graph.nodes.items():
            if node not in self.graph.visited and any(each.startswith(RML) for each in said):
                raise Refused(term_text(node), "no triples map uses this node; remove or link it")

    def _triples_map(self, node: _Node) -> TriplesMap:
        said = self.graph.open(node, _TRIPLES_MAP)
        table = self._table(node, said)
        subject, own = self._subject(node, said)
        graphs = self._graphs(node, own)
        a = constant(subject.node, ox.NamedNode(RDF_TYPE), "predicate")
        rules = [
            Rule(subject, a, constant(subject.node, value, "class"), graphs)
            for value in own.get("class", ())
        ]
        for value in said.get("predicateObjectMap", ()):
            rules += self._facts(self._node(node, value), subject, graphs, table)
        if not rules:
            problem = "the triples map makes nothing; give it a class or a predicate-object map"
            raise Refused(term_text(node), problem)
        return TriplesMap(term_text(node), table, tuple(rules))

    def _facts(
        self, node: _Node, subject: TermMap, graphs: tuple[TermMap, ...], table: str
    ) -> Iterator[Rule]:
        said = self.graph.open(node, _FACT)
        name = term_text(node)
        predicates = [constant(name, each, "predicate") for each in said.get("predicate", ())]
        for value in said.get("predicateMap", ()):
            inner = self._node(node, value)
            predicates.append(term_map(inner, self.graph.open(inner, _EXPRESSION), "predicate"))
        values = [constant(name, each, "object") for each in said.get("object", ())]
        for value in said.get("objectMap", ()):
            values.append(self._object(self._node(node, value), table))
        if not predicates or not values:
            problem = "a predicate-object map needs a predicate and an object"
            raise Refused(name, problem)
        every = tuple(dict.fromkeys((*graphs, *self._graphs(node, said))))
        for predicate in predicates:
            for each in values:
                yield Rule(subject, predicate, each, every)

    def _object(self, node: _Node, table: str) -> TermMap:
        said = self.graph.open(node, _OBJECT_MAP)
        if "parentTriplesMap" not in said:
            return term_map(node, said, "object")
        parent = self._node(node, self._one(node, said, "parentTriplesMap"))
        theirs = self.graph.open(parent, _TRIPLES_MAP)
        if set(said) != {"parentTriplesMap"} or self._table(parent, theirs) != table:
            problem = "rml:parentTriplesMap is read within one table only"
            raise Refused(term_text(node), f"{problem}; {_ADVICE['joinCondition']}")
        return self._subject(parent, theirs)[0]

    def _subject(self, node: _Node, said: _Said) -> tuple[TermMap, _Said]:
        """Return a triples map's subject, and what its subject map says beside it."""
        if "subject" in said and "subjectMap" not in said:
            return constant(term_text(node), self._one(node, said, "subject"), "subject"), {}
        inner = self._node(node, self._one(node, said, "subjectMap"))
        own = self.graph.open(inner, _SUBJECT_MAP)
        return term_map(inner, own, "subject"), own

    def _graphs(self, node: _Node, said: _Said) -> tuple[TermMap, ...]:
        found = [constant(term_text(node), each, "graph") for each in said.get("graph", ())]
        for value in said.get("graphMap", ()):
            inner = self._node(node, value)
            found.append(term_map(inner, self.graph.open(inner, _EXPRESSION), "graph"))
        return tuple(found)

    def _table(self, node: _Node, said: _Said) -> str:
        """Return the name of the table that a triples map reads."""
        logical = self._node(node, self._one(node, said, "logicalSource"))
        own = self.graph.open(logical, ("source", "referenceFormulation"))
        for formulation in own.get("referenceFormulation", ()):
            if formulation != ox.NamedNode(RML + "CSV"):
                problem = f"the reference formulation {formulation} is not supported here"
                raise Refused(term_text(logical), f"{problem}; tables have rml:CSV")
        source = self._one(logical, own, "source")
        if not isinstance(source, ox.Literal):
            source = self._path(self._node(logical, source))
        if not _PLAIN_NAME.fullmatch(source.value):
            problem = f"the source {source.value!r} is not the name of a table"
            advice = "nothing else is read or fetched, so write the name of the file or sheet only"
            raise Refused(term_text(logical), f"{problem}; {advice}")
        return source.value

    def _path(self, node: _Node) -> ox.Literal:
        said = self.graph.nodes.get(node, {})
        if CSVW_URL in said:  # csvw:Table, as older mappings describe a CSV file
            self.graph.visited.add(node)
            said = {**said, RML + "path": said[CSVW_URL]}
            known = {RDF_TYPE, CSVW_URL, RML + "path"}
            if set(said) - known:
                problem = "of a csvw:Table only csvw:url is read; the dialect is found by itself"
                raise Refused(term_text(node), problem)
        else:
            said = {RML + k: v for k, v in self.graph.open(node, ("path", "root")).items()}
        values = said.get(RML + "path", [])
        if len(values) != 1 or not isinstance(values[0], ox.Literal):
            problem = "the source of a table is its name; databases and services are not read"
            raise Refused(term_text(node), problem)
        return values[0]

    def _one(self, node: _Node, said: _Said, name: str) -> _Value:
        values = said.get(name, [])
        if len(values) != 1:
            found = "no" if not values else "more than one"
            raise Refused(term_text(node), f"the node has {found} rml:{name}; it must have one")
        return values[0]

    def _node(self, owner: _Node, value: _Value) -> _Node:
        if isinstance(value, ox.NamedNode | ox.BlankNode):
            return value
        problem = f"{value} stands where a node belongs; describe it within [ ]"
        raise Refused(term_text(owner), problem)


def _renamed(iri: str) -> str:
    for old in OLD_NAMESPACES:
        if iri.startswith(old):
            return RML + iri.removeprefix(old)
    return iri
