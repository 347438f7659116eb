"""Screens: a constraint is asked only of what its screen leaves, and finds the same there."""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheidslijn import engine, querycheck
from scheidslijn.compile import cache, compile_shapes
from scheidslijn.compile.plan import Plan
from scheidslijn.engine import CompiledEngine
from scheidslijn.errors import ShapesError
from scheidslijn.execution import run
from scheidslijn.namespaces import SL, XSD
from scheidslijn.screens import filled, narrowed
from scheidslijn.store import EmbeddedStore
from scheidslijn.synth import synthesise
from scheidslijn.validation import Validator

SHAPES: Final = Path(__file__).parents[1] / "shapes"
FOLDER: Final = SHAPES / "betrokkenheid"
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
    """Give every test a cache of its own, and have the smallest data screened."""
    monkeypatch.setattr(cache, "_folder", lambda: tmp_path / "plans")
    monkeypatch.setattr(engine, "_FEW", 0)


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


def test_a_constraint_is_asked_whole_where_a_focus_node_is_blank() -> None:
    data = "[] a ex:C ; ex:p ex:v ; ex:checkedBy ex:S . ex:a a ex:C ; ex:p ex:v ."
    assert len(found(SCREEN, data)) == 2


def test_a_blank_value_leaves_open_what_is_asked_of_its_node_alone() -> None:
    data = """ex:a a ex:C ; ex:p [], ex:v, ex:w ; ex:says [], ex:v ; ex:checkedBy ex:S .
        ex:b a ex:C ; ex:p ex:v, ex:w ; ex:says ex:v ; ex:checkedBy ex:S ."""
    select = SELECT.replace("DISTINCT ", "")
    violations = CompiledEngine(shapes(WITH_VALUE, select)).violations(parsed(data))
    assert Counter(v.focus for v in violations) == {"urn:ex:a": 3, "urn:ex:b": 1}


SURE: Final = """SELECT DISTINCT $this ?value ?rule WHERE {
    { $this <urn:ex:p> ?value OPTIONAL { ?rule <urn:ex:of> $currentShape ; <urn:ex:bans> ?value }
      FILTER(BOUND(?rule)) }
    OPTIONAL { ?rule <urn:ex:unless> ?value BIND(true AS ?excused) } FILTER(!BOUND(?excused)) }"""
RULES: Final = """ex:r ex:of ex:S, ex:T ; ex:bans ex:v, ex:w . ex:q ex:of ex:T ; ex:bans ex:v .
    ex:u ex:of ex:T ; ex:bans ex:w ; ex:unless ex:w .
    ex:a a ex:C ; ex:p ex:v, ex:w . ex:b a ex:D ; ex:p ex:v . ex:c a ex:Other ; ex:p ex:v ."""


def test_shapes_that_share_a_constraint_are_asked_together_and_told_apart() -> None:
    screen = """SELECT $currentShape $this ?value ?rule WHERE { $this <urn:ex:p> ?value .
        ?rule <urn:ex:of> $currentShape ; <urn:ex:bans> ?value }"""
    plan = compile_shapes(shapes(screen, SURE))
    with EmbeddedStore(union=False) as store:
        store.load(parsed(RULES))
        whole = {repr(violation) for violation in run(plan, store)}
        with narrowed(plan, store) as left:
            assert len(plan.own) == 2
            (one,) = left.own
            assert [shape for shape, _ in one.by_shape] == ["urn:ex:S", "urn:ex:T"]
            violations = list(run(left, store))
    # ex:S is for ex:C alone, and ex:c is nobody's; ex:u excuses itself
    assert {(v.shape[-1], v.focus[-1], (v.value or "")[-1]) for v in violations} == {
        *(("S", "a", value) for value in "vw"),
        *(("T", "a", value) for value in "vw"),
        ("T", "b", "v"),
    }
    assert {repr(violation) for violation in violations} == whole


def test_a_screen_may_give_what_a_group_holds_to_be_bound() -> None:
    screen = """SELECT $currentShape $this ?rule
        WHERE { $this <urn:ex:p> ?any BIND(<urn:ex:q> AS ?rule) ?rule <urn:ex:of> $currentShape }"""
    assert found(screen, RULES, SURE) == {
        ("urn:ex:T", "urn:ex:a", "urn:ex:v"),
        ("urn:ex:T", "urn:ex:b", "urn:ex:v"),
    }
    # in the outermost group the table would bind what the FILTER asks for
    flat = SURE.replace("{\n    {", "{").replace("FILTER(BOUND(?rule)) }", "FILTER(BOUND(?rule))")
    assert flat.count("{") == SURE.count("{") - 1
    with pytest.raises(ShapesError, match=r"\?rule, which the query does not bind"):
        compile_shapes(shapes(screen, flat))


