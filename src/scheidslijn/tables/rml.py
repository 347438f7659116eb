"""What a mapping says, as values, and the terms of RML that it says it with.

RML-Core (W3C Community Group on Knowledge Graph Construction, 16 March 2026). The older terms of
R2RML and of the first RML mean the same and are read as such: its "backwards compatibility"
module relates them name by name.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from scheidslijn.model import Term

__all__ = [
    "CSVW_URL",
    "OLD_NAMESPACES",
    "RML",
    "Kind",
    "Mapping",
    "Rule",
    "Template",
    "TermMap",
    "TriplesMap",
]

RML: Final = "http://w3id.org/rml/"
OLD_NAMESPACES: Final = (
    "http://www.w3.org/ns/r2rml#",
    "http://semweb.mmlab.be/ns/rml#",
    "http://semweb.mmlab.be/ns/ql#",
)
CSVW_URL: Final = "http://www.w3.org/ns/csvw#url"


class Kind(enum.Enum):
    """What a term map makes; the value is the name of the term type in RML."""

    IRI = "IRI"
    BLANK_NODE = "BlankNode"
    LITERAL = "Literal"


@dataclass(frozen=True, slots=True)
class Template:
    """A text with columns in it: ``texts[0]``, ``columns[0]``, ``texts[1]`` … ``texts[-1]``."""

    texts: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermMap:
    """How one term is made of a row.

    Attributes:
        node: the term map in the mapping, for its line.
        kind: what it makes.
        constant: the term itself, where no column has a say.
        template: the text it is made of; a reference is a template with one column only.
        is_reference: whether the value of the column is the term as it stands.
        datatype: the datatype of a literal, or None.
        language: the language tag of a literal, or None.
    """

    node: Term
    kind: Kind
    constant: ox.NamedNode | ox.Literal | None = None
    template: Template = Template(("",), ())
    is_reference: bool = False
    datatype: str | None = None
    language: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads."""
        return self.template.columns


@dataclass(frozen=True, slots=True)
class Rule:
    """One statement that each row may give; without graphs it stands in the default graph."""

    subject: TermMap
    predicate: TermMap
    value: TermMap
    graphs: tuple[TermMap, ...]

    @property
    def terms(self) -> tuple[TermMap, ...]:
        """Every term map that takes part."""
        return (self.subject, self.predicate, self.value, *self.graphs)


@dataclass(frozen=True, slots=True)
class TriplesMap:
    """The rules for the rows of one table."""

    node: Term
    table: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping file: its name as the user gave it, its triples maps, and the lines of nodes."""

    name: str
    triples_maps: tuple[TriplesMap, ...]
    lines: dict[Term, int]

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables it reads, in its order."""
        return tuple(dict.fromkeys(each.table for each in self.triples_maps))

    def rules(self, table: str) -> tuple[Rule, ...]:
        """Return the rules for one table, in the order of the mapping."""
        return tuple(r for each in self.triples_maps if each.table == table for r in each.rules)

    def columns(self, table: str) -> dict[str, Term]:
        """Return the columns that one table must have, with the first term map that reads each."""
        found: dict[str, Term] = {}
        for rule in self.rules(table):
            for term in rule.terms:
                for column in term.columns:
                    found.setdefault(column, term.node)
        return found
