"""What a card says beyond what holds for everything: of a norm, role, task, article and so on.

Each part is a plain function from a thing and the book to the fields of the card that it fills;
`explainer` has the table of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from scheidslijn.explanation.book import Book
from scheidslijn.explanation.facts import (
    fact,
    norm_notes,
    other_facts,
    own_facts,
    pointing,
    said_by,
    things,
)
from scheidslijn.explanation.types import Card, Count, Dispute, Fact, Ground, How, Value
from scheidslijn.model import Term, Text
from scheidslijn.namespaces import SL

__all__ = ["article", "condition", "general", "law", "norm", "passage", "role", "source", "task"]


def general(card: Card, book: Book) -> Card:
    """Fill what holds for every thing: what it has, what points to it, which norms name it."""
    iri = card.thing.iri
    at = pointing(iri, book)
    facts = (*own_facts(iri, book), *other_facts(at, book))
    return replace(card, facts=facts, norms=norm_notes(at, book))


def norm(card: Card, book: Book) -> Card:
    """Fill the card of a norm: its ground, who disputes it, its exceptions and its check."""
    iri = card.thing.iri
    exceptions = book.rules.subjects(SL + "uitzonderingOp", iri)
    return replace(
        card,
        facts=(
            *own_facts(iri, book),
            *fact("worked out by", things(book.rules.subjects(SL + "deelVan", iri), book)),
            *fact("covers", things(book.rules.subjects(SL + "gedektDoor", iri), book)),
        ),
        ground=book.ground(iri),
        disputes=tuple(_disputes(iri, book)),
        readings=book.named(book.values(iri, "lezing")),
        conditions=book.named(book.values(iri, "voorwaarde")),
        exceptions=tuple(book.note(each) for each in exceptions),
        checked_by=book.named(book.values(iri, "getoetstDoor")),
        unchecked=book.named(book.values(iri, "nietToetsbaarOmdat")),
        remedy=book.book.remedy(iri),
    )


def _disputes(iri: Term, book: Book) -> Iterable[Dispute]:
    """Yield the norms that differ from this one: stricter, less strict, or merely other."""
    laxer = book.values(iri, "strengerDan")
    stricter = book.rules.subjects(SL + "strengerDan", iri)
    contrary = set(book.book.diverging([iri])) - {*laxer, *stricter}
    for how, norms in (
        (How.CONTRADICTS, sorted(contrary)),
        (How.STRICTER, stricter),
        (How.LESS_STRICT, laxer),
    ):
        yield from (Dispute(how, book.note(each)) for each in norms)


def condition(card: Card, book: Book) -> Card:
    """Fill the card of a condition: what it rests on, besides what holds for everything."""
    return replace(general(card, book), ground=book.ground(card.thing.iri))


def role(card: Card, book: Book) -> Card:
    """Fill the card of a role: its place among the roles, its powers, and its norms in numbers."""
    iri = card.thing.iri
    at = pointing(iri, book)
    above = book.broader(iri, "brederRol")
    reserved = [
        each for each in _borne(above, book) if SL + "VoorbehoudenBevoegdheid" in book.types[each]
    ]
    return replace(
        card,
        facts=(
            *own_facts(iri, book),
            *fact("narrower", things(at.get(SL + "brederRol", ()), book)),
            *_pairs("incompatible", "onverenigbareRol", "Onverenigbaarheid", above, book),
            *_pairs("discouraged with", "onverenigbareRol", "Ontrading", above, book),
            *_pairs("allowed with", "toegestaneRol", "Uitzondering", above, book),
            *fact("reserved", things(reserved, book)),
            *other_facts(at, book, without=("brederRol",)),
        ),
        norms=norm_notes(at, book),
        counts=tuple(_counts(iri, above, book)),
    )


def _borne(roles: Iterable[Term], book: Book) -> list[Term]:
    return sorted({norm for role in roles for norm in book.rules.subjects(SL + "drager", role)})


def _pairs(key: str, link: str, kind: str, above: frozenset[Term], book: Book) -> list[Fact]:
    """Return the other roles of pairs that a role, or one above it, is in."""
    found: defaultdict[Term, set[Term]] = defaultdict(set)
    for own in above:
        for each_norm in book.rules.subjects(SL + link, own):
            if SL + kind in book.types[each_norm]:
                for other in set(book.values(each_norm, link)) - {own}:
                    found[other].add(each_norm)
    return fact(key, said_by(found, book))


def _counts(iri: Term, above: frozenset[Term], book: Book) -> Iterable[Count]:
    """Yield how many norms of each kind a role bears, and how many it has from broader roles."""
    own = set(book.rules.subjects(SL + "drager", iri))
    inherited = set(_borne(above, book)) - own
    of_own = Counter(kind for each in own for kind in book.kinds(each))
    of_broader = Counter(kind for each in inherited for kind in book.kinds(each))
    for kind in sorted({*of_own, *of_broader}, key=lambda kind: kind.iri):
        yield Count(kind, of_own[kind], of_broader[kind])


def task(card: Card, book: Book) -> Card:
    """Fill the card of a task: whom it is reserved to, and to whom it can be delegated."""
    iri = card.thing.iri
    at = pointing(iri, book)
    above = book.broader(iri, "brederTaak")
    about = sorted({n for each in above for n in book.rules.subjects(SL + "betreftTaak", each)})
    reserved: defaultdict[Term, set[Term]] = defaultdict(set)
    for each in above:
        for bearer in book.values(each, "voorbehoudenAan"):
            reserved[bearer] |= set()
    for each in about:
        if SL + "VoorbehoudenBevoegdheid" in book.types[each]:
            for bearer in book.values(each, "drager"):
                reserved[bearer].add(each)
    delegability = [each for each in about if SL + "Delegeerbaarheid" in book.types[each]]
    excluded = [each for each in delegability if _is_excluded(each, book)]
    allowed: defaultdict[Term, set[Term]] = defaultdict(set)
    for each in delegability:
        if each not in excluded:
            for delegate in book.values(each, "uitTeOefenenDoor"):
                allowed[delegate].add(each)
    return replace(
        card,
        facts=(
            *own_facts(iri, book, without=("voorbehoudenAan",)),
            *fact("narrower", things(at.get(SL + "brederTaak", ()), book)),
            *fact("reserved to", said_by(reserved, book)),
            *fact("delegable to", said_by(allowed, book)),
            *fact("not delegable", things(excluded, book)),
            *other_facts(at, book, without=("brederTaak",)),
        ),
        norms=norm_notes(at, book),
    )


def _is_excluded(each_norm: Term, book: Book) -> bool:
    forms = book.values(each_norm, "overdrachtsvorm")
    return any("true" in book.values(form, "sluitOverdrachtUit") for form in forms)


def article(card: Card, book: Book) -> Card:
    """Fill the card of an article: its reference, its law, and the norms that rest on it."""
    card = general(card, book)
    ground = Ground(legal_basis=(book.article(card.thing.iri),))
    facts = (each for each in card.facts if each.key not in (SL + "jci", SL + "eli"))
    return replace(card, ground=ground, facts=tuple(facts))


def law(card: Card, book: Book) -> Card:
    """Fill the card of a source of law: its articles, and the norms that rest on these."""
    iri = card.thing.iri
    articles = book.rules.subjects(SL + "rechtsbron", iri)
    norms = {n for each in articles for n in book.rules.subjects(SL + "grondslag", each)}
    return replace(
        card,
        facts=(*own_facts(iri, book), *fact("articles", things(articles, book))),
        norms=norm_notes({SL + "grondslag": sorted(norms)}, book),
    )


def passage(card: Card, book: Book) -> Card:
    """Fill the card of a source passage: its place, its document, and the norms found there."""
    iri = card.thing.iri
    card = general(card, book)
    ground = Ground(sources=(book.place(iri),), documents=book.documents([iri]))
    hidden = {SL + name for name in ("eersteRegel", "laatsteRegel", "sectie", "sha256")}
    return replace(card, ground=ground, facts=tuple(f for f in card.facts if f.key not in hidden))


def source(card: Card, book: Book) -> Card:
    """Fill the card of a source document: when it was published, and the norms taken from it."""
    iri = card.thing.iri
    passages = book.rules.subjects(SL + "brondocument", iri)
    norms = {n for each in passages for n in book.rules.subjects(SL + "vindplaats", each)}
    number = str(len(passages))
    return replace(
        card,
        facts=(
            *own_facts(iri, book, without=("gepubliceerdOp", "jaar")),
            *fact("passages", [Value(Text(number, number))]),
        ),
        ground=Ground(documents=(book.document(iri),)),
        norms=norm_notes({SL + "vindplaats": sorted(norms)}, book),
    )
