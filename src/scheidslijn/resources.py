"""Finds the packaged ontology, rule book, shapes and questions, and reads them.

In an installed package they lie in ``scheidslijn/data``; in a checkout, where nothing is
copied, at the root of the project.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from scheidslijn.errors import InputError, RuleBookError, ShapesError
from scheidslijn.inputs import Source, Syntax
from scheidslijn.model import RuleBookVersion, Statement
from scheidslijn.places import find_lines
from scheidslijn.rdfio import read_units

__all__ = [
    "apart",
    "located",
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


def read_graph(files: Iterable[Path]) -> tuple[ox.Quad, ...]:
    """Return the statements of Turtle files, read as one graph.

    Raises:
        RuleBookError: a file cannot be read; the message names file and line.
    """
    quads: dict[ox.Quad, None] = {}
    for number, path in enumerate(files):
        try:
            units = read_units(Source(str(path), path, Syntax.TURTLE))
        except InputError as error:
            raise RuleBookError(str(error)) from error
        for unit in units:
            quads.update(dict.fromkeys(apart(unit.quads, number)))
    return tuple(quads)


def located(error: ShapesError, files: Sequence[Path]) -> ShapesError:
    """Return an error about a shapes graph with the file and line that its node stands in.

    Args:
        error: what is wrong.
        files: the files that `read_graph` read as one graph, in the same order.
    """
    for number, path in enumerate(files):
        # blank nodes were numbered by their file
        own = re.sub(rf"^_:f{number}b", "_:b", error.node)
        if own.startswith("_:f"):
            continue
        line = find_lines(Source(str(path), path, Syntax.TURTLE), [own]).get(own)
        if line is not None:
            return error.at(str(path), line)
    return error


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


def apart(statements: Iterable[Statement], number: int) -> Iterator[ox.Quad]:
    """Keep blank nodes of different files apart: each file names its own b0, b1 and so on.

    Args:
        statements: what stands in one file.
        number: another number for every file.
    """

    def renamed(term: object) -> object:
        return ox.BlankNode(f"f{number}{term.value}") if isinstance(term, ox.BlankNode) else term

    for each in statements:
        yield ox.Quad(renamed(each.subject), each.predicate, renamed(each.object))  # type: ignore[arg-type]
