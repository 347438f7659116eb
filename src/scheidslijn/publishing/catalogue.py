"""The small graph that says which version is current, and how it is switched.

Readers ask for ``dcat:hasCurrentVersion``, the first in order if there were two. There are two
for a moment when two publishers switch at the same time: of Oxigraph 0.5 and of Virtuoso 7 both
may see the old pointer and replace it. Each then looks; the second in order takes its own away
and says so, and no reader has seen anything but a whole version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from scheidslijn.errors import EngineError
from scheidslijn.model import Engine
from scheidslijn.namespaces import DCTERMS, RDF_TYPE
from scheidslijn.publishing.parts import VALUE, Range, graphs_beside, range_of
from scheidslijn.publishing.types import GRAPHS, Target
from scheidslijn.terms import plain_text

__all__ = [
    "State",
    "clear_beside",
    "current_graph",
    "describe",
    "read_state",
    "remove",
    "require_pointer",
    "switch",
]

_DCAT: Final = "http://www.w3.org/ns/dcat#"
_CURRENT: Final = f"<{_DCAT}hasCurrentVersion>"
_HAS: Final = f"<{_DCAT}hasVersion>"
_PREVIOUS: Final = f"<{_DCAT}previousVersion>"
_POSITION: Final = "<https://schema.org/position>"


@dataclass(frozen=True, slots=True)
class State:
    """What a store holds of a target.

    Attributes:
        current: the graph of the current version, or None.
        pointers: all graphs that are called current, which should be one.
        versions: the graphs of all whole versions with their place in the order of publishing.
        uploads: the graphs of versions that are not whole, with what has arrived of them, or None
            where they are being removed.
    """

    current: str | None = None
    pointers: tuple[str, ...] = ()
    versions: Mapping[str, int] = field(default_factory=dict)
    uploads: Mapping[str, tuple[Range, ...] | None] = field(default_factory=dict)


def current_graph(engine: Engine, name: str, base: str = GRAPHS) -> str | None:
    """Return the graph of the current version of what is published under a name, or None.

    Args:
        engine: the store.
        name: as it was given to `publish`.
        base: the IRI to which the name was added.

    Raises:
        EngineError: the store fails.
    """
    found = _pointers(engine, base + name)
    return found[0] if found else None


def read_state(engine: Engine, target: Target) -> State:
    """Return what a store holds of a target; raises as ``current_graph`` does."""
    pointers = _pointers(engine, target.catalogue)
    query = f"""SELECT ?v ?n {{ GRAPH <{target.catalogue}> {{
<{target.catalogue}> {_HAS} ?v . ?v {_POSITION} ?n }} }}"""
    versions: dict[str, int] = {}
    for graph, number in _pairs(engine, query):
        versions[graph] = max(int(number), versions.get(graph, 0))
    return State(pointers[0] if pointers else None, pointers, versions, _uploads(engine, target))


def _uploads(engine: Engine, target: Target) -> dict[str, tuple[Range, ...] | None]:
    marks: dict[str, list[Range | None]] = {}
    query = f"SELECT ?v ?m {{ GRAPH <{target.uploads}> {{ ?v {VALUE} ?m }} }}"
    for graph, mark in _pairs(engine, query):
        marks.setdefault(graph, []).append(range_of(mark))
    parts = {graph: tuple(p for p in found if p is not None) for graph, found in marks.items()}
    return {
        graph: tuple(sorted(parts[graph])) if None not in marks[graph] else None
        for graph in sorted(marks)
    }


def describe(
    engine: Engine, target: Target, state: State, graph: str, sha256: str, triples: int
) -> None:
    """Enter a version that is whole in the catalogue; readers do not see it for that.

    Its place in the order of publishing is behind that of all others, also if it was once
    published before.
    """
    newest = max(state.versions.values(), default=0)
    if newest and state.versions.get(graph) == newest:
        return  # by a run that was cut off after it
    place = newest + 1
    previous = ""
    if state.current is not None and graph not in state.versions:
        previous = f"<{graph}> {_PREVIOUS} <{state.current}> ."
    remove = ""
    if graph in state.versions:
        remove = f"DELETE WHERE {{ GRAPH <{target.catalogue}> {{ <{graph}> {_POSITION} ?n }} }};\n"
    engine.update(
        f"""{remove}INSERT DATA {{ GRAPH <{target.catalogue}> {{
<{target.catalogue}> <{RDF_TYPE}> <{_DCAT}Dataset> ; {_HAS} <{graph}> .
<{graph}> <{RDF_TYPE}> <{_DCAT}Dataset> ; <{_DCAT}version> "{target.version}" ;
<{DCTERMS}identifier> "sha256:{sha256}" ; <http://rdfs.org/ns/void#triples> {triples} ;
{_POSITION} {place} . {previous} }} }}"""
    )


def switch(engine: Engine, target: Target, state: State, graph: str) -> None:
    """Point readers to another version, if it is still the one that was current at the start.

    Raises:
        EngineError: the store fails, or somebody else has published in the meantime.
    """
    failed: EngineError | None = None
    try:
        engine.update(_switching(target.catalogue, state, graph))
    except EngineError as error:
        failed = error  # the update may have been carried out all the same
    try:
        pointers = _pointers(engine, target.catalogue)
    except EngineError as error:
        raise failed or error from None
    if pointers and graph == pointers[0]:
        if len(pointers) > 1:
            engine.update(_unpointing(target.catalogue, pointers[1:]))
        return
    if graph in pointers:
        engine.update(_unpointing(target.catalogue, [graph]))
    elif failed is not None:
        raise failed
    raise _overtaken(engine, pointers)


def require_pointer(engine: Engine, target: Target, state: State) -> None:
    """Check that the version is current that was so at the start.

    Raises:
        EngineError: the store fails, or somebody else has published in the meantime.
    """
    pointers = _pointers(engine, target.catalogue)
    if pointers != state.pointers:
        raise _overtaken(engine, pointers)


def _overtaken(engine: Engine, pointers: tuple[str, ...]) -> EngineError:
    return EngineError(
        f"{engine.name}: somebody else published <{pointers[0] if pointers else 'nothing'}> in "
        "the meantime, so nothing was switched; look with a dry run, and publish again"
    )


def remove(engine: Engine, target: Target, graphs: Iterable[str]) -> None:
    """Remove versions that are not current, or what is left of an upload.

    They are noted as not whole first, so that a later run goes on where this one is cut off.
    """
    for graph in graphs:
        about = f"GRAPH <{target.catalogue}> {{ <{graph}> ?p ?o }}"
        to = f"GRAPH <{target.catalogue}> {{ ?s ?p <{graph}> }}"
        engine.update(
            f'INSERT DATA {{ GRAPH <{target.uploads}> {{ <{graph}> {VALUE} "gone" }} }};\n'
            f"DELETE WHERE {{ {about} }};\nDELETE WHERE {{ {to} }}"
        )
        engine.update(f"DROP SILENT GRAPH <{graph}>")
        clear_beside(engine, target, graph)


def clear_beside(engine: Engine, target: Target, graph: str) -> None:
    """Remove what an upload needed beside the graph of a version, the note of it last."""
    for beside in graphs_beside(graph):
        engine.update(f"DROP SILENT GRAPH <{beside}>")
    engine.update(f"DELETE WHERE {{ GRAPH <{target.uploads}> {{ <{graph}> {VALUE} ?m }} }}")


def _switching(catalogue: str, state: State, graph: str) -> str:
    new = f"<{catalogue}> {_CURRENT} <{graph}>"
    if state.current is None:
        # VALUES, since Virtuoso passes over a filter that stands alone.
        return f"""INSERT {{ GRAPH <{catalogue}> {{ {new} }} }}
