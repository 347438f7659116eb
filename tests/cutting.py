"""Ways to break off between a publisher and its store: an engine, a proxy and a server to kill."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs

from pyoxigraph import Quad, Triple

from published import skip_or_fail
from scheidslijn.errors import EngineError
from scheidslijn.model import Engine, Table
from server import free_port

__all__ = ["Cutting", "Killable", "Proxy", "proxy"]

Moment = Literal["before", "after"]


class Cutting:
    """An engine that fails once, before or after it has carried out its nth update."""

    def __init__(self, engine: Engine, number: int | None, moment: Moment = "before") -> None:
        self.name = engine.name
        self.updates: list[str] = []
        self._engine, self._number, self._moment = engine, number, moment

    def update(self, request: str) -> None:
        self.updates.append(request)
        cut = len(self.updates) == self._number
        if cut and self._moment == "before":
            raise EngineError("cut off before the update")
        self._engine.update(request)
        if cut:
            raise EngineError("cut off after the update")

    def load(self, quads: Iterable[Quad]) -> None:
        raise AssertionError("a publisher sends updates")

    def select(self, query: str) -> Table:
        return self._engine.select(query)

    def ask(self, query: str) -> bool:
        return self._engine.ask(query)

    def construct(self, query: str) -> list[Triple]:
        return self._engine.construct(query)

    def close(self) -> None:
        self._engine.close()


class Proxy:
    """What stands between a publisher and a server, and may cut the line.

    Attributes:
        url: where it listens, for the server's own address.
        updates: how many updates were sent through it.
        cut: called with the number of an update; when to cut the line, and None not to.
        answer: called with the body of an update; a status to answer instead of passing it on.
    """

    def __init__(self, server: str, *, with_credentials: bool) -> None:
        self.updates = 0
        self.cut: Callable[[int], Moment | None] = lambda _: None
        self.answer: Callable[[bytes], int | None] = lambda _: None
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                moment: Moment | None = None
                known = "Authorization" in self.headers or not with_credentials
                if known and "update" in parse_qs(body.decode()):
                    outer.updates += 1
                    moment = outer.cut(outer.updates)
                    status = outer.answer(body)
                    if status is not None:
                        self._reply(status, {}, b"told so by the proxy")
                        return
                if moment == "before":
                    return self._hang_up()
                status, headers, data = _passed_on(
                    server + self.path, body, dict(self.headers.items())
                )
                if moment == "after":
                    return self._hang_up()
                return self._reply(status, headers, data)

            def _hang_up(self) -> None:
                self.close_connection = True
                self.connection.shutdown(2)

            def _reply(self, status: int, headers: dict[str, str], data: bytes) -> None:
                # without a Server header of its own: whose answer it is must show
                self.send_response_only(status)
                for name, value in headers.items():
                    if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_port}"


def _passed_on(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(url, data=body, method="POST")
    for name, value in headers.items():
        if name.lower() not in ("host", "content-length", "connection", "accept-encoding"):
            request.add_header(name, value)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=60) as answer:
            return answer.status, dict(answer.headers.items()), answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers.items()), error.read()


@contextmanager
def proxy(server: str, *, with_credentials: bool = False) -> Iterator[Proxy]:
    """Stand before a server, whose URL has no path.

    With credentials, an update without them is only to be answered by what is asked for.
    """
    found = Proxy(server, with_credentials=with_credentials)
    threading.Thread(target=found.http.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield found
    finally:
        found.http.shutdown()
        found.http.server_close()


class Killable:
    """An ``oxigraph serve`` that is killed without warning, and started again on its data."""

    def __init__(self, folder: Path) -> None:
        self._port = free_port()
        self._bind = f"127.0.0.1:{self._port}"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"http://{self._bind}"

    def start(self) -> None:
        """Start it."""
        binary = Path(sys.executable).with_name("oxigraph")
        if not binary.exists():
            skip_or_fail("the oxigraph server is not installed beside this Python")
        self._process = subprocess.Popen(
            [str(binary), "serve", "--location", str(self._folder), "--bind", self._bind],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self._process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self._port), 1):
                return
            time.sleep(0.05)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        """Kill it, as when the power goes."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None
