"""Screens: a constraint is asked only of what its screen leaves, and finds the same there."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

from scheidslijn import querycheck
from scheidslijn.compile import cache, compile_shapes
from scheidslijn.compile.plan import Narrowing
from scheidslijn.engine import CompiledEngine
from scheidslijn.errors import ShapesError
from scheidslijn.execution import run
from scheidslijn.screens import narrowed
from scheidslijn.store import EmbeddedStore
from scheidslijn.synth import synthesise
from scheidslijn.validation import Validator

PREFIXES: Final = """\
@prefix ex: <urn:ex:> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/scheidslijn/shape#> .
"""
SELECT: Final = "SELECT DISTINCT $this ?value WHERE { $this <urn:ex:p> ?value }"
# unsound on purpose, so that it shows where it is used
SCREEN: Final = """SELECT $currentShape $this
WHERE { $this <urn:ex:checkedBy> $currentShape }"""
WITH_VALUE: Final = """SELECT $currentShape $this ?value
WHERE { $this <urn:ex:checkedBy> $currentShape ; <urn:ex:says> ?value }"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every test a cache of its own."""
    monkeypatch.setattr(cache, "_folder", lambda: tmp_path / "plans")


def parsed(turtle: str) -> tuple[ox.Quad, ...]:
    return tuple(ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE))


def shapes(screen: str, select: str = SELECT) -> tuple[ox.Quad, ...]:
    return parsed(
        f"""ex:S sh:targetClass ex:C ; sh:sparql ex:constraint .
        ex:T sh:targetClass ex:C, ex:D, ex:E, ex:F ; sh:sparql ex:constraint .
        ex:constraint sh:select '''{select}''' ; shape:voorselectie '''{screen}''' ."""
    )


def found(screen: str, data: str, select: str = SELECT) -> set[tuple[str, ...]]:
    violations = CompiledEngine(shapes(screen, select)).violations(parsed(data))
    return {(v.shape, v.focus, v.value or "") for v in violations}


def test_a_constraint_is_asked_where_its_screen_gives_its_own_shape() -> None:
    data = """ex:a a ex:C ; ex:p ex:v ; ex:checkedBy ex:S .
        ex:b a ex:C ; ex:p ex:v ; ex:checkedBy ex:T .
        ex:c a ex:C ; ex:p ex:v ."""
    expected = {("urn:ex:S", "urn:ex:a", "urn:ex:v"), ("urn:ex:T", "urn:ex:b", "urn:ex:v")}
    assert found(SCREEN, data) == expected


def test_what_a_screen_gives_beside_the_focus_nodes_is_not_checked() -> None:
    assert found(SCREEN, "ex:a a ex:Other ; ex:p ex:v ; ex:checkedBy ex:S, ex:T .") == set()


def test_a_screen_may_give_what_the_constraint_binds_first() -> None:
    data = "ex:a a ex:C ; ex:p ex:v, ex:w, 'x'@nl ; ex:says ex:w, 'x'@nl ; ex:checkedBy ex:S ."
    expected = {("urn:ex:S", "urn:ex:a", "urn:ex:w"), ("urn:ex:S", "urn:ex:a", '"x"@nl')}
    assert found(WITH_VALUE, data) == expected


def test_what_a_screen_leaves_open_stays_open() -> None:
    screen = WITH_VALUE.replace(";", "OPTIONAL { $this").replace("}", "} }")
    data = "ex:a a ex:C ; ex:p ex:v, ex:w ; ex:checkedBy ex:S ."
    assert len(found(screen, data)) == 2


def test_a_constraint_is_asked_whole_where_a_blank_node_is_left() -> None:
    data = "[] a ex:C ; ex:p ex:v ; ex:checkedBy ex:S . ex:a a ex:C ; ex:p ex:v ."
    assert len(found(SCREEN, data)) == 2


def test_a_constraint_for_which_nothing_is_left_is_not_asked() -> None:
    plan = compile_shapes(shapes(SCREEN))
    with EmbeddedStore(union=False) as store, narrowed(plan, store) as left:
        assert left.own == ()
    assert len(plan.own) == 2


def test_a_table_goes_where_the_query_begins_and_not_into_a_union() -> None:
    nested = "SELECT $this ?value WHERE { { { $this <urn:ex:p> ?value } FILTER(true) } }"
    data = "ex:a a ex:C ; ex:p ex:v ; ex:checkedBy ex:S . ex:b a ex:C ; ex:p ex:v ."
    assert len(found(SCREEN, data, nested)) == 1
    union = "SELECT $this ?value WHERE { { $this <urn:ex:p> ?value } UNION { $this a ?value } }"
    with pytest.raises(ShapesError, match="does not bind at its start"):
        compile_shapes(shapes(SCREEN, union))


@pytest.mark.parametrize(
    ("screen", "problem"),
    [
        ("ASK { $this a $currentShape }", "not usable"),
        ("SELECT $this $currentShape WHERE { $this a $currentShape }", "first"),
        ("SELECT $this WHERE { $this a $currentShape }", "first"),
        ("SELECT ?currentShape ?this WHERE { ?this a ?other }", "asks for"),
        ("SELECT $currentShape $this ?other WHERE { $this a $currentShape }", "does not bind"),
    ],
)
def test_a_screen_that_could_not_be_used_is_refused(screen: str, problem: str) -> None:
    with pytest.raises(ShapesError, match=problem):
        compile_shapes(shapes(screen))


