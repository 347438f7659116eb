"""Work in a process apart: what comes back, and that a limit truly ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path
from typing import Final, NoReturn

import pytest

from scheidslijn import worker
from scheidslijn.errors import EngineError, InputError, ShapesError, UsageError
from scheidslijn.model import Table
from scheidslijn.worker import run_apart

TABLE: Final = Table(("a",), (('"x"@nl',), (None,)))


def fail(kind: str) -> NoReturn:
    match kind:
        case "input":
            raise InputError("zaak.ttl", "geen punt", 3, 7)
        case "shapes":
            raise ShapesError("_:b", "wrong", "2.1")
        case "memory":
            raise MemoryError
        case "other":
            raise RuntimeError("niet verwacht")
        case _:
            raise UsageError(kind)


def identity(value: object) -> object:
    return value


def chatter() -> str:
    os.write(1, b"this is no answer")
    os.write(2, b"nor is this")
    return "antwoord"


@pytest.fixture(params=[True, False], ids=["fork", "fresh interpreter"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param:
        # pytest-xdist has a thread of its own, which these short calls can do with
        monkeypatch.setattr(worker, "_may_fork", lambda: True)
    else:
        monkeypatch.setattr(worker, "_may_fork", lambda: False)
    monkeypatch.setattr(sys, "path", [str(Path(__file__).parent), *sys.path])


both_ways = pytest.mark.usefixtures("_way")


@both_ways
def test_what_the_work_returns_comes_back() -> None:
    assert run_apart(30, "x", partial(identity, TABLE)) == TABLE
    assert run_apart(None, "x", partial(identity, "é" * 1_000_000)) == "é" * 1_000_000
    assert run_apart(30, "x", partial(os.getpid)) != os.getpid()


@both_ways
@pytest.mark.parametrize(
    ("kind", "expected", "message"),
    [
        ("wat", UsageError, r"^wat$"),
        ("input", InputError, r"^zaak\.ttl:3:7: geen punt$"),
        ("shapes", ShapesError, r"wrong \(SHACL 2\.1\)"),
        ("memory", EngineError, r"more memory than there is"),
        ("other", EngineError, r"^Unexpected: RuntimeError: niet verwacht$"),
    ],
)
def test_what_the_work_raises_is_raised_here(
    kind: str, expected: type[Exception], message: str
) -> None:
    with pytest.raises(expected, match=message) as caught:
        run_apart(30, "x", partial(fail, kind))
    if isinstance(caught.value, InputError):
        assert (caught.value.source, caught.value.line, caught.value.column) == ("zaak.ttl", 3, 7)


@both_ways
def test_the_limit_ends_the_work_and_not_this_process() -> None:
    start = time.monotonic()
    with pytest.raises(EngineError, match=r"^vraag: stopped after 0\.4 seconds\."):
        run_apart(0.4, "vraag", partial(time.sleep, 60))
    assert time.monotonic() - start < 10


@both_ways
def test_a_process_that_dies_is_an_error_of_the_engine() -> None:
    with pytest.raises(EngineError, match=r"^vraag: .* was ended \(signal 9\); it may have"):
        run_apart(30, "vraag", partial(signal.raise_signal, signal.SIGKILL))
    with pytest.raises(EngineError, match=r"^vraag: .* was ended \(exit code 3\)"):
        run_apart(30, "vraag", partial(os._exit, 3))


@both_ways
def test_what_is_printed_is_no_part_of_the_answer(capfd: pytest.CaptureFixture[str]) -> None:
    assert run_apart(30, "x", chatter) == "antwoord"
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel is asked for its processes")
def test_a_process_with_threads_is_not_forked() -> None:
    code = "from scheidslijn.worker import _may_fork as f; import threading, time; print(f());"
    code += "threading.Thread(target=time.sleep, args=(1,)).start(); print(f())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]
    assert threading.active_count() >= 1


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel is asked for its processes")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_work_goes_on_when_this_process_is_ended(how: signal.Signals, tmp_path: Path) -> None:
    mark = tmp_path / "child"
    code = (
        "import os, pathlib, time; from scheidslijn.worker import run_apart\n"
        f"def work():\n    pathlib.Path({str(mark)!r}).write_text(str(os.getpid()))\n"
        "    time.sleep(60)\n"
        "run_apart(60, 'x', work)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    try:
        _wait(lambda: mark.exists() and mark.read_text() != "")
        process.send_signal(how)
        assert process.wait(20) != 0
    finally:
        process.kill()
    child = Path(f"/proc/{mark.read_text()}/stat")
    _wait(lambda: not child.exists() or child.read_text().split(")")[1].split()[0] == "Z")


def _wait(until: object) -> None:
    deadline = time.monotonic() + 20
    assert callable(until)
    while not until():
        assert time.monotonic() < deadline
        time.sleep(0.02)
