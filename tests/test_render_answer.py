"""Answers in every format: what other readers get back, and what no format lets through."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from typing import Final
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pyoxigraph import RdfFormat, Triple, parse

from reports import HASH, terms
from scheidslijn.answers import Answer, Provenance, Window
from scheidslijn.errors import UsageError
from scheidslijn.model import Column, Graph, Question, RuleBookVersion, Table, Text
from scheidslijn.namespaces import ID, RDF_TYPE, RDFS_LABEL, SL, XSD
from scheidslijn.render.answer import (
    FORMATS,
    AnswerStyle,
    check_format,
    default_format,
    needs_labels,
    render,
)
from scheidslijn.render.footer import footer
from scheidslijn.render.graph import graphml, turtle
from scheidslijn.render.table import shown
from scheidslijn.terms import rdf_term

slow = settings(max_examples=60, deadline=None)

ARTS: Final = ID + "rol/bedrijfsarts"
QUESTION: Final = Question(
    "wie-mag",
    Text("Wie mag <b>wat</b>?", "Who may?"),
    Text("", ""),
    "SELECT ?rol ?n {}",
    columns=(Column("rol", Text("rol | wie", "role"), "Rol"), Column("n", Text("n", "n"))),
)
MADE: Final = Provenance(HASH, "oxigraph", "1.2.3", RuleBookVersion("1.2.3", HASH), HASH)
ANSWER: Final = Answer(
    QUESTION,
    {"rol": ARTS, "wanneer": f'"2026-03-01"^^<{XSD}date>'},
    Table(("rol", "n"), ((ARTS, f'"2"^^<{XSD}integer>'), ("urn:x", None))),
    total=2,
    labels={ARTS: "bedrijfs|arts <i>"},
    provenance=MADE,
)
BELOW: Final = (
    "vraag: wie-mag; rol: bedrijfsarts; wanneer: 2026-03-01; rijen: 2; query: 0123456789ab; "
    "regelboek: 1.2.3 0123456789ab; gegevens: 0123456789ab; engine: oxigraph; scheidslijn: 1.2.3"
)
GRAPH: Final = Graph(
    (
        (ARTS, RDF_TYPE, SL + "Rol"),
        (ARTS, RDFS_LABEL, '"arts & co"@nl'),
        (ARTS, SL + "brederRol", ID + "rol/arts"),
        ("_:b", SL + "rol", ARTS),
    )
)
DRAWN: Final = Answer(replace(QUESTION, form="CONSTRUCT or DESCRIBE", columns=()), {}, GRAPH, 4)
TRUE: Final = Answer(replace(QUESTION, form="ASK", columns=()), {}, True)
NL: Final = AnswerStyle()


class Cells(HTMLParser):
    """Gathers elements with their attributes, and the text of cells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("td", "th"):
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data


def test_a_table_has_its_question_above_and_its_origin_below() -> None:
    assert render(ANSWER, "table", NL) == (
        "Wie mag <b>wat</b>?\n\nrol | wie          n\n-----------------  -\nbedrijfs|arts <i>  2\n"
        f"urn:x\n\n{BELOW[:98].rstrip()}\n{BELOW[98:].lstrip()}\n"
    )
    bare = render(ANSWER, "table", replace(NL, footer=False, labels=False))
    assert bare.endswith(f"\n{ARTS}  2\nurn:x\n")


def test_colour_is_only_for_whoever_asks() -> None:
    assert "\x1b" not in render(ANSWER, "table", NL)
    colored = render(ANSWER, "table", replace(NL, color=True))
    assert colored.startswith("\x1b[1mWie mag <b>wat</b>?\x1b[0m\n")
    assert colored.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "") == render(
        ANSWER, "table", NL
    )


def test_csv_has_labels_beside_iris_where_they_are_wanted() -> None:
    assert render(ANSWER, "csv", NL) == f"rol,n\r\n{ARTS},2\r\nurn:x,\r\n"
    assert render(ANSWER, "csv", replace(NL, labels=True)) == (
        f"rol,rolLabel,n\r\n{ARTS},bedrijfs|arts <i>,2\r\nurn:x,,\r\n"
    )


