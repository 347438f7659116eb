"""What is sent and compared: parts, names of blank nodes, forms of values, the hash."""

from __future__ import annotations

import hashlib
import random

import pytest
import rdflib
import rdflib.compare
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)

from scheidslijn.errors import UsageError
from scheidslijn.namespaces import XSD
from scheidslijn.publishing.content import Content
from scheidslijn.publishing.parts import add_part, gaps, mark_of, range_of
from scheidslijn.publishing.triples import has_blank, line_of, named_lines
from scheidslijn.publishing.types import Target
from scheidslijn.store import EmbeddedStore

A, B, P, Q = (NamedNode(f"urn:{name}") for name in "abpq")
_NODES = st.sampled_from([A, B, *(BlankNode(f"n{n}") for n in range(4))])
_ITEMS = _NODES | st.sampled_from([Literal("x"), Literal("x", language="nl")])
_QUADS = st.lists(st.builds(Quad, _NODES, st.sampled_from([P, Q]), _ITEMS), max_size=7, unique=True)
_RANGES = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda r: (min(r), max(r)))
)


# Parts


@given(_RANGES, st.integers(0, 30), st.integers(1, 8))
def test_gaps_are_what_has_not_arrived_each_once_in_order(
    arrived: list[tuple[int, int]], total: int, size: int
) -> None:
    there = {n for start, stop in arrived for n in range(start, stop)}
    found = list(gaps(arrived, total, size))
    assert all(0 < stop - start <= size for start, stop in found)
    assert [n for start, stop in found for n in range(start, stop)] == [
        n for n in range(total) if n not in there
    ]


@given(st.integers(0, 9**9), st.integers(0, 9**9))
def test_a_mark_is_read_as_it_was_made(start: int, stop: int) -> None:
    assert range_of(mark_of((start, stop))) == (start, stop)


@pytest.mark.parametrize("mark", ["", "gone", "1-", "-1", "1-2-3", "a-b", "1 - 2"])
def test_another_mark_is_none(mark: str) -> None:
    assert range_of(mark) is None


def test_a_part_puts_blank_nodes_beside_the_graph_and_makes_durations() -> None:
    lines = [
        "_:b1 <urn:p> <urn:a> .",
        '<urn:a> <urn:p> "_:b1 STRDT(" .',
        f'<urn:a> <urn:p> "P7D"^^<{XSD}duration> .',
        f'_:b1 <urn:p> "-P1Y"^^<{XSD}yearMonthDuration> .',
    ]
    with EmbeddedStore(union=False) as store:
        request = add_part("urn:g", lines, "urn:u", "0-4")
        assert f'"P7D"^^<{XSD}duration>' not in request
        for _ in range(2):
            store.update(request)
        rows = store.select("SELECT ?g ?s ?o { GRAPH ?g { ?s ?p ?o } }").rows
    assert sorted(map(str, rows)) == sorted(
        map(
            str,
            [
                ("urn:g", "urn:a", '"_:b1 STRDT("'),
                ("urn:g", "urn:a", f'"P7D"^^<{XSD}duration>'),
                ("urn:g/aside", "urn:g/node/b1", "urn:a"),
                ("urn:g/aside", "urn:g/node/b1", f'"-P1Y"^^<{XSD}yearMonthDuration>'),
                ("urn:u", "urn:g", '"0-4"'),
            ],
        )
    )


# Names of blank nodes


def graph_of(quads: list[Quad]) -> rdflib.Graph:
    text = "\n".join(map(line_of, quads))
    return rdflib.Graph(bind_namespaces="none").parse(data=text, format="nt")


def lines_of(quads: list[Quad]) -> set[str]:
    named = named_lines(quad for quad in quads if has_blank(quad))
    return {*named, *(line_of(quad) for quad in quads if not has_blank(quad))}


@given(_QUADS, _QUADS)
def test_two_graphs_have_the_same_lines_if_and_only_if_they_are_isomorphic(
    one: list[Quad], other: list[Quad]
) -> None:
    expected = rdflib.compare.isomorphic(graph_of(one), graph_of(other))
    assert (lines_of(one) == lines_of(other)) is expected


