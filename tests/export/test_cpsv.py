"""UWV's services in CPSV-AP: a norm is a rule only where a public service follows it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from published import find_published_data
from scheidslijn.engine import CompiledEngine
from scheidslijn.export import packaged_book
from scheidslijn.export.cpsv import PROFILE
from scheidslijn.export.cpsv.services import services
from scheidslijn.export.material import Book
from scheidslijn.export.profile import Unholdable, lost
from scheidslijn.model import Result, RuleBookVersion
from scheidslijn.namespaces import DCTERMS, ID, RDF_TYPE, RDFS, SKOS, SL
from scheidslijn.reference import ReferenceEngine
from scheidslijn.resources import read_graph

ROOT = Path(__file__).parents[2]
CPSV = "http://purl.org/vocab/cpsv#"
CV = "http://data.europa.eu/m8g/"
ELI = "http://data.europa.eu/eli/ontology#"
FOAF = "http://xmlns.com/foaf/0.1/"
CASES = "https://example.org/"
HEADER = """
@prefix agent: <https://w3id.org/scheidslijn/id/cpsv-ap/agent/> .
@prefix cpsv: <http://purl.org/vocab/cpsv#> .
@prefix cv: <http://data.europa.eu/m8g/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix ex: <https://example.org/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix land: <http://publications.europa.eu/resource/authority/country/> .
@prefix org: <https://w3id.org/scheidslijn/id/cpsv-ap/organisatie/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rol: <https://w3id.org/scheidslijn/id/rol/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sl: <https://w3id.org/scheidslijn/def#> .
@prefix service: <https://w3id.org/scheidslijn/id/cpsv-ap/dienst/> .
"""
# UWV grants on a condition; whoever administers is told; UWV may not refuse; an employer is bound.
SMALL = (
    HEADER
    + """
sl:Bevoegdheid rdfs:subClassOf sl:Norm . sl:Verplichting rdfs:subClassOf sl:Norm .
sl:Verbod rdfs:subClassOf sl:Norm .
rol:uwv a sl:Rol ; rdfs:label "UWV"@nl ; skos:definition "De uitvoerder."@nl ;
    sl:brederRol ex:uitvoerder .
ex:uitvoerder a sl:Rol ; rdfs:label "uitvoerder"@nl ; skos:definition "Wie uitvoert."@nl .
ex:baas a sl:Rol ; rdfs:label "baas"@nl ; skos:definition "Wie leidt."@nl .
ex:regeling a sl:Uitkeringsregeling ; rdfs:label "Regeling"@nl, "Scheme"@en ;
    skos:definition "Geld bij ziekte."@nl .
ex:domein a sl:Domein ; sl:betreftRegeling ex:regeling .
ex:elders a sl:Domein .
ex:toekennen a sl:Besluitsoort ; rdfs:label "toekennen"@nl .
ex:weigeren a sl:Besluitsoort ; rdfs:label "weigeren"@nl .
ex:ziek a sl:Toonvoorwaarde ; rdfs:label "hij is ziek"@nl .
ex:wet a sl:Rechtsbron ; rdfs:label "Wet"@nl ; sl:bwbId "BWBR0000001" .
ex:artikel a sl:Artikel ; rdfs:label "artikel 1"@nl ; sl:rechtsbron ex:wet ;
    sl:jci "jci1.3:c:BWBR0000001&artikel=1" .
ex:hard a sl:Normstatus ; rdfs:label "wet"@nl .
ex:geven a sl:Bevoegdheid ; rdfs:label "UWV kent toe"@nl ; skos:definition "UWV geeft."@nl ;
    sl:drager rol:uwv ; sl:domein ex:domein ; sl:betreftBesluitsoort ex:toekennen ;
    sl:voorwaarde ex:ziek ; sl:grondslag ex:artikel ; sl:status ex:hard .
ex:melden a sl:Verplichting ; rdfs:label "de baas meldt"@nl ; skos:definition "Hij meldt."@nl ;
    sl:drager ex:baas ; sl:jegens ex:uitvoerder ; sl:domein ex:domein ; sl:status ex:hard ;
    sl:betreftBesluitsoort ex:weigeren .
