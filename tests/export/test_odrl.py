"""The norms as ODRL: the Information Model holds, and no rule says more than its norm.

The requirements are those of https://www.w3.org/TR/odrl-model/ (2018-02-15); the terms those of
its vocabulary, http://www.w3.org/ns/odrl/2/, in version 2.2.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import product

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheidslijn.export import packaged_book
from scheidslijn.export.alignments import related
from scheidslijn.export.material import Book
from scheidslijn.export.odrl import PROFILE
from scheidslijn.export.profile import Unholdable, lost
from scheidslijn.model import RuleBookVersion
from scheidslijn.namespaces import (
    DCTERMS,
    ID,
    OWL,
    RDF,
    RDF_TYPE,
    RDFS,
    RDFS_LABEL,
    SHAPE,
    SKOS,
    SL,
)
from scheidslijn.resources import alignments_folder, ontology_files

ODRL = "http://www.w3.org/ns/odrl/2/"
SLP = "https://w3id.org/scheidslijn/odrl-profile#"
PROV = "http://www.w3.org/ns/prov#"
NORM, ROL, TAAK = ID + "norm/", ID + "rol/", ID + "taak/"
CORE = {ODRL + "Permission", ODRL + "Prohibition", ODRL + "Duty"}
OWN = {
    SLP + each
    for each in (
        "Recommendation", "Discouragement", "Claim", "Responsibility", "Reservation", "Exemption",
    )
}  # fmt: skip
# Terms of the ODRL Core Vocabulary that the profile uses, and of the Common Vocabulary that it
# adopts; none of them is deprecated in ODRL22.ttl.
CORE_TERMS = {
    "Set", "uid", "profile", "conflict", "ConflictTerm", "Rule", "function", "Permission",
    "permission", "Prohibition", "prohibition", "Duty", "obligation", "duty", "Action",
    "action", "includedIn", "use", "target", "AssetCollection", "PartyCollection", "Party",
    "Policy", "assignee", "partOf", "source", "constraint", "refinement", "Constraint",
    "LogicalConstraint", "LeftOperand", "leftOperand", "operator", "rightOperand", "and",
    "andSequence", "core", "eq", "gt", "gteq", "lt", "lteq", "isAnyOf", "isNoneOf", "hasPart",
}  # fmt: skip
ADOPTED = {"dateTime", "delayPeriod", "elapsedTime", "event", "recipient"}
# Which kinds of rule a kind of norm may become, and no other.
ALLOWED = {
    "Verplichting": {ODRL + "Duty"},
    "Verbod": {ODRL + "Prohibition"},
    "Onverenigbaarheid": {ODRL + "Prohibition"},
    "Ontrading": {SLP + "Discouragement"},
    "Toestemming": {ODRL + "Permission"},
    "Bevoegdheid": {ODRL + "Permission"},
    "VoorbehoudenBevoegdheid": {ODRL + "Permission", ODRL + "Prohibition", SLP + "Reservation"},
    "Recht": {SLP + "Claim"},
    "Rechtsmiddel": {SLP + "Claim"},
    "Verantwoordelijkheid": {SLP + "Responsibility"},
    "Aanbeveling": {SLP + "Recommendation"},
    "Uitzondering": {ODRL + "Permission", SLP + "Exemption"},
    "Delegeerbaarheid": {ODRL + "Permission", ODRL + "Prohibition", ODRL + "Duty"},
    "Rolversterking": {ODRL + "Permission"},
    "Termijn": {ODRL + "Duty", ODRL + "Prohibition"},
    "Definitie": set(),
    "Toegangsnorm": set(),
}


class Graph:
    """Statements by subject."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self.quads = list(quads)
        self._by: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for subject, predicate, value, _ in self.quads:
            self._by[subject.value][predicate.value].append(value.value)

    def of(self, subject: str, predicate: str) -> list[str]:
        return sorted(self._by[subject][predicate]) if subject in self._by else []

    def one(self, subject: str, predicate: str) -> str:
        (value,) = self.of(subject, predicate)
        return value

    def typed(self, *kinds: str) -> list[str]:
        return sorted(node for node in self._by if {*self.of(node, RDF_TYPE)} & {*kinds})

    def list(self, head: str) -> list[str]:
        found = []
        while head != RDF + "nil":
            found.append(self.one(head, RDF + "first"))
            head = self.one(head, RDF + "rest")
        return found

    def says(self, constraint: str) -> tuple[str, str, frozenset[str]]:
        """Return a comparison without the long parts of its IRIs."""
        left = self.one(constraint, ODRL + "leftOperand").removeprefix(SLP + "left-")
        right = self.one(constraint, ODRL + "rightOperand")
        several = self.of(right, RDF + "rest")
        return (
            left.removeprefix(ODRL),
            self.one(constraint, ODRL + "operator").removeprefix(ODRL),
            frozenset(self.list(right) if several else [right]),
        )

    def active(self, rule: str) -> set[tuple[str, str, frozenset[str]]]:
        """Return the comparisons that must hold for a rule to be active."""
        found: set[tuple[str, str, frozenset[str]]] = set()
        for constraint in self.of(rule, ODRL + "constraint"):
            for operand in ("and", "andSequence"):
                for head in self.of(constraint, ODRL + operand):
                    found.update(map(self.says, self.list(head)))
            if self.of(constraint, ODRL + "leftOperand"):
                found.add(self.says(constraint))
        return found


