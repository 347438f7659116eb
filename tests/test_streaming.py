"""Reading dossiers as a stream: the same units as reading the file whole, or a refusal by name."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, serialize

from scheidslijn.canonical import canonical_lines
from scheidslijn.dossiers import read_units
from scheidslijn.errors import InputError
from scheidslijn.inputs import Limits, Source, Syntax
from scheidslijn.namespaces import RDF_TYPE, SL_DOSSIER
from scheidslijn.rdfio import Unit
from scheidslijn.streaming import stream_units

NAMES = {Syntax.N_QUADS: "zaken.nq", Syntax.TRIG: "zaken.trig"}
FORMATS = {Syntax.N_QUADS: RdfFormat.N_QUADS, Syntax.TRIG: RdfFormat.TRIG}


def source_of(folder: Path, data: bytes, syntax: Syntax = Syntax.N_QUADS, name: str = "") -> Source:
    path = folder / (name or NAMES[syntax])
    path.write_bytes(data)
    return Source(path.name, path, syntax)


def streamed(source: Source, limits: Limits | None = None) -> list[Unit]:
    return list(stream_units(source, limits, large=0))


def comparable(units: list[Unit]) -> list[tuple[str | None, list[bytes]]]:
    return [(unit.graph, list(canonical_lines(unit.quads))) for unit in units]


NODES = st.sampled_from([NamedNode("urn:a"), NamedNode("urn:b"), BlankNode("x"), BlankNode("y")])
VALUES = st.one_of(NODES, st.sampled_from([Literal("ja"), NamedNode(SL_DOSSIER)]))
TRIPLES = st.tuples(NODES, st.sampled_from([NamedNode(RDF_TYPE), NamedNode("urn:p")]), VALUES)
GRAPHS = st.lists(st.lists(TRIPLES, min_size=1, max_size=6), min_size=1, max_size=4)


@given(GRAPHS, st.lists(TRIPLES, max_size=3), st.sampled_from(sorted(NAMES)))
@settings(max_examples=150)
def test_a_stream_gives_the_units_of_the_whole_file(
    tmp_path_factory: pytest.TempPathFactory,
    graphs: list[list[tuple[NamedNode, NamedNode, NamedNode]]],
    shared: list[tuple[NamedNode, NamedNode, NamedNode]],
    syntax: Syntax,
) -> None:
    # a label is one node in one graph only, as a stream reads it
    def own(term: object, number: int) -> object:
        return BlankNode(f"{term.value}{number}") if isinstance(term, BlankNode) else term

    quads = [Quad(*(own(t, 0) for t in triple), DefaultGraph()) for triple in shared]  # type: ignore[arg-type, call-arg]
    for number, graph in enumerate(graphs, start=1):
        name = NamedNode(f"urn:g{number}")
        quads += [Quad(*(own(t, number) for t in triple), name) for triple in graph]  # type: ignore[arg-type, call-arg]
    data = serialize(quads, format=FORMATS[syntax]) or b""
    source = source_of(tmp_path_factory.mktemp("stream"), data, syntax)
    assert comparable(streamed(source)) == comparable(read_units(source))


def test_a_gzip_is_read_as_a_stream(tmp_path: Path) -> None:
    data = b"<urn:a> <urn:p> <urn:b> <urn:g> .\n<urn:a> <urn:p> <urn:c> <urn:h> .\n"
    source = source_of(tmp_path, gzip.compress(data), name="zaken.nq.gz")
    assert [unit.graph for unit in streamed(source)] == ["urn:g", "urn:h"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (
            b"<urn:a> <urn:p> 1 <urn:g> .\n",
            "zaken.nq:1:17",
        ),
        (
            b"<urn:a> <urn:p> <urn:b> <urn:g> .\n<urn:a> <urn:p> <urn:b> <urn:h> .\n"
            b"<urn:a> <urn:p> <urn:c> <urn:g> .\n",
            "the graph urn:g stands in more than one place.*sort it by graph first",
        ),
        (
            b"<urn:a> <urn:p> <urn:b> <urn:g> .\n<urn:a> <urn:p> <urn:b> .\n",
            "default graph stand behind a named graph",
        ),
        (b"<urn:a> <urn:p> <urn:b> .\n", "no statement has a named graph"),
        (b"\n", "no statement has a named graph"),
    ],
)
def test_what_a_stream_cannot_read_is_refused(tmp_path: Path, data: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        streamed(source_of(tmp_path, data))


def test_a_gzip_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    lines = "".join(f"<urn:a{n}> <urn:p> <urn:b{n * n}> <urn:g{n}> .\n" for n in range(5000))
    data = gzip.compress(lines.encode())
    with pytest.raises(InputError, match="cut off"):
        streamed(source_of(tmp_path, data[: len(data) // 2], name="zaken.nq.gz"))


def test_what_stands_before_an_error_is_given_out_first(tmp_path: Path) -> None:
    data = b"<urn:a> <urn:p> <urn:b> <urn:g> .\n<urn:a> <urn:p> <urn:b> <urn:h> .\n<urn:a> oops\n"
    units = stream_units(source_of(tmp_path, data), large=0)
    assert next(units).graph == "urn:g"
    with pytest.raises(InputError, match=r"zaken\.nq:3"):
        list(units)


def test_a_literal_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    data = b'<urn:a> <urn:p> "xxxxxx" <urn:g> .\n'
    with pytest.raises(InputError, match="the limit is 5"):
        streamed(source_of(tmp_path, data), Limits(max_literal_chars=5))


def test_memory_does_not_grow_with_the_number_of_dossiers(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        lines = (
            f"<urn:d{n}/{m}> <urn:p> <urn:v{m}> <urn:d{n}> .\n"
            for n in range(count)
            for m in range(50)
        )
        source = source_of(tmp_path, "".join(lines).encode())
        tracemalloc.start()
        for _ in stream_units(source, large=0):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(4000) < 2 * peak(400) + 1_000_000
