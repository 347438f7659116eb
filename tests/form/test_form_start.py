"""``scheidslijn init`` and ``schema``: a lawful dossier to start from, and what it may hold."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

import pytest
from jsonschema import Draft202012Validator

from command import run
from made_dossiers import FORM, canonical
from scheidslijn.dossiers import read_units
from scheidslijn.form.starting import DOMAINS, SYNTAXES, start
from scheidslijn.form.yamltext import read_yaml
from scheidslijn.inputs import Source, Syntax
from scheidslijn.model import LANGUAGES, Language
from scheidslijn.validation import Validator

VALIDATOR: Final = Validator.packaged()
PAGE: Final = Path(__file__).parents[2] / "docs" / "dossiers.md"


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dossier_to_start_from_is_lawful(domain: str, syntax: Syntax, language: Language) -> None:
    source = Source("zaak", None, syntax, start(domain, syntax, language).encode())
    report = VALIDATOR.validate([source])
    assert (report.problems, report.findings) == ((), ())
    assert len(report.dossiers) == 1


@pytest.mark.parametrize("domain", DOMAINS)
def test_it_says_the_same_in_every_syntax(domain: str) -> None:
    texts = {syntax: start(domain, syntax, "nl") for syntax in SYNTAXES}
    found = [read_units(Source("z", None, s, t.encode()))[0].quads for s, t in texts.items()]
    assert len(found) == 3
    assert canonical(found[0]) == canonical(found[1]) == canonical(found[2])


@pytest.mark.parametrize(("language", "kind"), [("nl", "nl"), ("en", "en")])
def test_every_field_has_a_comment_of_one_line_with_its_meaning(
    language: Language, kind: str
) -> None:
    text = start("ziektewet", Syntax.YAML, language)
    lines = text.split("\n")
    used = {key for key in re.findall(r"^[ -]*(\w+):", text, re.MULTILINE) if key in FORM.fields}
    assert len(used) > 20
    for name in used:
        (at,) = (n for n, line in enumerate(lines) if line.strip().startswith(f"# {name}: "))
        assert lines[at + 1].strip().removeprefix("- ").startswith(f"{name}: ")
        assert getattr(FORM.fields[name].definition, kind) in lines[at]


def test_a_choice_of_a_few_names_is_given() -> None:
    text = start("wga", Syntax.TURTLE, "en")
    assert "Choice: verzuim, wga, ziektewet." in text
    assert "# Rolvervulling: The fact that an actor fills a role" in text


def test_init_writes_a_file_and_names_the_next_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("init")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "zaak.dossier.yaml is geschreven. Daarna:\n  scheidslijn validate zaak.dossier.yaml\n"
    )
    checked = run("validate", ".")
    assert (checked.code, checked.err) == (0, "")
    assert run("init", "mijn zaak.ttl", "--lang", "en").out == (
        "mijn zaak.ttl is written. Next:\n  scheidslijn validate 'mijn zaak.ttl'\n"
    )
    assert run("init", "z.json", "--domain", "wga").code == 0
    assert json.loads((tmp_path / "z.json").read_text(encoding="utf-8"))["domein"] == "wga"


def test_dossiers_of_init_in_one_folder_are_judged_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = {
        "zaak-7.dossier.yaml": "https://example.org/zaak-7/",
        "zaak-8.Dossier.json": "https://example.org/zaak-8/",
        'mijn "zaak" é#?.ttl': "https://example.org/mijn%20%22zaak%22%20%C3%A9%23%3F/",
        ".ttl.dossier.ttl": "https://example.org/.ttl/",
    }
    for file, base in files.items():
        assert run("init", file).code == 0
        assert base in (tmp_path / file).read_text(encoding="utf-8")
    checked = run("validate", ".", "--format", "json")
    assert (checked.code, checked.err) == (0, "")
    again = run("validate", *files, "--format", "json")
    assert (again.code, again.err) == (0, "")
    judged = [each["id"] for each in json.loads(again.out)["dossiers"]]
    assert sorted(judged) == sorted(f"{base}dossier" for base in files.values())


@pytest.mark.parametrize("file", [".dossier.yaml", "..dossier.yaml"])
def test_a_file_without_a_name_of_its_own_has_the_base_of_standard_output(
    tmp_path: Path, file: str
) -> None:
    assert run("init", file, folder=tmp_path).code == 0
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert 'base: "https://example.org/zaak/1/"\n' in text


def test_init_writes_over_a_file_only_if_told_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "z.yaml").write_text("eigen werk", encoding="utf-8")
    done = run("init", "z.yaml")
    assert done.code == 2
    assert done.err == ("scheidslijn: z.yaml exists; give another name, or --force to replace it\n")
    assert (tmp_path / "z.yaml").read_text(encoding="utf-8") == "eigen werk"
    assert run("init", "z.yaml", "--force").code == 0
    assert "type: Dossier" in (tmp_path / "z.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("z.txt",), "the extension is none of .yaml, .yml, .ttl, .json; say what with --format"),
        (("geen/map/z.yaml",), "cannot be written: No such file or directory"),
    ],
)
def test_init_says_why_it_cannot(arguments: tuple[str, ...], message: str) -> None:
    done = run("init", *arguments)
    assert done.code == 2
    assert message in done.err
    assert "Traceback" not in done.err


def test_init_writes_to_standard_output_in_the_format_asked_for() -> None:
    turtle = run("init", "-", "--format", "turtle").out
    assert turtle == start("verzuim", Syntax.TURTLE, "nl")
    assert "@prefix zaak: <https://example.org/zaak/1/> ." in turtle


def test_init_writes_yaml_to_standard_output_if_nothing_is_asked_for() -> None:
    done = run("init", "-")
    assert (done.code, done.out) == (0, start("verzuim", Syntax.YAML, "nl"))


def test_schema_writes_schema_and_context(tmp_path: Path) -> None:
    done = run("schema", "dossier")
    assert (done.code, done.err) == (0, "")
    schema = json.loads(done.out)
    Draft202012Validator.check_schema(schema)
    value = read_yaml(start("verzuim", Syntax.YAML, "nl"), 64).value
    assert Draft202012Validator(schema).is_valid(value)
    file = tmp_path / "context.jsonld"
    run("schema", "dossier", "--format", "json-ld-context", "--output", str(file))
    made = json.loads(file.read_text(encoding="utf-8"))
    assert made["@context"]["feiten"]["@reverse"] == "https://w3id.org/scheidslijn/def#dossier"
    assert run("schema", "finding").code == 2


BLOCKS: Final = re.findall(r"```(json|yaml)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize(("language", "text"), BLOCKS)
def test_a_dossier_in_the_documentation_is_read(language: str, text: str) -> None:
    source = Source("zaak", None, Syntax(language), text.encode())
    report = VALIDATOR.validate([source])
    assert (report.problems, report.findings) == ((), ())


def test_the_commands_in_the_documentation_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = re.findall(r"^\$ scheidslijn (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(lines) == 4
    for line in lines:
        done = run(*line.split())
        assert (done.code, done.err) == (0, "")


def test_the_errors_in_the_documentation_are_those_that_are_given() -> None:
    page = PAGE.read_text(encoding="utf-8")
    (shown,) = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    text = next(text for language, text in BLOCKS if language == "yaml")
    for old, new, line in (
        ("rol: bedrijfsarts", "rol: bedrijfarts", 0),
        ("werkgever: bakkerij", "werkgevr: bakkerij", 1),
        ("door: bas", "door: bsa", 2),
    ):
        data = text.replace(old, new, 1).encode()
        (problem,) = VALIDATOR.validate([Source("zaak.yaml", None, Syntax.YAML, data)]).problems
        place = f"zaak.yaml:{problem.line}:{problem.column}"
        assert shown.splitlines()[line] == f"{place}: {problem.message}"