ex:laten a sl:Verbod ; rdfs:label "UWV weigert niet"@nl ; skos:definition "Niet."@nl ;
    sl:drager rol:uwv ; sl:domein ex:domein ; sl:betreftBesluitsoort ex:weigeren ;
    sl:status ex:hard .
ex:betalen a sl:Verplichting ; rdfs:label "de baas betaalt"@nl ; sl:drager ex:baas ;
    sl:domein ex:domein ; sl:status ex:hard .
ex:ver a sl:Verplichting ; rdfs:label "UWV elders"@nl ; sl:drager rol:uwv ; sl:domein ex:elders .
"""
)
# Worked out by hand from CPSV-AP 3.2.0, chapter by chapter.
SMALL_IN_CPSV = (
    HEADER
    + """
service:regeling a cpsv:PublicService ;
    dcterms:identifier "https://w3id.org/scheidslijn/id/cpsv-ap/dienst/regeling" ;
    dcterms:title "wat UWV doet bij de uitkering: Regeling"@nl,
        "what UWV does on the benefit: Scheme"@en ;
    dcterms:description "Geld bij ziekte."@nl ; cv:hasCompetentAuthority org:uwv ;
    cv:isClassifiedBy ex:regeling ; cpsv:follows ex:geven, ex:melden, ex:laten ;
    cv:holdsRequirement ex:ziek ; cpsv:produces ex:toekennen ; cv:hasLegalResource ex:wet ;
    cv:hasParticipation <https://w3id.org/scheidslijn/id/cpsv-ap/dienst/regeling#uwv>,
        <https://w3id.org/scheidslijn/id/cpsv-ap/dienst/regeling#uitvoerder>,
        <https://w3id.org/scheidslijn/id/cpsv-ap/dienst/regeling#baas> .
ex:regeling a skos:Concept ; skos:prefLabel "Regeling"@nl, "Scheme"@en .
org:uwv a cv:PublicOrganisation, foaf:Agent ; skos:prefLabel "UWV"@nl ; dcterms:title "UWV"@nl ;
    dcterms:identifier "https://w3id.org/scheidslijn/id/cpsv-ap/organisatie/uwv" ;
    dcterms:spatial land:NLD .
land:NLD a dcterms:Location .
<https://w3id.org/scheidslijn/id/cpsv-ap/dienst/regeling#uwv> a cv:Participation ;
    dcterms:identifier "https://w3id.org/scheidslijn/id/cpsv-ap/dienst/regeling#uwv" ;
    dcterms:description "De uitvoerder."@nl ; cv:role rol:uwv ; cv:hasParticipant org:uwv .
<https://w3id.org/scheidslijn/id/cpsv-ap/dienst/regeling#uitvoerder> a cv:Participation ;
    dcterms:identifier "https://w3id.org/scheidslijn/id/cpsv-ap/dienst/regeling#uitvoerder" ;
    dcterms:description "Wie uitvoert."@nl ; cv:role ex:uitvoerder ;
    cv:hasParticipant agent:uitvoerder .
<https://w3id.org/scheidslijn/id/cpsv-ap/dienst/regeling#baas> a cv:Participation ;
    dcterms:identifier "https://w3id.org/scheidslijn/id/cpsv-ap/dienst/regeling#baas" ;
    dcterms:description "Wie leidt."@nl ; cv:role ex:baas ; cv:hasParticipant agent:baas .
rol:uwv a skos:Concept ; skos:prefLabel "UWV"@nl .
ex:uitvoerder a skos:Concept ; skos:prefLabel "uitvoerder"@nl .
agent:uitvoerder a foaf:Agent ;
    dcterms:identifier "https://w3id.org/scheidslijn/id/cpsv-ap/agent/uitvoerder" ;
    dcterms:title "wie deze rol vervult: uitvoerder"@nl,
        "whoever fills this role: uitvoerder"@en .
ex:baas a skos:Concept ; skos:prefLabel "baas"@nl .
agent:baas a foaf:Agent ;
    dcterms:identifier "https://w3id.org/scheidslijn/id/cpsv-ap/agent/baas" ;
    dcterms:title "wie deze rol vervult: baas"@nl, "whoever fills this role: baas"@en .
ex:geven a cpsv:Rule, sl:Bevoegdheid ; dcterms:identifier "https://example.org/geven" ;
    dcterms:title "UWV kent toe"@nl ; dcterms:description "UWV geeft."@nl ;
    dcterms:type ex:hard ; cpsv:implements ex:artikel .
