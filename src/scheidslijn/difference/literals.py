"""Writes literals and queries so that those that say the same are the same text."""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import Literal, NamedNode

from scheidslijn.namespaces import SH, SHAPE, XSD

__all__ = ["QUERY_PROPERTIES", "plain_literal", "plain_query"]

QUERY_PROPERTIES: Final = frozenset(
    (*(SH + name for name in ("ask", "construct", "select")), SHAPE + "voorselectie")
)
_BOOLEANS: Final = {"1": "true", "0": "false"}
_NUMBER: Final = re.compile(r"\s*(?P<sign>[+-]?)(?P<whole>[0-9]*)(?:\.(?P<part>[0-9]*))?\s*")
# IRIs and strings stay as they are; comments and white space only keep words apart.
_TOKEN: Final = re.compile(
    r"""(?P<kept><[^<>"{}|^`\\\x00-\x20]*>
    | \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
    | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<gap>(?:\s|\#[^\r\n]*)+)""",
    re.VERBOSE | re.DOTALL,
)


def plain_literal(literal: Literal) -> Literal:
    """Return the literal that says the same value in the shortest way.

    Whole numbers, decimals and booleans have several ways of writing one value (XSD 1.1 part 2,
    sections 3.3.2, 3.3.3 and 3.4.13); a language tag is the same in upper and lower case
    (RDF 1.1 Concepts, section 3.3). Anything else is its text.

    >>> str(plain_literal(Literal("007", datatype=NamedNode(XSD + "integer"))))
    '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    if literal.language:
        return Literal(literal.value, language=literal.language.lower())
    kind, text = literal.datatype.value, literal.value
    if kind == XSD + "boolean":
        text = _BOOLEANS.get(text.strip(), text.strip())
    elif kind in (XSD + "integer", XSD + "decimal"):
        text = _number(text)
    return Literal(text, datatype=NamedNode(kind))


def plain_query(text: str) -> str:
    """Return a query without comments, and with single spaces.

    >>> plain_query('SELECT  * # all' + chr(10) + '{ ?x <urn:a#b> "a  b" }')
    'SELECT * { ?x <urn:a#b> "a  b" }'
    """
    return _TOKEN.sub(lambda found: found["kept"] or " ", text).strip()


def _number(text: str) -> str:
    found = _NUMBER.fullmatch(text)
    if found is None or not (found["whole"] or found["part"]):
        return text
    whole, part = found["whole"].lstrip("0"), (found["part"] or "").rstrip("0")
    sign = "-" if found["sign"] == "-" and (whole or part) else ""
    return f"{sign}{whole or '0'}" + (f".{part}" if part else "")
