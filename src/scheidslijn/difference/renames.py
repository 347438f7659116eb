"""Finds terms that have another IRI and are the same in all else.

A term that has gone and a term that is new count as one when both say the same, are the only ones
that say it, and say it in words. A norm that names a renamed role then says the same too, so the
search is repeated with the new names until it finds no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from scheidslijn.difference.aspects import aspect_of
from scheidslijn.difference.descriptions import Descriptions, describe
from scheidslijn.difference.types import Aspect
from scheidslijn.model import Term

__all__ = ["described_alike"]

_ROUNDS: int = 8


def described_alike(
    old: Sequence[ox.Quad], new: Sequence[ox.Quad]
) -> tuple[Descriptions, Descriptions, dict[Term, Term]]:
    """Return what two graphs say, the old one with new names, and what those names were.

    Returns:
        the descriptions of both, in which a renamed term has its new name; and the old name of
        each renamed term, by its new name.
    """
    after = describe(new)
    before = describe(old)
    former: dict[Term, Term] = {}
    for _ in range(_ROUNDS):
        found = _renamed(before, after)
        if not found:
            break
        former |= {name: former.pop(was, was) for was, name in found.items()}
        names = {was: name for name, was in former.items()}
        before = describe(_with_names(old, names))
    return before, after, former


def _renamed(before: Descriptions, after: Descriptions) -> dict[Term, Term]:
    gone = _by_content(before, set(before.terms) - set(after.terms))
    come = _by_content(after, set(after.terms) - set(before.terms))
    return {
        was[0]: come[content][0]
        for content, was in gone.items()
        if len(was) == 1 and len(come.get(content, ())) == 1
    }


def _by_content(graph: Descriptions, terms: Iterable[Term]) -> Mapping[object, list[Term]]:
    """Map each content to the terms that have it, apart from names and upkeep."""
    found: dict[object, list[Term]] = {}
    for term in sorted(terms):
        content = frozenset(
            (name, "self" if value == term else value)
            for name, values in graph.terms[term].items()
            if aspect_of(name) is not Aspect.UPKEEP
            for value in values
        )
        if any(value.startswith('"') for _, value in content):
            found.setdefault(content, []).append(term)
    return found


def _with_names(quads: Iterable[ox.Quad], names: Mapping[Term, Term]) -> list[ox.Quad]:
    new = {ox.NamedNode(was): ox.NamedNode(name) for was, name in names.items()}

    def renamed(node: object) -> object:
        return new.get(node, node) if isinstance(node, ox.NamedNode) else node

    return [
        ox.Quad(renamed(q.subject), renamed(q.predicate), renamed(q.object))  # type: ignore[arg-type]
        for q in quads
    ]
