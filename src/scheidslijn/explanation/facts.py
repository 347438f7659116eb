"""What is said of a thing in general: its own properties, what points to it, and which norms do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from scheidslijn.explanation.book import Book
from scheidslijn.explanation.types import Fact, NormNote, Value
from scheidslijn.explanation.words import WORDS
from scheidslijn.model import Term, Text
from scheidslijn.namespaces import OWL, SL

__all__ = [
    "Pointing",
    "fact",
    "norm_notes",
    "other_facts",
    "own_facts",
    "pointing",
    "said_by",
    "things",
]

# A card has places of their own for these.
_ELSEWHERE: Final = frozenset(
    SL + name
    for name in (
        "editie", "geldigVanaf", "getoetstDoor", "grondslag", "lezing", "nietToetsbaarOmdat",
        "remedie", "status", "strengerDan", "vervaltOp", "vindplaats", "voorwaarde", "wijktAfVan",
    )
)  # fmt: skip
# What points at a thing, by the property with which it does.
Pointing = Mapping[Term, list[Term]]


def own_facts(iri: Term, book: Book, without: Iterable[str] = ()) -> list[Fact]:
    """Return what the rule book says of a thing, property by property, with their labels.

    Args:
        iri: the thing.
        book: the rule book.
        without: local names of properties that are told in another way.
    """
    told = _ELSEWHERE | {SL + name for name in without}
    found = []
    for prop in book.properties:
        values = () if prop in told else book.read(iri, prop)
        if values:
            found.append(Fact(prop, book.book.label(prop), values))
    return found


def pointing(iri: Term, book: Book) -> Pointing:
    """Return what in the rule book points at a thing, by property."""
    found = {}
    for prop in book.properties:
        if OWL + "DatatypeProperty" not in book.types[prop]:
            subjects = book.rules.subjects(prop, iri)
            if subjects:
                found[prop] = subjects
    return found


def other_facts(at: Pointing, book: Book, without: Iterable[str] = ()) -> list[Fact]:
    """Return what points at a thing and is no norm, under the label of the property."""
    told = {SL + name for name in without}
    found = []
    for prop, subjects in at.items():
        others = [each for each in subjects if each in book.types and not book.is_norm(each)]
        if others and prop not in told:
            label = book.book.label(prop)
            words = WORDS["named as"]
            name = Text(words.nl.format(label.nl), words.en.format(label.en))
            found.append(Fact(f"^{prop}", name, things(others, book)))
    return found


def norm_notes(
    at: Pointing, book: Book, only: Callable[[Term], bool] = lambda _: True
) -> tuple[NormNote, ...]:
    """Return the norms that point at a thing in short, sorted by IRI, with how they do."""
    relations: dict[Term, list[Term]] = {}
    for prop, subjects in at.items():
        for norm in subjects:
            if book.is_norm(norm) and only(norm):
                relations.setdefault(norm, []).append(prop)
    return tuple(book.note(norm, relations[norm]) for norm in sorted(relations))


def things(terms: Iterable[Term], book: Book) -> tuple[Value, ...]:
    """Return terms as values, sorted by IRI."""
    return tuple(Value(each.label, each.iri) for each in book.named(terms))


def said_by(found: Mapping[Term, Iterable[Term]], book: Book) -> tuple[Value, ...]:
    """Return terms as values, each with the norms that say so."""
    return tuple(
        Value(each.label, each.iri, book.named(found[each.iri])) for each in book.named(found)
    )


def fact(key: str, values: Iterable[Value]) -> list[Fact]:
    """Return a fact under a heading of our own, or nothing where there is nothing to tell."""
    listed = tuple(values)
    return [Fact(key, WORDS[key], listed)] if listed else []
