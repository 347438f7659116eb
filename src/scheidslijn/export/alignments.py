"""How our terms relate to those of an outside vocabulary, as its alignment file says."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Final

import pyoxigraph as ox

from scheidslijn.model import Term
from scheidslijn.namespaces import BASE, OWL, RDFS, SKOS
from scheidslijn.resources import alignments_folder, read_graph

__all__ = ["related"]

_RELATING: Final = frozenset((
    OWL + "equivalentClass", OWL + "equivalentProperty",
    RDFS + "subClassOf", RDFS + "subPropertyOf",
    SKOS + "exactMatch", SKOS + "closeMatch", SKOS + "broadMatch", SKOS + "narrowMatch",
    SKOS + "relatedMatch",
))  # fmt: skip


@cache
def related(name: str) -> dict[Term, list[tuple[Term, Term]]]:
    """Return what an alignment file relates each of our terms to.

    Args:
        name: the file in ``ontology/alignments``, without ``.ttl``.

    Returns:
        For each term of ours the relations and terms of theirs, sorted, all as IRIs.

    Raises:
        RuleBookError: the file cannot be read.
    """
    found: defaultdict[Term, list[tuple[Term, Term]]] = defaultdict(list)
    for subject, relation, value, _ in read_graph([alignments_folder() / f"{name}.ttl"]):
        named = isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode)
        if named and relation.value in _RELATING and subject.value.startswith(BASE):
            found[subject.value].append((relation.value, value.value))
    return {term: sorted(found[term]) for term in sorted(found)}
