"""Rows as text, as SPARQL 1.1 CSV and as SPARQL 1.1 JSON."""

from __future__ import annotations

import csv as csv_module
import io
import re
import textwrap
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from scheidslijn.model import Table, Term
from scheidslijn.namespaces import PREFIXES, XSD
from scheidslijn.render.json import dump
from scheidslijn.render.words import plain
from scheidslijn.terms import rdf_term

__all__ = ["csv", "json", "lines", "shown", "text", "with_labels"]

_GAP: Final = "  "
_NARROWEST: Final = 8
_LONGEST: Final = 20  # of the words that a column is kept wide for, where that can be
_NO_LABELS: Final[Mapping[str, str]] = {}


def with_labels(table: Table, iris: Collection[str], labels: Mapping[str, str]) -> Table:
    """Return the table with a column of labels beside each column of IRIs.

    Args:
        table: the rows.
        iris: the columns of IRIs; the label of ``norm`` is then ``normLabel``.
        labels: what IRIs are called; without one a cell stays empty.

    >>> found = with_labels(Table(("rol",), (("urn:x",),)), {"rol"}, {"urn:x": "arts"})
    >>> found.columns, found.rows
    (('rol', 'rolLabel'), (('urn:x', '"arts"'),))
    """
    names: list[str] = []
    for column in table.columns:
        names += [column, _free(f"{column}Label", table.columns)] if column in iris else [column]
    rows = []
    for row in table.rows:
        cells: list[Term | None] = []
        for column, term in zip(table.columns, row, strict=True):
            label = labels.get(term or "")
            beside = None if label is None else str(Literal(label))
            cells += [term, beside] if column in iris else [term]
        rows.append(tuple(cells))
    return Table(tuple(names), tuple(rows))


def _free(name: str, taken: Collection[str]) -> str:
    return name if name not in taken else _free(f"{name}_", taken)


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
    cells = [[shown(term, labels) for term in row] for row in table.rows]
    widths = [
        max(1, *(_columns(row[index]) for row in [header, *cells]))
        for index in range(len(table.columns))
    ]
    if width is not None:
        words = [
            min(_LONGEST, max(_longest_word(row[index]) for row in [header, *cells]))
            for index in range(len(table.columns))
        ]
        widths = _fit(_fit(widths, width, words), width, [_NARROWEST] * len(widths))
    rule = ["-" * each for each in widths]
    written = [*_row(header, widths), *_row(rule, widths)]
    for row in cells:
        written += _row(row, widths)
    return "".join(f"{line}\n" for line in written)


def lines(sentence: str, width: int) -> list[str]:
    """Return a sentence in lines of at most this many characters, as far as its words allow."""
    return textwrap.wrap(sentence, width, break_long_words=False, break_on_hyphens=False)


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


def shown(term: Term | None, labels: Mapping[str, str] = _NO_LABELS) -> str:
    """Return a term for people: its label, what a literal says, or an IRI as short as it goes.

    >>> shown("https://w3id.org/scheidslijn/def#Rol"), shown('"arts"@nl'), shown(None)
    ('sl:Rol', 'arts', '')
    """
    if term is None or term.startswith(("_:", '"')):
        return plain(_value(term))
    return plain(labels.get(term) or _compact(term))


def _compact(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local.isidentifier():
            return f"{prefix}:{local}"
    return iri


def _fit(widths: Sequence[int], width: int, least: Sequence[int]) -> list[int]:
    """Make the widest columns narrower until all fit in a width, or none can be."""
    fitted = list(widths)
    while sum(fitted) + len(_GAP) * (len(fitted) - 1) > width:
        wide = [index for index, each in enumerate(fitted) if each > least[index]]
        if not wide:
            break
        fitted[max(wide, key=lambda index: fitted[index])] -= 1
    return fitted


def _longest_word(cell: str) -> int:
    return max(map(_columns, re.split(r"[\s-]", cell)), default=0) + ("-" in cell)


def _row(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [
        [cell] if _columns(cell) <= width else textwrap.wrap(cell, width)
        for cell, width in zip(cells, widths, strict=True)
    ]
    height = max((len(cell) for cell in wrapped), default=0)
    rows = []
    for index in range(height):
        parts = [cell[index] if index < len(cell) else "" for cell in wrapped]
        padded = [
            part + " " * (width - _columns(part)) for part, width in zip(parts, widths, strict=True)
        ]
        rows.append(_GAP.join(padded).rstrip())
    return rows


def _columns(cell: str) -> int:
    if cell.isascii():
        return len(cell)
    # East Asian wide characters take two columns, combining marks none.
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in cell
    )
