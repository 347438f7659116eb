"""Reading inputs as batches: whatever their size and however a file is written, one report."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from many import n_quads_file, packaged
from test_since import graph

from dossiers import CASE, DELEGATION, DIRECTION
from scheidslijn.batches import Judged, read_batches
from scheidslijn.batches.gathering import Gathering
from scheidslijn.inputs import Source, Syntax
from scheidslijn.model import Finding, Problem

MIXED = (DIRECTION, DELEGATION)
MANY = 1 << 40


def said(sources: Iterable[Source], size: int = MANY, large: int = MANY) -> list[Judged]:
    batches = list(read_batches(sources, size, large=large))
    assert [batch.number for batch in batches] == list(range(len(batches)))
    assert [batch.done for batch in batches] == sorted(batch.done for batch in batches)
    every = (each for batch in batches for each in packaged().judge_batch(batch))
    return [replace(each, roles=tuple(sorted(each.roles))) for each in every]


def found(judged: Iterable[Judged], lines: bool = True) -> list[Finding]:
    every = [finding for each in judged for finding in each.findings]
    return every if lines else [replace(each, line=None) for each in every]


def problems(judged: Iterable[Judged]) -> list[tuple[int | None, str]]:
    return [(each.line, each.message) for own in judged for each in own.problems]


TEXTS = [graph(n, *(MIXED if n % 3 == 0 else ())) for n in range(1, 10)]
ALL = "".join(TEXTS).encode()


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(size=st.integers(1, 20_000), large=st.sampled_from([0, MANY]))
def test_the_size_of_a_batch_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, size: int, large: int
) -> None:
    source = n_quads_file(tmp_path_factory.mktemp("maat"), ALL)
    whole = said([source])
    assert len(found(whole)) == 3
    assert said([source], size, large) == whole


def test_a_batch_is_about_as_large_as_was_asked(tmp_path: Path) -> None:
    source = n_quads_file(tmp_path, ALL)
    batches = list(read_batches([source], 3000, large=0))
    weights = [
        [len(block.text) for piece in batch.pieces for block in piece.blocks or ()]
        for batch in batches
    ]
    assert sum(map(len, weights)) == len(TEXTS)
    assert all(sum(own[:-1]) < 3000 <= sum(own) for own in weights[:-1])


def test_zipped_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "alle.nq.gz"
    path.write_bytes(gzip.compress(ALL))
    zipped = Source("alle.nq", path, Syntax.N_QUADS)
    plain = n_quads_file(tmp_path, ALL)
    assert found(said([zipped])) == found(said([plain]))
    streamed = said([replace(zipped, name="alle.nq.gz")], large=0)
    assert [replace(each, file="alle.nq") for each in found(streamed)] == found(said([plain]))


def test_a_gzip_that_is_cut_off_is_a_problem_beside_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "alle.nq.gz"
    data = gzip.compress(ALL)
    path.write_bytes(data[: len(data) - 10])
    judged = said([Source("alle.nq.gz", path, Syntax.N_QUADS)], large=0)
    assert any("cut off" in message for _, message in problems(judged))


@pytest.mark.parametrize("large", [0, MANY])
def test_carriage_returns_comments_and_tabs_change_nothing_but_the_way(
    tmp_path: Path, large: int
) -> None:
    plain = found(said([n_quads_file(tmp_path, ALL)]), lines=False)
    for text in (
        ALL.replace(b"\n", b"\r\n"),
        b"# alle dossiers\n" + ALL,
        ALL.replace(b" <", b"\t<"),
        ALL.replace(b" .\n", b".\n"),
        ALL.rstrip(b"\n"),
        ALL.replace(TEXTS[4].encode(), b"\n# het vijfde\n" + TEXTS[4].encode()),
        ALL.replace(b'"2026-01-05"', b'"\\u0032026-01-05"'),
    ):
        judged = said([n_quads_file(tmp_path, text)], large=large)
        assert found(judged, lines=False) == plain
        assert problems(judged) == []


def test_an_unusual_line_in_the_middle_of_a_graph_does_not_cut_it_in_two(tmp_path: Path) -> None:
    for at in range(TEXTS[2].count("\n")):
        own = TEXTS[2].splitlines(keepends=True)
        own[at] = own[at].replace(" .\n", ".\n")
        text = "".join([*TEXTS[:2], *own, *TEXTS[3:]]).encode()
        judged = said([n_quads_file(tmp_path, text)], large=0)
        assert problems(judged) == []
        assert len(found(judged)) == 3
        assert [each.graph for each in judged] == [f"{CASE}graaf{n}" for n in range(1, 10)]


@pytest.mark.parametrize("place", [0, 4, 8])
def test_a_broken_line_spoils_only_the_graph_it_stands_in(tmp_path: Path, place: int) -> None:
    for broken in ("<urn:a> oops\n", f"<urn:a> <urn:p> <urn:b> <{CASE}graaf{place + 1}>\n"):
        texts = list(TEXTS)
        own = texts[place].splitlines(keepends=True)
        texts[place] = "".join([*own[:3], broken, *own[3:]])
        line = "".join(texts[:place]).count("\n") + 4
        judged = said([n_quads_file(tmp_path, "".join(texts).encode())], large=0)
        assert [where for where, _ in problems(judged)] == [line]
        assert [each.graph for each in judged if each.graph] == [
            f"{CASE}graaf{n}" for n in range(1, 10) if n != place + 1
        ]


def test_a_graph_in_two_places_of_a_large_file_is_refused_by_name(tmp_path: Path) -> None:
    own = TEXTS[2].splitlines(keepends=True)
    half = len(own) // 2
    text = "".join([*own[:half], *TEXTS[:2], *own[half:], *TEXTS[3:]]).encode()
    gathering = Gathering()
    for batch in read_batches([n_quads_file(tmp_path, text)], large=0):
        gathering.add(batch.number, packaged().judge_batch(batch))
    gathering.leave_spread()
    messages = [each.message for each in gathering.problems()]
    assert any(f"the graph {CASE}graaf3 stands in more than one place" in m for m in messages)
    assert f"{CASE}graaf3" not in {each.graph for each in gathering.fingerprints()}
    assert {each.dossier for each in gathering.findings()} == {CASE + "dossier6", CASE + "dossier9"}


def test_the_default_graph_is_shared_by_the_graphs_behind_it(tmp_path: Path) -> None:
    shared = "<urn:werf> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:onbekend> .\n"
    first = n_quads_file(tmp_path, shared.encode() + ALL)
    small, large = said([first]), said([first], large=0)
    assert [found([each], lines=False) for each in small] == [
        found([each], lines=False) for each in large
    ]
    assert all(each.findings for each in small)
    behind = said([n_quads_file(tmp_path, ALL + shared.encode())], large=0)
    assert any("default graph" in message for _, message in problems(behind))


def test_trig_is_streamed_graph_by_graph(tmp_path: Path) -> None:
    import pyoxigraph as ox

    text = ox.serialize(ox.parse(ALL, ox.RdfFormat.N_QUADS), format=ox.RdfFormat.TRIG)
    path = tmp_path / "alle.trig"
    path.write_bytes(text or b"")
    source = Source("alle.nq", path, Syntax.TRIG)
    plain = found(said([n_quads_file(tmp_path, ALL)]), lines=False)
    assert found(said([source]), lines=False) == plain
    assert found(said([source], 2000, large=0), lines=False) == plain


def test_inputs_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    names = ["b.nq", "a.nq", "c.nq"]
    sources = [
        n_quads_file(tmp_path, (TEXTS[n] + TEXTS[n + 3]).encode(), name)
        for n, name in enumerate(names)
    ]
    assert [each.source for each in said(sources)] == [n for n in sorted(names) for _ in "ab"]
    assert said(sources) == said(sources[::-1])


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    gone = Source("weg.nq", tmp_path / "weg.nq", Syntax.N_QUADS)
    judged = said([gone, n_quads_file(tmp_path, ALL)])
    assert [each for own in judged for each in own.problems if isinstance(each, Problem)]
    assert len(found(judged)) == 3
