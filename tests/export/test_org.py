"""The Organization Ontology: what is said, what is left out, and what can be read back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from rdflib.namespace import FOAF, ORG, TIME

from dossier_profiles import (
    CLASSES,
    EXAMPLES,
    PREFIXES,
    PROPERTIES,
    WORLD,
    above,
    alignment,
    book,
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
from scheidslijn.export import Case
from scheidslijn.export.org import PROFILE
from scheidslijn.export.profile import lost
from scheidslijn.namespaces import RDF_TYPE, RDFS, SKOS, SL
from scheidslijn.reasoning import check

TYPE: Final = ox.NamedNode(RDF_TYPE)
LOST: Final = {term.removeprefix(SL) for term in lost(PROFILE.losses)}
PEOPLE: Final = """
:d a sl:Dossier ; sl:werknemer :pia . :pia a sl:Persoon .
:vera a sl:Persoon . :bas a sl:Persoon . :werf a sl:Organisatie . :dienst a sl:Organisatie .
"""
# What the ontology of ORG says of the terms that are used (https://www.w3.org/ns/org.ttl, 0.8,
# and the specification of FOAF for its two classes), in words of our own.
AXIOMS: Final = """
foaf:Person rdfs:subClassOf foaf:Agent . foaf:Person owl:disjointWith org:Organization .
org:Organization rdfs:subClassOf foaf:Agent .
org:FormalOrganization rdfs:subClassOf org:Organization .
org:OrganizationalUnit rdfs:subClassOf org:Organization .
org:Role rdfs:subClassOf skos:Concept .
org:Organization owl:disjointWith org:Role , org:Membership .
org:Role owl:disjointWith org:Membership .
org:member a owl:FunctionalProperty ; rdfs:domain org:Membership ; rdfs:range foaf:Agent .
org:organization a owl:FunctionalProperty ; rdfs:domain org:Membership ;
    rdfs:range org:Organization .
