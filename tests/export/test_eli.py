"""Laws and articles in ELI: every reference reads back to the article that has it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheidslijn import jci
from scheidslijn.export import packaged_book
from scheidslijn.export.eli import PROFILE
from scheidslijn.export.eli.places import Place, read_place
from scheidslijn.export.material import Book
from scheidslijn.export.profile import Unholdable, lost
from scheidslijn.model import RuleBookVersion
from scheidslijn.namespaces import DCTERMS, ID, OWL, RDF_TYPE, RDFS, SKOS, SL

ROOT = Path(__file__).parents[2]
ELI = "http://data.europa.eu/eli/ontology#"
LAWS = "https://wetten.overheid.nl/"
NLD = "http://publications.europa.eu/resource/authority/language/NLD"
HEADER = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix ex: <https://example.org/> .
@prefix kind: <https://w3id.org/scheidslijn/id/eli/soort/> .
@prefix lang: <http://publications.europa.eu/resource/authority/language/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sl: <https://w3id.org/scheidslijn/def#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# A Dutch act with an article in the text of a day and a letter below it, and a European act.
SMALL = (
    HEADER
    + """
sl:Verplichting rdfs:subClassOf sl:Norm .
ex:wet a sl:Rechtsbron ; rdfs:label "Wet"@nl, "Act"@en ; sl:bwbId "BWBR0000001" ;
    sl:citeertitel "W"@nl .
ex:artikel a sl:Artikel ; rdfs:label "artikel 1"@nl ; skos:definition "De bepaling."@nl ;
    sl:jci "jci1.3:c:BWBR0000001&artikel=1&g=2024-01-02" ; sl:rechtsbron ex:wet ;
    sl:aanduiding "art. 1" .
ex:letter a sl:Artikel ; rdfs:label "artikel 1 lid 2 onder b"@nl ;
    sl:jci "jci1.3:c:BWBR0000001&artikel=1&lid=2&o=b" ; sl:rechtsbron ex:wet .
ex:richtlijn a sl:Rechtsbron ; rdfs:label "Richtlijn"@nl ;
    sl:eli "http://data.europa.eu/eli/dir/1989/391/oj"^^xsd:anyURI .
ex:punt a sl:Artikel ; rdfs:label "artikel 7 lid 3"@nl ; sl:rechtsbron ex:richtlijn ;
    sl:eli "http://data.europa.eu/eli/dir/1989/391/art_7/par_3/oj"^^xsd:anyURI .
ex:norm a sl:Verplichting ; rdfs:label "het moet"@nl ; sl:grondslag ex:letter, ex:punt .
ex:los a sl:Verplichting ; rdfs:label "moet ook"@nl .
"""
)
# Worked out by hand from the definitions of the ELI ontology, version 1.5.
SMALL_IN_ELI = (
    HEADER
    + """
ex:wet a eli:LegalResource ; eli:id_local "BWBR0000001" ; dcterms:title "Wet"@nl, "Act"@en ;
    rdfs:seeAlso <https://wetten.overheid.nl/jci1.3:c:BWBR0000001> ; eli:has_part ex:artikel ;
    eli:is_realized_by <https://example.org/wet#nl> .
<https://example.org/wet#nl> a eli:LegalExpression ; eli:realizes ex:wet ; eli:language lang:NLD ;
    eli:title "Wet"@nl ; eli:title_short "W"@nl .
ex:artikel a eli:LegalResourceSubdivision ; eli:number "1" ; eli:type_subdivision kind:artikel ;
    eli:id_local "jci1.3:c:BWBR0000001&artikel=1&g=2024-01-02" ; eli:is_part_of ex:wet ;
    rdfs:seeAlso <https://wetten.overheid.nl/jci1.3:c:BWBR0000001&artikel=1&g=2024-01-02> ;
    dcterms:title "artikel 1"@nl ; eli:description "De bepaling."@nl ; eli:has_part ex:letter ;
    eli:is_realized_by <https://example.org/artikel#nl> .
<https://example.org/artikel#nl> a eli:LegalExpression ; eli:realizes ex:artikel ;
    eli:language lang:NLD ; eli:title "artikel 1"@nl ; eli:title_short "art. 1" ;
    eli:version_date "2024-01-02"^^xsd:date .
