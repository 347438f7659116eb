"""What holds for every table: its statements are those that anybody would write by hand."""

from __future__ import annotations

import contextlib
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheidslijn.errors import InputError
from scheidslijn.tables import TableLimits, read_tables
from scheidslijn.tables.making import iri_safe
from scheidslijn.tables.mapping import read_mapping
from scheidslijn.tables.values import BadCell, lexical_form
from spreadsheets import BASE, ZAKEN, csv_file, mapping_file, xlsx_file

HEADER: Final = ("nummer", "naam", "dag", "akkoord", "dagen")
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
# what a workbook can hold: XML knows no control characters
CHARACTERS: Final = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"))
NAMES: Final = st.text(CHARACTERS, min_size=1, max_size=12).filter(
    lambda text: text.strip() and text[0] not in "#=" and "_x" not in text
)
KEYS: Final = NAMES.filter(lambda text: text == text.strip() and text.strip("."))
DAYS: Final = st.dates(date(1901, 1, 1), date(2199, 12, 31))
ROWS: Final = st.lists(
    st.tuples(
        KEYS,
        st.none() | NAMES,
        st.none() | DAYS,
        st.none() | st.booleans(),
        st.none() | st.integers(0, 10**14),
    ),
    min_size=1,
    max_size=6,
)
Row = tuple[str, str | None, date | None, bool | None, int | None]


def written(rows: list[Row]) -> list[ox.Quad]:
    """Return what the mapping means, written directly."""
    found: dict[ox.Quad, None] = {}
    for key, name, day, agreed, days in rows:
        subject = ox.NamedNode(BASE + "zaak/" + encoded(key))
        values = [(TYPE, ox.NamedNode("https://w3id.org/scheidslijn/def#Dossier"))]
        facts: list[tuple[str, ox.Literal]] = []
        if name is not None:
            facts.append(("naam", ox.Literal(name)))
        if day is not None:
            text = f"{day.year:04}-{day.month:02}-{day.day:02}"
            facts.append(("dag", typed(text, "date")))
        if agreed is not None:
            facts.append(("akkoord", typed("true" if agreed else "false", "boolean")))
        if days is not None:
            facts.append(("dagen", typed(str(days), "nonNegativeInteger")))
        for predicate, term in values:
            found[ox.Quad(subject, predicate, term)] = None
        for local, literal in facts:
            found[ox.Quad(subject, ox.NamedNode(BASE + local), literal)] = None
    return list(found)


def typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


def encoded(text: str) -> str:
    """Return a text for an IRI by the letter of RFC 3987, one character at a time."""
    return "".join(each if unreserved(each) else octets(each) for each in text)


def octets(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())


def unreserved(character: str) -> bool:
    at = ord(character)
    if at < 0x80:
        return character.isalnum() or character in "-._~"
    if at >= 0x10000:
        return at & 0xFFFF <= 0xFFFD and (at < 0xE0000 or 0xE1000 <= at <= 0xEFFFD)
    return any(a <= at <= b for a, b in ((0xA0, 0xD7FF), (0xF900, 0xFDCF), (0xFDF0, 0xFFEF)))


@given(rows=ROWS)
@settings(max_examples=60, deadline=None)
def test_a_table_says_what_its_rows_say_in_csv_and_in_excel(rows: list[Row]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        mapping = mapping_file(folder)
        text = [
            [key, label, day, None if agreed is None else ("ja" if agreed else "nee"), days]
            for key, label, day, agreed, days in rows
        ]
        from_csv = read_tables(csv_file(folder, [HEADER, *text]), mapping)
        from_excel = read_tables(xlsx_file(folder, {"zaken": [HEADER, *rows]}), mapping)
    assert list(from_csv.quads) == written(rows)
    assert from_csv.quads == from_excel.quads
    first = {encoded(key): at for at, (key, *_) in reversed(list(enumerate(rows, start=2)))}
    expected = {BASE + "zaak/" + key: at for key, at in first.items()}
    assert {term: place.row for term, place in from_csv.places.items()} == expected
    assert {term: place.row for term, place in from_excel.places.items()} == expected


@given(st.text())
def test_a_text_comes_back_from_an_iri_and_never_leaves_its_place(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return  # no file in UTF-8 holds half a surrogate pair
    safe = iri_safe(text)
    assert unquote(safe) == text
    assert safe == encoded(text)
    assert ox.NamedNode(f"https://example.org/{safe}/x").value.count("/") == 4


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_a_text_is_a_date_only_if_it_is_written_as_one(text: str) -> None:
    try:
        read = lexical_form(text, XSD + "date")
    except BadCell:
        return
    assert read == text == date.fromisoformat(text).isoformat()


@given(st.dates(), st.sampled_from(["%d-%m-%Y", "%m/%d/%Y", "%d-%m-%y", "%Y%m%d", "%d %B %Y"]))
def test_no_other_way_to_write_a_date_is_taken_for_one(day: date, pattern: str) -> None:
    with pytest.raises(BadCell):
        lexical_form((day + timedelta(0)).strftime(pattern), XSD + "date")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    folder = tmp_path_factory.mktemp("heel")
    path = xlsx_file(folder, {"zaken": [HEADER, ("1", "Pia", date(2026, 3, 1), True, 2)]})
    mapping_file(folder)
    return folder, path.read_bytes()


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(
    whole: tuple[Path, bytes], data: st.DataObject
) -> None:
    folder, content = whole
    damaged = bytearray(content)
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        damaged[at] = data.draw(st.integers(0, 255))
    path = folder / data.draw(st.sampled_from(["stuk.xlsx", "stuk.csv"]))
    path.write_bytes(damaged[: data.draw(st.integers(0, len(content)))])
    with contextlib.suppress(InputError):
        read_tables(path, folder / "zaken.rml.ttl", size=TableLimits(max_unzipped_bytes=1 << 20))


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_mapping_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    words = ZAKEN.split(" ")
    for _ in range(data.draw(st.integers(1, 4))):
        one, other = data.draw(st.tuples(*[st.integers(0, len(words) - 1)] * 2))
        words[one] = data.draw(st.sampled_from([words[other], "", "[ ]", '"x"', "ex:x", "a"]))
    with tempfile.TemporaryDirectory() as name:
        path = mapping_file(Path(name), " ".join(words))
        with contextlib.suppress(InputError):
            read_mapping(path)
