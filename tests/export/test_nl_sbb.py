"""The rule book's lists in NL-SBB: the official shapes pass, and nothing of a concept gets lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published import published_data
from scheidslijn.engine import CompiledEngine
from scheidslijn.export import packaged_book
from scheidslijn.export.material import Book
from scheidslijn.export.nl_sbb import PROFILE
from scheidslijn.export.profile import Unholdable, lost
from scheidslijn.model import Result, RuleBookVersion, Severity
from scheidslijn.namespaces import DCTERMS, ID, OWL, RDF_TYPE, RDFS, RDFS_LABEL, SKOS, SL
from scheidslijn.reference import ReferenceEngine
from scheidslijn.resources import read_graph

ROOT = Path(__file__).parents[2]
FOAF = "http://xmlns.com/foaf/0.1/"
NL = ID + "nl-sbb/"
CASES = "https://example.org/"
HEADER = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ex: <https://example.org/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix list: <https://w3id.org/scheidslijn/id/nl-sbb/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sl: <https://w3id.org/scheidslijn/def#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

# A rule book of two roles, a task, a word, and what a source and a law say of that word.
SMALL = (
    HEADER
    + """
<https://w3id.org/scheidslijn/def> a owl:Ontology ;
    dcterms:created "2026-01-02"^^xsd:date ; dcterms:license ex:licence ; owl:versionInfo "0.1.0" .
sl:Rol rdfs:label "rol"@nl, "role"@en ; skos:definition "Een hoedanigheid."@nl .
sl:Kernrol rdfs:subClassOf sl:Rol ; rdfs:label "kernrol"@nl ; skos:definition "De kern."@nl .
sl:Onverenigbaarheid rdfs:subClassOf sl:Norm .
sl:Definitie rdfs:subClassOf sl:Norm .

ex:baas a sl:Kernrol ; rdfs:label "baas"@nl, "boss"@en ; skos:definition "Wie leidt."@nl ;
    rdfs:isDefinedBy ex:module .
ex:chef a sl:Rol ; rdfs:label "chef"@nl ; skos:definition "Wie de baas helpt."@nl ;
    sl:brederRol ex:baas ; skos:altLabel "hulp"@nl .
ex:leiden a sl:Taak ; rdfs:label "leiden"@nl ; skos:definition "Leiding geven."@nl ;
    sl:voorbehoudenAan ex:baas .
ex:leiding a sl:Begrip ; rdfs:label "leiding"@nl ; skos:definition "Het leiden."@nl .

ex:status a sl:Normstatus ; rdfs:label "beroepsnorm"@nl, "standard"@en ;
    skos:definition "Van een beroep."@nl .
ex:verzuim a sl:Domein ; rdfs:label "verzuim"@nl, "absence"@en ; skos:definition "Ziek."@nl .
ex:definitie a sl:Definitie ; sl:definieert ex:leiding ; sl:status ex:status ;
    sl:domein ex:verzuim ; skos:definition "Wat een baas doet."@nl, "What a boss does."@en ;
    sl:vindplaats ex:plek ; sl:grondslag ex:artikel .
ex:paar a sl:Onverenigbaarheid ; sl:onverenigbareRol ex:baas, ex:chef ; sl:vindplaats ex:plek .
ex:plek a sl:Bronpassage ; rdfs:label "plek"@nl ; sl:brondocument ex:bron ; sl:sectie "2.1" ;
    sl:eersteRegel 7 ; sl:laatsteRegel 9 ; sl:sha256 "00" .
ex:bron a sl:Brondocument ; rdfs:label "Standpunt"@nl ; sl:code "ST-1" ; sl:uitgever "Bond" ;
    sl:jaar 2020 .
ex:artikel a sl:Artikel ; rdfs:label "artikel 1"@nl ; skos:definition "De bepaling."@nl ;
    sl:jci "jci1.3:c:BWBR0000001&artikel=1" ; sl:rechtsbron ex:wet .
ex:wet a sl:Rechtsbron ; rdfs:label "Wet"@nl ; sl:bwbId "BWBR0000001" .
"""
)
# Worked out by hand from the tables of NL-SBB, chapter 4.
SMALL_IN_NL_SBB = (
    HEADER
    + """
list:rol a skos:ConceptScheme ; dcterms:title "Begrippenkader: rol"@nl, "Concept scheme: role"@en ;
    dcterms:created "2026-01-02"^^xsd:date ; dcterms:license ex:licence ; owl:versionInfo "0.1.0" ;
    rdfs:comment "Een hoedanigheid."@nl ; rdfs:seeAlso sl:Rol ; skos:hasTopConcept ex:baas .