TWO: Final = """SELECT $currentShape $this ?value
WHERE { $this <urn:ex:p> ?value ; <urn:ex:checkedBy> $currentShape }"""
BRANCHES: Final = """SELECT $this ?value WHERE { $this <urn:ex:p> ?value .
    OPTIONAL { $this <urn:ex:r> ?plain }
    OPTIONAL { { ?value <urn:ex:q> ?more } UNION { ?other <urn:ex:q> ?value } }
    FILTER(BOUND(?more)) }"""


def test_the_branches_of_a_union_get_the_columns_that_they_bind() -> None:
    (one, _) = compile_shapes(shapes(TWO, BRANCHES)).own
    assert one.narrowing is not None
    assert one.narrowing.columns == ((0, 1), (1,), (1,))
    rows = [("<urn:ex:a>", "<urn:ex:v>"), ("<urn:ex:b>", "<urn:ex:v>")]
    text = one.narrowing.filled(rows)
    assert text.count("VALUES (?value) { (<urn:ex:v>) }") == 2
    assert "VALUES (?this ?value) { (<urn:ex:a> <urn:ex:v>) (<urn:ex:b> <urn:ex:v>) }" in text


def test_a_branch_with_a_table_finds_as_often_as_before() -> None:
    data = """ex:a a ex:C ; ex:p ex:v, ex:w ; ex:checkedBy ex:S . ex:v ex:q ex:x, ex:y .
        ex:b a ex:C ; ex:p ex:v ; ex:checkedBy ex:S . ex:u ex:q ex:v, ex:w ."""
    screened = CompiledEngine(shapes(TWO, BRANCHES)).violations(parsed(data))
    assert sorted((v.focus, v.value) for v in screened) == [
        ("urn:ex:a", "urn:ex:v"),
        ("urn:ex:a", "urn:ex:v"),
        ("urn:ex:b", "urn:ex:v"),
        ("urn:ex:b", "urn:ex:v"),
    ]


def test_an_open_value_leaves_a_further_table_open() -> None:
    narrowing = Narrowing(0, ("[", "|", "]"), ((0, 1), (1,)))
    assert narrowing.filled([("<urn:a>", "UNDEF"), ("<urn:b>", "<urn:v>")]) == (
        "[(<urn:a> UNDEF) (<urn:b> <urn:v>)|(UNDEF)]"
    )


def test_a_variable_that_is_only_compared_is_not_bound_first() -> None:
    select = "SELECT $this ?value WHERE { $this a ?any FILTER(?value = ?any) }"
    with pytest.raises(ShapesError, match="does not bind"):
        compile_shapes(shapes(WITH_VALUE, select))


def test_a_plan_with_screens_is_kept_whole() -> None:
    first = compile_shapes(shapes(SCREEN))
    assert len(first.screens) == 1
    assert [q.narrowing.screen for q in first.own if q.narrowing] == [0, 0]
    assert compile_shapes(shapes(SCREEN)) == first


def test_narrowed_queries_are_trusted_only_while_they_are_asked() -> None:
    plan = compile_shapes(shapes(SCREEN))
    querycheck.trust(plan.queries)
    before = set(querycheck._TRUSTED)
    with EmbeddedStore(union=False) as store:
        store.load(parsed("ex:a a ex:C ; ex:checkedBy ex:S ."))
        with narrowed(plan, store) as left:
            assert querycheck._TRUSTED - before == {query.text for query in left.own}
            assert len(left.own) == 1
    assert before == querycheck._TRUSTED


def test_a_filter_of_an_optional_group_needs_no_scan_of_its_own() -> None:
    text = """SELECT $this ?value WHERE { $this <urn:ex:p> ?value .
        OPTIONAL { ?other <urn:ex:q> ?value FILTER(NOT EXISTS { $this <urn:ex:r> ?other }) } }"""
    (one, _) = compile_shapes(shapes(SCREEN, text)).own
    assert one.text.count("#type") == 1
    (one, _) = compile_shapes(shapes(SCREEN, text.replace("?other <urn:ex:q>", "$this ?p"))).own
    assert one.text.count("#type") == 1
    (one, _) = compile_shapes(
        shapes(SCREEN, text.replace("FILTER(", "BIND($this AS ?same) FILTER("))
    ).own
    assert one.text.count("#type") == 2


def test_the_packaged_screens_keep_every_finding() -> None:
    judge = Validator.packaged()._judge
    assert isinstance(judge.engine, CompiledEngine)
    plan, store = judge.engine._plan, judge.data.store
    assert len(plan.screens) >= 3
    only = replace(plan, core=(), own=tuple(query for query in plan.own if query.narrowing))
    quads = [ox.Quad(*q.triple) for d in synthesise(250, 5, share=1) for q in d.quads]
    store.load(quads)
    whole = Counter(map(repr, run(only, store)))
    with narrowed(only, store) as left:
        assert {query.text for query in left.own}.isdisjoint(plan.queries)
        assert Counter(map(repr, run(left, store))) == whole
    assert len(whole) > 50
