"""Reads a CSV file. Which character stands between the cells follows from the mapping.

Excel writes a semicolon where the comma is the decimal sign, as in the Netherlands, and a comma
elsewhere. The right one is the one that yields the columns that the mapping asks for.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from typing import Final

from scheidslijn.errors import InputError
from scheidslijn.inputs import Limits, Source, read_text
from scheidslijn.tables.sheet import Row, Sheet, TableLimits

__all__ = ["read_delimited"]

_DELIMITERS: Final = (";", ",", "\t")
_SEP_LINE: Final = re.compile(r"\"?sep=(.)\"?(?:\r\n?|\n)")


def read_delimited(
    source: Source, wanted: Collection[str], limits: Limits, size: TableLimits
) -> Sheet:
    """Return the table in a CSV file; a row's number is the line on which it starts.

    Args:
        source: the file; its name may end in ``.gz``.
        wanted: the columns that the mapping asks for.
        limits: how large the file may be.
        size: how large the table may be.

    Raises:
        InputError: it is not UTF-8, beyond a limit, badly quoted, or has rows that do not fit.
    """
    text, first = _text(source, limits), 1
    delimiters: tuple[str, ...] = _DELIMITERS
    if found := _SEP_LINE.match(text):  # a line for Excel itself
        text, first, delimiters = text[found.end() :], 2, (found[1],)
    headers = [(_header(source, text, first, each), each) for each in delimiters]
    header, delimiter = max(headers, key=lambda pair: len(set(pair[0]) & set(wanted)))
    if not any(name.strip() for name in header):
        problem = "the first line is empty; it must hold the names of the columns."
        raise InputError(source.name, problem, first)
    records = _records(source, text, first, delimiter)
    next(records)
    rows = list(_rows(source, header, records, size))
    return Sheet(source.name, None, first, tuple(header), rows)


def _text(source: Source, limits: Limits) -> str:
    try:
        return read_text(source, limits)
    except InputError as error:
        if "UTF-" not in error.problem:
            raise
        advice = "in Excel, choose Save As and the type CSV UTF-8"
        problem = f"{error.problem.rstrip('.')}; {advice}."
        raise InputError(source.name, problem, error.line, error.column) from None


def _header(source: Source, text: str, first: int, delimiter: str) -> list[str]:
    return next(_records(source, text, first, delimiter), (first, []))[1]


def _records(
    source: Source, text: str, first: int, delimiter: str
) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line it starts on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = first
    try:
        for record in reader:
            yield start, record
            start = first + reader.line_num
    except csv.Error as error:
        problem = f"the quotes from here on do not match ({error}); a cell may lack its last quote."
        raise InputError(source.name, problem, start) from None


def _rows(
    source: Source,
    header: list[str],
    records: Iterator[tuple[int, list[str]]],
    size: TableLimits,
) -> Iterator[Row]:
    for count, (line, record) in enumerate(records, start=1):
        if count > size.max_rows or count * len(header) > size.max_cells:
            limit = f"{size.max_rows} rows and {size.max_cells} cells"
            raise InputError(source.name, f"the table goes beyond {limit}; split it.", line)
        if not any(cell.strip() for cell in record):
            continue
        if len(record) != len(header):
            problem = (
                f"the row has {len(record)} cells, and the header has {len(header)} columns; "
                "put quotes around a cell with a delimiter in it, and leave no cell out."
            )
            raise InputError(source.name, problem, line)
        yield Row(line, [cell or None for cell in record])
