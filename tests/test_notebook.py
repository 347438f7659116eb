"""What shows itself in a notebook, the data frames, and the example notebook from end to end."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import nbformat
import pandas
import polars
import pytest
from pyoxigraph import Literal, NamedNode

import example_notebook as example
import scheidslijn
from scheidslijn.errors import UsageError
from scheidslijn.model import Table
from scheidslijn.namespaces import ID, XSD
from scheidslijn.render.notebook import html, text
from scheidslijn.shown import Shown

HOSTILE: Final = '"><script>alert(1)</script>\x1b\u202e&'


def typed(value: str, datatype: str) -> str:
    return str(Literal(value, datatype=NamedNode(XSD + datatype)))


def whole(page: str) -> ElementTree.Element:
    """Return a piece of HTML, which also has to be well-formed XML."""
    return ElementTree.fromstring(page.replace("<br>", "<br/>"))


# Showing


def test_a_table_is_escaped_and_only_the_web_is_linked() -> None:
    row = (
        str(Literal(HOSTILE)),
        str(Literal("arts", language="nl")),
        "javascript:alert(1)",
        ID + "rol/arts",
        "_:b0",
        None,
    )
    table = Table(("a", "b", HOSTILE, "d", "e", "f"), (row,))
    page = table._repr_html_()
    assert "<script" not in page
    assert not set(page) & set("\x1b\u202e")
    root = whole(page)
    assert root.attrib["lang"] == "nl"
    links = {(each.attrib["href"], each.text) for each in root.iter("a")}
    assert links == {(ID + "rol/arts", "arts")}
    cells = ["".join(each.itertext()) for each in root.iter("td")]
    assert cells[1:] == ["arts", "javascript:alert(1)", "arts", "_:b0", ""]
    assert [each.attrib for each in root.iter("span")] == [
        {"lang": "nl"},
        {"title": "javascript:alert(1)"},
    ]


def test_only_the_beginning_of_a_long_table_is_shown_and_it_says_so() -> None:
    table = Table(("x",), tuple((typed(str(n), "integer"),) for n in range(300)))
    page = table._repr_html_()
    assert page.count("<tr>") == 51
    assert "50 van 300 rijen" in page
    assert "50 of 300 rows" in html(table, "en")
    assert text(table).endswith("\n19\n20 van 300 rijen")


def test_nothing_sets_a_colour_or_runs() -> None:
    shown: tuple[Shown, ...] = (
        Table(("x",), ()),
        scheidslijn.may("bedrijfsarts", "share", "diagnose", towards="werkgever"),
    )
    for each in shown:
        page = each._repr_html_()
        assert not re.search(r"color\s*:|background|<script|\bon\w+=", page)
        bundle = each._repr_mimebundle_()
        assert bundle == {"text/html": page, "text/plain": text(each)}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_verdict_shows_answer_conditions_norms_and_articles(language: str) -> None:
    verdict = scheidslijn.may("bedrijfsarts", "share", "diagnose", towards="werkgever")
    root = whole(html(verdict, "en" if language == "en" else "nl"))
    assert root.attrib["lang"] == language
    told = " ".join(" ".join(root.itertext()).split())
    answer = {"nl": "Toegestaan onder voorwaarden", "en": "Allowed under conditions"}[language]
    assert answer in told
    for condition in verdict.conditions:
        assert getattr(condition.label, language) in told
    for step in verdict.steps:
        if step.decides:
            assert getattr(step.norm.label, language) in told
    links = [each.attrib["href"] for each in root.iter("a")]
    assert "https://wetten.overheid.nl/jci1.3:c:BWBR0005290&artikel=457" in links


def test_what_is_no_table_verdict_or_card_does_not_show_itself() -> None:
    with pytest.raises(TypeError, match="Shown does not show itself"):
        text(Shown())


# Data frames

TABLE: Final = Table(
    ("dag", "aantal", "maat", "waar", "wie", "label", "leeg", "fout", "soms"),
    (
        (
            typed("2026-01-05", "date"), typed("3", "integer"), typed("1.5", "decimal"),
            typed("true", "boolean"), ID + "rol/arts", str(Literal("arts", language="nl")), None,
            typed("2026-02-30", "date"), typed("1", "integer"),
        ),
        (
            None, None, None, None, None, None, None,
            typed("2026-02-03", "date"), typed("2026-01-05", "date"),
        ),
    ),
)  # fmt: skip


def test_pandas_gets_a_type_per_column_and_what_is_unbound_is_missing() -> None:
    frame = TABLE.to_pandas()
    assert list(frame.columns) == list(TABLE.columns)
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        "dag": "datetime64[s]",
        "aantal": "Int64",
        "maat": "Float64",
        "waar": "boolean",
        "wie": "string",
        "label": "string",
        "leeg": "string",
        "fout": "string",
        "soms": "string",
    }
    first = frame.iloc[0]
    assert first["dag"].date() == date(2026, 1, 5)
    assert (first["aantal"], first["maat"], bool(first["waar"])) == (3, 1.5, True)
    assert (first["wie"], first["label"]) == (ID + "rol/arts", "arts")
    assert frame["fout"].tolist() == ["2026-02-30", "2026-02-03"]
    assert frame["soms"].tolist() == ["1", "2026-01-05"]
    assert frame.iloc[1][["dag", "aantal", "maat", "waar", "wie", "label"]].isna().all()
    assert frame["leeg"].isna().all()


def test_polars_gets_the_same() -> None:
    frame = TABLE.to_polars()
    assert dict(frame.schema) == {
        "dag": polars.Date(),
        "aantal": polars.Int64(),
        "maat": polars.Float64(),
        "waar": polars.Boolean(),
        "wie": polars.String(),
        "label": polars.String(),
        "leeg": polars.String(),
        "fout": polars.String(),
        "soms": polars.String(),
    }
    assert frame.row(0) == (
        date(2026, 1, 5), 3, 1.5, True, ID + "rol/arts", "arts", None, "2026-02-30", "1",
    )  # fmt: skip
    assert frame.row(1)[:7] == (None,) * 7


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([typed(str(1 << 63), "integer")], "string"),
        ([typed(str((1 << 63) - 1), "integer"), typed(str(-(1 << 63)), "integer")], "Int64"),
        ([typed("2026-01-05T10:00:00", "dateTime")], "datetime64[us]"),
        ([typed("2026-01-05T10:00:00Z", "dateTime")], "string"),
        ([typed("2026-01-05Z", "date")], "string"),
        ([typed("misschien", "boolean")], "string"),
        ([typed("1", "boolean"), typed("false", "boolean")], "boolean"),
        ([typed("1e3", "double")], "Float64"),
        ([], "string"),
    ],
)
def test_a_column_with_what_no_type_holds_is_text(values: list[str], kind: str) -> None:
    table = Table(("x",), tuple((value,) for value in values))
    assert str(table.to_pandas()["x"].dtype) == kind
    assert table.to_polars().height == len(values)


def test_a_table_without_rows_or_columns_converts() -> None:
    assert list(Table((), ()).to_pandas().columns) == []
    assert Table(("a", "b"), ()).to_polars().columns == ["a", "b"]
    assert isinstance(Table(("a",), ()).to_pandas(), pandas.DataFrame)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_is_named_with_what_to_install(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(
        UsageError, match=f"^{library} is not installed; run: pip install {library}"
    ):
        getattr(TABLE, f"to_{library}")()


# The example


def test_the_example_is_a_notebook_that_names_no_machine() -> None:
    notebook = example.read()
    nbformat.validate(notebook)
    assert [cell.id for cell in notebook.cells] == [
        f"cell-{number:02}" for number in range(len(notebook.cells))
    ]
    written = example.NOTEBOOK.read_text(encoding="utf-8")
    assert not re.search(r"/(home|Users|root|tmp|work|usr)/|execution\.i", written)
    assert notebook.metadata == example.METADATA


def test_running_the_example_gives_what_it_shows(tmp_path: Path) -> None:
    # in a process of its own: a kernel leaves sockets behind
    out = tmp_path / "run.ipynb"
    subprocess.run([sys.executable, example.__file__, out], check=True, capture_output=True)
    shown, now = example.read(), example.read(out)
    for one, two in zip(shown.cells, now.cells, strict=True):
        assert one.source == two.source
        assert one.get("execution_count") == two.get("execution_count")
        renew = f"{one.id}: python tests/example_notebook.py renews it, if that is meant"
        assert example.outputs(one) == example.outputs(two), renew
    assert sum(bool(cell.get("outputs")) for cell in shown.cells) > 6
