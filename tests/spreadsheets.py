"""Makes the tables and mappings that tests read: CSV as text, and workbooks with openpyxl."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["BASE", "HEAD", "ZAKEN", "csv_file", "mapping_file", "sheet_of", "xlsx_file"]

BASE: Final = "https://example.org/"
HEAD: Final = """\
@prefix ex: <https://example.org/> .
@prefix rml: <http://w3id.org/rml/> .
@prefix sl: <https://w3id.org/scheidslijn/def#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# One row is one dossier: its number, and a column for each kind of value.
ZAKEN: Final = (
    HEAD
    + """\
ex:rijen rml:source "zaken" ; rml:referenceFormulation rml:CSV .
ex:zaak a rml:TriplesMap ;
    rml:logicalSource ex:rijen ;
    rml:subjectMap [ rml:template "https://example.org/zaak/{nummer}" ; rml:class sl:Dossier ] ;
    rml:predicateObjectMap
        [ rml:predicate ex:naam ; rml:objectMap [ rml:reference "naam" ] ] ,
        [ rml:predicate ex:dag ; rml:objectMap [ rml:reference "dag" ; rml:datatype xsd:date ] ] ,
        [ rml:predicate ex:akkoord ;
          rml:objectMap [ rml:reference "akkoord" ; rml:datatype xsd:boolean ] ] ,
        [ rml:predicate ex:dagen ;
          rml:objectMap [ rml:reference "dagen" ; rml:datatype xsd:nonNegativeInteger ] ] .
"""
)

Rows = Sequence[Sequence[object]]


def csv_file(folder: Path, rows: Rows, delimiter: str = ";", name: str = "zaken.csv") -> Path:
    """Write rows as Excel writes CSV UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(
        ["" if cell is None else cell for cell in row] for row in rows
    )
    path = folder / name
    path.write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode())
    return path


def xlsx_file(folder: Path, sheets: Mapping[str, Rows], name: str = "zaken.xlsx") -> Path:
    """Write a workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    path = folder / name
    book.save(path)
    return path


def sheet_of(book: openpyxl.Workbook, title: str = "zaken") -> Worksheet:
    """Return a sheet of a workbook."""
    sheet = book[title]
    assert isinstance(sheet, Worksheet)
    return sheet


def mapping_file(folder: Path, text: str = ZAKEN, name: str = "zaken.rml.ttl") -> Path:
    """Write a mapping."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
