"""Checks of terms that are no longer to be used, and of what replaces them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from scheidslijn.lint.book import Book, Fact
from scheidslijn.lint.report import Found
from scheidslijn.lint.words import about, per_file, quoted
from scheidslijn.model import Term, Text
from scheidslijn.namespaces import DCTERMS, OWL, RDFS, RDFS_LABEL, XSD

__all__ = [
    "deprecated_in_use",
    "deprecated_label",
    "deprecated_not_boolean",
    "deprecated_without_replacement",
    "obsolete_label_misused",
    "replaced_by_misused",
]

_DEPRECATED: Final = OWL + "deprecated"
_REPLACED: Final = DCTERMS + "isReplacedBy"
# What may still point to a deprecated term: what says that it is, or was, replaced.
_HISTORY: Final = frozenset({_REPLACED, DCTERMS + "replaces", RDFS + "seeAlso"})
_MARK: Final = re.compile(r"(vervallen|obsolete|deprecated)\b", re.IGNORECASE)


def deprecated_in_use(book: Book) -> Iterator[Found]:
    """Find deprecated terms that other terms still use, or that still have a superclass.

    ROBOT: deprecated_class_reference and deprecated_property_reference; here individuals too.
    """
    message = Text(nl="De term is vervallen", en="The term is deprecated")
    for term in _deprecated(book):
        uses = [*book.by_predicate.get(term, ()), *book.by_value.get(term, ())]
        kept = [
            f for f in uses if f.predicate not in _HISTORY and not book.is_deprecated(f.subject)
        ]
        yield from per_file(term, kept, book, message)


def deprecated_not_boolean(book: Book) -> Iterator[Found]:
    """Find marks that are no ``xsd:boolean`` (ROBOT: deprecated_boolean_datatype)."""
    for fact in book.of(_DEPRECATED):
        value = fact.value
        if isinstance(value, ox.Literal) and value.datatype.value == XSD + "boolean":
            continue
        shown = quoted(value)
        nl = f"De waarde {shown} van owl:deprecated is geen boolean."
        yield about(fact, book, Text(nl, f"The value {shown} of owl:deprecated is no boolean."))


def deprecated_without_replacement(book: Book) -> Iterator[Found]:
    """Find deprecated terms that do not say what replaces them; ROBOT has no such check."""
    message = Text(
        nl="De term is vervallen, maar zegt niet wat hem vervangt.",
        en="The term is deprecated, but does not say what replaces it.",
    )
    yield from (Found(t, message) for t in _deprecated(book) if not book.values(t, _REPLACED))


def deprecated_label(book: Book) -> Iterator[Found]:
    """Find deprecated terms whose label does not say so (ROBOT: missing_obsolete_label)."""
    for term in _deprecated(book):
        for text in book.texts(term, RDFS_LABEL):
            if not _MARK.match(text.value):
                shown = quoted(text)
                nl = f"De term is vervallen, maar de naam {shown} zegt dat niet."
                en = f"The term is deprecated, but the label {shown} does not say so."
                yield Found(term, Text(nl, en))


def obsolete_label_misused(book: Book) -> Iterator[Found]:
    """Find labels that say deprecated of a term that is not (ROBOT: misused_obsolete_label)."""
    for fact in book.of(RDFS_LABEL):
        if not isinstance(fact.value, ox.Literal) or book.is_deprecated(fact.subject):
            continue
        if _MARK.match(fact.value.value):
            shown = quoted(fact.value)
            nl = f"De naam {shown} zegt dat de term is vervallen, maar dat is hij niet."
            en = f"The label {shown} says that the term is deprecated, but it is not."
            yield about(fact, book, Text(nl, en))


def replaced_by_misused(book: Book) -> Iterator[Found]:
    """Find replacements of what is not deprecated, or by what is (ROBOT: misused_replaced_by)."""
    for fact in book.of(_REPLACED):
        message = _misuse(fact, book)
        if message is not None:
            yield about(fact, book, message)


def _misuse(fact: Fact, book: Book) -> Text | None:
    if not book.is_deprecated(fact.subject):
        return Text(
            nl="De term heeft een vervanger, maar is niet vervallen.",
            en="The term has a replacement, but is not deprecated.",
        )
    if isinstance(fact.value, ox.Literal):
        shown = quoted(fact.value)
        return Text(f"De vervanger {shown} is een tekst.", f"The replacement {shown} is a text.")
    label = book.label(fact.value)
    if fact.value == fact.subject or book.is_deprecated(fact.value):
        nl = f"De vervanger {label.nl} is zelf ook vervallen."
        return Text(nl, f"The replacement {label.en} is itself deprecated.")
    return None


def _deprecated(book: Book) -> list[Term]:
    return sorted({f.subject for f in book.of(_DEPRECATED) if book.is_deprecated(f.subject)})
