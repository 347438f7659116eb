"""What can be published, with what must have nothing to say on it first."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import IO, Final

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from scheidslijn import resources
from scheidslijn.dossiers import read_units
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
from scheidslijn.model import Language, Term
from scheidslijn.namespaces import OWL, RDF, RDF_TYPE, RDFS, SL, SL_DOSSIER
from scheidslijn.publishing.checks import dossiers_check, rulebook_check
from scheidslijn.publishing.types import Check
from scheidslijn.rulebook import Index
from scheidslijn.terms import local_name

__all__ = ["Material", "from_files", "from_profile", "packaged_rulebook"]

_TYPE: Final = NamedNode(RDF_TYPE)
_ADVICE: Final = "say --profile rdf or another profile, which keeps texts and health data back"
# from a property by its domain to a class, also through a union
_TO_CLASS: Final = (RDFS + "domain", OWL + "unionOf", RDF + "first", RDF + "rest")


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
    """Return the statements of RDF files, which must not tell of a case.

    Who goes through the statements gets the errors.

    Args:
        sources: the files; their blank nodes are kept apart.

    Raises:
        UsageError: a file holds a dossier or a part of one, which only leaves through a profile.
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
                _refuse_case(quad, source.name)
                yield quad


def _refuse_case(quad: Quad, source: str) -> None:
    """Refuse a statement that tells of a case.

    Raises:
        UsageError: it does.
    """
    term = quad.object if quad.predicate == _TYPE else quad.predicate
    if isinstance(term, NamedNode) and term.value in _case_terms():
        name = local_name(term.value)
        told = "holds a dossier" if term.value == SL_DOSSIER else f"tells of a case (sl:{name})"
        raise UsageError(f"{source} {told}; {_ADVICE}")


@cache
def _case_terms() -> frozenset[Term]:
    """Return the classes and properties with which only a case is told of.

    Ontology and rule book have no individuals of these classes, nor of classes below them, and
    what has such a property is in one of them by its domain.
    """
    book = Index(resources.read_rulebook()[0])
    filled = _reached({kind for _, kind in book.instances("")}, (RDFS + "subClassOf",), book)
    empty = set(book.subjects(RDF_TYPE, OWL + "Class")) - filled
    classes = {each for each in empty if each.startswith(SL)}
    found = set(classes)
    for kind in ("ObjectProperty", "DatatypeProperty"):
        for each in book.subjects(RDF_TYPE, OWL + kind):
            domains = {term for term in _reached({each}, _TO_CLASS, book) if term.startswith(SL)}
            domains.discard(each)
            if domains and domains <= classes:
                found.add(each)
    return frozenset(found)


def _reached(starts: set[Term], predicates: Sequence[str], book: Index) -> set[Term]:
    """Return terms with all that they lead to."""
    found, waiting = set(starts), list(starts)
    while waiting:
        term = waiting.pop()
        new = {each for p in predicates for each in book.objects(term, p)} - found
        found |= new
        waiting += new
    return found
