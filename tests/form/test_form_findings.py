"""A dossier gives the same findings, whether it is written in JSON, in YAML or in Turtle."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
import yaml

from made_dossiers import canonical
from scheidslijn.dossiers import read_units
from scheidslijn.form import documents, linked
from scheidslijn.inputs import Source, Syntax, find_sources
from scheidslijn.model import Finding, Report
from scheidslijn.validation import Validator

ROOT: Final = Path(__file__).parents[2]
EXAMPLES: Final = ROOT / "examples"
EVERY: Final = sorted(path for path in EXAMPLES.rglob("*.ttl"))
WRITTEN: Final = sorted((EXAMPLES / "formulier").iterdir())
TWINS: Final = {
    "casemanager-taakdelegatie-niet-werkgeversregie.dossier.yaml": ("violation", [93]),
    "casemanager-werkgeversregie-wel.dossier.json": ("", []),
    "verzuim-andere-werkgever-niet-zelfde-werkgever.dossier.json": ("warning", [23]),
}


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator.packaged()


def judged(validator: Validator, text: str, syntax: Syntax) -> Report:
    report = validator.validate([Source("zaak", None, syntax, text.encode())])
    assert report.problems == ()
    return report


def told(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings without what a file decides: their places, and numbers of blank nodes."""
    return sorted((replace(each, line=None) for each in findings), key=repr)


def in_yaml(value: object) -> str:
    # quoted, since what this library leaves bare is meant for YAML 1.1
    return yaml.safe_dump(json.loads(json.dumps(value)), allow_unicode=True, sort_keys=False)


def written(path: Path, syntax: Syntax) -> str:
    """Return an example as it is, or made from its Turtle in another form."""
    turtle = path.read_text(encoding="utf-8")
    if syntax is Syntax.TURTLE:
        return turtle
    (unit,) = read_units(Source("zaak", None, Syntax.TURTLE, turtle.encode()))
    made = documents(unit.quads)
    if syntax is Syntax.YAML:
        return in_yaml(made)
    return json.dumps(made if syntax is Syntax.JSON else list(map(linked, made)))


@pytest.fixture(scope="module")
def found(validator: Validator) -> dict[tuple[Syntax, str], list[Finding]]:
    """Return the findings of every example in every form; those of a form are judged together."""
    findings = defaultdict(list)
    for syntax in (Syntax.TURTLE, Syntax.JSON, Syntax.YAML, Syntax.JSON_LD):
        sources = [
            Source(path.stem, None, syntax, written(path, syntax).encode()) for path in EVERY
        ]
        report = validator.validate(sources)
        assert report.problems == ()
        for each in report.findings:
            findings[syntax, each.file or ""].append(each)
    return findings


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_an_example_gives_the_same_findings_in_every_form(
    path: Path, found: dict[tuple[Syntax, str], list[Finding]]
) -> None:
    expected = told(found[Syntax.TURTLE, path.stem])
    for syntax in (Syntax.JSON, Syntax.YAML, Syntax.JSON_LD):
        findings = found[syntax, path.stem]
        assert told(findings) == expected
        assert syntax is Syntax.JSON_LD or all(each.line for each in findings)
    assert bool(expected) == ("-niet-" in path.stem)


def twin(path: Path) -> tuple[str, str]:
    """Return the text of the Turtle that says the same, with the base of this file."""
    name = path.name.partition(".")[0]
    (found,) = EXAMPLES.glob(f"[!f]*/{name}.ttl")
    text = found.read_text(encoding="utf-8")
    case = name.removesuffix("-wel")
    old, new = f"<https://example.org/{case}/>", f"<https://example.org/formulier/{case}/>"
    assert old in text
    return text.replace(old, new), new


def test_every_dossier_written_by_hand_is_named_here() -> None:
    assert [path.name for path in WRITTEN] == sorted(TWINS)


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_a_dossier_written_by_hand_says_what_its_twin_says(
    path: Path, validator: Validator
) -> None:
    turtle, _ = twin(path)
    (source,) = find_sources([str(path)]).sources
    (here,) = read_units(source)
    (there,) = read_units(Source("zaak", None, Syntax.TURTLE, turtle.encode()))
    assert canonical(here.quads) == canonical(there.quads)
    report = validator.validate([replace(source, name="zaak")])
    assert not report.problems
    assert told(report.findings) == told(judged(validator, turtle, Syntax.TURTLE).findings)
    severity, lines = TWINS[path.name]
    assert [each.severity.name.lower() for each in report.findings] == [severity] * len(lines)
    assert [each.line for each in report.findings] == lines


def test_what_is_missing_is_found_as_in_turtle(validator: Validator) -> None:
    form = """{"type": "Dossier", "id": "https://example.org/z", "domein": "verzuim",
      "werknemer": "pia", "actoren": [{"type": "Persoon", "id": "pia"}],
      "feiten": [{"type": "Rolvervulling", "id": "r", "door": ["pia", "pia2"]},
                 {"type": "Rolvervulling", "rol": "bedrijfsarts"}]}"""
    form = form.replace('"pia2"', '"https://example.org/z/pia2"')
    turtle = """@prefix sl: <https://w3id.org/scheidslijn/def#> .
      @prefix : <https://example.org/z/> .
      <https://example.org/z> a sl:Dossier ; sl:werknemer :pia ;
        sl:domein <https://w3id.org/scheidslijn/id/domein/verzuim> .
      :pia a sl:Persoon . :r a sl:Rolvervulling ; sl:dossier <https://example.org/z> ;
        sl:door :pia , :pia2 .
      [] a sl:Rolvervulling ; sl:dossier <https://example.org/z> ;
        sl:rol <https://w3id.org/scheidslijn/id/rol/bedrijfsarts> ."""
    found = judged(validator, form, Syntax.JSON).findings
    assert told(found) == told(judged(validator, turtle, Syntax.TURTLE).findings)
    shapes = {each.shape.partition("#")[2] for each in found}
    assert shapes >= {
        "Dossier-werkgever",
        "Rolvervulling",
        "Rolvervulling-rol",
        "Rolvervulling-door",
    }
    assert {each.line for each in found} == {1, 3, 4}


def test_a_form_that_does_not_fit_is_a_problem_with_its_place(validator: Validator) -> None:
    bad = Source("zaak.json", None, Syntax.JSON, b'{"type": "Dossier",\n "id": "z", "domain": 1}')
    (problem,) = validator.validate([bad]).problems
    assert (problem.source, problem.line, problem.column) == ("zaak.json", 2, 23)
    assert problem.message == ("$.domain: 'domain' is no field of a Dossier. Did you mean domein?")
