"""Shapes of the user beside the packaged ones: the same findings as from one shapes graph."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from many import FIXTURES, Lines, Told, as_n_quads, fixture, judged, together

from scheidslijn import validation
from scheidslijn.model import Statement
from scheidslijn.namespaces import RDF_TYPE, SH, SHAPE, SL, SL_DOSSIER
from scheidslijn.resources import read_graph, shapes_files
from scheidslijn.shapesgraphs import stand_apart
from scheidslijn.validation import Settings, Validator

EX = "https://example.org/zaak/"
ID = "https://w3id.org/scheidslijn/id/"
PREFIXES = f"""
@prefix sh: <{SH}> .
@prefix sl: <{SL}> .
@prefix shape: <{SHAPE}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/eigen/> .
"""
COUNTED = """
:Bezet a sh:NodeShape ; sh:targetClass sl:Dossier ;
  sh:property [ sh:path [ sh:inversePath sl:dossier ] ; sh:minCount 2 ; sh:severity sh:Info ] .
"""
# finds something only where two dossiers lie in one graph
LONELY = f"""
:Alleen a sh:NodeShape ; sh:targetClass sl:Dossier ; sh:sparql [ sh:message "niet alleen" ;
  sh:select '''SELECT $this ?value {{ $this a <{SL_DOSSIER}> . ?value a <{SL_DOSSIER}> .
    FILTER(?value != $this) }}''' ] .
"""
# reads the texts of the rule book, which the packaged shapes do without
TEXTS = f"""
:Tekst a sh:NodeShape ; sh:targetClass sl:Rolvervulling ; sh:sparql [ sh:severity sh:Warning ;
  sh:message "heet {{?value}}" ;
  sh:select '''SELECT $this ?value {{ $this <{SL}rol> ?role .
    ?role <http://www.w3.org/2000/01/rdf-schema#label> ?value FILTER(LANG(?value) = "nl") }}''' ] .
"""
# a node of the rule book is looked at from every dossier by itself
FROM_THE_BOOK = f"""
:Vervuld a sh:NodeShape ; sh:targetNode <{ID}rol/casemanager-werkgeversregie> ;
  sh:property [ sh:path [ sh:inversePath sl:rol ] ; sh:minCount 1 ] .
"""
APART = {"counted": COUNTED, "lonely": LONELY, "texts": TEXTS, "from the book": FROM_THE_BOOK}

SWITCHED_OFF = "shape:Rolvermenging sh:deactivated true ."
NAMED = ":Eigen a sh:NodeShape ; sh:targetClass sl:Dossier ; sh:node shape:Rolvermenging ."
READS_SHAPES = """:Eigen a sh:NodeShape ; sh:targetClass sl:Dossier ; sh:sparql [
  sh:select "SELECT $this { GRAPH $shapesGraph { ?shape a ?kind } }" ] ."""
ACROSS = ":Eigen a sh:NodeShape ; sh:targetClass sl:Persoon ; sl:fase sl:tussenDossiers ."
COMPONENT = """:Eis a sh:ConstraintComponent ; sh:parameter [ sh:path sh:targetClass ] ;
  sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { }" ] ."""
BEARING = {
    "switched off": SWITCHED_OFF,
    "named": NAMED,
    "reads shapes": READS_SHAPES,
    "across": ACROSS,
    "component": COMPONENT,
}
OWN_COMPONENT = COMPONENT.replace("sh:targetClass", ":hoog")


def dossier(name: str, *roles: str) -> Lines:
    """Return a dossier in which one person has these roles."""
    node = f"<{EX}{name}>"
    return (
        f"{node} <{RDF_TYPE}> <{SL_DOSSIER}>",
        f"{node} <{SL}domein> <{ID}domein/verzuim>",
        f"{node} <{SL}werknemer> <{EX}{name}/pia>",
        f"{node} <{SL}werkgever> <{EX}{name}/werf>",
        f"<{EX}{name}/pia> <{RDF_TYPE}> <{SL}Persoon>",
        f"<{EX}{name}/vera> <{RDF_TYPE}> <{SL}Persoon>",
        f"<{EX}{name}/werf> <{RDF_TYPE}> <{SL}Organisatie>",
        *(line for role in roles for line in _role(name, role)),
    )


def _role(name: str, role: str) -> Lines:
    node = f"<{EX}{name}/{role}>"
    return (
        f"{node} <{RDF_TYPE}> <{SL}Rolvervulling>",
        f"{node} <{SL}dossier> <{EX}{name}>",
        f"{node} <{SL}door> <{EX}{name}/vera>",
        f"{node} <{SL}rol> <{ID}rol/{role}>",
        f'{node} <{SL}vanaf> "2026-01-05"^^<http://www.w3.org/2001/XMLSchema#date>',
    )