@cache
def exported() -> tuple[Graph, tuple[Unholdable, ...]]:
    assert PROFILE.rulebook is not None
    out = list(PROFILE.rulebook(packaged_book()))
    quads = [each for each in out if isinstance(each, ox.Quad)]
    return Graph(quads), tuple(each for each in out if isinstance(each, Unholdable))


def graph() -> Graph:
    return exported()[0]


def rules(norm: str) -> set[str]:
    """Return the names of the rules of a norm."""
    found = graph()
    return {
        node.removeprefix(f"{NORM}{norm}#")
        for node in found.typed(*CORE, *OWN)
        if node.startswith(f"{NORM}{norm}#") and found.of(node, PROV + "wasDerivedFrom")
    }


def small(turtle: str) -> Graph:
    prefixes = "".join(
        f"@prefix {name}: <{iri}> .\n"
        for name, iri in {
            "norm": NORM, "rdfs": RDFS, "rol": ROL, "shape": SHAPE, "skos": SKOS, "sl": SL,
            "taak": TAAK, "x": ID + "x/",
        }.items()
    )  # fmt: skip
    classes = "".join(f"sl:{name} rdfs:subClassOf sl:Norm .\n" for name in ALLOWED)
    parsed = ox.parse(prefixes + classes + turtle, format=ox.RdfFormat.TURTLE)
    book = Book(tuple(parsed), (), RuleBookVersion("0", "0"))
    assert PROFILE.rulebook is not None
    return Graph(each for each in PROFILE.rulebook(book) if isinstance(each, ox.Quad))


def role_names(*names: str) -> frozenset[str]:
    return frozenset(ROL + name for name in names)


VERZUIM = ("domain", "isAnyOf", frozenset([ID + "domein/verzuim"]))
ZIEKTEWET = ("domain", "isAnyOf", frozenset([ID + "domein/ziektewet"]))
WGA = ("domain", "isAnyOf", frozenset([ID + "domein/wga"]))


# What single norms become: read from the text of the norm, not from the output.


def test_a_decision_only_on_uwvs_order_is_a_duty_to_show_that_order() -> None:
    # Art. 63a ZW: the self-insurer suspends a benefit only on a formal order of UWV.
    found, rule = graph(), NORM + "puv-zw-schorsen-via-uwv#duty"
    assert rules("puv-zw-schorsen-via-uwv") == {"duty"}
    assert found.of(rule, RDF_TYPE) == [ODRL + "Duty"]
    assert found.of(rule, ODRL + "target") == [ID + "besluitsoort/schorsen"]
    action = found.one(rule, ODRL + "action")
    assert found.of(action, ODRL + "includedIn") == [SLP + "show"]
    (shown,) = found.of(action, ODRL + "refinement")
    assert shown == ID + "voorwaarde/zw-beschikking-door-uwv"
    assert found.says(shown)[1:] == ("isAnyOf", role_names("uwv"))
    taking = frozenset([SLP + "Besluit-door", SLP + "Besluit-inNaamVan"])
    bears = (
        "Dossiervoorwaarde-eigenrisicodragerVoor",
        "eq",
        frozenset([ID + "uitkeringsregeling/ziektewet"]),
    )
    assert found.active(rule) == {ZIEKTEWET, ("act", "isAnyOf", taking), bears}
    assert ID + "artikel/zw-63a" in found.of(rule, DCTERMS + "source")
    assert found.of(rule, SLP + "standing") == [ID + "normstatus/parafrase-van-wet"]


def test_a_deadline_is_a_duty_within_a_time_after_an_event() -> None:
    # Week 42 after the first day of sickness: days 287 up to and including 293 after it.
    found, rule = graph(), NORM + "wc-pw-ziekmelding-uwv#duty"
    assert rules("wc-pw-ziekmelding-uwv") == {"duty"}
    assert found.of(rule, ODRL + "action") == [SLP + "seeTo"]
    assert found.of(rule, ODRL + "target") == [ID + "processtapsoort/ziekmelding-uwv"]
    assert found.of(rule, ODRL + "assignee") == [ROL + "werkgever"]
    assert found.of(rule, SLP + "towards") == [ROL + "uwv"]
    assert found.active(rule) == {
        VERZUIM,
        ("event", "gt", frozenset([SL + "eersteZiektedag"])),
        ("elapsedTime", "lteq", frozenset(["P293D"])),
        ("delayPeriod", "gteq", frozenset(["P287D"])),
    }
    assert found.of(rule, SLP + "standing") == [ID + "normstatus/handreiking"]


