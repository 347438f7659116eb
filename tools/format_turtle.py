"""Writes Turtle files in the one layout of this project.

python tools/format_turtle.py [--check] FILE...

Individuals are written with a prefix for their kind, such as rol: or norm:. The layout is
rdflib's, with the ontology header first, predicates in a fixed order and blank
nodes in canonical order, so that the same triples always give the same bytes. Comments do not
survive: what is worth saying stands in rdfs:comment or skos:note.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from typing import Final

from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, URIRef
from rdflib.compare import to_canonical_graph
from rdflib.plugins.serializers.turtle import TurtleSerializer

__all__ = ["canonical"]


_KIND: Final = re.compile(r"https://w3id\.org/scheidslijn/id/([a-z-]+)/")


class _Canonical(TurtleSerializer):
    topClasses = [OWL.Ontology]  # noqa: RUF012  rdflib declares it as an instance's
    predicateOrder = [  # noqa: RUF012
        RDF.type,
        RDFS.subClassOf,
        RDFS.subPropertyOf,
        RDFS.domain,
        RDFS.range,
        RDFS.label,
        SKOS.definition,
        RDFS.isDefinedBy,
        SH.targetClass,
        SH.path,
    ]


def canonical(text: str) -> str:
    """Return the Turtle text in the project's layout.

    >>> print(canonical('<urn:b> <urn:p> 2 . <urn:a> <urn:p> 1 .'))
    <urn:a> <urn:p> 1 .
    <BLANKLINE>
    <urn:b> <urn:p> 2 .
    <BLANKLINE>
    """
    parsed = Graph(bind_namespaces="none").parse(data=text, format="turtle")
    graph = Graph(bind_namespaces="none")
    graph.bind("rdf", RDF)
    for prefix, namespace in sorted(parsed.namespaces()):
        graph.bind(prefix, URIRef(namespace))
    for triple in to_canonical_graph(parsed):
        graph.add(triple)
        for term in triple:
            kind = _KIND.match(str(term)) if isinstance(term, URIRef) else None
            if kind is not None:
                graph.bind(kind[1], URIRef(kind[0]))
    out = io.BytesIO()
    _Canonical(graph).serialize(out)
    return out.getvalue().decode().strip() + "\n"


def main(arguments: list[str]) -> int:
    """Format the files; with --check only name those that are not in the layout."""
    check = "--check" in arguments
    changed = []
    for name in arguments:
        if name == "--check":
            continue
        path = Path(name)
        text = path.read_text(encoding="utf-8")
        if canonical(text) != text:
            changed.append(name)
            if not check:
                path.write_text(canonical(text), encoding="utf-8")
    for name in changed:
        print(f"{'not in layout' if check else 'formatted'}: {name}")
    return 1 if check and changed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