EMPLOYER, DELEGATE = "casemanager-werkgeversregie", "casemanager-taakdelegatie-bedrijfsarts"
DOSSIERS = [dossier("een", EMPLOYER), dossier("twee", EMPLOYER, DELEGATE), dossier("drie")]


@pytest.fixture
def validators(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[Validator, Validator]]:
    """Make a validator with shapes of the user, and one that takes all shapes as one graph."""

    def make(shapes: str, on: date | None = None) -> tuple[Validator, Validator]:
        file = tmp_path / "eigen.ttl"
        file.write_text(PREFIXES + shapes, encoding="utf-8")
        ours = Settings(shapes=(str(file),), on=on).validator()
        with monkeypatch.context() as patch:
            patch.setattr(validation, "stand_apart", lambda _own, _packaged: False)
            return ours, Settings(shapes=(str(file),), on=on).validator()

    return make


def of_mixing(said: list[Told]) -> list[int]:
    """Return how many findings each dossier has that one person has two roles."""
    return [sum(f"{SHAPE}Rolvermenging'" in each for each in told.findings) for told in said]


@pytest.mark.parametrize(("name", "shapes"), APART.items(), ids=list(APART))
def test_findings_are_those_of_one_shapes_graph(
    tmp_path: Path,
    validators: Callable[..., tuple[Validator, Validator]],
    name: str,
    shapes: str,
) -> None:
    source = as_n_quads(tmp_path, DOSSIERS)
    apart, whole = validators(shapes)
    said = together(source, apart)
    assert said == together(source, whole)
    found = [sum("example.org/eigen" in each for each in judged.findings) for judged in said]
    expected = {"counted": 1 + 0 + 1, "lonely": 0, "texts": 1 + 2, "from the book": 1}
    assert sum(found) == expected[name]
    assert of_mixing(said) == [0, 1, 0]


def test_cases_of_the_project_find_the_same_beside_shapes_of_the_user(
    tmp_path: Path, validators: Callable[..., tuple[Validator, Validator]]
) -> None:
    chosen = [fixture(path) for path in FIXTURES if path.parts[-3] != "quality"][11::60]
    apart, whole = validators("".join(APART.values()), on=date(2026, 3, 1))
    source = as_n_quads(tmp_path, chosen)
    assert together(source, apart) == together(source, whole)


def test_what_fails_in_one_dossier_is_a_problem_of_that_one(
    tmp_path: Path, validators: Callable[..., tuple[Validator, Validator]]
) -> None:
    """A constraint says that it failed; the other dossiers are judged, and none passes unseen."""
    failing = f"""
    :Faalt a sh:NodeShape ; sh:targetClass sl:Dossier ; sh:sparql [
      sh:select '''SELECT $this ?failure {{ $this <{SL}domein> ?domein .
        FILTER(STRENDS(STR($this), "drie")) BIND(true AS ?failure) }}''' ] ."""
    apart, _ = validators(failing)
    first, second, third = judged([as_n_quads(tmp_path, DOSSIERS)], apart)
    assert [len(first.findings), len(second.findings)] == [0, 1]
    assert (third.findings, [each.kind for each in third.problems]) == ((), ["engine"])
    assert "reports a failure" in third.problems[0].message


def test_a_switched_off_shape_stays_off(
    tmp_path: Path, validators: Callable[..., tuple[Validator, Validator]]
) -> None:
    apart, whole = validators(SWITCHED_OFF)
    source = as_n_quads(tmp_path, DOSSIERS)
    said = together(source, apart)
    assert of_mixing(said) == [0, 0, 0]
    assert said == together(source, whole)


def test_one_dossier_in_a_file_is_judged_on_both(
    tmp_path: Path, validators: Callable[..., tuple[Validator, Validator]]
) -> None:
    apart, whole = validators(COUNTED)
    source = as_n_quads(tmp_path, DOSSIERS[:1])
    (said,) = judged([source], apart)
    assert [each.shape for each in said.findings] == ["https://example.org/eigen/Bezet"]
    assert together(source, apart) == together(source, whole)


@pytest.mark.parametrize("shapes", [*APART.values(), OWN_COMPONENT], ids=[*APART, "own component"])
def test_shapes_that_bear_on_nothing_stand_apart(tmp_path: Path, shapes: str) -> None:
    assert stand_apart(graph(tmp_path, shapes), read_graph(shapes_files()))


@pytest.mark.parametrize("shapes", BEARING.values(), ids=list(BEARING))
def test_shapes_that_bear_on_the_packaged_ones_do_not(tmp_path: Path, shapes: str) -> None:
    assert not stand_apart(graph(tmp_path, shapes), read_graph(shapes_files()))


def graph(folder: Path, shapes: str) -> Sequence[Statement]:
    file = folder / "eigen.ttl"
    file.write_text(PREFIXES + shapes, encoding="utf-8")
    return read_graph([file], start=len(shapes_files()))