def test_a_prohibition_sleeps_where_its_exception_holds() -> None:
    # Art. 14 Arbowet: no medical task for the employer, unless the physician delegated it.
    found, rule = graph(), NORM + "lc-geen-medische-taak-voor-werkgever#prohibition"
    assert rules("lc-geen-medische-taak-voor-werkgever") == {"prohibition"}
    assert found.of(rule, ODRL + "action") == [SLP + "Handeling-door"]
    assert found.of(rule, ODRL + "assignee") == [ROL + "casemanager-namens-werkgever"]
    exception = NORM + "lc-medische-taak-werkgever-uitzondering-delegatie"
    unless = ("exception", "isNoneOf", frozenset([exception]))
    assert found.active(rule) == {VERZUIM, unless}
    target = found.one(rule, ODRL + "target")
    assert target in found.of(TAAK + "medische-anamnese", ODRL + "partOf")
    assert found.of(exception + "#permission", SLP + "exceptionTo") == [rule]


def test_a_reserved_power_permits_its_bearer_and_forbids_everybody_else() -> None:
    # Only the physician in person gives a medical judgment; delegation changes nothing.
    name, found = "puv-medisch-oordeel-voorbehouden", graph()
    assert rules(name) == {"permission", "prohibition-others"}
    permission, prohibition = (
        f"{NORM}{name}#permission",
        f"{NORM}{name}#prohibition-others",
    )
    assert found.of(permission, ODRL + "assignee") == [ROL + "arts"]
    for rule in (permission, prohibition):
        assert found.of(rule, ODRL + "action") == [SLP + "Handeling-door"]
        assert found.of(rule, ODRL + "target") == [TAAK + "medisch-oordeel"]
    others = found.one(prohibition, ODRL + "assignee")
    assert found.of(others, ODRL + "source") == [SLP + "roleHolders"]
    (limit,) = found.of(others, ODRL + "refinement")
    # whose own position the norm leaves alone is not kept out, a delegate is
    spared = role_names("arts", "behandelaar", "gemachtigde-arts", "paramedicus")
    assert found.says(limit) == ("role", "isNoneOf", spared)
    assert ROL + "arts" not in found.of(ROL + "taakgedelegeerde", ODRL + "partOf")
    assert ROL + "arts" in found.of(ROL + "bedrijfsarts", ODRL + "partOf")
    assert NORM + "lc-del2-oordeel-vormen#permission" in found.of(permission, SLP + "divergesFrom")


def test_what_may_not_be_delegated_is_forbidden_to_delegate_too() -> None:
    name, found = "lc-del1-prognose", graph()
    assert rules(name) == {"permission", "prohibition-others", "prohibition-delegating"}
    rule = f"{NORM}{name}#prohibition-delegating"
    assert found.of(rule, ODRL + "action") == [SLP + "Taakdelegatie-delegerende"]
    assert found.of(rule, ODRL + "target") == [TAAK + "prognose-beperkingen"]
    # an exception for another does not take the power from its bearer
    assert found.active(f"{NORM}{name}#permission") == {VERZUIM}


def test_a_rule_of_thumb_is_a_recommendation() -> None:
    # "As a rule of thumb" employer and employee discuss progress every six weeks.
    found, rule = graph(), NORM + "wc-voortgangsgesprek-elke-zes-weken#recommendation"
    assert rules("wc-voortgangsgesprek-elke-zes-weken") == {"recommendation"}
    assert found.of(rule, RDF_TYPE) == [SLP + "Recommendation"]
    assert ("timeBetween", "lteq", frozenset(["P42D"])) in found.active(rule)
    policies = {quad.subject.value for quad in found.quads if quad.object.value == rule}  # type: ignore[union-attr]
    assert ID + "odrl/oval-wc-2019/handreiking" in policies


def test_a_contested_permission_holds_in_one_reading_and_names_who_differs() -> None:
    found, rule = graph(), NORM + "lc-a1-strikt-noodzakelijk#permission"
    assert rules("lc-a1-strikt-noodzakelijk") == {"permission"}
    assert found.of(rule, ODRL + "action") == [ID + "bewerking/raadplegen"]
    assert found.of(rule, ODRL + "target") == [ID + "bestandssoort/bedrijfsgeneeskundig-dossier"]
    needed = ID + "voorwaarde/lc-noodzakelijk-voor-taak"
    assert found.active(rule) == {
        VERZUIM,
        ("reading", "isAnyOf", frozenset([ID + "lezing/soepel"])),
        ("Toonvoorwaarde-toontAan", "hasPart", frozenset([needed])),
    }
    assert found.of(rule, SLP + "standing") == [ID + "normstatus/betwist"]
    differing = NORM + "lc-gedelegeerde-niet-in-dossier-arts#"
    assert all(each.startswith(differing) for each in found.of(rule, SLP + "divergesFrom"))
    assert found.of(rule, SLP + "divergesFrom")


def test_a_pair_that_only_counts_in_acting_forbids_no_holding_of_both_roles() -> None:
    # Another case manager does not process medical data; holding both roles is not its matter.
    name, found = "andere-casemanager-arts", graph()
    pair = ("arts", "overige-casemanagementvorm")
    assert rules(name) == {f"prohibition-actAs-{each}" for each in pair}
    rule = f"{NORM}{name}#prohibition-actAs-overige-casemanagementvorm"
    assert found.of(rule, ODRL + "action") == [SLP + "actAs"]
    assert found.of(rule, ODRL + "target") == [ROL + "arts"]
    party = found.one(rule, ODRL + "assignee")
    assert found.of(party, ODRL + "source") == [ROL + "overige-casemanagementvorm"]
    (limit,) = found.of(party, ODRL + "refinement")
    human = frozenset([ID + "actorsoort/natuurlijk-persoon"])
    assert found.says(limit) == ("kindOfActor", "isAnyOf", human)
    same = ("scope", "eq", frozenset([ID + "bereik/zelfde-dossier"]))
    at_once = ("overlap", "eq", frozenset([ID + "periode/gelijktijdig"]))
    assert found.active(rule) == {VERZUIM, same, at_once}


