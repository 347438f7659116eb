"""What the page of the ontology tells of each word: what it means, what OWL says, who uses it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scheidslijn.model import Named, Term, Text
from scheidslijn.namespaces import DCTERMS, OWL, RDFS, SL
from scheidslijn.pages import address
from scheidslijn.pages.axioms import Axioms, Item, Piece
from scheidslijn.pages.material import Material
from scheidslijn.pages.modules import anchor
from scheidslijn.pages.ontology_words import KINDS, RELATIONS, WORDS
from scheidslijn.pages.usage import Usage
from scheidslijn.pages.words import kind_title
from scheidslijn.terms import local_name

__all__ = ["Branch", "Group", "Line", "Word", "groups", "tree"]


@dataclass(frozen=True, slots=True)
class Line:
    """What is said of a word under one heading."""

    name: Text
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the ontology.

    Attributes:
        id: its anchor: the end of its IRI.
        thing: its IRI and label.
        kind: what it is, such as a class.
        says: its definition.
        deprecated: whether it is no longer to be used.
        lines: what else is said of it.
    """

    id: str
    thing: Named
    kind: Text
    says: Text
    deprecated: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The words of one kind."""

    id: str
    title: Text
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A class with the classes below it."""

    thing: Named
    below: tuple[Branch, ...]


def groups(site: Material, axioms: Axioms, used: Usage) -> tuple[Group, ...]:
    """Return all words of the ontology by kind, in the order of the alphabet.

    Raises:
        RuleBookError: there are no words for an axiom.
    """
    book = site.book
    by_kind: defaultdict[str, list[Word]] = defaultdict(list)
    names: dict[str, Text] = {kind: name for kind, _, name, _ in KINDS}
    for iri in sorted(book.types, key=lambda each: (each.casefold(), each)):
        if not iri.startswith(SL):
            continue
        kind = next(each for each in names if not each or each in book.types[iri])
        lines = (*_said(iri, axioms), *_used(iri, site, axioms, used))
        by_kind[kind].append(
            Word(
                id=local_name(iri),
                thing=book.book.named(iri),
                kind=names[kind],
                says=book.book.definition(iri),
                deprecated="true" in book.rules.objects(iri, OWL + "deprecated"),
                lines=tuple(Line(WORDS[key], items) for key, items in lines if items),
            )
        )
    return tuple(
        Group(anchor, title, tuple(by_kind[kind]))
        for kind, anchor, _, title in KINDS
        if by_kind[kind]
    )


def _said(iri: Term, axioms: Axioms) -> Iterator[tuple[str, tuple[Item, ...]]]:
    """Yield what the ontology says of a word, by the key of the heading."""
    yield "replaced", tuple(axioms.values(iri, DCTERMS + "isReplacedBy"))
    yield "of kind", tuple(axioms.classes(iri))
    yield "characteristics", tuple(axioms.characteristics(iri))
    yield "above", tuple(axioms.above(iri))
    yield "below", tuple(axioms.below(iri))
    yield "equivalent", tuple(axioms.same(iri))
    yield "inverse", tuple(axioms.inverse(iri))
    yield "domain", tuple(axioms.domain(iri))
    yield "range", tuple(axioms.range(iri))
    yield "always", tuple(axioms.restrictions(iri))
    yield "properties", tuple(axioms.properties(iri))
    yield "values of", tuple(axioms.values_of(iri))
    yield "disjoint", tuple(axioms.disjoint(iri))
    yield "read from", tuple(axioms.values(iri, SL + "afgelezenVan"))
    yield "comprises", tuple(axioms.individuals(iri))


def _used(
    iri: Term, site: Material, axioms: Axioms, used: Usage
) -> Iterator[tuple[str, tuple[Item, ...]]]:
    """Yield who uses a word, by the key of the heading."""
    kinds: defaultdict[str, int] = defaultdict(int)
    for each in site.book.below(iri):
        for kind, number in used.members.get(each, {}).items():
            kinds[kind] += number
    yield "instances", _counted(kinds)
    yield "used", _counted(used.having.get(iri, {}))
    yield "shapes", tuple(axioms.listed(used.shapes.get(iri, ())))
    questions = {each.slug: each.question for each in site.questions}
    yield (
        "questions",
        tuple(
            (Piece(questions[slug], address.QUESTION + slug),)
            for slug in used.questions.get(iri, ())
        ),
    )
    yield (
        "related",
        tuple(
            (Piece(RELATIONS[each.relation]), axioms.piece(each.target))
            for each in used.alignments.get(iri, ())
        ),
    )
    yield (
        "defined",
        tuple(
            (Piece(title or Text(module, module), path=f"def/#{anchor(module)}"),)
            for module in site.book.rules.objects(iri, RDFS + "isDefinedBy")
            for title in (site.book.rules.text(module, DCTERMS + "title"),)
        ),
    )


def _counted(kinds: Mapping[str, int]) -> tuple[Item, ...]:
    """Return how many individuals there are of each kind, with the list of them."""
    return tuple(
        (Piece(_number(kinds[kind])), Piece(kind_title(kind), path=f"{kind}/"))
        for kind in sorted(kinds)
    )


def _number(number: int) -> Text:
    return Text(f"{number:,}".replace(",", "."), f"{number:,}")


def tree(site: Material) -> tuple[Branch, ...]:
    """Return the classes of the ontology, each below those that it is narrower than."""
    rules = site.book.rules
    classes = [each for each in site.book.types if _is_class(each, site)]
    roots = [
        each
        for each in classes
        if not any(_is_class(above, site) for above in rules.objects(each, RDFS + "subClassOf"))
    ]
    return tuple(_branch(each, site) for each in sorted(roots, key=str.casefold))


def _is_class(iri: Term, site: Material) -> bool:
    return iri.startswith(SL) and OWL + "Class" in site.book.types.get(iri, ())


def _branch(iri: Term, site: Material) -> Branch:
    below = site.book.rules.subjects(RDFS + "subClassOf", iri)
    found = sorted((each for each in below if _is_class(each, site)), key=str.casefold)
    return Branch(site.book.book.named(iri), tuple(_branch(each, site) for each in found))