list:kernrol a skos:Collection ; skos:prefLabel "kernrol"@nl ; rdfs:comment "De kern."@nl ;
    rdfs:seeAlso sl:Kernrol ; skos:member ex:baas .
ex:baas a skos:Concept ; skos:inScheme list:rol ; skos:topConceptOf list:rol ;
    skos:prefLabel "baas"@nl, "boss"@en ; skos:definition "Wie leidt."@nl ;
    skos:narrower ex:chef ; skos:related ex:leiden ; dcterms:source ex:bron ;
    rdfs:isDefinedBy ex:module .
ex:chef a skos:Concept ; skos:inScheme list:rol ; skos:prefLabel "chef"@nl ;
    skos:altLabel "hulp"@nl ; skos:definition "Wie de baas helpt."@nl ; skos:broader ex:baas ;
    dcterms:source ex:bron .
list:taak a skos:ConceptScheme ; rdfs:seeAlso sl:Taak ; skos:hasTopConcept ex:leiden ;
    dcterms:created "2026-01-02"^^xsd:date ; dcterms:license ex:licence ; owl:versionInfo "0.1.0" .
ex:leiden a skos:Concept ; skos:inScheme list:taak ; skos:topConceptOf list:taak ;
    skos:prefLabel "leiden"@nl ; skos:definition "Leiding geven."@nl ; skos:related ex:baas .
list:begrip a skos:ConceptScheme ; rdfs:seeAlso sl:Begrip ; skos:hasTopConcept ex:leiding ;
    dcterms:created "2026-01-02"^^xsd:date ; dcterms:license ex:licence ; owl:versionInfo "0.1.0" .
ex:leiding a skos:Concept ; skos:inScheme list:begrip ; skos:topConceptOf list:begrip ;
    skos:prefLabel "leiding"@nl ; skos:definition "Het leiden."@nl ;
    skos:scopeNote "Wat een baas doet. (ST-1; beroepsnorm; verzuim)"@nl,
        "What a boss does. (ST-1; standard; absence)"@en ;
    dcterms:source ex:bron, ex:plek, ex:artikel .
list:normstatus a skos:ConceptScheme ; rdfs:seeAlso sl:Normstatus ; skos:hasTopConcept ex:status ;
    dcterms:created "2026-01-02"^^xsd:date ; dcterms:license ex:licence ; owl:versionInfo "0.1.0" .
ex:status a skos:Concept ; skos:inScheme list:normstatus ; skos:topConceptOf list:normstatus ;
    skos:prefLabel "beroepsnorm"@nl, "standard"@en ; skos:definition "Van een beroep."@nl .
list:domein a skos:ConceptScheme ; rdfs:seeAlso sl:Domein ; skos:hasTopConcept ex:verzuim ;
    dcterms:created "2026-01-02"^^xsd:date ; dcterms:license ex:licence ; owl:versionInfo "0.1.0" .
ex:verzuim a skos:Concept ; skos:inScheme list:domein ; skos:topConceptOf list:domein ;
    skos:prefLabel "verzuim"@nl, "absence"@en ; skos:definition "Ziek."@nl ;
    dcterms:source ex:bron .
ex:plek a foaf:Document ; dcterms:title "plek"@nl ; dcterms:isPartOf ex:bron ;
    dcterms:bibliographicCitation "ST-1, 2.1, regel 7-9" .
ex:bron a foaf:Document ; dcterms:title "Standpunt"@nl ;
    dcterms:bibliographicCitation "ST-1, Bond, 2020" .
ex:artikel a foaf:Document ; dcterms:title "artikel 1"@nl ; rdfs:comment "De bepaling."@nl ;
    dcterms:bibliographicCitation "jci1.3:c:BWBR0000001&artikel=1" ; dcterms:isPartOf ex:wet ;
    foaf:page <https://wetten.overheid.nl/jci1.3:c:BWBR0000001&artikel=1> .
ex:wet a foaf:Document ; dcterms:title "Wet"@nl ; dcterms:bibliographicCitation "BWBR0000001" ;
    foaf:page <https://wetten.overheid.nl/BWBR0000001> .