def test_a_pair_that_the_law_lets_through_is_a_permission_and_an_exception() -> None:
    # Art. 63a ZW: the self-insurer is employer and, for a limited part, administrator.
    name, found = "eigenrisicodragen-ziektewet", graph()
    assert rules(name) == {"permission-fulfil-werkgever", "permission-fulfil-uitvoerder"}
    rule = f"{NORM}{name}#permission-fulfil-werkgever"
    assert found.of(rule, ODRL + "assignee") == [ROL + "werkgever"]
    assert found.of(rule, ODRL + "target") == [ROL + "uitvoerder"]
    base = NORM + "kern-werkgever-uitvoerder#prohibition-fulfil-werkgever"
    assert base in found.of(rule, SLP + "exceptionTo")
    (unless,) = (each for each in found.active(base) if each[0] == "exception")
    assert NORM + name in unless[2]


def test_a_longest_duration_is_a_prohibition_beyond_it_and_no_duty_to_decide() -> None:
    # Art. 89(4) WIA: payment is withheld for eight weeks at most.
    found, rule = graph(), NORM + "puv-wga-acht-weken#prohibition"
    assert rules("puv-wga-acht-weken") == {"prohibition"}
    assert found.of(rule, ODRL + "action") == [SLP + "Besluit-door"]
    target = found.one(rule, ODRL + "target")
    for kind in ("schorsen", "opschorten"):
        assert target in found.of(ID + "besluitsoort/" + kind, ODRL + "partOf")
    assert found.active(rule) == {WGA, ("decisionDuration", "gt", frozenset(["P56D"]))}


def test_a_delegable_task_is_a_permission_to_delegate_once_a_requirement_is_shown() -> None:
    # The insurance physician may delegate; the delegate must be medically qualified.
    name, found = "puv-va-lichamelijk-onderzoek", graph()
    assert rules(name) == {"permission"}
    rule = f"{NORM}{name}#permission"
    assert found.of(rule, ODRL + "action") == [SLP + "Taakdelegatie-delegerende"]
    assert found.of(rule, ODRL + "assignee") == [ROL + "verzekeringsarts"]
    assert set(found.of(rule, SLP + "executor")) == role_names(
        "arts-onder-supervisie", "verpleegkundige"
    )
    duty = found.one(rule, ODRL + "duty")
    assert found.of(duty, RDF_TYPE) == [ODRL + "Duty"]
    delegate = ("act", "isAnyOf", frozenset([SLP + "Taakdelegatie-gedelegeerde"]))
    assert found.active(duty) == {delegate}
    shown = found.of(found.one(duty, ODRL + "action"), ODRL + "refinement")
    assert shown == [ID + "voorwaarde/medische-kwalificatie-gedelegeerde"]


def test_an_exception_to_a_duty_takes_it_away_and_permits_nothing() -> None:
    # Art. 14(12)(a) Arbowet: the small employer need not have the assessment reviewed.
    found, rule = graph(), NORM + "lc-aw14-12-a-klein#exemption"
    assert rules("lc-aw14-12-a-klein") == {"exemption"}
    assert found.of(rule, SLP + "exceptionTo") == [NORM + "lc-aw14-1-a-rie#duty"]
    assert ("dateTime", "gteq", frozenset(["2019-01-01"])) in found.active(rule)


def test_a_prohibition_that_no_shape_judges_forbids_only_what_its_text_says() -> None:
    # Not all sharing with the reintegration company is forbidden, only beyond its task.
    found, rule = graph(), NORM + "lc-ri-arts-binnen-opdracht#prohibition"
    action = found.one(rule, ODRL + "action")
    assert found.of(action, ODRL + "includedIn") == [SLP + "contravene"]
    assert action.startswith(NORM + "lc-ri-arts-binnen-opdracht#")


def test_an_exception_that_names_no_matter_permits_only_what_its_text_says() -> None:
    # A physician under supervision may do tasks of code 1: not every task of the domain.
    found, name = graph(), "lc-del1-arts-onder-supervisie-doet-zelf"
    assert rules(name) == {"permission"}
    action = found.one(f"{NORM}{name}#permission", ODRL + "action")
    assert found.of(action, ODRL + "includedIn") == [SLP + "conduct"]


def test_no_fact_of_a_whole_domain_is_permitted_or_forbidden() -> None:
    found = graph()
    for rule in found.typed(*CORE):
        action = found.one(rule, ODRL + "action")
        if not action.startswith(NORM):
            target = found.one(rule, ODRL + "target")
            assert not target.startswith((ID + "domein/", ID + "begrip/")), rule


# Each norm and each kind of norm.