def test_a_column_without_a_type_is_one_of_iris_when_it_holds_one() -> None:
    columns = tuple(Column(name, Text(name, name)) for name in ("a", "aLabel", "b"))
    table = Table(("a", "aLabel", "b"), (("urn:x", '"y"', '"z"'),))
    answer = Answer(replace(QUESTION, columns=columns), {}, table, labels={"urn:x": "ix"})
    written = render(answer, "csv", replace(NL, labels=True))
    assert written == "a,aLabel_,aLabel,b\r\nurn:x,ix,y,z\r\n"


def test_json_stays_what_sparql_says() -> None:
    found = json.loads(render(ANSWER, "json", NL))
    assert found["head"] == {"vars": ["rol", "n"]}
    assert found["results"]["bindings"][1] == {"rol": {"type": "uri", "value": "urn:x"}}
    assert json.loads(render(TRUE, "json", NL)) == {"head": {}, "boolean": True}
    for name, answer in (("json", ANSWER), ("turtle", DRAWN)):
        with pytest.raises(UsageError, match=f"^{name} holds the terms of the answer only"):
            render(answer, name, replace(NL, labels=True))


def test_markdown_is_a_table_of_links() -> None:
    assert render(ANSWER, "markdown", NL) == (
        "## Wie mag \\<b\\>wat\\</b\\>?\n\n| rol \\| wie | n |\n| --- | --- |\n"
        f"| [bedrijfs\\|arts \\<i\\>](<{ARTS}>) | 2 |\n| urn:x |  |\n\n"
        f"{BELOW.replace('; ', ' · ')}\n"
    )


def test_html_is_a_page_of_its_own() -> None:
    page = render(ANSWER, "html", NL)
    found = Cells(page)
    assert page.startswith('<!DOCTYPE html>\n<html lang="nl">\n')
    texts = [text.strip() for text in found.texts]
    assert texts[:4] == ["rol | wie", "n", "bedrijfs|arts <i>", "2"]
    assert [each for tag, each in found.tags if tag == "th"] == [{"scope": "col"}] * 2
    assert ("a", {"href": ARTS, "title": ARTS}) in found.tags
    assert ("span", {"title": "urn:x"}) in found.tags
    assert "<caption>Wie mag &lt;b&gt;wat&lt;/b&gt;?</caption>" in page
    assert f"<footer>{BELOW.replace('; ', ' · ')}</footer>" in page
    assert 'lang="en"' in render(ANSWER, "html", AnswerStyle("en", footer=False))
    assert "<footer>" not in render(ANSWER, "html", AnswerStyle("en", footer=False))


