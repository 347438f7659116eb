"""What commands write is whole under its name, or not there; devices and pipes are written to."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from command import COMMAND, clean_environment, run
from dossiers import CLEAN, MIXED
from scheidslijn.cli.shared import Output, write, write_pieces
from scheidslijn.errors import EngineError, UsageError

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="there is no device that is full here")
needs_modes = pytest.mark.skipif(sys.platform == "win32", reason="files have no such modes here")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mixed.ttl").write_text(MIXED, encoding="utf-8")
    (tmp_path / "clean.ttl").write_text(CLEAN, encoding="utf-8")
    return tmp_path


def breaking(error: BaseException) -> Iterator[str]:
    yield "half " * 10_000
    raise error


def test_pieces_are_written_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "uit.txt"
    write_pieces(iter(["één\n", "", "twee\r\n"]), str(file))
    assert file.read_bytes() == "één\ntwee\r\n".encode()
    write("drie\n", str(file))
    assert file.read_bytes() == b"drie\n"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("old", [None, "oud"])
@pytest.mark.parametrize("error", [EngineError("op"), KeyboardInterrupt(), SystemExit(1)])
def test_no_half_file_is_left(tmp_path: Path, old: str | None, error: BaseException) -> None:
    file = tmp_path / "uit.txt"
    if old is not None:
        file.write_text(old)
    with pytest.raises(type(error)):
        write_pieces(breaking(error), str(file))
    assert [each.read_text() for each in tmp_path.iterdir()] == ([] if old is None else [old])


def test_a_file_has_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "uit.txt"
    with Output(str(file)) as stream:
        stream.write(b"half")
        assert not file.exists()
    assert file.read_bytes() == b"half"


@needs_modes
def test_a_new_file_has_the_mode_of_new_files_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    new, old = tmp_path / "nieuw", tmp_path / "oud"
    old.touch()
    old.chmod(0o640)
    before = os.umask(0o027)
    try:
        write("x", str(new))
        old.chmod(0o604)
        write("x", str(old))
    finally:
        os.umask(before)
    modes = [stat.S_IMODE(each.stat().st_mode) for each in (new, old)]
    assert modes == [0o640, 0o604]


@needs_modes
def test_a_link_stays_a_link_also_to_a_file_that_is_not_there_yet(tmp_path: Path) -> None:
    target, link = tmp_path / "elders" / "uit.txt", tmp_path / "link"
    target.parent.mkdir()
    link.symlink_to(target)
    for text in ("een", "twee"):
        write(text, str(link))
        assert link.is_symlink()
        assert target.read_text() == text
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="whoever may do all is refused nothing"
)
def test_a_file_that_may_not_be_written_is_refused_and_a_closed_folder_is_no_hindrance(
    tmp_path: Path,
) -> None:
    file = tmp_path / "uit.txt"
    file.write_text("oud")
    file.chmod(0o400)
    with pytest.raises(UsageError, match=r"uit\.txt: cannot be written: Permission denied"):
        write("x", str(file))
    file.chmod(0o600)
    tmp_path.chmod(0o500)
    try:
        write("nieuw", str(file))
    finally:
        tmp_path.chmod(0o700)
    assert file.read_text() == "nieuw"


@needs_modes
def test_a_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pijp"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_pieces(["een ", "twee"], str(pipe))
    reader.join(30)
    assert read == [b"een twee"]
    assert list(tmp_path.iterdir()) == [pipe]


@needs_full
def test_a_full_disk_is_said_in_one_sentence() -> None:
    said = "/dev/full: cannot be written: No space left on device"
    with pytest.raises(UsageError, match=said):
        write("x", str(FULL))
    with pytest.raises(UsageError, match=said):
        write_pieces(("x" * 1000 for _ in range(1000)), str(FULL))


@needs_full
@pytest.mark.parametrize(
    "arguments",
    [
        ["--output", "/dev/full"],
        ["--format", "json", "--output", "/dev/full"],
        ["--report", "junit=/dev/full"],
    ],
)
def test_a_full_disk_is_never_a_clean_pass(folder: Path, arguments: list[str]) -> None:
    outcome = run("validate", "clean.ttl", *arguments, folder=folder)
    assert outcome.code == 2
    assert outcome.err == "scheidslijn: /dev/full: cannot be written: No space left on device\n"


@needs_full
@pytest.mark.parametrize("name", ["text", "json", "turtle"])
def test_full_standard_output_is_said_and_not_said_again_at_exit(folder: Path, name: str) -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [COMMAND, "validate", "mixed.ttl", "--format", name],
            cwd=folder,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=120,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == b"scheidslijn: <stdout>: cannot be written: No space left on device\n"


def test_once_the_reader_has_gone_no_more_is_made() -> None:
    program = (
        "import itertools, sys; from scheidslijn.cli.shared import write_pieces\n"
        "write_pieces(('regel\\n' for _ in itertools.count()), None)\n"
        "print('klaar', file=sys.stderr)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.read(6) == b"regel\n"
    process.stdout.close()
    with process.stderr:
        assert process.stderr.read() == b"klaar\n"
    assert process.wait(60) == 0
