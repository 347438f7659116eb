"""A row gives the same findings as the same dossier in Turtle, with the row as its line."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

from scheidslijn.inputs import Source, Syntax, find_sources
from scheidslijn.model import Finding, Report
from scheidslijn.tables import Tables, read_tables
from scheidslijn.validation import Validator
from spreadsheets import HEAD, csv_file, mapping_file, xlsx_file

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
CSV: Final = EXAMPLES / "tabellen" / "dossiers.csv"
MAPPING: Final = EXAMPLES / "tabellen" / "dossiers.rml"
# Row by row, the Turtle file that says the same.
TWINS: Final = (
    "casemanager-werkgeversregie-wel.ttl",
    "casemanager-werkgeversregie-niet-vertegenwoordigt-werknemer.ttl",
    "casemanager-werkgeversregie-niet-medische-beslissing.ttl",
)


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator.packaged()


def rows() -> list[list[str]]:
    with CSV.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, delimiter=";"))


def typed(header: list[str], row: list[str]) -> list[object]:
    """Return a row as Excel holds it: with date cells."""
    return [
        date.fromisoformat(cell) if cell[:4].isdigit() and cell.count("-") == 2 else cell or None
        for _, cell in zip(header, row, strict=True)
    ]


def workbook(folder: Path) -> Path:
    header, *body = rows()
    sheets: dict[str, list[list[object]]] = {}
    sheets["dossiers"] = [[*header], *(typed(header, row) for row in body)]
    return xlsx_file(folder, sheets, "dossiers.xlsx")


def judged(validator: Validator, tables: Tables) -> Report:
    """Validate the dossiers of a table, and give each finding its row."""
    data = ox.serialize(tables.quads, format=ox.RdfFormat.N_QUADS)
    report = validator.validate([Source("tabel", None, Syntax.N_QUADS, data)])
    return replace(report, findings=tuple(placed(each, tables) for each in report.findings))


def placed(finding: Finding, tables: Tables) -> Finding:
    place = tables.place(finding.focus)
    assert place is not None
    return replace(finding, file=place[0], line=place[1])


def without_places(report: Report) -> list[Finding]:
    return [replace(finding, file=None, line=None) for finding in report.findings]


def test_each_row_says_what_its_twin_in_turtle_says() -> None:
    units = read_tables(CSV, MAPPING).units()
    assert len(units) == len(TWINS) == len(rows()) - 1
    for unit, twin in zip(units, TWINS, strict=True):
        expected = {quad.triple for quad in ox.parse(path=str(EXAMPLES / "verzuim" / twin))}
        assert set(unit.triples) == expected


def test_a_workbook_says_what_the_same_csv_says(tmp_path: Path) -> None:
    assert read_tables(workbook(tmp_path), MAPPING).quads == read_tables(CSV, MAPPING).quads


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_findings_are_those_of_the_twins_with_the_rows_as_lines(
    tmp_path: Path, validator: Validator, kind: str
) -> None:
    path = CSV if kind == "csv" else workbook(tmp_path)
    report = judged(validator, read_tables(path, MAPPING))
    twins = [str(EXAMPLES / "verzuim" / twin) for twin in TWINS]
    expected = validator.validate(find_sources(twins).sources)
    assert not report.problems
    assert without_places(report) == without_places(expected)
    lines = {each.line for each in report.findings if "vertegenwoordigt" in each.dossier}
    assert lines == {3}
    lines = {each.line for each in report.findings if "medische-beslissing" in each.dossier}
    assert lines == {4}
    assert len(report.findings) >= 2
    assert {each.file for each in report.findings} == {path.as_posix()}


def test_the_example_stands_where_no_folder_of_dossiers_finds_it() -> None:
    names = {Path(source.name).parent.name for source in find_sources([str(EXAMPLES)]).sources}
    assert names
    assert "tabellen" not in names


LONG: Final = (
    HEAD
    + """\
@prefix domein: <https://w3id.org/scheidslijn/id/domein/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:dossiers rml:source "dossiers" .
ex:personen rml:source "personen" .
ex:rollen rml:source "rollen" .
ex:dossier rml:logicalSource ex:dossiers ;
    rml:subjectMap [ rml:template "https://example.org/zaak/{dossier}" ; rml:class sl:Dossier ] ;
    rml:predicateObjectMap
        [ rml:predicate sl:domein ; rml:object domein:verzuim ] ,
        [ rml:predicate sl:werknemer ; rml:objectMap ex:werknemerIri ] ,
        [ rml:predicate sl:werkgever ;
          rml:objectMap [ rml:template "https://example.org/zaak/{werkgever}" ] ] .
ex:werknemerIri rml:template "https://example.org/zaak/{werknemer}" .
ex:werkgever rml:logicalSource ex:dossiers ;
    rml:subjectMap [ rml:template "https://example.org/zaak/{werkgever}" ;
        rml:class sl:Organisatie ] .
ex:persoon rml:logicalSource ex:personen ;
    rml:subjectMap [ rml:template "https://example.org/zaak/{persoon}" ; rml:class sl:Persoon ] ;
    rml:predicateObjectMap
        [ rml:predicate rdfs:label ; rml:objectMap [ rml:reference "naam" ] ] .
ex:rol rml:logicalSource ex:rollen ;
    rml:subjectMap [ rml:template "https://example.org/zaak/rol-{nr}" ;
        rml:class sl:Rolvervulling ] ;
    rml:predicateObjectMap
        [ rml:predicate sl:dossier ;
          rml:objectMap [ rml:template "https://example.org/zaak/{dossier}" ] ] ,
        [ rml:predicate sl:door ;
          rml:objectMap [ rml:template "https://example.org/zaak/{persoon}" ] ] ,
        [ rml:predicate sl:rol ;
          rml:objectMap [ rml:template "https://w3id.org/scheidslijn/id/rol/{rol}" ] ] ,
        [ rml:predicate sl:vanaf ;
          rml:objectMap [ rml:reference "vanaf" ; rml:datatype xsd:date ] ] .
