"""What a cell says, as the text of a literal. Nothing is guessed: what is not plain is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final

from scheidslijn.namespaces import XSD
from scheidslijn.tables.sheet import Fault, Filled, Number, Value

__all__ = ["DATATYPES", "BadCell", "is_empty", "lexical_form", "plain_text"]

_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LIKE_A_DATE: Final = re.compile(r"[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}")
_EXCEL_ERROR: Final = re.compile(r"#N/[AB]|#[A-Z/0-9]{2,9}[!?]")  # in CSV, Dutch or English
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL: Final = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?")
# What a Dutch and an English Excel write for a box that is ticked, and what people type.
_BOOLEANS: Final = {
    "ja": True,
    "nee": False,
    "waar": True,
    "onwaar": False,
    "true": True,
    "false": False,
}
_PRECISE: Final = Decimal(10) ** 15  # beyond its 15 digits Excel writes zeros
_LONGEST: Final = 40


class BadCell(ValueError):
    """A cell that cannot be read as it should be; says what to do, without a full stop."""


def is_empty(value: Value) -> bool:
    """Return whether a cell looks empty: nothing in it, or nothing but spaces."""
    return value is None or (isinstance(value, str) and not value.strip())


def plain_text(value: Filled) -> str:
    """Return what a cell says, as it shows it.

    Raises:
        BadCell: it shows a number otherwise than it is.
    """
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case Number():
            return _number_text(value)


def lexical_form(value: Filled | Fault, datatype: str | None) -> str:
    """Return a filled cell as the text of a literal with this datatype, in canonical form.

    Raises:
        BadCell: the cell holds something else.
    """
    if isinstance(value, Fault):
        raise BadCell(value.problem)
    if isinstance(value, str) and _EXCEL_ERROR.fullmatch(value):
        raise BadCell(f"holds the error {value}; correct the formula or the value")
    if datatype is None:
        return plain_text(value)
    if isinstance(value, str) and datatype != XSD + "string" and value != value.strip():
        raise BadCell(f"holds {_shown(value)}, with spaces around it; remove them")
    return DATATYPES[datatype](value)


def _number_text(number: Number) -> str:
    text = _decimal_text(number)
    if not number.is_plain:
        raise BadCell(f"shows the number {text} in another way; give the column the format Text")
    return text


def _decimal_text(number: Number) -> str:
    value = number.value
    if abs(value) >= _PRECISE:
        problem = f"holds {value}, of which Excel keeps 15 digits only"
        raise BadCell(f"{problem}; give the column the format Text and enter it again")
    return format(value.normalize() + 0, "f")  # + 0: no minus sign before a zero


def _shown(value: Filled) -> str:
    match value:
        case str():
            text = value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
            return repr(text)
        case bool():
            return "TRUE" if value else "FALSE"
        case Number():
            return f"the number {format(value.value, 'f')}"
        case date():
            return f"the date {value.isoformat()}"


def _date(value: Filled) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Number):
        advice = "give the cell a date format, or write 2026-03-01"
        raise BadCell(f"holds {_shown(value)}, where a date belongs; {advice}")
    if not isinstance(value, str) or not _ISO_DATE.fullmatch(value):
        problem = f"holds {_shown(value)}, which is not written as a date"
        if isinstance(value, str) and _LIKE_A_DATE.fullmatch(value):
            problem = f"holds {_shown(value)}, of which day and month are not guessed"
        raise BadCell(f"{problem}; write 2026-03-01, or use a date cell")
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise BadCell(f"holds {_shown(value)}, a day that does not exist; correct it") from None


def _boolean(value: Filled) -> str:
    known = value if isinstance(value, bool) else None
    if isinstance(value, str):
        known = _BOOLEANS.get(value.casefold())
    if known is None:
        raise BadCell(f"holds {_shown(value)}, where yes or no belongs; write ja or nee")
    return "true" if known else "false"


def _integer(least: int | None) -> Callable[[Filled], str]:
    def read(value: Filled) -> str:
        text = ""
        if isinstance(value, Number):
            text = _decimal_text(value)
        elif isinstance(value, str):
            text = value
        if not _INTEGER.fullmatch(text):
            problem = f"holds {_shown(value)}, where a whole number belongs"
            raise BadCell(f"{problem}; write digits only")
        if least is not None and int(text) < least:
            raise BadCell(f"holds {text}, which is less than {least}; correct it")
        return str(int(text))

    return read


def _decimal(value: Filled) -> str:
    if isinstance(value, Number):
        return _decimal_text(value)
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        problem = f"holds {_shown(value)}, where a number belongs"
        raise BadCell(f"{problem}; write digits, with a point before decimals")
    return _decimal_text(Number(Decimal(value)))


DATATYPES: Final[dict[str, Callable[[Filled], str]]] = {
    XSD + "string": plain_text,
    XSD + "date": _date,
    XSD + "boolean": _boolean,
    XSD + "integer": _integer(None),
    XSD + "nonNegativeInteger": _integer(0),
    XSD + "positiveInteger": _integer(1),
    XSD + "decimal": _decimal,
}
