"""Tables as values: what a cell may hold, rows with their number, and what is wrong with a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from scheidslijn.errors import InputError

__all__ = [
    "MOST_TROUBLES",
    "Fault",
    "Filled",
    "Merge",
    "Number",
    "Row",
    "Sheet",
    "TableLimits",
    "Trouble",
    "Value",
    "refusal",
]

MOST_TROUBLES: Final = 1_000  # after which no more are looked for


@dataclass(frozen=True, slots=True)
class TableLimits:
    """How large a table may be.

    Attributes:
        max_rows: rows of one sheet, also if they are empty below the last filled one.
        max_cells: its rows times the columns of its header.
        max_unzipped_bytes: bytes of a workbook after unzipping. Read, it takes some twenty times
            as much memory.
    """

    max_rows: int = 100_000
    max_cells: int = 4_000_000
    max_unzipped_bytes: int = 64 << 20


@dataclass(frozen=True, slots=True)
class Number:
    """A number, and whether its cell shows it as it is: ``7``, not ``007`` or ``7 %``."""

    value: Decimal
    is_plain: bool = True


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell without a value that can be used; ``problem`` goes on where "the cell" stops."""

    problem: str


Filled = str | bool | Number | date
Value = Filled | Fault | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, and a value for each column of the header."""

    number: int
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells that were merged, with rows and columns from 1, the last included."""

    name: str
    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table.

    Attributes:
        file: the name of the file as the user gave it.
        name: the name of the sheet, or None for a file that is one table.
        header_row: the number of the row with the names of the columns.
        header: these names, in order; an empty one is an empty text.
        rows: the rows below it.
        merges: cells that were merged.
        hidden_rows: the numbers of the rows that are hidden.
        hidden_columns: the positions, from 1, of the columns that are hidden.
        is_hidden: whether the sheet itself is hidden.
    """

    file: str
    name: str | None
    header_row: int
    header: tuple[str, ...]
    rows: Sequence[Row] = field(repr=False)
    merges: tuple[Merge, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    is_hidden: bool = False

    def place(self, column: str) -> str:
        """Return how a sentence names a column: with its sheet, if there is one."""
        where = f"column {column!r}"
        return where if self.name is None else f"sheet {self.name!r}, {where}"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one cell: its row, its column from 1, and a sentence without full stop."""

    row: int
    column: int
    problem: str


def refusal(file: str, troubles: Sequence[Trouble]) -> InputError:
    """Return the error for the first of these troubles; it counts the others, with their rows."""
    first, *others = troubles
    rows = list(dict.fromkeys(str(each.row) for each in others))
    more = ""
    if others:
        named = ", ".join(rows[:5]) + (" …" if len(rows) > 5 else "")
        cells = "1 more cell is" if len(others) == 1 else f"{len(others)} more cells are"
        cells = "at least " * (len(troubles) >= MOST_TROUBLES) + cells
        more = f"; {cells} wrong, in row{'s' if len(rows) > 1 else ''} {named}"
    return InputError(file, f"{first.problem}{more}.", first.row, first.column)
