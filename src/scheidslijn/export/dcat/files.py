"""The files of a dataset: their bytes, statements, names and days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.dcat.datasets import Dataset
from scheidslijn.namespaces import DCTERMS, OWL, RDF_TYPE
from scheidslijn.questions import read_question
from scheidslijn.resources import apart, queries_folder, read_graph

__all__ = ["File", "days_of", "files_of", "titles_of"]

_TYPE: Final = ox.NamedNode(RDF_TYPE)
_MODULE: Final = ox.NamedNode(OWL + "Ontology")
_CREATED: Final = ox.NamedNode(DCTERMS + "created")
_TITLE: Final = ox.NamedNode(DCTERMS + "title")


@dataclass(frozen=True, slots=True)
class File:
    """A published file.

    Attributes:
        name: its path within the folder of what is packaged.
        data: its bytes.
        quads: its statements, if it is RDF, with blank nodes of its own.
    """

    name: str
    data: bytes
    quads: tuple[ox.Quad, ...] = ()


def files_of(dataset: Dataset) -> tuple[File, ...]:
    """Return the packaged files of a dataset, by name.

    Raises:
        RuleBookError: a file cannot be read.
    """
    root = queries_folder().parent
    found = []
    for number, path in enumerate(sorted(root.glob(dataset.pattern))):
        name = path.relative_to(root).as_posix()
        if name.startswith("shapes/quality/"):  # checks the rule book itself; not packaged
            continue
        quads = apart(read_graph([path]), number) if dataset.space is not None else ()
        found.append(File(name, path.read_bytes(), tuple(quads)))
    return tuple(found)


def days_of(files: Iterable[File]) -> list[str]:
    """Return the days on which modules say that they were made, sorted."""
    return sorted({each.value for file in files for each in _said(file, _CREATED)})


def titles_of(file: File) -> list[ox.Literal]:
    """Return what a module calls itself, or what a question asks, in both languages."""
    if file.quads:
        return _said(file, _TITLE)
    asked = read_question(file.data.decode(), Path(file.name).stem).question
    return [ox.Literal(asked.nl, language="nl"), ox.Literal(asked.en, language="en")]


def _said(file: File, predicate: ox.NamedNode) -> list[ox.Literal]:
    """Return what the header of a module says."""
    headers = {q.subject for q in file.quads if q.predicate == _TYPE and q.object == _MODULE}
    found = [q.object for q in file.quads if q.predicate == predicate and q.subject in headers]
    return [each for each in found if isinstance(each, ox.Literal)]