@pytest.mark.parametrize(
    "select",
    [
        "SELECT $this ?value WHERE { $this <urn:ex:p> ?value FILTER($currentShape != ?value) }",
        "SELECT $this ?value $currentShape WHERE { $this <urn:ex:p> ?value }",
        "SELECT $this (COUNT(?v) AS ?value) WHERE { $this <urn:ex:p> ?v } GROUP BY $this",
        "SELECT * WHERE { $this <urn:ex:p> ?value }",
    ],
)
def test_shapes_are_asked_one_by_one_where_their_name_is_no_variable(select: str) -> None:
    data = "ex:a a ex:C ; ex:p ex:v ; ex:checkedBy ex:S, ex:T ."
    plan = compile_shapes(shapes(SCREEN, select))
    with EmbeddedStore(union=False) as store:
        store.load(parsed(data))
        with narrowed(plan, store) as left:
            assert len(left.own) == 2
    shapes_found = {shape for shape, _, _ in found(SCREEN, data, select)}
    assert shapes_found == {"urn:ex:S", "urn:ex:T"}


def test_little_is_asked_without_screens(monkeypatch: pytest.MonkeyPatch) -> None:
    data = "ex:a a ex:C ; ex:p ex:v . ex:b ex:p ex:v ."
    assert found(SCREEN, data) == set()
    monkeypatch.setattr(engine, "_FEW", 3)
    assert len(found(SCREEN, data)) == 2
    monkeypatch.setattr(engine, "_FEW", 2)
    assert found(SCREEN, data) == set()


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
    assert [columns for _, columns in one.narrowing.tables] == [(0, 1, 2), (2,), (2,)]
    rows = [("urn:ex:S", "urn:ex:a", "urn:ex:v"), ("urn:ex:S", "urn:ex:b", "urn:ex:v")]
    text = filled(one.narrowing, rows)
    assert text.count("VALUES (?value) { (<urn:ex:v>) }") == 2
    table = "(<urn:ex:S> <urn:ex:a> <urn:ex:v>) (<urn:ex:S> <urn:ex:b> <urn:ex:v>)"
    assert f"VALUES (?currentShape ?this ?value) {{ {table} }}" in text


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
    (one, _) = compile_shapes(shapes(TWO, BRANCHES)).own
    assert one.narrowing is not None
    rows = [("urn:ex:S", "urn:ex:a", "UNDEF"), ("urn:ex:S", "urn:ex:b", "urn:ex:v")]
    text = filled(one.narrowing, rows)
    assert text.count("VALUES (?value) { (UNDEF) }") == 2
    assert "(<urn:ex:S> <urn:ex:a> UNDEF) (<urn:ex:S> <urn:ex:b> <urn:ex:v>)" in text


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


@pytest.fixture(scope="module")
def packaged() -> tuple[Plan, EmbeddedStore]:
    """Give what of the packaged plan goes through stated screens, and a store with the rules."""
    judge = Validator.packaged()._judge
    assert isinstance(judge.engine, CompiledEngine)
    plan = judge.engine._plan
    own = tuple(query for query in plan.own if query.narrowing and query.narrowing.held)
    assert len(own) == 11
    assert len(plan.screens) >= 3
    return replace(plan, core=(), own=own), judge.data.store


def both_ways(plan: Plan, store: EmbeddedStore) -> tuple[Counter[str], Counter[str]]:
    """Return what a plan finds whole, and through its screens."""
    with narrowed(plan, store) as left:
        assert {query.text for query in left.own}.isdisjoint(plan.queries)
        return Counter(map(repr, run(plan, store))), Counter(map(repr, run(left, store)))


def test_the_packaged_screens_keep_every_finding(packaged: tuple[Plan, EmbeddedStore]) -> None:
    plan, store = packaged
    quads = [ox.Quad(*q.triple) for d in synthesise(250, 5, share=1) for q in d.quads]
    store.load(quads)
    whole, left = both_ways(plan, store)
    store.remove(quads)
    assert left == whole
    assert len(whole) > 50


