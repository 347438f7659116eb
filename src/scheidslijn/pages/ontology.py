"""The page of the ontology: one in each language, with an anchor for every word and module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from scheidslijn.model import LANGUAGES, Term, Text
from scheidslijn.namespaces import DCTERMS, OWL, SL
from scheidslijn.pages.axioms import Axioms
from scheidslijn.pages.material import Material
from scheidslijn.pages.modules import ALIGNMENTS, ONTOLOGY, RULEBOOK, modules, prefixes
from scheidslijn.pages.ontology_words import WORDS
from scheidslijn.pages.page import Crumb, File, Page
from scheidslijn.pages.rdffiles import SYNTAXES
from scheidslijn.pages.usage import usage
from scheidslijn.pages.vocabulary import groups, tree
from scheidslijn.pages.words import say

__all__ = ["Header", "ontology"]

_IRI: Final = SL.removesuffix("#")
_SYNTAXES: Final = {"ttl": "Turtle", "rdf": "RDF/XML", "nt": "N-Triples", "jsonld": "JSON-LD"}


@dataclass(frozen=True, slots=True)
class Header:
    """What the ontology says of itself; ``prior`` and ``creators`` are often empty.

    Attributes:
        version_iri: the address of this version.
        prior: the addresses of the version before it.
        licence: the address of its licence.
    """

    iri: Term
    says: Text
    version: str
    version_iri: Term
    prior: tuple[Term, ...]
    created: str
    creators: tuple[Term, ...]
    licence: Term


def ontology(site: Material) -> Iterator[File]:
    """Yield the page of the ontology in each language.

    Raises:
        RuleBookError: a file cannot be read, or there are no words for an axiom.
    """
    spaces = prefixes()
    found = groups(site, Axioms(site.book, spaces), usage(site))
    values = {
        "header": _header(site),
        "groups": found,
        "number": sum(len(group.words) for group in found),
        "tree": tree(site),
        "modules": modules(ONTOLOGY),
        "book_modules": modules(RULEBOOK),
        "alignments": modules(ALIGNMENTS),
        "spaces": spaces,
        "files": [(_SYNTAXES[each], f"def.{each}") for each in SYNTAXES],
        "words": WORDS,
    }
    for language in LANGUAGES:
        page = Page(
            path=f"{language}/def/",
            language=language,
            title=f"{WORDS['title'].in_language(language)} \u2013 Scheidslijn",
            description=WORDS["intro"].in_language(language),
            crumbs=(Crumb(say("home", language), f"{language}/"),),
            heading=WORDS["title"].in_language(language),
            iri=_IRI,
            turtle="def.ttl" if "files" in site.parts else "",
        )
        yield site.page("ontology.html", page, values)


def _header(site: Material) -> Header:
    rules = site.book.rules
    return Header(
        iri=_IRI,
        says=rules.text(_IRI, DCTERMS + "description") or Text("", ""),
        version=rules.first(_IRI, OWL + "versionInfo") or site.version,
        version_iri=rules.first(_IRI, OWL + "versionIRI") or _IRI,
        prior=tuple(rules.objects(_IRI, OWL + "priorVersion")),
        created=rules.first(_IRI, DCTERMS + "created") or "",
        creators=tuple(rules.objects(_IRI, DCTERMS + "creator")),
        licence=rules.first(_IRI, DCTERMS + "license") or "",
    )
