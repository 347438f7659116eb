"""Reads axioms in functional-style syntax, which is how the reasoner names them.

W3C, OWL 2 Structural Specification and Functional-Style Syntax (Second Edition), 2012.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from scheidslijn.namespaces import OWL, RDF, RDFS, XSD
from scheidslijn.terms import rdf_term

__all__ = ["Expression", "Part", "iris", "literals", "parse"]

_PREFIXES: Final = {"owl": OWL, "rdf": RDF, "rdfs": RDFS, "xsd": XSD}
_STRING: Final = r'"(?:[^"\\]|\\.)*"'
_NAME: Final = r"<[^>]*>|[A-Za-z]*:[\w.-]+"
_TOKEN: Final = re.compile(
    rf"\s*(?:(?P<open>[A-Za-z]*)\(|(?P<close>\))"
    rf"|(?P<literal>(?P<text>{_STRING})(?:@(?P<language>[\w-]+)|\^\^(?P<datatype>{_NAME}))?)"
    rf"|(?P<name>{_NAME})|(?P<number>[0-9]+))",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Expression:
    """An axiom, class expression or data range: its constructor and what stands in it.

    Attributes:
        name: the constructor, such as ``SubClassOf`` or ``ObjectUnionOf``; of the properties of a
            key, which stand in bare brackets, nothing.
        parts: IRIs, literals, numbers of cardinalities, and expressions, in their order.
    """

    name: str
    parts: tuple[Part, ...]


Part = Expression | NamedNode | Literal | int


def parse(text: str) -> Expression:
    """Return the expression that a text in functional-style syntax holds.

    Raises:
        ValueError: the text is none.

    >>> parse("SubClassOf(<urn:a> ObjectMaxCardinality(1 <urn:p> owl:Thing))").parts[1].name
    'ObjectMaxCardinality'
    """
    stack: list[tuple[str, list[Part]]] = [("", [])]
    at = 0
    text = text.strip()
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None or (token["close"] and len(stack) == 1):
            raise ValueError(f"no functional-style syntax: {text[at : at + 40]!r}")
        at = token.end()
        if token["open"] is not None:
            stack.append((token["open"], []))
        elif token["close"]:
            name, parts = stack.pop()
            stack[-1][1].append(Expression(name, tuple(parts)))
        else:
            stack[-1][1].append(_leaf(token))
    found = stack[0][1]
    if len(stack) != 1 or len(found) != 1 or not isinstance(found[0], Expression):
        raise ValueError(f"no functional-style syntax: {text[:40]!r}")
    return found[0]


def iris(part: Part) -> Iterator[str]:
    """Yield every IRI in an expression, but for those of OWL itself and of datatypes."""
    if isinstance(part, Expression):
        for each in part.parts:
            yield from iris(each)
    elif isinstance(part, NamedNode) and not part.value.startswith((OWL, XSD, RDF, RDFS)):
        yield part.value


def literals(part: Part) -> Iterator[Literal]:
    """Yield every literal in an expression."""
    if isinstance(part, Expression):
        for each in part.parts:
            yield from literals(each)
    elif isinstance(part, Literal):
        yield part


def _leaf(token: re.Match[str]) -> Part:
    if token["number"]:
        return int(token["number"])
    if token["name"]:
        return NamedNode(_iri(token["name"]))
    # newlines stand as they are in functional-style syntax, and not in N-Triples
    text = token["text"].replace("\n", "\\n").replace("\r", "\\r")
    if token["language"]:
        text = f"{text}@{token['language']}"
    elif token["datatype"]:
        text = f"{text}^^<{_iri(token['datatype'])}>"
    found = rdf_term(text)
    assert isinstance(found, Literal)
    return found


def _iri(name: str) -> str:
    if name.startswith("<"):
        return name[1:-1]
    prefix, _, local = name.partition(":")
    return _PREFIXES[prefix] + local
