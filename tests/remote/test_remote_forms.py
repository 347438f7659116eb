"""Every form of a query says the same: a store that keeps to SPARQL 1.1 gives the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pyoxigraph as ox
import pytest

from scheidslijn.endpoint import Endpoint
from scheidslijn.model import Term
from scheidslijn.namespaces import RDFS, SL
from scheidslijn.remote.answering import Proof, ProvenPlan, undecided
from scheidslijn.remote.flattening import flattened
from scheidslijn.remote.forms import FORMS, VIRTUOSO
from scheidslijn.remote.loading import parts_of
from scheidslijn.remote.material import Material, read_material
from scheidslijn.remote.pages import Pages
from scheidslijn.remote.pieces import Piece, core_of, own_of, scans_of
from scheidslijn.remote.reading import Read, read_by, weaker
from scheidslijn.remote.rewriting import (
    closed_paths,
    closure_of,
    conditions_apart,
    without_bare_choices,
    without_ifs,
    without_mixed_days,
)
from scheidslijn.store import EmbeddedStore
from scheidslijn.synth import choose_breaches, synthesise

AWKWARD = """PREFIX sl: <https://w3id.org/scheidslijn/def#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
DELETE { ?fact sl:vanaf ?day } INSERT { ?fact sl:vanaf ?odd } WHERE {
  ?fact sl:vanaf ?day ; sl:dossier ?dossier .
  BIND(SUBSTR(MD5(STR(?fact)), 1, 1) AS ?digit)
  BIND(IF(?digit = "0", ?fact, IF(?digit = "1", STR(?day), IF(?digit = "2", "2024-02-30"^^xsd:date,
    IF(?digit = "3", STRDT(CONCAT(STR(?day), "Z"), xsd:date), 1 / 0)))) AS ?odd)
  FILTER(BOUND(?odd))
}"""


@cache
def material() -> Material:
    return read_material()


@cache
def dossiers() -> tuple[ox.Quad, ...]:
    """Return a dossier for every third breach, some with days that are none."""
    with EmbeddedStore() as found:
        for seed, breach in enumerate(choose_breaches(None)[::3], start=501):
            for dossier in synthesise(1, seed, share=1.0, breaches=[breach.name]):
                found.load(ox.Quad(q.subject, q.predicate, q.object) for q in dossier.quads)
        found.update(AWKWARD)
        return tuple(
            ox.Quad(each.subject, each.predicate, each.object)
            for each in found.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        )


@cache
def store() -> EmbeddedStore:
    """Return the rule book, its closure and the dossiers, as one graph."""
    found = EmbeddedStore(union=False)
    found.load(material().data.rulebook)
    found.load(ox.Quad(*triple) for triple in closure_of(material().data.rulebook))
    found.load(dossiers())
    return found


def pieces() -> Iterator[Piece]:
    yield from scans_of(material().scans())
    yield from own_of(material().plan)


def only_read(piece: Piece) -> EmbeddedStore:
    """Return the rule book and the statements of the dossiers that a query reads."""
    read = read_by(piece.text)
    found = EmbeddedStore(union=False)
    found.load(material().data.rulebook)
    meant = {
        quad.object.value if quad.predicate.value in read.objects else quad.subject.value
        for quad in store_of_rules()
        if quad.predicate.value in read.objects | read.subjects
        and isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode)
    }
    found.load(q for q in dossiers() if q.predicate.value in read.properties | meant)
    return found


def store_of_rules() -> tuple[ox.Quad, ...]:
    return tuple(ox.Quad(q.subject, q.predicate, q.object) for q in material().data.rulebook)


def test_virtuoso_is_asked_nothing_as_it_stands() -> None:
    assert set(VIRTUOSO) == set(FORMS) - {"plain", "closed"}


@pytest.mark.parametrize("piece", tuple(pieces()), ids=lambda piece: piece.key[:12])
def test_a_form_gives_the_rows_of_the_query(piece: Piece) -> None:
    expected = set(store().select(piece.text).rows)
    for name, form in FORMS.items():
        if not form.judged_here:
            rows = {row for text in form.write(piece) for row in store().select(text).rows}
            assert rows == expected, name


@pytest.mark.parametrize(
    "piece",
    [piece for piece in own_of(material().plan) if FORMS["weaker"].write(piece)],
    ids=lambda piece: piece.key[:12],
)
def test_what_is_judged_here_is_what_the_query_finds(piece: Piece) -> None:
    table = store().select(piece.text)
    with only_read(piece) as part:
        assert set(part.select(piece.text).rows) == set(table.rows)
    found = {row[table.columns.index("this")] for row in table.rows}
    for text in FORMS["weaker"].write(piece):
        assert found <= {node for (node,) in store().select(text).rows}


@pytest.mark.parametrize(
    "text", sorted({piece.screen for piece in own_of(material().plan)} - {""}), ids=len
)
def test_a_screen_without_sub_queries_gives_no_less(text: str) -> None:
    with EmbeddedStore(union=False) as few:
        few.load(material().data.rulebook)
        few.load(dossiers()[:20_000])
        pairs = {row[:2] for row in few.select(text).rows}
        given = {row[:2] for each in flattened(text) for row in few.select(each).rows}
    assert pairs <= given


def test_only_what_looks_at_every_property_cannot_be_judged_here() -> None:
    names = {piece.shape.removeprefix("https://w3id.org/scheidslijn/shape#")
             for piece in own_of(material().plan) if not FORMS["weaker"].write(piece)}  # fmt: skip
    assert names == {
        "Burgerservicenummer",
        "Diagnose",
        "OnbekendeEigenschap",
        "VrijeTekst",
        "ZonderPlaats",
    }


def test_the_scans_say_together_what_the_core_says() -> None:
    def told(texts: tuple[str, ...]) -> set[tuple[Term | None, ...]]:
        return {
            (*row[:3], number)
            for text in texts
            for row in store().select(text).rows
            for number in (row[3] or "").strip('"').split()
        }

    core, scans = core_of(material().plan), scans_of(material().scans())
    assert told(material().plan.core) == told(material().scans())
    assert {n for each in core for n in each.checks} == {n for each in scans for n in each.checks}


P = f"PREFIX sl: <{SL}> "


def test_a_query_reads_what_it_names_and_what_its_variables_stand_for() -> None:
    text = P + (
        "SELECT ?this { ?this ?p ?o . ?norm sl:a ?p "
        "FILTER NOT EXISTS { ?this ?q ?o . ?q sl:b/sl:c true } }"
    )
    read = read_by(text)
    assert read == Read(read.properties, frozenset({SL + "a"}), frozenset({SL + "b"}))
    assert {SL + "a", SL + "b", SL + "c"} < read.properties


@pytest.mark.parametrize(
    "pattern",
    [
        "?this ?p ?o",
        "?this !sl:a ?o",
        "GRAPH ?g { ?this sl:a ?o }",
        "?this sl:a [ sl:b ?o ]",
        # what follows an OPTIONAL does not keep it from matching
        "?this sl:a ?b OPTIONAL { ?this ?p ?o } ?norm sl:a ?p",
        "?this sl:a ?b OPTIONAL { ?this ?p ?o } FILTER EXISTS { ?norm sl:a ?p }",
        "?this ?p ?o OPTIONAL { ?norm sl:a ?p }",
        "?this ?p ?o FILTER NOT EXISTS { ?norm sl:a ?p }",
        "?this ?p ?o { ?norm sl:a ?p } UNION { ?norm sl:b ?n }",
        "?this ?p ?o { SELECT ?norm { ?norm sl:a ?p } }",
        # another variable of the same name
        "?norm sl:a ?p { SELECT ?this { ?this ?p ?o } }",
        "?this sl:a ?b FILTER EXISTS { ?n sl:a ?p } FILTER EXISTS { ?this ?p ?b }",
        "?this ?p ?o FILTER(IF(EXISTS { ?n sl:a ?p }, true, true))",
    ],
)
def test_of_a_query_that_may_read_anything_nothing_is_judged_here(pattern: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the text differs
        read_by(f"{P}SELECT ?this {{ {pattern} }}")


def test_a_weaker_query_demands_what_holds_for_each_solution() -> None:
    text = P + (
        "SELECT ?this ?x { { ?this sl:a ?x ; sl:b/sl:c 1, ?y . } OPTIONAL { ?y sl:d ?z } "
        "OPTIONAL { ?y sl:e ?n } FILTER(BOUND(?n)) FILTER EXISTS { ?x sl:f ?m } "
        "{ ?x sl:g 1 } UNION { ?x sl:h 1 } MINUS { ?x sl:i 1 } VALUES ?x { 1 } }"
    )
    assert " ".join(weaker(text).split()) == P + (
        "SELECT DISTINCT ?this WHERE { ?this sl:a ?x . ?this sl:b/sl:c 1 . ?this sl:b/sl:c ?y . "
        "?y sl:e ?n . }"
    )


def test_a_screen_is_written_flat() -> None:
    text = (
        "SELECT ?this { { SELECT DISTINCT ?this ?a { ?this <urn:p> ?a, ?b } LIMIT 9 } "
        "{ SELECT ?a { ?a <urn:q> ?c } } { SELECT ?a ?d { ?a <urn:q> ?d } } "
        "{ ?b <urn:r> 1 } UNION { ?b <urn:s> 1 } "
        "FILTER(1 = 1) FILTER EXISTS { ?a ?a ?a FILTER EXISTS { ?a ?a ?b FILTER EXISTS { "
        "?a ?a ?c FILTER EXISTS { ?a ?a ?d } } } } }"
    )
    assert [" ".join(each.split()) for each in flattened(text)] == [
        "SELECT ?this { { ?this <urn:p> ?a, ?b_0 } {} { ?a <urn:q> ?d } "
        f"{{ ?b <urn:{name}> 1 }} FILTER(1 = 1) }}"
        for name in ("r", "s")
    ]


def test_a_path_that_goes_on_becomes_one_property() -> None:
    text = (
        f"PREFIX r: <{RDFS}> SELECT ?s {{ ?s a/r:subClassOf* ?c ; <urn:p>* ?d FILTER(2 * 3 > 1) }}"
    )
    assert closed_paths(text) == text.replace(
        "r:subClassOf*", f"<urn:scheidslijn:any:{RDFS}subClassOf>"
    )


def test_a_path_over_several_properties_becomes_one_too() -> None:
    text = f"PREFIX sl: <{SL}> ASK {{ ?s (sl:brederTaak|sl:brederCategorie)*/sl:a ?c }}"
    said = closed_paths(text)
    assert "*" not in said
    assert said.endswith("brederTaak>/sl:a ?c }")


def test_each_condition_of_a_scan_becomes_a_query() -> None:
    text = (
        'SELECT ?this WHERE { ?this <urn:p> ?t BIND(CONCAT(IF(EXISTS { ?this ?t 1, 2 }, "", "1 "), '
        'IF(true, "", "3 ")) AS ?failed) FILTER(?failed != "") }'
    )
    assert [" ".join(each.split()) for each in conditions_apart(text)] == [
        f"SELECT ?this WHERE {{ ?this <urn:p> ?t FILTER(!{test}) BIND({flag} AS ?failed) }}"
        for test, flag in (("EXISTS { ?this ?t 1, 2 }", '"1 "'), ("true", '"3 "'))
    ]


VALUES = """VALUES (?a ?b) { ("2024-01-01"^^xsd:date "2024-01-02"^^xsd:date) (1 2) (2 1) ("a" "b")
  ("2024-01-01"^^xsd:date "2024-01-02") ("2024-01-01"^^xsd:date 1) (1 "2024-01-01"^^xsd:date)
  (<urn:a> "2024-01-01"^^xsd:date) (<urn:a> <urn:b>) ("2024-02-30"^^xsd:date "2024-03-01"^^xsd:date)
  (UNDEF "2024-01-01"^^xsd:date) ("2024-01-01"^^xsd:date "2024-01-01T00:00:00"^^xsd:dateTime) }"""


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">="])
@pytest.mark.parametrize("asked", ["FILTER(?a {} ?b)", "FILTER(!COALESCE(?a {} ?b, false))"])
def test_a_day_is_compared_with_a_day(sign: str, asked: str) -> None:
    query = (
        "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
        f"SELECT ?a ?b {{ {VALUES} {asked.format(sign)} }}"
    )
    said = without_mixed_days(query)
    assert said != query
    with EmbeddedStore() as empty:
        assert empty.select(said).rows == empty.select(query).rows


def test_a_choice_of_words_stands_in_brackets() -> None:
    text = 'ASK { FILTER(REGEX(LCASE("a|b"), "bsn|sofi", "i") && REGEX("x", "^(a|b)$")) }'
    assert without_bare_choices(text) == text.replace('"bsn|sofi"', '"(bsn|sofi)"')


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


def proven(forms: dict[str, str]) -> ProvenPlan:
    """Return the plan on a server that answers these queries; nothing is sent there."""
    pages = Pages(Endpoint("http://127.0.0.1:1/query", environ={}))
    asker = material().asker(pages, keeps_names=True)
    return ProvenPlan(material().plan, Proof(forms, "a server", True), asker, material().scans)


def test_what_a_server_answers_in_no_form_is_refused_by_name() -> None:
    plan = material().plan
    assert proven({}).refused() == sorted({check.shape for check in plan.checks})
    assert proven({piece.key: "plain" for piece in core_of(plan) + own_of(plan)}).refused() == []
    left = own_of(plan)[0]
    known = (*scans_of(material().scans()), *own_of(plan)[1:])
    most = proven({piece.key: "apart" for piece in known})
    assert most.refused() == [left.shape]
    assert left.text not in most.asked.queries
    assert set(most.asked.core) == set(material().scans())


def test_statements_are_fetched_only_if_they_may_be() -> None:
    plan = material().plan
    first, *others = own_of(plan)
    forms = {piece.key: "plain" for piece in (*core_of(plan), *others)} | {first.key: "weaker"}
    safe = proven(forms)
    assert (safe.refused(), safe.fetching()) == ([], [first.shape])
    assert first.text not in safe.asked.queries
    free = replace(safe, fetches=True)
    assert (free.refused(), free.fetching()) == ([], [])
    assert first.text in free.asked.queries


def test_scans_are_asked_only_for_what_the_core_leaves_open() -> None:
    plan = material().plan
    assert undecided(plan, list(core_of(plan)), material().scans) == ()
    assert undecided(plan, [], material().scans) == scans_of(material().scans())