WHERE {{ VALUES ?c {{ <{catalogue}> }}
FILTER NOT EXISTS {{ GRAPH <{catalogue}> {{ ?c {_CURRENT} ?any }} }} }}"""
    old = " . ".join(f"<{catalogue}> {_CURRENT} <{each}>" for each in state.pointers)
    return f"""DELETE {{ GRAPH <{catalogue}> {{ {old} }} }}
INSERT {{ GRAPH <{catalogue}> {{ {new} }} }}
WHERE {{ GRAPH <{catalogue}> {{ {old} }} }}"""


def _unpointing(catalogue: str, graphs: Iterable[str]) -> str:
    lines = " ".join(f"<{catalogue}> {_CURRENT} <{graph}> ." for graph in graphs)
    return f"DELETE DATA {{ GRAPH <{catalogue}> {{ {lines} }} }}"


def _pointers(engine: Engine, catalogue: str) -> tuple[str, ...]:
    query = f"SELECT ?g {{ GRAPH <{catalogue}> {{ <{catalogue}> {_CURRENT} ?g }} }}"
    return tuple(sorted({row[0] for row in engine.select(query).rows if row[0] is not None}))


def _pairs(engine: Engine, query: str) -> Iterable[tuple[str, str]]:
    for first, second in engine.select(query).rows:
        if first is not None and second is not None:
            yield first, plain_text(second)
