"""A graph, as CONSTRUCT gives it: Turtle, which holds all of it, and GraphML, to draw it.

In GraphML an IRI or blank node is a node, and a triple between two of them an edge with the
name of its predicate. What a triple says with a literal, and what type a node has, is data of
that node, for each predicate a key of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from scheidslijn.model import Graph, Term
from scheidslijn.namespaces import PREFIXES, RDF_TYPE
from scheidslijn.render.table import shown
from scheidslijn.render.words import plain
from scheidslijn.terms import local_name, plain_text, rdf_term

__all__ = ["graphml", "turtle"]

_NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"


def turtle(graph: Graph) -> str:
    """Return the graph in Turtle, sorted by subject."""
    used = {name: iri for name, iri in PREFIXES.items() if _uses(graph, iri)}
    triples = [_triple(*each) for each in graph.triples]
    written = serialize(triples, format=RdfFormat.TURTLE, prefixes=used)
    return (written or b"").decode()


def graphml(graph: Graph, labels: Mapping[Term, str]) -> str:
    """Return the graph in GraphML.

    Args:
        graph: the triples.
        labels: what nodes and predicates are called; without one the end of an IRI is.
    """
    root = ElementTree.Element("graphml", xmlns=_NAMESPACE)
    body = ElementTree.Element("graph", edgedefault="directed")
    names = _names(graph)
    keys = [("node", "iri", "iri"), ("node", "label", "label"), ("edge", "predicate", "predicate")]
    keys += [
        ("edge", "edge-label", "label"),
        *(("node", key, name) for key, name in names.values()),
    ]
    for target, key, name in keys:
        kind = {"id": key, "for": target, "attr.name": name, "attr.type": "string"}
        ElementTree.SubElement(root, "key", kind)
    data: defaultdict[Term, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in graph.triples:
        data[subject]  # a node also without a word of its own
        if predicate in names:
            said = labels.get(value) or plain_text(value)
            data[subject][names[predicate][0]].append(local_name(said) if said == value else said)
        else:
            data[value]
    numbers = {term: f"n{number}" for number, term in enumerate(sorted(data))}
    for term, number in numbers.items():
        node = ElementTree.SubElement(body, "node", id=number)
        _add(node, "iri", term)
        _add(node, "label", labels.get(term) or local_name(term))
        for key, values in sorted(data[term].items()):
            _add(node, key, "; ".join(values))
    for subject, predicate, value in graph.triples:
        if predicate not in names:
            ends = {"source": numbers[subject], "target": numbers[value]}
            edge = ElementTree.SubElement(body, "edge", ends)
            _add(edge, "predicate", predicate)
            _add(edge, "edge-label", labels.get(predicate) or local_name(predicate))
    root.append(body)
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _names(graph: Graph) -> dict[Term, tuple[str, str]]:
    """Return key and name of each predicate that is data of a node, not an edge."""
    found = {p for _, p, value in graph.triples if value.startswith('"') or p == RDF_TYPE}
    return {iri: (f"p{number}", shown(iri)) for number, iri in enumerate(sorted(found))}


def _add(element: ElementTree.Element, key: str, text: str) -> None:
    ElementTree.SubElement(element, "data", key=key).text = plain(text)


def _uses(graph: Graph, namespace: str) -> bool:
    return any(term.startswith(namespace) for triple in graph.triples for term in triple)


def _triple(subject: Term, predicate: Term, value: Term) -> Triple:
    node = rdf_term(subject)
    assert not isinstance(node, Literal)  # no engine gives one there
    return Triple(node, NamedNode(predicate), rdf_term(value))
