"""``scheidslijn publish`` as a user runs it: published, shown, refused, and every exit code."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from command import Outcome, run
from cutting import Proxy, proxy
from published import published_data
from scheidslijn.endpoint import Endpoint
from scheidslijn.errors import UsageError
from scheidslijn.inputs import find_sources
from scheidslijn.publishing import current_graph, from_files
from scheidslijn.resources import ontology_files, shapes_files
from server import free_port, oxigraph_server

BASE: Final = "https://example.org/graph/"
FIRST: Final = '<urn:a> <urn:p> "een"@nl , "weg" ; <urn:q> [ <urn:r> 1.50 ] .\n'
SECOND: Final = '<urn:a> <urn:p> "een"@nl , "twee" ; <urn:q> [ <urn:r> 1.50 ] .\n'
SHAPE: Final = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:shape> a sh:NodeShape ; sh:targetNode <urn:a> ; sh:property <urn:few> .
<urn:few> sh:path <urn:p> ; sh:maxCount {most} ; sh:severity sh:{severity} .
"""
VERZUIM: Final = Path(__file__).parents[2] / "examples" / "verzuim"


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    with oxigraph_server(tmp_path_factory.mktemp("store")) as url, proxy(url) as between:
        yield between


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, text in (("een.ttl", FIRST), ("twee.ttl", SECOND)):
        (tmp_path / name).write_text(text)
    return tmp_path


def publish(line: Proxy, *arguments: str | Path) -> Outcome:
    return run("publish", f"{line.url}/query", *arguments)


def current(line: Proxy, name: str, base: str = BASE) -> str | None:
    return current_graph(Endpoint(f"{line.url}/query", environ={}), name, base)


def test_the_rule_book_is_published_and_then_there_is_nothing_to_do(line: Proxy) -> None:
    done = publish(line)
    assert (done.code, done.err) == (0, "")
    graph = current(line, "rulebook", "https://w3id.org/scheidslijn/graph/")
    assert graph is not None
    assert re.fullmatch(
        r"Gepubliceerd en gelijk teruggelezen: rulebook [0-9.]+, [0-9]+ triples\.\n"
        rf"  Graaf: {re.escape(graph)}\n  SHA-256 \(RDFC-1\.0\): [0-9a-f]{{64}}\n"
        r"  [0-9]+ triples hebben een getal, tijd of waarheidswaarde .*\n",
        done.out,
    )
    before = line.updates
    again = publish(line, "--lang", "en", "--format", "json")
    assert again.code == 0
    said = json.loads(again.out)
    assert (said["outcome"], said["graph"], said["findings"]) == ("unchanged", graph, [])
    assert graph.endswith(f"{said['version']}-{said['sha256'][:12]}")
    assert line.updates == before


def test_files_are_published_shown_and_removed(line: Proxy, files: Path) -> None:
    options = ("--name", "begrippen", "--graph", BASE, "--lang", "en")
    first = publish(line, files / "een.ttl", *options, "--release", "1.0")
    old = current(line, "begrippen")
    assert (first.code, first.err) == (0, "")
    assert old is not None
    assert old.startswith(f"{BASE}begrippen/1.0-")
    updates = line.updates
    dry = publish(line, files / "twee.ttl", *options, "--release", "2.0", "--dry-run")
    assert (dry.code, dry.err, line.updates) == (0, "", updates)
    assert dry.out.splitlines()[:2] == ["Dry run: nothing was written.", f"  Now: {old}"]
    assert dry.out.splitlines()[3:] == [
        "  1 triples added, 1 removed, 3 the same.",
        "urn:a",
        '  + <urn:p> "twee" .',
        '  - <urn:p> "weg" .',
    ]
    told = json.loads(
        publish(line, files / "twee.ttl", *options, "--dry-run", "--format", "json").out
    )
    assert told["changes"] == [
        {
            "subject": "urn:a",
            "added": ['<urn:a> <urn:p> "twee" .'],
            "removed": ['<urn:a> <urn:p> "weg" .'],
        }
    ]
    assert current(line, "begrippen") == old
    second = publish(line, files / "twee.ttl", *options, "--release", "2.0", "--keep", "1")
    new = current(line, "begrippen")
    assert second.code == 0
    assert second.out.splitlines()[1] == f"  Graph: {new}"
    assert second.out.splitlines()[3:5] == [f"  Previous: {old}", f"  Removed: {old}"]


