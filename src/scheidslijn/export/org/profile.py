"""Who belongs to which organisation in dossiers, in the Organization Ontology of W3C (ORG).

An ``org:Membership`` is about an agent and an organisation, with a role and a period. So an
employment becomes one, and so does a role that is filled on behalf of an organisation. Without an
organisation ORG knows no membership, and what it has else (``org:holds`` of an ``org:Post``) has
no period: a role that somebody had would read as one that he has. Such a role is left out, by name.
Between two actors ORG has links without a period too, so a direction, supervision or engagement
that has a last day is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.facts import PART_OF, TIME, TYPE, Draft, derived, numbered, own
from scheidslijn.export.material import Case, Node
from scheidslijn.export.org.losses import LOSSES
from scheidslijn.export.profile import Profile, Unholdable
from scheidslijn.model import Text
from scheidslijn.namespaces import SKOS

__all__ = ["FOAF", "ORG", "PROFILE"]

ORG: Final = "http://www.w3.org/ns/org#"
FOAF: Final = "http://xmlns.com/foaf/0.1/"


def _org(name: str) -> ox.NamedNode:
    return ox.NamedNode(ORG + name)


_AGENT: Final = ox.NamedNode(FOAF + "Agent")
_PERSON: Final = ox.NamedNode(FOAF + "Person")
_ORGANIZATION: Final = _org("Organization")
_FORMAL: Final = _org("FormalOrganization")
_UNIT: Final = _org("OrganizationalUnit")
_UNIT_OF: Final = _org("unitOf")
_CLASSIFICATION: Final = _org("classification")
_CONCEPT: Final = ox.NamedNode(SKOS + "Concept")
_MEMBERSHIP: Final = _org("Membership")
_MEMBER: Final = _org("member")
_IN: Final = _org("organization")
_DURING: Final = _org("memberDuring")
_HAS_ROLE: Final = _org("role")
_ROLE: Final = _org("Role")
_REPORTS_TO: Final = _org("reportsTo")
_LINKED_TO: Final = _org("linkedTo")

_SL_ACTOR: Final = own("Actor")
_SL_PERSON: Final = own("Persoon")
_SL_ORGANISATION: Final = own("Organisatie")
_ACTORS: Final = (_SL_PERSON, _SL_ORGANISATION, _SL_ACTOR)
_EMPLOYMENT: Final = own("Dienstverband")
_ASSIGNMENT: Final = own("Rolvervulling")
_KIND: Final = own("organisatiesoort")
_DEPARTMENT: Final = own("afdelingssoort")
_EMPLOYEE: Final = own("medewerker")
_EMPLOYER: Final = own("inDienstBij")
_BY: Final = own("door")
_SL_ROLE: Final = own("rol")
_ON_BEHALF_OF: Final = own("namens")
_DOSSIER: Final = own("dossier")
_UNTIL: Final = own("totEnMet")

_NO_ORGANISATION: Final = Text(
    nl="In ORG is men lid van een organisatie, en dit is er volgens het dossier geen.",
    en="In ORG one is a member of an organisation, and the dossier does not say that this is one.",
)
_NO_PRINCIPAL: Final = Text(
    nl="De rol wordt niet namens een organisatie vervuld, en ORG kent een rol met een periode "
    "alleen binnen een organisatie.",
    en="The role is not filled on behalf of an organisation, and ORG knows a role with a period "
    "within an organisation only.",
)
_NO_ACTOR: Final = Text(
    nl="Het dossier zegt niet dat dit een persoon of organisatie is.",
    en="The dossier does not say that this is a person or organisation.",
)
_ENDED: Final = Text(
    nl="De verhouding heeft een laatste dag, en zo'n verband heeft in ORG geen periode.",
    en="The relation has a last day, and such a link has no period in ORG.",
)
_TWO_KINDS: Final = Text(
    nl="Wat zo wordt genoemd, is hier al iets anders.",
    en="What is called so is something else here already.",
)


def _is_actor(draft: Draft, node: Node | None) -> bool:
    return node is not None and _kind(draft, node) in _ACTORS


def _is_organisation(draft: Draft, node: Node) -> bool:
    return _kind(draft, node) == _SL_ORGANISATION


def _kind(draft: Draft, node: Node) -> ox.NamedNode | None:
    """Return as what a node is exported: the first of its classes in `_FACTS`."""
    kinds = draft.subjects.get(node, {}).get(TYPE, ())
    if len(kinds) == 1:
        kind = kinds[0]
        return kind if isinstance(kind, ox.NamedNode) and kind in _FACTS else None
    return next((kind for kind in _FACTS if kind in kinds), None)


# Actors


def _person(draft: Draft, node: Node) -> None:
    draft.say(node, TYPE, _PERSON)
    draft.say(node, TYPE, _SL_PERSON)


def _organisation(draft: Draft, node: Node) -> None:
    for kind in (_FORMAL, _ORGANIZATION, _SL_ORGANISATION):
        draft.say(node, TYPE, kind)
    for concept in draft.nodes(node, _KIND):
        _classify(draft, node, concept)


def _actor(draft: Draft, node: Node) -> None:
    draft.say(node, TYPE, _AGENT)
    draft.say(node, TYPE, _SL_ACTOR)


def _classify(draft: Draft, organisation: Node, concept: Node) -> None:
    draft.say(organisation, _CLASSIFICATION, concept)
    draft.say(concept, TYPE, _CONCEPT)


# Memberships


def _employment(draft: Draft, fact: Node) -> None:
    member, employer = draft.node(fact, _EMPLOYEE), draft.node(fact, _EMPLOYER)
    if member is None or employer is None:
        draft.leave_incomplete(fact, _EMPLOYMENT)
    elif not _is_actor(draft, member):
        draft.leave(fact, _EMPLOYEE, member, _NO_ACTOR)
    elif not _is_organisation(draft, employer):
        draft.leave(fact, _EMPLOYER, employer, _NO_ORGANISATION)
    else:
        interval = draft.period(fact)
        draft.say(fact, TYPE, _EMPLOYMENT)
        _membership(draft, fact, member, employer, interval)
        kinds = numbered("afdeling", draft.nodes(fact, _DEPARTMENT))
        for part, concept in kinds:
            unit = derived(fact, part)
            draft.say(unit, TYPE, _UNIT)
            draft.say(unit, TYPE, _ORGANIZATION)
            draft.say(unit, _UNIT_OF, employer)
            _classify(draft, unit, concept)
            _membership(draft, derived(fact, f"lid-{part}"), member, unit, interval)


def _assignment(draft: Draft, fact: Node) -> None:
    member, role = draft.node(fact, _BY), draft.node(fact, _SL_ROLE)
    if member is None or role is None:
        draft.leave_incomplete(fact, _ASSIGNMENT)
        return
    if not _is_actor(draft, member):
        draft.leave(fact, _BY, member, _NO_ACTOR)
        return
    principals = draft.nodes(fact, _ON_BEHALF_OF)
    organisations = [each for each in principals if _is_organisation(draft, each)]
    for each in principals:
        if each not in organisations:
            draft.leave(fact, _ON_BEHALF_OF, each, _NO_ORGANISATION)
    if not organisations:
        draft.leave(fact, _SL_ROLE, role, _NO_PRINCIPAL)
        return
    interval = draft.period(fact)
    draft.say(role, TYPE, _ROLE)
    # org:organization has one value: each further principal makes a membership of its own
    for part, organisation in numbered("lid", organisations):
        node = fact if part == "lid" else derived(fact, part)
        draft.say(node, TYPE, _ASSIGNMENT)
        _membership(draft, node, member, organisation, interval)
        draft.say(node, _HAS_ROLE, role)
        for dossier in draft.nodes(fact, _DOSSIER):
            draft.say(node, PART_OF, dossier)


def _membership(
    draft: Draft, node: Node, member: Node, organisation: Node, interval: Node | None
) -> None:
    draft.say(node, TYPE, _MEMBERSHIP)
    draft.say(node, _MEMBER, member)
    draft.say(node, _IN, organisation)
    if interval is not None:
        draft.say(node, _DURING, interval)


# Links between two actors


def _linked(
    kind: str, low: str, high: str, link: ox.NamedNode, allowed: Callable[[Draft, Node], bool]
) -> Callable[[Draft, Node], None]:
    """Return what says a relation between two actors, of a class of ours, as one link.

    Args:
        kind: the class.
        low: the property with whom the link starts.
        high: the property with whom it ends.
        link: the link.
        allowed: whom it may link.
    """
    sl_low, sl_high, sl_kind = own(low), own(high), own(kind)

    def say(draft: Draft, fact: Node) -> None:
        start, end = draft.node(fact, sl_low), draft.node(fact, sl_high)
        if start is None or end is None:
            draft.leave_incomplete(fact, sl_kind)
        elif not (allowed(draft, start) and allowed(draft, end)):
            wrong, predicate = (end, sl_high) if allowed(draft, start) else (start, sl_low)
            why = _NO_ORGANISATION if allowed is _is_organisation else _NO_ACTOR
            draft.leave(fact, predicate, wrong, why)
        elif draft.day(fact, _UNTIL) is not None:
            draft.leave(fact, sl_high, end, _ENDED)
        else:
            draft.say(start, link, end)

    return say


# In this order: a node is one thing in ORG, whose classes exclude each other.
_FACTS: Final[dict[ox.NamedNode, Callable[[Draft, Node], None]]] = {
    _SL_PERSON: _person,
    _SL_ORGANISATION: _organisation,
    _SL_ACTOR: _actor,
    _EMPLOYMENT: _employment,
    _ASSIGNMENT: _assignment,
    own("Aansturing"): _linked("Aansturing", "aangestuurde", "aansturende", _REPORTS_TO, _is_actor),
    own("Supervisie"): _linked(
        "Supervisie", "gesuperviseerde", "supervisor", _REPORTS_TO, _is_actor
    ),
    own("Opdracht"): _linked(
        "Opdracht", "opdrachtgever", "opdrachtnemer", _LINKED_TO, _is_organisation
    ),
}


def _dossier(case: Case) -> Iterator[ox.Quad | Unholdable]:
    draft = Draft(case)
    for node, properties in case.subjects.items():
        kind = _kind(draft, node)
        if kind is None:
            continue
        _FACTS[kind](draft, node)
        for other in properties[TYPE]:
            # whoever is a person or organisation is an actor of itself
            if other in _FACTS and other not in (kind, _SL_ACTOR):
                draft.leave(node, TYPE, other, _TWO_KINDS)
    return draft.finished()


PROFILE: Final = Profile(
    name="org",
    title=Text(
        nl="Wie bij welke organisatie hoort, in de Organization Ontology van W3C",
        en="Who belongs to which organisation, in the Organization Ontology of W3C",
    ),
    standard="https://www.w3.org/TR/vocab-org/",
    losses=LOSSES,
    dossier=_dossier,
    prefixes={"foaf": FOAF, "org": ORG, "time": TIME},
    alignment="org",
)
