"""What is reasoned over: the packaged rule book, and beside it the files of the user."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from scheidslijn.dossiers import read_units
from scheidslijn.inputs import Source, Syntax
from scheidslijn.model import RuleBookVersion
from scheidslijn.namespaces import OWL, RDF, RDF_TYPE, RDFS
from scheidslijn.resources import apart, ontology_files, read_rulebook
from scheidslijn.rulebook import RuleBook

__all__ = ["Material", "Origin", "read_material"]

_META: Final = (OWL, RDF, RDFS)
_BETWEEN_THINGS: Final = (OWL + "sameAs", OWL + "differentFrom")


@dataclass(frozen=True, slots=True)
class Origin:
    """A file that was read, with the number that its blank nodes have in their labels."""

    source: Source
    number: int
    own: bool


@dataclass(frozen=True)
class Material:
    """What is reasoned over.

    Attributes:
        rules: the triples of the rule book, none when it is left out.
        own: the triples of the user.
        origins: where they are from, the files of the user first.
        version: which rule book it is, or None when it is left out.
    """

    rules: tuple[Triple, ...]
    own: tuple[Triple, ...]
    origins: tuple[Origin, ...]
    version: RuleBookVersion | None

    @property
    def triples(self) -> tuple[Triple, ...]:
        """All of it."""
        return (*self.rules, *self.own)

    @cached_property
    def terms(self) -> RuleBook:
        """What all of it says of its terms, such as their labels."""
        return RuleBook(self.triples, ())

    @cached_property
    def schema_terms(self) -> frozenset[str]:
        """The IRIs that are declared to be a class, a property or another part of a schema."""
        return frozenset(
            triple.subject.value
            for triple in self.triples
            if triple.predicate.value == RDF_TYPE
            and isinstance(triple.subject, NamedNode)
            and isinstance(triple.object, NamedNode)
            and triple.object.value.startswith(_META)
            and triple.object.value not in (OWL + "NamedIndividual", OWL + "Thing")
        )

    def nodes(self, triples: Iterable[Triple]) -> set[NamedNode | BlankNode]:
        """Return the nodes in some triples that stand for something, and not for a term."""
        return {
            node
            for triple in triples
            for node in _ends(triple)
            if isinstance(node, BlankNode) or node.value not in self.schema_terms
        }


def _ends(triple: Triple) -> Iterator[NamedNode | BlankNode]:
    """Yield the subject, and the object where the property does not say that it is a term."""
    if isinstance(triple.subject, NamedNode | BlankNode):
        yield triple.subject
    value, name = triple.object, triple.predicate.value
    says_term = name.startswith(_META) and name not in _BETWEEN_THINGS
    if not says_term and not isinstance(value, Literal | Triple):
        yield value


def read_material(
    sources: Sequence[Source],
    *,
    alone: bool = False,
    notify: Callable[[str], None] | None = None,
) -> Material:
    """Read the packaged rule book, and the files of the user beside it.

    Args:
        sources: the files of the user: ontologies, rules and dossiers.
        alone: whether to leave out the packaged rule book.
        notify: called with each notice, such as that hidden rows of a table were read.

    Raises:
        InputError: a file of the user cannot be read.
        RuleBookError: the packaged rule book cannot be read.
    """
    packaged: tuple[Path, ...] = () if alone else ontology_files()
    rules, version = ((), None) if alone else read_rulebook()
    own: dict[Triple, None] = {}
    origins = []
    # whatever the order in which they are given, a blank node has the same name
    for number, source in enumerate(sorted(sources, key=_place), len(packaged)):
        origins.append(Origin(source, number, own=True))
        for unit in read_units(source, notify=notify):
            own.update((quad.triple, None) for quad in apart(unit.quads, number))
    origins += [
        Origin(Source(_shown(path), path, Syntax.TURTLE), number, own=False)
        for number, path in enumerate(packaged)
    ]
    return Material(tuple(quad.triple for quad in rules), tuple(own), tuple(origins), version)


def _place(source: Source) -> str:
    return source.name


def _shown(path: Path) -> str:
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
