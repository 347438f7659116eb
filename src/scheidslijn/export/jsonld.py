"""Writes JSON-LD 1.1 that people and programs can read without knowing RDF.

Dossiers take the form of `scheidslijn.form`, each with its context. The rule book is one document:
its context names every property by its short name, texts stand by language, and what only one
subject refers to (a condition, a passage, a restriction) stands inside that subject.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import pyoxigraph as ox

from scheidslijn.errors import InputError
from scheidslijn.export.cases import apart
from scheidslijn.export.material import Book, Case, Node, Value
from scheidslijn.export.profile import Unholdable
from scheidslijn.export.writing import Measured
from scheidslijn.form import documents, linked
from scheidslijn.model import Text
from scheidslijn.namespaces import ID, OWL, PREFIXES, RDF_TYPE, SL, XSD

__all__ = ["write_book", "write_cases"]

_TYPE: Final = ox.NamedNode(RDF_TYPE)
_TEXTS: Final = (
    "rdfs:label",
    "skos:definition",
    "dcterms:description",
    "dcterms:title",
    "sl:remedie",
)
_INSIDE: Final = ("Voorwaarde", "Bronpassage")
_STRING: Final = XSD + "string"


def write_cases(cases: Iterable[Case], sink: Measured) -> Iterator[ox.Quad | Unholdable]:
    """Write dossiers as one array of documents as they come, and yield their statements.

    What the form cannot hold, JSON-LD can: such a dossier stands in the array as expanded JSON-LD,
    and an `Unholdable` says why.
    """
    before = b"["
    for number, case in enumerate(cases):
        # the array is one document, in which the same label is one node
        quads = list(apart(case.quads, number, ox.DefaultGraph()))
        try:
            objects: list[object] = [linked(document) for document in documents(quads)]
        except InputError as error:
            yield Unholdable(error.source, "", "", _expanded(error))
            objects = json.loads(ox.serialize(quads, format=ox.RdfFormat.JSON_LD) or b"[]")
        for each in objects:
            sink.write(before + b"\n" + _text(each))
            before = b","
        yield from quads
    sink.write(b"\n]\n" if before == b"," else b"[]\n")


def _expanded(error: InputError) -> Text:
    problem = error.problem.rstrip(".")
    return Text(
        nl=f"staat er als uitgeschreven JSON-LD ({problem})",
        en=f"stands there as expanded JSON-LD ({problem})",
    )


def write_book(book: Book, sink: Measured) -> None:
    """Write a rule book as one document with its context."""
    frame = _Frame(book)
    sink.write(b'{"@context": ' + _text(frame.context) + b',\n"@graph": [')
    before = b"\n"
    for node in frame.roots():
        sink.write(before + _text(frame.tree(node)))
        before = b",\n"
    sink.write(b"\n]}\n")


def _text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


class _Frame:
    """The statements of a rule book as trees."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._known: dict[str, str] = {}
        self.context = self._made_context()
        uses = Counter(
            value
            for properties in book.subjects.values()
            for values in properties.values()
            for value in values
            if isinstance(value, ox.NamedNode | ox.BlankNode)
        )
        small = {node for name in _INSIDE for node in book.instances(SL + name)}
        self._inside = {
            node
            for node in book.subjects
            if uses[node] == 1 and (isinstance(node, ox.BlankNode) or node in small)
        }

    def _made_context(self) -> dict[str, object]:
        made: dict[str, object] = {"@version": 1.1, "id": "@id", "type": "@type"}
        made |= dict(sorted(PREFIXES.items()))
        for kind in sorted(filter(None, map(_kind, self._book.subjects))):
            made[kind] = f"{ID}{kind}/"
        for prop in self._book.instances(OWL + "ObjectProperty"):
            made[self._name(prop)] = {"@id": prop.value, "@type": "@id"}
        made |= {name: {"@id": name, "@container": "@language"} for name in _TEXTS}
        return made

    def _name(self, node: ox.NamedNode) -> str:
        """Return a name by a prefix of the context; else the IRI."""
        known = self._known.get(node.value)
        if known is None:
            known = self._known[node.value] = _compact(node.value)
        return known

    def roots(self) -> Iterator[Node]:
        """Yield what stands in no other node, sorted."""
        yield from sorted((n for n in self._book.subjects if n not in self._inside), key=str)

    def tree(self, node: Node) -> dict[str, object]:
        """Return a node with all that is said of it, and of what stands inside it."""
        made: dict[str, object] = {}
        if isinstance(node, ox.NamedNode):
            made["id"] = self._name(node)
        elif node not in self._inside:
            made["id"] = str(node)
        properties = self._book.subjects[node]
        for predicate in sorted(properties, key=lambda each: each.value):
            values = sorted(set(properties[predicate]), key=str)
            made[self._key(predicate)] = self._values(predicate, values)
        return made

    def _key(self, predicate: ox.NamedNode) -> str:
        return "type" if predicate == _TYPE else self._name(predicate)

    def _values(self, predicate: ox.NamedNode, values: list[Value]) -> object:
        name = self._name(predicate)
        if name in _TEXTS and _by_language(values):
            return _languages(values)
        found = [self._value(predicate, each) for each in values]
        return found[0] if len(found) == 1 else found

    def _value(self, predicate: ox.NamedNode, value: Value) -> object:
        if isinstance(value, ox.Literal):
            return _literal(value)
        assert not isinstance(value, ox.Triple)
        if value in self._inside:
            return self.tree(value)
        name = self._name(value) if isinstance(value, ox.NamedNode) else str(value)
        coerced = predicate == _TYPE or isinstance(self.context.get(self._name(predicate)), Mapping)
        return name if coerced else {"id": name}


def _kind(node: Node) -> str | None:
    """Return the part of an individual's IRI that says what it is."""
    if not isinstance(node, ox.NamedNode) or not node.value.startswith(ID):
        return None
    return node.value.removeprefix(ID).split("/")[0]


def _compact(iri: str) -> str:
    if iri.startswith(ID):
        kind, _, local = iri.removeprefix(ID).partition("/")
        return f"{kind}:{local}" if local and "/" not in local else iri
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local.isidentifier():
            return f"{prefix}:{local}"
    return iri


def _by_language(values: list[Value]) -> bool:
    literals = [each for each in values if isinstance(each, ox.Literal) and each.language]
    return len(literals) == len(values) == len({each.language for each in literals})


def _languages(values: list[Value]) -> dict[str, str]:
    found = {
        each.language: each.value
        for each in values
        if isinstance(each, ox.Literal) and each.language is not None
    }
    return dict(sorted(found.items()))


def _literal(value: ox.Literal) -> object:
    if value.language is not None:
        return {"@value": value.value, "@language": value.language}
    if value.datatype.value == _STRING:
        return {"@value": value.value}
    return {"@value": value.value, "@type": _compact(value.datatype.value)}