ex:letter a eli:LegalResourceSubdivision ; eli:number "b" ; eli:type_subdivision kind:onderdeel ;
    eli:id_local "jci1.3:c:BWBR0000001&artikel=1&lid=2&o=b" ; eli:is_part_of ex:artikel ;
    rdfs:seeAlso <https://wetten.overheid.nl/jci1.3:c:BWBR0000001&artikel=1&lid=2&o=b> ;
    dcterms:title "artikel 1 lid 2 onder b"@nl ;
    eli:is_realized_by <https://example.org/letter#nl> .
<https://example.org/letter#nl> a eli:LegalExpression ; eli:realizes ex:letter ;
    eli:language lang:NLD ; eli:title "artikel 1 lid 2 onder b"@nl .
ex:richtlijn a eli:LegalResource ; owl:sameAs <http://data.europa.eu/eli/dir/1989/391/oj> ;
    eli:type_document <http://publications.europa.eu/resource/authority/resource-type/DIR> ;
    dcterms:title "Richtlijn"@nl ; eli:has_part ex:punt ;
    eli:is_realized_by <https://example.org/richtlijn#nl> .
<https://example.org/richtlijn#nl> a eli:LegalExpression ; eli:realizes ex:richtlijn ;
    eli:language lang:NLD ; eli:title "Richtlijn"@nl .
ex:punt a eli:LegalResourceSubdivision ; eli:number "3" ; eli:type_subdivision kind:lid ;
    owl:sameAs <http://data.europa.eu/eli/dir/1989/391/art_7/par_3/oj> ;
    dcterms:title "artikel 7 lid 3"@nl ; eli:is_part_of ex:richtlijn ;
    eli:is_realized_by <https://example.org/punt#nl> .
<https://example.org/punt#nl> a eli:LegalExpression ; eli:realizes ex:punt ;
    eli:language lang:NLD ; eli:title "artikel 7 lid 3"@nl .
