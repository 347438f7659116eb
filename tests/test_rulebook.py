"""What the rule book says about a term, on small rule books of its own."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from scheidslijn.model import LegalBasis, Named, SourcePlace, Text
from scheidslijn.namespaces import RDF_TYPE, RDFS_LABEL
from scheidslijn.rulebook import Index, RuleBook, fill

PREFIXES = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix sl: <https://w3id.org/scheidslijn/def#> .
@prefix : <urn:x:> .
"""


def graph(turtle: str) -> list[ox.Triple]:
    parsed = ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE, rename_blank_nodes=False)
    return [quad.triple for quad in parsed]


def book(rules: str = "", shapes: str = "") -> RuleBook:
    return RuleBook(graph(rules), graph(shapes))


# fill


def test_each_language_gets_its_own_words() -> None:
    filled = fill(Text("de {?rol} {?rol}", "the {$rol}"), {"rol": Text("arts", "physician")})
    assert filled == Text("de arts arts", "the physician")


@pytest.mark.parametrize(
    "text", ["{?onbekend}", "{rol}", "{ ?rol }", "{?}", "{}", "\\1 \\g<0>", ""]
)
def test_what_is_no_known_variable_stays(text: str) -> None:
    assert fill(Text(text, text), {"rol": Text("arts", "physician")}) == Text(text, text)


def test_a_filled_in_text_is_not_filled_again() -> None:
    values = {"a": Text("{?b} \\1", "{?b}"), "b": Text("x", "x")}
    assert fill(Text("{?a}", "{?a}"), values) == Text("{?b} \\1", "{?b}")


# Index


def test_an_index_finds_objects_and_subjects_in_order() -> None:
    index = Index(graph(':a sl:rol :z, :b, "9"@nl, "10" . :c sl:rol :b . _:n sl:rol _:m .'))
    rol = "https://w3id.org/scheidslijn/def#rol"
    assert index.objects("urn:x:a", rol) == ["10", "9", "urn:x:b", "urn:x:z"]
    assert index.first("urn:x:a", rol) == "10"
    assert index.subjects(rol, "urn:x:b") == ["urn:x:a", "urn:x:c"]
    assert index.objects("_:n", rol) == ["_:m"]
    assert index.subjects(rol, "_:m") == ["_:n"]


def test_an_index_has_nothing_for_what_it_does_not_know() -> None:
    index = Index([])
    assert index.objects("urn:x:a", RDF_TYPE) == index.subjects(RDF_TYPE, "urn:x:a") == []
    assert index.first("urn:x:a", RDF_TYPE) is None
    assert index.text("urn:x:a", RDFS_LABEL) is None


def test_a_literal_is_no_subject_of_a_search() -> None:
    index = Index(graph(':a rdfs:label "urn:x:b" .'))
    assert index.subjects(RDFS_LABEL, "urn:x:b") == []


@pytest.mark.parametrize(
    ("labels", "text"),
    [
        ('"arts"@nl, "physician"@en', Text("arts", "physician")),
        ('"arts"@nl', Text("arts", "arts")),
        ('"physician"@en', Text("physician", "physician")),
        ('"Vera"', Text("Vera", "Vera")),
        ('"arts"@nl, "dokter"', Text("arts", "dokter")),
        ('"Arzt"@de', Text("Arzt", "Arzt")),
    ],
)
def test_a_text_in_one_language_serves_for_both(labels: str, text: Text) -> None:
    assert Index(graph(f":a rdfs:label {labels} .")).text("urn:x:a", RDFS_LABEL) == text


# Labels


def test_a_label_comes_from_the_rule_book_then_the_shapes_then_the_dossier() -> None:
    own = book(':a rdfs:label "regel" .', ':a rdfs:label "shape" . :b rdfs:label "shape" .')
    dossier = Index(graph(':a rdfs:label "dossier" . :b rdfs:label "x" . :c rdfs:label "eigen" .'))
    names = [own.label(f"urn:x:{name}", dossier).nl for name in "abc"]
    assert names == ["regel", "shape", "eigen"]
    assert own.named("urn:x:c", dossier) == Named("urn:x:c", Text("eigen", "eigen"))


@pytest.mark.parametrize(
    ("term", "name"),
    [
        ("https://example.org/zaak/1", "1"),
        ("https://example.org/zaak#vera", "vera"),
        ("https://example.org/zaak/", "zaak"),
        ("https://example.org/zaak#", "zaak"),
        ("urn:x:vera", "urn:x:vera"),
        ("_:b0", "_:b0"),
        ("/", "/"),
    ],
)
def test_without_a_label_a_term_is_called_by_the_end_of_its_iri(term: str, name: str) -> None:
    assert book().label(term) == Text(name, name)


# Shapes


def test_a_blank_shape_goes_by_the_nearest_shape_with_an_iri() -> None:
    shapes = book(
        shapes=":Node sh:property _:a . _:a sh:node _:b . _:b sh:not _:c . "
        "_:c sh:qualifiedValueShape _:d . :Other sh:property :named . _:loop sh:node _:loop ."
    )
    assert {shapes.shape_of(f"_:{name}") for name in "abcd"} == {"urn:x:Node"}
    assert shapes.shape_of("urn:x:named") == "urn:x:named"
    assert shapes.shape_of("_:loop") == "_:loop"
    assert shapes.shape_of("_:unknown") == "_:unknown"


