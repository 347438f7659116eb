"""What a mapping may say; everything else is refused by name, with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

from scheidslijn.errors import InputError
from scheidslijn.tables import read_tables
from spreadsheets import HEAD, csv_file, mapping_file

ROWS: Final = [["nr", "naam", "wie"], ["1", "Pia", "https://example.org/pia"], ["2", "Bas", ""]]
EX: Final = "https://example.org/"


def triples(folder: Path, text: str) -> list[str]:
    """Return what a mapping makes of the rows, as N-Quads with short names."""
    path = csv_file(folder, ROWS)
    quads = read_tables(path, mapping_file(folder, HEAD + text)).quads
    written = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert written is not None
    lines = written.decode().splitlines()
    return [line.replace(f"<{EX}", "<").replace(" .", "") for line in lines]


def triples_map(subject: str, rest: str = "") -> str:
    """Return a triples map with this subject map, and this behind it."""
    source = '[ rml:source "zaken" ; rml:referenceFormulation rml:CSV ]'
    return f"ex:map rml:logicalSource {source} ;\n  rml:subjectMap [ {subject} ]{rest} .\n"


def fact(value: str, predicate: str = "rml:predicate ex:p") -> str:
    """Return a triples map with one fact about each row."""
    rest = f" ;\n  rml:predicateObjectMap [ {predicate} ;\n    {value} ]"
    return triples_map('rml:template "https://example.org/{nr}"', rest)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('rml:objectMap [ rml:reference "naam" ]', ['<1> <p> "Pia"', '<2> <p> "Bas"']),
        (
            'rml:objectMap [ rml:reference "naam" ; rml:language "nl" ]',
            ['<1> <p> "Pia"@nl', '<2> <p> "Bas"@nl'],
        ),
        ("rml:object ex:o", ["<1> <p> <o>", "<2> <p> <o>"]),
        ('rml:object "o"@nl', ['<1> <p> "o"@nl', '<2> <p> "o"@nl']),
        (
            'rml:object ex:a , ex:b ; rml:objectMap [ rml:constant "c" ]',
            [f"<{nr}> <p> {o}" for nr in (1, 2) for o in ("<a>", "<b>", '"c"')],
        ),
        ('rml:objectMap [ rml:template "https://example.org/{naam}/{wie}" ]', None),
        (
            'rml:objectMap [ rml:template "{nr}: {naam}" ; rml:termType rml:Literal ]',
            ['<1> <p> "1: Pia"', '<2> <p> "2: Bas"'],
        ),
        (
            r'rml:objectMap [ rml:template "\\{{naam}\\}\\\\" ; rml:termType rml:Literal ]',
            [r'<1> <p> "{Pia}\\"', r'<2> <p> "{Bas}\\"'],
        ),
        ('rml:objectMap [ rml:reference "wie" ; rml:termType rml:IRI ]', ["<1> <p> <pia>"]),
        (
            "rml:objectMap [ rml:parentTriplesMap ex:map ]",
            ["<1> <p> <1>", "<2> <p> <2>"],
        ),
        (
            'rml:object ex:o ; rml:predicateMap [ rml:template "https://example.org/{naam}" ]',
            ["<1> <p> <o>", "<1> <Pia> <o>", "<2> <p> <o>", "<2> <Bas> <o>"],
        ),
        (
            'rml:object ex:o ; rml:graphMap [ rml:template "https://example.org/g{nr}" ]',
            ["<1> <p> <o> <g1>", "<2> <p> <o> <g2>"],
        ),
        (
            "rml:object ex:o ; rml:graph rml:defaultGraph , ex:g",
            ["<1> <p> <o>", "<1> <p> <o> <g>", "<2> <p> <o>", "<2> <p> <o> <g>"],
        ),
    ],
)
def test_each_kind_of_term_map_makes_its_terms(
    tmp_path: Path, value: str, expected: list[str] | None
) -> None:
    if expected is None:  # by the rule that a template with an empty column makes no term
        row = [["nr", "naam", "wie"], ["1", "Pia B", "x/y"]]
        path = csv_file(tmp_path, row)
        (quad,) = read_tables(path, mapping_file(tmp_path, HEAD + fact(value))).quads
        assert quad.object == ox.NamedNode(EX + "Pia%20B/x%2Fy")
        return
    assert triples(tmp_path, fact(value)) == expected


def test_classes_and_the_graphs_of_a_subject_hold_for_all_of_its_facts(tmp_path: Path) -> None:
    subject = 'rml:template "https://example.org/{nr}" ; rml:class ex:A , ex:B ; rml:graph ex:g'
    rest = " ; rml:predicateObjectMap [ rml:predicate ex:p ; rml:object ex:o ; rml:graph ex:h ]"
    a = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    assert triples(tmp_path, triples_map(subject, rest))[:4] == [
        f"<1> {a} <A> <g>",
        f"<1> {a} <B> <g>",
        "<1> <p> <o> <g>",
        "<1> <p> <o> <h>",
    ]


def test_blank_nodes_are_one_for_each_value_and_numbered_in_order(tmp_path: Path) -> None:
    subject = 'rml:template "bewijs {nr}" ; rml:termType rml:BlankNode'
    rest = (
        " ; rml:predicateObjectMap [ rml:predicate ex:p , ex:q ; rml:objectMap "
        '[ rml:template "bewijs {nr}" ; rml:termType rml:BlankNode ] ]'
    )
    path = csv_file(tmp_path, ROWS)
    found = read_tables(path, mapping_file(tmp_path, HEAD + triples_map(subject, rest)))
    assert [(str(q.subject), str(q.object)) for q in found.quads] == [
        ("_:b0", "_:b0"),
        ("_:b0", "_:b0"),
        ("_:b1", "_:b1"),
        ("_:b1", "_:b1"),
    ]
    assert {term: place.row for term, place in found.places.items()} == {"_:b0": 2, "_:b1": 3}
    (unit,) = found.units()
    assert list(unit.quads) == list(found.quads)


def test_named_graphs_become_units_that_share_what_stands_in_none(tmp_path: Path) -> None:
    text = triples_map(
        'rml:template "https://example.org/{nr}" ; rml:class sl:Dossier ;'
        ' rml:graphMap [ rml:template "https://example.org/graaf/{nr}" ]'
    ) + triples_map('rml:template "https://example.org/{naam}" ; rml:class sl:Persoon').replace(
        "ex:map", "ex:wie"
    )
    found = read_tables(csv_file(tmp_path, ROWS), mapping_file(tmp_path, HEAD + text))
    units = found.units()
    assert [unit.graph for unit in units] == [EX + "graaf/1", EX + "graaf/2"]
    subjects = [{str(quad.subject).strip("<>") for quad in unit.quads} for unit in units]
    assert subjects == [{EX + "1", EX + "Pia", EX + "Bas"}, {EX + "2", EX + "Pia", EX + "Bas"}]


def test_the_older_names_of_rml_and_r2rml_mean_the_same(tmp_path: Path) -> None:
    text = """\
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix old: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
@prefix csvw: <http://www.w3.org/ns/csvw#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:map a rr:TriplesMap ; rdfs:comment "met de oude namen"@nl ;
    old:logicalSource [ old:source [ a csvw:Table ; csvw:url "zaken.csv" ] ;
        old:referenceFormulation ql:CSV ] ;
    rr:subjectMap [ rr:template "https://example.org/{nr}" ; rr:termType rr:IRI ] ;
    rr:predicateObjectMap [ rr:predicate ex:p ; rr:objectMap [ old:reference "naam" ] ] .