@given(_QUADS, st.randoms(use_true_random=False))
def test_other_labels_and_another_order_give_the_same_lines(
    quads: list[Quad], chance: random.Random
) -> None:
    labels = [f"z{n}" for n in range(4)]
    chance.shuffle(labels)
    names = {f"n{n}": BlankNode(label) for n, label in enumerate(labels)}

    def renamed(term: NamedNode | BlankNode | Literal | Triple) -> object:
        return names[term.value] if isinstance(term, BlankNode) else term

    others = [Quad(renamed(q.subject), q.predicate, renamed(q.object)) for q in quads]  # type: ignore[arg-type]
    chance.shuffle(others)
    assert lines_of(others) == lines_of(quads)
    assert len(lines_of(quads)) == len(quads)


def test_a_change_to_one_blank_node_renames_no_other() -> None:
    def about(*values: str) -> set[str]:
        return lines_of([Quad(BlankNode(v), P, Literal(v)) for v in values])

    assert about("a", "b", "c") & about("b", "c", "d") == about("b", "c")


# Content


@given(_QUADS.filter(bool))
def test_the_hash_is_that_of_the_canonical_form(quads: list[Quad]) -> None:
    data = Dataset(quads)
    data.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    text = "".join(sorted(f"{quad} .\n" for quad in data))
    with Content(quads) as content:
        assert content.sha256 == hashlib.sha256(text.encode()).hexdigest()
        assert content.size == len(data)


@settings(max_examples=50)
@given(_QUADS.filter(bool), _QUADS)
def test_comparing_counts_what_comes_goes_and_stays(new: list[Quad], old: list[Quad]) -> None:
    wanted, found = lines_of(new), lines_of(old)
    with Content(new) as content:
        difference = content.compare(old)
        assert (difference.missing, difference.extra, difference.same) == (
            len(wanted - found),
            len(found - wanted),
            len(wanted & found),
        )
        assert set(content.changes(100)) == {(line, line in wanted) for line in wanted ^ found}


def test_two_writings_of_a_value_are_one_for_a_store_and_two_for_the_hash() -> None:
    decimals = [
        Quad(A, P, Literal(v, datatype=NamedNode(XSD + "decimal"))) for v in ("1.5", "1.50")
    ]
    with Content(decimals) as content:
        assert (content.size, content.held, content.by_value) == (2, 1, 1)
        for one in decimals:
            assert not content.compare([one])
        assert content.compare([Quad(A, P, Literal("1.5"))])


def test_graphs_become_one_and_what_stands_twice_counts_once() -> None:
    with Content([Quad(A, P, B, A), Quad(A, P, B, B), Quad(A, P, B)]) as content:
        assert list(content.lines()) == ["<urn:a> <urn:p> <urn:b> ."]


def test_what_was_sent_instead_is_named_beside_what_is_missing() -> None:
    with Content([Quad(A, P, Literal("1")), Quad(A, Q, Literal("1"))]) as content:
        content.compare([Quad(A, Q, Literal("2")), Quad(A, P, Literal("3"))])
        assert content.differing() == ('<urn:a> <urn:p> "1" .', '<urn:a> <urn:p> "3" .')


def test_nothing_and_statements_about_statements_are_refused() -> None:
    with pytest.raises(UsageError, match="not one triple"):
        Content([])
    (quoted,) = parse("<urn:a> <urn:p> <<( <urn:a> <urn:p> <urn:b> )>> .", RdfFormat.N_TRIPLES)
    with pytest.raises(UsageError, match="statement about a statement"):
        Content([quoted])


@pytest.mark.parametrize(
    ("name", "version", "base"),
    [
        ("", "1", "urn:x/"),
        ("A", "1", "urn:x/"),
        ("a b", "1", "urn:x/"),
        ("a/b", "1", "urn:x/"),
        ("a>", "1", "urn:x/"),
        ("a", "", "urn:x/"),
        ("a", "1 2", "urn:x/"),
        ("a", "1/2", "urn:x/"),
        ("a", '1"', "urn:x/"),
        ("a", "1", "x/"),
        ("a", "1", "urn:x"),
        ("a", "1", "urn:x>/"),
        ("a", "1", ""),
    ],
)
def test_what_cannot_name_a_graph_is_refused(name: str, version: str, base: str) -> None:
    with pytest.raises(UsageError):
        Target(name, version, base)


def test_graphs_are_named_after_name_version_and_hash() -> None:
    target = Target("rulebook", "0.1.0")
    assert target.catalogue == "https://w3id.org/scheidslijn/graph/rulebook"
    assert target.graph("0123456789abcdef") == f"{target.catalogue}/0.1.0-0123456789ab"
