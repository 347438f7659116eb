"""UWV's services in CPSV-AP 3.2: their rules, law, participants, outputs and requirements.

CPSV-AP describes public services, and most norms here are not about one. A service is what UWV
does on a scheme of benefits of the rule book, or its expert judgment. A norm is a rule of it if
UWV, or whoever administers social security, bears the norm or is its counterpart, in the domain
of the scheme or about the expert judgment. What binds only others, such as a self-insured
employer that decides for itself, is no rule of UWV's service.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.cpsv.services import (
    EXPERT_JUDGMENT,
    UWV,
    Service,
    conditions,
    services,
    united,
)
from scheidslijn.export.cpsv.terms import (
    CPSV,
    CV,
    ELI,
    FOAF,
    LOSSES,
    NETHERLANDS,
    NO_LANGUAGE,
    NO_SERVICE,
    SERVICE_OF_SCHEME,
    WHOEVER,
)
from scheidslijn.export.material import Book
from scheidslijn.export.profile import Profile, Unholdable
from scheidslijn.model import Text
from scheidslijn.namespaces import DCTERMS, ID, RDF_TYPE, RDFS_LABEL, SKOS, SL
from scheidslijn.terms import local_name

__all__ = ["PROFILE"]

_AUTHORITY: Final = ox.NamedNode(ID + "cpsv-ap/organisatie/uwv")
_TITLE: Final = DCTERMS + "title"
_DESCRIPTION: Final = DCTERMS + "description"
_PREF_LABEL: Final = SKOS + "prefLabel"
Statements = Iterator[ox.Quad | Unholdable]


def _rulebook(book: Book) -> Statements:
    found = list(services(book))
    rules = united(service.rules for service in found)
    if found:
        yield from _authority(book)
    for service in found:
        yield from _service(book, service)
    for rule in rules:
        yield from _rule(book, rule)
    for standing in united(book.nodes(rule, SL + "status") for rule in rules):
        yield from _concept(book, standing)
    for role in united(service.roles for service in found):
        yield from _role(book, role)
    for output in united(service.outputs for service in found):
        yield from _described(book, output, CV + "Output")
    for condition in united(conditions(book, rule) for rule in rules):
        yield from _described(book, condition, CV + "Requirement")
    grounds = united(service.grounds for service in found)
    laws = united(book.nodes(article, SL + "rechtsbron") for article in grounds)
    for source in united((grounds, laws)):
        yield from _legal_resource(book, source)
    yield from _left(book, set(rules))


def _authority(book: Book) -> Statements:
    for kind in (CV + "PublicOrganisation", FOAF + "Agent"):
        yield _typed(_AUTHORITY, kind)
    yield _identified(_AUTHORITY)
    for called in (_PREF_LABEL, _TITLE):
        yield from _texts(book, UWV, RDFS_LABEL, _AUTHORITY, called)
    place = ox.NamedNode(NETHERLANDS)
    yield _says(_AUTHORITY, DCTERMS + "spatial", place)
    yield _typed(place, DCTERMS + "Location")


def _service(book: Book, service: Service) -> Statements:
    node, subject = service.node, service.subject
    yield _typed(node, CPSV + "PublicService")
    yield _identified(node)
    name = _name(book, subject)
    title = name if subject == EXPERT_JUDGMENT else _within(SERVICE_OF_SCHEME, name)
    yield from _both(node, _TITLE, title)
    yield from _texts(book, subject, SKOS + "definition", node, _DESCRIPTION)
    yield _says(node, CV + "hasCompetentAuthority", _AUTHORITY)
    yield _says(node, CV + "isClassifiedBy", subject)
    yield from _concept(book, subject)
    laws = united(book.nodes(article, SL + "rechtsbron") for article in service.grounds)
    linked: tuple[tuple[str, Sequence[ox.NamedNode]], ...] = (
        (CPSV + "follows", service.rules),
        (CV + "holdsRequirement", united(conditions(book, rule) for rule in service.rules)),
        (CPSV + "produces", service.outputs),
        (CV + "hasLegalResource", laws),
    )
    for predicate, values in linked:
        for value in values:
            yield _says(node, predicate, value)
    for role in service.roles:
        yield from _participation(book, service, role)


def _participation(book: Book, service: Service, role: ox.NamedNode) -> Statements:
    """Say that whoever fills a role takes part: each participation has exactly one agent."""
    part = ox.NamedNode(f"{service.node.value}#{local_name(role.value)}")
    yield _says(service.node, CV + "hasParticipation", part)
    yield _typed(part, CV + "Participation")
    yield _identified(part)
    yield from _texts(book, role, SKOS + "definition", part, _DESCRIPTION)
    yield _says(part, CV + "role", role)
    yield _says(part, CV + "hasParticipant", _agent(role))


def _agent(role: ox.NamedNode) -> ox.NamedNode:
    if role == UWV:
        return _AUTHORITY
    return ox.NamedNode(f"{ID}cpsv-ap/agent/{local_name(role.value)}")


def _role(book: Book, role: ox.NamedNode) -> Statements:
    yield from _concept(book, role)
    if role != UWV:
        yield _typed(_agent(role), FOAF + "Agent")
        yield _identified(_agent(role))
        yield from _both(_agent(role), _TITLE, _within(WHOEVER, _name(book, role)))


def _rule(book: Book, rule: ox.NamedNode) -> Statements:
    """Say a norm as a rule: its type is its standing, of which it has one; it keeps its class."""
    yield from _described(book, rule, CPSV + "Rule")
    for kind in book.nodes(rule, RDF_TYPE):
        yield _typed(rule, kind.value)
    for standing in book.nodes(rule, SL + "status"):
        yield _says(rule, DCTERMS + "type", standing)
    for article in book.nodes(rule, SL + "grondslag"):
        yield _says(rule, CPSV + "implements", article)
    for condition in conditions(book, rule):
        yield _says(condition, CV + "fulfils", rule)


def _legal_resource(book: Book, source: ox.NamedNode) -> Statements:
    yield _typed(source, ELI + "LegalResource")
    yield from _texts(book, source, RDFS_LABEL, source, _TITLE)
    for name in ("jci", "bwbId", "eli"):
        for value in book.values(source, SL + name):
            if isinstance(value, ox.Literal):
                yield _says(source, DCTERMS + "identifier", ox.Literal(value.value))
    for law in book.nodes(source, SL + "rechtsbron"):
        yield _says(source, DCTERMS + "relation", law)


def _left(book: Book, rules: set[ox.NamedNode]) -> Iterator[Unholdable]:
    for norm in book.instances(SL + "Norm"):
        if norm not in rules:
            kind = book.nodes(norm, RDF_TYPE)[0].value
            yield Unholdable(norm.value, RDF_TYPE, kind, NO_SERVICE)


def _described(book: Book, node: ox.NamedNode, kind: str) -> Statements:
    yield _typed(node, kind)
    yield _identified(node)
    yield from _texts(book, node, RDFS_LABEL, node, _TITLE)
    yield from _texts(book, node, SKOS + "definition", node, _DESCRIPTION)


def _concept(book: Book, node: ox.NamedNode) -> Statements:
    yield _typed(node, SKOS + "Concept")
    yield from _texts(book, node, RDFS_LABEL, node, _PREF_LABEL)


def _texts(
    book: Book, subject: ox.NamedNode, predicate: str, target: ox.NamedNode, called: str
) -> Statements:
    for value in book.values(subject, predicate):
        if isinstance(value, ox.Literal) and value.language:
            yield _says(target, called, value)
        else:
            yield Unholdable(subject.value, predicate, str(value), NO_LANGUAGE)


def _name(book: Book, node: ox.NamedNode) -> Text:
    return book.text(node) or Text(nl=local_name(node.value), en=local_name(node.value))


def _both(node: ox.NamedNode, called: str, text: Text) -> Iterator[ox.Quad]:
    yield _says(node, called, ox.Literal(text.en, language="en"))
    yield _says(node, called, ox.Literal(text.nl, language="nl"))


def _within(frame: Text, name: Text) -> Text:
    return Text(nl=frame.nl.format(name.nl), en=frame.en.format(name.en))


def _typed(node: ox.NamedNode, kind: str) -> ox.Quad:
    return ox.Quad(node, ox.NamedNode(RDF_TYPE), ox.NamedNode(kind))


def _identified(node: ox.NamedNode) -> ox.Quad:
    return _says(node, DCTERMS + "identifier", ox.Literal(node.value))


def _says(node: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    return ox.Quad(node, ox.NamedNode(predicate), value)


PROFILE: Final = Profile(
    name="cpsv-ap",
    title=Text(
        nl="CPSV-AP: de diensten van UWV met hun regels en deelnemers",
        en="CPSV-AP: UWV's services with their rules and participants",
    ),
    standard="https://semiceu.github.io/CPSV-AP/releases/3.2.0/",
    losses=LOSSES,
    rulebook=_rulebook,
    prefixes={"cpsv": CPSV, "cv": CV, "eli": ELI, "foaf": FOAF},
    alignment="cpsv",
)
