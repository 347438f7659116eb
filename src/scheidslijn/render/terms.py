"""Reads a term of `scheidslijn.model` back into the RDF term it stands for."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from scheidslijn.model import Term

__all__ = ["rdf_term"]


def rdf_term(term: Term) -> NamedNode | BlankNode | Literal:
    """Return the RDF term that ``term`` writes.

    Raises:
        ValueError: if it is no IRI, blank node or literal in N-Triples syntax.

    >>> rdf_term('"werk"@nl').language
    'nl'
    >>> rdf_term("_:b1")
    <BlankNode value=b1>
    """
    if term.startswith("_:"):
        return BlankNode(term[2:])
    if not term.startswith('"'):
        return NamedNode(term)
    # A one-line document: the parser knows every escape and refuses what is malformed.
    document = f"<x:s> <x:p> {term} ."
    try:
        (literal,) = (quad.object for quad in parse(document, format=RdfFormat.N_TRIPLES))
    except SyntaxError as error:
        raise ValueError(f"no literal in N-Triples syntax: {term}") from error
    if not isinstance(literal, Literal):
        raise ValueError(f"no literal in N-Triples syntax: {term}")
    return literal
