"""Writes statements as files: the same statements give the same bytes, whatever their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    serialize,
)

from scheidslijn.export.dcat.terms import PREFIXES as DCAT_PREFIXES
from scheidslijn.namespaces import BASE, ID, PREFIXES, RDF_TYPE

__all__ = ["SYNTAXES", "turtle", "written"]

# By the extension of a file.
SYNTAXES: Final = {
    "ttl": RdfFormat.TURTLE,
    "rdf": RdfFormat.RDF_XML,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
}
_KIND: Final = re.compile(rf"{re.escape(ID)}([a-z][a-z-]*)/")
_SPACE: Final = re.compile(r".*[#/]")
_NAMES: Final = {space: name for name, space in {**DCAT_PREFIXES, **PREFIXES}.items()}


def turtle(statements: Iterable[Quad]) -> bytes:
    """Return statements as Turtle, with the prefixes that they use and no others."""
    return written(statements, "ttl")


def written(statements: Iterable[Quad], extension: str) -> bytes:
    """Return statements in a syntax, each once, subject by subject, with its class first.

    Args:
        statements: in any order; which graph they are in does not matter. A blank node gets a name
            from what is said of it (RDFC-1.0).
        extension: that of files in this syntax: a key of `SYNTAXES`.
    """
    ordered = sorted(_canonical(statements), key=_place)
    syntax = SYNTAXES[extension]
    if syntax is RdfFormat.JSON_LD:
        data = serialize(ordered, format=syntax)
    else:
        triples = (quad.triple for quad in ordered)
        data = serialize(triples, format=syntax, prefixes=_prefixes(ordered))
    assert data is not None
    return data if data.endswith(b"\n") else data + b"\n"


def _canonical(statements: Iterable[Quad]) -> Iterator[Quad]:
    plain: dict[Quad, None] = {}
    blank: list[Quad] = []
    for each in statements:
        quad = Quad(each.subject, each.predicate, each.object)
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            blank.append(quad)
        else:
            plain[quad] = None
    yield from plain
    if blank:
        named = Dataset(blank)
        named.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        yield from named


def _place(quad: Quad) -> tuple[int, str, bool, str, str]:
    """Return where a statement stands: what is ours first, and of each thing its classes first."""
    subject, predicate = quad.subject, quad.predicate.value
    name = subject.value if isinstance(subject, NamedNode) else str(subject)
    order = 0 if name.startswith(BASE) else 2 if isinstance(subject, BlankNode) else 1
    return order, name, predicate != RDF_TYPE, predicate, str(quad.object)


def _prefixes(quads: Iterable[Quad]) -> dict[str, str]:
    """Return the prefixes of these statements, sorted; a kind of individuals has its own name."""
    spaces: set[str] = set()
    for quad in quads:
        for term in (quad.subject, quad.predicate, quad.object):
            spaces.update(_spaces(term))
    found = {}
    for space in spaces:
        kind = _KIND.fullmatch(space)
        name = kind[1] if kind is not None else _NAMES.get(space)
        if name is not None:
            found[name] = space
    return dict(sorted(found.items()))


def _spaces(term: NamedNode | BlankNode | Literal | Triple) -> Iterator[str]:
    if isinstance(term, Literal):
        term = term.datatype
    if isinstance(term, NamedNode):
        space = _SPACE.match(term.value)
        if space is not None:
            yield space[0]
