"""What every part of the site is made from: the rule book, its cards, and how a page is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from scheidslijn import resources
from scheidslijn.errors import RuleBookError
from scheidslijn.explanation import Explainer, Kind
from scheidslijn.explanation.book import Book
from scheidslijn.model import Language, Question, RuleBookVersion, SourcePlace, Term
from scheidslijn.namespaces import ID, OWL, SHAPE, SL
from scheidslijn.pages import address
from scheidslijn.pages.page import File, Page
from scheidslijn.pages.rendering import Here, Templates
from scheidslijn.questions import list_questions

__all__ = ["Material", "packaged"]

_FORM: Final = f"write the IRI as {ID}<kind>/<name>, in letters, digits, '.', '_' and '-'"


@dataclass(frozen=True)
class Material:
    """What the parts of a site are made from.

    Attributes:
        book: rule book and shapes, indexed.
        explainer: gives the card of anything in them.
        questions: the named questions.
        version: that of the package.
        rulebook: version and hash of the rule book.
        templates: writes pages.
        parts: the names of the parts that the site has.
        base_url: where the site will stand, ending in ``/``; None where that is not known.
        search_script: the script that searches, and its licence; None where there is none.
    """

    book: Book
    explainer: Explainer
    questions: tuple[Question, ...]
    version: str
    rulebook: RuleBookVersion
    templates: Templates
    parts: frozenset[str] = frozenset()
    base_url: str | None = None
    search_script: tuple[bytes, bytes] | None = None

    @cached_property
    def individuals(self) -> Mapping[str, tuple[Term, ...]]:
        """The individuals of the rule book by the kind in their IRI, both sorted.

        Raises:
            RuleBookError: an individual can have no page, by the form of its IRI.
        """
        found: dict[str, list[Term]] = defaultdict(list)
        for iri in self.book.labels:
            if iri.startswith(ID):
                kind = address.kind_of(iri)
                if kind is None:
                    raise RuleBookError(f"{iri} can have no page: {_FORM}")
                found[kind].append(iri)
        return {kind: tuple(sorted(found[kind])) for kind in sorted(found)}

    @cached_property
    def shapes(self) -> tuple[Term, ...]:
        """The shapes and property shapes that have an IRI, sorted."""
        return tuple(
            iri
            for iri, (kind, _) in self.book.labels.items()
            if kind is Kind.SHAPE and iri.startswith(SHAPE)
        )

    @cached_property
    def passages(self) -> Mapping[SourcePlace, Term]:
        """The passages of the sources by their place."""
        return {self.book.place(each): each for each in self.individuals.get("bronpassage", ())}

    @cached_property
    def _documents(self) -> Mapping[str, Term]:
        documents = self.individuals.get("brondocument", ())
        return {code: each for each in documents for code in self.book.values(each, "code")}

    def document(self, code: str) -> Term:
        """Return the source document with a code; the code itself where there is none."""
        return self._documents.get(code, code)

    @cached_property
    def _slugs(self) -> frozenset[str]:
        return frozenset(each.slug for each in self.questions)

    @cached_property
    def shape_set(self) -> frozenset[Term]:
        """The shapes that have an IRI."""
        return frozenset(self.shapes)

    def path(self, iri: Term, language: Language) -> str | None:
        """Return the page of a thing, or None where this site has no page for it."""
        if iri.startswith(ID):
            known = iri in self.book.labels
        elif iri.startswith(address.QUESTION):
            known = "questions" in self.parts and iri[len(address.QUESTION) :] in self._slugs
        elif iri.startswith(SL):
            known = "ontology" in self.parts and iri in self.book.labels
        else:
            known = "shapes" in self.parts and iri in self.shape_set
        return address.page_of(iri, language) if known else None

    def has_place(self, path: str, part: str) -> bool:
        """Return whether the site has what the menu can lead to.

        Args:
            path: such as ``norm/``, in each language.
            part: the part that makes it, or nothing for the list of a kind of individual.
        """
        return part in self.parts if part else path.strip("/") in self.individuals

    def turtle(self, iri: Term) -> str:
        """Return the path of the file with what is said of an individual, or nothing."""
        has_file = "files" in self.parts and iri.startswith(ID)
        return f"id/{iri[len(ID) :]}.ttl" if has_file else ""

    def page(self, template: str, page: Page, values: Mapping[str, object]) -> File:
        """Return a page as a file.

        Args:
            template: the name of a file among the templates.
            page: its head.
            values: what the template asks for, beside ``here``, ``page`` and ``site``.
        """
        here = Here(page.path, page.language, self)
        html = self.templates.html(template, {"here": here, "page": page, "site": self, **values})
        return File(address.file_of(page.path), html.encode())


def packaged(
    parts: frozenset[str],
    base_url: str | None = None,
    search_script: tuple[bytes, bytes] | None = None,
) -> Material:
    """Return what a site of the packaged rule book is made from.

    Args:
        parts: the names of the parts that the site will have.
        base_url: where it will stand, ending in ``/``.
        search_script: the script that searches, and its licence.

    Raises:
        RuleBookError: the rule book cannot be read.
        UsageError: what writes pages is not installed.
    """
    templates = Templates()
    files = resources.shapes_files()
    rulebook, version = resources.read_rulebook(shapes=files)
    # as a tuple it is indexed at once, which is quicker for who asks for all of it
    statements, shapes = tuple(rulebook.without(OWL + "imports")), resources.read_graph(files)
    return Material(
        book=Book(statements, shapes, version),
        explainer=Explainer(statements, shapes, version),
        questions=list_questions(resources.queries_folder()),
        version=resources.package_version(),
        rulebook=version,
        templates=templates,
        parts=parts,
        base_url=base_url,
        search_script=search_script,
    )