def test_every_norm_gives_a_rule_or_is_named_as_lost() -> None:
    found, unheld = exported()
    norms = [each.value for each in packaged_book().instances(SL + "Norm")]
    derived = {
        quad.object.value  # type: ignore[union-attr]
        for quad in found.quads
        if quad.predicate.value == PROV + "wasDerivedFrom"
    }
    lacking = {each.subject for each in unheld}
    assert len(norms) > 2000
    assert derived | lacking == set(norms)
    assert not derived & lacking
    assert len(lacking) == len(unheld)


def test_only_definitions_and_three_named_norms_give_no_rule() -> None:
    _, unheld = exported()
    others = {each.subject for each in unheld if each.value != SL + "Definitie"}
    assert others == {
        NORM + "lc-aw14-11-vijf-jaar",  # an agreement works for five years
        NORM + "lc-aw14-11-wijziging",  # a change ends those five years
        NORM + "puv-zw-alleen-werk-en-belemmeringen",  # nothing else is delegated
    }
    book = packaged_book()
    for each in unheld:
        kinds = {kind.value for kind in book.nodes(ox.NamedNode(each.subject), RDF_TYPE)}
        assert each.value in kinds


def test_no_norm_becomes_a_kind_of_rule_that_its_own_kind_does_not_allow() -> None:
    found, book = graph(), packaged_book()
    seen = 0
    for rule in found.typed(*CORE, *OWN):
        norms = found.of(rule, PROV + "wasDerivedFrom")
        if norms:
            (norm,) = norms
            kinds = {k.value.removeprefix(SL) for k in book.nodes(ox.NamedNode(norm), RDF_TYPE)}
            allowed = set[str]().union(*(ALLOWED[kind] for kind in kinds))
            (kind,) = found.of(rule, RDF_TYPE)
            assert kind in allowed, rule
            seen += 1
    assert seen > 1900


def test_a_recommendation_a_claim_and_a_responsibility_permit_and_oblige_nothing() -> None:
    book = packaged_book()
    expected = {
        "Aanbeveling": SLP + "Recommendation",
        "Verantwoordelijkheid": SLP + "Responsibility",
        "Recht": SLP + "Claim",
    }
    for kind, rule_class in expected.items():
        norms = [
            norm
            for norm in book.instances(SL + kind)
            if book.nodes(norm, RDF_TYPE) == [ox.NamedNode(SL + kind)]
        ]
        assert len(norms) > 30
        for norm in norms:
            (name,) = rules(norm.value.removeprefix(NORM))
            assert graph().of(f"{norm.value}#{name}", RDF_TYPE) == [rule_class]


def test_a_reserved_power_is_never_a_permission_alone() -> None:
    for norm in packaged_book().instances(SL + "VoorbehoudenBevoegdheid"):
        names = rules(norm.value.removeprefix(NORM))
        forbids = any(name.startswith("prohibition-others") for name in names)
        assert forbids or "reservation" in names, norm.value
        assert forbids or not any(name.startswith("permission") for name in names), norm.value
    # that only a physician delegates does not say that a physician may delegate anything
    assert rules("td-delegeren-alleen-door-arts") == {"reservation", "prohibition-others"}


# The Information Model's requirements.


def test_every_odrl_term_exists_and_is_core_or_adopted_by_the_profile() -> None:
    found = graph()
    used = {
        term.value.removeprefix(ODRL)
        for quad in found.quads
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith(ODRL)
    }
    assert used == CORE_TERMS - {"lt"} | ADOPTED
    members = set(found.of("https://w3id.org/scheidslijn/odrl-profile", SKOS + "member"))
    assert {ODRL + each for each in ADOPTED} <= members


def test_every_own_term_is_declared_as_the_profile_mechanism_asks() -> None:
    found = graph()
    used = {
        term.value
        for quad in found.quads
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith(SLP)
    }
    assert len(used) > 60
    for term in used:
        assert SKOS + "Concept" in found.of(term, RDF_TYPE), term
        assert len(found.of(term, RDFS_LABEL)) in (1, 2), term  # nl and en may be one word
        assert len(found.of(term, SKOS + "definition")) == 2, term
    for kind in OWN:
        assert found.of(kind, RDFS + "subClassOf") == [ODRL + "Rule"]
        assert set(found.of(kind, OWL + "disjointWith")) == CORE | OWN - {kind}


def test_a_policy_has_an_identifier_a_profile_rules_and_one_conflict_strategy() -> None:
    found = graph()
    policies = found.typed(ODRL + "Set")
    assert len(policies) > 10
    for policy in policies:
        assert found.of(policy, ODRL + "uid") == [policy]
        assert found.of(policy, ODRL + "profile") == ["https://w3id.org/scheidslijn/odrl-profile"]
        assert found.of(policy, ODRL + "conflict") == [SLP + "bothStand"]
        assert any(
            found.of(policy, ODRL + each) for each in ("permission", "prohibition", "obligation")
        )
        held = {
            "permission": "Permission", "prohibition": "Prohibition", "obligation": "Duty",
        }  # fmt: skip
        for property_, kind in held.items():
            for rule in found.of(policy, ODRL + property_):
                assert found.of(rule, RDF_TYPE) == [ODRL + kind]
        for kind in OWN:
            name = kind.removeprefix(SLP)
            for rule in found.of(policy, SLP + name[0].lower() + name[1:]):
                assert found.of(rule, RDF_TYPE) == [kind]
    assert found.of(SLP + "bothStand", RDF_TYPE).count(ODRL + "ConflictTerm") == 1