def test_a_run_that_was_cut_off_is_gone_on_with_and_says_so(line: Proxy, files: Path) -> None:
    many = files / "veel.nt"
    many.write_text("".join(f'<urn:{n}> <urn:p> "{n}" .\n' for n in range(5000)))
    options = (many, "--name", "veel", "--graph", BASE)
    start = line.updates
    line.cut = lambda number: "after" if number == start + 3 else None
    cut = publish(line, *options)
    assert (cut.code, cut.out) == (4, "")
    assert cut.err.startswith(f"scheidslijn: {line.url}/update: ")
    assert cut.err.count("\n") == 1
    assert current(line, "veel") is None
    done = publish(line, *options)
    assert (done.code, current(line, "veel") is not None) == (0, True)
    assert done.err == (
        "scheidslijn: eerder afgebroken: 4000 van 5000 triples zijn er al, de rest volgt\n"
    )


@pytest.mark.parametrize(
    ("most", "severity", "code"), [(1, "Violation", 1), (1, "Warning", 0), (2, "Violation", 0)]
)
def test_what_violates_a_shape_is_not_published(
    line: Proxy, files: Path, most: int, severity: str, code: int
) -> None:
    shapes = files / "shapes.ttl"
    shapes.write_text(SHAPE.format(most=most, severity=severity))
    name = f"vorm-{most}-{severity.lower()}"
    options = (files / "een.ttl", "--name", name, "--graph", BASE, "--shapes", shapes)
    for more in (("--dry-run",), ()):
        updates = line.updates
        done = publish(line, *options, *more)
        assert done.code == code
        refused = "<urn:a> <urn:p>: <urn:few> asks otherwise (MaxCountConstraintComponent)"
        assert (refused in done.out) is (code == 1)
        assert code == 0 or line.updates == updates
    assert (current(line, name) is None) is (code == 1)


def test_the_shapes_of_a_profile_are_found_by_themselves(line: Proxy) -> None:
    folder = published_data("profiles")
    url = f"{line.url}/query"
    options = ("--profile", "nl-sbb", "--graph", BASE, "--format", "json")
    done = run("publish", url, *options, environment={"SCHEIDSLIJN_PROFILES": str(folder)})
    assert done.code == 0, done.everything
    assert current(line, "nl-sbb") == json.loads(done.out)["graph"]
    assert "SCHEIDSLIJN_PROFILES" not in done.err


def test_who_has_no_official_shapes_is_told_that_they_were_not_checked(line: Proxy) -> None:
    url = f"{line.url}/query"
    for profile, told in (("nl-sbb", True), ("eli", False)):
        done = run("publish", url, "--profile", profile, "--graph", BASE, "--dry-run")
        assert done.code == 0, done.everything
        assert ("set SCHEIDSLIJN_PROFILES" in done.err or "zet SCHEIDSLIJN" in done.err) is told


