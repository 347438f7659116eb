"""Why statements clash: the fewest that do, found alike by both reasoners."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from scheidslijn.inputs import Source, Syntax
from scheidslijn.reasoning import REASONERS, Reasoner, Settings, check, reason
from scheidslijn.reasoning.functional import Expression, parse
from scheidslijn.reasoning.justify import clashing_start, smallest_clash
from scheidslijn.terms import local_name

PREFIXES: Final = """\
@prefix : <urn:x#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# Each clash by itself, in names that end in its number; what it takes, in the words of OWL 2.
PLANTED: Final[dict[str, tuple[str, Sequence[str]]]] = {
    "disjoint classes": (
        ":C a owl:Class ; owl:disjointWith :D . :D a owl:Class . :a a :C , :D .",
        ["ClassAssertion", "ClassAssertion", "DisjointClasses"],
    ),
    "one pair of many disjoint classes": (
        ":C a owl:Class . :D a owl:Class . :E a owl:Class . "
        "[] a owl:AllDisjointClasses ; owl:members ( :C :D :E ) . :a a :C , :D .",
        ["ClassAssertion", "ClassAssertion", "DisjointClasses"],
    ),
    "domain": (
        ":p a owl:ObjectProperty ; rdfs:domain :C . :C a owl:Class ; owl:disjointWith :D . "
        ":D a owl:Class . :a a :D ; :p :b .",
        ["ClassAssertion", "DisjointClasses", "ObjectPropertyAssertion", "ObjectPropertyDomain"],
    ),
    "range": (
        ":p a owl:ObjectProperty ; rdfs:range :C . :C a owl:Class ; owl:disjointWith :D . "
        ":D a owl:Class . :b a :D . :a :p :b .",
        ["ClassAssertion", "DisjointClasses", "ObjectPropertyAssertion", "ObjectPropertyRange"],
    ),
    "functional": (
        ":p a owl:ObjectProperty , owl:FunctionalProperty . :a :p :b , :c . "
        ":b owl:differentFrom :c .",
        [
            "DifferentIndividuals",
            "FunctionalObjectProperty",
            "ObjectPropertyAssertion",
            "ObjectPropertyAssertion",
        ],
    ),
    "inverse functional": (
        ":p a owl:ObjectProperty , owl:InverseFunctionalProperty . :b :p :a . :c :p :a . "
        ":b owl:differentFrom :c .",
        [
            "DifferentIndividuals",
            "InverseFunctionalObjectProperty",
            "ObjectPropertyAssertion",
            "ObjectPropertyAssertion",
        ],
    ),
    "irreflexive": (
        ":p a owl:ObjectProperty , owl:IrreflexiveProperty . :a :p :a .",
        ["IrreflexiveObjectProperty", "ObjectPropertyAssertion"],
    ),
    "asymmetric": (
        ":p a owl:ObjectProperty , owl:AsymmetricProperty . :a :p :b . :b :p :a .",
        ["AsymmetricObjectProperty", "ObjectPropertyAssertion", "ObjectPropertyAssertion"],
    ),
    "disjoint properties": (
        ":p a owl:ObjectProperty ; owl:propertyDisjointWith :q . :q a owl:ObjectProperty . "
        ":a :p :b ; :q :b .",
        ["DisjointObjectProperties", "ObjectPropertyAssertion", "ObjectPropertyAssertion"],
    ),
    "inverse properties": (
        ":p a owl:ObjectProperty ; owl:inverseOf :q . :q a owl:ObjectProperty . :a :p :b . "
        "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :b ; "
        "owl:assertionProperty :q ; owl:targetIndividual :a .",
        [
            "InverseObjectProperties",
            "NegativeObjectPropertyAssertion",
            "ObjectPropertyAssertion",
        ],
    ),
    "cardinality": (
        ":p a owl:ObjectProperty . :C a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; "
        'owl:onProperty :p ; owl:maxCardinality "1"^^xsd:nonNegativeInteger ] . '
        ":a a :C ; :p :b , :c . :b owl:differentFrom :c .",
        [
            "ClassAssertion",
            "DifferentIndividuals",
            "ObjectPropertyAssertion",
            "ObjectPropertyAssertion",
            "SubClassOf",
        ],
    ),
    "enumeration": (
        ":C a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:oneOf ( :b ) ] . :a a :C . "
        ":a owl:differentFrom :b .",
        ["ClassAssertion", "DifferentIndividuals", "EquivalentClasses"],
    ),
    "complement": (
        ":D a owl:Class . :C a owl:Class ; rdfs:subClassOf [ a owl:Class ; "
        "owl:complementOf :D ] . :a a :C , :D .",
        ["ClassAssertion", "ClassAssertion", "SubClassOf"],
    ),
    "only": (
        ":p a owl:ObjectProperty . :D a owl:Class . :E a owl:Class ; owl:disjointWith :D . "
        ":C a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; "
        "owl:allValuesFrom :D ] . :a a :C ; :p :b . :b a :E .",
        [
            "ClassAssertion",
            "ClassAssertion",
            "DisjointClasses",
            "ObjectPropertyAssertion",
            "SubClassOf",
        ],
    ),
    "range of values": (
        ':p a owl:DatatypeProperty ; rdfs:range xsd:boolean . :a :p "ja" .',
        ["DataPropertyAssertion", "DataPropertyRange"],
    ),
    "functional values": (
        ":p a owl:DatatypeProperty , owl:FunctionalProperty . :a :p true , false .",
        ["DataPropertyAssertion", "DataPropertyAssertion", "FunctionalDataProperty"],
    ),
    "limit of values": (
        ":p a owl:DatatypeProperty ; rdfs:range [ a rdfs:Datatype ; owl:onDatatype xsd:integer ; "
        "owl:withRestrictions ( [ xsd:minInclusive 5 ] ) ] . :a :p 3 .",
        ["DataPropertyAssertion", "DataPropertyRange"],
    ),
    "same and different": (
        ":a owl:sameAs :b . :a owl:differentFrom :b . :p a owl:ObjectProperty . :a :p :b .",
        ["DifferentIndividuals", "SameIndividual"],
    ),
    "superclass": (
        ":C a owl:Class ; rdfs:subClassOf :D . :D a owl:Class ; rdfs:subClassOf :E . "
        ":E a owl:Class ; owl:disjointWith :F . :F a owl:Class . :a a :C , :F .",
        ["ClassAssertion", "ClassAssertion", "DisjointClasses", "SubClassOf", "SubClassOf"],
    ),
    "subproperty": (
        ":p a owl:ObjectProperty ; rdfs:subPropertyOf :q . :q a owl:ObjectProperty ; "
        "rdfs:domain :C . :C a owl:Class ; owl:disjointWith :D . :D a owl:Class . "
        ":a a :D ; :p :b .",
        [
            "ClassAssertion",
            "DisjointClasses",
            "ObjectPropertyAssertion",
            "ObjectPropertyDomain",
            "SubObjectPropertyOf",
        ],
    ),
    "nothing": (
        ":C a owl:Class ; rdfs:subClassOf owl:Nothing . :a a :C .",
        ["ClassAssertion", "SubClassOf"],
    ),
}


