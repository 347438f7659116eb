"""Triples as lines of text that are equal where two stores hold the same.

Two things make one graph look like two. A store keeps literals by their value, so each line has
the form in which the embedded engine keeps it. And a blank node has another label everywhere, so
it is named here by what is said of it and of the blank nodes that it is tied to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad

from scheidslijn.model import Term
from scheidslijn.store import stored, survives
from scheidslijn.terms import rdf_term

__all__ = ["has_blank", "kept_by_value", "line_of", "named_lines", "parts_of", "quad_of_row"]

_DIGITS: Final = 16


def line_of(quad: Quad) -> str:
    """Return a quad as a line of N-Triples, without its graph and line end.

    >>> line_of(Quad(NamedNode("urn:a"), NamedNode("urn:p"), Literal("x", language="nl")))
    '<urn:a> <urn:p> "x"@nl .'
    """
    return f"{quad.subject} {quad.predicate} {quad.object} ."


def parts_of(line: str) -> tuple[str, str, str]:
    """Return subject, predicate and object of a line.

    >>> parts_of('<urn:a> <urn:p> "x y" .')
    ('<urn:a>', '<urn:p>', '"x y"')
    """
    subject, predicate, value = line[:-2].split(" ", 2)
    return subject, predicate, value


def quad_of_row(subject: Term, predicate: Term, value: Term) -> Quad:
    """Return a quad of three terms.

    Raises:
        ValueError: they make no triple.
    """
    node, item = rdf_term(subject), rdf_term(value)
    if isinstance(node, Literal):
        raise ValueError(f"{value} is the value of a literal")
    return Quad(node, NamedNode(predicate), item)


def has_blank(quad: Quad) -> bool:
    """Return whether subject or object is a blank node."""
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)


def kept_by_value(quad: Quad) -> Quad:
    """Return a quad with its literal in the form in which stores keep it; often the same one."""
    value = quad.object
    if not isinstance(value, Literal):
        return quad
    if value.language is not None or survives(value):
        return quad
    return Quad(quad.subject, quad.predicate, stored(value))


def named_lines(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield lines of quads with blank nodes, each named by what is said around it.

    Two sets of quads have the same lines if and only if they are isomorphic (RDF 1.1, section
    3.6). The name begins with a hash of the quads that are tied together by blank nodes, so
    where one of these changes, only the names among them do. Where the same is said twice, of
    other nodes, the names tell them apart by a number.

    Args:
        quads: all quads of a graph with a blank node in them, each once.
    """
    known: dict[str, int] = {}
    for group in _tied(quads):
        data = Dataset(group)
        data.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        lines = sorted(map(line_of, data))
        digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:_DIGITS]
        number = known[digest] = known.get(digest, -1) + 1
        for quad in data:
            subject, value = (_named(t, digest, number) for t in (quad.subject, quad.object))
            yield f"{subject} {quad.predicate} {value} ."


def _named(term: object, digest: str, number: int) -> str:
    if isinstance(term, BlankNode):
        return f"_:b{digest}x{number}x{term.value.removeprefix('c14n')}"
    return str(term)


def _tied(quads: Iterable[Quad]) -> Iterator[list[Quad]]:
    """Yield quads in groups, so that no blank node is in two of them."""
    above: dict[str, str] = {}

    def top(label: str) -> str:
        while (up := above.setdefault(label, label)) != label:
            above[label] = label = above[up]
        return label

    blank = []
    for quad in quads:
        labels = [t.value for t in (quad.subject, quad.object) if isinstance(t, BlankNode)]
        blank.append((quad, labels[0]))
        above[top(labels[0])] = top(labels[-1])
    groups: dict[str, list[Quad]] = {}
    for quad, label in blank:
        groups.setdefault(top(label), []).append(quad)
    yield from groups.values()
