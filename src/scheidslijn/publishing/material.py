"""What can be published, with what must have nothing to say on it first."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from scheidslijn import resources
from scheidslijn.errors import InputError, UsageError
from scheidslijn.export import (
    Exported,
    Format,
    export_dossiers,
    export_rulebook,
    get_profile,
    packaged_book,
)
from scheidslijn.inputs import Source
from scheidslijn.model import Language
from scheidslijn.namespaces import RDF_TYPE, SL_DOSSIER
from scheidslijn.publishing.checks import dossiers_check, rulebook_check
from scheidslijn.publishing.types import Check
from scheidslijn.rdfio import read_units

__all__ = ["Material", "from_files", "from_profile", "packaged_rulebook"]

_TYPE = NamedNode(RDF_TYPE)
_DOSSIER = NamedNode(SL_DOSSIER)


@dataclass(frozen=True, slots=True)
class Material:
    """Something to publish.

    Attributes:
        quads: its statements; they can be gone through once.
        checks: what must have nothing to say on them.
        exported: what a profile wrote and left out, or None where none was used.
    """

    quads: Iterable[Quad]
    checks: tuple[Check, ...] = ()
    exported: Exported | None = None


def packaged_rulebook(language: Language = "nl") -> Material:
    """Return ontology, rule book and the shapes that check dossiers; the linter checks them.

    Args:
        language: the language of what the linter finds.

    Raises:
        RuleBookError: a file cannot be read.
    """
    files = (*resources.ontology_files(), *resources.shapes_files())
    return Material(resources.read_graph(files), (rulebook_check(language),))


def from_profile(name: str, sources: Sequence[Source] = (), language: Language = "nl") -> Material:
    """Return the rule book, or dossiers, in an export profile.

    Dossiers pass the guard of every export, which keeps texts and health data back, and must be
    without violations themselves.

    Args:
        name: of the profile.
        sources: the dossiers; the rule book if there are none.
        language: the language of what is found.

    Raises:
        UsageError: there is no such profile, it has no place for this, or it gives rows.
        InputError: an input cannot be read, holds no dossier, or holds what may not leave.
    """
    profile, book = get_profile(name), packaged_book()
    file = tempfile.TemporaryFile()  # noqa: SIM115  # closed by who has read it, or below
    try:
        if sources:
            exported = export_dossiers(profile, book, sources, file, Format.N_QUADS)
        else:
            exported = export_rulebook(profile, book, file, Format.N_QUADS)
    except BaseException:
        file.close()
        raise
    check = dossiers_check(sources, language) if sources else rulebook_check(language)
    return Material(_written(file), (check,), exported)


def from_files(sources: Sequence[Source]) -> Material:
    """Return the statements of RDF files, which must not be about dossiers.

    Args:
        sources: the files; their blank nodes are kept apart.

    Raises:
        UsageError: a file holds a dossier, which only leaves through a profile.
        InputError: a file cannot be read.
    """
    return Material(_read(sources))


def _written(file: IO[bytes]) -> Iterator[Quad]:
    with file:
        file.seek(0)
        yield from parse(file, format=RdfFormat.N_QUADS)


def _read(sources: Sequence[Source]) -> Iterator[Quad]:
    for number, source in enumerate(sources):
        try:
            units = read_units(source)
        except InputError as error:
            # what is read elsewhere is a dossier
            problem = error.problem.replace("a dossier was expected", "RDF was expected")
            raise InputError(error.source, problem, error.line, error.column) from None
        for unit in units:
            for quad in resources.apart(unit.quads, number):
                if quad.predicate == _TYPE and quad.object == _DOSSIER:
                    raise UsageError(
                        f"{source.name} holds a dossier; say --profile rdf or another profile, "
                        "which keeps texts and health data back"
                    )
                yield quad
