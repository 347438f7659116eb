"""Holds a table to its mapping: every column that is read is there, once, and unmerged."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

from scheidslijn.errors import InputError, place_text
from scheidslijn.tables.rml import Mapping
from scheidslijn.tables.sheet import Merge, Sheet

__all__ = ["check_columns", "hidden_notices"]


def check_columns(sheet: Sheet, table: str, mapping: Mapping) -> None:
    """Refuse a table that lacks a column, has it twice, or has merged cells in one.

    Args:
        sheet: the table.
        table: its name in the mapping.
        mapping: what reads it.

    Raises:
        InputError: at the header for a column, at its first cell for a merge.
    """
    columns = mapping.columns(table)
    _check_merges(sheet, columns)  # first, for a merged header lacks names
    for column, node in columns.items():
        if column not in sheet.header:
            asking = place_text(mapping.name, mapping.lines.get(node), None)
            problem = _missing(sheet, column, columns, asking)
            raise InputError(sheet.file, problem, sheet.header_row)
        if sheet.header.count(column) > 1:
            second = len(sheet.header) - sheet.header[::-1].index(column)
            problem = f"{sheet.place(column)} stands in the header twice; give one another name."
            raise InputError(sheet.file, problem, sheet.header_row, second)


def hidden_notices(sheet: Sheet, columns: Collection[str]) -> Iterator[str]:
    """Yield a sentence for what is hidden in a table and was read all the same."""
    named = "the table" if sheet.name is None else f"sheet {sheet.name!r}"
    if sheet.is_hidden:
        yield f"{sheet.file}: {named} is hidden; it was read too."
    filled = {row.number for row in sheet.rows}
    rows = [str(number) for number in sheet.hidden_rows if number in filled]
    if rows:
        shown = ", ".join(rows[:5]) + (" …" if len(rows) > 5 else "")
        yield f"{sheet.file}: in {named}, hidden rows were read too: {shown}."
    names = [n for at, n in enumerate(sheet.header, 1) if at in sheet.hidden_columns]
    hidden = [repr(name) for name in names if name in columns]
    if hidden:
        yield f"{sheet.file}: in {named}, hidden columns were read too: {', '.join(hidden)}."


def _check_merges(sheet: Sheet, columns: Collection[str]) -> None:
    last = sheet.rows[-1].number if sheet.rows else sheet.header_row
    for merge in sheet.merges:
        at = _covered(sheet, merge, columns)
        if at is not None and sheet.header_row <= merge.last_row and merge.first_row <= last:
            place = sheet.place(sheet.header[at - 1])
            problem = (
                f"{place}: the cells {merge.name} are merged, so that only the first has a value"
            )
            advice = "unmerge them and fill in each"
            raise InputError(sheet.file, f"{problem}; {advice}.", merge.first_row, at)


def _missing(sheet: Sheet, column: str, columns: Collection[str], asking: str) -> str:
    there = ", ".join(repr(name) for name in sheet.header if name.strip())
    problem = f"{sheet.place(column)} is missing, which {asking} asks for"
    near = {name.strip().casefold(): name for name in sheet.header if name.strip()}
    close = difflib.get_close_matches(column.casefold(), near, n=1)
    meant = f" (did you mean {near[close[0]]!r}?)" if close else ""
    none = not set(sheet.header) & set(columns)
    first = f"; row {sheet.header_row} must hold the names of the columns" if none else ""
    return f"{problem}{meant}; the columns are {there}{first}."


def _covered(sheet: Sheet, merge: Merge, columns: Collection[str]) -> int | None:
    """Return the position of the first column of the mapping that a merge covers, or None."""
    for at in range(merge.first_column, min(merge.last_column, len(sheet.header)) + 1):
        if sheet.header[at - 1] in columns:
            return at
    return None
