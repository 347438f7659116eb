"""A small rule book, and the site that is made from it."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from scheidslijn import resources
from scheidslijn.explanation import Explainer
from scheidslijn.explanation.book import Book
from scheidslijn.model import RuleBookVersion
from scheidslijn.namespaces import ID
from scheidslijn.pages.material import Material
from scheidslijn.pages.parts import PARTS
from scheidslijn.pages.rendering import Templates
from scheidslijn.questions import list_questions

__all__ = ["HEADER", "made", "material"]

VERSION: Final = RuleBookVersion("0.1.0", "0" * 64)
HEADER: Final = f"""
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sl: <https://w3id.org/scheidslijn/def#> .
@prefix id: <{ID}> .
"""


def material(
    turtle: str, parts: frozenset[str] = frozenset(), base_url: str | None = None
) -> Material:
    """Return what a site of the ontology and these individuals is made from."""
    ontology = [
        each
        for each in resources.read_rulebook()[0]
        if not str(getattr(each.subject, "value", "")).startswith(ID)
    ]
    own = list(ox.parse(HEADER + turtle, format=ox.RdfFormat.TURTLE))
    shapes = resources.read_graph(resources.shapes_files())
    statements = (*ontology, *own)
    return Material(
        book=Book(statements, shapes, VERSION),
        explainer=Explainer(statements, shapes, VERSION),
        questions=list_questions(resources.queries_folder()),
        version=VERSION.version,
        rulebook=VERSION,
        templates=Templates(),
        parts=parts,
        base_url=base_url,
        search_script=(b"// searches nothing\n", b"MIT\n"),
    )


def made(site: Material) -> dict[str, bytes]:
    """Return the files of the parts that a site has, by path."""
    own = [part for part in PARTS if not part.optional or part.name in site.parts]
    return {file.path: file.data for part in own for file in part.files(site)}