@pytest.mark.parametrize("name", ["html", "markdown"])
@pytest.mark.parametrize("iri", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_what_is_no_web_address_is_no_link(name: str, iri: str) -> None:
    answer = replace(ANSWER, result=Table(("rol", "n"), ((iri, None),)), labels={iri: "klik"})
    written = render(answer, name, NL)
    assert "href" not in written
    assert "](" not in written
    assert "klik" in written


hostile = st.text(
    st.sampled_from("ab |\\`*_{}[]()<>#+-.!&~$\"'=\n\t:/é\u202e\x1b\x00")
) | st.sampled_from(
    ["<script>alert(1)</script>", "[x](javascript:y)", "| a |", "</td></table>", "&amp;", "```"]
)
_labelled = st.tuples(terms, hostile)


@slow
@given(st.lists(_labelled, max_size=4), hostile)
def test_whatever_a_cell_holds_html_shows_it_and_nothing_else(
    rows: list[tuple[str, str]], heading: str
) -> None:
    answer = _two_columns(rows, heading)
    found = Cells(render(answer, "html", replace(NL, footer=False)))
    labels = dict(rows)
    texts = [text.strip() for text in found.texts[2:]]
    wanted = [shown(term, labels) for term, _ in rows]
    assert texts[::2] == [each.strip() for each in wanted]
    allowed = {"html", "head", "meta", "title", "style", "body", "table", "caption", "thead"}
    allowed |= {"tr", "th", "tbody", "td", "a", "span"}
    assert {tag for tag, _ in found.tags} <= allowed
    for _, attributes in found.tags:
        assert not (attributes.get("href") or "https://").startswith("javascript")


@slow
@given(st.lists(_labelled, max_size=4), hostile)
def test_whatever_a_cell_holds_markdown_keeps_its_table(
    rows: list[tuple[str, str]], heading: str
) -> None:
    answer = _two_columns(rows, heading)
    page = (
        MarkdownIt().enable("table").render(render(answer, "markdown", replace(NL, footer=False)))
    )
    found = Cells(page)
    labels = dict(rows)
    texts = [" ".join(text.split()) for text in found.texts[2:]]
    assert texts[::2] == [" ".join(shown(term, labels).split()) for term, _ in rows]
    allowed = {"h2", "table", "thead", "tbody", "tr", "th", "td", "a"}
    assert {tag for tag, _ in found.tags} <= allowed


def _two_columns(rows: list[tuple[str, str]], heading: str) -> Answer:
    labels = dict(rows)
    table = Table(("rol", "n"), tuple((term, '"x"') for term, _ in rows))
    question = replace(QUESTION, question=Text(f"a {heading} b", "q"))
    return Answer(question, {}, table, len(rows), labels=labels)


@slow
@given(st.lists(st.tuples(terms, hostile), max_size=4))
def test_labels_in_csv_are_read_back(rows: list[tuple[str, str]]) -> None:
    labels = {term: label for term, label in rows if not term.startswith(("_:", '"'))}
    answer = replace(_two_columns(rows, ""), labels=labels)
    written = render(answer, "csv", replace(NL, labels=True))
    read = list(csv.reader(io.StringIO(written, newline=""), strict=True))
    assert [row[1] for row in read[1:]] == [labels.get(term, "") for term, _ in rows]


def test_turtle_and_graphml_hold_the_graph() -> None:
    again = {quad.triple for quad in parse(turtle(GRAPH).encode(), format=RdfFormat.TURTLE)}
    assert len(again) == 4
    assert "sl:brederRol" in turtle(GRAPH)
    assert "rdfs:label" in turtle(GRAPH)
    assert "xsd:" not in turtle(GRAPH)
    assert turtle(Graph(())) == ""
    root = ElementTree.fromstring(graphml(GRAPH, {ARTS: "de arts", SL + "rol": "rol"}))
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    keys = {each.get("id"): each.get("attr.name") for each in root.findall("g:key", space)}
    assert keys == {
        "iri": "iri", "label": "label", "predicate": "predicate", "edge-label": "label",
        "p0": "rdf:type", "p1": "rdfs:label",
    }  # fmt: skip
    nodes = {
        node.get("id"): {data.get("key"): data.text for data in node}
        for node in root.findall("g:graph/g:node", space)
    }
    by_iri = {data["iri"]: data | {"id": number} for number, data in nodes.items()}
    assert set(by_iri) == {"_:b", ARTS, ID + "rol/arts"}
    assert by_iri[ARTS]["label"] == "de arts"
    assert by_iri[ARTS]["p0"] == "Rol"
    assert by_iri[ARTS]["p1"] == "arts & co"
    edges = root.findall("g:graph/g:edge", space)
    ends = {(each.get("source"), each.get("target"), each[0].text, each[1].text) for each in edges}
    assert ends == {
        (by_iri[ARTS]["id"], by_iri[ID + "rol/arts"]["id"], SL + "brederRol", "brederRol"),
        (by_iri["_:b"]["id"], by_iri[ARTS]["id"], SL + "rol", "rol"),
    }


_iris = st.sampled_from([ARTS, SL + "rol", RDF_TYPE, RDFS_LABEL, "urn:x"]) | st.integers(0, 99).map(
    "https://example.org/é/{}".format
)
_nodes = _iris | st.integers(0, 9).map("_:b{}".format)


@slow
@given(st.sets(st.tuples(_nodes, _iris, terms), max_size=6), hostile)
def test_any_graph_is_read_back(triples: set[tuple[str, str, str]], label: str) -> None:
    graph = Graph(tuple(sorted(triples)))
    again = [quad.triple for quad in parse(turtle(graph).encode(), format=RdfFormat.TURTLE)]
    if not any(term.startswith("_:") for triple in triples for term in triple):
        wanted = {Triple(*(rdf_term(term) for term in triple)) for triple in triples}  # type: ignore[arg-type]  # subjects and predicates are chosen so
        assert set(again) == wanted
    assert len(again) == len(triples)
    root = ElementTree.fromstring(graphml(graph, dict.fromkeys((s for s, _, _ in triples), label)))
    ids = [node.get("id") for node in root.iter("{http://graphml.graphdrawing.org/xmlns}node")]
    assert len(set(ids)) == len(ids) >= len({subject for subject, _, _ in triples})
    assert graphml(graph, {}) == graphml(Graph(tuple(sorted(triples))), {})


def test_a_format_that_cannot_hold_an_answer_is_refused_by_name() -> None:
    assert [default_format(each.question) for each in (ANSWER, TRUE, DRAWN)] == [
        "table", "table", "turtle",
    ]  # fmt: skip
    with pytest.raises(UsageError, match=r"gives rows, .* as graphml; use --format table, csv,"):
        check_format(QUESTION, "graphml")
    with pytest.raises(UsageError, match=r"gives true or false, .* use --format table or json\."):
        check_format(TRUE.question, "csv")
    with pytest.raises(UsageError, match=r"gives a graph, .* use --format turtle or graphml\."):
        render(DRAWN, "table", NL)
    assert render(TRUE, "table", NL) == "Wie mag <b>wat</b>?\n\ntrue\n"
    assert render(DRAWN, "turtle", NL)
    assert render(DRAWN, "graphml", NL)


def test_labels_are_looked_up_only_for_formats_that_show_them() -> None:
    shows = {name for name in FORMATS if needs_labels(name, NL)}
    assert shows == {"table", "markdown", "html", "graphml"}
    assert needs_labels("csv", replace(NL, labels=True))
    assert not needs_labels("table", replace(NL, labels=False))


@pytest.mark.parametrize(
    ("window", "rows", "total", "says"),
    [
        (Window(cap=9), 2, 2, "2"),
        (Window(cap=2), 2, 5, "1–2 van 5 (afgekapt)"),  # noqa: RUF001  # a range
        (Window(offset=4, limit=2), 1, 5, "5 van 5"),
        (Window(offset=2, limit=2), 2, 5, "3–4 van 5"),  # noqa: RUF001  # a range
        (Window(offset=20, limit=2), 0, 5, "0 van 5"),
    ],
)
def test_the_footer_says_which_rows_are_given(
    window: Window, rows: int, total: int, says: str
) -> None:
    table = Table(("rol", "n"), ((None, None),) * rows)
    found = replace(ANSWER, result=table, window=window, total=total)
    assert f"rijen: {says}" in footer(found, "nl")


def test_a_footer_says_only_what_is_known() -> None:
    made = Provenance(HASH, "endpoint http://127.0.0.1/", "1.2.3")
    assert footer(replace(DRAWN, provenance=made), "en") == [
        "question: wie-mag", "triples: 4", "query: 0123456789ab",
        "engine: endpoint http://127.0.0.1/", "scheidslijn: 1.2.3",
    ]  # fmt: skip
    assert footer(DRAWN, "en") == []
    assert "rows" not in " ".join(footer(replace(TRUE, provenance=made), "en"))
