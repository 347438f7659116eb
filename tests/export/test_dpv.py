"""What the norms say of personal data, in DPV: no rule says more than its norm.

The terms are those of DPV 2.3 (https://w3id.org/dpv/2.3, 2026-02-25) and its extensions PD, EU and
EU-GDPR of the same release.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheidslijn.export import packaged_book
from scheidslijn.export.alignments import related
from scheidslijn.export.dpv import PROFILE
from scheidslijn.export.material import Book
from scheidslijn.export.profile import Unholdable, lost
from scheidslijn.model import RuleBookVersion
from scheidslijn.namespaces import DCTERMS, ID, RDF_TYPE, RDFS, RDFS_LABEL, SHAPE, SKOS, SL

DPV = "https://w3id.org/dpv#"
PD = "https://w3id.org/dpv/pd#"
GDPR = "https://w3id.org/dpv/legal/eu/gdpr#"
PROV = "http://www.w3.org/ns/prov#"
NORM, ROL = ID + "norm/", ID + "rol/"
# Read in dpv.ttl of release 2.3: what is a class or concept, and what a property.
CLASSES = {
    "Access", "Context", "Data", "DataSubject", "Entity", "Law", "Obligation",
    "OrganisationalMeasure", "Permission", "PersonalData", "PersonalDataProcess", "Policy",
    "Processing", "Prohibition", "Purpose", "Recommendation", "Scope",
}  # fmt: skip
PROPERTIES = {
    "hasActiveEntity", "hasApplicableLaw", "hasContext", "hasData", "hasDataSubject",
    "hasObligation", "hasOrganisationalMeasure", "hasPermission", "hasPersonalData", "hasPolicy",
    "hasProcessing", "hasProhibition", "hasPurpose", "hasRecipient", "hasRecommendation",
    "hasScope",
}  # fmt: skip
# What properties point at (dcam:rangeIncludes in dpv.ttl; for data and processing by definition).
RANGES = {
    "hasActiveEntity": "Entity", "hasApplicableLaw": "Law", "hasContext": "Context",
    "hasData": "Data", "hasDataSubject": "DataSubject", "hasObligation": "Obligation",
    "hasOrganisationalMeasure": "OrganisationalMeasure", "hasPermission": "Permission",
    "hasPersonalData": "PersonalData", "hasPolicy": "Policy", "hasProhibition": "Prohibition",
    "hasPurpose": "Purpose",
    "hasRecipient": "Entity", "hasRecommendation": "Recommendation", "hasScope": "Scope",
}  # fmt: skip
# Named by the alignment only, in DPV, PD, EU and EU-GDPR of the same release.
ALIGNED = {
    DPV + each
    for each in (
        "Rule", "Deterrence", "Right", "Organisation", "Obtain", "Record", "Store", "Consult",
        "Share", "CodeOfConduct", "ConfidentialityAgreement", "LegalAgreement", "Employee",
        "GovernmentalOrganisation", "HealthcareOrganisation",
    )
} | {
    PD + each
    for each in (
        "MedicalHealth", "Health", "HealthRecord", "Disability", "OfficialID", "Contact", "Salary",
        "CurrentEmployment",
    )
} | {
    GDPR + each
    for each in (*(f"A6-1-{letter}" for letter in "abcdef"), *(f"A9-2-{x}" for x in "abcdefghij"))
} | {"https://w3id.org/dpv/legal/eu#law-GDPR"}  # fmt: skip
RULES = {DPV + each for each in ("Permission", "Prohibition", "Obligation", "Recommendation")}
ALLOWED = {
    "Verplichting": "Obligation", "Verbod": "Prohibition", "Toestemming": "Permission",
    "Bevoegdheid": "Permission", "Uitzondering": "Permission", "Aanbeveling": "Recommendation",
    "Rolversterking": "Permission",
}  # fmt: skip


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

    def dpv(self, subject: str) -> dict[str, set[str]]:
        """Return what DPV's own properties say of a node."""
        return {
            predicate.removeprefix(DPV): set(values)
            for predicate, values in self._by[subject].items()
            if predicate.startswith(DPV)
        }

    def rules(self) -> list[str]:
        return sorted(node for node in self._by if RULES & set(self._by[node][RDF_TYPE]))


