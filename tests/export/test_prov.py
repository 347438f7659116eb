"""PROV-O: what is said, what is left out, and that it is valid provenance.

There are no official shapes for PROV-O. What the specification "Constraints of the PROV Data Model"
(W3C, 30 April 2013) and the ontology ask is checked here, by the number of the constraint.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from rdflib.namespace import PROV, TIME

from dossier_profiles import (
    CLASSES,
    EXAMPLES,
    PREFIXES,
    PROPERTIES,
    WORLD,
    above,
    alignment,
    case_of,
    changes,
    dossiers,
    leaves_a_trace,
    lines,
    modules,
    of_class,
    read_case,
    said,
    says,
    turtle,
)
from scheidslijn.export.profile import lost
from scheidslijn.export.prov import PROFILE
from scheidslijn.namespaces import ID, RDF_TYPE, RDFS, SKOS, SL
from scheidslijn.reasoning import check

TYPE: Final = ox.NamedNode(RDF_TYPE)
LOST: Final = {term.removeprefix(SL) for term in lost(PROFILE.losses)}
PEOPLE: Final = """
:d a sl:Dossier . :pia a sl:Persoon . :vera a sl:Persoon . :bas a sl:Persoon .
:werf a sl:Organisatie . :uwv a sl:Organisatie .
"""
# An association: of whom in what, with which role.
BY: Final = """
    :{0} prov:wasAssociatedWith :{2} ; prov:qualifiedAssociation :{0}|{1} .
    :{0}|{1} a prov:Association ; prov:agent :{2} ; prov:hadRole sl:{3} . sl:{3} a prov:Role .
