"""Parameters: whatever a value holds, it comes back as that value and changes nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Identifier, Variable

from reports import terms
from scheidslijn.errors import UsageError
from scheidslijn.model import Question, Text
from scheidslijn.namespaces import ID, XSD
from scheidslijn.parameters import bind, matched, open_variables, sparql_text, value_of
from scheidslijn.querycheck import parse_query
from scheidslijn.questions import read_question
from scheidslijn.store import EmbeddedStore
from scheidslijn.terms import plain_text, rdf_term

FRONT: Final = """\
#+ summary: Who?
#+ parameters:
#+   rol: {type: Rol, nl: rol, en: role, example: arts}
#+   domein: {type: Domein, nl: domein, en: domain, example: verzuim}
#+   dag: {type: xsd:date, nl: dag, en: day, default: 2026-03-01}
#+   soort: {type: xsd:string, nl: soort, en: kind, example: één, values: [één, twee]}
"""
QUERY: Final = "SELECT ?x { ?x ?_rol_iri ?__domein_iri , ?_dag_xsd_date , ?_soort } # ?_niet_iri\n"
ROLES: Final = {ID + "rol/arts": Text("arts", "physician")}
# Each binds the value and gives it back, in a place of its own kind.
ECHO: Final = "SELECT ?x { BIND(?_v AS ?x) FILTER(?x=?_v||'?_v'!=\"?_v\") } # ?_v <?_v>"
ECHO_IRI: Final = "SELECT ?x { BIND(?_v_iri AS ?x) FILTER(?x IN(?_v_iri)&&1<2&&'<?_v_iri>'!='') }"
HOSTILE: Final = (
    '"', '\\"', "\\", "\\\\", '" . } DROP ALL #', "'''", '"""', "\\u0022", "\\\\u0022 }",
    "\\U00000022", "\ud7ff\U0001f469",
    "\n} #", "\r", "\t", "\x00", "\x00ab1234", "?_v", "$_v", "<urn:x>", "}", "# ", "\u2028",
    "\\u", "u0022", "\\n", "%22", "_:b", "{{_v}}", "\\u005Cu0022", "'@nl", '"^^<urn:x>',
)  # fmt: skip


def question(text: str = FRONT + QUERY) -> Question:
    return read_question(text, "q")


def structure(query: str) -> Mapping[str, object]:
    """Return the algebra of a query by rdflib, as plain data in which every literal is the same."""
    return {"algebra": _shape(prepareQuery(query).algebra)}


def _shape(node: object) -> object:
    if isinstance(node, Mapping):
        return {key: _shape(value) for key, value in sorted(node.items())}
    if isinstance(node, (list, tuple)):
        return [_shape(each) for each in node]
    if isinstance(node, (set, frozenset)):
        return sorted(map(str, map(_shape, node)))
    if isinstance(node, Identifier) and not isinstance(node, Variable):
        return type(node).__name__
    return str(node)


hostile = st.sampled_from(HOSTILE)
values = st.one_of(
    hostile,
    st.lists(st.one_of(hostile, st.text(max_size=3)), max_size=4).map("".join),
    st.text(),
)


@settings(deadline=None)
@given(values)
@example("\\u0022 } DROP ALL #")
def test_a_string_comes_back_and_changes_no_structure(value: str) -> None:
    asked = question(ECHO)
    term = value_of(asked.parameters[0], value, lambda _: {})
    bound = bind(asked, {"v": term})
    with EmbeddedStore() as store:
        assert store.select(bound).rows == ((str(Literal(value)),),)
    assert structure(bound) == structure(bind(asked, {"v": '"x"'}))
    (row,) = rdflib.Graph().query(bound)
    assert isinstance(row, rdflib.query.ResultRow)
    assert str(row[0]) == value


@settings(deadline=None)
@given(terms.filter(lambda term: not term.startswith("_:")))
def test_any_term_comes_back(term: str) -> None:
    asked = question(ECHO)
    bound = bind(asked, {"v": term})
    assert parse_query(bound).columns == ("x",)
    with EmbeddedStore() as store:
        (row,) = store.select(bound).rows
    found = rdf_term(row[0] or "")
    # the store keeps numbers by their value
    assert found == rdf_term(term) or found == _stored(term)


def _stored(term: str) -> object:
    with EmbeddedStore() as store:
        ((value,),) = store.select(f"SELECT ?x {{ VALUES ?x {{ {rdf_term(term)} }} }}").rows
    return rdf_term(value or "")


@settings(deadline=None)
@given(
    st.one_of(values, values.map(lambda value: f"urn:{value}"), values.map("https://x/".__add__))
)
@example("urn:x> } DROP ALL #")
@example("javascript:alert(1)")
def test_an_iri_comes_back_or_is_refused(value: str) -> None:
    asked = question(ECHO_IRI)
    try:
        term = value_of(asked.parameters[0], value, lambda _: {})
    except UsageError:
        return
    bound = bind(asked, {"v": term})
    with EmbeddedStore() as store:
        assert store.select(bound).rows == ((term,),)
    assert structure(bound) == structure(bind(asked, {"v": "urn:x"}))