ex:melden a cpsv:Rule, sl:Verplichting ; dcterms:identifier "https://example.org/melden" ;
    dcterms:title "de baas meldt"@nl ; dcterms:description "Hij meldt."@nl ;
    dcterms:type ex:hard .
ex:laten a cpsv:Rule, sl:Verbod ; dcterms:identifier "https://example.org/laten" ;
    dcterms:title "UWV weigert niet"@nl ; dcterms:description "Niet."@nl ; dcterms:type ex:hard .
ex:hard a skos:Concept ; skos:prefLabel "wet"@nl .
ex:toekennen a cv:Output ; dcterms:identifier "https://example.org/toekennen" ;
    dcterms:title "toekennen"@nl .
ex:ziek a cv:Requirement ; dcterms:identifier "https://example.org/ziek" ;
    dcterms:title "hij is ziek"@nl ; cv:fulfils ex:geven .
ex:artikel a eli:LegalResource ; dcterms:title "artikel 1"@nl ; dcterms:relation ex:wet ;
    dcterms:identifier "jci1.3:c:BWBR0000001&artikel=1" .
ex:wet a eli:LegalResource ; dcterms:title "Wet"@nl ; dcterms:identifier "BWBR0000001" .
"""
)
# CPSV-AP 3.2.0: per class the properties that are used, whether exactly one or at least one is
# asked (else none), and what the values must be: a class, or a text with a language.
TEXT, ANY = "text", "any"
PROFILE_3_2: dict[str, dict[str, tuple[str, str]]] = {
    CPSV + "PublicService": {
        DCTERMS + "identifier": ("1", ANY),
        DCTERMS + "title": ("1..n", TEXT),
        DCTERMS + "description": ("1..n", TEXT),
        CV + "hasCompetentAuthority": ("1..n", CV + "PublicOrganisation"),
        CV + "isClassifiedBy": ("0..n", SKOS + "Concept"),
        CV + "holdsRequirement": ("0..n", CV + "Requirement"),
        CV + "hasLegalResource": ("0..n", ELI + "LegalResource"),
        CV + "hasParticipation": ("0..n", CV + "Participation"),
        CPSV + "follows": ("0..n", CPSV + "Rule"),
        CPSV + "produces": ("0..n", CV + "Output"),
    },
    CV + "PublicOrganisation": {
        SKOS + "prefLabel": ("1..n", TEXT),
        DCTERMS + "spatial": ("1..n", DCTERMS + "Location"),
    },
    FOAF + "Agent": {DCTERMS + "identifier": ("1", ANY), DCTERMS + "title": ("1..n", TEXT)},
    CV + "Participation": {
        DCTERMS + "identifier": ("1", ANY),
        DCTERMS + "description": ("1..n", TEXT),
        CV + "role": ("1..n", SKOS + "Concept"),
        CV + "hasParticipant": ("1", FOAF + "Agent"),
    },
    CPSV + "Rule": {
        DCTERMS + "identifier": ("1", ANY),
        DCTERMS + "title": ("1..n", TEXT),
        DCTERMS + "description": ("1..n", TEXT),
        DCTERMS + "type": ("0..1", SKOS + "Concept"),
        CPSV + "implements": ("0..n", ELI + "LegalResource"),
    },
    CV + "Output": {
        DCTERMS + "identifier": ("1", ANY),
        DCTERMS + "title": ("1..n", TEXT),
        DCTERMS + "description": ("0..n", TEXT),
    },
    CV + "Requirement": {
        DCTERMS + "identifier": ("1", ANY),
        DCTERMS + "title": ("1..n", TEXT),
        # not among its properties; the shapes are open, and a requirement is unclear without
        DCTERMS + "description": ("0..n", TEXT),
        CV + "fulfils": ("0..n", CPSV + "Rule"),
    },
    ELI + "LegalResource": {
        DCTERMS + "relation": ("0..n", ELI + "LegalResource"),
        DCTERMS + "title": ("0..n", TEXT),
        DCTERMS + "identifier": ("0..n", ANY),
    },
    SKOS + "Concept": {SKOS + "prefLabel": ("0..n", TEXT)},
    DCTERMS + "Location": {},
}
# Read in the sources: which service, who bears the norm and towards whom, and the articles.
RULES: dict[str, tuple[str, set[str], set[str]]] = {
    # RSC-PUV-2024, 6.2: article 63a(5) of the Ziektewet, UWV takes over of its own accord
    "puv-zw-uwv-neemt-uit-eigen-beweging-over": ("ziektewet", {"zw-63a-5"}, {"Bevoegdheid"}),
    # RSC-PUV-2024, 7.1: the WIA assessment and later reassessments are UWV's, article 6(1) and (6)
    "puv-wga-wia-beoordeling-door-uwv": (
        "wga",
        {"wia-6-1", "wia-6-6"},
        {"VoorbehoudenBevoegdheid"},
    ),
    "puv-wga-herbeoordelen-door-uwv": (
        "wga",
        {"wia-6-1", "wia-6-6"},
        {"VoorbehoudenBevoegdheid"},
    ),
    # RSC-PUV-2024, 7.2: no health data for a check by a labour expert alone, article 9 of the GDPR
    "puv-wga-riv-toets-zonder-medisch": ("wga", {"avg-9"}, {"Toegangsnorm", "Verbod"}),
    # RSC-IV-2023: within four weeks; OVAL-WC-2019, 6.3: it is asked of UWV
    "iv-deskundigenoordeel-vier-weken": ("deskundigenoordeel", set(), {"Termijn"}),
    "wc-ls-deskundigenoordeel-door-uwv": (
        "deskundigenoordeel",
        set(),
        {"VoorbehoudenBevoegdheid"},
    ),
}
# Norms on the same matters that bind others: a self-insured employer that decides, a case manager
# who helps to ask, an employer outside these schemes.
NO_RULES = (
    "puv-wga-weigeren-gedeeltelijk-blijvend-inlichtingen",
    "wc-helpt-werkgever-deskundigenoordeel-aanvragen",
    "wc-pw-plan-in-dossier",
)
KEPT = {
    *("Artikel", "Besluitsoort", "Norm", "Normstatus", "Rechtsbron", "Rol", "Uitkeringsregeling"),
    *("bwbId", "eli", "grondslag", "jci", "rechtsbron", "status", "vereist", "voorwaarde"),
}


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


def objects(subject: str, predicate: str) -> set[str]:
    wanted = node(subject), node(predicate)
    found = [q.object for q in exported()[0] if (q.subject, q.predicate) == wanted]
    return {each.value for each in found if not isinstance(each, ox.Triple)}


def test_a_small_rule_book_becomes_what_cpsv_ap_says() -> None:
    quads, unheld = said(book_of(SMALL))
    assert {str(each) for each in quads} == {
        str(each) for each in ox.parse(SMALL_IN_CPSV, format=ox.RdfFormat.TURTLE)
    }
    assert {(each.subject, each.predicate, each.value) for each in unheld} == {
        (CASES + "betalen", RDF_TYPE, SL + "Verplichting"),
        (CASES + "ver", RDF_TYPE, SL + "Verplichting"),
    }


def test_a_rule_book_without_uwv_has_no_public_service() -> None:
    quads, unheld = said(book_of(SMALL.replace("rol:uwv", "ex:bond")))
    assert quads == []
    assert len(unheld) == 5


def test_a_text_without_a_language_is_named() -> None:
    turtle = SMALL.replace('rdfs:label "de baas meldt"@nl', 'rdfs:label "de baas meldt"')
    _, unheld = said(book_of(turtle))
    assert (CASES + "melden", RDFS + "label", '"de baas meldt"') in {
        (each.subject, each.predicate, each.value) for each in unheld
    }


@pytest.mark.parametrize("name", RULES)
def test_a_norm_is_a_rule_of_the_service_that_its_source_is_about(name: str) -> None:
    service, articles, kinds = RULES[name]
    norm = f"{ID}norm/{name}"
    following = {
        iri(quad.subject).removeprefix(ID + "cpsv-ap/dienst/")
        for quad in exported()[0]
        if quad.predicate == node(CPSV + "follows") and quad.object == node(norm)
    }
    assert following == {service}
    assert objects(norm, CPSV + "implements") == {f"{ID}artikel/{each}" for each in articles}
    assert objects(norm, RDF_TYPE) == {CPSV + "Rule", *(SL + kind for kind in kinds)}


@pytest.mark.parametrize("name", NO_RULES)
def test_a_norm_that_binds_others_is_no_rule_of_uwv(name: str) -> None:
    norm = f"{ID}norm/{name}"
    assert node(norm) in real().subjects
    assert objects(norm, RDF_TYPE) == set()
    assert norm in {each.subject for each in exported()[1]}


def test_the_services_are_the_two_schemes_and_the_expert_judgment() -> None:
    found = {each.node.value.removeprefix(ID + "cpsv-ap/dienst/") for each in services(real())}
    assert found == {"ziektewet", "wga", "deskundigenoordeel"}


def test_uwv_decides_what_the_standpoint_leaves_to_it() -> None:
    # RSC-PUV-2024: UWV alone issues refusing, suspending and changing in the Ziektewet (6.2), and
    # alone grants, reassesses and fines in the WGA (7.1, 7.2)
    assert objects(ID + "cpsv-ap/dienst/ziektewet", CPSV + "produces") >= {
        ID + "besluitsoort/weigeren",
        ID + "besluitsoort/schorsen",
        ID + "besluitsoort/wijzigen",
    }
    assert objects(ID + "cpsv-ap/dienst/wga", CPSV + "produces") >= {
        ID + "besluitsoort/toekennen",
        ID + "besluitsoort/herbeoordelen",
        ID + "besluitsoort/boete-opleggen",
    }
    # stopping wages is for an employer
    assert ID + "besluitsoort/loon-stopzetten" not in {
        each.value for service in services(real()) for each in service.outputs
    }


def test_every_norm_is_a_rule_or_named_with_why() -> None:
    norms = {each.value for each in real().instances(SL + "Norm")}
    rules = {
        iri(quad.subject)
        for quad in exported()[0]
        if quad.predicate == node(RDF_TYPE) and quad.object == node(CPSV + "Rule")
    }
    named = [each.subject for each in exported()[1]]
    assert len(named) == len(set(named))
    assert rules & set(named) == set()
    assert rules | set(named) == norms
    assert {
        iri(quad.object) for quad in exported()[0] if quad.predicate == node(CPSV + "follows")
    } == rules


def test_reading_a_rule_back_gives_law_standing_kind_and_conditions() -> None:
    conditions: dict[str, set[str]] = {}
    for quad in exported()[0]:
        if quad.predicate == node(CV + "fulfils"):
            conditions.setdefault(iri(quad.object), set()).add(iri(quad.subject))
    for service in services(real()):
        for rule in service.rules:
            book = {
                field: {each.value for each in real().nodes(rule, SL + field)}
                for field in ("grondslag", "status", "voorwaarde", "vereist")
            }
            kinds = {each.value for each in real().nodes(rule, RDF_TYPE)}
            assert objects(rule.value, CPSV + "implements") == book["grondslag"]
            assert objects(rule.value, DCTERMS + "type") == book["status"]
            assert objects(rule.value, RDF_TYPE) == kinds | {CPSV + "Rule"}
            assert conditions.get(rule.value, set()) == book["voorwaarde"] | book["vereist"]


def test_every_term_of_the_rule_book_is_kept_or_named_as_lost() -> None:
    used = set()
    for quad in real().quads:
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(ID):
            kind = quad.predicate == node(RDF_TYPE)
            used.add(iri(quad.object) if kind else quad.predicate.value)
    terms = {each.removeprefix(SL) for each in used if each.startswith(SL)}
    away = {each.removeprefix(SL) for each in lost(PROFILE.losses)}
    assert terms - away - KEPT == set()
    assert away & KEPT == {"Norm"}


def faults(quads: Iterable[ox.Quad]) -> list[str]:
    """Return where the output departs from the tables of CPSV-AP 3.2.0."""
    kinds: dict[str, set[str]] = {}
    having: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
    for quad in quads:
        assert isinstance(quad.object, (ox.NamedNode, ox.Literal))
        if quad.predicate == node(RDF_TYPE):
            kinds.setdefault(iri(quad.subject), set()).add(iri(quad.object))
        else:
            properties = having.setdefault(iri(quad.subject), {})
            properties.setdefault(quad.predicate.value, []).append(quad.object)
    found = [f"{subject} has no class" for subject in having.keys() - kinds.keys()]
    for subject, classes in kinds.items():
        known = {each for each in classes if each in PROFILE_3_2}
        found += [f"{each}?" for each in classes - known if not each.startswith(SL)]
        allowed = {name for each in known for name in PROFILE_3_2[each]}
        found += [f"{subject} {name}?" for name in having.get(subject, {}).keys() - allowed]
        for each in known:
            for name, (count, range_) in PROFILE_3_2[each].items():
                values = having.get(subject, {}).get(name, [])
                least, most = int(count[0]), 1 if count in ("1", "0..1") else len(values)
                if not least <= len(values) <= most:
                    found.append(f"{subject} {name} {len(values)} times")
                for value in values:
                    if range_ == TEXT:
                        fits = isinstance(value, ox.Literal) and bool(value.language)
                    else:
                        fits = range_ == ANY or range_ in kinds.get(value.value, set())
                    if not fits:
                        found.append(f"{subject} {name} {value}")
    return found


def test_the_counts_and_classes_of_cpsv_ap_hold() -> None:
    assert faults(exported()[0]) == []


@pytest.mark.parametrize(
    ("subject", "predicate"),
    [
        ("geven", DCTERMS + "title"),
        ("ziek", DCTERMS + "identifier"),
        ("toekennen", RDF_TYPE),
        ("hard", RDF_TYPE),
    ],
)
def test_a_planted_fault_is_found(subject: str, predicate: str) -> None:
    quads, _ = said(book_of(SMALL))
    assert faults(quads) == []
    gone = node(CASES + subject), node(predicate)
    assert faults(quad for quad in quads if (quad.subject, quad.predicate) != gone)


def official() -> Path:
    """Return SEMIC's shapes for CPSV-AP 3.2.0, which not every folder of profiles has."""
    folder = find_published_data("profiles")
    path = None if folder is None else folder / "cpsv-ap-SHACL.ttl"
    if path is None or not path.is_file():
        pytest.skip("no cpsv-ap-SHACL.ttl of CPSV-AP 3.2.0 among the profiles")
    return path


