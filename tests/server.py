"""Real SPARQL servers of two makers, started for tests and stopped after them."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import Quad, RdfFormat, serialize

from published import skip_or_fail

__all__ = ["Virtuoso", "free_port", "oxigraph_server", "put", "virtuoso_server"]

_VIRTUOSO_INI: Final = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = {sql}
DisableUnixSocket = 1
MaxClientConnections = 10
CheckpointInterval = 0
DirsAllowed = {folder}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = {http}
HTTPThreadSize = 4000000
ServerRoot = {folder}
ServerThreads = 4
MaxClientConnections = 4
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = {max_rows}
MaxQueryExecutionTime = {seconds}
"""


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
        _wait_for(bind, process)
        yield f"http://{bind}"
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_for(bind: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
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


@dataclass(frozen=True, slots=True)
class Virtuoso:
    """A running Virtuoso; who may do everything there is dba, with that as password too."""

    host: str
    sql: str
    folder: Path

    @property
    def url(self) -> str:
        """Where it answers queries of anybody."""
        return f"{self.host}/sparql"

    @property
    def digest_url(self) -> str:
        """Where it takes queries and updates of those who show by Digest who they are."""
        return f"{self.host}/sparql-auth"

    def put(self, quads: Iterable[Quad], graph: str) -> None:
        """Replace a named graph; ten thousands of triples take about a second."""
        self.clear(graph)
        file = self.folder / "put.nt"
        serialize((quad.triple for quad in quads), str(file), format=RdfFormat.N_TRIPLES)
        self.run(f"DB.DBA.TTLP(file_to_string_output('{file}'), '', '{graph}', 0)")

    def clear(self, graph: str) -> None:
        """Empty a named graph."""
        self.run(f"SPARQL CLEAR GRAPH <{graph}>")

    def run(self, statement: str) -> None:
        """Carry out an SQL statement, without a log of transactions, which takes long."""
        options = ["dba", "dba", "ERRORS=STDOUT", "VERBOSE=OFF", "PROMPT=OFF"]
        # Without an input of its own, isql waits for commands.
        outcome = subprocess.run(
            ["isql-vt", self.sql, *options, f"EXEC=log_enable(2, 1); {statement};"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
        )
        assert outcome.returncode == 0, outcome.stdout + outcome.stderr
        assert b"*** Error" not in outcome.stdout, outcome.stdout


@contextmanager
def virtuoso_server(
    folder: Path, max_rows: int = 1_000_000, seconds: int = 60
) -> Iterator[Virtuoso]:
    """Start Virtuoso on an empty folder, with its limits of rows and seconds per query."""
    for binary in ("virtuoso-t", "isql-vt"):
        if shutil.which(binary) is None:
            skip_or_fail(f"{binary} is missing; on Debian: apt install virtuoso-opensource-7-bin")
    sql, http = (f"127.0.0.1:{free_port()}" for _ in range(2))
    ini = folder / "virtuoso.ini"
    ini.write_text(
        _VIRTUOSO_INI.format(folder=folder, sql=sql, http=http, max_rows=max_rows, seconds=seconds)
    )
    process = subprocess.Popen(
        ["virtuoso-t", "+configfile", str(ini), "+foreground"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(http, process)
        yield Virtuoso(f"http://{http}", sql, folder)
    finally:
        _stop(process)
