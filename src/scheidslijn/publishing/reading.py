"""Reads a whole named graph, in pages that a store gives whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Quad

from scheidslijn.errors import EngineError
from scheidslijn.model import Engine, Table
from scheidslijn.publishing.triples import quad_of_row
from scheidslijn.terms import plain_text

__all__ = ["count_triples", "read_graph"]

_PAGE: Final = 5000
_LIMITED: Final = re.compile(r"gives at most ([0-9]+) rows")


def count_triples(engine: Engine, graph: str) -> int:
    """Return how many triples a named graph has."""
    table = engine.select(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    value = table.rows[0][0] if table.rows else None
    if value is None:
        raise EngineError(f"{engine.name}: counts nothing where a number was expected")
    return int(plain_text(value))


def read_graph(engine: Engine, graph: str, page: int = _PAGE) -> Iterator[Quad]:
    """Yield the triples of a named graph that nobody changes meanwhile, as quads.

    They come in pages, of as many rows as the store gives at once. A blank node must have the same
    label on every page, which is so where a store has one at all; else it is found out, since then
    the graph is not what it should be. Sorting each page would make it slow, and Virtuoso refuses
    it, so the pages rely on a store to go through its triples the same way each time, and at the
    end there must be as many as it counts.

    Raises:
        EngineError: the store fails, or gives other triples on every page.
    """
    total, read = count_triples(engine, graph), 0
    while read < total:
        table, page = _rows(engine, graph, page, read)
        for subject, predicate, value in table.rows:
            if subject is None or predicate is None or value is None:
                raise EngineError(f"{engine.name}: a triple of <{graph}> has no term somewhere")
            try:
                yield quad_of_row(subject, predicate, value)
            except ValueError as error:
                raise EngineError(f"{engine.name}: <{graph}> has no such triple: {error}") from None
        if not table.rows:
            break
        read += len(table.rows)
    if read != total:
        raise EngineError(
            f"{engine.name}: counts {total} triples in <{graph}>, but gives {read}; does somebody "
            "else change it?"
        )


def _rows(engine: Engine, graph: str, page: int, start: int) -> tuple[Table, int]:
    """Return a page and its length; a store that gives fewer rows at once is asked for fewer."""
    query = f"SELECT ?s ?p ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    try:
        return engine.select(f"{query} LIMIT {page} OFFSET {start}"), page
    except EngineError as error:
        limit = _LIMITED.search(str(error))
        # One row fewer, since a page as long as the limit may have been cut.
        most = int(limit[1]) - 1 if limit else page
        if not 0 < most < page:
            raise
        return engine.select(f"{query} LIMIT {most} OFFSET {start}"), most
