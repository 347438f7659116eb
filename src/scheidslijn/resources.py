"""Finds the packaged ontology, rule book, shapes and questions, and reads them.

In an installed package they lie in ``scheidslijn/data``; in a checkout, where nothing is
copied, at the root of the project.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from scheidslijn.errors import InputError, RuleBookError
from scheidslijn.inputs import Source, Syntax
from scheidslijn.model import RuleBookVersion
from scheidslijn.rdfio import read_units

__all__ = [
    "apart",
    "ontology_files",
    "package_version",
    "queries_folder",
    "read_graph",
    "rulebook_version",
    "shapes_files",
]

_PACKAGE: Final = Path(__file__).parent


@cache
def _root() -> Path:
    for root in (_PACKAGE / "data", _PACKAGE.parent.parent):
        if (root / "ontology" / "scheidslijn.ttl").is_file():
            return root
    raise RuleBookError(f"no rule book found beside {_PACKAGE}; the installation is incomplete")


def ontology_files() -> tuple[Path, ...]:
    """Return the files of ontology and rule book, in a fixed order."""
    return tuple(sorted((_root() / "ontology").rglob("*.ttl")))


def shapes_files() -> tuple[Path, ...]:
    """Return the shapes that check dossiers, in a fixed order.

    The shapes in ``quality/`` check ontology and rule book, and are left out.
    """
    found = sorted((_root() / "shapes").glob("*/shapes.ttl"))
    return tuple(path for path in found if path.parent.name != "quality")


def queries_folder() -> Path:
    """Return the folder of the named questions."""
    return _root() / "queries"


def read_graph(files: Iterable[Path]) -> tuple[ox.Triple, ...]:
    """Return the triples of Turtle files, read as one graph.

    Raises:
        RuleBookError: a file cannot be read; the message names file and line.
    """
    triples: dict[ox.Triple, None] = {}
    for number, path in enumerate(files):
        try:
            units = read_units(Source(str(path), path, Syntax.TURTLE))
        except InputError as error:
            raise RuleBookError(str(error)) from error
        for unit in units:
            triples.update(dict.fromkeys(apart(unit.triples, number)))
    return tuple(triples)


def rulebook_version(files: Iterable[Path]) -> RuleBookVersion:
    """Return version and SHA-256 of the rule book that these files make up.

    The hash covers each file's name and bytes, so that it changes with every change of
    ontology, rule book or shapes, and with nothing else.
    """
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return RuleBookVersion(package_version(), digest.hexdigest())


@cache
def package_version() -> str:
    """Return the version of this package."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("scheidslijn")
    except PackageNotFoundError as error:
        raise RuleBookError("scheidslijn is not installed; run: pip install scheidslijn") from error


def apart(triples: Iterable[ox.Triple], number: int) -> Iterable[ox.Triple]:
    """Keep blank nodes of different files apart: each file names its own b0, b1 and so on.

    Args:
        triples: what stands in one file.
        number: another number for every file.
    """

    def renamed(term: object) -> object:
        return ox.BlankNode(f"f{number}{term.value}") if isinstance(term, ox.BlankNode) else term

    for triple in triples:
        yield ox.Triple(renamed(triple.subject), triple.predicate, renamed(triple.object))  # type: ignore[arg-type]