org:memberDuring rdfs:domain org:Membership .
org:role rdfs:range org:Role .
org:classification rdfs:domain org:Organization ; rdfs:range skos:Concept .
org:unitOf rdfs:domain org:OrganizationalUnit ; rdfs:range org:FormalOrganization .
org:linkedTo rdfs:domain org:Organization ; rdfs:range org:Organization .
org:reportsTo rdfs:domain foaf:Agent ; rdfs:range foaf:Agent .
time:hasBeginning rdfs:domain time:TemporalEntity ; rdfs:range time:Instant .
time:hasEnd rdfs:domain time:TemporalEntity ; rdfs:range time:Instant .
time:Interval rdfs:subClassOf time:TemporalEntity .
time:Instant rdfs:subClassOf time:TemporalEntity .
"""
DECLARED: Final = """
foaf:Agent a owl:Class . foaf:Person a owl:Class . org:Organization a owl:Class .
org:FormalOrganization a owl:Class . org:OrganizationalUnit a owl:Class . org:Role a owl:Class .
org:Membership a owl:Class . skos:Concept a owl:Class . time:TemporalEntity a owl:Class .
time:Interval a owl:Class . time:Instant a owl:Class . dcterms:isPartOf a owl:ObjectProperty .
org:member a owl:ObjectProperty . org:organization a owl:ObjectProperty .
org:memberDuring a owl:ObjectProperty . org:role a owl:ObjectProperty .
org:classification a owl:ObjectProperty . org:unitOf a owl:ObjectProperty .
org:linkedTo a owl:ObjectProperty . org:reportsTo a owl:ObjectProperty .
time:hasBeginning a owl:ObjectProperty . time:hasEnd a owl:ObjectProperty .
time:inXSDDate a owl:DatatypeProperty .
"""
# Which class a value or subject has at least, by property; a class of FOAF stands for an actor.
ACTORS: Final = {"foaf:Agent", "foaf:Person", "org:Organization"}
SIDES: Final[dict[str, tuple[set[str], set[str]]]] = {
    "org:classification": ({"org:Organization"}, {"skos:Concept"}),
    "org:linkedTo": ({"org:Organization"}, {"org:Organization"}),
    "org:member": ({"org:Membership"}, ACTORS),
    "org:memberDuring": ({"org:Membership"}, {"time:Interval"}),
    "org:organization": ({"org:Membership"}, {"org:Organization"}),
    "org:reportsTo": (ACTORS, ACTORS),
    "org:role": ({"org:Membership"}, {"org:Role"}),
    "org:unitOf": ({"org:OrganizationalUnit"}, {"org:FormalOrganization"}),
    "time:hasBeginning": ({"time:Interval"}, {"time:Instant"}),
    "time:hasEnd": ({"time:Interval"}, {"time:Instant"}),
}
EXCLUDE: Final = (
    {"foaf:Person", "org:Organization", "org:Role", "org:Membership"},
    {"time:Interval", "time:Instant", "org:Membership"},
)


def short(node: object) -> str:
    iri = node.value if isinstance(node, ox.NamedNode) else str(node)
    for name, base in PREFIXES.items():
        if name and iri.startswith(base):
            return f"{name}:{iri.removeprefix(base)}"
    return iri


def lines_of(text: str) -> set[str]:
    return lines(turtle(text))


def left(text: str) -> list[tuple[str, str, str]]:
    """Return what is left out of a dossier, in short."""
    _, found = said(PROFILE, case_of(turtle(PEOPLE + text)))

    def plain(term: str) -> str:
        return term.removeprefix(PREFIXES[""]).removeprefix(SL)

    return [(plain(e.subject), plain(e.predicate), plain(e.value)) for e in found]


# What is said


def test_a_person_is_a_person_of_foaf() -> None:
    assert says(PROFILE, ":noud a sl:Persoon .") == lines_of(":noud a foaf:Person , sl:Persoon .")


def test_an_organisation_is_a_formal_organisation_classified_by_its_kinds() -> None:
    text = """:uwv a sl:Organisatie ;
        sl:organisatiesoort <https://w3id.org/scheidslijn/id/organisatiesoort/uwv> ."""
    assert says(PROFILE, text) == lines_of("""
        :uwv a org:FormalOrganization , org:Organization , sl:Organisatie ;
            org:classification <https://w3id.org/scheidslijn/id/organisatiesoort/uwv> .
        <https://w3id.org/scheidslijn/id/organisatiesoort/uwv> a skos:Concept .""")


def test_whoever_is_no_more_than_an_actor_is_an_agent() -> None:
    assert says(PROFILE, ":x a sl:Actor .") == lines_of(":x a foaf:Agent , sl:Actor .")
    both = ":x a sl:Actor , sl:Persoon ."
    assert says(PROFILE, both) == lines_of(":x a foaf:Person , sl:Persoon .")
    assert left(both) == []


def test_an_employment_is_a_membership_with_a_period_of_days() -> None:
    text = """:werk a sl:Dienstverband ; sl:medewerker :vera ; sl:inDienstBij :werf ;
        sl:functie "Casemanager" ;
        sl:vanaf "2020-01-01"^^xsd:date ; sl:totEnMet "2026-03-31"^^xsd:date ."""
    assert says(PROFILE, text, PEOPLE) == lines_of("""
        :werk a org:Membership , sl:Dienstverband ; org:member :vera ; org:organization :werf ;
            org:memberDuring :werk|periode .
        :werk|periode a time:Interval ;
            time:hasBeginning :werk|begin ; time:hasEnd :werk|eind .
        :werk|begin a time:Instant ; time:inXSDDate "2020-01-01"^^xsd:date .
        :werk|eind a time:Instant ; time:inXSDDate "2026-03-31"^^xsd:date .""")


