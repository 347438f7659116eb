"""Writes rows as CSV or Parquet, as they come."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scheidslijn.errors import UsageError
from scheidslijn.export.table import Row, TableColumn
from scheidslijn.export.writing import Format, Measured

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["write_rows"]

_AT_ONCE: Final = 1000  # rows that are handed on together
_CHUNK: Final = 1 << 20


def write_rows(
    rows: Iterable[Row], columns: Sequence[TableColumn], sink: Measured, form: Format
) -> int:
    """Write rows, in memory that does not grow with their number, and return how many.

    CSV is as in RFC 4180: UTF-8, a first line with the names of the columns, commas and CRLF.
    An empty cell has no value. In Parquet a day is a date.

    Args:
        rows: the rows.
        columns: their columns.
        sink: where the bytes go.
        form: `Format.CSV` or `Format.PARQUET`.

    Raises:
        UsageError: it is Parquet, and what writes it is not installed.
    """
    write = _write_csv if form is Format.CSV else _write_parquet
    return write(rows, columns, sink)


def _write_csv(
    rows: Iterable[Row], columns: Sequence[TableColumn], sink: Measured, end: str = "\r\n"
) -> int:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=end)
    writer.writerow([column.name for column in columns])
    number = 0
    for number, row in enumerate(rows, start=1):
        writer.writerow(row)
        if number % _AT_ONCE == 0:
            sink.write(text.getvalue().encode())
            text.seek(0)
            text.truncate()
    sink.write(text.getvalue().encode())
    return number


def _write_parquet(rows: Iterable[Row], columns: Sequence[TableColumn], sink: Measured) -> int:
    """Write Parquet by way of a file in CSV, which the library reads as a stream."""
    try:
        import polars
    except ModuleNotFoundError as error:
        raise UsageError("Parquet needs polars; run: pip install 'scheidslijn[tables]'") from error
    types = {c.name: polars.Date if c.type is date else polars.String for c in columns}
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder, "rows.csv"), Path(folder, "rows.parquet")
        with before.open("wb") as file:
            number = _write_csv(rows, columns, Measured(file), "\n")
        table = polars.scan_csv(before, schema=types)
        table.sink_parquet(after, compression="zstd")
        with after.open("rb") as file:
            while piece := file.read(_CHUNK):
                sink.write(piece)
    return number