def test_a_dossier_leaves_through_a_profile_only_and_without_its_texts(line: Proxy) -> None:
    options = (VERZUIM / "leidinggevende-wel.ttl", "--name", "zaak", "--graph", BASE)
    bare = publish(line, *options)
    assert bare.code == 2
    assert "leidinggevende-wel.ttl holds a dossier; say --profile rdf" in bare.everything
    done = publish(line, *options, "--profile", "rdf")
    graph = current(line, "zaak")
    assert (done.code, graph is not None) == (0, True), done.everything
    rows = Endpoint(f"{line.url}/query", environ={}).select(
        f"SELECT ?s ?p ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    )
    assert ("https://example.org/leidinggevende/dossier", "werknemer") in {
        (row[0], (row[1] or "").rpartition("#")[2]) for row in rows.rows
    }
    assert "Proefpersoon" not in str(rows)


@pytest.mark.parametrize("name", ["zaak.dossier.yaml", "zaak.json"])
def test_a_dossier_in_a_form_leaves_through_a_profile_only(
    line: Proxy, tmp_path: Path, name: str
) -> None:
    assert run("init", name, folder=tmp_path).code == 0
    updates = line.updates
    done = publish(line, tmp_path / name, "--name", "vorm", "--graph", BASE)
    assert done.code == 2
    assert f"{name} holds a dossier; say --profile rdf" in done.everything
    assert line.updates == updates


CASES: Final = {
    '<urn:p> a sl:Persoon ; rdfs:label "Pia, verzonnen klacht" .': "Persoon",
    "[] a sl:Processtap .": "Processtap",
    "<urn:z> sl:klachtsoort klachtsoort:psychisch .": "klachtsoort",
    "<urn:x> <urn:y> [ sl:door <urn:p> ] .": "door",
    "GRAPH <urn:g> { <urn:h> sl:dossier <urn:d> }": "dossier",
    "<urn:d> sl:werknemer <urn:p> .": "werknemer",
    "<urn:d> sl:medewerker <urn:p> .": "medewerker",
    "<urn:k> sl:houder <urn:p> .": "houder",
    "<urn:t> sl:gedelegeerde <urn:p> .": "gedelegeerde",
    "<urn:t> sl:delegerende <urn:p> .": "delegerende",
    '<urn:d> sl:eersteZiektedag "2026-01-05" .': "eersteZiektedag",
}
PREFIXES: Final = """@prefix sl: <https://w3id.org/scheidslijn/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix klachtsoort: <https://w3id.org/scheidslijn/id/klachtsoort/> .
@prefix rol: <https://w3id.org/scheidslijn/id/rol/> .
"""


@pytest.mark.parametrize(("text", "term"), CASES.items())
def test_what_tells_of_a_case_is_not_published_as_it_is(
    tmp_path: Path, text: str, term: str
) -> None:
    file = tmp_path / "geen-dossier.trig"
    file.write_text(f'{PREFIXES}<urn:a> rdfs:label "een begrip" .\n{text}\n')
    with pytest.raises(UsageError, match=rf"tells of a case \(sl:{term}\); say --profile rdf"):
        list(from_files(find_sources([str(file)]).sources).quads)


def test_norms_and_terms_of_ones_own_are_published(line: Proxy, tmp_path: Path) -> None:
    file = tmp_path / "eigen.ttl"
    file.write_text(
        f"""{PREFIXES}
        <urn:n> a sl:Verbod ; rdfs:label "Eigen norm"@nl ; sl:betreftRol rol:bedrijfsarts .
        <urn:r> a sl:Rol ; sl:brederRol rol:bedrijfsarts .
        <urn:Zieke> a owl:Class ; rdfs:subClassOf sl:Persoon .
        <urn:doorWie> rdfs:subPropertyOf sl:door ; rdfs:domain sl:Handeling .
        """
    )
    done = publish(line, file, "--name", "eigen", "--graph", BASE)
    assert (done.code, current(line, "eigen") is not None) == (0, True), done.everything


def test_the_files_of_the_rule_book_tell_of_no_case() -> None:
    files = [*map(str, ontology_files()), *map(str, shapes_files())]
    sources = find_sources(files).sources
    assert len(list(from_files(sources).quads)) > 10_000


def test_a_dossier_with_a_violation_is_not_published(line: Proxy) -> None:
    file = VERZUIM / "leidinggevende-niet-medische-gegevens.ttl"
    done = publish(line, file, "--name", "mis", "--profile", "rdf", "--graph", BASE)
    assert done.code == 1
    assert "Geweigerd, er is niets verstuurd" in done.out
    assert "(Verboden)" in done.out
    assert "(Rolvermenging)" in done.out
    assert current(line, "mis") is None


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["een.ttl"], 2, "say with --name what PATHS are called"),
        (["een.ttl", "--name", "Twee Woorden"], 2, "small letters, digits and hyphens"),
        (["een.ttl", "--name", "een", "--release", "1/2"], 2, "version '1/2'"),
        (["een.ttl", "--name", "een", "--graph", "https://example.org"], 2, "ends in / or #"),
        (["een.ttl", "--name", "een", "--keep", "0"], 2, "x>=1"),
        (["--profile", "verzonnen"], 2, "unknown profile 'verzonnen'"),
        (["weg.ttl", "--name", "een"], 3, "weg.ttl: no such file"),
        (["stuk.ttl", "--name", "een"], 3, "stuk.ttl:1"),
        (["leeg.ttl", "--name", "een"], 3, "the file is empty; RDF was expected"),
        (["een.ttl", "--name", "een", "--shapes", "stuk.ttl"], 3, "stuk.ttl:1"),
        (["een.ttl", "--name", "een", "--shapes", "twee.ttl"], 3,
         "twee.ttl: says nothing in SHACL; a file with shapes was expected"),
        (["een.ttl", "--name", "een", "--shapes", "pad.ttl"], 3,
         "pad.ttl: no sh:NodeShape, no sh:PropertyShape and no target; shapes were expected"),
        (["een.ttl", "--name", "een", "--shapes", "vorm.ttl", "--shapes", "twee.ttl"], 3,
         "twee.ttl: says nothing in SHACL"),
        (["een.ttl", "--name", "rulebook"], 2, "the name rulebook is that of the rule book"),
        (["een.ttl", "--name", "rulebook", "--profile", "rdf"], 2, "is that of the rule book"),
        (["--name", "rulebook", "--profile", "rdf"], 2, "is that of the rule book"),
        (["een.ttl", "--name", "nl-sbb"], 2, "the name nl-sbb is that of a profile"),
        (["een.ttl", "--name", "nl-sbb", "--profile", "rdf"], 2, "is that of a profile"),
        (["--name", "nl-sbb"], 2, "the name nl-sbb is that of a profile; say another --name"),
        (["een.ttl", "--name", "een", "--update-url", "ftp://x/"], 2, "expected an http or https"),
    ],
)  # fmt: skip
def test_a_wrong_call_or_input_is_one_line_and_nothing_is_sent(
    line: Proxy, files: Path, arguments: list[str], code: int, message: str
) -> None:
    (files / "stuk.ttl").write_text("<urn:a> <urn:p> .\n")
    (files / "leeg.ttl").write_text("\n")
    (files / "pad.ttl").write_text("<urn:a> <http://www.w3.org/ns/shacl#path> <urn:p> .\n")
    (files / "vorm.ttl").write_text(SHAPE.format(most=2, severity="Violation"))
    updates = line.updates
    done = run("publish", f"{line.url}/query", *arguments, folder=files)
    assert (done.code, done.out) == (code, ""), done.everything
    assert message in done.everything
    assert line.updates == updates


