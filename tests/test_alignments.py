"""Alignments: about terms that exist, in relations that say how close the match is."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

from scheidslijn import resources
from scheidslijn.namespaces import BASE, OWL, RDF_TYPE, RDFS, SKOS

FILES: Final = sorted(resources.alignments_folder().glob("*.ttl"))
RELATIONS: Final = {
    *(OWL + name for name in ("equivalentClass", "equivalentProperty", "sameAs")),
    *(RDFS + name for name in ("subClassOf", "subPropertyOf")),
    *(SKOS + f"{name}Match" for name in ("exact", "close", "broad", "narrow", "related")),
}
KNOWN: Final = {
    str(quad.subject)
    for quad in resources.read_graph(resources.ontology_files())
    if quad.predicate.value == RDF_TYPE
}


def relations(path: Path) -> list[ox.Quad]:
    return [
        quad
        for quad in resources.read_graph([path])
        if isinstance(quad.subject, ox.NamedNode)
        and quad.subject.value.startswith(BASE)
        and not quad.subject.value.startswith(BASE + "alignment/")
        and quad.predicate.value != RDF_TYPE
    ]


def test_there_are_alignments_and_none_is_a_part_of_the_rule_book() -> None:
    assert len(FILES) >= 9
    assert not set(FILES) & set(resources.ontology_files())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_alignment_relates_known_terms_of_ours_to_terms_of_others(path: Path) -> None:
    found = relations(path)
    assert found
    for quad in found:
        assert quad.predicate.value in RELATIONS, quad
        assert str(quad.subject) in KNOWN, quad
        assert isinstance(quad.object, ox.NamedNode), quad
        assert not quad.object.value.startswith(BASE), quad


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_pair_of_terms_is_related_in_two_ways(path: Path) -> None:
    pairs = [(quad.subject, quad.object) for quad in relations(path)]
    assert len(pairs) == len(set(pairs))
