"""Plans: what they share, that they are made once, and that a broken cache does no harm."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

from scheidslijn import querycheck, resources
from scheidslijn.compile import cache, compile_shapes, making
from scheidslijn.compile.plan import Plan
from scheidslijn.compile.sparql import Group, read_query
from scheidslijn.querycheck import check_select

PREFIXES: Final = """\
@prefix ex: <urn:ex:> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test a cache of its own."""
    monkeypatch.setattr(cache, "_folder", lambda: tmp_path / "plans")
    return tmp_path / "plans"


def shapes(turtle: str) -> tuple[ox.Quad, ...]:
    return tuple(ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE))


SMALL: Final = shapes("ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .")


def never(*_: object) -> Plan:
    raise AssertionError("the shapes are analysed again")


def test_a_plan_is_kept_and_found_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = compile_shapes(SMALL)
    (kept,) = folder.iterdir()
    monkeypatch.setattr(making, "write_plan", never)
    assert compile_shapes(reversed(SMALL)) == first
    with pytest.raises(AssertionError):
        compile_shapes(SMALL, exact=True)
    with pytest.raises(AssertionError):
        compile_shapes(SMALL[:-1])
    assert kept.exists()


def test_another_compiler_does_not_use_the_plan(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compile_shapes(SMALL)
    monkeypatch.setattr(cache, "_compiler", lambda: "another")
    compile_shapes(SMALL)
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("text", ["", "{", "[]", '{"core": []}', '{"core": 1, "own": 2}'])
def test_a_cache_that_is_broken_is_passed_over_and_mended(folder: Path, text: str) -> None:
    first = compile_shapes(SMALL)
    (kept,) = folder.iterdir()
    kept.write_text(text, encoding="utf-8")
    assert compile_shapes(SMALL) == first
    assert len(kept.read_text(encoding="utf-8")) > len(text)


def test_without_a_place_to_keep_plans_they_are_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(cache, "_folder", lambda: tmp_path / "file" / "plans")
    assert compile_shapes(SMALL) == compile_shapes(SMALL)


def test_only_so_many_plans_are_kept(folder: Path) -> None:
    for number in range(40):
        compile_shapes(shapes(f"ex:S{number} sh:targetClass ex:C ; sh:nodeKind sh:IRI ."))
    assert len(list(folder.iterdir())) == 32


def test_what_is_asked_of_many_classes_is_one_pattern() -> None:
    """A hundred property shapes cost one branch each only where they ask something else."""
    same = "\n".join(
        f"ex:S{n} sh:targetClass ex:C{n} ; sh:property [ sh:path ex:p{n} ; sh:class ex:D{n} ] ."
        for n in range(100)
    )
    plan = compile_shapes(shapes(same))
    assert len(plan.core) == 1
    assert plan.core[0].count("BIND(") == 1
    assert len(plan.checks) == 100


def test_the_packaged_shapes_make_few_queries_and_all_are_plain_sparql(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = compile_shapes(resources.read_graph(resources.shapes_files()))
    # what is trusted elsewhere is looked at here
    monkeypatch.setattr(querycheck, "_TRUSTED", set())
    assert len(plan.core) <= 2
    assert not plan.exact
    assert not plan.reads_shapes
    for text in (*plan.core, *(query.text for query in plan.own)):
        assert "this" in check_select(text)


def test_a_group_behind_values_is_no_more_values() -> None:
    query = read_query("SELECT ?a { VALUES ?a { 1 } { SELECT ?a { ?a ?b ?c } } VALUES ?b { 2 } }")
    groups = [item for item in query.where.content if isinstance(item, Group)]
    assert [group.select is not None for group in groups] == [True]
