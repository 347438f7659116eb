"""The linter: every check on a passing and a failing case, the real rule book, and the command.

A case is a folder in ``lint/`` with the name of the check: ``pass*.ttl`` and ``fail*.ttl``, each
group joined, and perhaps ``sources/``. What is to be found stands in the failing files, as a
comment ``#= level term`` on the line above the subject at which it is to be placed.
"""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
import pytest
from jsonschema import Draft202012Validator

from command import run
from published import published_data
from scheidslijn.errors import InputError, UsageError
from scheidslijn.lint import CHECKS, Level, LintReport, lint, rulebook_files
from scheidslijn.model import Language
from scheidslijn.namespaces import ID, SL
from scheidslijn.render import lint as rendered
from scheidslijn.resources import read_graph

ROOT: Final = Path(__file__).parents[1]
CASES: Final = ROOT / "tests" / "lint"
CHECK: Final = {check.name: check for check in CHECKS}
LINE: Final = re.compile(r"#= (error|warning|info) (\S+)")
# What is found in NORM besides what any run finds.
NORM: Final = f"""
@prefix sl: <{SL}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<urn:mijn:rol> a sl:Rol ;
    rdfs:label "proefrol"@nl, "trial role"@en ;
    skos:definition "Een proefrol"@nl, "A trial role."@en ;
    rdfs:isDefinedBy <https://w3id.org/scheidslijn/def/rol> ;
    sl:brederRol <{ID}rol/arts> .
"""
BROKEN: Final = NORM.replace("rol/arts", "rol/bestaat-niet")

# robot-core/src/main/resources/report_profile.txt of ontodev/robot
ROBOT: Final = """
annotation_whitespace deprecated_boolean_datatype deprecated_class_reference
deprecated_property_reference duplicate_definition duplicate_exact_synonym duplicate_label_synonym
duplicate_label duplicate_scoped_synonym equivalent_pair equivalent_class_axiom_no_genus
illegal_use_of_built_in_vocabulary invalid_xref label_formatting label_whitespace
lowercase_definition missing_definition missing_label missing_obsolete_label
missing_ontology_description missing_ontology_license missing_ontology_title
missing_subset_declaration missing_superclass missing_synonymtype_declaration
misused_obsolete_label misused_replaced_by multiple_definitions multiple_equivalent_classes
multiple_equivalent_class_definitions multiple_labels invalid_entity_uri
"""

Expected = Counter[tuple[str, str, str, int]]


def expected(paths: list[Path]) -> Expected:
    """What the comments in these files say: level, term, file and line."""
    found: Expected = Counter()
    for path in paths:
        waiting: list[tuple[str, str]] = []
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            match = LINE.fullmatch(line)
            if match:
                waiting.append((match[1], match[2]))
            else:
                found.update((level, term, path.name, number) for level, term in waiting)
                waiting = []
        assert not waiting, f"{path} ends in an expectation"
    return found


def found(name: str, paths: list[Path]) -> Expected:
    """What the check of this name finds in these files."""
    sources = CASES / name / "sources"
    report = lint(
        sources=sources if sources.is_dir() else None, rulebook=paths, checks=[CHECK[name]]
    )
    assert all(finding.check == name for finding in report.findings)
    return Counter(
        (f.level.name.lower(), f.term.iri, Path(f.file or "").name, f.line or 0)
        for f in report.findings
    )


# The checks


def test_every_check_has_a_case_and_every_case_a_check() -> None:
    assert sorted(CHECK) == sorted(folder.name for folder in CASES.iterdir())
    assert len(CHECK) == len(CHECKS)


@pytest.mark.parametrize("name", CHECK)
def test_a_check_finds_nothing_in_what_is_right(name: str) -> None:
    paths = sorted((CASES / name).glob("pass*.ttl"))
    assert paths
    assert not expected(paths)
    assert found(name, paths) == Counter()


