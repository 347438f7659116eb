"""Every form of a query says the same: a store that keeps to SPARQL 1.1 gives the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pyoxigraph as ox
import pytest

from scheidslijn.namespaces import RDFS
from scheidslijn.remote.forms import FORMS, VIRTUOSO
from scheidslijn.remote.loading import parts_of
from scheidslijn.remote.material import Material, read_material
from scheidslijn.remote.pieces import Piece, branches_of, pieces_of
from scheidslijn.remote.rewriting import closed_paths, closure_of, rows_apart, without_ifs
from scheidslijn.store import EmbeddedStore
from scheidslijn.synth import choose_breaches, synthesise


@cache
def material() -> Material:
    return read_material()


@cache
def store() -> EmbeddedStore:
    """Return the rule book, its closure and a dossier for every third breach, as one graph."""
    found = EmbeddedStore(union=False)
    found.load(material().data.rulebook)
    found.load(ox.Quad(*triple) for triple in closure_of(material().data.rulebook))
    for seed, breach in enumerate(choose_breaches(None)[::3], start=501):
        for dossier in synthesise(1, seed, share=1.0, breaches=[breach.name]):
            found.load(ox.Quad(q.subject, q.predicate, q.object) for q in dossier.quads)
    return found


def pieces() -> Iterator[Piece]:
    for piece in pieces_of(material().plan):
        yield from branches_of(piece) or (piece,)


def test_all_forms_are_tried_on_virtuoso() -> None:
    assert set(VIRTUOSO) == set(FORMS)


@pytest.mark.parametrize("piece", tuple(pieces()), ids=lambda piece: piece.key[:12])
def test_a_form_gives_the_rows_of_the_query(piece: Piece) -> None:
    expected = set(store().select(piece.text).rows)
    for name, form in FORMS.items():
        rows = {row for text in form.write(piece.text) for row in store().select(text).rows}
        assert rows == expected, name


def test_the_branches_of_a_query_say_together_what_it_says() -> None:
    for piece in pieces_of(material().plan):
        branches = branches_of(piece)
        if branches:
            whole = set(store().select(piece.text).rows)
            rows = [row for each in branches for row in store().select(each.text).rows]
            assert set(rows) == whole
            assert frozenset().union(*(each.checks for each in branches)) == piece.checks


def test_a_path_that_goes_on_becomes_one_property() -> None:
    text = (
        f"PREFIX r: <{RDFS}> SELECT ?s {{ ?s a/r:subClassOf* ?c ; <urn:p>* ?d FILTER(2 * 3 > 1) }}"
    )
    assert closed_paths(text) == text.replace(
        "r:subClassOf*", f"<urn:scheidslijn:any:{RDFS}subClassOf>"
    )


def test_a_table_becomes_a_query_for_each_row() -> None:
    text = (
        'SELECT ?this WHERE { VALUES (?t0 ?t1) { (<urn:a> "1 ") (<urn:b> "2 ") } '
        "?this <urn:p> ?t0 . "
        'BIND(CONCAT(IF(EXISTS { ?this ?t0 1, 2 }, "", ?t1), IF(true, "", "3 ")) AS ?failed) '
        'FILTER(?failed != "") }'
    )
    assert [" ".join(each.split()) for each in rows_apart(text)] == [
        f"SELECT ?this WHERE {{ ?this <urn:p> <urn:{node}> . FILTER(!{test}) "
        f"BIND({flag} AS ?failed) }}"
        for node, number in (("a", 1), ("b", 2))
        for test, flag in (
            (f"EXISTS {{ ?this <urn:{node}> 1, 2 }}", f'"{number} "'),
            ("true", '"3 "'),
        )
    ]


def test_what_a_class_needs_becomes_a_query_for_each_property() -> None:
    (text,) = (each.text for each in pieces() if "?required0" in each.text)
    apart = FORMS["by row"].write(text)
    assert len(apart) > 30
    for each in apart:
        assert each.count("SELECT") == each.count("EXISTS") == 1
        assert "VALUES" not in each


@pytest.mark.parametrize("test", ["true", "false"])
@pytest.mark.parametrize("then", ["true", "false", "EXISTS { ?s ?p ?o }"])
@pytest.mark.parametrize("other", ["true", "false", "NOT EXISTS { ?s ?p ?o }"])
def test_an_if_between_truths_is_said_otherwise(test: str, then: str, other: str) -> None:
    query = f"SELECT ?x {{ VALUES ?x {{ 1 }} FILTER(IF({test}, {then}, {other})) }}"
    said = without_ifs(query)
    assert "IF(" not in said
    with EmbeddedStore() as empty:
        assert empty.select(said).rows == empty.select(query).rows


def test_an_if_between_values_stays() -> None:
    query = 'SELECT ?x { BIND(IF(EXISTS { ?s ?p ?o }, "a", "b") AS ?x) }'
    assert without_ifs(query) == query


def test_parts_keep_blank_nodes_together() -> None:
    nodes = [ox.BlankNode(f"b{n}") for n in range(30)]
    p = ox.NamedNode("urn:p")
    chain = [ox.Triple(a, p, b) for a, b in pairwise(nodes[:11])]
    single = [ox.Triple(node, p, ox.Literal("x")) for node in nodes[11:]]
    plain = [ox.Triple(ox.NamedNode(f"urn:{n}"), p, ox.Literal("x")) for n in range(7)]
    parts = list(parts_of([*single, *plain, *chain], 4))
    assert sorted(map(str, (t for part in parts for t in part))) == sorted(
        map(str, (*single, *plain, *chain))
    )
    assert sum(any(t in chain for t in part) for part in parts) == 1
    assert max(len(part) for part in parts if not any(t in chain for t in part)) <= 4
