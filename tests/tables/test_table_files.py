"""What a table must look like, and what is said where it does not."""

from __future__ import annotations

import gzip
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from scheidslijn.errors import InputError, UsageError
from scheidslijn.inputs import Limits, Source, Syntax
from scheidslijn.tables import Place, TableLimits, Tables, read_tables
from spreadsheets import HEAD, ZAKEN, csv_file, mapping_file, sheet_of, xlsx_file

HEADER: Final = ("nummer", "naam", "dag", "akkoord", "dagen", "opmerking")
PIA: Final = ("1", "Pia", "2026-03-01", "ja", "2", "vrij")
BAS: Final = ("2", "Bas", "2026-03-02", "nee", "3", "vrij")
ZAAK: Final = "https://example.org/zaak/"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(folder: Path, path: Path, size: TableLimits | None = None) -> Tables:
    return read_tables(path, mapping_file(folder), size=size)


def refused(folder: Path, path: Path, size: TableLimits | None = None) -> tuple[str, int | None]:
    """Return what is said of a table, and the line."""
    with pytest.raises(InputError) as caught:
        read(folder, path, size)
    assert caught.value.source == path.as_posix()
    return caught.value.problem, caught.value.line


def changed(folder: Path, change: Callable[[Worksheet], object]) -> Path:
    """Return a workbook with two rows after a change to its sheet."""
    path = xlsx_file(folder, {"zaken": [HEADER, PIA, BAS]})
    book = openpyxl.load_workbook(path)
    change(sheet_of(book))
    book.save(path)
    return path


# The shape of the table


def test_every_subject_knows_its_row(tmp_path: Path) -> None:
    rows = [HEADER, PIA, (None,) * 6, BAS]
    for path, sheet in (
        (csv_file(tmp_path, rows), None),
        (xlsx_file(tmp_path, {"zaken": rows}), "zaken"),
    ):
        found = read(tmp_path, path)
        assert found.places == {ZAAK + "1": Place(sheet, 2), ZAAK + "2": Place(sheet, 4)}
        assert found.place(ZAAK + "2") == (path.as_posix(), 4)
        assert found.place(ZAAK + "3") is None
        assert found.notices == ()


def test_a_row_of_csv_has_the_line_on_which_it_starts(tmp_path: Path) -> None:
    long = ("1", "Pia\r\nProefpersoon", *PIA[2:])
    found = read(tmp_path, csv_file(tmp_path, [HEADER, long, BAS]))
    assert found.places == {ZAAK + "1": Place(None, 2), ZAAK + "2": Place(None, 4)}


def test_the_first_row_counts_where_several_say_something_of_a_subject(tmp_path: Path) -> None:
    found = read(tmp_path, csv_file(tmp_path, [HEADER, PIA, PIA]))
    assert found.places == {ZAAK + "1": Place(None, 2)}
    assert len(found.quads) == 5


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_the_one_that_gives_the_columns(tmp_path: Path, delimiter: str) -> None:
    row = ("1", "a;b,c\td", *PIA[2:])
    path = csv_file(tmp_path, [HEADER, row], delimiter)
    found = read(tmp_path, path)
    assert '"a;b,c\td"' in {str(quad.object).replace("\\t", "\t") for quad in found.quads}


