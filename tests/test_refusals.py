"""Shapes graphs that are refused: by file and line, with the clause of SHACL, and a way out."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Final

import pytest

from command import run
from scheidslijn.errors import ShapesError, UncompilableError
from scheidslijn.validation import Validator

PREFIXES: Final = """\
@prefix ex: <urn:ex:> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix sl: <https://w3id.org/scheidslijn/def#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPE: Final = "ex:Shape a sh:NodeShape ; sh:targetClass sl:Dossier ;"


def constraint(query: str) -> str:
    return f'{SHAPE}\n  sh:sparql [ # here\n    sh:select "{query}" ] .'


# name: the clause, words of the problem, and Turtle whose marked line is where the wrong node
# stands; with "way out" among the words where the reference engine can do it
MALFORMED: Final[dict[str, tuple[str, str, str]]] = {
    "a property shape without a path": (
        "2.3",
        "needs one sh:path",
        "ex:P a sh:PropertyShape ; sh:minCount 1 . # here",
    ),
    "sh:property that leads to no path": (
        "2.3",
        "needs one sh:path",
        f"{SHAPE}\n  sh:property [ sh:minCount 1 ] . # here",
    ),
    "two paths": (
        "2.3",
        "has one sh:path, not 2",
        f"{SHAPE}\n  sh:property ex:P .\nex:P sh:path sl:domein, sl:werkgever . # here",
    ),
    "a path of two kinds": (
        "2.3.1",
        "exactly one kind of path",
        "ex:P a sh:PropertyShape ; # here\n"
        "  sh:path [ sh:inversePath ex:p ; sh:zeroOrMorePath ex:p ] .",
    ),
    "a path that comes back to itself": (
        "2.3.1",
        "comes back to itself",
        "ex:P a sh:PropertyShape ; sh:path _:p . # here\n_:p sh:inversePath _:p .",
    ),
    "a sequence path of one step": (
        "2.3.1",
        "two members or more",
        "ex:P a sh:PropertyShape ; sh:path ( ex:p ) . # here",
    ),
    "a list that loops": (
        "3.4.2",
        "comes back to itself",
        f"{SHAPE} # here\n  sh:in _:list .\n_:list rdf:first 1 ; rdf:rest _:list .",
    ),
    "a list that is broken off": (
        "3.4.2",
        "one rdf:first and one rdf:rest",
        f"{SHAPE} # here\n  sh:or _:list .\n_:list rdf:first ex:Other .",
    ),
    "a list that branches": (
        "3.4.2",
        "one rdf:first and one rdf:rest",
        f"{SHAPE} # here\n  sh:in _:list .\n_:list rdf:first 1, 2 ; rdf:rest rdf:nil .",
    ),
    "a list with something that is no shape": (
        "4.6.3",
        "a shape is needed",
        f"{SHAPE} sh:or ( 1 ) . # here",
    ),
    "no list where one is needed": ("4.8.3", "a list is needed", f"{SHAPE} sh:in 1 . # here"),
    "two datatypes": (
        "4.1.2",
        "one value is allowed",
        "ex:P sh:path ex:p ; sh:datatype xsd:date, xsd:string . # here",
    ),
    "an unknown kind of node": ("4.1.3", "no value", f"{SHAPE} sh:nodeKind sh:Iri . # here"),
    "a count that is no number": (
        "4.2.1",
        "whole number",
        'ex:P sh:path ex:p ; sh:minCount "one" . # here',
    ),
    "a count in a node shape": ("4.2.2", "no such parameter", f"{SHAPE} sh:maxCount 1 . # here"),
    "a length that is negative": (
        "4.4.1",
        "whole number",
        "ex:P sh:path ex:p ; sh:minLength -1 . # here",
    ),
    "a target that is no IRI": (
        "2.1.3.2",
        "must be an IRI",
        'ex:Shape sh:targetClass "Dossier" . # here',
    ),
    "a severity that is no IRI": (
        "2.1.4",
        "must be an IRI",
        f'{SHAPE} sh:severity "high" . # here',
    ),
    "a switch that is no boolean": (
        "2.1.6",
        "true or false",
        f'{SHAPE} sh:deactivated "yes" . # here',
    ),
    "a literal as a shape": ("4.7.1", "a shape is needed", f'{SHAPE} sh:node "Other" . # here'),
    "an unknown component": (
        "2.1.1",
        "SHACL has no property",
        "ex:P a sh:PropertyShape ; sh:path ex:p ; sh:minimumCount 1 . # here",
    ),
    "a constraint without a query": (
        "5.2",
        "needs one sh:select",
        f"{SHAPE}\n  sh:sparql ex:Constraint .\nex:Constraint a sh:SPARQLConstraint . # here",
    ),
    "a query without $this": (
        "5.2",
        "must give $this",
        constraint("SELECT ?x WHERE { ?x ?p ?y }"),
    ),
    "a query that is no SPARQL": (
        "5.2",
        "not usable",
        constraint("SELECT $this WHERE { $this }"),
    ),
    "an undeclared prefix": (
        "5.2",
        "a prefix is used that is not declared",
        constraint("SELECT $this { $this ex:p ?x }"),
    ),
    "a prefix for two namespaces": (
        "5.2.1",
        "stands for <urn:a> and for <urn:b>",
        f"""{SHAPE}
  sh:sparql [ # here
    sh:prefixes ex: ;
    sh:select "SELECT $this {{ $this a ex:p }}" ] .
ex: sh:declare [ sh:prefix "ex" ; sh:namespace "urn:a"^^xsd:anyURI ],
  [ sh:prefix "ex" ; sh:namespace "urn:b"^^xsd:anyURI ] .""",
    ),
    "MINUS in a constraint": (
        "appendix A",
        "MINUS is not allowed",
        constraint("SELECT $this { $this ?p ?x MINUS { ?x a $this } }"),
    ),
    "VALUES in a constraint": (
        "appendix A",
        "VALUES is not allowed",
        constraint("SELECT $this { $this ?p ?x VALUES ?x { 1 } }"),
    ),
    "SERVICE in a constraint": (
        "5.2",
        "SERVICE is refused",
        constraint("SELECT $this { SERVICE <urn:x> { $this ?p ?x } }"),
    ),
    "a pre-bound variable that is assigned": (
        "appendix A",
        "pre-bound and not assigned",
        constraint("SELECT $this { ?x ?p ?y BIND(?x AS $this) }"),
    ),
    "a sub-query that keeps $this to itself": (
        "appendix A",
        "must give $this by name",
        constraint("SELECT $this { { SELECT ?x { $this ?p ?x } } $this ?q ?x }"),
    ),
    "$PATH in a node shape": (
        "5.3.1",
        "in property shapes only",
        constraint("SELECT $this { $this $PATH ?x }"),
    ),
    "a component without a required parameter": (
        "6.2.1",
        "a parameter that is not optional",
        """ex:C a sh:ConstraintComponent ; # here
  sh:parameter [ sh:path ex:p ; sh:optional true ] .""",
    ),
    "a parameter that is pre-bound already": (
        "6.2.1",
        "may not be named this",
        """ex:C a sh:ConstraintComponent ;
  sh:parameter [ sh:path ex:this ] . # here""",
    ),
    "a validator without a query": (
        "6.2.3",
        "one sh:ask or one sh:select",
        """ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:p ] ; sh:validator ex:V .
ex:V a sh:SPARQLAskValidator . # here""",
    ),
}
UNCOMPILABLE: Final[dict[str, tuple[str, str, str]]] = {
    "a shape that refers to itself": (
        "3.4.3",
        "refers to itself",
        f"{SHAPE} # here\n  sh:property [ sh:path ex:p ; sh:node ex:Shape ] .",
    ),
    "two shapes that refer to each other": (
        "3.4.3",
        "refers to itself",
        f"{SHAPE} sh:not ex:Other .\nex:Other sh:or ( ex:Shape ) . # here",
    ),
    "a query that takes some solutions only": (
        "appendix A",
        "LIMIT or OFFSET",
        constraint("SELECT $this { $this ?p ?x } LIMIT 1"),
    ),
    "a constant that is a blank node": (
        "4.8.2",
        "a blank node",
        f"{SHAPE} sh:hasValue [] . # here",
    ),
    "inference that is asked for": (
        "3.2",
        "asks for inference",
        "ex:Graph sh:entailment <http://www.w3.org/ns/entailment/RDFS> . # here",
    ),
}