@pytest.mark.parametrize("name", CHECK)
def test_a_check_finds_exactly_what_is_wrong_and_where(name: str) -> None:
    paths = sorted((CASES / name).glob("fail*.ttl"))
    wanted = expected(paths)
    assert wanted
    assert found(name, paths) == wanted
    assert CHECK[name].level.name.lower() in {level for level, *_ in wanted}


@pytest.mark.parametrize("name", CHECK)
def test_findings_are_sentences_in_both_languages(name: str) -> None:
    report = lint(
        rulebook=sorted((CASES / name).glob("fail*.ttl")),
        sources=CASES / "passage-text" / "sources" if name == "passage-text" else None,
        checks=[CHECK[name]],
    )
    texts = [CHECK[name].description, CHECK[name].remedy]
    texts += [text for f in report.findings for text in (f.message, f.remedy)]
    for text in texts:
        assert text.nl != text.en
        for sentence in (text.nl, text.en):
            assert sentence.endswith(".")
            assert sentence[0].isupper() or name == "quality-shape"  # that may start with a label


def test_each_query_of_the_robot_report_has_its_check_or_its_reason() -> None:
    queries = ROBOT.split()
    assert len(queries) == 32
    texts = [check.function.__doc__ or "" for check in CHECKS]
    table = files("scheidslijn.lint").joinpath("table.py").read_text("utf-8")
    for query in queries:
        assert any(query in text for text in texts) or query in table, query


# The real rule book


def test_the_rule_book_has_no_error() -> None:
    errors = [f"{f.file}:{f.line} {f.check} {f.message.en}" for f in errors_of(lint())]
    assert errors == []


def test_the_passages_of_the_rule_book_are_what_the_sources_say() -> None:
    report = lint(sources=published_data("sources"), checks=[CHECK["passage-text"]])
    assert report.findings == ()
    unchecked = [CHECK["passage-unchecked"]]
    assert [f.level for f in lint(checks=unchecked).findings] == [Level.INFO]
    assert lint(sources=published_data("sources"), checks=unchecked).findings == ()


def errors_of(report: LintReport) -> list[Any]:
    return list(report.at_or_above(Level.ERROR))


def test_the_same_files_in_another_order_give_the_same_findings() -> None:
    files_ = [CASES / name / "fail.ttl" for name in CHECK]
    one = lint(rulebook=files_).findings
    other = lint(rulebook=files_[::-1]).findings
    checks = {f.check for f in one}
    assert len(checks) > 30
    # where the same term stands in several files, its home is the first of them
    keys = [{(f.check, f.level, f.term.iri) for f in found_} for found_ in (one, other)]
    assert keys[0] == keys[1]


def test_a_file_of_the_rule_book_is_read_once_and_another_is_joined(tmp_path: Path) -> None:
    own = rulebook_files()[0]
    (tmp_path / "norm.ttl").write_text(NORM, "utf-8")
    alone = lint(checks=[])
    assert lint([str(own)], checks=[]).checked == alone.checked
    joined = lint([str(own), str(tmp_path)], checks=[]).checked
    assert (joined.files, joined.terms) == (alone.checked.files + 1, alone.checked.terms + 1)


def test_quality_shapes_speak_with_their_own_label_remedy_and_severity() -> None:
    failing = CASES / "quality-shape" / "fail.ttl"
    (finding,) = (
        each
        for each in lint(rulebook=[failing], checks=[CHECK["quality-shape"]]).findings
        if each.term.iri.endswith("arts")
    )
    assert finding.shape is not None
    assert finding.shape.label.nl == "één Nederlandse definitie"
    assert finding.message.en == "The Dutch definition is missing or is there more than once."
    assert finding.remedy.en == "Add the missing text or origin."
    unused = ROOT / "shapes" / "quality" / "invalid" / "voorwaarde-ongebruikt.ttl"
    levels = {
        f.level
        for f in lint([str(unused)], checks=[CHECK["quality-shape"]]).findings
        if f.shape and f.shape.iri.endswith("RegelboekVoorwaardeGebruikt")
    }
    assert levels == {Level.WARNING}


