"""The command as a user meets it: exit codes, formats, inputs, rules of one's own, signals."""

from __future__ import annotations

import gzip
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from junitparser import JUnitXml
from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from command import COMMAND, Outcome, clean_environment, run
from dossiers import DELEGATION, DIRECTION, MIXED, PREFIXES, dossier
from published import published_data
from scheidslijn.namespaces import ID, RDF_TYPE, SH, SHAPE
from scheidslijn.render import FORMATS
from scheidslijn.render.words import WORDS

EXAMPLE: Final = (
    Path(__file__).parents[1]
    / "examples"
    / "verzuim"
    / "verzuim-twee-personen-niet-een-persoon.ttl"
)
COLOUR: Final = "\x1b["
# another dossier and employer than MIXED, so that they can be judged together
CLEAN_BESIDE: Final = dossier(DIRECTION, number=8, employer="molen").replace(":vera", ":fien")
WARNED: Final = dossier(DIRECTION, number=7, employer="molen") + ":dier a :Dier ."
OWN_SHAPE: Final = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix sl: <https://w3id.org/scheidslijn/def#> .
<urn:mijn:dossier> a sh:NodeShape ; sh:targetClass sl:Dossier ;
    sh:property [ sh:path sl:eersteZiektedag ; sh:minCount 1 ; sh:severity sh:Info ;
        sh:message "Vul de eerste ziektedag in."@nl, "State the first day."@en ] ;
    sh:property [ sh:path sl:vanaf ; sh:minCount 1 ; sh:severity sh:Info ] .
