"""The answer of a question as text, as SPARQL 1.1 CSV and as SPARQL 1.1 JSON."""

from __future__ import annotations

import csv as csv_module
import io
import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from scheidslijn.model import Table, Term
from scheidslijn.namespaces import PREFIXES, XSD
from scheidslijn.render.json import dump
from scheidslijn.render.words import plain
from scheidslijn.terms import rdf_term

__all__ = ["csv", "json", "text"]

_GAP: Final = "  "
_NARROWEST: Final = 8
_NO_LABELS: Final[Mapping[str, str]] = {}


def text(table: Table, labels: Mapping[str, str] = _NO_LABELS, width: int | None = None) -> str:
    """Return the table in aligned columns, for a terminal.

    Args:
        table: the rows to show.
        labels: what to write instead of an IRI.
        width: the width to wrap cells to, in characters, or None for no wrapping.

    >>> print(text(Table(("rol",), (('"casemanager"@nl',),))), end="")
    rol
    -----------
    casemanager
    """
    header = [plain(column) for column in table.columns]
    cells = [[_cell(term, labels) for term in row] for row in table.rows]
    widths = [
        max(1, *(_columns(row[index]) for row in [header, *cells]))
        for index in range(len(table.columns))
    ]
    if width is not None:
        widths = _fit(widths, width)
    rule = ["-" * each for each in widths]
    lines = [*_row(header, widths), *_row(rule, widths)]
    for row in cells:
        lines += _row(row, widths)
    return "".join(f"{line}\n" for line in lines)


def csv(table: Table) -> str:
    """Return the table in the CSV format of SPARQL 1.1: values without their kind, CRLF."""
    out = io.StringIO(newline="")
    writer = csv_module.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_value(term) for term in row] for row in table.rows)
    return out.getvalue()


def json(table: Table) -> str:
    """Return the table in the JSON results format of SPARQL 1.1; unbound variables are absent."""
    bindings = [
        {
            column: _binding(term)
            for column, term in zip(table.columns, row, strict=True)
            if term is not None
        }
        for row in table.rows
    ]
    return dump({"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}})


def _binding(term: Term) -> dict[str, str]:
    match rdf_term(term):
        case NamedNode(value=value):
            return {"type": "uri", "value": value}
        case BlankNode(value=value):
            return {"type": "bnode", "value": value}
        case literal:
            return {"type": "literal", "value": literal.value} | _kind(literal)


def _kind(literal: Literal) -> dict[str, str]:
    if literal.language is not None:
        return {"xml:lang": literal.language}
    datatype = literal.datatype.value
    return {} if datatype == XSD + "string" else {"datatype": datatype}


def _value(term: Term | None) -> str:
    if term is None:
        return ""
    return str(rdf_term(term).value) if term.startswith('"') else term


def _cell(term: Term | None, labels: Mapping[str, str]) -> str:
    if term is None or term.startswith(("_:", '"')):
        return plain(_value(term))
    return plain(labels.get(term) or _compact(term))


def _compact(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local.isidentifier():
            return f"{prefix}:{local}"
    return iri


def _fit(widths: Sequence[int], width: int) -> list[int]:
    fitted = list(widths)
    while fitted and sum(fitted) + len(_GAP) * (len(fitted) - 1) > width:
        widest = max(range(len(fitted)), key=lambda index: fitted[index])
        if fitted[widest] <= _NARROWEST:
            break
        fitted[widest] -= 1
    return fitted


def _row(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [
        [cell] if _columns(cell) <= width else textwrap.wrap(cell, width)
        for cell, width in zip(cells, widths, strict=True)
    ]
    height = max((len(lines) for lines in wrapped), default=0)
    rows = []
    for index in range(height):
        parts = [lines[index] if index < len(lines) else "" for lines in wrapped]
        padded = [
            part + " " * (width - _columns(part)) for part, width in zip(parts, widths, strict=True)
        ]
        rows.append(_GAP.join(padded).rstrip())
    return rows


def _columns(cell: str) -> int:
    # East Asian wide characters take two columns, combining marks none.
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in cell
    )
