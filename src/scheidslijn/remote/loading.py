"""Cuts triples into parts that may be sent one by one: a blank node stands in one part only.

A whole rule book at once is refused by a server that asks for Digest: it hangs up before it has
read what it does not know the sender of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

__all__ = ["parts_of"]

_SIZE: Final = 1000


def parts_of(triples: Iterable[ox.Triple], size: int = _SIZE) -> Iterator[list[ox.Triple]]:
    """Yield the triples in parts, of about ``size`` or as many as hang together.

    Args:
        triples: what to cut up.
        size: how many triples a part has at most, unless its blank nodes ask for more.
    """
    plain: list[ox.Triple] = []
    knotted: list[ox.Triple] = []
    for triple in triples:
        (knotted if _blank(triple) else plain).append(triple)
    yield from (plain[start : start + size] for start in range(0, len(plain), size))
    part: list[ox.Triple] = []
    for knot in _knots(knotted):
        if part and len(part) + len(knot) > size:
            yield part
            part = []
        part += knot
    if part:
        yield part


def _knots(triples: list[ox.Triple]) -> list[list[ox.Triple]]:
    """Return triples by the blank nodes that they share, directly or over others."""
    leads: dict[ox.BlankNode, ox.BlankNode] = {}

    def lead(node: ox.BlankNode) -> ox.BlankNode:
        while leads.setdefault(node, node) != node:
            leads[node] = leads[leads[node]]
            node = leads[node]
        return node

    for triple in triples:
        first, *others = _blank(triple)
        for other in others:
            leads[lead(other)] = lead(first)
    knots: dict[ox.BlankNode, list[ox.Triple]] = {}
    for triple in triples:
        knots.setdefault(lead(_blank(triple)[0]), []).append(triple)
    return list(knots.values())


def _blank(triple: ox.Triple) -> list[ox.BlankNode]:
    return [term for term in (triple.subject, triple.object) if isinstance(term, ox.BlankNode)]