def turtle(text: str) -> Source:
    return Source("made.ttl", None, Syntax.TURTLE, (PREFIXES + text).encode())


def apart(text: str, number: int) -> str:
    return re.sub(r"(?<![\w]):([A-Za-z]\w*)", rf":\g<1>{number}", text)


@pytest.mark.parametrize("reasoner", REASONERS)
def test_planted_clash_of_every_kind_is_told_with_no_more_than_it_takes(reasoner: Reasoner) -> None:
    text = "\n".join(apart(text, n) for n, (text, _) in enumerate(PLANTED.values()))
    noise = ":Noise a owl:Class ; rdfs:subClassOf :Wider . :Wider a owl:Class . :z a :Noise ."
    made = Settings(reasoner=reasoner, clashes=len(PLANTED) + 5)
    found = reason([turtle(text + noise)], alone=True, settings=made)
    assert not found.consistency.consistent
    told = {}
    for clash in found.clashes:
        numbers = {*re.findall(r"#[A-Za-z]+(\d+)>", " ".join(said.axiom for said in clash.said))}
        (number,) = numbers
        told[list(PLANTED)[int(number)]] = sorted(parse(said.axiom).name for said in clash.said)
    assert told == {kind: list(names) for kind, (_, names) in PLANTED.items()}
    assert len(found.clashes) == len(PLANTED)


# Small ontologies at random: a clash that one reasoner explains, the other one judges.

CLASSES: Final = ("A", "B", "C")
PROPERTIES: Final = ("p", "q")
NAMES: Final = ("x", "y", "z")
TRAITS: Final = ("Functional", "InverseFunctional", "Irreflexive", "Asymmetric", "Symmetric")


