"""The wheel: it holds rule book, shapes, questions and types, and works in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder into which the wheel, built from this checkout, is unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_all_data_and_the_type_marker(installed: Path) -> None:
    for folder in ("ontology", "shapes", "queries"):
        packed = {
            p.relative_to(installed / "scheidslijn" / "data") for p in data(installed, folder)
        }
        assert packed == {p.relative_to(ROOT) for p in data(ROOT, folder)}
    assert (installed / "scheidslijn" / "py.typed").is_file()
    assert (installed / "scheidslijn" / "schema" / "report.schema.json").is_file()


def data(root: Path, folder: str) -> list[Path]:
    base = root if root == ROOT else root / "scheidslijn" / "data"
    return [path for path in (base / folder).rglob("*") if path.is_file()]


def test_the_installed_package_judges_and_answers_in_an_empty_folder(
    installed: Path, tmp_path: Path
) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    code = (
        "import scheidslijn, sys; from scheidslijn.cli import main; "
        "assert scheidslijn.__file__.startswith(sys.argv.pop(1)), scheidslijn.__file__; main()"
    )
    example = ROOT / "examples" / "verzuim" / "leidinggevende-niet-medische-gegevens.ttl"
    for words, code_expected, text in (
        (["validate", str(example), "--lang", "en"], 1, "Found: 2 violations"),
        (["query", "list"], 0, "onverenigbare-rollen"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, str(installed), *words],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (code_expected, "")
        assert text in done.stdout
