"""Which literals are well-formed for their datatype, as SPARQL expressions (SHACL 4.1.2).

SHACL asks for the datatypes of SPARQL 1.1; those of XSD that dossiers use besides, such as
xsd:date, are checked as well. A day is checked by the dateTime that it begins with, since
SPARQL 1.1 casts to xsd:dateTime but not to xsd:date.
"""

from __future__ import annotations

from typing import Final

from scheidslijn.model import Term
from scheidslijn.namespaces import XSD

__all__ = ["well_formed"]

_ZONE: Final = "(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_NUMBER: Final = "[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)"
_DURATION: Final = {
    "yearMonthDuration": "-?P[0-9]+(Y([0-9]+M)?|M)",
    "dayTimeDuration": "-?P([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+([.][0-9]+)?S)?)?",
    "duration": "-?P([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+([.][0-9]+)?S)?)?",
}
_RANGES: Final[dict[str, tuple[int | None, int | None]]] = {
    "byte": (-(2**7), 2**7 - 1),
    "int": (-(2**31), 2**31 - 1),
    "integer": (None, None),
    "long": (-(2**63), 2**63 - 1),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "nonPositiveInteger": (None, 0),
    "positiveInteger": (1, None),
    "short": (-(2**15), 2**15 - 1),
    "unsignedByte": (0, 2**8 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedShort": (0, 2**16 - 1),
}
_PATTERNS: Final = {
    "boolean": "true|false|0|1",
    "decimal": _NUMBER,
    "double": f"{_NUMBER}([eE][+-]?[0-9]+)?|[+-]?INF|NaN",
    "float": f"{_NUMBER}([eE][+-]?[0-9]+)?|[+-]?INF|NaN",
    "gDay": f"---(0[1-9]|[12][0-9]|3[01]){_ZONE}",
    "gMonth": f"--(0[1-9]|1[0-2]){_ZONE}",
    "gMonthDay": f"--(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]){_ZONE}",
    "gYear": f"-?[0-9]{{4,}}{_ZONE}",
    "gYearMonth": f"-?[0-9]{{4,}}-(0[1-9]|1[0-2]){_ZONE}",
    "hexBinary": "([0-9a-fA-F]{2})*",
}
_DATE: Final = "^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}"
_DATED: Final = frozenset(("date", "dateTime"))
_NUMERIC: Final = frozenset(("decimal", "double", "float", "integer"))
_TEXT: Final = "{text}"
_DAY: Final = f'REPLACE({_TEXT}, "({_DATE}).*$", "$1")'
_MOMENTS: Final = {
    "date": f'CONCAT({_DAY}, "T00:00:00", REPLACE({_TEXT}, "{_DATE}", ""))',
    "dateTime": _TEXT,
    "dateTimeStamp": _TEXT,
    "time": f'CONCAT("2000-01-01T", {_TEXT})',
}


def well_formed(variable: str, datatype: Term) -> str:
    """Return an expression that is true when a literal of this datatype is well-formed.

    Args:
        variable: the variable that holds the literal, with its sign.
        datatype: the IRI that is known to be its datatype.

    >>> well_formed("?v", "urn:own")
    'true'
    """
    name = datatype.removeprefix(XSD) if datatype.startswith(XSD) else ""
    text = f"STR({variable})"
    complete = _complete(name, text)
    if name in _NUMERIC:
        return f"(ISNUMERIC({variable}) || ({complete}))"
    if name in _DATED:  # a store that takes the year of a day as well knows it at once
        return f"COALESCE(YEAR({variable}) = YEAR({variable}), {complete})"
    return complete


def _complete(name: str, text: str) -> str:
    if name in _RANGES:
        return " && ".join([_matches(text, "[+-]?[0-9]+"), *_within(text, *_RANGES[name])])
    if name in _PATTERNS:
        return _matches(text, _PATTERNS[name])
    if name in _DURATION:
        return f"{_matches(text, _DURATION[name])} && !{_matches(text, '.*[PT]')}"
    if name in _MOMENTS:
        moment = f"xsd:dateTime({_MOMENTS[name].replace(_TEXT, text)})"
        zoned = f" && {_matches(text, f'.*{_ZONE[:-1]}')}" if name == "dateTimeStamp" else ""
        return f"COALESCE({moment} = {moment}, false){zoned}"
    return "true"


def _matches(text: str, pattern: str) -> str:
    return f'REGEX({text}, "^({pattern})$")'


def _within(text: str, lowest: int | None, highest: int | None) -> list[str]:
    """Compare as text cast to decimal: a number beyond every store's integers is out of range."""
    number = f"xsd:decimal({text})"
    bounds = [f"{number} >= {lowest}"] if lowest is not None else []
    bounds += [f"{number} <= {highest}"] if highest is not None else []
    return [f"COALESCE({bound}, false)" for bound in bounds]