def test_a_store_that_is_not_there_is_4_and_a_secret_is_not_repeated(files: Path) -> None:
    secret = {
        "SCHEIDSLIJN_ENDPOINT_USER": "iemand",
        "SCHEIDSLIJN_ENDPOINT_PASSWORD": "verzonnen-geheim",
    }
    url = f"http://127.0.0.1:{free_port()}/query"
    done = run("publish", url, files / "een.ttl", "--name", "een", environment=secret)
    assert (done.code, done.out) == (4, "")
    assert "connection refused" in done.err
    assert "geheim" not in done.everything


def test_a_store_that_can_only_be_read_is_4(line: Proxy, files: Path) -> None:
    done = publish(
        line, files / "een.ttl", "--name", "alleen-lezen", "--update-url", f"{line.url}/nergens"
    )
    assert done.code == 4
    assert "HTTP status 404" in done.err


def test_help_names_every_exit_code_and_examples_that_can_be_parsed() -> None:
    shown = run("publish", "--help")
    assert shown.code == 0
    for code in range(5):
        assert re.search(rf"^ +{code}  ", shown.out, re.MULTILINE)
    examples = re.findall(r"^ +scheidslijn (publish .*)$", shown.out, re.MULTILINE)
    assert len(examples) == 5
    for example in examples:
        words = [word for word in shlex.split(example)[2:] if word.startswith("--")]
        assert all(f"  {word} " in shown.out for word in words)