"""
)
DELEGATION: Final = "casemanager-taakdelegatie-bedrijfsarts"
TURTLE: Final = """\
@prefix domein: <https://w3id.org/scheidslijn/id/domein/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rol: <https://w3id.org/scheidslijn/id/rol/> .
@prefix sl: <https://w3id.org/scheidslijn/def#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/zaak/> .
:d1 a sl:Dossier ; sl:domein domein:verzuim ; sl:werknemer :pia ; sl:werkgever :werf .
:d2 a sl:Dossier ; sl:domein domein:verzuim ; sl:werknemer :pia ; sl:werkgever :werf .
:werf a sl:Organisatie .
:pia a sl:Persoon ; rdfs:label "Pia Proefpersoon" .
:vera a sl:Persoon ; rdfs:label "Vera Voorbeeld" .
:rol-1 a sl:Rolvervulling ; sl:dossier :d1 ; sl:door :vera ;
    sl:rol rol:casemanager-werkgeversregie ; sl:vanaf "2026-01-05"^^xsd:date .
:rol-2 a sl:Rolvervulling ; sl:dossier :d2 ; sl:door :vera ;
    sl:rol rol:casemanager-werkgeversregie ; sl:vanaf "2026-01-05"^^xsd:date .
:rol-3 a sl:Rolvervulling ; sl:dossier :d1 ; sl:door :vera ;
    sl:rol rol:casemanager-taakdelegatie-bedrijfsarts ; sl:vanaf "2026-02-01"^^xsd:date .
"""


def long_workbook(folder: Path, role: str = DELEGATION) -> Path:
    regie, day = "casemanager-werkgeversregie", date(2026, 1, 5)
    return xlsx_file(
        folder,
        {
            "personen": [
                ["persoon", "naam"],
                ["pia", "Pia Proefpersoon"],
                ["vera", "Vera Voorbeeld"],
            ],
            "dossiers": [
                ["dossier", "werknemer", "werkgever"],
                ["d1", "pia", "werf"],
                ["d2", "pia", "werf"],
            ],
            "rollen": [
                ["nr", "dossier", "persoon", "rol", "vanaf"],
                [1, "d1", "vera", regie, day],
                [2, "d2", "vera", regie, day],
                [3, "d1", "vera", role, "2026-02-01"],
            ],
        },
    )


def test_dossiers_of_several_sheets_are_judged_as_one_turtle_file_would_be(
    tmp_path: Path, validator: Validator
) -> None:
    tables = read_tables(long_workbook(tmp_path), mapping_file(tmp_path, LONG))
    report = judged(validator, tables)
    twin = Source("tabel", None, Syntax.TURTLE, TURTLE.encode())
    expected = validator.validate([twin])
    assert report.findings
    assert without_places(report) == without_places(expected)
    assert [each.dossier for each in report.findings] == [
        each.dossier for each in expected.findings
    ]
    mixed = [each for each in report.findings if each.focus.endswith("/rol-3")]
    assert {(each.file, each.line) for each in mixed} <= {(f"{tables.source.name}#rollen", 4)}
    assert {each.file for each in report.findings} <= {
        f"{tables.source.name}#{name}" for name in ("dossiers", "rollen")
    }


def test_a_role_that_the_rule_book_does_not_know_is_found_at_its_row(
    tmp_path: Path, validator: Validator
) -> None:
    path = long_workbook(tmp_path, "Casemanager Ergens")
    report = judged(validator, read_tables(path, mapping_file(tmp_path, LONG)))
    unknown = "https://w3id.org/scheidslijn/id/rol/Casemanager%20Ergens"
    (finding,) = [each for each in report.findings if each.value == unknown]
    assert (finding.file, finding.line) == (f"{path.as_posix()}#rollen", 4)


PAGE: Final = (EXAMPLES.parent / "docs" / "tables.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    """Return the only block of code in a language on the page about tables."""
    (found,) = re.finditer(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return found[1]


def test_the_mapping_on_the_page_reads_a_table(tmp_path: Path) -> None:
    header = ["nummer", "dossier", "persoon", "rol", "vanaf"]
    rows: list[list[object]] = [[*header], [1, "d1", "vera", "x", "2026-01-05"]]
    mapping = mapping_file(tmp_path, block("turtle"))
    assert len(read_tables(csv_file(tmp_path, rows), mapping).quads) == 5
    assert len(read_tables(xlsx_file(tmp_path, {"rollen": rows}), mapping).quads) == 5


def test_the_python_on_the_page_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(EXAMPLES.parent)
    exec(compile(block("python"), "tables.md", "exec"), {})
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[:3]] == [
        f"https://example.org/{twin.removesuffix('-wel.ttl').removesuffix('.ttl')}/"
        for twin in TWINS
    ]
    assert lines[3:] == ["('examples/tabellen/dossiers.csv', 2)"]


def test_the_order_of_statements_is_always_the_same(tmp_path: Path) -> None:
    path = csv_file(tmp_path, rows())
    assert read_tables(path, MAPPING).quads == read_tables(path, MAPPING).quads
    subjects = [quad.subject for quad in read_tables(path, MAPPING).quads]
    found = read_tables(path, MAPPING)
    by_row = [found.places[str(each).strip("<>")].row for each in subjects]
    assert by_row == sorted(by_row)
