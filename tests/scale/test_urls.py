"""Dossiers by URL: found, read, and refused, as files are; the report names them by their URL."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest

upath = pytest.importorskip("upath")

from scheidslijn import validate  # noqa: E402
from scheidslijn.errors import InputError, UsageError  # noqa: E402
from scheidslijn.inputs import Syntax, find_sources  # noqa: E402
from scheidslijn.synth import synthesise, write  # noqa: E402

URL: Final = "memory://zaken"


@pytest.fixture
def _store() -> Iterator[None]:
    held = BytesIO()
    write(synthesise(4, 7, share=1.0), held, Syntax.N_QUADS)
    root = upath.UPath(URL)
    (root / "diep").mkdir(parents=True)
    (root / "een.nq").write_bytes(held.getvalue())
    (root / "diep" / "twee.nq.gz").write_bytes(gzip.compress(held.getvalue()))
    (root / "diep" / "lees.txt").write_bytes(b"geen dossier")
    yield
    root.fs.rm(root.path, recursive=True)


in_store = pytest.mark.usefixtures("_store")


@in_store
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", ["diep/twee.nq.gz", "een.nq"]),
        ("/een.nq", ["een.nq"]),
        ("/*.nq", ["een.nq"]),
        ("/**/*.gz", ["diep/twee.nq.gz"]),
    ],
)
def test_files_are_found_by_url(given: str, expected: list[str]) -> None:
    found = [source.name.removeprefix("memory:").lstrip("/") for source in
             find_sources([URL + given]).sources]  # fmt: skip
    assert found == [f"zaken/{name}" for name in expected]


@in_store
def test_the_report_is_that_of_the_same_file_here(tmp_path: Path) -> None:
    here = tmp_path / "een.nq"
    here.write_bytes(upath.UPath(URL, "een.nq").read_bytes())
    near, far = validate([str(here)]), validate([f"{URL}/een.nq"])
    assert near.findings
    assert [(f.focus, f.shape, f.line) for f in far.findings] == [
        (f.focus, f.shape, f.line) for f in near.findings
    ]
    assert {finding.file for finding in far.findings} == {f"{URL}/een.nq"}
    zipped = validate([f"{URL}/diep/twee.nq.gz"])
    assert [(f.focus, f.shape) for f in zipped.findings] == [
        (f.focus, f.shape) for f in near.findings
    ]


@in_store
@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("/niets.nq", "no such file"),
        ("/*.ttl", "no dossier"),
        ("/diep/lees.txt", "no dossier"),
    ],
)
def test_what_is_not_there_is_an_error(given: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        find_sources([URL + given])


def test_a_store_that_nothing_reads_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match=r"^nergens://bak/x\.nq: nothing is installed"):
        find_sources(["nergens://bak/x.nq"])
