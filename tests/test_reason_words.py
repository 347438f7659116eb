"""Axioms in plain words, and how they are read."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

import owlready2
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheidslijn.model import Named, Text
from scheidslijn.namespaces import XSD
from scheidslijn.reasoning.concluding import conclusion
from scheidslijn.reasoning.functional import Expression, Part, parse
from scheidslijn.reasoning.handing import BLANK, hand_over
from scheidslijn.reasoning.phrases import AXIOMS, CLASHES, PARTS, VIOLATIONS
from scheidslijn.reasoning.words import sentence
from scheidslijn.terms import local_name

NN: Final = "xsd:nonNegativeInteger"


def label(iri: str) -> Text:
    name = local_name(iri.replace("u:", "u:/"))
    return Text(nl=name, en=name)


def said(axiom: str) -> tuple[str, str]:
    found = sentence(parse(axiom), label)
    # the quotes of properties, plain, so that the cases below can be read
    nl, en = (text.translate({0x2018: "'", 0x2019: "'"}) for text in (found.nl, found.en))
    return nl, en


@pytest.mark.parametrize(
    ("axiom", "nl", "en"),
    [
        ("ClassAssertion(<u:arts> <u:Bas>)", "Bas is een arts.", "Bas is an arts."),
        ("SubClassOf(<u:arts> <u:mens>)", "Een arts is altijd een mens.",
         "An arts is always a mens."),
        ("SubClassOf(<u:rv> ObjectExactCardinality(1 <u:rol> owl:Thing))",
         "Een rv heeft altijd precies één 'rol'.", "A rv always has exactly one 'rol'."),
        ("SubClassOf(<u:rv> ObjectMaxCardinality(0 <u:rol> <u:mens>))",
         "Een rv heeft altijd geen 'rol' die een mens is.",
         "A rv always has no 'rol' that is a mens."),
        ("SubClassOf(<u:rv> ObjectMinCardinality(2 <u:rol>))",
         "Een rv heeft altijd ten minste 2 'rol'.", "A rv always has at least 2 'rol'."),
        ("SubClassOf(<u:rv> ObjectSomeValuesFrom(<u:rol> owl:Thing))",
         "Een rv heeft altijd een 'rol'.", "A rv always has a 'rol'."),
        ("SubClassOf(<u:rv> ObjectAllValuesFrom(<u:rol> ObjectUnionOf(<u:a1> <u:b1>)))",
         "Een rv heeft altijd als 'rol' alleen een a1 of een b1.",
         "A rv always has as 'rol' only an a1 or a b1."),
        ("SubClassOf(<u:rv> owl:Nothing)", "Niets kan een rv zijn.", "Nothing can be a rv."),
        ("EquivalentClasses(ObjectHasValue(<u:rol> <u:Bas>) <u:rv>)",
         "Wat een rv is, is iets wat als 'rol': Bas heeft, en andersom.",
         "What is a rv is something that has as 'rol': Bas, and the other way round."),
        ("DisjointClasses(<u:a1> <u:b1> <u:c1>)",
         "Niets is tegelijk een a1, een b1 en een c1.",
         "Nothing is an a1, a b1 and a c1 at the same time."),
        ("ObjectPropertyDomain(<u:rol> <u:rv>)", "Wat 'rol' heeft, is altijd een rv.",
         "What has 'rol' is always a rv."),
        ("ObjectPropertyRange(<u:rol> ObjectComplementOf(<u:mens>))",
         "Wat als 'rol' wordt genoemd, is altijd iets wat niet een mens is.",
         "What is named as 'rol' is always something that is not a mens."),
        ("DataPropertyRange(<u:functie> xsd:string)",
         "Wat als 'functie' wordt genoemd, is altijd tekst zonder taal.",
         "What is named as 'functie' is always text without a language."),
        (f'DataPropertyRange(<u:n> DatatypeRestriction({NN} xsd:minInclusive "5"^^xsd:integer))',
         "Wat als 'n' wordt genoemd, is altijd een geheel getal van 0 of meer met ten minste 5.",
         "What is named as 'n' is always a whole number of 0 or more with at least 5."),
        ('DataPropertyAssertion(<u:functie> <u:Bas> "arts"@nl)',
         "Bas heeft als 'functie': “arts” (tekst met taal nl).",
         "Bas has as 'functie': “arts” (text with language nl)."),
        ("ObjectPropertyAssertion(ObjectInverseOf(<u:rol>) <u:Bas> <u:rv1>)",
         "Bas heeft als 'rol' (omgekeerd): rv1.", "Bas has as 'rol' (the other way round): rv1."),
        ("NegativeObjectPropertyAssertion(<u:rol> <u:Bas> <u:rv1>)",
         "Bas heeft niet als 'rol': rv1.", "Bas does not have as 'rol': rv1."),
        ("SubObjectPropertyOf(ObjectPropertyChain(<u:p> <u:q>) <u:r>)",
         "Wat iets als 'q' van de 'p' heeft, heeft het ook als 'r'.",
         "What something has as 'q' of the 'p', it also has as 'r'."),
        ("HasKey(<u:mens> (<u:p>) (<u:q>))",
         "Wie of wat hetzelfde heeft als 'p' en 'q', is dezelfde (een mens).",
         "What has the same as 'p' and 'q' is the same (a mens)."),
        ("DifferentIndividuals(<u:Bas> <u:Vera>)", "Bas en Vera zijn niet dezelfde.",
         "Bas and Vera are not the same."),
        ("IrreflexiveObjectProperty(<u:p>)", "Niets heeft zichzelf als 'p'.",
         "Nothing has itself as 'p'."),
        ("ClassAssertion(ObjectOneOf(<u:a> <u:b>) <u:c>)", "c is een van deze: a, b.",
         "c is one of these: a, b."),
        ("Declaration(Class(<u:arts>))", "arts is gedeclareerd.", "arts is declared."),
        ("AnnotationAssertion(rdfs:comment <u:Bas> \"x\")", "Bas heeft als noot 'comment': "
         "“x” (tekst zonder taal).", "Bas has as note 'comment': “x” (text without a language)."),
    ],
)  # fmt: skip
def test_axiom_reads_as_a_sentence_in_both_languages(axiom: str, nl: str, en: str) -> None:
    assert said(axiom) == (nl, en)


@pytest.mark.parametrize(
    ("axioms", "start"),
    [
        (["DisjointClasses(<u:a> <u:b>)", "ClassAssertion(<u:a> <u:x>)"],
         "Iets zou daardoor tegelijk een a en een b zijn"),
        (["IrreflexiveObjectProperty(<u:p>)"], "Iets zou daardoor zichzelf als \u2018p\u2019"),
        (["AsymmetricObjectProperty(<u:p>)"], "Twee zouden elkaar daardoor over en weer als"),
        (["DisjointObjectProperties(<u:p> <u:q>)"], "Iets zou daardoor hetzelfde als"),
        (["DataPropertyRange(<u:p> xsd:string)"], "Een waarde is niet van de soort die"),
        (["NegativeDataPropertyAssertion(<u:p> <u:x> \"1\")"], "Hetzelfde wordt gezegd en ontkend"),
        (["DifferentIndividuals(<u:x> <u:y>)", "FunctionalObjectProperty(<u:p>)"],
         "Wat verschillend heet, zou daardoor toch hetzelfde zijn"),
        (["FunctionalDataProperty(<u:p>)"], "Iets zou daardoor meer hebben dan ervan mag zijn"),
        (["SubClassOf(<u:a> ObjectComplementOf(<u:b>))"], "Iets zou daardoor zijn wat het niet is"),
        (["SubClassOf(<u:a> owl:Nothing)"], "Iets zou daardoor behoren tot wat niet bestaan kan"),
        (["ClassAssertion(<u:a> <u:x>)"], "Samen kan dit niet waar zijn"),
    ],
)  # fmt: skip
def test_conclusion_says_what_clashes_and_what_to_do(axioms: list[str], start: str) -> None:
    found = conclusion([parse(each) for each in axioms], None, None, ["a.ttl:3"], label)
    assert found.nl.startswith(start)
    assert "Verander of schrap een van deze uitspraken" in found.nl
    assert found.nl.endswith("Kijk eerst naar wat in de eigen bestanden staat: a.ttl:3.")


def test_conclusion_names_who_is_two_things_or_what_nothing_can_be() -> None:
    axioms = [parse("DisjointClasses(<u:a1> <u:b1>)")]
    assert conclusion(axioms, "u:Vera", None, [], label).en.startswith(
        "Because of this Vera would be an a1 and a b1"
    )
    about = Named("u:beide", Text("beide", "beide"))
    assert conclusion(axioms, None, about, [], label).nl.startswith("Wat een beide is, zou")


@pytest.mark.parametrize("table", [AXIOMS, CLASHES, PARTS, VIOLATIONS], ids=str)
def test_every_sentence_has_both_languages_and_the_same_places(table: dict[str, Text]) -> None:
    for text in table.values():
        assert text.nl
        assert text.en
        marks = [{part for part in ("{0}", "{1}", "{2}", "{all}", "{rest}") if part in each}
                 for each in (text.nl, text.en)]  # fmt: skip
        assert marks[0] == marks[1]


def test_every_violation_that_the_library_knows_has_a_sentence() -> None:
    jar = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
    folder = "org/semanticweb/owlapi/profiles/"
    with zipfile.ZipFile(jar) as packed:
        files = [Path(name) for name in packed.namelist() if name.startswith(folder)]
        kinds = {
            path.stem
            for path in files
            if path.suffix == ".class" and b"OWLProfileViolation" in packed.read(path.as_posix())
        }
    besides = {name for name in kinds if "Profile" in name or "$" in name or "Visitor" in name}
    assert len(kinds - besides) > 30
    assert kinds - besides <= VIOLATIONS.keys()


@pytest.mark.parametrize("text", ["", "A(", "A)", "<u:a>", "A(<u:a>) B(<u:b>)", "A(?)"])
def test_text_that_is_no_axiom_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no functional-style syntax"):
        parse(text)


def parts() -> st.SearchStrategy[Part]:
    plain = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=8)
    leaves: st.SearchStrategy[Part] = st.one_of(
        st.from_regex(r"urn:x[a-z]{1,5}", fullmatch=True).map(ox.NamedNode),
        plain.map(ox.Literal),
        plain.map(lambda text: ox.Literal(text, language="nl")),
        plain.map(lambda text: ox.Literal(text, datatype=ox.NamedNode(XSD + "token"))),
        st.integers(0, 99),
    )
    return st.recursive(leaves, lambda inner: expressions(inner), max_leaves=8)


def expressions(inner: st.SearchStrategy[Part]) -> st.SearchStrategy[Part]:
    return st.builds(
        lambda name, parts: Expression(name, tuple(parts)),
        st.sampled_from(["SubClassOf", "ObjectUnionOf", ""]),
        st.lists(inner, min_size=1, max_size=3),
    )


def written(part: Part) -> str:
    if isinstance(part, Expression):
        return f"{part.name}({' '.join(map(written, part.parts))})"
    return str(part)


@given(expressions(parts()))
def test_what_is_written_is_read_back(part: Part) -> None:
    assert parse(written(part)) == part


def test_blank_node_gets_a_name_if_it_stands_for_something_and_not_for_an_expression() -> None:
    turtle = b"""
        @prefix : <urn:x#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        :C a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ;
            owl:someValuesFrom [ owl:unionOf ( :D [ owl:complementOf :E ] ) ] ] .
        [] a owl:AllDisjointClasses ; owl:members ( :C :D ) .
        :a :p [ a :D ; :p _:x ] . _:x owl:sameAs :b . _:y :p :a .
    """
    triples = [quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)]
    handed = hand_over(triples, plain=True)
    assert len(handed.blanks) == 3
    named = [quad.triple for quad in ox.parse(handed.named, format=ox.RdfFormat.RDF_XML)]
    assert {each.subject.value for each in named if BLANK in str(each.subject)} == {
        BLANK + name for name in handed.blanks
    }
    plain = [quad.triple for quad in ox.parse(handed.plain, format=ox.RdfFormat.RDF_XML)]
    assert len(plain) == len(named) == len(triples)
    assert BLANK.encode() not in handed.plain