"""
OWN_RULE: Final = f"""
@prefix sl: <https://w3id.org/scheidslijn/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<urn:mijn:norm> a sl:Onverenigbaarheid ; rdfs:label "coach is geen mediator" ;
    sl:onverenigbareRol <{ID}rol/coach>, <{ID}rol/mediator> ;
    sl:domein <{ID}domein/verzuim> ; sl:periode <{ID}periode/gelijktijdig> ;
    sl:geldtVoor <{ID}actorsoort/natuurlijk-persoon> ;
    sl:getoetstDoor <{SHAPE}Rolvermenging> .
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a clean dossier, one with a warning, a forbidden one and a broken file."""
    contents = {"clean": CLEAN_BESIDE, "mixed": MIXED, "warned": WARNED, "broken": "?"}
    for name, content in contents.items():
        (tmp_path / f"{name}.ttl").write_text(content, encoding="utf-8")
    # under another extension, so that the folder as a whole holds dossiers only
    (tmp_path / "mijn.shapes").write_text(OWN_SHAPE, encoding="utf-8")
    return tmp_path


def written(quads: list[Quad], rdf_format: RdfFormat) -> bytes:
    data = serialize(quads, format=rdf_format)
    assert data is not None
    return data


def findings(outcome: Outcome) -> list[dict[str, Any]]:
    found = json.loads(outcome.out)["findings"]
    assert isinstance(found, list)
    return found


def placeless(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{k: v for k, v in each.items() if k not in ("file", "line")} for each in found]


# Exit codes


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["mixed.ttl"], 1),
        (["warned.ttl"], 0),
        (["warned.ttl", "--fail-on", "violation"], 0),
        (["warned.ttl", "--fail-on", "warning"], 1),
        (["clean.ttl", "--shapes", "mijn.shapes", "--fail-on", "warning"], 0),
        (["clean.ttl", "--shapes", "mijn.shapes", "--fail-on", "info"], 1),
        (["clean.ttl", "--fail-on", "info"], 0),
    ],
)
def test_the_exit_code_depends_on_the_findings_and_the_threshold(
    folder: Path, arguments: list[str], code: int
) -> None:
    outcome = run("validate", *arguments, folder=folder)
    assert (outcome.code, outcome.err) == (code, "")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "no path was given"),
        (["clean.ttl", "--format", "html"], "Invalid value for '--format'"),
        (["clean.ttl", "--fail-on", "error"], "Invalid value for '--fail-on'"),
        (["clean.ttl", "--lang", "de"], "Invalid value for '--lang'"),
        (["clean.ttl", "--shapes", "geen.ttl"], "Invalid value for '--shapes'"),
        (["clean.ttl", "--rules", "."], "Invalid value for '--rules'"),
        (["clean.ttl", "--reading", "streng"], "'streng' is not one of 'strict', 'lenient'"),
        (["clean.ttl", "--on", "1 maart"], "written as year-month-day, such as 2026-03-01"),
        (["clean.ttl", "--on", "20260301"], "Invalid value for '--on': '20260301': a day was"),
        (["clean.ttl", "--on", "2026-02-30"], "Invalid value for '--on'"),
        (["clean.ttl", "--on", ""], "Invalid value for '--on'"),
        (["clean.ttl", "--unknown"], "No such option"),
        (["clean.ttl", "--input-format", "csv"], "unknown input format 'csv'; known are turtle"),
        (["clean.ttl", "--output", "geen/uit.txt"], "geen/uit.txt: cannot be written: No such"),
        (["-"], "standard input has no extension; say its syntax with --input-format"),
    ],
)
def test_wrong_usage_is_exit_code_2(folder: Path, arguments: list[str], says: str) -> None:
    outcome = run("validate", *arguments, folder=folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert says in outcome.err


def test_rules_that_cannot_be_read_are_exit_code_3_and_a_failing_engine_4(folder: Path) -> None:
    bad_query = (
        "<urn:x> a <http://www.w3.org/ns/shacl#NodeShape> ; <http://www.w3.org/ns/shacl#sparql> "
        '[ <http://www.w3.org/ns/shacl#select> "SELECT $this {" ] ; '
        "<http://www.w3.org/ns/shacl#targetClass> <https://w3id.org/scheidslijn/def#Dossier> ."
    )
    (folder / "query.ttl").write_text(bad_query)
    for option, file, engine, says, code in (
        ("--shapes", "broken.ttl", "compiled", "broken.ttl:1:1: ", 3),
        ("--rules", "broken.ttl", "compiled", "broken.ttl:1:1: ", 3),
        ("--shapes", "query.ttl", "compiled", "query.ttl:1: the query is not usable: ", 3),
        ("--shapes", "query.ttl", "reference", "pySHACL failed: ", 4),
    ):
        outcome = run("validate", "clean.ttl", option, file, "--engine", engine, folder=folder)
        assert (outcome.code, outcome.out) == (code, "")
        assert outcome.err.startswith(f"scheidslijn: {says}")
        assert outcome.err.count("\n") == 1


def test_checks_that_grow_out_of_hand_are_stopped_and_are_no_clean_pass(folder: Path) -> None:
    """Four unconnected patterns over the rule book: some 10^15 solutions, none of which is kept."""
    query = (
        "SELECT $this { $this ?p ?a . ?b ?q ?c . ?d ?r ?e . ?f ?s ?g . "
        "FILTER(STR(?a) = CONCAT(STR(?b), STR(?d), STR(?f))) }"
    )
    (folder / "explodes.ttl").write_text(
        "<urn:x> a <http://www.w3.org/ns/shacl#NodeShape> ; <http://www.w3.org/ns/shacl#sparql> "
        f'[ <http://www.w3.org/ns/shacl#select> "{query}" ] ; '
        "<http://www.w3.org/ns/shacl#targetClass> <https://w3id.org/scheidslijn/def#Dossier> ."
    )
    outcome = run(
        "validate", "clean.ttl", "--shapes", "explodes.ttl", "--time-limit", "1", folder=folder
    )
    assert (outcome.code, outcome.out) == (4, "")
    assert outcome.err.startswith("scheidslijn: clean.ttl: stopped after 1 seconds")
    assert "--time-limit" in outcome.err


def test_both_engines_write_the_same_bytes(folder: Path) -> None:
    formats = ("text", "json", "sarif", "junit", "turtle")
    written = {}
    for engine in ("compiled", "reference"):
        reports = [f"--report={name}={engine}.{name}" for name in formats]
        outcome = run(
            "validate", "mixed.ttl", "warned.ttl", "--engine", engine, *reports, folder=folder
        )
        assert outcome.code == 1
        texts = [(folder / f"{engine}.{name}").read_bytes() for name in formats]
        written[engine] = [each.replace(b'"reference"', b'"compiled"') for each in texts]
    assert all(written["compiled"])
    assert written["compiled"] == written["reference"]


def test_what_is_unreadable_weighs_more_than_what_is_found(folder: Path) -> None:
    for format_name in ("text", "json"):
        outcome = run("validate", ".", "--format", format_name, folder=folder)
        assert outcome.code == 3
        assert outcome.everything.count("broken.ttl") == (1 if format_name == "text" else 2)
        assert "mixed.ttl" in outcome.out
        assert "warned.ttl" in outcome.out
    report = json.loads(outcome.out)
    assert report["conforms"] is False
    assert [(problem["source"], problem["kind"]) for problem in report["problems"]] == [
        ("./broken.ttl", "input")
    ]
    assert len(report["findings"]) == 2
    assert outcome.err.startswith("scheidslijn: ./broken.ttl:1:1: ")


# Formats


def test_json_follows_its_schema_and_says_what_was_checked(folder: Path) -> None:
    schema = json.loads((files("scheidslijn") / "schema" / "report.schema.json").read_text())
    (folder / "broken.ttl").unlink()
    outcome = run("validate", ".", "--format", "json", folder=folder)
    report = json.loads(outcome.out)
    Draft202012Validator(schema).validate(report)
    assert (outcome.code, outcome.err, report["conforms"]) == (1, "", False)
    mixed = next(each for each in report["findings"] if each["severity"] == "violation")
    assert mixed["shape"] == SHAPE + "Rolvermenging"
    assert (mixed["file"], mixed["line"]) == ("./mixed.ttl", 14)
    assert report["checked"]["shapes"] > 10
    clean = json.loads(run("validate", "clean.ttl", "--format", "json", folder=folder).out)
    assert clean["conforms"] is True
    assert clean["findings"] == clean["problems"] == []
    assert clean["dossiers"][0]["label"] == {"nl": "Dossier 8", "en": "Dossier 8"}


def test_sarif_junit_and_turtle_are_read_by_their_own_readers(folder: Path) -> None:
    def report(name: str) -> Outcome:
        outcome = run("validate", "mixed.ttl", "warned.ttl", "--format", name, folder=folder)
        assert (outcome.code, outcome.err) == (1, "")
        return outcome

    log = json.loads(report("sarif").out)
    levels = sorted(result["level"] for result in log["runs"][0]["results"])
    assert levels == ["error", "warning"]

    suites = JUnitXml.fromstring(report("junit").raw)
    assert (suites.failures, suites.errors) == (1, 0)

    quads = list(parse(report("turtle").raw, format=RdfFormat.TURTLE))
    results = [q for q in quads if q.predicate.value == RDF_TYPE]
    assert sum(q.object == NamedNode(SH + "ValidationResult") for q in results) == 2

    schema = published_data("profiles") / "sarif-schema-2.1.0.json"
    Draft4Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(log)


def test_output_holds_the_same_bytes_and_leaves_stdout_empty(folder: Path) -> None:
    for format_name in ("text", "turtle"):
        arguments = ("validate", "mixed.ttl", "--format", format_name)
        shown = run(*arguments, folder=folder)
        stored = run(*arguments, "--output", "uit", folder=folder)
        assert (stored.code, stored.raw, stored.err) == (1, b"", "")
        assert (folder / "uit").read_bytes() == shown.raw


def test_output_is_utf8_in_any_locale(folder: Path) -> None:
    arguments = ("validate", "mixed.ttl")
    usual = run(*arguments, folder=folder)
    plain = run(*arguments, folder=folder, environment={"PYTHONIOENCODING": "ascii"})
    assert "één" in usual.out
    assert plain == usual


def test_the_same_findings_are_the_same_bytes(folder: Path) -> None:
    (folder / "broken.ttl").write_text(PREFIXES)
    (folder / "twee.ttl").write_text(dossier(DELEGATION, number=2))
    names = ["mixed.ttl", "warned.ttl", "twee.ttl", "broken.ttl"]
    for format_name in FORMATS:
        outcomes = [
            run(
                *("validate", *order, "--format", format_name, "--shapes", "mijn.shapes"),
                folder=folder,
                environment={"PYTHONHASHSEED": seed},
            )
            for order, seed in ((names, "1"), (names[::-1], "2"))
        ]
        assert outcomes[0].code == 3
        assert outcomes[0].raw == outcomes[1].raw, format_name
        assert len(outcomes[0].raw) > 500


def test_english_has_no_dutch_fixed_words(folder: Path) -> None:
    outcome = run("validate", ".", "--lang", "en", "--shapes", "mijn.shapes", folder=folder)
    # A reference to the law is a code and is the same in every language.
    text = re.sub(r"\(jci[^)]*\)", "", outcome.out).lower()
    words = set(re.findall(r"[^\W\d_]+", text))
    for key, fixed in WORDS.items():
        english = set(re.findall(r"[^\W\d_]+", fixed.en.lower()))
        dutch = set(re.findall(r"[^\W\d_]+", fixed.nl.lower())) - english - {"is", "in", "niet"}
        assert not dutch & words, key
    dutch_run = run("validate", ".", "--shapes", "mijn.shapes", folder=folder)
    assert "overtreding" in dutch_run.out
    assert "violation" not in dutch_run.out


# Inputs


def test_standard_input_is_read_in_each_syntax() -> None:
    quads = list(parse(MIXED, format=RdfFormat.TURTLE))
    formats = {
        "turtle": RdfFormat.TURTLE,
        "trig": RdfFormat.TRIG,
        "n-triples": RdfFormat.N_TRIPLES,
        "n-quads": RdfFormat.N_QUADS,
        "json-ld": RdfFormat.JSON_LD,
        "rdf-xml": RdfFormat.RDF_XML,
    }
    reports = []
    for number, (name, rdf_format) in enumerate(formats.items()):
        data = written(quads, rdf_format)
        outcome = run(
            *("validate", "-", "--input-format", name, "--format", "json"),
            stdin=gzip.compress(data) if number % 2 else data,
        )
        assert (outcome.code, outcome.err) == (1, "")
        assert {each["file"] for each in findings(outcome)} == {"<stdin>"}
        reports.append(placeless(findings(outcome)))
    assert len(reports[0]) == 1
    assert reports == reports[:1] * 6


def test_every_syntax_of_an_example_gives_the_same_findings(tmp_path: Path) -> None:
    quads = list(parse(path=str(EXAMPLE)))
    named = [
        Quad(quad.subject, quad.predicate, quad.object, NamedNode("urn:zaak")) for quad in quads
    ]
    (tmp_path / "a.ttl").write_bytes(EXAMPLE.read_bytes())
    (tmp_path / "b.jsonld").write_bytes(written(quads, RdfFormat.JSON_LD))
    (tmp_path / "c.rdf").write_bytes(written(quads, RdfFormat.RDF_XML))
    (tmp_path / "d.nt.gz").write_bytes(gzip.compress(written(quads, RdfFormat.N_TRIPLES)))
    (tmp_path / "e.nq").write_bytes(written(named, RdfFormat.N_QUADS))
    (tmp_path / "f.trig").write_bytes(written(named, RdfFormat.TRIG))
    by_file = {
        path.name: findings(run("validate", path, "--format", "json"))
        for path in sorted(tmp_path.iterdir())
    }
    alone = findings(run("validate", EXAMPLE, "--format", "json"))
    assert alone
    for name, own in by_file.items():
        assert placeless(own) == placeless(alone)
        has_lines = name not in ("b.jsonld", "c.rdf")
        assert all((each["line"] is not None) == has_lines for each in own)


def test_two_named_graphs_are_two_dossiers(tmp_path: Path) -> None:
    bodies = [
        dossier(role, number=number).removeprefix(PREFIXES)
        for number, role in ((1, DIRECTION), (2, DELEGATION))
    ]
    text = PREFIXES + "".join(f":graaf{n} {{\n{body}}}\n" for n, body in enumerate(bodies))
    (tmp_path / "twee.trig").write_text(text)
    outcome = run("validate", "twee.trig", "--format", "json", folder=tmp_path)
    assert json.loads(outcome.out)["checked"]["dossiers"] == 2
    (found,) = findings(outcome)
    assert found["shape"] == SHAPE + "RolvermengingZelfdeWerkgever"
    assert (found["file"], found["line"]) == ("twee.trig", 15)


def test_one_person_at_one_employer_is_warned_about_across_files(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(dossier(DIRECTION, number=1))
    (tmp_path / "b.ttl").write_text(dossier(DELEGATION, number=2))
    (tmp_path / "c.ttl").write_text(dossier(DELEGATION, number=3, employer="molen"))
    outputs = {
        run("validate", *order, folder=tmp_path).raw
        for order in (("a.ttl", "b.ttl"), ("b.ttl", "a.ttl"))
    }
    assert len(outputs) == 1
    warned = run("validate", "b.ttl", "a.ttl", "--format", "json", folder=tmp_path)
    (found,) = findings(warned)
    assert (found["severity"], found["shape"]) == (
        "warning",
        SHAPE + "RolvermengingZelfdeWerkgever",
    )
    assert (found["file"], found["line"]) == ("a.ttl", 14)
    assert [person["label"]["nl"] for person in found["persons"]] == ["Vera Voorbeeld"]
    apart = run("validate", "a.ttl", "c.ttl", "--format", "json", folder=tmp_path)
    assert (apart.code, findings(apart)) == (0, [])


def test_folders_globs_and_gzip_name_the_same_dossiers(tmp_path: Path) -> None:
    inner = tmp_path / "in" / "dieper"
    inner.mkdir(parents=True)
    (tmp_path / "in" / "een.ttl").write_text(dossier(DIRECTION, number=1))
    (inner / "twee.ttl.gz").write_bytes(gzip.compress(dossier(DIRECTION, number=2).encode()))
    (inner / "brief.txt").write_text("geen RDF")
    (inner / ".verborgen.ttl").write_text("?")
    for given in (["in"], ["in/**/*.ttl*"], ["in/een.ttl", "in/dieper"], ["in", "in/een.ttl"]):
        outcome = run("validate", *given, "--format", "json", folder=tmp_path)
        assert outcome.code == 0
        dossiers = json.loads(outcome.out)["dossiers"]
        assert [each["label"]["nl"] for each in dossiers] == ["Dossier 1", "Dossier 2"]


# Shapes and rules of one's own


def test_a_blank_shape_of_ones_own_goes_by_its_node_shape(folder: Path) -> None:
    outcome = run(
        "validate", "clean.ttl", "--shapes", "mijn.shapes", "--format", "json", folder=folder
    )
    first, second = findings(outcome)
    assert {each["shape"] for each in (first, second)} == {"urn:mijn:dossier"}
    assert {each["severity"] for each in (first, second)} == {"info"}
    assert first["message"] == {"nl": "Vul de eerste ziektedag in.", "en": "State the first day."}
    assert second["message"]["en"].startswith("Does not conform to the shape ")
    assert second["remedy"]["nl"]
    assert "_:" not in outcome.out


def test_a_rule_of_ones_own_is_checked(folder: Path) -> None:
    (folder / "twee.ttl").write_text(dossier("coach", "mediator"))
    (folder / "regel.ttl").write_text(OWN_RULE)
    arguments = ("validate", "twee.ttl", "--format", "json")
    before = run(*arguments, folder=folder)
    after = run(*arguments, "--rules", "regel.ttl", folder=folder)
    assert (before.code, findings(before)) == (0, [])
    assert after.code == 1
    (found,) = findings(after)
    assert [norm["id"] for norm in found["norms"]] == ["urn:mijn:norm"]
    hashes = {json.loads(each.out)["rulebook"]["sha256"] for each in (before, after)}
    assert len(hashes) == 2


# Readings and days


@pytest.fixture
def contested(folder: Path) -> Path:
    """A folder with a norm of the lenient reading, which lapses, and a dossier that breaks it."""
    extra = f"""    sl:lezing <{ID}lezing/soepel> ;
    sl:geldigVanaf "2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date> ;
    sl:vervaltOp "2026-03-01"^^<http://www.w3.org/2001/XMLSchema#date> ;
    sl:getoetstDoor"""
    (folder / "twee.ttl").write_text(dossier("coach", "mediator"))
    (folder / "regel.ttl").write_text(OWN_RULE.replace("    sl:getoetstDoor", extra))
    return folder


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([], False),
        (["--reading", "strict"], False),
        (["--reading", "lenient"], True),
        (["--reading", "lenient", "--on", "2026-02-28"], True),
        (["--reading", "lenient", "--on", "2026-03-01"], False),
        (["--reading", "lenient", "--on", "2025-12-31"], False),
        (["--on", "2026-02-28"], False),
    ],
)
def test_only_norms_of_the_reading_and_the_day_are_applied(
    contested: Path, options: list[str], found: bool
) -> None:
    schema = json.loads((files("scheidslijn") / "schema" / "report.schema.json").read_text())
    arguments = ("validate", "twee.ttl", "--rules", "regel.ttl", "--format", "json")
    outcome = run(*arguments, *options, folder=contested)
    report = json.loads(outcome.out)
    Draft202012Validator(schema).validate(report)
    assert report["reading"] == ("lenient" if "lenient" in options else "strict")
    assert report["on"] == (options[-1] if "--on" in options else None)
    own = [f for f in findings(outcome) if "urn:mijn:norm" in {n["id"] for n in f["norms"]}]
    readings = [[reading["id"] for reading in each["readings"]] for each in own]
    assert readings == ([[f"{ID}lezing/soepel"]] if found else [])


def test_every_format_for_people_names_reading_and_day_in_both_languages(contested: Path) -> None:
    options = ("--rules", "regel.ttl", "--reading", "lenient", "--on", "2026-02-28")
    for language, of_finding, of_report in (
        ("nl", "Lezing: soepele lezing", "Soepele lezing. Peildatum: 2026-02-28."),
        ("en", "Reading: lenient reading", "Lenient reading. Reference date: 2026-02-28."),
    ):
        shown = run("validate", "twee.ttl", *options, "--lang", language, folder=contested)
        assert shown.code == 1
        assert of_finding in shown.everything
        assert of_report in shown.everything
        junit = run(
            *("validate", "twee.ttl", *options, "--lang", language, "--format", "junit"),
            folder=contested,
        )
        assert of_finding in junit.out
    turtle = run("validate", "twee.ttl", *options, "--format", "turtle", folder=contested)
    assert f"sl:lezing <{ID}lezing/soepel>" in turtle.out


def test_a_norm_whose_date_cannot_be_read_is_exit_code_3_once_a_day_is_asked(
    contested: Path,
) -> None:
    rule = contested / "regel.ttl"
    rule.write_text(rule.read_text().replace("2026-03-01", "maart"))
    arguments = ("validate", "clean.ttl", "--rules", "regel.ttl")
    assert run(*arguments, folder=contested).code in (0, 1)
    outcome = run(*arguments, "--on", "2026-02-28", folder=contested)
    assert (outcome.code, outcome.out) == (3, "")
    assert "urn:mijn:norm has the value" in outcome.err
    assert "a day was expected, such as 2026-03-01" in outcome.err


# Terminals, pipes and signals


def test_nothing_is_coloured_when_piped(folder: Path) -> None:
    for extra in ({}, {"TERM": "xterm-256color", "FORCE_COLOR": "1"}):
        assert COLOUR not in run("validate", "mixed.ttl", folder=folder, environment=extra).out


@pytest.mark.skipif(not hasattr(pty, "openpty"), reason="there is no pseudo-terminal here")
def test_a_terminal_gets_colour_and_a_file_does_not(folder: Path) -> None:
    ours, theirs = pty.openpty()
    shown = bytearray()

    def drain() -> None:
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # the other side has closed
                return
            if not piece:
                return
            shown.extend(piece)

    reader = threading.Thread(target=drain)
    reader.start()
    code = subprocess.run(
        [COMMAND, "validate", "mixed.ttl", "clean.ttl"],
        cwd=folder,
        env=clean_environment(TERM="xterm-256color"),
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        timeout=120,
        check=False,
    ).returncode
    os.close(theirs)
    reader.join(10)
    os.close(ours)
    assert code == 1
    assert b"\x1b[31movertreding\x1b[0m" in bytes(shown)
    assert b"Traceback" not in shown


def test_a_reader_that_leaves_does_not_change_the_verdict(folder: Path) -> None:
    for arguments, code in (
        (["validate", "mixed.ttl", "--format", "json"], 1),
        (["validate", "clean.ttl"], 0),
        (["query", "list"], 0),
    ):
        process = subprocess.Popen(
            [COMMAND, *arguments],
            cwd=folder,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        with process.stderr:
            assert process.stderr.read() == b""
        assert process.wait(120) == code


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
def test_an_interrupt_ends_quietly_with_130() -> None:
    process = subprocess.Popen(
        [COMMAND, "validate", "-", "--input-format", "turtle"],
        env=clean_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    # Filling the pipe beyond what it can hold shows that the command is reading it.
    assert process.stdin is not None
    process.stdin.write(b"# wachten\n" * 200_000)
    process.stdin.flush()
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out == b""
    assert err.strip() == b""


# Help


def test_help_shows_examples_and_exit_codes() -> None:
    for arguments in (["validate"], ["query"], []):
        for option in ("--help", "-h"):
            outcome = run(*arguments, option)
            assert (outcome.code, outcome.err) == (0, "")
            assert "\n  Examples:\n    scheidslijn " in outcome.out
            assert max(map(len, outcome.out.splitlines())) <= 100
            if arguments:
                assert "\n  Exit codes:\n    0  " in outcome.out
                assert all(f"\n    {code}  " in outcome.out for code in range(5))


def test_every_example_of_the_help_works(folder: Path) -> None:
    root = EXAMPLE.parents[2]
    shutil.copytree(root / "examples" / "verzuim", folder / "examples" / "verzuim")
    shown = run("query", "--help").out
    examples = [line.split()[1:] for line in shown.splitlines() if "  scheidslijn " in line]
    assert len(examples) > 2
    for arguments in examples:
        if "--endpoint" not in arguments:
            assert run(*arguments, folder=folder).code == 0


def test_the_version_is_that_of_the_package() -> None:
    assert run("--version").out == f"scheidslijn, version {version('scheidslijn')}\n"