def statements() -> st.SearchStrategy[tuple[str, str]]:
    """Draw an axiom, as a key and in Turtle."""
    kind, prop, name = st.sampled_from(CLASSES), st.sampled_from(PROPERTIES), st.sampled_from(NAMES)
    pair = st.lists(kind, min_size=2, max_size=2, unique=True)
    names = st.lists(name, min_size=2, max_size=2, unique=True)
    drawn: list[st.SearchStrategy[tuple[str, str]]] = [
        st.builds(lambda c, n: (f"ClassAssertion {c} {n}", f":{n} a :{c} ."), kind, name),
        st.builds(
            lambda p, m, n: (f"ObjectPropertyAssertion {p} {m} {n}", f":{m} :{p} :{n} ."),
            prop,
            name,
            name,
        ),
        pair.map(lambda c: (f"SubClassOf {c[0]} {c[1]}", f":{c[0]} rdfs:subClassOf :{c[1]} .")),
        pair.map(sorted).map(
            lambda c: (f"DisjointClasses {c[0]} {c[1]}", f":{c[0]} owl:disjointWith :{c[1]} .")
        ),
        names.map(sorted).map(
            lambda n: (
                f"DifferentIndividuals {n[0]} {n[1]}",
                f":{n[0]} owl:differentFrom :{n[1]} .",
            )
        ),
        st.builds(
            lambda p, c: (f"ObjectPropertyDomain {p} {c}", f":{p} rdfs:domain :{c} ."), prop, kind
        ),
        st.builds(
            lambda p, c: (f"ObjectPropertyRange {p} {c}", f":{p} rdfs:range :{c} ."), prop, kind
        ),
        st.builds(
            lambda t, p: (f"{t}ObjectProperty {p}", f":{p} a owl:{t}Property ."),
            st.sampled_from(TRAITS),
            prop,
        ),
    ]
    return st.one_of(drawn)


def declarations(copy: str = "") -> str:
    classes = " ".join(f":{each}{copy} a owl:Class ." for each in CLASSES)
    properties = " ".join(f":{each}{copy} a owl:ObjectProperty ." for each in PROPERTIES)
    return f"{classes} {properties}\n"


def key(axiom: str) -> str:
    read = parse(axiom)
    assert not any(isinstance(part, Expression) for part in read.parts)
    named = [local_name(part.value) for part in read.parts if isinstance(part, ox.NamedNode)]
    symmetric = read.name in ("DisjointClasses", "DifferentIndividuals")
    return " ".join([read.name, *(sorted(named) if symmetric else named)])


def consistent(texts: Sequence[str], reasoner: Reasoner) -> bool:
    """Return whether each of some texts is consistent, by a single question about copies."""
    copies = [
        re.sub(r"(?<!\w):([A-Za-z]+)", rf":\g<1>k{number}", declarations() + text)
        for number, text in enumerate(texts)
    ]
    quads = ox.parse((PREFIXES + "\n".join(copies)).encode(), format=ox.RdfFormat.TURTLE)
    return check([quad.triple for quad in quads], Settings(reasoner=reasoner)).consistent


@pytest.mark.parametrize(("explains", "judges"), [REASONERS, REASONERS[::-1]])
@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # to make a failing case small would take many minutes
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
@given(st.lists(statements(), min_size=14, max_size=22, unique=True))
def test_what_one_reasoner_explains_the_other_finds_a_clash_without_anything_to_spare(
    explains: Reasoner, judges: Reasoner, drawn: list[tuple[str, str]]
) -> None:
    known = dict(drawn)
    text = declarations() + "\n".join(known.values())
    found = reason([turtle(text)], alone=True, settings=Settings(reasoner=explains, clashes=1))
    assert found.consistency.consistent is consistent(["\n".join(known.values())], judges)
    assume(not found.consistency.consistent)
    (clash,) = found.clashes
    told = [known[key(said.axiom)] for said in clash.said]
    assert len(set(told)) == len(told)
    assert not consistent(["\n".join(told)], judges)
    without = ["\n".join(each for each in told if each != left_out) for left_out in told]
    assert consistent(without, judges)


@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # to make a failing case small would take many minutes
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
@given(st.lists(statements(), min_size=4, max_size=9, unique=True))
def test_reasoners_infer_the_same(drawn: list[tuple[str, str]]) -> None:
    text = declarations() + "\n".join(dict(drawn).values())
    first, second = (
        reason([turtle(text)], alone=True, inferred=True, settings=Settings(reasoner=each))
        for each in REASONERS
    )
    assume(first.consistency.consistent)
    assert first.inferred == second.inferred
    assert first.individuals == second.individuals
    assert first.classes == second.classes


@given(st.lists(st.frozensets(st.integers(0, 11), min_size=1, max_size=4), min_size=1, max_size=4))
def test_smallest_clash_is_one_of_the_smallest_that_there_are(
    clashes: list[frozenset[int]],
) -> None:
    def clash(some: Sequence[int]) -> bool:
        return any(each <= {*some} for each in clashes)

    found = smallest_clash(list(range(12)), clash)
    assert clash(found)
    assert not any(clash([each for each in found if each != left]) for left in found)
    start = clashing_start(list(range(12)), clash, portion=1)
    assert clash(start)
    assert len(start) == 1 or not clash(start[: (len(start) + 1) // 4])


def test_smallest_clash_asks_seldom() -> None:
    asked = 0

    def clash(some: Sequence[int]) -> bool:
        nonlocal asked
        asked += 1
        return {3, 500, 998} <= {*some}

    assert smallest_clash(list(range(1000)), clash) == [3, 500, 998]
    assert asked < 80