"""
# What the ontology says of the terms that are used (https://www.w3.org/ns/prov-o.ttl, version
# 2013-04-30), and the alignment with OWL-Time of its editors: domain, range, classes.
SIDES: Final = {
    "prov:actedOnBehalfOf": ("Agent", "Agent"),
    "prov:agent": ("AgentInfluence", "Agent"),
    "prov:atLocation": ("Entity", "Location"),
    "prov:hadActivity": ("Delegation", "Activity"),
    "prov:hadMember": ("Collection", "Entity"),
    "prov:hadPlan": ("Association", "Plan"),
    "prov:hadRole": ("Association", "Role"),
    "prov:qualifiedAssociation": ("Activity", "Association"),
    "prov:qualifiedDelegation": ("Agent", "Delegation"),
    "prov:specializationOf": ("Entity", "Entity"),
    "prov:used": ("Activity", "Entity"),
    "prov:wasAssociatedWith": ("Activity", "Agent"),
    "prov:wasAttributedTo": ("Entity", "Agent"),
    "prov:wasGeneratedBy": ("Entity", "Activity"),
    "prov:wasInformedBy": ("Activity", "Activity"),
}
BROADER: Final = {
    "Association": {"AgentInfluence"},
    "Collection": {"Entity"},
    "Delegation": {"AgentInfluence"},
    "Organization": {"Agent"},
    "Person": {"Agent"},
    "Plan": {"Entity"},
}
OTHERS: Final = {
    "rdf:type", "dcterms:date", "dcterms:isPartOf", "time:hasTime", "time:hasBeginning",
    "time:hasEnd", "time:inXSDDate",
}  # fmt: skip


def short(node: object) -> str:
    iri = node.value if isinstance(node, ox.NamedNode) else str(node)
    for name, base in PREFIXES.items():
        if name and iri.startswith(base):
            return f"{name}:{iri.removeprefix(base)}"
    return iri


def lines_of(text: str) -> set[str]:
    return lines(turtle(text))


def by(activity: str, part: str, agent: str, role: str) -> str:
    """Return an association of an agent with an activity, in Turtle."""
    return BY.format(activity, part, agent, role)


def individual(kind: str, name: str) -> str:
    return f"<{ID}{kind}/{name}>"


def plan(node: str) -> str:
    return f" {node} a prov:Plan , prov:Entity . "


def left(text: str) -> list[tuple[str, str, str]]:
    """Return what is left out of a dossier, in short."""
    _, found = said(PROFILE, case_of(turtle(PEOPLE + text)))

    def plain(term: str) -> str:
        return term.removeprefix(PREFIXES[""]).removeprefix(SL).removeprefix(PREFIXES["rdf"])

    return [(plain(e.subject), plain(e.predicate), plain(e.value)) for e in found]


# Agents, and the case


def test_persons_and_organisations_are_agents() -> None:
    text = ":noud a sl:Persoon . :fonds a sl:Organisatie . :wie a sl:Actor ."
    assert says(PROFILE, text) == lines_of("""
        :noud a prov:Person , prov:Agent , sl:Persoon .
        :fonds a prov:Organization , prov:Agent , sl:Organisatie .
        :wie a prov:Agent , sl:Actor .""")


def test_the_case_is_an_activity_of_employer_and_employee_with_a_period() -> None:
    text = """:zaak a sl:Dossier ; sl:werknemer :pia ; sl:werkgever :werf ;
        sl:domein <https://w3id.org/scheidslijn/id/domein/verzuim> ;
        sl:eersteZiektedag "2026-01-05"^^xsd:date ;
        sl:vanaf "2026-01-05"^^xsd:date ; sl:totEnMet "2026-06-30"^^xsd:date ."""
    assert says(PROFILE, text, PEOPLE) == lines_of(
        """
        :zaak a prov:Activity , sl:Dossier ; time:hasTime :zaak|periode .
        :zaak|periode a time:Interval ;
            time:hasBeginning :zaak|begin ; time:hasEnd :zaak|eind .
        :zaak|begin a time:Instant ; time:inXSDDate "2026-01-05"^^xsd:date .
        :zaak|eind a time:Instant ; time:inXSDDate "2026-06-30"^^xsd:date .
        """
        + by("zaak", "werknemer", "pia", "werknemer")
        + by("zaak", "werkgever", "werf", "werkgever")
    )


# Roles and delegation


def test_a_role_is_an_association_with_the_case_and_its_principal_a_delegation() -> None:
    text = """:rol a sl:Rolvervulling ; sl:dossier :d ; sl:door :vera ; sl:namens :werf ;
        sl:rol rol:casemanager-werkgeversregie ; sl:vanaf "2026-01-05"^^xsd:date ."""
    assert says(PROFILE, text, PEOPLE) == lines_of("""
        :d prov:wasAssociatedWith :vera ; prov:qualifiedAssociation :rol .
        :rol a prov:Association , sl:Rolvervulling ; prov:agent :vera ;
            prov:hadRole rol:casemanager-werkgeversregie ; time:hasTime :rol|periode .
        rol:casemanager-werkgeversregie a prov:Role .
        :vera prov:actedOnBehalfOf :werf ; prov:qualifiedDelegation :rol|namens .
        :rol|namens a prov:Delegation ; prov:agent :werf ; prov:hadActivity :d ;
            time:hasTime :rol|periode .
        :rol|periode a time:Interval ; time:hasBeginning :rol|begin .
        :rol|begin a time:Instant ; time:inXSDDate "2026-01-05"^^xsd:date .""")


def test_a_role_for_one_decision_is_an_association_with_that_decision() -> None:
    world = PEOPLE + ":b a sl:Besluit ; sl:dossier :d ."
    text = """:rol a sl:Rolvervulling ; sl:dossier :d ; sl:door :vera ;
        sl:rol rol:voorbereider-besluit ; sl:betreftBesluit :b ."""
    assert says(PROFILE, text, world) == lines_of("""
        :b prov:wasAssociatedWith :vera ; prov:qualifiedAssociation :rol .
        :rol a prov:Association , sl:Rolvervulling ; prov:agent :vera ;
            prov:hadRole rol:voorbereider-besluit .
        rol:voorbereider-besluit a prov:Role .""")


def test_a_task_delegation_is_a_plan_that_covers_tasks_and_a_delegation() -> None:
    text = """:td a sl:Taakdelegatie ; sl:dossier :d ; sl:delegerende :bas ; sl:gedelegeerde :vera ;
        sl:gedelegeerdeTaak taak:medische-anamnese ; sl:metGezondheidsgegevens true ;
        sl:bewijs :bewijs ; sl:waarborg :stuk ; sl:vanaf "2026-01-12"^^xsd:date .
        :bewijs a sl:Delegatiebewijs ; sl:door :vera ; sl:datum "2026-01-12"^^xsd:date ;
            sl:vereiste <https://w3id.org/scheidslijn/id/delegatievereiste/toezicht> .
        :stuk a sl:Waarborg ; sl:ondertekendDoor :werf , :vera ."""
    assert says(PROFILE, text, PEOPLE) == lines_of(
        """
        :td a prov:Plan , prov:Entity , prov:Collection , sl:Taakdelegatie ;
            dcterms:isPartOf :d ; prov:wasAttributedTo :bas ; time:hasTime :td|periode ;
            prov:hadMember taak:medische-anamnese .
        :vera prov:actedOnBehalfOf :bas ; prov:qualifiedDelegation :td|delegatie .
        :td|delegatie a prov:Delegation ; prov:agent :bas ; prov:hadActivity :d ;
            time:hasTime :td|periode .
        :td|periode a time:Interval ; time:hasBeginning :td|begin .
        :td|begin a time:Instant ; time:inXSDDate "2026-01-12"^^xsd:date .
        :bewijs a prov:Entity , sl:Delegatiebewijs ; dcterms:isPartOf :td ;
            prov:wasAttributedTo :vera ; dcterms:date "2026-01-12"^^xsd:date .
        :stuk a prov:Entity , sl:Waarborg ; dcterms:isPartOf :td ;
            prov:wasAttributedTo :werf , :vera .
        """
        + plan("taak:medische-anamnese")
    )


# Acts


def test_an_act_has_a_day_a_performer_in_a_capacity_and_the_task_as_plan() -> None:
    world = PEOPLE + (
        ":rol a sl:Rolvervulling ; sl:dossier :d ; sl:door :vera ; sl:rol rol:bedrijfsarts ."
    )
    text = """:spreekuur a sl:Handeling ; sl:dossier :d ; sl:door :vera ; sl:inRol :rol ;
        sl:taak taak:medisch-oordeel ; sl:tenAanzienVan :pia ; sl:datum "2026-01-14"^^xsd:date ."""
    assert says(PROFILE, text, world) == lines_of(
        """
        :spreekuur a prov:Activity , sl:Handeling ; dcterms:isPartOf :d ;
            dcterms:date "2026-01-14"^^xsd:date .
        :spreekuur|door prov:hadRole rol:bedrijfsarts ; prov:hadPlan taak:medisch-oordeel .
        """
        + by("spreekuur", "door", "vera", "door")
        + plan("taak:medisch-oordeel")
    )


def test_an_association_has_one_plan_so_a_delegation_has_its_own() -> None:
    world = PEOPLE + (
        ":td a sl:Taakdelegatie ; sl:dossier :d ; sl:delegerende :bas ; sl:gedelegeerde :vera ."
    )
    text = """:gesprek a sl:Handeling ; sl:dossier :d ; sl:door :vera ;
        sl:taak taak:medische-anamnese ; sl:opGrondVan :td ."""
    assert says(PROFILE, text, world) == lines_of(
        """
        :gesprek a prov:Activity , sl:Handeling ; dcterms:isPartOf :d .
        :gesprek|door prov:hadPlan taak:medische-anamnese .
        :gesprek|door-2 prov:hadPlan :td .
        """
        + by("gesprek", "door", "vera", "door")
        + by("gesprek", "door-2", "vera", "door")
        + plan("taak:medische-anamnese")
    )


def test_what_was_done_by_nobody_named_still_has_its_plan() -> None:
    kind = individual("interventiesoort", "niet-medisch")
    text = f":i a sl:Interventie ; sl:dossier :d ; sl:interventiesoort {kind} ."
    assert says(PROFILE, text, PEOPLE) == lines_of(
        f"""
        :i a prov:Activity , sl:Interventie ; dcterms:isPartOf :d ;
            prov:qualifiedAssociation :i|door .
        :i|door a prov:Association ; prov:hadPlan {kind} .
        """
        + plan(kind)
    )


def test_an_approval_is_a_later_activity_informed_by_the_act() -> None:
    text = """:spreekuur a sl:Handeling ; sl:dossier :d ; sl:goedgekeurd true ;
        sl:goedgekeurdDoor :bas ; sl:goedgekeurdOp "2026-01-20"^^xsd:date ."""
    assert says(PROFILE, text, PEOPLE) == lines_of(
        """
        :spreekuur a prov:Activity , sl:Handeling ; dcterms:isPartOf :d .
        :spreekuur|goedkeuring a prov:Activity ; dcterms:isPartOf :d ;
            prov:wasInformedBy :spreekuur ; dcterms:date "2026-01-20"^^xsd:date ;
            prov:wasAssociatedWith :bas ;
            prov:qualifiedAssociation :spreekuur|goedkeuring-door .
        :spreekuur|goedkeuring-door a prov:Association ; prov:agent :bas ;
            prov:hadRole sl:goedgekeurdDoor .
        sl:goedgekeurdDoor a prov:Role .
        """
    )


def test_data_are_used_generated_given_and_received() -> None:
    category = individual("gegevenscategorie", "klachten")
    operation = individual("bewerking", "delen")
    file = individual("bestandssoort", "re-integratiedossier")
    text = f""":v a sl:Gegevensverwerking ; sl:dossier :d ; sl:door :vera ;
        sl:gegevens {category} ; sl:bewerking {operation} ; sl:bestandssoort {file} ;
        sl:vastgesteldDoor :bas ; sl:afkomstigVan :pia ; sl:verstrektAan :werf ;
        sl:metToestemming true ."""
    further = "".join(
        f"""
        :v|{part} a prov:Activity ; dcterms:isPartOf :d ; prov:wasAssociatedWith :{agent} ;
            prov:qualifiedAssociation :v|{part}-door .
        :v|{part}-door a prov:Association ; prov:agent :{agent} ; prov:hadRole sl:{role} .
        sl:{role} a prov:Role .
        """
        for part, agent, role in (
            ("vaststelling", "bas", "vastgesteldDoor"),
            ("herkomst", "pia", "afkomstigVan"),
            ("ontvangst", "werf", "verstrektAan"),
        )
    )
    assert says(PROFILE, text, PEOPLE) == lines_of(
        f"""
        :v a prov:Activity , sl:Gegevensverwerking ; dcterms:isPartOf :d ;
            prov:used :v|gegevens ; prov:wasInformedBy :v|herkomst .
        :v|door prov:hadPlan {operation} .
        :v|gegevens a prov:Entity ; prov:specializationOf {category} ;
            prov:atLocation {file} ; prov:wasGeneratedBy :v|vaststelling .
        {category} a prov:Entity . {file} a prov:Location .
        :v|ontvangst prov:wasInformedBy :v .
        """
        + further
        + by("v", "door", "vera", "door")
        + plan(operation)
    )


def test_each_kind_of_data_is_an_entity_of_its_own() -> None:
    first, second = (
        individual("gegevenscategorie", name) for name in ("klachten", "procesgegevens")
    )
    text = f":v a sl:Gegevensverwerking ; sl:dossier :d ; sl:gegevens {second} , {first} ."
    assert says(PROFILE, text, PEOPLE) == lines_of(f"""
        :v a prov:Activity , sl:Gegevensverwerking ; dcterms:isPartOf :d ;
            prov:used :v|gegevens , :v|gegevens-2 .
        :v|gegevens a prov:Entity ; prov:specializationOf {first} .
        :v|gegevens-2 a prov:Entity ; prov:specializationOf {second} .
        {first} a prov:Entity . {second} a prov:Entity .""")


# Decisions, and what becomes of them


def test_a_decision_is_prepared_taken_and_issued_by_different_roles() -> None:
    kind = individual("besluitsoort", "opschorten")
    text = f""":b a sl:Besluit ; sl:dossier :d ; sl:besluitsoort {kind} ; sl:voorbereidDoor :vera ;
        sl:door :werf ; sl:beschikkingDoor :uwv ; sl:inNaamVan :uwv ;
        sl:datum "2026-02-02"^^xsd:date ; sl:vanaf "2026-02-03"^^xsd:date ."""
    assert says(PROFILE, text, PEOPLE) == lines_of(
        f"""
        :b a prov:Activity , sl:Besluit ; dcterms:isPartOf :d ;
            dcterms:date "2026-02-02"^^xsd:date .
        :b|door prov:hadPlan {kind} .
        :werf prov:actedOnBehalfOf :uwv ; prov:qualifiedDelegation :b|namens .
        :b|namens a prov:Delegation ; prov:agent :uwv ; prov:hadActivity :b .
        :b|beslissing a prov:Entity ; prov:wasGeneratedBy :b ; time:hasTime :b|periode .
        :b|periode a time:Interval ; time:hasBeginning :b|begin .
        :b|begin a time:Instant ; time:inXSDDate "2026-02-03"^^xsd:date .
        """
        + by("b", "voorbereidDoor", "vera", "voorbereidDoor")
        + by("b", "door", "werf", "door")
        + by("b", "beschikkingDoor", "uwv", "beschikkingDoor")
        + by("b", "inNaamVan", "uwv", "inNaamVan")
        + plan(kind)
    )


def test_whoever_decides_in_his_own_name_acts_on_behalf_of_nobody() -> None:
    text = ":b a sl:Besluit ; sl:dossier :d ; sl:door :uwv ; sl:inNaamVan :uwv ."
    assert says(PROFILE, text, PEOPLE) == lines_of(
        """
        :b a prov:Activity , sl:Besluit ; dcterms:isPartOf :d .
        :b|beslissing a prov:Entity ; prov:wasGeneratedBy :b .
        """
        + by("b", "door", "uwv", "door")
        + by("b", "inNaamVan", "uwv", "inNaamVan")
    )


def test_an_objection_uses_the_decision_and_a_hearing_is_informed_by_the_objection() -> None:
    world = PEOPLE + ":b a sl:Besluit ; sl:dossier :d ."
    text = """:bezwaar a sl:Bezwaar ; sl:dossier :d ; sl:bestredenBesluit :b ; sl:indiener :pia ;
            sl:medischeStukkenAan :bas .
        :zitting a sl:Hoorzitting ; sl:dossier :d ; sl:overBezwaar :bezwaar ;
            sl:voorzitter :bas ; sl:hoorder :bas , :vera ."""
    assert says(PROFILE, text, world) == lines_of(
        """
        :bezwaar a prov:Activity , sl:Bezwaar ; dcterms:isPartOf :d ; prov:used :b|beslissing .
        :bezwaar|ontvangst-stukken a prov:Activity ; dcterms:isPartOf :d , :bezwaar ;
            prov:wasAssociatedWith :bas ;
            prov:qualifiedAssociation :bezwaar|ontvangst-stukken-door .
        :bezwaar|ontvangst-stukken-door a prov:Association ; prov:agent :bas ;
            prov:hadRole sl:medischeStukkenAan .
        sl:medischeStukkenAan a prov:Role .
        :zitting a prov:Activity , sl:Hoorzitting ; dcterms:isPartOf :d ;
            prov:wasInformedBy :bezwaar .
        """
        + by("bezwaar", "indiener", "pia", "indiener")
        + by("zitting", "voorzitter", "bas", "voorzitter")
        + by("zitting", "hoorder", "bas", "hoorder")
        + by("zitting", "hoorder-2", "vera", "hoorder")
    )


def test_a_step_that_was_taken_is_an_activity_on_that_day() -> None:
    kind = individual("processtapsoort", "probleemanalyse")
    text = f""":stap a sl:Processtap ; sl:dossier :d ; sl:processtapsoort {kind} ; sl:door :bas ;
        sl:uiterlijkOp "2026-02-16"^^xsd:date ; sl:verrichtOp "2026-02-10"^^xsd:date ."""
    assert says(PROFILE, text, PEOPLE) == lines_of(
        f"""
        :stap a prov:Activity , sl:Processtap ; dcterms:isPartOf :d ;
            dcterms:date "2026-02-10"^^xsd:date .
        :stap|door prov:hadPlan {kind} .
        """
        + by("stap", "door", "bas", "door")
        + plan(kind)
    )


INVOLVED: Final = {
    "Deskundigenoordeel": ("aanvrager", "gevraagdAan"),
    "Interventie": ("voorgesteldDoor", "beoordeeldDoor", "beslistDoor", "betaaldDoor"),
    "Klacht": ("indiener",),
    "Overleg": ("deelnemer",),
    "SecondOpinion": ("aanvrager", "gevraagdAan", "betaaldDoor"),
    "Verwijzing": ("door", "voorgesteldDoor", "beslistDoor"),
}


@pytest.mark.parametrize("kind", INVOLVED)
def test_each_involvement_is_an_association_with_its_own_role(kind: str) -> None:
    text = "".join(f" ; sl:{name} :bas" for name in INVOLVED[kind])
    expected = "".join(by("x", name, "bas", name) for name in INVOLVED[kind])
    assert says(PROFILE, f":x a sl:{kind} ; sl:dossier :d{text} .", PEOPLE) == lines_of(
        f":x a prov:Activity , sl:{kind} ; dcterms:isPartOf :d . {expected}"
    )


# What is left out by name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":s a sl:Processtap ; sl:dossier :d ; sl:uiterlijkOp"
         ' "2026-02-16"^^xsd:date .', [("s", "type", "Processtap")]),
        (":r a sl:Rolvervulling ; sl:dossier :d ; sl:door :vera .",
         [("r", "type", "Rolvervulling")]),
        (":a a sl:Aansturing ; sl:aangestuurde :vera ; sl:aansturende :werf .", []),
    ],
)  # fmt: skip
def test_what_prov_has_no_place_for_is_not_said(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert left(text) == expected
    assert says(PROFILE, text, PEOPLE) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":h a sl:Handeling ; sl:dossier :d ; sl:goedgekeurd false ; sl:goedgekeurdDoor :bas .",
         [("h", "goedgekeurd", '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
          ("h", "goedgekeurdDoor", "bas")]),
        (":r a sl:Rolvervulling ; sl:dossier :d ; sl:door :vera ; sl:rol rol:bedrijfsarts ."
         " :h a sl:Handeling ; sl:dossier :d ; sl:door :bas ; sl:inRol :r .",
         [("h", "inRol", "r")]),
        (":r a sl:Rolvervulling ; sl:dossier :d ; sl:door :uwv ; sl:rol rol:werkgever ;"
         " sl:namens :uwv .", [("r", "namens", "uwv")]),
        (":w a sl:Waarborg , sl:Handeling .", [("w", "type", "Waarborg")]),
        (":h a sl:Handeling ; sl:dossier :d ; sl:door :d .", [("h", "door", "d")]),
        (":z a sl:Hoorzitting ; sl:dossier :d ; sl:overBezwaar :d .", [("z", "overBezwaar", "d")]),
        (":b a sl:Beroep ; sl:dossier :d ; sl:bestredenBesluit :d .",
         [("b", "bestredenBesluit", "d")]),
        (":h a sl:Handeling ; sl:dossier :d ; sl:opGrondVan :d .", [("h", "opGrondVan", "d")]),
        (":r a sl:Rolvervulling ; sl:dossier :d ; sl:door :bas , :vera ; sl:rol rol:bedrijfsarts .",
         [("r", "door", "vera")]),
        (":e a sl:Dossier . :r a sl:Rolvervulling ; sl:dossier :d , :e ; sl:door :bas ;"
         " sl:rol rol:bedrijfsarts .", [("r", "dossier", "e")]),
        (":e a sl:Dossier . :td a sl:Taakdelegatie ; sl:dossier :d , :e ; sl:delegerende :bas ;"
         " sl:gedelegeerde :pia , :vera .", [("td", "gedelegeerde", "vera"),
                                             ("td", "dossier", "e")]),
    ],
)  # fmt: skip
def test_one_value_that_prov_cannot_hold_is_named(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert left(text) == expected


# Every term is kept or named as lost


@pytest.mark.parametrize("kind", CLASSES)
def test_a_class_or_property_is_lost_only_by_name(kind: str) -> None:
    assert leaves_a_trace(PROFILE, kind) == (kind not in LOST)
    for each in of_class(kind):
        kept = kind not in LOST and each.name not in LOST
        assert changes(PROFILE, kind, each.name) == kept, each


def test_a_property_that_is_not_lost_changes_what_is_said_of_some_fact() -> None:
    kept = {
        each.name
        for kind in CLASSES
        for each in of_class(kind)
        if changes(PROFILE, kind, each.name)
    }
    assert kept == PROPERTIES.keys() - LOST


def test_only_terms_of_dossiers_are_named_as_lost() -> None:
    assert set(CLASSES) | PROPERTIES.keys() >= LOST


# What holds of every dossier


def check_constraints(quads: Iterable[ox.Quad]) -> None:
    """Check that what is said is typed, and valid in the sense of PROV-CONSTRAINTS."""
    quads = list(quads)
    values: defaultdict[tuple[str, object], list[object]] = defaultdict(list)
    kinds: defaultdict[object, set[str]] = defaultdict(set)
    for quad in quads:
        values[short(quad.predicate), quad.subject].append(quad.object)
        if quad.predicate == TYPE and short(quad.object).startswith("prov:"):
            kind = short(quad.object).removeprefix("prov:")
            kinds[quad.subject] |= {kind} | BROADER.get(kind, set())
    for quad in quads:
        name = short(quad.predicate)
        assert name in SIDES or name in OTHERS, quad
        # a moment would have to be made up
        assert not (isinstance(quad.object, ox.Literal) and "dateTime" in str(quad.object)), quad
        if name in SIDES:  # constraint 50: typing
            assert SIDES[name][0] in kinds[quad.subject], quad
            assert SIDES[name][1] in kinds[quad.object], quad
    for found in kinds.values():
        assert not {"Entity", "Activity"} <= found  # constraint 55
        assert not ({"Entity", "Activity", "Agent"} & found and "AgentInfluence" in found)  # 54
        assert not {"Association", "Delegation"} <= found  # constraint 53
    check_qualified(quads, values, kinds)
    for (name, node), others in values.items():
        assert name != "prov:specializationOf" or node not in others  # constraint 52


def check_qualified(
    quads: Iterable[ox.Quad],
    values: defaultdict[tuple[str, object], list[object]],
    kinds: defaultdict[object, set[str]],
) -> None:
    """Check the keys of constraint 23, and that a qualified relation has its plain one."""
    for qualified, plain, kind, most in (
        ("qualifiedAssociation", "wasAssociatedWith", "Association", ("hadPlan",)),
        ("qualifiedDelegation", "actedOnBehalfOf", "Delegation", ("hadActivity",)),
    ):
        owners = Counter(q.object for q in quads if short(q.predicate) == f"prov:{qualified}")
        relations = {node for node, found in kinds.items() if kind in found}
        assert owners == dict.fromkeys(relations, 1)
        said_plain, implied = set(), set()
        for quad in quads:
            if short(quad.predicate) == f"prov:{plain}":
                said_plain.add((quad.subject, quad.object))
            if short(quad.predicate) == f"prov:{qualified}":
                agents = values["prov:agent", quad.object]
                assert len(agents) <= 1
                implied |= {(quad.subject, agent) for agent in agents}
                assert all(len(values[f"prov:{name}", quad.object]) <= 1 for name in most)
        assert said_plain == implied


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_valid_provenance(path: Path) -> None:
    quads, _ = said(PROFILE, read_case(path))
    assert quads
    check_constraints(quads)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(dossiers())
def test_any_dossier_is_valid_provenance(quads: list[ox.Quad]) -> None:
    found, _ = said(PROFILE, case_of(quads))
    check_constraints(found)
    assert len(set(found)) == len(found)
    again, _ = said(PROFILE, case_of(quads))
    assert again == found


@pytest.mark.parametrize(
    "planted",
    [
        ":besluit a prov:Entity .",
        ":rol a prov:Activity .",
        ":rol prov:hadPlan :delegatie , :nog . :nog a prov:Plan .",
        ":d prov:wasAssociatedWith :bas .",
        ":d prov:used :vera .",
        ":d prov:startedAtTime '2026-01-05T00:00:00'^^xsd:dateTime .",
    ],
)
def test_a_planted_breach_of_a_constraint_is_found(planted: str) -> None:
    quads, _ = said(PROFILE, case_of(turtle(WORLD)))
    check_constraints(quads)
    with pytest.raises(AssertionError):
        check_constraints([*quads, *turtle(planted)])


# The alignment


def test_every_class_that_is_said_is_aligned() -> None:
    related: defaultdict[str, set[str]] = defaultdict(set)
    matches = {RDFS + "subClassOf", *(SKOS + m for m in ("closeMatch", "broadMatch"))}
    for triple in alignment("prov"):
        if triple.predicate.value in matches:
            related[short(triple.subject)].add(short(triple.object))
    for kind in CLASSES:
        if kind in LOST or kind == "Processtap":
            continue
        text = f"{WORLD} :feit a sl:{kind} ; sl:dossier :d ; sl:door :vera ; sl:rol rol:werkgever ."
        quads, _ = said(PROFILE, case_of(turtle(text)))
        node = ox.NamedNode(PREFIXES[""] + "feit")
        types = {short(q.object) for q in quads if q.subject == node and q.predicate == TYPE}
        known = set[str]().union(*(related[f"sl:{each}"] for each in above(kind)))
        broader = {f"prov:{b}" for each in known for b in BROADER.get(each[5:], ())}
        outside = {each for each in types if not each.startswith("sl:")}
        assert outside & related[f"sl:{kind}"], kind
        assert outside <= known | broader, kind
    assert related["sl:Processtap"] == {"prov:Activity"}


def test_the_terms_of_others_exist() -> None:
    # rdflib has lists of the terms of published vocabularies
    published = {"prov": PROV, "time": TIME}
    nodes = {node for triple in alignment("prov") for node in triple}
    nodes |= {
        node
        for path in EXAMPLES
        for quad in said(PROFILE, read_case(path))[0]
        for node in (quad.predicate, quad.object)
    }
    names = {short(node) for node in nodes if short(node).partition(":")[0] in published}
    assert {"prov:Delegation", "prov:hadPlan", "time:hasTime"} <= names
    unknown = [
        name for name in names if name.partition(":")[2] not in published[name.partition(":")[0]]
    ]
    assert unknown == []


def test_the_alignment_and_what_is_said_are_consistent_with_prov() -> None:
    path = next(p for p in EXAMPLES if p.stem == "van-triage-tot-terugkoppeling-wel")
    out = [quad.triple for quad in said(PROFILE, read_case(path))[0]]
    whole = [*modules(), *alignment("prov"), *alignment("dcterms"), *prov_axioms(), *out]
    found = check(whole)
    assert found.consistent
    assert found.unsatisfiable == ()
    clash = turtle(":x a sl:Handeling , prov:Plan .")
    assert not check([*whole, *(quad.triple for quad in clash)]).consistent


def prov_axioms() -> list[ox.Triple]:
    """Return what PROV-O and OWL-Time say of the terms that are used."""
    classes = {side for sides in SIDES.values() for side in sides} | BROADER.keys()
    text = [f"prov:{name} a owl:Class ." for name in sorted(classes | {"InstantaneousEvent"})]
    for name, (domain, value) in SIDES.items():
        text.append(f"{name} a owl:ObjectProperty .")
        if name != "prov:atLocation":  # whose domain is a union
            text.append(f"{name} rdfs:domain prov:{domain} .")
        text.append(f"{name} rdfs:range prov:{value} .")
    text += [f"prov:{low} rdfs:subClassOf prov:{up} ." for low in BROADER for up in BROADER[low]]
    text.append("""
        prov:Activity owl:disjointWith prov:Entity .
        prov:Entity owl:disjointWith prov:InstantaneousEvent .
        prov:Agent owl:disjointWith prov:InstantaneousEvent .
        prov:wasAssociatedWith owl:propertyChainAxiom ( prov:qualifiedAssociation prov:agent ) .
        prov:actedOnBehalfOf owl:propertyChainAxiom ( prov:qualifiedDelegation prov:agent ) .
        time:TemporalEntity a owl:Class . time:Interval a owl:Class . time:Instant a owl:Class .
        time:Interval rdfs:subClassOf time:TemporalEntity .
        time:Instant rdfs:subClassOf time:TemporalEntity .
        prov:Activity rdfs:subClassOf time:TemporalEntity .
        time:hasTime a owl:ObjectProperty ; rdfs:range time:TemporalEntity .
        time:hasBeginning a owl:ObjectProperty ; rdfs:range time:Instant .
        time:hasEnd a owl:ObjectProperty ; rdfs:range time:Instant .
        time:inXSDDate a owl:DatatypeProperty .""")
    return [quad.triple for quad in turtle("\n".join(text))]
