"""Writing statements and rows: every format read back, the canonical form, tables."""

from __future__ import annotations

import csv
import hashlib
import io
from datetime import date
from pathlib import Path

import polars
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
    serialize,
)

from scheidslijn.canonical import canonical_lines
from scheidslijn.export.rows import write_rows
from scheidslijn.export.table import column
from scheidslijn.export.writing import GRAPHS, ROWS, Format, Measured, write_quads

NODES = [NamedNode("urn:a"), NamedNode("urn:b"), BlankNode("x"), BlankNode("y"), BlankNode("z")]
VALUES = [*NODES, Literal("é\n\t\"'\\\x7f"), Literal("ja", language="nl"), Literal(7)]
QUADS = st.lists(
    st.builds(
        Quad,
        st.sampled_from(NODES),
        st.sampled_from([NamedNode("urn:p"), NamedNode("urn:q")]),
        st.sampled_from(VALUES),
        st.sampled_from([NamedNode("urn:g"), NamedNode("urn:h"), BlankNode("g")]),
    )
)
READABLE = {
    Format.TURTLE: RdfFormat.TURTLE,
    Format.TRIG: RdfFormat.TRIG,
    Format.N_TRIPLES: RdfFormat.N_TRIPLES,
    Format.N_QUADS: RdfFormat.N_QUADS,
    Format.RDF_XML: RdfFormat.RDF_XML,
    Format.JSON_LD: RdfFormat.JSON_LD,
    Format.CANONICAL: RdfFormat.N_QUADS,
}


def canonical(quads: list[Quad]) -> bytes:
    """The canonical form by the library alone, with everything in memory."""
    data = Dataset(quads)
    data.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    lines = [serialize([quad], format=RdfFormat.N_QUADS) or b"" for quad in data]
    return b"".join(sorted(lines))


@given(QUADS, st.integers(1, 5))
def test_the_canonical_form_does_not_depend_on_the_pieces(quads: list[Quad], piece: int) -> None:
    assert b"".join(canonical_lines(iter(quads + quads), piece=piece)) == canonical(quads)


@given(QUADS, st.randoms(use_true_random=False))
def test_the_canonical_form_does_not_depend_on_order_or_labels(
    quads: list[Quad], random: object
) -> None:
    other = {"x": BlankNode("q1"), "y": BlankNode("q2"), "z": BlankNode("q0"), "g": BlankNode("q9")}

    def renamed(term: object) -> object:
        return other[term.value] if isinstance(term, BlankNode) else term

    again = [Quad(*map(renamed, quad)) for quad in reversed(quads)]  # type: ignore[arg-type]
    assert list(canonical_lines(again)) == list(canonical_lines(quads))


def test_the_canonical_form_is_that_of_the_standard() -> None:
    # RDFC-1.0, the example with unique hashes: that of e0 starts with 21d1, that of e1 with 6fa0
    text = """
<http://example.com/#p> <http://example.com/#r> _:e1 .
<http://example.com/#p> <http://example.com/#q> _:e0 .
_:e1 <http://example.com/#t> <http://example.com/#u> .
_:e0 <http://example.com/#s> <http://example.com/#u> .
"""
    found = canonical_lines(parse(text, RdfFormat.N_QUADS))
    assert b"".join(found).decode().splitlines() == [
        "<http://example.com/#p> <http://example.com/#q> _:c14n0 .",
        "<http://example.com/#p> <http://example.com/#r> _:c14n1 .",
        "_:c14n0 <http://example.com/#s> <http://example.com/#u> .",
        "_:c14n1 <http://example.com/#t> <http://example.com/#u> .",
    ]


@pytest.mark.parametrize("form", sorted(set(Format) - ROWS))
def test_what_is_written_is_read_back(form: Format) -> None:
    quads = [
        Quad(NamedNode("urn:a"), NamedNode("urn:p#x"), value, NamedNode("urn:g"))
        for value in (
            NamedNode("urn:b"),
            BlankNode("x"),
            Literal("é\n"),
            Literal("ja", language="nl"),
        )
    ]
    out = io.BytesIO()
    sink = Measured(out)
    write_quads(quads, sink, form, {"p": "urn:p#"})
    back = list(parse(out.getvalue(), READABLE[form]))
    kept = quads if form in GRAPHS else [Quad(*quad.triple) for quad in quads]
    assert canonical(back) == canonical(kept)
    assert sink.size == len(out.getvalue())
    assert sink.sha256 == hashlib.sha256(out.getvalue()).hexdigest()


COLUMNS = (column("naam", "naam", "name"), column("dag", "dag", "day", date))
CELLS = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
ROW_LISTS = st.lists(
    st.tuples(CELLS, st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 1, 1))))
)


@given(ROW_LISTS)
def test_csv_is_read_back(rows: list[tuple[str | None, date | None]]) -> None:
    out = io.BytesIO()
    write_rows(rows, COLUMNS, Measured(out), Format.CSV)
    back = list(csv.reader(io.StringIO(out.getvalue().decode(), newline="")))
    assert back == [["naam", "dag"]] + [[a or "", b.isoformat() if b else ""] for a, b in rows]


@given(ROW_LISTS)
def test_parquet_holds_the_same_rows_with_days_as_days(
    rows: list[tuple[str | None, date | None]],
) -> None:
    out = io.BytesIO()
    write_rows(rows, COLUMNS, Measured(out), Format.PARQUET)
    table = polars.read_parquet(io.BytesIO(out.getvalue()))
    assert table.schema == {"naam": polars.String, "dag": polars.Date}
    assert table.rows() == rows


def test_rows_are_written_in_pieces(tmp_path: Path) -> None:
    seen: list[int] = []

    class Counting:
        def write(self, data: bytes, /) -> int:
            seen.append(len(data))
            return len(data)

    write_rows((("x" * 100, None) for _ in range(5000)), COLUMNS, Measured(Counting()), Format.CSV)
    assert len(seen) > 4
    assert max(seen) < 200_000
