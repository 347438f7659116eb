"""Checks of labels, definitions and other texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from scheidslijn.lint.book import Book, Fact
from scheidslijn.lint.report import Found, Level
from scheidslijn.lint.words import LANGUAGE_NAMES, about, field_name, quoted
from scheidslijn.model import LANGUAGES, Term, Text
from scheidslijn.namespaces import OWL, RDFS_LABEL, SH, SKOS, SL, XSD

__all__ = [
    "definition_full_stop",
    "definition_lowercase",
    "definition_whitespace",
    "duplicate_definition",
    "duplicate_label",
    "duplicate_synonym",
    "label_formatting",
    "label_whitespace",
    "missing_definition",
    "missing_label",
    "missing_language",
    "multiple_definitions",
    "multiple_labels",
    "text_whitespace",
]

_DEFINITION: Final = SKOS + "definition"
_SYNONYMS: Final = (SKOS + "altLabel", SKOS + "hiddenLabel")
_OUTER: Final = re.compile(r"\A\s|\s\Z|[^\S\n\r\t]{2}")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b\u200e\u200f\ufeff]")
_CODE: Final = frozenset(SH + name for name in ("select", "ask", "construct", "update", "pattern"))
_FIRST: Final = re.compile(r"\A[^\w\s]*[^\W_]")
_LAST: Final = re.compile(r"[.!?\u2026][^\w\s]*\Z")


def missing_label(book: Book) -> Iterator[Found]:
    """Find terms without any label (ROBOT: missing_label)."""
    message = Text(nl="De term heeft geen naam.", en="The term has no label.")
    yield from (Found(term, message) for term in book.terms if not book.texts(term, RDFS_LABEL))


def missing_definition(book: Book) -> Iterator[Found]:
    """Find terms without any definition (ROBOT: missing_definition)."""
    message = Text(nl="De term heeft geen definitie.", en="The term has no definition.")
    yield from (Found(term, message) for term in book.terms if not book.texts(term, _DEFINITION))


def missing_language(book: Book) -> Iterator[Found]:
    """Find texts that are there in one of the two languages only; ROBOT has no such check.

    A label or definition must have both; another text as soon as it has a language at all.
    """
    own = set(book.terms)
    for subject in book.by_subject:
        texts: dict[Term, list[Fact]] = {}
        for fact in book.by_subject[subject]:
            if isinstance(fact.value, ox.Literal):
                texts.setdefault(fact.predicate, []).append(fact)
        for predicate, facts in texts.items():
            tags = {_language(fact) for fact in facts}
            always = predicate in (RDFS_LABEL, _DEFINITION) and subject in own
            if not always and tags == {""}:
                continue
            name = field_name(predicate)
            for language in LANGUAGES:
                if language not in tags:
                    which = LANGUAGE_NAMES[language]
                    nl = f"Er is geen {name.nl} in het {which.nl}."
                    yield about(facts[0], book, Text(nl, f"There is no {name.en} in {which.en}."))


def multiple_labels(book: Book) -> Iterator[Found]:
    """Find terms with more than one label in a language (ROBOT: multiple_labels)."""
    return _multiple(book, RDFS_LABEL)


def multiple_definitions(book: Book) -> Iterator[Found]:
    """Find terms with more than one definition in a language (ROBOT: multiple_definitions)."""
    return _multiple(book, _DEFINITION)


def duplicate_label(book: Book) -> Iterator[Found]:
    """Find labels that two terms of one kind share (ROBOT: duplicate_label).

    A class and a property may well be called the same (a deadline, and how long it is). Where only
    one of the languages has the same word for both, that is a warning.
    """
    for term, other, texts in _shared(book, RDFS_LABEL, lambda term: _groups(book, term)):
        languages = {text.language for text in book.texts(term, RDFS_LABEL)}
        level = Level.WARNING if len(texts) < len(languages) else None
        yield Found(term, _is_also(Text("naam", "label"), texts, other), level=level)


def duplicate_definition(book: Book) -> Iterator[Found]:
    """Find definitions that two terms share (ROBOT: duplicate_definition)."""
    for term, other, texts in _shared(book, _DEFINITION, lambda _term: ("",)):
        yield Found(term, _is_also(Text("definitie", "definition"), texts, other))


def duplicate_synonym(book: Book) -> Iterator[Found]:
    """Find synonyms that repeat a label or a synonym of the same or of another term.

    ROBOT: duplicate_label_synonym, duplicate_exact_synonym and duplicate_scoped_synonym; our
    synonyms are ``skos:altLabel`` and ``skos:hiddenLabel``.
    """
    taken: dict[tuple[str, str], Fact] = {}
    names = [f for f in book.of(RDFS_LABEL) if isinstance(f.value, ox.Literal)]
    for fact in names:
        taken.setdefault(_key(fact), fact)
    for fact in book.of(*_SYNONYMS):
        if not isinstance(fact.value, ox.Literal):
            continue
        other = taken.setdefault(_key(fact), fact)
        if other is not fact:
            label, name = book.label(other.subject), quoted(fact.value)
            nl = f"Het synoniem {name} is al een naam van {label.nl}."
            yield about(fact, book, Text(nl, f"The synonym {name} already names {label.en}."))


def label_whitespace(book: Book) -> Iterator[Found]:
    """Find labels with blanks at an end or two in a row (ROBOT: label_whitespace)."""
    return _whitespace(book, book.of(RDFS_LABEL))


def definition_whitespace(book: Book) -> Iterator[Found]:
    """Find definitions with blanks at an end or two in a row (ROBOT: annotation_whitespace)."""
    return _whitespace(book, book.of(_DEFINITION))


def text_whitespace(book: Book) -> Iterator[Found]:
    """Find other texts with blanks at an end or two in a row (ROBOT: annotation_whitespace).

    Queries and patterns are code and keep theirs.
    """
    known = {RDFS_LABEL, _DEFINITION, *_CODE}
    return _whitespace(book, (fact for fact in book.facts if fact.predicate not in known))


def label_formatting(book: Book) -> Iterator[Found]:
    """Find line breaks, tabs and invisible marks in labels (ROBOT: label_formatting)."""
    for fact in book.of(RDFS_LABEL):
        mark = _CONTROL.search(fact.value.value) if isinstance(fact.value, ox.Literal) else None
        if mark is not None:
            code = f"U+{ord(mark[0]):04X}"
            nl = f"In de naam staat een regeleinde, tab of onzichtbaar teken ({code})."
            en = f"The label holds a line break, tab or invisible character ({code})."
            yield about(fact, book, Text(nl, en))


def definition_lowercase(book: Book) -> Iterator[Found]:
    """Find definitions that start in lower case (ROBOT: lowercase_definition)."""
    for fact in book.of(_DEFINITION):
        first = _FIRST.match(fact.value.value) if isinstance(fact.value, ox.Literal) else None
        if first is not None and first[0][-1].islower():
            text = quoted(fact.value)
            nl = f"De definitie {text} begint niet met een hoofdletter."
            yield about(
                fact, book, Text(nl, f"The definition {text} does not start in upper case.")
            )


def definition_full_stop(book: Book) -> Iterator[Found]:
    """Find definitions that do not end as a sentence does; ROBOT has no such check."""
    for fact in book.of(_DEFINITION):
        if isinstance(fact.value, ox.Literal) and not _LAST.search(fact.value.value.rstrip()):
            text = quoted(fact.value)
            nl = f"De definitie {text} eindigt niet met een punt."
            yield about(fact, book, Text(nl, f"The definition {text} has no full stop."))


def _multiple(book: Book, predicate: Term) -> Iterator[Found]:
    name = field_name(predicate)
    for term in book.terms:
        found: dict[str, list[ox.Literal]] = {}
        for text in book.texts(term, predicate):
            found.setdefault(text.language or "", []).append(text)
        for language in LANGUAGES:
            texts = sorted({text.value for text in found.get(language, ())})
            if len(texts) > 1:
                shown, which = ", ".join(map(quoted, texts)), LANGUAGE_NAMES[language]
                nl = f"Er is meer dan één {name.nl} in het {which.nl}: {shown}."
                yield Found(
                    term, Text(nl, f"There is more than one {name.en} in {which.en}: {shown}.")
                )


def _shared(
    book: Book, predicate: Term, groups: Callable[[Term], Iterable[str]]
) -> Iterator[tuple[Term, Term, list[ox.Literal]]]:
    """Yield each term that repeats texts of one before it, in sorted order, with that one."""
    first: dict[tuple[str, str, str], Term] = {}
    for term in book.terms:
        others: dict[Term, dict[ox.Literal, None]] = {}
        for text in book.texts(term, predicate):
            for group in groups(term):
                key = (group, text.language or "", text.value.strip().casefold())
                other = first.setdefault(key, term)
                if other != term:
                    others.setdefault(other, {})[text] = None
        for other, texts in sorted(others.items()):
            yield term, other, list(texts)


def _is_also(name: Text, texts: Iterable[ox.Literal], other: Term) -> Text:
    shown = ", ".join(map(quoted, texts))
    return Text(
        nl=f"De {name.nl} {shown} is ook die van {other}.",
        en=f"The {name.en} {shown} is also that of {other}.",
    )


def _groups(book: Book, term: Term) -> list[str]:
    """Return the kinds within which a label is to be unique: each class, or what kind of term."""
    if book.is_class(term):
        return ["class"]
    if book.is_property(term):
        return ["property"]
    own = [kind for kind in book.kinds(term) if kind.startswith(SL)]
    return sorted(own or (k for k in book.kinds(term) if k != OWL + "NamedIndividual"))


def _whitespace(book: Book, facts: Iterable[Fact]) -> Iterator[Found]:
    for fact in facts:
        if not isinstance(fact.value, ox.Literal) or not _OUTER.search(fact.value.value):
            continue
        if fact.value.language is None and fact.value.datatype.value != XSD + "string":
            continue
        name, text = field_name(fact.predicate), quoted(fact.value)
        nl = f"Er is witruimte te veel in de tekst bij {name.nl}: {text}."
        yield about(fact, book, Text(nl, f"There are superfluous blanks in the {name.en}: {text}."))


def _language(fact: Fact) -> str:
    return (fact.value.language or "") if isinstance(fact.value, ox.Literal) else ""


def _key(fact: Fact) -> tuple[str, str]:
    text = fact.value.value if isinstance(fact.value, ox.Literal) else ""
    return _language(fact), text.strip().casefold()