def checked(quads: Iterable[ox.Quad]) -> list[Result]:
    shapes, statements = read_graph([official()]), tuple(quads)
    found = CompiledEngine(shapes).validate(statements)
    other = ReferenceEngine(shapes, rulebook=()).validate(statements)
    assert [each.key for each in found] == [each.key for each in other]
    return found


def test_the_official_shapes_find_nothing_in_the_rule_book() -> None:
    assert checked(exported()[0]) == []


def test_the_official_shapes_find_a_planted_fault() -> None:
    quads, _ = said(book_of(SMALL))
    assert checked(quads) == []
    gone = node(CASES + "geven"), node(DCTERMS + "title")
    found = checked(quad for quad in quads if (quad.subject, quad.predicate) != gone)
    assert {(each.focus, each.path) for each in found} == {(CASES + "geven", DCTERMS + "title")}


def test_the_alignment_says_what_the_export_does() -> None:
    kinds = {
        (iri(quad.subject), iri(quad.object))
        for quad in exported()[0]
        if quad.predicate == node(RDF_TYPE)
    }
    predicates = {quad.predicate.value for quad in exported()[0]}
    related = 0
    for quad in ox.parse(path=str(ROOT / "ontology" / "alignments" / "cpsv.ttl")):
        relation = quad.predicate.value
        if not relation.startswith((SKOS, RDFS + "sub")) or not isinstance(
            quad.subject, ox.NamedNode
        ):
            continue
        related += 1
        target = iri(quad.object)
        assert relation in {SKOS + "closeMatch", SKOS + "relatedMatch", RDFS + "subClassOf"}
        if relation == RDFS + "subClassOf":
            mine = {each.value for each in real().instances(quad.subject.value)}
            assert {subject for subject, kind in kinds if subject in mine} == {
                subject for subject, kind in kinds if subject in mine and kind == target
            }
        assert target in predicates or target in {kind for _, kind in kinds}
    assert related == 14


def test_the_order_of_the_rule_book_makes_no_difference() -> None:
    book = real()
    backwards = Book(tuple(reversed(book.quads)), (), book.version)
    assert tuple(said(backwards)[0]) == exported()[0]
