"""Makes statements of the rows of a table, by the rules of a mapping.

A term map with an empty column makes no term, and a rule without one of its terms no statement:
so RML has it, and so a row may leave out a fact. But nothing that is filled in may vanish. A cell
that a rule puts in a predicate or a value, and of which no statement comes because a column beside
it is empty, is refused. A key alone, which only makes subjects, says nothing that could vanish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox

from scheidslijn.namespaces import SL_IN_DOSSIER
from scheidslijn.tables.rml import Kind, Rule, TermMap
from scheidslijn.tables.sheet import MOST_TROUBLES, Fault, Filled, Row, Sheet, Trouble
from scheidslijn.tables.values import BadCell, is_empty, lexical_form
from scheidslijn.terms import term_text

__all__ = ["Made", "iri_safe", "make"]

_Term = ox.NamedNode | ox.BlankNode | ox.Literal
_PLANES: Final = (f"{chr(at)}-{chr(at + 0xFFFD)}" for at in range(0x10000, 0xE0000, 0x10000))
_RESERVED: Final = re.compile(
    "[^-A-Za-z0-9._~\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    + "".join(_PLANES)
    + "\U000e1000-\U000efffd]+"
)


@dataclass(slots=True)
class Made:
    """What came of one or more tables.

    Attributes:
        quads: the statements, each once, in the order of rows and rules.
        places: for every subject, the first table and row that say something of it.
        troubles: what is wrong with cells, in the order of rows.
    """

    quads: dict[ox.Quad, None] = field(default_factory=dict)
    places: dict[ox.NamedNode | ox.BlankNode, tuple[Sheet, int]] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)


def make(sheet: Sheet, rules: Sequence[Rule], max_chars: int, made: Made) -> None:
    """Add the statements of one table to ``made``, or what is wrong with its cells.

    Args:
        sheet: a table that has every column the rules read.
        rules: what to make of each row.
        max_chars: characters that one cell may hold.
        made: what came of the tables before.
    """
    maker = _Maker(sheet, rules, max_chars, made)
    for row in sheet.rows:
        maker.make(row)
        if len(made.troubles) >= MOST_TROUBLES:
            return


def iri_safe(text: str) -> str:
    """Return a text as a template puts it in an IRI: percent-encoded, but for letters and such.

    RML-Core, "IRI encoding": what is not in ``iunreserved`` of RFC 3987, section 2.2, is encoded.

    >>> iri_safe("Zoë Krüger"), iri_safe("a/b> <c")
    ('Zoë%20Krüger', 'a%2Fb%3E%20%3Cc')
    """
    return _RESERVED.sub(lambda found: quote(found[0], safe=""), text)


class _Maker:
    """The rules for one table, with term maps by number, so that a row makes each term once."""

    def __init__(self, sheet: Sheet, rules: Sequence[Rule], max_chars: int, made: Made) -> None:
        self.sheet = sheet
        self.max_chars = max_chars
        self.made = made
        numbers: dict[TermMap, int] = {}
        for rule in rules:
            for term in rule.terms:
                numbers.setdefault(term, len(numbers))
        self.at = {name: at for at, name in enumerate(sheet.header)}
        self.terms = [(term, tuple(self.at[column] for column in term.columns)) for term in numbers]
        self.rules = [tuple(numbers[term] for term in rule.terms) for rule in rules]
        self.columns = [
            frozenset(at for number in rule for at in self.terms[number][1]) for rule in self.rules
        ]
        belongs = ox.NamedNode(SL_IN_DOSSIER)
        self.belonging = [
            numbered
            for rule, numbered in zip(rules, self.rules, strict=True)
            if rule.predicate.constant == belongs
        ]
        self.said = {
            at for rule in self.rules for number in rule[1:3] for at in self.terms[number][1]
        }
        self.read = sorted({at for columns in self.columns for at in columns})

    def make(self, row: Row) -> None:
        filled = {at for at in self.read if not is_empty(row.values[at])}
        if self.read and not filled:
            return
        terms, troubles = self._terms(row, filled)
        used: set[int] = set()
        for rule, columns in zip(self.rules, self.columns, strict=True):
            for quad in _quads([terms[number] for number in rule]):
                used |= columns
                self.made.quads[quad] = None
                assert not isinstance(quad.subject, ox.Triple)
                self.made.places.setdefault(quad.subject, (self.sheet, row.number))
        if not troubles:
            troubles = [self._lost(row, at, filled) for at in sorted(filled & self.said - used)]
            troubles += self._astray(row, terms, filled)
        self.made.troubles += sorted(dict.fromkeys(troubles), key=lambda each: each.column)

    def _terms(self, row: Row, filled: set[int]) -> tuple[list[_Term | None], list[Trouble]]:
        """Return the term of each term map, if this row makes one, and what is wrong."""
        found: list[_Term | None] = []
        troubles: list[Trouble] = []
        for term, columns in self.terms:
            made: _Term | None = term.constant
            if made is None and filled.issuperset(columns):
                texts: list[str] = []
                try:
                    for at in columns:
                        value = row.values[at]
                        assert value is not None
                        texts.append(_text(value, term, self.max_chars))
                    made = _term(term, texts)
                except BadCell as bad:
                    wrong = columns[min(len(texts), len(columns) - 1)]
                    troubles.append(self._trouble(row, wrong, str(bad)))
            found.append(made)
        return found, troubles

    def _lost(self, row: Row, at: int, filled: set[int]) -> Trouble:
        """Return the trouble of a cell of which nothing comes, with the empty cells to blame."""
        beside = {other for columns in self.columns if at in columns for other in columns}
        empty = [repr(self.sheet.header[other]) for other in sorted(beside - filled)]
        problem = f"is filled in, but nothing comes of it while {' and '.join(empty)} is empty"
        return self._trouble(row, at, f"{problem}; fill that in, or empty this cell")

    def _astray(
        self, row: Row, terms: Sequence[_Term | None], filled: set[int]
    ) -> Iterator[Trouble]:
        """Yield the troubles of facts that belong to a dossier, but the cell for it is empty."""
        for subject, _, value, *_ in self.belonging:
            fact = terms[subject]
            if fact is not None and terms[value] is None:
                empty = min(set(self.terms[value][1]) - filled)
                problem = f"is empty, so that {term_text(fact)} belongs to no dossier"
                yield self._trouble(row, empty, f"{problem}; fill it in")

    def _trouble(self, row: Row, at: int, problem: str) -> Trouble:
        sentence = f"{self.sheet.place(self.sheet.header[at])}: the cell {problem}"
        return Trouble(row.number, at + 1, sentence)


def _quads(terms: Sequence[_Term | None]) -> Iterator[ox.Quad]:
    """Yield the statements of subject, predicate, object and graphs, if all of them are there."""
    if None in terms:
        return
    subject, predicate, value, *graphs = terms
    assert isinstance(subject, ox.NamedNode | ox.BlankNode)
    assert isinstance(predicate, ox.NamedNode)
    assert value is not None
    for graph in graphs or [None]:
        if graph is None or graph == _DEFAULT_GRAPH:
            yield ox.Quad(subject, predicate, value)
        else:
            assert isinstance(graph, ox.NamedNode)
            yield ox.Quad(subject, predicate, value, graph)


def _text(value: Filled | Fault, term: TermMap, max_chars: int) -> str:
    """Return what a cell puts into a term."""
    if isinstance(value, str) and len(value) > max_chars:
        raise BadCell(f"holds {len(value)} characters; the limit is {max_chars}")
    text = lexical_form(value, term.datatype)
    if term.kind is Kind.LITERAL:
        return text
    if text != text.strip():
        raise BadCell(f"holds {text!r}, with spaces around it; remove them")
    if term.is_reference or term.kind is Kind.BLANK_NODE:
        return text
    if not text.strip("."):
        raise BadCell(f"holds {text!r}, which an IRI takes for a folder; write a name")
    return iri_safe(text)


def _term(term: TermMap, values: Sequence[str]) -> _Term:
    text = term.template.texts[0]
    for value, after in zip(values, term.template.texts[1:], strict=True):
        text += value + after
    if term.kind is Kind.LITERAL:
        if term.language is not None:
            return ox.Literal(text, language=term.language)
        if term.datatype is not None:
            return ox.Literal(text, datatype=ox.NamedNode(term.datatype))
        return ox.Literal(text)
    if term.kind is Kind.BLANK_NODE:
        return ox.BlankNode("r" + text.encode().hex())
    try:
        return ox.NamedNode(text)
    except ValueError as error:
        raise BadCell(f"holds {text!r}, which is no full IRI ({error}); correct it") from None


_DEFAULT_GRAPH: Final = ox.NamedNode("http://w3id.org/rml/defaultGraph")
