"""What a cell may hold: the same in CSV and in Excel, and refused with its row where it is not."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

import openpyxl
import pyoxigraph as ox
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from scheidslijn.errors import InputError
from scheidslijn.inputs import Limits
from scheidslijn.tables import read_tables
from scheidslijn.tables.sheet import Number
from scheidslijn.tables.values import BadCell, lexical_form
from spreadsheets import BASE, csv_file, mapping_file, sheet_of, xlsx_file

HEADER: Final = ("nummer", "naam", "dag", "akkoord", "dagen")
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
Write = Callable[[Path, list[object]], Path]


def as_csv(folder: Path, cells: list[object]) -> Path:
    return csv_file(folder, [HEADER, cells])


def as_xlsx(folder: Path, cells: list[object]) -> Path:
    return xlsx_file(folder, {"zaken": [HEADER, cells]})


def as_text_xlsx(folder: Path, cells: list[object]) -> Path:
    return as_xlsx(folder, [None if cell == "" else cell for cell in cells])


def values(folder: Path, path: Path) -> dict[str, str]:
    """Return what the first row says, by the local name of the property."""
    quads = read_tables(path, mapping_file(folder)).quads
    return {q.predicate.value.removeprefix(BASE): str(q.object) for q in quads}


def refused(folder: Path, path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        read_tables(path, mapping_file(folder))
    assert caught.value.source == path.as_posix()
    return caught.value


@pytest.mark.parametrize("write", [as_csv, as_text_xlsx])
@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1", "Pia", "", "", ""], {"naam": '"Pia"'}),
        (["1", " Pia ", "", "", ""], {"naam": '" Pia "'}),
        (["1", "", "2026-03-01", "", ""], {"dag": f'"2026-03-01"^^<{XSD}date>'}),
        (["1", "", "2024-02-29", "", ""], {"dag": f'"2024-02-29"^^<{XSD}date>'}),
        (["1", "", "", "ja", ""], {"akkoord": f'"true"^^<{XSD}boolean>'}),
        (["1", "", "", "Nee", ""], {"akkoord": f'"false"^^<{XSD}boolean>'}),
        (["1", "", "", "WAAR", ""], {"akkoord": f'"true"^^<{XSD}boolean>'}),
        (["1", "", "", "FALSE", ""], {"akkoord": f'"false"^^<{XSD}boolean>'}),
        (["1", "", "", "", "007"], {"dagen": f'"7"^^<{XSD}nonNegativeInteger>'}),
        (["1", "   ", "", "", ""], {}),
    ],
)
def test_a_text_becomes_the_literal_that_the_mapping_says(
    tmp_path: Path, write: Write, cells: list[object], expected: dict[str, str]
) -> None:
    found = values(tmp_path, write(tmp_path, cells))
    del found["http://www.w3.org/1999/02/22-rdf-syntax-ns#type"]
    assert found == expected


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("dag", date(2026, 3, 1), f'"2026-03-01"^^<{XSD}date>'),
        ("dag", datetime(2026, 3, 1), f'"2026-03-01"^^<{XSD}date>'),
        ("akkoord", True, f'"true"^^<{XSD}boolean>'),
        ("dagen", 2, f'"2"^^<{XSD}nonNegativeInteger>'),
        ("dagen", 2.0, f'"2"^^<{XSD}nonNegativeInteger>'),
        ("naam", 12, '"12"'),
        ("naam", 12.5, '"12.5"'),
        ("naam", 1e-7, '"0.0000001"'),
        ("naam", date(2026, 3, 1), '"2026-03-01"'),
        ("naam", False, '"false"'),
    ],
)
def test_a_typed_cell_of_excel_says_what_it_shows(
    tmp_path: Path, column: str, cell: object, expected: str
) -> None:
    cells: list[object] = [1, None, None, None, None]
    cells[HEADER.index(column)] = cell
    assert values(tmp_path, as_xlsx(tmp_path, cells))[column] == expected


def test_the_date_system_of_1904_is_read_as_such(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path, ["1", "", "", "", ""])
    book = openpyxl.load_workbook(path)
    book.epoch = CALENDAR_MAC_1904
    sheet_of(book)["C2"] = date(2026, 3, 1)
    book.save(path)
    assert values(tmp_path, path)["dag"] == f'"2026-03-01"^^<{XSD}date>'


@pytest.mark.parametrize("write", [as_csv, as_text_xlsx])
@pytest.mark.parametrize(
    ("column", "cell", "problem"),
    [
        ("dag", "31-02-2026", "'31-02-2026', of which day and month are not guessed"),
        ("dag", "3/1/2026", "'3/1/2026', of which day and month are not guessed"),
        ("dag", "2026-3-1", "'2026-3-1', of which day and month are not guessed"),
        ("dag", "2026-02-31", "'2026-02-31', a day that does not exist"),
        ("dag", "2026-03-01T00:00:00", "'2026-03-01T00:00:00', which is not written as a date"),
        ("dag", "2026-03-01Z", "'2026-03-01Z', which is not written as a date"),
        ("dag", "46082", "'46082', which is not written as a date"),
        ("dag", "\uff12\uff10\uff12\uff16-01-01", "which is not written as a date"),
        ("dag", " 2026-03-01", "' 2026-03-01', with spaces around it"),
        ("akkoord", "x", "'x', where yes or no belongs"),
        ("akkoord", "1", "'1', where yes or no belongs"),
        ("dagen", "2,5", "'2,5', where a whole number belongs"),
        ("dagen", "twee", "'twee', where a whole number belongs"),
        ("dagen", "-1", "-1, which is less than 0"),
        ("dagen", "9" * 5000, f"'{'9' * 40}…', where a whole number belongs"),
        ("nummer", "12 ", "'12 ', with spaces around it"),
        ("nummer", "12\u00a0", "'12\\xa0', with spaces around it"),
        ("nummer", "..", "'..', which an IRI takes for a folder"),
        ("naam", "#N/B", "the error #N/B; correct the formula or the value"),
        ("naam", "#DEEL/0!", "the error #DEEL/0!; correct the formula or the value"),
    ],
)
def test_a_text_that_is_not_plain_is_refused_with_its_row(
    tmp_path: Path, write: Write, column: str, cell: str, problem: str
) -> None:
    cells: list[object] = ["1", "Pia", "", "", ""]
    cells[HEADER.index(column)] = cell
    error = refused(tmp_path, write(tmp_path, cells))
    assert (error.line, error.column) == (2, HEADER.index(column) + 1)
    where = f"column {column!r}: the cell holds "
    assert error.problem.removeprefix("sheet 'zaken', ").startswith(where)
    assert problem in error.problem


@pytest.mark.parametrize(
    ("column", "cell", "number_format", "problem"),
    [
        ("dag", 46082, None, "holds the number 46082, where a date belongs; give the cell a date"),
        ("dag", datetime(2026, 3, 1, 14, 30), None, "holds 2026-03-01 14:30:00, a date with a ti"),
        ("dag", time(9, 15), None, "holds the time 09:15:00"),
        ("dag", timedelta(hours=30), None, "holds something else than text, a number or a date"),
        ("dag", date(2026, 3, 1), "mmm-yy", "shows the date 2026-03-01 without its day or its y"),
        ("dag", date(2026, 3, 1), "d-mmm", "shows the date 2026-03-01 without its day or its ye"),
        ("dag", True, None, "holds TRUE, which is not written as a date"),
        ("akkoord", 1, None, "holds the number 1, where yes or no belongs"),
        ("akkoord", date(2026, 3, 1), None, "holds the date 2026-03-01, where yes or no belongs"),
        ("dagen", 2.5, None, "holds the number 2.5, where a whole number belongs"),
        ("dagen", True, None, "holds TRUE, where a whole number belongs"),
        ("nummer", 123, "00000", "shows the number 123 in another way"),
        ("nummer", 0.07, "0%", "shows the number 0.07 in another way"),
        ("nummer", 1234567890123456, None, "holds 1234567890123456, of which Excel keeps 15"),
        ("naam", "#N/A", None, "holds the error #N/A"),
        ("naam", "=A2", None, "holds a formula without a saved result"),
    ],
)
def test_a_typed_cell_that_is_not_plain_is_refused_with_its_row(
    tmp_path: Path, column: str, cell: object, number_format: str | None, problem: str
) -> None:
    cells: list[object] = [1, "Pia", None, None, None]
    path = as_xlsx(tmp_path, cells)
    book = openpyxl.load_workbook(path)
    target = sheet_of(book).cell(2, HEADER.index(column) + 1)
    target.value = cell  # type: ignore[assignment]
    if number_format is not None:
        target.number_format = number_format
    book.save(path)
    error = refused(tmp_path, path)
    assert (error.line, error.column) == (2, HEADER.index(column) + 1)
    assert error.problem.startswith(f"sheet 'zaken', column {column!r}: the cell {problem}")


@pytest.mark.parametrize("shown", ["dd-mm-yyyy", "[$-413]d mmmm yyyy;@", "yyyy/mm/dd hh:mm"])
def test_a_date_cell_may_show_its_date_in_any_order(tmp_path: Path, shown: str) -> None:
    path = as_xlsx(tmp_path, [1, None, date(2026, 3, 1), None, None])
    book = openpyxl.load_workbook(path)
    sheet_of(book)["C2"].number_format = shown
    book.save(path)
    assert values(tmp_path, path)["dag"] == f'"2026-03-01"^^<{XSD}date>'


@pytest.mark.parametrize(
    ("serial", "counts_from_1904", "first"),
    [
        (-5, False, "1900-03-01"),
        (1, False, "1900-03-01"),
        (60, False, "1900-03-01"),  # 29 February 1900 to Excel
        (60.5, False, "1900-03-01"),
        (-1, True, "1904-01-01"),
    ],
)
def test_a_date_that_excel_counts_otherwise_is_refused_with_its_row(
    tmp_path: Path, serial: float, counts_from_1904: bool, first: str
) -> None:
    error = refused(tmp_path, with_serial(tmp_path, serial, counts_from_1904=counts_from_1904))
    assert (error.line, error.column) == (2, 3)
    assert error.problem == (
        f"sheet 'zaken', column 'dag': the cell holds a date before {first}, which Excel counts "
        "otherwise; correct it, or give the cell the format Text and write 1899-12-31."
    )


@pytest.mark.parametrize(
    ("serial", "counts_from_1904", "day"),
    [(61, False, "1900-03-01"), (1, True, "1904-01-02"), (46082, False, "2026-03-01")],
)
def test_a_date_from_there_on_is_read(
    tmp_path: Path, serial: float, counts_from_1904: bool, day: str
) -> None:
    path = with_serial(tmp_path, serial, counts_from_1904=counts_from_1904)
    assert values(tmp_path, path)["dag"] == f'"{day}"^^<{XSD}date>'


def with_serial(folder: Path, serial: float, *, counts_from_1904: bool) -> Path:
    """Return a workbook whose cell C2 is this number, shown as a date."""
    path = as_xlsx(folder, [1, None, None, None, None])
    book = openpyxl.load_workbook(path)
    if counts_from_1904:
        book.epoch = CALENDAR_MAC_1904
    cell = sheet_of(book)["C2"]
    cell.value, cell.number_format = serial, "dd-mm-yyyy"
    book.save(path)
    return path


def with_formula(folder: Path, cell: str) -> Path:
    """Return a workbook whose cell B2 is this XML: openpyxl itself saves no results."""
    path = as_xlsx(folder, [1, "=A2", None, None, None])
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    assert '<c r="B2"><f>A2</f><v></v></c>' in sheet.replace("<v />", "<v></v>")
    changed = sheet.replace("<v />", "<v></v>").replace('<c r="B2"><f>A2</f><v></v></c>', cell)
    parts["xl/worksheets/sheet1.xml"] = changed.encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def test_a_formula_counts_with_the_result_that_was_saved(tmp_path: Path) -> None:
    path = with_formula(tmp_path, '<c r="B2" t="str"><f>"Pia"</f><v>Pia</v></c>')
    assert values(tmp_path, path)["naam"] == '"Pia"'


def test_a_formula_with_an_empty_text_as_result_is_an_empty_cell(tmp_path: Path) -> None:
    path = with_formula(tmp_path, '<c r="B2" t="str"><f>""</f><v></v></c>')
    assert "naam" not in values(tmp_path, path)


def test_a_date_of_a_strict_workbook_is_a_date(tmp_path: Path) -> None:
    path = with_formula(tmp_path, '<c r="B2" t="d"><v>2026-03-01</v></c>')
    assert values(tmp_path, path)["naam"] == '"2026-03-01"'


def test_a_formula_with_an_error_as_result_is_refused(tmp_path: Path) -> None:
    path = with_formula(tmp_path, '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
    assert "holds the error #DIV/0!" in refused(tmp_path, path).problem


def test_what_is_wrong_elsewhere_is_counted_with_its_rows(tmp_path: Path) -> None:
    rows = [["1", "", "1-1-2026"], ["2", "", "2026-01-01"], ["3", "", "x"], ["4", "", "y"]]
    path = csv_file(tmp_path, [HEADER, *([*row, "", ""] for row in rows)])
    error = refused(tmp_path, path)
    assert (error.line, error.column) == (2, 3)
    assert error.problem == (
        "column 'dag': the cell holds '1-1-2026', of which day and month are not guessed; write "
        "2026-03-01, or use a date cell; 2 more cells are wrong, in rows 4, 5."
    )


def test_a_literal_beyond_the_limit_is_refused_with_its_row(tmp_path: Path) -> None:
    path = as_csv(tmp_path, ["1", "a" * 201, "", "", ""])
    with pytest.raises(InputError) as caught:
        read_tables(path, mapping_file(tmp_path), Limits(max_literal_chars=200))
    assert (caught.value.line, caught.value.column) == (2, 2)


def test_beyond_a_thousand_wrong_cells_no_more_are_looked_for(tmp_path: Path) -> None:
    path = csv_file(tmp_path, [HEADER, *([str(at), "", "x", "", ""] for at in range(1_500))])
    problem = refused(tmp_path, path).problem
    assert problem.endswith("; at least 999 more cells are wrong, in rows 3, 4, 5, 6, 7 ….")


@pytest.mark.parametrize(
    ("value", "datatype", "expected"),
    [
        ("2.50", "decimal", "2.5"),
        ("-0.0", "decimal", "0"),
        (Number(Decimal("1E+2")), "decimal", "100"),
        ("+3", "positiveInteger", "3"),
        ("-3", "integer", "-3"),
        (" x ", "string", " x "),
        ("2,5", "decimal", None),
        (True, "decimal", None),
        ("0", "positiveInteger", None),
    ],
)
def test_numbers_are_written_in_canonical_form(
    value: str | bool | Number, datatype: str, expected: str | None
) -> None:
    if expected is not None:
        assert lexical_form(value, XSD + datatype) == expected
        return
    with pytest.raises(BadCell):
        lexical_form(value, XSD + datatype)


HOSTILE: Final = [
    'a"b',
    "a> <https://evil.example/> .",
    "a\\b",
    "{naam}",
    "x\ny",
    "%2F",
    "a/../b",
    "?q#f",
    "<b>&amp;",
    "🎉 Zoë",
    "\u202e",
    "x" * 30_000,
]


@pytest.mark.parametrize("write", [as_csv, as_text_xlsx])
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_no_value_breaks_out_of_its_term(tmp_path: Path, write: Write, text: str) -> None:
    quads = read_tables(write(tmp_path, [text, text, "", "", ""]), mapping_file(tmp_path)).quads
    assert len(quads) == 2
    read = list(ox.parse(ox.serialize(quads, format=ox.RdfFormat.N_QUADS), ox.RdfFormat.N_QUADS))
    assert read == list(quads)
    (name,) = [quad.object for quad in quads if quad.predicate.value == BASE + "naam"]
    assert isinstance(name, ox.Literal)
    assert name.value == text
    for quad in quads:
        assert isinstance(quad.subject, ox.NamedNode)
        local = quad.subject.value.removeprefix(BASE + "zaak/")
        assert not set(local) & set('/?#<>"\\ \n{}')
        assert local.count("%2F") == text.count("/")
