"""The page on diff shows what the command says, and names every exit code."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Final

from planted_books import ROOT, replaced
from scheidslijn.difference import Dossiers, compare, read_material
from scheidslijn.render.difference import text
from scheidslijn.render.style import Style

PAGE: Final = (ROOT / "docs" / "diff.md").read_text(encoding="utf-8")
EXAMPLE: Final = "examples/poortwachter/twee-jaar-verzuim-niet-probleemanalyse-te-laat.ttl"
MODULE: Final = Path("nvab-lc-2020/regie-en-plichten-werkgever.ttl")


def test_the_page_shows_what_the_command_says_of_a_longer_time_limit(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    shutil.copytree(
        ROOT / "shapes", tmp_path / "shapes", ignore=shutil.ignore_patterns("valid", "invalid")
    )
    path = tmp_path / "ontology" / "regelboek" / MODULE
    edit = replaced("P42D", "P56D", "norm:lc-werkgever-vraagt-advies-binnen-zes-weken")
    path.write_text(edit(path.read_text("utf-8")), "utf-8")
    old = read_material(str(ROOT))
    old = replace(old, cases=tuple(each for each in old.cases if each.path == EXAMPLE))
    shown = text(compare(old, read_material(str(tmp_path)), Dossiers()), Style("en"))
    (block,) = re.findall(r"^\$ scheidslijn diff .*?\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    assert masked(block) in masked(shown)
    assert shown.endswith(block[-200:])


def masked(shown: str) -> str:
    return re.sub(r"of [0-9]+ dossiers?", "of all dossiers", shown)


def test_the_page_is_short() -> None:
    assert PAGE.count("\n") <= 100
