"""Dossiers one at a time, as far as they may leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import pyoxigraph as ox

from scheidslijn.errors import InputError
from scheidslijn.export.material import Book, Case
from scheidslijn.export.tally import Tally
from scheidslijn.inputs import Source
from scheidslijn.namespaces import RDF_TYPE, SL_DOSSIER
from scheidslijn.pseudonym import Pseudonyms
from scheidslijn.rdfio import Unit
from scheidslijn.streaming import stream_units

__all__ = ["Graph", "Notify", "Progress", "apart", "cases"]

_TYPE: Final = ox.NamedNode(RDF_TYPE)
_DOSSIER: Final = ox.NamedNode(SL_DOSSIER)
Progress = Callable[[int, int], None]
Notify = Callable[[str], None]
Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


def cases(
    sources: Sequence[Source],
    book: Book,
    tally: Tally,
    pseudonyms: Pseudonyms | None = None,
    progress: Progress | None = None,
    notify: Notify | None = None,
) -> Iterator[tuple[Graph, Case]]:
    """Yield each dossier with the name of its graph, under its pseudonyms and past the guard.

    Args:
        sources: where the dossiers are.
        book: the rule book that they refer to.
        tally: counts what passes, and what does not.
        pseudonyms: other names for their nodes, or None to keep theirs.
        progress: called with the number of inputs done and of all inputs.
        notify: called with each notice about an input.

    Raises:
        InputError: an input cannot be read, holds no dossier, or holds what may not leave.
    """
    places: dict[ox.NamedNode | ox.BlankNode, str] = {}
    for unit in _units(sources, progress, notify):
        graph = _graph(unit)
        tally.dossiers += _require_dossiers(unit, places)
        quads: Sequence[ox.Quad] = [
            ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in unit.quads
        ]
        if pseudonyms is not None:
            quads = pseudonyms.replace(quads)
        tally.see(quads)
        cleaned = book.guard.clean(quads, unit.source.name)
        tally.withhold(cleaned.withheld)
        yield quads[0].graph_name, Case(cleaned.quads, book)


def _require_dossiers(unit: Unit, places: dict[ox.NamedNode | ox.BlankNode, str]) -> int:
    """Return how many dossiers a unit holds, each of which stands in one place only.

    Args:
        unit: the unit.
        places: where the dossiers of earlier units stand; those of this one are added.

    Raises:
        InputError: there is none, or one stands elsewhere too.
    """
    found = dict.fromkeys(
        quad.subject for quad in unit.quads if quad.object == _DOSSIER and quad.predicate == _TYPE
    )
    if not found:
        raise InputError(unit.source.name, "holds no dossier: nothing is typed sl:Dossier.")
    here = unit.source.name if unit.graph is None else f"{unit.source.name} (graph {unit.graph})"
    for node in found:
        if isinstance(node, ox.NamedNode) and places.setdefault(node, here) != here:
            problem = f"the dossier {node.value} stands in {places[node]} and in {here}"
            raise InputError(unit.source.name, f"{problem}; put it in one place.")
    return len(found)


def _units(
    sources: Sequence[Source], progress: Progress | None, notify: Notify | None
) -> Iterator[Unit]:
    for done, source in enumerate(sources, start=1):
        yield from stream_units(source, notify=notify)
        if progress is not None:
            progress(done, len(sources))


def _graph(unit: Unit) -> Graph:
    named = unit.graph is not None and not unit.graph.startswith("_:")
    return ox.NamedNode(unit.graph or "") if named else ox.DefaultGraph()


def apart(quads: Iterable[ox.Quad], number: int, graph: Graph) -> Iterator[ox.Quad]:
    """Put statements in a graph, and keep the blank nodes of different dossiers apart.

    Args:
        quads: what a profile says of one dossier.
        number: another number for every dossier.
        graph: the graph that they go in.
    """
    for subject, predicate, value, _ in quads:
        if isinstance(subject, ox.BlankNode):
            subject = ox.BlankNode(f"u{number}{subject.value}")
        if isinstance(value, ox.BlankNode):
            value = ox.BlankNode(f"u{number}{value.value}")
        yield ox.Quad(subject, predicate, value, graph)
