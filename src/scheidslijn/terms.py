"""Turns RDF terms into the terms of `scheidslijn.model`, and back."""

from __future__ import annotations

import re

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from scheidslijn.model import Statement, Term

__all__ = ["local_name", "plain_text", "quad_of", "rdf_term", "term_text"]


def term_text(term: NamedNode | BlankNode | Literal | Triple) -> Term:
    """Return an RDF term the way ``model`` writes terms.

    >>> term_text(NamedNode("https://example.org/a")), term_text(BlankNode("b0"))
    ('https://example.org/a', '_:b0')
    >>> term_text(Literal("ja", language="nl"))
    '"ja"@nl'
    """
    return term.value if isinstance(term, NamedNode) else str(term)


def plain_text(term: Term) -> str:
    r"""Return what a literal says, without its quotes and kind; another term as it is.

    >>> plain_text('"een \\"casemanager\\""@nl')
    'een "casemanager"'
    """
    return rdf_term(term).value if term.startswith('"') else term


def local_name(iri: Term) -> str:
    """Return the last part of an IRI.

    >>> local_name("https://w3id.org/scheidslijn/shape#Rolvermenging")
    'Rolvermenging'
    """
    return re.split(r"[#/]", iri.rstrip("#/"))[-1] or iri


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


def quad_of(statement: Statement) -> Quad:
    """Return a statement as a quad of the default graph."""
    return Quad(statement.subject, statement.predicate, statement.object)
