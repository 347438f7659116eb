"""Cutting N-Quads into named graphs without parsing gives what parsing gives, or says so."""

from __future__ import annotations

import io
from itertools import groupby

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheidslijn.batches.blocks import Block, IrregularError, read_blocks

GRAPHS = ("<urn:g>", "<urn:g2>", "_:g", "<https://example.org/é>")
SUBJECTS = ("<urn:a>", "_:b", "<https://example.org/ü>")
PREDICATES = ("<urn:p>", "<urn:q>")
OBJECTS = (
    "<urn:a>",
    "_:c",
    '"x"',
    '"x <urn:g> ."',
    '" .\\n"',
    '"a \\" <urn:g2> ."',
    '"é"@nl',
    '"1"^^<http://www.w3.org/2001/XMLSchema#integer>',
)
lines = st.tuples(
    st.sampled_from(SUBJECTS), st.sampled_from(PREDICATES), st.sampled_from(OBJECTS)
).map(" ".join)
graphs = st.lists(
    st.tuples(st.sampled_from(GRAPHS), st.lists(lines, min_size=1, max_size=5)), max_size=6
)


def in_n_quads(found: list[tuple[str, list[str]]]) -> bytes:
    return "".join(f"{line} {graph} .\n" for graph, own in found for line in own).encode()


def blocks(data: bytes, chunk: int = 1 << 20) -> list[Block]:
    return list(read_blocks(io.BytesIO(data), chunk=chunk))


def parsed(data: bytes) -> list[tuple[str, list[ox.Triple]]]:
    """What stands together in the same graph, as the parser reads it."""
    quads = ox.parse(data, ox.RdfFormat.N_QUADS)
    return [
        (str(graph), [quad.triple for quad in own])
        for graph, own in groupby(quads, lambda quad: quad.graph_name)
    ]


def cut(found: list[Block]) -> list[tuple[str, list[ox.Triple]]]:
    return [
        (
            f"<{each.graph}>" if not (each.graph or "").startswith("_:") else each.graph or "",
            [quad.triple for quad in ox.parse(each.text, ox.RdfFormat.N_TRIPLES)],
        )
        for each in found
    ]


@settings(max_examples=300)
@given(graphs, st.sampled_from([1, 2, 3, 7, 40, 64, 100, 1 << 20]))
def test_blocks_are_the_graphs_that_a_parser_finds(
    found: list[tuple[str, list[str]]], chunk: int
) -> None:
    data = in_n_quads(found)
    own = blocks(data, chunk)
    assert cut(own) == parsed(data)
    line = 1
    for each in own:
        assert each.line == line
        line += each.text.count(b"\n")


@pytest.mark.parametrize("count", [1, 2, 3, 511, 512, 513, 5000])
def test_a_block_of_any_length_is_cut_where_it_ends(count: int) -> None:
    own = [f"<urn:a{number}> <urn:p> <urn:b>" for number in range(count)]
    data = in_n_quads([("<urn:g>", own), ("<urn:h>", own[:2]), ("<urn:g>", own[:1])])
    found = blocks(data, 1000)
    assert [(each.graph, each.text.count(b"\n"), each.line) for each in found] == [
        ("urn:g", count, 1),
        ("urn:h", min(count, 2), count + 1),
        ("urn:g", 1, count + min(count, 2) + 1),
    ]


def test_a_last_line_without_its_end_is_read() -> None:
    (found,) = blocks(b"<urn:a> <urn:p> <urn:b> <urn:g> .\n<urn:c> <urn:p> <urn:b> <urn:g> .")
    assert found.text == b"<urn:a> <urn:p> <urn:b> .\n<urn:c> <urn:p> <urn:b> .\n"


def test_nothing_has_no_blocks() -> None:
    assert blocks(b"") == []


PLAIN = b"<urn:a> <urn:p> <urn:b> <urn:g> .\n"


@pytest.mark.parametrize(
    "odd",
    [
        b"\n",
        b"# niets\n",
        b"<urn:a>\t<urn:p>\t<urn:b>\t<urn:h> .\n",
        b"<urn:a>  <urn:p> <urn:b> <urn:h> .\n",
        b"<urn:a> <urn:p> <urn:b> <urn:h>.\n",
        b"<urn:a> <urn:p> <urn:b> <urn:h> .\r\n",
        b"<urn:a> <urn:p> <urn:b> <urn:h> . # zo\n",
        b"<urn:a> <urn:p> <urn:b> .\n",
        b" <urn:a> <urn:p> <urn:b> <urn:h> .\n",
        b"<urn:a> <urn:p> \xff <urn:h> .\n",
        b"niets\n",
    ],
)
def test_what_is_written_unusually_is_left_to_a_parser_from_its_line_on(odd: bytes) -> None:
    stream = io.BytesIO(PLAIN * 3 + odd + PLAIN)
    found: list[Block] = []
    with pytest.raises(IrregularError) as error:
        found.extend(read_blocks(stream))
    assert error.value.line == 4
    assert error.value.rest + stream.read() == odd + PLAIN


def test_an_unusual_line_within_a_graph_is_not_passed_over() -> None:
    data = PLAIN + b"<urn:a>\t<urn:q> <urn:b> <urn:g> .\n" + PLAIN
    (found,) = blocks(data)
    assert cut([found]) == parsed(data)
