"""The part of a site with data: what is said of each thing, and the files that were promised."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from scheidslijn.errors import UsageError
from scheidslijn.pages import datafiles
from scheidslijn.pages.datafiles import CATALOGUE, DESCRIPTION, WELL_KNOWN
from scheidslijn.pages.material import Material
from scheidslijn.pages.page import File
from scheidslijn.pages.rdffiles import turtle

__all__ = ["VERSION", "files"]

# What can be a folder and a part of an address; a digit first, or it could be another address.
VERSION: Final = re.compile(r"[0-9][A-Za-z0-9]*(?:[.-][A-Za-z0-9]+)*")
_Node = NamedNode | BlankNode | Triple


def files(material: Material) -> Iterator[File]:
    """Yield the statements about each individual, and ontology, shapes, schemas and catalogue.

    Raises:
        UsageError: the version of the package cannot be the name of a folder.
        RuleBookError: a packaged file cannot be read.
    """
    version = material.version
    if not VERSION.fullmatch(version):
        raise UsageError(
            f"version {version!r} cannot be a folder; only digits, letters, dots and hyphens can"
        )
    yield from _things(material)
    catalogue = datafiles.catalogue()
    for file in _standing(catalogue):
        yield file
        yield File(f"{version}/{file.path}", file.data)
        if file.path == DESCRIPTION:
            yield File(WELL_KNOWN, file.data)
    yield from datafiles.originals(catalogue, version)
    yield datafiles.version_info(material.rulebook)


def _standing(catalogue: bytes) -> Iterator[File]:
    """Yield what has an address that stays, beside that of its version."""
    yield from datafiles.ontology()
    yield datafiles.shapes()
    yield from datafiles.schemas()
    yield File(CATALOGUE, catalogue)
    yield File(DESCRIPTION, datafiles.description(catalogue))


def _things(material: Material) -> Iterator[File]:
    said: defaultdict[_Node, list[Quad]] = defaultdict(list)
    for each in material.book.statements:
        quad = Quad(each.subject, each.predicate, each.object)
        said[quad.subject].append(quad)
    for things in material.individuals.values():
        for iri in things:
            yield File(material.turtle(iri), turtle(_about(NamedNode(iri), said)))


def _about(thing: _Node, said: Mapping[_Node, Sequence[Quad]]) -> Iterable[Quad]:
    """Yield what is said of a thing, and of the blank nodes that this leads to."""
    seen, waiting = set[_Node](), [thing]
    while waiting:
        for quad in said.get(waiting.pop(), ()):
            yield quad
            value = quad.object
            if isinstance(value, BlankNode) and value not in seen:
                seen.add(value)
                waiting.append(value)
