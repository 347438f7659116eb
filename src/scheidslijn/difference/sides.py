"""Which rule book or ontology a side is, and whether two can be compared."""

from __future__ import annotations

import hashlib
from typing import Final

import pyoxigraph as ox

from scheidslijn.canonical import canonical_lines
from scheidslijn.difference.reading import Material
from scheidslijn.difference.types import Side
from scheidslijn.errors import InputError
from scheidslijn.model import Term
from scheidslijn.namespaces import BASE, OWL, RDF_TYPE, RDFS, SL
from scheidslijn.rulebook import Index, RuleBook
from scheidslijn.terms import local_name

__all__ = ["check_comparable", "is_ours", "norms_of", "side_of"]

_HEADER: Final = OWL + "Ontology"


def side_of(material: Material) -> Side:
    """Return which rule book or ontology this is.

    Raises:
        InputError: it has no header (``owl:Ontology``), or the header states no version.
    """
    book = RuleBook(material.rules, material.shapes)
    ontology = _main_header(material, book.terms)
    version = book.terms.first(ontology, OWL + "versionInfo")
    if version is None:
        address = book.terms.first(ontology, OWL + "versionIRI")
        version = None if address is None else local_name(address)
    if version is None:
        raise InputError(
            material.name,
            f"the header of <{ontology}> states no version; add owl:versionInfo or "
            "owl:versionIRI, so that it is known which two versions are compared.",
        )
    return Side(
        name=material.name,
        ontology=ontology,
        version=version,
        sha256=_sha256(material),
        norms=len(norms_of(material.rules)),
        shapes=len(book.active_shapes()),
        statements=len(material.rules),
    )


def check_comparable(old: Material, new: Material, old_side: Side, new_side: Side) -> None:
    """Check that two sides are versions of the same thing.

    Raises:
        InputError: they are different ontologies, or rule books without a norm in common.
    """
    if old_side.ontology != new_side.ontology:
        raise InputError(
            new_side.name,
            f"this is <{new_side.ontology}>, and {old_side.name} is <{old_side.ontology}>; only "
            "two versions of the same rule book or ontology can be compared.",
        )
    before, after = norms_of(old.rules), norms_of(new.rules)
    if before and after and not before & after:
        raise InputError(
            new_side.name,
            f"none of its {len(after)} norms is among the {len(before)} of {old_side.name}; the "
            "two have another base and cannot be compared.",
        )


def is_ours(side: Side) -> bool:
    """Return whether a side is a rule book of this project, so that dossiers can be judged."""
    return side.ontology.startswith(BASE)


def norms_of(rules: tuple[ox.Quad, ...]) -> frozenset[Term]:
    """Return the individuals of a class below ``sl:Norm``."""
    above = ox.NamedNode(RDFS + "subClassOf")
    kinds, size = {SL + "Norm"}, 0
    below = [(q.subject, q.object) for q in rules if q.predicate == above]
    while size != len(kinds):
        size = len(kinds)
        kinds |= {
            narrow.value
            for narrow, broad in below
            if isinstance(narrow, ox.NamedNode)
            and isinstance(broad, ox.NamedNode)
            and broad.value in kinds
        }
    a = ox.NamedNode(RDF_TYPE)
    return frozenset(
        q.subject.value
        for q in rules
        if q.predicate == a
        and isinstance(q.subject, ox.NamedNode)
        and isinstance(q.object, ox.NamedNode)
        and q.object.value in kinds
    )


def _main_header(material: Material, terms: Index) -> Term:
    """Return the ontology that no other imports and, of several, the one with the shortest IRI."""
    headers = [each for each in terms.subjects(RDF_TYPE, _HEADER) if not each.startswith("_:")]
    if not headers:
        raise InputError(
            material.name,
            "there is no owl:Ontology with an IRI in it, so base and version are not known; add "
            "a header.",
        )
    imported = set(terms.all_objects(OWL + "imports"))
    free = [each for each in headers if each not in imported] or headers
    return min(free, key=lambda each: (len(each), each))


def _sha256(material: Material) -> str:
    digest = hashlib.sha256()
    for graph in (material.rules, material.shapes):
        for line in canonical_lines(graph):
            digest.update(line)
    return digest.hexdigest()
