"""How synthetic dossiers are written: packed, to standard output, and spread over folders."""

from __future__ import annotations

import gzip
import subprocess
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import COMMAND, clean_environment, run
from scheidslijn.inputs import Syntax, find_sources
from scheidslijn.synth import MAX_COUNT, syntax_of, synthesise, write_folder, zipped

FULL: Final = Path("/dev/full")


@given(st.lists(st.binary(max_size=5000)))
def test_what_is_packed_unpacks_to_what_was_written(pieces: list[bytes]) -> None:
    stream = BytesIO()
    with zipped(stream) as sink:
        for piece in pieces:
            sink.write(piece)
    assert gzip.decompress(stream.getvalue()) == b"".join(pieces)


def test_a_packed_file_that_was_cut_short_does_not_look_whole() -> None:
    stream = BytesIO()

    def fail() -> None:
        with zipped(stream) as sink:
            sink.write(b"dossier")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with pytest.raises(EOFError):
        gzip.decompress(stream.getvalue())


@pytest.mark.parametrize(
    ("name", "syntax"),
    [
        ("uit.nq", Syntax.N_QUADS),
        ("uit.NQ.GZ", Syntax.N_QUADS),
        ("uit.trig.gz", Syntax.TRIG),
        ("uit.nt.gz", Syntax.N_TRIPLES),
        ("uit.ttl.gz", Syntax.TURTLE),
        ("uit.gz", None),
        ("uit.nq.zip", None),
        ("uit.jsonld.gz", None),
    ],
)
def test_the_syntax_is_told_by_what_stands_before_gz(name: str, syntax: Syntax | None) -> None:
    assert syntax_of(name) is syntax


def test_packed_and_plain_files_hold_the_same(tmp_path: Path) -> None:
    made = ("synth", "--count", "30", "--share", "50", "--expected")
    for folder in (tmp_path / "een", tmp_path / "twee"):
        folder.mkdir()
        done = run(*made, "f.jsonl.gz", "--output", "d.nq.gz", folder=folder)
        assert (done.code, done.raw, done.err) == (0, b"", "")
    shown = run(*made, "f.jsonl", "--output", "-", folder=tmp_path)
    packed = (tmp_path / "een" / "d.nq.gz").read_bytes()
    assert packed == (tmp_path / "twee" / "d.nq.gz").read_bytes()
    assert gzip.decompress(packed) == shown.raw
    notes = gzip.decompress((tmp_path / "een" / "f.jsonl.gz").read_bytes())
    assert notes == (tmp_path / "f.jsonl").read_bytes()
    assert not (tmp_path / "-").exists()


def test_a_packed_file_is_read_by_validate(tmp_path: Path) -> None:
    made = ("--count", "2", "--share", "100", "--breach", "HandelenZonderRol")
    assert run("synth", *made, "--output", "d.nq.gz", folder=tmp_path).code == 0
    outcome = run("validate", "d.nq.gz", "--fail-on", "info", folder=tmp_path)
    assert outcome.code == 1


def test_many_files_are_spread_over_subfolders_of_consecutive_numbers(tmp_path: Path) -> None:
    write_folder(synthesise(25, 1), tmp_path / "uit", Syntax.TURTLE, per_subfolder=10)
    found = {
        folder.name: sorted(int(path.stem) for path in folder.iterdir())
        for folder in (tmp_path / "uit").iterdir()
    }
    assert found == {
        "000000001": list(range(1, 11)),
        "000000011": list(range(11, 21)),
        "000000021": list(range(21, 26)),
    }
    sources = find_sources([str(tmp_path / "uit")]).sources
    assert len(sources) == 25
    write_folder(synthesise(25, 1), tmp_path / "plat", Syntax.TURTLE)
    for path in (tmp_path / "uit").rglob("*.ttl"):
        assert path.read_bytes() == (tmp_path / "plat" / path.name).read_bytes()


def test_the_command_spreads_more_than_five_thousand_files(tmp_path: Path) -> None:
    few = ("synth", "--breach", "Import", "--share", "0", "--format", "n-quads")
    for count, folder, inside in (("5000", "plat", 5000), ("5001", "diep", 6)):
        done = run(*few, "--count", count, "--folder", folder, folder=tmp_path)
        assert (done.code, done.raw, done.err) == (0, b"", "")
        assert len(list((tmp_path / folder).iterdir())) == inside
    last = tmp_path / "diep" / "000005001" / "000005001.nq"
    assert last.read_bytes()
    first = Path("000000001.nq")
    deep = tmp_path / "diep" / "000000001" / first
    assert deep.read_bytes() == (tmp_path / "plat" / first).read_bytes()


def test_folders_are_written_as_a_stream(tmp_path: Path) -> None:
    stream = synthesise(MAX_COUNT, 1)
    write_folder(islice(stream, 3), tmp_path, Syntax.N_QUADS, per_subfolder=2)
    assert [path.name for path in sorted(tmp_path.rglob("*.nq"))] == [
        f"00000000{number}.nq" for number in (1, 2, 3)
    ]
    assert next(stream).number == 4


@pytest.mark.skipif(not FULL.exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("option", ["--output", "--expected"])
def test_a_full_disk_is_told_and_no_success(option: str, tmp_path: Path) -> None:
    arguments = ["--count", "2000", "--share", "100", "--format", "n-quads", option, str(FULL)]
    other = "--output" if option == "--expected" else "--expected"
    outcome = run("synth", *arguments, other, str(tmp_path / "ander"))
    assert outcome.code == 2
    assert outcome.err == f"scheidslijn: {FULL}: cannot be written: No space left on device\n"


@pytest.mark.parametrize("output", [(), ("--output", "-")])
def test_a_reader_that_leaves_ends_the_run_quietly(output: tuple[str, ...], tmp_path: Path) -> None:
    notes = tmp_path / "f.jsonl.gz"
    process = subprocess.Popen(
        [COMMAND, "synth", "--count", "1000000", *output, "--expected", str(notes)],
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.read(100)
    process.stdout.close()
    with process.stderr:
        assert process.stderr.read() == b""
    assert process.wait(60) == 0
    gzip.decompress(notes.read_bytes())
