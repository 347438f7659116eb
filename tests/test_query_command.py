"""``scheidslijn query`` as a user runs it: find, show, ask, and every way to get it wrong."""

from __future__ import annotations

import csv
import http.server
import io
import json
import os
import pty
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pytest
import rdflib
from pyoxigraph import Quad, parse
from rdflib.query import Result, ResultRow

from command import COMMAND, clean_environment, run
from scheidslijn import resources
from scheidslijn.model import LANGUAGES
from scheidslijn.questions import list_questions
from server import free_port, put

QUERIES: Final = resources.queries_folder()
DOSSIER: Final = QUERIES / "rolvervullingen.ttl"
PAIRS: Final = "onverenigbare-rollen"
SLUGS: Final = sorted(path.stem for path in QUERIES.glob("*.rq"))
EXPLODES: Final = "SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GRAPH: Final = """\
PREFIX sl: <https://w3id.org/scheidslijn/def#>
CONSTRUCT { ?role a sl:Rol ; sl:brederRol ?broader } WHERE { ?role sl:brederRol ?broader }
"""


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


# Finding


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_names_every_question(language: str) -> None:
    listed = run("query", "list", "--lang", language)
    assert (listed.code, listed.err) == (0, "")
    lines = listed.out.splitlines()
    every = list_questions(QUERIES)
    assert [line.split()[0] for line in lines[::2]] == SLUGS
    asked = [q.question.nl if language == "nl" else q.question.en for q in every]
    assert [line.strip() for line in lines[1::2]] == asked


def test_the_list_is_searched_by_word_role_and_article() -> None:
    found = run("query", "list", "EEN HAND", "rollen").out
    assert PAIRS in found
    assert len(found.splitlines()) < 2 * len(SLUGS)
    by_role = json.loads(run("query", "list", "--role", "bedrijfsarts", "--format", "json").out)
    assert PAIRS in {each["name"] for each in by_role}
    by_article = json.loads(run("query", "list", "--article", "arbowet", "--format", "json").out)
    assert by_article
    assert all("arbowet" in " ".join(each["articles"]) for each in by_article)
    assert run("query", "list", "zzzz", "--lang", "en").out == "No question fits this.\n"
    wrong = run("query", "list", "--role", "bedrijfsars")
    assert (wrong.code, wrong.out) == (2, "")
    assert "Did you mean bedrijfsarts" in wrong.err


def test_a_question_is_shown_whole_with_a_command_that_works() -> None:
    shown = run("query", "show", "rollen-op-datum", "--lang", "en")
    assert (shown.code, shown.err) == (0, "")
    for part in ("Who holds which role", "datum – date (xsd:date)", "Columns:", "SELECT DISTINCT"):  # noqa: RUF001  # a dash
        assert part in shown.out
    line = shown.out.splitlines()[-1].strip()
    assert line == "scheidslijn query rollen-op-datum --param datum=2026-03-01"
    assert run(*shlex.split(line)[1:]).code == 0
    found = json.loads(run("query", "show", "gegevens-van-rol", "--format", "json").out)
    assert found["parameters"][0]["type"] == "Rol"
    assert any(each["id"].endswith("rol/bedrijfsarts") for each in found["values"]["rol"])
    assert found["query"] == (QUERIES / "gegevens-van-rol.rq").read_text(encoding="utf-8")


def test_what_is_shown_names_articles_by_their_label() -> None:
    question = next(each for each in list_questions(QUERIES) if each.articles)
    shown = run("query", "show", question.slug).out
    for article in question.articles:
        assert re.search(rf"artikel [^\n]+ \({article}\)\n", shown)


# Asking


def test_every_format_of_rows_holds_the_same_rows(tmp_path: Path) -> None:
    arguments = ("query", PAIRS, "--format")
    comma = run(*arguments, "csv")
    assert (comma.code, comma.err) == (0, "")
    rows = rows_of(comma.out)
    assert len(rows) > 40
    result = Result.parse(io.BytesIO(run(*arguments, "json").raw), format="json")
    assert [[str(term) for term in row] for row in result if isinstance(row, ResultRow)] == rows[1:]
    table = run(*arguments, "table", "--lang", "en")
    assert table.out.startswith("Which roles may not be in one hand, and why?\n\ndomain ")
    assert "https:" not in table.out
    assert f"rows: {len(rows) - 1};" in table.out
    markdown = run(*arguments, "markdown").out
    assert markdown.count("\n| ") == len(rows) + 1
    page = tmp_path / "page.html"
    assert run(*arguments, "html", "--output", page).out == ""
    assert page.read_text(encoding="utf-8").count("<tr>") == len(rows)


def test_labels_stand_beside_iris_or_stay_away() -> None:
    labelled = rows_of(run("query", PAIRS, "--format", "csv", "--labels", "--lang", "en").out)
    assert labelled[0][:4] == ["domein", "domeinLabel", "rol", "rolLabel"]
    assert ("https://w3id.org/scheidslijn/id/rol/werkgever", "employer") in {
        (row[2], row[3]) for row in labelled
    } | {(row[4], row[5]) for row in labelled}
    assert "https://w3id.org/" in run("query", PAIRS, "--no-labels").out
    refused = run("query", PAIRS, "--format", "json", "--labels")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        "scheidslijn: json holds the terms of the answer only: leave out --labels.\n"
    )


def test_a_graph_is_written_as_turtle_or_graphml(tmp_path: Path) -> None:
    (tmp_path / "kaart.rq").write_text(GRAPH)
    turtle = run("query", "kaart.rq", folder=tmp_path)
    assert (turtle.code, turtle.err) == (0, "")
    graph = rdflib.Graph().parse(data=turtle.out)
    assert len(graph) > 50
    drawn = run("query", "kaart.rq", "--format", "graphml", "--lang", "en", folder=tmp_path)
    root = ElementTree.fromstring(drawn.out)
    edges = list(root.iter("{http://graphml.graphdrawing.org/xmlns}edge"))
    assert len(edges) == len(list(graph.subject_objects(rdflib.URIRef(SL_BROADER))))
    assert ">occupational physician<" in drawn.out
    refused = run("query", "kaart.rq", "--format", "csv", folder=tmp_path)
    assert refused.err == (
        "scheidslijn: kaart gives a graph, which cannot be written as csv; "
        "use --format turtle or graphml.\n"
    )
    paged = run("query", "kaart.rq", "--page", "1", folder=tmp_path)
    assert (paged.code, paged.err.count("\n")) == (2, 1)
    capped = run("query", "kaart.rq", "--max-rows", "3", folder=tmp_path)
    assert len(rdflib.Graph().parse(data=capped.out)) == 3
    assert capped.err.startswith("scheidslijn: only 3 of ")


SL_BROADER: Final = "https://w3id.org/scheidslijn/def#brederRol"


def test_true_or_false_is_an_answer(tmp_path: Path) -> None:
    (tmp_path / "waar.rq").write_text("ASK { ?s ?p ?o }")
    assert run("query", "waar.rq", "--no-footer", folder=tmp_path).out == "waar\n\ntrue\n"
    as_json = json.loads(run("query", "waar.rq", "--format", "json", folder=tmp_path).out)
    assert as_json == {"head": {}, "boolean": True}


def test_parameters_go_by_name_title_label_or_iri() -> None:
    ways = ("rol=bedrijfsarts", "role=Occupational Physician", "Rol=bedrijfs-arts",
            "rol=https://w3id.org/scheidslijn/id/rol/bedrijfsarts")  # fmt: skip
    answers = {run("query", "gegevens-van-rol", "-p", way).out for way in ways}
    assert len(answers) == 1
    assert "\nvraag: gegevens-van-rol; rol: bedrijfsarts; rijen: " in answers.pop()


def test_pages_join_to_the_whole_and_a_cap_says_so() -> None:
    arguments = ("query", PAIRS, "--format", "csv")
    whole = rows_of(run(*arguments).out)[1:]
    pages = [rows_of(run(*arguments, "--page", str(n), "--page-size", "30").out) for n in (1, 2)]
    assert pages[0][1:] + pages[1][1:] == whole
    assert len(pages[0]) == 31
    assert rows_of(run(*arguments, "--page", "1").out)[1:] == whole[:50]
    beyond = run(*arguments, "--page", "9")
    assert (beyond.code, len(rows_of(beyond.out))) == (0, 1)
    assert beyond.err == f"scheidslijn: there is no such page: {len(whole)} rows in all\n"
    capped = run("query", PAIRS, "--max-rows", "7", "--lang", "en")
    assert f"rows: 1–7 of {len(whole)} (capped);" in capped.out  # noqa: RUF001  # a range
    assert capped.err == (
        f"scheidslijn: only 7 of {len(whole)} are given; raise --max-rows or ask for pages\n"
    )


def test_the_footer_makes_an_answer_reproducible(tmp_path: Path) -> None:
    arguments = ("query", "rolvervullingen", DOSSIER)
    table = run(*arguments)
    assert run(*arguments).raw == table.raw
    below = " ".join(table.out.rpartition("\n\n")[2].split())
    assert re.fullmatch(
        r"vraag: rolvervullingen; rijen: \d+; query: [0-9a-f]{12}; regelboek: \S+ [0-9a-f]{12}; "
        r"gegevens: [0-9a-f]{12}; engine: oxigraph; scheidslijn: \S+", below
    )  # fmt: skip
    comma = run(*arguments, "--format", "csv", "--footer")
    assert comma.err == f"scheidslijn: {below}\n"
    assert "vraag:" not in comma.out
    assert "vraag:" not in run(*arguments, "--no-footer").out
    (tmp_path / "elders.ttl").write_bytes(DOSSIER.read_bytes())
    moved = run("query", "rolvervullingen", tmp_path / "elders.ttl")
    assert moved.raw == table.raw


def test_a_question_about_dossiers_says_that_it_has_none() -> None:
    empty = run("query", "rolvervullingen")
    assert empty.code == 0
    assert empty.err == (
        "scheidslijn: no rows: this question is about dossiers, and no PATH was given\n"
    )


def test_dossiers_may_come_in_any_syntax_and_from_standard_input() -> None:
    text = "".join(f"{quad.triple} .\n" for quad in parse(path=str(DOSSIER)))
    piped = run(
        *("query", "rolvervullingen", "-", "--input-format", "n-triples", "--format", "csv"),
        stdin=text.encode(),
    )
    assert piped.out == run("query", "rolvervullingen", DOSSIER, "--format", "csv").out
    assert len(piped.out.splitlines()) > 2


def test_dossiers_of_two_files_do_not_share_blank_nodes(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.ttl").write_text(f'[] <urn:p> "{number}" ; <urn:q> "{number}" .')
    query = tmp_path / "paar.rq"
    query.write_text("SELECT ?p ?q { ?n <urn:p> ?p ; <urn:q> ?q }")
    outcome = run("query", query, tmp_path / "1.ttl", tmp_path / "2.ttl", "--format", "csv")
    assert outcome.out == "p,q\r\n1,1\r\n2,2\r\n"


def test_a_literal_keeps_its_datatype_in_json(tmp_path: Path) -> None:
    query = tmp_path / "soorten.rq"
    query.write_text(
        "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
        "SELECT ?a ?b ?c ?d { VALUES (?a ?b ?c ?d) { ('x'@nl '2026-01-05'^^xsd:date 'y' UNDEF) } }"
    )
    outcome = run("query", query, "--format", "json")
    (row,) = Result.parse(io.BytesIO(outcome.raw), format="json")
    assert isinstance(row, ResultRow)
    date = rdflib.Literal("2026-01-05", datatype=rdflib.XSD.date)
    assert row.asdict() == {
        "a": rdflib.Literal("x", lang="nl"), "b": date, "c": rdflib.Literal("y"),
    }  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_there_is_colour_on_a_terminal_only() -> None:
    assert "\x1b" not in run("query", PAIRS).out
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [COMMAND, "query", PAIRS, "--page-size", "1"],
        env=clean_environment(TERM="xterm"), stdin=theirs, stdout=theirs, stderr=theirs,
    ) as process:  # fmt: skip
        assert process.wait(60) == 0
    os.close(theirs)
    shown = os.read(ours, 1 << 16)
    os.close(ours)
    assert shown.startswith(b"\x1b[1mWelke rollen")


def test_options_may_come_before_the_name_and_ask_may_be_said() -> None:
    first = run("query", "--lang", "en", "--format", "csv", PAIRS)
    assert first.code == 0
    assert run("query", "ask", PAIRS, "--format", "csv").raw == first.raw


# An endpoint


def test_a_remote_store_gives_the_same_answer(server: str, tmp_path: Path) -> None:
    triples = resources.read_graph(resources.ontology_files())
    dossier = [quad.triple for quad in parse(path=str(DOSSIER))]
    put(server, [Quad(t.subject, t.predicate, t.object) for t in (*triples, *dossier)])
    (tmp_path / "kaart.rq").write_text(GRAPH)
    for arguments in (
        ("rolvervullingen", "--format", "csv", "--labels"),
        ("gegevens-van-rol", "--param", "role=physician occupational", "--format", "json"),
        ("rollen-op-datum", "-p", "datum=2026-03-01", "--lang", "en", "--no-footer"),
        (str(tmp_path / "kaart.rq"), "--format", "graphml"),
    ):
        there = run("query", *arguments, "--endpoint", f"{server}/query")
        files = [] if "rol=" in " ".join(arguments) else [DOSSIER]
        here = run("query", arguments[0], *files, *arguments[1:])
        assert (there.code, there.err, there.raw) == (here.code, here.err, here.raw)
    shown = run("query", PAIRS, "--endpoint", f"{server}/query", "--lang", "en")
    assert f"engine: endpoint {server}/query;" in " ".join(shown.out.split())
    assert "rule book:" not in shown.out


def test_a_server_that_is_down_is_one_line_and_exit_code_4() -> None:
    url = f"http://127.0.0.1:{free_port()}/query"
    outcome = run("query", "rolvervullingen", "--endpoint", url, "--time-limit", "5")
    assert (outcome.code, outcome.out) == (4, "")
    assert outcome.err.startswith(f"scheidslijn: {url}: ")
    assert outcome.err.count("\n") == 1


class _Slow(http.server.BaseHTTPRequestHandler):
    """Says nothing at ``/silent``, and elsewhere gives each answer just within a second."""

    def do_POST(self) -> None:
        if self.path == "/silent":
            time.sleep(20)
            return
        time.sleep(0.8)
        query = self.rfile.read(int(self.headers["Content-Length"])).decode()
        columns = [name for name in ("x", "term", "label") if f"%3F{name}+" in query]
        role = {"x": {"type": "uri", "value": "urn:rol/arts"}}
        body = json.dumps({"head": {"vars": columns}, "results": {"bindings": [role]}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def slow() -> Iterator[str]:
    """Start a server that takes its time, and give its URL."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Slow)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_server_that_keeps_silent_is_left_at_the_limit(slow: str) -> None:
    start = time.monotonic()
    outcome = run("query", PAIRS, "--endpoint", f"{slow}/silent", "--time-limit", "1")
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (4, "", 1)
    assert time.monotonic() - start < 15