ex:norm a sl:Verplichting ; dcterms:title "het moet"@nl ; dcterms:references ex:letter, ex:punt .
kind:artikel a eli:SubdivisionType, skos:Concept ; skos:prefLabel "artikel"@nl, "article"@en .
kind:lid a eli:SubdivisionType, skos:Concept ; skos:prefLabel "lid"@nl, "paragraph"@en .
kind:onderdeel a eli:SubdivisionType, skos:Concept ; skos:prefLabel "onderdeel"@nl, "letter"@en .
"""
)
# The ELI ontology, version 1.5 (http://data.europa.eu/eli/ontology): each term that is used, with
# the classes of its domain and range. A subdivision is a legal resource, a legal resource a work,
# and a legal expression an expression.
WORK = {"LegalResource", "LegalResourceSubdivision"}
EITHER = WORK | {"LegalExpression"}
PROPERTIES: dict[str, tuple[set[str], set[str] | str]] = {
    "is_part_of": (WORK, WORK),
    "has_part": (WORK, WORK),
    "is_realized_by": (WORK, {"LegalExpression"}),
    "realizes": ({"LegalExpression"}, WORK),
    "language": ({"LegalExpression"}, NLD),
    "type_document": (WORK, "http://publications.europa.eu/resource/authority/resource-type/"),
    "type_subdivision": ({"LegalResourceSubdivision"}, {"SubdivisionType"}),
    "id_local": (EITHER, "literal"),
    "number": (EITHER, "literal"),
    "description": (EITHER, "literal"),
    "title": ({"LegalExpression"}, "literal"),
    "title_short": ({"LegalExpression"}, "literal"),
    "version_date": (EITHER, "literal"),
}
# Read in the sources and the law: what it is, its number, what it stands in and how it is cited.
ARTICLES = {
    "arbowet-14-1-b": (
        "onderdeel",
        "b",
        "artikel/arbowet-14-1",
        "BWBR0010346&artikel=14&lid=1&o=b",
    ),
    "zw-63a": ("artikel", "63a", "rechtsbron/zw", "BWBR0001888&artikel=63a"),
    "zw-63a-1": ("lid", "1", "artikel/zw-63a", "BWBR0001888&artikel=63a&lid=1"),
    "awb-7-5": ("artikel", "7:5", "rechtsbron/awb", "BWBR0005537&artikel=7:5"),
    "bw-7-457-2": ("lid", "2", "artikel/bw-7-457", "BWBR0005290&artikel=457&lid=2"),
    # paragraph 3 of article 30a is not cited by itself, and so no part of the rule book
    "suwi-30a-3-c": ("onderdeel", "c", "artikel/suwi-30a", "BWBR0013060&artikel=30a&lid=3&o=c"),
    # nor is article 4 of the regulation, or its paragraph 2
    "rp-4-2-c": ("onderdeel", "c", "rechtsbron/rp", "BWBR0013540&artikel=4&lid=2&o=c"),
}
KEPT = {
    *("Artikel", "Rechtsbron", "aanduiding", "bwbId", "citeertitel", "eli", "grondslag", "jci"),
    *("onderdeelVan", "rechtsbron"),
}


def node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


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
def exported() -> tuple[ox.Quad, ...]:
    quads, unheld = said(real())
    assert unheld == []
    return tuple(quads)


def values(predicate: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for quad in exported():
        if quad.predicate.value == predicate:
            found.setdefault(quad.subject.value, set()).add(quad.object.value)  # type: ignore[union-attr]  # no triple terms
    return found


def iri(term: object) -> str:
    assert isinstance(term, ox.NamedNode)
    return term.value


def one(found: dict[str, set[str]]) -> dict[str, str]:
    assert all(len(each) == 1 for each in found.values())
    return {subject: next(iter(each)) for subject, each in found.items()}


def test_a_small_rule_book_becomes_what_eli_says() -> None:
    quads, unheld = said(book_of(SMALL))
    assert {str(each) for each in quads} == {
        str(each) for each in ox.parse(SMALL_IN_ELI, format=ox.RdfFormat.TURTLE)
    }
    assert unheld == []


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_is_what_the_law_says(name: str) -> None:
    kind, number, whole, reference = ARTICLES[name]
    about = {
        (quad.predicate.value, quad.object.value)  # type: ignore[union-attr]  # no triple terms
        for quad in exported()
        if quad.subject == node(f"{ID}artikel/{name}")
    }
    assert {pair for pair in about if pair[0] in {ELI + "is_part_of", ELI + "id_local"}} == {
        (ELI + "is_part_of", ID + whole),
        (ELI + "id_local", "jci1.3:c:" + reference),
    }
    assert about >= {
        (RDF_TYPE, ELI + "LegalResourceSubdivision"),
        (ELI + "type_subdivision", f"{ID}eli/soort/{kind}"),
        (ELI + "number", number),
        (RDFS + "seeAlso", f"{LAWS}jci1.3:c:{reference}"),
    }


def test_european_law_is_the_same_as_what_its_eli_names() -> None:
    act = "http://data.europa.eu/eli/reg/2016/679/"
    assert values(OWL + "sameAs") == {
        ID + "rechtsbron/avg": {act + "oj"},
        ID + "artikel/avg-6": {act + "art_6/oj"},
        ID + "artikel/avg-9": {act + "art_9/oj"},
        ID + "artikel/avg-9-2": {act + "art_9/par_2/oj"},
        ID + "artikel/avg-9-3": {act + "art_9/par_3/oj"},
    }
    assert values(ELI + "is_part_of")[ID + "artikel/avg-9-2"] == {ID + "artikel/avg-9"}
    assert values(ELI + "type_document") == {
        ID + "rechtsbron/avg": {
            "http://publications.europa.eu/resource/authority/resource-type/REG"
        }
    }


def test_references_read_back_to_the_articles_and_laws_that_have_them() -> None:
    local, european = one(values(ELI + "id_local")), one(values(OWL + "sameAs"))
    above = one(values(ELI + "is_part_of"))
    back = set()
    for subject in values(RDF_TYPE):
        if subject in local:
            is_law = subject not in above
            back.add((subject, SL + ("bwbId" if is_law else "jci"), local[subject]))
        if subject in european:
            back.add((subject, SL + "eli", european[subject]))
        if subject in above:
            law = subject
            while law in above:
                law = above[law]
            back.add((subject, SL + "rechtsbron", law))
    wanted = {SL + name for name in ("jci", "bwbId", "eli", "rechtsbron")}
    assert back == {
        (quad.subject.value, quad.predicate.value, quad.object.value)  # type: ignore[union-attr]  # no triple terms
        for quad in real().quads
        if quad.predicate.value in wanted
        and (not isinstance(quad.subject, ox.NamedNode) or quad.subject.value.startswith(ID))
    }


def test_a_place_is_in_the_law_whose_id_its_reference_names() -> None:
    works = {
        subject: place.work
        for found in (values(ELI + "id_local"), values(OWL + "sameAs"))
        for subject, reference in one(found).items()
        if (place := read_place(reference)) is not None
    }
    assert works.keys() == values(ELI + "is_realized_by").keys()
    for part, whole in one(values(ELI + "is_part_of")).items():
        assert works[part] == works[whole]


def test_what_rests_on_an_article_refers_to_it() -> None:
    assert {
        (subject, article)
        for subject, found in values(DCTERMS + "references").items()
        for article in found
    } == {
        (quad.subject.value, quad.object.value)  # type: ignore[union-attr]  # no triple terms
        for quad in real().quads
        if quad.predicate == node(SL + "grondslag")
    }


def test_no_norm_is_said_to_be_legislation_or_to_be_cited_by_it() -> None:
    norms = {each.value for each in real().instances(SL + "Norm")}
    assert not any(
        quad.predicate.value.startswith(ELI)
        for quad in exported()
        if quad.subject.value in norms or quad.object.value in norms  # type: ignore[union-attr]  # no triple terms
    )


def test_every_norm_article_and_law_is_in_the_output_or_under_a_named_loss() -> None:
    there, away = values(RDF_TYPE).keys(), lost(PROFILE.losses)
    for name in ("Artikel", "Rechtsbron"):
        assert {each.value for each in real().instances(SL + name)} <= there
    resting, others = 0, 0
    for norm in real().instances(SL + "Norm"):
        if real().nodes(norm, SL + "grondslag"):
            assert norm.value in there
            resting += 1
        else:
            assert norm.value not in there
            assert {kind.value for kind in real().nodes(norm, RDF_TYPE)} <= away.keys()
            others += 1
    assert resting > 0
    assert resting + others == len(real().instances(SL + "Norm"))


def test_every_term_of_the_rule_book_is_kept_or_named_as_lost() -> None:
    used = set()
    for quad in real().quads:
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(ID):
            kind = quad.predicate == node(RDF_TYPE)
            used.add(quad.object.value if kind else quad.predicate.value)  # type: ignore[union-attr]  # no triple terms
    terms = {each.removeprefix(SL) for each in used if each.startswith(SL)}
    away = {each.removeprefix(SL) for each in lost(PROFILE.losses)}
    assert terms - away - KEPT == set()
    assert away & KEPT == set()


def test_every_term_of_eli_exists_and_has_its_domain_and_range() -> None:
    kinds: dict[str, set[str]] = {}
    quads = [*exported(), *said(book_of(SMALL))[0]]
    for quad in quads:
        if quad.predicate == node(RDF_TYPE):
            name = iri(quad.object).removeprefix(ELI)
            kinds.setdefault(iri(quad.subject), set()).add(name)
    used = set()
    for quad in quads:
        name = quad.predicate.value.removeprefix(ELI)
        if name == quad.predicate.value:
            continue
        used.add(name)
        domain, range_ = PROPERTIES[name]
        assert kinds[iri(quad.subject)] & domain, quad
        if range_ == "literal":
            assert isinstance(quad.object, ox.Literal), quad
        elif isinstance(range_, str):
            assert iri(quad.object).startswith(range_), quad
        else:
            assert kinds[iri(quad.object)] & range_, quad
    assert used == PROPERTIES.keys()
    ours = {name for found in kinds.values() for name in found if not name.startswith("http")}
    assert ours == {*WORK, "LegalExpression", "SubdivisionType"}


def test_eli_counts_hold() -> None:
    expressions = {s for s, found in values(RDF_TYPE).items() if ELI + "LegalExpression" in found}
    for predicate in ("realizes", "language", "title"):
        assert one(values(ELI + predicate)).keys() == expressions
    parts = {each.value for each in real().instances(SL + "Artikel")}
    for predicate in ("type_subdivision", "number", "is_part_of"):
        assert one(values(ELI + predicate)).keys() == parts
    assert {
        (whole, part) for part, found in values(ELI + "is_part_of").items() for whole in found
    } == {(whole, part) for whole, found in values(ELI + "has_part").items() for part in found}


@pytest.mark.parametrize(
    "reference",
    [
        "",
        'sl:jci "jci1.3:c:BWBR1&artikel=1"',
        'sl:jci "artikel 1 Wet"',
        'sl:eli "https://example.org/artikel-1"^^xsd:anyURI',
        'sl:eli "http://data.europa.eu/eli/reg/2016/679"^^xsd:anyURI',
    ],
)
def test_an_article_without_a_reference_that_eli_holds_is_named(reference: str) -> None:
    turtle = f"""{HEADER}
        sl:Verbod rdfs:subClassOf sl:Norm .
        ex:wet a sl:Rechtsbron ; rdfs:label "Wet"@nl ; sl:bwbId "BWBR0000001" .
        ex:artikel a sl:Artikel ; rdfs:label "artikel"@nl ; sl:rechtsbron ex:wet .
        ex:norm a sl:Verbod ; sl:grondslag ex:artikel .
        {f"ex:artikel {reference} ." if reference else ""}"""
    quads, unheld = said(book_of(turtle))
    assert [(each.subject, each.predicate, each.value) for each in unheld] == [
        ("https://example.org/artikel", RDF_TYPE, SL + "Artikel"),
        ("https://example.org/norm", SL + "grondslag", "https://example.org/artikel"),
    ]
    assert not any("artikel" in str(quad.subject) for quad in quads if ID not in str(quad.subject))
    assert not any(quad.subject == node("https://example.org/norm") for quad in quads)


def test_a_norm_keeps_the_articles_that_eli_holds() -> None:
    turtle = SMALL + "ex:kaal a sl:Artikel ; sl:rechtsbron ex:wet . ex:norm sl:grondslag ex:kaal ."
    quads, unheld = said(book_of(turtle))
    assert {
        iri(quad.object) for quad in quads if quad.predicate == node(DCTERMS + "references")
    } == {
        "https://example.org/letter",
        "https://example.org/punt",
    }
    assert [(each.subject, each.value) for each in unheld] == [
        ("https://example.org/kaal", SL + "Artikel"),
        ("https://example.org/norm", "https://example.org/kaal"),
    ]


def test_the_alignment_says_what_the_export_does() -> None:
    alignment = list(ox.parse(path=str(ROOT / "ontology" / "alignments" / "eli.ttl")))
    out = {(q.subject, q.predicate, str(q.object)) for q in exported()}
    checked = 0
    for quad in alignment:
        relation, target = quad.predicate.value, quad.object
        if relation == RDFS + "subClassOf":
            for each in real().instances(quad.subject.value):
                assert (each, node(RDF_TYPE), str(target)) in out
                checked += 1
        if relation == RDFS + "subPropertyOf" and quad.subject != node(SL + "rechtsbron"):
            for stated in real().quads:
                if stated.predicate == quad.subject:
                    assert (stated.subject, target, str(stated.object)) in out
                    checked += 1
        if relation.startswith(SKOS):
            assert relation.endswith(("closeMatch", "relatedMatch"))
    assert checked > 0


def test_the_order_of_the_rule_book_makes_no_difference() -> None:
    book = real()
    backwards = Book(tuple(reversed(book.quads)), (), book.version)
    assert tuple(said(backwards)[0]) == exported()


parts = st.lists(
    st.tuples(
        st.sampled_from(["art", "par", "pnt", "sct"]),
        st.from_regex(r"[0-9a-z]{1,4}", fullmatch=True),
    ),
    max_size=4,
)


@given(
    st.sampled_from(["reg", "dir", "dec", "reg_impl"]),
    st.integers(1952, 2099),
    st.integers(1, 9999),
    parts,
    st.sampled_from(["oj", "2016-05-04"]),
)
def test_a_european_eli_reads_back(
    kind: str, year: int, number: int, place: list[tuple[str, str]], version: str
) -> None:
    act = f"{kind}/{year}/{number}"
    inside = "".join(f"/{level}_{name}" for level, name in place)
    reference = f"http://data.europa.eu/eli/{act}{inside}/{version}"
    assert read_place(reference) == Place(act, tuple(place), reference, european=True)


@given(
    st.from_regex(r"BWB[RV][0-9]{7}", fullmatch=True),
    st.lists(st.from_regex(r"[0-9]{1,3}[a-z]?", fullmatch=True), max_size=3),
    st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
)
def test_a_jci_reference_reads_back(bwb: str, numbers: list[str], day: date | None) -> None:
    location = tuple(zip(("artikel", "lid", "o"), numbers, strict=False))
    reference = str(jci.Jci(bwb, location, () if day is None else (("g", day),)))
    assert read_place(reference) == Place(bwb, location, reference)


@given(st.text(max_size=40))
def test_other_text_is_no_place(text: str) -> None:
    assert read_place("?" + text) is None
