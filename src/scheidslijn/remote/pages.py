"""Asks a server for rows in pages, so that none is lost and none is cut off unseen.

Each page but the first begins with the last row of the page before it. That row must come back:
else the data changed in between, or the server sorts otherwise each time. And an answer is only
over when the server, asked for what follows its last row, gives that row alone: a server that
gives fewer rows than were asked for, without saying so, then gives the rest.

Virtuoso does say so, and then `Endpoint` raises; of it nothing more is asked after a page that is
not full. It is asked for a first page in no order: where one variable is a copy of another, it
puts values into the rows of others when it sorts them for a LIMIT (seen on 7.2.5). What has more
rows than a page is sorted all the same, and must hold each row of that first page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from scheidslijn.compile.sparql import read_query
from scheidslijn.endpoint import Endpoint
from scheidslijn.errors import EngineError, UsageError
from scheidslijn.model import Table, Term
from scheidslijn.querycheck import check_select

__all__ = ["PAGE_SIZE", "Pages", "TooManyRowsError", "without_names"]

PAGE_SIZE: Final = 5000  # Virtuoso gives 10,000 rows at most, unless told otherwise

_MOST: Final = 1 << 20

Row = tuple[Term | None, ...]


class TooManyRowsError(EngineError):
    """A query has more rows than were allowed."""


class Pages:
    """Rows of a remote store, page by page.

    Args:
        endpoint: the store.
        page_size: how many rows to ask for at a time.
        most: how many rows one query may have.
    """

    def __init__(self, endpoint: Endpoint, page_size: int = PAGE_SIZE, most: int = _MOST) -> None:
        if page_size < 1:
            raise UsageError(f"page size {page_size}: expected one row or more")
        self.endpoint = endpoint
        self._size = page_size
        self._most = most

    def select(self, query: str, graphs: Sequence[str] = ()) -> Table:
        """Return all rows of a SELECT query that has no LIMIT of its own, each once, sorted.

        Args:
            query: the query.
            graphs: named graphs that together are the default graph; none for that of the server.

        Raises:
            TooManyRowsError: there are more than ``most``.
            EngineError: the server fails, or gives rows that do not fit together.
        """
        endpoint = self.endpoint.over(graphs) if graphs else self.endpoint
        sorted_query = _sorted(query)
        if not endpoint.is_virtuoso:
            return self._pages(endpoint, sorted_query)
        first = endpoint.rows_given(f"{query} LIMIT {self._size}")
        if len(first.rows) < self._size:
            return Table(first.columns, _once(first.rows))
        table = self._pages(endpoint, sorted_query)
        if not set(map(without_names, first.rows)) <= set(map(without_names, table.rows)):
            raise EngineError(
                f"{endpoint.name}: gives other rows when it sorts them; try again with a larger "
                "--page-size."
            )
        return table

    def statements(self, graph: str, properties: Iterable[Term]) -> tuple[Row, ...]:
        """Return all statements of a graph with some properties; raises as `select`.

        Virtuoso skips no more than some thousands of rows, so what is more than a page is asked
        for by subject.
        """
        chosen = ", ".join(f"<{iri}>" for iri in sorted(properties))
        pattern = f"?s ?p ?o FILTER(?p IN ({chosen}))"
        query = f"SELECT ?s ?p ?o {{ {pattern} }}"
        endpoint = self.endpoint.over([graph])
        if not endpoint.is_virtuoso:
            return self.select(query, [graph]).rows
        first = endpoint.rows_given(f"{query} LIMIT {self._size}").rows
        if len(first) < self._size:
            return _once(first)
        blank = self.select(f"SELECT ?s ?p ?o {{ {pattern} FILTER(ISBLANK(?s)) }}", [graph]).rows
        return (*blank, *self._by_subject(endpoint, pattern))

    def _by_subject(self, endpoint: Endpoint, pattern: str) -> Iterator[Row]:
        last = ""
        while True:
            page = endpoint.rows_given(
                f"SELECT ?s ?p ?o {{ {pattern} FILTER(!ISBLANK(?s)) "
                f'FILTER(STR(?s) > "{last}") }} ORDER BY STR(?s) LIMIT {self._size}'
            ).rows
            subjects = [row[0] or "" for row in page]
            if subjects != sorted(subjects) or (subjects and subjects[0] <= last):
                raise EngineError(f"{endpoint.name}: gives subjects out of order.")
            if len(page) < self._size:
                yield from page
                return
            # of the last subject some statements may be on the next page
            kept = [row for row in page if row[0] != page[-1][0]]
            if not kept:
                raise EngineError(
                    f"{endpoint.name}: {subjects[-1]} has more statements than a page has rows; "
                    "try again with a larger --page-size."
                )
            yield from kept
            last = kept[-1][0] or ""

    def _pages(self, endpoint: Endpoint, sorted_query: str) -> Table:
        first = endpoint.rows_given(f"{sorted_query} LIMIT {self._size}")
        rows = list(first.rows)
        while rows and not (endpoint.is_virtuoso and len(rows) % self._size):
            page = f"{sorted_query} LIMIT {self._size + 1} OFFSET {len(rows) - 1}"
            more = endpoint.rows_given(page).rows
            if not more or without_names(more[0]) != without_names(rows[-1]):
                raise EngineError(
                    f"{endpoint.name}: a page of rows does not begin where the one before it "
                    "ended; the data changed meanwhile, or the server has no fixed order. Try "
                    "again, or with a larger --page-size."
                )
            if len(more) == 1:
                break
            rows += more[1:]
            if len(rows) > self._most:
                raise TooManyRowsError(f"a query has more than {self._most} rows")
        return Table(first.columns, _once(rows))


def _once(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return rows each once, sorted as text; what is left open comes first."""
    return tuple(sorted(dict.fromkeys(rows), key=lambda row: tuple(cell or "" for cell in row)))


def without_names(row: Row) -> Row:
    """Return a row with all blank nodes alike, since each answer may name them anew."""
    return tuple("_:" if cell is not None and cell.startswith("_:") else cell for cell in row)


def _sorted(query: str) -> str:
    """Return a query with an order that leaves nothing open."""
    select = read_query(query).select
    if select is None or select.sliced:
        raise UsageError("only a SELECT without a LIMIT of its own can be asked for in pages")
    columns = select.projected
    keys = " ".join(f"?{name}" for name in sorted(columns or check_select(query)))
    is_sorted = any(token.keyword == "ORDER" for token in select.after)
    return f"{query} {keys}" if is_sorted else f"{query} ORDER BY {keys}"