@cache
def exported() -> tuple[Graph, tuple[Unholdable, ...]]:
    assert PROFILE.rulebook is not None
    out = list(PROFILE.rulebook(packaged_book()))
    quads = [each for each in out if isinstance(each, ox.Quad)]
    return Graph(quads), tuple(each for each in out if isinstance(each, Unholdable))


def graph() -> Graph:
    return exported()[0]


def names(norm: str) -> set[str]:
    start = f"{NORM}{norm}#"
    return {rule.removeprefix(start) for rule in graph().rules() if rule.startswith(start)}


def small(turtle: str) -> Graph:
    prefixes = "".join(
        f"@prefix {name}: <{iri}> .\n"
        for name, iri in {
            "norm": NORM, "rdfs": RDFS, "rol": ROL, "shape": SHAPE, "skos": SKOS, "sl": SL,
            "x": ID + "x/",
        }.items()
    )  # fmt: skip
    classes = "".join(f"sl:{name} rdfs:subClassOf sl:Norm .\n" for name in ALLOWED)
    parsed = ox.parse(prefixes + classes + turtle, format=ox.RdfFormat.TURTLE)
    book = Book(tuple(parsed), (), RuleBookVersion("0", "0"))
    assert PROFILE.rulebook is not None
    return Graph(each for each in PROFILE.rulebook(book) if isinstance(each, ox.Quad))


# What single norms become: read from the text of the norm, not from the output.


def test_who_may_not_ask_for_health_data_is_forbidden_to_ask_for_them() -> None:
    # The case manager who only guards the process for the physician asks no medical questions.
    found, rule = graph(), NORM + "lc-a2-geen-uitvraag#prohibition"
    assert names("lc-a2-geen-uitvraag") == {"prohibition"}
    assert found.of(rule, RDF_TYPE) == [DPV + "PersonalDataProcess", DPV + "Prohibition"]
    assert found.dpv(rule) == {
        "hasActiveEntity": {ROL + "casemanager-procesbegeleiding-bedrijfsarts"},
        "hasProcessing": {ID + "bewerking/vragen"},
        "hasPersonalData": {ID + "gegevenscategorie/gezondheidsgegevens"},
        "hasDataSubject": {ROL + "werknemer"},
        "hasScope": {ID + "domein/verzuim"},
    }
    # its exceptions are pointed at, since DPV has no precedence
    exceptions = {
        NORM + "lc-a2-klachten-vragen",
        NORM + "lc-kwadrant-uitzondering-gedelegeerde-taak",
    }
    assert set(found.of(rule, DCTERMS + "relation")) == exceptions
    assert found.of(NORM + "lc-a2-klachten-vragen#permission", RDF_TYPE)


def test_a_permission_keeps_its_conditions_as_contexts() -> None:
    # Such a delegate may ask which complaints there are, if he keeps them secret.
    found, rule = graph(), NORM + "lc-a2-klachten-vragen#permission"
    assert found.dpv(rule) == {
        "hasActiveEntity": {ROL + "casemanager-procesbegeleiding-bedrijfsarts"},
        "hasProcessing": {ID + "bewerking/vragen"},
        "hasPersonalData": {ID + "gegevenscategorie/klachten"},
        "hasDataSubject": {ROL + "werknemer"},
        "hasScope": {ID + "domein/verzuim"},
        "hasContext": {
            ID + "voorwaarde/lc-actiemomenten-signaleren",
            ID + "voorwaarde/lc-gebonden-aan-geheimhouding",
            ID + "voorwaarde/taak-gedelegeerd-door-arts",
        },
    }


def test_a_contested_permission_is_limited_to_its_reading_and_need() -> None:
    found, rule = graph(), NORM + "lc-a1-strikt-noodzakelijk#permission"
    said = found.dpv(rule)
    assert said["hasContext"] == {
        ID + "lezing/soepel",
        ID + "voorwaarde/lc-noodzakelijk-voor-taak",
    }
    assert said["hasData"] == {ID + "bestandssoort/bedrijfsgeneeskundig-dossier"}
    assert "hasPersonalData" not in said
    assert ID + "normstatus/betwist" in found.of(rule, DCTERMS + "type")


