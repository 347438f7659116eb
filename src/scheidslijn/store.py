"""The embedded engine.

Queries see the union of all graphs as default graph, unless they name their own with FROM.
That union is not a merge: a triple that stands in two graphs gives two rows, so queries that
count use DISTINCT. Updates see only the default graph, as SPARQL has it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
)

from scheidslijn.errors import EngineError, UsageError
from scheidslijn.model import Table, Term
from scheidslijn.namespaces import XSD
from scheidslijn.querycheck import check_ask, check_select, check_update, parse_query
from scheidslijn.ruletext import RuleText
from scheidslijn.terms import rdf_term, term_text

__all__ = ["EmbeddedStore", "stored", "survives", "table_of"]

Node = NamedNode | BlankNode | Literal | Triple

# Written the way the store does, without asking it.
_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_USUAL: Final = {
    "boolean": re.compile("true|false"),
    "date": re.compile(_DAY),
    "dateTime": re.compile(_DAY + r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z?"),
    "integer": re.compile(r"0|-?[1-9][0-9]{0,17}"),
    "string": re.compile(r".*", re.DOTALL),
}
# Kept by their value: numbers, and with the rest everything that has a time or a length of time.
_BY_VALUE: Final = re.compile(
    r"boolean|byte|decimal|double|float|integer|int|long|short|unsigned(Byte|Int|Long|Short)"
    r"|(negative|nonNegative|nonPositive|positive)Integer"
    r"|date(Time(Stamp)?)?|time|g(Day|Month|MonthDay|Year|YearMonth)"
    r"|(dayTime|yearMonth)Duration|duration"
)


class EmbeddedStore:
    """A store of quads that answers SPARQL, in memory unless kept; implements ``model.Engine``.

    Args:
        union: whether queries see all graphs as one; else they see the default graph, and others
            where they name them.

    >>> with EmbeddedStore() as store:
    ...     store.update('INSERT DATA { <urn:a> <urn:p> "x" }')
    ...     store.select("SELECT ?s ?o { ?s ?p ?o }").rows
    (('urn:a', '"x"'),)
    """

    name: str = "oxigraph"

    def __init__(self, *, union: bool = True) -> None:
        self._open: Store | None = Store()
        self._union = union

    @classmethod
    def kept(cls, folder: Path) -> Self:
        """Return what ``keep_in`` wrote; it opens in no time, and only answers queries.

        Raises:
            OSError: it is not there, or damaged.
        """
        store = cls()
        try:
            store._open = Store.read_only(str(folder))
        except (RuntimeError, ValueError) as error:
            raise OSError(f"{folder}: {error}") from error
        return store

    def keep_in(self, folder: Path) -> None:
        """Write all quads into an empty folder.

        Raises:
            OSError: it cannot be written.
        """
        kept = Store(str(folder))
        kept.bulk_extend(self._store)
        kept.flush()

    def __enter__(self) -> EmbeddedStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the data; every later call is an EngineError."""
        self._open = None

    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads to the store."""
        if isinstance(quads, RuleText):
            self._store.load(quads.text, RdfFormat.N_TRIPLES, lenient=True)
            quads = quads.others
        self._store.bulk_extend(quads)

    def load_text(self, text: str | bytes, *, checked: bool = False) -> None:
        """Add the triples of an N-Triples text.

        Args:
            text: the text.
            checked: whether its IRIs and languages are known to be well-formed.

        Raises:
            SyntaxError: it is malformed; what stands before that may be in the store.
        """
        # for some hundreds of thousands of triples sooner than bulk_load
        self._store.load(text, RdfFormat.N_TRIPLES, lenient=checked)

    def __len__(self) -> int:
        return len(self._store)

    def remove(self, quads: Iterable[Quad]) -> None:
        """Take quads out of the store."""
        for quad in quads:
            self._store.remove(quad)

    def clear(self) -> None:
        """Take everything out of the store."""
        self._open = Store()  # much sooner than clearing it

    def objects(self, subject: Term, predicate: str) -> list[Node]:
        """Return the objects that a subject has in the default graph.

        What cannot be a subject has none: a literal, and a path that is written as a term.
        """
        try:
            node = rdf_term(subject)
        except ValueError:
            return []
        if isinstance(node, Literal):
            return []
        found = self._store.quads_for_pattern(node, NamedNode(predicate), None, DefaultGraph())
        return [quad.object for quad in found]

    def about(self, subject: Term) -> list[Quad]:
        """Return the quads of the default graph with this subject; of a literal there are none."""
        node = rdf_term(subject)
        if isinstance(node, Literal):
            return []
        return list(self._store.quads_for_pattern(node, None, None, DefaultGraph()))

    def construct(self, query: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT query; raises as ``select`` does."""
        if parse_query(query).form != "CONSTRUCT or DESCRIBE":
            raise UsageError("A CONSTRUCT query was expected.")
        with _engine_errors():
            answer = self._run(query)
            assert isinstance(answer, QueryTriples)
            return list(answer)

    def holds(self, quad: Quad) -> bool:
        """Return whether a quad is in the store."""
        return quad in self._store

    def select(self, query: str) -> Table:
        """Return the rows of a SELECT query, in the order the store gives them.

        Raises:
            UsageError: when the query is malformed, no SELECT, or reaches the network.
            EngineError: when the store fails.
        """
        check_select(query)
        with _engine_errors():
            return table_of(self._run(query))

    def rows(self, query: str) -> Iterator[tuple[Term | None, ...]]:
        """Yield the rows of a SELECT query, each as it is found; raises as ``select`` does."""
        check_select(query)
        with _engine_errors():
            answer = self._run(query)
            assert isinstance(answer, QuerySolutions)
            for row in answer:
                yield tuple(None if term is None else term_text(term) for term in row)

    def ask(self, query: str) -> bool:
        """Return the answer of an ASK query; raises as ``select`` does."""
        check_ask(query)
        with _engine_errors():
            return bool(self._run(query))

    def update(self, request: str) -> None:
        """Carry out a SPARQL update, wholly or not at all; raises as ``select`` does."""
        check_update(request)
        with _engine_errors():
            self._store.update(request)

    @property
    def _store(self) -> Store:
        if self._open is None:
            raise EngineError("The store is closed.")
        return self._open

    def _run(self, query: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        union = self._union and not parse_query(query).own_dataset
        return self._store.query(query, use_default_graph_as_union=union)


def survives(literal: Literal) -> bool:
    """Return whether the store gives a literal back as it was written.

    It keeps the value of numbers, booleans and times, and writes that its own way.

    >>> survives(Literal("1.5", datatype=NamedNode(XSD + "decimal")))
    True
    >>> survives(Literal("1.50", datatype=NamedNode(XSD + "decimal")))
    False
    """
    name = literal.datatype.value.removeprefix(XSD)
    usual = _USUAL.get(name)
    if usual is not None and usual.fullmatch(literal.value):
        return True
    return _BY_VALUE.fullmatch(name) is None or stored(literal) == literal


@functools.lru_cache(maxsize=4096)
def stored(literal: Literal) -> Literal:
    """Return a literal as the store gives it back."""
    node, store = NamedNode("urn:x"), Store()
    store.add(Quad(node, node, literal))
    found = next(iter(store)).object
    assert isinstance(found, Literal)
    return found


def table_of(answer: object) -> Table:
    """Return parsed SPARQL results as a table; EngineError when they are no readable rows."""
    if not isinstance(answer, QuerySolutions):
        raise EngineError("Rows were expected, but the answer is something else.")
    try:
        columns = tuple(variable.value for variable in answer.variables)
        rows = tuple(tuple(None if t is None else term_text(t) for t in row) for row in answer)
        return Table(columns, rows)
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        problem = str(error)
    # pyoxigraph's answer may not outlive its thread, so no traceback is left to hold it.
    del answer
    raise EngineError(f"The rows are not readable: {problem}")


@contextmanager
def _engine_errors() -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        raise EngineError(f"The embedded store failed: {error}") from error
