"""Cuts lines into parts that fit in one request, and writes the requests.

A part is a range of lines. What has arrived is noted as ranges too, so that parts may become
smaller from one run to the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from scheidslijn.namespaces import RDF, XSD
from scheidslijn.publishing.triples import parts_of

__all__ = [
    "VALUE",
    "Range",
    "add_part",
    "gaps",
    "graphs_beside",
    "mark_of",
    "name_blanks",
    "range_of",
    "tie_blanks",
]

Range = tuple[int, int]
VALUE: Final = f"<{RDF}value>"
_MARK: Final = re.compile(r"([0-9]+)-([0-9]+)")
_DURATION: Final = re.compile(
    rf'("[^"\\]*")\^\^(<{re.escape(XSD)}(?:dayTimeD|yearMonthD|d)uration>)'
)


def gaps(arrived: Iterable[Range], total: int, size: int) -> Iterator[Range]:
    """Yield the ranges of at most this size that have not arrived, in their order.

    >>> list(gaps([(2, 4), (0, 1)], 9, 3))
    [(1, 2), (4, 7), (7, 9)]
    """
    start = 0
    for first, end in [*sorted(arrived), (total, total)]:
        while start < min(first, total):
            stop = min(start + size, first, total)
            yield start, stop
            start = stop
        start = max(start, end)


def mark_of(part: Range) -> str:
    """Return how the store is told that a part has arrived.

    >>> mark_of((0, 2000)), range_of("0-2000"), range_of("gone")
    ('0-2000', (0, 2000), None)
    """
    return f"{part[0]}-{part[1]}"


def range_of(mark: str) -> Range | None:
    """Return the range that a mark notes; None for another mark."""
    found = _MARK.fullmatch(mark)
    return (int(found[1]), int(found[2])) if found else None


def add_part(graph: str, lines: Sequence[str], uploads: str, mark: str) -> str:
    """Return an update that adds lines to the graph of a version, and notes that they are there.

    Sending it twice does no harm: a triple with a blank node goes to a graph beside it, where an
    IRI stands for the blank node. A duration is made by STRDT, since Virtuoso cannot read one in
    the text of an update.
    """
    places: dict[str, list[str]] = {graph: [], _aside(graph): []}
    made: dict[str, list[str]] = {}
    durations: dict[str, str] = {}
    for line in lines:
        subject, predicate, value = parts_of(line)
        is_blank = subject.startswith("_:") or value.startswith("_:")
        place = _aside(graph) if is_blank else graph
        node = _stand_in(graph, subject)
        if duration := _DURATION.fullmatch(value):
            name = durations.setdefault(
                f"STRDT({duration[1]}, {duration[2]})", f"?d{len(durations)}"
            )
            made.setdefault(place, []).append(f"{node} {predicate} {name} .")
        else:
            places[place].append(f"{node} {predicate} {_stand_in(graph, value)} .")
    steps = []
    if made:
        bound = " ".join(f"BIND({call} AS {name})" for call, name in durations.items())
        steps.append(f"INSERT {{\n{_in_graphs(made)} }} WHERE {{ {bound} }}")
    # Last, so that the mark stands only where all the rest does, whatever a store takes for whole.
    places[uploads] = [f'<{graph}> {VALUE} "{mark}" .']
    return ";\n".join([*steps, f"INSERT DATA {{\n{_in_graphs(places)} }}"])


def name_blanks(graph: str, labels: Sequence[str]) -> str:
    """Return an update that makes a blank node for each label that has none, and notes which.

    The filter needs ``?i`` from VALUES: Virtuoso passes over one that stands alone.
    """
    return f"""INSERT {{ GRAPH <{_nodes(graph)}> {{ _:made {VALUE} ?i }} }}
WHERE {{ {_values(graph, labels)}
FILTER NOT EXISTS {{ GRAPH <{_nodes(graph)}> {{ ?other {VALUE} ?i }} }} }}"""


def tie_blanks(graph: str, labels: Sequence[str]) -> str:
    """Return an update that copies triples from beside a graph into it, with their blank nodes.

    All blank nodes must have been made. Each triple with one of these labels as subject comes
    along, and each with one as object whose subject is no blank node.
    """
    aside, nodes = f"GRAPH <{_aside(graph)}>", f"GRAPH <{_nodes(graph)}>"
    start = f"{_values(graph, labels)} {nodes} {{ ?b {VALUE} ?i }}"
    return f"""INSERT {{ GRAPH <{graph}> {{ ?b ?p ?o }} }} WHERE {{ {start}
{aside} {{ ?i ?p ?o }} FILTER NOT EXISTS {{ {nodes} {{ ?other {VALUE} ?o }} }} }};
INSERT {{ GRAPH <{graph}> {{ ?b ?p ?c }} }} WHERE {{ {start}
{aside} {{ ?i ?p ?j }} {nodes} {{ ?c {VALUE} ?j }} }};
INSERT {{ GRAPH <{graph}> {{ ?s ?p ?b }} }} WHERE {{ {start}
{aside} {{ ?s ?p ?i }} FILTER NOT EXISTS {{ {nodes} {{ ?other {VALUE} ?s }} }} }}"""


def graphs_beside(graph: str) -> tuple[str, str]:
    """Return the graphs that an upload needs beside that of a version, and that go after it."""
    return _aside(graph), _nodes(graph)


def _aside(graph: str) -> str:
    return f"{graph}/aside"


def _nodes(graph: str) -> str:
    return f"{graph}/nodes"


def _stand_in(graph: str, term: str) -> str:
    return f"<{graph}/node/{term[2:]}>" if term.startswith("_:") else term


def _values(graph: str, labels: Sequence[str]) -> str:
    return f"VALUES ?i {{ {' '.join(_stand_in(graph, label) for label in labels)} }}"


def _in_graphs(places: dict[str, list[str]]) -> str:
    blocks = (f"GRAPH <{graph}> {{\n" + "\n".join(lines) + "\n}" for graph, lines in places.items()
              if lines)  # fmt: skip
    return "\n".join(blocks)
