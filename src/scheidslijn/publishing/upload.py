"""Brings the triples of a version into its graph, from where an earlier run was cut off."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Final

from scheidslijn.errors import EngineError
from scheidslijn.model import Engine
from scheidslijn.publishing.content import Content
from scheidslijn.publishing.parts import (
    Range,
    add_part,
    gaps,
    mark_of,
    name_blanks,
    tie_blanks,
)
from scheidslijn.publishing.reading import read_graph
from scheidslijn.publishing.types import Target

__all__ = ["difference", "upload"]

Progress = Callable[[int, int], None]

_LABELS: Final = 250  # blank nodes in one request
# What a smaller part may cure: too large, or a value that the store cannot read.
_SMALLER: Final = re.compile(r"HTTP status (400|413|500)\b")


def upload(
    engine: Engine,
    target: Target,
    graph: str,
    content: Content,
    arrived: Sequence[Range],
    size: int,
    progress: Progress | None,
) -> None:
    """Send all parts that have not arrived, and then tie the blank nodes.

    Args:
        engine: the store.
        target: what is published.
        graph: the graph of this version.
        content: its triples.
        arrived: the ranges of its lines that are in the store.
        size: how many triples to send at once; a part that is refused goes in halves.
        progress: called with the number of triples done and of all triples.

    Raises:
        EngineError: the store fails, or refuses one triple by itself.
    """
    # The first request: who may not write learns it here, and a later run knows this graph.
    engine.update(add_part(graph, (), target.uploads, mark_of((0, 0))))
    lines, position = content.lines(), 0
    done = content.size - sum(stop - start for start, stop in gaps(arrived, content.size, size))
    for start, stop in gaps(arrived, content.size, size):
        part = list(islice(lines, start - position, stop - position))
        position = stop
        _send(engine, target, graph, part, start)
        done += len(part)
        if progress is not None:
            progress(done, content.size)
    chunks = [content.labels[n : n + _LABELS] for n in range(0, len(content.labels), _LABELS)]
    for labels in chunks:
        engine.update(name_blanks(graph, labels))
    for labels in chunks:
        engine.update(tie_blanks(graph, labels))


def difference(engine: Engine, graph: str, content: Content) -> str | None:
    """Read a whole graph back, and return how it differs from what it should hold, if it does."""
    found = content.compare(read_graph(engine, graph))
    if not found:
        return None
    missing, extra = content.differing()
    said = [f"{found.missing} of {content.held} triples are missing"] if found.missing else []
    if missing is not None:
        said.append(f"such as {missing}")
    if extra is not None:
        said.append(f"{found.extra} are there that should not be, such as {extra}")
    return ", ".join(said)


def _send(engine: Engine, target: Target, graph: str, lines: list[str], start: int) -> None:
    """Send a part, in halves where it is refused; what is refused by itself is named."""
    mark = mark_of((start, start + len(lines)))
    try:
        engine.update(add_part(graph, lines, target.uploads, mark))
    except EngineError as error:
        if not _SMALLER.search(str(error)):
            raise
        if len(lines) == 1:
            problem = f"{str(error).rstrip('.')}; it refuses this triple by itself: {lines[0]}"
            raise EngineError(problem) from error
        middle = len(lines) // 2
        _send(engine, target, graph, lines[:middle], start)
        _send(engine, target, graph, lines[middle:], start + middle)