def test_a_duty_that_names_data_is_no_duty_to_process_them() -> None:
    # Whoever informs the reintegration company sees to it that the employee hears of it.
    found, rule = graph(), NORM + "lc-ri-werknemer-ingelicht#duty"
    said = found.dpv(rule)
    assert found.of(rule, RDF_TYPE) == [DPV + "Obligation"]
    assert not said.keys() & {"hasProcessing", "hasPersonalData", "hasData", "hasRecipient"}
    subjects = found.of(rule, DCTERMS + "subject")
    assert ID + "bewerking/delen" in subjects
    assert ID + "gegevenscategorie/persoonsgegevens" in subjects


def test_a_prohibition_in_manner_only_forbids_no_processing_as_such() -> None:
    # What lies outside the company's task is not given; the rest may be.
    found, rule = graph(), NORM + "lc-ri-arts-binnen-opdracht#prohibition"
    assert found.of(rule, RDF_TYPE) == [DPV + "Prohibition"]
    assert "hasProcessing" not in found.dpv(rule)


def test_a_safeguard_is_an_organisational_measure() -> None:
    # The case manager employed by the employer signs for the physician's secrecy.
    found, rule = graph(), NORM + "td-maatregel-geheimhouding#duty"
    measure = ID + "waarborgsoort/geheimhoudingsverklaring"
    assert found.dpv(rule)["hasOrganisationalMeasure"] == {measure}
    assert found.of(measure, SKOS + "relatedMatch") == [DPV + "ConfidentialityAgreement"]


def test_the_law_behind_a_norm_is_the_gdpr_where_its_article_is() -> None:
    # "Files of employer and case manager hold nothing on private causes" rests on the GDPR.
    found, rule = graph(), NORM + "lc-werkgever-legt-prive-niet-vast#prohibition"
    assert found.dpv(rule)["hasApplicableLaw"] == {ID + "rechtsbron/avg"}
    gdpr = "https://w3id.org/dpv/legal/eu#law-GDPR"
    assert found.of(ID + "rechtsbron/avg", SKOS + "exactMatch") == [gdpr]
    # no ground of article 6 or 9 is picked for it
    assert not any(quad.predicate.value == DPV + "hasLegalBasis" for quad in found.quads)


def test_a_reserved_power_and_a_claim_are_named_as_lost() -> None:
    _, unheld = exported()
    why = {each.subject: each.why.en for each in unheld}
    book = packaged_book()
    for norm in book.instances(SL + "VoorbehoudenBevoegdheid"):
        assert norm.value in why
        about_data = book.nodes(norm, SL + "betreftGegevens")
        assert not about_data or "everybody else" in why[norm.value]
    claims = [
        norm
        for norm in book.instances(SL + "Recht")
        if book.nodes(norm, RDF_TYPE) == [ox.NamedNode(SL + "Recht")]
    ]
    assert len(claims) > 30
    assert all(norm.value in why for norm in claims)
    named = [norm.value for norm in claims if book.nodes(norm, SL + "betreftGegevens")]
    assert named
    assert all("claim" in why[norm] for norm in named)


# Each norm and each term.


def test_every_norm_gives_a_rule_or_is_named_as_lost() -> None:
    found, unheld = exported()
    norms = {each.value for each in packaged_book().instances(SL + "Norm")}
    derived = {each for rule in found.rules() for each in found.of(rule, PROV + "wasDerivedFrom")}
    lacking = {each.subject for each in unheld}
    assert len(lacking) == len(unheld)
    assert derived | lacking == norms
    assert not derived & lacking
    assert len(derived) > 250


def test_only_norms_that_name_no_data_are_said_not_to_be_about_data() -> None:
    book = packaged_book()
    fields = ("betreftGegevens", "betreftBestandssoort", "betreftBewerking", "vereistWaarborg")
    seen = 0
    for each in exported()[1]:
        if "not about processing" in each.why.en:
            norm, seen = ox.NamedNode(each.subject), seen + 1
            assert not any(book.nodes(norm, SL + field) for field in fields)
            assert ox.NamedNode(SL + "Toegangsnorm") not in book.nodes(norm, RDF_TYPE)
    assert seen > 1500