def test_a_policy_holds_rules_of_one_document_and_one_standing() -> None:
    found = graph()
    for policy in found.typed(ODRL + "Set"):
        (standing,) = found.of(policy, SLP + "standing")
        (document,) = found.of(policy, DCTERMS + "source")
        for property_ in (ODRL + "permission", ODRL + "prohibition", ODRL + "obligation"):
            for rule in found.of(policy, property_):
                assert found.of(rule, SLP + "standing") == [standing]
                places = found.of(rule, DCTERMS + "source")
                assert any(document in found.of(each, DCTERMS + "isPartOf") for each in places)


def test_a_rule_has_one_action_one_target_and_at_most_one_assignee() -> None:
    found = graph()
    for rule in found.typed(*CORE, *OWN):
        assert len(found.of(rule, RDF_TYPE)) == 1, rule
        (action,) = found.of(rule, ODRL + "action")
        assert ODRL + "Action" in found.of(action, RDF_TYPE), rule
        (target,) = found.of(rule, ODRL + "target")
        assert ODRL + "AssetCollection" in found.of(target, RDF_TYPE), rule
        assert len(found.of(rule, ODRL + "assignee")) <= 1, rule
        for function in ("towards", "executor", "supported"):
            for party in found.of(rule, SLP + function):
                assert ODRL + "PartyCollection" in found.of(party, RDF_TYPE), rule
        for party in found.of(rule, ODRL + "assignee"):
            assert ODRL + "PartyCollection" in found.of(party, RDF_TYPE), rule


def test_every_action_is_included_in_one_other_up_to_use() -> None:
    found = graph()
    for action in found.typed(ODRL + "Action"):
        seen = []
        while action != ODRL + "use":
            assert action not in seen
            seen.append(action)
            (action,) = found.of(action, ODRL + "includedIn")


def test_a_constraint_has_one_left_operand_one_operator_and_one_right_operand() -> None:
    found = graph()
    for node in found.typed(ODRL + "Constraint"):
        (left,) = found.of(node, ODRL + "leftOperand")
        (operator,) = found.of(node, ODRL + "operator")
        (right,) = found.of(node, ODRL + "rightOperand")
        listed = found.of(right, RDF + "rest")
        assert bool(listed) == (operator in (ODRL + "isAnyOf", ODRL + "isNoneOf")), node
        own = left.startswith(SLP)
        assert not own or ODRL + "LeftOperand" in found.of(left, RDF_TYPE), node
        assert own or left.removeprefix(ODRL) in ADOPTED, node


def test_a_logical_constraint_has_one_operand_over_unique_constraints() -> None:
    found = graph()
    nodes = found.typed(ODRL + "LogicalConstraint")
    assert nodes
    for node in nodes:
        heads = [h for each in ("and", "andSequence") for h in found.of(node, ODRL + each)]
        assert len(heads) == 1
        parts = found.list(heads[0])
        assert len(parts) == len(set(parts)) >= 2
        assert all(ODRL + "Constraint" in found.of(part, RDF_TYPE) for part in parts)
        assert not found.of(node, ODRL + "leftOperand")


def test_everything_that_constrains_is_a_constraint() -> None:
    found, kinds = graph(), {ODRL + "Constraint", ODRL + "LogicalConstraint"}
    for quad in found.quads:
        if quad.predicate.value in (ODRL + "constraint", ODRL + "refinement"):
            assert kinds & set(found.of(quad.object.value, RDF_TYPE)), quad  # type: ignore[union-attr]


def test_a_refined_collection_has_a_source_and_no_identifier_of_its_own() -> None:
    found = graph()
    parties = found.typed(ODRL + "PartyCollection")
    refined = [node for node in parties if found.of(node, ODRL + "refinement")]
    assert refined
    for node in refined:
        assert len(found.of(node, ODRL + "source")) == 1
        assert not found.of(node, ODRL + "uid")


def test_a_duty_has_a_consequence_nowhere_and_advice_is_no_remedy() -> None:
    predicates = Counter(quad.predicate.value for quad in graph().quads)
    assert predicates[ODRL + "consequence"] == predicates[ODRL + "remedy"] == 0
    assert predicates[SLP + "mending"] > 0


def test_durations_and_dates_have_the_datatypes_that_the_vocabulary_demands() -> None:
    found = graph()
    wanted = {"elapsedTime": "duration", "delayPeriod": "duration", "dateTime": "date"}
    seen = set()
    for quad in found.quads:
        if quad.predicate.value == ODRL + "rightOperand" and isinstance(quad.object, ox.Literal):
            left = found.one(quad.subject.value, ODRL + "leftOperand").removeprefix(ODRL)  # type: ignore[union-attr]
            if left in wanted:
                seen.add(left)
                assert quad.object.datatype.value.endswith("#" + wanted[left])
    assert seen == set(wanted)


