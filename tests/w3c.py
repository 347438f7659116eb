"""Reads the test suite that W3C published with SHACL: data, shapes and the report they give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox

from published import find_published_data
from scheidslijn.model import Term
from scheidslijn.namespaces import SH
from scheidslijn.terms import term_text

__all__ = ["SUITE", "Case", "Row", "find_cases"]

SUITE: Final = "w3c-shacl-tests"

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_MF: Final = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_SHT: Final = "http://www.w3.org/ns/shacl-test#"
_TRUE: Final = '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
# proposed, and so in no manifest
_UNLISTED: Final = ("sparql/component/nodeValidator-001.ttl",)
_PATHS: Final = {
    SH + "inversePath": "^{}",
    SH + "zeroOrMorePath": "{}*",
    SH + "oneOrMorePath": "{}+",
    SH + "zeroOrOnePath": "{}?",
}


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """What the suite compares of a result, absent terms empty; blank nodes compare as one."""

    focus: Term
    path: Term
    value: Term
    component: Term

    @classmethod
    def of(cls, focus: Term, path: Term | None, value: Term | None, component: Term) -> Row:
        """Return what is compared of a result with these terms.

        >>> Row.of("_:b0", None, "_:b1", "https://example.org/c").value
        '_:'
        """
        terms = (focus, path or "", value or "", component)
        return cls(*("_:" if term.startswith("_:") else term for term in terms))


@dataclass(frozen=True, slots=True)
class Case:
    """One case; ``expected`` is None when the processor must refuse the shapes.

    Data and shapes that stand in one file are the same triples, blank nodes included.
    """

    name: str
    data: tuple[ox.Triple, ...] = field(repr=False)
    shapes: tuple[ox.Triple, ...] = field(repr=False)
    conforms: bool
    expected: tuple[Row, ...] | None = field(repr=False)

    @property
    def part(self) -> str:
        """The part of the suite that the case stands in: ``core`` or ``sparql``."""
        return self.name.partition("/")[0]


class _File:
    """A Turtle file of the suite, read once."""

    def __init__(self, path: Path) -> None:
        quads = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=path.as_uri())
        self.triples = tuple(quad.triple for quad in quads)
        self._objects: dict[tuple[Term, Term], list[Term]] = {}
        for triple in self.triples:
            subject, value = term_text(triple.subject), term_text(triple.object)
            self._objects.setdefault((subject, triple.predicate.value), []).append(value)

    def objects(self, subject: Term, predicate: Term) -> list[Term]:
        return self._objects.get((subject, predicate), [])

    def one(self, subject: Term, predicate: Term) -> Term:
        (value,) = self.objects(subject, predicate)
        return value

    def items(self, node: Term) -> Iterator[Term]:
        while node != _RDF + "nil":
            yield self.one(node, _RDF + "first")
            node = self.one(node, _RDF + "rest")

    def path(self, node: Term) -> Term:
        """Return a path as SPARQL writes it, with brackets only where they are needed."""
        if not node.startswith("_:"):
            return f"<{node}>"
        for predicate, form in _PATHS.items():
            for inner in map(self.path, self.objects(node, predicate)):
                return form.format(inner if inner[0] + inner[-1] in {"<>", "()"} else f"({inner})")
        alternatives = self.objects(node, SH + "alternativePath")
        steps = self.items(*alternatives or [node])
        return "(" + ("|" if alternatives else "/").join(map(self.path, steps)) + ")"

    def row(self, result: Term) -> Row:
        path, value = (
            next(iter(self.objects(result, SH + name)), None) for name in ("resultPath", "value")
        )
        return Row.of(
            self.one(result, SH + "focusNode"),
            self.path(path) if path is not None and path.startswith("_:") else path,
            value,
            self.one(result, SH + "sourceConstraintComponent"),
        )


def find_cases() -> list[Case]:
    """Return the cases that the manifests name, and the proposed one; none without the suite."""
    folder = find_published_data(SUITE)
    if folder is None:
        return []
    return [
        case for name in ("manifest.ttl", *_UNLISTED) for case in _cases(folder.resolve(), name)
    ]


def _cases(folder: Path, name: str) -> Iterator[Case]:
    """Yield the cases of this manifest, and of those that it includes."""
    path = folder / name
    file, this = _read(path), path.as_uri()
    for included in file.objects(this, _MF + "include"):
        yield from _cases(folder, _path(included).relative_to(folder).as_posix())
    for entries in file.objects(this, _MF + "entries"):
        for entry in file.items(entries):
            yield _case(folder, file, entry)


def _case(folder: Path, file: _File, entry: Term) -> Case:
    action, result = file.one(entry, _MF + "action"), file.one(entry, _MF + "result")
    refused = result == _SHT + "Failure"
    return Case(
        name=_path(entry).relative_to(folder).as_posix(),
        data=_read(_path(file.one(action, _SHT + "dataGraph"))).triples,
        shapes=_read(_path(file.one(action, _SHT + "shapesGraph"))).triples,
        conforms=not refused and file.one(result, SH + "conforms") == _TRUE,
        expected=None
        if refused
        else tuple(sorted(map(file.row, file.objects(result, SH + "result")))),
    )


def _path(iri: Term) -> Path:
    return Path(unquote(urlsplit(iri).path))


@cache
def _read(path: Path) -> _File:
    return _File(path)
