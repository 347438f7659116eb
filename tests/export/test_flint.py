"""Norms as FLINT frames: each slot says what the norm says, and no more."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheidslijn.export import packaged_book
from scheidslijn.export.flint import PROFILE
from scheidslijn.export.flint.facts import Construct
from scheidslijn.export.material import Book
from scheidslijn.export.profile import Unholdable, lost
from scheidslijn.model import RuleBookVersion
from scheidslijn.namespaces import DCTERMS, ID, RDF, RDF_TYPE, RDFS, RDFS_LABEL, SKOS, SL

ROOT = Path(__file__).parents[2]
FLINT = "http://ontology.tno.nl/normengineering/flint#"
SRC = "http://ontology.tno.nl/normengineering/source#"
CASES = "https://example.org/"
HEADER = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ex: <https://example.org/> .
@prefix flint: <http://ontology.tno.nl/normengineering/flint#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sl: <https://w3id.org/scheidslijn/def#> .
@prefix src: <http://ontology.tno.nl/normengineering/source#> .
@prefix status: <https://w3id.org/scheidslijn/id/normstatus/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
KINDS = (
    HEADER
    + """
sl:Bevoegdheid rdfs:subClassOf sl:Norm . sl:Toestemming rdfs:subClassOf sl:Norm .
sl:Verplichting rdfs:subClassOf sl:Norm . sl:Definitie rdfs:subClassOf sl:Norm .
sl:Aanbeveling rdfs:subClassOf sl:Norm . sl:Verbod rdfs:subClassOf sl:Norm .
sl:Recht rdfs:subClassOf sl:Norm . sl:Uitzondering rdfs:subClassOf sl:Norm .
"""
)
# A power of two roles over a decision for a part, on a condition, with an exception, in a period.
POWER = (
    KINDS
    + """
ex:mag a sl:Bevoegdheid ; rdfs:label "de baas weigert"@nl ; skos:definition "Hij kan."@nl ;
    sl:drager ex:baas, ex:chef ; sl:jegens ex:klerk ; sl:betreftBesluitsoort ex:weigeren ;
    sl:betreftBegrip ex:plicht ; sl:voorwaarde ex:laat ; sl:omvang ex:deel, ex:rest ;
    sl:domein ex:verzuim ; sl:status ex:wet ; sl:vindplaats ex:plek ; sl:grondslag ex:artikel ;
    sl:geldigVanaf "2024-01-01"^^xsd:date ; sl:vervaltOp "2026-01-01"^^xsd:date .
ex:behalve a sl:Uitzondering ; rdfs:label "behalve dan"@nl ; skos:definition "Dan niet."@nl ;
    sl:uitzonderingOp ex:mag .
ex:baas rdfs:label "baas"@nl . ex:chef rdfs:label "chef"@nl . ex:klerk rdfs:label "klerk"@nl .
ex:weigeren rdfs:label "weigeren"@nl ; skos:definition "Niet geven."@nl .
ex:plek sl:brondocument ex:bron ; sl:sectie "2.1" ; sl:eersteRegel 7 ; sl:laatsteRegel 9 .
ex:bron rdfs:label "Standpunt"@nl ; sl:code "ST-1" .
ex:artikel rdfs:label "artikel 1"@nl ; sl:jci "jci1.3:c:BWBR0000001&artikel=1" ;
    sl:rechtsbron ex:boek .
ex:boek rdfs:label "Wet"@nl .
"""
)
# Worked out by hand from the FLINT ontology, version 1.0.0.
POWER_IN_FLINT = (
    HEADER
    + """