def test_no_norm_becomes_a_kind_of_rule_that_its_own_kind_does_not_allow() -> None:
    found, book = graph(), packaged_book()
    for rule in found.rules():
        (norm,) = found.of(rule, PROV + "wasDerivedFrom")
        kinds = {k.value.removeprefix(SL) for k in book.nodes(ox.NamedNode(norm), RDF_TYPE)}
        allowed = {ALLOWED[kind] for kind in kinds if kind in ALLOWED}
        if "Delegeerbaarheid" in kinds:
            allowed |= {"Permission", "Prohibition", "Obligation"}
        (kind,) = RULES & set(found.of(rule, RDF_TYPE))
        assert kind.removeprefix(DPV) in allowed, rule


def test_every_dpv_term_exists_in_release_2_3() -> None:
    used = {
        term.value
        for quad in graph().quads
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith("https://w3id.org/dpv")
    }
    own = {DPV + each for each in CLASSES | PROPERTIES}
    assert used <= own | ALIGNED
    assert own <= used
    predicates = {quad.predicate.value for quad in graph().quads}
    assert {p.removeprefix(DPV) for p in predicates if p.startswith(DPV)} == PROPERTIES


def test_what_a_property_points_at_is_of_the_class_that_dpv_says() -> None:
    found = graph()
    for quad in found.quads:
        name = quad.predicate.value.removeprefix(DPV)
        if name in RANGES:
            kinds = found.of(quad.object.value, RDF_TYPE)  # type: ignore[union-attr]
            expected = {DPV + RANGES[name]}
            if name == "hasContext":
                expected |= {DPV + "Data", DPV + "PersonalData"}  # limited to such data
            assert expected & set(kinds), quad


def test_a_rule_is_held_by_a_process_of_its_document_and_standing() -> None:
    found = graph()
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for quad in found.quads:
        if quad.predicate.value in {DPV + "has" + each.removeprefix(DPV) for each in RULES}:
            holders[quad.object.value].add(quad.subject.value)  # type: ignore[union-attr]
    assert set(holders) == set(found.rules())
    for rule, processes in holders.items():
        for process in processes:
            (standing,) = found.of(process, DCTERMS + "type")
            assert standing in found.of(rule, DCTERMS + "type")


def test_there_are_no_blank_nodes_and_the_order_of_the_rule_book_does_not_matter() -> None:
    book = packaged_book()
    turned = Book(tuple(reversed(book.quads)), book.shapes, book.version)
    assert PROFILE.rulebook is not None
    assert list(PROFILE.rulebook(turned)) == list(PROFILE.rulebook(book))
    for quad in graph().quads:
        assert not isinstance(quad.subject, ox.BlankNode)
        assert not isinstance(quad.object, ox.BlankNode)


def test_every_rule_has_its_words_and_its_sources() -> None:
    found = graph()
    for rule in found.rules():
        assert len(found.of(rule, DCTERMS + "description")) == 2, rule
        assert found.of(rule, RDFS_LABEL), rule
        assert found.of(rule, DCTERMS + "source"), rule


KEPT = {
    "Aanbeveling", "Artikel", "Begrip", "Bestandssoort", "Bevoegdheid", "Bewerking",
    "Bewijsvoorwaarde", "Brondocument", "Bronpassage", "Casemanagementrol", "Delegatiegrond",
    "Delegatievoorwaarde", "Delegeerbaarheid", "Domein", "Dossiervoorwaarde", "Expertrol",
    "Gegevenscategorie", "Gemachtigdevoorwaarde", "Kenmerkvoorwaarde", "Kernrol",
    "Kwalificatievoorwaarde", "Lezing", "Normstatus", "Procesrol", "Rechtsbron", "Rol",
    "Rolversterking", "Rolvoorwaarde", "Taak", "Toegangsnorm", "Toestemming", "Toonvoorwaarde",
    "Uitzondering", "Verbod", "Verplichting", "Voorwaarde", "Waarborgsoort", "betreftBegrip",
    "betreftBestandssoort", "betreftBetrokkenheid", "betreftBewerking", "betreftFeit",
    "betreftGegevens", "betreftTaak", "brederCategorie", "domein", "drager", "geldigVanaf",
    "lezing", "onderdeelVan", "onderwerp", "rechtsbron", "richtZichOp", "status", "vereist",
    "vereistKwalificatie", "vereistWaarborg", "vindplaats", "voorwaarde",
}  # fmt: skip