def test_the_limit_is_for_all_requests_together(slow: str, tmp_path: Path) -> None:
    front = "#+ summary: q\n#+ parameters:\n#+   rol: {type: Rol, nl: rol, en: role}\n"
    (tmp_path / "q.rq").write_text(front + "SELECT ?x { ?x ?p ?_rol_iri }")
    arguments = ("query", "q.rq", "-p", "rol=arts", "--endpoint", slow)
    outcome = run(*arguments, "--time-limit", "1", folder=tmp_path)
    assert (outcome.code, outcome.out) == (4, "")
    assert outcome.err.startswith("scheidslijn: q: stopped after ")
    assert run(*arguments, "--time-limit", "30", "--format", "csv", folder=tmp_path).code == 0


# What goes wrong


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT ?s\nWHERE {\n  ?s ?p ?o .\n  ?s FILTER\n}", "SPARQL query, line 4, column "),
        ("SELECT ?s { ?s rdf:type ?o }", "SPARQL query, line 1, column "),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "this is an update; a question only reads.\n"),
        ("DROP ALL", "this is an update; a question only reads.\n"),
        ("", "SPARQL query, line 1"),
        ("SELECT ?s { SERVICE <urn:x> { ?s ?p ?o } }", "SPARQL query, line 1, column 13"),
    ],
)
def test_a_file_that_is_no_question_is_wrong_usage(tmp_path: Path, query: str, says: str) -> None:
    (tmp_path / "vraag.rq").write_text(query)
    outcome = run("query", "vraag.rq", folder=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"scheidslijn: vraag.rq: {says}")
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["onverenigbare-rolen"], 2, "There is no question 'onverenigbare-rolen'. Did "),
        (["geen.rq"], 2, "There is no question 'geen.rq': no such file.\n"),
        (["rol"], 2, "The name 'rol' can mean "),
        ([], 2, "name a question or a .rq file; scheidslijn query list shows the names\n"),
        (["show", "zzz"], 2, "There is no question 'zzz'.\n"),
        (["gegevens-van-rol"], 2, "gegevens-van-rol needs a value for 'rol' "),
        (["gegevens-van-rol", "-p", "rol=bedrijfsars"], 2, "rol 'bedrijfsars' is not known."),
        (["gegevens-van-rol", "-p", "rol=physician"], 2, "rol 'physician' can mean "),
        (["gegevens-van-rol", "-p", "rol"], 2, "--param 'rol': expected NAME=VALUE"),
        (["gegevens-van-rol", "-p", "rol=arts", "-p", "rol=uwv"], 2, "--param 'rol=uwv': rol was"),
        (["gegevens-van-rol", "-p", "rool=arts"], 2, "gegevens-van-rol has no parameter 'rool'"),
        (["rollen-op-datum", "-p", "datum=31-12-2026"], 2, "datum: a day, written as "),
        (["rollen-op-datum", "-p", "datum=2026-02-30"], 2, "datum: a day, "),
        ([PAIRS, "-p", "rol=arts"], 2, f"{PAIRS} has no parameter 'rol'; it has none.\n"),
        ([PAIRS, "--format", "turtle"], 2, f"{PAIRS} gives rows, which"),
        (["rolvervullingen", "x.ttl", "--endpoint", "http://127.0.0.1:1/"], 2, "give either PATH"),
        (["rolvervullingen", "--endpoint", "ftp://127.0.0.1/"], 2, "Endpoint URL 'ftp"),
        ([PAIRS, "--time-limit", "nan"], 2, "A time limit of nan seconds: expected more than 0"),
        ([PAIRS, "--time-limit", "1e9"], 2, "A time limit of 1e+09 seconds: expected "),
        (["rolvervullingen", "geen.ttl"], 3, "geen.ttl: no such file or folder.\n"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_one_line(arguments: list[str], code: int, says: str) -> None:
    outcome = run("query", *arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert outcome.err.startswith(f"scheidslijn: {says}")
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("query", [EXPLODES, EXPLODES.replace("SELECT", "SELECT DISTINCT")])
def test_a_query_that_explodes_is_stopped_and_nothing_is_left(tmp_path: Path, query: str) -> None:
    (tmp_path / "knal.rq").write_text(query)
    start = time.monotonic()
    outcome = run("query", "knal.rq", "--time-limit", "2", folder=tmp_path)
    assert (outcome.code, outcome.out) == (4, "")
    assert outcome.err.startswith(
        "scheidslijn: knal: stopped after 2 seconds. Raise the limit with"
    )
    assert time.monotonic() - start < 20


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
def test_an_interrupt_stops_the_work_and_ends_with_130(tmp_path: Path) -> None:
    (tmp_path / "knal.rq").write_text(EXPLODES)
    process = subprocess.Popen(
        [COMMAND, "query", "knal.rq"],
        cwd=tmp_path, env=clean_environment(), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    time.sleep(2)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err.strip()) == (130, b"", b"")
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)  # nobody of the group is left


# Help


def test_help_tells_of_everything() -> None:
    shown = run("query", "--help").out
    for part in ("NAME [PATH]...", "list", "show", "--param", "--time-limit", "Exit codes:"):
        assert part in shown
    assert max(map(len, shown.splitlines())) <= 100
    for command in ("list", "show"):
        outcome = run("query", command, "-h")
        assert (outcome.code, outcome.err) == (0, "")
        assert f"scheidslijn query {command} " in outcome.out