<https://example.org/mag#act> a flint:Act ; rdfs:label "de baas weigert"@nl ;
    rdfs:comment "Hij kan."@nl ; dcterms:source ex:mag ; dcterms:type sl:Bevoegdheid, ex:wet ;
    dcterms:valid "start=2024-01-01; end=2025-12-31; scheme=W3C-DTF;"^^dcterms:Period ;
    dcterms:subject ex:plicht ; rdfs:seeAlso ex:behalve ;
    flint:hasTextFragment ex:plek ; flint:hasSource ex:artikel ;
    flint:hasActor <https://example.org/mag#act-actor> ; flint:hasRecipient ex:klerk ;
    flint:hasAction <https://example.org/mag#act-action> ; flint:hasObject ex:weigeren ;
    flint:hasPrecondition <https://example.org/mag#act-precondition> .
<https://example.org/mag#act-actor> a flint:Fact, flint:ComplexFact, flint:Agent ;
    flint:hasFunction flint:or ; flint:hasOperands <https://example.org/mag#act-actor-list-1> .
<https://example.org/mag#act-actor-list-1> rdf:first ex:baas ;
    rdf:rest <https://example.org/mag#act-actor-list-2> .
<https://example.org/mag#act-actor-list-2> rdf:first ex:chef ; rdf:rest rdf:nil .
<https://example.org/mag#act-action> a flint:Fact, flint:Action ;
    rdfs:label "de baas weigert"@nl .
<https://example.org/mag#act-precondition> a flint:Fact, flint:ComplexFact ;
    flint:hasFunction flint:and ;
    flint:hasOperands <https://example.org/mag#act-precondition-list-1> .
<https://example.org/mag#act-precondition-list-1> rdf:first ex:laat ;
    rdf:rest <https://example.org/mag#act-precondition-list-2> .
<https://example.org/mag#act-precondition-list-2> rdf:first ex:verzuim ;
    rdf:rest <https://example.org/mag#act-precondition-list-3> .
<https://example.org/mag#act-precondition-list-3>
    rdf:first <https://example.org/mag#act-precondition-3> ; rdf:rest rdf:nil .
<https://example.org/mag#act-precondition-3> a flint:Fact, flint:ComplexFact ;
    flint:hasFunction flint:or ;
    flint:hasOperands <https://example.org/mag#act-precondition-3-list-1> .
<https://example.org/mag#act-precondition-3-list-1> rdf:first ex:deel ;
    rdf:rest <https://example.org/mag#act-precondition-3-list-2> .
<https://example.org/mag#act-precondition-3-list-2> rdf:first ex:rest ; rdf:rest rdf:nil .
ex:baas a flint:Fact, flint:Agent ; rdfs:label "baas"@nl .
ex:chef a flint:Fact, flint:Agent ; rdfs:label "chef"@nl .
ex:klerk a flint:Fact, flint:Agent ; rdfs:label "klerk"@nl .
ex:weigeren a flint:Fact, flint:Object ; rdfs:label "weigeren"@nl ;
    rdfs:comment "Niet geven."@nl .
ex:laat a flint:Fact . ex:verzuim a flint:Fact . ex:deel a flint:Fact . ex:rest a flint:Fact .
ex:plek a src:TextFragment ; src:isFragmentOf ex:bron ;
    dcterms:bibliographicCitation "ST-1, 2.1, regel 7-9" .
ex:bron a src:Source ; rdfs:label "Standpunt"@nl .
ex:artikel a src:Element ; rdfs:label "artikel 1"@nl ; dcterms:isPartOf ex:boek ;
    dcterms:identifier "jci1.3:c:BWBR0000001&artikel=1" .
