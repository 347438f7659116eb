"""What the sentences of the checks have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from scheidslijn.lint.book import Book, Fact
from scheidslijn.lint.report import Found
from scheidslijn.model import Language, Term, Text
from scheidslijn.namespaces import (
    BASE,
    DCTERMS,
    PREFIXES,
    RDF_TYPE,
    RDFS_LABEL,
    SH,
    SKOS,
    SL,
)
from scheidslijn.terms import local_name

__all__ = ["LANGUAGE_NAMES", "about", "field_name", "per_file", "quoted", "short"]

LANGUAGE_NAMES: Final[dict[Language, Text]] = {
    "nl": Text(nl="Nederlands", en="Dutch"),
    "en": Text(nl="Engels", en="English"),
}
_FIELDS: Final[dict[Term, Text]] = {
    RDFS_LABEL: Text(nl="naam", en="label"),
    SKOS + "definition": Text(nl="definitie", en="definition"),
    SKOS + "altLabel": Text(nl="andere naam", en="other label"),
    SL + "remedie": Text(nl="remedie", en="remedy"),
    SH + "message": Text(nl="melding", en="message"),
    DCTERMS + "title": Text(nl="titel", en="title"),
    DCTERMS + "description": Text(nl="beschrijving", en="description"),
}
_LONGEST: Final = 60


def field_name(predicate: Term) -> Text:
    """Return how a sentence calls a property that holds text.

    >>> field_name("http://www.w3.org/2000/01/rdf-schema#label").en
    'label'
    """
    name = short(predicate)
    return _FIELDS.get(predicate, Text(nl=name, en=name))


def short(iri: Term) -> str:
    """Return an IRI with its prefix where it has a known one.

    >>> short("http://www.w3.org/2002/07/owl#Class"), short("urn:x")
    ('owl:Class', 'urn:x')
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(BASE + "id/") or iri


def quoted(value: ox.Literal | str) -> str:
    """Return a text between quotes, cut off where it is long.

    >>> quoted("een  rol")
    '"een  rol"'
    """
    text = value if isinstance(value, str) else value.value
    return f'"{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"}"'


def about(fact: Fact, book: Book, message: Text, *, remedy: Text | None = None) -> Found:
    """Return a finding about one statement, placed at its subject."""
    owner = book.owner(fact.subject)
    return Found(owner, message, at=fact.subject, file=fact.file, remedy=remedy)


def per_file(term: Term, uses: Iterable[Fact], book: Book, message: Text) -> Iterator[Found]:
    """Yield one finding per file that uses a term, placed at the first use.

    Args:
        term: what is used and should not be.
        uses: the statements that use it.
        book: where they stand.
        message: what is wrong with it, without the full stop.
    """
    files: dict[int, list[Fact]] = {}
    for fact in uses:
        files.setdefault(fact.file, []).append(fact)
    for number, facts in files.items():
        first, times = facts[0], len(facts)
        user = _user(first, book)
        nl = f"{message.nl}; het wordt hier {times} keer gebruikt, het eerst bij {user.nl}."
        often = "once" if times == 1 else f"{times} times"
        en = f"{message.en}; it is used {often} here, first by {user.en}."
        yield Found(term, Text(nl, en), at=first.subject, file=number)


def _user(fact: Fact, book: Book) -> Text:
    owner = book.owner(fact.subject)
    if not owner.startswith("_:"):
        return book.label(owner)
    name = next((local_name(kind) for kind in book.nodes(owner, RDF_TYPE)), "")
    name = name or local_name(fact.predicate)
    return Text(nl=f"een naamloze {name}", en=f"a nameless {name}")