def test_a_number_written_in_two_ways_is_judged_by_the_reference_engine(tmp_path: Path) -> None:
    path = tmp_path / "passage.ttl"
    text = (CASES / "passage-text" / "pass.ttl").read_text("utf-8")
    path.write_text(text.replace("sl:eersteRegel 2", "sl:eersteRegel 02"), "utf-8")
    report = lint(rulebook=[path], checks=[CHECK["quality-shape"]])
    assert any(f.term.iri.endswith("een-2-3") for f in report.findings)


def test_copies_of_the_rule_book_beside_it_are_found_to_be_copies(tmp_path: Path) -> None:
    quads = [q for q in read_graph(rulebook_files()) if str(q.subject).startswith(f"<{ID}")]
    for number in range(2):
        renamed = [ox.Quad(again(q.subject, number), q.predicate, q.object) for q in quads]
        ox.serialize(renamed, str(tmp_path / f"{number}.ttl"), format=ox.RdfFormat.TURTLE)
    checks = [CHECK[name] for name in ("duplicate-label", "repeated-identifier", "described-twice")]
    report = lint([str(tmp_path)], checks=checks)
    assert report.checked.triples > 3 * len(quads)
    own = [f for f in report.findings if f.file and Path(f.file).parent == tmp_path]
    assert {f.file for f in own} == {str(tmp_path / f"{number}.ttl") for number in range(2)}
    assert {f.check for f in own} == {"duplicate-label", "repeated-identifier"}


def again(term: object, number: int) -> ox.NamedNode:
    assert isinstance(term, ox.NamedNode)
    return ox.NamedNode(f"{term.value}-kopie{number}")


# Input that cannot be read, from Python


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", ":.*the file is empty; Turtle was expected"),
        (b"# niets\n", ":.*holds no triples; Turtle was expected"),
        (b"\x7fELF\x02\x01\x00\x00\xff\xfe", "the text is not UTF-8"),
        (b"<urn:a> <urn:b>\n  ?? .\n", r"slecht\.ttl:2:"),
        (b"<urn:a> <urn:b> <c> .", "relative and the file has no base"),
    ],
)
def test_unreadable_input_names_the_file(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "slecht.ttl").write_bytes(content)
    with pytest.raises(InputError, match=says) as caught:
        lint([str(tmp_path / "slecht.ttl")])
    assert caught.value.source.endswith("slecht.ttl")


def test_standard_input_a_missing_file_and_useless_sources_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="standard input"):
        lint(["-"])
    with pytest.raises(InputError, match="no such file or folder"):
        lint([str(tmp_path / "geen.ttl")])
    with pytest.raises(InputError, match="No such file"):
        lint(sources=tmp_path)
    (tmp_path / "README.md").write_text("# Bronnen\n", "utf-8")
    with pytest.raises(InputError, match="names no text edition"):
        lint(sources=tmp_path)
    shutil.copy(CASES / "passage-text" / "sources" / "README.md", tmp_path)
    with pytest.raises(InputError, match=r"een\.txt"):
        lint(sources=tmp_path)


def test_a_report_cannot_be_changed() -> None:
    report = lint(checks=[])
    with pytest.raises(dataclasses.FrozenInstanceError):
        report.version = "2"  # type: ignore[misc]  # that is what is tried


