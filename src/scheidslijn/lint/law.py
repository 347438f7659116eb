"""Checks of what the norms rest on: articles, references to the law, passages, and each other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Final

import pyoxigraph as ox

from scheidslijn.jci import JciError, parse
from scheidslijn.lint.book import Book
from scheidslijn.lint.report import Found, Level
from scheidslijn.lint.words import about, quoted
from scheidslijn.model import Term, Text
from scheidslijn.namespaces import SL

__all__ = [
    "jci_invalid",
    "jci_other_law",
    "legal_basis",
    "norm_conflict",
    "passage_text",
    "passage_unchecked",
]

_ARTICLE: Final = SL + "Artikel"
_PASSAGE: Final = SL + "Bronpassage"
# What a norm says besides what it is about: for whom, where from, and how it relates to others.
_ASIDE: Final = frozenset(
    SL + name
    for name in (
        "bereik",
        "deelVan",
        "domein",
        "drager",
        "gedektDoor",
        "geldtVoor",
        "getoetstDoor",
        "grondslag",
        "lezing",
        "nietToetsbaarOmdat",
        "periode",
        "ruimerBereik",
        "status",
        "strengerDan",
        "uitzonderingOp",
        "vindplaats",
        "voorwaarde",
        "wijktAfVan",
    )
)
_OPERATION: Final = SL + "betreftBewerking"
_BROADER: Final = (SL + "brederRol", SL + "brederTaak", SL + "brederCategorie")
_LINKS: Final = frozenset({SL + "uitzonderingOp", SL + "wijktAfVan"})
_CONDITION: Final = SL + "voorwaarde"


def legal_basis(book: Book) -> Iterator[Found]:
    """Find norms that rest on something that is no article of the register."""
    articles = set(book.instances(_ARTICLE))
    for fact in book.of(SL + "grondslag"):
        if isinstance(fact.value, ox.Literal):
            shown, nl, en = quoted(fact.value), "is een tekst", "is a text"
        elif fact.value in articles:
            continue
        else:
            label = book.label(fact.value)
            shown = f"{label.nl} ({fact.value})"
            known = bool(book.kinds(fact.value))
            nl = "is geen artikel" if known else "staat niet in het register van artikelen"
            en = "is no article" if known else "is not in the register of articles"
        yield about(
            fact, book, Text(f"De grondslag {shown} {nl}.", f"The legal basis {shown} {en}.")
        )


def jci_invalid(book: Book) -> Iterator[Found]:
    """Find references that are no JCI 1.3."""
    for fact in book.of(SL + "jci"):
        text = fact.value if isinstance(fact.value, str) else fact.value.value
        try:
            parse(text)
        except JciError as error:
            shown, part = quoted(text), quoted(error.part)
            nl = f"De verwijzing {shown} is geen JCI 1.3: fout is {part}."
            en = f"The reference {shown} is no JCI 1.3: {part} is wrong, expected {error.expected}."
            yield about(fact, book, Text(nl, en))


def jci_other_law(book: Book) -> Iterator[Found]:
    """Find articles whose reference names another law than their ``sl:rechtsbron`` has."""
    for fact in book.of(SL + "jci"):
        try:
            bwb = parse(fact.value if isinstance(fact.value, str) else fact.value.value).bwb
        except JciError:
            continue  # jci_invalid says so
        for law in book.nodes(fact.subject, SL + "rechtsbron"):
            numbers = [text.value for text in book.texts(law, SL + "bwbId")]
            if numbers and bwb not in numbers:
                label, shown = book.label(law), ", ".join(sorted(numbers))
                nl = f"De verwijzing noemt {bwb}, maar {label.nl} heeft nummer {shown}."
                en = f"The reference names {bwb}, but {label.en} has number {shown}."
                yield about(fact, book, Text(nl, en))


def passage_text(book: Book) -> Iterator[Found]:
    """Find passages outside the text edition of their document, or with another SHA-256."""
    if book.editions is None:
        return
    for passage in book.instances(_PASSAGE):
        codes = _codes(book, passage)
        known = [code for code in codes if code in book.editions]
        message = _difference(book, passage, book.editions[known[0]]) if known else None
        if message is not None:
            yield Found(passage, message)
        elif codes and not known:
            code = ", ".join(codes)
            nl = f"Van {code} is er geen teksteditie in de map met bronnen."
            message = Text(nl, f"The folder of sources has no text edition of {code}.")
            yield Found(passage, message, level=Level.WARNING)


def passage_unchecked(book: Book) -> Iterator[Found]:
    """Say that passages were not compared with their text, for want of the text editions."""
    passages = book.instances(_PASSAGE) if book.editions is None else []
    if passages:
        nl = f"Van {len(passages)} bronpassages is de tekst niet vergeleken: de bronnen ontbreken."
        en = f"The text of {len(passages)} source passages was not compared: there are no sources."
        yield Found(_PASSAGE, Text(nl, en))


def norm_conflict(book: Book) -> Iterator[Found]:
    """Find permissions of what a prohibition forbids, where nothing says how the two relate.

    They share a domain, and bearer, object, operation and all else that the prohibition names are
    those of the permission, or lie above them. An exception, divergence or condition explains it.
    """
    permissions: dict[Term, list[Term]] = {}
    for norm in book.instances(SL + "Toestemming"):
        for bearer in book.nodes(norm, SL + "drager"):
            permissions.setdefault(bearer, []).append(norm)
    for norm in book.instances(SL + "Verbod"):
        bearers = {
            each
            for bearer in book.nodes(norm, SL + "drager")
            for each in book.below(bearer, _BROADER)
        }
        allowed = {p for bearer in bearers for p in permissions.get(bearer, ())}
        for permission in sorted(allowed):
            if _same_matter(book, norm, permission) and not _explained(book, norm, permission):
                label = book.label(norm)
                nl = f"De toestemming geeft vrij wat {label.nl} ({norm}) verbiedt."
                en = f"The permission allows what {label.en} ({norm}) forbids."
                yield Found(permission, Text(nl, en))


def _same_matter(book: Book, norm: Term, permission: Term) -> bool:
    """Return whether all that a prohibition names is, or lies above, what a permission names."""
    domains = [set(book.nodes(each, SL + "domein")) for each in (norm, permission)]
    matter: dict[Term, set[Term]] = {}
    for fact in book.by_subject[norm]:
        said = fact.predicate.startswith(SL) and fact.predicate not in _ASIDE
        if said and isinstance(fact.value, str):
            matter.setdefault(fact.predicate, set()).update(book.below(fact.value, _BROADER))
    return (
        bool(domains[0] & domains[1])
        and bool(matter.keys() - {_OPERATION})
        and all(below & set(book.nodes(permission, p)) for p, below in matter.items())
    )


def _explained(book: Book, norm: Term, permission: Term) -> bool:
    if book.values(norm, _CONDITION) or book.values(permission, _CONDITION):
        return True
    return any(
        fact.predicate in _LINKS and fact.value == other
        for one, other in ((norm, permission), (permission, norm))
        for fact in book.by_subject[one]
    )


def _codes(book: Book, passage: Term) -> list[str]:
    documents = book.nodes(passage, SL + "brondocument")
    return sorted(text.value for doc in documents for text in book.texts(doc, SL + "code"))


def _difference(book: Book, passage: Term, edition: Sequence[bytes]) -> Text | None:
    first, last = (_number(book, passage, name) for name in ("eersteRegel", "laatsteRegel"))
    if first is None or last is None:
        return None  # the quality shapes say so
    if not 1 <= first <= last <= len(edition):
        size = len(edition)
        nl = f"De regels {first} tot en met {last} liggen buiten de teksteditie van {size} regels."
        en = f"The lines {first} to {last} lie outside the text edition of {size} lines."
        return Text(nl, en)
    digest = hashlib.sha256(b"".join(edition[first - 1 : last])).hexdigest()
    if any(text.value != digest for text in book.texts(passage, SL + "sha256")):
        nl = f"De SHA-256 is niet die van de regels {first} tot en met {last}: die is {digest}."
        return Text(
            nl, f"The SHA-256 is not that of the lines {first} to {last}: that is {digest}."
        )
    return None


def _number(book: Book, passage: Term, name: str) -> int | None:
    texts = book.texts(passage, SL + name)
    value = texts[0].value if len(texts) == 1 else ""
    return int(value) if value.isascii() and value.isdigit() else None
