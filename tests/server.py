"""A real SPARQL server, started for tests."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, serialize

from published import skip_or_fail

__all__ = ["free_port", "oxigraph_server", "put"]


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def oxigraph_server(location: Path) -> Iterator[str]:
    """Start ``oxigraph serve`` on an empty folder, and give its URL."""
    binary = Path(sys.executable).with_name("oxigraph")
    if not binary.exists():
        skip_or_fail("the oxigraph server is not installed beside this Python")
    bind = f"127.0.0.1:{free_port()}"
    options = ["--union-default-graph", "--location", str(location), "--bind", bind]
    process = subprocess.Popen(
        [str(binary), "serve", *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(bind)
        yield f"http://{bind}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(bind: str) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://{bind}/", timeout=1):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail("the server did not start")


def put(server: str, quads: list[Quad]) -> None:
    """Replace all data of the server, by the graph store protocol."""
    body = serialize(quads, format=RdfFormat.N_QUADS)
    request = urllib.request.Request(f"{server}/store", data=body, method="PUT")
    request.add_header("Content-Type", "application/n-quads")
    with urllib.request.urlopen(request, timeout=10):
        pass