ex:boek rdfs:label "Wet"@nl .
ex:behalve a sl:Uitzondering ; rdfs:label "behalve dan"@nl ; rdfs:comment "Dan niet."@nl .
"""
)
# Each class and property of FLINT that is used, with what has it and what it leads to. From the
# FLINT ontology 1.0.0 (gitlab.com/normativesystems, flint.ttl: Act, Duty, Fact, Agent, the default
# slots of acts and duties, hasSource to src:Element, hasTextFragment to src:TextFragment), and
# the reference of the TNO Norm Editor, which writes the rest.
FRAME = {"Act", "Duty", "Fact"}
PROPERTIES: dict[str, tuple[set[str], str]] = {
    FLINT + "hasActor": ({"Act"}, FLINT + "Agent"),
    FLINT + "hasAction": ({"Act"}, FLINT + "Action"),
    FLINT + "hasObject": ({"Act"}, FLINT + "Object"),
    FLINT + "hasRecipient": ({"Act"}, FLINT + "Agent"),
    FLINT + "hasPrecondition": ({"Act"}, FLINT + "Fact"),
    FLINT + "hasHolder": ({"Duty"}, FLINT + "Agent"),
    FLINT + "hasClaimant": ({"Duty"}, FLINT + "Agent"),
    FLINT + "hasTextFragment": (FRAME, SRC + "TextFragment"),
    FLINT + "hasSource": (FRAME, SRC + "Element"),
    FLINT + "hasFunction": ({"ComplexFact"}, ""),
    FLINT + "hasOperands": ({"ComplexFact"}, ""),
    SRC + "isFragmentOf": ({"TextFragment"}, SRC + "Source"),
}
CLASSES = {
    *(FLINT + name for name in (*FRAME, "Agent", "Action", "Object", "ComplexFact")),
    *(SRC + name for name in ("TextFragment", "Source", "Element")),
}
FRAMED = {"Bevoegdheid", "Toestemming", "VoorbehoudenBevoegdheid", "Verplichting", "Definitie"}
KEPT = {
    *FRAMED,
    *("Artikel", "Begrip", "Besluitgrond", "Besluitsoort", "Bestandssoort", "Bewerking"),
    *("Brondocument", "Bronpassage", "Casemanagementrol", "Delegatievereiste", "Domein", "Duur"),
    *("Expertrol", "Gegevenscategorie", "Interventiesoort", "Kernrol", "Kwalificatiesoort"),
    *("Normstatus", "Omvang", "Organisatiesoort", "Procesrol", "Processtapsoort", "Rechtsbron"),
    *(
        "Rol",
        "Taak",
        "Voorwaarde",
        "brondocument",
        "besluitgrond",
        "betreftBegrip",
        "betreftBesluitsoort",
    ),
    *("betreftBestandssoort", "betreftBewerking", "betreftGegevens", "betreftInterventiesoort"),
    *("betreftOrganisatiesoort", "betreftProcesstap", "betreftRol", "betreftTaak"),
    *("betreftVereiste", "definieert", "domein", "drager", "duur", "eli", "geldigVanaf"),
    *("grondslag", "inProcesstap", "jci", "jegens", "omvang", "rechtsbron", "status"),
    *("vereistKwalificatie", "versterkt", "vervaltOp", "vindplaats", "voorwaarde"),
}
NOT_FRAMED = (
    # OVAL-WC-2019: the case manager keeps in touch with professionals: recommended
    "wc-pr-zorgt-voor-afstemming",
    # RSC-IV-2023: does not keep the medical file: forbidden
    "iv-regievoerder-niet-medisch-dossier-bijhouden",
    # OVAL-WC-2019: the employee gets support: a right
    "wc-sp-werknemer-krijgt-ondersteuning",
    # two roles not in one hand
    "taakdelegatie-namens-werkgever",
    # RSC-TD-2022: in the sixth week, where the others say within six weeks: one reading
    "td-probleemanalyse-zesde-week",
    # NVAB-LC-2020: the delegate works in his own file: contested
    "lc-gedelegeerde-eigen-dossier",
)


def node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def iri(term: object) -> str:
    assert isinstance(term, ox.NamedNode)
    return term.value


def book_of(turtle: str) -> Book:
    quads = tuple(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    return Book(quads, (), RuleBookVersion("0.1.0", ""))


def said(book: Book) -> tuple[list[ox.Quad], list[Unholdable]]:
    assert PROFILE.rulebook is not None
    found = list(PROFILE.rulebook(book))
    quads = [each for each in found if isinstance(each, ox.Quad)]
    assert len(set(quads)) == len(quads)
    return quads, [each for each in found if isinstance(each, Unholdable)]


@cache
def real() -> Book:
    return packaged_book()


@cache
def exported() -> tuple[tuple[ox.Quad, ...], tuple[Unholdable, ...]]:
    quads, unheld = said(real())
    return tuple(quads), tuple(unheld)


Values = dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]


def by_subject(quads: list[ox.Quad] | tuple[ox.Quad, ...]) -> Values:
    found: Values = {}
    for quad in quads:
        assert isinstance(quad.object, (ox.NamedNode, ox.Literal))
        having = found.setdefault(iri(quad.subject), {})
        having.setdefault(quad.predicate.value, []).append(quad.object)
    return found


@cache
def subjects() -> Values:
    return by_subject(exported()[0])


def operands(values: Values, fact: str) -> list[str]:
    cell, found = iri(values[fact][FLINT + "hasOperands"][0]), []
    while cell != RDF + "nil":
        found.append(iri(values[cell][RDF + "first"][0]))
        cell = iri(values[cell][RDF + "rest"][0])
    return found


def spelled(values: Values, fact: str) -> str:
    """Return a fact as a formula over the last parts of IRIs."""
    function = values.get(fact, {}).get(FLINT + "hasFunction")
    if function is None:
        return fact.removeprefix(ID)
    inner = (spelled(values, each) for each in operands(values, fact))
    return "(" + f" {function[0].value.removeprefix(FLINT)} ".join(inner) + ")"


def slots(frame: str) -> dict[str, str]:
    return {
        name.removeprefix(FLINT + "has"): spelled(subjects(), iri(found[0]))
        for name, found in subjects()[f"{ID}norm/{frame}"].items()
        if name.startswith(FLINT) and name not in {FLINT + "hasTextFragment", FLINT + "hasSource"}
    }


def linked(frame: str, predicate: str) -> set[str]:
    found = subjects()[f"{ID}norm/{frame}"].get(predicate, [])
    return {each.value.removeprefix(ID).removeprefix(SL) for each in found}


def test_a_power_becomes_the_act_frame_that_flint_has_for_it() -> None:
    quads, unheld = said(book_of(POWER))
    assert {str(each) for each in quads} == {
        str(each) for each in ox.parse(POWER_IN_FLINT, format=ox.RdfFormat.TURTLE)
    }
    assert unheld == []


def test_a_power_to_refuse_on_a_ground_keeps_ground_part_and_time() -> None:
    # RSC-PUV-2024, 7.2: article 89 of the WIA, in part and for good, if not reported in time
    frame = "puv-wga-weigeren-gedeeltelijk-blijvend-inlichtingen#act"
    assert slots(frame) == {
        "Actor": "rol/eigenrisicodrager",
        "Action": f"norm/{frame}-action",
        "Object": "besluitsoort/weigeren",
        "Recipient": "rol/werknemer",
        "Precondition": "(voorwaarde/wga-grond-inlichtingen and domein/wga and omvang/gedeeltelijk"
        " and duur/blijvend and besluitgrond/schending-inlichtingenplicht)",
    }
    assert linked(frame, FLINT + "hasSource") == {"artikel/wia-89"}
    assert linked(frame, DCTERMS + "type") == {"Bevoegdheid", "normstatus/parafrase-van-wet"}


def test_a_reserved_power_points_to_the_exception_to_it() -> None:
    # RSC-PUV-2024, 7.1: reassessment is UWV's, which its insurance physician does for it
    frame = "puv-wga-herbeoordelen-door-uwv#act"
    assert slots(frame) == {
        "Actor": "rol/uwv",
        "Action": f"norm/{frame}-action",
        "Object": "besluitsoort/herbeoordelen",
        "Precondition": "domein/wga",
    }
    assert linked(frame, RDFS + "seeAlso") == {"norm/puv-wga-verzekeringsarts-namens-uwv"}
    assert linked(frame, FLINT + "hasSource") == {"artikel/wia-6-1", "artikel/wia-6-6"}


def test_a_permission_about_data_has_the_operation_as_its_action() -> None:
    # NVAB-LC-2020: employer and case manager may ask for current work at the report of sickness
    frame = "lc-mag-vragen-lopend-werk#act"
    assert slots(frame) == {
        "Actor": "(rol/casemanager-namens-werkgever or rol/werkgever)",
        "Action": "(bewerking/vastleggen or bewerking/vragen)",
        "Object": "gegevenscategorie/lopende-werkzaamheden",
        "Recipient": "rol/werknemer",
        "Precondition": "(voorwaarde/bij-ziekmelding and domein/verzuim)",
    }
    assert linked(frame, DCTERMS + "type") >= {"Toestemming"}


def test_whoever_may_only_prepare_a_decision_is_not_said_to_take_it() -> None:
    # RSC-PUV-2024, 6.3: on refusing, suspending and changing the self-insurer only prepares
    frame = "puv-zw-alleen-voorbereiden#act"
    action = subjects()[f"{ID}norm/{frame}"][FLINT + "hasAction"]
    assert [each.value for each in action] == [f"{ID}norm/{frame}-action"]
    names = subjects()[f"{ID}norm/{frame}-action"][RDFS_LABEL]
    assert "bij weigeren, schorsen en wijzigen bereidt de eigenrisicodrager alleen voor" in {
        each.value for each in names
    }
    actions = {
        each.value for having in subjects().values() for each in having.get(FLINT + "hasAction", ())
    }
    assert not any(each.startswith((ID + "besluitsoort/", ID + "taak/")) for each in actions)


def test_a_duty_of_two_bearers_is_a_duty_of_each() -> None:
    # article 14(4) of the Working Conditions Act: a written agreement of employer and experts
    name = "lc-aw14-4-schriftelijk"
    assert slots(f"{name}#duty-bedrijfsarts") == {"Holder": "rol/bedrijfsarts"}
    assert slots(f"{name}#duty-werkgever") == {"Holder": "rol/werkgever"}
    assert f"{ID}norm/{name}#duty" not in subjects()
    for holder in ("bedrijfsarts", "werkgever"):
        frame = f"{name}#duty-{holder}"
        assert linked(frame, FLINT + "hasSource") == {
            "artikel/arbowet-14-4",
            "artikel/arbowet-9-3",
        }
        assert linked(frame, DCTERMS + "type") == {"Verplichting", "normstatus/letterlijke-wet"}


def test_the_condition_of_a_duty_stands_beside_it_and_is_named_as_not_held() -> None:
    # RSC-PUV-2024, 7.1: article 42(3) of the WIA, if a reintegration company is engaged
    name = "puv-wga-bsn-naar-re-integratiebedrijf"
    condition = "voorwaarde/wga-re-integratiebedrijf-ingeschakeld"
    assert slots(f"{name}#duty") == {
        "Holder": "rol/eigenrisicodrager",
        "Claimant": "rol/re-integratiebedrijf",
    }
    assert linked(f"{name}#duty", DCTERMS + "relation") == {condition, "domein/wga"}
    assert linked(f"{name}#duty", DCTERMS + "subject") == {
        "bewerking/delen",
        "gegevenscategorie/burgerservicenummer",
    }
    assert (f"{ID}norm/{name}", SL + "voorwaarde", ID + condition) in {
        (each.subject, each.predicate, each.value) for each in exported()[1]
    }


def test_a_definition_is_a_fact_with_its_place_in_the_source() -> None:
    # NVAB-LC-2020, lines 245 to 248; Process Regulation, article 4(2)(c)
    frame = "lc-aangewezen-persoon-heet-casemanager#fact"
    assert slots(frame) == {}
    # the norm belongs to the step of designating a case manager
    assert linked(frame, DCTERMS + "subject") == {
        "rol/casemanager",
        "processtapsoort/casemanager-aanwijzen",
    }
    assert linked(frame, FLINT + "hasSource") == {"artikel/rp-4-2-c"}
    passage = iri(subjects()[f"{ID}norm/{frame}"][FLINT + "hasTextFragment"][0])
    cited = subjects()[passage][DCTERMS + "bibliographicCitation"]
    assert [each.value for each in cited] == ["NVAB-LC-2020, 1.1, regel 245-248"]


@pytest.mark.parametrize("name", NOT_FRAMED)
def test_what_is_no_power_duty_or_definition_is_no_frame(name: str) -> None:
    assert node(f"{ID}norm/{name}") in real().subjects
    assert not any(each.startswith(f"{ID}norm/{name}#") for each in subjects())


def test_no_frame_says_what_an_act_creates_or_terminates() -> None:
    used = {quad.predicate.value for quad in exported()[0]}
    assert used.isdisjoint({FLINT + "creates", FLINT + "terminates"})


@pytest.mark.parametrize("kind", ["Aanbeveling", "Verbod"])
@pytest.mark.parametrize("framed", ["Verplichting", "Bevoegdheid", "Definitie"])
def test_a_norm_that_also_advises_or_forbids_is_no_frame(framed: str, kind: str) -> None:
    quads, unheld = said(book_of(f"{KINDS} ex:n a sl:{framed}, sl:{kind} ; sl:drager ex:baas ."))
    assert quads == []
    assert [(each.subject, each.predicate) for each in unheld] == [(CASES + "n", RDF_TYPE)]


@pytest.mark.parametrize(
    "mark", ["sl:lezing ex:streng", "sl:status status:betwist", "sl:status status:handreiking"]
)
def test_a_contested_norm_is_no_frame(mark: str) -> None:
    quads, unheld = said(book_of(f"{KINDS} ex:n a sl:Verplichting ; sl:drager ex:baas ; {mark} ."))
    contested = "handreiking" not in mark
    assert bool(unheld) == contested
    assert (quads == []) == contested


def test_a_norm_points_to_what_is_stricter_or_otherwise_elsewhere() -> None:
    turtle = f"""{KINDS} ex:mag a sl:Bevoegdheid ; sl:wijktAfVan ex:elders .
        ex:elders a sl:Bevoegdheid . ex:strenger a sl:Verbod ; sl:strengerDan ex:mag ."""
    quads, _ = said(book_of(turtle))
    found = by_subject(quads)
    assert {
        (frame, each.value)
        for frame, having in found.items()
        for each in having.get(RDFS + "seeAlso", ())
    } == {
        (CASES + "mag#act", CASES + "elders"),
        (CASES + "mag#act", CASES + "strenger"),
        (CASES + "elders#act", CASES + "mag"),
    }


def test_a_norm_of_two_kinds_becomes_two_frames() -> None:
    # NVAB-LC-2020: the physician himself decides which tasks pass, a power and an obligation
    name = f"{ID}norm/lc-bedrijfsarts-beoordeelt-over-te-laten-taken"
    assert {each for each in subjects() if each.startswith(name)} == {
        name + "#act",
        name + "#act-action",
        name + "#duty",
    }


def test_every_norm_is_framed_or_under_a_named_loss() -> None:
    away = lost(PROFILE.losses)
    named = {each.subject for each in exported()[1] if each.predicate == RDF_TYPE}
    framed = {
        iri(having[DCTERMS + "source"][0])
        for having in subjects().values()
        if DCTERMS + "source" in having
    }
    assert named & framed == set()
    rest = 0
    for norm in real().instances(SL + "Norm"):
        kinds = {kind.value.removeprefix(SL) for kind in real().nodes(norm, RDF_TYPE)}
        if kinds & FRAMED:
            assert (norm.value in framed) != (norm.value in named)
        else:
            assert norm.value not in framed
            assert {SL + kind for kind in kinds} <= away.keys()
            rest += 1
    assert len(framed) + len(named) + rest == len(real().instances(SL + "Norm"))


def leaves(fact: str) -> set[str]:
    having = subjects().get(fact, {})
    if FLINT + "hasFunction" in having:
        return {leaf for each in operands(subjects(), fact) for leaf in leaves(each)}
    # an action in the words of the norm is no value of it
    return set() if fact.endswith("#act-action") else {fact}


def values_of(norm: ox.NamedNode, *fields: str) -> set[str]:
    return {each.value for field in fields for each in real().nodes(norm, SL + field)}


ABOUT = (
    *("betreftBegrip", "betreftBesluitsoort", "betreftBestandssoort", "betreftBewerking"),
    *("betreftGegevens", "betreftInterventiesoort", "betreftOrganisatiesoort"),
    *("betreftProcesstap", "betreftRol", "betreftTaak", "betreftVereiste", "definieert"),
    *("inProcesstap", "versterkt"),
)
WHEN = ("besluitgrond", "domein", "duur", "omvang", "vereistKwalificatie", "voorwaarde")
READ_BACK = {
    "Act": (
        (("Actor",), ("drager",)),
        (("Recipient",), ("jegens",)),
        (("Action", "Object", "subject"), ABOUT),
        (("Precondition",), WHEN),
    ),
    "Duty": ((("Claimant",), ("jegens",)), (("subject",), ABOUT), (("relation",), WHEN)),
    "Fact": ((("subject",), ("drager", "jegens", *ABOUT)), (("relation",), WHEN)),
}


def test_reading_a_frame_back_gives_the_norm_again() -> None:
    checked = 0
    for having in subjects().values():
        if DCTERMS + "source" not in having:
            continue
        norm = node(iri(having[DCTERMS + "source"][0]))
        kind = iri(having[RDF_TYPE][0]).removeprefix(FLINT)
        for names, fields in READ_BACK[kind]:
            read = {
                leaf
                for name in names
                for prefix in (FLINT + "has", DCTERMS)
                for each in having.get(prefix + name, ())
                for leaf in leaves(iri(each))
            }
            assert read == values_of(norm, *fields), (norm, names)
        for name, field in (
            (FLINT + "hasTextFragment", "vindplaats"),
            (FLINT + "hasSource", "grondslag"),
        ):
            assert {iri(each) for each in having.get(name, ())} == values_of(norm, field)
        kinds = {each.value for each in real().nodes(norm, RDF_TYPE)}
        assert set(map(iri, having[DCTERMS + "type"])) == kinds | values_of(norm, "status")
        checked += 1
    assert checked > 0


def test_every_duty_is_one_of_an_obligation_and_every_bearer_has_his() -> None:
    duties: dict[str, set[str]] = {}
    for having in subjects().values():
        if node(FLINT + "Duty") in having[RDF_TYPE] if RDF_TYPE in having else False:
            norm = iri(having[DCTERMS + "source"][0])
            duties.setdefault(norm, set()).update(map(iri, having[FLINT + "hasHolder"]))
    for norm, holders in duties.items():
        assert node(SL + "Verplichting") in real().nodes(node(norm), RDF_TYPE)
        assert holders == {each.value for each in real().nodes(node(norm), SL + "drager")}


def test_every_term_of_the_rule_book_is_kept_or_named_as_lost() -> None:
    used = set()
    for quad in real().quads:
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(ID):
            kind = quad.predicate == node(RDF_TYPE)
            used.add(iri(quad.object) if kind else quad.predicate.value)
    terms = {each.removeprefix(SL) for each in used if each.startswith(SL)}
    away = {each.removeprefix(SL) for each in lost(PROFILE.losses)}
    assert terms - away - KEPT == set()
    assert away & KEPT == {"jegens"}


def test_every_term_of_flint_exists_and_leads_to_what_it_should() -> None:
    kinds = {
        subject: {iri(each) for each in having.get(RDF_TYPE, ())}
        for subject, having in subjects().items()
    }
    outside = {kind for found in kinds.values() for kind in found if not kind.startswith(SL)}
    assert outside == CLASSES
    used = set()
    for quad in exported()[0]:
        name = quad.predicate.value
        if not name.startswith((FLINT, SRC)):
            continue
        used.add(name)
        having, leading = PROPERTIES[name]
        mine = {kind.removeprefix(FLINT).removeprefix(SRC) for kind in kinds[iri(quad.subject)]}
        assert mine & having, quad
        if leading:
            assert leading in kinds[iri(quad.object)], quad
    assert used == PROPERTIES.keys()
    functions = {
        each for having in subjects().values() for each in having.get(FLINT + "hasFunction", ())
    }
    assert functions == {node(FLINT + "and"), node(FLINT + "or")}


def test_a_frame_has_at_most_one_of_each_slot_and_always_words_and_a_place() -> None:
    for subject, having in subjects().items():
        for slot in (
            "Actor",
            "Action",
            "Object",
            "Recipient",
            "Precondition",
            "Holder",
            "Claimant",
        ):
            assert len(having.get(f"{FLINT}has{slot}", ())) <= 1, subject
        if DCTERMS + "source" not in having:
            continue
        assert having[RDFS_LABEL]
        assert having[RDFS + "comment"]
        assert having[FLINT + "hasTextFragment"]
        if node(FLINT + "Act") in having[RDF_TYPE]:
            assert having[FLINT + "hasActor"]
            assert having[FLINT + "hasAction"]
        if node(FLINT + "Duty") in having[RDF_TYPE]:
            assert having[FLINT + "hasHolder"]


def test_the_alignment_says_what_the_export_does() -> None:
    predicates = {quad.predicate.value for quad in exported()[0]}
    related = []
    for quad in ox.parse(path=str(ROOT / "ontology" / "alignments" / "flint.ttl")):
        if quad.predicate.value in {SKOS + "closeMatch", SKOS + "relatedMatch"}:
            related.append((iri(quad.subject).removeprefix(SL), iri(quad.object)))
    assert {target for _, target in related} <= predicates | CLASSES
    assert {name for name, _ in related} <= KEPT
    # a frame of each kind of norm, and the facts that fill its slots
    sources = {
        (iri(kind).removeprefix(SL), iri(having[RDF_TYPE][0]))
        for having in subjects().values()
        if DCTERMS + "source" in having
        for kind in having[DCTERMS + "type"]
        if iri(kind).removeprefix(SL) in FRAMED
    }
    for name, target in related:
        if name in FRAMED:
            assert (name, target) in sources


def test_the_order_of_the_rule_book_makes_no_difference() -> None:
    book = real()
    backwards = Book(tuple(reversed(book.quads)), (), book.version)
    assert tuple(said(backwards)[0]) == exported()[0]


letters = st.sampled_from("abcdef")


@given(st.lists(st.lists(letters, max_size=3, unique=True), max_size=4), st.sets(letters))
def test_a_construct_holds_exactly_when_each_field_has_a_value_that_does(
    fields: list[list[str]], holding: set[str]
) -> None:
    named = [[node(CASES + value) for value in field] for field in fields]
    built = Construct(CASES + "slot", named)
    quads = list(built.quads())
    values = by_subject(quads)
    wanted = [set(field) for field in fields if field]
    if built.fact is None:
        assert not wanted
        return

    def holds(fact: str) -> bool:
        function = values.get(fact, {}).get(FLINT + "hasFunction")
        if function is None:
            return fact.removeprefix(CASES) in holding
        inner = [holds(each) for each in operands(values, fact)]
        return all(inner) if function[0] == node(FLINT + "and") else any(inner)

    assert holds(built.fact.value) == all(field & holding for field in wanted)
    assert all(isinstance(quad.subject, ox.NamedNode) for quad in quads)


def test_only_several_values_make_a_complex_fact() -> None:
    one, other = node(CASES + "a"), node(CASES + "b")
    for fields, size in (
        ([[one]], 0),
        ([[], [one]], 0),
        ([[one, other]], 1),
        ([[one], [other]], 1),
    ):
        built = Construct(CASES + "slot", fields)
        functions = [q for q in built.quads() if q.predicate == node(FLINT + "hasFunction")]
        assert len(functions) == size
