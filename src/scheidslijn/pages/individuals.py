"""The pages of what the rule book holds: one in each language for every individual."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from scheidslijn.explanation import Card, Fact, Kind, NormNote, Value
from scheidslijn.explanation.reach import BY_NORM
from scheidslijn.model import LANGUAGES, Language, Named, Severity, Term, Text
from scheidslijn.namespaces import SH, SL
from scheidslijn.pages.material import Material
from scheidslijn.pages.page import Crumb, File, Page
from scheidslijn.pages.sections import sections
from scheidslijn.pages.words import kind_title, say
from scheidslijn.render.explain_words import HOW, KINDS
from scheidslijn.render.words import WORDS as RESULT_WORDS
from scheidslijn.render.words import plain
from scheidslijn.terms import local_name

__all__ = ["Group", "grouped", "individuals", "unique_names"]

# What comes first of what a norm says: who, to whom, what; all else follows by its IRI.
_FIRST: Final = tuple(
    SL + each
    for each in (
        "drager", "uitTeOefenenDoor", "jegens", "onverenigbareRol", "toegestaneRol", "betreftRol",
        "betreftTaak", "onderwerp", "betreftGegevens", "betreftBewerking", "betreftBestandssoort",
        "betreftBesluitsoort", "betreftBegrip", "definieert", "domein",
    )
)  # fmt: skip
# How a norm stands to others.
_RELATIONS: Final = frozenset(
    ("covers", "worked out by", SL + "uitzonderingOp", SL + "deelVan", SL + "gedektDoor")
)


@dataclass(frozen=True, slots=True)
class Group:
    """Norms that name a thing in the same way, by kind."""

    title: Text | None
    kinds: tuple[tuple[Named, tuple[NormNote, ...]], ...]

    @property
    def number(self) -> int:
        """How many norms there are."""
        return len({note.norm.iri for _, notes in self.kinds for note in notes})


def individuals(site: Material) -> Iterator[File]:
    """Yield the pages of all individuals.

    Raises:
        RuleBookError: an individual has an IRI that no page can have.
    """
    for kind, iris in site.individuals.items():
        names = {language: unique_names(iris, language, site) for language in LANGUAGES}
        for iri in iris:
            card = site.explainer.card(iri, site.book.labels[iri][0])
            for language in LANGUAGES:
                page = _page(card, kind, names[language][iri], language, site)
                yield site.page("individual.html", page, _values(card, language, site))


def unique_names(iris: Iterable[Term], language: Language, site: Material) -> dict[Term, str]:
    """Return what things are called, each otherwise: by its label, if need be with its name."""
    labels = {iri: plain(site.book.labels[iri][1].in_language(language)) for iri in iris}
    number = Counter(labels.values())
    return {
        iri: label if number[label] == 1 else f"{label} ({local_name(iri)})"
        for iri, label in labels.items()
    }


def _page(card: Card, kind: str, title: str, language: Language, site: Material) -> Page:
    path = f"{language}/{kind}/{local_name(card.thing.iri)}/"
    kinds = kind_title(kind).in_language(language)
    return Page(
        path=path,
        language=language,
        title=f"{title} \u2013 {kinds} \u2013 Scheidslijn",
        description=plain(card.says.in_language(language)),
        crumbs=(
            Crumb(say("home", language), f"{language}/"),
            Crumb(kinds, f"{language}/{kind}/"),
        ),
        heading=plain(card.thing.label.in_language(language)),
        iri=card.thing.iri,
        turtle=site.turtle(card.thing.iri),
    )


def _values(card: Card, language: Language, site: Material) -> dict[str, object]:
    facts, relations = _divided(card)
    empty = (*(() if facts else ("kenmerken",)), *(() if relations else ("verband",)))
    book = site.book
    return {
        "card": card,
        "kind": None if card.kind is Kind.TERM else KINDS[card.kind],  # then its class tells
        "classes": card.classes,
        "sections": sections(card, language, empty),
        "facts": facts,
        "relations": relations,
        "standing_says": _says(card.ground.standing, site),
        "severities": _severities(card, site),
        "conditions": [_Said(each, book.book.definition(each.iri)) for each in card.conditions],
        "unchecked": [_Said(each, book.book.definition(each.iri)) for each in card.unchecked],
        "norms": grouped(card),
        "own": book.note(card.thing.iri) if card.disputes else None,
        "how": HOW,
        "broken": card.kind in BY_NORM,
        "hashes": card.kind is Kind.PASSAGE,
        "passages": _passages(card, language, site),
    }


@dataclass(frozen=True, slots=True)
class _Said:
    """A thing with what it means."""

    thing: Named
    says: Text


def _says(thing: Named | None, site: Material) -> Text | None:
    return None if thing is None else site.book.book.definition(thing.iri)


def _divided(card: Card) -> tuple[list[Fact], list[Fact]]:
    """Return what a card says of its thing, and of how a norm stands to others."""
    if card.kind is not Kind.NORM:
        return list(card.facts), []
    place = {key: number for number, key in enumerate(_FIRST)}
    facts = [each for each in card.facts if each.key not in _RELATIONS]
    facts.sort(key=lambda each: place.get(each.key, len(place)))
    return facts, [each for each in card.facts if each.key in _RELATIONS]


def _severities(card: Card, site: Material) -> Fact | None:
    """Return how much a breach of a norm weighs, according to the shapes that check it."""
    shapes = site.book.shapes
    named = [
        severity
        for shape in card.checked_by
        for each in (shape.iri, *shapes.objects(shape.iri, SH + "property"))
        for severity in shapes.objects(each, SH + "severity")
    ]
    found = sorted({Severity.from_name(local_name(each)) for each in named}, reverse=True)
    if card.kind is not Kind.NORM or not found:
        return None
    words = [RESULT_WORDS[each.name.lower()] for each in found]
    return Fact("severity", Text("zwaarte", "severity"), tuple(Value(each) for each in words))


def grouped(card: Card) -> tuple[Group, ...]:
    """Return the norms of a card by how they name its thing, and then by kind."""
    by_relation: dict[str, dict[str, list[NormNote]]] = {}
    names: dict[str, Named] = {}
    for note in card.norms:
        for relation in note.relations:
            names[relation.iri] = relation
            kind = note.kinds[0]
            names[kind.iri] = kind
            kinds = by_relation.setdefault(relation.iri, {})
            kinds.setdefault(kind.iri, []).append(note)
    single = len(by_relation) == 1
    return tuple(
        Group(
            None if single else _relation_title(names[relation]),
            tuple((names[kind], tuple(kinds[kind])) for kind in sorted(kinds)),
        )
        for relation, kinds in sorted(by_relation.items())
    )


def _relation_title(relation: Named) -> Text:
    label = relation.label
    return Text(f"als \u2018{label.nl}\u2019", f"as \u2018{label.en}\u2019")


def _passages(card: Card, language: Language, site: Material) -> str:
    """Return where the passages of a source document are listed, or nothing."""
    iri = card.thing.iri
    if card.kind is not Kind.SOURCE or not site.book.rules.subjects(SL + "brondocument", iri):
        return ""
    return f"{language}/bronpassage/#{local_name(iri)}"
