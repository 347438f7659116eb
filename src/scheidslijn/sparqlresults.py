"""Reads what a SPARQL server answered: rows, a boolean or triples.

pyoxigraph reads it, so that terms are written exactly as those of the embedded engine. Before that
stands what some servers need:

- A literal is written as the embedded engine keeps it, as "1"^^xsd:boolean is "true"^^xsd:boolean:
  the value is the same, and one value has one text.
- Virtuoso 7 names blank nodes by an IRI (``nodeID://b1``), answers ASK with rows, and gives a
  duration as a bare number: of months when whole, of seconds when it has a fraction. From a
  million seconds on it is rounded to six digits; whole days survive that, the rest is refused.
- An answer that breaks off is no answer: pyoxigraph takes some for whole, and so N-Triples that
  end early look, so JSON is read to its end first and triples must come with their length.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from scheidslijn.model import Table
from scheidslijn.namespaces import XSD
from scheidslijn.store import stored, survives, table_of
from scheidslijn.transport import Answer

__all__ = ["SYNTAXES", "boolean", "is_virtuoso", "rows", "triples"]

# text/plain is what N-Triples were called in 2004, and still are by some servers.
SYNTAXES: Final = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
_BLANK_NODE: Final = "nodeID://"
_DURATIONS: Final = frozenset(
    XSD + name for name in ("duration", "dayTimeDuration", "yearMonthDuration")
)
_MONTHS: Final = re.compile(r"(-?)([0-9]+)")
_SECONDS: Final = re.compile(r"(-?)([0-9]+\.[0-9]+)")
_ROUNDED: Final = re.compile(r"(-?)([0-9](?:\.[0-9]+)?e\+[0-9]{2})")
_DAY: Final = 86_400


def is_virtuoso(answer: Answer) -> bool:
    """Return whether the server names itself Virtuoso."""
    return answer.headers.get("Server", "").startswith("Virtuoso")


def rows(answer: Answer) -> Table:
    """Return the rows of a SELECT query.

    Raises:
        ValueError, SyntaxError, EngineError: the body is no whole SPARQL 1.1 JSON with rows.
    """
    document = _document(answer)
    virtuoso = is_virtuoso(answer)
    # A loop and not any(): every cell has to be seen.
    mended = [cell for cell in _cells(document) if _mend(cell, virtuoso)]
    body = json.dumps(document).encode() if mended else answer.body
    return table_of(parse_query_results(body, format=QueryResultsFormat.JSON))


def boolean(answer: Answer) -> bool:
    """Return the answer of an ASK query; raises as ``rows`` does."""
    document = _document(answer)
    value = document.get("boolean") if isinstance(document, dict) else None
    if isinstance(value, bool):
        return value
    if is_virtuoso(answer):
        # One row with the number 1, or none.
        table = rows(answer)
        if table.columns == ("__ASK_RETVAL",) and len(table.rows) < 2:
            return len(table.rows) == 1
    raise ValueError("true or false was expected as answer")


def triples(answer: Answer) -> list[Triple]:
    """Return the triples of a CONSTRUCT query; raises as ``rows`` does."""
    if not answer.is_measured:
        raise ValueError("the server does not tell the length of its answer, which may be half")
    virtuoso = is_virtuoso(answer)
    found = []
    for quad in parse(answer.body, format=SYNTAXES[answer.kind]):
        item = quad.object
        if isinstance(item, Literal):
            item = _kept(item.value, item.datatype.value, virtuoso) or item
        found.append(Triple(quad.subject, quad.predicate, item))
    return found


def _document(answer: Answer) -> Any:  # noqa: ANN401  # whatever JSON there is
    try:
        return json.loads(answer.body)
    except RecursionError as error:
        raise ValueError("JSON is nested too deeply") from error


def _cells(document: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    """Yield the terms of an answer; what has another form is left for the parser to refuse."""
    results = document.get("results") if isinstance(document, dict) else None
    bindings = results.get("bindings") if isinstance(results, dict) else None
    for row in bindings if isinstance(bindings, list) else ():
        cells: Iterable[Any] = row.values() if isinstance(row, dict) else ()
        yield from (cell for cell in cells if isinstance(cell, dict))


def _mend(cell: dict[str, Any], virtuoso: bool) -> bool:
    """Mend a term of an answer in its place; return whether that was needed."""
    value, datatype = cell.get("value"), cell.get("datatype")
    if not isinstance(value, str):
        return False
    if cell.get("type") == "bnode" and virtuoso and value.startswith(_BLANK_NODE):
        cell["value"] = value.removeprefix(_BLANK_NODE)
        return True
    kept = _kept(value, datatype, virtuoso) if isinstance(datatype, str) else None
    if kept is None:
        return False
    cell["value"], cell["datatype"] = kept.value, kept.datatype.value
    return True


@functools.lru_cache(maxsize=4096)
def _kept(value: str, datatype: str, virtuoso: bool) -> Literal | None:
    """Return a typed literal as the embedded engine keeps it; None where it is so already."""
    if not datatype.startswith(XSD):
        return None
    literal = Literal(value, datatype=NamedNode(datatype))
    if virtuoso and datatype in _DURATIONS:
        literal = Literal(_duration(value), datatype=literal.datatype)
    if survives(literal):
        return literal if literal.value != value else None
    return stored(literal)


def _duration(value: str) -> str:
    """Return a duration that Virtuoso gave as a number in its own form.

    Raises:
        ValueError: a number that was rounded, and is of no whole days.

    >>> _duration("20"), _duration("259200.0"), _duration("1.2096e+06"), _duration("P14D")
    ('P20M', 'PT259200.0S', 'P14D', 'P14D')
    """
    if months := _MONTHS.fullmatch(value):
        return f"{months[1]}P{months[2]}M"
    if seconds := _SECONDS.fullmatch(value):
        return f"{seconds[1]}PT{seconds[2]}S"
    if rounded := _ROUNDED.fullmatch(value):
        days, rest = divmod(float(rounded[2]), _DAY)
        if rest:
            raise ValueError(f"the server rounded a duration to {value} seconds")
        return f"{rounded[1]}P{days:.0f}D"
    return value