# The command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an addition that is right but for a full stop, a wrong one, and no Turtle."""
    contents = {"goed": NORM, "fout": BROKEN, "kapot": NORM.replace("a sl:Rol", "a a sl:Rol")}
    for name, content in contents.items():
        (tmp_path / f"{name}.ttl").write_text(content, encoding="utf-8")
    (tmp_path / "plaatje.ttl").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["goed.ttl", "--fail-on", "info"], 1),
        (["fout.ttl", "--fail-on", "warning"], 1),
        (["fout.ttl", "--list-checks"], 0),
    ],
)
def test_the_exit_code_depends_on_the_findings_and_the_threshold(
    folder: Path, arguments: list[str], code: int
) -> None:
    """With the threshold that holds unless another is given, see the two tests below."""
    outcome = run("lint", *arguments, folder=folder)
    assert (outcome.code, outcome.err) == (code, "")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--fail-on", "violation"], 2, "Invalid value for '--fail-on'"),
        (["--format", "sarif"], 2, "Invalid value for '--format'"),
        (["--lang", "de"], 2, "Invalid value for '--lang'"),
        (["--sources", "geen"], 2, "Invalid value for '--sources'"),
        (["--unknown"], 2, "No such option"),
        (["-"], 2, "standard input"),
        (["goed.ttl", "--output", "geen/uit.txt"], 2, "geen/uit.txt: cannot be written"),
        (["geen.ttl"], 3, "geen.ttl: no such file or folder."),
        (["plaatje.ttl"], 3, "plaatje.ttl:1:1: the text is not UTF-8"),
        (["kapot.ttl"], 3, "kapot.ttl:6:"),
        (["--sources", "."], 3, "README.md"),
    ],
)
def test_wrong_usage_is_exit_code_2_and_unreadable_input_3(
    folder: Path, arguments: list[str], code: int, says: str
) -> None:
    outcome = run("lint", *arguments, folder=folder)
    assert (outcome.code, outcome.out) == (code, "")
    assert says in outcome.err


def test_json_follows_its_schema_and_text_says_the_same_in_both_languages(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema = json.loads((files("scheidslijn") / "schema" / "lint.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    outcome = run("lint", "fout.ttl", "--format", "json", "--output", "uit.json", folder=folder)
    assert (outcome.code, outcome.out) == (1, "")
    report = json.loads((folder / "uit.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(report)
    own = [finding for finding in report["findings"] if finding["file"] == "fout.ttl"]
    assert {(f["check"], f["level"], f["line"]) for f in own} == {
        ("dangling-reference", "error", 6),
        ("definition-full-stop", "info", 6),
        ("quality-shape", "error", 6),
    }
    levels = Counter(finding["level"] for finding in report["findings"])
    assert report["counts"] == {level: levels[level] for level in ("error", "warning", "info")}
    monkeypatch.chdir(folder)
    found = lint(["fout.ttl"])
    assert rendered.json(found) == (folder / "uit.json").read_text("utf-8")
    labels: dict[Language, str] = {"nl": "proefrol", "en": "trial role"}
    for language, label in labels.items():
        shown = " ".join(rendered.text(found, language).split())
        assert f"{label} <urn:mijn:rol>" in shown
        for finding in own:
            assert " ".join(finding["message"][language].split()) in shown
            assert finding["remedy"][language] in shown


def test_the_checks_are_listed_in_both_languages() -> None:
    for language in ("nl", "en"):
        listed = run("lint", "--list-checks", "--lang", language).out
        for check in CHECKS:
            assert f"{check.name} (" in listed
            assert check.description.in_language("nl" if language == "nl" else "en") in listed


def test_the_sources_come_from_the_option_or_the_environment(folder: Path) -> None:
    sources = str(published_data("sources").resolve())
    told = "passage-unchecked"
    plain = run("lint", "goed.ttl", folder=folder)
    assert (plain.code, plain.err) == (0, "")
    assert told in plain.out
    assert "proefrol <urn:mijn:rol>" in plain.everything
    english = run("lint", "goed.ttl", "--sources", sources, "--lang", "en", folder=folder)
    assert told not in english.out
    assert "trial role <urn:mijn:rol>" in english.everything
    environment = {"SCHEIDSLIJN_SOURCES": sources}
    assert told not in run("lint", "goed.ttl", folder=folder, environment=environment).out


def test_the_help_has_examples_and_exit_codes() -> None:
    shown = run("lint", "--help").out
    assert "scheidslijn lint my-norms.ttl --lang en" in shown
    assert "Exit codes:" in shown
    assert "lint" in run("--help").out
