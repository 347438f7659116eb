"""Finds the packaged ontology, rule book, shapes and questions, and reads them.

In an installed package they lie in ``scheidslijn/data``; in a checkout, where nothing is
copied, at the root of the project. What reading the rule book gives is kept in the user's cache
folder, under a hash of its files and of what reads them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from scheidslijn.errors import InputError, RuleBookError, ShapesError
from scheidslijn.inputs import Source, Syntax
from scheidslijn.keeping import cache_folder, keep_file
from scheidslijn.model import RuleBookVersion, Statement
from scheidslijn.namespaces import OWL
from scheidslijn.rdfio import read_units
from scheidslijn.ruletext import RuleText, rule_text
from scheidslijn.store import survives
from scheidslijn.terms import quad_of

__all__ = [
    "alignments_folder",
    "apart",
    "located",
    "ontology_files",
    "package_version",
    "queries_folder",
    "read_graph",
    "read_rulebook",
    "rulebook_key",
    "rulebook_version",
    "shapes_files",
]

_PACKAGE: Final = Path(__file__).parent
_READERS: Final = ("dump", "inputs", "rdfio", "resources", "ruletext", "store")
_KEPT: Final = 3  # rule books on disk; one under development leaves one behind for every change


@cache
def _root() -> Path:
    for root in (_PACKAGE / "data", _PACKAGE.parent.parent):
        if (root / "ontology" / "scheidslijn.ttl").is_file():
            return root
    raise RuleBookError(f"no rule book found beside {_PACKAGE}; the installation is incomplete")


def ontology_files() -> tuple[Path, ...]:
    """Return the files of ontology and rule book, in a fixed order.

    How our terms relate to those of others is no part of the rule book, and is left out.
    """
    apart_from = alignments_folder()
    found = sorted((_root() / "ontology").rglob("*.ttl"))
    return tuple(path for path in found if path.parent != apart_from)


def shapes_files() -> tuple[Path, ...]:
    """Return the shapes that check dossiers, in a fixed order.

    The shapes in ``quality/`` check ontology and rule book, and are left out.
    """
    found = sorted((_root() / "shapes").glob("*/shapes.ttl"))
    return tuple(path for path in found if path.parent.name != "quality")


def alignments_folder() -> Path:
    """Return the folder that relates our terms to outside vocabularies, one file for each."""
    return _root() / "ontology" / "alignments"


def queries_folder() -> Path:
    """Return the folder of the named questions."""
    return _root() / "queries"


def read_graph(files: Iterable[Path], start: int = 0) -> tuple[ox.Quad, ...]:
    """Return the statements of Turtle files, read as one graph.

    Args:
        files: the files.
        start: how many files were read before, to be joined with these: so many names of blank
            nodes are taken.

    Raises:
        RuleBookError: a file cannot be read; the message names file and line.
    """
    return _read((Source(str(path), path, Syntax.TURTLE) for path in files), start)


def _read(sources: Iterable[Source], start: int = 0) -> tuple[ox.Quad, ...]:
    quads: dict[ox.Quad, None] = {}
    for number, source in enumerate(sources, start):
        try:
            units = read_units(source)
        except InputError as error:
            raise RuleBookError(str(error)) from error
        for unit in units:
            quads.update(dict.fromkeys(apart(unit.quads, number)))
    return tuple(quads)


def read_rulebook(
    own: Sequence[Path] = (), shapes: Iterable[Path] = ()
) -> tuple[RuleText, RuleBookVersion]:
    """Return ontology and rule book, and which version they are.

    Args:
        own: Turtle files with rules of the user, joined with the packaged ones.
        shapes: the files of the shapes graph, which are a part of the version.

    Raises:
        RuleBookError: a file cannot be read; the message names file and line.
    """
    files = _contents()
    digest = _digest(files)
    book = _packaged(files, _key(digest))
    if own:
        turtle = (Source(str(path), path, Syntax.TURTLE) for path in own)
        book = book.with_own(_read(turtle, len(files)))
    for path in (*own, *shapes):
        _add(digest, path, path.read_bytes())
    return book, RuleBookVersion(package_version(), digest.hexdigest())


def rulebook_key() -> str:
    """Return a name for what reading the packaged rule book gives: a hash of all it depends on."""
    return _key(_digest(_contents()))


def _contents() -> dict[Path, bytes]:
    try:
        return {path: path.read_bytes() for path in ontology_files()}
    except OSError as error:
        raise RuleBookError(f"the rule book cannot be read: {error}") from error


def _digest(files: dict[Path, bytes]) -> hashlib._Hash:
    digest = hashlib.sha256()
    for path, data in files.items():
        _add(digest, path, data)
    return digest


def _key(digest: hashlib._Hash) -> str:
    return hashlib.sha256(_reader() + digest.digest()).hexdigest()


def _packaged(files: dict[Path, bytes], key: str) -> RuleText:
    """Return the statements of these files, which have this key."""
    place = cache_folder("rulebooks") / f"{key}.nt"
    with suppress(OSError, ValueError):
        return _found(place)
    quads = _read(Source(str(path), None, Syntax.TURTLE, data) for path, data in files.items())
    plain: list[ox.Quad] = []
    others: list[ox.Quad] = []
    for quad in quads:
        (plain if _is_plain(quad) else others).append(quad)
    book = rule_text(plain, others)
    rest = "".join(f"{quad.triple} .\n" for quad in others).encode()
    check = hashlib.sha256(book.text + rest).hexdigest()
    keep_file(place, b"# %s %d\n" % (check.encode(), len(book.text)) + book.text + rest, _KEPT)
    return book


def _found(place: Path) -> RuleText:
    """Return a rule book that was kept.

    Raises:
        OSError: there is none.
        ValueError: it is not what was kept.
    """
    with place.open("rb") as file:
        _, check, length = file.readline().split()
        text, rest = file.read(int(length)), file.read()
    digest = hashlib.sha256(text)
    digest.update(rest)
    if digest.hexdigest().encode() != check:
        raise ValueError(f"{place} is damaged")
    return RuleText(text, ox.parse(rest, ox.RdfFormat.N_TRIPLES))


@cache
def _reader() -> bytes:
    """Return a hash of everything that reads a rule book."""
    digest = hashlib.sha256(ox.__version__.encode())
    for name in _READERS:
        digest.update((_PACKAGE / f"{name}.py").read_bytes())
    return digest.digest()


def _is_plain(quad: ox.Quad) -> bool:
    """Return whether a store holds and gives back a statement as it is.

    Imports are kept apart too: whoever has read every module leaves them out.
    """
    value = quad.object
    if quad.predicate.value == OWL + "imports":
        return False
    if isinstance(value, ox.Literal):
        return isinstance(quad.subject, ox.NamedNode) and survives(value)
    return isinstance(quad.subject, ox.NamedNode) and isinstance(value, ox.NamedNode)


def located(error: ShapesError, files: Sequence[Path]) -> ShapesError:
    """Return an error about a shapes graph with the file and line that its node stands in.

    Args:
        error: what is wrong.
        files: the files that `read_graph` read as one graph, in the same order.
    """
    # only an error needs this, and what it imports takes long to load
    from scheidslijn.places import find_lines

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
        _add(digest, path, path.read_bytes())
    return RuleBookVersion(package_version(), digest.hexdigest())


def _add(digest: hashlib._Hash, path: Path, data: bytes) -> None:
    digest.update(path.name.encode() + b"\0")
    digest.update(data)
    digest.update(b"\0")


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
        if isinstance(each.subject, ox.BlankNode) or isinstance(each.object, ox.BlankNode):
            yield ox.Quad(renamed(each.subject), each.predicate, renamed(each.object))  # type: ignore[arg-type]
        else:
            yield quad_of(each)
