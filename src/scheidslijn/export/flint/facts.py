"""The facts of FLINT frames: single ones, and what is built of them with and and or."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.flint.terms import FLINT, SOURCE
from scheidslijn.export.material import Book
from scheidslijn.namespaces import DCTERMS, RDF, RDF_TYPE, RDFS, RDFS_LABEL, SKOS, SL

__all__ = [
    "Construct",
    "describe_article",
    "describe_fact",
    "describe_passage",
    "describe_period",
    "plain",
    "says",
    "typed",
]

_FIRST: Final = ox.NamedNode(RDF + "first")
_REST: Final = ox.NamedNode(RDF + "rest")
_NIL: Final = ox.NamedNode(RDF + "nil")
_PERIOD: Final = ox.NamedNode(DCTERMS + "Period")


class Construct:
    """What fills a slot: one fact, or a complex fact of several.

    Of several values of one field of a norm one suffices; of several fields all must agree.

    Args:
        node: the IRI for a complex fact; its parts get IRIs that start with it.
        fields: the facts of each field that the norm has.
        kind: which facts fill this slot, as a local name of FLINT, or None for any.
    """

    def __init__(
        self, node: str, fields: Sequence[Sequence[ox.NamedNode]], kind: str | None = None
    ) -> None:
        self._node = node
        self._fields = [tuple(field) for field in fields if field]
        self._kind = kind

    @property
    def fact(self) -> ox.NamedNode | None:
        """The fact that fills the slot, or None if nothing does."""
        if not self._fields:
            return None
        if len(self._fields) == 1:
            return self._any(0)
        return ox.NamedNode(self._node)

    def quads(self) -> Iterator[ox.Quad]:
        """Say what is built; a fact of its own is said elsewhere."""
        for number, values in enumerate(self._fields):
            if len(values) > 1:
                yield from self._complex(self._any(number), "or", values)
        if len(self._fields) > 1:
            parts = [self._any(number) for number in range(len(self._fields))]
            yield from self._complex(ox.NamedNode(self._node), "and", parts)

    def _any(self, number: int) -> ox.NamedNode:
        values = self._fields[number]
        if len(values) == 1:
            return values[0]
        single = len(self._fields) == 1
        return ox.NamedNode(self._node if single else f"{self._node}-{number + 1}")

    def _complex(
        self, node: ox.NamedNode, function: str, operands: Sequence[ox.NamedNode]
    ) -> Iterator[ox.Quad]:
        for kind in ("Fact", "ComplexFact", *((self._kind,) if self._kind else ())):
            yield typed(node, FLINT + kind)
        yield says(node, FLINT + "hasFunction", ox.NamedNode(FLINT + function))
        cells = [ox.NamedNode(f"{node.value}-list-{n + 1}") for n in range(len(operands))]
        yield says(node, FLINT + "hasOperands", cells[0])
        for cell, operand, rest in zip(cells, operands, [*cells[1:], _NIL], strict=True):
            yield ox.Quad(cell, _FIRST, operand)
            yield ox.Quad(cell, _REST, rest)


def describe_fact(book: Book, node: ox.NamedNode, kinds: Iterable[str]) -> Iterator[ox.Quad]:
    """Say what a role, task or other thing of ours is, as a fact.

    Args:
        book: the rule book.
        node: the thing.
        kinds: which slots it fills: ``Agent``, ``Action``, ``Object``, or none of these.
    """
    for kind in ("Fact", *sorted(kinds)):
        yield typed(node, FLINT + kind)
    for predicate, called in ((RDFS_LABEL, RDFS_LABEL), (SKOS + "definition", RDFS + "comment")):
        for value in book.values(node, predicate):
            yield ox.Quad(node, ox.NamedNode(called), value)


def describe_passage(book: Book, passage: ox.NamedNode) -> Iterator[ox.Quad]:
    """Say where a passage stands: document, section and lines."""
    yield typed(passage, SOURCE + "TextFragment")
    document = next(iter(book.nodes(passage, SL + "brondocument")), None)
    lines = [*plain(book, passage, "eersteRegel"), *plain(book, passage, "laatsteRegel")]
    place = [
        *(plain(book, document, "code") if document is not None else ()),
        *plain(book, passage, "sectie"),
        *([f"regel {'-'.join(dict.fromkeys(lines))}"] if lines else []),
    ]
    cited = ox.Literal(", ".join(place))
    yield says(passage, DCTERMS + "bibliographicCitation", cited)
    if document is not None:
        yield says(passage, SOURCE + "isFragmentOf", document)


def describe_article(book: Book, article: ox.NamedNode) -> Iterator[ox.Quad]:
    """Say an article as an element of a source, with the reference to it."""
    yield typed(article, SOURCE + "Element")
    for name in book.values(article, RDFS_LABEL):
        yield ox.Quad(article, ox.NamedNode(RDFS_LABEL), name)
    for system in ("jci", "eli"):
        for reference in plain(book, article, system):
            yield says(article, DCTERMS + "identifier", ox.Literal(reference))
    for law in book.nodes(article, SL + "rechtsbron"):
        yield says(article, DCTERMS + "isPartOf", law)


def describe_period(book: Book, norm: ox.NamedNode, frame: ox.NamedNode) -> Iterator[ox.Quad]:
    """Say from and until when a norm holds, in the DCMI Period encoding.

    That names the last day of a period, and a norm the first day on which it no longer holds.
    """
    starts = plain(book, norm, "geldigVanaf")
    lapses = [date.fromisoformat(each) for each in plain(book, norm, "vervaltOp")]
    ends = [(day - timedelta(days=1)).isoformat() for day in lapses]
    if starts or ends:
        parts = [*(f"start={each};" for each in starts), *(f"end={each};" for each in ends)]
        period = ox.Literal(" ".join([*parts, "scheme=W3C-DTF;"]), datatype=_PERIOD)
        yield says(frame, DCTERMS + "valid", period)


def typed(node: ox.NamedNode, kind: str) -> ox.Quad:
    """Return that a node has this class."""
    return ox.Quad(node, ox.NamedNode(RDF_TYPE), ox.NamedNode(kind))


def says(node: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    """Return that a node has this value."""
    return ox.Quad(node, ox.NamedNode(predicate), value)


def plain(book: Book, subject: ox.NamedNode, name: str) -> list[str]:
    """Return the literals that a subject has of a property of ours, as they are written."""
    found = book.values(subject, SL + name)
    return [each.value for each in found if isinstance(each, ox.Literal)]