@pytest.mark.parametrize("value", ["a b", "urn:a b", "https://x/>", 'https://x/"', "x", "", "//x"])
def test_what_is_no_iri_is_refused(value: str) -> None:
    with pytest.raises(UsageError, match=r"^v: "):
        value_of(question(ECHO_IRI).parameters[0], value, lambda _: {})


def test_only_variables_with_the_name_of_a_parameter_are_open() -> None:
    assert open_variables(QUERY) == ("_rol_iri", "__domein_iri", "_dag_xsd_date", "_soort")
    assert open_variables("SELECT * { ?a ?___b ?_1 . ?_ ?c_iri '?_d' }") == ()


def test_the_front_matter_gives_parameters_their_order_and_kind() -> None:
    rol, domein, dag, soort = question().parameters
    assert (rol.name, rol.variable, rol.type, rol.required) == ("rol", "_rol_iri", "Rol", True)
    assert (domein.variable, domein.required) == ("__domein_iri", False)
    assert (dag.default, dag.example, dag.required) == ("2026-03-01", "2026-03-01", False)
    assert (soort.values, soort.required) == (("één", "twee"), True)


def test_without_front_matter_the_name_says_the_kind() -> None:
    found = question("SELECT ?x ?_y { ?x ?_p_iri ?_y , ?__n_xsd_integer , ?_t }").parameters
    kinds = [(each.name, each.type, each.required) for each in found]
    assert kinds == [("p", "", True), ("n", "xsd:integer", False), ("t", "xsd:string", True)]


@pytest.mark.parametrize(
    ("line", "query", "message"),
    [
        ("x: {nl: a, en: a}", "?_y", r"q\.rq:3: no parameter 'x' in the query\.$"),
        ("roll: {type: Rol, nl: a, en: a}", "?_rol_iri", r"Did you mean rol\?$"),
        ("x: {type: Rol, nl: a, en: a}", "?_x", r"'x' is xsd:string in the query, not Rol\.$"),
        ("x: {type: xsd:date, nl: a, en: a}", "?_x_iri", r"'x' is an IRI in the query, not xsd:d"),
        ("x: {type: xsd:date, nl: a, en: a}", "?_x_xsd_time", r"can be xsd:boolean, .* or an IRI"),
        ("x: {type: Rol, nl: a, en: a}", "?_x_iri, ?__x_iri", r"both stand for the parameter 'x'"),
        (
            "x: {type: xsd:date, nl: a, en: a, example: nu}",
            "?_x_xsd_date",
            r":3: x: a day, .* 'nu'",
        ),
        ("x: {type: xsd:string, nl: a, en: a}", "?_x } GROUP BY ?_x {", r"q\.rq: "),
    ],
)
def test_front_matter_that_does_not_fit_is_refused(line: str, query: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        question(f"#+ summary: a\n#+ parameters:\n#+   {line}\nSELECT ?s {{ ?s ?p {query} }}")


def test_a_parameter_is_no_column() -> None:
    front = "#+ summary: a\n#+ parameters:\n#+   x: {type: xsd:string, nl: a, en: a}\n"
    with pytest.raises(UsageError, match=r"q\.rq:3: the parameter 'x' is also a column"):
        question(front + "SELECT ?_x { ?s ?p ?_x }")


def test_values_go_by_name_or_title_and_defaults_stand_in() -> None:
    assert matched(question(), {"role": "arts", "KIND": "twee"}) == {
        "rol": "arts", "dag": "2026-03-01", "soort": "twee",
    }  # fmt: skip
    found = matched(question(), {"domain": "wga", "rol": "a", "soort": "b", "dag": "c"})
    assert list(found.items()) == [("rol", "a"), ("domein", "wga"), ("dag", "c"), ("soort", "b")]


@pytest.mark.parametrize(
    ("given_values", "message"),
    [
        ({}, r"^q needs a value for 'rol' \(rol / role, Rol\), such as rol=arts; 'soort' \(soort"),
        ({"rl": "x"}, r"^q has no parameter 'rl'; it has rol, domein, .*\. Did you mean rol\?$"),
        ({"rol": "x", "Role": "y"}, r"^the parameter 'rol' was given twice"),
    ],
)
def test_values_that_do_not_fit_the_question_are_refused(
    given_values: dict[str, str], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        matched(question(), given_values)


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("date", "2026-03-01", "2026-03-01"),
        ("date", " 2026-03-01 ", "2026-03-01"),
        ("date", "2026-3-1", None),
        ("date", "2026-02-30", None),
        ("date", "20260301", None),
        ("date", "2026-W01-1", None),
        ("date", "", None),
        ("integer", "+007", "7"),
        ("integer", "-1", "-1"),
        ("integer", "1.0", None),
        ("integer", "1e3", None),
        ("integer", "9" * 19, None),
        ("integer", "9" * 5000, None),
        ("integer", "٣", None),
        ("boolean", "true", "true"),
        ("boolean", "Ja", "true"),
        ("boolean", "no", "false"),
        ("boolean", "1", None),
        ("string", " a ", " a "),
        ("string", "\udc80", None),
    ],
)
def test_a_literal_is_of_its_kind(kind: str, value: str, term: str | None) -> None:
    suffix = "" if kind == "string" else f"_xsd_{kind}"
    (parameter,) = question(f"SELECT ?s {{ ?s ?p ?_v{suffix} }}").parameters
    if term is None:
        with pytest.raises(
            UsageError, match=r"^v: .* was expected, not|^v: .* cannot|^v: .* not text"
        ):
            value_of(parameter, value, lambda _: {})
    else:
        expected = Literal(term, datatype=NamedNode(XSD + kind))
        assert value_of(parameter, value, lambda _: {}) == str(expected)


