"""Reads dossiers from a table: CSV or Excel, by a mapping in RML.

A mapping without graphs makes one data graph of a table, as one Turtle file would be. With
rml:graphMap a mapping gives each dossier a graph of its own, as in TriG; what it puts in no graph
is shared by all of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from scheidslijn.errors import InputError
from scheidslijn.inputs import Limits, Source, Syntax
from scheidslijn.model import Term
from scheidslijn.rdfio import Renamer, Unit, units_of
from scheidslijn.tables import rml
from scheidslijn.tables.columns import check_columns, hidden_notices
from scheidslijn.tables.delimited import read_delimited
from scheidslijn.tables.making import Made, make
from scheidslijn.tables.mapping import read_mapping
from scheidslijn.tables.sheet import Sheet, TableLimits, refusal
from scheidslijn.tables.workbook import Workbook
from scheidslijn.terms import term_text

__all__ = ["EXTENSIONS", "Place", "Tables", "read_tables"]

_CSV: Final = (".csv", ".csv.gz", ".tsv", ".tsv.gz")
_EXCEL: Final = (".xlsx", ".xlsm")
EXTENSIONS: Final = (*_CSV, *_EXCEL)
_SAVE_AS: Final = {
    ".xls": "an old Excel workbook",
    ".xlsb": "a binary Excel workbook",
    ".ods": "an OpenDocument workbook",
    ".numbers": "a Numbers workbook",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a subject comes from: the sheet, or None for CSV, and the row, header included."""

    sheet: str | None
    row: int


@dataclass(frozen=True, slots=True)
class Tables:
    """The dossiers of one file.

    Attributes:
        source: the file.
        quads: its statements, each once, with blank nodes named b0, b1 … in order of appearance.
        places: for every subject, the first row that says something of it.
        notices: sentences on what was read though it is hidden.
    """

    source: Source
    quads: tuple[ox.Quad, ...] = field(repr=False)
    places: Mapping[Term, Place] = field(repr=False)
    notices: tuple[str, ...] = ()

    def units(self) -> list[Unit]:
        """Return the data graphs: one, or one for each graph that the mapping names."""
        return units_of(self.source, self.quads)

    def place(self, term: Term) -> tuple[str, int] | None:
        """Return the file and the row to show for a subject, or None for any other term.

        Where several sheets are read, the file is followed by ``#`` and the name of the sheet.
        """
        found = self.places.get(term)
        if found is None:
            return None
        several = len({place.sheet for place in self.places.values()}) > 1
        name = f"{self.source.name}#{found.sheet}" if several else self.source.name
        return name, found.row


def read_tables(
    source: Source | Path,
    mapping: Path,
    limits: Limits | None = None,
    size: TableLimits | None = None,
) -> Tables:
    """Read the dossiers in a CSV file or an Excel workbook.

    Args:
        source: the table; of a source, its format is not looked at.
        mapping: a file in RML that says what its columns mean.
        limits: how large both files and each cell may be.
        size: how large a table may be.

    Raises:
        InputError: with the row and the column as line and column, if a cell, the header or the
            mapping is wrong, or with none if the file is.
        UsageError: what reads Excel is not installed.
    """
    limits, size = limits or Limits(), size or TableLimits()
    if isinstance(source, Path):
        source = Source(source.as_posix(), source, Syntax.N_QUADS)
    rules = read_mapping(mapping, limits=limits)
    made, notices = Made(), list[str]()
    for table, sheet in _sheets(source, rules, limits, size):
        check_columns(sheet, table, rules)
        notices += hidden_notices(sheet, rules.columns(table))
        make(sheet, rules.rules(table), limits.max_literal_chars, made)
        if made.troubles:
            raise refusal(source.name, made.troubles)
    if not made.quads:
        raise InputError(source.name, "the table has no row that the mapping makes something of.")
    return _tables(source, made, tuple(notices))


def _tables(source: Source, made: Made, notices: tuple[str, ...]) -> Tables:
    rename = Renamer()  # graphs are IRIs, so it need not see them
    quads = []
    for quad in made.quads:
        named = rename.quad(quad)
        quads.append(ox.Quad(named.subject, named.predicate, named.object, quad.graph_name))
    places = {
        term_text(rename.node(subject)): Place(sheet.name, row)
        for subject, (sheet, row) in made.places.items()
    }
    return Tables(source, tuple(quads), places, notices)


def _sheets(
    source: Source, rules: rml.Mapping, limits: Limits, size: TableLimits
) -> Iterator[tuple[str, Sheet]]:
    """Yield each table that the mapping reads, with the sheet that it is."""
    name = source.name.lower()
    if name.endswith(_EXCEL):
        book = Workbook(source.name, _bytes(source, limits), size)
        for table in rules.tables:
            title = _sheet_of(book, table, rules)
            yield table, book.read(title, rules.columns(table))
        return
    if not name.endswith(_CSV):
        raise _unknown(source)
    first, *others = rules.tables
    if others:
        problem = (
            f"the mapping reads {len(others) + 1} tables: {', '.join(map(repr, rules.tables))}"
        )
        advice = "a CSV file is one; put them as sheets in one workbook (.xlsx)"
        raise InputError(source.name, f"{problem}; {advice}.")
    yield first, read_delimited(source, rules.columns(first), limits, size)


def _sheet_of(book: Workbook, table: str, rules: rml.Mapping) -> str:
    """Return the sheet with the name of a table, or the only one, for the only table."""
    for name in (table, os.path.splitext(table)[0]):
        if name in book.sheets:
            return name
    if len(rules.tables) == 1 and len(book.visible_sheets) == 1:
        return book.visible_sheets[0]
    there = ", ".join(map(repr, book.sheets))
    problem = f"no sheet is named {table!r}, as {rules.name} has it; the sheets are {there}"
    raise InputError(book.file, f"{problem}.")


def _unknown(source: Source) -> InputError:
    for extension, what in _SAVE_AS.items():
        if source.name.lower().endswith(extension):
            return InputError(source.name, f"the file is {what}; save it as .xlsx or CSV UTF-8.")
    return InputError(source.name, f"no table ends so; known are {', '.join(EXTENSIONS)}.")


def _bytes(source: Source, limits: Limits) -> bytes:
    if source.path is None:
        return source.data or b""
    try:
        with source.path.open("rb") as stream:
            data = stream.read(limits.max_file_bytes + 1)
    except OSError as error:
        problem = f"the file cannot be read: {error.strerror}."
        raise InputError(source.name, problem) from None
    if len(data) > limits.max_file_bytes:
        limit = limits.max_file_bytes
        raise InputError(source.name, f"the file holds more than the limit of {limit} bytes.")
    return data