def test_what_an_operation_holds_is_not_screened_away(
    packaged: tuple[Plan, EmbeddedStore],
) -> None:
    plan, store = packaged
    own, operation = ox.NamedNode("https://example.org/own"), ox.NamedNode(f"{SL}bewerking")
    said = [ox.Quad(*q.triple) for d in synthesise(250, 5, share=1) for q in d.quads]
    held = {quad.object for quad in said if quad.predicate == operation}
    quads = [
        ox.Quad(quad.subject, operation, own) if quad.predicate == operation else quad
        for quad in said
    ]
    quads += [ox.Quad(own, ox.NamedNode(f"{SL}bevat"), each) for each in held]
    found = []
    for data in (quads, quads[: -len(held)]):
        store.load(data)
        whole, left = both_ways(plan, store)
        store.remove(data)
        assert left == whole
        found.append(whole)
    assert found[0] != found[1]


@functools.cache
def cases() -> list[list[ox.Quad]]:
    folders = (FOLDER, SHAPES / "delegatie", SHAPES / "rolvermenging")
    files = sorted(path for folder in folders for path in folder.glob("*valid/*.ttl"))
    assert len(files) > 50
    return [[ox.Quad(*q.triple) for q in ox.parse(path=str(path))] for path in files]


def changed(draw: st.DrawFn, quads: list[ox.Quad]) -> list[ox.Quad]:
    """Drop some statements, say some with the object or the subject of others, blank a node."""
    result = list(quads)
    for _ in range(draw(st.integers(0, 6))):
        quad = draw(st.sampled_from(quads))
        other = draw(st.sampled_from(quads))
        alike = draw(st.sampled_from([q for q in quads if q.predicate == quad.predicate]))
        new = {
            "drop": [],
            "subject": [quad, ox.Quad(other.subject, quad.predicate, quad.object)],
            "object": [quad, ox.Quad(quad.subject, quad.predicate, alike.object)],
            "move": [ox.Quad(quad.subject, quad.predicate, alike.object)],
            "predicate": [quad, ox.Quad(quad.subject, other.predicate, quad.object)],
        }[draw(st.sampled_from(("drop", "subject", "object", "move", "predicate")))]
        result = [q for q in result if q != quad] + new
    if draw(st.integers(0, 3)) == 0:
        node = draw(st.sampled_from(quads)).subject
        blank = ox.BlankNode("blank")
        result = [
            ox.Quad(
                blank if q.subject == node else q.subject,
                q.predicate,
                blank if q.object == node else q.object,
            )
            for q in result
        ]
    return result


@st.composite
def dossiers(draw: st.DrawFn) -> list[ox.Quad]:
    return changed(draw, draw(st.sampled_from(cases())))


@settings(max_examples=60, deadline=None)
@given(dossiers())
def test_the_packaged_screens_keep_every_finding_in_any_dossier(
    packaged: tuple[Plan, EmbeddedStore], quads: list[ox.Quad]
) -> None:
    plan, store = packaged
    added = list({quad for quad in quads if not store.holds(quad)})
    store.load(added)
    try:
        with narrowed(plan, store) as left:
            assert Counter(map(repr, run(left, store))) == Counter(map(repr, run(plan, store)))
    finally:
        store.remove(added)


def test_no_limit_of_a_screen_comes_near_to_what_the_rule_book_says(
    packaged: tuple[Plan, EmbeddedStore],
) -> None:
    plan, store = packaged
    limited = re.compile(r"\{ (SELECT DISTINCT [^{}]*\{(?:[^{}]|\{[^{}]*\})*\}) LIMIT (\d+) \}")
    counted = set()
    for text in plan.screens:
        prologue = text[: text.index("SELECT")]
        for query, limit in limited.findall(text):
            counted.add(len(store.select(prologue + query).rows) / int(limit))
    assert len(counted) > 5
    assert 0 < max(counted) < 0.01


RESERVED: Final = FOLDER / "valid" / "taak-medisch-verzuim-door-bedrijfsarts.ttl"
ROLE_FROM: Final = ox.NamedNode(f"{SL}vanaf")
AFTER: Final = ox.Literal("2999-01-01", datatype=ox.NamedNode(f"{XSD}date"))


def test_a_reservation_is_asked_only_of_whom_no_role_of_that_day_excuses(
    packaged: tuple[Plan, EmbeddedStore],
) -> None:
    plan, store = packaged
    (screen,) = (text for text in plan.screens if "shape#Voorbehouden>" in text)
    quads = [ox.Quad(*q.triple) for q in ox.parse(path=str(RESERVED))]
    later = [
        ox.Quad(q.subject, q.predicate, AFTER) if q.predicate == ROLE_FROM else q for q in quads
    ]
    given = []
    for data in (quads, later):
        store.load(data)
        given.append(store.select(screen).rows)
        store.remove(data)
    assert given[0] == ()
    assert given[1] != ()