def test_a_department_is_a_unit_of_the_employer_with_a_membership_of_its_own() -> None:
    text = """:werk a sl:Dienstverband ; sl:medewerker :vera ; sl:inDienstBij :werf ;
        sl:afdelingssoort <https://w3id.org/scheidslijn/id/afdelingssoort/claimbeoordeling> ;
        sl:vanaf "2020-01-01"^^xsd:date ."""
    kind = "<https://w3id.org/scheidslijn/id/afdelingssoort/claimbeoordeling>"
    assert says(PROFILE, text, PEOPLE) == lines_of(f"""
        :werk a org:Membership , sl:Dienstverband ; org:member :vera ; org:organization :werf ;
            org:memberDuring :werk|periode .
        :werk|afdeling a org:OrganizationalUnit , org:Organization ;
            org:unitOf :werf ; org:classification {kind} .
        {kind} a skos:Concept .
        :werk|lid-afdeling a org:Membership ; org:member :vera ;
            org:organization :werk|afdeling ; org:memberDuring :werk|periode .
        :werk|periode a time:Interval ; time:hasBeginning :werk|begin .
        :werk|begin a time:Instant ; time:inXSDDate "2020-01-01"^^xsd:date .""")


def test_a_role_on_behalf_of_an_organisation_is_a_membership_with_that_role() -> None:
    text = """:rol a sl:Rolvervulling ; sl:dossier :d ; sl:door :vera ;
        sl:rol rol:casemanager-werkgeversregie ; sl:namens :werf ;
        sl:vanaf "2026-01-05"^^xsd:date ."""
    assert says(PROFILE, text, PEOPLE) == lines_of("""
        :rol a org:Membership , sl:Rolvervulling ; org:member :vera ; org:organization :werf ;
            org:role rol:casemanager-werkgeversregie ; org:memberDuring :rol|periode ;
            dcterms:isPartOf :d .
        rol:casemanager-werkgeversregie a org:Role .
        :rol|periode a time:Interval ; time:hasBeginning :rol|begin .
        :rol|begin a time:Instant ; time:inXSDDate "2026-01-05"^^xsd:date .""")


def test_a_membership_has_one_organisation_so_a_second_principal_has_its_own() -> None:
    text = """:rol a sl:Rolvervulling ; sl:dossier :d ; sl:door :vera ;
        sl:rol rol:bedrijfsarts ; sl:namens :werf , :dienst ."""
    assert says(PROFILE, text, PEOPLE) == lines_of("""
        :rol a org:Membership , sl:Rolvervulling ; org:member :vera ; org:organization :dienst ;
            org:role rol:bedrijfsarts ; dcterms:isPartOf :d .
        :rol|lid-2 a org:Membership , sl:Rolvervulling ; org:member :vera ;
            org:organization :werf ; org:role rol:bedrijfsarts ; dcterms:isPartOf :d .
        rol:bedrijfsarts a org:Role .""")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":a a sl:Aansturing ; sl:aangestuurde :vera ; sl:aansturende :werf ;"
         ' sl:vanaf "2020-01-01"^^xsd:date .', ":vera org:reportsTo :werf ."),
        (":a a sl:Supervisie ; sl:gesuperviseerde :vera ; sl:supervisor :bas .",
         ":vera org:reportsTo :bas ."),
        (":a a sl:Opdracht ; sl:opdrachtgever :werf ; sl:opdrachtnemer :dienst ;"
         " sl:opdrachtVoor rol:bedrijfsarts ; sl:schriftelijkVastgelegd true .",
         ":werf org:linkedTo :dienst ."),
    ],
)  # fmt: skip
def test_a_relation_between_two_actors_is_a_link(text: str, expected: str) -> None:
    assert says(PROFILE, text, PEOPLE) == lines_of(expected)


def test_nodes_of_blank_nodes_are_blank_with_a_label_of_their_own() -> None:
    text = """_:b7 a sl:Dienstverband ; sl:medewerker :vera ; sl:inDienstBij :werf ;
        sl:vanaf "2020-01-01"^^xsd:date ."""
    found = {re.sub("_:g[0-9]+", "_:b7", line) for line in says(PROFILE, text, PEOPLE)}
    assert found == lines_of("""
        _:b7 a org:Membership , sl:Dienstverband ; org:member :vera ; org:organization :werf ;
            org:memberDuring _:b7-periode .
        _:b7-periode a time:Interval ; time:hasBeginning _:b7-begin .
        _:b7-begin a time:Instant ; time:inXSDDate "2020-01-01"^^xsd:date .""")


