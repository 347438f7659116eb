"""Rows as a data frame of pandas or polars, each column of the type that all its values have.

Neither library is needed for anything else, so neither comes with this package.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from datetime import date, datetime
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, cast

from pyoxigraph import Literal

from scheidslijn.errors import UsageError
from scheidslijn.model import Table, Term
from scheidslijn.namespaces import XSD
from scheidslijn.terms import plain_text, rdf_term

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = ["to_pandas", "to_polars"]

_INTEGERS: Final = frozenset(
    XSD + name
    for name in (
        "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger",
        "nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedShort", "unsignedByte",
    )
)  # fmt: skip
_NUMBERS: Final = frozenset(XSD + name for name in ("decimal", "double", "float"))
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LARGEST: Final = 1 << 63
_PANDAS: Final = {
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
    "time": "datetime64[us]",
    "text": "string",
}


def to_pandas(table: Table) -> pandas.DataFrame:
    """Return rows as a frame of pandas; see ``Table.to_pandas``."""
    library = _loaded("pandas")
    columns = {}
    for at, name in enumerate(table.columns):
        kind, values = _column([row[at] for row in table.rows])
        columns[name] = library.Series(values, dtype=_PANDAS[kind])
    return cast("pandas.DataFrame", library.DataFrame(columns, columns=list(table.columns)))


def to_polars(table: Table) -> polars.DataFrame:
    """Return rows as a frame of polars; see ``Table.to_polars``."""
    library = _loaded("polars")
    types = {
        "integer": library.Int64,
        "number": library.Float64,
        "boolean": library.Boolean,
        "date": library.Date,
        "time": library.Datetime("us"),
        "text": library.String,
    }
    columns = []
    for at, name in enumerate(table.columns):
        kind, values = _column([row[at] for row in table.rows])
        columns.append(library.Series(name, values, dtype=types[kind]))
    return cast("polars.DataFrame", library.DataFrame(columns))


def _loaded(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise UsageError(f"{name} is not installed; run: pip install {name}") from error


def _column(terms: list[Term | None]) -> tuple[str, list[Any]]:
    """Return the type that all values of a column have, and the values; None where unbound.

    Where they differ, or one is not what its datatype says, all of them are text.
    """
    bound = [term for term in terms if term is not None]
    kinds = {_kind(term) for term in bound}
    kind = kinds.pop() if len(kinds) == 1 else "text"
    read = _READ[kind]
    try:
        return kind, [None if term is None else read(plain_text(term)) for term in terms]
    except ValueError:
        return "text", [None if term is None else plain_text(term) for term in terms]


def _kind(term: Term) -> str:
    literal = rdf_term(term) if term.startswith('"') else None
    if not isinstance(literal, Literal):
        return "text"
    datatype = literal.datatype.value
    if datatype in _INTEGERS:
        return "integer"
    if datatype in _NUMBERS:
        return "number"
    return {XSD + "boolean": "boolean", XSD + "date": "date", XSD + "dateTime": "time"}.get(
        datatype, "text"
    )


def _integer(text: str) -> int:
    value = int(text)
    if not -_LARGEST <= value < _LARGEST:
        raise ValueError(text)
    return value


def _truth(text: str) -> bool:
    if text not in ("true", "1", "false", "0"):
        raise ValueError(text)
    return text in ("true", "1")


def _date(text: str) -> date:
    # what has a time zone is no plain day
    return date.fromisoformat(text if _DAY.fullmatch(text) else "")


def _time(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    if value.tzinfo is not None:
        raise ValueError(text)
    return value


_READ: Final[dict[str, Callable[[str], Any]]] = {
    "integer": _integer,
    "number": float,
    "boolean": _truth,
    "date": _date,
    "time": _time,
    "text": str,
}