def test_collections_do_not_hold_themselves() -> None:
    found = graph()
    for node in {*found.typed(ODRL + "AssetCollection"), *found.typed(ODRL + "PartyCollection")}:
        above, waiting = set[str](), found.of(node, ODRL + "partOf")
        while waiting:
            each = waiting.pop()
            assert each != node
            if each not in above:
                above.add(each)
                waiting += found.of(each, ODRL + "partOf")


def test_there_are_no_blank_nodes_and_every_rule_has_its_words() -> None:
    found = graph()
    for quad in found.quads:
        assert not isinstance(quad.subject, ox.BlankNode)
        assert not isinstance(quad.object, ox.BlankNode)
    for rule in found.typed(*CORE, *OWN):
        if found.of(rule, PROV + "wasDerivedFrom"):
            assert len(found.of(rule, DCTERMS + "description")) == 2, rule
            assert found.of(rule, DCTERMS + "source"), rule


def test_the_order_of_the_rule_book_does_not_matter() -> None:
    book = packaged_book()
    turned = Book(tuple(reversed(book.quads)), book.shapes, book.version)
    assert PROFILE.rulebook is not None
    assert list(PROFILE.rulebook(turned)) == list(PROFILE.rulebook(book))


# What is kept and what is lost.

KEPT = {
    "Aanbeveling", "Actorsoort", "Artikel", "Begrip", "Bereik", "Besluitgrond", "Besluitsoort",
    "Bestandssoort", "Bevoegdheid", "Bewerking", "Bewijsvoorwaarde", "Bindendheid",
    "Brondocument", "Bronpassage", "Casemanagementrol", "Delegatiegrond", "Delegatievereiste",
    "Delegatievoorwaarde", "Delegeerbaarheid", "Domein", "Dossiervoorwaarde", "Duur",
    "Expertrol", "Gegevenscategorie", "Gemachtigdevoorwaarde", "Interventiesoort",
    "Kenmerkvoorwaarde", "Kernrol", "Kwalificatiesoort", "Kwalificatievoorwaarde", "Lezing",
    "Normstatus", "Omvang", "Ontrading", "Onverenigbaarheid", "Organisatiesoort",
    "Overdrachtsvorm", "Periode", "Procesrol", "Processtapsoort", "Recht", "Rechtsbron",
    "Rechtsmiddel", "Rol", "Rolversterking", "Rolvoorwaarde", "Taak", "Termijn", "Toegangsnorm",
    "Toestemming", "Toonvoorwaarde", "Uitkeringsregeling", "Uitzondering",
    "Verantwoordelijkheid", "Verbod", "Verplichting", "Verzekeringsproduct",
    "VoorbehoudenBevoegdheid", "Voorwaarde", "Waarborgsoort", "bereik", "besluitgrond",
    "betreftBegrip", "betreftBesluitsoort", "betreftBestandssoort", "betreftBetrokkenheid",
    "betreftBewerking", "betreftFeit", "betreftGegevens", "betreftInterventiesoort",
    "betreftOrganisatiesoort", "betreftProcesstap", "betreftRol", "betreftTaak",
    "betreftVereiste", "bindendheid", "brederCategorie", "brederTaak", "brondocument", "code",
    "deelVan", "definieert", "domein", "drager", "duur", "eigenschap", "eli", "geldigVanaf",
    "geldtAlleenVoorHandelen", "geldtOokVoorHandelen", "geldtVoor", "gepubliceerdOp",
    "grondslag", "herhaling", "hoogsteWaarde", "inProcesstap", "jci", "jegens", "laatOnverlet",
    "lezing", "nietEerderDan", "omvang", "onderwerp", "onverenigbareRol", "periode",
    "rechtsbron", "remedie", "sluitOverdrachtUit", "status", "strengerDan", "termijn",
    "termijnNaProcesstap", "termijnVanaf", "toegestaneRol", "uitTeOefenenDoor",
    "uitgeslotenGegevens", "uitgever", "uitsluitend", "uitzonderingOp", "vereist",
    "vereistBewijs", "vereistKwalificatie", "vereistWaarborg", "vereisteRol", "vereisteWaarde",
    "versterkt", "vindplaats", "voorwaarde", "wijktAfVan",
}  # fmt: skip
# Terms that only our own privacy rules use, not the norms.
ELSEWHERE = {"isDefinedBy"}


def used_terms() -> set[str]:
    book, found = packaged_book(), set[str]()
    for subject, properties in book.subjects.items():
        if isinstance(subject, ox.NamedNode) and subject.value.startswith(ID):
            found |= {kind.value for kind in book.nodes(subject, RDF_TYPE)}
            found |= {predicate.value for predicate in properties}
    return {term.removeprefix(SL) for term in found if term.startswith(SL)}


def test_every_term_of_the_rule_book_is_kept_or_named_as_lost() -> None:
    named = {term.removeprefix(SL) for term in lost(PROFILE.losses)}
    assert used_terms() <= KEPT | named
    assert not KEPT & named - {"overdrachtsvorm"}
    assert KEPT | named <= used_terms() | ELSEWHERE


