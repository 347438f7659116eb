"""Literals that a store writes differently from how they were given, kept as they are.

SHACL tells terms apart by how they are written: ``01`` is not ``1``, and an ``xsd:byte`` is not
an ``xsd:integer``. A store may keep the value only, as Oxigraph does for numbers, booleans and
times. For data with such literals there is an exact form of the plan. The literal then stands in
the store under a datatype that no store knows, so that it keeps its writing; where SHACL compares
values or asks for the datatype, the plan reads the real one out of that name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from scheidslijn.compile.graph import sparql_term
from scheidslijn.model import Term
from scheidslijn.store import survives
from scheidslijn.terms import rdf_term, term_text

__all__ = ["Writing", "kept", "kept_text", "restored"]

_KEPT: Final = "urn:scheidslijn:literal:"


@dataclass(frozen=True, slots=True)
class Writing:
    """How a plan writes literals: ``exact`` for data that holds kept ones, else plainly."""

    exact: bool

    def term(self, term: Term) -> str:
        """Return a constant as a query writes it."""
        return sparql_term(kept_text(term) if self.exact else term)

    def datatype(self, variable: str) -> str:
        """Return the expression for the datatype of a literal."""
        if not self.exact:
            return f"DATATYPE({variable})"
        return f'IRI(REPLACE(STR(DATATYPE({variable})), "^{_KEPT}", ""))'

    def value(self, variable: str) -> str:
        """Return the expression for the value of a literal, to compare it with another."""
        if not self.exact:
            return variable
        name = f"STR(DATATYPE({variable}))"
        real = f'STRDT(STR({variable}), IRI(STRAFTER({name}, "{_KEPT}")))'
        return f'IF(COALESCE(STRSTARTS({name}, "{_KEPT}"), false), {real}, {variable})'


def kept(literal: ox.Literal) -> ox.Literal:
    """Return a literal that a store leaves as it is, and that stands for this one.

    >>> str(kept(ox.Literal("01", datatype=ox.NamedNode("urn:x"))))
    '"01"^^<urn:scheidslijn:literal:urn:x>'
    """
    return ox.Literal(literal.value, datatype=ox.NamedNode(_KEPT + literal.datatype.value))


def kept_text(term: Term) -> Term:
    """Return the term that stands for ``term`` in the store: another one for some literals."""
    if not term.startswith('"'):
        return term
    literal = rdf_term(term)
    assert isinstance(literal, ox.Literal)
    return term if survives(literal) else term_text(kept(literal))


def restored(term: Term) -> Term:
    """Return the term that ``term`` stands for.

    >>> restored('"01"^^<urn:scheidslijn:literal:urn:x>')
    '"01"^^<urn:x>'
    """
    return term.replace(f"^^<{_KEPT}", "^^<", 1) if term.startswith('"') else term
