"""The lists: one page in each language for every kind of individual.

Norms and source passages are grouped by the document that they come from, articles by their law;
other individuals, where they are of several classes, by class.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from scheidslijn.model import LANGUAGES, Language, Named, Term, Text
from scheidslijn.namespaces import ID
from scheidslijn.pages.material import Material
from scheidslijn.pages.page import Crumb, File, Page
from scheidslijn.pages.words import kind_title, say
from scheidslijn.terms import local_name

__all__ = ["Entry", "Heap", "heaps", "lists"]

_OTHER: Final = "overig"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: a thing, what it means, and where it comes from."""

    thing: Named
    says: Text
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heap:
    """Entries under one heading, in smaller heaps by class where there are several.

    Attributes:
        id: its anchor, the same in both languages.
        title: the thing that it is called after, or None for what comes from nowhere.
        parts: its entries by class.
        link: whether the title is a thing with a page.
    """

    id: str
    title: Named | None
    parts: tuple[tuple[Named, tuple[Entry, ...]], ...]

    @property
    def number(self) -> int:
        """How many entries there are."""
        return sum(len(entries) for _, entries in self.parts)


def lists(site: Material) -> Iterator[File]:
    """Yield the list of every kind of individual, in each language."""
    for kind, iris in site.individuals.items():
        for language in LANGUAGES:
            found = heaps(kind, iris, language, site)
            title = kind_title(kind).in_language(language)
            page = Page(
                path=f"{language}/{kind}/",
                language=language,
                title=f"{title} \u2013 Scheidslijn",
                crumbs=(Crumb(say("home", language), f"{language}/"),),
                heading=title,
            )
            values = {
                "heaps": found,
                "number": len(iris),
                "several": any(len(e.codes) > 1 for h in found for _, es in h.parts for e in es),
                # what an article says of itself is no more than its name
                "plain": kind in ("bronpassage", "artikel"),
                "heading": kind_title(kind),
            }
            yield site.page("list.html", page, values)


def heaps(kind: str, iris: Iterable[Term], language: Language, site: Material) -> tuple[Heap, ...]:
    """Return individuals of a kind as heaps, those of no document last, each by their labels."""
    by_document: dict[Term, list[Term]] = defaultdict(list)
    for iri in iris:
        by_document[_document(kind, iri, site)].append(iri)
    return tuple(
        Heap(
            id=local_name(document) if document else _OTHER,
            title=site.book.book.named(document) if document else None,
            parts=_by_class(by_document[document], language, site),
        )
        for document in sorted(by_document, key=lambda each: (not each, each))
    )


def _document(kind: str, iri: Term, site: Material) -> Term:
    """Return the document that a norm or passage comes from first, the law of an article, or ""."""
    if kind == "artikel":
        return min(site.book.values(iri, "rechtsbron"), default="")
    if kind not in ("norm", "bronpassage"):
        return ""
    passages = [iri] if kind == "bronpassage" else site.book.values(iri, "vindplaats")
    found = [each for passage in passages for each in site.book.values(passage, "brondocument")]
    return min(found, default="")


def _by_class(
    iris: Iterable[Term], language: Language, site: Material
) -> tuple[tuple[Named, tuple[Entry, ...]], ...]:
    found: dict[Term, list[Entry]] = defaultdict(list)
    for iri in iris:
        found[_class_of(iri, site)].append(_entry(iri, site))

    def place(entry: Entry) -> tuple[list[tuple[int, str]], str]:
        return _natural(entry.thing.label.in_language(language)), entry.thing.iri

    return tuple(
        (site.book.book.named(each), tuple(sorted(found[each], key=place)))
        for each in sorted(found)
    )


def _natural(text: str) -> list[tuple[int, str]]:
    """Return what sorts numbers in a text by their value: paragraph 2 before paragraph 10."""
    parts = re.split(r"([0-9]+)", text.casefold())
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts]


def _class_of(iri: Term, site: Material) -> Term:
    """Return the class under which a thing is listed."""
    if site.book.is_norm(iri):
        return site.book.kinds(iri)[0].iri
    return min(each for each in site.book.types[iri] if not each.startswith(ID))


def _entry(iri: Term, site: Material) -> Entry:
    places = site.book.book.sources([iri])
    return Entry(
        thing=site.book.book.named(iri),
        says=site.book.book.definition(iri),
        codes=tuple(dict.fromkeys(local_name(each.document) for each in places)),
    )