def test_the_rules_agree_with_the_alignment() -> None:
    aligned = related("odrl")
    found, book = graph(), packaged_book()
    for rule in found.typed(*CORE):
        for norm in found.of(rule, PROV + "wasDerivedFrom"):
            kinds = [kind.value for kind in book.nodes(ox.NamedNode(norm), RDF_TYPE)]
            targets = {theirs for kind in kinds for _, theirs in aligned.get(kind, ())}
            assert found.one(rule, RDF_TYPE) in targets, rule


def test_the_alignment_names_terms_of_both_vocabularies_that_exist() -> None:
    aligned = related("odrl")
    known = {node.value for node in packaged_book().subjects if isinstance(node, ox.NamedNode)}
    theirs = {term.removeprefix(ODRL) for pairs in aligned.values() for _, term in pairs}
    assert set(aligned) <= known
    beside = {"Action", "timeInterval", "remedy", "read", "distribute"}  # named, not used
    assert theirs <= CORE_TERMS | ADOPTED | beside


def test_alignments_are_no_part_of_the_rule_book() -> None:
    files = ontology_files()
    assert (alignments_folder() / "odrl.ttl").is_file()
    assert not any(alignments_folder() in path.parents for path in files)
    assert any(path.name == "norm.ttl" for path in files)


# Properties of any rule book.

SINGLE = sorted(set(ALLOWED) - {"Onverenigbaarheid", "Ontrading"})
ROLES = "rol:een a sl:Rol ; rdfs:label 'een' . rol:twee a sl:Rol ; rdfs:label 'twee' .\n"


@given(st.sets(st.sampled_from(SINGLE), min_size=1))
def test_no_mix_of_kinds_of_norm_becomes_more_than_its_kinds_allow(kinds: set[str]) -> None:
    types = ", ".join(f"sl:{kind}" for kind in sorted(kinds))
    found = small(
        ROLES
        + f"""norm:n a {types} ; rdfs:label "n" ; skos:definition "N." ; sl:domein x:d ;
        sl:drager rol:een ; sl:betreftTaak taak:t ."""
    )
    allowed = set[str]().union(*(ALLOWED[kind] for kind in kinds))
    rules = found.typed(*CORE, *OWN)
    assert {kind for rule in rules for kind in found.of(rule, RDF_TYPE)} <= allowed
    for rule in rules:
        assert len(found.of(rule, ODRL + "action")) == len(found.of(rule, ODRL + "target")) == 1


@pytest.mark.parametrize(("in_person", "delegate"), list(product((True, False), repeat=2)))
def test_whoever_works_for_the_bearer_is_kept_out_only_of_what_is_done_in_person(
    in_person: bool, delegate: bool
) -> None:
    form = "sl:overdrachtsvorm x:zelf ;" if in_person else ""
    works = "rol:twee sl:voertUitVoor rol:een ." if delegate else ""
    found = small(
        ROLES
        + f"""{works}
        x:zelf sl:sluitOverdrachtUit true .
        sl:door rdfs:domain sl:Handeling ; rdfs:label "door" ; skos:definition "Wie." .
        sl:Handeling rdfs:label "handeling" .
        norm:n a sl:VoorbehoudenBevoegdheid ; rdfs:label "n" ; skos:definition "N." ;
            sl:domein x:d ; sl:drager rol:een ; sl:betreftTaak taak:t ; {form}
            sl:onderwerp taak:t ; sl:betreftFeit sl:Handeling ; sl:betreftBetrokkenheid sl:door ;
            sl:getoetstDoor shape:Voorbehouden ."""
    )
    others = found.one(NORM + "n#prohibition-others", ODRL + "assignee")
    (limit,) = found.of(others, ODRL + "refinement")
    spared = found.says(limit)[2]
    assert (ROL + "twee" in spared) == (delegate and not in_person)
    assert ROL + "een" in spared


def test_a_file_with_forbidden_data_is_forbidden_and_one_with_permitted_data_stays_shut() -> None:
    norm = """rdfs:label "n" ; skos:definition "N." ; sl:domein x:d ; sl:drager rol:een ;
        sl:betreftGegevens x:data ; sl:onderwerp x:data ; sl:betreftBewerking x:lezen ;
        sl:betreftFeit sl:Gegevensverwerking ; sl:betreftBetrokkenheid sl:door"""
    found = small(
        ROLES
        + f"""
        x:file a sl:Bestandssoort ; sl:bevat x:fine . x:fine a sl:Gegevenscategorie ;
            sl:brederCategorie x:data . x:data a sl:Gegevenscategorie .
        x:lezen rdfs:label "lezen" ; skos:definition "Lezen." .
        sl:door rdfs:domain sl:Gegevensverwerking ; rdfs:label "door" ; skos:definition "Wie." .
        sl:Gegevensverwerking rdfs:label "verwerking" .
        norm:mag a sl:Toestemming, sl:Toegangsnorm ; {norm} .
        norm:niet a sl:Verbod, sl:Toegangsnorm ; sl:getoetstDoor shape:Verboden ; {norm} ."""
    )
    forbidden = found.one(NORM + "niet#prohibition", ODRL + "target")
    assert forbidden in found.of(ID + "x/file", ODRL + "partOf")
    assert found.of(NORM + "mag#permission", ODRL + "target") == [ID + "x/data"]
