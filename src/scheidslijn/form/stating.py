"""Turns dossiers that have the form into triples, as a processor of JSON-LD does with the context.

A processor could do it, and the tests have two of them do it. But the embedded one works the
context out anew for every value that has a context of its own, and takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from scheidslijn.form.checking import Entry
from scheidslijn.form.terms import FACTS, LINK, FieldKind, FormField
from scheidslijn.form.tree import Path
from scheidslijn.form.values import NO_LANGUAGE
from scheidslijn.lines import LINE_IRI
from scheidslijn.namespaces import RDF_TYPE, XSD

__all__ = ["statements"]

_TYPE: Final = NamedNode(RDF_TYPE)
_LINK: Final = NamedNode(LINK)
_LINE: Final = NamedNode(LINE_IRI)
_DAY: Final = NamedNode(XSD + "date")
_named: Final = lru_cache(1 << 14)(NamedNode)  # there are only so many properties, roles and tasks


def statements(
    dossiers: list[Entry], line_of: Callable[[Path], int] | None = None
) -> Iterator[Quad]:
    """Yield what dossiers say.

    Args:
        dossiers: the dossiers, in which nothing is amiss.
        line_of: returns the line on which a part stands; with it each node has a statement more
            that says its line.
    """
    for dossier in dossiers:
        made: list[Quad] = []
        _state(dossier, made, line_of)
        yield from made


def _state(
    entry: Entry, made: list[Quad], line_of: Callable[[Path], int] | None
) -> NamedNode | BlankNode:
    """Say what stands in an entry and within it, and return its node."""
    node = BlankNode() if entry.term is None else _node(entry.term)
    made.append(Quad(node, _TYPE, _named(entry.kind.iri)))
    if line_of is not None:
        made.append(Quad(node, _LINE, Literal(str(line_of(entry.path)))))
    for field, value in entry.values:
        predicate = _named(field.iri)
        if isinstance(value, Entry):
            made.append(Quad(node, predicate, _state(value, made, line_of)))
        else:
            made.extend(Quad(node, predicate, each) for each in _terms(field, value))
    for member in entry.members:
        inner = _state(member, made, line_of)
        if member.kind.place == FACTS:
            made.append(Quad(inner, _LINK, node))
    return node


def _node(term: str) -> NamedNode | BlankNode:
    return BlankNode(term[2:]) if term.startswith("_:") else NamedNode(term)


def _terms(field: FormField, value: object) -> Iterator[NamedNode | BlankNode | Literal]:
    """Yield a value, or of a text with languages all of them."""
    if field.kind is FieldKind.TEXT:
        by_language = value if isinstance(value, dict) else {NO_LANGUAGE: value}
        for language, texts in by_language.items():
            tag = None if language == NO_LANGUAGE else language
            for text in texts if isinstance(texts, list) else [texts]:
                yield Literal(str(text), language=tag)
    elif field.kind is FieldKind.DAY:
        yield Literal(str(value), datatype=_DAY)
    elif isinstance(value, str):
        yield _named(value) if field.kind is FieldKind.NAME else _node(value)
    elif isinstance(value, bool | int):
        yield Literal(value)
