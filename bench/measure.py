"""Starts a worker process per measurement, keeps its time limit, and reads what came of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.engines import Engine
from bench.findings import Finding
from bench.outcome import Task

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a measurement may use: seconds, bytes of address space, a folder for what is kept."""

    seconds: float
    memory: int
    cache: Path


@dataclass(frozen=True, slots=True)
class Measurement:
    """One run of one engine.

    ``problem`` says in words why there is no result; it is empty when there is one.
    Times are in seconds, memory is in bytes.
    """

    problem: str = ""
    wall: float = 0.0
    cpu: float = 0.0
    peak: int = 0
    steps: Mapping[str, float] = field(default_factory=dict)
    findings: frozenset[Finding] = frozenset()


def measure(engine: Engine, task: Task, limits: Limits) -> Measurement:
    """Run an engine once, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        answer, errors = Path(folder) / "answer.json", Path(folder) / "errors.txt"
        cache = Path(folder) / "cache" if engine.fresh else limits.cache
        code = _run(_job(engine, task, limits, answer), cache, limits.seconds, errors)
        if code is None:
            return Measurement(problem=f"over {limits.seconds:g} s")
        if not answer.exists():
            return Measurement(problem=_death(code, errors))
        read = json.loads(answer.read_text(encoding="utf-8"))
    if "refused" in read:
        return Measurement(problem=f"refuses: {_one_line(read['refused'])}")
    if "failed" in read:
        return Measurement(problem=f"fails: {_one_line(read['failed'])}")
    read["findings"] = frozenset(tuple(row) for row in read["findings"])
    return Measurement(**read)


def _job(engine: Engine, task: Task, limits: Limits, answer: Path) -> dict[str, object]:
    return {
        "function": engine.function,
        "task": {name: str(path) for name, path in asdict(task).items()},
        "memory": limits.memory,
        "answer": str(answer),
    }


def _run(job: dict[str, object], cache: Path, seconds: float, errors: Path) -> int | None:
    """Return the exit code of the worker, or None when its time was over."""
    with errors.open("wb") as stderr:
        job["started"] = time.monotonic()  # the same clock in every process
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.worker", json.dumps(job)],
            cwd=ROOT,
            env={**os.environ, "XDG_CACHE_HOME": str(cache)},
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            start_new_session=True,  # so that what it starts can be ended with it
        )
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _death(code: int, errors: Path) -> str:
    lines = errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    said = f": {_one_line(lines[-1])}" if lines else ""
    return f"dies of {signal.Signals(-code).name if code < 0 else f'exit code {code}'}{said}"


def _one_line(text: str) -> str:
    """Return the start of a message on one line, without paths of this machine."""
    for place in (str(ROOT), tempfile.gettempdir(), sys.prefix, str(Path.home())):
        text = text.replace(place, "…")
    line = " ".join(text.split())
    return line if len(line) <= 160 else f"{line[:159]}…"
