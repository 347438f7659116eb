"""Prefix declarations of SPARQL-based constraints and validators (SHACL 5.2.1)."""

from __future__ import annotations

from typing import Final

from scheidslijn.compile.graph import ShapesGraph, is_literal
from scheidslijn.errors import ShapesError
from scheidslijn.model import Term
from scheidslijn.namespaces import OWL, SH
from scheidslijn.terms import plain_text

__all__ = ["prologue"]

_CLAUSE: Final = "5.2.1"


def prologue(graph: ShapesGraph, node: Term) -> str:
    """Return the PREFIX lines for the query of ``node``, from what its sh:prefixes name.

    An ontology that is imported counts too, as far as it is in the same shapes graph.

    Raises:
        ShapesError: a declaration is incomplete, or one prefix stands for two namespaces.
    """
    found: dict[str, str] = {}
    for declaration in _declarations(graph, node):
        prefix = graph.only(declaration, SH + "prefix", _CLAUSE)
        namespace = graph.only(declaration, SH + "namespace", _CLAUSE)
        if prefix is None or namespace is None or not is_literal(prefix + namespace):
            problem = "a prefix declaration needs one sh:prefix and one sh:namespace"
            raise ShapesError(declaration, problem, _CLAUSE)
        name, iri = plain_text(prefix), plain_text(namespace)
        if found.setdefault(name, iri) != iri:
            problem = f"the prefix {name}: stands for <{found[name]}> and for <{iri}>"
            raise ShapesError(node, problem, _CLAUSE)
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in sorted(found.items()))


def _declarations(graph: ShapesGraph, node: Term) -> list[Term]:
    seen: dict[Term, None] = {}
    queue = graph.objects(node, SH + "prefixes")
    while queue:
        ontology = queue.pop()
        if ontology not in seen:
            seen[ontology] = None
            queue += graph.objects(ontology, OWL + "imports")
    return sorted({d for ontology in seen for d in graph.objects(ontology, SH + "declare")})