def test_a_message_and_its_variables_may_stand_on_the_constraint() -> None:
    shapes = book(
        shapes=':A sh:message "eigen" . :B sh:sparql :q . :q sh:message "{?rol}" ; '
        'sh:resultAnnotation [ sh:annotationProperty sl:rol ; sh:annotationVarName "rol" ] .'
    )
    assert shapes.message("urn:x:A") == Text("eigen", "eigen")
    assert shapes.message("urn:x:B") == Text("{?rol}", "{?rol}")
    assert shapes.message("urn:x:C") is None
    assert shapes.variables("urn:x:B") == {"rol": "https://w3id.org/scheidslijn/def#rol"}
    assert shapes.variables("urn:x:A") == {}


def test_only_targeted_shapes_that_are_on_count_as_active() -> None:
    shapes = book(
        ":n1 sl:getoetstDoor :A . :n2 sl:getoetstDoor :Off . :n3 sl:getoetstDoor :NoTarget .",
        ":A a sh:NodeShape ; sh:targetClass sl:Dossier . "
        ":B a sh:NodeShape ; sh:targetSubjectsOf sl:rol ; sh:deactivated false . "
        ":Off a sh:NodeShape ; sh:targetClass sl:Dossier ; sh:deactivated true . "
        ":NoTarget a sh:NodeShape . :Property a sh:PropertyShape ; sh:targetClass sl:Dossier .",
    )
    assert shapes.active_shapes() == {"urn:x:A", "urn:x:B"}
    assert shapes.checked_norms() == {"urn:x:n1"}


def test_a_class_is_known_when_a_module_defines_it() -> None:
    own = book(":Rol rdfs:isDefinedBy :module . :Los rdfs:label 'los' .")
    assert own.knows_class("urn:x:Rol")
    assert not own.knows_class("urn:x:Los")


def test_a_remedy_comes_from_norm_or_shape() -> None:
    own = book(':norm sl:remedie "a"@nl, "b"@en .', ':shape sl:remedie "c" .')
    assert own.remedy("urn:x:norm") == Text("a", "b")
    assert own.remedy("urn:x:shape") == Text("c", "c")
    assert own.remedy("urn:x:none") is None


# Norms


def test_the_norm_about_the_most_specific_roles_comes_first() -> None:
    own = book(
        ":regie sl:brederRol :namens . :namens sl:brederRol :werkgever . "
        ":delegatie sl:brederRol :arts . :kring sl:brederRol :kring . "
        ":breed sl:onverenigbareRol :werkgever, :arts . "
        ":midden sl:onverenigbareRol :namens, :arts . "
        ":a-diep sl:onverenigbareRol :regie, :delegatie . "
        ":b-diep sl:onverenigbareRol :regie, :delegatie . :leeg sl:onverenigbareRol :kring ."
    )
    names = ("leeg", "breed", "b-diep", "midden", "a-diep")
    found = own.specific_first(f"urn:x:{name}" for name in names)
    assert found == [f"urn:x:{name}" for name in ("a-diep", "b-diep", "midden", "breed", "leeg")]


def test_diverging_norms_are_found_from_either_side() -> None:
    own = book(":a sl:wijktAfVan :b . :c sl:wijktAfVan :a . :b sl:wijktAfVan :z .")
    assert own.diverging(["urn:x:a"]) == ["urn:x:b", "urn:x:c"]
    assert own.diverging(["urn:x:a", "urn:x:b"]) == ["urn:x:c", "urn:x:z"]
    assert own.diverging([]) == []


def test_law_and_sources_of_several_norms_are_told_once_and_sorted() -> None:
    own = book(
        """
        :n sl:grondslag :art2, :art1 ; sl:vindplaats :p2, :p1 .
        :m sl:grondslag :art1, :art3 ; sl:vindplaats :p1 .
        :art1 sl:jci "jci1.3:c:BWBR1" ; rdfs:label "artikel 1"@nl, "article 1"@en .
        :art2 sl:eli "http://data.europa.eu/eli/2" .
        :p1 sl:brondocument :doc ; sl:eersteRegel 3 ; sl:laatsteRegel 5 ; sl:sectie "2" ;
            sl:sha256 "ab" .
        :p2 sl:brondocument :los .
        :doc sl:code "DOC" .
        """
    )
    norms = ["urn:x:n", "urn:x:m"]
    assert own.legal_basis(norms) == (
        LegalBasis("urn:x:art1", "jci1.3:c:BWBR1", Text("artikel 1", "article 1")),
        LegalBasis("urn:x:art2", "http://data.europa.eu/eli/2", Text("", "")),
        LegalBasis("urn:x:art3", "", Text("", "")),
    )
    assert own.legal_basis(norms)[0].label == Text("artikel 1", "article 1")
    assert own.sources(norms) == (
        SourcePlace("DOC", 3, 5, "2", "ab"),
        SourcePlace("urn:x:los", 0, 0, "", ""),
    )
