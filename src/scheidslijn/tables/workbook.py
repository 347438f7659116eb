"""Reads an Excel workbook; the only module that knows openpyxl.

openpyxl keeps what is needed to refuse rather than guess: merged cells, hidden rows, errors,
formulas without a result, and the format in which a cell shows a date or a number.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from scheidslijn.errors import InputError, UsageError
from scheidslijn.tables.sheet import Fault, Merge, Number, Row, Sheet, TableLimits, Value

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook.workbook import Workbook as Book
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["Workbook"]

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_NOT_SHOWN: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_PLAIN_FORMATS: Final = ("General", "0", "@")
# Excel counts a 29 February 1900 that never was, so before this day it names others than a calendar
# does; days before its count have a number below nought.
_FIRST: Final = datetime(1900, 3, 1)
_UNREADABLE: Final = "the workbook cannot be read; open it in Excel and save it again as .xlsx"


class Workbook:
    """An Excel workbook (.xlsx), open for reading.

    Args:
        file: its name, for messages.
        data: its bytes.
        size: how large it may be.

    Raises:
        InputError: it is no sound workbook of this kind, has a password, or is beyond a limit.
        UsageError: openpyxl is not installed.
    """

    def __init__(self, file: str, data: bytes, size: TableLimits) -> None:
        self.file = file
        self._data = data
        self._size = size
        _check_package(file, data, size)
        self._book = _load(file, data, with_results=False)
        self._results: Book | None = None

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets, in their order."""
        return tuple(sheet.title for sheet in self._book.worksheets)

    @property
    def visible_sheets(self) -> tuple[str, ...]:
        """The names of the sheets that are not hidden, in their order."""
        found = [each for each in self._book.worksheets if each.sheet_state == "visible"]
        return tuple(sheet.title for sheet in found)

    def read(self, name: str, wanted: Collection[str]) -> Sheet:
        """Return one sheet; a row's number is its number in Excel.

        Only the columns in ``wanted`` have values; a formula has the result that was saved.

        Raises:
            InputError: it is larger than a limit, or its first row is empty.
        """
        sheet = next(each for each in self._book.worksheets if each.title == name)
        header = _header(sheet)
        self._check_size(sheet, len(header))
        if not any(header):
            problem = f"the first row of sheet {name!r} is empty; it must name the columns."
            raise InputError(self.file, problem, 1)
        columns = [at for at, title in enumerate(header) if title in wanted]
        rows = []
        for number, cells in enumerate(sheet.iter_rows(min_row=2, max_col=len(header)), start=2):
            values: list[Value] = [None] * len(header)
            for at in columns:
                values[at] = self._value(cells[at])
            if any(value is not None for value in values):
                rows.append(Row(number, values))
        merges = [
            Merge(str(each.coord), each.min_row, each.max_row, each.min_col, each.max_col)
            for each in sheet.merged_cells.ranges
        ]
        return Sheet(
            self.file,
            name,
            1,
            header,
            rows,
            tuple(sorted(merges, key=lambda each: (each.first_row, each.first_column))),
            tuple(sorted(at for at, each in sheet.row_dimensions.items() if each.hidden)),
            _hidden_columns(sheet),
            sheet.sheet_state != "visible",
        )

    def _check_size(self, sheet: Worksheet, width: int) -> None:
        rows = sheet.max_row - 1
        if rows > self._size.max_rows or rows * width > self._size.max_cells:
            limit = f"{self._size.max_rows} rows and {self._size.max_cells} cells"
            problem = (
                f"sheet {sheet.title!r} is in use down to row {rows + 1}; the limit is {limit}"
            )
            advice = "delete the empty rows below the last one, or split it"
            raise InputError(self.file, f"{problem}; {advice}.", rows + 1)

    def _value(self, cell: Cell | MergedCell) -> Value:
        if cell.data_type != "f":
            return _value(cell)
        if self._results is None:
            self._results = _load(self.file, self._data, with_results=True)
        sheet = self._results[cell.parent.title]
        result = sheet[cell.coordinate]
        if result.value is None and result.data_type == "n":
            problem = "holds a formula without a saved result"
            return Fault(f"{problem}; open the workbook in Excel and save it")
        return _value(result)