def refused(tmp_path: Path, turtle: str) -> tuple[Path, int, ShapesError]:
    path = tmp_path / "eigen.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    (marked,) = (number for number, line in enumerate(lines, 1) if line.endswith("# here"))
    with pytest.raises(ShapesError) as error:
        Validator.packaged(shapes=[str(path)])
    return path, marked, error.value


@pytest.mark.parametrize("name", MALFORMED)
def test_shapes_that_are_not_well_formed_are_refused_by_place_and_clause(
    name: str, tmp_path: Path
) -> None:
    clause, words, turtle = MALFORMED[name]
    path, line, error = refused(tmp_path, turtle)
    assert not isinstance(error, UncompilableError)
    assert (error.source, error.line, error.clause) == (str(path), line, clause)
    assert words in error.problem
    assert str(error).startswith(f"{path}:{line}: ")
    assert f"(SHACL {clause})" in str(error)


@pytest.mark.parametrize("name", UNCOMPILABLE)
def test_shapes_that_cannot_be_compiled_are_refused_with_the_way_out(
    name: str, tmp_path: Path
) -> None:
    clause, words, turtle = UNCOMPILABLE[name]
    path, line, error = refused(tmp_path, turtle)
    assert isinstance(error, UncompilableError)
    assert (error.source, error.line, error.clause) == (str(path), line, clause)
    assert words in error.problem
    assert str(error).endswith("use --engine reference.")


def test_the_command_says_it_in_one_line_and_ends_with_3(tmp_path: Path) -> None:
    shapes = tmp_path / "eigen.ttl"
    shapes.write_text(PREFIXES + "ex:P a sh:PropertyShape .\n", encoding="utf-8")
    dossier = tmp_path / "zaak.ttl"
    dossier.write_text("<urn:a> <urn:b> 1 .", encoding="utf-8")
    done = run("validate", str(dossier), "--shapes", str(shapes))
    assert done.code == 3
    assert done.out == ""
    assert done.err == (
        f"scheidslijn: {shapes}:6: <urn:ex:P>: a property shape needs one sh:path (SHACL 2.3).\n"
    )


def test_what_cannot_be_compiled_runs_on_the_reference_engine(tmp_path: Path) -> None:
    shapes = tmp_path / "eigen.ttl"
    recursive = textwrap.dedent("""\
        ex:Shape a sh:NodeShape ; sh:targetClass ex:Node ; sh:property [
            sh:path ex:next ; sh:node ex:Shape ; sh:maxCount 1 ] .
        """)
    shapes.write_text(PREFIXES + recursive, encoding="utf-8")
    with pytest.raises(UncompilableError):
        Validator.packaged(shapes=[str(shapes)])
    assert Validator.packaged(shapes=[str(shapes)], engine="reference")