def test_of_a_few_values_one_is_chosen() -> None:
    soort = question().parameters[3]
    assert value_of(soort, "EEN", lambda _: {}) == '"één"'
    with pytest.raises(UsageError, match=r"^soort: 'twe' is none of één, twee\. Did you mean twee"):
        value_of(soort, "twe", lambda _: {})


def test_an_iri_goes_by_name_and_must_be_known() -> None:
    rol = question().parameters[0]
    known = {"Rol": ROLES}
    assert value_of(rol, "Physician", lambda kind: known[kind]) == ID + "rol/arts"
    with pytest.raises(UsageError, match=r"^rol 'https://x/y' is not known"):
        value_of(rol, "https://x/y", lambda kind: known[kind])


def test_of_a_dossier_any_iri_will_do_and_a_name_of_one_in_the_data() -> None:
    front = (
        "#+ summary: a\n#+ parameters:\n#+   d: {type: Dossier, nl: a, en: a, example: 'urn:x'}\n"
    )
    (parameter,) = question(front + "SELECT ?s { ?s ?p ?_d_iri }").parameters
    assert value_of(parameter, "https://example.org/1", lambda _: {}) == "https://example.org/1"
    assert value_of(parameter, "<urn:x:1>", lambda _: {}) == "urn:x:1"
    own = {"urn:d": Text("Dossier Proefpersoon", "Dossier Proefpersoon")}
    assert value_of(parameter, "proefpersoon", lambda _: own) == "urn:d"
    with pytest.raises(UsageError, match="is no IRI"):
        value_of(parameter, "urn:a<b", lambda _: {})


def test_what_is_not_given_stays_open_and_text_outside_variables_stays() -> None:
    given_terms = {"rol": "urn:r", "soort": '"x"'}
    assert bind(question(), given_terms) == FRONT + (
        'SELECT ?x { ?x  <urn:r>  ?__domein_iri , ?_dag_xsd_date ,  "x"  } # ?_niet_iri\n'
    )
    assert bind(question(), {}) == FRONT + QUERY


@pytest.mark.parametrize("operator", ["<", ">", "=", "!=", "+", "<="])
def test_a_term_keeps_apart_from_what_stands_beside_it(operator: str) -> None:
    asked = question(f"SELECT ?s {{ ?s ?p ?o FILTER(?o{operator}?_v_iri) }}")
    bound = bind(asked, {"v": "urn:x"})
    assert parse_query(bound).columns == ("s",)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s { ?s ?p ?o BIND(1 AS ?_v) }",
        "SELECT ?s { ?s ?p ?_v } GROUP BY ?s ?_v",
        "SELECT ?s { ?s ?p ?o FILTER(BOUND(?_v)) }",
        "SELECT ?s { ?s ?p ?o VALUES ?_v { 1 } }",
        "SELECT ?s { { SELECT ?_v { ?s ?p ?_v } } ?s ?p ?_v }",
    ],
)
def test_a_parameter_where_only_a_variable_can_stand_is_refused(query: str) -> None:
    asked = question(query)
    with pytest.raises(UsageError, match=r"^q\.rq: a parameter \(\?_v\) stands where a query"):
        bind(asked, {"v": '"x"'})


def test_what_the_answer_holds_is_no_parameter() -> None:
    asked = question("SELECT * { ?s ?p ?_v }")
    assert [column.name for column in asked.columns] == ["_v", "p", "s"]
    assert asked.parameters == ()


def test_a_blank_node_has_no_place_in_a_query() -> None:
    with pytest.raises(ValueError, match="a blank node there is a variable"):
        sparql_text("_:b")
    assert plain_text(sparql_text('"a"@nl')) == "a"
    assert sparql_text(f'"2026-03-01"^^<{XSD}date>') == f'"2026-03-01"^^<{XSD}date>'
