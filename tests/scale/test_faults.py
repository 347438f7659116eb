"""What goes wrong among many dossiers is reported, costs nothing else, and is no clean pass."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest

import scheidslijn
from command import COMMAND, clean_environment, run
from scheidslijn.batches.workers import Workers
from scheidslijn.inputs import Syntax, find_sources
from scheidslijn.namespaces import RDF_TYPE, SL
from scheidslijn.render import FORMATS, Style
from scheidslijn.synth import synthesise, write
from scheidslijn.validation import Settings, Validator

# The command is that of the code under test, also where another is installed.
OWN: Final = {"PYTHONPATH": str(Path(scheidslijn.__file__).parents[1])}
DOSSIER: Final = """\
@prefix sl: <https://w3id.org/scheidslijn/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://example.org/{0}> a sl:Dossier ; rdfs:label "Zaak {0}"@nl , "Case {0}"@en .
"""


@cache
def dump(count: int = 40) -> bytes:
    held = BytesIO()
    write(synthesise(count, 5, share=0.5), held, Syntax.N_QUADS)
    return held.getvalue()


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Settings().validator()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_one_broken_file_among_many_is_named_and_all_others_are_judged(
    tmp_path: Path, jobs: str
) -> None:
    for number in range(2000):
        (tmp_path / f"{number:04}.ttl").write_text(DOSSIER.format(number))
    (tmp_path / "0777.ttl").write_text(DOSSIER.format(777)[:-3])
    (tmp_path / "1333.ttl").unlink()
    (tmp_path / "1333.ttl").symlink_to(tmp_path / "niets.ttl")
    outcome = run("validate", tmp_path, "--format", "json", "--jobs", jobs, environment=OWN)
    report = json.loads(outcome.out)
    assert outcome.code == 3
    assert report["checked"]["dossiers"] == 1998
    named = [(Path(p["source"]).name, p["line"]) for p in report["problems"]]
    assert [name for name, _ in named] == ["0777.ttl", "1333.ttl"]
    assert named[0][1] == 3


def test_one_broken_line_in_a_streamed_file_costs_its_own_graph_only(
    tmp_path: Path, validator: Validator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheidslijn.batches.reading.LARGE", 1)
    lines = dump().splitlines(keepends=True)
    middle = len(lines) // 2
    graph = lines[middle].split(b" ")[-2].decode()[1:-1]
    whole, broken = tmp_path / "heel.nq", tmp_path / "stuk.nq"
    whole.write_bytes(dump())
    broken.write_bytes(
        b"".join([*lines[:middle], b"<x> geen < " + lines[middle], *lines[middle + 1 :]])
    )
    sound = validator.validate(find_sources([str(whole)]).sources, batch_bytes=1 << 18)
    report = validator.validate(find_sources([str(broken)]).sources, batch_bytes=1 << 18)
    assert [(p.source, p.line) for p in report.problems] == [(str(broken), middle + 1)]
    lost = {d.iri for d in sound.dossiers} - {d.iri for d in report.dossiers}
    assert len(lost) == 1
    assert graph.rsplit("/", 1)[-1] in next(iter(lost))
    kept = [(f.focus, f.shape, f.path, f.value) for f in sound.findings if f.dossier not in lost]
    assert [(f.focus, f.shape, f.path, f.value) for f in report.findings] == kept


@pytest.mark.parametrize("large", [1, 1 << 40], ids=["streamed", "read whole"])
def test_a_gzip_that_is_cut_off_is_never_a_clean_pass(
    tmp_path: Path, validator: Validator, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr("scheidslijn.batches.reading.LARGE", large)
    cut = tmp_path / "half.nq.gz"
    zipped = gzip.compress(dump())
    cut.write_bytes(zipped[: len(zipped) // 2])
    (tmp_path / "heel.ttl").write_text(DOSSIER.format("heel"))
    report = validator.validate(find_sources([str(tmp_path)]).sources)
    assert [p.message for p in report.problems if "cut off" in p.message] == [
        "the gzip file is cut off; it must be complete."
    ]
    assert "https://example.org/heel" in {d.iri for d in report.dossiers}


def test_a_disk_without_room_for_what_is_found_is_an_error(tmp_path: Path) -> None:
    code = (
        "import resource, sys\n"
        "from scheidslijn.batches import gathering\n"
        "from scheidslijn.errors import EngineError\n"
        "from scheidslijn.model import Problem\n"
        "gathering._CACHE = -64\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))\n"
        "held = gathering.Gathering()\n"
        "try:\n"
        "    for n in range(100_000):\n"
        "        held.add_problems([Problem('zaak.ttl', 'x' * 1000, n)])\n"
        "except EngineError as error:\n"
        "    sys.exit(str(error))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120,
        env=clean_environment(SQLITE_TMPDIR=str(tmp_path)),
        preexec_fn=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
    )  # fmt: skip
    assert done.returncode == 1
    assert "What was found cannot be kept on disk" in done.stderr
    assert "SQLITE_TMPDIR" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_report_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "zaak.ttl").write_text(DOSSIER.format("zaak"))
    outcome = run(
        "validate", tmp_path / "zaak.ttl", "--output", "/dev/full", "--jobs", "2", environment=OWN
    )
    assert outcome.code == 2
    assert "/dev/full" in outcome.err


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel limits memory there")
def test_a_dossier_that_takes_too_much_memory_is_named_and_the_rest_is_judged(
    tmp_path: Path, validator: Validator
) -> None:
    """The store ends its process when it gets no memory, and says nothing."""
    sound, both = tmp_path / "a.nq", tmp_path / "b.nq"
    sound.write_bytes(dump())
    line = "<https://example.org/{0}> <{1}> <{2}> <https://example.org/g/groot> .\n"
    with both.open("w") as stream:
        stream.write(dump().decode())
        stream.write(line.format("groot", RDF_TYPE, SL + "Dossier"))
        for number in range(150_000):
            stream.write(line.format(number, RDF_TYPE, SL + "Rolvervulling"))
            stream.write(line.format(number, SL + "inDossier", "https://example.org/groot"))
    runner = Workers(Settings().judge, 2, memory=450 << 20)
    report = validator.validate(find_sources([str(both)]).sources, run=runner)
    ((problem),) = report.problems
    assert problem.kind == "engine"
    assert "b.nq (graph https://example.org/g/groot): the process that judged" in problem.message
    expected = validator.validate(find_sources([str(sound)]).sources)
    assert report.dossiers == expected.dossiers
    assert [(f.focus, f.shape, f.value) for f in report.findings] == [
        (f.focus, f.shape, f.value) for f in expected.findings
    ]


@pytest.mark.parametrize("jobs", [None, 2])
def test_a_pipe_gives_what_a_file_gives(
    tmp_path: Path, validator: Validator, jobs: int | None
) -> None:
    near, pipe = tmp_path / "a.nq", tmp_path / "pipe.nq"
    near.write_bytes(dump())
    os.mkfifo(pipe)
    writer = subprocess.Popen(["sh", "-c", 'cat "$0" > "$1"', str(near), str(pipe)])
    runner = None if jobs is None else Workers(Settings().judge, jobs)
    report = validator.validate(
        find_sources([str(pipe)], input_format="n-quads").sources, run=runner
    )
    assert writer.wait(20) == 0
    expected = validator.validate(find_sources([str(near)]).sources)
    assert not report.problems
    assert [(f.focus, f.shape, f.line) for f in report.findings] == [
        (f.focus, f.shape, f.line) for f in expected.findings
    ]


def test_the_report_is_the_same_bytes_however_many_jobs_there_are(
    tmp_path: Path, validator: Validator
) -> None:
    (tmp_path / "a.nq").write_bytes(dump())
    (tmp_path / "b.ttl").write_text(DOSSIER.format("b"))
    (tmp_path / "c.ttl").write_text(DOSSIER.format("c")[:-3])
    sources = find_sources([str(tmp_path)]).sources
    texts = set()
    for jobs in (None, 1, 2, 3):
        runner = None if jobs is None else Workers(Settings().judge, jobs)
        report = validator.validate(sources, run=runner, batch_bytes=1 << 18)
        assert len(report.dossiers) > 40
        texts.add("".join(FORMATS["json"](report, Style())))
    assert len(texts) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel for processes")
def test_an_interrupted_run_leaves_no_report_no_file_and_no_process(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "tmp").mkdir()
    (tmp_path / "in" / "a.nq").write_bytes(dump(4000))
    process = subprocess.Popen(
        [COMMAND, "validate", "in", "--jobs", "2", "--output", "r"], cwd=tmp_path,
        env=clean_environment(**OWN, TMPDIR=str(tmp_path / "tmp")),
        stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    _wait(lambda: len(_group(process.pid)) > 1)
    time.sleep(1)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert not (tmp_path / "r").exists()
    assert not list((tmp_path / "tmp").iterdir())
    _wait(lambda: not _group(process.pid))


def _group(leader: int) -> list[int]:
    """Return the processes of a group that are still there."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, rest = stat.read_text().split(" ", 1)
        except OSError:
            continue
        state, _, group, *_ = rest.rsplit(")", 1)[1].split()
        if int(group) == leader and state != "Z":
            found.append(int(pid))
    return found


def _wait(until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not until():
        assert time.monotonic() < deadline
        time.sleep(0.02)