@dataclass(frozen=True, slots=True)
class _Part:
    """A pattern that no part of a workbook has, and what it would be."""

    pattern: bytes
    problem: str


_FOREIGN: Final = tuple(
    _Part(word.encode(encoding), "declares a document type, which a workbook never does")
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


def _check_package(file: str, data: bytes, size: TableLimits) -> None:
    """Refuse what is no workbook, before anything is unpacked for good."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise InputError(file, "the workbook has a password; save it without one.")
        raise InputError(file, "the file is an old Excel workbook (.xls); save it as .xlsx.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            total = sum(part.file_size for part in package.infolist())
            if total > size.max_unzipped_bytes:
                limit = size.max_unzipped_bytes
                problem = f"the workbook holds {total} bytes when unzipped; the limit is {limit}."
                raise InputError(file, problem)
            if "[Content_Types].xml" not in package.namelist():
                raise InputError(file, "the file is a zip, but no Excel workbook (.xlsx).")
            for part in package.infolist():
                content = package.read(part)
                for foreign in _FOREIGN:
                    if foreign.pattern in content:
                        raise InputError(file, f"the part {part.filename} {foreign.problem}.")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise InputError(file, "the file is no sound Excel workbook (.xlsx).") from None


def _load(file: str, data: bytes, *, with_results: bool) -> Book:
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError:
        problem = "reading Excel needs openpyxl: pip install 'scheidslijn[tables]'"
        raise UsageError(problem) from None
    try:
        with warnings.catch_warnings():
            # of what it drops, such as drop-down lists, nothing is a value
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), data_only=with_results, keep_links=False)
    except Exception as error:  # it raises whatever a damaged part leads it into
        raise InputError(file, f"{_UNREADABLE} ({type(error).__name__}: {error}).") from None


def _header(sheet: Worksheet) -> tuple[str, ...]:
    """Return the names in the first row, up to the last that is filled."""
    names = [
        "" if cell.value is None else str(cell.value)
        for cell in next(sheet.iter_rows(min_row=1, max_row=1), ())
    ]
    while names and not names[-1].strip():
        names.pop()
    return tuple(names)


def _hidden_columns(sheet: Worksheet) -> tuple[int, ...]:
    found: set[int] = set()
    for each in sheet.column_dimensions.values():
        if each.hidden:
            each.reindex()
            found.update(range(each.min or 0, (each.max or 0) + 1))
    return tuple(sorted(found))


def _value(cell: Cell | MergedCell) -> Value:
    value = cell.value
    if cell.data_type == "e":
        return Fault(f"holds the error {value}; correct the formula or the value")
    if value is None or isinstance(value, str | bool):
        return value or None if isinstance(value, str) else value
    if isinstance(value, datetime):
        return _early(value, cell) or _day(value, cell.number_format)
    if isinstance(value, date):
        return _early(datetime.combine(value, time.min), cell) or value
    if isinstance(value, time):
        return Fault(f"holds the time {value}; keep a date, or write it as text")
    if isinstance(value, int | float):
        plain = cell.number_format in _PLAIN_FORMATS
        return Number(Decimal(str(value)), plain)
    return Fault("holds something else than text, a number or a date; write it as text")


def _early(value: datetime, cell: Cell | MergedCell) -> Fault | None:
    """Return what is wrong with a date before those that a workbook counts as a calendar does."""
    book = cell.parent.parent
    first = max(_FIRST, book.epoch) if book is not None else _FIRST  # 1904 in some workbooks
    if value >= first:
        return None
    problem = f"holds a date before {first.date().isoformat()}, which Excel counts otherwise"
    return Fault(f"{problem}; correct it, or give the cell the format Text and write 1899-12-31")


def _day(value: datetime, number_format: str) -> Value:
    if value.time() != time.min:
        problem = f"holds {value.isoformat(' ')}, a date with a time"
        return Fault(f"{problem}; keep the date only")
    shown = _NOT_SHOWN.sub("", number_format).lower()
    if "d" not in shown or "y" not in shown:
        problem = f"shows the date {value.date().isoformat()} without its day or its year"
        return Fault(f"{problem}; give it a format with day, month and year, and check it")
    return value.date()