def test_a_first_line_that_tells_excel_the_delimiter_is_followed(tmp_path: Path) -> None:
    path = csv_file(tmp_path, [HEADER, PIA], "|")
    path.write_bytes(b"sep=|\r\n" + path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    assert read(tmp_path, path).places == {ZAAK + "1": Place(None, 3)}


def test_a_gzipped_csv_and_one_in_memory_are_read(tmp_path: Path) -> None:
    data = csv_file(tmp_path, [HEADER, PIA]).read_bytes()
    path = tmp_path / "zaken.csv.gz"
    path.write_bytes(gzip.compress(data))
    expected = read(tmp_path, path).quads
    source = Source("zaken.csv", None, Syntax.N_QUADS, data)
    assert read_tables(source, mapping_file(tmp_path)).quads == expected


def test_a_missing_column_is_named_with_the_nearest_and_who_asks(tmp_path: Path) -> None:
    header = ("nummer", "Naam ", "dag", "akkoord", "dagen", "opmerking")
    line = ZAKEN.splitlines().index(next(x for x in ZAKEN.splitlines() if "ex:naam" in x)) + 1
    asks = (tmp_path / "zaken.rml.ttl").as_posix() + f":{line}"
    expected = (
        f"column 'naam' is missing, which {asks} asks for (did you mean 'Naam '?); the columns "
        "are 'nummer', 'Naam ', 'dag', 'akkoord', 'dagen', 'opmerking'."
    )
    assert refused(tmp_path, csv_file(tmp_path, [header, PIA])) == (expected, 1)
    path = xlsx_file(tmp_path, {"zaken": [header, PIA]})
    assert refused(tmp_path, path) == (f"sheet 'zaken', {expected}", 1)


def test_a_title_above_the_header_is_named_as_such(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, {"zaken": [["Zaken 2026"], HEADER, PIA]})
    said, line = refused(tmp_path, path)
    assert said.endswith(
        "; the columns are 'Zaken 2026'; row 1 must hold the names of the columns."
    )
    assert line == 1


def test_a_column_that_is_read_stands_in_the_header_once(tmp_path: Path) -> None:
    path = csv_file(tmp_path, [(*HEADER, "dag"), (*PIA, "2026-01-01")])
    problem = "column 'dag' stands in the header twice; give one another name."
    assert refused(tmp_path, path) == (problem, 1)
    path = csv_file(tmp_path, [(*HEADER, "opmerking", "", ""), (*PIA, "x", "", "y")])
    assert read(tmp_path, path).quads


@pytest.mark.parametrize(
    ("rows", "line", "problem"),
    [
        ([], 1, "the first line is empty"),
        ([(), HEADER, PIA], 1, "the first line is empty"),
        ([HEADER], None, "no row that the mapping makes something of"),
        ([HEADER, ("",) * 6], None, "no row that the mapping makes something of"),
        ([HEADER, PIA, (*BAS, "te veel")], 3, "the row has 7 cells, and the header has 6 columns"),
        ([HEADER, PIA[:5]], 2, "the row has 5 cells, and the header has 6 columns"),
    ],
)
def test_rows_that_do_not_fit_are_refused(
    tmp_path: Path, rows: list[tuple[str, ...]], line: int | None, problem: str
) -> None:
    path = csv_file(tmp_path, rows)
    if not rows:
        path.write_bytes(b"\xef\xbb\xbf\r\n")
    said, where = refused(tmp_path, path)
    assert problem in said
    assert where == line


def test_quotes_that_do_not_match_are_refused_where_they_start(tmp_path: Path) -> None:
    path = csv_file(tmp_path, [HEADER, PIA])
    path.write_bytes(path.read_bytes() + b'2;"Bas;2026-03-02;nee;3;vrij\r\n')
    said, line = refused(tmp_path, path)
    assert said.startswith("the quotes from here on do not match (")
    assert line == 3


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_csv_in_another_encoding_is_refused_with_advice(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "zaken.csv"
    path.write_text("nummer;naam\n1;Zoë\n", encoding=encoding)
    said, line = refused(tmp_path, path)
    assert said.endswith("; in Excel, choose Save As and the type CSV UTF-8.")
    assert line == (2 if encoding == "latin-1" else 1)


# Nothing that is filled in may vanish


def test_a_cell_is_refused_when_an_empty_one_beside_it_makes_it_vanish(tmp_path: Path) -> None:
    for rows in ([HEADER, PIA, ("", *BAS[1:])], [HEADER, PIA, (" ", *BAS[1:])]):
        said, line = refused(tmp_path, csv_file(tmp_path, rows))
        assert line == 3
        assert said == (
            "column 'naam': the cell is filled in, but nothing comes of it while 'nummer' is "
            "empty; fill that in, or empty this cell; 3 more cells are wrong, in row 3."
        )


def test_a_row_with_only_columns_that_nobody_reads_is_an_empty_row(tmp_path: Path) -> None:
    path = csv_file(tmp_path, [HEADER, PIA, ("", "", "", "", "", "vrij")])
    assert read(tmp_path, path).places == {ZAAK + "1": Place(None, 2)}


# Workbooks


@pytest.mark.parametrize(
    ("area", "line", "column"),
    [
        ("B2:B3", 2, "naam"),
        ("A3:B3", 3, "nummer"),
        ("C1:D1", 1, "dag"),
        ("E3:F9", 3, "dagen"),
        ("A1:F3", 1, "nummer"),
    ],
)
def test_merged_cells_in_a_column_that_is_read_are_refused(
    tmp_path: Path, area: str, line: int, column: str
) -> None:
    path = xlsx_file(tmp_path, {"zaken": [HEADER, PIA, BAS]})
    book = openpyxl.load_workbook(path)
    sheet_of(book).merge_cells(area)
    book.save(path)
    said, where = refused(tmp_path, path)
    assert where == line
    assert said == (
        f"sheet 'zaken', column {column!r}: the cells {area} are merged, so that only the first "
        "has a value; unmerge them and fill in each."
    )


@pytest.mark.parametrize("area", ["F2:F3", "H1:K3", "A9:F9"])
def test_merged_cells_elsewhere_do_no_harm(tmp_path: Path, area: str) -> None:
    path = changed(tmp_path, lambda sheet: sheet.merge_cells(area))
    assert len(read(tmp_path, path).places) == 2


def test_what_is_hidden_is_read_and_said(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[40].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet.column_dimensions["F"].hidden = True

    path = changed(tmp_path, hide)
    found = read(tmp_path, path)
    assert len(found.places) == 2
    assert found.notices == (
        f"{path.as_posix()}: in sheet 'zaken', hidden rows were read too: 3.",
        f"{path.as_posix()}: in sheet 'zaken', hidden columns were read too: 'dag'.",
    )


def test_a_hidden_sheet_is_read_if_the_mapping_names_it(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, {"anders": [["x"]], "zaken": [HEADER, PIA]})
    book = openpyxl.load_workbook(path)
    sheet_of(book).sheet_state = "veryHidden"
    book.save(path)
    found = read(tmp_path, path)
    assert found.notices == (f"{path.as_posix()}: sheet 'zaken' is hidden; it was read too.",)


def test_the_only_sheet_may_have_any_name(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, {"Blad1": [HEADER, PIA]})
    assert read(tmp_path, path).places == {ZAAK + "1": Place("Blad1", 2)}


def test_of_several_sheets_one_must_have_the_name(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, {"Blad1": [HEADER, PIA], "Blad2": [HEADER, BAS]})
    asks = (tmp_path / "zaken.rml.ttl").as_posix()
    problem = f"no sheet is named 'zaken', as {asks} has it; the sheets are 'Blad1', 'Blad2'."
    assert refused(tmp_path, path) == (problem, None)


def test_an_empty_first_row_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda sheet: sheet.insert_rows(1))
    problem = "the first row of sheet 'zaken' is empty; it must name the columns."
    assert refused(tmp_path, path) == (problem, 1)


def test_a_drop_down_list_of_a_newer_excel_is_no_noise(tmp_path: Path) -> None:
    def choose(parts: dict[str, bytes]) -> None:
        extension = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst>'
        parts[SHEET] = parts[SHEET].replace(b"</worksheet>", extension + b"</worksheet>")

    path = repacked(xlsx_file(tmp_path, {"zaken": [HEADER, PIA]}), choose)
    with pytest.warns(UserWarning, match="Data Validation extension is not supported"):
        openpyxl.load_workbook(path)
    assert len(read(tmp_path, path).places) == 1  # and warnings are errors


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("zaken.xls", OLE, "the file is an old Excel workbook; save it as .xlsx or CSV UTF-8."),
        ("zaken.ods", b"PK", "the file is an OpenDocument workbook; save it as .xlsx or CSV UTF-8"),
        ("zaken.txt", b"", "no table ends so; known are .csv, .csv.gz, .tsv, .tsv.gz, .xlsx, .xls"),
        ("zaken.xlsx", OLE + b"Workbook", "the file is an old Excel workbook (.xls); save it as"),
        ("zaken.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "the workbook has a password"),
        ("zaken.xlsx", b"nummer;naam", "the file is no sound Excel workbook (.xlsx)."),
        ("zaken.xlsx", b"", "the file is no sound Excel workbook (.xlsx)."),
    ],
)
def test_what_is_no_workbook_is_refused_with_advice(
    tmp_path: Path, name: str, data: bytes, problem: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    said, line = refused(tmp_path, path)
    assert said.startswith(problem)
    assert line is None


def repacked(path: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """Write a workbook anew after a change to its parts."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


SHEET: Final = "xl/worksheets/sheet1.xml"
BOMB: Final = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'


def with_doctype(parts: dict[str, bytes]) -> None:
    parts[SHEET] = BOMB.encode() + parts[SHEET]


def with_doctype_in_utf_16(parts: dict[str, bytes]) -> None:
    parts[SHEET] = (BOMB + parts[SHEET].decode()).encode("utf-16")


def without_sheet(parts: dict[str, bytes]) -> None:
    del parts[SHEET]


def cut_off(parts: dict[str, bytes]) -> None:
    parts[SHEET] = parts[SHEET][:-40]


def no_workbook(parts: dict[str, bytes]) -> None:
    del parts["[Content_Types].xml"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (with_doctype, f"the part {SHEET} declares a document type"),
        (with_doctype_in_utf_16, f"the part {SHEET} declares a document type"),
        (without_sheet, "no sheet is named 'zaken', as "),
        (cut_off, "the workbook cannot be read; open it in Excel and save it again"),
        (no_workbook, "the file is a zip, but no Excel workbook (.xlsx)."),
    ],
)
def test_a_damaged_workbook_is_refused(
    tmp_path: Path, change: Callable[[dict[str, bytes]], object], problem: str
) -> None:
    path = repacked(xlsx_file(tmp_path, {"zaken": [HEADER, PIA]}), change)
    assert refused(tmp_path, path)[0].startswith(problem)


def test_a_zip_that_unpacks_to_too_much_is_refused_unread(tmp_path: Path) -> None:
    def bomb(parts: dict[str, bytes]) -> None:
        parts["xl/media/image1.png"] = bytes(3 << 20)

    path = repacked(xlsx_file(tmp_path, {"zaken": [HEADER, PIA]}), bomb)
    assert path.stat().st_size < 20_000
    said, _ = refused(tmp_path, path, TableLimits(max_unzipped_bytes=1 << 20))
    assert said.startswith("the workbook holds 31")
    assert said.endswith(" bytes when unzipped; the limit is 1048576.")


def test_a_cell_far_below_does_not_cost_the_rows_between(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda sheet: sheet.cell(1_048_576, 1, "x"))
    said, line = refused(tmp_path, path)
    assert line == 1_048_576
    assert said == (
        "sheet 'zaken' is in use down to row 1048576; the limit is 100000 rows and 4000000 cells; "
        "delete the empty rows below the last one, or split it."
    )


def test_a_cell_far_to_the_right_does_not_cost_the_columns_between(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda sheet: sheet.cell(2, 16_384, "x"))
    assert len(read(tmp_path, path).places) == 2


@pytest.mark.parametrize("size", [TableLimits(max_rows=1), TableLimits(max_cells=11)])
def test_a_table_beyond_a_limit_is_refused(tmp_path: Path, size: TableLimits) -> None:
    for path in (
        csv_file(tmp_path, [HEADER, PIA, BAS]),
        xlsx_file(tmp_path, {"zaken": [HEADER, PIA, BAS]}),
    ):
        said, line = refused(tmp_path, path, size)
        assert f"{size.max_rows} rows and {size.max_cells} cells" in said
        assert line == 3


def test_a_workbook_beyond_the_size_of_a_file_is_refused(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, {"zaken": [HEADER, PIA]})
    with pytest.raises(InputError, match="more than the limit of 3000 bytes"):
        read_tables(path, mapping_file(tmp_path), Limits(max_file_bytes=3000))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, tmp_path / "weg.csv")[0] == "no such file."
    assert refused(tmp_path, tmp_path / "weg.xlsx")[0] == (
        "the file cannot be read: No such file or directory."
    )


def test_excel_without_its_library_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = xlsx_file(tmp_path, {"zaken": [HEADER, PIA]})
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(UsageError, match=r"pip install 'scheidslijn\[tables\]'"):
        read(tmp_path, path)
    assert read(tmp_path, csv_file(tmp_path, [HEADER, PIA])).quads


# Several sheets

LONG: Final = (
    HEAD
    + """\
ex:zaken rml:source "zaken.csv" .
ex:rollen rml:source "rollen.csv" .
ex:zaak rml:logicalSource ex:zaken ;
    rml:subjectMap [ rml:template "https://example.org/zaak/{nummer}" ; rml:class sl:Dossier ] .
ex:rol rml:logicalSource ex:rollen ;
    rml:subjectMap [ rml:template "https://example.org/rol/{rol}" ; rml:class sl:Rolvervulling ] ;
    rml:predicateObjectMap [ rml:predicate sl:dossier ;
        rml:objectMap [ rml:template "https://example.org/zaak/{nummer}" ] ] .
"""
)


def test_each_sheet_gives_its_own_rows(tmp_path: Path) -> None:
    sheets = {"rollen": [["nummer", "rol"], ["1", "a"], ["1", "b"]], "zaken": [["nummer"], ["1"]]}
    path = xlsx_file(tmp_path, sheets)
    found = read_tables(path, mapping_file(tmp_path, LONG))
    assert found.places == {
        ZAAK + "1": Place("zaken", 2),
        "https://example.org/rol/a": Place("rollen", 2),
        "https://example.org/rol/b": Place("rollen", 3),
    }
    assert found.place("https://example.org/rol/b") == (f"{path.as_posix()}#rollen", 3)


def test_one_sheet_does_not_stand_for_several_tables(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, {"Blad1": [["nummer", "rol"], ["1", "a"]]})
    with pytest.raises(InputError, match=r"no sheet is named 'zaken\.csv'"):
        read_tables(path, mapping_file(tmp_path, LONG))


def test_several_tables_do_not_go_in_one_csv(tmp_path: Path) -> None:
    path = csv_file(tmp_path, [["nummer"], ["1"]])
    with pytest.raises(InputError) as caught:
        read_tables(path, mapping_file(tmp_path, LONG))
    assert caught.value.problem == (
        "the mapping reads 2 tables: 'zaken.csv', 'rollen.csv'; a CSV file is one; put them as "
        "sheets in one workbook (.xlsx)."
    )


def test_a_fact_without_a_dossier_is_refused_with_its_sheet_and_row(tmp_path: Path) -> None:
    sheets = {"rollen": [["nummer", "rol"], ["1", "a"], ["", "b"]], "zaken": [["nummer"], ["1"]]}
    with pytest.raises(InputError) as caught:
        read_tables(xlsx_file(tmp_path, sheets), mapping_file(tmp_path, LONG))
    assert (caught.value.line, caught.value.column) == (3, 1)
    assert caught.value.problem == (
        "sheet 'rollen', column 'nummer': the cell is empty, so that https://example.org/rol/b "
        "belongs to no dossier; fill it in."
    )


def test_a_workbook_in_memory_is_read(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, {"zaken": [HEADER, PIA]})
    source = Source("zaken.xlsx", None, Syntax.N_QUADS, path.read_bytes())
    assert read_tables(source, mapping_file(tmp_path)).quads == read(tmp_path, path).quads