"""
)

# What stays, beside what a Loss names: as what, the tests below say.
KEPT_CLASSES = {
    *("Artikel", "Bronpassage", "Brondocument", "Definitie", "Rechtsbron"),
    *("Casemanagementrol", "Expertrol", "Kernrol", "Procesrol"),
}
KEPT_PROPERTIES = {
    *("brederCategorie", "brederTaak", "brondocument", "bwbId", "code", "definieert", "domein"),
    *("eersteRegel", "eli", "gepubliceerdOp", "grondslag", "jaar", "jci", "laatsteRegel"),
    *("rechtsbron", "sectie", "status", "uitgever", "vindplaats"),
}
Change = Callable[[list[ox.Quad]], list[ox.Quad]]
BROADER = {"rol": "brederRol", "taak": "brederTaak", "gegevenscategorie": "brederCategorie"}


def node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def triples(turtle: str) -> list[ox.Quad]:
    return list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))


def book_of(turtle: str) -> Book:
    return Book(tuple(triples(turtle)), (), RuleBookVersion("0.1.0", ""))


def said(book: Book) -> list[ox.Quad]:
    assert PROFILE.rulebook is not None
    found = list(PROFILE.rulebook(book))
    quads = [each for each in found if isinstance(each, ox.Quad)]
    assert len(quads) == len(found)
    return quads


@cache
def real() -> Book:
    return packaged_book()


@cache
def exported() -> tuple[ox.Quad, ...]:
    return tuple(said(real()))


@cache
def official() -> tuple[ox.Quad, ...]:
    return read_graph([published_data("profiles") / "nl-sbb-skos-ap-nl.ttl"])


def checked(quads: Iterable[ox.Quad]) -> list[Result]:
    """Return what both engines find, which is the same."""
    statements = tuple(quads)
    found = CompiledEngine(official()).validate(statements)
    other = ReferenceEngine(official(), rulebook=()).validate(statements)
    assert [each.key for each in found] == [each.key for each in other]
    return found


def values(quads: Iterable[ox.Quad], predicate: str) -> set[tuple[str, str]]:
    wanted = node(predicate)
    return {(q.subject.value, q.object.value) for q in quads if q.predicate == wanted}  # type: ignore[union-attr]  # no triple terms


def test_a_small_rule_book_becomes_what_nl_sbb_says() -> None:
    quads = said(book_of(SMALL))
    assert len(quads) == len(set(quads))
    assert {str(each) for each in quads} == {str(each) for each in triples(SMALL_IN_NL_SBB)}


def test_the_official_shapes_find_nothing_in_the_rule_book() -> None:
    assert checked(exported()) == []


def without(predicate: str, subject: str) -> Change:
    gone = (node(CASES + subject), node(predicate))
    return lambda quads: [q for q in quads if (q.subject, q.predicate) != gone]


def with_also(turtle: str) -> Change:
    return lambda quads: quads + triples(HEADER + turtle)


# The severity of a SPARQL constraint is that of its shape (SHACL, section 2.1.4), here a warning,
# whatever the official file says at the constraint itself.
VIOLATION, WARNING, INFO = Severity.VIOLATION, Severity.WARNING, Severity.INFO
FAULTS: dict[str, tuple[Change, list[tuple[str, str | None, str, Severity]]]] = {
    "no definition": (
        without(SKOS + "definition", "leiding"),
        [("leiding", SKOS + "definition", "MinCount", VIOLATION)],
    ),
    "no preferred term": (
        without(SKOS + "prefLabel", "chef"),
        [("chef", SKOS + "prefLabel", "MinCount", WARNING)],
    ),
    "a term without a language": (
        with_also('ex:chef skos:altLabel "hoofd" .'),
        [("chef", SKOS + "altLabel", "Datatype", WARNING)],
    ),
    "two terms in one language": (
        with_also('ex:chef skos:prefLabel "hoofd"@nl .'),
        [("chef", SKOS + "prefLabel", "UniqueLang", WARNING)],
    ),
    "a scheme that is none": (
        with_also("ex:chef skos:inScheme ex:lijst ."),
        [("chef", SKOS + "inScheme", "Class", VIOLATION)],
    ),
    "a top concept with something above it": (
        with_also("ex:chef skos:topConceptOf list:rol ."),
        [("chef", None, "SPARQL", WARNING)],
    ),
    "something above it that is no concept": (
        with_also("ex:chef skos:broader ex:niets ."),
        [
            ("chef", SKOS + "broader", "Class", WARNING),
            ("niets", None, "SPARQL", VIOLATION),
        ],
    ),
    "two concepts of one scheme with one term": (
        with_also(
            'ex:hoofd a skos:Concept ; skos:inScheme list:rol ; skos:prefLabel "chef"@nl ; '
            'skos:definition "Nog een."@nl ; skos:broader ex:baas .'
        ),
        [("chef", None, "SPARQL", WARNING), ("hoofd", None, "SPARQL", WARNING)],
    ),
    "a concept beside the hierarchy": (
        with_also(
            'ex:los a skos:Concept ; skos:inScheme list:rol ; skos:prefLabel "los"@nl ; '
            'skos:definition "Nergens bij."@nl .'
        ),
        [("los", None, "SPARQL", WARNING)],
    ),
    "a source without a name": (
        without(DCTERMS + "title", "bron"),
        [("bron", DCTERMS + "title", "MinCount", INFO)],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_official_shapes_find_a_planted_fault(fault: str) -> None:
    plant, expected = FAULTS[fault]
    sound = said(book_of(SMALL))
    # three lists of the small book have no name: that is what the shapes say of it at first
    before = {each.key for each in checked(sound)}
    found = [each for each in checked(plant(sound)) if each.key not in before]
    at_source = [each for each in found if not each.component.endswith("#NodeConstraintComponent")]
    assert {
        (
            each.focus.removeprefix(CASES),
            each.path,
            each.component.split("#")[-1].removesuffix("ConstraintComponent"),
            each.severity,
        )
        for each in at_source
    } == set(expected)


def test_a_list_without_a_name_is_found() -> None:
    assert {(each.focus, each.path, each.severity) for each in checked(said(book_of(SMALL)))} == {
        (NL + name, DCTERMS + "title", WARNING)
        for name in ("taak", "begrip", "normstatus", "domein")
    }


def test_reading_back_gives_the_lists_again() -> None:
    quads = exported()
    kinds = values(quads, RDFS + "seeAlso")
    classes = {named.removeprefix(NL): kind for named, kind in kinds}
    schemes = dict(values(quads, SKOS + "inScheme"))
    collections = {member: named for named, member in values(quads, SKOS + "member")}
    back = set()
    for concept, scheme in schemes.items():
        kind = classes[collections.get(concept, scheme).removeprefix(NL)]
        back.add((concept, RDF_TYPE, kind))
    for concept, above in values(quads, SKOS + "broader"):
        back.add((concept, SL + BROADER[schemes[concept].removeprefix(NL)], above))
    concepts = set(schemes)
    renamed = {SKOS + "prefLabel": RDFS_LABEL, SKOS + "definition": SKOS + "definition"}
    for quad in quads:
        if quad.subject.value in concepts and quad.predicate.value in renamed:  # type: ignore[union-attr]  # no triple terms
            back.add((quad.subject.value, renamed[quad.predicate.value], str(quad.object)))  # type: ignore[union-attr]  # likewise
    for concept, module in values(quads, RDFS + "isDefinedBy"):
        back.add((concept, RDFS + "isDefinedBy", module))
    missing = lost(PROFILE.losses).keys() - {SL + "brederRol"}
    assert back == {
        (
            quad.subject.value,
            quad.predicate.value,
            quad.object.value if isinstance(quad.object, ox.NamedNode) else str(quad.object),
        )
        for quad in real().quads
        if isinstance(quad.subject, ox.NamedNode)
        and quad.subject.value in concepts
        and quad.predicate.value not in missing
    }


def test_every_individual_that_is_no_norm_condition_or_source_is_a_concept() -> None:
    book = real()
    others = {"Norm", "Voorwaarde", "Bronpassage", "Brondocument", "Artikel", "Rechtsbron"}
    apart = {each for name in others for each in book.instances(SL + name)}
    individuals = {
        quad.subject
        for quad in book.quads
        if quad.predicate == node(RDF_TYPE) and quad.object.value.startswith(SL)  # type: ignore[union-attr]  # no triple terms
    }
    assert individuals - apart == {node(each) for each, _ in values(exported(), SKOS + "inScheme")}


def test_every_term_is_kept_or_named_as_lost() -> None:
    book, gone = real(), set(lost(PROFILE.losses))
    schemes = {kind for _, kind in values(exported(), RDFS + "seeAlso")}
    kept = schemes | {SL + name for name in KEPT_CLASSES | KEPT_PROPERTIES}
    used = {q.object.value for q in book.quads if q.predicate == node(RDF_TYPE)}  # type: ignore[union-attr]  # no triple terms
    used |= {q.predicate.value for q in book.quads}
    own = {each for each in used if each.startswith(SL)}
    assert own - kept - gone == set()
    assert kept & gone == set()


def test_what_nl_sbb_can_say_only_weaker_is_still_said() -> None:
    book, related = real(), values(exported(), SKOS + "related")
    names = ("betreftRegeling", "bevat", "vereisteBepaling", "volgtUitOrganisatiesoort")
    for name in (*names, "voorbehoudenAan"):
        pairs = values(book.quads, SL + name)
        assert pairs
        assert pairs <= related
        assert {(there, here) for here, there in pairs} <= related


def test_skos_stays_consistent() -> None:
    quads = exported()
    above: dict[str, set[str]] = {}
    for concept, broader in values(quads, SKOS + "broader"):
        above.setdefault(concept, set()).add(broader)
    for concept in above:
        seen, waiting = set[str](), list(above[concept])
        while waiting:
            each = waiting.pop()
            if each not in seen:
                seen.add(each)
                waiting += above.get(each, ())
        assert concept not in seen  # no circle
        above[concept] = seen
    lines = {(concept, each) for concept, found in above.items() for each in found}
    # SKOS Reference, S27: what is related is not above or below
    assert not (lines | {(b, a) for a, b in lines}) & values(quads, SKOS + "related")
    kinds = Counter(pair for pair in values(quads, RDF_TYPE) if pair[1].startswith(SKOS))
    assert max(Counter(subject for subject, _ in kinds).values()) == 1  # S9, S37
    labels = Counter(
        (q.subject, q.object.language)
        for q in quads
        if q.predicate == node(SKOS + "prefLabel") and isinstance(q.object, ox.Literal)
    )
    assert set(labels.values()) == {1}  # S14


def about(subject: str, *predicates: str) -> set[tuple[str, str]]:
    return {
        (quad.predicate.value, str(quad.object))
        for quad in exported()
        if quad.subject == node(ID + subject) and quad.predicate.value in predicates
    }


def test_the_occupational_physician_is_a_concept_below_the_physician() -> None:
    assert about(
        "rol/bedrijfsarts",
        *(
            SKOS + name
            for name in ("prefLabel", "definition", "inScheme", "broader", "topConceptOf")
        ),
    ) == {
        (SKOS + "prefLabel", '"bedrijfsarts"@nl'),
        (SKOS + "prefLabel", '"occupational physician"@en'),
        (
            SKOS + "definition",
            '"De arts die werkgever en werknemer onafhankelijk adviseert bij verzuim."@nl',
        ),
        (
            SKOS + "definition",
            '"The physician who gives employer and employee independent advice on sickness '
            'absence."@en',
        ),
        (SKOS + "inScheme", f"<{NL}rol>"),
        (SKOS + "broader", f"<{ID}rol/arts>"),
    }


def test_a_definition_of_a_source_is_a_note_with_its_passages() -> None:
    found = about("overdrachtsvorm/taakdelegatie", SKOS + "scopeNote", DCTERMS + "source")
    passages = {value for _, value in found if "/bronpassage/" in value}
    assert passages == {
        f"<{ID}bronpassage/rsc-td-2022-11-15>",
        f"<{ID}bronpassage/rsc-td-2022-1193-1203>",
    }
    assert (
        SKOS + "scopeNote",
        '"Taakdelegatie is dat een ander taken van een professional in diens opdracht en onder '
        "diens toezicht doet, zonder dat de taakverdeling blijvend verandert. (RSC-TD-2022; "
        'beroepsnorm; verzuim)"@nl',
    ) in found
    assert about("bronpassage/rsc-td-2022-11-15", DCTERMS + "bibliographicCitation") == {
        (DCTERMS + "bibliographicCitation", '"RSC-TD-2022, III.3, regel 11-15"')
    }


def test_lists_that_the_project_made_itself_have_no_source() -> None:
    for name in ("bindendheid/beroepsgroep", "normstatus/beroepsnorm", "periode/gelijktijdig"):
        assert about(name, SKOS + "prefLabel")
        assert not about(name, DCTERMS + "source")


def test_each_source_is_described() -> None:
    quads = exported()
    sources = {source for _, source in values(quads, DCTERMS + "source")}
    named = {subject for subject, _ in values(quads, DCTERMS + "title")}
    cited = {subject for subject, _ in values(quads, DCTERMS + "bibliographicCitation")}
    documents = {subject for subject, kind in values(quads, RDF_TYPE) if kind == FOAF + "Document"}
    assert sources
    assert sources <= named & cited & documents


@pytest.mark.parametrize(
    ("said_too", "term", "value"),
    [
        ('ex:chef rdfs:label "hoofd" .', RDFS_LABEL, '"hoofd"'),
        ("ex:chef sl:brederRol ex:niemand .", SL + "brederRol", CASES + "niemand"),
        ('ex:leiden sl:voorbehoudenAan "ja" .', SL + "voorbehoudenAan", '"ja"'),
    ],
)
def test_a_value_that_has_no_place_is_named(said_too: str, term: str, value: str) -> None:
    assert PROFILE.rulebook is not None
    found = list(PROFILE.rulebook(book_of(SMALL + said_too)))
    unheld = [each for each in found if isinstance(each, Unholdable)]
    assert [(each.predicate, each.value) for each in unheld] == [(term, value)]


def test_the_alignment_says_what_the_export_does() -> None:
    stated = read_graph([ROOT / "ontology" / "alignments" / "skos.ttl"])
    schemes = {
        kind
        for named, kind in values(exported(), RDFS + "seeAlso")
        if (named, SKOS + "ConceptScheme") in values(exported(), RDF_TYPE)
    }
    assert values(stated, RDFS + "subClassOf") == {(kind, SKOS + "Concept") for kind in schemes}
    sub, close = values(stated, RDFS + "subPropertyOf"), values(stated, SKOS + "closeMatch")
    broader = {term for term, target in sub | close if target == SKOS + "broaderTransitive"}
    related = {term for term, target in sub if target == SKOS + "related"}
    assert broader | related == {term for term, _ in sub | close}
    book, quads = real(), exported()
    hierarchy = {pair for term in broader for pair in values(book.quads, term)}
    assert values(quads, SKOS + "broader") == hierarchy
    beside = {pair for term in related for pair in values(book.quads, term)}
    assert values(quads, SKOS + "related") == beside | {(b, a) for a, b in beside}


def test_versions_and_dates_are_those_of_the_ontology() -> None:
    header = {
        (q.predicate.value, str(q.object))
        for q in read_graph([ROOT / "ontology" / "scheidslijn.ttl"])
        if q.subject == node(SL.removesuffix("#"))
        and q.predicate.value in (DCTERMS + "created", DCTERMS + "license", OWL + "versionInfo")
    }
    assert len(header) == 3
    assert about("nl-sbb/taak", *(predicate for predicate, _ in header)) == header


words = st.text(st.characters(categories=["L", "N", "Zs"], codec="utf-8"), min_size=1, max_size=9)


@given(
    st.lists(words, min_size=1, max_size=6, unique=True).flatmap(
        lambda names: st.tuples(
            st.just(names),
            st.sets(st.tuples(st.integers(0, len(names) - 1), st.integers(0, len(names) - 1))),
        )
    )
)
@settings(max_examples=25, deadline=None)
def test_any_hierarchy_of_tasks_passes_the_shapes_and_comes_back(
    drawn: tuple[list[str], set[tuple[int, int]]],
) -> None:
    names, pairs = drawn
    above = {(low, high) for low, high in pairs if low > high}  # no circles
    quads = triples(HEADER + 'sl:Taak rdfs:label "taak"@nl .')
    for number, name in enumerate(names):
        task = node(f"{CASES}{number}")
        quads += [
            ox.Quad(task, node(RDF_TYPE), node(SL + "Taak")),
            ox.Quad(task, node(RDFS_LABEL), ox.Literal(name, language="nl")),
            ox.Quad(task, node(SKOS + "definition"), ox.Literal(name, language="nl")),
        ]
    for low, high in above:
        quads.append(
            ox.Quad(node(f"{CASES}{low}"), node(SL + "brederTaak"), node(f"{CASES}{high}"))
        )
    found = said(Book(tuple(quads), (), RuleBookVersion("0.1.0", "")))
    assert CompiledEngine(official()).validate(tuple(found)) == []
    assert values(found, SKOS + "broader") == {(f"{CASES}{a}", f"{CASES}{b}") for a, b in above}
    tops = {concept for concept, _ in values(found, SKOS + "topConceptOf")}
    assert tops == {f"{CASES}{n}" for n in range(len(names))} - {f"{CASES}{a}" for a, _ in above}
    assert {label for _, label in values(found, SKOS + "prefLabel")} == set(names)
