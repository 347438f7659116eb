"""A scheduler and workers of Dask, each a process of its own on the loopback address."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

__all__ = ["DaskCluster", "dask_cluster"]

_TESTS: Final = Path(__file__).parent
_PATIENCE: Final = 60
_PROCESS = subprocess.Popen[bytes]


@dataclass(slots=True)
class DaskCluster:
    """A cluster that runs.

    Attributes:
        address: of the scheduler.
        folder: for what its processes write.
        scheduler: its process.
        workers: theirs.
    """

    address: str
    folder: Path
    scheduler: _PROCESS
    workers: list[_PROCESS] = field(default_factory=list)

    def add_worker(self, **environment: str) -> _PROCESS:
        """Start a worker, and wait until the scheduler knows it."""
        number = len(self.workers)
        log = self.folder / f"worker{number}.log"
        worker = _started(
            "dask_worker", log, self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
            "--host", "127.0.0.1", "--local-directory", str(self.folder), **environment,
        )  # fmt: skip
        self.workers.append(worker)
        _wait(log, "Registered to")
        return worker

    def kill(self, *processes: _PROCESS) -> None:
        """End processes at once, as a machine that fails does."""
        for process in processes:
            process.kill()
            process.wait()


@contextmanager
def dask_cluster(folder: Path, workers: int = 2, **environment: str) -> Iterator[DaskCluster]:
    """Run a cluster.

    Args:
        folder: for what its processes write.
        workers: how many workers it starts with.
        environment: variables for the scheduler.
    """
    place, log = folder / "scheduler.json", folder / "scheduler.log"
    scheduler = _started(
        "dask_scheduler", log, "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
        "--scheduler-file", str(place), **environment,
    )  # fmt: skip
    cluster = DaskCluster("", folder, scheduler)
    try:
        _wait(log, "Scheduler at")
        _wait(place, "address")
        cluster.address = json.loads(place.read_text())["address"]
        for _ in range(workers):
            cluster.add_worker()
        yield cluster
    finally:
        cluster.kill(*cluster.workers, scheduler)


def _started(module: str, log: Path, *arguments: str, **environment: str) -> _PROCESS:
    source = str(_TESTS.parent / "src")
    path = os.pathsep.join((str(_TESTS), source))
    with log.open("wb") as stream:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{module}", *arguments],
            stdout=stream, stderr=stream, env={**os.environ, "PYTHONPATH": path, **environment},
        )  # fmt: skip


def _wait(file: Path, text: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not (file.exists() and text in file.read_text()):
        assert time.monotonic() < deadline, file.read_text() if file.exists() else file
        time.sleep(0.05)
