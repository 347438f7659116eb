"""Divides shapes: within a dossier and between dossiers, the packaged ones and the user's.

The packaged shapes are asked of many dossiers at once, for it is known what they look at; of
shapes of the user nothing is known, so these are asked of one dossier at a time. Both find what
they would find as one shapes graph, if nothing in either of them bears on the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

import pyoxigraph as ox

from scheidslijn.model import Statement, Term
from scheidslijn.namespaces import SH, SL
from scheidslijn.terms import term_text

__all__ = ["between", "stand_apart", "within"]

_PHASE: Final = SL + "fase"
_PARAMETER: Final = SH + "parameter"
_PATH: Final = SH + "path"
_READS_SHAPES: Final = "shapesGraph"
_TARGET: Final = SH + "target"


def within(shapes: Iterable[Statement], across: Collection[Term]) -> tuple[Statement, ...]:
    """Return a shapes graph without the shapes that look across dossiers.

    Args:
        shapes: the shapes graph.
        across: the shapes that look across dossiers.
    """
    return tuple(each for each in shapes if term_text(each.subject) not in across)


def between(shapes: Iterable[Statement], across: Collection[Term]) -> tuple[Statement, ...]:
    """Return a shapes graph in which only the shapes that look across dossiers have a target.

    Args:
        shapes: the shapes graph.
        across: the shapes that look across dossiers.
    """
    return tuple(
        each
        for each in shapes
        if not each.predicate.value.startswith(_TARGET) or term_text(each.subject) in across
    )


def stand_apart(own: Sequence[Statement], packaged: Sequence[Statement]) -> bool:
    """Return whether two shapes graphs find apart what they find as one, dossier by dossier.

    They do not where the own one speaks of a node of the packaged one, reads the shapes graph in
    a query, has a constraint component that the packaged shapes would use too (section 6.2 of
    SHACL: a shape uses one by having its parameters), or looks across dossiers.

    Args:
        own: the shapes of the user.
        packaged: the packaged ones.
    """
    nodes = {each.subject for each in packaged}
    properties = {each.predicate for each in packaged}
    parameters = {each.object for each in own if each.predicate.value == _PARAMETER}
    return not any(
        each.subject in nodes
        or each.object in nodes
        or each.predicate.value == _PHASE
        or (each.subject in parameters and each.predicate.value == _PATH
            and each.object in properties)
        or (isinstance(each.object, ox.Literal) and _READS_SHAPES in each.object.value)
        for each in own
    )  # fmt: skip
