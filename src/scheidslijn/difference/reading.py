"""Finds what a user means by OLD and NEW, and reads it: rules, shapes, questions, dossiers."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from scheidslijn import resources
from scheidslijn.difference.archives import is_tar_name, is_zip_name, read_tar, read_zip
from scheidslijn.difference.revision import read_revision
from scheidslijn.difference.types import Origin
from scheidslijn.errors import InputError, UsageError
from scheidslijn.inputs import EXTENSIONS, Source, Syntax
from scheidslijn.rdfio import FORMATS, read_units

__all__ = ["INSTALLED", "Case", "Material", "read_material"]

INSTALLED: Final = "installed"
_GIT: Final = "git:"
_PARTS: Final = ("ontology", "shapes", "queries", "examples")
_ROOTS: Final = ("", "scheidslijn/data/", "src/scheidslijn/data/", "data/")
_RDF: Final = {**{e: s for e, s in EXTENSIONS.items() if s in FORMATS}, ".owl": Syntax.RDF_XML}
_WAYS: Final = (
    "give a folder, a wheel, sdist or zip of a release, an RDF file, git:REVISION or installed."
)


@dataclass(frozen=True, slots=True)
class Case:
    """A dossier to judge; ``path`` is the same in every version."""

    path: str
    origin: Origin
    source: Source


@dataclass(frozen=True, slots=True)
class Material:
    """What one side of a comparison is made of.

    Attributes:
        name: as the user named it.
        rules: the statements of ontology and rule book.
        alignments: how its terms relate to those of others.
        shapes: the statements of the shapes that check dossiers; nothing if it has none.
        questions: the text of each named question, by its name.
        cases: its examples and the cases of its shapes.
    """

    name: str
    rules: tuple[ox.Quad, ...]
    alignments: tuple[ox.Quad, ...] = ()
    shapes: tuple[ox.Quad, ...] = ()
    questions: Mapping[str, str] | None = None
    cases: tuple[Case, ...] = ()


def read_material(given: str, folder: Path | None = None) -> Material:
    """Return the rule book or ontology that a user names.

    Args:
        given: a folder (a checkout, an unpacked release, or its folder ``ontology``), a wheel,
            sdist or zip of a release, an RDF file, ``git:`` with a revision, or ``installed``.
        folder: where the user stands; None for the current folder.

    Raises:
        UsageError: nothing is there, or git cannot help.
        InputError: it cannot be read, or holds no rule book; with file and line where known.
    """
    place = folder or Path.cwd()
    if given == INSTALLED:
        return _material(given, _folder_files(resources.queries_folder().parent))
    if given.startswith(_GIT):
        revision = given.removeprefix(_GIT)
        tar = read_revision(revision, _PARTS, place.resolve())
        return _material(given, read_tar(given, tar, lambda _path: True), ":")
    path = place / given
    if path.is_dir():
        return _of_folder(given, path)
    if not path.exists():
        raise UsageError(f"{given}: there is no such file or folder; {_WAYS}")
    return _of_file(given, path)


def _of_folder(given: str, path: Path) -> Material:
    for root in _ROOTS:
        if (path / root / "ontology").is_dir():
            return _material(given, _folder_files(path / root))
    files = _walk(path, "")
    return _material(given, {f"ontology/{name}": data for name, data in files}, "/", 9)


def _of_file(given: str, path: Path) -> Material:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(given, f"the file cannot be read: {error.strerror}.") from None
    if is_zip_name(path.name):
        return _material(given, _rooted(given, read_zip(given, data, _wanted)))
    if is_tar_name(path.name):
        return _material(given, _rooted(given, read_tar(given, data, _wanted)))
    syntax = _syntax(path.name)
    if syntax is None:
        raise InputError(given, f"the extension is not known; {_WAYS}")
    return Material(given, _statements([Source(given, path, syntax)]))


def _folder_files(root: Path) -> dict[str, bytes]:
    return {name: data for part in _PARTS for name, data in _walk(root / part, f"{part}/")}


def _walk(folder: Path, prefix: str) -> Iterator[tuple[str, bytes]]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if not name.startswith(".") and path.is_file():
                yield prefix + path.relative_to(folder).as_posix(), path.read_bytes()


def _wanted(path: str) -> bool:
    return any(part in path.split("/")[:-1] for part in _PARTS)


def _rooted(given: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files below the root of the project within an archive, by their path there."""
    tops = {
        path.split("ontology/", 1)[0]
        for path in files
        if ("/" + path).find("/ontology/") >= 0 and _syntax(path) is not None
    }
    if not tops:
        raise InputError(given, "the archive has no folder ontology with RDF in it.")
    root = min(tops, key=lambda top: (top.count("/"), top))
    below = {path.removeprefix(root): data for path, data in files.items() if path.startswith(root)}
    return {path: data for path, data in below.items() if path.split("/")[0] in _PARTS}


def _material(given: str, files: Mapping[str, bytes], joint: str = "/", cut: int = 0) -> Material:
    """Return what files by their path in a project are.

    Args:
        given: as the user named it.
        files: their bytes.
        joint: stands between that and the path in the name of a file.
        cut: how much of the path the user does not know.
    """
    sources = {
        path: Source(f"{given.rstrip('/')}{joint}{path[cut:]}", None, syntax, data)
        for path, data in sorted(files.items())
        if (syntax := _syntax(path)) is not None
    }
    rules = [p for p in sources if p.startswith("ontology/")]
    alignments = [p for p in rules if p.startswith("ontology/alignments/")]
    shapes = [
        p
        for p in sources
        if p.startswith("shapes/") and p.endswith("/shapes.ttl") and p.split("/")[1] != "quality"
    ]
    if len(rules) == len(alignments):
        raise InputError(given, f"there is no ontology in it; {_WAYS}")
    return Material(
        given,
        _statements(sources[p] for p in rules if p not in alignments),
        _statements(sources[p] for p in alignments),
        _statements(sources[p] for p in shapes),
        {
            Path(path).stem: data.decode(errors="replace")
            for path, data in sorted(files.items())
            if path.startswith("queries/") and path.endswith(".rq")
        },
        tuple(_cases(files)),
    )


def _statements(sources: Iterable[Source]) -> tuple[ox.Quad, ...]:
    quads: dict[ox.Quad, None] = {}
    for number, source in enumerate(sources):
        for unit in read_units(source):
            quads.update(dict.fromkeys(resources.apart(unit.quads, number)))
    return tuple(quads)


def _syntax(name: str) -> Syntax | None:
    return _RDF.get(os.path.splitext(name.lower().removesuffix(".gz"))[1])


def _cases(files: Mapping[str, bytes]) -> Iterator[Case]:
    for path, data in sorted(files.items()):
        parts = path.split("/")
        origin = Origin.EXAMPLE if parts[0] == "examples" else None
        if parts[0] == "shapes" and parts[1] != "quality" and parts[-1] != "shapes.ttl":
            origin = Origin.CASE
        bare, extension = os.path.splitext(path.lower())
        syntax = EXTENSIONS.get(extension)
        if extension in (".json", ".yaml", ".yml") and not bare.endswith(".dossier"):
            syntax = None
        if origin is not None and syntax is not None:
            yield Case(path, origin, Source(path, None, syntax, data))
