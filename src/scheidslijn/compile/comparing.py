"""Comparisons of literals, as SPARQL 1.1 has them (section 17.3).

What cannot be compared does not pass (SHACL 4.3, 4.5.3, 4.5.4). SPARQL leaves a store free to
order more kinds of terms than it names, and that is left to the store. But it does name booleans,
which not every store orders; they are compared as the numbers 0 and 1.
"""

from __future__ import annotations

from typing import Final

from scheidslijn.compile.graph import sparql_term
from scheidslijn.compile.lexical import Writing
from scheidslijn.model import Term
from scheidslijn.namespaces import XSD
from scheidslijn.terms import plain_text

__all__ = ["compared_with", "ordered"]

_BOOLEAN: Final = f"<{XSD}boolean>"


def compared_with(constant: Term, variable: str, sign: str, writing: Writing) -> str:
    """Return whether a value stands in this order to a constant; what has no order does not.

    Args:
        constant: a literal.
        variable: the variable that holds the value.
        sign: one of ``<``, ``<=``, ``>`` and ``>=``.
        writing: how literals are written.
    """
    value = writing.value(variable)
    if constant.endswith(f"^^{_BOOLEAN}"):
        number = int(plain_text(constant) in ("true", "1"))
        own = f"{writing.datatype(variable)} = {_BOOLEAN}"
        return f"COALESCE({own} && xsd:integer({value}) {sign} {number}, false)"
    return f"COALESCE({value} {sign} {sparql_term(constant)}, false)"


def ordered(one: str, two: str, sign: str, writing: Writing) -> str:
    """Return whether the value in variable ``one`` stands in this order to that in ``two``."""
    a, b = writing.value(one), writing.value(two)
    both = f"{writing.datatype(one)} = {_BOOLEAN} && {writing.datatype(two)} = {_BOOLEAN}"
    booleans = f"COALESCE({both} && xsd:integer({a}) {sign} xsd:integer({b}), false)"
    return f"(COALESCE({a} {sign} {b}, false) || {booleans})"