def test_a_fragment_that_is_there_already_gets_a_further_step() -> None:
    text = """<urn:zaak#werk> a sl:Dienstverband ; sl:medewerker :vera ; sl:inDienstBij :werf ;
        sl:vanaf "2020-01-01"^^xsd:date ."""
    periods = {line for line in says(PROFILE, text, PEOPLE) if "memberDuring" in line}
    assert periods == lines_of("<urn:zaak#werk> org:memberDuring <urn:zaak#werk/periode> .")


# What is left out by name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":r a sl:Rolvervulling ; sl:dossier :d ; sl:door :vera ; sl:rol rol:bedrijfsarts .",
         [("r", "rol", "https://w3id.org/scheidslijn/id/rol/bedrijfsarts")]),
        (":r a sl:Rolvervulling ; sl:dossier :d ; sl:door :vera ; sl:rol rol:bedrijfsarts ;"
         " sl:namens :bas .",
         [("r", "namens", "bas"),
          ("r", "rol", "https://w3id.org/scheidslijn/id/rol/bedrijfsarts")]),
        (":w a sl:Dienstverband ; sl:medewerker :vera ; sl:inDienstBij :bas .",
         [("w", "inDienstBij", "bas")]),
        (":w a sl:Dienstverband ; sl:medewerker :vera .", [("w", "http://www.w3.org/1999/02/22-"
         "rdf-syntax-ns#type", "Dienstverband")]),
        (':a a sl:Aansturing ; sl:aangestuurde :vera ; sl:aansturende :werf ; sl:totEnMet'
         ' "2026-01-31"^^xsd:date .', [("a", "aansturende", "werf")]),
        (":o a sl:Opdracht ; sl:opdrachtgever :werf ; sl:opdrachtnemer :bas .",
         [("o", "opdrachtnemer", "bas")]),
        (":a a sl:Aansturing ; sl:aangestuurde :d ; sl:aansturende :werf .",
         [("a", "aangestuurde", "d")]),
        (":w a sl:Dienstverband ; sl:medewerker :d ; sl:inDienstBij :werf .",
         [("w", "medewerker", "d")]),
        (":r a sl:Rolvervulling ; sl:dossier :d ; sl:door :d ; sl:rol rol:bedrijfsarts ;"
         " sl:namens :werf .", [("r", "door", "d")]),
    ],
)  # fmt: skip
def test_what_org_has_no_place_for_is_named_and_not_said(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert left(text) == expected
    assert says(PROFILE, text, PEOPLE) == set()


def test_where_there_is_room_for_one_value_the_others_are_named() -> None:
    text = """:w a sl:Dienstverband ; sl:medewerker :bas , :vera ; sl:inDienstBij :werf ;
        sl:vanaf "2020-01-01"^^xsd:date , "2021-01-01"^^xsd:date ."""
    day = '"2021-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'
    assert left(text) == [("w", "medewerker", "vera"), ("w", "vanaf", day)]


def test_a_moment_is_no_day() -> None:
    text = """:werf a sl:Organisatie . :vera a sl:Persoon .
        :w a sl:Dienstverband ; sl:medewerker :vera ; sl:inDienstBij :werf ;
        sl:vanaf "2020-01-01T09:00:00"^^xsd:dateTime ."""
    quads, found = said(PROFILE, Case(turtle(text), book()))  # the guard would not let it pass
    assert [each.predicate for each in found] == [SL + "vanaf"]
    assert not any("time" in short(quad.predicate) for quad in quads)


def test_a_node_is_one_thing() -> None:
    text = ":vera a sl:Dienstverband ; sl:medewerker :bas ; sl:inDienstBij :werf ."
    assert says(PROFILE, text, PEOPLE) == set()
    assert left(text) == [(
        "vera", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "Dienstverband"
    )]  # fmt: skip


# Every term is kept or named as lost

# Of a relation that becomes a link its two ends stay, and that it has ended keeps it out.
LINKED: Final = {
    ("Aansturing", "aangestuurde"),
    ("Aansturing", "aansturende"),
    ("Aansturing", "totEnMet"),
    ("Opdracht", "opdrachtgever"),
    ("Opdracht", "opdrachtnemer"),
    ("Opdracht", "totEnMet"),
    ("Supervisie", "gesuperviseerde"),
    ("Supervisie", "supervisor"),
    ("Supervisie", "totEnMet"),
}


@pytest.mark.parametrize("kind", CLASSES)
def test_a_class_or_property_is_lost_only_by_name(kind: str) -> None:
    assert leaves_a_trace(PROFILE, kind) == (kind not in LOST or kind in dict(LINKED))
    for each in of_class(kind):
        kept = kind not in LOST and each.name not in LOST
        assert changes(PROFILE, kind, each.name) == (kept or (kind, each.name) in LINKED), each


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


def check_conditions(quads: Iterable[ox.Quad]) -> None:
    """Check that what is said keeps to what ORG and OWL-Time say of their terms."""
    quads = list(quads)
    kinds: dict[object, set[str]] = {}
    for quad in quads:
        if quad.predicate == TYPE:
            kinds.setdefault(quad.subject, set()).add(short(quad.object))
    for quad in quads:
        name = short(quad.predicate)
        if name in SIDES:
            subjects, values = SIDES[name]
            assert kinds[quad.subject] & subjects, quad
            assert kinds[quad.object] & values, quad
        else:
            assert name in {"rdf:type", "time:inXSDDate", "dcterms:isPartOf"}, quad
    for found in kinds.values():
        for excluding in EXCLUDE:
            assert len(found & excluding) < 2, found
    for predicate in ("org:member", "org:organization"):
        having = Counter(quad.subject for quad in quads if short(quad.predicate) == predicate)
        members = {node for node, found in kinds.items() if "org:Membership" in found}
        assert having == dict.fromkeys(members, 1)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_keeps_the_conditions_and_can_be_read_back(path: Path) -> None:
    case = read_case(path)
    quads, _ = said(PROFILE, case)
    assert quads
    check_conditions(quads)
    assert memberships(quads) == stated(case)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(dossiers())
def test_any_dossier_keeps_the_conditions_and_can_be_read_back(quads: list[ox.Quad]) -> None:
    case = case_of(quads)
    found, _ = said(PROFILE, case)
    check_conditions(found)
    assert len(set(found)) == len(found)
    assert memberships(found) == stated(case)
    again, _ = said(PROFILE, case_of(quads))
    assert again == found


# Reading back: who, in which role, where, from when until when, in which dossier

Membership = tuple[str, str, str, str, str, str, str]


def memberships(quads: Iterable[ox.Quad]) -> Counter[Membership]:
    """Read roles and employments from what is said in ORG."""
    values: dict[tuple[object, str], list[object]] = {}
    for quad in quads:
        values.setdefault((quad.subject, short(quad.predicate)), []).append(quad.object)

    def one(node: object, *path: str) -> str:
        for step in path:
            (node,) = values.get((node, step), [""])
        return node.value if isinstance(node, ox.Literal) else str(node)

    nodes = {node for (node, predicate) in values if predicate == "org:member"}
    found: Counter[Membership] = Counter()
    for node in nodes:
        kinds = {short(kind) for kind in values[node, "rdf:type"]} & {
            "sl:Rolvervulling", "sl:Dienstverband",
        }  # fmt: skip
        if kinds:
            (kind,) = kinds
            found[
                kind, one(node, "org:member"), one(node, "org:role"),
                one(node, "org:organization"),
                one(node, "org:memberDuring", "time:hasBeginning", "time:inXSDDate"),
                one(node, "org:memberDuring", "time:hasEnd", "time:inXSDDate"),
                one(node, "dcterms:isPartOf"),
            ] += 1  # fmt: skip
    return found


def stated(case: Case) -> Counter[Membership]:
    """Read roles on behalf of organisations and employments by them from the dossier itself."""

    def values(node: object, name: str) -> list[str]:
        found = case.subjects[node].get(ox.NamedNode(SL + name), [])  # type: ignore[index]
        return sorted(v.value if isinstance(v, ox.Literal) else str(v) for v in found)

    def typed(name: str) -> set[str]:
        return {
            str(node)
            for node, properties in case.subjects.items()
            if ox.NamedNode(SL + name) in properties.get(TYPE, ())
        }

    organisations, actors = typed("Organisatie"), typed("Persoon") | typed("Organisatie")
    found: Counter[Membership] = Counter()
    for kind, member, role, at in (
        ("Rolvervulling", "door", "rol", "namens"),
        ("Dienstverband", "medewerker", "", "inDienstBij"),
    ):
        for node in case.subjects:
            if str(node) not in typed(kind):
                continue
            # of a property with room for one value, the first is kept and the others are named
            who, what = values(node, member)[:1], values(node, role)[:1] if role else [""]
            where = values(node, at) if role else values(node, at)[:1]
            begin, end = (values(node, day)[:1] or [""] for day in ("vanaf", "totEnMet"))
            dossier = values(node, "dossier")[:1] if role else [""]
            for one in where:
                if who and what and one in organisations and who[0] in actors:
                    found[
                        f"sl:{kind}", who[0], what[0], one, begin[0], end[0], (dossier or [""])[0]
                    ] += 1  # fmt: skip
    return found


# The alignment


def test_every_class_that_is_said_is_aligned() -> None:
    related: dict[str, set[str]] = {}
    narrow = {RDFS + "subClassOf", *(SKOS + m for m in ("closeMatch", "broadMatch"))}
    for triple in alignment("org"):
        if triple.predicate.value in narrow:
            related.setdefault(short(triple.subject), set()).add(short(triple.object))
    for kind in ("Actor", "Dienstverband", "Organisatie", "Persoon", "Rolvervulling"):
        text = (
            WORLD.replace(":rol a", ":feit a")
            if kind == "Rolvervulling"
            else f"""{WORLD}
            :feit a sl:{kind} ; {
                "sl:medewerker :vera ; sl:inDienstBij :werf"
                if kind == "Dienstverband"
                else "a sl:" + kind
            } ."""
        )
        quads, _ = said(PROFILE, case_of(turtle(text)))
        node = ox.NamedNode(PREFIXES[""] + "feit")
        types = {short(q.object) for q in quads if q.subject == node and q.predicate == TYPE}
        outside = {each for each in types if not each.startswith("sl:")}
        known = set[str]().union(*(related.get(f"sl:{each}", set()) for each in above(kind)))
        assert outside & related[f"sl:{kind}"], kind
        assert outside - known <= {"org:Organization"}, kind


def test_the_terms_of_others_exist() -> None:
    # rdflib has lists of the terms of published vocabularies
    published = {"org": ORG, "foaf": FOAF, "time": TIME}
    nodes = {node for triple in (*alignment("org"), *alignment("time")) for node in triple}
    nodes |= {
        node
        for path in EXAMPLES
        for quad in said(PROFILE, read_case(path))[0]
        for node in (quad.predicate, quad.object)
    }
    names = {short(node) for node in nodes if short(node).partition(":")[0] in published}
    assert {"org:Membership", "org:memberDuring", "foaf:Person", "time:hasEnd"} <= names
    unknown = [
        name for name in names if name.partition(":")[2] not in published[name.partition(":")[0]]
    ]
    assert unknown == []


def test_the_alignment_and_what_is_said_are_consistent_with_org() -> None:
    path = next(p for p in EXAMPLES if p.stem == "ontzorgverzekering-wel")
    out = [quad.triple for quad in said(PROFILE, read_case(path))[0]]
    given_axioms = [quad.triple for quad in turtle(DECLARED + AXIOMS)]
    whole = [*modules(), *alignment("org"), *alignment("dcterms"), *given_axioms, *out]
    found = check(whole)
    assert found.consistent
    assert found.unsatisfiable == ()
    clash = turtle(":x a sl:Persoon , org:Membership , org:Organization .")
    assert not check([*whole, *(quad.triple for quad in clash)]).consistent
