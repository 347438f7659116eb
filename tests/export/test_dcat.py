"""The catalogue in DCAT-AP-NL: the official shapes pass, and its numbers are those of the files."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from published import published_data
from scheidslijn.engine import CompiledEngine
from scheidslijn.export import packaged_book
from scheidslijn.export.dcat import PROFILE, describe
from scheidslijn.export.dcat.void import describe_links, statistics
from scheidslijn.export.material import Book
from scheidslijn.export.profile import Unholdable
from scheidslijn.model import Result, Severity
from scheidslijn.namespaces import BASE, DCTERMS, ID, OWL, RDF_TYPE, RDFS, SH, SKOS, SL
from scheidslijn.reference import ReferenceEngine
from scheidslijn.resources import read_graph

ROOT = Path(__file__).parents[2]
ADMS = "http://www.w3.org/ns/adms#"
DCAT = "http://www.w3.org/ns/dcat#"
FOAF = "http://xmlns.com/foaf/0.1/"
PROV = "http://www.w3.org/ns/prov#"
SPDX = "http://spdx.org/rdf/terms#"
VCARD = "http://www.w3.org/2006/vcard/ns#"
VOID = "http://rdfs.org/ns/void#"
EU = "http://publications.europa.eu/resource/authority/"
DCAT_AP = "https://semiceu.github.io/DCAT-AP/releases/3.0.1#"
NL = ID + "dcat-ap-nl/"
FILES = NL + "bestand/"
SHAPES = (
    "dcat-ap-SHACL.ttl",
    "dcat-ap-nl-SHACL.ttl",
    "dcat-ap-nl-SHACL-klassebereik.ttl",
    "dcat-ap-nl-SHACL-aanbevolen.ttl",
)

# Which files belong to which dataset, told apart from the code.
SETS: dict[str, list[Path]] = {
    "ontologie": sorted((ROOT / "ontology").glob("*.ttl")),
    "regelboek": sorted((ROOT / "ontology" / "regelboek").rglob("*.ttl")),
    "shapes": [
        path
        for path in sorted((ROOT / "shapes").glob("*/shapes.ttl"))
        if path.parent.name != "quality"
    ],
    "vragen": sorted((ROOT / "queries").glob("*.rq")),
    "afstemmingen": sorted((ROOT / "ontology" / "alignments").glob("*.ttl")),
}
SETS = {name: files for name, files in SETS.items() if files}
SPACES = {
    "ontologie": SL,
    "regelboek": ID,
    "shapes": BASE + "shape#",
    "afstemmingen": BASE,
}

# The terms of the other vocabularies, as their specifications have them: DCAT 3 (W3C
# Recommendation, 22 August 2024), VoID (W3C Note, 3 March 2011), DCMI Metadata Terms, FOAF 0.99,
# ADMS, SPDX 2 (as DCAT 3 uses it), vCard, PROV-O and SKOS.
VOCABULARY = {
    DCAT: "Catalog Dataset Distribution accessURL byteSize contactPoint dataset distribution "
    "downloadURL keyword landingPage mediaType startDate theme themeTaxonomy version",
    VOID: "Dataset Linkset class classPartition classes dataDump distinctObjects distinctSubjects "
    "entities linkPredicate objectsTarget properties property propertyPartition subjectsTarget "
    "subset triples uriSpace vocabulary",
    DCTERMS: "Frequency LicenseDocument LinguisticSystem Location MediaType MediaTypeOrExtent "
    "PeriodOfTime RightsStatement Standard accessRights accrualPeriodicity conformsTo creator "
    "description format identifier issued language license modified publisher references spatial "
    "temporal title type",
    FOAF: "Agent Document homepage name page",
    ADMS: "status",
    SPDX: "Checksum ChecksumAlgorithm algorithm checksum checksumValue",
    VCARD: "Kind fn hasURL",
    PROV: "wasDerivedFrom",
    SKOS: "Concept ConceptScheme prefLabel",
    RDFS: "label",
    RDF_TYPE.removesuffix("type"): "type",
}


def node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


@cache
def real() -> Book:
    return packaged_book()


@cache
def catalogue() -> tuple[ox.Quad, ...]:
    assert PROFILE.rulebook is not None
    found = tuple(PROFILE.rulebook(real()))
    assert not any(isinstance(each, Unholdable) for each in found)
    return found  # type: ignore[return-value]  # it says so above


@cache
def official() -> tuple[ox.Quad, ...]:
    folder = published_data("profiles")
    return read_graph([folder / name for name in SHAPES])


def nowhere() -> list[ox.Quad]:
    """Which property shapes the official file refers to and does not describe."""
    described = {quad.subject for quad in official()}
    return [
        quad
        for quad in official()
        if quad.predicate == node(SH + "property") and quad.object not in described
    ]


@cache
def index() -> dict[tuple[str, str | None], set[str]]:
    found: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for subject, predicate, value, _ in catalogue():
        found[predicate.value, subject.value].add(value.value)
        found[predicate.value, None].add(value.value)
    return found


def values(predicate: str, subject: str | None = None) -> set[str]:
    return index().get((predicate, subject), set())


def subjects(kind: str) -> set[str]:
    return {
        quad.subject.value  # type: ignore[union-attr]  # no triple terms
        for quad in catalogue()
        if quad.predicate == node(RDF_TYPE) and quad.object == node(kind)
    }


@cache
def engine() -> CompiledEngine:
    """Return our engine, which refuses a shapes graph with a reference to nothing."""
    gone = set(nowhere())
    return CompiledEngine(quad for quad in official() if quad not in gone)


def checked(quads: Iterable[ox.Quad]) -> list[Result]:
    """Return what pySHACL finds, and see that our engine finds the same."""
    statements = tuple(quads)
    found = ReferenceEngine(official(), rulebook=()).validate(statements)
    ours = engine().validate(statements)
    assert [each.key for each in ours] == [each.key for each in found]
    return found


def test_the_official_file_refers_to_two_shapes_that_it_lacks() -> None:
    assert [quad.subject for quad in nowhere()] == [node(DCAT_AP + "dcat:DataServiceShape")] * 2


def test_the_official_shapes_recommend_nothing_but_a_service_which_there_is_none_of() -> None:
    found = checked(catalogue())
    assert {(each.severity, each.path) for each in found} == {
        (Severity.WARNING, DCAT + "accessService")
    }
    assert {each.focus for each in found} == subjects(DCAT + "Distribution")
    assert len(found) == len(subjects(DCAT + "Distribution"))


RULEBOOK, FILE = NL + "regelboek", FILES + "ontology/rol.ttl"
Change = Callable[[list[ox.Quad]], list[ox.Quad]]


def without(subject: str, predicate: str) -> Change:
    gone = (node(subject), node(predicate))
    return lambda quads: [quad for quad in quads if (quad.subject, quad.predicate) != gone]


def with_also(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> Change:
    return lambda quads: [*quads, ox.Quad(node(subject), node(predicate), value)]


def untyped(thing: str) -> Change:
    return without(thing, RDF_TYPE)


MIN, MAX, CLASS = "MinCount", "MaxCount", "Class"
FAULTS: dict[str, tuple[Change, list[tuple[str, str, str, Severity]]]] = {
    name: (change, [(focus, path, component, severity)])
    for name, change, focus, path, component, severity in [
        (f"no {term}", without(thing, space + term), thing, space + term, MIN, Severity.VIOLATION)
        for thing, space, term in [
            (RULEBOOK, DCTERMS, "accessRights"),
            (RULEBOOK, DCAT, "contactPoint"),
            (RULEBOOK, DCTERMS, "creator"),
            (RULEBOOK, DCTERMS, "description"),
            (RULEBOOK, DCTERMS, "identifier"),
            (RULEBOOK, DCTERMS, "publisher"),
            (RULEBOOK, DCAT, "theme"),
            (RULEBOOK, DCTERMS, "title"),
            (FILE, DCAT, "accessURL"),
            (FILE, DCTERMS, "license"),
            (NL + "catalogus", DCTERMS, "publisher"),
            (NL + "catalogus", DCAT, "contactPoint"),
            (NL + "project", FOAF, "name"),
            (FILE + "#sha256", SPDX, "algorithm"),
        ]
    ]
    + [
        (
            f"{term} not given",
            without(thing, space + term),
            thing,
            space + term,
            MIN,
            Severity.WARNING,
        )
        for thing, space, term in [
            (RULEBOOK, DCTERMS, "conformsTo"),
            (RULEBOOK, FOAF, "page"),
            (RULEBOOK, DCAT, "landingPage"),
            (RULEBOOK, DCTERMS, "language"),
            (FILE, DCAT, "downloadURL"),
            (NL + "catalogus", DCTERMS, "creator"),
        ]
    ]
    + [
        (
            "two versions",
            with_also(RULEBOOK, DCAT + "version", ox.Literal("2")),
            RULEBOOK,
            DCAT + "version",
            MAX,
            Severity.VIOLATION,
        ),
        (
            "a size that is no number",
            with_also(FILE, DCAT + "byteSize", ox.Literal("groot")),
            FILE,
            DCAT + "byteSize",
            "Datatype",
            Severity.VIOLATION,
        ),
    ]
}
# both profiles forbid a second version
FAULTS["two versions"][1].append((RULEBOOK, DCAT + "version", MAX, Severity.VIOLATION))
FAULTS["a size that is no number"][1].append((FILE, DCAT + "byteSize", MAX, Severity.VIOLATION))
FAULTS["an agent that is none"] = (
    untyped(NL + "project"),
    [
        (each, DCTERMS + term, CLASS, Severity.VIOLATION)
        for each in (NL + "catalogus", *(NL + name for name in SETS))
        for term in ("creator", "publisher")
    ],
)
FAULTS["access rights that are none"] = (
    untyped(EU + "access-right/PUBLIC"),
    [(NL + name, DCTERMS + "accessRights", CLASS, Severity.VIOLATION) for name in SETS],
)


@pytest.mark.parametrize("fault", FAULTS)
def test_the_official_shapes_find_a_planted_fault(fault: str) -> None:
    plant, expected = FAULTS[fault]
    planted = [
        (each.focus, each.path, each.component, each.severity)
        for each in engine().validate(plant(list(catalogue())))
        if each.path != DCAT + "accessService"
    ]
    assert Counter(planted) == Counter(
        (focus, path, f"{SH}{component}ConstraintComponent", severity)
        for focus, path, component, severity in expected
    )


def test_pyshacl_finds_the_same_where_all_faults_are_planted_at_once() -> None:
    quads = list(catalogue())
    for plant, _ in FAULTS.values():
        quads = plant(quads)
    found = {(each.focus, each.path, each.component, each.severity) for each in checked(quads)}
    assert len(found) > len(FAULTS)


def test_every_term_is_in_the_specification_of_its_vocabulary() -> None:
    known = {space + name for space, names in VOCABULARY.items() for name in names.split()}
    used = {quad.predicate.value for quad in catalogue()} | values(RDF_TYPE)
    assert used == known if "afstemmingen" in SETS else used <= known


def test_the_catalogue_lists_each_dataset_and_each_file() -> None:
    assert values(DCAT + "dataset", NL + "catalogus") == {NL + name for name in SETS}
    assert subjects(DCAT + "Dataset") == {NL + name for name in SETS}
    for name, files in SETS.items():
        listed = {FILES + path.relative_to(ROOT).as_posix() for path in files}
        assert values(DCAT + "distribution", NL + name) == listed
    assert sum(map(len, SETS.values())) == len(subjects(DCAT + "Distribution"))


def test_size_and_checksum_are_those_of_the_file() -> None:
    for path in [path for files in SETS.values() for path in files]:
        iri, data = FILES + path.relative_to(ROOT).as_posix(), path.read_bytes()
        assert values(DCAT + "byteSize", iri) == {str(len(data))}
        assert values(SPDX + "checksum", iri) == {iri + "#sha256"}
        digest = hashlib.sha256(data).hexdigest()
        assert values(SPDX + "checksumValue", iri + "#sha256") == {digest}


def about(subject: str) -> set[tuple[str, str]]:
    return {
        (quad.predicate.value, str(quad.object))
        for quad in catalogue()
        if quad.subject == node(subject)
    }


def test_a_question_is_a_file_of_its_own() -> None:
    iri, data = FILES + "queries/rollenboom.rq", (ROOT / "queries" / "rollenboom.rq").read_bytes()
    address = f"<{BASE}{real().version.version}/queries/rollenboom.rq>"
    integer = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"
    assert about(iri) == {
        (RDF_TYPE, f"<{DCAT}Distribution>"),
        (DCTERMS + "title", '"Welke rollen zijn er, en welke rol staat achter elke rol?"@nl'),
        (DCTERMS + "title", '"Which roles are there, and which role stands behind each?"@en'),
        (DCAT + "accessURL", address),
        (DCAT + "downloadURL", address),
        (DCTERMS + "license", "<https://creativecommons.org/licenses/by/4.0/>"),
        (DCTERMS + "conformsTo", "<https://www.w3.org/TR/sparql11-query/>"),
        (
            DCAT + "mediaType",
            "<https://www.iana.org/assignments/media-types/application/sparql-query>",
        ),
        (DCTERMS + "format", f"<{EU}file-type/SPARQLQ>"),
        (DCTERMS + "language", f"<{EU}language/ENG>"),
        (DCTERMS + "language", f"<{EU}language/NLD>"),
        (DCAT + "byteSize", f'"{len(data)}"^^<{integer}>'),
        (SPDX + "checksum", f"<{iri}#sha256>"),
    }


def test_dates_licence_and_version_are_those_of_the_ontology() -> None:
    header = read_graph([ROOT / "ontology" / "scheidslijn.ttl"])
    stated = {
        quad.predicate.value: quad.object.value  # type: ignore[union-attr]  # no triple terms
        for quad in header
        if quad.subject == node(SL.removesuffix("#"))
    }
    assert values(DCTERMS + "issued", NL + "ontologie") == {stated[DCTERMS + "created"]}
    assert values(DCTERMS + "license", NL + "ontologie") == {stated[DCTERMS + "license"]}
    assert values(DCAT + "version", NL + "ontologie") == {stated[OWL + "versionInfo"]}
    assert values(DCTERMS + "issued", NL + "catalogus") == {stated[DCTERMS + "created"]}


def test_the_same_files_give_the_same_statements_in_the_same_order() -> None:
    assert tuple(describe(real())) == catalogue()
    assert len(set(catalogue())) == len(catalogue())


def test_files_can_be_served_from_elsewhere() -> None:
    found = {
        quad.object.value  # type: ignore[union-attr]  # no triple terms
        for quad in describe(real(), "https://example.org/uitgave/")
        if quad.predicate in (node(DCAT + "downloadURL"), node(VOID + "dataDump"))
    }
    assert found == {
        "https://example.org/uitgave/" + path.relative_to(ROOT).as_posix()
        for files in SETS.values()
        for path in files
    }


def test_the_rule_book_names_what_it_was_made_from() -> None:
    book = real()
    documents = {each.value for each in book.instances(SL + "Brondocument")}
    laws = {each.value for each in book.instances(SL + "Rechtsbron")}
    assert values(PROV + "wasDerivedFrom", RULEBOOK) == documents
    assert values(DCTERMS + "references", RULEBOOK) == laws
    assert documents | laws <= {quad.subject.value for quad in catalogue()}  # type: ignore[union-attr]  # no triple terms


def test_the_period_starts_with_the_first_norm_that_has_a_day() -> None:
    first = min(
        quad.object.value  # type: ignore[union-attr]  # a date
        for quad in real().quads
        if quad.predicate == node(SL + "geldigVanaf")
    )
    assert values(DCAT + "startDate", RULEBOOK + "#periode") == {first}


def loaded(files: Iterable[Path]) -> ox.Store:
    store = ox.Store()
    for path in files:
        store.extend(ox.parse(path=path, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True))
    return store


def asked(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(value.value for value in row) for row in found]


COUNTS = {
    "triples": "(COUNT(*) AS ?n) { ?s ?p ?o }",
    "distinctSubjects": "(COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "distinctObjects": "(COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
    "properties": "(COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    "classes": "(COUNT(DISTINCT ?o) AS ?n) { ?s a ?o FILTER isIRI(?o) }",
}


@pytest.mark.parametrize("name", [name for name in SETS if name in SPACES])
def test_void_counts_what_the_files_hold(name: str) -> None:
    store, iri = loaded(SETS[name]), NL + name
    for term, query in COUNTS.items():
        assert values(VOID + term, iri) == {asked(store, f"SELECT {query}")[0][0]}, term
    entities = asked(
        store,
        "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o "
        f'FILTER(isIRI(?s) && STRSTARTS(STR(?s), "{SPACES[name]}")) }}',
    )
    assert values(VOID + "entities", iri) == set(entities[0])
    assert values(VOID + "uriSpace", iri) == {SPACES[name]}
    parts = {
        "class": asked(
            store,
            "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c FILTER isIRI(?c) } GROUP BY ?c",
        ),
        "property": asked(store, "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"),
    }
    for kind, counted in {"class": "entities", "property": "triples"}.items():
        nodes = values(f"{VOID}{kind}Partition", iri)
        assert len(nodes) == len(parts[kind])
        found = {(*values(VOID + kind, each), *values(VOID + counted, each)) for each in nodes}
        assert found == set(parts[kind])


def test_void_names_the_files_and_vocabularies() -> None:
    dumps = values(VOID + "dataDump", RULEBOOK)
    assert dumps == {
        f"{BASE}{real().version.version}/{path.relative_to(ROOT).as_posix()}"
        for path in SETS["regelboek"]
    }
    assert values(VOID + "vocabulary", RULEBOOK) == {
        *(SL, DCTERMS, OWL, RDFS, SKOS, RDF_TYPE.removesuffix("type"))
    }
    assert not values(VOID + "triples", NL + "vragen")


def test_nothing_of_the_rule_book_stays_uncounted() -> None:
    used = {quad.predicate.value for quad in real().quads}
    assert used <= values(VOID + "property")
    kinds = {
        quad.object.value  # type: ignore[union-attr]  # no triple terms
        for quad in real().quads
        if quad.predicate == node(RDF_TYPE)
    }
    assert kinds <= values(VOID + "class")


def small(turtle: str) -> list[ox.Quad]:
    return list(
        ox.parse(
            "@prefix ex: <https://example.org/> . @prefix sl: <https://w3id.org/scheidslijn/def#> ."
            "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
            "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . " + turtle,
            format=ox.RdfFormat.TURTLE,
        )
    )


def test_statistics_of_a_small_graph() -> None:
    quads = small('ex:a a ex:K ; ex:p ex:b, "x" . ex:b a ex:K, ex:L . <urn:c> ex:p [ a ex:K ] .')
    found = {
        (quad.subject.value, quad.predicate.value.removeprefix(VOID), quad.object.value)  # type: ignore[union-attr]  # no triple terms
        for quad in statistics(node("urn:set"), quads, "https://example.org/")
    }
    space = "https%3A%2F%2Fexample.org%2F"
    kinds = {f"urn:set#class-{space}-{name}": name for name in "KL"}
    rdf = "urn:set#property-rdf-type"
    own = f"urn:set#property-{space}-p"
    assert found == {
        ("urn:set", RDF_TYPE, VOID + "Dataset"),
        ("urn:set", "uriSpace", "https://example.org/"),
        ("urn:set", "triples", "7"),
        ("urn:set", "entities", "2"),
        ("urn:set", "classes", "2"),
        ("urn:set", "properties", "2"),
        ("urn:set", "distinctSubjects", "4"),
        ("urn:set", "distinctObjects", "5"),
        ("urn:set", "vocabulary", "https://example.org/"),
        ("urn:set", "vocabulary", RDF_TYPE.removesuffix("type")),
        *(("urn:set", "classPartition", part) for part in kinds),
        *(("urn:set", "propertyPartition", part) for part in (rdf, own)),
        *((part, RDF_TYPE, VOID + "Dataset") for part in (*kinds, rdf, own)),
        *((part, "class", f"https://example.org/{name}") for part, name in kinds.items()),
        (f"urn:set#class-{space}-K", "entities", "3"),
        (f"urn:set#class-{space}-L", "entities", "1"),
        (rdf, "property", RDF_TYPE),
        (own, "property", "https://example.org/p"),
        (rdf, "triples", "4"),
        (own, "triples", "3"),
    }


def test_links_to_others_are_counted_by_predicate_and_target() -> None:
    quads = small(
        "sl:Rol rdfs:subClassOf skos:Concept, sl:Iets . sl:Taak rdfs:subClassOf skos:Concept ; "
        'a skos:Thing ; skos:closeMatch skos:Concept ; rdfs:label "taak" . '
        "<https://w3id.org/scheidslijn/id/rol/arts> skos:closeMatch ex:arts . "
        "<https://w3id.org/scheidslijn/alignment/skos> ex:licence ex:vrij ."
    )
    homes = {SL: node("urn:terms"), ID: node("urn:things")}
    found = list(describe_links(node("urn:set"), quads, homes))
    links = [quad.object for quad in found if quad.predicate == node(VOID + "subset")]
    said = {
        tuple(
            quad.object.value  # type: ignore[union-attr]  # no triple terms
            for name in ("linkPredicate", "subjectsTarget", "objectsTarget", "triples")
            for quad in found
            if quad.subject == each and quad.predicate == node(VOID + name)
        )
        for each in links
    }
    assert said == {
        (RDFS + "subClassOf", "urn:terms", SKOS, "2"),
        (SKOS + "closeMatch", "urn:terms", SKOS, "1"),
        (SKOS + "closeMatch", "urn:things", "https://example.org/", "1"),
    }
    assert len(links) == len(said)


@pytest.mark.skipif("afstemmingen" not in SETS, reason="there are no alignments")
def test_every_link_of_the_alignments_is_in_a_linkset() -> None:
    store = loaded(SETS["afstemmingen"])
    outside = asked(
        store,
        "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o FILTER(isIRI(?s) && isIRI(?o) && "
        f'(STRSTARTS(STR(?s), "{SL}") || STRSTARTS(STR(?s), "{ID}")) && '
        f'!STRSTARTS(STR(?o), "{BASE}") && ?p != <{RDF_TYPE}>) }} GROUP BY ?p',
    )
    counted: Counter[str] = Counter()
    for links in values(VOID + "subset", NL + "afstemmingen"):
        (predicate,), (size,) = (
            values(VOID + "linkPredicate", links),
            values(VOID + "triples", links),
        )
        counted[predicate] += int(size)
        assert values(VOID + "subjectsTarget", links) <= {NL + "ontologie", NL + "regelboek"}
    assert {(predicate, str(size)) for predicate, size in counted.items()} == set(outside)
