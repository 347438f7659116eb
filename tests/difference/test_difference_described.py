"""Two graphs differ exactly when they say something else; layout, order and labels do not count."""

from __future__ import annotations

import random
import string
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planted_books import material
from scheidslijn.canonical import canonical_lines
from scheidslijn.difference import compare, read_material
from scheidslijn.difference.descriptions import Descriptions, describe
from scheidslijn.difference.literals import plain_literal, plain_query
from scheidslijn.namespaces import OWL, RDF, SH, XSD

NODES: Final = [ox.NamedNode(f"urn:{letter}") for letter in "abcd"]
BLANKS: Final = [ox.BlankNode(f"x{number}") for number in range(5)]
PREDICATES: Final = [ox.NamedNode("urn:p"), ox.NamedNode("urn:q")]
LITERALS: Final = [ox.Literal("ja", language="nl"), ox.Literal("1"), ox.Literal(1)]

SYNTAXES: Final = {
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "ttl": ox.RdfFormat.TURTLE,
}

quads = st.lists(
    st.builds(
        ox.Quad,
        st.sampled_from([*NODES, *BLANKS]),
        st.sampled_from(PREDICATES),
        st.sampled_from([*NODES, *BLANKS, *LITERALS]),
    ),
    max_size=14,
)

trees: st.SearchStrategy[object] = st.recursive(
    st.sampled_from("ab"), lambda kids: st.lists(kids, max_size=3), max_leaves=8
)


def relabelled(graph: list[ox.Quad], names: list[str]) -> list[ox.Quad]:
    new = {blank: ox.BlankNode(name) for blank, name in zip(BLANKS, names, strict=True)}

    def node(term: object) -> object:
        return new[term] if isinstance(term, ox.BlankNode) else term

    return [ox.Quad(node(q.subject), q.predicate, node(q.object)) for q in graph]  # type: ignore[arg-type]


def parse(turtle: str) -> Descriptions:
    prefixes = (
        f"@prefix owl: <{OWL}> . @prefix sh: <{SH}> . @prefix rdf: <{RDF}> . "
        f"@prefix xsd: <{XSD}> . @prefix : <urn:> .\n"
    )
    return describe(ox.parse(prefixes + turtle, ox.RdfFormat.TURTLE))


@given(quads, st.permutations([f"y{number}" for number in range(5)]), st.randoms())
@settings(max_examples=200, deadline=None)
def test_order_and_labels_of_blank_nodes_make_no_difference(
    graph: list[ox.Quad], names: list[str], chance: random.Random
) -> None:
    other = relabelled(graph, names)
    chance.shuffle(other)
    assert describe(graph) == describe(other)


@given(quads, quads)
@settings(max_examples=200, deadline=None)
def test_graphs_without_blank_nodes_are_alike_only_if_they_are_the_same(
    one: list[ox.Quad], other: list[ox.Quad]
) -> None:
    one, other = ([q for q in g if not q_blank(q)] for g in (one, other))
    assert (describe(one) == describe(other)) == (set(one) == set(other))


def q_blank(quad: ox.Quad) -> bool:
    return any(isinstance(term, ox.BlankNode) for term in (quad.subject, quad.object))


@given(trees, trees)
@settings(max_examples=200, deadline=None)
def test_trees_of_blank_nodes_are_alike_only_if_they_say_the_same(
    one: object, other: object
) -> None:
    def turtle(tree: object) -> str:
        if isinstance(tree, str):
            return f":{tree}"
        assert isinstance(tree, list)
        return "[ " + " ; ".join(f":p {turtle(kid)}" for kid in tree) + " ]"

    def meaning(tree: object) -> object:
        if isinstance(tree, str):
            return tree
        assert isinstance(tree, list)
        return frozenset(map(meaning, tree))

    alike = parse(f":s :p {turtle(one)} .") == parse(f":s :p {turtle(other)} .")
    assert alike == (meaning(one) == meaning(other))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (":s owl:unionOf ( :a :b ) .", ":s owl:unionOf ( :b :a ) .", True),
        (":s owl:unionOf ( :a :b ) .", ":s owl:unionOf ( :b ) .", False),
        (":s owl:propertyChainAxiom ( :a :b ) .", ":s owl:propertyChainAxiom ( :b :a ) .", False),
        (":s sh:path ( :a :b ) .", ":s sh:path ( :b :a ) .", False),
        (":s sh:or ( [ sh:class :a ] [ sh:class :b ] ) .",
         ":s sh:or ( [ sh:class :b ] [ sh:class :a ] ) .", True),
        (":s :p 007 , 1.50 , true .", ':s :p 7 , 1.5 , "1"^^xsd:boolean .', True),
        (":s :p 7 .", ":s :p 7.0 .", False),
        (':s :p "a"@NL .', ':s :p "a"@nl .', True),
        (':s :p "a"@nl .', ':s :p "a"@en .', False),
        (':s :p "a" .', ':s :p "a"^^xsd:string .', True),
        (':s :p "2026-01-01"^^xsd:date .', ':s :p "2026-01-01" .', False),
        (":s sh:select 'SELECT * { }' .", ":s sh:select '''SELECT  *\n# all\n{ }''' .", True),
        (":s :p 'SELECT * { }' .", ":s :p 'SELECT  * { }' .", False),
        ("[] a owl:AllDifferent ; owl:distinctMembers ( :a :b ) .",
         "[] owl:distinctMembers ( :b :a ) ; a owl:AllDifferent .", True),
        ("_:x :p _:y . _:y :p _:x .", "_:q :p _:r . _:r :p _:q .", True),
        ("_:x :p _:x , :a .", "_:x :p _:x , :b .", False),
        (":s :p () .", ":s :p rdf:nil .", True),
        (":s :p _:x . _:x rdf:first :a .", ":s :p ( :a ) .", False),
    ],
)  # fmt: skip
def test_what_counts_as_the_same(one: str, other: str, *, same: bool) -> None:
    assert (parse(one) == parse(other)) is same


@given(st.text(string.printable, max_size=40))
@settings(max_examples=200, deadline=None)
def test_a_query_in_its_plain_form_stays_as_it_is(text: str) -> None:
    plain = plain_query(text)
    assert plain_query(plain) == plain


@given(st.integers(), st.integers(0, 4))
def test_leading_zeros_of_a_whole_number_do_not_count(number: int, zeros: int) -> None:
    sign = "-" if number < 0 else ""
    written = f"{sign}{'0' * zeros}{abs(number)}"
    kind = ox.NamedNode(XSD + "integer")
    assert plain_literal(ox.Literal(written, datatype=kind)) == plain_literal(
        ox.Literal(str(number), datatype=kind)
    )


def test_a_rule_book_in_another_syntax_order_and_with_other_labels_is_the_same(
    tmp_path: Path,
) -> None:
    base = material(tmp_path / "base")
    shuffled = [*base.rules]
    random.Random(1).shuffle(shuffled)
    for name, syntax in SYNTAXES.items():
        path = tmp_path / f"book.{name}"
        with path.open("wb") as file:
            ox.serialize((quad.triple for quad in shuffled), file, syntax)
        other = read_material(str(path))
        found = compare(replace(base, shapes=()), other)
        assert found.same, name
        assert found.old.sha256 == found.new.sha256


def test_the_whole_rule_book_does_not_differ_from_its_canonical_form(tmp_path: Path) -> None:
    installed = read_material("installed")
    path = tmp_path / "whole.nq"
    path.write_bytes(b"".join(canonical_lines(installed.rules)))
    found = compare(installed, read_material(str(path)))
    assert found.changes == ()
    assert found.new.norms == found.old.norms > 2000