def test_every_term_of_the_rule_book_is_kept_or_named_as_lost() -> None:
    book, found = packaged_book(), set[str]()
    for subject, properties in book.subjects.items():
        if isinstance(subject, ox.NamedNode) and subject.value.startswith(ID):
            found |= {kind.value for kind in book.nodes(subject, RDF_TYPE)}
            found |= {predicate.value for predicate in properties}
    used = {term.removeprefix(SL) for term in found if term.startswith(SL)}
    named = {term.removeprefix(SL) for term in lost(PROFILE.losses)}
    assert used <= KEPT | named
    assert not KEPT & named


def test_the_output_relates_our_terms_as_the_alignment_does() -> None:
    aligned, found = related("dpv"), graph()
    matches = {SKOS + each + "Match" for each in ("exact", "close", "broad", "narrow", "related")}
    said = {
        (quad.subject.value, quad.predicate.value, quad.object.value)  # type: ignore[union-attr]
        for quad in found.quads
        if quad.predicate.value in matches
    }
    assert said
    for ours, relation, theirs in said:
        assert (relation, theirs) in aligned[ours]
    for kind, rule in ALLOWED.items():
        if kind != "Rolversterking":
            assert DPV + rule in {theirs for _, theirs in aligned[SL + kind]}


def test_the_alignment_names_terms_of_both_vocabularies_that_exist() -> None:
    aligned = related("dpv")
    known = {node.value for node in packaged_book().subjects if isinstance(node, ox.NamedNode)}
    assert set(aligned) <= known
    theirs = {term for pairs in aligned.values() for _, term in pairs}
    assert theirs <= ALIGNED | {DPV + each for each in CLASSES | PROPERTIES}
    assert theirs >= ALIGNED


def test_no_kind_of_data_is_said_to_be_more_than_it_is() -> None:
    # Functional abilities are what a physician may tell the employer: no health data here.
    abilities = related("dpv")[ID + "gegevenscategorie/functionele-mogelijkheden"]
    broader = {theirs for _, theirs in abilities}
    assert PD + "MedicalHealth" not in broader
    for category in packaged_book().instances(SL + "Gegevenscategorie"):
        assert related("dpv")[category.value], category


# Properties of any rule book.

SENTENCE = """rdfs:label "n" ; skos:definition "N." ; sl:domein x:d ; sl:drager rol:een ;
    sl:betreftGegevens x:data ; sl:betreftBewerking x:lezen"""
DATA = """x:data a sl:Gegevenscategorie ; rdfs:label "data" . rol:een a sl:Rol .
    x:lezen a sl:Bewerking ; rdfs:label "lezen" ; skos:definition "Lezen." .\n"""


@given(st.sets(st.sampled_from(sorted(ALLOWED)), min_size=1), st.booleans())
def test_no_mix_of_kinds_becomes_more_than_its_kinds_allow(kinds: set[str], access: bool) -> None:
    every = sorted(kinds | ({"Toegangsnorm"} if access else set()))
    types = ", ".join(f"sl:{kind}" for kind in every)
    below = "sl:Toegangsnorm rdfs:subClassOf sl:Norm ."
    found = small(f"{DATA} {below} norm:n a {types} ; {SENTENCE} .")
    made = {kind for rule in found.rules() for kind in found.of(rule, RDF_TYPE)} & RULES
    assert made <= {DPV + ALLOWED[kind] for kind in kinds}


@pytest.mark.parametrize("access", [True, False])
def test_only_an_access_norm_permits_the_processing_that_it_names(access: bool) -> None:
    kinds = "sl:Toestemming, sl:Toegangsnorm" if access else "sl:Toestemming"
    found = small(f"{DATA} norm:n a {kinds} ; {SENTENCE} .")
    said = found.dpv(NORM + "n#permission")
    assert said.get("hasProcessing", set()) == ({ID + "x/lezen"} if access else set())
    assert said.get("hasPersonalData", set()) == ({ID + "x/data"} if access else set())