"""
    assert triples(tmp_path, text) == ['<1> <p> "Pia"', '<2> <p> "Bas"']


def test_a_triples_map_without_columns_says_its_facts_once(tmp_path: Path) -> None:
    text = triples_map("rml:constant ex:wet ; rml:class ex:Wet")
    assert len(triples(tmp_path, text)) == 1
    rest = "rml:predicateObjectMap [ rml:predicate ex:p ; rml:object ex:o ]"
    text = f'ex:map rml:logicalSource [ rml:source "x" ] ; rml:subject ex:wet ; {rest} .'
    assert triples(tmp_path, text) == ["<wet> <p> <o>"]


def source(inner: str) -> str:
    return (
        f"ex:map rml:logicalSource [\n  {inner} ] ;\n"
        "  rml:subjectMap [ rml:constant ex:a ; rml:class ex:A ] ."
    )


SUBJECT: Final = 'rml:template "https://example.org/{nr}"'


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        # no RML, or not whole
        ("ex:a ex:b ex:c .", 5, "the file is no RML mapping: nothing in it is an rml:TriplesMap"),
        ("ex:map a rml:TriplesMap .", 5, "the node has no rml:logicalSource; it must have one"),
        (triples_map(SUBJECT), 5, "the triples map makes nothing; give it a class or a predicat"),
        (triples_map("rml:class ex:A"), 6, "the subject map must have exactly one of rml:consta"),
        (
            triples_map(f'{SUBJECT} ; rml:reference "nr" ; rml:class ex:A'),
            6,
            "the subject map must have exactly one of rml:constant, rml:reference and rml:templ",
        ),
        (fact("rml:graph ex:g"), 7, "a predicate-object map needs a predicate and an object"),
        (fact("rml:object ex:o") + "ex:x rml:reference 'nr' .", 9, "no triples map uses this"),
        # nothing outside the table
        (source('rml:source "/etc/passwd"'), 5, "the source '/etc/passwd' is not the name of a t"),
        (source('rml:source "../zaken.csv"'), 5, "the source '../zaken.csv' is not the name of "),
        (source('rml:source "https://example.org/x.csv"'), 5, "the source 'https://example.org/"),
        (source('rml:source "C:zaken.csv"'), 5, "the source 'C:zaken.csv' is not the name of a "),
        (source('rml:source "x" ; rml:query "SELECT"'), 5, "rml:query is not supported here; da"),
        (source('rml:source "x" ; rml:iterator "$"'), 5, "rml:iterator is not supported here; a"),
        (source('rml:source [ a ex:Database ; ex:dsn "x" ]'), 6, "<https://example.org/dsn> is "),
        (source("rml:source [ a rml:FilePath ]"), 6, "the source of a table is its name; databas"),
        (
            source('rml:source "x" ; rml:referenceFormulation rml:JSONPath'),
            5,
            "the reference formulation <http://w3id.org/rml/JSONPath> is not supported here; ta",
        ),
        (
            "@prefix rr: <http://www.w3.org/ns/r2rml#> .\n"
            'ex:map rr:logicalTable [ rr:tableName "x" ] ; rr:subjectMap [ rr:constant ex:a ] .',
            6,
            "rml:logicalTable is not supported here; use rml:logicalSource; databases are not r",
        ),
        (
            source('rml:source [ <http://www.w3.org/ns/csvw#url> "x" ; ex:dialect [ ] ]'),
            6,
            "of a csvw:Table only csvw:url is read; the dialect is found by itself",
        ),
        # nothing that is not done here
        (
            fact("rml:objectMap [ rml:functionExecution [ ] ]"),
            8,
            "rml:functionExecution is not supported here; known here are rml:constant,",
        ),
        (
            fact("rml:objectMap [ <http://semweb.mmlab.be/ns/fnml#functionValue> [ ] ]"),
            8,
            "<http://semweb.mmlab.be/ns/fnml#functionValue> is not supported here; known here a",
        ),
        (fact('rml:objectMap [ rml:column "nr" ]'), 8, "rml:column is not supported here; use rm"),
        (
            fact("rml:objectMap [ rml:parentTriplesMap ex:map ; rml:joinCondition [ ] ]"),
            8,
            "rml:joinCondition is not supported here; make the same IRI with a template in both",
        ),
        (
            fact('rml:objectMap [ rml:reference "nr" ; rml:datatype ex:getal ]'),
            8,
            "the datatype <https://example.org/getal> is not read from tables; known are xsd:st",
        ),
        # terms that cannot be
        (fact('rml:objectMap [ rml:template "{nr}" ]'), 8, "the template makes 'x', which is no "),
        (fact('rml:objectMap [ rml:template "zaak/{nr}" ]'), 8, "the template makes 'zaak/x', wh"),
        (fact('rml:objectMap [ rml:template "urn:a b{nr}" ]'), 8, "the template makes 'urn:a bx"),
        (fact('rml:objectMap [ rml:template "urn:x" ]'), 8, "the template 'urn:x' names no colum"),
        (fact('rml:objectMap [ rml:template "urn:{nr" ]'), 8, "the template 'urn:{nr' has a brac"),
        (fact('rml:objectMap [ rml:template "urn:{}" ]'), 8, "the template 'urn:{}' has a bracket"),
        (fact(r'rml:objectMap [ rml:template "urn:\\a{nr}" ]'), 8, "the template 'urn:\\\\a{nr}'"),
        (fact('rml:objectMap [ rml:reference "nr" , "naam" ]'), 8, "rml:reference must have one "),
        (fact("rml:objectMap [ rml:constant ex:a , ex:b ]"), 8, "the node has more than one rml:c"),
        (fact("rml:objectMap [ rml:reference ex:nr ]"), 8, "rml:reference must have one text"),
        (
            fact('rml:objectMap [ rml:reference "nr" ; rml:language "n l" ]'),
            8,
            "'n l' is no language tag",
        ),
        (
            fact(
                'rml:objectMap [ rml:reference "nr" ; rml:language "nl" ; rml:datatype xsd:date ]'
            ),
            8,
            "a literal has a datatype or a language, not both; remove one",
        ),
        (
            fact('rml:objectMap [ rml:template "{nr}" ; rml:datatype xsd:date ]'),
            8,
            "a template makes text; give it no datatype, or use rml:reference",
        ),
        (
            fact('rml:objectMap [ rml:reference "nr"; rml:termType rml:IRI; rml:language "nl" ]'),
            8,
            "only a literal has a datatype or a language; remove it",
        ),
        (
            triples_map(f"{SUBJECT} ; rml:termType rml:Literal ; rml:class ex:A"),
            6,
            "the term type rml:Literal is not one for a subject; known are rml:IRI, rml:BlankNode",
        ),
        (triples_map('rml:constant "a" ; rml:class ex:A'), 6, '"a" cannot be a subject; give an '),
        (triples_map(f'{SUBJECT} ; rml:class "A"'), 6, '"A" cannot be a class; give an IRI'),
        (fact("rml:object ex:o", 'rml:predicate "p"'), 7, '"p" cannot be a predicate; give an '),
        (fact("rml:objectMap 'nr'"), 7, '"nr" stands where a node belongs; describe it within ['),
    ],
)
def test_what_a_mapping_cannot_say_is_refused_by_name(
    tmp_path: Path, text: str, line: int, problem: str
) -> None:
    path = mapping_file(tmp_path, HEAD + text)
    with pytest.raises(InputError) as caught:
        read_tables(csv_file(tmp_path, ROWS), path)
    assert caught.value.source == path.as_posix()
    assert caught.value.problem.startswith(problem)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("m.rml.ttl", "ex:a ex:b", "The prefix ex: has not been declared."),
        ("m.rml.ttl", "", "the file is empty; a dossier was expected."),
        ("m.yml", "mappings: {}", "YARRRML is not read; translate it to RML first, with yatter fo"),
    ],
)
def test_a_file_that_is_no_turtle_is_refused(
    tmp_path: Path, name: str, text: str, problem: str
) -> None:
    path = mapping_file(tmp_path, text, name)
    with pytest.raises(InputError) as caught:
        read_tables(csv_file(tmp_path, ROWS), path)
    assert caught.value.source == path.as_posix()
    assert caught.value.problem.startswith(problem)


def test_a_table_of_a_parent_must_be_the_same(tmp_path: Path) -> None:
    other = 'ex:ander rml:logicalSource [ rml:source "ander" ] ; rml:subject ex:a ;'
    text = fact("rml:objectMap [ rml:parentTriplesMap ex:ander ]") + (
        other + " rml:predicateObjectMap [ rml:predicate ex:p ; rml:object ex:o ] ."
    )
    with pytest.raises(InputError, match="rml:parentTriplesMap is read within one table only"):
        triples(tmp_path, text)
