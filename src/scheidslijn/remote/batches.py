"""Puts graphs together that may be judged at once, since they have no node in common.

A query of the plan goes from node to node. In two graphs without a common node it therefore finds
what it finds in each of them; only terms of the rule book are common ground, and those a dossier
may not say anything about. So what one graph says of a person never counts in another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from scheidslijn.errors import EngineError
from scheidslijn.model import Term
from scheidslijn.namespaces import BASE
from scheidslijn.remote.pages import Pages

__all__ = ["batches_of", "places_of"]

_AT_ONCE: Final = 500


def batches_of(pages: Pages, graphs: Sequence[str], size: int) -> list[list[str]]:
    """Return graphs in batches without a common node, in their order.

    Args:
        pages: the store.
        graphs: the names of the graphs.
        size: how many a batch may hold.

    Raises:
        EngineError: the server fails.
    """
    if size == 1 or len(graphs) == 1:
        return [[graph] for graph in graphs]
    shared = _shared(pages, graphs)
    if any(node.startswith("_:") for node in shared):
        return [[graph] for graph in graphs]  # nobody can ask where a blank node stands
    nodes: dict[str, set[Term]] = {graph: set() for graph in graphs}
    for node, places in places_of(pages, graphs, shared).items():
        for graph in places:
            nodes[graph].add(node)
    batches: list[tuple[list[str], set[Term]]] = []
    for graph in graphs:
        for members, taken in batches:
            if len(members) < size and not taken & nodes[graph]:
                members.append(graph)
                taken |= nodes[graph]
                break
        else:
            batches.append(([graph], set(nodes[graph])))
    return [members for members, _ in batches]


def places_of(pages: Pages, graphs: Sequence[str], nodes: Iterable[Term]) -> dict[Term, list[str]]:
    """Return for each node the graphs in which it stands as subject or object.

    Raises:
        EngineError: the server fails, or a node stands in none of them.
    """
    wanted = sorted(set(nodes))
    if len(graphs) == 1:
        return {node: list(graphs) for node in wanted}
    found: dict[Term, list[str]] = {node: [] for node in wanted}
    chosen = _values("?g", graphs)
    iris = [node for node in wanted if not node.startswith(("_:", '"'))]
    for start in range(0, len(iris), _AT_ONCE):
        some = _values("?node", iris[start : start + _AT_ONCE])
        _gather(pages, f"{chosen} {some} {_STANDS}", found)
    if any(node.startswith("_:") for node in wanted):
        _gather(pages, f"{chosen} GRAPH ?g {{ ?node ?p ?o }} FILTER(ISBLANK(?node))", found)
    lost = [node for node, places in found.items() if not places]
    if lost:
        raise EngineError(f"{pages.endpoint.name}: {lost[0]} stands in none of the graphs.")
    return found


_STANDS: Final = "{ GRAPH ?g { ?node ?p ?o } } UNION { GRAPH ?g { ?s ?q ?node } }"


def _gather(pages: Pages, pattern: str, found: dict[Term, list[str]]) -> None:
    for graph, node in pages.select(f"SELECT DISTINCT ?g ?node {{ {pattern} }}").rows:
        assert graph is not None
        if node in found:
            found[node].append(graph)


def _shared(pages: Pages, graphs: Sequence[str]) -> list[Term]:
    """Return the nodes that stand in more than one graph, apart from terms of the rule book."""
    own = f'FILTER(!ISLITERAL(?node) && !STRSTARTS(STR(?node), "{BASE}"))'
    rows = pages.select(
        f"SELECT ?node (COUNT(DISTINCT ?g) AS ?n) {{ {_values('?g', graphs)} {_STANDS} {own} }} "
        "GROUP BY ?node HAVING(COUNT(DISTINCT ?g) > 1)"
    ).rows
    return [node for node, _ in rows if node is not None]


def _values(variable: str, iris: Iterable[str]) -> str:
    return f"VALUES {variable} {{ {' '.join(f'<{iri}>' for iri in iris)} }}"
