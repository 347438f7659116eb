"""The test cases of RML for CSV: the same statements, or a refusal that names what is not done.

They are published by the W3C Community Group on Knowledge Graph Construction
(kg-construct/rml-test-cases, folder test-cases), and nothing else of the tests needs them, so
that without them these are skipped everywhere. A case with several files is read as a workbook
with a sheet for each.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

from scheidslijn.errors import InputError
from scheidslijn.tables import read_tables
from spreadsheets import xlsx_file

VARIABLE: Final = "SCHEIDSLIJN_RML_TESTS"
FOLDER: Final = Path(
    os.environ.get(VARIABLE) or Path(__file__).parents[3] / "shared" / "rml-test-cases"
)
EQUAL: Final = (
    *("0001a", "0001b", "0002a", "0002b", "0003c", "0004a", "0005a", "0006a", "0007a", "0007b"),
    *("0007c", "0007d", "0007e", "0007f", "0007g", "0008a", "0008b", "0008c", "0010a", "0010b"),
    *("0010c", "0011b", "0012a", "0012b", "0015a"),
)
# What the cases themselves want refused comes first, then what is not done for tables.
REFUSED: Final = {
    "0002c": "column 'IDs' is missing",
    "0002e": "column 'IDs' is missing",
    "0004b": "the term type rml:Literal is not one for a subject",
    "0007h": "cannot be a graph; give an IRI",
    "0012c": "the node has no rml:subjectMap",
    "0012d": "the node has more than one rml:subjectMap",
    "0015b": "is no language tag",
    "0000": "no row that the mapping makes something of",  # no dossier is never a clean pass
    "0009a": "rml:joinCondition is not supported here",
    "0009b": "rml:joinCondition is not supported here",
    "0019a": "which is no full IRI",  # a value without a scheme is not resolved against a base
    "0019b": "which is no full IRI",
    "0020a": "which is no full IRI",
    "0020b": "which is no full IRI",
}


def case(name: str) -> Path:
    folder = FOLDER / f"RMLTC{name}-CSV"
    if not FOLDER.is_dir():
        pytest.skip(f"the test cases of RML are not at {FOLDER}; set {VARIABLE} to their folder")
    return folder


def table(folder: Path, target: Path) -> Path:
    files = sorted(folder.glob("*.csv"))
    if len(files) == 1:
        return files[0]
    sheets: dict[str, list[list[str | None]]] = {}
    for path in files:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        sheets[path.stem] = [[cell or None for cell in row] for row in rows]
    return xlsx_file(target, sheets)


def canonical(quads: object) -> ox.Dataset:
    dataset = ox.Dataset(quads)  # type: ignore[arg-type]
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


@pytest.mark.parametrize("name", EQUAL)
def test_a_case_gives_the_statements_that_it_should(tmp_path: Path, name: str) -> None:
    folder = case(name)
    found = read_tables(table(folder, tmp_path), folder / "mapping.ttl")
    expected = ox.parse(path=str(folder / "output.nq"), format=ox.RdfFormat.N_QUADS)
    assert canonical(found.quads) == canonical(expected)


@pytest.mark.parametrize("name", REFUSED)
def test_a_case_that_is_refused_says_why(tmp_path: Path, name: str) -> None:
    folder = case(name)
    with pytest.raises(InputError) as caught:
        read_tables(table(folder, tmp_path), folder / "mapping.ttl")
    assert REFUSED[name] in caught.value.problem


def test_every_case_is_in_one_of_the_lists() -> None:
    case("0000")
    names = {path.name[5:].removesuffix("-CSV") for path in FOLDER.glob("RMLTC*-CSV")}
    assert names == {*EQUAL, *REFUSED}
